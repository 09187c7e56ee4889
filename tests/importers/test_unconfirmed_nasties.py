"""Damaged and hostile logs of the tools whose formats are not confirmed: every record is accounted for."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.reading import Bookmark, Importer, SourceState
from aijournal.importers.amp.importer import Amp
from aijournal.importers.continue_dev.importer import Continue
from aijournal.importers.goose.importer import Goose
from aijournal.importers.lm_studio.importer import LmStudio
from aijournal.importers.open_webui.importer import OpenWebUi
from aijournal.importers.reading import databases
from aijournal.importers.zed.importer import Zed
from tests.importers import (
    amp_files,
    continue_files,
    goose_files,
    lm_studio_files,
    open_webui_files,
    zed_files,
)
from tests.importers.database_files import contents, leave_in_wal, locked, trace
from tests.importers.readings import file_at, read, read_on, said
from tests.importers.tool_logs import encoded


@dataclass(frozen=True)
class Tool:
    """A tool, a log of its that holds an example, and the example: a document, or lines of them."""

    importer: Importer
    write: Callable[[Path, Any], Path]
    example: Any
    calls: int


def _zed(folder: Path, document: Any) -> Path:
    kind = "json" if isinstance(document, bytes) else "zstd"
    return zed_files.write(folder / "threads.db", zed_files.row("t-1", document, data_type=kind))


def _goose(folder: Path, document: Any) -> Path:
    if isinstance(document, bytes):
        document = document.decode("utf-8", "replace")
    content = document if isinstance(document, str) else json.dumps(document)
    rows = (goose_files.session(), *goose_files.MESSAGES[1:], *goose_files.SPENT)
    return goose_files.write(folder / "sessions.db", *rows, goose_files.user(0, content_json=content))


def _open_webui(folder: Path, document: Any) -> Path:
    text = document if isinstance(document, bytes) else json.dumps(document)
    return open_webui_files.write(folder / "webui.db", ("c-1", text))


def _file(name: str) -> Callable[[Path, Any], Path]:
    def write(folder: Path, document: Any) -> Path:
        path = folder / name
        lines = document if isinstance(document, list) and name.endswith("l") else [document]
        path.write_bytes(b"\n".join(map(encoded, lines)))
        return path

    return write


DATABASES = [
    Tool(Zed(), _zed, zed_files.thread(), 3),
    Tool(Goose(), _goose, [{"type": "text", "text": "Rename the widget"}], 3),
    Tool(OpenWebUi(), _open_webui, {"history": {"messages": open_webui_files.MESSAGES}}, 3),
]
FILES = [
    Tool(
        Amp(), _file("T-1.json"), amp_files.thread(usageLedger={"events": [amp_files.event(4, 5, 6, 1)]}), 3
    ),
    Tool(
        LmStudio(),
        _file("1.conversation.json"),
        {"createdAt": 1772442000000, "messages": list(lm_studio_files.MESSAGES)},
        4,
    ),
    Tool(Continue(), _file("tokensGenerated.jsonl"), list(continue_files.TOKENS), 4),
    Tool(Continue(), _file("chatInteraction.jsonl"), list(continue_files.CHATS), 2),
]
TOOLS = DATABASES + FILES
SECRETS = (
    "auth",
    "config (",
    "credentials",
    "canary",
    "password",
    "select *",
    "extension_data",
    "sqlite_master",
)

ODD = (b"null", b"-1", b"1e999", b"[", b"}", b'"', b"\\ud800", b"NaN", b"")


def name_of(tool: Tool) -> str:
    return f"{tool.importer.source}-{tool.calls}"


every_tool = pytest.mark.parametrize("tool", TOOLS, ids=name_of)
every_database = pytest.mark.parametrize("tool", DATABASES, ids=name_of)


@every_tool
def test_reading_again_says_the_same_and_nothing_new(tmp_path: Path, tool: Tool) -> None:
    path = tool.write(tmp_path, tool.example)
    batches, bookmark = read_on(tool.importer, path)
    assert len(said(batches).calls) == tool.calls
    assert read_on(tool.importer, path, bookmark) == ([], bookmark)
    assert list(tool.importer.read(file_at(path))) == batches
    forged = Bookmark(bookmark.offset, bookmark.line, bookmark.fingerprint[::-1], b"{forged")
    again, _ = read_on(tool.importer, path, forged)
    assert said(again).calls == said(batches).calls


@every_tool
def test_every_exchange_of_a_person_can_be_peeked_at(tmp_path: Path, tool: Tool) -> None:
    told = read(tool.importer, tool.write(tmp_path, tool.example))
    for exchange in told.exchanges.values():
        assert exchange.source == tool.importer.source
        assert exchange.started_at <= exchange.ended_at
        if exchange.location:
            assert tool.importer.peek(exchange.location)
            for offset in (-1, exchange.location.offset + 1, 2**62, 2**70):
                assert tool.importer.peek(replace(exchange.location, offset=offset)) is None


@every_tool
def test_what_a_tool_says_of_itself(tmp_path: Path, tool: Tool) -> None:
    importer: Any = tool.importer
    assert (importer.is_confirmed, importer.kept_days) == (False, None)
    assert importer.retention.count(".") == 1
    assert importer.tool == importer.source
    nowhere = importer.discover({})
    assert (nowhere.state, nowhere.reason) == (SourceState.NOT_FOUND, "No home folder is known.")
    path = tool.write(tmp_path, tool.example)
    elsewhere = path.rename(tmp_path / "elsewhere")
    path.symlink_to(elsewhere)
    linked = importer.discover({}, tmp_path)
    assert (linked.state, linked.files) == (SourceState.UNREADABLE, ())
    with pytest.raises(OSError, match=r".+"):
        list(importer.read(replace(file_at(elsewhere), path=path)))


@every_tool
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_mutated_bytes_never_break_the_account(
    tool: Tool, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw = random.Random(seed)
    lines = tool.example if tool.importer.source == "continue" else [tool.example]
    text = bytearray(b"\n".join(map(encoded, lines)))
    for _ in range(1 + draw.randrange(8)):
        spot = draw.randrange(len(text))
        text[spot : spot + draw.randrange(12)] = draw.choice([*ODD, draw.randbytes(3)])
    folder = tmp_path_factory.mktemp("mutated")
    told = read(tool.importer, tool.write(folder, bytes(text)))
    for exchange in told.exchanges.values():
        if exchange.location:
            tool.importer.peek(exchange.location)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def mutated(data: st.DataObject, value: Any) -> Any:
    """Return a document with one of its parts, at whatever depth, replaced by anything."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: mutated(data, value[key])}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(value) - 1))
        return [*value[:index], mutated(data, value[index]), *value[index + 1 :]]
    return data.draw(VALUES)


