"""Aider's analytics log, where a person lets it be written: exact tokens of calls, but no prompts."""

from pathlib import Path
from typing import Self

import msgspec
from msgspec import Raw

from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.decoding import ABSENT, decoded, restored, time_of
from aijournal.importers.reading.exchange_account import Account, LineConversation, State, run_at
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import Count

_SEND = "message_send"
_LAUNCHED = "launched"


class Properties(msgspec.Struct, gc=False):
    """What one call took; what was sent includes the cache."""

    main_model: str | None = None
    prompt_tokens: Count | None = None
    completion_tokens: Count | None = None


class Event(msgspec.Struct, gc=False):
    """One line."""

    event: str
    time: Raw = ABSENT
    properties: Raw = ABSENT


class AnalyticsState(State):
    """What must be remembered: when the session began, and how many calls its latest second saw."""

    session: str = ""
    latest: str = ""
    repeats: int = 0


_decode_event = msgspec.json.Decoder(Event).decode
_decode_properties = msgspec.json.Decoder(Properties).decode


class Analytics(LineConversation):
    """One analytics log. Every call is a run of its own: which of them answer one prompt is not told."""

    def __init__(self, source: str, path: Path, state: AnalyticsState) -> None:
        super().__init__(Account(source, path, state.current), state)
        self._state = state

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        state = restored(carry, AnalyticsState, AnalyticsState)
        return None if state is None else cls("aider", path, state)

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # there is no prompt to find
        """Account for one event."""
        event = decoded(_decode_event, line)
        if event.event == _SEND:
            self._take_call(event)
            return
        if event.event == _LAUNCHED:
            self._state.session = f"{time_of(event.time):%Y-%m-%dT%H:%M:%SZ}"
        self.account.ignore()

    def _take_call(self, event: Event) -> None:
        properties = decoded(_decode_properties, event.properties)
        at = time_of(event.time)
        second, state = f"{at:%Y-%m-%dT%H:%M:%SZ}", self._state
        state.repeats = state.repeats + 1 if second == state.latest else 0
        state.latest = second
        state.session = state.session or second
        model, provider = model_and_provider(properties.main_model)
        native_id = f"analytics:{second}/{state.repeats}"
        usage = TokenUsage(input_tokens=properties.prompt_tokens, output_tokens=properties.completion_tokens)
        self.account.open(run_at(f"run:{native_id}", f"analytics:{state.session}", at, None))
        self.account.add(Call(native_id, at, usage, model, provider))
        self.account.leave()
