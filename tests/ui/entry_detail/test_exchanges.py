"""The exchanges of an entry: everything is there, and two thousand calls are no slower than two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aijournal.collect import collect
from aijournal.domain.assessment import Assessment
from aijournal.domain.facts import ExchangeKind
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenUsage
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.ui.entry_detail.exchange_model import DetailView, ExchangeModel, ExchangeWeight, detail_view
from aijournal.ui.entry_detail.exchange_view import ExchangeTree
from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.prompt_peek import PromptPeek
from aijournal.ui.theme import Theme
from tests.journal.builders import a_call, add, an_exchange
from tests.ui.journal_stage import entries
from tests.ui.stage import IMPORTERS, NOW, with_journal

ACCESSIBLE, TOOL_TIP = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole


def _conversation(journal: Journal) -> None:
    """Import a prompt of a person, and a run that nobody began, of whose call little is known."""
    later = NOW - timedelta(minutes=49)
    unknown = a_call("msg_x", later, usage=TokenUsage(), model=None, is_sidechain=True)
    add(
        journal,
        an_exchange(1, NOW - timedelta(minutes=60), calls=3, location=None),
        replace(an_exchange(3, later, kind=ExchangeKind.RUN), calls=(unknown,)),
    )


@pytest.fixture
def view(paths: Paths) -> DetailView:
    with_journal(paths, _conversation)
    return _view(paths)


def _view(paths: Paths) -> DetailView:
    (entry, *_) = entries(paths)
    number = entry.interaction.id
    view = with_journal(
        paths, lambda journal: detail_view(journal, entry_id=number, now=NOW, weights=DEFAULT_WEIGHTS)
    )
    assert view is not None
    return view


@pytest.fixture
def lines(peek: PromptPeek) -> Iterator[PromptLines]:
    lines = PromptLines(peek)
    yield lines
    lines.deleteLater()


@pytest.fixture
def model(lines: PromptLines) -> Iterator[ExchangeModel]:
    model = ExchangeModel(lines)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield model
    tester.deleteLater()
    model.deleteLater()


@pytest.fixture
def tree(lines: PromptLines, theme: Theme) -> Iterator[ExchangeTree]:
    tree = ExchangeTree(theme, ExchangeModel(lines, lines))
    tree.resize(400, 300)
    tree.show()
    tree.activateWindow()
    yield tree
    tree.close()
    tree.deleteLater()


def test_an_entry_that_is_gone_has_no_view(paths: Paths) -> None:
    gone = with_journal(
        paths, lambda journal: detail_view(journal, entry_id=9, now=NOW, weights=DEFAULT_WEIGHTS)
    )
    assert gone is None


def test_exchanges_are_branches_and_calls_their_leaves(model: ExchangeModel, view: DetailView) -> None:
    model.show_view(view)
    assert [model.rowCount(model.index(row, 0)) for row in range(model.rowCount())] == [3, 1]
    call = model.index(2, 0, model.index(0, 0))
    assert model.parent(call) == model.index(0, 0)
    assert model.rowCount(call) == 0
    assert not model.index(9, 0).isValid()
    assert model.data(model.index(9, 0)) is None


def test_each_row_says_two_lines(model: ExchangeModel, view: DetailView) -> None:
    model.show_view(view)
    first, run = (model.index(row, 0) for row in range(2))
    said = [tuple(line.replace("\u00a0", " ") for line in model.lines(index)) for index in (first, run)]
    assert said == [
        ("prompt, not in the log any more", "18:00:00 · 3 calls · 2k weighted"),
        ("run without a prompt of yours", "18:11:00 · 1 call · tokens unknown"),
    ]
    call = model.lines(model.index(1, 0, first))
    assert call[0] == "18:00:01 · claude-opus-4-5-20251101"
    assert call[1].replace("\u00a0", " ") == "10 in · 100 to cache · 1k from cache · 50 out"
    aside = model.lines(model.index(0, 0, run))
    assert aside[0].endswith("model unknown, on the side")
    assert model.index(1, 0, first).data(ACCESSIBLE) == ", ".join(call)
    assert "claude-opus" in model.index(1, 0, first).data(TOOL_TIP)
    assert first.data(Qt.ItemDataRole.DecorationRole) is None


def _share(model: ExchangeModel) -> float | None:
    return model.share_after


def _current(tree: ExchangeTree) -> int | None:
    return tree.current_id


def test_the_useful_exchange_is_marked_and_what_came_after_it_says_so(
    model: ExchangeModel, view: DetailView, qtbot: QtBot
) -> None:
    model.show_view(view)
    first, run = (model.index(row, 0) for row in range(2))
    with qtbot.waitSignal(model.dataChanged):
        model.show_useful(view.detail.exchanges[0].id)
    assert model.lines(first)[1].startswith("enough here · 18:00:00")
    assert (model.is_useful(first), model.is_after(first)) == (True, False)
    assert not model.is_after(model.index(1, 0, first))
    assert model.is_after(run)
    call = model.index(0, 0, run)
    assert model.is_after(call)
    assert not model.is_useful(call)
    assert run.data(ACCESSIBLE).endswith("after enough")
    assert "after enough" not in first.data(ACCESSIBLE)
    model.show_useful(None)
    assert model.useful_row is None
    assert not model.is_after(run)


def test_the_mark_of_another_entry_marks_nothing(model: ExchangeModel, view: DetailView) -> None:
    model.show_view(view)
    model.show_useful(99)
    assert model.useful_row is None
    assert _share(model) is None


def test_the_share_that_came_after_is_known_only_where_every_token_is(
    model: ExchangeModel, view: DetailView
) -> None:
    model.show_view(view)
    model.show_useful(view.detail.exchanges[0].id)
    assert _share(model) is None  # of the run nothing is known
    whole = (ExchangeWeight(300.0, is_whole=True), ExchangeWeight(100.0, is_whole=True))
    model.show_view(replace(view, weights=whole))
    assert _share(model) == 0.25
    model.show_useful(view.detail.exchanges[1].id)
    assert _share(model) == 0
    model.show_view(replace(view, weights=(whole[0], ExchangeWeight(100.0, is_whole=False))))
    assert _share(model) is None


def test_a_lower_bound_is_none_of_the_whole(paths: Paths, model: ExchangeModel) -> None:
    usage = TokenUsage(1_000, 0, 0, 1_000, output_is_lower_bound=True)
    call = a_call("msg_1", NOW - timedelta(minutes=60), usage=usage)
    exchange = replace(an_exchange(1, call.at), calls=(call,))
    with_journal(paths, lambda journal: add(journal, exchange))
    model.show_view(_view(paths))
    assert model.lines(model.index(0, 0))[1].endswith("≥\u202f6k weighted")


def test_the_prompts_are_read_where_the_tool_keeps_them(
    paths: Paths, logs: Path, tree: ExchangeTree, qtbot: QtBot
) -> None:
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, {"HOME": str(logs)}, NOW))
    longest = max(entries(paths), key=lambda entry: entry.interaction.exchanges)
    number = longest.interaction.id
    view = with_journal(
        paths, lambda journal: detail_view(journal, entry_id=number, now=NOW, weights=DEFAULT_WEIGHTS)
    )
    assert view is not None
    assert len(view.detail.exchanges) > 2
    tree.show_view(view)
    model = tree._model
    prompts = [row for row, one in enumerate(view.detail.exchanges) if one.kind is ExchangeKind.PROMPT]
    qtbot.waitUntil(lambda: all("not in the log" not in model.index(row, 0).data() for row in prompts[:3]))
    assert len({model.index(row, 0).data() for row in prompts[:3]}) > 1


def test_a_single_exchange_is_open_and_several_are_closed(
    paths: Paths, view: DetailView, tree: ExchangeTree
) -> None:
    tree.show_view(view)
    assert not tree.isExpanded(tree._model.index(0, 0))
    one = replace(view, detail=replace(view.detail, exchanges=view.detail.exchanges[:1]))
    tree.show_view(replace(one, weights=view.weights[:1]))
    assert tree.isExpanded(tree._model.index(0, 0))
    assert paths


def test_the_same_again_leaves_open_what_was_opened(view: DetailView, tree: ExchangeTree) -> None:
    tree.show_view(view)
    tree.expand(tree._model.index(0, 0))
    judged = replace(view.detail.entry, assessment=Assessment(useful_exchange_id=1))
    tree.show_view(replace(view, detail=replace(view.detail, entry=judged)))
    assert tree.isExpanded(tree._model.index(0, 0))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_open_and_close(view: DetailView, tree: ExchangeTree, key: Qt.Key) -> None:
    tree.show_view(view)
    first = tree._model.index(0, 0)
    tree.setCurrentIndex(first)
    QTest.keyClick(tree, key)
    assert tree.isExpanded(first)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex().parent() == first
    QTest.keyClick(tree, key)  # on a call there is nothing to open
    assert tree.isExpanded(first)
    tree.setCurrentIndex(first)
    QTest.keyClick(tree, key)
    assert not tree.isExpanded(first)


def test_the_mark_and_what_came_after_are_seen(view: DetailView, tree: ExchangeTree) -> None:
    tree.show_view(view)
    plain = tree.grab().toImage()
    tree._model.show_useful(view.detail.exchanges[0].id)
    assert tree.grab().toImage() != plain
    after = tree.visualRect(tree._model.index(1, 0))
    assert tree.grab().toImage().copy(after) != plain.copy(after)


def test_the_keyboard_comes_to_the_marked_exchange(view: DetailView, tree: ExchangeTree) -> None:
    assert _current(tree) is None
    tree.show_view(view)
    tree._model.show_useful(view.detail.exchanges[1].id)
    tree.focus()
    assert tree.hasFocus()
    assert _current(tree) == view.detail.exchanges[1].id
    tree.setCurrentIndex(tree._model.index(2, 0, tree._model.index(0, 0)))
    tree.focus()
    assert _current(tree) == view.detail.exchanges[0].id


def test_a_click_opens(view: DetailView, tree: ExchangeTree) -> None:
    tree.show_view(view)
    QApplication.processEvents()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 8))
    assert tree.isExpanded(tree._model.index(0, 0))


def test_letters_are_left_to_the_page(view: DetailView, tree: ExchangeTree) -> None:
    tree.show_view(view)
    tree.setCurrentIndex(tree._model.index(0, 0))
    QTest.keyClick(tree, Qt.Key.Key_R)
    assert tree.currentIndex().row() == 0


def test_two_thousand_calls_are_no_slower_than_two(paths: Paths, tree: ExchangeTree) -> None:
    """Only the rows that are seen are put into words, at the beginning as at the end."""
    with_journal(paths, lambda journal: add(journal, an_exchange(1, NOW - timedelta(hours=1), calls=2_000)))
    view = _view(paths)
    assert len(view.detail.exchanges[0].calls) == 2_000
    said = CountingModel(tree._model._lines, tree)
    tree.setModel(said)
    tree._model = tree._delegate._model = said
    tree.show_view(view)
    QApplication.processEvents()
    tree.verticalScrollBar().setValue(tree.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert tree.isExpanded(said.index(0, 0))
    assert 1_999 in said.rows
    assert 5 < len(said.rows) < 50


class CountingModel(ExchangeModel):
    """Remembers which calls were put into words."""

    def __init__(self, lines: PromptLines, parent: QObject) -> None:
        super().__init__(lines, parent)
        self.rows: set[int] = set()

    def lines(self, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
        if index.parent().isValid():
            self.rows.add(index.row())
        return super().lines(index)
