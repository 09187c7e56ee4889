"""The table of the Journal in the real window: put in order, arranged, kept as views, and changed by keys."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.assessment import Door, Need, Outcome
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.entry_order import NEWEST_FIRST, EntryOrder, SortKey
from aijournal.domain.period import Period
from aijournal.domain.period_choice import PeriodChoice, Span
from aijournal.domain.saved_view import EntryView
from aijournal.errors import AijournalError
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.entry_table.columns import USUAL, ColumnName
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.screen import Screen
from tests.ui.journal_stage import entries, logged
from tests.ui.stage import IMPORTERS, NOW, staged, with_journal

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
UNDO = (Qt.Key.Key_Z, CONTROL)
ALL = (Qt.Key.Key_A, CONTROL)
HOSTILE = ('<img src="/canary"><b>x</b>', "x" * 10_000, "\u202eright\u202c to left", "\U0001f989\n two lines")


@pytest.fixture
def page(app: App, paths: Paths, qtbot: QtBot) -> JournalPage:
    """Return the page with 250 entries that were logged by hand."""
    logged(paths, 250)
    return _open(app, qtbot)


def _open(app: App, qtbot: QtBot) -> JournalPage:
    app.window.resize(1_600, 860)
    app.show()
    page = app.window.pages.journal
    with qtbot.waitSignal(page.table.counted):
        app.window.show_page(Screen.JOURNAL)
    qtbot.waitUntil(lambda: page.table.count == 0 or page.table.is_settled)
    page.table.take_focus()
    return page


def _press(*keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    """Press keys wherever the keyboard is."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, *(key if isinstance(key, tuple) else (key,)))


def _titles(page: JournalPage, count: int = 3) -> list[str | None]:
    rows = [page.table._model.entry(row) for row in range(count)]
    return [row.interaction.title if row else None for row in rows]


def _toast(app: App) -> str:
    return app.window.toast._words.text()


def test_headings_put_in_order_by_keys(page: JournalPage, qtbot: QtBot) -> None:
    _press(Qt.Key.Key_O)
    header = page.table.view.header
    assert header.hasFocus()
    assert header.accessibleName() == "Heading When: newest first"
    with qtbot.waitSignal(page.table.counted):
        _press(Qt.Key.Key_Space)
    assert page.table.order == EntryOrder(SortKey.START, is_descending=False)
    assert _titles(page) == ["entry 249", "entry 248", "entry 247"]
    _press(Qt.Key.Key_Right)
    assert header.accessibleName() == "Heading What: cannot be sorted by"
    _press(Qt.Key.Key_Return)
    with qtbot.waitSignal(page.table.counted):
        _press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert page.table.order == EntryOrder(SortKey.PROJECT, is_descending=False)
    assert header.accessibleName() == "Heading Project: from A to Z"
    assert page.table.view.accessibleName() == "Entries, by Project, from A to Z"
    assert _titles(page) == ["entry 1", "entry 4", "entry 7"]  # of the project maps, the newest first
    with qtbot.waitSignal(page.table.counted):
        _press(Qt.Key.Key_Return)
    assert _titles(page) == ["entry 0", "entry 3", "entry 6"]
    _press(Qt.Key.Key_Down)
    assert page.table.view.hasFocus()
    assert page.table.entry is not None
    assert page.table.entry.interaction.title == "entry 0"


