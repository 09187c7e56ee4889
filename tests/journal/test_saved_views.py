"""Saved views: kept, read again whatever became of them, and every change undone."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_order import EntryOrder, SortKey
from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.domain.saved_view import EntryView
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.journal.view_content import read_view, write_view
from aijournal.paths import Paths
from tests.journal.builders import NOW
from tests.journal.dumps import dump
from tests.journal.secret_journal import open_journal, passphrase

VIEW = EntryView(
    EntryFilter(project="shop", is_rated=True, search="flaky \U0001f989"),
    PeriodChoice(Span.THIRTY_DAYS),
    EntryOrder(SortKey.NET, is_descending=False),
    ("when", "title", "net"),
)
TEXTS = st.none() | st.text(max_size=8)
DAYS = st.none() | st.dates()


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def either(request: pytest.FixtureRequest, paths: Paths) -> Paths:
    key = passphrase() if request.param else None
    with open_journal(paths, key) as journal:
        journal.saved_views.save("Net, the last 30 days", VIEW, NOW)
    if request.param:
        assert b"flaky" not in paths.journal.read_bytes()
    with open_journal(paths, key) as journal:
        (saved,) = journal.saved_views.all()
        assert (saved.name, saved.view, saved.is_default) == ("Net, the last 30 days", VIEW, False)
    return paths


@pytest.mark.usefixtures("either")
def test_a_view_is_what_it_was_when_the_journal_is_opened_again() -> None:
    assert VIEW.period.period(date(2026, 11, 20)) == Period(date(2026, 10, 22), None)


@given(
    texts=st.lists(TEXTS, min_size=7, max_size=7),
    is_rated=st.none() | st.booleans(),
    span=st.sampled_from(Span),
    days=st.tuples(DAYS, DAYS),
    key=st.sampled_from(SortKey),
    is_descending=st.booleans(),
    columns=st.lists(st.text(max_size=5)),
)
def test_every_view_is_read_as_it_was_written(
    *,
    texts: list[str | None],
    is_rated: bool | None,
    span: Span,
    days: tuple[date | None, date | None],
    key: SortKey,
    is_descending: bool,
    columns: list[str],
) -> None:
    names = ("source", "tool", "model", "project", "task", "tag", "search")
    wanted = EntryFilter(is_rated=is_rated, **dict(zip(names, texts, strict=True)))  # type: ignore[arg-type]  # texts
    choice = PeriodChoice(span, Period(*days)) if span is Span.DAYS else PeriodChoice(span)
    view = EntryView(wanted, choice, EntryOrder(key, is_descending), tuple(columns))
    assert read_view(write_view(view)) == view


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "null",
        '{"filter": [], "period": 3, "order": null, "columns": "when"}',
        '{"filter": {"project": 3, "mood": "x"}, "period": {"span": "a moon"}, "order": {"key": "mood"}}',
        '{"period": {"span": "days", "first": "2026-13-40", "last": 7}}',
    ],
)
def test_what_is_not_understood_is_left_out(text: str) -> None:
    view = read_view(text)
    assert view.wanted == EntryFilter()
    assert view.order == EntryOrder()
    assert view.period.period(NOW.date()) == Period()
    assert view.columns == ()


def test_what_a_newer_version_added_is_passed_over() -> None:
    content = json.loads(write_view(VIEW))
    content["filter"]["mood"] = "sunny"
    content["columns"].append("mood")
    content["colour"] = "blue"
    read = read_view(json.dumps(content))
    assert (read.wanted, read.order, read.columns) == (VIEW.wanted, VIEW.order, (*VIEW.columns, "mood"))


def test_entries_behind_a_figure_are_no_view(journal: Journal) -> None:
    journal.saved_views.save("these", EntryView(EntryFilter(task="writing", ids=(1, 2))), NOW)
    assert journal.saved_views.all()[0].view.wanted == EntryFilter(task="writing")


def test_every_change_is_undone(journal: Journal) -> None:
    views = journal.saved_views
    acts = (
        lambda: views.save("b", VIEW, NOW),
        lambda: views.save("  A\n view ", EntryView(), NOW),
        lambda: views.save("b", EntryView(), NOW),
        lambda: views.begin_with(1, NOW),
        lambda: views.begin_with(2, NOW),
        lambda: views.rename(1, "c", NOW),
        lambda: views.remove(2, NOW),
        lambda: views.begin_with(1, NOW),
        lambda: views.begin_with(None, NOW),
    )
    dumps = [dump(journal)]
    for act in acts:
        act()
        dumps.append(dump(journal))
    assert [(view.name, view.is_default) for view in views.all()] == [("c", False)]
    for before in reversed(dumps[:-1]):
        assert journal.undo(NOW)
        assert dump(journal) == before
    assert views.all() == ()
    for after in dumps[1:]:
        assert journal.redo(NOW)
        assert dump(journal) == after


def test_one_view_at_most_is_the_first(journal: Journal) -> None:
    views = journal.saved_views
    numbers = [views.save(name, VIEW, NOW) for name in ("b", "A", "c")]
    for number in numbers:
        views.begin_with(number, NOW)
        assert [view.id for view in views.all() if view.is_default] == [number]
    assert [view.name for view in views.all()] == ["A", "b", "c"]


def test_names_are_looked_after(journal: Journal) -> None:
    views = journal.saved_views
    first, second = views.save("one", VIEW, NOW), views.save("two", VIEW, NOW)
    with pytest.raises(AijournalError, match="There is such a view"):
        views.rename(first, "two", NOW)
    views.rename(first, "one", NOW)
    for name in ("", "  \n"):
        with pytest.raises(AijournalError, match="no name"):
            views.save(name, VIEW, NOW)
        with pytest.raises(AijournalError, match="no name"):
            views.rename(first, name, NOW)
    views.remove(second, NOW)
    for act in (lambda: views.remove(second, NOW), lambda: views.begin_with(second, NOW)):
        with pytest.raises(AijournalError, match="gone"):
            act()  # type: ignore[no-untyped-call]  # two lambdas
    assert [view.name for view in views.all()] == ["one"]


def test_names_that_differ_in_case_or_composition_alone_are_one(journal: Journal) -> None:
    views = journal.saved_views
    first = views.save("Bu\u0308ro", VIEW, NOW)
    assert views.save("B\u00fcro", EntryView(), NOW) == first
    assert views.save("BÜRO", VIEW, NOW) == first
    assert [(view.name, view.view) for view in views.all()] == [("B\u00fcro", VIEW)]
    other = views.save("shop", VIEW, NOW)
    with pytest.raises(AijournalError, match="There is such a view"):
        views.rename(other, "büro", NOW)
    views.rename(first, "büro", NOW)
    assert [view.name for view in views.all()] == ["büro", "shop"]


def test_what_cannot_be_kept_is_replaced(journal: Journal) -> None:
    views = journal.saved_views
    views.save(
        "half \ud83e",
        EntryView(EntryFilter(project="\ud83e", search="flaky\udd89"), columns=("\ud83e",)),
        NOW,
    )
    (saved,) = views.all()
    assert saved.name == "half \ufffd"
    assert (saved.view.wanted.project, saved.view.wanted.search) == ("\ufffd", "flaky\ufffd")
    assert saved.view.columns == ("\ufffd",)
    assert journal.entries(saved.view.wanted, NOW, 9).rows == ()


def test_choosing_what_is_chosen_is_no_act(journal: Journal) -> None:
    views = journal.saved_views
    number = views.save("one", VIEW, NOW)
    views.begin_with(number, NOW)
    views.begin_with(number, NOW)
    kept = journal._db.execute("SELECT count(*) FROM undo_row").fetchone()
    assert kept == (2,), "one for the view, and one for the choice"
    assert journal.undo(NOW) == "Chose the view to begin with"
    views.begin_with(None, NOW)
    assert journal.redo(NOW) == "Chose the view to begin with"
