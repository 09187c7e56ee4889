"""Splitting and merging entries: sums, verdicts, undo, later imports, the trash and the purge."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Door, Outcome
from aijournal.domain.entry import Entry, EntryDetail, EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Exchange, ExchangeKind
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.journal.purge import purge_entries
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW, a_call, add, an_exchange
from tests.journal.drawn_work import fill, net_minutes
from tests.journal.dumps import assert_sums_fit, dump

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START = NOW - 5 * HOUR
SAVED = Assessment(Outcome.HELPED, net_minutes=15, note="worth it")
WORK = [an_exchange(number, START + 20 * number * MINUTE) for number in range(4)]
OTHER_WORK = [
    an_exchange(10 + number, START + 3 * HOUR + 9 * number * MINUTE, conversation_id="c-2")
    for number in range(2)
]


def a_run(number: int, at: datetime, **more: Any) -> Exchange:
    return an_exchange(number, at, calls=1, kind=ExchangeKind.RUN, prompt_records=0, **more)


def numbers(journal: Journal) -> list[int]:
    """Return the numbers of all entries, the earliest first."""
    return [row.interaction.id for row in reversed(journal.entries(EVERYTHING, NOW, 1_000).rows)]


def detail(journal: Journal, number: int) -> EntryDetail:
    found = journal.entry(number, NOW)
    assert found is not None
    return found


def natives(journal: Journal, number: int) -> list[str]:
    return [exchange.native_id for exchange in detail(journal, number).exchanges]


def shapes(journal: Journal) -> list[list[str]]:
    """Return which exchanges are together, in order of time."""
    return [natives(journal, number) for number in numbers(journal)]


def exchange_id(journal: Journal, native_id: str) -> int:
    query = "SELECT id FROM exchange WHERE native_id = ?"
    number: int = journal._db.execute(query, [native_id]).fetchone()[0]
    return number


def split(journal: Journal, native_id: str) -> tuple[Entry, Entry]:
    """Cut the entry that holds an exchange before that one."""
    number = exchange_id(journal, native_id)
    query = "SELECT interaction_id FROM exchange WHERE id = ?"
    (entry,) = journal._db.execute(query, [number]).fetchone()
    return journal.reshaping.split(entry, number, NOW)


def assert_undone_and_redone(journal: Journal, before: object) -> None:
    after = dump(journal)
    assert journal.undo(NOW) is not None
    assert dump(journal) == before
    assert journal.redo(NOW) is not None
    assert dump(journal) == after
    assert_sums_fit(journal)
    assert journal.checks.full().is_sound


def without_names(journal: Journal) -> list[tuple[object, ...]]:
    """Return what grouping and summing say of all interactions."""
    return journal._db.execute(
        "SELECT conversation_id, tool, project, log_project, started_at, ended_at, time_zone, "
        "utc_offset_minutes, local_day, is_audit, is_prompted, main_model_id, exchanges, calls, "
        "calls_without_tokens, calls_lower_bound, input_tokens, cache_write_tokens, cache_write_1h_tokens, "
        "cache_read_tokens, output_tokens, reasoning_tokens, active_minutes "
        "FROM interaction ORDER BY started_at, conversation_id"
    ).fetchall()


@contextmanager
def a_journal(**more: Any) -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        paths = find_paths({"AIJOURNAL_HOME": folder})
        with Journal.open(paths, replace(Settings(), **more), NEW_YORK) as journal:
            yield journal


def test_an_entry_is_cut_before_the_exchange_that_is_named(journal: Journal) -> None:
    add(journal, *WORK)
    before = dump(journal)
    first, second = split(journal, "u-2")
    assert shapes(journal) == [["u-0", "u-1"], ["u-2", "u-3"]]
    assert [one.interaction.is_closed for one in (first, second)] == [True, True]
    assert (first.interaction.exchanges, second.interaction.calls) == (2, 4)
    assert_undone_and_redone(journal, before)


def test_each_part_is_what_it_would_be_if_it_had_been_alone_from_the_start() -> None:
    later = [replace(one, conversation_id="c-9") for one in WORK[2:]]
    same_draw = "UPDATE journal_key SET secret = x'0102030405060708'"
    with a_journal(audit_share=0.5) as whole, a_journal(audit_share=0.5) as apart:
        for one in (whole, apart):
            one._db.execute(same_draw)
        add(whole, *WORK)
        split(whole, "u-2")
        add(apart, *WORK[:2], *later)
        told = [("c-1", *row[1:]) for row in without_names(apart)]
        assert without_names(whole) == told
        assert len(told) == 2
    with a_journal(audit_share=0.5) as apart, a_journal(audit_share=0.5) as together:
        for one in (apart, together):
            one._db.execute(same_draw)
        add(apart, *WORK[:2], *later)
        apart.reshaping.merge(numbers(apart), NOW)
        add(together, *WORK)
        assert without_names(apart) == without_names(together)


def test_runs_stay_with_the_prompt_that_caused_them(journal: Journal) -> None:
    late = START + 45 * MINUTE
    add(journal, *WORK, a_run(7, late, prompt_group="p-1"), a_run(8, late, prompt_group=None))
    split(journal, "u-2")
    assert shapes(journal) == [["u-0", "u-1", "u-7"], ["u-2", "u-8", "u-3"]]
    add(journal, an_exchange(5, late - MINUTE))  # a prompt between that run and what it belonged to
    assert shapes(journal) == [["u-0", "u-1", "u-7"], ["u-2", "u-8", "u-3"], ["u-5"]]
    assert_sums_fit(journal)


@pytest.mark.parametrize(
    ("at", "told"),
    [("u-0", "comes before"), ("u-10", "not one of the entry"), ("u-7", "belongs to the prompt")],
)
def test_where_there_is_nothing_to_cut_the_reason_is_said(journal: Journal, at: str, told: str) -> None:
    add(journal, *WORK, *OTHER_WORK, a_run(7, START + 21 * MINUTE, prompt_group="p-1"))
    before = dump(journal)
    with pytest.raises(AijournalError, match=told):
        journal.reshaping.split(numbers(journal)[0], exchange_id(journal, at), NOW)
    assert dump(journal) == before
    assert journal.undo(NOW) is None


def test_what_was_typed_by_hand_or_is_gone_is_neither_split_nor_merged(journal: Journal) -> None:
    add(journal, *WORK)
    typed = journal.log(EntryLine("by hand"), NOW, Door.QUICK_LOG).interaction.id
    (imported, *_) = numbers(journal)
    with pytest.raises(AijournalError, match="read from logs"):
        journal.reshaping.split(typed, exchange_id(journal, "u-1"), NOW)
    for asked, told in (
        ([imported, typed], "read from logs"),
        ([imported, 999], "deleted, joined or merged"),
        ([imported, imported], "two entries"),
        ([], "two entries"),
    ):
        with pytest.raises(AijournalError, match=told):
            journal.reshaping.merge(asked, NOW)
        with pytest.raises(AijournalError, match=told):
            journal.reshaping.preview(asked, NOW)


def test_entries_of_different_tools_are_not_merged(journal: Journal) -> None:
    add(journal, *WORK)
    run = journal.imports.begin("codex", "codex", NOW)
    journal.imports.finish(run, NOW)
    journal._db.execute(
        "INSERT INTO interaction (uid, source, started_at, ended_at, time_zone, "
        "utc_offset_minutes, local_day) VALUES ('x', 'codex', 1, 1, 'UTC', 0, '1970-01-01')"
    )
    with pytest.raises(AijournalError, match="different tools"):
        journal.reshaping.merge(numbers(journal), NOW)


def test_words_and_verdict_stay_with_the_first_part(journal: Journal) -> None:
    add(journal, *WORK)
    (entry,) = numbers(journal)
    journal.edit(entry, EntryWords("login", "lantern", "debugging", ("ci",)), NOW)
    journal.assess(entry, SAVED, NOW)
    before = dump(journal)
    first, second = split(journal, "u-1")
    assert first.interaction.id == entry
    assert (first.interaction.title, first.interaction.tags) == ("login", ("ci",))
    assert first.assessment is not None
    assert first.assessment.net_minutes == 15
    own = second.interaction
    assert (own.title, own.tags, second.assessment) == (None, (), None)
    assert (own.project, own.task, own.is_asked) == ("lantern", "debugging", True)
    assert_undone_and_redone(journal, before)


def test_the_entry_goes_with_the_exchange_that_was_useful(journal: Journal) -> None:
    add(journal, *WORK)
    (entry,) = numbers(journal)
    useful = exchange_id(journal, "u-3")
    journal.assess(entry, replace(SAVED, useful_exchange_id=useful), NOW)
    before = dump(journal)
    first, second = split(journal, "u-2")
    assert (second.interaction.id, first.assessment) == (entry, None)
    assert second.assessment is not None
    assert second.assessment.useful_exchange_id == useful
    assert natives(journal, first.interaction.id) == ["u-0", "u-1"]
    assert_undone_and_redone(journal, before)


@pytest.mark.parametrize("seed", range(6))
def test_an_entry_that_begins_later_is_drawn_and_named_anew(seed: int) -> None:
    with a_journal(audit_share=0.5) as journal, a_journal(audit_share=0.5) as apart:
        for one in (journal, apart):
            one._db.execute("UPDATE journal_key SET secret = ?", [bytes([seed]) * 8])
        add(journal, *WORK, *OTHER_WORK)
        add(apart, *OTHER_WORK)
        merged = journal.reshaping.merge(numbers(journal), NOW).interaction.id
        useful = exchange_id(journal, "u-11")
        journal.assess(merged, replace(SAVED, useful_exchange_id=useful), NOW)
        before = dump(journal)
        _, second = split(journal, "u-10")
        (drawn,) = apart.entries(EVERYTHING, NOW, 9).rows
        assert (second.interaction.id, second.interaction.is_audit) == (merged, drawn.interaction.is_audit)
        assert without_names(journal)[1:] == without_names(apart)
        assert_undone_and_redone(journal, before)


def test_an_estimate_of_the_whole_says_no_more_of_a_part(journal: Journal) -> None:
    add(journal, *WORK)
    (entry,) = numbers(journal)
    journal.assess(entry, Assessment(Outcome.HELPED, unaided_minutes=100), NOW)
    spent = detail(journal, entry).entry.interaction.active_minutes or 0
    first, _ = split(journal, "u-1")
    assert first.assessment is not None
    assert (first.assessment.net_minutes, first.assessment.unaided_minutes) == (100 - spent, 100)


def test_a_later_start_moves_the_day_and_the_clock(journal: Journal) -> None:
    night = datetime(2026, 11, 1, 5, 45, tzinfo=NOW.tzinfo)  # 1:45 before the clocks in New York go back
    add(journal, *(an_exchange(number, night + 20 * number * MINUTE) for number in range(2)))
    first, second = split(journal, "u-1")
    assert [one.interaction.utc_offset_minutes for one in (first, second)] == [-240, -300]
    (entry,) = [journal.reshaping.merge(numbers(journal), NOW).interaction]
    assert entry.utc_offset_minutes == -240


def test_entries_of_two_conversations_become_one_for_good(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    before = dump(journal)
    merged = journal.reshaping.merge(numbers(journal), NOW)
    assert shapes(journal) == [["u-0", "u-1", "u-2", "u-3", "u-10", "u-11"]]
    assert (merged.interaction.exchanges, merged.interaction.is_closed) == (6, True)
    assert_undone_and_redone(journal, before)
    for conversation in ("c-1", "c-2"):
        add(journal, an_exchange(20, START + 10 * MINUTE, conversation_id=conversation))
    assert shapes(journal)[0] == ["u-0", "u-1", "u-2", "u-3", "u-10", "u-11"]
    assert_sums_fit(journal)


def test_a_merged_entry_of_two_conversations_is_split_again(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    journal.reshaping.merge(numbers(journal), NOW)
    before = dump(journal)
    _, second = split(journal, "u-10")
    assert shapes(journal) == [["u-0", "u-1", "u-2", "u-3"], ["u-10", "u-11"]]
    query = "SELECT conversation_id FROM interaction WHERE id = ?"
    assert journal._db.execute(query, [second.interaction.id]).fetchone() == ("c-2",)
    assert_undone_and_redone(journal, before)


def judged(journal: Journal, *said: Assessment) -> list[int]:
    """Import two entries, judge them one after the other, and return their numbers."""
    add(journal, *WORK, *OTHER_WORK)
    for hours, (number, assessment) in enumerate(zip(numbers(journal), said, strict=False)):
        journal.assess(number, assessment, NOW + hours * HOUR)
    return numbers(journal)


def test_one_verdict_is_kept_wherever_it_was(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    _, later = numbers(journal)
    journal.edit(later, EntryWords("login", "shop", "debugging", ("ci",)), NOW)
    journal.assess(later, SAVED, NOW)
    before = dump(journal)
    plan = journal.reshaping.preview(numbers(journal), NOW)
    assert (plan.chosen and plan.chosen.interaction.id, plan.given_up) == (later, ())
    merged = journal.reshaping.merge(numbers(journal), NOW)
    assert merged.assessment == plan.assessment
    assert merged.assessment is not None
    assert merged.assessment.outcome is Outcome.HELPED
    assert (merged.interaction.title, merged.interaction.task) == ("login", "debugging")
    assert merged.interaction.tags == ("ci",)
    found = journal.entries(replace(EVERYTHING, search="worth login ci"), NOW, 9).rows
    assert [row.interaction.id for row in found] == [merged.interaction.id]
    assert_undone_and_redone(journal, before)


def test_of_several_verdicts_the_newest_is_kept_and_minutes_add_up(journal: Journal) -> None:
    entries = judged(
        journal,
        Assessment(Outcome.HELPED, net_minutes=20, rework_minutes=4, note="first"),
        Assessment(Outcome.HURT, net_minutes=-5, note="second"),
    )
    plan = journal.reshaping.preview(entries, NOW)
    assert [one.interaction.id for one in plan.given_up] == entries[:1]
    before = dump(journal)
    said = journal.reshaping.merge(entries, NOW).assessment
    assert said is not None
    assert (said.outcome, said.net_minutes, said.rework_minutes) == (Outcome.HURT, 15, 4)
    assert said.note == "first\n\nsecond"
    assert_undone_and_redone(journal, before)
    journal.undo(NOW)
    said = journal.reshaping.merge(entries, NOW, verdict_of=entries[0]).assessment
    assert said is not None
    assert (said.outcome, said.net_minutes) == (Outcome.HELPED, 15)


def test_an_estimate_beside_no_time_on_record_adds_nothing_to_the_total(journal: Journal) -> None:
    """The run knows no time spent; that of the prompt is not what the estimate was an estimate beside."""
    add(journal, a_run(1, START), an_exchange(2, START + 3 * HOUR, conversation_id="c-2"))
    run, prompt = numbers(journal)
    journal.assess(run, Assessment(Outcome.HELPED, unaided_minutes=60), NOW)
    before = net_of_all(journal)
    merged = journal.reshaping.merge([run, prompt], NOW)
    assert net_of_all(journal) == before == 0
    assert merged.interaction.active_minutes
    assert merged.assessment is not None
    assert merged.assessment.unaided_minutes is None


@pytest.mark.parametrize("named", [0, 1])
def test_a_project_that_the_person_named_is_kept_and_told_before(journal: Journal, named: int) -> None:
    add(journal, *WORK, *(replace(one, project="shop-api") for one in OTHER_WORK))
    entries = numbers(journal)
    journal.edit(entries[named], EntryWords(project="maps"), NOW)
    before = dump(journal)
    assert journal.reshaping.preview(entries, NOW).words.project == "maps"
    merged = journal.reshaping.merge(entries, NOW)
    assert merged.interaction.project == "maps"
    assert_undone_and_redone(journal, before)
    add(journal, an_exchange(99, START - 5 * MINUTE, project="bakery"))
    assert detail(journal, merged.interaction.id).entry.interaction.project == "maps"


def test_that_work_belongs_to_no_project_is_kept_too(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    entries = numbers(journal)
    journal.edit(entries[1], EntryWords(), NOW)
    merged = journal.reshaping.merge(entries, NOW)
    assert merged.interaction.project is None


def test_what_was_skipped_for_today_is_skipped_in_its_parts_and_nothing_else(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    whole, other = numbers(journal)
    journal.skip(whole, NOW)
    journal.reshaping.split(whole, exchange_id(journal, "u-2"), NOW)
    assert [row.interaction.id for row in journal.inbox(NOW, 9)] == [other]
    journal.reshaping.split(other, exchange_id(journal, "u-11"), NOW)
    assert journal.inbox_count(NOW) == 2
    assert journal.inbox_count(NOW + timedelta(days=1)) == 4


def test_a_part_without_a_prompt_is_not_asked_about(journal: Journal) -> None:
    """A script wrote the later prompt; nobody is asked how that went."""
    add(journal, *WORK[:2], replace(an_exchange(5, START + 25 * MINUTE), is_scripted=True))
    (whole,) = numbers(journal)
    assert journal.inbox_count(NOW) == 1
    journal.reshaping.split(whole, exchange_id(journal, "u-5"), NOW)
    assert [row.interaction.id for row in journal.inbox(NOW, 9)] == [whole]


def test_new_work_is_not_added_to_time_saved(journal: Journal) -> None:
    entries = judged(
        journal, Assessment(Outcome.HELPED, net_minutes=90, is_new_work=True), Assessment(net_minutes=10)
    )
    said = journal.reshaping.merge(entries, NOW, verdict_of=entries[1]).assessment
    assert said is not None
    assert (said.is_new_work, said.net_minutes) == (None, 10)


DENSE = [an_exchange(number, START + 14 * number * MINUTE) for number in range(4)]
HALVES: Sequence[Sequence[Exchange]] = (DENSE[::2], DENSE[1::2])


@pytest.mark.parametrize("first", [0, 1])
def test_the_other_half_of_the_logs_reshapes_nothing(journal: Journal, first: int) -> None:
    add(journal, *HALVES[first])
    split(journal, HALVES[first][1].native_id)
    add(journal, *HALVES[1 - first])
    kept = [[one.native_id] for one in HALVES[first]]
    assert all(shape in shapes(journal) for shape in kept)
    assert sorted(chain(*shapes(journal))) == ["u-0", "u-1", "u-2", "u-3"]
    assert_sums_fit(journal)
    before = shapes(journal)
    for _ in range(2):
        again = add(journal, *DENSE)
        assert (again.imported, again.calls_new, shapes(journal)) == (0, 0, before)


def test_an_exchange_that_goes_on_grows_in_its_part(journal: Journal) -> None:
    add(journal, *WORK)
    split(journal, "u-3")
    grown = replace(WORK[3], calls=(*WORK[3].calls, a_call("msg_late", START + 2 * HOUR)))
    add(journal, grown, an_exchange(4, START + 61 * MINUTE))
    assert shapes(journal) == [["u-0", "u-1", "u-2"], ["u-3"], ["u-4"]]
    assert detail(journal, numbers(journal)[1]).entry.interaction.calls == 3
    assert_sums_fit(journal)


def test_what_came_since_finds_its_place_when_a_merge_is_undone(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    before = shapes(journal)
    journal.reshaping.merge(numbers(journal), NOW)
    last = OTHER_WORK[-1]
    add(journal, a_run(7, last.started_at + MINUTE, conversation_id="c-2", prompt_group=last.prompt_group))
    add(journal, an_exchange(12, last.started_at + 9 * MINUTE, conversation_id="c-2"))
    assert len(shapes(journal)) == 2
    journal.undo(NOW)
    assert shapes(journal) == [before[0], [*before[1], "u-7", "u-12"]]
    assert_sums_fit(journal)
    journal.redo(NOW)
    assert len(shapes(journal)) == 2
    assert "u-7" in shapes(journal)[0]
    assert_sums_fit(journal)


def test_it_is_undone_after_a_restart(paths: Paths) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        add(journal, *WORK, *OTHER_WORK)
        states = [dump(journal)]
        split(journal, "u-1")
        states.append(dump(journal))
        journal.reshaping.merge(numbers(journal)[1:], NOW)
        states.append(dump(journal))
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        for before in reversed(states[:-1]):
            journal.undo(NOW)
            assert dump(journal) == before
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        for after in states[1:]:
            journal.redo(NOW)
            assert dump(journal) == after


def test_parts_are_deleted_and_restored_and_stay_deleted(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    split(journal, "u-2")
    journal.reshaping.merge(numbers(journal)[1:], NOW)
    before = dump(journal)
    merged = numbers(journal)[1]
    journal.trash.delete([merged], NOW)
    again = add(journal, *WORK, *OTHER_WORK)
    assert (shapes(journal), again.imported) == ([["u-0", "u-1"]], 0)
    journal.trash.restore(journal.trash.contents()[0].id, NOW)
    assert dump(journal) == before
    for _ in range(4):
        journal.undo(NOW)
    assert len(shapes(journal)) == 2
    assert_sums_fit(journal)


def test_purging_a_merged_entry_takes_the_words_of_its_parts_with_it(journal: Journal, paths: Paths) -> None:
    entries = judged(journal, replace(SAVED, note="quagmire"), SAVED)
    typed = journal.log(
        EntryLine("swampland", tool="claude-code", started_at=START), NOW, Door.QUICK_LOG
    ).interaction.id
    journal.same_work.join(typed, entries[1], NOW)
    merged = journal.reshaping.merge(entries, NOW).interaction.id
    purge_entries(journal.trash, paths, [merged])
    rows = journal._db.execute("SELECT before, after FROM undo_row").fetchall()
    told = " ".join(str(text) for row in rows for text in row)
    assert "quagmire" not in told
    assert "swampland" not in told
    assert numbers(journal) == []
    while journal.undo(NOW):
        assert_sums_fit(journal)
    assert add(journal, *WORK, *OTHER_WORK).imported == 0


def test_purging_one_part_leaves_the_other_whole(journal: Journal, paths: Paths) -> None:
    add(journal, *WORK)
    first, second = split(journal, "u-2")
    purge_entries(journal.trash, paths, [second.interaction.id])
    assert journal.undo(NOW) is None
    assert shapes(journal) == [["u-0", "u-1"]]
    assert detail(journal, first.interaction.id).entry.interaction.is_closed
    assert add(journal, *WORK).imported == 0
    assert_sums_fit(journal)


def test_what_is_not_the_same_work_is_not_offered_for_the_parts_again(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    line = EntryLine("by hand", tool="claude-code", started_at=START)
    typed = journal.log(line, NOW, Door.QUICK_LOG).interaction.id
    for number in numbers(journal):
        if number != typed:
            journal.same_work.keep_apart(typed, number, NOW)
    before = dump(journal)
    split(journal, "u-2")
    assert journal.same_work.offers(NOW) == ()
    assert_undone_and_redone(journal, before)


def test_neighbours_are_of_the_same_conversation(journal: Journal) -> None:
    add(journal, *WORK, *OTHER_WORK)
    split(journal, "u-1")
    split(journal, "u-2")
    first, second, third, other = numbers(journal)
    assert journal.reshaping.neighbours(second) == (first, third)
    assert journal.reshaping.neighbours(first) == (None, second)
    assert journal.reshaping.neighbours(other) == (None, None)
    assert journal.reshaping.neighbours(999) == (None, None)


def test_the_cost_of_a_part_is_worked_out_anew(journal: Journal) -> None:
    add(journal, *WORK)
    (entry,) = numbers(journal)
    journal.assess(entry, SAVED, NOW)
    costs = [sum(day.cost_usd or 0 for day in journal.value_days(EVERYTHING, with_cost=True))]
    split(journal, "u-2")
    costs.append(sum(day.cost_usd or 0 for day in journal.value_days(EVERYTHING, with_cost=True)))
    assert costs[0] == 2 * costs[1] > 0


_GROUPS = (None, GroupBy.SOURCE, GroupBy.MODEL, GroupBy.PROJECT, GroupBy.TASK, GroupBy.DAY)


def totals(journal: Journal) -> list[object]:
    """Return what no reshaping may change: tokens, calls and cost by group, and exchanges."""
    tables = [journal.totals(EVERYTHING, by) for by in _GROUPS]
    return [
        *(
            [replace(row, interactions=0, exchanges=0) for row in table.rows if row.calls]
            for table in tables[:1] + tables[1:4] + tables[5:]
        ),
        tables[0].total.exchanges,
        tables[0].total.cost_usd,
    ]


def net_of_all(journal: Journal) -> float:
    return sum(day.net_minutes for day in journal.value_days(EVERYTHING))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), acts=st.lists(st.tuples(st.booleans(), st.randoms()), max_size=8))
def test_totals_are_kept_whatever_is_split_and_merged(seed: int, acts: list[tuple[bool, Any]]) -> None:
    with a_journal() as journal:
        work = fill(journal, seed)
        before, states, done = totals(journal), [dump(journal)], 0
        for is_split, chance in acts:
            done += _split_one(journal, chance) if is_split else _merge_some(journal, chance)
            states.append(dump(journal))
            assert totals(journal) == before
        assert journal.checks.full().is_sound
        shape = shapes(journal)
        add(journal, *work.values())
        assert shapes(journal) == shape
        for state in [one for one, _ in groupby(map(repr, reversed(states)))][1:]:
            journal.undo(NOW)
            assert repr(dump(journal)) == state
        for _ in range(done):
            journal.redo(NOW)
        assert shapes(journal) == shape


def _split_one(journal: Journal, chance: Any) -> int:
    entries = [one for one in numbers(journal) if len(detail(journal, one).exchanges) > 1]
    if not entries:
        return 0
    entry = chance.choice(entries)
    exchange, net = chance.choice(detail(journal, entry).exchanges), net_of_all(journal)
    try:
        journal.reshaping.split(entry, exchange.id, NOW)
    except AijournalError:
        return 0
    assert net_of_all(journal) == pytest.approx(net)
    return 1


def _merge_some(journal: Journal, chance: Any) -> int:
    entries = [one for one in numbers(journal) if detail(journal, one).entry.interaction.source]
    if len(entries) < 2:
        return 0
    some = chance.sample(entries, chance.randrange(2, min(4, len(entries)) + 1))
    expected = [net_minutes(detail(journal, one)) for one in some]
    plan, net = journal.reshaping.preview(some, NOW), net_of_all(journal)
    merged = journal.reshaping.merge(some, NOW)
    said = net_minutes(detail(journal, merged.interaction.id))
    known = [minutes for minutes in expected if minutes is not None]
    is_new_work = plan.assessment is not None and plan.assessment.is_new_work
    assert said == (pytest.approx(sum(known)) if known and not is_new_work else None)
    assert net_of_all(journal) == pytest.approx(net + (plan.net_after or 0) - (plan.net_before or 0))
    assert (merged.assessment, merged.interaction.project) == (plan.assessment, plan.words.project)
    return 1
