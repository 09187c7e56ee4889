"""Cursor's conversations: prompts, times and models out of a large database, and never a number of tokens."""

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
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.cursor.importer import Cursor
from aijournal.importers.reading import databases
from tests.importers.cursor_files import (
    T0,
    answered,
    asked,
    bubble,
    globals_of,
    write_conversation,
    write_values,
    write_workspace,
)
from tests.importers.database_files import contents, fill, leave_in_wal, locked
from tests.importers.readings import file_at, read, read_on, said

LOOP = [
    ("b-3", answered(4)),
    ("b-1", asked(0)),
    ("b-2", answered(2)),
    ("b-5", answered(32.5)),
    ("b-4", asked(30, "And now?")),
]


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "Cursor" / "User"


def test_a_conversation(user: Path) -> None:
    told = read(Cursor(), write_conversation(globals_of(user), "c-1", LOOP))
    assert told.calls_of == {"c-1:b-1": ["c-1:b-2", "c-1:b-3"], "c-1:b-4": ["c-1:b-5"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (5, 2, 3, 0)
    first = told.exchanges["c-1:b-1"]
    assert (first.conversation_id, first.project) == ("c-1", None)
    assert first.started_at == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert first.ended_at == datetime(2026, 3, 2, 13, 0, 4, tzinfo=UTC)
    call = told.calls["c-1:b-5"]
    assert (call.at, call.model) == (datetime(2026, 3, 2, 13, 0, 32, 500000, tzinfo=UTC), "claude-4.6-sonnet")


def test_numbers_of_tokens_are_not_believed(user: Path) -> None:
    billed = answered(2, tokenCount={"inputTokens": 5000, "outputTokens": 70})
    told = read(Cursor(), write_conversation(globals_of(user), "c-1", [("b-1", asked(0)), ("b-2", billed)]))
    assert told.calls["c-1:b-2"].usage == TokenUsage()


def test_older_messages_have_the_time_and_the_order_of_their_conversation(user: Path) -> None:
    order = [{"bubbleId": name, "type": 1} for name in ("z", "m", "y", "a")]
    bubbles = [
        ("a", answered(None)),
        ("m", answered(None)),
        ("y", asked(None, "And now?")),
        ("z", asked(None)),
    ]
    about = {"createdAt": T0, "fullConversationHeadersOnly": order}
    told = read(Cursor(), write_conversation(globals_of(user), "c-1", bubbles, about=about))
    assert told.calls_of == {"c-1:z": ["c-1:m"], "c-1:y": ["c-1:a"]}
    assert {call.at for call in told.calls.values()} == {datetime(2026, 3, 2, 13, tzinfo=UTC)}


def test_parts_of_tools_are_no_messages(user: Path) -> None:
    path = write_conversation(globals_of(user), "c-1", LOOP)
    write_values(
        path,
        ("bubbleId:c-1:tool\nx", "{}"),
        ("bubbleId:c-1:b:c", "{}"),
        ("bubbleId:c-1:", "{}"),
        ("bubbleIdx", ""),
    )
    assert read(Cursor(), path).records == 5


def test_answers_without_a_prompt_and_unknown_messages(user: Path) -> None:
    bubbles = [("b-1", answered(1)), ("b-2", bubble(7, 2)), ("b-3", asked(3))]
    told = read(Cursor(), write_conversation(globals_of(user), "c-1", bubbles))
    assert told.calls_of == {"run:c-1": ["c-1:b-1"]}
    assert told.exchanges["run:c-1"].kind is ExchangeKind.RUN
    assert (told.records, told.ignored, told.unknown) == (3, 2, 1)


def test_projects_are_those_of_the_workspaces(user: Path) -> None:
    path = globals_of(user)
    for number in range(5):
        write_conversation(path, f"c-{number}", [("b-1", asked(0)), ("b-2", answered(1))])
    write_workspace(user, "w1", '{"folder":"file:///home/dev/my%20shop"}', "c-0")
    write_workspace(
        user,
        "w2",
        '{"workspace":"file:///c%3A/work/till.code-workspace"}',
        "c-1",
        key="composer.composerHeaders",
    )
    write_workspace(user, "w3", '{"folder":"vscode-remote://wsl%2Bubuntu/home/dev/caf%C3%A9"}', "c-2")
    write_workspace(user, "w4", "what?", "c-3")
    (user / "workspaceStorage" / "w5").mkdir()
    (user / "workspaceStorage" / "w5" / "workspace.json").write_text('{"folder":"file:///home/dev/nothing"}')
    before = contents(user)
    told = read(Cursor(), path)
    projects = [told.exchanges[f"c-{number}:b-1"].project for number in range(5)]
    assert projects == ["my shop", "till", "café", None, None]
    assert contents(user) == before


def test_only_conversations_with_something_new_are_read_again(user: Path) -> None:
    path = write_conversation(globals_of(user), "c-1", LOOP)
    write_conversation(path, "c-2", LOOP[:2])
    _, bookmark = read_on(Cursor(), path)
    assert read_on(Cursor(), path, bookmark) == ([], bookmark)
    write_values(path, ("bubbleId:c-2:b-3", answered(9)))
    batches, later = read_on(Cursor(), path, bookmark)
    told = said(batches)
    assert told.calls_of == {"c-2:b-1": ["c-2:b-3"]}
    assert told.calls["c-2:b-3"].at == datetime(2026, 3, 2, 13, 0, 9, tzinfo=UTC)
    assert later != bookmark


def test_rows_that_are_only_in_the_wal_are_found_and_left_alone(user: Path) -> None:
    path = write_conversation(globals_of(user), "c-1", LOOP)
    leave_in_wal(path)
    before = contents(path.parent)
    told = read(Cursor(), path)
    location = told.exchanges["c-1:b-1"].location
    assert location
    assert Cursor().peek(location) == "Fix it"
    assert (len(told.calls), contents(path.parent)) == (3, before)


def test_a_locked_database_is_read_later(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    path = write_conversation(globals_of(user), "c-1", LOOP)
    with locked(path), pytest.raises(OSError, match="read next time"):
        list(Cursor().read(file_at(path)))


REJECTED: dict[str, tuple[Any, str]] = {
    "nothing": ("", "not a JSON record"),
    "half a record": ('{"type":1,"tex', "not a JSON record"),
    "a type that is none": ({"type": "user"}, "a field of an unexpected kind"),
    "an unreadable time": ({"type": 1, "createdAt": "soon"}, "an unreadable time"),
    "an impossible time": ({"type": 1, "createdAt": "1980-01-01T00:00:00Z"}, "an impossible time"),
    "no time at all": ({"type": 1, "createdAt": None}, "no time"),
    "deep nesting": ('{"x":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
}


@pytest.mark.parametrize(("value", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected(user: Path, value: Any, reason: str) -> None:
    path = write_conversation(globals_of(user), "c-1", [("b-9", value), *LOOP])
    told = read(Cursor(), path)
    assert list(told.reasons.values()) == [reason]
    assert (told.records, len(told.calls)) == (6, 3)


def test_ids_that_cannot_be_are_rejected(user: Path) -> None:
    bubbles = [("b\x1b", asked(0)), ("b" * 300, asked(0))]
    told = read(Cursor(), write_conversation(globals_of(user), "c-1", bubbles))
    assert set(told.reasons.values()) == {"an impossible id"}
    assert len(told.problems) == 2


@pytest.mark.parametrize("about", ["", "[]", '{"createdAt":"x","fullConversationHeadersOnly":5}', b"\xff"])
def test_a_conversation_of_which_nothing_is_known(user: Path, about: Any) -> None:
    told = read(Cursor(), write_conversation(globals_of(user), "c-1", LOOP, about=about))
    assert len(told.calls) == 3


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_mutated_values_are_accounted_for(seed: int) -> None:
    draw = random.Random(seed)
    with TemporaryDirectory() as folder:
        path = write_conversation(Path(folder) / "state.vscdb", "c-1", LOOP)
        change = "UPDATE cursorDiskKV SET value = substr(value, 1, ?) || ? || substr(value, ?)"
        spots = [draw.randrange(120) for _ in range(3)]
        fill(path, [], [(change, [spot, draw.randbytes(2), spot + draw.randrange(3)]) for spot in spots])
        told = read(Cursor(), path)
        assert told.records == 5
        assert told.prompts + told.sightings + len(told.problems) + told.ignored == 5


def test_a_prompt_that_is_gone(user: Path) -> None:
    path = write_conversation(globals_of(user), "c-1", LOOP)
    told = read(Cursor(), path)
    location = told.exchanges["c-1:b-4"].location
    assert location
    assert Cursor().peek(location) == "And now?"
    for offset in (0, location.offset + 1, -1, 2**70):
        assert Cursor().peek(replace(location, offset=offset)) is None
    write_values(path, ("bubbleId:c-1:b-4", asked(30, "Changed")))
    assert Cursor().peek(location) is None
    path.unlink()
    assert Cursor().peek(location) is None
    assert Cursor().peek(LogLocation(path.parent, 5)) is None


def test_where_the_database_is_looked_for(home: Path) -> None:
    assert Cursor().discover({"HOME": str(home)}).state is SourceState.NOT_FOUND
    made = [
        write_conversation(globals_of(home / folder / "Cursor" / "User"), "c-1", LOOP)
        for folder in (".config", "Library/Application Support", "Roaming")
    ]
    (made[0].parent / "state.vscdb.backup").write_bytes(b"")
    everywhere = {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home / "Roaming")}
    assert [file.path for file in Cursor().discover(everywhere).files] == made
    for depth in range(4):
        root = made[0].parents[depth] if depth else made[0]
        assert [file.path for file in Cursor().discover({}, root).files] == made[:1]
    assert Cursor().retention == "Cursor keeps its conversations until you delete them."
