import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.entry import Entry
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.mirror.evidence_list import EvidenceList
from aijournal.ui.mirror.evidence_model import EvidenceColumn
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import SMALLEST_TARGET
from tests.ui.stage import NOW, an_entry

HOSTILE = '<img src="file:///etc/hostname"> \u202e' + "long " * 2_000
VERDICT = Assessment(Outcome.HURT, Need.KNEW, net_minutes=-10.0)


def _entries(count: int) -> tuple[Entry, ...]:
    return tuple(an_entry(number, f"entry {number}") for number in range(1, count + 1))


@pytest.fixture
def behind(theme: Theme, lines: PromptLines, qtbot: QtBot) -> EvidenceList:
    """Return the list, wide enough for every column."""
    behind = EvidenceList(theme, lines, "Entries behind: Answers you already knew")
    qtbot.addWidget(behind)
    behind.resize(1_000, 300)
    behind.show()
    return behind


def _said(behind: EvidenceList, row: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    return [behind.rows.data(behind.rows.index(row, column), role) for column in EvidenceColumn]  # type: ignore[misc] # text


def test_a_row_says_what_it_was_when_and_what_was_said_of_it(behind: EvidenceList) -> None:
    entry = Entry(an_entry(3, "status mail").interaction, VERDICT)
    behind.show_entries((entry,), NOW.date())
    assert _said(behind, 0) == [
        "status mail",
        "Fri 20 Nov",
        "hurt, −10 min, knew the answer",
        "412k weighted",
    ]
    spoken = _said(behind, 0, Qt.ItemDataRole.AccessibleTextRole)[0]
    assert spoken == "status mail, Fri 20 Nov, hurt, −10 min, knew the answer, 412k weighted"


def test_an_entry_without_a_title_is_told_by_whose_it_was(behind: EvidenceList) -> None:
    behind.show_entries((an_entry(1, None),), NOW.date())
    assert _said(behind, 0)[0] == "shop · Claude Code"


def test_words_of_people_are_text_on_one_line(behind: EvidenceList) -> None:
    behind.show_entries((an_entry(1, HOSTILE),), NOW.date())
    title = _said(behind, 0)[0]
    assert title.startswith('<img src="file:///etc/hostname"> long long')
    assert "<img" not in _said(behind, 0, Qt.ItemDataRole.ToolTipRole)[0]
    assert behind.columnWidth(EvidenceColumn.TITLE) < behind.width()


def test_enter_opens_the_current_entry_and_letters_are_left_to_the_page(
    behind: EvidenceList, qtbot: QtBot
) -> None:
    entries = _entries(5)
    behind.show_entries(entries, NOW.date())
    QTest.keyClick(behind, Qt.Key.Key_Down)
    with qtbot.waitSignal(behind.opened) as opened:
        QTest.keyClick(behind, Qt.Key.Key_Return)
    assert opened.args == [entries[1]]
    QTest.keyClick(behind, Qt.Key.Key_E)
    assert behind.currentIndex().row() == 1, "nothing is searched for"


def test_it_is_as_high_as_its_rows_up_to_eight(behind: EvidenceList) -> None:
    heights = []
    for count in (1, 8, 20):
        behind.show_entries(_entries(count), NOW.date())
        heights.append(behind.height())
    assert heights[0] < heights[1] == heights[2]
    assert behind.rowHeight(0) >= SMALLEST_TARGET


def test_where_it_is_narrow_title_and_day_are_enough(behind: EvidenceList, qtbot: QtBot) -> None:
    behind.show_entries(_entries(2), NOW.date())
    hidden = (EvidenceColumn.VERDICT, EvidenceColumn.TOKENS)
    assert not any(map(behind.isColumnHidden, hidden))
    behind.resize(300, 200)
    qtbot.waitUntil(lambda: all(map(behind.isColumnHidden, hidden)))
    assert not behind.isColumnHidden(EvidenceColumn.DAY)
