"""Value over time, as a document and in words."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aijournal.__main__ import draw_pdf
from aijournal.cli.commands.trend import trend_command
from aijournal.cli.session import start_session
from aijournal.domain.assessment import Door
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings

FIRST = date(2024, 3, 4)  # a Monday
LAST = FIRST + timedelta(days=81)
Answer = Callable[..., str]
Judge = Callable[[Sequence[date]], None]


def work_days(first: date = FIRST, weeks: int = 12) -> list[date]:
    return [first + timedelta(days=7 * week + weekday) for week in range(weeks) for weekday in range(5)]


@pytest.fixture
def judge(journal: Journal, zone: ZoneInfo) -> Judge:
    def log_days(days: Sequence[date]) -> None:
        now = datetime.now(zone)
        for number, day in enumerate(days):
            project = "maps" if number % 7 == 3 else "shop"
            line = f"work #{project} @claude +1 {20 + number % 9}m {100 + number % 50}k {day} 9:30"
            journal.log(parse_entry_line(line, now), now, Door.QUICK_LOG)

    return log_days


@pytest.fixture
def journal(paths: Paths, zone: ZoneInfo) -> Iterator[Journal]:
    with Journal.open(paths, Settings(), zone) as opened:
        yield opened


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Return what the command prints, which must succeed with nothing to add on stderr."""

    def run(*arguments: str) -> str:
        trend_command.main(arguments, "aijournal trend", standalone_mode=False, obj=start_session(draw_pdf))
        out, err = capsys.readouterr()
        assert not err
        return out

    return run


def test_the_document_has_the_promised_names(judge: Judge, answer: Answer) -> None:
    judge(work_days())
    document: dict[str, Any] = json.loads(answer("--to", str(LAST), "--json"))
    assert set(document) == {"schema", "points", "marks", "guard", "sentence", "change", "felt_measured"}
    assert document["change"].keys() >= {"vpt", "vpt_before", "low", "high", "direction", "guard", "sentence"}
    assert document["change"]["quarter"] == "2024-04-01"
    assert document["change"]["sentence"] in answer("--to", str(LAST))
    assert document["schema"] == 1
    assert document["guard"] is None
    assert document["marks"] == []
    assert document["sentence"].startswith("About ")
    assert [point["day"] for point in document["points"]] == [
        str(FIRST + timedelta(days=number)) for number in range(82)
    ]
    keys = ["day", "vpt", "low", "high", "effective_days", "coverage_tokens"]
    assert all(list(point) == keys for point in document["points"])
    last = document["points"][-1]
    assert last["low"] < last["vpt"] < last["high"]
    assert last["effective_days"] > 8
    assert last["coverage_tokens"] == 1.0


def test_a_gap_is_a_point_with_nulls(judge: Judge, answer: Answer) -> None:
    judge(work_days(weeks=6) + work_days(FIRST + timedelta(weeks=12), weeks=2))
    points = json.loads(answer("--to", str(FIRST + timedelta(days=95)), "--json"))["points"]
    gap = [point for point in points if point["vpt"] is None]
    assert gap
    assert all((point["low"], point["high"]) == (None, None) for point in gap)
    assert all((point["effective_days"] < 8) is (point["vpt"] is None) for point in points)


def test_a_period_rests_on_the_days_beside_it(judge: Judge, answer: Answer) -> None:
    judge(work_days())
    day = str(FIRST + timedelta(days=40))
    whole = json.loads(answer("--to", str(LAST), "--json"))["points"]
    assert json.loads(answer("--from", day, "--to", day, "--json"))["points"] == [whole[40]]


def test_without_a_period_the_line_ends_today(judge: Judge, answer: Answer, zone: ZoneInfo) -> None:
    before = datetime.now(zone).date()
    judge(work_days(before - timedelta(weeks=10), weeks=10))
    document = json.loads(answer("--tz", zone.key, "--json"))
    after = datetime.now(zone).date()
    assert document["points"][-1]["day"] in {str(before), str(after)}
    assert "weighted tokens now, between" in document["sentence"]


def test_a_filter_says_what_the_rest_is_short_of(judge: Judge, answer: Answer) -> None:
    judge(work_days())
    found = json.loads(answer("--project", "maps", "--to", str(LAST), "--json"))
    assert {point["vpt"] for point in found["points"]} == {None}
    assert found["guard"].startswith("No stretch of these days can be shown. Too few judged around ")


def test_an_empty_journal_says_so(answer: Answer) -> None:
    assert answer() == "Nothing was recorded yet.\n"
    assert json.loads(answer("--json"))["points"] == []


def test_a_short_history_says_what_is_missing_and_draws_nothing(judge: Judge, answer: Answer) -> None:
    judge(work_days(weeks=3))
    lines = answer("--to", str(LAST)).splitlines()
    assert lines == [
        "A trend needs six weeks with minutes and tokens, 1 more day.",
        "felt · 15 judged of 15 · 100 % of weighted tokens",
    ]


def test_words_begin_with_where_it_stands_and_end_with_a_row_a_week(judge: Judge, answer: Answer) -> None:
    judge(work_days(weeks=6) + work_days(FIRST + timedelta(weeks=12), weeks=3))
    last = FIRST + timedelta(days=102)
    lines = answer("--to", str(last)).splitlines()
    assert f"weighted tokens on {last}, between " in lines[0]
    assert lines[1] == "felt · 45 judged of 45 · 100 % of weighted tokens"
    assert lines[2].startswith("Value per token is down: 184 net minutes")
    assert lines[4].split("  ")[0] == "week to"
    rows = lines[5:]
    assert [row.split()[0] for row in rows] == [
        *(str(FIRST + timedelta(days=7 * week + 6)) for week in range(14)),
        str(last),
    ]
    assert rows[9].split() == ["2024-05-12", "too", "few", "judged", "–", "–"]
    assert re.fullmatch(rf"{last}  +\S+ \(\S+ … \S+\)  +5 of 5 +100 %", rows[-1])
    assert len({len(line) for line in lines[4:]}) == 1


def test_marks_of_the_period_are_told(judge: Judge, journal: Journal, answer: Answer, zone: ZoneInfo) -> None:
    judge(work_days())
    now = datetime.now(zone)
    journal.marks.add(FIRST + timedelta(days=20), "new model\x1b[31m", now)
    journal.marks.add(LAST + timedelta(days=1), "too late", now)
    marks = json.loads(answer("--to", str(LAST), "--json"))["marks"]
    assert marks == [{"day": "2024-03-24", "text": "new model\x1b[31m"}]
    assert answer("--to", str(LAST)).splitlines()[-1] == (
        "2024-03-24  new model\N{REPLACEMENT CHARACTER}[31m, marked by you"
    )
