"""The journal as its users see it: facts in, verdicts in, sums and lists out."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from sqlcipher3 import dbapi2 as sqlite

from aijournal.domain.assessment import Accepted, Assessment, Door, LeftMe, Motive, Need, Outcome, Quality
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.facts import ExchangeKind
from aijournal.domain.period import Period
from aijournal.domain.tokens import TokenUsage
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError, DamagedJournalError
from aijournal.journal.journal import Journal
from aijournal.journal.last_said import LOOKED_BACK
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import MODEL, NEW_YORK, NOW, a_call, add, an_exchange

HELPED = Assessment(Outcome.HELPED, Need.SLOWER, net_minutes=15, door=Door.INBOX)


def raw(paths: Paths, query: str) -> list[tuple[object, ...]]:
    """Ask the file itself, through a second connection of the same library."""
    connection = sqlite.connect(str(paths.journal))
    rows: list[tuple[object, ...]] = connection.execute(query).fetchall()
    connection.close()
    return rows


def test_exchanges_without_a_long_pause_are_one_interaction(journal: Journal) -> None:
    added = add(
        journal, *(an_exchange(number, NOW - timedelta(minutes=60 - 20 * number)) for number in range(3))
    )
    assert (added.interactions_new, added.exchanges_new, added.calls_new) == (1, 3, 6)
    entry = journal.inbox(NOW, 10)[0]
    assert entry.interaction.exchanges == 3
    assert entry.interaction.usage == TokenUsage(60, 600, 6000, 300, cache_write_1h_tokens=120)
    assert entry.interaction.weighted_tokens == 60 + 1.25 * 480 + 2 * 120 + 0.1 * 6000 + 5 * 300
    assert entry.interaction.project == "shop"
    assert entry.interaction.model == MODEL
    assert entry.interaction.active_minutes == 30


def test_importing_again_changes_nothing(journal: Journal, paths: Paths) -> None:
    exchanges = [an_exchange(number, NOW - timedelta(hours=number)) for number in range(5)]
    add(journal, *exchanges)
    before = raw(paths, "SELECT * FROM interaction ORDER BY id")
    again = add(journal, *exchanges)
    assert (again.imported, again.duplicates) == (0, 15)
    assert raw(paths, "SELECT * FROM interaction ORDER BY id") == before
    assert raw(paths, "SELECT count(*) FROM call") == [(10,)]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_files_never_matters(tmp_path: Path, seed: int) -> None:
    """Sums, grouping and the draw are the same however the facts arrive."""
    side = an_exchange(
        9,
        NOW - timedelta(minutes=170),
        calls=0,
        native_id="run:c-1:a:",
        kind=ExchangeKind.RUN,
        prompt_group="p-1",
        prompt_records=0,
    )
    replay = a_call("msg_1_0", NOW - timedelta(minutes=200), is_sidechain=True)
    own = a_call("msg_side", NOW - timedelta(minutes=169), is_sidechain=True)
    exchanges = [
        *(an_exchange(number, NOW - timedelta(minutes=240 - 40 * number)) for number in range(4)),
        an_exchange(1, NOW - timedelta(minutes=200), conversation_id="fork", prompt_group=None),
        an_exchange(5, NOW - timedelta(minutes=190), conversation_id="fork"),
        replace(side, calls=(replay, own)),
    ]
    outcomes = []
    for name in ("one", "other"):
        paths = Paths(*(tmp_path / name / part for part in ("data", "config", "state", "runtime")))
        with Journal.open(paths, Settings(audit_share=0.0), NEW_YORK) as opened:
            for exchange in exchanges:
                add(opened, exchange)
        outcomes.append(
            raw(
                paths,
                "SELECT local_day, interaction.started_at, interaction.ended_at, exchanges, calls, "
                "output_tokens, active_minutes, group_concat(native_id ORDER BY native_id) FROM interaction "
                "JOIN exchange ON interaction_id = interaction.id GROUP BY interaction.id ORDER BY 2",
            )
        )
        random.Random(seed).shuffle(exchanges)
    assert outcomes[0] == outcomes[1]
    assert sum(int(str(row[4])) for row in outcomes[0]) == 11


def test_a_judged_interaction_is_never_joined_by_what_comes_later(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(minutes=20)))
    judged = journal.assess(journal.inbox(NOW, 1)[0].interaction.id, HELPED, NOW)
    add(journal, an_exchange(2, NOW - timedelta(minutes=10)))
    rows = journal.entries(EVERYTHING, NOW, 10).rows
    assert [row.interaction.exchanges for row in rows] == [1, 1]
    assert rows[1].assessment == judged.assessment


def test_a_log_that_grew_completes_the_facts_of_a_judged_interaction(journal: Journal) -> None:
    begun = an_exchange(1, NOW - timedelta(minutes=20), calls=1)
    add(journal, begun)
    journal.assess(journal.inbox(NOW, 1)[0].interaction.id, HELPED, NOW)
    late = a_call("msg_late", NOW - timedelta(minutes=19))
    add(journal, replace(begun, calls=(late,), prompt_records=0))
    entry = journal.entries(EVERYTHING, NOW, 10).rows[0]
    assert entry.interaction.calls == 2
    assert entry.assessment is not None


def test_undoing_a_verdict_opens_the_interaction_again(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(minutes=20)))
    journal.assess(journal.inbox(NOW, 1)[0].interaction.id, HELPED, NOW)
    add(journal, an_exchange(2, NOW - timedelta(minutes=10)))
    assert journal.undo() == "Judged “helped”"
    waiting = journal.inbox(NOW, 10)
    assert [entry.interaction.exchanges for entry in waiting] == [2]
    assert waiting[0].assessment is None


def test_acts_are_undone_one_by_one_in_reverse(journal: Journal) -> None:
    entry = journal.log(
        EntryLine("fix the flaky login test", tags=("ci",), assessment=HELPED), NOW, Door.QUICK_LOG
    )
    number = entry.interaction.id
    journal.set_task(number, "debugging", NOW)
    journal.assess(number, Assessment(Outcome.HURT), NOW)
    assert journal.undo() == "Judged “hurt”"
    detail = journal.entry(number, NOW)
    assert detail is not None
    assert detail.entry.assessment == replace(HELPED, assessed_at=NOW, door=Door.QUICK_LOG)
    assert journal.undo() == "Changed the task type"
    assert journal.undo() == "Logged an entry"
    assert journal.entry(number, NOW) is None
    assert journal.undo() is None
    assert journal.entries(EntryFilter(search="flaky"), NOW, 10).rows == ()


def test_a_verdict_revised_keeps_what_was_left_open(journal: Journal) -> None:
    number = journal.log(
        EntryLine("sketch the schema", assessment=HELPED), NOW, Door.QUICK_LOG
    ).interaction.id
    revised = journal.assess(number, Assessment(rework_minutes=5), NOW + timedelta(days=7)).assessment
    assert revised is not None
    assert (revised.outcome, revised.net_minutes, revised.rework_minutes) == (Outcome.HELPED, 15, 5)


def test_what_was_said_can_be_taken_back_field_by_field(journal: Journal) -> None:
    number = journal.log(
        EntryLine("sketch the schema", assessment=HELPED), NOW, Door.QUICK_LOG
    ).interaction.id
    journal.assess(number, Assessment(quality=Quality.BETTER, note="about indexes"), NOW)
    taken = journal.assess(number, Assessment(motive=Motive.CHOSE), NOW, ("quality", "note")).assessment
    assert taken is not None
    assert (taken.quality, taken.note, taken.motive) == (None, None, Motive.CHOSE)
    assert (taken.outcome, taken.door) == (Outcome.HELPED, Door.QUICK_LOG)
    assert journal.entries(EntryFilter(search="indexes"), NOW, 10).rows == ()
    journal.undo()
    detail = journal.entry(number, NOW)
    assert detail is not None
    assert detail.entry.assessment is not None
    assert (detail.entry.assessment.quality, detail.entry.assessment.motive) == (Quality.BETTER, None)


def test_what_is_said_and_taken_back_at_once_is_said(journal: Journal) -> None:
    number = journal.log(EntryLine("x", assessment=HELPED), NOW, Door.INBOX).interaction.id
    revised = journal.assess(number, Assessment(net_minutes=5), NOW, ["net_minutes"]).assessment
    assert revised is not None
    assert revised.net_minutes == 5


def test_an_entry_of_which_nothing_is_said_any_more_waits_again(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=1)))
    number = journal.inbox(NOW, 1)[0].interaction.id
    journal.assess(number, Assessment(quality=Quality.BETTER, door=Door.DETAIL), NOW)
    assert journal.inbox_count(NOW) == 0
    assert journal.assess(number, Assessment(), NOW, ("quality",)).assessment is None
    assert journal.inbox_count(NOW) == 1
    journal.undo()
    assert journal.inbox_count(NOW) == 0
    again = journal.assess(number, Assessment(outcome=Outcome.HELPED), NOW).assessment
    assert again is not None
    assert (again.quality, again.door) == (Quality.BETTER, Door.DETAIL)


def test_taking_back_what_was_never_said_makes_no_verdict(journal: Journal) -> None:
    number = journal.log(EntryLine("x"), NOW, Door.INBOX).interaction.id
    assert journal.assess(number, Assessment(), NOW, ("motive",)).assessment is None


@pytest.mark.parametrize("field", ["assessed_at", "door", "colour"])
def test_when_and_how_it_was_said_cannot_be_taken_back(journal: Journal, field: str) -> None:
    number = journal.log(EntryLine("x", assessment=HELPED), NOW, Door.INBOX).interaction.id
    with pytest.raises(ValueError, match=field):
        journal.assess(number, Assessment(), NOW, (field,))
    detail = journal.entry(number, NOW)
    assert detail is not None
    assert detail.entry.assessment == replace(HELPED, assessed_at=NOW, door=Door.INBOX)


def _judged(journal: Journal, task: str | None, said: Assessment, days_ago: int) -> int:
    at = NOW - timedelta(days=days_ago)
    return journal.log(EntryLine("x", task=task, assessment=said), at, Door.INBOX).interaction.id


def test_each_field_is_remembered_by_what_was_said_last_of_such_work(journal: Journal) -> None:
    everything = Assessment(
        rework_minutes=5.0,
        unaided_minutes=60.0,
        forecast_without_minutes=50.0,
        forecast_with_minutes=20.0,
        accepted=Accepted.PARTLY,
        would_do_again=False,
        bottleneck="reviews",
        is_new_work=True,
        quality=Quality.WORSE,
        motive=Motive.EXPECTED,
        unblocked="the release",
        confidence=0.5,
        left_me=LeftMe.DRAINED,
    )
    _judged(journal, "tests", everything, 9)
    newer = _judged(journal, "tests", Assessment(quality=Quality.BETTER, would_do_again=True), 2)
    _judged(journal, "tests", Assessment(Outcome.HURT, net_minutes=-5, note="not offered"), 1)
    _judged(journal, "review", Assessment(quality=Quality.SAME), 0)
    _judged(journal, None, Assessment(accepted=Accepted.NONE), 0)
    expected = replace(everything, quality=Quality.BETTER, would_do_again=True)
    assert journal.last_said("tests") == expected
    assert journal.last_said("review") == Assessment(quality=Quality.SAME)
    assert journal.last_said(None) == Assessment(accepted=Accepted.NONE)
    assert journal.last_said("never done") == Assessment()
    journal.assess(newer, Assessment(), NOW, ("quality",))
    assert journal.last_said("tests").quality is Quality.WORSE


def test_what_was_said_of_an_imported_entry_of_old_is_not_the_last(journal: Journal) -> None:
    """The number of an entry says nothing of when it was judged."""
    _judged(journal, "tests", Assessment(quality=Quality.BETTER), 1)
    _judged(journal, "tests", Assessment(quality=Quality.WORSE), 30)
    assert journal.last_said("tests").quality is Quality.BETTER


def test_nobody_looks_back_for_ever(journal: Journal) -> None:
    with journal.together():
        _judged(journal, "tests", Assessment(quality=Quality.BETTER), 9)
        for _ in range(LOOKED_BACK - 1):
            _judged(journal, "review", Assessment(quality=Quality.SAME), 1)
    assert journal.last_said("tests").quality is Quality.BETTER
    _judged(journal, "review", Assessment(quality=Quality.SAME), 1)
    assert journal.last_said("tests").quality is None


def test_what_was_logged_late_of_long_ago_pushes_nothing_out(journal: Journal) -> None:
    with journal.together():
        _judged(journal, "tests", Assessment(quality=Quality.BETTER), 1)
        for _ in range(LOOKED_BACK):
            _judged(journal, "review", Assessment(quality=Quality.SAME), 30)
    assert journal.last_said("tests").quality is Quality.BETTER


def test_unsure_is_a_verdict_but_not_a_rating(journal: Journal) -> None:
    journal.log(EntryLine("read the paper", assessment=Assessment(Outcome.UNSURE)), NOW, Door.QUICK_LOG)
    day = journal.value_days(EVERYTHING)[0]
    assert (day.interactions, day.assessed, day.rated) == (1, 1, 0)


def test_an_unknown_entry_is_one_plain_sentence(journal: Journal) -> None:
    with pytest.raises(AijournalError, match="no entry 99"):
        journal.assess(99, HELPED, NOW)


def test_the_first_import_asks_about_the_last_week_and_the_sample(paths: Paths) -> None:
    old = [
        an_exchange(number, NOW - timedelta(days=8 + number), conversation_id=f"c-{number}")
        for number in range(60)
    ]
    recent = an_exchange(99, NOW - timedelta(days=6), conversation_id="c-99")
    with Journal.open(paths, Settings(audit_share=0.5), NEW_YORK) as opened:
        add(opened, *old, recent)
        waiting = opened.inbox(NOW, 100)
        audited = [entry for entry in waiting if entry.interaction.is_audit]
        assert 10 < len(audited) < 50
        assert all(entry.interaction.is_audit for entry in waiting[: len(audited)])  # the sample first
        assert len(waiting) - len(audited) <= 1
        add(opened, an_exchange(100, NOW - timedelta(days=20), conversation_id="c-100"))
        assert any(
            entry.interaction.started_at == NOW - timedelta(days=20) for entry in opened.inbox(NOW, 100)
        )


def test_what_nobody_typed_brings_tokens_but_no_question(journal: Journal) -> None:
    warm_up = an_exchange(1, NOW - timedelta(hours=3), native_id="run:c-1:w:", kind=ExchangeKind.RUN)
    scripted = an_exchange(2, NOW - timedelta(hours=2), is_scripted=True, conversation_id="c-2")
    add(journal, warm_up, scripted)
    assert journal.inbox(NOW, 10) == ()
    day = journal.value_days(EVERYTHING)[0]
    assert day.interactions == 0
    assert day.weight > 0
    total = journal.totals(EVERYTHING).total
    assert (total.interactions, total.calls) == (1, 4)  # the scripted one has a prompt, the warm-up none


def test_skipping_leaves_an_entry_out_until_tomorrow(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=3)))
    journal.skip(journal.inbox(NOW, 1)[0].interaction.id, NOW)
    assert journal.inbox_count(NOW) == 0
    assert journal.inbox_count(NOW + timedelta(hours=13)) == 0  # still the same day in New York
    assert journal.inbox_count(NOW + timedelta(hours=14)) == 1


def test_unknown_tokens_are_unknown_and_lower_bounds_have_no_weight(journal: Journal) -> None:
    silent = a_call("msg_silent", NOW - timedelta(hours=5), usage=TokenUsage())
    cut_off = a_call(
        "msg_cut", NOW - timedelta(hours=2), usage=TokenUsage(1, 2, 3, 4, output_is_lower_bound=True)
    )
    add(
        journal,
        an_exchange(1, NOW - timedelta(hours=5), calls=0, conversation_id="c-1", prompt_group="p"),
        replace(an_exchange(1, NOW - timedelta(hours=5)), calls=(silent,)),
        replace(an_exchange(2, NOW - timedelta(hours=2), conversation_id="c-2"), calls=(cut_off,)),
    )
    rows = journal.entries(EVERYTHING, NOW, 10).rows
    assert [row.interaction.weighted_tokens for row in rows] == [None, None]
    total = journal.totals(EVERYTHING).total
    assert total.calls_without_tokens == 1
    assert total.usage == TokenUsage(1, 2, 3, 4, output_is_lower_bound=True)
    assert journal.value_days(EVERYTHING)[0].without_weight == 2


def test_typed_tokens_weigh_one_each(journal: Journal) -> None:
    journal.log(EntryLine("ask about regexes", typed_tokens=12_000), NOW, Door.COMMAND_LINE)
    total = journal.totals(EVERYTHING).total
    assert (total.typed_tokens, total.weighted_tokens, total.calls) == (12_000, 12_000.0, 0)
    assert total.usage.input_tokens is None


@pytest.mark.parametrize("by", list(GroupBy))
def test_every_grouping_adds_up_to_the_total(journal: Journal, by: GroupBy) -> None:
    exchanges = [
        an_exchange(
            number,
            NOW - timedelta(hours=7 * number),
            conversation_id=f"c-{number % 5}",
            project=f"p{number % 3}",
        )
        for number in range(40)
    ]
    add(journal, *exchanges)
    for entry in journal.inbox(NOW, 10):
        journal.set_task(entry.interaction.id, "tests", NOW)
    table = journal.totals(EVERYTHING, by)
    assert sum(row.calls for row in table.rows) == table.total.calls == 80
    assert sum(row.interactions for row in table.rows) == table.total.interactions
    assert sum((row.cost_usd or Decimal() for row in table.rows), Decimal()) == table.total.cost_usd
    assert table.total == journal.totals(EVERYTHING).total


def test_a_call_counts_on_its_own_day_and_an_interaction_on_its_first(journal: Journal) -> None:
    late = datetime(2026, 11, 18, 4, 50, tzinfo=UTC)  # 23:50 in New York
    add(
        journal,
        replace(an_exchange(1, late), calls=(a_call("a", late), a_call("b", late + timedelta(minutes=20)))),
    )
    rows = journal.totals(EVERYTHING, GroupBy.DAY).rows
    assert [(row.key, row.interactions, row.calls) for row in rows] == [
        ("2026-11-17", 1, 1),
        ("2026-11-18", 0, 1),
    ]
    elsewhere = journal.totals(EntryFilter(zone=ZoneInfo("Asia/Kolkata")), GroupBy.DAY).rows
    assert [(row.key, row.interactions, row.calls) for row in elsewhere] == [("2026-11-18", 1, 2)]
    only = EntryFilter(Period(date(2026, 11, 18), date(2026, 11, 18)))
    assert journal.totals(only).total.calls == 1
    assert journal.entries(only, NOW, 10).rows == ()


def test_filters_find_what_they_name(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW - timedelta(hours=5)))
    line = EntryLine("learn c++ templates", project="lab", tool="chatgpt", task="reading", tags=("c++",))
    number = journal.log(line, NOW, Door.QUICK_LOG).interaction.id
    for wanted in (
        EntryFilter(project="lab"),
        EntryFilter(tool="chatgpt"),
        EntryFilter(task="reading"),
        EntryFilter(tag="c++"),
        EntryFilter(search="c++ templates"),
        EntryFilter(search='learn " templates'),
        EntryFilter(search="templates lea"),
        EntryFilter(ids=(number, 10**9)),
    ):
        assert [row.interaction.id for row in journal.entries(wanted, NOW, 10).rows] == [number], wanted
    assert len(journal.entries(EntryFilter(source="claude-code"), NOW, 10).rows) == 1
    assert len(journal.entries(EntryFilter(model=MODEL), NOW, 10).rows) == 1
    assert len(journal.entries(EntryFilter(search="  "), NOW, 10).rows) == 2
    assert journal.entries(EntryFilter(is_rated=True), NOW, 10).rows == ()
    assert journal.entries(EntryFilter(search="lea templates"), NOW, 10).rows == ()
    assert journal.entries(EntryFilter(ids=()), NOW, 10).rows == ()


def test_pages_follow_one_another_without_gap_or_overlap(journal: Journal) -> None:
    for number in range(7):
        journal.log(
            EntryLine(f"entry {number}", started_at=NOW - timedelta(hours=number // 2)), NOW, Door.QUICK_LOG
        )
    seen: list[int] = []
    page = journal.entries(EVERYTHING, NOW, 3)
    while True:
        seen += [row.interaction.id for row in page.rows]
        if not page.more:
            break
        last = page.rows[-1].interaction
        page = journal.entries(EVERYTHING, NOW, 3, (last.started_at, last.id))
    assert len(seen) == len(set(seen)) == 7


def test_the_rollup_and_the_sums_are_those_of_the_calls(journal: Journal, paths: Paths) -> None:
    """What lists and totals read is exactly what the calls add up to, also after calls were completed."""
    exchanges = [an_exchange(number, NOW - timedelta(minutes=11 * number)) for number in range(30)]
    add(journal, *exchanges)
    fuller = [
        replace(
            one,
            calls=tuple(replace(call, usage=replace(call.usage, output_tokens=900)) for call in one.calls),
        )
        for one in exchanges[::3]
    ]
    completed = add(journal, *fuller)
    assert completed.calls_completed == 20
    by_calls = raw(paths, "SELECT count(*), sum(input_tokens), sum(output_tokens) FROM call")
    assert raw(paths, "SELECT sum(calls), sum(input_tokens), sum(output_tokens) FROM token_slot") == by_calls
    assert raw(paths, "SELECT sum(calls), sum(input_tokens), sum(output_tokens) FROM interaction") == by_calls
    assert raw(paths, "SELECT count(DISTINCT slot) FROM token_slot") == raw(
        paths, "SELECT count(DISTINCT at / 900000) FROM call"
    )


def test_a_rehearsal_knows_what_is_there_and_keeps_nothing(journal: Journal) -> None:
    add(journal, an_exchange(1, NOW))
    with journal.rehearsal() as copy:
        assert add(copy, an_exchange(1, NOW)).calls_new == 0
        assert add(copy, an_exchange(2, NOW)).calls_new == 2
        assert copy.totals(EVERYTHING).total.calls == 4
    assert journal.totals(EVERYTHING).total.calls == 2


def test_a_rehearsal_keeps_nobody_from_writing(journal: Journal, paths: Paths) -> None:
    with journal.rehearsal() as copy, Journal.open(paths, Settings(), NEW_YORK) as other:
        add(copy, an_exchange(1, NOW))
        other.log(EntryLine("meanwhile"), NOW, Door.COMMAND_LINE)
    assert [row.interaction.title for row in journal.entries(EVERYTHING, NOW, 10).rows] == ["meanwhile"]


def test_another_connections_write_is_noticed(journal: Journal, paths: Paths) -> None:
    before = journal.data_version()
    with Journal.open(paths, Settings(), NEW_YORK) as other:
        other.log(EntryLine("from elsewhere"), NOW, Door.COMMAND_LINE)
    assert journal.data_version() != before


def _log_and_fail(journal: Journal) -> None:
    with journal.together():
        journal.log(EntryLine("never kept"), NOW, Door.QUICK_LOG)
        journal.assess(99, HELPED, NOW)


def test_acts_together_are_kept_together_or_not_at_all(journal: Journal, paths: Paths) -> None:
    with journal.together():
        add(journal, an_exchange(1, NOW - timedelta(minutes=20)))
        journal.assess(journal.inbox(NOW, 1)[0].interaction.id, HELPED, NOW)
        assert raw(paths, "SELECT count(*) FROM call") == [(0,)]  # nobody else sees it yet
    assert raw(paths, "SELECT count(*) FROM call") == [(2,)]
    with pytest.raises(AijournalError):
        _log_and_fail(journal)
    assert [row.interaction.title for row in journal.entries(EVERYTHING, NOW, 10).rows] == [None]


def test_a_journal_of_sample_data_says_so_and_draws_the_same_sample(tmp_path: Path) -> None:
    drawn: list[list[bool]] = []
    for name in ("one", "other"):
        paths = Paths(*(tmp_path / name / part for part in ("data", "config", "state", "runtime")))
        with Journal.open(paths, Settings(audit_share=0.3), NEW_YORK) as opened:
            before = opened.is_demo
            opened.mark_as_demo()
            assert (before, opened.is_demo) == (False, True)
            add(opened, *(an_exchange(n, NOW, conversation_id=f"c-{n}") for n in range(40)))
            rows = opened.entries(EVERYTHING, NOW, 40).rows
            drawn.append([row.interaction.is_audit for row in rows])
    assert drawn[0] == drawn[1]
    assert any(drawn[0])


def test_a_verdict_keeps_what_another_window_said_while_it_waited(journal: Journal, paths: Paths) -> None:
    entry = journal.log(EntryLine("shared"), NOW, Door.QUICK_LOG).interaction.id
    began = Event()

    def judge() -> None:
        with Journal.open(paths, Settings(), NEW_YORK) as other:
            began.set()
            other.assess(entry, HELPED, NOW)

    with ThreadPoolExecutor(1) as pool:
        with journal.together():
            journal.assess(entry, Assessment(note="from here"), NOW)
            judged = pool.submit(judge)
            began.wait(10)
            Event().wait(0.1)  # long enough for the other to stand before the lock
        judged.result(10)
    detail = journal.entry(entry, NOW)
    assert detail is not None
    assert detail.entry.assessment is not None
    assert (detail.entry.assessment.outcome, detail.entry.assessment.note) == (Outcome.HELPED, "from here")


def test_words_that_were_not_changed_are_left_to_whoever_changed_them(journal: Journal) -> None:
    entry = journal.log(EntryLine("seen", project="shop"), NOW, Door.QUICK_LOG).interaction.id
    seen = EntryWords("seen", "shop", None, ())
    journal.edit(entry, EntryWords("seen", "lantern", "tests", ("ci",)), NOW)
    edited = journal.edit(entry, replace(seen, title="mine"), NOW, before=seen).interaction
    assert (edited.title, edited.project, edited.task, edited.tags) == ("mine", "lantern", "tests", ("ci",))


@pytest.mark.parametrize("text", ["a\0b", "\0", 'a" OR "b\0'])
def test_no_text_breaks_the_search(journal: Journal, text: str) -> None:
    journal.log(EntryLine("a b"), NOW, Door.QUICK_LOG)
    assert len(journal.entries(EntryFilter(search=text), NOW, 10).rows) in {0, 1}


def _refused(paths: Paths) -> int:
    """Ask everything, and return how many questions were refused in plain words."""
    refused = 0
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        for ask in (
            lambda: journal.totals(EVERYTHING),
            lambda: journal.value_days(EVERYTHING),
            lambda: journal.outline(EVERYTHING, 50),
            lambda: journal.entries(EVERYTHING, NOW, 1_000),
        ):
            try:
                ask()
            except DamagedJournalError:
                refused += 1
    return refused


def test_a_question_to_damaged_pages_is_answered_in_plain_words(paths: Paths) -> None:
    with Journal.open(paths, Settings(), NEW_YORK) as journal:
        add(journal, *(an_exchange(number, NOW - timedelta(hours=number)) for number in range(200)))
    whole = paths.journal.read_bytes()
    refused = 0
    for page in range(1, len(whole) // 4096, 5):
        at = page * 4096
        paths.journal.write_bytes(whole[:at] + b"\x5a" * 4096 + whole[at + 4096 :])
        with suppress(DamagedJournalError):
            refused += _refused(paths)
    assert refused > 5
