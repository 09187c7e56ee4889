"""The exchanges of one log while it is read, and the account of its records, whatever tool wrote it."""

from datetime import datetime
from pathlib import Path

import msgspec

from aijournal.domain.facts import Call, Exchange, ExchangeKind, LogLocation
from aijournal.domain.reading import Problem
from aijournal.importers.reading.jsonl import Harvest, Stretch
from aijournal.importers.reading.record_checks import UnusableRecordError


class Opening(msgspec.Struct):
    """An exchange that may still grow, without its calls; `offset` is where its prompt lies.

    `is_fresh`: its prompt was counted as ignored since the last harvest, and counts as a prompt
    instead if an answer comes. `told_until`: its end when it was last told, if it was.
    """

    native_id: str
    conversation_id: str
    started_at: datetime
    ended_at: datetime
    kind: ExchangeKind = ExchangeKind.PROMPT
    project: str | None = None
    prompt_group: str | None = None
    is_scripted: bool = False
    offset: int | None = None
    is_fresh: bool = False
    prompt_records: int = 0
    told_until: datetime | None = None


class State(msgspec.Struct):
    """What must be remembered to go on in the middle of a log; a tool's own class adds to it."""

    current: Opening | None = None


class Account:
    """What a log says, exchange by exchange in its order, with every record accounted for once.

    A prompt that nothing answers is no exchange: it is ignored.
    """

    def __init__(self, source: str, path: Path, current: Opening | None = None) -> None:
        self.current = current
        self.path = path
        self._source = source
        self._ignored = 0
        self._unknown = 0
        self._calls: list[Call] = []
        self._exchanges: list[Exchange] = []
        self._problems: list[Problem] = []

    def reject(self, reason: str, line: int) -> None:
        """Account for a record that cannot be taken."""
        self._problems.append(Problem(reason, self.path, line))

    def ignore(self, *, is_known: bool = True) -> None:
        """Account for a record without use."""
        self._ignored += 1
        self._unknown += not is_known

    def ask(self, prompt: Opening) -> None:
        """Account for a prompt, and begin its exchange; the prompt at hand, told again, goes on."""
        self._ignored += 1  # until it is answered
        if self.current is None or self.current.native_id != prompt.native_id:
            self.open(prompt)
            prompt.is_fresh = True

    def open(self, opening: Opening) -> Opening:
        """Begin an exchange that no record stands for, and end the one at hand."""
        self._tell()
        self.current = opening
        return opening

    def leave(self) -> None:
        """End the exchange at hand."""
        self._tell()
        self.current = None

    def add(self, call: Call) -> None:
        """Add a sighting of a call to the exchange at hand; accounts for its record."""
        current = self.current
        if current is None:
            raise LookupError("A call needs an exchange to belong to.")
        if current.is_fresh:
            current.is_fresh, current.prompt_records = False, 1
            self._ignored -= 1
        current.ended_at = max(current.ended_at, call.at)
        self._calls.append(call)

    def touch(self, at: datetime | None) -> None:
        """Let the exchange at hand last until a record that is of no other use."""
        if self.current is not None and at is not None:
            self.current.ended_at = max(self.current.ended_at, at)

    @property
    def is_settled(self) -> bool:
        """Whether no prompt is waiting to be answered."""
        return self.current is None or not self.current.is_fresh

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        self._tell()
        harvest = Harvest(tuple(self._exchanges), tuple(self._problems), self._ignored, self._unknown)
        self._exchanges, self._problems, self._ignored, self._unknown = [], [], 0, 0
        if self.current is not None:
            self.current.is_fresh = False
        return harvest

    def _tell(self) -> None:
        """Add what is new of the exchange at hand to the harvest, if it was ever answered."""
        current = self.current
        if current is None or not (self._calls or self._has_lasted(current)):
            return
        self._exchanges.append(self._exchange(current))
        self._calls = []
        current.prompt_records, current.told_until = 0, current.ended_at

    @staticmethod
    def _has_lasted(current: Opening) -> bool:
        return current.told_until is not None and current.told_until < current.ended_at

    def _exchange(self, opening: Opening) -> Exchange:
        return Exchange(
            source=self._source,
            native_id=opening.native_id,
            conversation_id=opening.conversation_id,
            started_at=opening.started_at,
            ended_at=opening.ended_at,
            calls=tuple(self._calls),
            kind=opening.kind,
            project=opening.project,
            prompt_group=opening.prompt_group,
            is_scripted=opening.is_scripted,
            location=None if opening.offset is None else LogLocation(self.path, opening.offset),
            prompt_records=opening.prompt_records,
        )


def run_at(
    native_id: str, conversation_id: str, at: datetime, project: str | None, group: str | None = None
) -> Opening:
    """Return a run that begins at a time: calls that no prompt in this log asked for."""
    return Opening(native_id, conversation_id, at, at, ExchangeKind.RUN, project, group)


class LineConversation:
    """Accounts for a log line by line; a tool's own class says what one line is in `take_line`."""

    def __init__(self, account: Account, state: State) -> None:
        self.account = account
        self._carried = state

    def take_line(self, line: bytes, offset: int, number: int) -> None:
        """Account for one line, the `number`th, that is not blank; raises `UnusableRecordError`."""
        raise NotImplementedError

    def take(self, stretch: Stretch) -> None:
        """Account for every line of the stretch."""
        number, offset = stretch.line, stretch.offset
        if stretch.is_too_long:
            self.account.reject("a line too long to read", number + 1)
        for line in stretch.lines:
            number += 1
            if not line.strip():
                self.account.ignore()
            else:
                self._try_line(line, offset, number)
            offset += len(line)

    def _try_line(self, line: bytes, offset: int, number: int) -> None:
        try:
            self.take_line(line, offset, number)
        except UnusableRecordError as error:
            self.account.reject(str(error), number)

    @property
    def is_settled(self) -> bool:
        """Whether this is a good place to end a batch."""
        return self.account.is_settled

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        return self.account.harvest()

    def carry(self) -> bytes:
        """Return what must be remembered to go on from here in a later reading."""
        self._carried.current = self.account.current
        return msgspec.json.encode(self._carried)
