"""Where everything of a chart stands, and how it is written as SVG."""

import re
from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.analysis.estimate import Estimate
from aijournal.analysis.value import Tier
from aijournal.export.chart import Chart, ChartForm, ChartRow, RestsOn, Unit
from aijournal.export.chart_shapes import WIDTH, Box, Dot, Drawing, Line, Shape, Tone, Words, drawing
from aijournal.export.svg import _COLORS, to_svg
from aijournal.ui.colors import contrast

BASIS = RestsOn(30, 9, 31, 40, 0.78, Tier.FELT)
UNITS = {ChartForm.DOTS: Unit.PER_MILLION, ChartForm.BARS: Unit.MINUTES}
HARM = '<script>x()</script>"&\u202e'
figures = st.floats(-1e7, 1e7).map(lambda number: round(number, 3))
estimates = st.lists(figures, min_size=3, max_size=3).map(
    lambda drawn: Estimate(point=sorted(drawn)[1], low=min(drawn), high=max(drawn))
)


def _chart(form: ChartForm, *estimates: Estimate | None, name: str = "2026-03") -> Chart:
    rows = tuple(
        ChartRow(name, one, BASIS) if one else ChartRow(name, guard="too few rated to show")
        for one in estimates
    )
    return Chart(form, UNITS[form], "Title", "Sentence.", "Month", rows)


def _of(drawn: Drawing, kind: type[Shape], tone: Tone | None = None) -> list[Shape]:
    return [shape for shape in drawn.shapes if isinstance(shape, kind) and tone in {None, shape.tone}]


def _edges(shape: Shape) -> Sequence[tuple[float, float]]:
    match shape:
        case Line(x1, y1, x2, y2):
            return (x1, y1), (x2, y2)
        case Box(x, y, width, height):
            return (x, y), (x + width, y + height)
        case Dot(x, y, radius):
            return (x - radius, y - radius), (x + radius, y + radius)
        case Words(x, y):
            return ((x, y),)


@pytest.mark.parametrize("form", ChartForm)
@given(drawn=st.lists(st.none() | estimates, max_size=30), sure=estimates)
def test_everything_lies_on_the_sheet(form: ChartForm, drawn: list[Estimate | None], sure: Estimate) -> None:
    sheet = drawing(_chart(form, *drawn, sure))
    for shape in sheet.shapes:
        for x, y in _edges(shape):
            assert -0.2 <= x <= sheet.width + 0.2
            assert -5 <= y <= sheet.height + 0.2
    assert len({shape.text for shape in sheet.shapes if isinstance(shape, Words)}) >= 2


def test_a_dot_stands_within_its_band_and_bands_by_their_figures() -> None:
    sheet = drawing(_chart(ChartForm.DOTS, Estimate(8, 5, 12), None, Estimate(-2, -4, 6)))
    (upper, lower), (first, second) = _of(sheet, Box), _of(sheet, Dot)
    assert isinstance(upper, Box)
    assert isinstance(lower, Box)
    assert isinstance(first, Dot)
    assert isinstance(second, Dot)
    for band, dot in ((upper, first), (lower, second)):
        assert band.y < dot.y < band.y + band.height
        assert dot.x == pytest.approx(band.x + band.width / 2, abs=0.1)
    assert pytest.approx((first.y - upper.y) / upper.height, abs=0.01) == (12 - 8) / (12 - 5)
    assert (first.tone, second.tone) == (Tone.GAINED, Tone.LOST)
    assert second.x - first.x == pytest.approx(2 * (640 - 48) / 3, abs=0.1)


