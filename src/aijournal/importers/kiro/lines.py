"""The sessions of Kiro's command line and desktop app: lines as they were said, cut into exchanges."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call, Charge
from aijournal.domain.reading import START
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.kiro.credits import Companion, Metered, Turn, charges_of
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of, time_of, time_or_none
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.jsonl import JsonLines
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, first_line, plain_line, project_name

SOURCE = "kiro"
_ANSWER_PARTS = frozenset({"ToolResults", "Clear"})
_STEPS = frozenset(
    {
        "interaction_resolved", "pending_interaction", "session_metadata", "session_start", "sub_agent_start",
        "tombstone", "tool_call", "tool_result", "turn_end", "turn_start",
    }
)  # fmt: skip


class _Meta(msgspec.Struct, gc=False):
    timestamp: Raw = ABSENT


class _Block(msgspec.Struct, gc=False):
    kind: str | None = None
    data: Raw = ABSENT


class _Said(msgspec.Struct, gc=False):
    message_id: str | None = None
    content: list[_Block] | None = None
    meta: _Meta | None = None


class _Line(msgspec.Struct, gc=False):
    """One line of a session of the command line."""

    kind: str | None = None
    data: _Said | None = None

    @property
    def said(self) -> _Said:
        return self.data or _Said()

    @property
    def time(self) -> Raw:
        """Return when it was said, which only prompts tell."""
        meta = self.said.meta
        return meta.timestamp if meta else ABSENT


class _Payload(msgspec.Struct, gc=False):
    type: str | None = None
    execution_id: str | None = msgspec.field(default=None, name="executionId")
    content: Raw = ABSENT
    summaries: list[Metered] | None = msgspec.field(default=None, name="promptTurnSummaries")


class _Event(msgspec.Struct, gc=False):
    """One line of a session of the desktop app."""

    id: str | None = None
    timestamp: Raw = ABSENT
    payload: _Payload | None = None


class _Session(msgspec.Struct, gc=False):
    model_id: str | None = msgspec.field(default=None, name="modelId")
    folders: list[str] | None = msgspec.field(default=None, name="workspacePaths")


_decode_line = msgspec.json.Decoder(_Line).decode
_decode_event = msgspec.json.Decoder(_Event).decode
_decode_session = msgspec.json.Decoder(_Session).decode
_decode_text = msgspec.json.Decoder(str).decode


class CommandLineSession(LineConversation):
    """One session of the command line; its answers tell neither times nor tokens."""

    def __init__(self, path: Path, companion: Companion) -> None:
        super().__init__(Account(SOURCE, path), State())
        self._session = checked_name(companion.session_id or path.stem)
        self._project = project_name(companion.cwd or "")
        self._model = plain_line(companion.model or "", MAX_NAME) or None
        self._at = companion.created_at
        self._turns = companion.turns(prompts_of(path))
        self._charges: tuple[Charge, ...] = ()

    @classmethod
    def begin(cls, path: Path, document: bytes) -> Self:
        """Begin with what lies beside the lines; raises `UnusableRecordError`."""
        return cls(path, Companion(document))

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # only some need it
        """Account for one line; raises `UnusableRecordError`."""
        told = decoded(_decode_line, line)
        if told.kind == "Prompt":
            self._take_prompt(told, offset)
        elif told.kind == "AssistantMessage":
            self._take_answer(told.said)
        else:
            self.account.ignore(is_known=told.kind in _ANSWER_PARTS)

    def _take_prompt(self, told: _Line, offset: int) -> None:
        message = checked_id(told.said.message_id)
        self._at = at = time_of(told.time) if bytes(told.time) or self._at is None else self._at
        turn = self._turns.get(message, Turn())
        self._charges = turn.charges
        self.account.ask(
            Opening(
                checked_id(f"{self._session}:{message}"),
                self._session,
                at,
                max(at, turn.ended_at or at),
                project=self._project,
                offset=offset,
            )
        )

    def _take_answer(self, said: _Said) -> None:
        native_id = checked_id(f"{self._session}:{checked_id(said.message_id)}")
        if self._at is None:
            raise UnusableRecordError("no time")
        if self.account.current is None:
            self.account.open(run_at(f"run:{self._session}", self._session, self._at, self._project))
        # What a turn was charged belongs to all its answers; the first of them is always the same.
        self.account.add(Call(native_id, self._at, TokenUsage(), self._model, charges=self._charges))
        self._charges = ()


def prompts_of(path: Path) -> Sequence[tuple[str, datetime]]:
    """Return the prompts of a session of the command line, with the times that they tell."""
    prompts = []
    with JsonLines(path) as log:
        for stretch in log.stretches(START):
            for line in stretch.lines:
                try:
                    told = decoded(_decode_line, line)
                except UnusableRecordError:
                    continue
                at = time_or_none(told.time)
                if told.kind == "Prompt" and told.said.message_id and at:
                    prompts.append((told.said.message_id, at))
    return prompts


class DesktopSession(LineConversation):
    """One session of the desktop app: a turn is one call, with the credits that it took."""

    def __init__(self, path: Path, session: _Session) -> None:
        super().__init__(Account(SOURCE, path), State())
        self._session = checked_name(path.parent.name)
        self._project = next(filter(None, map(project_name, session.folders or ())), None)
        self._model = plain_line(session.model_id or "", MAX_NAME) or None

    @classmethod
    def begin(cls, path: Path, document: bytes) -> Self:
        """Begin with what lies beside the lines; raises `UnusableRecordError`."""
        return cls(path, decoded(_decode_session, document) if document else _Session())

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # only some need it
        """Account for one line; raises `UnusableRecordError`."""
        event = decoded(_decode_event, line)
        payload = event.payload or _Payload()
        if payload.type == "user":
            self._take_prompt(event, offset)
        elif payload.type in {"assistant", "usage_summary"}:
            self._take_answer(event, payload)
        else:
            self.account.touch(time_or_none(event.timestamp))
            self.account.ignore(is_known=payload.type in _STEPS)

    def _take_prompt(self, event: _Event, offset: int) -> None:
        native_id, at = self._id_of(event.id), time_of(event.timestamp)
        self.account.ask(Opening(native_id, self._session, at, at, project=self._project, offset=offset))

    def _take_answer(self, event: _Event, payload: _Payload) -> None:
        native_id, at = self._id_of(payload.execution_id or event.id), time_of(event.timestamp)
        if self.account.current is None:
            self.account.open(run_at(f"run:{self._session}", self._session, at, self._project))
        charges = charges_of(payload.summaries or ())
        self.account.add(Call(native_id, at, TokenUsage(), self._model, charges=charges))

    def _id_of(self, name: str | None) -> str:
        return checked_id(f"{self._session}:{checked_id(name)}")


def checked_name(name: str) -> str:
    """Return the name of a session, fit to be a part of an id."""
    return plain_line(name, 120) or "unnamed"


def title_at(line: bytes) -> str | None:
    """Return the first line of the prompt that a line of either kind of session holds, or `None`."""
    try:
        return first_line("\n".join(_prompt_texts(line))) or None
    except UnusableRecordError:
        return None


def _prompt_texts(line: bytes) -> Sequence[str]:
    told = decoded(_decode_line, line)
    if told.kind == "Prompt":
        blocks = (block for block in told.said.content or () if block.kind == "text")
        return [decoded(_decode_text, block.data) for block in blocks]
    payload = decoded(_decode_event, line).payload
    return texts_of(payload.content) if payload and payload.type == "user" else ()
