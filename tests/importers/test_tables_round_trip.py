"""Entries written as tables in any dialect, and read again: the same numbers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.facts import Charge
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import Field, TableMapping
from aijournal.importers.tables.table import Table
from tests.importers.readings import Said, read
from tests.importers.table_files import Dialect, write_table

BERLIN = ZoneInfo("Europe/Berlin")
COUNTS = st.none() | st.integers(0, 10**12)
NAMES = {
    Field.TIME: "Begun",
    Field.ID: "Nr",
    Field.DURATION: "Took",
    Field.INPUT: "In",
    Field.OUTPUT: "Out",
    Field.CACHE_READ: "Read",
    Field.CACHE_WRITE: "Written",
    Field.AMOUNT: "Paid",
    Field.OUTCOME: "Felt",
    Field.NEED: "Necessary",
    Field.NET: "Won",
    Field.TITLE: "What",
    Field.NOTE: "Thoughts",
}
WORDS = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=' ,;|"\n\t'), max_size=30)


@dataclass(frozen=True)
class Work:
    """What one row says."""

    at: datetime
    minutes: int
    usage: TokenUsage
    paid: Decimal | None
    verdict: Assessment
    title: str
    note: str


@dataclass(frozen=True)
class Style:
    """How cells are written."""

    has_decimal_comma: bool
    is_grouped: bool
    is_day_first: bool
    writes_words: bool
    dialect: Dialect

    def number(self, value: Decimal | float | None) -> str:
        if value is None:
            return ""
        text = f"{value:,}" if self.is_grouped else f"{value:f}" if isinstance(value, Decimal) else str(value)
        return text.translate(str.maketrans(",.", ".,")) if self.has_decimal_comma else text

    def moment(self, at: datetime) -> str:
        return f"{at.astimezone(BERLIN):{'%d/%m/%Y' if self.is_day_first else '%m/%d/%Y'} %H:%M:%S}"

    def outcome(self, outcome: Outcome | None) -> str:
        if outcome is None or outcome is Outcome.UNSURE or self.writes_words:
            return outcome.name.lower().replace("_", " ") if outcome else ""
        return f"{outcome.value:+}"


STYLES = st.builds(
    Style,
    *(st.booleans() for _ in range(4)),
    st.builds(
        Dialect,
        st.sampled_from([",", ";", "\t", "|"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        st.sampled_from(["\n", "\r\n"]),
        st.booleans(),
    ),
)
VERDICTS = st.builds(
    Assessment,
    outcome=st.none() | st.sampled_from(Outcome),
    need=st.none() | st.sampled_from(Need),
    net_minutes=st.none() | st.integers(-10_000, 10_000).map(lambda hundredths: hundredths / 100),
)
# Twice in a night of October a clock shows the same, and the first time is meant.
MOMENTS = st.integers(0, 250 * 86_400).map(
    lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
WORK = st.builds(
    Work,
    MOMENTS,
    st.integers(0, 10_000),
    st.builds(TokenUsage, COUNTS, COUNTS, COUNTS, COUNTS),
    st.none() | st.decimals(0, 10**9, places=2),
    VERDICTS,
    WORDS,
    WORDS,
)


def _row(work: Work, number: int, style: Style) -> Sequence[str]:
    usage, verdict = work.usage, work.verdict
    counts = (usage.input_tokens, usage.output_tokens, usage.cache_read_tokens, usage.cache_write_tokens)
    return (
        style.moment(work.at),
        f"entry-{number}",
        str(work.minutes),
        *map(style.number, counts),
        style.number(work.paid),
        style.outcome(verdict.outcome),
        (verdict.need or "").replace("_", " "),
        style.number(verdict.net_minutes),
        work.title,
        work.note,
    )


def _same(told: Said, table: Table, path: Path, works: Sequence[Work]) -> None:
    assert told.problems == []
    said = {row.native_id: row for row in table.said(path)}
    assert len(told.exchanges) == len(works)
    for number, work in enumerate(works):
        exchange, call = told.exchanges[f"entry-{number}"], told.calls[f"entry-{number}"]
        assert exchange.started_at == work.at
        assert exchange.ended_at - exchange.started_at == timedelta(minutes=work.minutes)
        assert call.usage == work.usage
        assert call.charges == (() if work.paid is None else (Charge(work.paid, "credit"),))
        row = said.get(f"entry-{number}")
        assert (row and row.assessment) == (None if work.verdict == Assessment() else work.verdict)
        note = "\n".join(" ".join(line.split()) for line in work.note.splitlines()).strip()
        assert ((row and row.note) or "").split() == note.removeprefix("'").split() or note.startswith("'")


@settings(max_examples=60, deadline=None)
@given(st.lists(WORK, min_size=1, max_size=5), STYLES)
def test_entries_in_any_dialect_say_the_same_when_they_are_read(works: list[Work], style: Style) -> None:
    mapping = TableMapping(NAMES, has_decimal_comma=style.has_decimal_comma, is_day_first=style.is_day_first)
    table = Table(mapping=mapping, zone=BERLIN)
    with TemporaryDirectory() as folder:
        rows = [tuple(NAMES.values()), *(_row(one, number, style) for number, one in enumerate(works))]
        path = write_table(Path(folder) / "t.csv", rows, style.dialect)
        told = read(table, path)
        _same(told, table, path, works)
        assert read(table, path).exchanges == told.exchanges


GUESSED = (
    *("Started at", "Entry ID", "Duration", "Input tokens", "Output tokens", "Cache read tokens"),
    *("Cache write tokens", "Credits", "Outcome", "Need", "Net minutes", "Title", "Note"),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORK, min_size=1, max_size=5), STYLES)
def test_and_so_they_do_when_the_columns_are_guessed(works: list[Work], style: Style) -> None:
    style = replace(style, has_decimal_comma=False, is_grouped=False)
    table = Table(zone=BERLIN)
    with TemporaryDirectory() as folder:
        rows = [(one.at.isoformat(), *_row(one, number, style)[1:]) for number, one in enumerate(works)]
        path = write_table(Path(folder) / "t.csv", [GUESSED, *rows], style.dialect)
        assert detect(path).columns == dict(zip(NAMES, GUESSED, strict=True))
        _same(read(table, path), table, path, works)


@settings(max_examples=30, deadline=None)
@given(st.lists(WORK, min_size=1, max_size=5), st.booleans())
def test_and_so_they_do_in_json(works: list[Work], is_array: bool) -> None:  # noqa: FBT001  # drawn
    style = Style(False, False, False, False, Dialect())  # all at their simplest
    rows = [
        dict(zip(NAMES.values(), _row(one, number, style), strict=True)) for number, one in enumerate(works)
    ]
    text = json.dumps(rows) if is_array else "\n".join(map(json.dumps, rows))
    table = Table("json", TableMapping(NAMES), BERLIN)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.json"
        path.write_text(text)
        _same(read(table, path), table, path, works)
