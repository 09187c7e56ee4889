"""Tables of unknown tools and of a person's notes: rows to exchanges and to what was said of them."""

import os
import pickle
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Need, Outcome
from aijournal.domain.facts import Call, Charge, Exchange, ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.tables import row_reading
from aijournal.importers.tables.detecting import detect
from aijournal.importers.tables.mapping import Field, TableMapping
from aijournal.importers.tables.preview import preview
from aijournal.importers.tables.row_reading import token_usage
from aijournal.importers.tables.said import SaidOfRow
from aijournal.importers.tables.table import Table, tool_key
from tests.importers.readings import Said, file_at, read, read_on, said
from tests.importers.table_files import (
    CALL,
    NOTE,
    USAGE,
    write_lines,
    write_notes,
    write_table,
    write_usage,
)
from tests.importers.table_files import NOTES as HEADINGS

BERLIN = ZoneInfo("Europe/Berlin")
NOTES = Table(zone=BERLIN)
AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)


def only(told: Said) -> tuple[Exchange, Call]:
    ((native_id, exchange),) = told.exchanges.items()
    return exchange, told.calls[native_id]


def lines(folder: Path, *rows: dict[str, object]) -> Path:
    return write_lines(folder / "t.jsonl", *({"timestamp": "2026-03-02T14:05:00Z", **row} for row in rows))


def test_a_row_is_a_prompt_with_its_answer(tmp_path: Path) -> None:
    told = read(Table(), write_usage(tmp_path))
    exchange, call = only(told)
    assert (told.records, told.prompts, told.sightings, told.problems) == (1, 1, 0, [])
    assert (exchange.source, exchange.native_id, exchange.kind) == ("csv", "req-0001-a", ExchangeKind.PROMPT)
    assert (exchange.started_at, exchange.ended_at, exchange.conversation_id) == (AT, AT, "day:2026-03-02")
    assert (call.at, call.model, call.is_extra) == (AT, "acme-large", True)
    assert call.usage == TokenUsage(input_tokens=1200, output_tokens=80)
    assert call.charges == (Charge(Decimal("1.5"), "credit"),)
    assert exchange.location is None


def test_a_note_is_work_of_its_own_and_what_the_person_said_of_it(tmp_path: Path) -> None:
    path = write_notes(
        tmp_path, (*NOTE, "was good", "https://example.org/1"), ("2026-03-02", "14:10", "Mail")
    )
    told = read(NOTES, path)
    first, second = told.exchanges.values()
    assert first.started_at == datetime(2026, 3, 2, 13, 5, tzinfo=UTC)
    assert first.project == "shop"
    assert first.conversation_id == first.native_id != second.conversation_id == second.native_id
    assert told.calls[first.native_id].usage == TokenUsage()
    (row,) = NOTES.said(path)
    assert row == SaidOfRow(
        source="csv",
        native_id=first.native_id,
        started_at=first.started_at,
        assessment=Assessment(outcome=Outcome.HELPED_A_LOT, need=Need.SLOWER, net_minutes=20),
        task="debugging",
        tags=("ci", "flaky"),
        note="was good",
        link="https://example.org/1",
    )
    keeping = Table(mapping=replace(detect(path), keeps_titles=True), zone=BERLIN)
    assert [row.title for row in keeping.said(path)] == ["Fixed a flaky test"]


def test_titles_stay_in_the_table_and_are_read_again_from_it(tmp_path: Path) -> None:
    other = ("2026-03-03", "10:00", "Wrote mail")
    path = write_notes(tmp_path, NOTE, other)
    locations = [exchange.location for exchange in read(NOTES, path).exchanges.values()]
    assert all(locations)
    assert [NOTES.peek(one) for one in locations if one] == ["Fixed a flaky test", "Wrote mail"]
    write_notes(tmp_path, other, ("2026-03-04", "10:00", "New"), NOTE)
    assert [NOTES.peek(one) for one in locations if one] == ["Fixed a flaky test", "Wrote mail"]
    write_notes(tmp_path, other)
    assert [NOTES.peek(one) for one in locations if one] == [None, "Wrote mail"]
    path.unlink()
    assert [NOTES.peek(one) for one in locations if one] == [None, None]


def test_rows_alike_are_told_apart_and_known_again_elsewhere(tmp_path: Path) -> None:
    first = read(NOTES, write_notes(tmp_path, NOTE, NOTE, ("2026-03-03", "10:00", "Mail")))
    assert len(first.exchanges) == 3
    columns = write_notes(tmp_path).read_text().splitlines()[0].split(",")
    order = list(reversed(range(len(columns))))
    padded = [
        (*row, *[""] * (len(columns) - len(row)))
        for row in (columns, ("2026-03-03", "10:00", "Mail"), NOTE, NOTE)
    ]
    second = read(NOTES, write_table(tmp_path / "t.tsv", [[row[place] for place in order] for row in padded]))
    assert second.exchanges.keys() == first.exchanges.keys()


