"""The fields that are typed into, each by itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCompleter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aijournal.domain.name_kind import NameKind
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.fields import FIELD_ACTIONS, FieldSet
from aijournal.ui.entry_detail.growing_edit import GrowingEdit
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.theme import Theme

LONG = "a sentence that goes on and on and never comes to its end " * 3


def _picks(line: LineField) -> QAbstractItemView:
    """Return the list of names under a field."""
    picks = line.completer().popup()
    assert picks is not None
    return picks


@pytest.fixture
def window(theme: Theme) -> Iterator[QWidget]:
    assert theme
    window = QWidget()
    QVBoxLayout(window)
    window.resize(300, 400)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


def _put(window: QWidget, *fields: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for field in fields:
        layout.addWidget(field)
    QApplication.processEvents()


def test_a_growing_edit_is_as_high_as_its_words(window: QWidget) -> None:
    edit = GrowingEdit("note", has_lines=True)
    _put(window, edit)
    edit.show_text("one line")
    one = edit.height()
    edit.show_text(LONG)
    assert edit.height() > 3 * one / 2
    edit.show_text(LONG * 9)
    assert edit.height() < 8 * one
    assert edit.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded
    edit.show_text("one line")
    assert edit.height() == one


def test_a_hint_has_room_too(window: QWidget) -> None:
    edit = GrowingEdit("title", has_lines=False)
    _put(window, edit)
    edit.show_hint("short")
    one = edit.height()
    edit.show_hint(LONG)
    assert edit.height() > 3 * one / 2


def test_enter_and_leaving_finish_a_growing_edit(window: QWidget, qtbot: QtBot) -> None:
    edit, other = GrowingEdit("title", has_lines=False), LineField("other")
    _put(window, edit, other)
    edit.setFocus()
    QTest.keyClicks(edit, "abc")
    with qtbot.waitSignal(edit.finished):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "abc"
    qtbot.waitUntil(edit.hasFocus)
    with qtbot.waitSignal(edit.finished):
        other.setFocus()


def test_shift_and_enter_begin_a_line_only_where_there_are_lines(window: QWidget, qtbot: QtBot) -> None:
    note, title = GrowingEdit("note", has_lines=True), GrowingEdit("title", has_lines=False)
    _put(window, note, title)
    with qtbot.assertNotEmitted(note.finished):
        QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "\n" in note.text()
    with qtbot.waitSignal(title.finished):
        QTest.keyClick(title, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert title.text() == ""


@pytest.mark.parametrize("kind", ["growing", "line"])
def test_escape_gives_up(window: QWidget, qtbot: QtBot, kind: str) -> None:
    field = GrowingEdit("x", has_lines=True) if kind == "growing" else LineField("x")
    _put(window, field)
    with qtbot.waitSignal(field.given_up):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def test_what_is_shown_is_not_taken_for_typed(window: QWidget, qtbot: QtBot) -> None:
    edit, line = GrowingEdit("x", has_lines=True), LineField("y")
    _put(window, edit, line)
    with qtbot.assertNotEmitted(edit.edited), qtbot.assertNotEmitted(line.edited):
        edit.show_text("shown")
        line.show_text("shown")
    with qtbot.waitSignal(edit.edited) as typed:
        QTest.keyClicks(edit, "a")
    assert typed.args == ["ashown"]
    with qtbot.waitSignal(line.edited) as typed:
        QTest.keyClicks(line, "a")
    assert typed.args == ["ashown"]


def test_the_same_text_again_leaves_the_caret_where_it_is(window: QWidget) -> None:
    line = LineField("x")
    _put(window, line)
    line.show_text("abc")
    line.setCursorPosition(2)
    line.show_text("abc")
    assert line.cursorPosition() == 2


def test_names_help_to_type(window: QWidget, qtbot: QtBot) -> None:
    fields = FieldSet(window)
    task = fields[Field.TASK]
    assert isinstance(task, LineField)
    _put(window, task)
    with qtbot.waitSignal(fields.names_wanted) as wanted:
        fields.focus(Field.TASK)
    assert wanted.args == [NameKind.TASK]
    fields.offer(NameKind.TASK, ("debugging", "design", "tests"))
    fields.offer(NameKind.PROJECT, ("delta",))
    completer = task.completer()
    completer.setCompletionPrefix("de")
    assert [
        completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())
    ] == [
        "debugging",
        "design",
    ]


def test_a_name_that_is_picked_counts_as_typed(window: QWidget, qtbot: QtBot) -> None:
    line = LineField("task type", QCompleter())
    _put(window, line)
    line.offer(("debugging", "design", "tests"))
    line.setFocus()
    QTest.keyClicks(line, "de")
    picks = _picks(line)
    qtbot.waitUntil(picks.isVisible)
    QTest.keyClick(picks, Qt.Key.Key_Down)
    with qtbot.waitSignal(line.edited) as typed:
        QTest.keyClick(picks, Qt.Key.Key_Down)
    assert typed.args == ["design"]
    with qtbot.waitSignal(line.finished):
        QTest.keyClick(picks, Qt.Key.Key_Return)
    assert line.text() == "design"


def test_down_lists_everything_that_can_be_picked(window: QWidget, qtbot: QtBot) -> None:
    line = LineField("bottleneck", QCompleter())
    _put(window, line)
    line.offer(("waiting for review", "flaky builds"))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    picks = _picks(line)
    qtbot.waitUntil(picks.isVisible)
    assert [line.completer().completionModel().index(row, 0).data() for row in range(2)] == [
        "waiting for review",
        "flaky builds",
    ]
    picks.hide()


def test_what_is_offered_is_taken_by_its_key_in_an_empty_field_only(window: QWidget, qtbot: QtBot) -> None:
    line = LineField("rework")
    _put(window, line)
    QTest.keyClicks(line, "=")
    assert line.text() == "="
    line.show_text("")
    line.show_offer("20 min")
    assert line.placeholderText() == "= 20 min"
    with qtbot.waitSignal(line.offer_taken):
        QTest.keyClicks(line, "=")
    assert line.text() == ""
    with qtbot.assertNotEmitted(line.offer_taken):
        QTest.keyClicks(line, "1=")
    assert line.text() == "1="
    line.show_offer("")
    assert line.placeholderText() == line.accessibleDescription() == ""


def test_the_last_tag_is_completed_and_the_others_stay(window: QWidget) -> None:
    fields = FieldSet(window)
    tags = fields[Field.TAGS]
    assert isinstance(tags, LineField)
    _put(window, tags)
    fields.offer(NameKind.TAG, ("login", "late"))
    completer = tags.completer()
    completer.setWidget(tags)
    tags.show_text("ci, lo")
    assert completer.splitPath("ci, lo") == ["lo"]
    completer.setCompletionPrefix("lo")
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "ci, login"
    tags.show_text("lo")
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "login"


def test_every_field_says_its_name_and_no_key_means_two(window: QWidget, qtbot: QtBot) -> None:
    fields = FieldSet(window)
    all_fields = (Field.TITLE, *FIELD_ACTIONS)
    _put(window, *(fields[field] for field in all_fields))
    assert all(fields[field].accessibleName() for field in all_fields)
    assert len(set(FIELD_ACTIONS.values())) == len(FIELD_ACTIONS)
    with qtbot.waitSignal(fields.edited) as edited:
        QTest.keyClicks(fields[Field.NOTE], "x")
    assert edited.args == [Field.NOTE, "x"]
    with qtbot.waitSignal(fields.given_up) as given_up:
        QTest.keyClick(fields[Field.MINUTES], Qt.Key.Key_Escape)
    assert given_up.args == [Field.MINUTES]
