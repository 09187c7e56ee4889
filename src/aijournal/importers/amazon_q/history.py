"""The conversations that Amazon Q's command line and Kiro's, which grew out of it, keep as JSON documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, time_of, time_or_none
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, first_line, is_plain_id, plain_line, project_name


class _Variant(msgspec.Struct, gc=False, rename="pascal"):
    """A user's part by its kind: what a person asked, or what tools answered."""

    prompt: Raw = ABSENT
    cancelled_tool_uses: Raw = ABSENT


class _Prompt(msgspec.Struct, gc=False):
    prompt: str | None = None


class _State(msgspec.Struct, gc=False):
    current_working_directory: str | None = None


class _Context(msgspec.Struct, gc=False):
    env_state: _State | None = None


class _User(msgspec.Struct, gc=False):
    content: _Variant | None = None
    timestamp: Raw = ABSENT
    env_context: _Context | None = None


class _Answer(msgspec.Struct, gc=False):
    message_id: str | None = None


class _Assistant(msgspec.Struct, gc=False, rename="pascal"):
    tool_use: _Answer | None = None
    response: _Answer | None = None


class _Request(msgspec.Struct, gc=False):
    message_id: str | None = None
    request_start_timestamp_ms: Raw = ABSENT
    stream_end_timestamp_ms: Raw = ABSENT
    model_id: str | None = None


class _Entry(msgspec.Struct, gc=False):
    """One step of a conversation: what the model was told, and what it answered."""

    user: _User | None = None
    assistant: _Assistant | None = None
    request_metadata: _Request | None = None


class _Model(msgspec.Struct, gc=False):
    model_id: str | None = None


class _History(msgspec.Struct, gc=False):
    conversation_id: str | None = None
    history: list[Raw] | None = None
    model_info: _Model | None = None


_decode_history = msgspec.json.Decoder(_History).decode
_decode_entry = msgspec.json.Decoder(_Entry).decode
_decode_prompt = msgspec.json.Decoder(_Prompt | None).decode


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a conversation that can be taken, and where it lies in it."""

    native_id: str
    entry: _Entry
    at: datetime | None
    ended_at: datetime | None

    @property
    def is_answered(self) -> bool:
        """Whether the model answered at all."""
        assistant = self.entry.assistant
        return assistant is not None and (assistant.tool_use or assistant.response) is not None

    @property
    def prompt(self) -> str | None:
        """Return what a person asked, or `None` if tools answered; raises `UnusableRecordError`."""
        content = self.entry.user.content if self.entry.user else None
        if content is None:
            return None
        for variant in (content.prompt, content.cancelled_tool_uses):
            if bytes(variant):
                asked = decoded(_decode_prompt, variant) or _Prompt()
                return asked.prompt or None
        return None


class History:
    """One conversation; raises `UnusableRecordError` if the document is none."""

    def __init__(self, document: bytes, name: object, folder: object) -> None:
        told = decoded(_decode_history, document)
        self.id = checked_id(told.conversation_id or (name if isinstance(name, str) else None))
        self.entries: Sequence[Raw] = told.history or ()
        self._folder = folder if isinstance(folder, str) else ""
        self._model = told.model_info.model_id if told.model_info else None

    def step(self, index: int) -> Step:
        """Return a step of the conversation; raises `UnusableRecordError`."""
        entry = decoded(_decode_entry, self.entries[index])
        request = entry.request_metadata or _Request()
        assistant = entry.assistant or _Assistant()
        answer = assistant.tool_use or assistant.response or _Answer()
        message = request.message_id or answer.message_id
        name = message if message and is_plain_id(message) else str(index)
        written = entry.user.timestamp if entry.user else ABSENT
        at = time_or_none(written) or time_or_none(request.request_start_timestamp_ms)
        if at is None and bytes(written) not in {b"", b"null"}:
            time_of(written)
        return Step(checked_id(f"{self.id}:{name}"), entry, at, time_or_none(request.stream_end_timestamp_ms))

    def take(self, account: Account, source_time: datetime | None) -> None:
        """Account for every step; `source_time` is when it was if no step says."""
        latest = source_time
        for index in range(len(self.entries)):
            try:
                step = self.step(index)
                latest = step.at or latest
                self._take_step(account, step, latest)
                latest = step.ended_at or latest
            except UnusableRecordError as error:
                account.reject(str(error), index + 1)
        account.leave()

    def _take_step(self, account: Account, step: Step, at: datetime | None) -> None:
        if not step.is_answered:
            account.ignore()
            return
        if at is None:
            raise UnusableRecordError("no time")
        if step.prompt is not None:
            # A step is what was asked and what was answered: one record, which the call stands for.
            place = place_of_step(step.native_id)
            account.open(Opening(step.native_id, self.id, at, at, project=self._project(step), offset=place))
        elif account.current is None:
            account.open(run_at(f"run:{self.id}"[:256], self.id, at, self._project(step)))
        request = step.entry.request_metadata or _Request()
        model = plain_line(request.model_id or self._model or "", MAX_NAME) or None
        account.add(Call(step.native_id, at, TokenUsage(), model))
        account.touch(step.ended_at)

    def _project(self, step: Step) -> str | None:
        context = step.entry.user.env_context if step.entry.user else None
        state = context.env_state if context else None
        told = state.current_working_directory if state else None
        return project_name(told or self._folder)

    def title_at(self, place: int) -> str | None:
        """Return the first line of the prompt at a place, or `None` if it is not in this conversation."""
        for step in self._steps():
            if place_of_step(step.native_id) == place:
                return first_line(step.prompt or "") or None
        return None

    def _steps(self) -> Iterator[Step]:
        for index in range(len(self.entries)):
            try:
                yield self.step(index)
            except UnusableRecordError:
                continue


def place_of_step(native_id: str) -> int:
    """Return a number by which a step is found again, whatever row its conversation is kept in by then."""
    digest = blake2b(native_id.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
