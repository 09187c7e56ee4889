"""Cursor's exported usage: a table whose columns and ways of writing numbers vary."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import Charge, ExchangeKind, LogLocation
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.cursor.usage_csv import CursorCsv
from tests.importers.readings import Said, read, read_on, said

HEAD = (
    "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,"
    "Total Tokens,Cost"
)
ROW = (
    '"2026-03-02T13:00:00.123Z","dev@example.org","Included","claude-4.6-sonnet","No",'
    '"1,200","300","5,000","40","6,540","Included"'
)


def write(folder: Path, *rows: str, head: str = HEAD, end: str = "\n") -> Path:
    path = folder / "usage-events-2026-03-02.csv"
    path.write_bytes(end.join([head, *rows]).encode())
    return path


def only(told: Said) -> TokenUsage:
    (call,) = told.calls.values()
    return call.usage


def test_a_row_is_a_request_that_no_prompt_is_known_of(tmp_path: Path) -> None:
    told = read(CursorCsv(), write(tmp_path, ROW))
    ((name, exchange),) = told.exchanges.items()
    (call,) = told.calls.values()
    assert (told.records, told.prompts, told.sightings) == (1, 0, 1)
    assert (exchange.kind, exchange.conversation_id, exchange.location) == (
        ExchangeKind.RUN,
        "usage:2026-03-02",
        None,
    )
    assert (call.native_id, call.model) == (name, "claude-4.6-sonnet")
    assert call.at == datetime(2026, 3, 2, 13, 0, 0, 123000, tzinfo=UTC)
    assert call.usage == TokenUsage(300, 1200, 5000, 40)
    assert call.charges == ()


@pytest.mark.parametrize(
    ("cells", "usage"),
    [
        # With cache write, without, read, output, total: disjoint unless only the other reading adds up.
        ("1200,300,5000,40,6540", TokenUsage(300, 1200, 5000, 40)),
        ("1200,300,5000,40,6240", TokenUsage(300, 900, 5000, 40)),
        ("1200,300,5000,40,9999", TokenUsage(300, 1200, 5000, 40)),
        ("1200,300,5000,40,", TokenUsage(300, 1200, 5000, 40)),
        ("0,300,0,40,340", TokenUsage(300, 0, 0, 40)),
        (",300,-,40,", TokenUsage(300, None, None, 40)),
        (",,,,", TokenUsage()),
    ],
)
def test_tokens_come_in_four_disjoint_buckets(tmp_path: Path, cells: str, usage: TokenUsage) -> None:
    row = f"2026-03-02T13:00:00Z,x,On-Demand,gpt-5,No,{cells},$0.04"
    assert only(read(CursorCsv(), write(tmp_path, row))) == usage


@pytest.mark.parametrize(
    ("head", "row", "charges"),
    [
        ("Date,Model,Output Tokens,Cost", "2026-03-02,m,5,$0.04", (Charge(Decimal("0.04"), "USD"),)),
        ("Date,Model,Output Tokens,Cost", '2026-03-02,m,5,"$1,204.5"', (Charge(Decimal("1204.5"), "USD"),)),
        ("Date,Model,Output Tokens,Cost to you", "2026-03-02,m,5,0.5", (Charge(Decimal("0.5"), "USD"),)),
        ("Date,Model,Output Tokens,Requests", "2026-03-02,m,5,2", (Charge(Decimal(2), "request"),)),
        ("Date,Model,Output Tokens,Cost", "2026-03-02,m,5,Free", ()),
        ("Date,Model,Output Tokens,Cost", "2026-03-02,m,5,-", ()),
        ("Date,Model,Output Tokens,Cost", "2026-03-02,m,5,a lot", ()),
        ("Date,Model,Output Tokens,Cost", "2026-03-02,m,5", ()),
    ],
)
def test_what_a_request_cost(tmp_path: Path, head: str, row: str, charges: tuple[Charge, ...]) -> None:
    (call,) = read(CursorCsv(), write(tmp_path, row, head=head)).calls.values()
    assert call.charges == charges
    assert call.usage == TokenUsage(output_tokens=5)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_however_the_table_is_written(tmp_path: Path, delimiter: str, mark: str, end: str) -> None:
    head = mark + HEAD.replace(",", delimiter).replace("Output Tokens", '"output  TOKENS"')
    path = write(tmp_path, ROW.replace('","', f'"{delimiter}"'), "", head=head, end=end)
    told = read(CursorCsv(), path)
    assert only(told) == TokenUsage(300, 1200, 5000, 40)
    assert told.problems == []


def test_rows_alike_are_told_apart_and_found_again_in_another_export(tmp_path: Path) -> None:
    errored = ROW.replace("Included", "Errored, No Charge").replace("13:00", "14:00")
    first = read(CursorCsv(), write(tmp_path, ROW, ROW, errored))
    assert len(first.calls) == 3
    second = read(CursorCsv(), write(tmp_path, errored, ROW, ROW, ROW.replace("13:00", "15:00")))
    assert len(second.calls) == 4
    assert second.calls.keys() > first.calls.keys()


def test_another_export_with_other_columns_says_the_same(tmp_path: Path) -> None:
    first = read(CursorCsv(), write(tmp_path, ROW))
    head = f"Cloud Agent ID,{HEAD}".replace("Cost", "Requests")
    second = read(CursorCsv(), write(tmp_path, f"agent-1,{ROW}".replace('"No"', '"Yes"'), head=head))
    assert first.calls.keys() == second.calls.keys()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('"","x","Included","m","No","1","2","3","4","10",""', "no time"),
        ('"soon","x","Included","m","No","1","2","3","4","10",""', "an unreadable time"),
        ('"1980-01-01T00:00:00Z","x","Included","m","No","1","2","3","4","10",""', "an impossible time"),
        ('"2026-03-02","x","Included","m","No","-1","2","3","4","10",""', "an impossible number of tokens"),
        ('"2026-03-02","x","Included","m","No","1","1.5","3","4","10",""', "an impossible number of tokens"),
        (
            '"2026-03-02","x","Included","m","No","1","2","1e400","4","10",""',
            "an impossible number of tokens",
        ),
        ('"2026-03-02","x","Included","m","No","1","2","3","many","10",""', "an impossible number of tokens"),
        (
            '"2026-03-02","x","Included","m","No","1","2","3",Infinity,"10",""',
            "an impossible number of tokens",
        ),
        ("9" * 5000, "an unreadable time"),
        ("x" * 70_000, "a line too long to read"),
        ("\0", "no time"),
    ],
    ids=lambda value: value[:40],
)
def test_what_cannot_be_taken_is_rejected(tmp_path: Path, row: str, reason: str) -> None:
    told = read(CursorCsv(), write(tmp_path, ROW, row, ROW))
    assert set(told.reasons) == {3}
    assert told.reasons[3] in {reason, "an unreadable time"}
    assert (told.records, len(told.calls)) == (3, 2)


def test_a_table_of_something_else_is_one_problem(tmp_path: Path) -> None:
    assert read(CursorCsv(), write(tmp_path, "1,2", head="a,b")).reasons == {1: "a table of an unknown form"}
    assert read(CursorCsv(), write(tmp_path, head="")).records == 0


def test_many_rows_come_in_several_batches(tmp_path: Path) -> None:
    rows = [ROW.replace('"40"', f'"{number}"') for number in range(5000)]
    batches, _ = read_on(CursorCsv(), write(tmp_path, *rows))
    assert [batch.records for batch in batches] == [4096, 904]
    assert len(said(batches).calls) == 5000


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_tables_are_accounted_for(seed: int) -> None:
    draw = random.Random(seed)
    with TemporaryDirectory() as folder:
        path = write(Path(folder), ROW, ROW, ROW)
        text = bytearray(path.read_bytes())
        for _ in range(1 + draw.randrange(6)):
            spot = draw.randrange(len(text))
            text[spot : spot + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
        path.write_bytes(text)
        told = read(CursorCsv(), path)
        assert told.records == told.sightings + len(told.problems) + told.ignored
        assert told.records > 0


def test_tables_are_looked_for_only_where_a_person_says(tmp_path: Path) -> None:
    path = write(tmp_path, ROW)
    (tmp_path / "other.csv").write_text(HEAD)
    found = CursorCsv().discover({"HOME": str(tmp_path)})
    assert (found.state, found.files) == (SourceState.NOT_FOUND, ())
    assert found.reason == "Export your usage from Cursor's website as CSV, and choose the file here."
    for root in (tmp_path, path):
        assert [file.path for file in CursorCsv().discover({}, root).files] == [path]
    other = tmp_path / "other.csv"
    assert CursorCsv().discover({}, other).state is SourceState.FOUND
    other.write_text("a,b\n1,2\n")
    assert CursorCsv().discover({}, other).state is SourceState.UNREADABLE
    assert CursorCsv().discover({}, tmp_path / "gone.csv").state is SourceState.NOT_FOUND
    (tmp_path / "x.txt").write_text(HEAD)
    assert CursorCsv().discover({}, tmp_path / "x.txt").reason == f"{tmp_path / 'x.txt'} is not a .csv table."
    assert CursorCsv().peek(LogLocation(path, 0)) is None
    assert (CursorCsv().tool, CursorCsv().source) == ("cursor", "cursor-csv")
