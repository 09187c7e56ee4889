"""Damaged and hostile rollouts: every line is accounted for, nothing is raised, nothing is guessed."""

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.reading import START, Batch, Bookmark
from aijournal.importers.codex.importer import Codex
from tests.importers.codex_rollouts import (
    Counter,
    context,
    count,
    encoded,
    event,
    folded,
    item,
    line,
    meta,
    prompt,
    record,
    tokens,
    write,
)
from tests.importers.readings import file_at, read, read_on, said

DATA = Path(__file__).parents[1] / "data" / "codex"
SAMPLE = b"".join(path.read_bytes() for path in sorted(DATA.rglob("*.jsonl")))
ROLLOUTS = sorted(DATA.rglob("*.jsonl"))
NAME = "rollout-2026-03-02T10-00-00-thread-n.jsonl"

IMPOSSIBLE_TOKENS = ["NaN", "1e999", "-1", "true", "1.5", '"5"', str(2**63), "9" * 5000, "[]", "{}"]
FIELDS = [
    "input_tokens",
    "cached_input_tokens",
    "cache_write_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
    "total_tokens",
]


@pytest.mark.parametrize("number", IMPOSSIBLE_TOKENS, ids=lambda number: number[:20])
@pytest.mark.parametrize("field", FIELDS)
def test_impossible_numbers_are_rejected(tmp_path: Path, number: str, field: str) -> None:
    usage: dict[str, Any] = {**tokens(10, 1), field: "#"}
    for odd in (record(2, "resp_1", usage), count(2, tokens(10, 1), usage), count(2, usage)):
        damaged = json.dumps(odd).replace('"#"', number)
        told = read(Codex(), write(tmp_path, meta(), prompt(1), damaged, record(3, "resp_2", tokens(5, 5))))
        assert list(told.calls) == ["resp_2"]
        reason = "not a JSON record" if number == "NaN" else "an impossible number of tokens"
        assert told.reasons == {3: reason}


def without_time(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "timestamp"}


CALL = record(2, "resp_9", tokens(10, 1))
DEEP = b"[" * 200_000 + b"]" * 200_000
REJECTED: dict[str, tuple[bytes | dict[str, Any], str]] = {
    "half a record": (b'{"timestamp":"2026-03-02T09:00:00Z","type":"response_it', "not a JSON record"),
    "text": (b"not json at all", "not a JSON record"),
    "a list": (b"[1,2]", "not a JSON record"),
    "a number": (b"17", "not a JSON record"),
    "NUL": (b"\x00\x00\x00", "not a JSON record"),
    "deep nesting": (b'{"type":"event_msg","payload":' + DEEP + b"}", "nested too deeply"),
    "type is no text": (b'{"type":5}', "a field of an unexpected kind"),
    "no payload": (b'{"type":"event_msg"}', "a field of an unexpected kind"),
    "payload is text": (line(1, "event_msg", "hi"), "a field of an unexpected kind"),
    "payload is nothing": (line(1, "session_meta", None), "a field of an unexpected kind"),
    "message is a number": (event(1, "user_message", message=5), "a field of an unexpected kind"),
    "an item that is text": (event(1, "item_completed", item="UserMessage"), "a field of an unexpected kind"),
    "a model that is none": (context(1, model=5), "a field of an unexpected kind"),  # type: ignore[arg-type]  # on purpose
    "no time": (without_time(CALL), "no time"),
    "a time without zone": ({**CALL, "timestamp": "2026-03-02T09:15:04"}, "an unreadable time"),
    "a time that is none": ({**CALL, "timestamp": "yesterday"}, "an unreadable time"),
    "a time as number": ({**CALL, "timestamp": 1772442904}, "an unreadable time"),
    "a time at the edge": ({**CALL, "timestamp": "0001-01-01T00:00:00+23:59"}, "an impossible time"),
    "a time to come": ({**CALL, "timestamp": "9999-12-31T23:59:59-23:59"}, "an impossible time"),
    "a prompt without time": (without_time(prompt(1)), "no time"),
    "an item without time": (without_time(item(1, "UserMessage", "t-1")), "no time"),
    "a session without id": (line(1, "session_meta", {"cwd": "/"}), "no id"),
    "a session of an impossible id": (meta(1, "x\x1b1"), "an impossible id"),
    "an endless id": (record(2, "r" * 5000, tokens(1, 1)), "an impossible id"),
    "a lone surrogate in an id": (record(2, "resp_\ud800", tokens(1, 1)), "an impossible id"),
    "invalid UTF-8 in an id": (json.dumps(CALL).encode().replace(b"resp_9", b"\xff"), "an impossible id"),
    "no tokens": (record(2, "resp_9", None), "no tokens"),
}  # fmt: skip


