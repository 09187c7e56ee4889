"""A journal of half a year of invented work, for explaining the program in a minute."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from aijournal.demo.conversations import invent_exchanges
from aijournal.demo.half_year import ByHand, HalfYear, Piece, first_day, invent_work, load_half_year
from aijournal.demo.verdicts import Verdict, invent_verdict
from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry import EntryWords, Interaction
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Exchange
from aijournal.domain.reading import Batch, Bookmark, LogFile
from aijournal.errors import AijournalError
from aijournal.journal.facts import Reading
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings

_SOURCES = ("claude-code", "codex")
_LAST_LOOK = time(9, 15)  # when the logs were read, on the last day
_REWORK_AFTER = timedelta(days=7)
_RECORD_BYTES = 2_600
_TOKENS_TYPED = 0.3
_PICKED_JUDGED = 0.93  # of those drawn at random

_Act = Callable[[datetime], object]  # told when it is done


@dataclass(frozen=True, slots=True)
class _Work:
    """A piece of work, what its logs say, and what the person would say of it.

    `patience` decides whether the person does say it: less than the share of work that is judged then.
    """

    piece: Piece
    exchanges: tuple[Exchange, ...]
    ended_at: datetime
    verdict: Verdict
    patience: float


def make_demo_journal(paths: Paths, today: date, seed: int = 7, zone: ZoneInfo | None = None) -> None:
    """Write a journal of six months of work up to the morning of `today`, on the clock of `zone` or UTC.

    The same day, seed and zone make the same entries; only what the journal itself draws, such as an
    entry's name for ever, differs. Raises `AijournalError` if there is a journal with entries already.
    """
    zone = zone or ZoneInfo("UTC")
    chance = random.Random(seed)  # noqa: S311 - invented work, no secret
    half_year = load_half_year()
    work = [_work(piece, half_year, chance) for piece in invent_work(half_year, today, zone, chance)]
    now = datetime.combine(today, _LAST_LOOK, zone).astimezone(UTC)
    with Journal.open(paths, Settings(), zone) as journal:
        _refuse_used(journal, paths)
        journal.mark_as_demo()
        with journal.together():
            for source in _SOURCES:
                _read_logs(journal, source, [one for one in work if one.piece.tool == source], now)
            acts = [*_acts(journal, work, chance, now), *_marks(journal, half_year, today, zone)]
            for at, act in sorted(acts, key=lambda dated: dated[0]):
                act(at)


def _refuse_used(journal: Journal, paths: Paths) -> None:
    if journal.outline(EVERYTHING, 1).count:
        raise AijournalError(
            "There is a journal already",
            f"{paths.journal} has entries, and sample data never mixes with them. Nothing was changed.",
        )


def _work(piece: Piece, half_year: HalfYear, chance: random.Random) -> _Work:
    exchanges = () if piece.hand else invent_exchanges(piece, half_year.subagent, chance)
    ended_at = max((one.ended_at for one in exchanges), default=piece.began + timedelta(minutes=12))
    verdict = invent_verdict(piece, ended_at, half_year, chance)
    return _Work(piece, exchanges, ended_at, verdict, chance.random())


def _read_logs(journal: Journal, source: str, work: Sequence[_Work], now: datetime) -> None:
    """Give the journal what the logs of one tool say, as if they had all been read at once."""
    run = journal.imports.begin(source, source, now)
    journal.imports.add(run, [_reading(one) for one in work])
    journal.imports.finish(run, now)


def _reading(work: _Work) -> Reading:
    first = work.exchanges[0]
    records = sum(one.prompt_records + len(one.calls) for one in work.exchanges)
    size = _RECORD_BYTES * records
    path = Path("/home/dev/logs", first.source, f"{first.conversation_id}.jsonl")
    log = LogFile(path, size, int(work.ended_at.timestamp()) * 10**9, 1, 1)
    return Reading(log, Batch(work.exchanges, (), records, 0, size, Bookmark(size, records)), is_whole=True)


def _acts(
    journal: Journal, work: Sequence[_Work], chance: random.Random, now: datetime
) -> Iterator[tuple[datetime, _Act]]:
    """Yield what the person did, and when."""
    imported = _imported(journal, now)
    for one in work:
        if one.piece.hand:
            yield one.ended_at, partial(journal.log, _line(one, one.piece.hand, chance), door=Door.QUICK_LOG)
        else:
            yield from _acts_on(journal, one, imported[one.piece.tool, one.exchanges[0].started_at], now)


def _acts_on(
    journal: Journal, work: _Work, imported: Interaction, now: datetime
) -> Iterator[tuple[datetime, _Act]]:
    piece, verdict = work.piece, work.verdict
    words = EntryWords(piece.title, piece.project, piece.task, piece.tags)
    yield work.ended_at, partial(journal.edit, imported.id, words)
    is_picked = imported.is_audit and piece.share_judged > 0
    if work.patience >= (_PICKED_JUDGED if is_picked else piece.share_judged):
        return
    yield verdict.judged_at, partial(journal.assess, imported.id, verdict.assessment)
    rework_told_at = verdict.judged_at + _REWORK_AFTER
    if verdict.rework_minutes and rework_told_at < now:
        rework = Assessment(rework_minutes=verdict.rework_minutes)
        yield rework_told_at, partial(journal.assess, imported.id, rework)


def _imported(journal: Journal, now: datetime) -> Mapping[tuple[str | None, datetime], Interaction]:
    """Return what the journal made of the logs, by source and start."""
    count = journal.outline(EVERYTHING, 1).count
    interactions = (entry.interaction for entry in journal.entries(EVERYTHING, now, count).rows)
    return {(one.source, one.started_at): one for one in interactions}


def _line(work: _Work, hand: ByHand, chance: random.Random) -> EntryLine:
    piece = work.piece
    is_judged = work.patience < piece.share_judged
    is_counted = hand.tokens and chance.random() < _TOKENS_TYPED
    return EntryLine(
        title=piece.title,
        project=piece.project,
        tool=piece.tool,
        model=hand.model,
        task=piece.task,
        tags=piece.tags,
        started_at=piece.began,
        typed_tokens=round(chance.randrange(*hand.tokens), -2) if hand.tokens and is_counted else None,
        assessment=work.verdict.assessment if is_judged else None,
    )


def _marks(
    journal: Journal, half_year: HalfYear, today: date, zone: ZoneInfo
) -> Iterator[tuple[datetime, _Act]]:
    for mark in half_year.marks:
        day = first_day(today) + timedelta(weeks=mark.week, days=1)
        at = datetime.combine(day, time(17, 30), zone).astimezone(UTC)
        yield at, partial(journal.add_mark, day, mark.text)