def test_a_click_on_a_heading_puts_in_order(page: JournalPage, qtbot: QtBot) -> None:
    header = page.table.view.header
    at = QPoint(header.sectionViewportPosition(ColumnName.NET) + 20, header.height() // 2)
    with qtbot.waitSignal(page.table.counted):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.table.order == EntryOrder(SortKey.NET)
    assert _titles(page) == ["entry 0", "entry 4", "entry 8"]
    with qtbot.waitSignal(page.table.counted):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    page.table.view.open_row(249)
    qtbot.waitUntil(lambda: page.table.entry is not None)
    assert page.table.entry is not None
    assert page.table.entry.assessment is None, "what is not known stands last either way"


def test_another_order_is_seen_from_its_top_and_a_change_moves_nothing(
    page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    page.table.view.open_row(120)
    with qtbot.waitSignal(page.table.counted):
        page.table.sort_by(SortKey.TOOL)
    assert page.table.view.currentIndex().row() == 0
    page.table.view.open_row(200)
    qtbot.waitUntil(lambda: page.table.entry is not None)
    current = page.table.entry
    logged(paths, 9, first=-9)
    with qtbot.waitSignal(page.table.counted):
        page.refresh()
    assert page.table.entry == current


def test_columns_are_chosen_and_moved_by_keys(page: JournalPage, qtbot: QtBot) -> None:
    _press((Qt.Key.Key_C, CONTROL | SHIFT))
    panel = page.table._panel
    qtbot.waitUntil(panel.isVisible)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)  # the project
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert page.table.columns == tuple(one for one in USUAL if one is not ColumnName.PROJECT)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    for _ in range(2):
        QTest.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    assert page.table.columns[:3] == (ColumnName.WHEN, ColumnName.PROJECT, ColumnName.TITLE)
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    spans = [span[0] for span in page.table.view._spans]
    assert spans[:3] == [ColumnName.WHEN, ColumnName.PROJECT, ColumnName.TITLE]
    left = [page.table.view.columnViewportPosition(one) for one in spans]
    assert left == sorted(left)
    spoken = page.table._model.index(0, ColumnName.TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("entry 0, Fri 20 Nov 19:00, shop")


def test_a_heading_is_moved_by_keys_but_never_before_the_margin(page: JournalPage) -> None:
    _press(Qt.Key.Key_O, Qt.Key.Key_Right)
    _press((Qt.Key.Key_Right, ALT))
    assert page.table.columns[:3] == (ColumnName.WHEN, ColumnName.PROJECT, ColumnName.TITLE)
    for _ in range(3):
        _press((Qt.Key.Key_Left, ALT))
    assert page.table.columns == USUAL


def _stretch_of(page: JournalPage, rows: range) -> frozenset[int]:
    return frozenset(page.table._model.number(row) for row in rows)


def test_rows_are_chosen_by_keys(page: JournalPage, qtbot: QtBot) -> None:
    chosen = page.table.selection
    assert page.bulk.isHidden()
    _press((Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Down, SHIFT))
    assert chosen.numbers == _stretch_of(page, range(3))
    assert page.bulk.isVisible()
    assert page.bulk.accessibleName() == "3 entries chosen"
    _press((Qt.Key.Key_Up, SHIFT))
    assert chosen.numbers == _stretch_of(page, range(2))
    _press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_X)
    assert chosen.numbers == _stretch_of(page, range(2)) | _stretch_of(page, range(3, 4))
    spoken = page.table._model.index(3, ColumnName.TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("chosen, entry 3")
    _press(Qt.Key.Key_X)
    assert len(chosen) == 2
    _press((Qt.Key.Key_End, SHIFT))  # rows that are not here yet are asked for
    qtbot.waitUntil(lambda: len(chosen) == 249)
    _press(Qt.Key.Key_Escape)
    assert len(chosen) == 0
    assert page.bulk.isHidden()


def test_all_that_the_filters_mean_are_chosen_and_no_others(page: JournalPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.table.counted):
        page.filter_bar.show_question(EntryFilter(project="maps"), PeriodChoice())
    _press(ALL)
    qtbot.waitUntil(lambda: len(page.table.selection) == page.table.count)
    assert page.table.count == 83
    with qtbot.waitSignal(page.table.counted):
        page.filter_bar.clear()
    assert len(page.table.selection) == 0, "what is not seen must not be changed"


def _change(app: App, page: JournalPage, qtbot: QtBot, act: Callable[[], object]) -> str:
    with qtbot.waitSignal(page.bulk.editing.finished, timeout=20_000):
        act()
    qtbot.waitUntil(lambda: not page.bulk.editing.is_running)
    return _toast(app)


def test_the_project_of_many_is_set_by_keys_and_undone_as_one(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    before = entries(paths)
    _press((Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_P, CONTROL | SHIFT))
    names = page.bulk._projects
    qtbot.waitUntil(lambda: names._words.stringList() == ["shop", "maps", "notes", "no project"])
    QTest.keyClicks(names._line, "bakery")
    assert names._words.stringList() == ["New: bakery"]
    told = _change(app, page, qtbot, lambda: QTest.keyClick(names._line, Qt.Key.Key_Return))
    assert told == "Changed 3 entries."
    assert [entry.interaction.project for entry in entries(paths)[:4]] == ["bakery"] * 3 + ["shop"]
    assert page.table.view.hasFocus()
    assert len(page.table.selection) == 0
    with qtbot.waitSignal(page.table.counted):
        _press(UNDO)
    assert entries(paths) == before


def test_a_verdict_and_tags_are_given_to_all_by_keys(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    _press(ALL)
    qtbot.waitUntil(lambda: len(page.table.selection) == 250)
    _press((Qt.Key.Key_V, CONTROL | SHIFT))
    panel = page.bulk._verdicts
    QTest.keyClick(panel.outcomes[Outcome.HURT], Qt.Key.Key_Space)
    QTest.keyClick(panel.needs[Need.KNEW], Qt.Key.Key_Space)
    told = _change(app, page, qtbot, lambda: QTest.keyClick(panel._take, Qt.Key.Key_Space))
    assert told == "Changed 250 entries."
    said = {
        entry.assessment and (entry.assessment.outcome, entry.assessment.need) for entry in entries(paths)
    }
    assert said == {(Outcome.HURT, Need.KNEW)}
    _press(ALL)
    qtbot.waitUntil(lambda: len(page.table.selection) == 250)
    _press((Qt.Key.Key_G, CONTROL | SHIFT))
    tags = page.bulk._tags
    QTest.keyClicks(tags.added, "one, two")
    QTest.keyClicks(tags.removed, "late, two")
    told = _change(app, page, qtbot, lambda: QTest.keyClick(tags.removed, Qt.Key.Key_Return))
    assert told == "Changed 250 entries."
    assert {entry.interaction.tags for entry in entries(paths)} == {("one",)}


@pytest.fixture
def imported(qapp: QApplication, paths: Paths, logs: Path) -> Iterator[App]:
    """Play the program on what weeks of logs brought."""
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with staged(qapp, paths, environment) as app:
        yield app


def test_what_is_chosen_becomes_one_entry_by_keys(imported: App, paths: Paths, qtbot: QtBot) -> None:
    before, page = len(entries(paths)), _open(imported, qtbot)
    _press(Qt.Key.Key_X, Qt.Key.Key_Down, Qt.Key.Key_X)
    assert len(page.table.selection) == 2
    _press((Qt.Key.Key_M, CONTROL | SHIFT))
    qtbot.waitUntil(page.pane.slip.isVisible)
    qtbot.waitUntil(page.pane.slip.agree.hasFocus)
    with qtbot.waitSignal(page.pane.said):
        _press(Qt.Key.Key_Return)
    assert len(entries(paths)) == before - 1
    page.table.take_focus()
    _press(UNDO)
    qtbot.waitUntil(lambda: "Taken back" in _toast(imported))
    assert len(entries(paths)) == before


def test_one_entry_is_not_made_one(page: JournalPage) -> None:
    _press(Qt.Key.Key_X)
    assert not page.bulk._buttons["bulk.merge"].isVisible()
    _press((Qt.Key.Key_M, CONTROL | SHIFT))
    assert not page.pane.slip.isVisible()


def test_what_needs_no_change_is_told(app: App, page: JournalPage, qtbot: QtBot) -> None:
    _press(Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X)  # the projects shop and maps
    _press((Qt.Key.Key_P, CONTROL | SHIFT))
    names = page.bulk._projects
    qtbot.waitUntil(lambda: len(names._words.stringList()) == 4)
    told = _change(app, page, qtbot, lambda: QTest.keyClick(names._line, Qt.Key.Key_Return))
    assert told == "Changed 1 entry. 1 entry needed no change."
    _press(Qt.Key.Key_X)
    told = _change(app, page, qtbot, page.bulk._buttons["bulk.not_asked"].click)
    assert told == "Nothing was changed. 1 entry needed no change."
    assert len(page.table.selection) == 1, "what was not changed stays chosen"


def test_del_deletes_what_is_chosen(app: App, page: JournalPage, qtbot: QtBot) -> None:
    _press((Qt.Key.Key_Down, SHIFT))
    told = _change(app, page, qtbot, lambda: _press(Qt.Key.Key_Delete))
    assert told == "Deleted 2 entries."
    qtbot.waitUntil(lambda: page.table.count == 248)
    _press(UNDO)
    qtbot.waitUntil(lambda: page.table.count == 250)


def test_stopping_leaves_everything_as_it_was(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    before = entries(paths)
    _press(ALL)
    qtbot.waitUntil(lambda: len(page.table.selection) == 250)
    page.bulk._buttons["bulk.delete"].setFocus()
    page.bulk.editing.began.connect(lambda _: _press(Qt.Key.Key_Escape))
    told = _change(app, page, qtbot, lambda: _press(Qt.Key.Key_Return))
    assert told == "Stopped. Nothing was changed."
    assert entries(paths) == before
    assert len(page.table.selection) == 250
    assert page.table.view.hasFocus()


def test_a_view_is_saved_opened_renamed_and_removed_by_keys(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    page.filter_bar.show_question(EntryFilter(project="maps", search="entry"), PeriodChoice(Span.THIRTY_DAYS))
    page.table.sort_by(SortKey.NET)
    page.table.show_columns((ColumnName.WHEN, ColumnName.TITLE, ColumnName.NET))
    page.table.take_focus()
    kept = page.views.view
    _press((Qt.Key.Key_S, CONTROL))
    panel = page.views.panel
    assert panel.line.hasFocus() or panel.isVisible()
    QTest.keyClicks(panel.line, "Maps, by net")
    with qtbot.waitSignal(page.views.said):
        QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert _toast(app) == "Saved the view “Maps, by net”."
    assert page.views.text() == "View: Maps, by net"
    with qtbot.waitSignal(page.table.counted):
        page.filter_bar.clear()
    assert page.views.text() == "View: Maps, by net, changed"
    QTest.keyClick(page.views, Qt.Key.Key_Delete)
    assert (page.views.text(), page.views.view) == ("View", EntryView())
    assert (page.table.order, page.table.columns) == (NEWEST_FIRST, USUAL)
    app.window.activateWindow()  # as a desktop does by itself when a popup goes
    qtbot.waitUntil(app.window.isActiveWindow)
    page.table.take_focus()
    _press(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: panel.list.count() == 1)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert page.views.view == kept
    assert page.filter_bar._period_chip.text() == "Period: last 30 days"
    page.views.click()
    qtbot.waitUntil(lambda: panel.list.count() == 1)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    assert panel.line.text() == "Maps, by net"
    QTest.keyClicks(panel.line, "<b>net</b>")
    with qtbot.waitSignal(page.views.said):
        QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert page.views.text() == "View: <b>net</b>"
    page.views.click()
    qtbot.waitUntil(lambda: panel.list.count() == 1 and panel.list.item(0).text() == "<b>net</b>")
    with qtbot.waitSignal(page.views.said):
        QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert with_journal(paths, lambda journal: journal.saved_views.all()) == ()
    panel.close()
    assert with_journal(paths, lambda journal: journal.undo()) == "Removed a view"
    assert len(with_journal(paths, lambda journal: journal.saved_views.all())) == 1


def test_the_page_begins_with_the_view_that_was_put_first(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    logged(paths, 20)
    days = PeriodChoice(Span.DAYS, Period(NOW.date() - timedelta(days=1), NOW.date()))
    view = EntryView(EntryFilter(project="shop"), days, EntryOrder(SortKey.NET), ("when", "title", "gone"))

    def keep(number: int) -> None:
        with_journal(paths, lambda journal: journal.saved_views.begin_with(number, NOW))

    keep(with_journal(paths, lambda journal: journal.saved_views.save("two days", view, NOW)))
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        page = _open(app, qtbot)
        assert page.views.text() == "View: two days"
        assert page.table.count == 7
        assert page.table.order == view.order
        assert page.table.columns == (ColumnName.WHEN, ColumnName.TITLE)
        assert _toast(app) == "“two days” always shows these days: 19 Nov 2026 – 20 Nov 2026."
        page.views.click()
        qtbot.waitUntil(lambda: page.views.panel.list.count() == 1)
        told = page.views.panel.list.item(0).text()
        assert told == "two days · the page begins with it · always 19 Nov 2026 – 20 Nov 2026"
        with qtbot.waitSignal(page.views.said):
            QTest.keyClick(page.views.panel.list, Qt.Key.Key_D)
        assert _toast(app) == "The page begins with no view any more."
        page.views.panel.close()


def test_left_out_unread_and_nothing_yet_are_told_apart(app: App, paths: Paths, qtbot: QtBot) -> None:
    page = _open(app, qtbot)
    told = page.table.empty._what
    assert told.text() == "Nothing in the journal yet"
    page._show_failure(AijournalError("The journal is busy", "Try again."))
    assert told.text() == "The entries could not be read"
    logged(paths, 3)
    page.table.empty.acted.emit()
    qtbot.waitUntil(lambda: page.table.count == 3)
    page._show_failure(AijournalError("The journal is busy", "Try again."))
    assert page.table.count == 3
    with qtbot.waitSignal(page.table.counted):
        page.filter_bar.show_question(EntryFilter(project="nobody's"), PeriodChoice())
    assert told.text() == "No entry is like that"


def test_hostile_titles_are_one_line_of_plain_text(app: App, paths: Paths, qtbot: QtBot) -> None:
    def log(line: EntryLine) -> None:
        with_journal(paths, lambda journal: journal.log(line, NOW, Door.QUICK_LOG))

    for number, title in enumerate(HOSTILE):
        log(
            EntryLine(title, project=title[:99], tags=(title[:99],), started_at=NOW - timedelta(hours=number))
        )
    page = _open(app, qtbot)
    model, height = page.table._model, page.table.view.row_height
    for row in range(len(HOSTILE)):
        for column in ColumnName:
            said = model.index(row, column).data() or ""
            assert "\n" not in said
            assert "\u202e" not in said
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
            assert "<img" not in tip
        assert page.table.view.rowHeight(row) == height
    page.table.sort_by(SortKey.PROJECT)
    _press(ALL)
    qtbot.waitUntil(lambda: len(page.table.selection) == len(HOSTILE))
    page.table.grab()
    labels = page.bulk.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_everything_that_takes_the_keyboard_has_a_name(page: JournalPage, qtbot: QtBot) -> None:
    _press(Qt.Key.Key_X)
    page.views.open_list()
    qtbot.waitUntil(page.views.panel.isVisible)
    parts = (page.bulk, page.views, page.views.panel, page.table.view.header, page.table._panel)
    for part in (*parts, page.bulk._tags, page.bulk._verdicts, page.bulk._projects):
        for widget in (part, *part.findChildren(type(part).__mro__[-3])):
            if getattr(widget, "focusPolicy", lambda: Qt.FocusPolicy.NoFocus)() & Qt.FocusPolicy.TabFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface is not None
                assert interface.text(QAccessible.Text.Name), widget
    page.views.panel.close()


@pytest.mark.parametrize(
    ("key", "instead"),
    [
        (Qt.Key.Key_1, "Ctrl+Shift+V"),
        (Qt.Key.Key_D, "Ctrl+Shift+V"),
        (Qt.Key.Key_P, "Ctrl+Shift+P"),
        (Qt.Key.Key_T, "Ctrl+Shift+T"),
        (Qt.Key.Key_G, "Ctrl+Shift+G"),
        (Qt.Key.Key_B, "Ctrl+Shift+M"),
        (Qt.Key.Key_C, "Esc"),
    ],
)
def test_a_key_for_one_does_nothing_while_many_are_chosen_and_names_what_does(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot, key: Qt.Key, instead: str
) -> None:
    before = entries(paths)
    _press(Qt.Key.Key_X, Qt.Key.Key_J, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: len(page.table.selection) == 2)
    _press(key)
    assert page.table.view.hasFocus()
    assert "2 entries are chosen" in _toast(app)
    assert instead in _toast(app)
    assert entries(paths) == before


def test_undo_works_while_the_views_are_open(app: App, page: JournalPage, paths: Paths, qtbot: QtBot) -> None:
    page.views._save("mine")
    qtbot.waitUntil(lambda: "Saved the view" in _toast(app))
    page.table.take_focus()
    _press(Qt.Key.Key_V)
    qtbot.waitUntil(page.views.panel.list.hasFocus)
    assert page.views.panel.list.count() == 1
    QTest.keyClick(page.views.panel.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.views.panel.list.count() == 0)
    assert with_journal(paths, lambda journal: journal.saved_views.all()) == ()
    page.views.panel.close()


def test_a_view_without_a_name_says_why_nothing_happens(page: JournalPage, qtbot: QtBot) -> None:
    page.views.save_view()
    panel = page.views.panel
    qtbot.waitUntil(panel.line.hasFocus)
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel._why.isVisible()
    QTest.keyClicks(panel.line, "m")
    assert not panel._why.isVisible()
    panel.close()


def test_a_journal_that_was_emptied_says_where_everything_is(page: JournalPage, qtbot: QtBot) -> None:
    _press((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
    qtbot.waitUntil(lambda: len(page.table.selection) == page.table.count)
    _press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "trash" in page.table.empty._why.text())
    assert "Ctrl+Z" in page.table.empty._why.text()


def test_a_journal_with_nothing_in_it_offers_sample_data(app: App, qtbot: QtBot) -> None:
    app.show()
    page = app.window.pages.journal
    app.window.show_page(Screen.JOURNAL)
    qtbot.waitUntil(page.table.empty.sample.isVisible)
    for screen, empty in ((Screen.TRENDS, "trends"), (Screen.MIRROR, "mirror")):
        app.window.show_page(screen)
        shown = app.window.trends.card.empty if empty == "trends" else app.window.pages.mirror.empty
        qtbot.waitUntil(shown.sample.isVisible)
