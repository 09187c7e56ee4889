"""What value figures are made of, against the same reckoned from the entries in plain Python."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import EntryDetail
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.own_lists import Bottleneck
from aijournal.domain.period import Period
from aijournal.domain.totals import CellTotals, GroupBy, ValueDay
from aijournal.journal.journal import Journal
from tests.journal.builders import NOW, add, an_exchange
from tests.journal.drawn_work import (
    ZONES,
    details,
    fill,
    is_prompted,
    local_day,
    net_minutes,
    weight_of_entry,
)

SEEDS = range(3)
_Key = Callable[[EntryDetail], str | None]
KEYS: dict[GroupBy, _Key] = {
    GroupBy.SOURCE: lambda one: one.entry.interaction.source,
    GroupBy.TOOL: lambda one: one.entry.interaction.tool,
    GroupBy.MODEL: lambda one: one.entry.interaction.model,
    GroupBy.PROJECT: lambda one: one.entry.interaction.project,
    GroupBy.TASK: lambda one: one.entry.interaction.task,
    GroupBy.INTERACTION: lambda one: str(one.entry.interaction.id),
    GroupBy.BOTTLENECK: lambda one: said_of(one).bottleneck,
    GroupBy.MOTIVE: lambda one: said_of(one).motive,
}
DAY_KEYS: dict[GroupBy, Callable[[date], str]] = {
    GroupBy.DAY: lambda day: day.isoformat(),
    GroupBy.WEEK: lambda day: (day - timedelta(days=day.weekday())).isoformat(),
    GroupBy.MONTH: lambda day: f"{day:%Y-%m}",
}


def said_of(one: EntryDetail) -> Assessment:
    return one.entry.assessment or Assessment()


def key_of(one: EntryDetail, by: GroupBy | None, zone: ZoneInfo | None) -> str | None:
    if by is None:
        return None
    return DAY_KEYS[by](local_day(one, zone)) if by in DAY_KEYS else KEYS[by](one)


def is_rated(one: EntryDetail) -> bool:
    outcome = said_of(one).outcome
    return outcome is not None and outcome.is_rated


def helped(entries: Iterable[EntryDetail]) -> int:
    return sum(said_of(one).outcome in {Outcome.HELPED, Outcome.HELPED_A_LOT} for one in entries)


def hurt(entries: Iterable[EntryDetail]) -> int:
    return sum(said_of(one).outcome in {Outcome.HURT, Outcome.HURT_A_LOT} for one in entries)


def is_askable(one: EntryDetail) -> bool:
    return is_prompted(one) or one.entry.assessment is not None


def is_relief(one: EntryDetail, day: date, named: Iterable[Bottleneck]) -> bool:
    return any(
        each.name == said_of(one).bottleneck and (each.first_day or day) <= day <= (each.last_day or day)
        for each in named
    )


def total(values: Iterable[float | None]) -> float:
    return sum(value or 0.0 for value in values)


def value_day(
    key: str | None, day: date, entries: list[EntryDetail], named: Iterable[Bottleneck]
) -> ValueDay:
    rated = [one for one in entries if is_rated(one)]
    valued = [one for one in entries if net_minutes(one) is not None]
    paired = [one for one in valued if weight_of_entry(one) is not None]
    audited = [one for one in entries if one.entry.interaction.is_audit]
    gaining = [one for one in valued if (net_minutes(one) or 0) > 0]
    new = [one for one in entries if said_of(one).is_new_work]
    return ValueDay(
        key=key,
        day=day,
        interactions=sum(is_askable(one) for one in entries),
        assessed=sum(one.entry.assessment is not None for one in entries),
        rated=len(rated),
        helped=helped(rated),
        hurt=hurt(rated),
        valued=len(valued),
        net_minutes=total(net_minutes(one) for one in valued),
        paired=len(paired),
        paired_net_minutes=total(net_minutes(one) for one in paired),
        paired_weight=total(weight_of_entry(one) for one in paired),
        weight=total(weight_of_entry(one) for one in entries),
        rated_weight=total(weight_of_entry(one) for one in rated),
        without_weight=sum(weight_of_entry(one) is None for one in entries),
        rework_unknown=sum(said_of(one).rework_minutes is None for one in valued),
        audited=len(audited),
        audited_rated=sum(is_rated(one) for one in audited),
        audited_helped=helped(audited),
        new_work=len(new),
        new_work_weight=total(weight_of_entry(one) for one in new),
        gained_minutes=total(net_minutes(one) for one in gaining),
        relieved_minutes=total(net_minutes(one) for one in gaining if is_relief(one, day, named)),
        reworked=sum((said_of(one).rework_minutes or 0) > 0 for one in valued),
        rework_minutes=total(said_of(one).rework_minutes for one in valued),
        weighed=sum(weight_of_entry(one) is not None for one in entries),
    )


def reckoned(
    entries: Iterable[EntryDetail], named: Iterable[Bottleneck], by: GroupBy | None, zone: ZoneInfo | None
) -> list[ValueDay]:
    groups: dict[tuple[str | None, date], list[EntryDetail]] = defaultdict(list)
    for one in entries:
        groups[key_of(one, by, zone), local_day(one, zone)].append(one)
    ordered = sorted(groups, key=lambda group: (group[0] is not None, group[0] or "", group[1]))
    return [value_day(key, day, groups[key, day], named) for key, day in ordered]


def assert_alike(found: Iterable[ValueDay], expected: Iterable[ValueDay]) -> None:
    for one, other in zip(found, expected, strict=True):
        for field in fields(ValueDay):
            value = getattr(other, field.name)
            close = pytest.approx(value) if isinstance(value, float) else value
            assert getattr(one, field.name) == close, (other.key, other.day, field.name)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("seed", SEEDS)
def test_days_are_what_their_entries_say(journal: Journal, seed: int, zone: ZoneInfo | None) -> None:
    fill(journal, seed)
    entries, named = details(journal), journal.bottlenecks.all()
    for by in (None, *GroupBy):
        expected = reckoned(entries, named, by, zone)
        assert_alike(journal.value_days(EntryFilter(zone=zone), by), expected)
        assert any(one.new_work_weight for one in expected)
        assert any(one.relieved_minutes > 0 for one in expected)
        assert any(one.relieved_minutes < one.gained_minutes for one in expected)


_SUMMED = [field.name for field in fields(ValueDay) if field.name not in {"key", "day", "cost_usd"}]


@pytest.mark.parametrize("by", [GroupBy.BOTTLENECK, GroupBy.MOTIVE])
def test_groups_add_up_to_the_total(journal: Journal, by: GroupBy) -> None:
    fill(journal, 7)
    groups, days = journal.value_days(EVERYTHING, by), journal.value_days(EVERYTHING)
    assert len({one.key for one in groups}) == 4, "three names, and none"
    for name in _SUMMED:
        whole = sum(getattr(one, name) for one in days)
        assert sum(getattr(one, name) for one in groups) == pytest.approx(whole), name
    table = journal.totals(EVERYTHING, by)
    assert {row.key for row in table.rows} == {one.key for one in groups}
    assert sum(row.interactions for row in table.rows) == table.total.interactions
    assert sum(row.calls for row in table.rows) == table.total.calls
    assert table.total == journal.totals(EVERYTHING).total


@pytest.mark.parametrize(
    ("first", "last", "is_relieved"),
    [
        (None, None, True),
        (0, None, True),
        (None, 0, True),
        (0, 0, True),
        (-9, 9, True),
        (1, None, False),
        (None, -1, False),
    ],
)
def test_relief_counts_on_the_days_for_which_a_bottleneck_was_named(
    journal: Journal, first: int | None, last: int | None, *, is_relieved: bool
) -> None:
    def day(distance: int | None) -> date | None:
        return None if distance is None else NOW.date() + timedelta(days=distance)

    for minutes in (20, -5, 0, 10):
        said = Assessment(Outcome.HELPED, net_minutes=minutes, bottleneck="review")
        journal.log(EntryLine("work", assessment=said), NOW, Door.QUICK_LOG)
    journal.log(EntryLine("work", assessment=Assessment(net_minutes=7)), NOW, Door.QUICK_LOG)
    (one,) = journal.value_days(EVERYTHING)
    assert (one.gained_minutes, one.relieved_minutes) == (37, 0), "nobody named it"
    journal.bottlenecks.add("builds", None, None, NOW)
    journal.bottlenecks.add("review", day(first), day(last), NOW)
    (one,) = journal.value_days(EVERYTHING)
    assert (one.gained_minutes, one.relieved_minutes) == (37, 30 if is_relieved else 0)


def test_a_bottleneck_that_was_named_twice_counts_once(journal: Journal) -> None:
    said = Assessment(Outcome.HELPED, net_minutes=20, bottleneck="review")
    journal.log(EntryLine("work", assessment=said), NOW, Door.QUICK_LOG)
    journal.bottlenecks.add("review", None, None, NOW)
    journal.bottlenecks.add("review", NOW.date(), None, NOW)
    assert journal.value_days(EVERYTHING)[0].relieved_minutes == 20


def test_new_work_is_counted_and_is_no_part_of_minutes_saved(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=3)))
    entry = journal.entries(EVERYTHING, NOW, 1).rows[0].interaction
    journal.assess(entry.id, Assessment(Outcome.HELPED, net_minutes=60, is_new_work=True), NOW)
    (one,) = journal.value_days(EVERYTHING)
    assert (one.new_work, one.new_work_weight) == (1, entry.weighted_tokens)
    assert (one.rated, one.helped, one.valued, one.net_minutes, one.gained_minutes) == (1, 1, 0, 0, 0)
    journal.assess(entry.id, Assessment(is_new_work=False), NOW)
    (one,) = journal.value_days(EVERYTHING)
    assert (one.new_work, one.new_work_weight, one.net_minutes) == (0, 0, 60)


def cells(
    entries: Iterable[EntryDetail], by: tuple[GroupBy, ...]
) -> dict[tuple[str | None, ...], CellTotals]:
    groups: dict[tuple[str | None, ...], list[EntryDetail]] = defaultdict(list)
    for one in entries:
        groups[tuple(key_of(one, part, None) for part in by)].append(one)
    return {
        key: CellTotals(
            key,
            sum(is_askable(one) for one in own),
            sum(is_rated(one) for one in own),
            helped(own),
            hurt(own),
        )
        for key, own in groups.items()
    }


@pytest.mark.parametrize(
    "by",
    [
        (GroupBy.MODEL, GroupBy.TASK),
        (GroupBy.TOOL, GroupBy.PROJECT, GroupBy.MOTIVE),
        (GroupBy.BOTTLENECK, GroupBy.WEEK),
        (GroupBy.TASK,),
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_cells_are_what_their_entries_say(journal: Journal, seed: int, by: tuple[GroupBy, ...]) -> None:
    fill(journal, seed)
    entries = details(journal)
    found = journal.cells(EVERYTHING, by)
    assert {one.key: one for one in found} == cells(entries, by)
    assert len(found) == len({one.key for one in found}) > 2
    days = Period(NOW.date() - timedelta(days=20), NOW.date() - timedelta(days=3))
    within = [
        one
        for one in entries
        if days.first and days.last and days.first <= local_day(one, None) <= days.last and is_rated(one)
    ]
    wanted = EntryFilter(days, is_rated=True)
    assert {one.key: one for one in journal.cells(wanted, by)} == cells(within, by)
