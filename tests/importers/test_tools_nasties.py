"""Damaged and hostile logs of every tool: every record is accounted for, nothing is raised or guessed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.reading import START, Batch, Bookmark, Importer, SourceState
from aijournal.importers.cline.importer import CLINE
from aijournal.importers.copilot_cli.importer import CopilotCli
from aijournal.importers.gemini_cli.importer import GeminiCli
from aijournal.importers.kimi.kimi_cli import KimiCli
from aijournal.importers.kimi.kimi_code import KimiCode
from aijournal.importers.qwen_code.importer import QwenCode
from aijournal.importers.vscode_chat.importer import VsCodeCopilot
from tests.importers import (
    cline_files,
    copilot_cli_files,
    gemini_files,
    kimi_files,
    qwen_files,
    vscode_chat_files,
)
from tests.importers.codex_rollouts import folded
from tests.importers.readings import file_at, read, read_on, said
from tests.importers.tool_logs import encoded

Write = Callable[[Path], Path]


@dataclass(frozen=True)
class Tool:
    """A tool, a log of its, and where the number of a call's input and the time of its answer stand."""

    importer: Importer
    write: Write
    tokens: str
    time: str


LINES = [
    Tool(GeminiCli(), gemini_files.write, '"input":8700', '"timestamp":"2026-03-02T09:00:09.000Z"'),
    Tool(QwenCode(), qwen_files.write, '"promptTokenCount":5000', '"timestamp":"2026-03-02T09:00:06.000Z"'),
    Tool(
        CopilotCli(), copilot_cli_files.write, '"inputTokens":6000', '"timestamp":"2026-03-02T09:00:07.000Z"'
    ),
    Tool(KimiCli(), kimi_files.write, '"input_other":90', '"timestamp":1772442004.0'),
    Tool(KimiCode(), kimi_files.write_code, '"inputOther":320', '"time":1772442002000'),
]
DOCUMENTS = [
    Tool(GeminiCli(), gemini_files.write_old, '"input":8700', '"timestamp":"2026-03-02T09:00:09.000Z"'),
    Tool(VsCodeCopilot(), vscode_chat_files.write_old, '"completionTokens":420', '"timestamp":1772442001000'),
    Tool(VsCodeCopilot(), vscode_chat_files.write, '"v":420', '"timestamp":1772442060000'),
    Tool(CLINE, cline_files.write, '\\"tokensIn\\": 200', '"ts":1772442004000'),
    Tool(CLINE, cline_files.write_session, '"inputTokens":400', '"ts":1772442002000'),
]
TOOLS = LINES + DOCUMENTS


def name_of(tool: Tool) -> str:
    return f"{tool.importer.source}-{tool.write.__name__}"


every_tool = pytest.mark.parametrize("tool", TOOLS, ids=name_of)
every_log_of_lines = pytest.mark.parametrize("tool", LINES, ids=name_of)

IMPOSSIBLE_TOKENS = ["-1", "1e999", "1e400", "true", "1.5", '"5"', str(2**63), "9" * 5000, "[]", "{}"]
IMPOSSIBLE_TIMES = {
    "null": "no time",
    "[]": "an unreadable time",
    "true": "an unreadable time",
    '"yesterday"': "an unreadable time",
    '"2026-03-02T09:00:00"': "an unreadable time",
    '""': "an unreadable time",
    '"1989-12-31T23:59:59Z"': "an impossible time",
    '"2100-01-01T00:00:00Z"': "an impossible time",
    '"0001-01-01T00:00:00+23:59"': "an impossible time",
    "5": "an impossible time",
    "-1": "an impossible time",
    "1e300": "an impossible time",
    "99999999999999999999": "an impossible time",
}


def change(path: Path, found: str, put: str) -> Path:
    text = path.read_text()
    assert text.count(found) >= 1
    path.write_text(text.replace(found, put, 1))
    return path


def value_changed(path: Path, field: str, value: str) -> Path:
    key, colon, _ = field.rpartition(": " if ": " in field else '":')
    return change(path, field, f"{key}{colon}{value}")


@every_tool
@pytest.mark.parametrize("number", IMPOSSIBLE_TOKENS, ids=lambda number: number[:20])
def test_impossible_numbers_are_rejected(home: Path, tool: Tool, number: str) -> None:
    if "tokensIn" in tool.tokens:
        number = json.dumps(number)[1:-1]
    path = tool.write(home)
    whole = read(tool.importer, path)
    told = read(tool.importer, value_changed(path, tool.tokens, number))
    assert list(told.reasons.values()) == ["an impossible number of tokens"]
    assert len(told.calls) == len(whole.calls) - 1


