"""Amazon Q's conversations: what was asked and answered, in a database whose secrets stay its own."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind, LogLocation
from aijournal.domain.reading import Bookmark, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.amazon_q.importer import AmazonQ
from aijournal.importers.reading import databases
from tests.importers.database_files import contents, fill, leave_in_wal, locked
from tests.importers.q_files import asked, conversation, results, step, write_amazon_q
from tests.importers.readings import file_at, read, read_on, said

SHOP = "/home/dev/shop"
LOOP = (step(asked(), 1, 0, last=False), step(results(), 2, 3), step(asked("And now?"), 3, 30))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "amazon-q"
    folder.mkdir()
    return folder / "data.sqlite3"


def test_a_prompt_with_a_tool_loop(path: Path) -> None:
    told = read(AmazonQ(), write_amazon_q(path, (SHOP, conversation(*LOOP))))
    assert told.calls_of == {"c-1:m-1": ["c-1:m-1", "c-1:m-2"], "c-1:m-3": ["c-1:m-3"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (3, 0, 3, 0)
    first = told.exchanges["c-1:m-1"]
    assert (first.conversation_id, first.project, first.is_scripted) == ("c-1", "shop", False)
    assert first.started_at == datetime(2026, 3, 2, 13, 0, 0, 123000, tzinfo=UTC)
    assert first.ended_at == datetime(2026, 3, 2, 13, 0, 5, 123000, tzinfo=UTC)
    call = told.calls["c-1:m-1"]
    assert (call.model, call.usage, call.charges) == ("claude-sonnet-4", TokenUsage(), ())


def test_a_prompt_that_cancels_tools_is_a_prompt(path: Path) -> None:
    cancelled = {"CancelledToolUses": {"prompt": "Stop that", "tool_use_results": []}}
    silent: dict[str, Any] = {"CancelledToolUses": {"prompt": None, "tool_use_results": []}}
    steps = (LOOP[0], step(cancelled, 2, 5), step(silent, 3, 9))
    told = read(AmazonQ(), write_amazon_q(path, (SHOP, conversation(*steps))))
    assert told.calls_of == {"c-1:m-1": ["c-1:m-1"], "c-1:m-2": ["c-1:m-2", "c-1:m-3"]}


def test_older_versions_tell_less(path: Path) -> None:
    first = step(asked(), 1, 5, request_metadata=None, assistant={"Response": {"message_id": None}})
    second = step(results(), 2, 9, request_metadata={})
    second["user"]["timestamp"] = None
    second["user"]["env_context"] = None
    told = read(AmazonQ(), write_amazon_q(path, ("C:\\work\\till", conversation(first, second))))
    assert told.calls_of == {"c-1:0": ["c-1:0", "c-1:m-2"]}
    assert {call.at for call in told.calls.values()} == {datetime(2026, 3, 2, 13, 0, 5, 123000, tzinfo=UTC)}
    assert told.calls["c-1:0"].model == "claude-sonnet-4"
    second["user"]["content"] = asked()
    second["user"]["timestamp"] = "2026-03-02T14:00:00Z"
    told = read(AmazonQ(), write_amazon_q(path, ("C:\\work\\till", conversation(second))))
    assert told.exchanges["c-1:m-2"].project == "till"


def test_what_is_left_of_a_compacted_conversation_is_a_run(path: Path) -> None:
    told = read(AmazonQ(), write_amazon_q(path, (SHOP, conversation(*LOOP[1:]))))
    assert told.calls_of == {"run:c-1": ["c-1:m-2"], "c-1:m-3": ["c-1:m-3"]}
    assert told.exchanges["run:c-1"].kind is ExchangeKind.RUN


def test_a_prompt_without_an_answer_is_ignored(path: Path) -> None:
    told = read(AmazonQ(), write_amazon_q(path, (SHOP, conversation(step(asked(), 1, assistant=None)))))
    assert (told.calls, told.records, told.ignored) == ({}, 1, 1)


def test_only_what_changed_is_read_again(path: Path) -> None:
    write_amazon_q(
        path, (SHOP, conversation(*LOOP)), ("/home/dev/till", conversation(LOOP[2], native_id="c-2"))
    )
    _, bookmark = read_on(AmazonQ(), path)
    assert read_on(AmazonQ(), path, bookmark) == ([], bookmark)
    write_amazon_q(path, ("/home/dev/till", conversation(LOOP[0], native_id="c-3")))
    batches, _ = read_on(AmazonQ(), path, bookmark)
    assert said(batches).calls_of == {"c-3:m-1": ["c-3:m-1"]}
    batches, _ = read_on(AmazonQ(), path, Bookmark(carry=b"{"))
    assert said(batches).records == 4


def test_rows_that_are_only_in_the_wal_are_found_and_left_alone(path: Path) -> None:
    write_amazon_q(path, (SHOP, conversation(*LOOP)))
    leave_in_wal(path)
    before = contents(path.parent)
    told = read(AmazonQ(), path)
    assert len(told.calls) == 3
    location = told.exchanges["c-1:m-1"].location
    assert location
    assert AmazonQ().peek(location) == "Why does the build fail?"
    assert contents(path.parent) == before


def test_a_locked_database_is_read_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    write_amazon_q(path, (SHOP, conversation(*LOOP)))
    with locked(path), pytest.raises(OSError, match="read next time"):
        list(AmazonQ().read(file_at(path)))


def _with(**fields: Any) -> dict[str, Any]:
    return step(asked(), 9, 9, **fields)


REJECTED: dict[str, tuple[Any, str]] = {
    "a pair": ([{}, {}], "a field of an unexpected kind"),
    "no time": (
        {**_with(request_metadata=None), "user": {"content": asked()}, "assistant": {"Response": {}}},
        "no time",
    ),
    "an unreadable time": (
        {**_with(request_metadata=None), "user": {"content": asked(), "timestamp": "soon"}},
        "an unreadable time",
    ),
    "an impossible time": (
        {**_with(request_metadata=None), "user": {"content": asked(), "timestamp": "1980-01-01T00:00:00Z"}},
        "an impossible time",
    ),
    "a prompt that is none": (
        _with(user={"content": {"Prompt": 5}, "timestamp": None}),
        "a field of an unexpected kind",
    ),
}


@pytest.mark.parametrize(("entry", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected(path: Path, entry: Any, reason: str) -> None:
    told = read(AmazonQ(), write_amazon_q(path, (SHOP, conversation(entry, LOOP[2]))))
    assert told.reasons == {1: reason}
    assert told.calls.keys() == {"c-1:m-3"}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "not a JSON record"),
        ('{"conversation_id":"c', "not a JSON record"),
        ("[1]", "not a JSON record"),
        ('{"history":[]}', "no id"),
        ('{"conversation_id":"c\\u0000","history":[]}', "an impossible id"),
        ('{"conversation_id":5}', "a field of an unexpected kind"),
        ('{"x":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
    ],
    ids=lambda value: value[:30],
)
def test_a_conversation_that_cannot_be_taken_is_one_problem(path: Path, document: str, reason: str) -> None:
    told = read(
        AmazonQ(), write_amazon_q(path, (SHOP, document), ("/x", conversation(*LOOP, native_id="c-2")))
    )
    assert told.reasons == {1: reason}
    assert (told.records, len(told.calls)) == (4, 3)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_documents_are_accounted_for(seed: int) -> None:
    draw = random.Random(seed)
    text = bytearray(json.dumps(conversation(*LOOP)).encode())
    for _ in range(1 + draw.randrange(6)):
        spot = draw.randrange(len(text))
        text[spot : spot + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
    with TemporaryDirectory() as folder:
        told = read(AmazonQ(), write_amazon_q(Path(folder) / "data.sqlite3", (SHOP, bytes(text))))
    assert told.records == told.sightings + len(told.problems) + told.ignored


def test_a_prompt_that_is_gone(path: Path) -> None:
    write_amazon_q(path, (SHOP, conversation(*LOOP)))
    location = read(AmazonQ(), path).exchanges["c-1:m-1"].location
    assert location
    assert AmazonQ().peek(location) == "Why does the build fail?"
    assert AmazonQ().peek(replace(location, offset=location.offset + 1)) is None
    write_amazon_q(path, (SHOP, conversation(*LOOP, native_id="c-2")))
    assert AmazonQ().peek(location) is None
    path.unlink()
    assert AmazonQ().peek(location) is None
    assert AmazonQ().peek(LogLocation(path.parent, 5)) is None


def test_a_database_without_conversations_is_a_problem(path: Path) -> None:
    fill(path, ["CREATE TABLE auth_kv (key TEXT)"])
    assert read(AmazonQ(), path).reasons == {None: "a database of an unknown form"}


def test_where_the_database_is_looked_for(home: Path) -> None:
    def discover(**environment: str) -> list[Path]:
        found = AmazonQ().discover({"HOME": str(home), "USERPROFILE": str(home), **environment})
        return [file.path for file in found.files]

    assert AmazonQ().discover({}).state is SourceState.NOT_FOUND
    made = []
    for folder in (".local/share", "Library/Application Support", "Local"):
        place = home / folder / "amazon-q"
        place.mkdir(parents=True)
        made.append(write_amazon_q(place / "data.sqlite3"))
    assert discover() == made[:2]
    assert discover(LOCALAPPDATA=str(home / "Local")) == made
    assert discover(XDG_DATA_HOME=str(home / "Local")) == [made[2], made[1]]
    for root in (made[0], made[0].parent, made[0].parent.parent):
        assert [file.path for file in AmazonQ().discover({}, root).files] == [made[0]]
    assert "overwrites" in AmazonQ().retention
