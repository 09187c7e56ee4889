"""The words that would leave in a report: all of them, each by its place, and nothing else."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.review import OwnWords, PickedItem
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.export.findings import FindingKind
from aijournal.export.include import Include
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.looking_through import WordsPlace, look_through, words_of
from aijournal.export.own_names import NO_NAMES, own_names
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from aijournal.export.table import csv_lines, words_in
from aijournal.journal.journal import Journal
from tests.export.canaries import allowed, canaries_in, plant
from tests.export.reviews import WORDS, many_days
from tests.export.reviews import report_of as report_from
from tests.export.reviews import review_of as review_from

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
OF_COLUMNS = {
    Include.TITLES: {"title"},
    Include.NOTES: {"unblocked", "note"},
    Include.PATHS: {"link"},
    Include.MODELS: {"model"},
    Include.NAMES: {"tool", "project", "task", "tags", "bottleneck"},
}


@pytest.fixture
def full(journal: Journal, home: Path) -> Journal:
    plant(journal, home, NOW)
    return journal


def _made(journal: Journal, *parts: Include) -> Review:
    report = report_of(journal, EVERYTHING, DEFAULT_WEIGHTS, NOW.date())
    return review(report, names_of(journal, EVERYTHING), Redaction.including(parts))


def _words(journal: Journal, *parts: Include) -> list[tuple[WordsPlace, str]]:
    made = _made(journal, *parts)
    return list(words_in(entries_of(journal, EVERYTHING, NOW), made.aliases, made.redaction))


def test_no_words_leave_by_default(full: Journal) -> None:
    assert _words(full) == []


def test_each_part_has_the_words_of_its_own_columns(full: Journal) -> None:
    for part in Include:
        words = _words(full, part)
        assert {place.name for place, _ in words} == OF_COLUMNS.get(part, set())
        assert canaries_in("\n".join(text for _, text in words).encode()) <= allowed([part])


def test_every_canary_of_a_table_is_in_words_that_are_looked_through(full: Journal) -> None:
    made = _made(full, *Include)
    table = "".join(csv_lines(entries_of(full, EVERYTHING, NOW), made.aliases, made.redaction))
    looked_at = "\n".join(text for _, text in _words(full, *Include))
    assert canaries_in(looked_at.encode()) == canaries_in(table.encode()) != set()


def test_words_stand_in_the_entry_that_is_named(full: Journal) -> None:
    made = _made(full, Include.TITLES)
    entries = list(entries_of(full, EVERYTHING, NOW))
    table = "".join(csv_lines(entries, made.aliases, made.redaction))
    titles = [row["title"] for row in csv.DictReader(io.StringIO(table))]
    words = {place: text for place, text in _words(full, Include.TITLES) if place.name == "title"}
    assert [words.get(WordsPlace("title", one.interaction.id), "") for one in entries] == titles


def test_what_is_found_carries_its_place() -> None:
    place = WordsPlace("note", 7)
    words = [(place, "nothing"), (place, "asked dev@client.example of Acme")]
    found = list(look_through(words, own_names(["acme"])))
    assert [(one.place, one.finding.kind) for one in found] == [
        (place, FindingKind.EMAIL),
        (place, FindingKind.NAME),
    ]
    assert list(look_through(words[:1], NO_NAMES)) == []


def test_a_document_has_the_words_that_were_picked() -> None:
    made = review_from(report_from(many_days()), words=WORDS)
    words = list(words_of(made.document, made.redaction))
    assert {place for place, _ in words} == {
        WordsPlace("What got unblocked"),
        WordsPlace("Where it did not help, and what I changed"),
        WordsPlace("Learned, and next"),
    }
    written = {text for _, text in words}
    item, other = WORDS.unblocked
    assert written == {
        *(item.situation, item.ai_did, item.person_did, item.result, item.link),
        *(other.situation, other.result),
        *(WORDS.changed, WORDS.learned, WORDS.next),
    }


def test_a_document_has_names_where_they_are_told() -> None:
    named = OwnWords((PickedItem("0197-a", "one", result="done"),))
    for is_told in (False, True):
        made = review_from(report_from(many_days()), Redaction(names=is_told), named)
        words = {text for _, text in words_of(made.document, made.redaction)}
        assert ("nobody knows" in words, "codex" in {one.casefold() for one in words}) == (is_told, is_told)
        assert "What came of it" not in words
