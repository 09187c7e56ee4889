"""Same work by two doors: what is offered, joining it, and keeping it apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import Entry, EntryWords
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import ExchangeKind
from aijournal.domain.name_kind import NameKind
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError
from aijournal.journal.backup_files import BackupReason, list_backups
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, add, an_exchange
from tests.journal.dumps import assert_sums_fit, dump

SAVED = Assessment(Outcome.HELPED, net_minutes=15, note="worth it", bottleneck="review")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START = NOW - 5 * HOUR


def by_hand(journal: Journal, at: datetime = START, **more: Any) -> int:
    line = EntryLine("fixed the login", tool="claude-code", started_at=at)
    return journal.log(replace(line, **more), NOW, Door.QUICK_LOG).interaction.id


def by_log(journal: Journal, at: datetime = START, number: int = 1, **more: Any) -> int:
    """Import one exchange, a minute long, of a conversation of its own, and return its entry."""
    add(journal, an_exchange(number, at, conversation_id=f"c-{number}", **more))
    return next(
        row.interaction.id
        for row in journal.entries(EVERYTHING, NOW, 100).rows
        if row.interaction.source and row.interaction.started_at == at
    )


def offers(journal: Journal, limit: int = 20) -> list[tuple[int, int]]:
    pairs = journal.same_work.offers(NOW, limit)
    return [(pair.typed.interaction.id, pair.imported.interaction.id) for pair in pairs]


def entry(journal: Journal, number: int) -> Entry:
    found = journal.entry(number, NOW)
    assert found is not None
    return found.entry


def ids(journal: Journal, wanted: EntryFilter = EVERYTHING) -> Sequence[int]:
    return [row.interaction.id for row in journal.entries(wanted, NOW, 100).rows]


@pytest.mark.parametrize(
    ("distance", "is_near"),
    [
        (
            -2 * HOUR - MINUTE - timedelta(milliseconds=1),
            False,
        ),  # the log's work ends a minute after it began
        (-2 * HOUR - MINUTE, True),
        (timedelta(), True),
        (2 * HOUR, True),
        (2 * HOUR + timedelta(milliseconds=1), False),
    ],
)
def test_what_is_near_in_time_is_offered(journal: Journal, distance: timedelta, *, is_near: bool) -> None:
    typed, imported = by_hand(journal), by_log(journal, START + distance)
    assert offers(journal) == ([(typed, imported)] if is_near else [])


def test_long_work_is_near_from_its_beginning_to_its_end(journal: Journal) -> None:
    imported = by_log(journal, START - 9 * HOUR, ended_at=START - HOUR)
    typed = by_hand(journal)
    assert offers(journal) == [(typed, imported)]


@pytest.mark.parametrize("tool", ["chatgpt", None])
def test_work_with_another_tool_is_not_offered(journal: Journal, tool: str | None) -> None:
    by_hand(journal, tool=tool)
    by_log(journal)
    assert offers(journal) == []


def test_what_nobody_prompted_is_not_offered(journal: Journal) -> None:
    by_hand(journal)
    by_log(journal, kind=ExchangeKind.RUN, prompt_records=0)
    by_log(journal, START + MINUTE, 2, is_scripted=True)
    assert offers(journal) == []


def test_of_two_verdicts_neither_is_lost(journal: Journal) -> None:
    typed, imported = by_hand(journal, assessment=SAVED), by_log(journal)
    assert offers(journal) == [(typed, imported)]
    journal.assess(imported, Assessment(Outcome.HURT), NOW)
    assert offers(journal) == []
    before = dump(journal)
    with pytest.raises(AijournalError, match="Both were judged"):
        journal.same_work.join(typed, imported, NOW)
    assert dump(journal) == before


def test_each_entry_is_offered_once_beside_the_nearest_and_the_latest_first(journal: Journal) -> None:
    far = by_log(journal, START - HOUR, 1)
    near = by_log(journal, START + 10 * MINUTE, 2)
    typed, earlier = by_hand(journal), by_hand(journal, START - 3 * MINUTE)
    assert offers(journal) == [(typed, near), (earlier, far)]
    assert offers(journal, 1) == [(typed, near)]
    journal.same_work.keep_apart(typed, near, NOW)
    assert offers(journal) == [(typed, far), (earlier, near)]


def test_what_a_log_was_in_the_midst_of_is_nearer_than_what_came_later(journal: Journal) -> None:
    long_work = by_log(journal, START - 4 * HOUR, 1, ended_at=START + MINUTE)
    by_log(journal, START + HOUR, 2)
    typed = by_hand(journal)
    assert offers(journal) == [(typed, long_work)]


def test_only_the_last_thirty_days_are_looked_at(journal: Journal) -> None:
    first = NOW - timedelta(days=30)
    by_hand(journal, first - MINUTE)
    by_log(journal, first - MINUTE)
    assert offers(journal) == []
    typed = by_hand(journal, first)
    assert [pair[0] for pair in offers(journal)] == [typed]


def test_keeping_apart_is_undone(paths: Paths) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        typed, imported = by_hand(journal), by_log(journal)
        before = dump(journal)
        journal.same_work.keep_apart(typed, imported, NOW)
        assert offers(journal) == []
        after = dump(journal)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert journal.undo() == "Kept two entries apart"
        assert dump(journal) == before
        assert offers(journal) == [(typed, imported)]
        assert journal.redo() == "Kept two entries apart"
        assert dump(journal) == after


def test_joining_moves_what_was_said(journal: Journal) -> None:
    typed = by_hand(
        journal,
        task="debugging",
        tags=("ci", "auth"),
        url="https://tracker.example/17",
        typed_tokens=9_000,
        assessment=SAVED,
    )
    imported = by_log(journal)
    measured = entry(journal, imported).interaction.weighted_tokens
    said = entry(journal, typed).assessment
    joined = journal.same_work.join(typed, imported, NOW)
    own = joined.interaction
    assert (own.id, own.title, own.task, own.tags) == (
        imported,
        "fixed the login",
        "debugging",
        ("auth", "ci"),
    )
    assert (joined.assessment, own.is_closed) == (said, True)
    assert (own.typed_tokens, own.weighted_tokens) == (None, measured)
    row = journal._db.execute("SELECT url FROM interaction WHERE id = ?", [imported]).fetchone()
    assert row == ("https://tracker.example/17",)
    assert entry(journal, imported) == joined


def test_what_the_imported_one_has_of_its_own_stays(journal: Journal) -> None:
    imported = by_log(journal)
    journal.edit(imported, replace(_words(journal, imported), title="mine", tags=("own",)), NOW)
    journal.assess(imported, Assessment(Outcome.HURT), NOW)
    typed = by_hand(journal, task="debugging", tags=("ci",))
    joined = journal.same_work.join(typed, imported, NOW)
    assert (joined.interaction.title, joined.interaction.task) == ("mine", "debugging")
    assert joined.interaction.tags == ("ci", "own")
    assert joined.assessment is not None
    assert joined.assessment.outcome is Outcome.HURT


def test_the_typed_one_is_gone_from_every_list_and_sum(journal: Journal) -> None:
    typed = by_hand(journal, tags=("ci",), typed_tokens=9_000, assessment=SAVED)
    imported = by_log(journal)
    (day,) = journal.value_days(EVERYTHING)
    assert (day.interactions, day.rated, day.without_weight) == (2, 1, 0)
    journal.same_work.join(typed, imported, NOW)
    assert ids(journal) == ids(journal, EntryFilter(search="login")) == [imported]
    assert ids(journal, EntryFilter(search="worth")) == ids(journal, EntryFilter(tag="ci")) == [imported]
    assert journal.entry(typed, NOW) is None
    assert journal.outline(EVERYTHING, 10).count == 1
    assert journal.inbox_count(NOW) == 0
    assert journal.names.of(NameKind.TAG) == ("ci",)
    total = journal.totals(EVERYTHING).total
    assert (total.interactions, total.calls, total.typed_tokens) == (1, 2, None)
    assert total.weighted_tokens == entry(journal, imported).interaction.weighted_tokens
    (day,) = journal.value_days(EVERYTHING)
    assert (day.interactions, day.rated, day.valued, day.net_minutes) == (1, 1, 1, 15)
    assert day.paired_weight == day.weight == total.weighted_tokens
    (row,) = journal.value_days(EVERYTHING, GroupBy.TOOL)
    assert (row.key, row.rated) == ("claude-code", 1)
    assert_sums_fit(journal)


@pytest.mark.parametrize("is_judged", [True, False])
def test_joining_is_undone_and_done_again_row_by_row(paths: Paths, *, is_judged: bool) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        said = SAVED if is_judged else None
        typed = by_hand(journal, task="debugging", tags=("ci",), typed_tokens=9_000, assessment=said)
        imported = by_log(journal)
        before = dump(journal)
        journal.same_work.join(typed, imported, NOW)
        after = dump(journal)
        assert journal.undo() == "Joined two entries"
        assert dump(journal) == before
        assert_sums_fit(journal)
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        assert offers(journal) == [(typed, imported)]
        assert ids(journal, EntryFilter(search="login")) == [typed]
        assert journal.redo() == "Joined two entries"
        assert dump(journal) == after
        assert_sums_fit(journal)
        journal.undo()
        assert dump(journal) == before


def test_importing_again_adds_nothing(journal: Journal) -> None:
    typed = by_hand(journal, assessment=SAVED)
    exchange = an_exchange(1, START, conversation_id="c-1")
    add(journal, exchange)
    imported = next(number for number in ids(journal) if number != typed)
    journal.same_work.join(typed, imported, NOW)
    joined = dump(journal)
    again = add(journal, exchange)
    assert (again.imported, again.interactions_new, again.calls_new) == (0, 0, 0)
    assert dump(journal) == joined
    add(journal, an_exchange(2, START + 10 * MINUTE, conversation_id="c-1"))
    assert imported in ids(journal)
    assert len(ids(journal)) == 2, "what comes later starts a new one"
    assert_sums_fit(journal)
    assert journal.undo() == "Joined two entries"
    assert [row.interaction.exchanges for row in journal.entries(EVERYTHING, NOW, 10).rows] == [2, 0]
    assert_sums_fit(journal)


def test_a_joined_entry_is_deleted_and_restored(journal: Journal) -> None:
    typed = by_hand(journal, tags=("ci",), assessment=SAVED)
    imported = by_log(journal)
    apart = dump(journal)
    journal.same_work.join(typed, imported, NOW)
    joined = dump(journal)
    journal.trash.delete([imported], NOW)
    assert ids(journal) == []
    (item,) = journal.trash.contents()
    journal.trash.restore(item.id, NOW)
    assert dump(journal) == joined
    assert_sums_fit(journal)
    for _ in range(3):
        journal.undo()
    assert dump(journal) == apart
    assert_sums_fit(journal)


def test_only_one_typed_by_hand_and_one_from_a_log_are_joined(journal: Journal) -> None:
    typed, other = by_hand(journal), by_hand(journal, START + MINUTE)
    imported = by_log(journal)
    before = dump(journal)
    for one, two in ((typed, other), (imported, typed), (imported, imported)):
        with pytest.raises(AijournalError, match="cannot be joined"):
            journal.same_work.join(one, two, NOW)
    with pytest.raises(AijournalError, match="The entry is gone"):
        journal.same_work.join(typed, 4711, NOW)
    assert dump(journal) == before
    journal.trash.delete([typed], NOW)
    with pytest.raises(AijournalError, match="The entry is gone"):
        journal.same_work.join(typed, imported, NOW)


def _words(journal: Journal, number: int) -> EntryWords:
    own = entry(journal, number).interaction
    return EntryWords(own.title, own.project, own.task, own.tags)


def test_the_project_comes_along_where_the_log_names_none(journal: Journal) -> None:
    typed, imported = by_hand(journal, project="shop"), by_log(journal, project=None)
    assert journal.same_work.join(typed, imported, NOW).interaction.project == "shop"


@pytest.mark.parametrize("is_emptied", [True, False], ids=["emptied", "purged"])
def test_what_was_joined_goes_for_good_with_what_it_became(
    journal: Journal, paths: Paths, *, is_emptied: bool
) -> None:
    said = replace(SAVED, note="a capybara of a note")
    typed, imported = by_hand(journal, title="a capybara of a title", assessment=said), by_log(journal)
    backup = journal.backups.take(BackupReason.BY_HAND, NOW)
    journal.same_work.join(typed, imported, NOW)
    if is_emptied:
        journal.trash.delete([imported], NOW)
        journal.trash.empty(NOW, older_than=timedelta(0))
    else:
        purge_entries(journal.trash, paths, [imported], backups=True)
        assert not any(b"capybara" in one.path.read_bytes() for one in list_backups(paths))
        assert not backup.path.exists()
    assert not any("capybara" in (row[0] or "") for row in journal._db.execute("SELECT before FROM undo_row"))
    assert ids(journal) == []


def test_two_that_were_parted_again_are_purged_alone(journal: Journal, paths: Paths) -> None:
    typed, imported = by_hand(journal), by_log(journal)
    journal.same_work.join(typed, imported, NOW)
    journal.undo(NOW)
    purge_entries(journal.trash, paths, [imported])
    assert ids(journal) == [typed]


def test_a_purged_entry_leaves_no_pair_behind(journal: Journal, paths: Paths) -> None:
    typed, imported = by_hand(journal), by_log(journal)
    journal.same_work.keep_apart(typed, imported, NOW)
    purge_entries(journal.trash, paths, [imported])
    again = by_log(journal, number=2)
    assert offers(journal) == [(typed, again)]
