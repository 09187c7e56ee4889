"""A whole journal taken in: an equal one in an empty place, and what is missing in one that is not."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Accepted, Assessment, Door, LeftMe, Motive, Need, Outcome, Quality
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import Charge, Exchange, LogLocation
from aijournal.domain.kept_trial import TaskToLock, TrialPlan
from aijournal.domain.review import PickedItem, ReviewText
from aijournal.domain.saved_view import EntryView
from aijournal.domain.trial import LockedForecast, TaskSize
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from tests.journal import drawn_work
from tests.journal.builders import NOW, a_call, add, an_exchange
from tests.journal.dumps import dump, lasting
from tests.journal.exports import export, open_in, take_in

_Act = Callable[[Journal, list[int], int], object]
Drawn = list[tuple[_Act, int]]
HELPED = Assessment(Outcome.HELPED, net_minutes=15, note="worth it", door=Door.INBOX)
HURT = Assessment(Outcome.HURT, net_minutes=-15, door=Door.INBOX)


def numbers(journal: Journal) -> list[int]:
    return [row.interaction.id for row in journal.entries(EVERYTHING, NOW, 1_000).rows]


def work(*numbered: int, **more: Any) -> list[Exchange]:
    """Return exchanges of one conversation, five minutes apart, the first an hour and a half ago."""
    began = NOW - timedelta(minutes=90)
    return [an_exchange(one, began + timedelta(minutes=5 * one), **more) for one in numbered]


def outcomes(journal: Journal) -> dict[tuple[str, ...], Outcome | None]:
    """Return the outcome of each entry by the native ids of its exchanges."""
    details = drawn_work.details(journal)
    return {
        tuple(sorted(exchange.native_id for exchange in one.exchanges)): one.entry.assessment.outcome
        if one.entry.assessment
        else None
        for one in details
    }


def assert_equal(journal: Journal, exported: bytes, expected: object) -> None:
    """Assert that a journal holds what an export said, down to the bytes of one of its own."""
    assert lasting(journal) == expected
    assert export(journal) == exported
    assert journal.checks.full().is_sound


@pytest.mark.parametrize("seed", range(4))
def test_drawn_work_comes_back_equal_row_for_row(journal: Journal, tmp_path: Path, seed: int) -> None:
    drawn_work.fill(journal, seed)
    exported = export(journal)
    with open_in(tmp_path / "other") as other:
        result = take_in(other, exported, tmp_path)
        assert (result.imported.rejected, result.different, result.imported.duplicates) == (0, 0, 0)
        assert dump(other) == dump(journal)
        assert_equal(other, exported, lasting(journal))


def everything(journal: Journal) -> None:
    """Let a journal hold something of every kind."""
    place = LogLocation(Path("/logs/one.jsonl"), 12)
    charged = a_call("charged", NOW - timedelta(days=3), charges=(Charge(Decimal("0.110"), "credit"),))
    add(journal, *work(1, 2, 3, location=place))
    add(journal, an_exchange(9, NOW - timedelta(days=2), conversation_id="c-2", calls=1))
    add(journal, replace(an_exchange(8, NOW - timedelta(days=3), conversation_id="c-3"), calls=(charged,)))
    first, second, third = numbers(journal)
    typed = journal.log(
        EntryLine("by hand", tool="chatgpt", model="gpt-5", url="https://example.org"), NOW, Door.INBOX
    )
    useful = drawn_work.detail(journal, first).exchanges[1].id
    journal.assess(first, replace(FULL, useful_exchange_id=useful), NOW)
    journal.edit(second, EntryWords("Grüße \U0001f600 \x00 end", "maps", "writing", ("ci", "slow")), NOW)
    journal.skip(third, NOW)
    journal.same_work.keep_apart(typed.interaction.id, first, NOW)
    journal.rework.answer(first, 7.5, NOW)
    journal.marks.add(NOW.date(), "a new model", NOW)
    journal.marks.add(NOW.date(), "a new model", NOW)
    for name in ("writing", "tests", "reviews"):
        journal.task_list.add(name, NOW) if name != "writing" else journal.task_list.retire(name, NOW)
    journal.task_list.move("reviews", 0, NOW)
    journal.bottlenecks.add("review", None, NOW.date(), NOW)
    journal.saved_views.begin_with(journal.saved_views.save("Größe", EntryView(), NOW), NOW)
    picked = journal.review.pick(journal.numbers(EVERYTHING)[0], NOW)
    journal.review.write(PickedItem(picked, "Stuck for a week", "Found it", "Checked it"), NOW)
    journal.review.say(ReviewText.LEARNED, "Short prompts", NOW)
    journal.kept_names.add("Quillwort", NOW)
    trial = journal.trials.begin(TrialPlan("Größe?", "Is it?", stop_tasks=9, stop_day=NOW.date()), NOW)
    forecast = LockedForecast(20.0, 10.5, 0.75, TaskSize.LARGE)
    task = journal.trial_tasks.lock(trial.id, TaskToLock("one \x00 task", forecast, "tests"), NOW)
    journal.trial_tasks.lock(trial.id, TaskToLock("another", LockedForecast(5.0)), NOW, "too urgent")
    journal.trial_clock.start(task.id, NOW)
    journal.trial_tasks.link(task.id, [first], NOW)
    journal.trial_tasks.done(task.id, NOW + timedelta(minutes=17))
    journal.trial_tasks.answer_rework(task.id, 2.5, NOW + timedelta(days=8))
    journal.trial_tasks.mark_violated(task.id, NOW)
    journal.mirror.pause("S1", NOW.date() + timedelta(days=30), NOW)
    deleted = journal.log(EntryLine("gone"), NOW, Door.INBOX).interaction.id
    add(journal, an_exchange(20, NOW - timedelta(days=5), conversation_id="c-gone"))
    journal.trash.delete([deleted, numbers(journal)[-1]], NOW)


FULL: Final = Assessment(
    outcome=Outcome.UNSURE,
    need=Need.SLOWER,
    net_minutes=-12.25,
    unaided_minutes=1.0,
    forecast_without_minutes=3.5,
    forecast_with_minutes=0.0,
    accepted=Accepted.PARTLY,
    would_do_again=False,
    bottleneck="review",
    is_new_work=False,
    quality=Quality.SAME,
    motive=Motive.COUNTED,
    unblocked="a\nline",
    note="<b>&amp;</b>",
    confidence=0.1,
    left_me=LeftMe.DRAINED,
    seconds_taken=2.5,
    door=Door.DETAIL,
)


def test_something_of_every_kind_comes_back(journal: Journal, tmp_path: Path) -> None:
    everything(journal)
    exported, expected = export(journal), lasting(journal)
    assert all(expected[table] for table in expected if table not in {"joined_entry", "merged_entry"})
    with open_in(tmp_path / "other") as other:
        assert take_in(other, exported, tmp_path).imported.rejected == 0
        assert_equal(other, exported, expected)
        assert [entry.prompt for entry in other.entries(EVERYTHING, NOW, 9).rows] == [
            entry.prompt for entry in journal.entries(EVERYTHING, NOW, 9).rows
        ]


def test_what_was_deleted_stays_deleted_when_logs_are_read_again(journal: Journal, tmp_path: Path) -> None:
    add(journal, *work(1), an_exchange(20, NOW, conversation_id="c-gone"))
    journal.trash.delete(numbers(journal)[:1], NOW)
    with open_in(tmp_path / "other") as other:
        take_in(other, export(journal), tmp_path)
        before = lasting(other)
        add(other, *work(1), an_exchange(20, NOW, conversation_id="c-gone"))
        assert lasting(other) == before


def test_logs_that_are_read_afterwards_go_on_where_they_ended(journal: Journal, tmp_path: Path) -> None:
    add(journal, *work(1, 2))
    (number,) = numbers(journal)
    with open_in(tmp_path / "other") as other:
        take_in(other, export(journal), tmp_path)
        for one in (journal, other):
            added = add(one, *work(1, 2, 3))
            assert (added.exchanges_new, added.duplicates, numbers(one)) == (1, 6, [number])
        assert lasting(other) == lasting(journal)


def test_undo_moves_all_of_it_to_the_trash_and_redo_brings_it_back(journal: Journal, tmp_path: Path) -> None:
    everything(journal)
    exported, expected = export(journal), lasting(journal)
    with open_in(tmp_path / "other") as other:
        empty = lasting(other)
        take_in(other, exported, tmp_path)
        assert other.undo(NOW) == "Imported an export"
        left = lasting(other)
        assert {table: left[table] for table in left if table not in {"tombstone", "journal_key"}} == {
            table: empty[table] for table in empty if table not in {"tombstone", "journal_key"}
        }
        (item,) = other.trash.contents()
        assert (item.entries, item.label) == (4, "Imported an export")
        assert other.imports.runs(1)[0].undone
        again = take_in(other, exported, tmp_path).imported  # it was taken back: that is a deletion
        assert (again.interactions_new, again.exchanges_new, again.calls_new) == (0, 0, 0)
        other.undo(NOW)
        assert other.trash.restore(item.id, NOW)
        brought_back = lasting(other)
        assert brought_back["interaction"] == expected["interaction"]
        assert brought_back["assessment"] == expected["assessment"]


def test_undone_and_done_again_it_is_the_same(journal: Journal, tmp_path: Path) -> None:
    everything(journal)
    exported, expected = export(journal), lasting(journal)
    with open_in(tmp_path / "other") as other:
        take_in(other, exported, tmp_path)
        for _ in range(2):
            other.undo(NOW)
            assert numbers(other) == []
            assert other.redo(NOW) == "Imported an export"
            assert_equal(other, exported, expected)


def test_an_import_can_be_taken_back_later_as_others_are(journal: Journal, tmp_path: Path) -> None:
    """What somebody judged stays, as with logs: here that was before."""
    add(journal, *work(1), an_exchange(30, NOW, conversation_id="c-2"))
    journal.assess(numbers(journal)[0], HELPED, NOW)
    with open_in(tmp_path / "other") as other:
        take_in(other, export(journal), tmp_path)
        other.marks.add(NOW.date(), "later", NOW)
        other.trash.undo_imports([other.imports.runs(1)[0].number], NOW)
        assert outcomes(other) == {("u-30",): Outcome.HELPED}
        other.undo(NOW)
        assert outcomes(other) == outcomes(journal)


def test_sample_data_and_a_persons_own_do_not_mix(journal: Journal, tmp_path: Path) -> None:
    journal.log(EntryLine("mine"), NOW, Door.INBOX)
    with open_in(tmp_path / "demo") as demo, open_in(tmp_path / "new") as new:
        demo.mark_as_demo()
        demo.log(EntryLine("invented"), NOW, Door.INBOX)
        for one, exported in ((journal, export(demo)), (demo, export(journal))):
            before = lasting(one)
            with pytest.raises(AijournalError, match="do not mix"):
                take_in(one, exported, tmp_path)
            assert lasting(one) == before
        take_in(new, export(demo), tmp_path)
        assert new.is_demo
        assert lasting(new) == lasting(demo)


def _log(journal: Journal, _: list[int], number: int) -> None:
    line = EntryLine(
        f"by hand {number}",
        tool="claude-code",
        model=("gpt-5", None)[number % 2],
        typed_tokens=number or None,
    )
    journal.log(replace(line, started_at=NOW - timedelta(hours=number)), NOW, Door.QUICK_LOG)


def _judge(journal: Journal, entries: list[int], number: int) -> None:
    exchanges = drawn_work.detail(journal, entries[0]).exchanges
    useful = exchanges[number % len(exchanges)].id if exchanges else None
    journal.assess(entries[0], replace((HELPED, HURT, FULL)[number % 3], useful_exchange_id=useful), NOW)


def _split(journal: Journal, entries: list[int], number: int) -> None:
    exchanges = drawn_work.detail(journal, entries[0]).exchanges
    journal.reshaping.split(entries[0], exchanges[number % max(1, len(exchanges))].id, NOW)


def _purge(journal: Journal, entries: list[int], number: int) -> None:
    if number == 3:
        journal.trash.purge(journal.trash.uids(entries[:1]))


ACTS: Final[tuple[_Act, ...]] = (
    _log,
    _judge,
    _split,
    _purge,
    lambda journal, _, number: add(journal, *work(*range(number, number + 3))),
    lambda journal, _, number: add(journal, *work(10 + number, conversation_id="c-2", project="maps")),
    lambda journal, entries, _: journal.reshaping.merge(entries[:2], NOW),
    lambda journal, entries, _: journal.trash.delete(entries[:1], NOW),
    lambda journal, _, number: journal.trash.restore(journal.trash.contents()[0].id, NOW) if number else None,
    lambda journal, _, number: journal.trash.empty(NOW, timedelta()) if number == 5 else None,
    lambda journal, _, number: [journal.undo(NOW) for _ in range(number % 3)],
    lambda journal, entries, number: journal.edit(
        entries[0],
        EntryWords(f"t{number}" if number % 2 else None, (None, "shop", "x")[number % 3], "tests"),
        NOW,
    ),
    lambda journal, entries, _: journal.assess(
        entries[0], Assessment(), NOW, cleared=("outcome", "net_minutes")
    ),
    lambda journal, entries, _: journal.skip(entries[0], NOW),
    lambda journal, entries, _: journal.same_work.join(*_pair(journal, entries), NOW),
    lambda journal, entries, _: journal.same_work.keep_apart(*_pair(journal, entries), NOW),
    lambda journal, _, number: journal.task_list.move(("tests", "writing")[number % 2], number % 2, NOW),
    lambda journal, _, number: journal.marks.add(NOW.date(), f"mark {number % 2}", NOW),
)


def _pair(journal: Journal, entries: list[int]) -> tuple[int, int]:
    """Return a typed entry and an imported one; raises where there is no such pair."""
    by_hand = {
        number: drawn_work.detail(journal, number).entry.interaction.source is None for number in entries
    }
    typed, imported = ([one for one in by_hand if by_hand[one] is kind] for kind in (True, False))
    return typed[0], imported[0]


def act_at_random(journal: Journal, acts: Drawn) -> None:
    """Do acts, each upon the entries from one on; what cannot be done is left out."""
    for act, number in acts:
        entries = numbers(journal)
        with suppress(AijournalError, IndexError):
            act(journal, entries[number % (len(entries) or 1) :], number)


DRAWN = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=25)


@settings(max_examples=40, deadline=None)
@given(acts=DRAWN)
def test_whatever_was_done_comes_back_equal(acts: Drawn) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_in(folder / "one") as journal, open_in(folder / "other") as other:
            act_at_random(journal, acts)
            exported, expected = export(journal), lasting(journal)
            result = take_in(other, exported, folder)
            assert (result.imported.rejected, result.different) == (0, 0)
            assert_equal(other, exported, expected)
            came = dump(other)
            if other.undo(NOW):
                assert numbers(other) == []
                other.redo(NOW)
                assert dump(other) == came