def test_a_verdict_that_comes_later_makes_no_other_row(tmp_path: Path) -> None:
    plain = ("2026-03-03", "10:00", "Mail", "shop")
    first = read(NOTES, write_notes(tmp_path, NOTE, plain))
    judged = (*plain, "15", "+1", "knew", "writing", "mail", "nice", "https://example.org/2")
    second = read(NOTES, write_notes(tmp_path, NOTE, judged))
    assert first.exchanges.keys() == second.exchanges.keys()
    renamed = tmp_path / "r.csv"
    renamed.write_text(write_notes(tmp_path, NOTE, plain).read_text().replace("Outcome", "Gefühl"))
    mapping = replace(detect(renamed), columns={**detect(renamed).columns, Field.OUTCOME: "gefühl"})
    own = Table(mapping=mapping, zone=BERLIN)
    assert [row.assessment and row.assessment.outcome for row in own.said(renamed)] == [Outcome.HELPED_A_LOT]


def test_a_number_that_may_just_count_rows_needs_its_time(tmp_path: Path) -> None:
    january = lines(tmp_path, {"id": 1, "model": "a"})
    assert list(read(Table("json"), january).exchanges) == ["1@20260302T140500"]
    assert list(read(Table("json"), lines(tmp_path, {"id": "12345678"})).exchanges) == ["12345678"]


def test_an_id_that_other_rows_have_too_costs_none_of_them(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"id": "req-0001-a", "input_tokens": count} for count in (1, 2, 1, 3)]
    columns = {Field.TIME: "timestamp", Field.ID: "id", Field.INPUT: "input_tokens"}
    table = Table("json", TableMapping(columns))
    told = read(table, lines(tmp_path, *rows))
    assert sorted(call.usage.input_tokens or 0 for call in told.calls.values()) == [1, 2, 3]
    assert "req-0001-a" in told.calls
    assert read(table, lines(tmp_path, *rows)).calls.keys() == told.calls.keys()


def test_rows_of_a_conversation_and_their_end(tmp_path: Path) -> None:
    path = lines(
        tmp_path,
        {"session_id": "s-1", "duration_ms": 90_000, "cwd": "/home/dev/widgets"},
        {"session_id": "s-1", "ended_at": "2026-03-02T15:00:00Z", "cwd": "widgets"},
    )
    first, second = read(Table("json"), path).exchanges.values()
    assert (first.conversation_id, second.conversation_id) == ("s-1", "s-1")
    assert (first.ended_at - first.started_at).total_seconds() == 90
    assert second.ended_at == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert (first.project, second.project) == ("widgets", "widgets")


@pytest.mark.parametrize(
    ("row", "usage"),
    [
        (
            {"input_tokens": 9, "output_tokens": 2, "cache_read_tokens": 5, "cache_write_tokens": 1},
            TokenUsage(9, 1, 5, 2),
        ),
        ({"prompt_tokens": 9, "completion_tokens": 2, "cached_tokens": 5}, TokenUsage(4, None, 5, 2)),
        (
            {"prompt_tokens": 9, "completion_tokens": 2, "cached_tokens": 5, "total_tokens": 16},
            TokenUsage(9, None, 5, 2),
        ),
        (
            {"input_tokens": 9, "output_tokens": 2, "cache_read_tokens": 5, "total_tokens": 11},
            TokenUsage(4, None, 5, 2),
        ),
        (
            {"input_tokens": 9, "output_tokens": 2, "cache_read_tokens": 5, "total_tokens": 99},
            TokenUsage(9, None, 5, 2),
        ),
        ({"input_tokens": 0, "output_tokens": None}, TokenUsage(0, None, None, None)),
        ({"input_tokens": 9, "total_tokens": 11}, TokenUsage(9, None, None, 2)),
        ({"output_tokens": 2, "total_tokens": 11}, TokenUsage(9, None, None, 2)),
        (
            {"input_tokens": 9, "output_tokens": 2, "reasoning_tokens": 1},
            TokenUsage(9, None, None, 2, None, 1),
        ),
        ({"input_tokens": 9, "output_tokens": 2, "reasoning_tokens": 5}, TokenUsage(9, None, None, 2)),
        ({}, TokenUsage()),
    ],
)
def test_tokens_come_in_four_disjoint_buckets(
    tmp_path: Path, row: dict[str, object], usage: TokenUsage
) -> None:
    _, call = only(read(Table("json"), lines(tmp_path, row)))
    assert call.usage == usage


