"""Tables as rows of named cells: separators, quotes, encodings, forms of JSON, and limits."""

import codecs
import random
from pathlib import Path
from time import perf_counter

import pytest

from aijournal.importers.tables.rows import Row, columns_of, dialect_of, read_rows
from aijournal.importers.tables.text_lines import LONGEST_ROW, encoding_of
from tests.importers.table_files import Dialect, write_lines, write_table

ROWS = [
    ("Date", "Title", "Tokens"),
    ("2026-03-02", 'say "hi", now;\tthen|so', "1"),
    ("2026-03-03", "a\nb", "2"),
]
CELLS = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]


def rows(path: Path) -> list[Row]:
    return list(read_rows(path))


def text(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("quotes_all", [True, False])
def test_a_table_says_the_same_however_it_is_written(
    tmp_path: Path,
    separator: str,
    encoding: str,
    end: str,
    quotes_all: bool,  # noqa: FBT001  # a case
) -> None:
    path = write_table(tmp_path / "t.csv", ROWS, Dialect(separator, encoding, end, quotes_all))
    assert [row.cells for row in rows(path)] == CELLS
    assert columns_of(path) == ROWS[0]


def test_lines_may_end_as_on_old_systems(tmp_path: Path) -> None:
    path = text(tmp_path, "Date,Tokens\r2026-03-02,1\r2026-03-03,2\r")
    assert [row.cells["Tokens"] for row in rows(path)] == ["1", "2"]


def test_spreadsheets_on_windows_write_neither_utf_8_nor_say_so(tmp_path: Path) -> None:
    path = text(tmp_path, "Date;Title\n2026-03-02;Prüfung für 5 €\n".encode("cp1252"))
    assert rows(path)[0].cells["Title"] == "Prüfung für 5 €"


def test_encodings_are_told_by_their_first_bytes() -> None:
    assert encoding_of(codecs.BOM_UTF8 + b"a") == "utf-8-sig"
    assert encoding_of(b"") == "utf-8-sig"
    assert encoding_of("ü".encode()[:1]) == "utf-8-sig"  # cut off in the middle of a letter
    assert encoding_of("Datum".encode("utf-16-be")) == "utf-16-be"


def test_what_stands_above_the_names_is_passed_over(tmp_path: Path) -> None:
    path = text(tmp_path, "sep=;\nUsage of March\n\nDate;Model;Tokens in;Tokens out\n2026-03-02;m;1;2\n")
    assert dialect_of(path).header == 3
    assert [(row.cells["Model"], row.number) for row in rows(path)] == [("m", 5)]


def test_columns_without_a_name_and_those_that_share_one_are_told_apart(tmp_path: Path) -> None:
    path = text(tmp_path, "Date,,Tokens,Tokens,,\n2026-03-02,a,1,2,b,\n")
    assert columns_of(path) == ("Date", "column 2", "Tokens", "Tokens (2)")
    assert rows(path)[0].cells["Tokens (2)"] == "2"


def test_short_and_long_rows(tmp_path: Path) -> None:
    path = text(tmp_path, "Date,Title\n2026-03-02\n2026-03-03,a,b,c\n,\n\n")
    found = rows(path)
    assert [dict(row.cells) for row in found[:2]] == [
        {"Date": "2026-03-02"},
        {"Date": "2026-03-03", "Title": "a"},
    ]
    assert [row.is_blank for row in found] == [False, False, True, True]


def test_a_quote_that_does_not_end_costs_its_own_line_alone(tmp_path: Path) -> None:
    path = text(tmp_path, 'Date,Title\n2026-03-02,"open\n2026-03-03,x\n2026-03-04,y\n')
    assert [(row.number, row.reason) for row in rows(path)] == [
        (2, "a quote that does not end"),
        (3, ""),
        (4, ""),
    ]


def test_what_is_too_long_is_one_row_of_many(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        f"Date,Title\n2026-03-02,{'x' * (LONGEST_ROW + 5)}\n2026-03-03,{'y' * (LONGEST_ROW // 2)}\n"
        f"2026-03-04{',' * 600}\n2026-03-05,fine\n",
    )
    assert [row.reason for row in rows(path)] == [
        "a row too long to read",
        "a cell too long to read",
        "a row of too many cells",
        "",
    ]


def test_quotes_in_every_line_are_not_looked_through_again_and_again(tmp_path: Path) -> None:
    path = text(tmp_path, "Date,Title\n" + 'a"b,"c\n' * 60_000)
    began = perf_counter()
    found = rows(path)
    assert perf_counter() - began < 5
    assert len(found) > 1


JSON_ROWS = (
    {
        "id": "r-1",
        "at": "2026-03-02T10:00:00Z",
        "usage": {"input": 5, "cache": {"read": 2}},
        "tags": ["a", "b"],
    },
    {"id": "r-2", "at": "2026-03-02T11:00:00Z", "usage": None, "ok": True, "other": [{"x": 1}]},
)
JSON_CELLS = [
    {"id": "r-1", "at": "2026-03-02T10:00:00Z", "usage.input": "5", "usage.cache.read": "2", "tags": "a, b"},
    {"id": "r-2", "at": "2026-03-02T11:00:00Z", "usage": "", "ok": "true", "other": ""},
]


@pytest.mark.parametrize(
    "content",
    [
        "[{0},{1}]",
        "\ufeff[ {0} , {1} ]\n",
        "{0}\n{1}\n",
        "{0}\n\n{1}",
        '{{"meta": {{"n": [1, 2]}}, "data": [{0}, {1}], "next": null}}',
        '{{\n"names": ["a"], "rows": [{0}, {1}]}}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_forms_of_json(tmp_path: Path, content: str, encoding: str) -> None:
    lines = write_lines(tmp_path / "lines", *JSON_ROWS).read_text(encoding="utf-8").splitlines()
    path = tmp_path / "t.json"
    path.write_bytes(content.format(*lines).encode(encoding))
    assert [(row.cells, row.reason) for row in rows(path)] == [(cells, "") for cells in JSON_CELLS]


def test_lines_with_arrays_in_them_are_lines(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "t.jsonl", *({"id": one, "messages": [{"x": 1}]} for one in ("a", "b")))
    assert [row.cells["id"] for row in rows(path)] == ["a", "b"]


def test_wrapped_rows_may_be_longer_than_any_one_value(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    row = '{"id": "%d", "text": "' + "x" * 1000 + '"}'
    path.write_text('{"data": [' + ",".join(row % one for one in range(40_000)) + "]}")
    assert sum(1 for row in rows(path) if not row.reason) == 40_000


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("[1, 2]", "not a JSON record"),
        ("7", "not a JSON record"),
        ('{"a": 1e400}', None),
        ('{"a": NaN}', "not a JSON record"),
        ('{"a": "\\ud83d"}', None),
        ('{"a": ' + "[" * 5000 + "]" * 5000 + "}", None),
        ('{"a": ' * 5000 + "1" + "}" * 5000, None),
        ("{" + ",".join(f'"c{one}": 1' for one in range(600)) + "}", "a row of too many cells"),
        ('{"a": "' + "x" * (LONGEST_ROW + 1) + '"}', "a value too long to read"),
        ('{"a": "' + "x" * (LONGEST_ROW // 2) + '"}', "a cell too long to read"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_hostile_json(tmp_path: Path, row: str, reason: str | None) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(f'{{"id": "before"}}\n{row}\n{{"id": "behind"}}\n')
    found = rows(path)
    assert [one.cells.get("id") for one in found if "id" in one.cells] == ["before", "behind"]
    assert len(found) == 3
    assert reason is None or found[1].reason == reason


def test_json_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text('[{"id": "a"}, {"id": "b"')
    assert [(row.cells.get("id"), row.reason) for row in rows(path)] == [("a", ""), (None, "cut off here")]
    path.write_text('{"data": [{"id": "a"}, {"id": "b"')
    assert [(row.cells.get("id"), row.reason) for row in rows(path)] == [("a", ""), (None, "cut off here")]


def test_files_of_nothing_and_of_anything(tmp_path: Path) -> None:
    draw = random.Random(7)
    assert rows(text(tmp_path, "")) == []
    assert columns_of(text(tmp_path, "")) == ()
    for _ in range(60):
        path = text(tmp_path, draw.randbytes(draw.randrange(400)))
        columns_of(path)
        assert all(isinstance(row, Row) for row in rows(path))
