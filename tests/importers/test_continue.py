"""Continue's notes: chats that tell no tokens, tokens that tell no chat, and an older database."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.continue_dev.importer import Continue
from tests.importers.continue_files import CHATS, TOKENS, chat, tokens, write, write_database
from tests.importers.database_files import fill
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import moment

DAY = "run:2026-03-02"
FIRST, SECOND, THIRD = (
    "2026-03-02T09:00:00.000000Z/0",
    "2026-03-02T09:00:00.000000Z/1",
    "2026-03-02T09:01:05.000000Z/0",
)


def test_what_took_tokens_is_a_run_a_day(home: Path) -> None:
    told = read(Continue(), write(home))
    assert told.calls_of == {
        DAY: [FIRST, SECOND, THIRD],
        "run:2026-03-03": ["2026-03-03T09:00:00.000000Z/0"],
    }
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 0, 4, 0)
    call = told.calls[FIRST]
    assert (call.usage, call.model, call.provider) == (TokenUsage(900, None, None, 40), "gpt-4o", "openai")
    run = told.exchanges[DAY]
    assert (run.kind, run.started_at, run.ended_at) == (ExchangeKind.RUN, moment(0), moment(65))


def test_a_chat_is_a_prompt_whose_tokens_are_unknown(home: Path) -> None:
    path = write(home, name="chatInteraction")
    told = read(Continue(), path)
    first, second = told.exchanges.values()
    assert (told.records, told.prompts, told.sightings) == (2, 2, 0)
    assert (first.native_id, first.conversation_id) == ("s-1:2026-03-02T09:00:01.000000Z", "s-1")
    assert first.kind is ExchangeKind.PROMPT
    assert [call.usage for call in told.calls.values()] == [TokenUsage(), TokenUsage()]
    assert [Continue().peek(one.location) for one in (first, second) if one.location] == [
        "Rename the widget",
        "Now the test",
    ]
    path.unlink()
    assert first.location
    assert Continue().peek(first.location) is None
    assert Continue().peek(replace(first.location, offset=-1)) is None


@pytest.mark.parametrize(
    ("text", "prompts"),
    [
        ("Just this", 1),
        ("<user>\nFix it", 1),
        ("<user>\nFix it\n\n<tool>\nok\n", 0),
        ("<user>\n \n", 0),
        ("", 0),
    ],
)
def test_only_what_a_person_said_last_is_a_prompt(home: Path, text: str, prompts: int) -> None:
    told = read(Continue(), write(home, chat(1, prompt=text), name="chatInteraction"))
    assert (told.prompts, told.ignored) == (prompts, 1 - prompts)


def test_reading_on_takes_what_is_new_alone(home: Path) -> None:
    batches, bookmark = read_on(Continue(), write(home, TOKENS[0]))
    assert read_on(Continue(), write(home, TOKENS[0]), bookmark) == ([], bookmark)
    rest, _ = read_on(Continue(), write(home), bookmark)
    assert said(rest).records == 3
    assert said([*batches, *rest]).calls_of == read(Continue(), write(home)).calls_of


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (tokens(1, -1, 2), "an impossible number of tokens"),
        (tokens(1, 10**400, 2), "an impossible number of tokens"),
        (tokens(1, 1, 2, generatedTokens=True), "an impossible number of tokens"),
        (tokens(1, 1, 2, timestamp="soon"), "an unreadable time"),
        (tokens(1, 1, 2, timestamp=None), "no time"),
        (chat(1, sessionId=None), "no id"),
        (chat(1, sessionId="s\x00"), "an impossible id"),
        (chat(1, prompt=5), "a field of an unexpected kind"),
        (b"garbage", "not a JSON record"),
        (b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
    ],
    ids=lambda value: str(value)[-30:],
)
def test_a_line_that_cannot_be_taken_is_rejected_alone(home: Path, bad: object, reason: str) -> None:
    told = read(Continue(), write(home, TOKENS[0], bad, {"eventName": "toolUsage"}, b"", *CHATS))
    assert told.reasons == {2: reason}
    assert (told.records, told.sightings, told.prompts, told.ignored, told.unknown) == (6, 1, 2, 2, 1)


def test_the_older_database_goes_up_to_where_the_newer_stream_begins(home: Path) -> None:
    rows = [("2026-03-01 12:00:00", 10, 5), ("2026-03-02 08:59:59", 20, 6), ("2026-03-02 09:00:00", 900, 40)]
    path = write_database(home, *rows)
    assert read(Continue(), path).calls.keys() == {"devdata:1", "devdata:2", "devdata:3"}
    write(home)
    told = read(Continue(), path)
    assert told.calls_of == {"run:2026-03-01": ["devdata:1"], DAY: ["devdata:2"]}
    assert (told.records, told.sightings, told.ignored) == (3, 2, 1)
    assert told.calls["devdata:1"].usage == TokenUsage(10, None, None, 5)
    assert told.calls["devdata:1"].at == datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_only_rows_that_were_added_are_read(home: Path) -> None:
    path = write_database(home, ("2026-03-01 12:00:00", 10, 5))
    _, bookmark = read_on(Continue(), path)
    assert read_on(Continue(), path, bookmark) == ([], bookmark)
    write_database(home, ("2026-03-01 13:00:00", -1, 5), ("soon", 1, 2), ("2026-03-01 14:00:00", 20, 6))
    rest, _ = read_on(Continue(), path, bookmark)
    assert said(rest).calls.keys() == {"devdata:4"}
    assert said(rest).reasons == {2: "a field of an unexpected kind", 3: "an unreadable time"}


def test_a_database_of_another_tool_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path / "devdata.sqlite", ["CREATE TABLE secrets (token TEXT)"])
    assert read(Continue(), tmp_path / "devdata.sqlite").reasons == {None: "a database of an unknown form"}


def test_where_notes_are_looked_for(home: Path) -> None:
    made = {
        write(home),
        write(home, name="chatInteraction"),
        write_database(home, ("2026-03-01 12:00:00", 1, 2)),
    }
    write(home, name="editOutcome")
    own = home / ".continue"
    for environment in ({"HOME": str(home), "USERPROFILE": str(home)}, {"CONTINUE_GLOBAL_DIR": str(own)}):
        assert {file.path for file in Continue().discover(environment).files} == made
    for root in (home, own, own / "dev_data"):
        assert {file.path for file in Continue().discover({}, root).files} == made
    for log in made:
        assert [file.path for file in Continue().discover({}, log).files] == [log]
    assert "no log of Continue" in Continue().discover({}, own / "dev_data/0.2.0/editOutcome.jsonl").reason
    assert not Continue().is_confirmed
