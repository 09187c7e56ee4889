import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Outcome
from aijournal.domain.entry_line import Chip, EntryLine
from aijournal.ui.quick_log.chip_button import ChipButton
from aijournal.ui.quick_log.chip_tones import tone_of
from aijournal.ui.quick_log.quick_log import QuickLog
from aijournal.ui.theme import Theme
from tests.ui.stage import CLOCK

LINE = "fixed flaky test #shop @claude +2 20m 12k !debugging"


@pytest.fixture
def quick_log(theme: Theme, qtbot: QtBot) -> QuickLog:
    quick_log = QuickLog(theme, CLOCK)
    qtbot.addWidget(quick_log)
    quick_log.resize(900, 80)
    quick_log.show()
    quick_log.take_focus()
    return quick_log


def _buttons(quick_log: QuickLog) -> dict[str, ChipButton]:
    QCoreApplication.processEvents()  # a layout shows what was added in its own time
    return {chip.text(): chip for chip in quick_log.findChildren(ChipButton) if chip.isVisible()}


def _chips(quick_log: QuickLog) -> list[str]:
    return list(_buttons(quick_log))


def _chip(quick_log: QuickLog, words: str) -> ChipButton:
    return _buttons(quick_log)[words]


def test_chips_appear_while_the_line_is_typed(quick_log: QuickLog) -> None:
    assert quick_log._grammar.isVisible()
    for typed, words in (("fixed flaky test", []), (" #shop", ["#shop"]), (" -1", ["#shop", "hurt"])):
        QTest.keyClicks(quick_log._line, typed)
        assert _chips(quick_log) == words
    assert quick_log.text == "fixed flaky test #shop -1"
    assert not quick_log._grammar.isVisible()


def test_every_understood_part_is_a_chip(quick_log: QuickLog) -> None:
    quick_log.type(LINE)
    assert _chips(quick_log) == [
        "#shop",
        "Claude Code",
        "helped a lot",
        "20 min saved",
        "12k tokens",
        "debugging",
    ]


def test_a_chip_can_be_taken_out_by_mouse(quick_log: QuickLog) -> None:
    quick_log.type(LINE)
    QTest.mouseClick(_chip(quick_log, "Claude Code"), Qt.MouseButton.LeftButton)
    assert quick_log.text == "fixed flaky test #shop +2 20m 12k !debugging"
    assert "Claude Code" not in _chips(quick_log)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Space]
)
def test_a_chip_can_be_taken_out_by_key(quick_log: QuickLog, key: Qt.Key) -> None:
    quick_log.type("#shop fixed 🎉 flaky test +2")
    chip = _chip(quick_log, "#shop")
    chip.setFocus()
    QTest.keyClick(chip, key)
    assert quick_log.text == "fixed 🎉 flaky test +2"
    assert quick_log._line.hasFocus()


def test_words_are_coloured_where_they_stand_even_behind_an_emoji(quick_log: QuickLog) -> None:
    quick_log.type("🎉🎉 party #shop")
    image = quick_log._line.grab().toImage()
    accent = quick_log._theme.color("accent")

    def columns(color: str) -> list[int]:
        return [
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y).name() == color for y in range(image.height()))
        ]

    written = columns(quick_log._theme.color("ink").name())
    colored = columns(accent.name())
    assert colored, "the project has the accent"
    assert max(x for x in written if x < min(colored)) < min(colored)
    assert min(colored) > quick_log._line.fontMetrics().horizontalAdvance("🎉🎉 party ") - 4


def test_words_are_left_alone_while_an_input_method_composes_them(quick_log: QuickLog) -> None:
    quick_log.type("#shop ")
    quick_log._line.setCursorPosition(6)
    quick_log._line.inputMethodEvent(QInputMethodEvent("にほ", []))
    quick_log._line.color_words([Chip(0, 5, "project", "#shop")])
    quick_log._line.inputMethodEvent(QInputMethodEvent("", []))
    quick_log._line.inputMethodEvent(_committed("日本"))
    assert quick_log.text == "#shop 日本"


