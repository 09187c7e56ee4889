"""The page Journal in the real window: found, filtered, judged, edited and taken back by keys alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.assessment import Accepted, Door, Outcome
from aijournal.domain.entry_line import EntryLine
from aijournal.paths import Paths
from aijournal.ui.app import App
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.offers import Offers
from aijournal.ui.filter_bar.chip import FilterChip
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.screen import Screen
from aijournal.ui.type_scale import SMALLEST_TARGET
from tests.ui.journal_stage import entries, log_entries, logged, the_entry
from tests.ui.stage import IMPORTERS, NOW, judge_all, staged, with_journal, write_weeks_of_logs

MARKUP = '<img src="/canary"><b>bold</b>'
UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
FIND = (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def full(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> Iterator[App]:
    """Play the program with weeks of judged work, on the page Journal."""
    write_weeks_of_logs(home, 3)
    environment = {"HOME": str(home)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with_journal(paths, lambda journal: judge_all(journal, but_days=(0, 1, 2)))
    with_journal(paths, lambda journal: log_entries(journal, 12))
    with staged(qapp, paths, environment) as app:
        app.window.resize(1_280, 820)
        app.show()
        _open(app, qtbot)
        yield app


@pytest.fixture
def page(app: App, paths: Paths, qtbot: QtBot) -> JournalPage:
    """Return the page with thirty entries that were logged by hand."""
    logged(paths, 30)
    app.window.resize(1_280, 820)
    app.show()
    return _open(app, qtbot)


def _open(app: App, qtbot: QtBot) -> JournalPage:
    page = app.window.pages.journal
    with qtbot.waitSignal(page.table.counted):
        app.window.show_page(Screen.JOURNAL)
    qtbot.waitUntil(lambda: page.pane.is_settled)
    return page


def _open_long_form(page: JournalPage, qtbot: QtBot) -> None:
    """Open the long form, by its key, on an entry of several exchanges."""
    for row in range(page.table.count):
        page.table.view.open_row(row)
        qtbot.waitUntil(lambda: page.table.entry is not None)
        if page.table.entry is not None and page.table.entry.interaction.exchanges > 1:
            break
    qtbot.waitUntil(lambda: page.pane.is_settled and not page.pane.sheet.exchanges.isHidden())
    page.table.take_focus()
    _press(Qt.Key.Key_L)
    QApplication.processEvents()
    assert page.pane.sheet.long_form.is_open


def _press(*keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    """Press keys wherever the keyboard is."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, *(key if isinstance(key, tuple) else (key,)))


def _type(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def _title(page: JournalPage) -> str:
    return page.pane.sheet.fields.title.text()


def test_the_page_opens_on_the_newest_entry_with_the_keyboard_in_the_table(page: JournalPage) -> None:
    assert page._count.text() == "30 entries"
    assert page.table.view.hasFocus()
    assert page.table.entry is not None
    assert page.table.entry.interaction.title == _title(page) == "entry 0"


def test_many_entries_are_counted_as_people_write_it(page: JournalPage) -> None:
    page._show_count(1_234, False)
    assert page._count.text() == "1,234 entries"
    page._show_count(1, False)
    assert page._count.text() == "1 entry"


def test_searching_filtering_editing_and_undo_by_keys_alone(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    _press(Qt.Key.Key_Slash)
    _type("entry 1")
    qtbot.waitUntil(lambda: page._count.text() == "11 entries")  # 1, and 10 to 19
    _press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), FilterChip) or QApplication.activePopupWidget()
    project = page.filter_bar._lists[0]
    qtbot.waitUntil(lambda: project._words.stringList() == ["maps", "notes", "shop"])
    QTest.keyClick(project._list, Qt.Key.Key_Down)
    QTest.keyClick(project._list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._count.text() == "3 entries")  # 11, 14 and 17
    page.table.take_focus()
    _press(Qt.Key.Key_J)
    qtbot.waitUntil(lambda: _title(page) == "entry 14")
    _press(Qt.Key.Key_G)
    _press(Qt.Key.Key_End)
    _type(", ci")
    with qtbot.waitSignal(page.said) as said:
        _press(Qt.Key.Key_Return)
    assert said.args == ["Changed the tags.", True]
    assert app.window.toast._words.text() == "Changed the tags."
    entry = next(one for one in entries(paths) if one.interaction.title == "entry 14")
    assert entry.interaction.tags == ("ci", "late")
    _press(Qt.Key.Key_Escape)
    assert page.table.view.hasFocus()
    with qtbot.waitSignal(page.table.counted):
        _press(UNDO)
    assert the_entry(paths, entry.interaction.id).interaction.tags == ("late",)
    qtbot.waitUntil(lambda: page.pane.sheet.fields[Field.TAGS].text() == "late")
    assert _title(page) == "entry 14"


