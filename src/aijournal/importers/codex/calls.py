"""Gives the calls that a rollout tells of to the exchanges that they were made for."""

from datetime import datetime

import msgspec

from aijournal.domain.facts import Call, ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex import records
from aijournal.importers.codex.answers import Answers
from aijournal.importers.codex.exchanges import Exchanges, Opening
from aijournal.importers.codex.lineage import Origin
from aijournal.importers.codex.records import Line, TokenInfo
from aijournal.importers.codex.session import Session, plain_id
from aijournal.importers.codex.usage import Meter, record_key, token_usage
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id


class Sighting(msgspec.Struct, gc=False, frozen=True):
    """A call as one record tells of it; `key` tells it from all others of its thread."""

    at: datetime
    usage: TokenUsage
    key: str
    response_id: str | None
    turn: str | None
    root_turn: str | None


class CallReader:
    """Reads calls from the two kinds of records that tell of them, and places them."""

    def __init__(self, session: Session, meter: Meter, answers: Answers, exchanges: Exchanges) -> None:
        self._session = session
        self._lineage = session.lineage
        self._meter = meter
        self._answers = answers
        self._exchanges = exchanges

    def take_record(self, record: Line) -> None:
        """Take a record that tells a call's tokens by its id; raises `UnusableRecordError`."""
        told = records.payload_of(record, records.usage_record)
        if told.usage is None:
            raise UnusableRecordError("no tokens")
        sighting = Sighting(
            at=records.time_of(record),
            usage=token_usage(told.usage),
            key=record_key(told),
            response_id=told.response_id and checked_id(told.response_id),
            turn=plain_id(told.turn_id) or self._session.turn,
            root_turn=plain_id(told.root_turn_id) or self._session.root_turn,
        )
        self._meter.has_records = True
        self._take(sighting)

    def take_count(self, record: Line) -> None:
        """Take an event that tells totals and the last call's tokens; raises `UnusableRecordError`."""
        session = self._session
        told = records.payload_of(record, records.token_count)
        if self._meter.is_silent and records.has_allowance(told):
            self._meter.is_promised = True
        found = self._measure(told.info) if told.info else None
        if found is None:
            self._exchanges.ignore()
            return
        usage, key = found
        at = records.time_of(record)
        self._take(Sighting(at, usage, key, None, session.turn, session.root_turn))

    def _measure(self, info: TokenInfo) -> tuple[TokenUsage, str] | None:
        """Return what an event tells of a call, and its key; `None` if it tells of no new one.

        A fork that copied nothing may repeat where its parent was before anything of its own begins.
        """
        session = self._session
        if session.is_fork and not session.has_begun and self._lineage.origin is Origin.OWN:
            self._meter.pass_by(info)
            return None
        return self._meter.take(info, is_fork=session.is_fork)

    def _take(self, sighting: Sighting) -> None:
        lineage, origin = self._lineage, self._lineage.origin
        lineage.pass_history()
        owner = lineage.owner or (sighting.response_id and lineage.ancestors[0])
        if owner is None:
            self._exchanges.ignore()  # the rollouts of the threads that it may come from tell it too
            return
        if origin is Origin.COPY:
            self._open_copy(owner, sighting.at)
        else:
            lineage.has_own = lineage.has_own or origin is Origin.OWN
            self._open_exchange(sighting)
        self._exchanges.add(
            Call(
                native_id=self._answers.name_call(sighting.response_id or f"{owner}:{sighting.key}", owner),
                at=sighting.at,
                usage=sighting.usage,
                model=self._session.model,
                provider=None if origin is Origin.COPY else self._session.provider,
                is_sidechain=origin is Origin.COPY or self._session.is_agent,
            )
        )

    def _open_exchange(self, sighting: Sighting) -> None:
        """Go on with the exchange that a call belongs to: by its turn where it is told, else the latest."""
        turn = sighting.turn
        self._exchanges.go_back(turn)
        current = self._exchanges.current
        if current is None or not current.accepts(turn):
            self._open_run(sighting)
        elif current.is_unclaimed:
            current.turn = turn or current.turn
            current.prompt_group = current.turn if self._lineage.origin is Origin.OWN else None

    def _open_run(self, sighting: Sighting) -> None:
        """Go on with the calls of a turn that no person's prompt began, or not yet."""
        turn, is_agent = sighting.turn, self._session.is_agent
        self._open(
            Opening(
                conversation_id=self._session.conversation,
                kind=ExchangeKind.RUN,
                started_at=sighting.at,
                ended_at=sighting.at,
                native_id=f"run:{self._lineage.thread}:{turn or ''}",
                project=self._session.project,
                turn=turn,
                prompt_group=sighting.root_turn or (None if is_agent else turn),
                awaits_prompt=turn is not None and not is_agent,
            )
        )

    def _open_copy(self, owner: str, at: datetime) -> None:
        """Go on with the copied calls of another thread.

        They are a run in that thread's conversation, so that its own rollout, which knows when they were
        made and what for, has them as soon as it is read.
        """
        native_id = f"copy:{self._lineage.thread}:{owner}"
        self._open(
            Opening(owner, ExchangeKind.RUN, at, at, native_id=native_id, project=self._session.project)
        )

    def _open(self, opening: Opening) -> None:
        current = self._exchanges.current
        if current is None or current.native_id != opening.native_id:
            self._exchanges.open(opening)
