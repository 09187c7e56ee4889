"""No figure leaves without its range, what it rests on, its coverage and its tier, in whatever format.

Walks everything that is written of reports on both sides of every guard: sentences, tables beside charts,
and fields. What is no estimate stands apart: counts, days, constants, and a share of a sum.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from PySide6.QtGui import QTextTable

from aijournal.analysis.summary import ReportDays, summarise
from aijournal.domain.period import ALL_TIME
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.domain.totals import ValueDay
from aijournal.export.html import to_html
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review
from aijournal.ui.reports.pdf import typeset
from tests.analysis.builders import day, drawn_days
from tests.export.experiments import experiments
from tests.export.reviews import ALL, REVIEWS, TOKENS, report_of, review_of

pytestmark = pytest.mark.usefixtures("qapp")
COLUMNS = 7
FIGURE = re.compile(
    r"^(Net minutes |Helped |Hurt |Value per |Minutes per |There is no value )|\d+\s*% of the minutes gained"
)
OF_TRIALS = "Experiments"
RANGE = re.compile(r"between \S+.* and |A range needs|One day alone|needs? |not stated|no value per token")
COVERED = re.compile(r"\d+ of \d+ (rated|answered)")
OF_A_SUM = re.compile(r"^\d+\s*% of the minutes gained fell on .* from \d+ with stated minutes")
OWN = "tracker.example"  # the person's own link has digits too
UNCOUNTED = ("Spent", "How this is counted")


@dataclass(frozen=True, slots=True)
class Told:
    """What a format says: sentences by heading, without the person's own, and rows of tables."""

    sentences: tuple[tuple[str, str], ...]
    rows: tuple[Sequence[str], ...]


