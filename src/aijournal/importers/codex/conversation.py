"""Cuts a rollout of Codex into exchanges: who asked, and what each call took."""

from pathlib import Path
from typing import Self

import msgspec

from aijournal.domain.facts import ExchangeKind
from aijournal.importers.codex import records
from aijournal.importers.codex.answers import Answers
from aijournal.importers.codex.bare import BareItems
from aijournal.importers.codex.calls import CallReader
from aijournal.importers.codex.exchanges import Answer, Exchanges, Opening
from aijournal.importers.codex.lineage import Lineage, Origin
from aijournal.importers.codex.records import ABSENT, Line
from aijournal.importers.codex.session import Session, plain_id
from aijournal.importers.codex.usage import Meter
from aijournal.importers.reading.decoding import decoded
from aijournal.importers.reading.jsonl import Harvest, Stretch
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, plain_line

_ASKING = frozenset({"item_completed", "user_message"})


class Carry(msgspec.Struct):
    """What must be remembered to go on in the middle of a rollout."""

    session: Session
    meter: Meter
    bare: BareItems
    answers: Answers = msgspec.field(default_factory=Answers)
    current: Opening | None = None
    left: Opening | None = None


class Conversation:
    """One rollout, in file order; the segmenter of Codex's logs."""

    def __init__(self, path: Path, state: Carry) -> None:
        self._state = state
        self._session = state.session
        self._lineage = state.session.lineage
        self._exchanges = Exchanges(path, state.current, state.left)
        self._calls = CallReader(state.session, state.meter, state.answers, self._exchanges)
        self._takers = {
            "event_msg": self._take_event,
            "session_meta": self._take_meta,
            "token_usage_record": self._calls.take_record,
            "turn_context": self._take_context,
        }
        self._event_takers = {
            "agent_message": self._take_answer,
            "item_completed": self._take_item,
            "task_complete": self._end_turn,
            "task_started": self._begin_turn,
            "token_count": self._calls.take_count,
            "turn_aborted": self._end_turn,
            "turn_complete": self._end_turn,
            "turn_started": self._begin_turn,
            "user_message": self._take_message,
        }
        self._offset = 0

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        if not carry:
            thread = thread_of(path)
            return cls(path, Carry(Session(thread, Lineage(thread)), Meter(), BareItems()))
        try:
            return cls(path, msgspec.json.decode(carry, type=Carry))
        except (ValueError, RecursionError):
            return None

    def carry(self) -> bytes:
        """Return what `begin` needs to go on from here."""
        self._state.current, self._state.left = self._exchanges.current, self._exchanges.left
        return msgspec.json.encode(self._state)

    @property
    def is_settled(self) -> bool:
        """Whether no prompt is waiting to be answered."""
        return self._exchanges.is_settled

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        return self._exchanges.harvest()

    def take(self, stretch: Stretch) -> None:
        """Account for every line of the stretch."""
        number, offset = stretch.line, stretch.offset
        if stretch.is_too_long:
            self._exchanges.reject("a line too long to read", number + 1)
        if stretch.damage:
            self._exchanges.reject(stretch.damage, number + 1)
        for line in stretch.lines:
            number += 1
            try:
                self._take_line(line, offset)
            except UnusableRecordError as error:
                self._exchanges.reject(str(error), number)
            offset += len(line)

    def _take_line(self, line: bytes, offset: int) -> None:
        record, self._offset = records.decode_line(line), offset
        if self._lineage.is_beginning:
            self._pass_time(record)
        if record.type == "response_item":
            self._exchanges.ignore()
        elif record.payload is ABSENT and record.type not in records.KNOWN_TYPES:
            self._take_bare(record, line)
        elif taker := self._takers.get(record.type):
            taker(record)
        else:
            self._exchanges.ignore(is_known=record.type in records.KNOWN_TYPES)

    def _take_bare(self, record: Line, line: bytes) -> None:
        item = decoded(records.bare_item, line)
        if item.id is not None and not item.type:
            self._session.introduce_bare(checked_id(item.id))
        self._state.bare.take(record, item, self._offset, self._session.thread, self._exchanges)

    def _pass_time(self, record: Line) -> None:
        at = records.time_or_none(record)
        if at is not None:
            self._lineage.pass_time(at)

    # -- whose rollout it is, and its turns

    def _take_meta(self, record: Line) -> None:
        meta = records.payload_of(record, records.session_meta)
        self._session.meet(meta, checked_id(meta.id or meta.session_id))
        self._exchanges.ignore()

    def _take_context(self, record: Line) -> None:
        self._session.hear(records.payload_of(record, records.turn_context))
        self._exchanges.begin_turn()
        self._exchanges.ignore()

    def _begin_turn(self, record: Line) -> None:
        turn = records.payload_of(record, records.turn_event).turn_id
        self._session.begin_turn(plain_id(turn), is_announced=True)
        self._exchanges.begin_turn()
        self._exchanges.ignore()

    def _end_turn(self, record: Line) -> None:
        turn = plain_id(records.payload_of(record, records.turn_event).turn_id)
        self._exchanges.end_turn(turn, records.time_or_none(record))
        self._session.end_turn(turn)
        self._exchanges.ignore()

    # -- prompts and answers

    def _take_event(self, record: Line) -> None:
        kind = records.payload_of(record, records.event_type).type
        taker = self._event_takers.get(kind)
        if taker is None:
            self._exchanges.ignore(is_known=kind in records.KNOWN_EVENTS)
            return
        try:
            taker(record)
        except UnusableRecordError:
            if kind in _ASKING:
                self._exchanges.open_nothing()  # what follows does not answer the prompt before
            raise

    def _take_message(self, record: Line) -> None:
        message = records.payload_of(record, records.user_message)
        if records.is_prompt(message):
            self._take_prompt(record, self._session.turn if self._session.is_announced else None)
        else:
            self._exchanges.ignore()

    def _take_item(self, record: Line) -> None:
        payload = bytes(record.payload)
        if b"UserMessage" not in payload and b"AgentMessage" not in payload:
            self._exchanges.ignore()
            return
        completed = records.payload_of(record, records.item_completed)
        kind = completed.item.type if completed.item else None
        if kind == "AgentMessage":
            self._take_answer(record)
        elif (
            completed.item
            and kind == "UserMessage"
            and not records.is_injected(records.text_of(completed.item.content))
        ):
            self._take_prompt(record, plain_id(completed.turn_id))
        else:
            self._exchanges.ignore()

    def _take_prompt(self, record: Line, turn: str | None) -> None:
        """Begin an exchange; what another agent asks, and what was asked in a copied history, begins none."""
        session, lineage, answers = self._session, self._lineage, self._state.answers
        session.has_begun = True
        lineage.ask()
        answers.ask()
        if session.is_agent or lineage.origin is Origin.COPY:
            self._exchanges.ignore()
            return
        is_own = lineage.origin is Origin.OWN
        lineage.has_own = lineage.has_own or is_own
        at = records.time_of(record)
        self._exchanges.ask(
            Opening(
                conversation_id=session.conversation,
                kind=ExchangeKind.PROMPT,
                started_at=at,
                ended_at=at,
                project=session.project,
                turn=turn,
                prompt_group=turn if is_own else None,
                is_scripted=session.is_scripted,
                offset=self._offset,
                answer_id=answers.name(lineage.owner or lineage.thread),
            )
        )

    def _take_answer(self, record: Line) -> None:
        """Note an answer; where nothing told tokens yet, nor will tell its end, it may be the last word."""
        session, answers = self._session, self._state.answers
        is_last = self._state.meter.is_silent and not session.will_end and answers.prompts > 0
        answers.is_waiting = answers.is_waiting or is_last
        at = records.time_or_none(record)
        if at is not None:
            self._exchanges.answer(Answer(at, session.model, session.provider), is_last=is_last)
        self._exchanges.ignore()


def thread_of(path: Path) -> str:
    """Return the thread that a rollout's name tells, `rollout-<local time>-<thread>.jsonl`."""
    name = path.name.removesuffix(".zst").removesuffix(".jsonl")
    thread = name[len("rollout-2026-03-02T09-00-00-") :] if name.startswith("rollout-") else name
    return plain_line(thread, MAX_NAME) or plain_line(name, MAX_NAME) or "unnamed"
