"""Guessing what columns say, by their names and by what stands in them."""

from pathlib import Path

import pytest

from aijournal.importers.tables.column_words import recognised
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import Field, TimeUnit
from tests.importers.table_files import Dialect, write_lines, write_notes, write_table, write_usage


def test_a_spreadsheet_of_notes(tmp_path: Path) -> None:
    mapping = detect(write_notes(tmp_path))
    assert mapping.columns == {
        Field.DATE: "Date",
        Field.TIME: "Time",
        Field.TITLE: "What I did",
        Field.PROJECT: "Project",
        Field.NET: "Minutes saved",
        Field.OUTCOME: "Outcome",
        Field.NEED: "Need",
        Field.TASK: "Task type",
        Field.TAGS: "Tags",
        Field.NOTE: "Comment",
        Field.LINK: "Link",
    }
    assert mapping.says_anything
    assert (mapping.tool, mapping.time_zone, mapping.keeps_titles) == (None, None, False)


def test_a_tool_s_table_of_requests(tmp_path: Path) -> None:
    mapping = detect(write_usage(tmp_path))
    assert mapping.columns == {
        Field.TIME: "Timestamp",
        Field.ID: "Request ID",
        Field.MODEL: "Model",
        Field.INPUT: "Input tokens",
        Field.OUTPUT: "Output tokens",
        Field.AMOUNT: "Credits",
    }
    assert (mapping.unit, mapping.says_anything) == ("credit", False)


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (
            "created_at,sessionId,prompt_tokens,completion_tokens,cached_tokens,total_tokens",
            {
                Field.TIME: "created_at",
                Field.CONVERSATION: "sessionId",
                Field.INPUT: "prompt_tokens",
                Field.OUTPUT: "completion_tokens",
                Field.CACHE_READ: "cached_tokens",
                Field.TOTAL: "total_tokens",
            },
        ),
        (
            (
                "usage.input_tokens,usage.cache_read_input_tokens,usage.cache_creation_input_tokens,"
                "usage.output_tokens,usage.reasoning_tokens"
            ),
            {
                Field.INPUT: "usage.input_tokens",
                Field.CACHE_READ: "usage.cache_read_input_tokens",
                Field.CACHE_WRITE: "usage.cache_creation_input_tokens",
                Field.OUTPUT: "usage.output_tokens",
                Field.REASONING: "usage.reasoning_tokens",
            },
        ),
        (
            "Start time,End time,Duration (s),App,LLM,Repository,Premium requests,Cost (USD)",
            {
                Field.TIME: "Start time",
                Field.END: "End time",
                Field.DURATION: "Duration (s)",
                Field.TOOL: "App",
                Field.MODEL: "LLM",
                Field.PROJECT: "Repository",
                Field.AMOUNT: "Premium requests",
                Field.COST: "Cost (USD)",
            },
        ),
        (
            "When,Did it help?,Was it needed?,Net minutes,Kind of work,Labels,Remarks,URL",
            {
                Field.TIME: "When",
                Field.OUTCOME: "Did it help?",
                Field.NEED: "Was it needed?",
                Field.NET: "Net minutes",
                Field.TASK: "Kind of work",
                Field.TAGS: "Labels",
                Field.NOTE: "Remarks",
                Field.LINK: "URL",
            },
        ),
        ("Betrag,Bemerkung,user,Max mode", {}),
    ],
)
def test_names_that_people_and_tools_give(names: str, columns: dict[Field, str]) -> None:
    assert recognised(names.split(",")) == columns


def test_what_stands_in_a_column_has_the_last_word(tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "t.csv",
        [
            ("Timestamp", "Outcome", "Tokens", "Net", "Need"),
            ("2026-03-02 10:00", "5", "many", "EUR", "yes"),
            ("2026-03-03 10:00", "4", "few", "EUR", "no"),
            ("2026-03-04 10:00", "1", "7", "EUR", "no"),
        ],
    )
    assert detect(path).columns == {Field.TIME: "Timestamp"}


