"""Open WebUI's chats: documents in its older tables, rows in its newer ones, with the same ids."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.open_webui.importer import OpenWebUi
from tests.importers.database_files import fill
from tests.importers.open_webui_files import (
    MESSAGES,
    OLD_SCHEMA,
    answer,
    tokens,
    user,
    write,
    write_rows,
)
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import moment

Write = Callable[[dict[str, Any]], Path]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "webui.db"


@pytest.fixture(params=["document", "rows"])
def written(request: pytest.FixtureRequest, path: Path) -> Write:
    """Write messages of either generation."""
    if request.param == "rows":
        return lambda messages: write_rows(path, messages)
    return lambda messages: write(path, ("c-1", messages), schema=OLD_SCHEMA)


def test_a_chat_whose_prompt_two_models_answered(written: Write) -> None:
    told = read(OpenWebUi(), written(MESSAGES))
    assert told.calls_of == {"m-1": ["m-2", "m-3"], "m-4": ["m-5"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (5, 2, 3, 0)
    assert told.calls["m-2"].usage == TokenUsage(900, None, None, 40)
    assert (told.calls["m-2"].model, told.calls["m-2"].provider) == ("llama3.1:8b", None)
    assert (told.calls["m-3"].model, told.calls["m-3"].provider) == ("gpt-4o", "openai")
    first = told.exchanges["m-1"]
    assert (first.conversation_id, first.kind) == ("c-1", ExchangeKind.PROMPT)
    assert (first.started_at, first.ended_at) == (moment(0), moment(4))
    assert first.location
    assert OpenWebUi().peek(first.location) == "Rename the widget"


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ({"input_tokens": 10, "output_tokens": 5}, TokenUsage(10, None, None, 5)),
        (tokens(2410, 320, prompt_tokens_details={"cached_tokens": 900}), TokenUsage(1510, 0, 900, 320)),
        (
            tokens(10, 320, completion_tokens_details={"reasoning_tokens": 64}),
            TokenUsage(10, None, None, 320, reasoning_tokens=64),
        ),
        (tokens(10, 5, completion_tokens_details={"reasoning_tokens": 6}), TokenUsage(10, None, None, 5)),
        ({"total_duration": 5}, TokenUsage()),
        (None, TokenUsage()),
    ],
)
def test_tokens_come_in_four_disjoint_buckets(written: Write, usage: object, expected: TokenUsage) -> None:
    told = read(OpenWebUi(), written({"m-1": user(0), "m-2": answer(3, "m-1", usage)}))
    assert told.calls["m-2"].usage == expected


def test_a_chat_that_moved_to_rows_says_nothing_new(path: Path) -> None:
    batches, bookmark = read_on(OpenWebUi(), write(path))
    assert read_on(OpenWebUi(), path, bookmark) == ([], bookmark)
    write_rows(path, MESSAGES)
    again, _ = read_on(OpenWebUi(), path, bookmark)
    assert said(again).calls_of == said(batches).calls_of
    assert said(again).calls == said(batches).calls


def test_a_copy_of_a_chat_says_nothing_new(path: Path) -> None:
    told = read(OpenWebUi(), write(path, ("c-1", MESSAGES), ("shared-c-1", MESSAGES)))
    assert (len(told.exchanges), len(told.calls), told.records) == (2, 3, 10)


def test_an_answer_that_grew_is_read_again(path: Path) -> None:
    begun = {"m-1": user(0), "m-2": answer(3, "m-1")}
    batches, bookmark = read_on(OpenWebUi(), write_rows(path, begun))
    grown = {**begun, "m-2": answer(3, "m-1", tokens(900, 40))}
    again, _ = read_on(OpenWebUi(), write_rows(path, grown, updated=80), bookmark)
    assert said([*batches, *again]).calls["m-2"].usage == TokenUsage(900, None, None, 40)


def test_answers_that_go_back_to_no_prompt_are_a_run(written: Write) -> None:
    messages = {
        "m-1": answer(1, "m-2", tokens(1, 2)),
        "m-2": answer(2, "m-1", tokens(3, 4)),
        "m-3": {**user(3), "role": "system"},
        "m-4": user(4),
    }
    told = read(OpenWebUi(), written(messages))
    assert told.calls_of == {"run:c-1": ["m-1", "m-2"]}
    assert (told.records, told.ignored, told.unknown) == (4, 2, 0)


def test_an_answer_to_an_answer_goes_back_to_the_prompt(written: Write) -> None:
    messages = {"m-1": user(0), "m-2": answer(2, "m-1"), "m-3": answer(4, "m-2")}
    assert read(OpenWebUi(), written(messages)).calls_of == {"m-1": ["m-2", "m-3"]}


REJECTED: dict[str, tuple[dict[str, Any], str]] = {
    "negative": (answer(9, "m-4", tokens(-1, 5)), "an impossible number of tokens"),
    "huge": (answer(9, "m-4", tokens(10**400, 5)), "an impossible number of tokens"),
    "a list": (answer(9, "m-4", [5]), "an impossible number of tokens"),
    "an odd time": (answer(9, "m-4", timestamp="soon"), "an unreadable time"),
    "an old time": (answer(9, "m-4", timestamp=5), "an impossible time"),
    "no time": (answer(9, "m-4", timestamp=None), "no time"),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_a_message_that_cannot_be_taken_is_rejected_alone(
    written: Write, bad: dict[str, Any], reason: str
) -> None:
    told = read(OpenWebUi(), written({**MESSAGES, "m-6": bad}))
    assert list(told.reasons.values()) == [reason]
    assert told.calls.keys() == {"m-2", "m-3", "m-5"}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("garbage", "not a JSON record"),
        (None, "no content"),
        ("[1]", "not a JSON record"),
        ('{"history":5}', "a field of an unexpected kind"),
        ('{"x":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_chat_that_cannot_be_taken_is_one_problem(path: Path, document: object, reason: str) -> None:
    told = read(OpenWebUi(), write(path, ("c-1", document), ("c-2", MESSAGES)))
    assert told.reasons == {1: reason}
    assert (told.records, len(told.calls)) == (6, 3)


def test_a_prompt_is_peeked_at_until_it_is_gone(path: Path) -> None:
    location = read(OpenWebUi(), write(path)).exchanges["m-4"].location
    assert location
    assert OpenWebUi().peek(location) == "Now the test"
    assert OpenWebUi().peek(replace(location, offset=location.offset + 1)) is None
    write(path, ("c-1", {"m-1": user(0)}))
    assert OpenWebUi().peek(location) is None
    assert OpenWebUi().peek(replace(location, path=path.parent)) is None


def test_a_database_of_another_tool_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path / "webui.db", ["CREATE TABLE auth (password TEXT)"])
    assert read(OpenWebUi(), tmp_path / "webui.db").reasons == {None: "a database of an unknown form"}


def test_where_the_database_is_looked_for(home: Path) -> None:
    made = [write(home / ".open-webui/webui.db"), write(home / "open-webui/backend/data/webui.db")]

    def discover(root: Path | None = None, **environment: str) -> list[Path]:
        found = OpenWebUi().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
        return [file.path for file in found.files]

    assert discover() == made
    assert discover(DATA_DIR=str(made[1].parent)) == made[1:]
    for root in (made[1], made[1].parent, home / "open-webui"):
        assert discover(root) == made[1:]
    assert OpenWebUi().discover({}).state is SourceState.NOT_FOUND
    assert not OpenWebUi().is_confirmed
