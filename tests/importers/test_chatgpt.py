"""ChatGPT's exports: prompts with all their answers, whichever branch is shown, and no guessed tokens."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind, LogLocation
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.chat_exports.chatgpt import ChatGPT
from aijournal.importers.chat_exports.claude_ai import ClaudeAi
from aijournal.importers.reading.archives import ArchiveLimits
from tests.importers.archive_files import with_flag, write_bomb, write_zip
from tests.importers.chat_exports import (
    SECONDS,
    chatgpt_conversation,
    claude_conversation,
    claude_message,
    exported,
    node,
)
from tests.importers.readings import Said, read, read_on

START = datetime(2026, 3, 2, 13, 0, 0, 500_000, tzinfo=UTC)
NAME = "conversations.json"

TALK = chatgpt_conversation(
    node("root", None),
    node("sys", "root", "system", "You are a model.", None),
    node("u1", "sys", "user", "\n What is a widget?  \nSay it.", SECONDS),
    node("t1", "u1", "assistant", content={"content_type": "thoughts", "thoughts": []}, at=SECONDS + 1),
    node("a1", "u1", "assistant", "A part.", SECONDS + 5, metadata={"model_slug": "gpt-5-5-thinking"}),
    node("a2", "u1", "assistant", "A thing.", SECONDS + 90),
    node("u2", "a1", "user", "And a gadget?", None),
    node("tool", "u2", "tool", "results", SECONDS + 20),
    node("a3", "tool", "assistant", "Another part.", SECONDS + 30),
    node("u3", "a3", "user", "Thanks", SECONDS + 40),
)


def write(folder: Path, *conversations: object) -> Path:
    path = folder / NAME
    path.write_bytes(exported(*conversations))
    return path


def tell(folder: Path, *conversations: object) -> Said:
    return read(ChatGPT(), write(folder, *conversations))


def test_a_conversation(tmp_path: Path) -> None:
    told = tell(tmp_path, TALK)
    assert told.problems == []
    assert told.calls_of == {"m-u1": ["m-a1", "m-a2"], "m-u2": ["m-a3"]}
    # Root, system, thoughts, tool, and the last prompt, which nothing answers.
    assert (told.records, told.prompts, told.sightings, told.ignored) == (10, 2, 3, 5)
    first, second = told.exchanges["m-u1"], told.exchanges["m-u2"]
    assert (first.conversation_id, first.kind, first.project) == ("c-1", ExchangeKind.PROMPT, None)
    assert (first.started_at, first.ended_at) == (START, START + timedelta(seconds=90))
    assert second.started_at == START + timedelta(seconds=5)  # the nearest earlier time
    assert {call.model for call in told.calls.values()} == {"gpt-5-5-thinking", "gpt-5-5"}
    assert told.calls["m-a1"].model == "gpt-5-5-thinking"
    assert {call.provider for call in told.calls.values()} == {"openai"}
    assert {call.usage for call in told.calls.values()} == {TokenUsage()}


def test_prompts_are_peeked_at_where_they_lie(tmp_path: Path) -> None:
    other = chatgpt_conversation(
        node("x", None, "user", "First", SECONDS), node("y", "x", "assistant", "."), native_id="c-0"
    )
    for path in (
        write(tmp_path, other, TALK),
        write_zip(tmp_path / "e.zip", {"x/" + NAME: exported(other, TALK)}),
    ):
        told = read(ChatGPT(), path)
        peeked = {}
        for key, exchange in told.exchanges.items():
            assert exchange.location
            peeked[key] = ChatGPT().peek(exchange.location)
        assert peeked == {"m-x": "First", "m-u1": "What is a widget?", "m-u2": "And a gadget?"}
    gone = LogLocation(tmp_path / NAME, 5 << 16)
    assert ChatGPT().peek(gone) is None
    assert ChatGPT().peek(LogLocation(tmp_path / "nothing.json", 65536)) is None


def test_shards_in_a_zip_file_and_unpacked_say_the_same(tmp_path: Path) -> None:
    shards = {
        f"conversations-{n:03}.json": exported(
            chatgpt_conversation(
                node(f"u{n}", None, "user", f"Prompt {n}", SECONDS),
                node(f"a{n}", f"u{n}", "assistant", ".", SECONDS),
                native_id=f"c-{n}",
            )
        )
        for n in range(3)
    }
    path = write_zip(tmp_path / "e.zip", {"user.json": b"{}", "chat.html": b"<p>", **shards})
    told = read(ChatGPT(), path)
    for name, text in shards.items():
        (tmp_path / name).write_bytes(text)
    found = ChatGPT().discover({}, tmp_path)
    assert [file.path.name for file in found.files] == [*sorted(shards), "e.zip"]
    unpacked = read(ChatGPT(), *(tmp_path / name for name in shards))
    assert unpacked.calls == told.calls
    assert unpacked.calls_of == told.calls_of == {f"m-u{n}": [f"m-a{n}"] for n in range(3)}
    locations = [told.exchanges[f"m-u{n}"].location for n in range(3)]
    assert [ChatGPT().peek(one) for one in locations if one] == ["Prompt 0", "Prompt 1", "Prompt 2"]


def test_reading_again_says_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, TALK)
    first, bookmark = read_on(ChatGPT(), path)
    assert read_on(ChatGPT(), path, bookmark)[0] == first


@pytest.mark.parametrize(
    ("one", "is_prompt"),
    [
        (node("u", "r", "user", ["", {"asset_pointer": "file-1"}], SECONDS), True),
        (node("u", "r", "user", " ", SECONDS), False),
        (
            node("u", "r", "user", "Hi", SECONDS, metadata={"is_visually_hidden_from_conversation": True}),
            False,
        ),
        (node("u", "r", "user", "Hi", SECONDS, content={"content_type": "user_editable_context"}), False),
        (node("u", "r", "user", "", SECONDS, content={"content_type": "code", "text": "print()"}), True),
        (node("u", "r", "user", "", SECONDS, content=None), False),
    ],
)
def test_what_is_a_prompt(tmp_path: Path, one: dict[str, Any], is_prompt: bool) -> None:  # noqa: FBT001  # a parameter
    told = tell(
        tmp_path, chatgpt_conversation(node("r", None), one, node("a", "u", "assistant", "Yes", SECONDS))
    )
    assert told.calls_of == {"m-u" if is_prompt else "run:c-1": ["m-a"]}
    assert told.prompts == int(is_prompt)


REJECTED: dict[str, tuple[dict[str, Any], str]] = {
    "a time that cannot be": (node("b", "u1", "assistant", "x", 1e300), "an impossible time"),
    "a time as text": (
        node("b", "u1", "assistant", "x") | {"message": {"create_time": "now"}},
        "an unreadable time",
    ),
    "an odd author": ({"id": "b", "parent": "u1", "message": {"author": 5}}, "a field of an unexpected kind"),
    "an odd node": ({"id": "b", "parent": "u1", "message": "text"}, "a field of an unexpected kind"),
    "an impossible id": (node("b", "u1", "assistant", "x", SECONDS, id="m\x00"), "an impossible id"),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_one_bad_message_spoils_no_other(tmp_path: Path, bad: dict[str, Any], reason: str) -> None:
    follower = node("c", "b", "assistant", "still an answer", SECONDS + 2)
    told = tell(tmp_path, chatgpt_conversation(node("u1", None, "user", "Hi", SECONDS), bad, follower))
    assert told.reasons == {1: reason}
    assert told.calls_of == {"m-u1": ["m-c"]}
    assert told.records == 3


@pytest.mark.parametrize(
    ("text", "reasons", "records"),
    [
        (b'[{"mapping":{}}]', {1: "no id"}, 1),
        (b'[{"mapping":[],"id":"c"}]', {1: "a field of an unexpected kind"}, 1),
        (
            b'[17,"text",{"mapping":{},"id":"c"}]',
            {1: "not a JSON record", 2: "not a JSON record"},
            3,
        ),
        (b'[{"mapping":{},"id":"c"},{"mapping":{"x":', {2: "cut off here"}, 2),
        (
            b'[{"mapping":{"x":{"message":' + b"[" * 200_000 + b"]" * 200_000 + b'}},"id":"c"}]',
            {1: "nested too deeply"},
            1,
        ),
        (b'[{"mapping":{},"id":"c","create_time":NaN}]', {1: "not a JSON record"}, 1),
        (b'[{"mapping":{},"id":"c\xff"}]', {1: "an impossible id"}, 1),
    ],
)
def test_what_cannot_be_taken_is_rejected_with_its_number(
    tmp_path: Path, text: bytes, reasons: dict[int | None, str], records: int
) -> None:
    (tmp_path / NAME).write_bytes(text)
    told = read(ChatGPT(), tmp_path / NAME)
    assert (told.reasons, told.records) == (reasons, records)


def test_parents_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        chatgpt_conversation(
            node("a", "b", "assistant", "x", SECONDS), node("b", "a", "assistant", "y", SECONDS)
        ),
    )
    assert told.calls_of == {"run:c-1": ["m-a", "m-b"]}
    assert told.exchanges["run:c-1"].kind is ExchangeKind.RUN


def test_a_chain_of_three_thousand_messages(tmp_path: Path) -> None:
    chain = [node("0", None, "user", "Hi", SECONDS)]
    chain += [node(str(n), str(n - 1), "assistant", "x") for n in range(1, 3_000)]
    told = tell(tmp_path, chatgpt_conversation(*reversed(chain)))
    assert len(told.calls_of["m-0"]) == 2_999


def test_no_place_is_looked_at_by_itself(tmp_path: Path) -> None:
    found = ChatGPT().discover({"HOME": str(tmp_path)})
    assert (found.state, found.folders) == (SourceState.NOT_FOUND, ())
    assert "ask for an export" in found.reason


def test_what_is_an_export_is_told_by_what_it_holds(tmp_path: Path) -> None:
    ours = write_zip(tmp_path / "ours.zip", {NAME: exported(TALK)})
    theirs = write_zip(
        tmp_path / "theirs.zip", {NAME: exported(claude_conversation(claude_message("u", "human")))}
    )
    write_zip(tmp_path / "photos.zip", {"a.jpg": b"x"})
    with_flag(write_zip(tmp_path / "locked.zip", {NAME: exported(TALK)}), 1)
    (tmp_path / "half.zip").write_bytes(ours.read_bytes()[:90])
    found = ChatGPT().discover({}, tmp_path)
    assert (found.state, [file.path for file in found.files]) == (SourceState.FOUND, [ours])
    assert {one.path.name: one.reason for one in found.skipped} == {
        "half.zip": "a damaged archive",
        "locked.zip": "an encrypted archive",
    }
    assert [file.path for file in ClaudeAi().discover({}, tmp_path).files] == [theirs]
    alone = ChatGPT().discover({}, theirs)
    assert (alone.state, alone.reason) == (SourceState.UNREADABLE, f"{theirs} is no ChatGPT export.")
    locked = ChatGPT().discover({}, tmp_path / "locked.zip")
    assert locked.reason == f"{tmp_path / 'locked.zip'} is an encrypted archive."
    assert ChatGPT().discover({}, tmp_path / "none.zip").state is SourceState.NOT_FOUND
    (tmp_path / "empty").mkdir()
    assert ChatGPT().discover({}, tmp_path / "empty").state is SourceState.EMPTY


def test_a_bomb_is_a_problem_of_that_file_alone(tmp_path: Path) -> None:
    told = read(ChatGPT(), write_bomb(tmp_path / "bomb.zip", NAME, 100))
    assert set(told.reasons.values()) == {"an archive that would grow without measure"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["bomb.zip"]


def test_a_value_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    importer = ChatGPT()
    long = chatgpt_conversation(node("u", None, "user", "x" * 9000, SECONDS), native_id="c-0")
    path = write(tmp_path, long, TALK)
    short = ChatGPT(export=type(importer.export)(**{**_fields(importer), "longest": 8000}))
    told = read(short, path)
    assert told.reasons == {1: "a value too long to read"}
    assert told.calls_of.keys() == {"m-u1", "m-u2"}


def _fields(importer: ChatGPT) -> dict[str, Any]:
    export = importer.export
    return {name: getattr(export, name) for name in ("source", "title", "is_text", "marks", "how", "limits")}


def test_limits_are_those_that_are_declared() -> None:
    assert ChatGPT().export.limits == ArchiveLimits(10_000, 1 << 30, 200, 8 << 20)


SAMPLE = exported(TALK, chatgpt_conversation(native_id="c-2"), TALK)
TOKENS = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"NaN",
    b"\xff",
    b"\\ud800",
    b"user",
    b"",
]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 30))] = data.draw(
            st.binary(max_size=8) | st.sampled_from(TOKENS)
        )
    path = tmp_path_factory.mktemp("fuzz") / NAME
    path.write_bytes(text)
    for exchange in read(ChatGPT(), path).exchanges.values():
        if exchange.location:
            ChatGPT().peek(exchange.location)


def test_untouched_the_sample_is_whole(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(SAMPLE)
    told = read(ChatGPT(), tmp_path / NAME)
    assert (told.problems, told.records, len(json.loads(SAMPLE))) == ([], 21, 3)
