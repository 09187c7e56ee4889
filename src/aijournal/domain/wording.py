"""Words as people type them: what can be kept of them, and when two spellings are one name."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

_HALF_CHARACTERS: Final = dict.fromkeys(range(55296, 57344), "�")
# Only between letters or digits: "C++", "C#" and "C" are three names.
_BETWEEN_WORDS: Final = re.compile(r"(?<=[^\W_])[\s._-]+(?=[^\W_])")


def storable(text: str) -> str:
    """Return text that can be kept; each half of a surrogate pair is now U+FFFD."""
    return text.translate(_HALF_CHARACTERS)


def storable_or_none(text: str | None) -> str | None:
    """Return text that can be kept, without blanks around it, or `None` where nothing is left."""
    return (storable(text).strip() or None) if text else None


def name_in_words(typed: str) -> str:
    """Return a name in the composed form of Unicode, with one space between its words."""
    return unicodedata.normalize("NFC", " ".join(storable(typed).split()))


def counted_unit(unit: str, amount: Decimal) -> str:
    """Return a unit as it stands behind an amount: 1 credit, 0.42 credits, 3 USD."""
    is_word = unit[-1:].isascii() and unit[-1:].islower() and not unit.endswith("s")
    return f"{unit}s" if is_word and amount != 1 else unit


def folded(spelling: str) -> str:
    """Return what the spellings of one name have in common, whatever their case and between the words."""
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFC", spelling.strip().casefold()))
