import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from aijournal.errors import AijournalError
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.empty_state import EmptyState
from aijournal.ui.widgets.key_button import KeyButton
from aijournal.ui.widgets.labels import plain_label, set_tone, tooltip
from aijournal.ui.widgets.minute_bars import MinuteBars, MinuteLine, tone_of
from aijournal.ui.widgets.notice import Notice
from aijournal.ui.widgets.segments import Segments
from aijournal.ui.widgets.slip_page import RuledPage
from aijournal.ui.widgets.toast import Toast
from tests.ui.stage import Counted, Neighbours, press_space


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(800, 600)
    ground.show()
    return ground


def test_a_key_button_says_its_key(theme: Theme, qtbot: QtBot) -> None:
    button = KeyButton(theme, "helped", "4", "gained")
    qtbot.addWidget(button)
    assert button.accessibleName() == "helped, key 4"
    button.setText("hurt")
    assert button.accessibleName() == "hurt, key 4"
    assert button.minimumSizeHint() == button.sizeHint()
    assert button.sizeHint().height() >= 24


@pytest.mark.parametrize(
    ("tone", "is_checked", "role"),
    [("gained", True, "gained"), ("lost", True, "lost"), ("ink", True, "accent"), ("lost", False, "sheet")],
)
def test_a_chosen_key_has_the_colour_of_what_it_means(
    theme: Theme,
    qtbot: QtBot,
    tone: str,
    is_checked: bool,  # noqa: FBT001 - a parameter
    role: str,
) -> None:
    button = KeyButton(theme, "words", "1", tone)
    qtbot.addWidget(button)
    button.setCheckable(True)
    button.setChecked(is_checked)
    button.resize(button.sizeHint())
    at = button.rect().center()
    assert button.grab().toImage().pixelColor(at.x(), 3).name() == theme.color(role).name()


def test_the_toast_offers_the_way_back_and_passes(ground: QWidget, qtbot: QtBot) -> None:
    toast = Toast(ground)
    assert toast.isHidden()
    toast.say("Judged “helped”.", can_undo=True)
    assert toast._timer.interval() == 8_000
    assert toast._timer.isActive()
    assert toast.accessibleName() == "Judged “helped”."
    assert ground.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undo_asked):
        toast._undo.click()
    assert toast.isHidden()
    toast.say("Taken back.", can_undo=False)
    assert not toast._undo.isVisible()
    toast._timer.timeout.emit()
    assert toast.isHidden()
    toast._timer.stop()


def test_a_toast_that_goes_gives_the_keyboard_to_the_page(neighbours: Neighbours, qtbot: QtBot) -> None:
    pages, page = QStackedWidget(), QWidget()
    pages.addWidget(page)
    pressed = neighbours.take(pages, qtbot)
    toast = Toast(pages)
    undone = Counted(toast.undo_asked)
    toast.say("Judged “helped”.", can_undo=True)
    press_space(toast._undo)
    assert page.hasFocus()
    press_space()
    toast.say("Judged “helped”.", can_undo=True)
    toast._undo.setFocus()
    toast._timer.timeout.emit()
    press_space()
    toast.say("Judged “helped”.", can_undo=True)
    toast._undo.setFocus()
    toast.say("Saved.", can_undo=False)
    press_space()
    assert (undone.count, pressed) == (1, [])
    toast._timer.stop()


def test_a_notice_is_closed_by_key_and_nothing_else_pressed(neighbours: Neighbours, qtbot: QtBot) -> None:
    notice = Notice()
    pressed = neighbours.take(notice, qtbot)
    notice.show_error(AijournalError("The disk is full", "Free some space."))
    press_space(notice.findChild(QPushButton))
    assert notice.isHidden()
    press_space()
    assert pressed == []