def test_a_total_alone_is_a_charge_in_tokens(tmp_path: Path) -> None:
    _, call = only(read(Table("json"), lines(tmp_path, {"tokens": 1200, "requests": 0})))
    assert call.usage == TokenUsage()
    assert call.charges == (Charge(Decimal(0), "request"), Charge(Decimal(1200), "token"))


@given(*(st.none() | st.integers(0, 10**6) for _ in range(5)), st.booleans())
def test_buckets_never_sum_to_more_than_the_total_that_fits(
    sent: int | None,
    output: int | None,
    read: int | None,
    written: int | None,
    total: int | None,
    holds: bool,  # noqa: FBT001
) -> None:
    told = TokenUsage(sent, written, read, output)
    usage = token_usage(told, total, holds_cache=holds)
    assert (usage.cache_read_tokens, usage.cache_write_tokens) == (read, written)
    assert all(count is None or count >= 0 for count in (usage.input_tokens, usage.output_tokens))
    known = [sent or 0, output or 0, read or 0, written or 0]
    if None not in (sent, output) and total in {sum(known), (sent or 0) + (output or 0)}:
        cached = (read or 0) + (written or 0)
        if cached <= (sent or 0):
            assert sum((usage.input_tokens or 0, usage.output_tokens or 0, cached)) == total


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"timestamp": None}, "no time"),
        ({"timestamp": "soon"}, "an unreadable time"),
        ({"timestamp": "1980-01-01T00:00:00Z"}, "an impossible time"),
        ({"id": "x" * 300}, "an impossible id"),
        ({"id": "a\x00b"}, "an impossible id"),
        ({"input_tokens": -1}, "an impossible number of tokens"),
        ({"input_tokens": 10**30}, "an impossible number of tokens"),
        ({"input_tokens": True}, "an impossible number of tokens"),
        ({"credits": "-3"}, "an impossible amount"),
        ({"credits": "a lot"}, "an unreadable number"),
        ({"duration_ms": -5}, "an impossible time span"),
        ({"duration_ms": 10**12}, "an impossible time span"),
        ({"ended_at": "2026-03-01T00:00:00Z", "duration_ms": None}, "an impossible time span"),
        ({"outcome": 7}, "an unreadable verdict"),
        ({"need": "maybe"}, "an unreadable need"),
        ({"net_minutes": "1e9"}, "an impossible time span"),
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_rejected_whole(tmp_path: Path, row: dict[str, object], reason: str) -> None:
    good = {
        "id": "r-1", "input_tokens": 1, "credits": 1, "duration_ms": 1, "ended_at": None, "outcome": 1,
        "need": "knew", "net_minutes": 5,
    }  # fmt: skip
    told = read(Table("json"), lines(tmp_path, good, {**good, "id": "r-2", **row}, {**good, "id": "r-3"}))
    assert told.reasons == {2: reason}
    assert (told.records, told.prompts) == (3, 2)


def test_blank_rows_are_ignored(tmp_path: Path) -> None:
    path = write_usage(tmp_path)
    path.write_text(path.read_text() + "\n,,,,,\n")
    told = read(Table(), path)
    assert (told.records, told.prompts, told.ignored) == (3, 1, 2)


