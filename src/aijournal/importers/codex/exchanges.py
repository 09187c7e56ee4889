"""The exchanges of one rollout while it is read, and the account of its records."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from aijournal.domain.facts import Call, Exchange, ExchangeKind, LogLocation
from aijournal.domain.reading import Problem
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.reading.jsonl import Harvest

SOURCE = "codex"
_MOST_EARLY = 16  # calls; a compaction takes one or two


class Answer(msgspec.Struct):
    """An answer whose tokens were not told yet: when it was given, and by which model."""

    at: datetime
    model: str | None = None
    provider: str | None = None


class Opening(msgspec.Struct):
    """An exchange that may still grow, without its calls.

    A prompt has no id in every generation, so it is known by its first call: `native_id` is `None` until
    then. `is_fresh`: it was counted as ignored since the last harvest, and counts as a prompt instead if
    an answer comes. `answer` is the latest whose tokens were not told yet; it is called `answer_id`, and
    `is_untold` as long as it is the prompt's only call. `has_ended`: so did its turn.
    `early` are the calls of a run that came before its prompt, if one may come; `calls` counts them all.
    """

    conversation_id: str
    kind: ExchangeKind
    started_at: datetime
    ended_at: datetime
    native_id: str | None = None
    project: str | None = None
    turn: str | None = None
    prompt_group: str | None = None
    is_scripted: bool = False
    offset: int | None = None
    is_fresh: bool = False
    prompt_records: int = 0
    told_until: datetime | None = None
    answer: Answer | None = None
    answer_id: str | None = None
    is_untold: bool = False
    has_ended: bool = False
    awaits_prompt: bool = False
    early: list[Call] = []
    calls: int = 0

    @property
    def is_unclaimed(self) -> bool:
        """Whether no call was told of yet."""
        return self.native_id is None or self.is_untold

    def accepts(self, turn: str | None) -> bool:
        """Return whether a call of a turn goes on with this exchange.

        The first one does whatever its turn, for a prompt's own may be told late; unless the turn of the
        prompt, which is told by its end at the latest, is over.
        """
        if self.kind is ExchangeKind.RUN:
            return False
        if turn is None or turn == self.turn:
            return True
        return self.is_unclaimed and (self.turn is None or not self.has_ended)


class Exchanges:
    """What a rollout says, exchange by exchange in file order, with every record accounted for.

    `current` is the exchange at hand, `left` the latest prompt that was left while its turn may go on.
    """

    def __init__(self, path: Path, current: Opening | None, left: Opening | None = None) -> None:
        self.current = current
        self.left = left
        self._ignored = 0
        self._unknown = 0
        self._path = path
        self._calls: list[Call] = []
        self._exchanges: list[Exchange] = []
        self._problems: list[Problem] = []

    def reject(self, reason: str, line: int) -> None:
        """Account for a record that cannot be taken."""
        self._problems.append(Problem(reason, self._path, line))

    def ignore(self, *, is_known: bool = True) -> None:
        """Account for a record without use."""
        self._ignored += 1
        self._unknown += not is_known

    def ask(self, prompt: Opening) -> None:
        """Begin an exchange by a prompt, or let a run that waited for its prompt be that exchange."""
        run = self.current
        is_awaited = run is not None and run.awaits_prompt and run.turn == prompt.turn
        if run is None or not is_awaited or not 0 < run.calls == len(run.early):
            self.open(prompt)
            prompt.is_fresh = True
            self._ignored += 1  # until it is answered
            return
        told = [replace(call, is_extra=True) for call in run.early[: len(run.early) - len(self._calls)]]
        self._calls = told + self._calls
        prompt.native_id = run.early[0].native_id
        prompt.ended_at = max(prompt.ended_at, run.ended_at)
        prompt.calls, prompt.prompt_records = run.calls, 1
        self.current = prompt

    def open(self, opening: Opening) -> None:
        """Begin an exchange, and end the one at hand."""
        self._leave()
        self.current = opening

    def go_back(self, turn: str | None) -> None:
        """Go on with the prompt that was left if a turn is its own, and not that of the one at hand."""
        left, current = self.left, self.current
        if turn is None or left is None or left.turn != turn:
            return
        if current is None or current.kind is ExchangeKind.RUN or current.turn not in {None, turn}:
            self.open(left)

    def _leave(self) -> None:
        """End the exchange at hand, as far as is known."""
        self._tell()
        current = self.current
        if current is not None and current.kind is ExchangeKind.PROMPT and current.turn is not None:
            self.left = current
        self.current = None

    def add(self, call: Call) -> None:
        """Add a sighting of a call to the exchange at hand."""
        current = self.current
        if current is None:
            raise LookupError("A call needs an exchange to belong to.")
        current.native_id = current.native_id or call.native_id
        current.ended_at = max(current.ended_at, call.at)
        current.calls += 1
        current.is_untold = call.is_extra
        if current.is_fresh:
            current.is_fresh, current.prompt_records = False, 1
            self._ignored -= 1
        if current.awaits_prompt and len(current.early) < _MOST_EARLY:
            current.early.append(call)
        self._calls.append(call)

    def answer(self, answer: Answer, *, is_last: bool) -> None:
        """Note an answer whose tokens were not told; it is a call at once if it may be the last word."""
        current = self.current
        if current is None or not current.is_unclaimed or current.answer_id is None:
            return
        current.answer = answer
        if current.is_untold:
            current.ended_at = max(current.ended_at, answer.at)
        elif is_last:
            self._add_untold_answer(current)

    def begin_turn(self) -> None:
        """Leave a prompt whose turn ended before any call of it was told, now that another turn begins."""
        current = self.current
        if current is not None and current.has_ended and current.is_unclaimed:
            self._leave()

    def end_turn(self, turn: str | None, at: datetime | None) -> None:
        """Let the exchange at hand last until its turn ended; what its calls took may still be told."""
        current = self.current
        if current is None or (turn is not None and current.turn not in {None, turn}):
            return
        if current.native_id is None:
            current.turn = current.turn or turn
            self._add_untold_answer(current)
        if current.native_id is not None and at is not None:
            current.ended_at = max(current.ended_at, at)
        current.has_ended = True

    def open_nothing(self) -> None:
        """End the exchange at hand, and all before it."""
        self._tell()
        self.current = self.left = None

    @property
    def is_settled(self) -> bool:
        """Whether no prompt is waiting to be answered."""
        return self.current is None or not self.current.is_fresh

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        self._tell(is_over=False)
        harvest = Harvest(tuple(self._exchanges), tuple(self._problems), self._ignored, self._unknown)
        self._exchanges, self._problems, self._ignored, self._unknown = [], [], 0, 0
        for opening in filter(None, (self.current, self.left)):
            opening.is_fresh = False
        return harvest

    def _tell(self, *, is_over: bool = True) -> None:
        """Add what is new of the exchange at hand to the harvest."""
        current = self.current
        if current and is_over and current.native_id is None:
            self._add_untold_answer(current)
        if current is None or current.native_id is None:
            return
        if not self._calls and (current.told_until or current.ended_at) == current.ended_at:
            return
        self._exchanges.append(self._exchange(current, current.native_id))
        self._calls = []
        current.prompt_records, current.told_until = 0, current.ended_at

    def _add_untold_answer(self, prompt: Opening) -> None:
        """Let a prompt have a call if it was answered, although nothing tells what that took.

        Not every provider tells Codex; and the tokens of an answer that was interrupted are never told.
        """
        answer, native_id = prompt.answer, prompt.answer_id
        if answer is not None and native_id is not None:
            self.add(Call(native_id, answer.at, TokenUsage(), answer.model, answer.provider, is_extra=True))

    def _exchange(self, opening: Opening, native_id: str) -> Exchange:
        return Exchange(
            source=SOURCE,
            native_id=native_id,
            conversation_id=opening.conversation_id,
            started_at=opening.started_at,
            ended_at=opening.ended_at,
            calls=tuple(self._calls),
            kind=opening.kind,
            project=opening.project,
            prompt_group=opening.prompt_group,
            is_scripted=opening.is_scripted,
            location=None if opening.offset is None else LogLocation(self._path, opening.offset),
            prompt_records=opening.prompt_records,
        )