def test_the_toast_stays_while_it_is_pointed_at(ground: QWidget) -> None:
    toast = Toast(ground)
    toast.say("Judged.", can_undo=True)
    QApplication.sendEvent(toast, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()
    toast._timer.stop()


def test_the_toast_keeps_to_its_corner(ground: QWidget) -> None:
    toast = Toast(ground)
    toast.say("Judged.", can_undo=True)
    right = ground.width() - toast.geometry().right()
    ground.resize(1_000, 700)
    assert ground.width() - toast.geometry().right() == right
    toast._timer.stop()


def test_segments_have_one_choice_in_force(qtbot: QtBot) -> None:
    segments = Segments("Period", ("3 months", "9 months", "All"), current=1)
    qtbot.addWidget(segments)
    assert segments.current == 1
    with qtbot.waitSignal(segments.chosen) as chosen:
        segments.findChildren(QPushButton)[2].click()
    assert chosen.args == [2]
    assert segments.current == 2
    assert segments.findChildren(QPushButton)[0].accessibleName() == "Period: 3 months"


def test_nothing_is_seen_of_an_empty_state_before_there_is_something_to_say(
    theme: Theme, qtbot: QtBot
) -> None:
    empty = EmptyState(theme)
    qtbot.addWidget(empty)
    empty.resize(300, 200)
    empty.show()
    assert len(_colors(empty)) == 1
    assert not empty._action.isVisible()
    empty.say("nothing", "Nothing here", "", "Look")
    assert len(_colors(empty)) > 3
    assert empty._action.isVisible()


def _colors(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("role", ["", "page", "link", "segment", "primary"])
def test_the_ring_of_a_button_is_all_that_tells_of_the_keyboard(
    role: str, theme: Theme, neighbours: Neighbours, qtbot: QtBot
) -> None:
    assert theme
    button = QPushButton("Restore")
    button.setProperty("role", role)
    neighbours.take(button, qtbot)
    button.clearFocus()
    without = _inside(button)
    _, before, _ = neighbours.findChildren(QPushButton)  # in the order in which Tab goes
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert _inside(button) == without


def _inside(button: QPushButton) -> QImage:
    """Return what is painted within the ring."""
    return button.grab(button.rect().adjusted(5, 3, -5, -3)).toImage()


def test_an_empty_state_says_what_why_and_one_action(theme: Theme, qtbot: QtBot) -> None:
    empty = EmptyState(theme)
    page = RuledPage(theme, empty, 80, 50)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    empty.say("folder", "No logs", "Because there are none.", "Look again")
    assert (empty._what.text(), empty._why.text()) == ("No logs", "Because there are none.")
    with qtbot.waitSignal(empty.acted):
        empty._action.click()
    QApplication.processEvents()
    assert page.rect().contains(empty.geometry())
    small = empty.height()
    empty.say("folder", "No logs", "Because " * 80)
    assert not empty._action.isVisible()
    qtbot.waitUntil(lambda: empty.height() > small)
    page.resize(200, 900)
    assert page.rect().contains(empty.geometry())


def test_minute_bars_grow_from_one_zero(theme: Theme, qtbot: QtBot) -> None:
    bars = MinuteBars(theme)
    qtbot.addWidget(bars)
    bars.show_lines((MinuteLine("tests", 60), MinuteLine("review", -20), MinuteLine("mails", 0)))
    bars.resize(320, bars.sizeHint().height())
    image = bars.grab().toImage()

    def columns(role: str, line: int) -> list[int]:
        y = round((line + 1) * bars._line_height()) - 6
        return [x for x in range(320) if image.pixelColor(x, y).name() == theme.color(role).name()]

    gained, lost = columns("gained", 0), columns("lost", 1)
    assert min(gained) - max(lost) == pytest.approx(0, abs=6)  # their ends are round
    assert len(gained) == pytest.approx(3 * len(lost), abs=16)
    assert bars.accessibleName() == "tests +60, review −20, mails 0"


def test_minutes_of_one_sign_leave_no_room_for_the_other(theme: Theme, qtbot: QtBot) -> None:
    bars = MinuteBars(theme)
    qtbot.addWidget(bars)
    bars.show_lines((MinuteLine("tests", 60),))
    bars.resize(320, bars.sizeHint().height())
    assert not bars.grab().isNull()
    bars.show_lines(())
    assert bars.sizeHint().height() == 0
    assert not bars.grab().isNull() or bars.height() > 0


@pytest.mark.parametrize(("minutes", "tone"), [(0.4, ""), (1, "gained"), (-1, "lost"), (0, "")])
def test_minutes_have_the_tone_of_their_sign(minutes: float, tone: str) -> None:
    assert tone_of(minutes) == tone


def test_a_notice_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show_error(AijournalError("The disk is full", "Free 20 MB; nothing was lost."))
    assert notice.isVisible()
    assert (notice._title.text(), notice._message.text()) == (
        "The disk is full",
        "Free 20 MB; nothing was lost.",
    )
    notice.findChildren(QPushButton)[0].click()
    assert notice.isHidden()


def test_a_long_path_gives_way_in_its_middle(qtbot: QtBot) -> None:
    label = ElidedLabel("/home/someone/a/very/long/way/to/the/journal/data", "small")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
    label.resize(80, 20)
    assert not label.grab().isNull()
    assert "very/long" in label.toolTip()


def test_labels_show_markup_as_text(qtbot: QtBot) -> None:
    label = plain_label("<b>bold</b>", "soft")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b>"
    assert tooltip("<img src=x>") == "<p>&lt;img src=x&gt;</p>"
    assert tooltip("") == ""


def test_a_tone_is_put_on_once(theme: Theme, qtbot: QtBot) -> None:
    label = plain_label("−20", "figure")
    qtbot.addWidget(label)
    set_tone(label, "lost")
    label.show()
    QTest.qWait(0)
    assert label.property("tone") == "lost"
    assert label.palette().color(label.foregroundRole()).name() == theme.color("lost").name()


def test_a_long_toast_has_its_beginning_and_its_end_in_two_lines(ground: QWidget) -> None:
    toast = Toast(ground)
    long = "Judged the entry “" + "of many words " * 60 + "” as helped."
    for words in ("Judged “helped”.", long, "W" * 500, "Two lines of words are enough for this one. " * 3):
        toast.say(words, can_undo=True)
        QApplication.processEvents()
        assert ground.rect().contains(toast.geometry())
        shown = toast._words.text()
        assert shown[:10] == words[:10]
        assert shown[-8:] == words.strip()[-8:] or shown == words
        assert toast._words.height() <= 3 * toast._words.fontMetrics().lineSpacing()
        assert toast._words.height() >= toast._words.heightForWidth(toast._words.width())
    toast._timer.stop()
