from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from aijournal.domain.entry import Entry
from aijournal.ui.inbox.model import InboxModel
from tests.ui.stage import NOW, an_entry

TODAY = NOW.date()


@pytest.fixture
def model(qapp: object) -> Iterator[InboxModel]:
    """Return a model that Qt's own tester watches through every change."""
    assert qapp
    model = InboxModel(TODAY)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_entries([an_entry(number) for number in (1, 2, 3, 4)], TODAY)
    yield model
    tester.deleteLater()


def _ids(model: InboxModel) -> list[int]:
    entries = [model.entry(model.index(row)) for row in range(model.rowCount())]
    return [entry.interaction.id for entry in entries if entry]


def _without_title(number: int) -> Entry:
    return an_entry(number, None)


def test_rows_are_the_entries_in_their_order(model: InboxModel) -> None:
    assert _ids(model) == [1, 2, 3, 4]
    assert model.entry(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0


@pytest.mark.parametrize(
    "ids", [(2, 4), (1, 2, 3, 4, 5), (9, 1, 8, 3, 4), (4, 3, 2, 1), (), (7, 6), (2, 1)], ids=str
)
def test_any_change_ends_in_what_was_asked_for(model: InboxModel, ids: tuple[int, ...]) -> None:
    model.set_entries([an_entry(number) for number in ids], TODAY)
    assert _ids(model) == list(ids)


def test_rows_that_stay_keep_their_place_under_the_hand(model: InboxModel) -> None:
    kept = QPersistentModelIndex(model.index(2))
    model.set_entries([an_entry(number) for number in (9, 2, 8, 3)], TODAY)
    assert kept.isValid()
    assert kept.row() == 3
    assert _ids(model)[kept.row()] == 3


def test_a_row_that_was_judged_leaves(model: InboxModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.rowsRemoved):
        model.remove(2)
    assert _ids(model) == [1, 3, 4]
    model.remove(2)
    assert _ids(model) == [1, 3, 4]


def test_what_changed_in_a_row_is_shown(model: InboxModel) -> None:
    model.set_entries([an_entry(1, "another title"), an_entry(2), an_entry(3), an_entry(4)], TODAY)
    assert model.index(0).data() == "another title"


def test_a_title_asks_for_no_peek(model: InboxModel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.peek_wanted):
        assert model.index(0).data() == "retry on 502"


def test_a_row_without_title_asks_once_and_shows_what_is_known(qtbot: QtBot) -> None:
    model = InboxModel(TODAY)
    model.set_entries([_without_title(1)], TODAY)
    asked: list[Entry] = []
    model.peek_wanted.connect(asked.append)
    assert model.index(0).data() == "shop · Claude Code"
    assert model.index(0).data() == "shop · Claude Code"
    assert [entry.interaction.id for entry in asked] == [1]
    with qtbot.waitSignal(model.dataChanged):
        model.set_peek(1, "why does the\ncart round twice")
    assert model.index(0).data() == "why does the cart round twice"


def test_a_peek_for_a_row_that_has_gone_is_harmless(model: InboxModel) -> None:
    model.set_peek(99, "late")
    assert _ids(model) == [1, 2, 3, 4]


def test_markup_is_text_everywhere(model: InboxModel) -> None:
    model.set_entries([an_entry(1, "<img src=/canary>")], TODAY)
    index = model.index(0)
    assert index.data() == "<img src=/canary>"
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_screen_reader_hears_the_whole_row(model: InboxModel) -> None:
    entry = an_entry(1)
    model.set_entries([replace(entry, interaction=replace(entry.interaction, is_audit=True))], TODAY)
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("retry on 502, ")
    assert "shop · Claude Code · 9 exchanges · 412k weighted" in spoken
    assert spoken.endswith("picked at random")


def test_other_roles_say_nothing(model: InboxModel) -> None:
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None
