"""Credits: what Kiro charges for a turn, beside the tokens, of which it tells none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Charge
from aijournal.domain.reading import LogFile
from aijournal.importers.reading.combined_logs import counted_with
from aijournal.importers.reading.decoding import ABSENT, time_or_none
from aijournal.importers.reading.text import plain_line
from aijournal.importers.reading.whole_files import companion, decoded_document

_MOST = Decimal(10**12)
_LONGEST_UNIT = 40
_LARGEST_COMPANION = 64 << 20  # bytes; it grows with every turn


def companion_document(path: Path) -> bytes:
    """Return what lies beside the lines of a session, or nothing if nothing does."""
    return companion(companion_of(path), _LARGEST_COMPANION)


class Metered(msgspec.Struct, gc=False):
    """An amount of something, by one of its two names."""

    value: Decimal | None = None
    usage: Decimal | None = None
    unit: str | None = None


class _Turn(msgspec.Struct, gc=False):
    end_timestamp: Raw = ABSENT
    message_ids: list[str | None] | None = None
    metering_usage: list[Metered] | None = None


class _Metadata(msgspec.Struct, gc=False):
    user_turn_metadatas: list[_Turn] | None = None


class _ModelInfo(msgspec.Struct, gc=False):
    model_id: str | None = None


class _ModelState(msgspec.Struct, gc=False):
    model_info: _ModelInfo | None = None


class _State(msgspec.Struct, gc=False):
    conversation_metadata: _Metadata | None = None
    rts_model_state: _ModelState | None = None


class _Document(msgspec.Struct, gc=False):
    session_id: str | None = None
    cwd: str | None = None
    created_at: Raw = ABSENT
    session_state: _State | None = None


_decode = msgspec.json.Decoder(_Document).decode


class Companion:
    """What lies beside the lines of a session: its folder and model, and what each turn was charged.

    Raises `UnusableRecordError` if the document is none, `HalfWrittenError` if it is cut off.
    """

    def __init__(self, document: bytes = b"") -> None:
        told = decoded_document(_decode, document) if document else _Document()
        state = told.session_state or _State()
        model = state.rts_model_state.model_info if state.rts_model_state else None
        self.session_id = told.session_id
        self.cwd = told.cwd
        self.model = model.model_id if model else None
        self.created_at = time_or_none(told.created_at)
        metadata = state.conversation_metadata or _Metadata()
        self._turns: Sequence[_Turn] = metadata.user_turn_metadatas or ()

    def turns(self, prompts: Sequence[tuple[str, datetime]]) -> dict[str, "Turn"]:
        """Return what became of each prompt, as far as it is told.

        A turn names its messages, or else tells when it ended: then the latest prompt before began it.
        """
        turns: dict[str, Turn] = {}
        ids = {native_id for native_id, _ in prompts}
        for told in self._turns:
            ended_at = time_or_none(told.end_timestamp)
            named = next((one for one in told.message_ids or () if one in ids), None)
            prompt = named or _latest(prompts, ended_at)
            if prompt is not None:
                known = turns.get(prompt, Turn())
                charges = added(known.charges, charges_of(told.metering_usage or ()))
                turns[prompt] = Turn(charges, max(filter(None, (known.ended_at, ended_at)), default=None))
        return turns


@dataclass(frozen=True, slots=True)
class Turn:
    """What the answers to one prompt were charged together, and when the last of them ended."""

    charges: tuple[Charge, ...] = ()
    ended_at: datetime | None = None


def _latest(prompts: Sequence[tuple[str, datetime]], at: datetime | None) -> str | None:
    if at is None:
        return None
    return next((native_id for native_id, begun in reversed(prompts) if begun <= at), None)


def charges_of(metered: Iterable[Metered]) -> tuple[Charge, ...]:
    """Return amounts as charges, one a unit; those that cannot be are left out."""
    charges: tuple[Charge, ...] = ()
    for one in metered:
        amount = one.usage if one.value is None else one.value
        unit = plain_line(one.unit or "", _LONGEST_UNIT)
        if unit and amount is not None and amount.is_finite() and 0 < amount <= _MOST:
            charges = added(charges, (Charge(amount, unit),))
    return charges


def added(charges: tuple[Charge, ...], more: tuple[Charge, ...]) -> tuple[Charge, ...]:
    """Return the sums of charges, unit by unit."""
    sums = {charge.unit: charge.amount for charge in charges}
    for charge in more:
        sums[charge.unit] = sums.get(charge.unit, Decimal()) + charge.amount
    return tuple(Charge(amount, unit) for unit, amount in sums.items())


def with_companion(file: LogFile) -> LogFile:
    """Return the lines of a session as a log: what lies beside them is a part of it."""
    return counted_with(file, [companion_of(file.path)])


def companion_of(path: Path) -> Path:
    """Return what lies beside the lines of a session: `<id>.json`, or `session.json` of the desktop app."""
    return path.with_name("session.json") if path.name == "messages.jsonl" else path.with_suffix(".json")
