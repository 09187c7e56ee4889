"""The log of llm, of both generations: one row is one response, and most of them are prompts too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import LogLocation
from aijournal.domain.reading import Discovery, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.llm.importer import Llm
from aijournal.importers.reading import databases
from tests.importers.database_files import contents, fill, leave_in_wal, locked
from tests.importers.llm_files import NEW_SCHEMA, OLD_SCHEMA, response, write_responses, write_turns
from tests.importers.readings import file_at, read, read_on, said

Write = Callable[..., Path]


@pytest.fixture(params=[write_responses, write_turns], ids=["responses", "turns"])
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    """Write a log of either generation."""
    written: Write = request.param
    return lambda *rows: written(tmp_path / "logs.db", *rows)


def test_a_prompt_with_a_tool_loop(write: Write) -> None:
    told = read(
        Llm(),
        write(
            response("r-1", 0, resolved_model="gpt-4o-mini-2024-07-18"),
            response("r-2", 5, ""),
            response("r-3", 9, "  \n"),
            response("r-4", 60, "And now?"),
        ),
    )
    assert told.calls_of == {"r-1": ["r-1", "r-2", "r-3"], "r-4": ["r-4"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 0, 4, 0)
    first = told.exchanges["r-1"]
    assert (first.conversation_id, first.project) == ("c-1", None)
    assert first.started_at == datetime(2026, 3, 2, 14, 0, 0, 123456, tzinfo=UTC)
    assert first.ended_at == datetime(2026, 3, 2, 14, 0, 10, 623456, tzinfo=UTC)
    assert [told.calls[name].model for name in ("r-1", "r-2")] == ["gpt-4o-mini-2024-07-18", "gpt-4o-mini"]


OPENAI = {
    "prompt_tokens_details": {"cached_tokens": 900},
    "completion_tokens_details": {"reasoning_tokens": 64},
}
ANTHROPIC = {"cache_creation_input_tokens": 30, "cache_read_input_tokens": 40}


@pytest.mark.parametrize(
    ("input_", "output", "details", "usage"),
    [
        (2410, 320, OPENAI, TokenUsage(1510, 0, 900, 320, reasoning_tokens=64)),
        (10, 5, ANTHROPIC, TokenUsage(10, 30, 40, 5)),
        (10, 5, {"cache_read_input_tokens": 40}, TokenUsage(10, None, 40, 5)),
        (10, 5, None, TokenUsage(10, None, None, 5)),
        (10, 5, "", TokenUsage(10, None, None, 5)),
        (
            10,
            5,
            {"completion_tokens_details": {"reasoning_tokens": 3}},
            TokenUsage(10, None, None, 5, None, 3),
        ),
        (10, 5, {"completion_tokens_details": {"reasoning_tokens": 6}}, TokenUsage(10, None, None, 5)),
        (10, 5, {"input_tokens_details": {"cached_tokens": 20}}, TokenUsage(0, 0, 20, 5)),
        (None, None, None, TokenUsage()),
        (None, 5, {"audio_tokens": 7}, TokenUsage(output_tokens=5)),
    ],
)
def test_tokens_come_in_four_disjoint_buckets(
    write: Write, input_: int | None, output: int | None, details: object, usage: TokenUsage
) -> None:
    row = response("r-1", 0, input_tokens=input_, output_tokens=output, token_details=details)
    assert read(Llm(), write(row)).calls["r-1"].usage == usage


def test_both_generations_of_a_conversation_are_one(tmp_path: Path) -> None:
    path = tmp_path / "logs.db"
    write_responses(path, response("r-1", 0), schema=(*OLD_SCHEMA, *NEW_SCHEMA))
    write_turns(path, response("t-1", 5, ""), response("t-2", 60, "And now?"))
    told = read(Llm(), path)
    assert told.calls_of == {"r-1": ["r-1", "t-1"], "t-2": ["t-2"]}
    assert {exchange.conversation_id for exchange in told.exchanges.values()} == {"c-1"}
    peeked = [Llm().peek(exchange.location) for exchange in told.exchanges.values() if exchange.location]
    assert peeked == ["Say hello", "And now?"]


def test_a_log_of_the_second_generation_alone(tmp_path: Path) -> None:
    path = write_turns(tmp_path / "logs.db", response("t-1", 5), schema=NEW_SCHEMA)
    assert read(Llm(), path).calls_of == {"t-1": ["t-1"]}


def test_a_search_table_for_full_text(tmp_path: Path) -> None:
    schema = (
        *NEW_SCHEMA[:2],
        "CREATE VIRTUAL TABLE turn_search USING fts5(turn_id UNINDEXED, prompt, response)",
    )
    path = write_turns(tmp_path / "logs.db", response("t-1", 5), response("t-2", 9, ""), schema=schema)
    told = read(Llm(), path)
    assert told.calls_of == {"t-1": ["t-1", "t-2"]}
    location = told.exchanges["t-1"].location
    assert location
    assert Llm().peek(location) == "Say hello"


def test_rows_without_a_conversation_stand_alone(write: Write) -> None:
    told = read(
        Llm(), write(response("r-1", 0, conversation_id=None), response("r-2", 5, "", conversation_id=None))
    )
    assert told.calls_of == {"r-1": ["r-1"], "r-2": ["r-2"]}
    assert [exchange.conversation_id for exchange in told.exchanges.values()] == ["r-1", "r-2"]


def test_an_old_log_without_tokens(tmp_path: Path) -> None:
    columns = "id TEXT PRIMARY KEY, model TEXT, prompt TEXT, conversation_id TEXT, datetime_utc TEXT"
    schema = [f"CREATE TABLE responses ({columns})"]
    row = "INSERT INTO responses VALUES ('r-1', 'gpt-4', 'Hi', 'c-1', '2023-09-01T10:00:00.123456')"
    fill(tmp_path / "logs.db", [*schema, row])
    told = read(Llm(), tmp_path / "logs.db")
    assert told.calls["r-1"].usage == TokenUsage()
    assert told.calls["r-1"].at == datetime(2023, 9, 1, 10, 0, 0, 123456, tzinfo=UTC)


def test_only_conversations_with_something_new_are_read_again(write: Write) -> None:
    path = write(response("r-1", 0), response("r-2", 0, conversation_id="c-2"))
    _, bookmark = read_on(Llm(), path)
    assert read_on(Llm(), path, bookmark) == ([], bookmark)
    write(response("r-3", 9, "", conversation_id="c-2"))
    batches, later = read_on(Llm(), path, bookmark)
    assert said(batches).calls_of == {"r-2": ["r-2", "r-3"]}
    assert later != bookmark


def test_rows_that_are_only_in_the_wal_are_found_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "io.datasette.llm"
    folder.mkdir()
    path = write_responses(folder / "logs.db", response("r-1", 0))
    leave_in_wal(path)
    before = contents(folder)
    assert read(Llm(), path).calls_of == {"r-1": ["r-1"]}
    assert contents(folder) == before


def test_a_locked_log_is_read_later(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    path = write(response("r-1", 0))
    with locked(path), pytest.raises(OSError, match="read next time"):
        list(Llm().read(file_at(path)))


REJECTED: dict[str, tuple[dict[str, Any], str]] = {
    "no time": ({"datetime_utc": None}, "no time"),
    "an unreadable time": ({"datetime_utc": "yesterday"}, "an unreadable time"),
    "a time long ago": ({"datetime_utc": "1980-01-01T00:00:00"}, "an impossible time"),
    "negative tokens": ({"input_tokens": -1}, "an impossible number of tokens"),
    "endless tokens": ({"output_tokens": 2**63 - 1}, "an impossible number of tokens"),
    "text for tokens": ({"output_tokens": "many"}, "an impossible number of tokens"),
    "broken details": ({"token_details": "{"}, "not a JSON record"),
    "endless details": (
        {"token_details": '{"prompt_tokens_details":{"cached_tokens":1e400}}'},
        "an impossible number of tokens",
    ),
    "deep details": ({"token_details": '{"a":' + "[" * 100_000 + "]" * 100_000 + "}"}, "nested too deeply"),
    "a model that is no text": ({"model": b"\x00"}, "a field of an unexpected kind"),
    "an impossible id": ({"id": "r\x1b"}, "an impossible id"),
    "no id": ({"id": None}, "no id"),
}


@pytest.mark.parametrize(("fields", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected(write: Write, fields: dict[str, Any], reason: str) -> None:
    told = read(Llm(), write(response("r-1", 0), {**response("r-2", 5), **fields}))
    assert told.reasons == {2: reason}
    assert (told.records, set(told.calls)) == (2, {"r-1"})


_values = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.binary(max_size=20), st.text()
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(response("r-1", 0))), _values),
    st.sampled_from([write_responses, write_turns]),
)
def test_rows_of_any_values_are_accounted_for(fields: dict[str, Any], write: Write) -> None:
    told_as = {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in fields.items()
    }
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / "logs.db", response("r-0", 0), {**response("r-1", 5), **told_as})
        told = read(Llm(), path)
        assert told.records == 2
        assert told.sightings + len(told.problems) == 2


def test_a_database_of_another_form_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path / "logs.db", ["CREATE TABLE other (x)"])
    assert read(Llm(), tmp_path / "logs.db").reasons == {None: "a database of an unknown form"}


def test_a_prompt_that_is_gone(write: Write) -> None:
    path = write(response("r-1", 0))
    location = read(Llm(), path).exchanges["r-1"].location
    assert location
    assert Llm().peek(location) == "Say hello"
    for offset in (0, location.offset + 1, -1, 2**70):
        assert Llm().peek(replace(location, offset=offset)) is None
    path.unlink()
    assert Llm().peek(location) is None
    assert Llm().peek(LogLocation(path.parent, 5)) is None


def discover(home: Path, root: Path | None = None, **environment: str) -> Discovery:
    return Llm().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)


def test_where_the_log_is_looked_for(home: Path) -> None:
    assert discover(home).state is SourceState.NOT_FOUND
    made = []
    for folder in (".config", "Library/Application Support", "Roaming"):
        place = home / folder / "io.datasette.llm"
        place.mkdir(parents=True)
        assert discover(home, APPDATA=str(home / "Roaming")).state is not SourceState.NOT_FOUND
        made.append(write_responses(place / "logs.db"))
    found = discover(home, APPDATA=str(home / "Roaming"))
    assert [file.path for file in found.files] == made
    named = home / "mine"
    named.mkdir()
    log = write_responses(named / "logs.db")
    assert [file.path for file in discover(home, LLM_USER_PATH="~/mine").files] == [log]
    for root in (named, log):
        assert [file.path for file in discover(home, root).files] == [log]
    assert discover(home, made[0].parent.parent).files[0].path == made[0]
    (named / "other.db").touch()
    assert discover(home, named / "other.db").reason == f"{named / 'other.db'} is no database of this tool."
    assert Llm().retention == "LLM keeps its log until you delete it."
