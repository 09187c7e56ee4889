"""Charts as what they show: no row has a figure alone, and the table says the same."""

import json
from dataclasses import replace

import pytest

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.sentences import say
from aijournal.analysis.value import Tier, value_of
from aijournal.export.chart import Chart, ChartForm, ChartRow, RestsOn, Unit, twin
from aijournal.export.charts import minutes_chart, value_chart
from aijournal.export.json_document import to_json
from tests.analysis.builders import day, drawn_days
from tests.export.reviews import REVIEWS

BASIS = RestsOn(n=30, days=9, rated=31, interactions=40, coverage_tokens=0.781, tier=Tier.FELT)
ESTIMATE = Estimate(8.43, 6.3, 10.5)
MISSING = "needs more"


@pytest.mark.parametrize(
    ("estimate", "rests_on", "guard"),
    [
        (ESTIMATE, None, None),
        (ESTIMATE, BASIS, MISSING),
        (ESTIMATE, None, MISSING),
        (None, None, None),
        (None, BASIS, None),
        (None, BASIS, ""),
    ],
)
def test_a_row_is_whole_or_says_why_not(
    estimate: Estimate | None, rests_on: RestsOn | None, guard: str | None
) -> None:
    with pytest.raises(ValueError, match="rests on"):
        ChartRow("2026-03", estimate, rests_on, guard)


def _chart(unit: Unit, *rows: ChartRow) -> Chart:
    return Chart(ChartForm.DOTS, unit, "Title", "Sentence.", "Month", rows)


def test_the_twin_has_every_row_with_its_range_and_what_it_rests_on() -> None:
    rows = ChartRow("2026-03", ESTIMATE, BASIS), ChartRow("2026-04", guard=MISSING)
    table = twin(_chart(Unit.PER_MILLION, *rows))
    assert table.headings == (
        *("Month", "Net minutes per million", "Range", "Rests on", "Rated", "Tokens judged", "Tier"),
    )
    assert table.rows == (
        ("2026-03", "8.4", "6.3 to 10.5", "30 on 9 days", "31 of 40", "78 %", "Felt"),
        ("2026-04", "–", MISSING, "–", "–", "–", "–"),
    )


def test_minutes_are_told_in_hours() -> None:
    basis = replace(BASIS, days=None, coverage_tokens=None)
    table = twin(_chart(Unit.MINUTES, ChartRow("tests", Estimate(-90, -130, 15), basis)))
    assert table.rows == (("tests", "−1 h 30 min", "−2 h 10 min to 15 min", "30", "31 of 40", "–", "Felt"),)


def test_a_chart_has_a_row_for_every_stretch_and_counts_those_it_knows() -> None:
    months = [value_of(f"2026-0{number}", drawn_days(number, 30)) for number in (3, 4)]
    few = value_of("2026-05", [day(rated=4)])
    short = value_of("2026-06", [day(rated=5)])
    (chart,) = value_chart([*months, few, short])
    assert chart.sentence.startswith("Each month with enough judged, 2 of 4")
    assert [row.estimate and row.estimate.point for row in chart.rows] == [
        *(month.vpt for month in months),
        None,
        None,
    ]
    assert [row.rests_on and row.rests_on.n for row in chart.rows][1:] == [months[1].paired, None, 5]
    assert chart.rows[2].guard == "too few rated to show"
    assert chart.rows[3].guard == short.vpt_guard


def test_net_minutes_without_a_range_are_held_back() -> None:
    known, short = value_of("tests", drawn_days(1, 60)), value_of("docs", [day(0), day(1)])
    unstated = replace(value_of("plans", [day(0), day(1)]), net_minutes=None)
    (chart,) = minutes_chart([("tests", known), ("docs", short), ("plans", unstated)], "tasks")
    assert short.net_minutes is not None
    assert [row.estimate is None for row in chart.rows] == [False, True, True]
    assert [row.guard for row in chart.rows] == [None, short.net_guard, say("value.net_unknown")]


def test_what_would_be_a_single_row_or_no_figure_is_no_chart() -> None:
    known, few = value_of("2026-03", drawn_days(1, 60)), value_of("2026-04", [day()])
    assert value_chart([]) == value_chart([known]) == value_chart([few, few]) == ()
    assert minutes_chart([("tests", known)], "tasks") == ()
    assert len(value_chart([known, few])) == 1


@pytest.mark.parametrize(("key", "heading"), [("2026-03", "Month"), ("2026-Q1", "Quarter"), ("2026", "Year")])
def test_stretches_have_their_own_heading_and_sentence(key: str, heading: str) -> None:
    row = value_of(key, drawn_days(1, 60))
    (chart,) = value_chart([row, row])
    assert chart.heading == heading
    assert chart.sentence.startswith(f"Each {heading.lower()} ")


def test_stretches_of_time_are_months_or_longer_whatever_is_told() -> None:
    for name in ("full", "everything"):
        charts = [chart for one in REVIEWS[name].document.sections for chart in one.charts]
        (over_time,) = [chart for chart in charts if chart.form is ChartForm.DOTS]
        assert [row.name for row in over_time.rows] == ["2026-03", "2026-04"]


def test_no_sum_of_tokens_can_be_worked_out_from_a_chart() -> None:
    for one in json.loads(to_json(REVIEWS["full"]))["sections"]:
        units = {chart["unit"] for chart in one["charts"]}
        assert len(units) <= 1, "minutes beside minutes per token would tell how many tokens there were"
        for row in (row for chart in one["charts"] for row in chart["rows"]):
            assert not [key for key in row if "token" in key and key != "coverage_tokens"]
