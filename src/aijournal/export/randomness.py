"""Strings that nobody thought up: keys without a known format, told from names that people give.

A secret spreads over its alphabet and jumps between small letters, capitals and digits at every other
character; names, even long ones, are made of words. So a run of characters is told by its Shannon entropy
(C. E. Shannon, "A Mathematical Theory of Communication", 1948) and by how long its words are on average.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from aijournal.export.findings import FindingKind
from aijournal.export.secret_formats import Span

_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_RUN: Final = re.compile(r"[A-Za-z0-9+/=_-]{20,}+")
_HEX: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[0-9]{0,60}[A-Fa-f])(?:[0-9a-f]{24,}+|[0-9A-F]{24,}+)(?![A-Za-z0-9])"
)
_PIECE: Final = re.compile(r"[A-Z]?[a-z]++|[A-Z]++|[0-9]++")

# SHA-1 and SHA-256, by which commits and files are called.
_HASHES: Final = frozenset({40, 64})
_LEAST_BITS_OF_HEX: Final = 3.0
# By length: the least entropy, and how long the pieces of one case or of digits are at most on average.
_LONG: Final = 32
_SHORT_RUN: Final = (3.5, 3.0)
_LONG_RUN: Final = (3.9, 4.0)
_MOST_SEPARATORS: Final = 0.12


def random_strings_in(text: str) -> Iterator[Span]:
    """Yield where a text made plain holds a string that looks drawn; of hashes it says that they are such.

    Numbers by which things are called all over the world, such as UUIDs, are left out.
    """
    rest = _UUID.sub(lambda match: " " * len(match[0]), text)
    for match in _HEX.finditer(rest):
        if entropy(match[0]) >= _LEAST_BITS_OF_HEX:
            is_hash = len(match[0]) in _HASHES
            yield (FindingKind.HASH if is_hash else FindingKind.RANDOM), match.start(), match.end()
    for match in _RUN.finditer(_HEX.sub(lambda match: " " * len(match[0]), rest)):
        if _is_random(match[0]):
            yield FindingKind.RANDOM, match.start(), match.end()


def entropy(run: str) -> float:
    """Return the Shannon entropy of a run of characters, in bits a character."""
    if not run:
        return 0.0
    shares = (count / len(run) for count in Counter(run).values())
    return -math.fsum(share * math.log2(share) for share in shares)


def _is_random(run: str) -> bool:
    pieces = _PIECE.findall(run)
    characters = sum(map(len, pieces))
    least_bits, longest_piece = _LONG_RUN if len(run) >= _LONG else _SHORT_RUN
    return (
        len(run) - characters <= _MOST_SEPARATORS * len(run)
        and characters <= longest_piece * len(pieces)
        and entropy(run) >= least_bits
    )
