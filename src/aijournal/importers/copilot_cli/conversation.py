"""Cuts a session of Copilot CLI into exchanges: who asked, and what each call took.

The best that a session tells counts, and never two things at once: a record of each call; else what its
models took by each shutdown; else the output of its answers.
"""

from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec

from aijournal.domain.facts import Call
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.copilot_cli import records
from aijournal.importers.copilot_cli.records import Event, Usage
from aijournal.importers.reading.decoding import decoded, restored, time_of, time_or_none
from aijournal.importers.reading.exchange_account import Account, LineConversation, Opening, State, run_at
from aijournal.importers.reading.jsonl import Harvest
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import MAX_NAME, is_plain_id, plain_line, project_name

SOURCE = "copilot-cli"
_MOST_MODELS = 256
_EVENTS = "events"


class Total(msgspec.Struct):
    """What one model took by the latest shutdown; `told_output` is what answers told since."""

    usage: Usage = msgspec.field(default_factory=Usage)
    told_output: int = 0


class Session(State):
    """What must be remembered of a session; `has_records`: of its calls, so that nothing else counts."""

    session_id: str = ""
    project: str | None = None
    model: str | None = None
    has_records: bool = False
    left: Opening | None = None
    totals: dict[str, Total] = msgspec.field(default_factory=dict)