@every_tool
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_fields_of_any_kind_never_break_the_account(
    tool: Tool, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tool.write(tmp_path_factory.mktemp("fields"), mutated(data, tool.example))
    read(tool.importer, path)


@every_database
@pytest.mark.parametrize("in_wal", [False, True])
def test_no_statement_names_a_secret_and_no_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: Tool, *, in_wal: bool
) -> None:
    path = tool.write(tmp_path, tool.example)
    if in_wal:
        leave_in_wal(path)
    before = contents(tmp_path)
    assert b"canary" in b"".join(one.read_bytes() for one in tmp_path.iterdir())
    statements = trace(monkeypatch)
    told = read(tool.importer, path)
    assert len(told.calls) == tool.calls
    assert any(tool.importer.peek(one.location) for one in told.exchanges.values() if one.location)
    assert "select" in statements.text
    assert [secret for secret in SECRETS if secret in statements.text] == []
    assert contents(tmp_path) == before


@every_database
def test_a_locked_database_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: Tool) -> None:
    monkeypatch.setattr(databases, "_BUSY_SECONDS", 0.05)
    path = tool.write(tmp_path, tool.example)
    with locked(path), pytest.raises(OSError, match="read next time"):
        list(tool.importer.read(file_at(path)))


@pytest.mark.parametrize("tool", FILES[:2], ids=name_of)
def test_a_file_that_is_too_large_is_rejected(tmp_path: Path, tool: Tool) -> None:
    importer: Any = tool.importer
    small = replace(importer, largest_file=100)
    assert list(read(small, tool.write(tmp_path, tool.example)).reasons.values()) == [
        "a file too large to read"
    ]


@pytest.mark.parametrize("tool", FILES[2:], ids=name_of)
def test_a_line_that_is_too_long_is_rejected_alone(tmp_path: Path, tool: Tool) -> None:
    importer: Any = tool.importer
    path = tool.write(tmp_path, [*tool.example, {"eventName": "x" * 5000}])
    told = read(replace(importer, longest_line=2000), path)
    assert (list(told.reasons.values()), len(told.calls)) == (["a line too long to read"], tool.calls)
