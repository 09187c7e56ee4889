"""All the words that would leave in a report, looked through one by one before any of them does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aijournal.export.document import Document, Point
from aijournal.export.findings import Finding
from aijournal.export.own_names import OwnNames
from aijournal.export.redaction import Redaction
from aijournal.export.scanner import findings_in


@dataclass(frozen=True, slots=True)
class WordsPlace:
    """Where words stand: in a column of the entry with a number, or under a heading, which has none."""

    name: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class FoundWords:
    """What was found in some words, and where these stand."""

    place: WordsPlace
    finding: Finding


def look_through(words: Iterable[tuple[WordsPlace, str]], names: OwnNames) -> Iterator[FoundWords]:
    """Yield what should not leave, in the order of the words; `names` are the person's own.

    Takes some seconds for a million characters in short texts.
    """
    for place, text in words:
        for finding in findings_in(text, names):
            yield FoundWords(place, finding)


def words_of(document: Document, redaction: Redaction) -> Iterator[tuple[WordsPlace, str]]:
    """Yield the person's words in a document, and their names where these are told, each by its heading."""
    for section in document.sections:
        place = WordsPlace(section.heading)
        for text in _words_of(section.points, names_are_told=redaction.names):
            yield place, text


def _words_of(points: Iterable[Point], *, names_are_told: bool) -> Iterator[str]:
    for point in points:
        if point.is_own:
            yield point.text
        elif point.name and names_are_told:
            yield point.name
        yield from _words_of(point.points, names_are_told=names_are_told)
