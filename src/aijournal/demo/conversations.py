"""The exchanges and calls of invented work, as an importer would yield them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from aijournal.demo.half_year import Piece
from aijournal.domain.facts import Call, Exchange, ExchangeKind
from aijournal.domain.tokens import TokenUsage

_PROMPTS = 5.0  # in a piece of work of usual size
_CALLS = 8.0  # to answer one
_SUBAGENT = 0.06  # the share of prompts for which one is sent out
_ONE_HOUR = 0.15  # of cache writes
PROVIDERS: Final = MappingProxyType({"claude-code": "anthropic", "codex": "openai"})


def invent_exchanges(piece: Piece, subagent: str, chance: random.Random) -> tuple[Exchange, ...]:
    """Return what the logs of a piece of work would say; bad luck takes more prompts."""
    return tuple(_Talk(piece, subagent, chance).exchanges())


@dataclass(slots=True)
class _Talk:
    """One conversation while it is invented: the time in it, and what the model has read so far."""

    piece: Piece
    subagent: str
    chance: random.Random
    now: datetime = field(init=False)
    context: "Context" = field(init=False)
    conversation: str = field(init=False)
    is_cut_off: bool = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.piece.began.astimezone(UTC)
        self.context = Context(self.piece.tool, self.chance, self.piece.era.appetite)
        self.conversation = self._uuid()
        has_torn_logs = self.piece.tool == "claude-code"
        self.is_cut_off = has_torn_logs and self.chance.random() < self.piece.era.cut_off

    def exchanges(self) -> Iterator[Exchange]:
        detours = 1.0 if self.piece.luck > 0 else 1.25
        prompts = _PROMPTS * self.piece.size * detours * self.chance.lognormvariate(0, 0.2)
        for _ in range(max(1, round(prompts))):
            sends_subagent = self.piece.tool == "claude-code" and self.chance.random() < _SUBAGENT
            prompt = self._uuid()
            yield self._exchange(prompt, ExchangeKind.PROMPT, prompt)
            if sends_subagent:
                run = f"run:{self.conversation}:{self.chance.getrandbits(68):017x}:"
                yield self._exchange(run, ExchangeKind.RUN, prompt)
            self.now += timedelta(seconds=self.chance.randrange(40, 700))

    def _exchange(self, native_id: str, kind: ExchangeKind, prompt_group: str) -> Exchange:
        began = self.now
        calls = tuple(self._calls(is_run=kind is ExchangeKind.RUN))
        return Exchange(
            source=self.piece.tool,
            native_id=native_id,
            conversation_id=self.conversation,
            started_at=began,
            ended_at=self.now,
            calls=calls,
            kind=kind,
            project=self.piece.project,
            prompt_group=prompt_group,
            prompt_records=int(kind is ExchangeKind.PROMPT),
        )

    def _calls(self, *, is_run: bool) -> Iterator[Call]:
        model = self.subagent if is_run else self.piece.era.models[self.piece.tool]
        for _ in range(max(1, round(_CALLS * self.chance.lognormvariate(-0.1, 0.5)))):
            self.now += timedelta(milliseconds=self.chance.randrange(2_000, 28_000))
            yield Call(
                native_id=f"{self.chance.getrandbits(96):024x}",
                at=self.now,
                usage=self.context.grow(is_cut_off=self.is_cut_off),
                model=model,
                provider=PROVIDERS[self.piece.tool],
                is_sidechain=is_run,
            )

    def _uuid(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))


class Context:
    """What the model has read so far in a conversation; `appetite` scales what is new with each call."""

    def __init__(self, tool: str, chance: random.Random, appetite: float = 1.0) -> None:
        self._tool = tool
        self._chance = chance
        self._appetite = appetite
        self._tokens = chance.randrange(40_000, 60_000)

    def grow(self, *, is_cut_off: bool = False) -> TokenUsage:
        """Return the tokens of one more call.

        It reads the context from the cache and lets it grow by what is new; a full one is compacted.
        """
        output = int(self._appetite * min(6000.0, max(25.0, self._chance.lognormvariate(6.1, 0.8))))
        new = int(self._appetite * self._chance.randrange(400, 4_000))
        read, self._tokens = self._tokens, self._tokens + new + output
        if self._tokens > 140_000:
            self._tokens = 45_000
        if self._tool == "codex":
            return TokenUsage(new, 0, read, output, reasoning_tokens=output // 3)
        one_hour = new if self._chance.random() < _ONE_HOUR else 0
        uncached = self._chance.randrange(3, 12)
        return TokenUsage(uncached, new, read, output, one_hour, output_is_lower_bound=is_cut_off)
