"""What Continue notes down of its work: a stream of tokens and one of chats, which no id ties together.

What took tokens is told for completions in the editor too, and so belongs to no prompt: it is a run a day.
What a person asked and was answered is one record, which says nothing of tokens.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, restored, time_of
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import Count, UnusableRecordError, checked_id
from aijournal.importers.reading.text import first_line

SOURCE = "continue"
TOKENS, CHATS = "tokensGenerated.jsonl", "chatInteraction.jsonl"

# A prompt is written down with all that was said before it, each part behind who said it.
_SPEAKER = re.compile(r"^<(system|user|assistant|tool)>[ \t]*$", re.MULTILINE)


class _Record(msgspec.Struct, gc=False, rename="camel"):
    event_name: str | None = None
    timestamp: Raw = ABSENT
    model: str | None = None
    provider: str | None = None
    prompt_tokens: Count | None = None
    generated_tokens: Count | None = None
    prompt: str | None = None
    session_id: str | None = None
    model_name: str | None = None
    model_title: str | None = None


_decode = msgspec.json.Decoder(_Record).decode


class _Stream(State):
    """What must be remembered of a stream: the latest time, and how often it was told in a row."""

    latest: str = ""
    repeats: int = 0


class Lines(LineConversation):
    """One stream, in file order; the segmenter of Continue's logs."""

    def __init__(self, path: Path, stream: _Stream) -> None:
        super().__init__(Account(SOURCE, path, stream.current), stream)
        self._stream = stream

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        stream = restored(carry, _Stream, _Stream)
        return None if stream is None else cls(path, stream)

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # its place is enough
        """Account for one line; raises `UnusableRecordError`."""
        record = decoded(_decode, line)
        kind = record.event_name or self.account.path.name.partition(".")[0]
        if kind == "tokensGenerated":
            self._take_tokens(record)
        elif kind == "chatInteraction":
            self._take_chat(record, offset)
        else:
            self.account.ignore(is_known=False)

    def _take_tokens(self, record: _Record) -> None:
        at = time_of(record.timestamp)
        add_to_day(
            self.account,
            at,
            Call(
                self._name_at(at),
                at,
                TokenUsage(record.prompt_tokens, output_tokens=record.generated_tokens),
                *model_and_provider(record.model, record.provider),
            ),
        )

    def _name_at(self, at: datetime) -> str:
        """Return the name of a record without an id: its time, and a number where times repeat."""
        written = f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"
        stream = self._stream
        stream.repeats = stream.repeats + 1 if written == stream.latest else 0
        stream.latest = written
        return f"{written}/{stream.repeats}"

    def _take_chat(self, record: _Record, offset: int) -> None:
        if asked_in(record.prompt or "") is None:
            self.account.ignore()
            return
        at = time_of(record.timestamp)
        session = checked_id(record.session_id)
        native_id = checked_id(f"{session}:{at:%Y-%m-%dT%H:%M:%S.%f}Z")
        model, provider = model_and_provider(record.model_name or record.model_title)
        self.account.ask(Opening(native_id, session, at, at, offset=offset))
        self.account.add(Call(native_id, at, TokenUsage(), model, provider, is_extra=True))


def add_to_day(account: Account, at: datetime, call: Call) -> None:
    """Add a call that belongs to no prompt to the run of its day."""
    day = f"{at:%Y-%m-%d}"
    current = account.current
    if current is None or current.native_id != f"run:{day}":
        account.open(run_at(f"run:{day}", day, at, None))
    account.add(call)


def asked_in(text: str) -> str | None:
    """Return what a person said last, or `None` if the last word was a tool's, or nothing was said."""
    *_, last = [None, *_SPEAKER.finditer(text)]
    if last is not None:
        if last[1] != "user":
            return None
        text = text[last.end() :]
    return text if text.strip() else None


def title_of(line: bytes) -> str | None:
    """Return the first line of the prompt that a line holds, or `None` if it holds none."""
    try:
        asked = asked_in(decoded(_decode, line).prompt or "")
    except UnusableRecordError:
        return None
    return None if asked is None else first_line(asked) or None


def time_in(line: bytes) -> datetime | None:
    """Return when a line was written, or `None` if it does not tell."""
    try:
        return time_of(decoded(_decode, line).timestamp)
    except UnusableRecordError:
        return None