@pytest.mark.parametrize(("odd", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected_with_its_line(
    tmp_path: Path, odd: bytes | dict[str, Any], reason: str
) -> None:
    before, after = record(1, "resp_1", tokens(1, 1)), record(3, "resp_2", tokens(2, 2))
    told = read(Codex(), write(tmp_path, meta(), prompt(0), before, odd, prompt(3), after))
    assert told.reasons == {4: reason}
    assert told.records == 6
    assert told.calls.keys() == {"resp_1", "resp_2"}


IGNORED: dict[str, bytes | dict[str, Any]] = {
    "an empty line": b"",
    "spaces": b"  \t ",
    "a carriage return": b"\r",
    "an item of another shape": line(1, "response_item", 5),
    "an item without time": {"type": "response_item", "payload": {"type": "message"}},
    "a lone surrogate in an item": line(1, "response_item", {"output": "cut \ud83d"}),
    "an allowance": event(1, "token_count", info=None, rate_limits={"primary": None}),
    "no totals": event(1, "token_count", info={"model_context_window": 1}),
    "a compaction": line(1, "compacted", {"message": ""}),
    "a command": event(1, "item_completed", turn_id="t", item={"type": "CommandExecution", "command": "ls"}),
}


@pytest.mark.parametrize("odd", IGNORED.values(), ids=IGNORED.keys())
def test_what_is_of_no_use_is_ignored(tmp_path: Path, odd: bytes | dict[str, Any]) -> None:
    told = read(Codex(), write(tmp_path, meta(), prompt(1), odd, record(2, "resp_1", tokens(1, 1))))
    assert (told.problems, told.records, told.ignored, told.unknown) == ([], 4, 2, 0)
    assert told.calls_of == {"resp_1": ["resp_1"]}


@pytest.mark.parametrize(
    "odd", [{}, {"type": "hologram"}, {"type": "hologram", "payload": 5}, event(1, "hologram", message="…")]
)
def test_an_unknown_form_is_counted_as_such(tmp_path: Path, odd: dict[str, Any]) -> None:
    told = read(Codex(), write(tmp_path, meta(), prompt(1), odd, record(2, "resp_1", tokens(1, 1))))
    assert (told.problems, told.ignored, told.unknown) == ([], 2, 1)


@pytest.mark.parametrize(
    "odd",
    [without_time(prompt(3)), event(3, "user_message", message=5), without_time(item(3, "UserMessage", "t"))],
)
def test_what_follows_a_rejected_prompt_is_not_given_to_the_one_before(
    tmp_path: Path, odd: dict[str, Any]
) -> None:
    first, second = record(2, "resp_1", tokens(1, 1)), record(4, "resp_2", tokens(2, 2))
    told = read(Codex(), write(tmp_path, meta(), prompt(1), first, odd, second))
    assert list(told.calls_of.values()) == [["resp_1"], ["resp_2"]]
    assert [one.kind.value for one in told.exchanges.values()] == ["prompt", "run"]


def test_text_that_is_not_unicode_spoils_nothing_but_itself(tmp_path: Path) -> None:
    damaged = json.dumps(prompt(3, "caf#")).encode().replace(b"#", b"\xe9")
    counter = Counter()
    told = read(
        Codex(),
        write(
            tmp_path,
            meta(),
            prompt(1, "cut \ud83d off"),
            counter.call(2, 1, 1),
            damaged,
            counter.call(4, 1, 1),
        ),
    )
    assert (told.problems, told.prompts) == ([], 2)


def test_a_repeated_key_counts_as_written_last(tmp_path: Path) -> None:
    doubled = json.dumps(record(2, "resp_1", tokens(5, 1))).replace(
        '"input_tokens": 5', '"input_tokens": 5, "input_tokens": 6'
    )
    assert read(Codex(), write(tmp_path, prompt(1), doubled)).calls["resp_1"].usage.input_tokens == 6


def test_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    lines = [meta(), prompt(1), record(2, "resp_1", tokens(1, 1))]
    path = tmp_path / NAME
    path.write_bytes(b"\xef\xbb\xbf" + encoded(lines).replace(b"\n", b"\r\n"))
    told = read(Codex(), path)
    assert (told.records, told.problems, told.calls_of) == (3, [], {"resp_1": ["resp_1"]})


def test_a_file_in_utf_16_is_rejected_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(encoded([meta(), prompt(1)]).decode().encode("utf-16"))
    assert set(read(Codex(), path).reasons.values()) == {"not a JSON record"}


def test_a_line_of_five_megabytes(tmp_path: Path) -> None:
    counter = Counter()
    big = line(2, "response_item", {"type": "function_call_output", "output": "A" * 5_000_000})
    told = read(
        Codex(),
        write(
            tmp_path,
            meta(),
            prompt(1),
            big,
            counter.call(3, 1, 1),
            prompt(4, "B" * 5_000_000),
            counter.call(5, 1, 1),
        ),
    )
    assert (told.records, told.prompts, told.sightings) == (6, 2, 2)


def test_a_line_that_is_too_long_is_rejected_alone(tmp_path: Path) -> None:
    path = write(tmp_path, meta(), prompt(1), "B" * 5_000, record(2, "resp_1", tokens(1, 1)))
    told = read(Codex(longest_line=4_000), path)
    assert told.reasons == {3: "a line too long to read"}
    assert told.calls_of == {"resp_1": ["resp_1"]}


def test_a_half_written_last_line_is_left_for_later(tmp_path: Path) -> None:
    whole = encoded([meta(), prompt(1), record(2, "resp_1", tokens(1, 1))])
    path = tmp_path / NAME
    path.write_bytes(whole[:-40])
    batches, bookmark = read_on(Codex(), path)
    assert (said(batches).records, said(batches).problems) == (2, [])
    path.write_bytes(whole)
    later, _ = read_on(Codex(), path, bookmark)
    assert (said(later).records, list(said(later).calls)) == (1, ["resp_1"])


def test_a_damaged_carry_means_reading_anew(tmp_path: Path) -> None:
    path = write(tmp_path, meta(), prompt(1), record(2, "resp_1", tokens(1, 1)))
    _, bookmark = read_on(Codex(), path)
    for carry in (b"{forged", b"[]", b'{"session":5}'):
        forged = Bookmark(bookmark.offset, bookmark.line, bookmark.fingerprint, carry)
        again, _ = read_on(Codex(), path, forged)
        assert said(again).calls_of == {"resp_1": ["resp_1"]}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 30))):
        start = data.draw(st.integers(0, len(log) - 1))
        length = data.draw(st.integers(0, 40))
        log[start : start + length] = data.draw(st.binary(max_size=8) | st.sampled_from(TOKENS))
    path = tmp_path_factory.mktemp("fuzz") / NAME
    path.write_bytes(log)
    told = read(Codex(), path)
    assert told.records in {log.count(b"\n"), log.count(b"\n") + 1}


