"""From exports and telemetry to the journal: once each, whatever lies beside them, and nothing twice."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.collect import ImportResult, collect
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.reading import Importer
from aijournal.importers.aider.importer import Aider
from aijournal.importers.chat_exports.chatgpt import ChatGPT
from aijournal.importers.chat_exports.claude_ai import ClaudeAi
from aijournal.importers.chat_exports.gemini_takeout import GeminiTakeout
from aijournal.importers.litellm.importer import LiteLlm
from aijournal.importers.otel.importer import OpenTelemetry
from aijournal.journal.journal import Journal
from aijournal.paths import find_paths
from aijournal.settings import Settings
from tests.importers.aider_files import TOKENS, session, typed, write_project
from tests.importers.archive_files import write_zip
from tests.importers.chat_exports import (
    ANSWERED,
    SECONDS,
    activity,
    chatgpt_conversation,
    claude_conversation,
    claude_message,
    exported,
    node,
)
from tests.importers.telemetry import chat, lines, span, traces

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
IMPORTERS: dict[str, Importer] = {
    importer.source: importer
    for importer in (Aider(zone=UTC), ChatGPT(), ClaudeAi(), GeminiTakeout(), OpenTelemetry(), LiteLlm())
}
NEW_CALLS = {"aider": 1, "chatgpt": 2, "claude-ai": 1, "gemini-takeout": 1, "otel": 1, "litellm": 1}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    paths = find_paths({"AIJOURNAL_HOME": str(tmp_path / "aijournal")})
    with Journal.open(paths, Settings(), ZoneInfo("UTC")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder as people have it: exports of everything beside each other."""
    downloads = tmp_path / "downloads"
    write_project(downloads / "widgets", session("2026-03-02 14:00:06", typed("Go"), "Gone.\n", TOKENS))
    talk = chatgpt_conversation(
        node("u", None, "user", "Hi", SECONDS),
        node("a", "u", "assistant", "Yes", SECONDS + 1),
        node("b", "u", "assistant", "No", SECONDS + 9),
    )
    write_zip(downloads / "openai.zip", {"conversations.json": exported(talk)})
    other = claude_conversation(claude_message("u", "human", "Hi"), claude_message("a", "assistant", "Yes"))
    write_zip(downloads / "anthropic.zip", {"conversations.json": exported(other)})
    (downloads / "MyActivity.json").write_bytes(exported(activity("Prompted x", **ANSWERED)))
    (downloads / "traces.jsonl").write_text(lines(traces([span("l", "", chat())])))
    row = {
        "request_id": "r-1",
        "call_type": "acompletion",
        "startTime": "2026-03-02 13:00:00",
        "prompt_tokens": 7,
    }
    (downloads / "spend.json").write_text(json.dumps([row]))
    return downloads


def read(journal: Journal, root: Path, source: str) -> ImportResult:
    result = collect(journal, [IMPORTERS[source]], {}, NOW, root=root)[0]
    assert result.records == result.imported + result.duplicates + result.ignored + result.rejected
    return result


@pytest.mark.parametrize("source", IMPORTERS)
def test_each_takes_its_own_and_takes_it_once(journal: Journal, folder: Path, source: str) -> None:
    first = read(journal, folder, source)
    assert (first.files, first.calls_new, first.rejected, first.problems) == (1, NEW_CALLS[source], 0, ())
    assert first.interactions_new == 1
    assert read(journal, folder, source).files_unchanged == 1
    copied = folder.parent / "copy"
    shutil.copytree(folder, copied)
    again = read(journal, copied, source)
    assert (again.records, again.calls_new, again.exchanges_new, again.imported) == (first.records, 0, 0, 0)
    assert journal.totals(EVERYTHING).total.calls == NEW_CALLS[source]


def test_together_they_say_what_they_know(journal: Journal, folder: Path) -> None:
    results = collect(journal, tuple(IMPORTERS.values()), {}, NOW, root=folder)
    assert {result.source: result.calls_new for result in results} == NEW_CALLS
    total = journal.totals(EVERYTHING).total
    assert (total.calls, total.usage.input_tokens, total.usage.output_tokens) == (7, 2300 + 120 + 7, 450 + 30)
