"""Whose journal a demo shows: half a year like many, or one of two people whose meters are equal."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from aijournal.demo.demo_journal import make_demo_journal
from aijournal.demo.filling import DatedAct, Imported, acts_on, fill_journal
from aijournal.demo.habits import Habits, Talk
from aijournal.demo.half_year import load_half_year
from aijournal.demo.people import TwoPeople, load_two_people
from aijournal.demo.stints import first_monday, invent_stints
from aijournal.domain.quota import Quota
from aijournal.journal.journal import Journal
from aijournal.paths import Paths

_LAST_LOOK = time(9, 15)  # when the logs were read, on the last day
_WAITING = timedelta(days=1)  # the latest work is not judged yet


class Profile(StrEnum):
    """Whose journal a demo shows."""

    TYPICAL = "typical"
    PADDER = "padder"
    CRAFTSMAN = "craftsman"


# What others expect of whom; both of the two have the same.
QUOTAS: Final[Mapping[Profile, Quota]] = MappingProxyType(
    dict.fromkeys((Profile.PADDER, Profile.CRAFTSMAN), Quota(50_000_000, "week"))
)


def make_profile_journal(
    paths: Paths, today: date, profile: Profile, seed: int = 7, zone: ZoneInfo | None = None
) -> None:
    """Write the journal of a profile up to the morning of `today`, on the clock of `zone` or UTC.

    The padder and the craftsman work for fourteen weeks and make the same calls at the same moments. The
    same day, seed and zone make the same entries. Raises `AijournalError` if there is a journal with entries
    already.
    """
    if profile is Profile.TYPICAL:
        make_demo_journal(paths, today, seed, zone)
        return
    zone = zone or ZoneInfo("UTC")
    half_year, people = load_half_year(), load_two_people()
    person = people.padder if profile is Profile.PADDER else people.craftsman
    chance = random.Random(f"{seed} {profile}")  # noqa: S311 - invented work, no secret
    habits = Habits(person, people, half_year, chance)
    talks = [talk for stint in invent_stints(half_year, today, zone, seed) for talk in habits.talks(stint)]
    now = datetime.combine(today, _LAST_LOOK, zone).astimezone(UTC)

    def acts_in(journal: Journal, imported: Imported) -> Iterator[DatedAct]:
        yield from _own_lists(journal, people, first_monday(today), zone)
        yield from _acts(journal, talks, imported, now)

    fill_journal(paths, zone, now, [talk.exchanges for talk in talks], acts_in)


def _acts(journal: Journal, talks: Sequence[Talk], imported: Imported, now: datetime) -> Iterator[DatedAct]:
    for talk in talks:
        first = talk.exchanges[0]
        entry = imported[first.source, first.started_at]
        verdict = talk.verdict if talk.ended_at < now - _WAITING else None
        yield from acts_on(journal, entry.id, (talk.ended_at, talk.words), verdict, now)


def _own_lists(journal: Journal, people: TwoPeople, first: date, zone: ZoneInfo) -> Iterator[DatedAct]:
    begun = datetime.combine(first, time(8, 30), zone).astimezone(UTC)
    for name in people.bottlenecks:
        yield begun, partial(journal.bottlenecks.add, name, first, None)
    for mark in people.marks:
        day = first + timedelta(weeks=mark.week)
        at = datetime.combine(day, time(17, 30), zone).astimezone(UTC)
        yield at, partial(journal.marks.add, day, mark.text)
