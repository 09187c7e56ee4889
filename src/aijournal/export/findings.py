"""What should not leave by accident, where it stands in a text, and whether the person has seen it."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeAlias

from aijournal.export.seen_through import is_unseen


class FindingKind(Enum):
    """What was found, the worst first."""

    PRIVATE_KEY = "private key"
    KEY = "key"
    TOKEN = "token"  # noqa: S105 - a word for people
    PASSWORD = "password"  # noqa: S105 - likewise
    RANDOM = "looks like a key"
    EMAIL = "e-mail address"
    PATH = "path"
    HOST = "internal host"
    IP_ADDRESS = "IP address"
    PHONE = "phone number"
    NAME = "own name"
    HASH = "hash of a commit or file"


Acknowledgement: TypeAlias = tuple[FindingKind, str]
"""A kind and the exact text that the person saw; it holds the text, so it is not to be written anywhere."""

_ORDER: Final = {kind: place for place, kind in enumerate(FindingKind)}
# How much of a finding is shown at most, for the person to know it again.
_SHOWN: Final = {FindingKind.PRIVATE_KEY: 10, FindingKind.PATH: 6}
_SHOWN_OF_OTHERS: Final = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that should not leave by accident.

    `text` is the stretch from `start` to `end`, which is not included; `excerpt` is what can be displayed of
    it, never more than a third.
    """

    kind: FindingKind
    start: int
    end: int
    excerpt: str
    text: str = field(repr=False)

    @property
    def acknowledgement(self) -> Acknowledgement:
        """What is to be remembered once the person has seen it."""
        return self.kind, self.text


def finding(kind: FindingKind, text: str, start: int, end: int) -> Finding:
    """Return a finding in a text, with its excerpt."""
    found = text[start:end]
    return Finding(kind, start, end, _masked(kind, found), found)


def outermost(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order of the text, without those that lie within one as bad or worse.

    A name is told in any case: within an address or a path it says something of its own.
    """
    kept: list[Finding] = []
    reached = dict.fromkeys(FindingKind, -1)
    for one in sorted(findings, key=lambda one: (one.start, -one.end, _ORDER[one.kind])):
        if max(reached[kind] for kind in _covering(one.kind)) < one.end:
            kept.append(one)
        reached[one.kind] = max(reached[one.kind], one.end)
    return tuple(kept)


def unseen(findings: Iterable[Finding], seen: AbstractSet[Acknowledgement]) -> tuple[Finding, ...]:
    """Return the findings that the person has not seen: the same text as another kind counts as another."""
    return tuple(one for one in findings if one.acknowledgement not in seen)


def blocks(findings: Collection[Finding], seen: AbstractSet[Acknowledgement]) -> bool:
    """Whether an export has to wait until the person has seen all that was found."""
    return bool(unseen(findings, seen))


def _covering(kind: FindingKind) -> Sequence[FindingKind]:
    if kind is FindingKind.NAME:
        return (kind,)
    return [other for other in FindingKind if _ORDER[other] <= _ORDER[kind]]


def _masked(kind: FindingKind, found: str) -> str:
    visible = "".join(one for one in found if not is_unseen(one) and one.isprintable())
    return visible[: min(len(visible) // 3, _SHOWN.get(kind, _SHOWN_OF_OTHERS))] + "…"
