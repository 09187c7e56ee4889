"""The conversations of LM Studio, decoded no further than the importer needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Raw

from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, texts_of, time_of
from aijournal.importers.reading.record_checks import Count, UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, first_line, plain_line
from aijournal.importers.reading.whole_files import decoded_document

ENDING = ".conversation.json"


class _Stats(msgspec.Struct, gc=False, rename="camel"):
    prompt_tokens_count: Count | None = None
    predicted_tokens_count: Count | None = None


class _Generation(msgspec.Struct, gc=False):
    identifier: str | None = None
    stats: _Stats | None = None


class Step(msgspec.Struct, gc=False, rename="camel"):
    """One step of an answer; `gen_info` is there if the model made it."""

    step_identifier: str | None = None
    gen_info: _Generation | None = None

    @property
    def at(self) -> datetime | None:
        """Return when the step began, which its name begins with; raises `UnusableRecordError`."""
        written = (self.step_identifier or "").partition("-")[0]
        if not written.isascii() or not written.isdigit():
            return None
        return time_of(Raw(str(int(written[:20])).encode()))

    @property
    def model(self) -> str | None:
        """Return the name of the model."""
        named = self.gen_info.identifier if self.gen_info else None
        return plain_line(named or "", MAX_NAME) or None

    @property
    def usage(self) -> TokenUsage:
        """Return the tokens of the step; nothing is told of a cache."""
        stats = (self.gen_info and self.gen_info.stats) or _Stats()
        return TokenUsage(stats.prompt_tokens_count, output_tokens=stats.predicted_tokens_count)


class _Version(msgspec.Struct, gc=False):
    role: str | None = None
    content: Raw = ABSENT
    steps: list[Step] | None = None


class _Message(msgspec.Struct, gc=False, rename="camel"):
    versions: list[_Version] | None = None
    currently_selected: int | None = None


class _Document(msgspec.Struct, gc=False, rename="camel"):
    created_at: Raw = ABSENT
    messages: list[Raw] | None = None


_decode_document = msgspec.json.Decoder(_Document).decode
_decode_message = msgspec.json.Decoder(_Message).decode


@dataclass(frozen=True, slots=True)
class Message:
    """One message, of all its versions: an answer that was made again has several."""

    role: str | None
    content: Raw
    steps: Sequence[Step]

    @property
    def title(self) -> str | None:
        """Return the first line of what was said; raises `UnusableRecordError`."""
        return next((line for line in map(first_line, texts_of(self.content)) if line), None)


class Conversation:
    """One conversation; raises `UnusableRecordError` if the text is none."""

    def __init__(self, text: bytes, path: Path) -> None:
        told = decoded_document(_decode_document, text)
        self.id = checked_id(plain_line(path.name.removesuffix(ENDING), 120) or None)
        self.created = told.created_at
        self._raws = told.messages or []
        self._first_steps: dict[int, str] = {}
        self._note_first_steps()

    def __len__(self) -> int:
        return len(self._raws)

    def message(self, index: int) -> Message:
        """Return a message; raises `UnusableRecordError`."""
        told = decoded(_decode_message, self._raws[index])
        versions = told.versions or []
        selected = told.currently_selected or 0
        shown = versions[selected] if 0 <= selected < len(versions) else _Version()
        # Answers that were made again took their tokens all the same.
        steps = [step for version in versions for step in version.steps or () if step.gen_info]
        return Message(shown.role, shown.content, steps)

    def first_step(self, index: int) -> str | None:
        """Return the name of the first step of the answer to the prompt at an index."""
        return self._first_steps.get(index)

    def name_of(self, index: int) -> str:
        """Return the id of a prompt: that of the first answer to it, which copies of it share, or its number.

        Raises `UnusableRecordError`.
        """
        return checked_id(self.first_step(index) or f"{self.id}:{index}")

    def _note_first_steps(self) -> None:
        following: str | None = None
        for index in reversed(range(len(self))):
            try:
                message = self.message(index)
            except UnusableRecordError:
                continue
            if message.role == "user":
                if following:
                    self._first_steps[index] = following
                following = None
            elif message.steps:
                following = message.steps[0].step_identifier


def named_messages(text: bytes, path: Path) -> Iterator[tuple[str | None, Message]]:
    """Yield every prompt of a conversation behind its id; raises `UnusableRecordError`."""
    conversation = Conversation(text, path)
    for index in range(len(conversation)):
        try:
            message = conversation.message(index)
            if message.role == "user":
                yield conversation.name_of(index), message
        except UnusableRecordError:
            continue
