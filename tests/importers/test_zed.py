"""Threads of Zed's agent: a document a row, with the tokens of some requests and the sum of all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from zstandard import ZstdCompressor

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex.zstd import unpacked_document
from aijournal.importers.reading.record_checks import UnusableRecordError
from aijournal.importers.zed.importer import Zed
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import at, moment
from tests.importers.zed_files import FIRST, OLD_SCHEMA, SECOND, agent, row, thread, usage, user, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "zed" / "threads" / "threads.db"


@pytest.mark.parametrize("kind", ["zstd", "json"])
def test_a_thread_of_two_prompts_with_a_tool_loop(path: Path, kind: str) -> None:
    told = read(Zed(), write(path, row("t-1", thread(), data_type=kind)))
    assert told.calls_of == {FIRST: [FIRST], SECOND: [SECOND], "run:t-1": ["run:t-1:rest"]}
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (6, 2, 3, 1, 0)
    assert told.calls[FIRST].usage == TokenUsage(20, 0, 5000, 300)
    assert told.calls[SECOND].usage == TokenUsage(30, 700, 6000, 40)
    assert (told.calls[FIRST].model, told.calls[FIRST].provider) == ("claude-sonnet-4-5", "anthropic")
    first = told.exchanges[FIRST]
    assert (first.conversation_id, first.project, first.kind) == ("t-1", "shop", ExchangeKind.PROMPT)
    assert (first.started_at, first.ended_at) == (moment(0), moment(0))


def test_what_no_prompt_accounts_for_is_a_run(path: Path) -> None:
    told = read(Zed(), write(path))
    # The sum of the thread: 60 in, 390 out, 700 written, 15,500 read.
    assert told.calls["run:t-1:rest"].usage == TokenUsage(10, 0, 4500, 50)
    assert told.exchanges["run:t-1"].kind is ExchangeKind.RUN


@pytest.mark.parametrize("total", [usage(50, 340, 700, 11000), {}, None, {"input_tokens": -1}, 5])
def test_no_rest_is_made_up(path: Path, total: object) -> None:
    told = read(Zed(), write(path, row("t-1", thread(cumulative_token_usage=total))))
    assert told.calls.keys() == {FIRST, SECOND}


def test_a_request_without_tokens_is_unknown_and_not_zero(path: Path) -> None:
    document = thread(request_token_usage={FIRST: {}}, cumulative_token_usage={})
    told = read(Zed(), write(path, row("t-1", document)))
    assert [call.usage for call in told.calls.values()] == [TokenUsage(), TokenUsage()]


def test_threads_of_the_older_form(path: Path) -> None:
    messages = [
        {"id": 0, "role": "system", "segments": []},
        {"id": 1, "role": "user", "segments": [{"type": "text", "text": "Fix it"}]},
        {"id": 2, "role": "assistant", "segments": [{"type": "text", "text": "Done"}]},
        {"id": 3, "role": "user", "segments": [{"type": "text", "text": "Thanks"}]},
    ]
    document = thread(*messages, version="0.2.0", request_token_usage=[{}, {}, usage(9, 3)])
    del document["cumulative_token_usage"]
    old = {"id", "summary", "updated_at", "data_type", "data"}
    old_row = {name: value for name, value in row("t-1", document, data_type="json").items() if name in old}
    told = read(Zed(), write(path, old_row, schema=OLD_SCHEMA))
    assert told.calls_of == {"t-1:1": ["t-1:1"]}
    assert told.calls["t-1:1"].usage == TokenUsage(9, 0, 0, 3)
    assert told.exchanges["t-1:1"].started_at == moment(90)
    assert (told.records, told.ignored, told.unknown) == (4, 2, 0)


def test_a_subagents_thread_is_a_run_of_its_parents(path: Path) -> None:
    child = thread(user("c-1"), agent(), request_token_usage={}, cumulative_token_usage={})
    told = read(Zed(), write(path, row("t-2", child, parent_id="t-1")))
    (run,) = told.exchanges.values()
    assert (run.kind, run.conversation_id, run.location) == (ExchangeKind.RUN, "t-1", None)
    assert told.calls["c-1"].is_sidechain


def test_a_thread_that_another_person_shared_is_ignored(path: Path) -> None:
    shared = thread(imported=True, request_token_usage={SECOND: usage(3, 4)}, cumulative_token_usage={})
    told = read(Zed(), write(path, row("t-1", shared)))
    assert told.calls_of == {SECOND: [SECOND]}
    assert (told.records, told.ignored) == (6, 4)


def test_answers_before_the_first_prompt_are_a_run(path: Path) -> None:
    told = read(Zed(), write(path, row("t-1", thread(agent(), agent(), cumulative_token_usage={}))))
    assert told.calls_of == {"run:t-1": ["run:t-1"]}
    assert told.sightings == 2


def test_only_threads_that_changed_are_read_again(path: Path) -> None:
    write(path, row("t-1", thread()), row("t-2", thread(user("u-3"), agent())))
    batches, bookmark = read_on(Zed(), path)
    assert said(batches).records == 8
    assert read_on(Zed(), path, bookmark) == ([], bookmark)
    write(path, row("t-2", thread(user("u-3"), agent(), user("u-4"), agent()), updated_at=at(200)))
    again, _ = read_on(Zed(), path, bookmark)
    assert said(again).calls_of.keys() == {"u-3", "u-4", "run:t-2"}


def test_a_prompt_is_peeked_at_until_it_is_gone(path: Path) -> None:
    location = read(Zed(), write(path)).exchanges[SECOND].location
    assert location
    assert Zed().peek(location) == "Now the test"
    write(path, row("t-1", thread(user(FIRST), agent())))
    assert Zed().peek(location) is None
    assert Zed().peek(replace(location, path=path.parent)) is None


REJECTED: dict[str, tuple[dict[str, Any], str]] = {
    "no time": (row("t-1", thread(), created_at=None, updated_at=""), "no time"),
    "an odd time": (row("t-1", thread(), created_at="soon"), "an unreadable time"),
    "an old time": (row("t-1", thread(), created_at="1980-01-01T00:00:00Z"), "an impossible time"),
    "an odd id": (row("t\x00", thread()), "an impossible id"),
    "another form": (row("t-1", thread(), data_type="lz4", data=b""), "a record of an unknown form"),
    "not compressed": (row("t-1", b"", data=b"{}"), "a compressed record that is damaged"),
    "cut off": (
        row("t-1", b"", data=ZstdCompressor().compress(b"x" * 500)[:-5]),
        "a compressed record that is damaged",
    ),
    "a bomb": (row("t-1", b" " * (20 << 20)), "a compressed record that is damaged"),
    "nested": (row("t-1", b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}"), "nested too deeply"),
    "no document": (row("t-1", b"garbage"), "not a JSON record"),
    "odd messages": (row("t-1", {"messages": 5}), "a field of an unexpected kind"),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_a_thread_that_cannot_be_taken_is_one_problem(path: Path, bad: dict[str, Any], reason: str) -> None:
    told = read(Zed(), write(path, bad, row("t-2", thread(user("u-3"), agent()))))
    assert told.reasons == {1: reason}
    assert "u-3" in told.calls


@pytest.mark.parametrize("number", [-1, 1.5, True, "5", 2**63, 10**400])
def test_impossible_numbers_are_rejected_with_their_prompt(path: Path, number: object) -> None:
    document = thread(request_token_usage={SECOND: {"input_tokens": number}}, cumulative_token_usage={})
    told = read(Zed(), write(path, row("t-1", document)))
    assert told.reasons == {5: "an impossible number of tokens"}
    assert told.calls_of == {FIRST: [FIRST]}


def test_where_the_database_is_looked_for(home: Path) -> None:
    local = home / "Local"
    made = [
        write(home / ".local/share/zed/threads/threads.db"),
        write(home / "Library/Application Support/Zed/threads/threads.db"),
        write(local / "Zed/threads/threads.db"),
    ]

    def discover(root: Path | None = None, **environment: str) -> list[Path]:
        found = Zed().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
        return [file.path for file in found.files]

    assert discover() == made[:2]
    assert discover(LOCALAPPDATA=str(local)) == made
    assert discover(XDG_DATA_HOME=str(home / "data")) == made[1:2]
    for root in (made[0], made[0].parent, made[0].parent.parent, home / ".local/share"):
        assert discover(root) == made[:1]
    assert Zed().discover({}).state is SourceState.NOT_FOUND
    assert not Zed().is_confirmed


def test_a_compressed_document_is_unpacked_up_to_a_limit() -> None:
    packed = ZstdCompressor().compress(b"widget" * 100)
    assert unpacked_document(packed, 600) == b"widget" * 100
    with pytest.raises(UnusableRecordError, match="a record too long to read"):
        unpacked_document(packed, 599)