class Conversation(LineConversation):
    """One session, in file order; the segmenter of Copilot CLI's logs."""

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__(Account(SOURCE, path, session.current), session)
        self._session = session

    @classmethod
    def begin(cls, path: Path, carry: bytes) -> Self | None:
        """Go on from a carry, or begin anew with an empty one; `None` if the carry cannot be read."""
        name = path.parent.name if path.stem == _EVENTS else path.stem
        name = plain_line(name, MAX_NAME) or "unnamed"
        session = restored(carry, Session, lambda: Session(session_id=name))
        return None if session is None else cls(path, session)

    def take_line(self, line: bytes, offset: int, number: int) -> None:  # noqa: ARG002  # its place is enough
        """Account for one event; raises `UnusableRecordError`."""
        event = records.event_of(line)
        kind = event.type
        if kind == "user.message":
            self._take_user_message(event, offset)
        elif kind == "assistant.message":
            self._take_answer(event)
        elif kind == "session.usage_record":
            self._take_usage(event)
        elif kind == "session.shutdown":
            self._take_shutdown(event)
        else:
            if kind in {"session.start", "session.resume"}:
                self._take_start(event)
            self.account.ignore(is_known=records.is_known(kind))

    def harvest(self) -> Harvest:
        """Return what is new since the last time."""
        if self._session.left is not None:
            self._session.left.is_fresh = False
        return super().harvest()

    def _take_start(self, event: Event) -> None:
        start, session = decoded(records.session_start, event.data), self._session
        if start.session_id is not None:
            session.session_id = checked_id(start.session_id)
        folder = (start.context and start.context.cwd) or start.cwd
        session.project = project_name(folder) if folder else session.project
        session.model = start.selected_model or session.model

    # -- who asked

    def _take_user_message(self, event: Event, offset: int) -> None:
        message = decoded(records.user_message, event.data)
        if not records.is_prompt(event, message):
            self._begin_run(event, message.interaction_id)
            self.account.ignore()
            return
        at = time_of(event.timestamp)
        prompt = Opening(
            native_id=checked_id(event.id),
            conversation_id=self._session.session_id,
            started_at=at,
            ended_at=at,
            project=self._session.project,
            prompt_group=_group(message.interaction_id),
            offset=offset,
        )
        self._session.left = self.account.current
        self.account.ask(prompt)

    def _begin_run(self, event: Event, interaction: str | None) -> None:
        """Let a run begin with what no person said, if it is not a part of what a person began."""
        current, group, at = self.account.current, _group(interaction), time_or_none(event.timestamp)
        is_part = event.agent_id is not None or (current and current.prompt_group == group)
        if group is None or at is None or is_part:
            return
        session = self._session
        self._session.left = current
        run = checked_id(f"run:{session.session_id}:{group}")
        self.account.open(run_at(run, session.session_id, at, session.project, group))

    def _go_to(self, interaction: str | None) -> None:
        """Go back to the exchange before the one at hand, if an answer says that it belongs there."""
        current, left = self.account.current, self._session.left
        if interaction is None or current is None or left is None:
            return
        if left.prompt_group == interaction != current.prompt_group:
            self._session.left = current
            self.account.open(left)

    def _exchange_at(self, at: datetime) -> Opening:
        current, session = self.account.current, self._session
        if current is not None:
            return current
        run = checked_id(f"run:{session.session_id}")
        return self.account.open(run_at(run, session.session_id, at, session.project))

    # -- what each call took

    def _take_answer(self, event: Event) -> None:
        message, session = decoded(records.assistant_message, event.data), self._session
        self._go_to(message.interaction_id)
        if session.has_records:
            self.account.touch(time_or_none(event.timestamp))
            self.account.ignore()
            return
        at = time_of(event.timestamp)
        model = message.model or session.model or ""
        native_id = checked_id(message.api_call_id or message.message_id or event.id)
        usage = TokenUsage(output_tokens=message.output_tokens)
        self._add(event, Call(native_id, at, usage, _model(model)))
        total = self._total(model)
        total.told_output += message.output_tokens or 0

    def _take_usage(self, event: Event) -> None:
        usage = decoded(records.usage_record, event.data).usage
        told_id = usage.accounting.usage_id if usage.accounting else None
        native_id = checked_id(told_id or usage.api_call_id or event.id)
        model = _model(usage.model or self._session.model or "")
        self._add(event, Call(native_id, time_of(event.timestamp), records.token_usage(usage), model))
        self._session.has_records = True

    def _add(self, event: Event, call: Call) -> None:
        self._exchange_at(call.at)
        if event.agent_id is not None:
            call = Call(call.native_id, call.at, call.usage, call.model, is_sidechain=True)
        self.account.add(call)

    def _take_shutdown(self, event: Event) -> None:
        """Add what answers left out of what each model took since the shutdown before, if there is any."""
        metrics = decoded(records.shutdown, event.data).model_metrics or {}
        self.account.ignore()
        if self._session.has_records or self.account.current is None:
            return
        at, event_id = time_or_none(event.timestamp), event.id
        if at is None or event_id is None or not is_plain_id(event_id):
            return
        for model, metric in metrics.items():
            if metric.usage is not None:
                self._add_rest(model, metric.usage, f"{event_id}:{_model(model)}", at)

    def _add_rest(self, model: str, now: Usage, native_id: str, at: datetime) -> None:
        total = self._total(model)
        rest = _difference(now, total.usage, total.told_output)
        total.usage, total.told_output = now, 0
        usage = records.token_usage(rest)
        if is_plain_id(native_id) and any((rest.input_tokens, rest.output_tokens)):
            self.account.add(Call(native_id, at, usage, _model(model), is_extra=True))

    def _total(self, model: str) -> Total:
        totals = self._session.totals
        if model not in totals and len(totals) >= _MOST_MODELS:
            raise UnusableRecordError("too many models")
        return totals.setdefault(model, Total())


def _difference(now: Usage, before: Usage, told_output: int) -> Usage:
    """Return what was added to a total; one that decreased counts from zero."""
    pairs = [
        (now.input_tokens, before.input_tokens),
        (now.output_tokens, before.output_tokens),
        (now.cache_read_tokens, before.cache_read_tokens),
        (now.cache_write_tokens, before.cache_write_tokens),
        (now.reasoning_tokens, before.reasoning_tokens),
    ]
    is_new = any(after is not None and after < (earlier or 0) for after, earlier in pairs)
    steps = [after if after is None or is_new else after - (earlier or 0) for after, earlier in pairs]
    output = None if steps[1] is None else max(0, steps[1] - told_output)
    return Usage(steps[0], output, *steps[2:])


def _group(interaction: str | None) -> str | None:
    return interaction if interaction and is_plain_id(interaction) else None


def _model(name: str) -> str | None:
    return plain_line(name, MAX_NAME) or None
