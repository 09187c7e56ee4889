"""Text as a reader takes it: without what cannot be seen, and with every form of a letter made plain.

A word can be written so that a search misses it and a reader does not: with zero-width characters in it, in
full-width or mathematical letters, or decomposed. Each character is unfolded by itself, so this takes time in
proportion to the text, and each one that is left knows where in the original it came from.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# By Unicode, for characters that are ignored where they are not known (Default_Ignorable_Code_Point).
_SET_ASIDE: Final = (*range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000))
# Letters and symbols that are drawn as nothing: the fillers of Hangul, the empty pattern of Braille.
_BLANK: Final = frozenset(map(chr, (0x115F, 0x1160, 0x2065, 0x2800, 0x3164, 0xFFA0, *_SET_ASIDE)))
# Marks that stand above or within a letter, what only formats, and control characters.
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf", "Cc"})
_KEPT: Final = frozenset("\t\n\r\x0b\x0c\x85")


@dataclass(frozen=True, slots=True)
class SeenThrough:
    """A text made plain; `places[i]` is where its character `i` stands in the original.

    `places` is `None` where every character stands where it stood.
    """

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that a stretch of the plain text, not empty, came from."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def seen_through(text: str) -> SeenThrough:
    """Return a text in the letters that it looks like, with their case."""
    return _unfolded(text, _plain)


def case_folded(text: str) -> SeenThrough:
    """Return a text in the letters that it looks like, whatever their case."""
    return _unfolded(text, _plain_folded)


def is_unseen(character: str) -> bool:
    """Whether nobody sees a character by itself: it is empty, formats, or stands upon another one."""
    return character in _BLANK or (unicodedata.category(character) in _UNSEEN and character not in _KEPT)


def _unfolded(text: str, unfold: Callable[[str], str]) -> SeenThrough:
    forms = {character: unfold(character) for character in set(text)}
    if all(len(form) == 1 for form in forms.values()):
        return SeenThrough("".join(map(forms.__getitem__, text)), None)
    parts: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        form = forms[character]
        parts.append(form)
        places.extend([place] * len(form))
    return SeenThrough("".join(parts), tuple(places))


def _plain(character: str) -> str:
    compatible = unicodedata.normalize("NFKD", character)
    return "".join(one for one in compatible if not is_unseen(one))


def _plain_folded(character: str) -> str:
    return _plain(_plain(character).casefold())
