"""Rollouts of Codex's first generation: bare items without envelopes, times, models or tokens."""

from datetime import datetime

import msgspec

from aijournal.domain.facts import Call, ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex import records
from aijournal.importers.codex.exchanges import Exchanges, Opening
from aijournal.importers.codex.records import BareItem, Line
from aijournal.importers.reading.record_checks import UnusableRecordError, checked_id
from aijournal.importers.reading.text import project_name


class BareItems(msgspec.Struct):
    """What a rollout of bare items said so far: when it began, where, and how often it was prompted.

    Its prompts all have the time at which the session began, for there is no other. Each answer is one
    call whose model and tokens are unknown: how many calls it really took was not logged either.
    """

    began: datetime | None = None
    project: str | None = None
    prompts: int = 0

    def take(self, record: Line, item: BareItem, offset: int, thread: str, exchanges: Exchanges) -> None:
        """Account for a line; raises `UnusableRecordError`."""
        if item.type == "message" and item.role == "user":
            self._take_text(records.text_of(item.content), offset, thread, exchanges)
        elif item.type in records.BARE_ANSWERS and item.role in {None, "assistant"}:
            self._take_answer(thread, exchanges)
        else:
            if item.id is not None and not item.type:
                self.began = records.time_of(record)
            is_known = item.type in records.BARE_ITEMS or bool(item.record_type or item.id)
            exchanges.ignore(is_known=is_known)

    def _take_text(self, text: str, offset: int, thread: str, exchanges: Exchanges) -> None:
        if records.is_injected(text):
            self.project = project_name(records.folder_of(text) or "") or self.project
            exchanges.ignore()
            return
        self.prompts += 1
        if self.began is None:
            raise UnusableRecordError("no time")
        exchanges.ask(
            Opening(
                thread,
                ExchangeKind.PROMPT,
                self.began,
                self.began,
                project=self.project,
                turn=f"{self.prompts:06}",
                offset=offset,
            )
        )

    def _take_answer(self, thread: str, exchanges: Exchanges) -> None:
        current = exchanges.current
        if current is None or current.native_id is not None:
            exchanges.ignore()
        else:
            native_id = checked_id(f"{thread}:answer:{current.turn}")
            exchanges.add(Call(native_id, current.started_at, TokenUsage()))