TOKENS = [
    *(b"\n", b"\r\n", b'"', b"{", b"}", b"null", b"true", b"-1", b"1e999", b"\xff", b"\\ud800", b""),
    *(b"user_message", b"token_count", b"session_meta", b"forked_from_id"),
]


def test_a_hundred_thousand_damaged_lines(tmp_path: Path) -> None:
    draw = random.Random(26)
    lines = SAMPLE.splitlines()
    path = tmp_path / NAME
    with path.open("wb") as log:
        for _ in range(100_000):
            one = draw.choice(lines)
            start = draw.randrange(len(one))
            log.write(one[:start] + draw.choice(TOKENS).strip() + one[start + draw.randrange(9) :] + b"\n")
    told = read(Codex(), path)
    assert told.records == 100_000
    assert set(told.reasons.values()) >= {"not a JSON record", "an unreadable time"}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_reading_in_steps_says_what_reading_at_once_says(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rollout = data.draw(st.sampled_from(ROLLOUTS))
    whole = rollout.read_bytes()
    cuts = data.draw(st.sets(st.integers(0, len(whole)), max_size=12))
    path = tmp_path_factory.mktemp("steps") / rollout.name
    path.write_bytes(whole)
    at_once = list(Codex().read(file_at(path)))
    in_steps = read_in_steps(path, whole, [0, *sorted(cuts), len(whole)])
    assert folded(in_steps) == folded(at_once)
    told, expected = said(in_steps), said(at_once)
    assert (told.records, told.sightings) == (expected.records, expected.sightings)
    assert (told.problems, told.unknown) == (expected.problems, expected.unknown)


def read_in_steps(path: Path, whole: bytes, ends: list[int]) -> list[Batch]:
    batches: list[Batch] = []
    bookmark = START
    for _, end in pairwise(ends):
        path.write_bytes(whole[:end])
        new, bookmark = read_on(Codex(), path, bookmark)
        batches += new
    return batches
