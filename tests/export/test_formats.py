"""Every format of a report: byte for byte, redacted, and never a figure without what it rests on."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from aijournal.analysis.summary import ReportDays
from aijournal.domain.period import ALL_TIME, Period
from aijournal.domain.review import OwnWords, PickedItem
from aijournal.export.document import Document, Point
from aijournal.export.html import to_html
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review
from tests.analysis.builders import day, drawn_days, ten_days
from tests.export.reviews import REVIEWS, SECRETS, WORDS, many_days, report_of, review_of

FORMATS: Mapping[str, Callable[[Review], str]] = {
    "md": lambda one: to_markdown(one.document),
    "html": lambda one: to_html(one.document),
    "json": to_json,
}
HARM = (
    "<script>x()</script> [a](javascript:x()) ![p](https://evil.example/p.png) <img src=x onerror=x> `c` # h"
)


def markdown(days: ReportDays, period: Period = ALL_TIME, redaction: Redaction | None = None) -> str:
    return to_markdown(review_of(report_of(days, period), redaction or Redaction()).document)


def points_of(document: Document) -> Iterator[Point]:
    pending = [point for section in document.sections for point in section.points]
    while pending:
        point = pending.pop()
        yield point
        pending += point.points


@pytest.mark.parametrize("kind", FORMATS)
def test_the_order_of_the_days_does_not_change_a_byte(kind: str) -> None:
    days = many_days()
    draw = random.Random(3)
    shuffled = replace(
        days,
        by_tool=draw.sample(days.by_tool, len(days.by_tool)),
        by_task=draw.sample(days.by_task, len(days.by_task)),
        by_bottleneck=draw.sample(days.by_bottleneck, len(days.by_bottleneck)),
        by_quarter=draw.sample(days.by_quarter, len(days.by_quarter)),
    )
    ours, theirs = (FORMATS[kind](review_of(report_of(one), words=WORDS)) for one in (days, shuffled))
    assert ours == theirs


@pytest.mark.parametrize("kind", FORMATS)
def test_no_name_of_the_person_s_own_is_told_unless_asked_for(kind: str) -> None:
    hidden, told = FORMATS[kind](REVIEWS["full"]), FORMATS[kind](REVIEWS["everything"])
    assert [secret for secret in SECRETS if secret in hidden.casefold()] == []
    assert [secret for secret in SECRETS if secret not in told.casefold()] == []
    for alias in ("Tool A", "Task type A", "Bottleneck A"):
        assert alias in hidden
        assert alias not in told


@pytest.mark.parametrize("kind", FORMATS)
def test_tokens_and_cost_stay_out_unless_asked_for(kind: str) -> None:
    spent = ("Tokens:", "45000000", "41.50 USD")
    told = FORMATS[kind](review_of(report_of(many_days()), Redaction(tokens=True, cost=True)))
    assert all(word in told for word in spent)
    assert not any(word in FORMATS[kind](REVIEWS["full"]) for word in spent)
    cost_alone = FORMATS[kind](review_of(report_of(many_days()), Redaction(cost=True)))
    assert ("41.50 USD" in cost_alone, "Tokens:" in cost_alone) == (True, False)


def test_rows_stand_in_the_order_of_the_names_that_are_told() -> None:
    for name in ("full", "everything"):
        for section in REVIEWS[name].document.sections:
            names = [point.name for point in section.points if point.points and not point.is_own]
            others = [one for one in names if one.startswith("Other ")]
            assert [one for one in names if one not in others] == sorted(set(names) - set(others))
            assert names[len(names) - len(others) :] == others


@pytest.mark.parametrize("name", REVIEWS)
def test_every_row_of_figures_in_json_carries_what_it_rests_on(name: str) -> None:
    figures = json.loads(to_json(REVIEWS[name]))["figures"]
    rows = [figures["overall"], *figures["by_tool"], *figures["by_task"], *figures["by_bottleneck"]]
    for row in rows:
        assert {
            "rated",
            "interactions",
            "days",
            "coverage_interactions",
            "coverage_tokens",
            "tier",
        } <= row.keys()
        for figure, low, high in (
            ("vpt", "vpt_low", "vpt_high"),
            ("helped_rate", "helped_low", "helped_high"),
        ):
            has_figure = row[figure] is not None
            assert has_figure == (row[low] is not None) == (row[high] is not None)
            assert has_figure or row["guard"]


def test_a_report_in_json_says_what_it_is() -> None:
    document = json.loads(to_json(REVIEWS["full"]))
    assert (document["schema"], document["kind"], document["private"]) == (1, "aijournal review", True)


@pytest.mark.parametrize(
    ("period", "months", "days"),
    [
        (ALL_TIME, "Period: 2026-03", "Period: 2026-03"),
        (
            Period(date(2026, 3, 2), date(2026, 4, 5)),
            "Period: 2026-03 to 2026-04",
            "Period: 2026-03-02 to 2026-04-05",
        ),
        (Period(date(2026, 3, 2), date(2026, 3, 2)), "Period: 2026-03", "Period: 2026-03-02"),
        (Period(first=date(2026, 3, 2)), "Period: since 2026-03", "Period: since 2026-03-02"),
        (Period(last=date(2026, 3, 31)), "Period: until 2026-03", "Period: until 2026-03-31"),
    ],
)
def test_days_become_months_unless_asked_for(period: Period, months: str, days: str) -> None:
    work = ReportDays(ten_days())
    assert months in markdown(work, period).splitlines()
    assert days in markdown(work, period, Redaction(times=True)).splitlines()


def test_minutes_that_were_lost_carry_a_real_minus_sign() -> None:
    text = markdown(ReportDays([day(number, net=-20) for number in range(10)]))
    assert "Net minutes saved: \N{MINUS SIGN}600 (\N{MINUS SIGN}10 h 00 min)" in text
    assert "-600" not in text


@pytest.mark.parametrize(("rated", "is_shown"), [(4, False), (5, True)])
def test_a_row_of_others_shows_figures_from_five_rated_on(rated: int, *, is_shown: bool) -> None:
    work = [
        *(day(number, "codex") for number in range(4)),
        day(0, "a", rated=rated - 2),
        day(1, "b", rated=2),
    ]
    lines = markdown(ReportDays(work)).splitlines()
    assert ("- **Other tools**" in lines) is is_shown
    assert ("- **Other tools**: too few rated to show" in lines) is not is_shown


def test_the_last_line_says_who_rated_what() -> None:
    assert markdown(ReportDays(ten_days())).splitlines()[-1] == (
        "Self-reported, 30 of 40 interactions rated, not comparable between people."
    )


def test_a_section_without_anything_to_say_is_not_there() -> None:
    headings = {section.heading for section in REVIEWS["first_week"].document.sections}
    assert headings == {"Overall", "By tool", "How this is counted"}


def test_a_change_is_told_only_when_it_is_sure() -> None:
    days = drawn_days(14, 60, ("tests", "review"))
    assert not any("quarter" in point.text for point in points_of(REVIEWS["full"].document))
    report = report_of(ReportDays(days))
    assert report.change.direction is None


class _Parsed(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def _hostile() -> Review:
    item = PickedItem("0197-a", HARM, HARM, HARM, HARM, "javascript:x()")
    return review_of(report_of(many_days()), words=OwnWords((item,), HARM, HARM, HARM))


def _hostile_names() -> Review:
    days = drawn_days(15, 60, (f"{HARM}|\n# x", "tests", "'\" onload='x()'"))
    work = ReportDays(by_tool=days, by_task=days, by_bottleneck=days)
    made = review_of(report_of(work), Redaction(names=True))
    assert sum(len(section.charts) for section in made.document.sections) == 3
    return made


@pytest.mark.parametrize(
    "review",
    [REVIEWS["full"], _hostile(), _hostile_names()],
    ids=["own words", "hostile words", "hostile names"],
)
def test_html_loads_runs_and_links_to_nothing(review: Review) -> None:
    parsed = _Parsed()
    text = to_html(review.document)
    parsed.feed(text)
    allowed = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "p",
        "section",
        "h2",
        "ul",
        "li",
        "strong",
        "footer",
        *("figure", "figcaption", "table", "tr", "th", "td"),
        *("svg", "desc", "line", "rect", "circle", "text"),
    ]
    assert set(parsed.tags) <= set(allowed)
    assert {name for name, _ in parsed.attributes} <= {
        *("lang", "charset", "http-equiv", "content", "name"),
        *("viewbox", "role", "font-size", "text-anchor", "x", "y", "x1", "y1", "x2", "y2"),
        *("width", "height", "rx", "cx", "cy", "r", "fill", "fill-opacity"),
        *("stroke", "stroke-opacity", "stroke-width"),
    }
    assert "default-src 'none'" in text
    assert all(words in " ".join(parsed.text.split()) for words in (" ".join(HARM.split()),)) is (
        review is not REVIEWS["full"]
    )


@pytest.mark.parametrize("review", [_hostile(), _hostile_names()], ids=["words", "names"])
def test_markdown_makes_nothing_of_the_person_s_words(review: Review) -> None:
    for line in to_markdown(review.document).splitlines():
        bare = re.sub(r"\\.", "", line)
        assert not re.search(r"[<>\[\]`]|!\(|^\s*#(?!#? [A-Z])", bare), line
        assert bare.count("|") in {0, 8}, "seven cells, or none"


def test_an_empty_item_takes_no_place() -> None:
    words = replace(WORDS, unblocked=(PickedItem("0197-a"), *WORDS.unblocked))
    document = review_of(report_of(many_days()), words=words).document
    (section,) = [one for one in document.sections if one.heading == "What got unblocked"]
    assert len(section.points) == 2
