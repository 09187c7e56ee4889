"""Numbers as they are typed: in the person's own way of writing, or with a dot."""

import math
import re
from typing import Final

from PySide6.QtCore import QLocale

_COUNT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([kKmMgG]?)")
_MULTIPLES: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_SPACES = re.compile(r"[\s\u00a0\u202f'’_]+")


def read_number(text: str) -> float | None:
    """Return a number, or `None` where the text is none; marks between thousands are refused as unclear."""
    for locale in (QLocale(), QLocale.c()):
        locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
        number, is_number = locale.toDouble(text.strip())
        if is_number and math.isfinite(number):
            return number
    return None


def number_in_words(number: float) -> str:
    """Return a number as short as it can be typed again without loss."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(
        float(number), "g", QLocale.FloatingPointPrecisionOption.FloatingPointShortest.value
    )


def read_count(text: str) -> int | None:
    """Return a whole number such as 2500000, 2 500 000, 2,500,000 or 2.5M; `None` where it is none."""
    packed = _SPACES.sub("", text)
    match = _COUNT.fullmatch(packed)
    if match and match[2]:
        return round(float(match[1].replace(",", ".")) * _MULTIPLES[match[2].lower()])
    digits = re.sub(r"(?<=[0-9])[.,](?=[0-9]{3}(?:[.,]|$))", "", packed)
    return int(digits) if digits.isascii() and digits.isdecimal() else None
