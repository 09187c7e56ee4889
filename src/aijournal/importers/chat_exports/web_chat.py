"""Conversations of chat services: trees of messages, in which answers may be asked for again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from aijournal.domain.facts import Call, Exchange, ExchangeKind, LogLocation
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.chat_exports.exports import Place, Told
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id


class Role(Enum):
    """What a message is to the journal."""

    PROMPT = auto()
    ANSWER = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message: `key` is what others name as their `parent`, `index` its number in the conversation."""

    key: str
    parent: str | None
    role: Role
    index: int
    native_id: str | None = None
    at: datetime | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation with all its messages, those of branches that are no longer shown among them."""

    source: str
    native_id: str
    provider: str
    started_at: datetime | None
    messages: Sequence[ChatMessage]

    def tell(self, told: Told, place: Place) -> None:
        """Add to what an export tells the exchanges of this conversation: prompts, each with all its answers.

        Accounts for every message. A prompt that nothing answers is ignored.
        """
        by_key = {message.key: message for message in self.messages}
        prompts, times = _prompts_above(self.messages, by_key, self.started_at)
        answers: dict[str | None, list[Call]] = {}
        for message in self.messages:
            if message.role is Role.ANSWER:
                try:
                    call = self._call(message, times[message.key])
                except UnusableRecordError as error:
                    told.rejected.append(str(error))
                    continue
                answers.setdefault(prompts[message.key], []).append(call)
            elif message.role is Role.OTHER:
                told.ignored += 1
        self._tell_prompts(told, place, times, answers)
        for orphans in answers.values():
            told.exchanges.append(self._run(orphans))
        told.records += len(self.messages)

    def _tell_prompts(
        self,
        told: Told,
        place: Place,
        times: Mapping[str, datetime | None],
        answers: dict[str | None, list[Call]],
    ) -> None:
        for message in self.messages:
            if message.role is not Role.PROMPT:
                continue
            try:
                native_id, at = checked_id(message.native_id), _known(times[message.key])
            except UnusableRecordError as error:
                told.rejected.append(str(error))
                continue
            calls = answers.pop(message.key, [])
            if calls:
                location = place.location(message.index)
                told.exchanges.append(self._exchange(native_id, at, calls, location))
            else:
                told.ignored += 1

    def _call(self, message: ChatMessage, at: datetime | None) -> Call:
        return Call(checked_id(message.native_id), _known(at), TokenUsage(), message.model, self.provider)

    def _exchange(
        self, native_id: str, at: datetime, calls: Sequence[Call], location: LogLocation | None = None
    ) -> Exchange:
        return Exchange(
            source=self.source,
            native_id=native_id,
            conversation_id=self.native_id,
            started_at=at,
            ended_at=max([at, *(call.at for call in calls)]),
            calls=tuple(calls),
            location=location,
        )

    def _run(self, calls: Sequence[Call]) -> Exchange:
        """Return the exchange of answers whose prompt is not there."""
        at = min(call.at for call in calls)
        native_id = f"run:{self.native_id}"[:256]
        return replace(self._exchange(native_id, at, calls), kind=ExchangeKind.RUN, prompt_records=0)


def _known(at: datetime | None) -> datetime:
    if at is None:
        raise UnusableRecordError("no time")
    return at


def _prompts_above(
    messages: Sequence[ChatMessage], by_key: Mapping[str, ChatMessage], started_at: datetime | None
) -> tuple[dict[str, str | None], dict[str, datetime | None]]:
    """Return for every message the prompt that it follows, and its time or else the nearest earlier one.

    A message whose parents go round in a circle follows nothing.
    """
    prompts: dict[str, str | None] = {}
    times: dict[str, datetime | None] = {}
    for message in messages:
        way: list[ChatMessage] = []
        on_way: set[str] = set()
        one: ChatMessage | None = message
        while one is not None and one.key not in prompts and one.key not in on_way:
            way.append(one)
            on_way.add(one.key)
            one = by_key.get(one.parent or "")
        is_known = one is not None and one.key in prompts
        prompt = prompts[one.key] if is_known and one else None
        at = times[one.key] if is_known and one else started_at
        for step in reversed(way):
            prompt = step.key if step.role is Role.PROMPT else prompt
            at = step.at or at
            prompts[step.key], times[step.key] = prompt, at
    return prompts, times
