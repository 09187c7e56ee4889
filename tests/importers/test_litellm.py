"""LiteLLM's log of spending, as a table and as JSON."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.litellm.importer import LiteLlm
from aijournal.importers.reading.csv_rows import number_of
from aijournal.importers.reading.record_checks import UnusableRecordError
from tests.importers.readings import Said, read

LITELLM = LiteLlm()
METADATA = {
    "user_api_key_alias": "key",
    "usage_object": {
        "prompt_tokens": 2410,
        "prompt_tokens_details": {"cached_tokens": 900},
        "completion_tokens_details": {"reasoning_tokens": 64},
    },
}
ROWS: list[dict[str, object]] = [
    {
        "request_id": "req-1",
        "call_type": "acompletion",
        "api_key": "a-hash",
        "spend": 0.0123,
        "total_tokens": 2730,
        "prompt_tokens": 2410,
        "completion_tokens": 320,
        "startTime": "2026-03-02 13:00:00.500",
        "endTime": "2026-03-02T13:00:04.250000+00:00",
        "model": "openai/gpt-5.5",
        "model_group": "best",
        "custom_llm_provider": "openai",
        "session_id": "talk-1",
        "cache_hit": "False",
        "status": "success",
        "metadata": METADATA,
        "messages": 'what was said, with "quotes",\nand lines',
    },
    {"request_id": "req-2", "call_type": "aembedding", "startTime": "2026-03-02 13:01:00", "total_tokens": 5},
    {
        "request_id": "req-3",
        "call_type": "completion",
        "startTime": "2026-03-02 13:02:00",
        "cache_hit": "True",
    },
    {
        "request_id": "req-4",
        "call_type": "completion",
        "startTime": "2026-03-02 13:03:00",
        "prompt_tokens": None,
        "status": "failure",
        "model": "claude-opus-5-5",
        "custom_llm_provider": "bedrock",
        "cache_hit": "None",
    },
]
COLUMNS = list(ROWS[0])


def table(separator: str = ",", rows: list[dict[str, object]] | None = None) -> str:
    """Return rows as a table that quotes what must be quoted."""

    def cell(value: object) -> str:
        text = "" if value is None else json.dumps(value) if isinstance(value, dict) else str(value)
        needs = any(mark in text for mark in (separator, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if needs else text

    written: list[list[object]] = [
        [*COLUMNS],
        *([row.get(name) for name in COLUMNS] for row in (ROWS if rows is None else rows)),
    ]
    return "".join(separator.join(map(cell, row)) + "\r\n" for row in written)


def tell(folder: Path, text: str | bytes, name: str = "spend.csv") -> Said:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read(LITELLM, folder / name)


def check(told: Said) -> None:
    assert told.problems == []
    assert told.calls_of == {"run:req-1": ["req-1"], "run:req-4": ["req-4"]}
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (4, 0, 2, 2, 0)
    first, failed = told.exchanges["run:req-1"], told.exchanges["run:req-4"]
    assert (first.kind, first.conversation_id, failed.conversation_id) == (
        ExchangeKind.RUN,
        "talk-1",
        "req-4",
    )
    assert first.started_at == datetime(2026, 3, 2, 13, 0, 0, 500_000, tzinfo=UTC)
    assert first.ended_at == datetime(2026, 3, 2, 13, 0, 4, 250_000, tzinfo=UTC)
    call = told.calls["req-1"]
    assert call.usage == TokenUsage(1510, None, 900, 320, reasoning_tokens=64)
    assert (call.model, call.provider) == ("gpt-5.5", "openai")
    assert told.calls["req-4"].usage == TokenUsage()
    assert told.calls["req-4"].provider == "aws.bedrock"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_table(tmp_path: Path, separator: str, bom: bytes) -> None:
    check(tell(tmp_path, bom + table(separator).encode()))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\n".join(json.dumps(row) for row in ROWS),
        json.dumps({"data": ROWS, "total": 4}),
    ],
    ids=["a list", "a pretty list", "lines", "an answer of the service"],
)
def test_json(tmp_path: Path, text: str) -> None:
    check(tell(tmp_path, text, "spend.json"))


def test_columns_as_people_name_them(tmp_path: Path) -> None:
    told = tell(
        tmp_path, "Request ID;Start Time;Prompt Tokens;Completion Tokens\nr-1;1772456400;1.234.567;0\n"
    )
    (call,) = told.calls.values()
    assert call.usage == TokenUsage(input_tokens=1_234_567, output_tokens=0)
    assert call.at == datetime(2026, 3, 2, 13, tzinfo=UTC)


NUMBERS = {
    "": None,
    " ": None,
    "null": None,
    "0": 0,
    "12": 12,
    "12.0": 12,
    "1,234": 1234,
    "1.234": 1234,
    "1 234 567": 1234567,
}


@pytest.mark.parametrize(("cell", "number"), [*NUMBERS.items(), ("1\u202f234", 1234), ("1'234", 1234)])
def test_a_number(cell: str, number: int | None) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize("cell", ["-1", "1.5", "1,23", "1e5", "x", "٣", str(2**63), "9" * 5000, "1,234.567"])
def test_no_number(cell: str) -> None:
    with pytest.raises(UnusableRecordError, match="an impossible number of tokens"):
        number_of(cell)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"request_id": ""}, "no id"),
        ({"request_id": "a\x00b"}, "an impossible id"),
        ({"startTime": ""}, "no time"),
        ({"startTime": "soon"}, "an unreadable time"),
        ({"startTime": "1899-01-01 00:00:00"}, "an impossible time"),
        ({"endTime": "9999-12-31 23:59:59"}, "an impossible time"),
        ({"prompt_tokens": -1}, "an impossible number of tokens"),
        ({"prompt_tokens": True}, "an impossible number of tokens"),
        ({"total_tokens": 2**63}, "an impossible number of tokens"),
    ],
)
def test_a_bad_row_is_rejected_alone(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    rows = [ROWS[0], ROWS[3] | change, ROWS[3]]
    for text, name in ((table(rows=rows), "a.csv"), (json.dumps(rows), "a.json")):
        told = tell(tmp_path, text, name)
        # The first row of the table has a cell of two lines.
        assert told.reasons == {4 if name == "a.csv" else 2: reason}
        assert list(told.calls) == ["req-1", "req-4"]


def test_metadata_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    for metadata in (
        "{",
        '{"usage_object":5}',
        '{"usage_object":{"prompt_tokens_details":{"cached_tokens":-1}}}',
    ):
        (call,) = tell(tmp_path, table(rows=[ROWS[0] | {"metadata": metadata}])).calls.values()
        assert call.usage == TokenUsage(input_tokens=2410, output_tokens=320)


def test_a_row_that_is_too_long_is_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(rows=[ROWS[0] | {"messages": "x" * 9000}, ROWS[3]]))
    told = read(LiteLlm(longest_row=2000), path)
    assert told.reasons == {2: "a row too long to read"}
    assert list(told.calls) == ["req-4"]


def test_an_unknown_type_of_call_is_counted_as_such(tmp_path: Path) -> None:
    told = tell(tmp_path, table(rows=[ROWS[0] | {"call_type": "hologram"}]))
    assert (told.ignored, told.unknown, told.calls) == (1, 1, {})


def test_what_is_an_export_is_told_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "spend.csv").write_text(table())
    (tmp_path / "spend.json").write_text(json.dumps(ROWS))
    (tmp_path / "other.csv").write_text("Date,Model,Tokens\n")
    (tmp_path / "other.json").write_text("[]")
    found = LITELLM.discover({}, tmp_path)
    assert [file.path.name for file in found.files] == ["spend.csv", "spend.json"]
    assert LITELLM.discover({}, tmp_path / "other.csv").state is SourceState.UNREADABLE
    assert LITELLM.discover({}).state is SourceState.NOT_FOUND


TOKENS = [b"\n", b'"', b'""', b",", b";", b"null", b"-1", b"\xff", b"\x00", b"\r", b""]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = bytearray(table().encode())
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 30))
        text[at : at + length] = data.draw(st.binary(max_size=8) | st.sampled_from(TOKENS))
    tell(tmp_path_factory.mktemp("fuzz"), bytes(text))
