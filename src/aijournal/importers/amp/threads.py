"""Cuts the threads of Amp into exchanges."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aijournal.domain.facts import Call
from aijournal.importers.amp import records
from aijournal.importers.amp.records import Event, Message, Thread
from aijournal.importers.reading.decoding import ABSENT, time_of, time_or_none
from aijournal.importers.reading.exchange_account import Account, Opening, run_at
from aijournal.importers.reading.model_names import model_and_provider
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import project_name
from aijournal.importers.reading.whole_files import place_of

SOURCE = "amp"


@dataclass(frozen=True, slots=True)
class _Request:
    """An event of the ledger that can be taken."""

    event: Event
    at: datetime
    index: int


class Messages:
    """The records of one thread: its messages, then what its ledger tells of no message."""

    def __init__(self, path: Path, text: bytes) -> None:
        self.account = Account(SOURCE, path)
        self._thread = Thread(text, path.stem)
        checked_id(f"run:{self._thread.id}")
        self._project = project_name(self._thread.folder)
        self._latest = time_or_none(self._thread.created)
        self._made: dict[int | str, list[_Request]] = {}
        self._others: list[_Request | UnusableRecordError] = []
        self._answered_at: dict[int, datetime] = {}
        said = self._said()
        self._read_ledger(said)
        self._note_answers(said)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._thread.messages) + len(self._others)

    def take(self, index: int) -> None:
        """Account for a message or an event; raises `UnusableRecordError`."""
        if index < len(self._thread.messages):
            self._take_message(self._thread.message(index), index)
        else:
            self._take_other(self._others[index - len(self._thread.messages)])

    def _said(self) -> list[tuple[int, Message]]:
        said = []
        for index in range(len(self._thread.messages)):
            try:
                said.append((index, self._thread.message(index)))
            except UnusableRecordError:
                continue
        return said

    def _read_ledger(self, said: list[tuple[int, Message]]) -> None:
        """Tell the events that made a message from the others."""
        answers = {message.message_id for _, message in said if message.role == "assistant"} - {None}
        for index in range(len(self._thread.events)):
            try:
                event = self._thread.event(index)
                request = _Request(event, time_of(event.timestamp), index)
            except UnusableRecordError as error:
                self._others.append(error)
                continue
            if event.to_message_id is not None and event.to_message_id in answers:
                self._made.setdefault(event.to_message_id, []).append(request)
            else:
                self._others.append(request)

    def _note_answers(self, said: list[tuple[int, Message]]) -> None:
        """Note for every prompt when the next answer came."""
        at = None
        for index, message in reversed(said):
            if message.role == "assistant":
                made = self._made.get(message.message_id) if message.message_id is not None else None
                at = made[0].at if made else time_or_none(message.time) or at
            elif at is not None:
                self._answered_at[index] = at

    def _take_message(self, message: Message, index: int) -> None:
        if message.role == "assistant":
            self._answer(message, index)
        elif message.prompt is not None:
            native_id = self._thread.name_of(message, index)
            at = self._time_of_prompt(message, index)
            self.account.ask(
                Opening(native_id, self._thread.id, at, at, project=self._project, offset=place_of(native_id))
            )
        else:
            self.account.ignore(is_known=message.role == "user")

    def _time_of_prompt(self, message: Message, index: int) -> datetime:
        """Return when a prompt was sent; if it does not tell, it was just before the answer to it.

        The first was when the thread was begun.
        """
        told = message.time
        if bytes(told):
            self._latest = time_of(told)
        elif index or self._latest is None:
            self._latest = self._answered_at.get(index, self._latest)
        return self._known_time()

    def _answer(self, message: Message, index: int) -> None:
        native_id = self._thread.name_of(message, index)
        usage = message.usage
        made = self._made.get(message.message_id, []) if message.message_id is not None else []
        if not made:
            told = message.time if usage is not None else ABSENT
            self._latest = time_of(told) if bytes(told) else self._latest
            model, provider = model_and_provider(usage.model if usage else None)
            self._add(Call(native_id, self._known_time(), records.token_usage(usage), model, provider))
            return
        for number, request in enumerate(made):
            self._latest = request.at
            model, provider = model_and_provider(request.event.model or (usage.model if usage else None))
            self._add(
                Call(
                    checked_id(f"{native_id}:{number}") if number else native_id,
                    request.at,
                    records.ledger_usage(request.event, None if number else usage),
                    model,
                    provider,
                    is_extra=number > 0,
                    charges=request.event.charges,
                )
            )

    def _take_other(self, request: _Request | UnusableRecordError) -> None:
        """Account for an event that made no message, such as one for a title."""
        if isinstance(request, UnusableRecordError):
            raise request
        self.account.leave()
        model, provider = model_and_provider(request.event.model)
        name = checked_id(f"{self._thread.id}:event:{request.event.id or request.index}")
        usage, charges = records.ledger_usage(request.event, None), request.event.charges
        self._add(Call(name, request.at, usage, model, provider, charges=charges))

    def _add(self, call: Call) -> None:
        if self.account.current is None:
            self.account.open(run_at(f"run:{self._thread.id}", self._thread.id, call.at, self._project))
        self.account.add(call)

    def _known_time(self) -> datetime:
        if self._latest is None:
            raise UnusableRecordError("no time")
        return self._latest
