"""Damaged and hostile transcripts: every line is accounted for, nothing is raised, nothing is guessed."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.reading import START, Batch
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.claude_code.importer import ClaudeCode
from tests.importers.readings import Said, read, read_on, said
from tests.importers.records import answer, encoded, prompt, write_log

DATA = Path(__file__).parents[1] / "data" / "claude_code"
SAMPLE = b"".join(path.read_bytes() for path in sorted(DATA.rglob("*.jsonl")))
TOO_MANY = 2**63

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*lines: bytes | str | dict[str, Any], end: bytes = b"\n") -> Path:
        return write_log(tmp_path / "0f7c2b1e.jsonl", *lines, end=end)

    return written


IMPOSSIBLE_TOKENS = ["NaN", "1e999", "-1", "true", "1.5", '"5"', str(TOO_MANY), "9" * 5000, "[]", "{}"]


@pytest.mark.parametrize("number", IMPOSSIBLE_TOKENS, ids=lambda number: number[:20])
@pytest.mark.parametrize(
    "field", ["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
)
def test_impossible_numbers_are_rejected(write: Write, number: str, field: str) -> None:
    line = json.dumps(answer(usage={field: "#"})).replace('"#"', number)
    told = read(ClaudeCode(), write(prompt(), line, answer("msg_2")))
    assert told.calls.keys() == {"msg_2"}
    reason = "not a JSON record" if number == "NaN" else "an impossible number of tokens"
    assert told.reasons == {2: reason}


REJECTED = {
    "half a record": (b'{"type":"assistant","message":{"id":"ms', "not a JSON record"),
    "text": (b"not json at all", "not a JSON record"),
    "a list": (b"[1,2]", "not a JSON record"),
    "a number": (b"17", "not a JSON record"),
    "NUL": (b"\x00\x00\x00", "not a JSON record"),
    "deep nesting": (b'{"type":"user","x":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
    "type is no text": (b'{"type":5}', "a field of an unexpected kind"),
    "message is no object": (b'{"type":"user","message":"hi"}', "a field of an unexpected kind"),
    "an odd block": (prompt(text=[5]), "a field of an unexpected kind"),
    "a text that is none": (prompt(text=[{"type": "text", "text": 5}]), "a field of an unexpected kind"),
    "no time": (answer(timestamp=None), "no time"),
    "a time without zone": (answer(timestamp="2026-03-02T09:15:04"), "an unreadable time"),
    "a time that is none": (answer(timestamp="yesterday"), "an unreadable time"),
    "a time as number": (answer(timestamp=1772442904), "an unreadable time"),
    "a time at the edge": (answer(timestamp="0001-01-01T00:00:00+23:59"), "an impossible time"),
    "a time to come": (answer(timestamp="9999-12-31T23:59:59-23:59"), "an impossible time"),
    "no id": (answer(None, uuid=None), "no id"),
    "an empty id": (answer("", uuid=""), "an impossible id"),
    "an endless id": (answer("m" * 5000), "an impossible id"),
    "a lone surrogate in an id": (answer("msg_\ud800"), "an impossible id"),
    "a NUL in an id": (answer("msg_\x00"), "an impossible id"),
    "invalid UTF-8 in an id": (json.dumps(answer("#")).encode().replace(b"#", b"\xff"), "an impossible id"),
    "a prompt without id": (prompt(uuid=None), "no id"),
    "a prompt without time": (prompt(timestamp=None), "no time"),
    "a session without a name": (prompt(sessionId="s\x1b1"), "an impossible id"),
    "an impossible advisor": (
        answer(usage={"iterations": [{"type": "advisor_message", "input_tokens": -1}]}),
        "an impossible number of tokens",
    ),
}


@pytest.mark.parametrize(("line", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected_with_its_line(
    write: Write, line: bytes | dict[str, Any], reason: str
) -> None:
    told = read(ClaudeCode(), write(prompt("u-0"), answer("msg_0"), line, prompt("u-9"), answer("msg_9")))
    assert told.reasons == {3: reason}
    assert told.records == 5
    assert told.calls.keys() == {"msg_0", "msg_9"}


IGNORED: dict[str, bytes | dict[str, Any]] = {
    "an empty line": b"",
    "spaces": b"  \t ",
    "a carriage return": b"\r",
    "a summary without time": {"type": "summary", "summary": "…", "leafUuid": "u"},
    "a known type of another shape": {"type": "system", "message": "text", "timestamp": "whenever"},
    "a tool result without time": prompt(text=[{"type": "tool_result", "tool_use_id": "t"}], timestamp=None),
    "a lone surrogate in a tool result": prompt(text=[{"type": "tool_result", "content": "cut \ud83d"}]),
    "a prompt without content": prompt(text=None),
}


@pytest.mark.parametrize("line", IGNORED.values(), ids=IGNORED.keys())
def test_what_is_of_no_use_is_ignored(write: Write, line: bytes | dict[str, Any]) -> None:
    told = read(ClaudeCode(), write(prompt(), line, answer()))
    assert (told.problems, told.records, told.ignored, told.unknown) == ([], 3, 1, 0)
    assert told.calls_of == {"u-1": ["msg_1"]}


@pytest.mark.parametrize("line", [{}, {"type": "hologram"}, {"type": "hologram", "message": 5}])
def test_an_unknown_form_is_counted_as_such(write: Write, line: dict[str, Any]) -> None:
    told = read(ClaudeCode(), write(prompt(), line, answer()))
    assert (told.problems, told.ignored, told.unknown) == ([], 1, 1)


def test_text_that_is_not_unicode_spoils_nothing_but_itself(write: Write) -> None:
    damaged = json.dumps(prompt("u-2", "caf#")).encode().replace(b"#", b"\xe9")
    told = read(ClaudeCode(), write(prompt("u-1", "cut \ud83d off"), answer(), damaged, answer("msg_2")))
    assert told.problems == []
    assert told.calls_of == {"u-1": ["msg_1"], "u-2": ["msg_2"]}


def test_a_repeated_key_counts_as_written_last(write: Write) -> None:
    line = json.dumps(answer()).replace('"input_tokens": 5', '"input_tokens": 5, "input_tokens": 6')
    assert read(ClaudeCode(), write(prompt(), line)).calls["msg_1"].usage.input_tokens == 6


def test_what_the_tool_did_not_say_is_unknown(write: Write) -> None:
    nothing = answer("msg_1")
    del nothing["message"]["usage"]
    null = answer("msg_2", {"cache_creation_input_tokens": None, "cache_read_input_tokens": None})
    told = read(ClaudeCode(), write(prompt(), nothing, null, answer("msg_3", {})))
    assert told.calls["msg_1"].usage == TokenUsage()
    assert told.calls["msg_2"].usage == TokenUsage(cache_write_tokens=0, cache_read_tokens=0)
    assert told.calls["msg_3"].usage == TokenUsage()


def test_a_part_that_is_larger_than_its_whole_is_not_believed(write: Write) -> None:
    usage = {
        "output_tokens": 5,
        "cache_creation_input_tokens": 10,
        "cache_creation": {"ephemeral_1h_input_tokens": 11},
        "output_tokens_details": {"thinking_tokens": 6},
    }
    found = read(ClaudeCode(), write(prompt(), answer(usage=usage))).calls["msg_1"].usage
    assert found == TokenUsage(output_tokens=5, cache_write_tokens=10)


def test_untrusted_names_become_plain_text(write: Write) -> None:
    line = answer(model="claude-\x1b[31m\u202eevil")
    told = read(ClaudeCode(), write(prompt(cwd="/home/dev/\x07shop\n"), line))
    assert told.exchanges["u-1"].project == "shop"
    assert told.calls["msg_1"].model == "claude-[31mevil"


def test_byte_order_mark_and_carriage_returns(write: Write) -> None:
    lines = [b"\xef\xbb\xbf" + encoded(prompt())[:-1] + b"\r", encoded(answer())[:-1] + b"\r"]
    told = read(ClaudeCode(), write(*lines))
    assert (told.records, told.problems, told.calls_of) == (2, [], {"u-1": ["msg_1"]})


def test_a_file_in_utf_16_is_rejected_line_by_line(write: Write) -> None:
    path = write(prompt(), answer())
    path.write_bytes(path.read_text().encode("utf-16"))
    told = read(ClaudeCode(), path)
    assert told.reasons == {1: "not a JSON record", 2: "not a JSON record"}


def test_a_line_of_five_megabytes(write: Write) -> None:
    big = prompt("u-1", [{"type": "text", "text": "look"}, {"type": "image", "data": "A" * 5_000_000}])
    told = read(ClaudeCode(), write(big, answer(), prompt("u-2", "B" * 5_000_000), answer("msg_2")))
    assert told.calls_of == {"u-1": ["msg_1"], "u-2": ["msg_2"]}


def test_a_line_that_is_too_long_is_rejected_alone(write: Write) -> None:
    path = write(prompt(), answer(), prompt("u-2", "B" * 5_000), answer("msg_2"), answer("msg_3"))
    told = read(ClaudeCode(longest_line=4_000), path)
    assert told.reasons == {3: "a line too long to read"}
    assert told.calls_of == {"u-1": ["msg_1", "msg_2", "msg_3"]}


def test_a_half_written_last_line_is_left_for_later(write: Write) -> None:
    whole = encoded(answer())[:-1]
    path = write(prompt(), whole[:40], end=b"")
    batches, bookmark = read_on(ClaudeCode(), path)
    assert said(batches).records == 1
    path.write_bytes(encoded(prompt()) + whole + b"\n")
    later, _ = read_on(ClaudeCode(), path, bookmark)
    assert (said(later).records, said(later).problems) == (1, [])
    assert said(later).calls.keys() == {"msg_1"}


def test_a_whole_last_line_without_line_feed_is_taken_once(write: Write) -> None:
    path = write(prompt(), answer(), end=b"")
    batches, bookmark = read_on(ClaudeCode(), path)
    assert said(batches).records == 2
    with path.open("ab") as log:
        log.write(b"\n" + encoded(answer("msg_2")))
    later, _ = read_on(ClaudeCode(), path, bookmark)
    assert (said(later).records, list(said(later).calls)) == (1, ["msg_2"])


def test_a_damaged_carry_means_reading_anew(write: Write) -> None:
    path = write(prompt(), answer())
    _, bookmark = read_on(ClaudeCode(), path)
    forged = type(bookmark)(bookmark.offset, bookmark.line, bookmark.fingerprint, b"{forged")
    again, _ = read_on(ClaudeCode(), path, forged)
    assert said(again).calls_of == {"u-1": ["msg_1"]}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path, text: path.write_bytes(text[:10]), id="shrank"),
        pytest.param(lambda path, _: path.write_bytes(b""), id="emptied"),
        pytest.param(lambda path, text: path.write_bytes(b"\n" + text), id="rewritten at the beginning"),
        pytest.param(lambda path, text: path.write_bytes(text[:-3] + b" }\n" + text), id="rewritten behind"),
    ],
)
def test_a_log_that_is_no_longer_what_was_read_is_read_anew(
    write: Write, change: Callable[[Path, bytes], object]
) -> None:
    path = write(prompt(), answer(), answer("msg_2"))
    _, bookmark = read_on(ClaudeCode(), path)
    change(path, path.read_bytes())
    batches, moved = read_on(ClaudeCode(), path, bookmark)
    assert said(batches).calls == read(ClaudeCode(), path).calls
    assert moved.offset == read_on(ClaudeCode(), path)[1].offset
    assert moved != bookmark


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 30))):
        at = data.draw(st.integers(0, len(log) - 1))
        length = data.draw(st.integers(0, 40))
        log[at : at + length] = data.draw(st.binary(max_size=8) | st.sampled_from(TOKENS))
    path = tmp_path_factory.mktemp("fuzz") / "s.jsonl"
    path.write_bytes(log)
    told = read(ClaudeCode(), path)
    assert told.records in {log.count(b"\n"), log.count(b"\n") + 1}


TOKENS = [
    b"\n",
    b"\r\n",
    b'"',
    b"{",
    b"}",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"\xff",
    b"\\ud800",
    b"user",
    b"",
]


def test_a_hundred_thousand_damaged_lines(tmp_path: Path) -> None:
    draw = random.Random(26)
    lines = SAMPLE.splitlines()
    path = tmp_path / "s.jsonl"
    with path.open("wb") as log:
        for _ in range(100_000):
            line = draw.choice(lines)
            at = draw.randrange(len(line))
            log.write(line[:at] + draw.choice(TOKENS).strip() + line[at + draw.randrange(9) :] + b"\n")
    told = read(ClaudeCode(), path)
    assert told.records == 100_000
    assert set(told.reasons.values()) >= {"not a JSON record", "an unreadable time", "no time"}


@settings(max_examples=60, deadline=None)
@given(cuts=st.sets(st.integers(0, len(SAMPLE)), max_size=12))
def test_reading_in_steps_says_what_reading_at_once_says(
    cuts: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("steps") / "s.jsonl"
    path.write_bytes(SAMPLE)
    at_once = read(ClaudeCode(), path)
    in_steps = read_in_steps(path, [*sorted(cuts), len(SAMPLE)])
    assert in_steps.calls == at_once.calls
    assert in_steps.calls_of == at_once.calls_of
    assert in_steps.exchanges == at_once.exchanges
    assert (in_steps.records, in_steps.sightings) == (at_once.records, at_once.sightings)
    assert (in_steps.problems, in_steps.unknown) == (at_once.problems, at_once.unknown)


def read_in_steps(path: Path, ends: list[int]) -> Said:
    batches: list[Batch] = []
    bookmark = START
    for end in ends:
        path.write_bytes(SAMPLE[:end])
        new, bookmark = read_on(ClaudeCode(), path, bookmark)
        batches += new
    return said(batches)
