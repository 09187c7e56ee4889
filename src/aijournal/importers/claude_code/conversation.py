"""Cuts a transcript of Claude Code into exchanges: who asked, and what each response took."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from aijournal.domain.facts import Exchange, ExchangeKind, LogLocation
from aijournal.domain.reading import Problem
from aijournal.importers.claude_code import records
from aijournal.importers.claude_code.calls import CallReader, advice_of
from aijournal.importers.claude_code.records import Message, Record, UnusableRecordError, checked_id
from aijournal.importers.reading.jsonl import Harvest, Stretch
from aijournal.importers.reading.text import MAX_NAME, is_plain_id, plain_line, project_name

SOURCE = "claude-code"


class Opening(msgspec.Struct):
    """An exchange that may still grow, without its calls.

    `is_fresh`: its prompt was counted as ignored since the last harvest, and counts as a prompt
    instead if an answer comes. `told_until`: its end when it was last told, if it was.
    """

    native_id: str
    conversation_id: str
    started_at: datetime
    ended_at: datetime
    kind: ExchangeKind
    project: str | None
    prompt_group: str | None
    is_scripted: bool
    offset: int | None
    is_fresh: bool = False
    prompt_records: int = 0
    told_until: datetime | None = None


class Carry(msgspec.Struct):
    """What must be remembered to go on in the middle of a transcript.

    `command` is a slash command that may turn out to be a prompt, if the prompt that it stands for
    (`has_body`) and then an answer follow.
    """

    session_id: str
    current: Opening | None = None
    command: Opening | None = None
    has_body: bool = False


class Conversation:
    """One transcript, in file order; the segmenter of Claude Code's logs."""

    def __init__(self, path: Path, state: Carry) -> None:
        self._path = path
        self._state = state
        self._exchanges: list[Exchange] = []
        self._problems: list[Problem] = []
        self._ignored = 0
        self._unknown = 0
        self._calls = CallReader()

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        if not carry:
            return cls(path, Carry(plain_line(path.stem, MAX_NAME) or "unnamed"))
        try:
            return cls(path, msgspec.json.decode(carry, type=Carry))
        except (ValueError, RecursionError):
            return None

    def carry(self) -> bytes:
        """Return what `begin` needs to go on from here."""
        return msgspec.json.encode(self._state)

    @property
    def is_settled(self) -> bool:
        """Whether no prompt is waiting to be answered."""
        state = self._state
        is_command_waiting = state.has_body and state.command is not None and state.command.is_fresh
        return not is_command_waiting and not (state.current and state.current.is_fresh)

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        self._tell()
        harvest = Harvest(tuple(self._exchanges), tuple(self._problems), self._ignored, self._unknown)
        self._exchanges, self._problems, self._ignored, self._unknown = [], [], 0, 0
        for opening in (self._state.current, self._state.command):
            if opening:
                opening.is_fresh = False
        return harvest

    def take(self, stretch: Stretch) -> None:
        """Account for every line of the stretch."""
        number, offset = stretch.line, stretch.offset
        if stretch.is_too_long:
            self._reject("a line too long to read", number + 1)
        decode = records.decode
        for line in stretch.lines:
            number += 1
            try:
                try:
                    record = decode(line)
                except (ValueError, RecursionError):
                    record = records.decode_odd(line)
                kind = record.type
                if kind == "assistant":
                    self._take_answer(record)
                elif kind == "user":
                    self._take_user(record, line, offset)
                else:
                    self._ignored += 1
                    self._unknown += not records.is_known(kind)
            except UnusableRecordError as error:
                self._reject(str(error), number)
            offset += len(line)

    def _reject(self, reason: str, line: int) -> None:
        self._problems.append(Problem(reason, self._path, line))

    # -- answers

    def _take_answer(self, record: Record) -> None:
        state, calls = self._state, self._calls
        # Most answers come in several records, of which each but the first is looked at no further.
        if state.current is not None and state.command is None and (at := calls.takes(record)) is not None:
            state.current.ended_at = max(state.current.ended_at, at)
            return
        message = record.message or Message()
        if message.model == records.SYNTHETIC:
            self._ignored += 1
            self._touch(record)
            return
        at = records.time_of(record)
        native_id, advice = calls.id_of(record, message), advice_of(message)
        current = self._exchange_of(record, at)
        current.ended_at = max(current.ended_at, at)
        if current.is_fresh:
            current.is_fresh, current.prompt_records = False, 1
            self._ignored -= 1
        if record.request_session_id is not None:
            _move_to_origin(current, record.request_session_id)
        calls.add(native_id, at, record, message, advice)

    def _exchange_of(self, record: Record, at: datetime) -> Opening:
        """Return the exchange that an answer belongs to: the one it follows, else a run of its own."""
        state = self._state
        if state.command and state.has_body and not record.is_sidechain:
            self._open(state.command)
        current = state.current
        if current is not None and current.kind is ExchangeKind.PROMPT:
            return current
        return self._run_of(record, at)

    def _run_of(self, record: Record, at: datetime) -> Opening:
        """Return the run that a record without a prompt belongs to, the one at hand or a new one."""
        current = self._state.current
        session = record.request_session_id or self._session_of(record)
        agent = (record.is_sidechain and record.agent_id) or ""
        prompt = record.prompt_id if record.is_sidechain else None
        beginning = f"run:{session}:{agent}:"
        if (
            current
            and current.native_id.startswith(beginning)
            and (prompt is None or prompt == current.prompt_group)
        ):
            return current
        return self._open(
            Opening(
                native_id=checked_id(f"{beginning}{prompt or ''}"),
                conversation_id=session,
                started_at=at,
                ended_at=at,
                kind=ExchangeKind.RUN,
                project=project_name(record.cwd or ""),
                prompt_group=prompt,
                is_scripted=records.is_scripted(record),
                offset=None,
            )
        )

    # -- what a person, a tool or the program itself says to the model

    def _take_user(self, record: Record, line: bytes, offset: int) -> None:
        is_tool_result = records.is_tool_result(record.message)
        if is_tool_result or record.is_sidechain or record.is_meta or record.is_compact_summary:
            if record.is_sidechain:
                self._note_run(record)
            if is_tool_result:
                self._touch(record)
            elif record.is_meta and self._state.command:
                self._note_body(record, line)
        else:
            self._take_text(record, records.text_of(record, line), offset)
            return
        self._ignored += 1

    def _take_text(self, record: Record, text: str | None, offset: int) -> None:
        if text is None:
            pass
        elif records.is_human(record, text):
            self._take_prompt(record, offset)
        elif records.is_command(text) and records.is_from_a_person(record):
            self._state.command, self._state.has_body = self._prompt(record, offset), False
        elif text.startswith("<local-command-"):
            self._state.command = None
        self._ignored += 1  # until a prompt is answered

    def _take_prompt(self, record: Record, offset: int) -> None:
        try:
            self._open(self._prompt(record, offset))
        except UnusableRecordError:
            self._tell()
            self._state.current = None
            raise

    def _prompt(self, record: Record, offset: int) -> Opening:
        at = records.time_of(record)
        return Opening(
            native_id=checked_id(record.uuid),
            conversation_id=self._session_of(record),
            started_at=at,
            ended_at=at,
            kind=ExchangeKind.PROMPT,
            project=project_name(record.cwd or ""),
            prompt_group=record.prompt_id if is_plain_id(record.prompt_id or "") else None,
            is_scripted=records.is_scripted(record),
            offset=offset,
            is_fresh=True,
        )

    def _note_run(self, record: Record) -> None:
        """Let a subagent's run begin with what it was told, if it is not a part of an exchange."""
        current = self._state.current
        if current is None or current.kind is ExchangeKind.RUN:
            with suppress(UnusableRecordError):  # its first answer will do
                self._run_of(record, records.time_of(record))

    def _note_body(self, record: Record, line: bytes) -> None:
        """Note the prompt that a slash command stands for; a skill that the model called is none."""
        text = records.text_of(record, line) or ""
        if not records.is_caused_by_tool(record) and not text.startswith(("Caveat:", "<local-command-")):
            self._state.has_body = True

    # -- the exchange at hand

    def _session_of(self, record: Record) -> str:
        if record.session_id:
            self._state.session_id = checked_id(record.session_id)
        return self._state.session_id

    def _open(self, opening: Opening) -> Opening:
        self._tell()
        self._state.current = opening
        if opening.kind is ExchangeKind.PROMPT:
            self._state.command, self._state.has_body = None, False
        return opening

    def _touch(self, record: Record) -> None:
        """Let the exchange at hand last until a record that is of no other use."""
        current, at = self._state.current, record.timestamp
        if current is None or at is None or at <= current.ended_at:
            return
        try:
            current.ended_at = records.time_of(record)
        except UnusableRecordError:  # not worth a `suppress`: this is done for every answer of a tool
            return

    def _tell(self) -> None:
        """Add what is new of the exchange at hand to the harvest."""
        current = self._state.current
        if current is None or not (
            self._calls.has_calls or (current.told_until or current.ended_at) < current.ended_at
        ):
            return
        self._exchanges.append(self._exchange(current))
        current.prompt_records, current.told_until = 0, current.ended_at

    def _exchange(self, opening: Opening) -> Exchange:
        return Exchange(
            source=SOURCE,
            native_id=opening.native_id,
            conversation_id=opening.conversation_id,
            started_at=opening.started_at,
            ended_at=opening.ended_at,
            calls=self._calls.harvest(),
            kind=opening.kind,
            project=opening.project,
            prompt_group=opening.prompt_group,
            is_scripted=opening.is_scripted,
            location=None if opening.offset is None else LogLocation(self._path, opening.offset),
            prompt_records=opening.prompt_records,
        )


def _move_to_origin(opening: Opening, session_id: str) -> None:
    """Give a copy in a forked conversation back to the conversation that it was copied from."""
    if session_id != opening.conversation_id and is_plain_id(session_id):
        opening.conversation_id, opening.prompt_group = session_id, None
