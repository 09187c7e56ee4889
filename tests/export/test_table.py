"""A report as a table: one row an interaction, redacted, harmless in a spreadsheet, and whole."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.export import journal_report
from aijournal.export.include import Include
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.plain_text import restored
from aijournal.export.redaction import Redaction
from aijournal.export.review import review
from aijournal.export.table import csv_lines
from aijournal.journal.journal import Journal

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FORMULA = "=HYPERLINK(1)"
LINES = (
    "fixed the flaky test #tidepool @claude !tests +2 20m 12k tag:ci bottleneck:release",
    f'"{FORMULA}" #lantern @nightjar !invoices -1 -10m need:knew url:https://tracker.example/1',
    "looked around #tidepool @codex",
)
Row = dict[str, str]


@pytest.fixture
def worked(journal: Journal) -> Journal:
    for number, words in enumerate(LINES):
        then = NOW - timedelta(hours=number)
        journal.log(parse_entry_line(words, then.astimezone(BERLIN)), then, Door.QUICK_LOG)
    return journal


def rows_of(journal: Journal, *parts: Include) -> list[Row]:
    redaction = Redaction.including(parts)
    report = report_of(journal, EVERYTHING, DEFAULT_WEIGHTS, NOW.date())
    aliases = review(report, names_of(journal, EVERYTHING), redaction).aliases
    text = "".join(csv_lines(entries_of(journal, EVERYTHING, NOW), aliases, redaction))
    return list(csv.DictReader(io.StringIO(text)))


def column(rows: Sequence[Row], name: str) -> list[str]:
    return [row[name] for row in rows]


def test_a_row_an_interaction_the_newest_first(worked: Journal) -> None:
    rows = rows_of(worked)
    assert column(rows, "outcome") == ["2", "-1", ""]
    assert column(rows, "net_minutes") == ["20.0", "-10.0", ""]
    assert column(rows, "tier") == ["felt", "felt", ""]
    assert column(rows, "month") == ["2026-11"] * 3


def test_names_are_told_by_aliases_that_stay_the_same(worked: Journal) -> None:
    rows = rows_of(worked)
    assert column(rows, "project") == ["Project A", "Project B", "Project A"]
    assert column(rows, "tool") == ["Claude Code", "Tool A", "Codex"]
    assert column(rows, "task") == ["tests", "Task type A", ""]
    assert column(rows, "bottleneck") == ["Bottleneck A", "", ""]
    assert column(rows, "tags") == ["Tag A", "", ""]
    told = rows_of(worked, Include.NAMES)
    assert column(told, "project") == ["tidepool", "lantern", "tidepool"]
    assert column(told, "bottleneck") == ["release", "", ""]


@pytest.mark.parametrize("part", Include)
def test_each_switch_brings_columns_of_its_own_and_no_others(worked: Journal, part: Include) -> None:
    plain, more = rows_of(worked)[0].keys(), rows_of(worked, part)[0].keys()
    brought = {
        Include.TOKENS: {"calls", "weighted_tokens", "typed_tokens", "output_is_lower_bound"},
        Include.MODELS: {"model"},
        Include.NOTES: {"note", "unblocked"},
        Include.TITLES: {"title"},
        Include.PATHS: {"link"},
        Include.TIMES: {"started_at", "ended_at", "day"},
    }.get(part, set())
    assert brought <= more - plain
    assert bool(brought) == (more != plain)


def test_switches_do_not_depend_on_each_other(worked: Journal) -> None:
    plain = rows_of(worked)[0].keys()
    for one, other in combinations(Include, 2):
        alone = [rows_of(worked, part)[0].keys() - plain for part in (one, other)]
        assert rows_of(worked, one, other)[0].keys() - plain == alone[0] | alone[1]


def test_what_a_spreadsheet_would_calculate_is_guarded_and_can_be_restored(worked: Journal) -> None:
    titles = column(rows_of(worked, Include.TITLES), "title")
    assert titles[1] == f"'{FORMULA}"
    assert restored(titles[1]) == FORMULA
    assert column(rows_of(worked), "net_minutes")[1] == "-10.0", "a number stays one"


def test_pages_meet_without_a_gap(worked: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows_of(worked)
    monkeypatch.setattr(journal_report, "_PAGE", 1)
    assert rows_of(worked) == whole


def test_an_empty_journal_has_a_header(journal: Journal) -> None:
    report = report_of(journal, EVERYTHING, DEFAULT_WEIGHTS, NOW.date())
    aliases = review(report, names_of(journal, EVERYTHING)).aliases
    (header,) = csv_lines(entries_of(journal, EVERYTHING, NOW), aliases, Redaction())
    assert header.startswith("month,tool,")
