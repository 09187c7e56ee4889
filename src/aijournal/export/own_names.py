"""The person's own list of names that must not leave: clients, colleagues, code names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from aijournal.export.seen_through import case_folded

_BETWEEN_WORDS: Final = re.compile(r"[\s._-]+")
_GAP: Final = r"[\s._-]{0,3}"
# Scripts that write words without spaces between them, or hang endings on: no border tells where a name ends.
_WITHOUT_BORDERS: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Names made ready to be looked for: the first word of each, and the expression for all of it."""

    sought: tuple[tuple[str, re.Pattern[str]], ...] = field(repr=False)


NO_NAMES: Final = OwnNames(())


def own_names(names: Iterable[str]) -> OwnNames:
    """Return names made ready: spellings that differ in case or between words are one name."""
    all_words = {tuple(filter(None, _BETWEEN_WORDS.split(case_folded(name).text))) for name in names}
    return OwnNames(
        tuple(
            (words[0], re.compile(_GAP.join(map(re.escape, words))))
            for words in sorted(all_words)
            if any(map(str.isalnum, "".join(words)))
        )
    )


def names_in(folded_text: str, names: OwnNames) -> Iterator[tuple[int, int]]:
    """Yield where a text in `case_folded` form holds a name as whole words.

    A part of a name in capitals within a word, as in "AcmeBilling", is no word of its own.
    """
    for first_word, pattern in names.sought:
        if first_word not in folded_text:
            continue
        for match in pattern.finditer(folded_text):
            if _is_border(folded_text, match.start()) and _is_border(folded_text, match.end()):
                yield match.span()


def _is_border(text: str, place: int) -> bool:
    """Whether a word can begin or end between two characters."""
    around = text[max(0, place - 1) : place + 1]
    if place in {0, len(text)} or not all(map(_is_part_of_word, around)):
        return True
    return _WITHOUT_BORDERS.search(around) is not None


def _is_part_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"
