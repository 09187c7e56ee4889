"""Goose's sessions: messages beside a ledger of tokens, or in older versions beside a session's sum alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.goose.importer import Goose
from tests.importers.database_files import fill
from tests.importers.goose_files import (
    MESSAGES,
    NAME,
    OLDEST_SCHEMA,
    SCHEMA,
    SPENT,
    answer,
    message,
    session,
    spent,
    user,
    write,
)
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import START_MS, moment

FIRST, SECOND = f"{NAME}:user:{START_MS}:1", f"{NAME}:user:{START_MS + 60_000}:1"


def at(seconds: int, kind: str = "spent", number: int = 1) -> str:
    return f"{NAME}:{kind}:{START_MS + seconds * 1000}:{number}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "goose" / "sessions" / "sessions.db"


def test_a_session_with_a_ledger(path: Path) -> None:
    told = read(Goose(), write(path))
    assert told.calls_of == {FIRST: [at(3), at(8)], SECOND: [at(65)]}
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (9, 2, 3, 4, 0)
    # The cache is a part of the input: 9,000 in and 500 out are the session's 9,500.
    assert told.calls[at(3)].usage == TokenUsage(1000, None, 2000, 100)
    assert told.calls[at(65)].usage == TokenUsage(2600, 400, 0, 200)
    assert (told.calls[at(3)].model, told.calls[at(3)].provider) == ("claude-sonnet-4-5", "anthropic")
    first = told.exchanges[FIRST]
    assert (first.conversation_id, first.project, first.is_scripted) == (NAME, "shop", False)
    assert (first.started_at, first.ended_at) == (moment(0), moment(8))


def test_a_total_tells_that_the_cache_stands_beside_the_input(path: Path) -> None:
    rows = (session(accumulated_total_tokens=9500 + 4900), *MESSAGES, *SPENT)
    told = read(Goose(), write(path, *rows))
    assert told.calls[at(3)].usage == TokenUsage(3000, None, 2000, 100)


def test_a_session_without_a_ledger_has_a_sum_that_no_prompt_accounts_for(path: Path) -> None:
    told = read(Goose(), write(path, session(), *MESSAGES, schema=SCHEMA))
    total = f"run:{NAME}:total"
    assert told.calls_of == {
        FIRST: [at(3, "assistant"), at(8, "assistant")],
        SECOND: [at(65, "assistant")],
        total: [total],
    }
    assert told.calls[total].usage == TokenUsage(9000, None, None, 500)
    assert told.calls[at(3, "assistant")].usage == TokenUsage()
    assert told.exchanges[total].kind is ExchangeKind.RUN
    assert (told.records, told.prompts, told.sightings, told.ignored) == (6, 2, 3, 1)


def test_tables_with_few_columns(path: Path) -> None:
    few = {"id": NAME, "working_dir": "C:\\work\\till", "created_at": "2026-03-02 09:00:00"}
    told = read(Goose(), write(path, ("sessions", few), *MESSAGES[:2], schema=OLDEST_SCHEMA))
    assert told.calls_of == {FIRST: [at(3, "assistant")]}
    assert told.exchanges[FIRST].project == "till"
    assert told.calls[at(3, "assistant")].model is None


@pytest.mark.parametrize(
    ("fields", "kind", "is_scripted", "conversation"),
    [
        ({"session_type": "scheduled"}, ExchangeKind.PROMPT, True, NAME),
        ({"session_type": "sub_agent"}, ExchangeKind.RUN, False, NAME),
        ({"session_type": "hidden"}, ExchangeKind.RUN, False, NAME),
        ({"parent_session_id": "20260302_9"}, ExchangeKind.RUN, False, "20260302_9"),
        ({"session_type": "terminal"}, ExchangeKind.PROMPT, False, NAME),
    ],
)
def test_what_no_person_typed(
    path: Path, fields: dict[str, Any], kind: ExchangeKind, conversation: str, *, is_scripted: bool
) -> None:
    told = read(Goose(), write(path, session(**fields), *MESSAGES, *SPENT))
    first = told.exchanges[FIRST]
    assert (first.kind, first.is_scripted, first.conversation_id) == (kind, is_scripted, conversation)
    assert (first.location is None) is (kind is ExchangeKind.RUN)
    assert told.calls[at(3)].is_sidechain is (kind is ExchangeKind.RUN)


def test_a_summary_for_the_model_alone_is_no_prompt(path: Path) -> None:
    hidden = user(20, "Summary", metadata_json='{"userVisible":false,"agentVisible":true}')
    compaction = spent(21, 5000, 300, is_compaction=1)
    told = read(Goose(), write(path, session(), *MESSAGES[:4], *SPENT[:2], hidden, compaction))
    assert told.calls_of == {FIRST: [at(3), at(8), at(21)]}


def test_a_session_that_began_without_a_prompt_is_a_run(path: Path) -> None:
    told = read(Goose(), write(path, session(), answer(3), spent(3, 10, 5), spent(3, 20, 6)))
    assert told.calls_of == {f"run:{NAME}": [at(3), at(3, number=2)]}


def test_a_compacted_session_keeps_the_ids_of_its_messages(path: Path) -> None:
    batches, bookmark = read_on(Goose(), write(path))
    assert read_on(Goose(), path, bookmark) == ([], bookmark)
    # Its messages are written anew, under new numbers.
    fill(path, ["DELETE FROM messages"])
    write(path, *MESSAGES, session(updated_at="2026-03-02 10:00:00"))
    again, _ = read_on(Goose(), path, bookmark)
    assert said(again).calls == said(batches).calls
    assert said(again).exchanges.keys() >= said(batches).exchanges.keys()


def test_only_sessions_that_changed_are_read_again(path: Path) -> None:
    _, bookmark = read_on(Goose(), write(path))
    write(path, session("20260302_2"), user(90, session_id="20260302_2"))
    write(path, spent(95, 50, 5, session_id="20260302_2"))
    again, _ = read_on(Goose(), path, bookmark)
    assert {one.conversation_id for one in said(again).exchanges.values()} == {"20260302_2"}


def test_a_prompt_is_peeked_at_until_it_is_gone(path: Path) -> None:
    location = read(Goose(), write(path)).exchanges[SECOND].location
    assert location
    assert Goose().peek(location) == "Now the test"
    assert Goose().peek(replace(location, offset=location.offset + 1)) is None
    assert Goose().peek(replace(location, offset=2**70)) is None
    path.unlink()
    assert Goose().peek(location) is None


REJECTED: dict[str, tuple[tuple[str, dict[str, Any]], str]] = {
    "an old time": (answer(0, created_timestamp=5), "an impossible time"),
    "an odd time": (answer(0, created_timestamp="soon"), "an unreadable time"),
    "an endless time": (answer(0, created_timestamp=float("inf")), "no time"),
    "a blob": (answer(0, created_timestamp=b"\x00"), "a field of an unexpected kind"),
    "no parts": (message("user", 9, content_json="{"), "not a JSON record"),
    "odd parts": (message("user", 9, content_json='[{"text":1}]'), "a field of an unexpected kind"),
    "nested": (message("user", 9, content_json='[{"x":' + "[" * 200_000), "nested too deeply"),
    "negative": (spent(9, -1, 5), "an impossible number of tokens"),
    "half": (spent(9, 5, 5, cache_read_tokens=1.5), "an impossible number of tokens"),
    "huge": (spent(9, 5, 2**62), "an impossible number of tokens"),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_a_row_that_cannot_be_taken_is_rejected_alone(
    path: Path, bad: tuple[str, dict[str, Any]], reason: str
) -> None:
    told = read(Goose(), write(path, session(), *MESSAGES, *SPENT, bad))
    assert set(told.reasons.values()) == {reason}
    assert {at(3), at(8), at(65)} <= told.calls.keys()
    assert told.records == 10


@pytest.mark.parametrize(
    "fields", [{"id": "s\x00"}, {"accumulated_input_tokens": -5}, {"working_dir": b"\xff"}]
)
def test_a_session_that_cannot_be_taken_is_rejected(path: Path, fields: dict[str, Any]) -> None:
    told = read(Goose(), write(path, session(**fields)))
    assert len(told.problems) == 1
    assert told.calls == {}


def test_where_the_database_is_looked_for(home: Path) -> None:
    roaming = home / "Roaming"
    made = [
        write(home / ".local/share/goose/sessions/sessions.db"),
        write(roaming / "Block/goose/data/sessions/sessions.db"),
        write(roaming / "Block/goose/sessions/sessions.db"),
        write(home / "else/data/sessions/sessions.db"),
    ]

    def discover(root: Path | None = None, **environment: str) -> list[Path]:
        found = Goose().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
        return [file.path for file in found.files]

    assert discover() == made[:1]
    assert discover(APPDATA=str(roaming)) == made[:3]
    assert discover(GOOSE_PATH_ROOT=str(home / "else")) == made[3:]
    for root in (made[3], made[3].parent, home / "else"):
        assert discover(root) == made[3:]
    assert Goose().discover({}).state is SourceState.NOT_FOUND
    assert not Goose().is_confirmed


def test_what_is_spent_in_the_second_of_a_prompt_is_spent_on_it(path: Path) -> None:
    told = read(Goose(), write(path, session(), user(0), spent(0, 10, 5)))
    assert told.calls_of == {FIRST: [at(0)]}