def test_times_are_those_of_the_clock_where_the_person_is_unless_told(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", [("Date", "Title"), ("2026-03-02 10:00", "x")])
    for mapping, zone, hour in (
        (None, BERLIN, 9),
        (replace(detect(path), time_zone="America/New_York"), BERLIN, 15),
        (replace(detect(path), time_zone="UTC"), BERLIN, 10),
    ):
        exchange, _ = only(read(Table(mapping=mapping, zone=zone), path))
        assert exchange.started_at == datetime(2026, 3, 2, hour, tzinfo=UTC)


TOOLS = [
    ("Timestamp", "Tool", "Model"),
    *(
        (f"2026-03-02 1{n}:00", tool, "m")
        for n, tool in enumerate(["Acme", "", "ACME", "Claude Code", "soon"])
    ),
]


def test_each_tool_that_rows_name_is_a_source(tmp_path: Path) -> None:
    rows = [*TOOLS[:-1], ("soon", "Acme", "m")]
    path = write_table(tmp_path / "t.csv", rows)
    sources = Table(mapping=replace(detect(path), tool="other")).of_tools(path)
    assert [(one.source, one.tool) for one in sources] == [
        ("csv", "other"),
        ("csv:acme", "Acme"),
        ("csv:claude-code", "claude-code"),
    ]
    told = [read(one, path) for one in sources]
    assert [(one.records, len(one.exchanges), len(one.problems)) for one in told] == [
        (1, 1, 0),
        (3, 2, 1),
        (1, 1, 0),
    ]
    whole = read(Table(), path)
    assert (whole.records, len(whole.exchanges)) == (5, 4)
    plain = write_usage(tmp_path)
    assert [one.source for one in Table("own").of_tools(plain)] == ["own"]


def test_tools_of_other_scripts() -> None:
    assert [tool_key(one) for one in ("Acme  Chat", "acme-chat", "助手", "!!")] == [
        "acme-chat",
        "acme-chat",
        "助手",
        "other",
    ]


def test_many_rows_come_in_several_batches_and_too_many_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_usage(tmp_path, *((*CALL[:1], f"id-{one}-x", *CALL[2:]) for one in range(5000)))
    batches, _ = read_on(Table(), path)
    assert [batch.records for batch in batches] == [4096, 904]
    assert sum(batch.bytes_read for batch in batches) == path.stat().st_size
    monkeypatch.setattr(row_reading, "MOST_ROWS", 100)
    told = read(Table(), path)
    assert (len(told.exchanges), told.reasons) == (100, {102: "more rows than can be read"})


def test_only_what_is_new_of_a_table_that_grew_is_told(tmp_path: Path) -> None:
    other = (*CALL[:1], "req-0002-b", *CALL[2:])
    _, bookmark = read_on(Table(), write_usage(tmp_path, CALL, ("soon",)))
    batches, after = read_on(Table(), write_usage(tmp_path, CALL, ("soon",), other, CALL), bookmark)
    told = said(batches)
    assert (told.records, list(told.exchanges)) == (2, ["req-0002-b", "req-0001-a"])
    assert after.line == 4
    for rows, table in (
        ((other, CALL), Table()),
        ((CALL,), Table()),
        ((CALL, ("soon",)), Table(zone=ZoneInfo("Asia/Tokyo"))),
    ):
        again = said(read_on(table, write_usage(tmp_path, *rows), bookmark)[0])
        assert "req-0001-a" in again.exchanges


def test_reading_goes_on_behind_any_batch(tmp_path: Path) -> None:
    path = write_usage(tmp_path, *((*CALL[:1], f"id-{one}-x", *CALL[2:]) for one in range(5000)))
    (first, second), _ = read_on(Table(), path)
    assert said(read_on(Table(), path, first.bookmark)[0]).exchanges == said([second]).exchanges


def test_a_table_that_is_too_large_is_one_problem(tmp_path: Path) -> None:
    path = write_usage(tmp_path)
    small = Table(largest=10)
    assert list(read(small, path).reasons.values()) == ["a file too large to read"]
    assert small.discover({}, path).state is SourceState.UNREADABLE


def test_memory_stays_bounded(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "t.jsonl", *({"timestamp": 1772456700 + n, "text": "x" * 500} for n in range(9_000))
    )
    most = max(sys.getsizeof(batch.exchanges) for batch in Table("json").read(file_at(path)))
    assert most < 1 << 16


def test_tables_are_looked_for_only_where_a_person_says(tmp_path: Path) -> None:
    path = write_usage(tmp_path)
    (tmp_path / "other.bin").write_bytes(b"x")
    json = lines(tmp_path, {"id": "a"})
    assert Table().discover({"HOME": str(tmp_path)}).state is SourceState.NOT_FOUND
    for table, root, found in (
        (Table(), tmp_path, path),
        (Table("json"), tmp_path, json),
        (Table(), path, path),
        (Table("own"), json, json),
    ):
        discovery = table.discover({}, root)
        assert [file.path for file in discovery.files] == [found]
        assert discovery.source == table.source
    assert Table().discover({}, tmp_path / "gone.csv").state is SourceState.NOT_FOUND


@pytest.mark.parametrize(
    ("content", "mapping", "reason"),
    [
        ("Title,Model\nx,y\n", None, "has no column that tells when something was"),
        ("Date,Title\n2026-03-02,x\n", TableMapping({Field.TIME: "Started"}), "has no column “Started”"),
    ],
)
def test_what_is_no_table_of_work_says_why(
    tmp_path: Path, content: str, mapping: TableMapping | None, reason: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content)
    found = Table(mapping=mapping).discover({}, path)
    assert (found.state, found.reason) == (SourceState.UNREADABLE, f"{path} {reason}.")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    path = write_usage(tmp_path / "..", name="elsewhere.csv")
    (tmp_path / "link.csv").symlink_to(path)
    os.mkfifo(tmp_path / "pipe.csv")
    found = Table().discover({}, tmp_path)
    assert (found.files, len(found.skipped)) == ((), 2)
    with pytest.raises(OSError, match="Not a regular file"):
        list(Table().read(replace(file_at(path), path=tmp_path / "pipe.csv")))


def test_the_same_table_with_other_columns_is_read_again(tmp_path: Path) -> None:
    path = write_usage(tmp_path)
    mapping = detect(path)
    (first,) = Table(mapping=mapping).discover({}, path).files
    (same,) = Table(mapping=replace(mapping)).discover({}, path).files
    (other,) = Table(mapping=mapping.with_columns({Field.MODEL: None})).discover({}, path).files
    assert first == same != other
    assert other == replace(first, inode=other.inode)


def test_an_importer_goes_to_a_process_of_its_own(tmp_path: Path) -> None:
    path = write_usage(tmp_path)
    table = Table("own", detect(path), BERLIN, "Acme", frozenset({"x"}))
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301  # made here


def test_a_look_before(tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "t.csv",
        [
            (*USAGE, "Cost", "Tool", "Title", "Who"),
            (*CALL, "$0.12", "Acme", "Hi", "me"),
            ("soon", *CALL[1:], "$1", "", "", "me"),
            *((CALL[0], f"id-{one}-x") for one in range(30)),
        ],
    )
    seen = preview(path, replace(detect(path), tool="other"), rows=5)
    assert [(one.name, one.field) for one in seen.columns][-3:] == [
        ("Tool", Field.TOOL),
        ("Title", Field.TITLE),
        ("Who", None),
    ]
    assert seen.columns[0].samples == ("2026-03-02T14:05:00Z", "soon", "2026-03-02T14:05:00Z")
    assert [(row.number, row.tool, row.title, row.cost, row.reason) for row in seen.rows[:3]] == [
        (2, "Acme", "Hi", "$0.12", ""),
        (3, "other", "", "$1", "an unreadable time"),
        (4, "other", "", "", ""),
    ]
    assert (len(seen.rows), seen.rejected) == (5, 1)
    assert [(row.column, row.cell) for row in seen.rows[:3]] == [("", ""), ("Timestamp", "soon"), ("", "")]


@pytest.mark.parametrize(
    ("changed", "column", "cell"),
    [
        ({"Outcome": "soon"}, "Outcome", "soon"),
        ({"Minutes saved": "a while"}, "Minutes saved", "a while"),
        ({"Date": "", "Time": ""}, "Date", ""),
        ({"Date": "the day before", "Outcome": "soon"}, "Date", "the day before"),
        ({"Time": "at tea"}, "Time", "at tea"),
        ({"Minutes saved": "a while", "Outcome": "soon"}, "", ""),
    ],
)
def test_a_look_names_the_cell_that_cannot_be_read(
    tmp_path: Path, changed: dict[str, str], column: str, cell: str
) -> None:
    row = {**dict(zip(HEADINGS, NOTE, strict=False)), **changed}
    path = write_notes(tmp_path, NOTE, tuple(row.values()))
    read, refused = preview(path, detect(path)).rows
    assert (read.reason, read.column, read.cell) == ("", "", "")
    assert refused.reason
    assert (refused.column, refused.cell) == (column, cell)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_tables_are_accounted_for(seed: int) -> None:
    draw = random.Random(seed)
    with TemporaryDirectory() as name:
        folder = Path(name)
        note = (*NOTE, "ok", "https://example.org")
        makers = (
            lambda: write_notes(folder, note, note, note),
            lambda: write_usage(folder, CALL, CALL, CALL),
            lambda: lines(
                folder, *({"id": f"r-{n}", "outcome": 1, "usage": {"input_tokens": n}} for n in range(3))
            ),
        )
        path = draw.choice(makers)()
        mapping = detect(path)
        text = bytearray(path.read_bytes())
        for _ in range(1 + draw.randrange(8)):
            spot = draw.randrange(len(text))
            text[spot : spot + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
        path.write_bytes(text)
        for table in (Table(), Table(mapping=mapping), *Table().of_tools(path)):
            told = said(table.read(file_at(path)))
            assert told.records == told.prompts + len(told.problems) + told.ignored
            assert all(row.native_id in told.exchanges for row in table.said(path))
            assert [exchange.source for exchange in told.exchanges.values()] == [table.source] * len(
                told.exchanges
            )
        detect(path)
        preview(path, mapping)