def test_a_time_that_is_none_is_no_time(tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "t.csv", [("When", "Date"), ("later", "2026-03-02"), ("soon", "2026-03-03")]
    )
    assert detect(path).columns == {Field.DATE: "Date"}
    path = write_table(tmp_path / "t.csv", [("When", "Title"), ("later", "x")])
    assert not detect(path).tells_time
    assert detect(write_table(tmp_path / "t.csv", [("When", "Title")])).tells_time
    rows = [("When", "Title"), ("later", "x"), ("soon", "x"), ("2026-03-02", "x")]
    assert detect(write_table(tmp_path / "t.csv", rows)).tells_time


def test_an_id_that_rows_share_is_their_conversation_s(tmp_path: Path) -> None:
    rows = [("Timestamp", "ID"), *((f"2026-03-{day:02}", "aab"[day % 3]) for day in range(1, 7))]
    assert detect(write_table(tmp_path / "t.csv", rows)).columns == {
        Field.TIME: "Timestamp",
        Field.CONVERSATION: "ID",
    }
    other = [(*row, "c") for row in rows]
    other[0] = ("Timestamp", "ID", "Session")
    assert detect(write_table(tmp_path / "t.csv", other)).columns[Field.CONVERSATION] == "Session"


@pytest.mark.parametrize(
    ("separator", "cells", "has_comma"),
    [
        (";", ("1", "2"), True),
        (",", ("1", "2"), False),
        (";", ("1.5", "2"), False),
        (",", ("1,5", "2"), True),
        (",", ("1.200,5", "2"), True),
        (";", ("1,200.5", "2"), False),
        (",", ("2", "1.200"), True),
        (",", ("2", "12.000"), False),
        (";", ("0.25", "1,200,300"), False),
    ],
)
def test_commas_and_points(tmp_path: Path, separator: str, cells: tuple[str, str], has_comma: bool) -> None:  # noqa: FBT001  # a case
    rows = [("Date", "Credits", "Input tokens"), ("2026-03-02", *cells)]
    assert detect(write_table(tmp_path / "t.csv", rows, Dialect(separator))).has_decimal_comma is has_comma


@pytest.mark.parametrize(
    ("days", "separator", "is_day_first"),
    [
        (("03/02/2026", "13/02/2026"), ",", True),
        (("03/02/2026", "02/13/2026"), ",", False),
        (("03/02/2026", "03/04/2026"), ",", False),
        (("03/02/2026", "03/04/2026"), ";", True),
    ],
)
def test_days_and_months(tmp_path: Path, days: tuple[str, ...], separator: str, is_day_first: bool) -> None:  # noqa: FBT001  # a case
    rows = [("Date", "Title"), *((day, "x") for day in days)]
    assert detect(write_table(tmp_path / "t.csv", rows, Dialect(separator))).is_day_first is is_day_first


def test_units_stand_in_names(tmp_path: Path) -> None:
    rows = [("Start (UTC)", "Duration (ms)", "Hours saved", "ACUs"), ("2026-03-02 10:00", "1500", "0.5", "2")]
    mapping = detect(write_table(tmp_path / "t.csv", rows))
    assert mapping.duration_unit is TimeUnit.MILLISECONDS
    assert mapping.net_unit is TimeUnit.HOURS
    assert (mapping.unit, mapping.time_zone) == ("ACU", "UTC")


@pytest.mark.parametrize(
    ("row", "holds_cache"),
    [
        ({"prompt_tokens": 100, "cached_tokens": 60}, True),
        ({"prompt_tokens": 100, "cached_tokens": 160}, False),
        ({"input_tokens": 100, "cache_read_tokens": 60}, False),
        ({"uncached_input": 100, "cached_input": 60}, False),
    ],
)
def test_whether_the_input_holds_the_cache(tmp_path: Path, row: dict[str, int], holds_cache: bool) -> None:  # noqa: FBT001  # a case
    path = write_lines(tmp_path / "t.jsonl", {"timestamp": "2026-03-02T10:00:00Z", **row})
    assert detect(path).holds_cache is holds_cache


def test_changing_columns(tmp_path: Path) -> None:
    mapping = detect(write_usage(tmp_path))
    changed = mapping.with_columns({Field.TITLE: "Model", Field.AMOUNT: None})
    assert Field.MODEL not in changed.columns
    assert Field.AMOUNT not in changed.columns
    assert changed.columns[Field.TITLE] == "Model"
    assert mapping.columns[Field.MODEL] == "Model"