def test_a_verdict_is_given_and_taken_back_in_the_table(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    _press(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.said) as said:
        _press(Qt.Key.Key_2)
    assert said.args == ["Judged “hurt”.", True]
    judged = entries(paths)[1]
    assert judged.assessment is not None
    assert (judged.assessment.outcome, judged.assessment.door) == (Outcome.HURT, Door.DETAIL)
    qtbot.waitUntil(lambda: page.table.entry == judged)
    with qtbot.waitSignal(page.table.counted):
        app.window.toast._undo.click()
    assert entries(paths)[1].assessment is None


def test_the_long_form_by_keys_alone_from_the_table_and_back(
    page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    _press(Qt.Key.Key_Down, Qt.Key.Key_L)
    form = page.pane.sheet.long_form
    with qtbot.waitSignal(page.said) as said:
        _press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert said.args == ["Kept: partly.", True]
    with qtbot.waitSignal(page.said) as said:
        _press(Qt.Key.Key_2)  # the keys of the verdict mean here what they mean everywhere
    assert said.args == ["Judged “hurt”.", True]
    judged = entries(paths)[1].assessment
    assert judged is not None
    assert (judged.outcome, judged.accepted) == (Outcome.HURT, Accepted.PARTLY)
    with qtbot.waitSignal(page.table.counted):
        _press(UNDO)
    qtbot.waitUntil(lambda: entries(paths)[1].assessment == replace(judged, outcome=None))
    with qtbot.waitSignal(page.table.counted):
        _press(UNDO)
    assert entries(paths)[1].assessment is None
    qtbot.waitUntil(lambda: not form.choices[Field.ACCEPTED].buttons[1].isChecked())
    _press(Qt.Key.Key_L)
    assert not form.is_open
    _press(Qt.Key.Key_Escape)
    assert page.table.view.hasFocus()


def test_a_long_answer_that_is_being_typed_outlives_the_program(
    qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot
) -> None:
    logged(paths, 3)
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        page = _open(app, qtbot)
        _press(Qt.Key.Key_L)
        page.pane.sheet.long_form.lines[Field.CONFIDENCE].setFocus()
        _type("rather")
    assert entries(paths)[0].assessment is not None
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        form = _open(app, qtbot).pane.sheet.long_form
        assert not form.is_open
        qtbot.waitUntil(lambda: form.lines[Field.CONFIDENCE].text() == "rather")


def test_the_useful_exchange_is_marked_by_keys_alone(full: App, paths: Paths, qtbot: QtBot) -> None:
    page = full.window.pages.journal
    _open_long_form(page, qtbot)
    entry = page.pane.entry
    assert entry is not None
    _press(Qt.Key.Key_Escape, Qt.Key.Key_U)
    tree = page.pane.sheet.exchanges.tree
    assert tree.hasFocus()
    _press(Qt.Key.Key_Down)
    marked = tree.current_id
    with qtbot.waitSignal(page.said) as said:
        _press(Qt.Key.Key_U)
    assert said.args == ["Marked: enough after this exchange.", True]
    judged = the_entry(paths, entry.interaction.id).assessment
    assert judged is not None
    assert judged.useful_exchange_id == marked
    qtbot.waitUntil(lambda: page.pane.is_settled)
    assert tree.current_id == marked
    with qtbot.waitSignal(page.said):
        _press(Qt.Key.Key_U)
    unmarked = the_entry(paths, entry.interaction.id)
    assert unmarked.assessment == entry.assessment


def test_the_space_bar_and_keys_on_a_chip_judge_nothing(page: JournalPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.said, wait=50):
        _press(Qt.Key.Key_Space)
        page.filter_bar._chips[0].setFocus()
        _press(Qt.Key.Key_1)


def test_what_is_typed_is_saved_when_another_row_is_clicked(
    page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    _press(Qt.Key.Key_Return)
    _type("half ")
    with qtbot.waitSignal(page.said):
        place = QPoint(300, 5 * page.table.view.row_height + 4)
        QTest.mouseClick(page.table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert entries(paths)[0].interaction.title == "half entry 0"
    qtbot.waitUntil(lambda: _title(page) == "entry 5")


def test_what_is_typed_is_saved_when_the_page_is_left(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    _press(Qt.Key.Key_N)
    _type("not lost")
    with qtbot.waitSignal(page.said):
        app.window.show_page(Screen.TODAY)
    said = entries(paths)[0].assessment
    assert said is not None
    assert said.note == "not lost"


def test_closing_the_window_loses_nothing(qapp: QApplication, paths: Paths, home: Path, qtbot: QtBot) -> None:
    logged(paths, 3)
    with staged(qapp, paths, {"HOME": str(home)}) as app:
        app.show()
        _open(app, qtbot)
        _press(Qt.Key.Key_Return)
        _type("typed last ")
    assert entries(paths)[0].interaction.title == "typed last entry 0"


def test_an_entry_that_is_being_edited_stays_though_the_filter_lost_it(
    page: JournalPage, qtbot: QtBot
) -> None:
    page.filter_bar._set(page.filter_bar._fields[3], "late")
    qtbot.waitUntil(lambda: page._count.text() == "5 entries")
    page.table.take_focus()
    _press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _title(page) == "entry 7")
    _press(Qt.Key.Key_G)
    tags = page.pane.sheet.fields[Field.TAGS]
    qtbot.waitUntil(tags.hasFocus)
    _press(Qt.Key.Key_Backspace)
    with qtbot.waitSignal(page.table.counted):
        _press(Qt.Key.Key_Return)
    assert page._count.text() == "4 entries"
    qtbot.waitUntil(lambda: page.pane.is_settled)
    assert (_title(page), tags.hasFocus()) == ("entry 7", True)
    _press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: _title(page) == "entry 14")


def test_an_edit_that_was_taken_back_does_not_come_back_with_the_next_one(
    page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    page.filter_bar._set(page.filter_bar._fields[3], "late")
    qtbot.waitUntil(lambda: page._count.text() == "5 entries")
    page.table.take_focus()
    _press(Qt.Key.Key_G)
    tags = page.pane.sheet.fields[Field.TAGS]
    qtbot.waitUntil(tags.hasFocus)
    with qtbot.waitSignal(page.table.counted):
        _press(Qt.Key.Key_Backspace)
        _press(Qt.Key.Key_Return)
    shown = page.pane.entry
    assert shown is not None
    assert shown.interaction.tags == ()
    with_journal(paths, lambda journal: journal.undo())
    qtbot.waitUntil(lambda: page.pane.entry is not None and page.pane.entry.interaction.tags == ("late",))
    assert tags.hasFocus()


def test_the_last_entry_of_a_filter_can_be_edited_to_the_end(page: JournalPage, qtbot: QtBot) -> None:
    page.filter_bar.search.type("entry 29")
    qtbot.waitUntil(lambda: page._count.text() == "1 entry")
    page.table.take_focus()
    _press(Qt.Key.Key_Return)
    _type("no longer an ")
    with qtbot.waitSignal(page.table.counted):
        page.pane.save()
    with qtbot.waitSignal(page.table.counted):
        page.filter_bar.search.type("entry 29 x")
    assert page._count.text() == "0 entries"
    page.pane.take_focus()
    with qtbot.waitSignal(page.table.counted):
        page.refresh()
    assert page.pane.isVisible()
    _press(Qt.Key.Key_Escape)
    assert not page.pane.isVisible()
    assert isinstance(QApplication.focusWidget(), QAbstractButton)


def test_what_another_process_logs_appears_and_moves_nothing(
    page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    page.table.view.open_row(20)
    qtbot.waitUntil(lambda: _title(page) == "entry 20")
    place = page.table.view.visualRect(page.table.view.currentIndex()).y()
    logged(paths, 4, first=-4)
    qtbot.waitUntil(lambda: page._count.text() == "34 entries")
    assert _title(page) == "entry 20"
    assert page.table.view.visualRect(page.table.view.currentIndex()).y() == place


def test_a_hidden_page_asks_nothing_and_catches_up(
    app: App, page: JournalPage, paths: Paths, qtbot: QtBot
) -> None:
    app.window.show_page(Screen.TODAY)
    with qtbot.assertNotEmitted(page.table.counted):
        logged(paths, 1, first=-1)
        with qtbot.waitSignal(app.journal.entries_changed):
            pass
    _open(app, qtbot)
    assert page._count.text() == "31 entries"


def test_an_empty_journal_says_so_and_leads_to_today(app: App, qtbot: QtBot) -> None:
    app.show()
    page = app.window.pages.journal
    with qtbot.waitSignal(page.table.counted):
        app.window.show_page(Screen.JOURNAL)
    assert page.table.empty._what.text() == "Nothing in the journal yet"
    assert page.filter_bar.isHidden()
    assert page.pane.isHidden()
    page.table.take_focus()
    _press(Qt.Key.Key_Space)
    assert app.window._pages.currentWidget() is app.window.today


def test_filtered_out_is_not_empty_and_one_key_clears_it(page: JournalPage, qtbot: QtBot) -> None:
    page.filter_bar.search.type("nothing like it")
    qtbot.waitUntil(lambda: page._count.text() == "0 entries")
    assert page.table.empty._what.text() == "No entry is like that"
    assert "Titles, notes and tags were searched." in page.table.empty._why.text()
    assert not page.filter_bar.isHidden()
    page.table.take_focus()
    with qtbot.waitSignal(page.table.counted):
        _press(Qt.Key.Key_Space)
    assert page._count.text() == "30 entries"
    assert page.table.view.hasFocus()
    assert page.filter_bar.search.text == ""


def test_filters_alone_say_that_it_is_them(page: JournalPage, qtbot: QtBot) -> None:
    page.filter_bar._set(page.filter_bar._fields[0], "nobody's")
    qtbot.waitUntil(lambda: page._count.text() == "0 entries")
    assert "the filters above leave out every one" in page.table.empty._why.text()


@pytest.mark.parametrize("keys", [[Qt.Key.Key_Slash], [FIND]], ids=["slash", "find"])
def test_the_search_is_one_key_away_and_leads_back(
    page: JournalPage, keys: list[Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]]
) -> None:
    _press(*keys)
    assert page.filter_bar.search._line.hasFocus()
    _press(Qt.Key.Key_Down)
    assert page.table.view.hasFocus()


def test_a_narrow_page_sets_the_pane_under_the_table(app: App, page: JournalPage) -> None:
    assert page._split.orientation() is Qt.Orientation.Horizontal
    app.window.resize(760, 820)
    QApplication.processEvents()
    assert page._split.orientation() is Qt.Orientation.Vertical
    app.window.resize(1_280, 820)
    QApplication.processEvents()
    assert page._split.orientation() is Qt.Orientation.Horizontal


def test_the_pane_can_be_given_more_room(page: JournalPage) -> None:
    before = page.pane.width()
    page._split.setSizes([300, 700])
    QApplication.processEvents()
    assert page.pane.width() > before


def test_markup_is_text_on_the_whole_page(app: App, paths: Paths, qtbot: QtBot) -> None:
    line = EntryLine(MARKUP, project=MARKUP, tool=MARKUP, task=MARKUP, tags=(MARKUP,))
    with_journal(paths, lambda journal: journal.log(line, NOW, Door.QUICK_LOG))
    app.show()
    page = _open(app, qtbot)
    assert _title(page) == MARKUP
    for place in range(4):
        page.filter_bar._set(page.filter_bar._fields[place], MARKUP)
        page.filter_bar._open_list(place)
        picks = page.filter_bar._lists[place]
        qtbot.waitUntil(lambda picks=picks: picks._words.stringList() == [MARKUP])  # type: ignore[misc]
        picks.close()
    for widget in [page, *page.findChildren(QWidget)]:
        assert "<img" not in widget.toolTip()
        if isinstance(widget, QLabel) and "<" in widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText


def _shown(page: JournalPage, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in page.findChildren(kind) if widget.isVisible()]


def test_everything_the_keyboard_reaches_has_a_name(full: App, qtbot: QtBot) -> None:
    page = full.window.pages.journal
    _open_long_form(page, qtbot)
    reached = 0
    for widget in _shown(page, QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), f"{widget} has no name"
        reached += 1
    assert reached > 34


def test_everything_that_can_be_pressed_is_large_enough(full: App, qtbot: QtBot) -> None:
    _open_long_form(full.window.pages.journal, qtbot)
    for button in _shown(full.window.pages.journal, QAbstractButton):
        assert button.height() >= SMALLEST_TARGET, button.accessibleName()
        assert button.width() >= SMALLEST_TARGET, button.accessibleName()


@pytest.mark.parametrize("points", [9, 18], ids=["100 %", "200 %"])
@pytest.mark.parametrize("width", [1_280, 900])
def test_no_words_are_cut(full: App, qapp: QApplication, qtbot: QtBot, *, points: int, width: int) -> None:
    page = full.window.pages.journal
    _open_long_form(page, qtbot)
    offers = {Field.QUALITY: "better", Field.MOTIVE: "expected", Field.LEFT_ME: "energised"}
    page.pane._long_answers._take_offers(Offers(offers, ()))
    page.filter_bar._set(page.filter_bar._fields[0], "shop")
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSize(points)
    try:
        qapp.setFont(font)
        full.window.resize(width, 820)
        for _ in range(3):
            QApplication.processEvents()
        assert full.window.width() == width
        for widget in _shown(page, QWidget):
            _assert_uncut(widget)
        for area in _shown(page, QScrollArea):
            assert isinstance(area, QScrollArea)
            assert area.horizontalScrollBar().maximum() == 0
    finally:
        qapp.setFont(before)


def _assert_uncut(widget: QWidget) -> None:
    if isinstance(widget, QLabel) and widget.text():
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        assert widget.height() >= needed, f"{widget.text()!r} is cut"
        assert widget.wordWrap() or widget.width() >= widget.sizeHint().width(), f"{widget.text()!r} is cut"
    elif isinstance(widget, QAbstractButton) and widget.text():
        hint = widget.sizeHint()
        assert widget.width() >= hint.width(), f"{widget.text()!r} is cut"
        assert widget.height() >= hint.height(), f"{widget.text()!r} is cut"
    right = widget.mapTo(widget.window(), QPoint(widget.width(), 0)).x()
    assert right <= widget.window().width(), f"{widget} is outside"


def test_the_keyboard_goes_through_the_page_as_the_eye_does(full: App, paths: Paths, qtbot: QtBot) -> None:
    page = full.window.pages.journal
    imported = next(entry.interaction for entry in entries(paths) if entry.interaction.exchanges > 1)
    with qtbot.waitSignal(page.table.counted):
        page.filter_bar._set(page.filter_bar._fields[0], imported.project or "")
    _open_long_form(page, qtbot)
    page.filter_bar.search.take_focus()
    order: list[QWidget] = []
    while (widget := QApplication.focusWidget()) not in order:
        assert widget is not None
        order.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    bar, sheet = page.filter_bar, page.pane.sheet
    places = [
        bar.search._line,
        bar._period_chip,
        *bar._chips,
        bar._clear,
        page.table.view,
        sheet.fields.title,
        sheet.fields[Field.PROJECT],
        sheet.fields[Field.TASK],
        sheet.fields[Field.TAGS],
        sheet.verdict._outcomes.buttons[0],
        sheet.verdict._needs.buttons[0],
        sheet.fields[Field.MINUTES],
        sheet.fields[Field.NOTE],
        sheet.long_form.fold,
        *(row.buttons[0] for row in sheet.long_form.choices.values()),
        *sheet.long_form.lines.values(),
        sheet.exchanges.mark,
        sheet.exchanges.tree,
    ]
    assert [order.index(place) for place in places] == sorted(order.index(place) for place in places)
