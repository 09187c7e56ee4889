"""Calls as rows of plain values: logs hold very many, and an object for each takes long to make."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final, overload

from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage

CallRow = tuple[
    str,  # native_id
    datetime,  # at
    str | None,  # model
    str | None,  # provider
    bool,  # is_sidechain
    int | None,  # the fields of the usage: input_tokens,
    int | None,  # cache_write_tokens,
    int | None,  # cache_read_tokens,
    int | None,  # output_tokens,
    int | None,  # cache_write_1h_tokens,
    int | None,  # reasoning_tokens,
    bool,  # output_is_lower_bound
    bool,  # is_extra
    tuple[int, ...],  # earlier_outputs
    int,  # repeats
]
"""The fields of a `Call` for which nothing was charged, in their order but for the usage."""

_IS_EXTRA: Final = 12
_EARLIER_OUTPUTS: Final = 13
_REPEATS: Final = 14
native_id_of = itemgetter(0)


class CallRows(Sequence[Call]):
    """Calls that are made of their rows when they are looked at one by one; equal to any like sequence."""

    __slots__ = ("rows",)

    def __init__(self, rows: tuple[CallRow, ...]) -> None:
        self.rows = rows

    @overload
    def __getitem__(self, index: int) -> Call: ...

    @overload
    def __getitem__(self, index: slice) -> "CallRows": ...

    def __getitem__(self, index: int | slice) -> "Call | CallRows":
        return CallRows(self.rows[index]) if isinstance(index, slice) else call_of(self.rows[index])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Call]:
        return map(call_of, self.rows)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CallRows):
            return self.rows == other.rows
        return tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def call_of(row: CallRow) -> Call:
    """Return the call that a row tells of."""
    native_id, at, model, provider, is_sidechain = row[:5]
    *_, is_extra, earlier_outputs, repeats = row
    return Call(
        native_id=native_id,
        at=at,
        usage=TokenUsage(*row[5:12]),
        model=model,
        provider=provider,
        is_sidechain=is_sidechain,
        is_extra=is_extra,
        earlier_outputs=earlier_outputs,
        repeats=repeats,
    )


def row_of(call: Call) -> CallRow:
    """Return the row of a call, which does not tell what was charged for it."""
    usage = call.usage
    return (
        call.native_id,
        call.at,
        call.model,
        call.provider,
        call.is_sidechain,
        usage.input_tokens,
        usage.cache_write_tokens,
        usage.cache_read_tokens,
        usage.output_tokens,
        usage.cache_write_1h_tokens,
        usage.reasoning_tokens,
        usage.output_is_lower_bound,
        call.is_extra,
        call.earlier_outputs,
        call.repeats,
    )


def told_and_repeated(rows: Sequence[CallRow]) -> tuple[int, int]:
    """Return how many log records said something new, and how many nothing more; extra calls have none."""
    own = [row for row in rows if not row[_IS_EXTRA]]
    return len(own) + sum([len(row[_EARLIER_OUTPUTS]) for row in own]), sum([row[_REPEATS] for row in own])