@every_tool
@pytest.mark.parametrize(("time", "reason"), IMPOSSIBLE_TIMES.items())
def test_impossible_times_are_rejected(home: Path, tool: Tool, time: str, reason: str) -> None:
    path = tool.write(home)
    count = path.read_text().count(tool.time)
    told = read(tool.importer, value_changed(path, tool.time, time))
    assert list(told.reasons.values()) == [reason]
    assert count >= 1


@every_tool
def test_reading_again_says_the_same_and_nothing_new(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    batches, bookmark = read_on(tool.importer, path)
    assert read_on(tool.importer, path, bookmark) == ([], bookmark)
    again = list(tool.importer.read(file_at(path)))
    assert folded([*batches, *again]) == folded(batches)
    assert again == batches


@every_tool
def test_every_exchange_is_complete_and_of_its_source(home: Path, tool: Tool) -> None:
    told = read(tool.importer, tool.write(home))
    assert told.exchanges
    for exchange in told.exchanges.values():
        assert exchange.source == tool.importer.source
        assert exchange.started_at <= exchange.ended_at
        assert exchange.location is not None
        assert tool.importer.peek(exchange.location)
        assert tool.importer.peek(replace(exchange.location, offset=exchange.location.offset + 1)) is None


@every_tool
@pytest.mark.parametrize("offset", [-1, 7, 2**62, 2**70])
def test_no_prompt_at_that_place(home: Path, tool: Tool, offset: int) -> None:
    told = read(tool.importer, tool.write(home))
    [location, *_] = [one.location for one in told.exchanges.values() if one.location]
    assert tool.importer.peek(replace(location, offset=offset)) is None
    assert tool.importer.peek(replace(location, path=home)) is None


@every_tool
def test_a_byte_order_mark_does_no_harm(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    whole = read(tool.importer, path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    told = read(tool.importer, path)
    assert (told.problems, told.calls) == ([], whole.calls)


@every_tool
def test_deep_nesting_is_rejected(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    key = tool.time.partition(":")[0]
    nested = "[" * 200_000 + "]" * 200_000
    told = read(tool.importer, change(path, key, f'"deep":{nested},{key}'))
    assert next(iter(told.reasons.values())) == "nested too deeply"


@every_tool
def test_a_record_of_five_megabytes(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    whole = read(tool.importer, path)
    key = tool.time.partition(":")[0]
    told = read(tool.importer, change(path, key, f'"image":"{"A" * 5_000_000}",{key}'))
    assert (told.problems, told.calls) == ([], whole.calls)


@every_tool
def test_a_damaged_bookmark_means_reading_anew(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    batches, bookmark = read_on(tool.importer, path)
    forged = Bookmark(bookmark.offset, bookmark.line, bookmark.fingerprint[::-1], b"{forged")
    again, _ = read_on(tool.importer, path, forged)
    assert said(again).calls == said(batches).calls


@every_log_of_lines
def test_lines_that_are_no_records(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    whole = read(tool.importer, path)
    first, *rest = path.read_bytes().splitlines()
    odd = [b"", b" \t", b"\r", b"garbage", b"[1]", b"\x00\x00", b'{"x":NaN}', b'{"half":']
    path.write_bytes(b"\r\n".join([first, *odd, *rest]) + b"\r\n")
    told = read(tool.importer, path)
    rejected = dict.fromkeys(range(5, 10), "not a JSON record")
    assert told.reasons == rejected
    assert (told.records, told.ignored) == (whole.records + 8, whole.ignored + 3)
    # Where a tool gives no ids, a call is known by its line.
    assert [call.usage for call in told.calls.values()] == [call.usage for call in whole.calls.values()]


@every_log_of_lines
def test_a_half_written_last_line_is_left_for_later(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    at_once, text = read(tool.importer, path), path.read_bytes()
    path.write_bytes(text[:-20])
    first, bookmark = read_on(tool.importer, path)
    assert said(first).problems == []
    path.write_bytes(text)
    rest, _ = read_on(tool.importer, path, bookmark)
    assert said([*first, *rest]).calls_of == at_once.calls_of


@every_log_of_lines
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_reading_in_steps_says_what_reading_at_once_says(
    tool: Tool, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tool.write(tmp_path_factory.mktemp("steps"))
    at_once, text = read(tool.importer, path), path.read_bytes()
    cuts = data.draw(st.sets(st.integers(0, len(text)), max_size=8))
    batches: list[Batch] = []
    bookmark = START
    for end in [*sorted(cuts), len(text)]:
        path.write_bytes(text[:end])
        new, bookmark = read_on(tool.importer, path, bookmark)
        batches += new
    in_steps = said(batches)
    assert (in_steps.calls, in_steps.calls_of) == (at_once.calls, at_once.calls_of)
    assert in_steps.exchanges == at_once.exchanges
    assert (in_steps.records, in_steps.sightings) == (at_once.records, at_once.sightings)


@every_log_of_lines
def test_a_line_that_is_too_long_is_rejected_alone(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    with path.open("ab") as log:
        log.write(encoded({"type": "x", "text": "x" * 5_000}) + b"\n")
    importer: Any = tool.importer
    short = replace(importer, longest_line=4_000)
    assert list(read(short, path).reasons.values()) == ["a line too long to read"]


@pytest.mark.parametrize("tool", DOCUMENTS, ids=name_of)
def test_a_file_that_is_too_large_is_rejected_and_not_peeked_at(home: Path, tool: Tool) -> None:
    path = tool.write(home)
    importer: Any = tool.importer
    small = replace(importer, largest_file=100)
    assert list(read(small, path).reasons.values()) == ["a file too large to read"]
    [location, *_] = [one.location for one in read(importer, path).exchanges.values() if one.location]
    assert small.peek(location) is None


@every_tool
def test_what_discovery_says_of_a_place_without_logs(home: Path, tmp_path: Path, tool: Tool) -> None:
    environment = {"HOME": str(home), "USERPROFILE": str(home)}
    nowhere = tool.importer.discover({})
    assert (nowhere.state, nowhere.reason) == (SourceState.NOT_FOUND, "No home folder is known.")
    assert tool.importer.discover(environment).reason.startswith(f"There is no {home}")
    path = tool.write(home)
    assert [file.path for file in tool.importer.discover(environment).files] == [path]
    elsewhere = path.rename(tmp_path / path.name)
    empty = tool.importer.discover(environment)
    assert (empty.state, empty.files) == (SourceState.EMPTY, ())
    path.symlink_to(elsewhere)
    linked = tool.importer.discover(environment)
    assert (linked.state, linked.files) == (SourceState.UNREADABLE, ())
    assert [problem.reason for problem in linked.skipped] == ["a link, which is not followed"]
    with pytest.raises(OSError, match=r".+"):
        list(tool.importer.read(replace(file_at(elsewhere), path=path)))


@every_tool
def test_how_long_a_tool_keeps_its_logs_is_one_sentence(tool: Tool) -> None:
    assert tool.importer.retention.count(".") == 1
    assert tool.importer.retention.endswith(".")
    assert tool.importer.kept_days == (30 if tool.importer.source == "gemini-cli" else None)


TOKENS = [
    *(
        b"\n",
        b"\r\n",
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b"null",
        b"true",
        b"-1",
        b"1e999",
        b"NaN",
        b"\xff",
        b"\x00",
    ),
    *(b"\\ud800", b"user", b"[]", b'""', b"0", b""),
]


@every_tool
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_mutated_bytes_never_break_the_account(
    tool: Tool, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tool.write(tmp_path_factory.mktemp("fuzz"))
    log = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(log) - 1))
        length = data.draw(st.integers(0, 20))
        log[at : at + length] = data.draw(st.binary(max_size=8) | st.sampled_from(TOKENS))
    path.write_bytes(log)
    told = read(tool.importer, path)
    if tool in LINES:
        assert told.records in {log.count(b"\n"), log.count(b"\n") + 1}
    for exchange in told.exchanges.values():
        if exchange.location:
            tool.importer.peek(exchange.location)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def mutated(data: st.DataObject, value: Any) -> Any:
    """Return a decoded record with one of its parts, at whatever depth, replaced by anything."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: mutated(data, value[key])}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(value) - 1))
        return [*value[:index], mutated(data, value[index]), *value[index + 1 :]]
    return data.draw(VALUES)


@every_tool
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_fields_of_any_kind_never_break_the_account(
    tool: Tool, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tool.write(tmp_path_factory.mktemp("fields"))
    if path.suffix == ".json":
        path.write_text(json.dumps(mutated(data, json.loads(path.read_text()))))
    else:
        lines = path.read_text().splitlines()
        index = data.draw(st.integers(0, len(lines) - 1))
        lines[index] = json.dumps(mutated(data, json.loads(lines[index])))
        path.write_text("\n".join(lines) + "\n")
    read(tool.importer, path)
