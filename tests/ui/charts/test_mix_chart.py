from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from aijournal.ui.charts.mix_chart import MixChart
from aijournal.ui.charts.mix_table import COLUMNS, MixTable, StepKind, describe, signed, steps_of
from aijournal.ui.theme import Theme
from tests.ui.charts.invented import put_on_page, some_change


@pytest.fixture
def chart(theme: Theme, page: QWidget) -> MixChart:
    """Show two quarters."""
    chart = put_on_page(MixChart(theme), page)
    chart.show_change(some_change())
    return chart


def _bars(chart: MixChart) -> list[Any]:
    return [item for item in chart._plot.addedItems if type(item).__name__ == "BarGraphItem"]


def test_the_steps_lead_from_one_quarter_to_the_other_without_a_rest() -> None:
    change = some_change()
    assert change.comparison is not None
    mix = change.comparison.mix
    before, other, same, after = steps_of(change.comparison)
    assert (before.size, after.size) == (mix.before, mix.after)
    assert other.begin == before.end
    assert other.size == pytest.approx(mix.mix)
    assert same.begin == other.end
    assert same.size == pytest.approx(mix.within)
    assert same.end == pytest.approx(after.end)
    assert mix.mix < 0 < mix.within
    assert same.low is not None
    assert same.low - same.begin == pytest.approx(change.comparison.within_low)


def test_the_bars_are_the_steps_with_their_figures_beside_them(chart: MixChart) -> None:
    for bar, step in zip(_bars(chart), chart.points, strict=True):
        assert bar.opts["x0"][0] == min(step.begin, step.end)
        assert bar.opts["width"][0] == pytest.approx(abs(step.size))
    names = [words for _, words in chart._left._tickLevels[0]]
    assert names == ["Last quarter", "Other kinds of work", "The same kinds", "This quarter"]
    figures = [words for _, words in chart._right._tickLevels[0]]
    assert figures[1].startswith("−")
    assert figures[2].startswith("+")
    assert _bars(chart)[1].opts["brush"].name() == chart._look.color("lost").name()
    assert _bars(chart)[2].opts["brush"].name() == chart._look.color("gained").name()
    assert chart.accessibleName() == f"Chart: {some_change().sentence}"


def test_steps_are_read_by_keys(chart: MixChart) -> None:
    heard: list[str] = []
    chart.point_read.connect(heard.append)
    chart.setFocus()
    for step in chart.points:
        assert heard[-1] == describe(step)
        QTest.keyClick(chart, Qt.Key.Key_Down)
    within = describe(chart.points[StepKind.WITHIN])
    assert within.startswith("The same kinds: +")
    assert ", between " in within


def test_the_table_sums_to_the_steps() -> None:
    change = some_change()
    assert change.comparison is not None
    model = MixTable()
    model.set_rows(change.comparison.mix.parts)
    assert [model.index(row, 0).data() for row in range(2)] == ["review", "tests"]
    parts = change.comparison.mix.parts
    assert sum(part.mix + part.within for part in parts) == pytest.approx(change.comparison.difference)
    for row, part in enumerate(parts):
        assert model.index(row, 5).data() == signed(part.mix)
        assert model.index(row, 6).data() == signed(part.within)
    assert model.columnCount() == len(COLUMNS)


def test_without_a_comparison_nothing_is_drawn(chart: MixChart) -> None:
    chart.show_change(replace(some_change(), comparison=None))
    assert chart.count == 0
    assert _bars(chart) == []


@pytest.mark.parametrize(("number", "words"), [(0.04, "0.0"), (-0.04, "0.0"), (3.14, "+3.1"), (-12.6, "−13")])
def test_a_difference_has_its_sign(number: float, words: str) -> None:
    assert signed(number) == words
