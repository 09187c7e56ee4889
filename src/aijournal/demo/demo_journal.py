"""A journal of half a year of invented work, for explaining the program in a minute."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from aijournal.demo.conversations import invent_exchanges
from aijournal.demo.filling import DatedAct, Imported, Progress, acts_on, fill_journal, untold
from aijournal.demo.half_year import ByHand, HalfYear, Piece, first_day, invent_work, load_half_year
from aijournal.demo.own_trials import trial_acts
from aijournal.demo.verdicts import Verdict, invent_useful, invent_verdict
from aijournal.domain.assessment import Door
from aijournal.domain.entry import EntryWords, Interaction
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Exchange
from aijournal.journal.journal import Journal
from aijournal.paths import Paths

_LAST_LOOK = time(9, 15)  # when the logs were read, on the last day
_TOKENS_TYPED = 0.3
_PICKED_JUDGED = 0.93  # of those drawn at random


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


def make_demo_journal(
    paths: Paths,
    today: date,
    seed: int = 7,
    zone: ZoneInfo | None = None,
    progress: Progress = untold,
) -> None:
    """Write a journal of six months of work up to the morning of `today`, on the clock of `zone` or UTC.

    The same day, seed and zone make the same entries; only what the journal itself draws, such as an
    entry's name for ever, differs. What `progress` raises ends the making, and leaves a journal without
    entries. Raises `AijournalError` if there is a journal with entries already.
    """
    zone = zone or ZoneInfo("UTC")
    chance = random.Random(seed)  # noqa: S311 - invented work, no secret
    half_year = load_half_year()
    work = [_work(piece, half_year, chance) for piece in invent_work(half_year, today, zone, chance)]
    now = datetime.combine(today, _LAST_LOOK, zone).astimezone(UTC)

    def acts_in(journal: Journal, imported: Imported) -> Iterator[DatedAct]:
        yield from _acts(journal, work, imported, chance, now)
        yield from _own_lists(journal, half_year, first_day(today), zone)
        yield from trial_acts(journal, half_year, today, zone, seed)

    fill_journal(paths, zone, now, [one.exchanges for one in work if one.exchanges], acts_in, progress)


def _work(piece: Piece, half_year: HalfYear, chance: random.Random) -> _Work:
    exchanges = () if piece.hand else invent_exchanges(piece, half_year.subagent, chance)
    ended_at = max((one.ended_at for one in exchanges), default=piece.began + timedelta(minutes=12))
    verdict = invent_verdict(piece, ended_at, half_year, chance)
    if exchanges:
        verdict = replace(verdict, useful=invent_useful(verdict.assessment, exchanges))
    return _Work(piece, exchanges, ended_at, verdict, chance.random())


def _acts(
    journal: Journal, work: Sequence[_Work], imported: Imported, chance: random.Random, now: datetime
) -> Iterator[DatedAct]:
    """Yield what the person did, and when."""
    for one in work:
        if one.piece.hand:
            yield one.ended_at, partial(journal.log, _line(one, one.piece.hand, chance), door=Door.QUICK_LOG)
        else:
            yield from _acts_on(journal, one, imported[one.piece.tool, one.exchanges[0].started_at], now)


def _acts_on(journal: Journal, work: _Work, imported: Interaction, now: datetime) -> Iterator[DatedAct]:
    piece = work.piece
    words = EntryWords(piece.title, piece.project, piece.task, piece.tags)
    is_picked = imported.is_audit and piece.share_judged > 0
    is_judged = work.patience < (_PICKED_JUDGED if is_picked else piece.share_judged)
    yield from acts_on(journal, imported.id, (work.ended_at, words), work.verdict if is_judged else None, now)


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


def _own_lists(journal: Journal, half_year: HalfYear, first: date, zone: ZoneInfo) -> Iterator[DatedAct]:
    """Yield what the person marked in time, and where the work was said to be stuck."""

    def monday(week: int) -> date:
        return first + timedelta(weeks=week)

    def evening(day: date) -> datetime:
        return datetime.combine(day, time(17, 30), zone).astimezone(UTC)

    for mark in half_year.marks:
        day = monday(mark.week) + timedelta(days=1)
        yield evening(day), partial(journal.marks.add, day, mark.text)
    for named in half_year.named:
        begins, ends = monday(named.from_week), named.to_week and monday(named.to_week)
        yield evening(begins), partial(journal.bottlenecks.add, named.name, begins, ends or None)
