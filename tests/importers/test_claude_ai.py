"""Claude.ai's exports: who asked, who answered, and neither tokens nor models."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.chat_exports.claude_ai import ClaudeAi
from tests.importers.archive_files import write_zip
from tests.importers.chat_exports import claude_conversation, claude_message, exported
from tests.importers.readings import Said, read

NAME = "conversations.json"
PLACEHOLDER = "This block is not supported on your current device yet."

TALK = claude_conversation(
    claude_message("u1", "human", PLACEHOLDER, content=[{"type": "text", "text": "\nWhat is a widget?"}]),
    claude_message(
        "a1",
        "assistant",
        content=[
            {"type": "thinking", "thinking": "Hm."},
            {"type": "tool_use", "name": "search", "input": {}},
        ],
        created_at="2026-03-02T13:00:04.250000Z",
    ),
    claude_message("a2", "assistant", "A part.", created_at="2026-03-02T13:00:09.000000+00:00"),
    claude_message("u2", "human", "And now?", created_at=None),
    claude_message("a3", "assistant", "Later.", created_at="2026-03-02T13:01:00.000000Z"),
    claude_message("a4", "assistant", "", created_at="2026-03-02T13:01:30.000000Z"),
    claude_message("u3", "human", "Bye"),
)


def tell(folder: Path, *conversations: object) -> Said:
    (folder / NAME).write_bytes(exported(*conversations))
    return read(ClaudeAi(), folder / NAME)


def test_a_conversation(tmp_path: Path) -> None:
    told = tell(tmp_path, TALK, claude_conversation(uuid="c-2"))
    assert told.problems == []
    assert told.calls_of == {"u1": ["a1", "a2"], "u2": ["a3"]}
    # The empty answer, the prompt that nothing answers, and the conversation without messages.
    assert (told.records, told.prompts, told.sightings, told.ignored) == (8, 2, 3, 3)
    first = told.exchanges["u1"]
    assert (first.conversation_id, first.kind) == ("c-1", ExchangeKind.PROMPT)
    assert first.started_at == datetime(2026, 3, 2, 13, 0, 0, 500_000, tzinfo=UTC)
    assert first.ended_at == datetime(2026, 3, 2, 13, 0, 9, tzinfo=UTC)
    assert told.exchanges["u2"].started_at == datetime(2026, 3, 2, 13, 0, 9, tzinfo=UTC)
    call = told.calls["a1"]
    assert (call.usage, call.model, call.provider) == (TokenUsage(), None, "anthropic")


def test_prompts_are_peeked_at_where_they_lie(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"users.json": b"[]", NAME: exported(TALK), "projects.json": b"[]"})
    told = read(ClaudeAi(), path)
    locations = [told.exchanges[key].location for key in ("u1", "u2")]
    assert [ClaudeAi().peek(one) for one in locations if one] == ["What is a widget?", "And now?"]


def test_branches_follow_their_parents(tmp_path: Path) -> None:
    root = "00000000-0000-4000-8000-000000000000"
    told = tell(
        tmp_path,
        claude_conversation(
            claude_message("u1", "human", "One", parent_message_uuid=root),
            claude_message("u2", "human", "Two, instead", parent_message_uuid=root),
            claude_message("a1", "assistant", "to one", parent_message_uuid="u1"),
            claude_message("a2", "assistant", "to two", parent_message_uuid="u2"),
        ),
    )
    assert told.calls_of == {"u1": ["a1"], "u2": ["a2"]}


def test_a_prompt_may_be_a_file_alone(tmp_path: Path) -> None:
    file = {"file_name": "a.pdf"}
    told = tell(
        tmp_path,
        claude_conversation(
            claude_message("u1", "human", attachments=[file]), claude_message("a1", "assistant", "A file.")
        ),
    )
    assert told.calls_of == {"u1": ["a1"]}


REJECTED: dict[str, tuple[dict[str, Any], str]] = {
    "no id": (claude_message("x", "assistant", "x") | {"uuid": None}, "no id"),
    "a time that is none": (claude_message("x", "assistant", "x", created_at="soon"), "an unreadable time"),
    "a time in 1900": (
        claude_message("x", "assistant", "x", created_at="1900-01-01T00:00:00Z"),
        "an impossible time",
    ),
    "text that is none": (claude_message("x", "assistant") | {"text": 5}, "a field of an unexpected kind"),
    "blocks that are none": (
        claude_message("x", "assistant", content=[{"type": "text", "text": 5}]),
        "a field of an unexpected kind",
    ),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_one_bad_message_spoils_no_other(tmp_path: Path, bad: dict[str, Any], reason: str) -> None:
    good = (claude_message("u1", "human", "Hi"), claude_message("a1", "assistant", "Yes"))
    told = tell(tmp_path, claude_conversation(good[0], bad, good[1]))
    assert (told.reasons, told.records) == ({1: reason}, 3)
    assert told.calls_of == {"u1": ["a1"]}


def test_an_export_of_another_service_is_none(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b'[{"mapping":{}}]')
    found = ClaudeAi().discover({}, tmp_path / NAME)
    assert (found.state, found.reason) == (
        SourceState.UNREADABLE,
        f"{tmp_path / NAME} is no Claude.ai export.",
    )
    assert ClaudeAi().discover({}).state is SourceState.NOT_FOUND


SAMPLE = exported(TALK, claude_conversation(uuid="c-2"))
TOKENS = [b'"', b"{", b"}", b"]", b",", b"null", b"true", b"-1", b"1e999", b"\xff", b"\\ud800", b"human", b""]


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 30))
        text[at : at + length] = data.draw(st.binary(max_size=8) | st.sampled_from(TOKENS))
    path = tmp_path_factory.mktemp("fuzz") / NAME
    path.write_bytes(text)
    for exchange in read(ClaudeAi(), path).exchanges.values():
        if exchange.location:
            ClaudeAi().peek(exchange.location)