def _committed(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


def test_colouring_keeps_what_can_be_undone_and_where_the_caret_is(quick_log: QuickLog) -> None:
    QTest.keyClicks(quick_log._line, "review #shop")
    quick_log._line.setCursorPosition(3)
    QTest.keyClicks(quick_log._line, "x")
    assert quick_log._line.cursorPosition() == 4
    assert quick_log.text == "revxiew #shop"
    assert quick_log._line.isUndoAvailable()


def test_enter_asks_to_save_what_was_understood(quick_log: QuickLog, qtbot: QtBot) -> None:
    quick_log.type(LINE)
    with qtbot.waitSignal(quick_log.save_asked) as asked:
        QTest.keyClick(quick_log._line, Qt.Key.Key_Return)
    line = asked.args[0]
    assert isinstance(line, EntryLine)
    assert (line.title, line.project, line.typed_tokens) == ("fixed flaky test", "shop", 12_000)
    assert line.assessment is not None
    assert line.assessment.outcome is Outcome.HELPED_A_LOT


def test_the_line_is_cleared_only_when_told_that_it_was_saved(quick_log: QuickLog) -> None:
    quick_log.type(LINE)
    QTest.keyClick(quick_log._line, Qt.Key.Key_Return)
    assert quick_log.text == LINE
    quick_log.tell_saved()
    assert quick_log.text == ""
    assert quick_log._grammar.isVisible()


def test_what_was_typed_while_saving_stays(quick_log: QuickLog) -> None:
    quick_log.type("one")
    QTest.keyClick(quick_log._line, Qt.Key.Key_Return)
    QTest.keyClicks(quick_log._line, " two")
    quick_log.tell_saved()
    assert quick_log.text == "two"


def test_enter_twice_asks_once(quick_log: QuickLog, qtbot: QtBot) -> None:
    quick_log.type("one")
    QTest.keyClick(quick_log._line, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(quick_log.save_asked):
        QTest.keyClick(quick_log._line, Qt.Key.Key_Return)


def test_after_a_failure_enter_tries_again(quick_log: QuickLog, qtbot: QtBot) -> None:
    quick_log.type("one")
    QTest.keyClick(quick_log._line, Qt.Key.Key_Return)
    quick_log.tell_failed()
    assert quick_log.text == "one"
    with qtbot.waitSignal(quick_log.save_asked):
        QTest.keyClick(quick_log._line, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_line_saves_nothing(quick_log: QuickLog, qtbot: QtBot, text: str) -> None:
    quick_log.type(text)
    with qtbot.assertNotEmitted(quick_log.save_asked):
        QTest.keyClick(quick_log._line, Qt.Key.Key_Return)


def test_escape_keeps_the_draft(quick_log: QuickLog, qtbot: QtBot) -> None:
    quick_log.type(LINE)
    with qtbot.waitSignal(quick_log.left):
        QTest.keyClick(quick_log._line, Qt.Key.Key_Escape)
    assert quick_log.text == LINE


def test_the_frame_shows_where_the_keyboard_is(quick_log: QuickLog) -> None:
    assert quick_log.property("focused")
    quick_log._line.clearFocus()
    assert not quick_log.property("focused")


@pytest.mark.parametrize(
    ("kind", "label", "tone"),
    [
        ("project", "#hurt", "accent"),
        ("outcome", "hurt a lot", "lost"),
        ("outcome", "helped", "gained"),
        ("net", "10 min lost", "lost"),
        ("net", "20 min saved", "gained"),
        ("tokens", "12k tokens", "tokens"),
        ("when", "yesterday 14:00", "accent"),
    ],
)
def test_a_chip_has_the_colour_of_its_meaning(kind: str, label: str, tone: str) -> None:
    assert tone_of(Chip(0, 1, kind, label)) == tone
