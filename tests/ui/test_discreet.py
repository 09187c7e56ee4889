"""On a shared screen nothing is to be read of the journal: canaries are put in, and nobody may sing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QStandardItemModel, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry import EntryWords
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.totals import GroupBy
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings, load_settings
from aijournal.ui import phrases
from aijournal.ui.app import App
from aijournal.ui.discreet import MASK, Veil
from aijournal.ui.entry_detail.draft import Field
from aijournal.ui.entry_detail.line_field import LineField
from aijournal.ui.pages.journal import JournalPage
from aijournal.ui.screen import Screen
from tests.ui.stage import BERLIN, NOW, flush_deletions, staged, with_journal

if TYPE_CHECKING:
    from aijournal.domain.saved_view import SavedView

CANARY = "canary"
TOKENS = "765k"
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_MOST_ROWS = 60


def _fill(journal: Journal) -> None:
    for number in range(6):
        line = f"canarytitle{number} #canaryproject{number % 2} !canarytask @claude 765k"
        entry = journal.log(parse_entry_line(line, NOW.astimezone(BERLIN)), NOW, Door.QUICK_LOG)
        words = EntryWords(
            title=f"canarytitle{number}",
            project=f"canaryproject{number % 2}",
            task="canarytask",
            tags=("canarytag", f"canarytag{number}"),
        )
        journal.edit(entry.interaction.id, words, NOW)
        if number < 4:
            verdict = Assessment(
                Outcome.HELPED,
                Need.SLOWER,
                net_minutes=15,
                note="a canarynote for me",
                bottleneck="canarybottleneck",
                unblocked="canaryunblocked",
            )
            journal.assess(entry.interaction.id, verdict, NOW)
    journal.task_list.add("canarylistedtask", NOW)
    journal.bottlenecks.add("canarybottleneck", None, None, NOW)
    journal.marks.add(NOW.date(), "canarymark", NOW)
    last = journal.entries(EVERYTHING, NOW, 1).rows[0]
    journal.trash.delete([last.interaction.id], NOW)


@pytest.fixture
def filled(paths: Paths) -> Paths:
    """Leave a journal with a canary wherever a person may have put a word."""
    with_journal(paths, _fill)
    return paths


@pytest.fixture
def discreet(qapp: QApplication, filled: Paths) -> Iterator[App]:
    """Play the program as it was left: in discreet mode."""
    with staged(qapp, filled, {}, replace(Settings(), is_discreet=True)) as app:
        app.window.resize(1_280, 900)
        app.show()
        yield app


def _model_texts(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    at = parent or QModelIndex()
    for row in range(min(model.rowCount(at), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(at)):
            index = model.index(row, column, at)
            yield from (str(index.data(role)) for role in _ROLES)
            if isinstance(model, QStandardItemModel):
                yield from _model_texts(model, index)


def _widget_texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    yield from (widget.windowTitle(), widget.whatsThis(), widget.statusTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.text(), widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _model_texts(widget.model())


def _texts() -> list[str]:
    """Return every text that a widget of the program holds, seen or not."""
    tops = QApplication.topLevelWidgets()
    widgets = [one for top in tops for one in (top, *top.findChildren(QWidget))]
    return [text for widget in widgets for text in _widget_texts(widget)]


def _sung() -> set[str]:
    return {text for text in _texts() if CANARY in text or TOKENS in text}


def _settle(app: App, qtbot: QtBot) -> None:
    """Wait until the journal has answered everything that was asked."""
    answered: list[bool] = []
    app.journal.read(lambda _: True, answered.append)
    qtbot.waitUntil(lambda: bool(answered))


def _walk(app: App, qtbot: QtBot) -> Iterator[Screen]:
    """Show every page with all that it has to tell, the pane beside the table included."""
    for screen in Screen:
        app.window.show_page(screen)
        if screen is Screen.JOURNAL:
            page = app.window.pages.journal
            qtbot.waitUntil(lambda page=page: page.table.count == 5 and page.table.is_settled)  # type: ignore[misc]
            page.table.view.open_row(2)
            qtbot.waitUntil(lambda page=page: bool(page.pane.sheet.fields.title.toPlainText()))  # type: ignore[misc]
        for _ in range(3):  # a page may ask again when it has heard the first answer
            _settle(app, qtbot)
        app.window.grab()
        yield screen


def test_without_discretion_the_canaries_sing_on_the_pages(
    qapp: QApplication, filled: Paths, qtbot: QtBot
) -> None:
    sung: set[str] = set()
    with staged(qapp, filled, {}) as app:
        app.window.resize(1_280, 900)
        app.show()
        for _ in _walk(app, qtbot):
            sung |= _sung()
    told = " ".join(sung)
    for word in ("title", "project", "task", "tag", "note", "bottleneck", "unblocked", "listedtask", "mark"):
        assert f"canary{word}" in told, word
    assert TOKENS in told


def test_in_discreet_mode_no_page_tells_anything(discreet: App, qtbot: QtBot) -> None:
    for screen in _walk(discreet, qtbot):
        assert not _sung(), screen
        assert discreet.window.sidebar.discreet.isVisible()
    assert any(MASK in text for text in _texts())


def test_one_key_hides_at_once_and_another_press_shows_again(
    qapp: QApplication, filled: Paths, qtbot: QtBot
) -> None:
    with staged(qapp, filled, {}) as app:
        app.window.resize(1_280, 900)
        app.show()
        for screen in _walk(app, qtbot):
            if screen is Screen.JOURNAL:
                break
        assert _sung()
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(app.window, Qt.Key.Key_H, keys)
        assert app.window.shown_screen is Screen.JOURNAL
        QApplication.sendPostedEvents(None, 52)  # what is being deleted
        assert not _sung()
        qtbot.waitUntil(lambda: load_settings(filled.settings).is_discreet)
        for _ in _walk(app, qtbot):
            assert not _sung()
        QTest.keyClick(app.window, Qt.Key.Key_H, keys)
        for _ in _walk(app, qtbot):
            pass
        assert not app.window.sidebar.discreet.isVisible()
        qtbot.waitUntil(lambda: not load_settings(filled.settings).is_discreet)
        app.window.show_page(Screen.JOURNAL)
        assert _sung()
    assert phrases.short_count(765_000) == TOKENS


def _at_journal(app: App, qtbot: QtBot) -> JournalPage:
    for screen in _walk(app, qtbot):
        if screen is Screen.JOURNAL:
            break
    return app.window.pages.journal


@pytest.mark.parametrize(
    "move",
    [QTextCursor.MoveOperation.Start, QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveOperation.End],
)
def test_nothing_is_typed_around_a_hidden_text(
    discreet: App, filled: Paths, qtbot: QtBot, move: QTextCursor.MoveOperation
) -> None:
    before = _titles(filled)
    title = _at_journal(discreet, qtbot).pane.sheet.fields.title
    hidden = title.text()
    assert hidden.startswith(MASK)
    title.setFocus()
    title.moveCursor(QTextCursor.MoveOperation.Start)
    title.moveCursor(move)
    QTest.keyClicks(title, "jk")
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        QTest.keyClick(title, key)
    assert title.text() == hidden
    assert "written anew" in discreet.window.toast._words.text()
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert not title.hasFocus()
    _settle(discreet, qtbot)
    assert _titles(filled) == before


def test_a_hidden_text_is_replaced_whole_and_enter_leaves_it(
    discreet: App, filled: Paths, qtbot: QtBot
) -> None:
    title = _at_journal(discreet, qtbot).pane.sheet.fields.title
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(title, "written anew")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert not title.hasFocus()
    qtbot.waitUntil(lambda: "written anew" in _titles(filled))


def test_a_hidden_line_is_left_by_enter_and_refuses_what_is_typed(discreet: App, qtbot: QtBot) -> None:
    note = _at_journal(discreet, qtbot).pane.sheet.fields[Field.PROJECT]
    assert isinstance(note, LineField)
    hidden = note.text()
    note.setFocus()
    note.end(False)
    QTest.keyClicks(note, "x")
    assert note.text() == hidden
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert not note.hasFocus()


def test_everything_is_covered_before_anything_is_asked(
    qapp: QApplication, filled: Paths, qtbot: QtBot
) -> None:
    with staged(qapp, filled, {}) as app:
        app.show()
        _at_journal(app, qtbot)
        covered: list[tuple[bool, bool]] = []
        table = app.window.pages.journal.table
        app.acts.leaving.connect(lambda: covered.append((app.window.is_covered, table.isVisible())))
        app.acts.toggle_discreet()
        assert covered == [(True, False)]
        assert not app.window.is_covered


def test_discreet_mode_on_and_off_while_a_page_is_being_asked(
    qapp: QApplication, filled: Paths, qtbot: QtBot
) -> None:
    with staged(qapp, filled, {}) as app:
        app.show()
        app.window.show_page(Screen.TRENDS)
        for _ in range(4):
            app.window.pages.trends.refresh()
            app.acts.toggle_discreet()
            app.window.pages.trends.refresh()
            QApplication.processEvents()
        for _ in range(4):
            _settle(app, qtbot)
        qtbot.waitUntil(lambda: app.window.trends.is_settled)
        before = app.window.trends
        app.acts.toggle_discreet()
        for asking in (before._asking, before._asking_rest, before._asking_work):
            asking.ask()  # as a page does that goes on for a moment while it is being deleted
        flush_deletions()
        assert not isValid(before)
        _settle(app, qtbot)


def test_a_saved_view_with_a_hidden_name_keeps_its_name(discreet: App, filled: Paths, qtbot: QtBot) -> None:
    page = _at_journal(discreet, qtbot)
    with_journal(filled, lambda journal: journal.saved_views.save("canaryview", page.views.view, NOW))
    saved: list[tuple[SavedView, ...]] = []
    discreet.journal.read(lambda journal: journal.saved_views.all(), saved.append)
    qtbot.waitUntil(lambda: bool(saved))
    (view,) = saved[0]
    assert view.name.startswith(MASK)
    page.views._rename(view.id, view.name)
    _settle(discreet, qtbot)
    assert [one.name for one in with_journal(filled, lambda journal: journal.saved_views.all())] == [
        "canaryview"
    ]


@pytest.mark.parametrize("taken", range(1, 6))
def test_what_is_left_of_a_mask_is_never_saved(
    discreet: App, filled: Paths, qtbot: QtBot, taken: int
) -> None:
    for screen in _walk(discreet, qtbot):
        if screen is Screen.JOURNAL:
            break
    before = _titles(filled)
    page = discreet.window.pages.journal
    title = page.pane.sheet.fields.title
    title.setFocus()
    title.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(taken):
        title.textCursor().deletePreviousChar()
    assert title.toPlainText() != ""
    with qtbot.waitSignal(discreet.journal.troubled) as troubled:
        page.pane.save()
    assert troubled.args is not None
    assert troubled.args[0].title == "A hidden text was changed in part"
    assert _titles(filled) == before


def test_no_part_of_a_mask_is_another() -> None:
    veil = Veil(is_drawn=True)
    masks = veil.over(tuple(f"word {number}" for number in range(600)))
    assert len(set(masks)) == 600
    assert not any(one in other for one in masks for other in masks if one is not other)
    assert veil.lift(masks) == tuple(f"word {number}" for number in range(600))
    around = (f"{masks[3]} more", f"more {masks[3]}", f"{masks[3]}{masks[4]}")
    for part in (masks[300][:-1], masks[0][1:], MASK, f"{masks[3]} {MASK}", *around):
        with pytest.raises(AijournalError):
            veil.lift((part,))
    veil.forget()
    with pytest.raises(AijournalError):
        veil.lift(masks)


def _titles(paths: Paths) -> list[str]:
    rows = with_journal(paths, lambda journal: journal.entries(EVERYTHING, NOW, 9).rows)
    return [entry.interaction.title or "" for entry in rows]


def test_a_question_about_a_masked_name_is_answered_about_the_name(filled: Paths) -> None:
    veil = Veil(is_drawn=True)
    with_journal(filled, veil.learn)
    entry = with_journal(filled, lambda journal: veil.over(journal.entries(EVERYTHING, NOW, 1).rows[0]))
    project = entry.interaction.project
    assert project is not None
    assert project.startswith(MASK)
    job = veil.lift(partial(Journal.entries, wanted=EntryFilter(project=project), now=NOW, limit=9))
    assert len(with_journal(filled, job).rows) == 3
    totals = with_journal(filled, lambda journal: veil.over(journal.totals(EVERYTHING, GroupBy.PROJECT)))
    assert not [row.key for row in totals.rows if row.key and CANARY in row.key]


def test_sentences_keep_their_words_but_not_the_names_in_them(filled: Paths) -> None:
    veil = Veil(is_drawn=True)
    with_journal(filled, veil.learn)
    held = veil.over(_Told(sentence="Most of canaryproject0 and canarytask helped.", note="canaryproject0"))
    assert CANARY not in held.sentence
    assert held.sentence.startswith(f"Most of {MASK}")
    assert held.sentence.endswith(" helped.")
    assert held.note.startswith(MASK)
    assert veil.over("a text by itself") == "a text by itself"
    veil.draw(is_drawn=False)
    assert veil.over(("canaryproject0",)) == ("canaryproject0",)


@dataclass(frozen=True, slots=True)
class _Told:
    sentence: str
    note: str