def _days(pairs: int, days: int, *keys: str, **work: Any) -> list[ValueDay]:
    """Return so many pairs on so many days for each group."""
    return [
        day(number, key, rated=pairs // days + (number < pairs % days), unrated=1, **work)
        for key in keys
        for number in range(days)
    ]


def _review(rows: list[ValueDay], redaction: Redaction = ALL, **more: Any) -> Review:
    days = ReportDays(by_tool=rows, by_task=rows, by_bottleneck=rows, **more)
    return review_of(report_of(days), redaction)


def _changed() -> Review:
    """Return a report of a quarter that is clearly better than the last."""
    work = [
        day(number, "tests", net=10 if number < 30 else 60 + number % 5, unrated=0) for number in range(110)
    ]
    days = ReportDays(by_tool=work, by_task=work, by_quarter=work)
    report = summarise(ALL_TIME, days, TOKENS, DEFAULT_WEIGHTS, date(2026, 3, 1), date(2026, 6, 19))
    assert report.change.direction is not None
    return review_of(report, ALL)


GUARDED: Mapping[str, Review] = {
    "four rated": _review([day(0, "codex", rated=4), day(0, "kimi", rated=5)]),
    "five rated": _review([day(0, "codex", rated=5), day(40, "kimi", rated=5)]),
    "one day": _review(_days(25, 1, "codex", "kimi")),
    "seven days": _review(_days(20, 7, "codex", "kimi")),
    "19 pairs": _review(_days(19, 8, "codex", "kimi")),
    "20 pairs on eight days": _review(_days(20, 8, "codex", "kimi")),
    "some enough": _review([*_days(20, 8, "codex", "kimi"), *_days(5, 1, "goose"), *_days(2, 1, "amp")]),
    "no tokens": _review(_days(20, 8, "codex", "kimi", weight=0)),
    "unknown tokens": _review(
        [replace(one, paired=0, weight=0, weighed=0) for one in _days(20, 8, "codex", "kimi")]
    ),
    "no minutes": _review([replace(one, valued=0, paired=0) for one in _days(20, 8, "codex", "kimi")]),
    "minutes lost": _review(_days(20, 8, "codex", "kimi", net=-20)),
    "a random sample": _review(drawn_days(5, 200, ("codex", "kimi"))),
    "years": _review(
        [
            replace(one, day=date(2000 + number % 26, 3, 1 + number % 28))
            for number, one in enumerate(drawn_days(6, 900, ("codex", "kimi")))
        ]
    ),
    "changed": _changed(),
}
EACH = {**REVIEWS, **GUARDED}


def _of_markdown(one: Review) -> Told:
    sentences, rows, heading = [], [], ""
    for line in to_markdown(one.document).splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif found := re.match(r" *- (?:\*\*.*?\*\*(?:: |$))?(.*)", line):
            sentences.append((heading, found[1]))
        elif line.startswith("| ") and not line.startswith(("| --- ", *HEADINGS)):
            rows.append(line.strip("| ").split(" | "))
    return Told(tuple(sentences), tuple(rows))


HEADINGS = tuple(f"| {heading} |" for heading in ("Month", "Quarter", "Year", "Bottleneck", "Kind of work"))


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[tuple[str, str]] = []
        self.rows: list[list[str]] = []
        self._heading, self._tag, self._within = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._within, self._tag = self._tag, tag
        if tag == "tr":
            self.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        self._tag = self._within if tag == "strong" else ""

    def handle_data(self, data: str) -> None:
        if self._tag == "h2":
            self._heading = data
        elif self._tag == "li" and data.strip():
            self.sentences.append((self._heading, data.strip().removeprefix(": ")))
        elif self._tag == "td":
            self.rows[-1].append(data)


def _of_html(one: Review) -> Told:
    parsed = _Html()
    parsed.feed(to_html(one.document))
    return Told(tuple(parsed.sentences), tuple(row for row in parsed.rows if row))


def _of_json(one: Review) -> Told:
    document = json.loads(to_json(one))

    def sentences(points: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        for point in points:
            yield from [] if point["own_words"] or not point["text"] else [point["text"]]
            yield from sentences(point["points"])

    sections = document["sections"]
    rows = [row for section in sections for chart in section["charts"] for row in chart["rows"]]
    return Told(
        tuple((section["heading"], text) for section in sections for text in sentences(section["points"])),
        tuple(map(_as_cells, rows)),
    )


def _as_cells(row: Mapping[str, Any]) -> Sequence[str]:
    """Return a row of fields as the others have it; a figure with one end of its range has none."""
    has_range = row["low"] is not None and row["high"] is not None
    assert has_range == (row["figure"] is not None)
    basis = [row["n"], row["rated"], row["interactions"], row["tier"]]
    assert len({one is None for one in basis}) == 1
    figure = "–" if row["figure"] is None else str(row["figure"])
    between = f"{row['low']} to {row['high']}" if has_range else row["guard"]
    known = (
        ["–"] * 4 if basis[0] is None else [str(row["n"]), f"{row['rated']} of {row['interactions']}", "", ""]
    )
    return [row["name"], figure, between, *known[:2], known[2], (row["tier"] or "–").capitalize()]


def _of_paper(one: Review) -> Told:
    paper = typeset(one.document)
    tables = [frame for frame in paper.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    rows = [
        [table.cellAt(row, column).firstCursorPosition().block().text() for column in range(table.columns())]
        for table in tables
        for row in range(1, table.rows())
    ]
    sentences, heading = [], ""
    block = paper.begin()
    headings = {section.heading for section in one.document.sections}
    while block.isValid():
        if block.text() in headings:
            heading = block.text()
        elif block.textList():
            sentences.append((heading, block.text()))
        block = block.next()
    return Told(tuple(sentences), tuple(rows))


FORMATS: Mapping[str, Callable[[Review], Told]] = {
    "md": _of_markdown,
    "html": _of_html,
    "json": _of_json,
    "pdf": _of_paper,
}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", EACH)
def test_no_sentence_has_a_figure_alone(name: str, kind: str) -> None:
    told = FORMATS[kind](EACH[name])
    counted = [text for heading, text in told.sentences if heading not in (*UNCOUNTED, OF_TRIALS)]
    figures = [text for text in counted if FIGURE.search(text)]
    assert figures
    others = [text for text in counted if text not in figures and OWN not in text]
    assert [text for text in others if re.search(r"\d", text)] == []
    for text in figures:
        assert "Felt" in text, text
        assert COVERED.search(text), text
        assert OF_A_SUM.search(text) or RANGE.search(text), text


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", ["full", "everything"])
def test_no_sentence_about_a_trial_has_a_figure_alone(name: str, kind: str) -> None:
    told = [text for heading, text in FORMATS[kind](EACH[name]).sentences if heading == OF_TRIALS]
    figures = [text for text in told if re.search(r"\d", text)]
    assert len(figures) > len(experiments())
    for text in figures:
        assert re.search(r"between \S+ and \S+|needs? \d+ more|no saving to set", text), text
        assert re.search(r"\. Randomised; \d+ of \d+ ", text), text
        assert re.search(r"\d+ of \d+ (tasks were )?not left to chance \((\d+ %|unknown)\)", text), text
    lacking = [text for text in figures if "more finished task" in text]
    assert len(lacking) == 2
    assert not any("%" in text.split("Randomised")[0] for text in lacking)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", EACH)
def test_no_row_beside_a_chart_has_a_figure_alone(name: str, kind: str) -> None:
    rows = FORMATS[kind](EACH[name]).rows
    assert len(rows) == sum(len(chart.rows) for one in EACH[name].document.sections for chart in one.charts)
    for cells in rows:
        assert len(cells) == COLUMNS
        _, figure, between, rests_on, rated, _, tier = cells
        if figure == "–":
            assert re.search(r"needs? |too few|not stated|no value|unknown", between), cells
            continue
        assert re.fullmatch(r".*\d.* to .*\d.*", between), cells
        assert re.match(r"\d+", rests_on), cells
        assert re.fullmatch(r"\d+ of \d+", rated), cells
        assert tier == "Felt", cells


def test_charts_stand_on_both_sides_of_their_guards() -> None:
    charts = {
        name: [chart for section in one.document.sections for chart in section.charts]
        for name, one in EACH.items()
    }
    assert {"first_week", "nothing", "seven days"} <= {name for name, drawn in charts.items() if not drawn}
    rows = [row for drawn in charts.values() for chart in drawn for row in chart.rows]
    assert {row.estimate is None for row in rows} == {True, False}
    assert {chart.heading for drawn in charts.values() for chart in drawn} >= {
        *("Month", "Bottleneck", "Kind of work", "Year"),
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_says_the_same(kind: str) -> None:
    for name, one in EACH.items():
        told, expected = FORMATS[kind](one), _of_html(one)
        assert len(told.rows) == len(expected.rows), name
        figures = [text for _, text in told.sentences if FIGURE.search(text)]
        assert figures == [text for _, text in expected.sentences if FIGURE.search(text)], name