def test_a_bar_goes_from_zero_to_its_figure_and_its_range_across_its_end() -> None:
    sheet = drawing(_chart(ChartForm.BARS, Estimate(300, 120, 600), Estimate(-300, -400, 0), None))
    gained, lost = _of(sheet, Box)
    assert isinstance(gained, Box)
    assert isinstance(lost, Box)
    assert gained.x == pytest.approx(lost.x + lost.width, abs=0.1)
    assert gained.width == pytest.approx(lost.width, abs=0.1)
    whiskers = [one for one in _of(sheet, Line, Tone.INK) if isinstance(one, Line) and one.y1 == one.y2]
    assert whiskers[0].x1 < gained.x + gained.width < whiskers[0].x2
    assert "too few judged" in {one.text for one in sheet.shapes if isinstance(one, Words)}


def _levels(form: ChartForm, estimate: Estimate) -> list[str]:
    texts = [one.text for one in drawing(_chart(form, estimate)).shapes if isinstance(one, Words)]
    return [text for text in texts if text not in {"2026-03", "–"}]


def test_levels_are_round_and_minutes_become_hours() -> None:
    assert _levels(ChartForm.DOTS, Estimate(8, 5, 12)) == ["0", "5", "10"]
    assert _levels(ChartForm.DOTS, Estimate(0.01, -0.02, 0.03)) == [
        "−0.02",
        "−0.01",
        "0.00",
        "0.01",
        "0.02",
        "0.03",
    ]
    assert _levels(ChartForm.BARS, Estimate(60, 10, 90)) == ["0 min", "20 min", "40 min", "60 min", "80 min"]
    assert _levels(ChartForm.BARS, Estimate(300, 120, 600)) == ["0 h", "2 h", "4 h", "6 h", "8 h", "10 h"]
    assert _levels(ChartForm.DOTS, Estimate(0, 0, 0)) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]


def test_many_months_are_not_all_named() -> None:
    shapes = drawing(_chart(ChartForm.DOTS, *[Estimate(8, 5, 12)] * 24)).shapes
    names = [one.x for one in shapes if isinstance(one, Words) and one.text == "2026-03"]
    assert len(names) == 8
    assert all(later - earlier >= 62 for earlier, later in pairwise(names))


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("tests", "tests"),
        ("a" * 26, "a" * 26),
        ("a" * 27, "a" * 25 + "…"),
        ("写" * 14, "写" * 12 + "…"),
        ("one\ntwo", "one two"),
    ],
)
def test_a_long_name_is_cut_where_it_would_meet_its_bar(name: str, drawn: str) -> None:
    sheet = drawing(_chart(ChartForm.BARS, Estimate(300, 120, 600), name=name))
    assert drawn in {one.text for one in sheet.shapes if isinstance(one, Words)}


def test_what_has_no_figure_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="without a figure"):
        drawing(_chart(ChartForm.BARS, None))


def _svg(chart: Chart, title: str = "Title") -> str:
    return "\n".join(to_svg(drawing(chart), title, chart.sentence))


@pytest.mark.parametrize("form", ChartForm)
def test_svg_is_xml_without_style_script_or_address(form: ChartForm) -> None:
    text = _svg(_chart(form, Estimate(300, 120, 600), None, Estimate(-3, -9, 2), name=HARM), HARM)
    root = ET.fromstring(text)  # noqa: S314 - it was written two lines above
    assert (root[0].tag, root[1].tag, root[1].text) == ("title", "desc", "Sentence.")
    assert root.get("viewBox", "").startswith(f"0 0 {WIDTH:.0f} ")
    for element in root.iter():
        assert element.tag in {"svg", "title", "desc", "line", "rect", "circle", "text"}
        assert not {name for name in element.attrib if name in {"style", "class"} or name.startswith("on")}
        assert not re.search(r"url\(|:|//", " ".join(element.attrib.values()))
    assert "\u202e" not in text


def test_svg_takes_the_color_of_the_text_around_it_and_stands_out_from_both_grounds() -> None:
    for tone in (Tone.INK, Tone.SOFT, Tone.FAINT):
        assert _COLORS[tone][0] == "currentColor"
    for tone in (Tone.GAINED, Tone.LOST):
        color, _ = _COLORS[tone]
        assert min(contrast(color, "#ffffff"), contrast(color, "#121212")) >= 3.5
