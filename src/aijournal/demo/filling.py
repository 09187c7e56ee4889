"""Filling a journal with invented work, through the doors by which logs and people fill it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from aijournal.demo.verdicts import Verdict
from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import EntryWords, Interaction
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.facts import Exchange, ExchangeKind
from aijournal.domain.reading import Batch, Bookmark, LogFile
from aijournal.errors import AijournalError
from aijournal.journal.facts import Reading
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings

SOURCES: Final = ("claude-code", "codex")
_REWORK_AFTER = timedelta(days=7)
_RECORD_BYTES = 2_600

# What a person did, told when it is done, and the moment.
Act = Callable[[datetime], object]
DatedAct = tuple[datetime, Act]
# What a log says of one conversation, in order of time.
Conversation = tuple[Exchange, ...]
# What a journal made of the logs, by source and start.
Imported = Mapping[tuple[str | None, datetime], Interaction]
# Told how many steps of how many are done; what it raises ends the filling, and nothing of it is kept.
Progress = Callable[[int, int], None]


def untold(_done: int, _of: int) -> None:
    """Tell nobody how far it has come."""


def fill_journal(
    paths: Paths,
    zone: ZoneInfo,
    now: datetime,
    conversations: Sequence[Conversation],
    acts_in: Callable[[Journal, Imported], Iterable[DatedAct]],
    progress: Progress = untold,
) -> None:
    """Let a new journal read the logs at `now`, and then do what the person did, in order of time.

    Raises `AijournalError` if there is a journal with entries already.
    """
    with Journal.open(paths, Settings(), zone) as journal:
        _refuse_used(journal, paths)
        journal.mark_as_demo()
        with journal.together():
            for source in SOURCES:
                _read_logs(journal, source, [one for one in conversations if one[0].source == source], now)
            acts = sorted(acts_in(journal, _imported(journal, now)), key=lambda dated: dated[0])
            for done, (at, act) in enumerate(acts):
                progress(done, len(acts))
                act(at)


def acts_on(
    journal: Journal,
    entry_id: int,
    words: tuple[datetime, EntryWords],
    verdict: Verdict | None,
    now: datetime,
) -> Iterator[DatedAct]:
    """Yield how the person named an entry and when, and what was said of it up to `now`."""
    named_at, named = words
    yield named_at, partial(journal.edit, entry_id, named)
    if verdict is None or verdict.judged_at >= now:
        return
    yield verdict.judged_at, partial(_judge, journal, entry_id, verdict)
    rework_told_at = verdict.judged_at + _REWORK_AFTER
    if verdict.rework_minutes and rework_told_at < now:
        rework = Assessment(rework_minutes=verdict.rework_minutes)
        yield rework_told_at, partial(journal.assess, entry_id, rework)


def _judge(journal: Journal, entry_id: int, verdict: Verdict, now: datetime) -> None:
    """Give a verdict, with the exchange that was the useful one by the journal's own number for it."""
    assessment = verdict.assessment
    detail = None if verdict.useful is None else journal.entry(entry_id, now)
    if detail is not None and verdict.useful is not None:
        prompts = [one for one in detail.exchanges if one.kind is ExchangeKind.PROMPT]
        assessment = replace(assessment, useful_exchange_id=prompts[verdict.useful].id)
    journal.assess(entry_id, assessment, now)


def _refuse_used(journal: Journal, paths: Paths) -> None:
    if journal.outline(EVERYTHING, 1).count:
        raise AijournalError(
            "There is a journal already",
            f"{paths.journal} has entries, and sample data never mixes with them. Nothing was changed.",
        )


def _read_logs(journal: Journal, source: str, conversations: Sequence[Conversation], now: datetime) -> None:
    """Give the journal what the logs of one tool say, as if they had all been read at once."""
    run = journal.imports.begin(source, source, now)
    journal.imports.add(run, [_reading(one) for one in conversations])
    journal.imports.finish(run, now)


def _reading(conversation: Conversation) -> Reading:
    first = conversation[0]
    ended_at = max(one.ended_at for one in conversation)
    records = sum(one.prompt_records + len(one.calls) for one in conversation)
    size = _RECORD_BYTES * records
    path = Path("/home/dev/logs", first.source, f"{first.conversation_id}.jsonl")
    log = LogFile(path, size, int(ended_at.timestamp()) * 10**9, 1, 1)
    return Reading(log, Batch(conversation, (), records, 0, size, Bookmark(size, records)), is_whole=True)


def _imported(journal: Journal, now: datetime) -> Imported:
    count = journal.outline(EVERYTHING, 1).count
    interactions = (entry.interaction for entry in journal.entries(EVERYTHING, now, count).rows)
    return {(one.source, one.started_at): one for one in interactions}
