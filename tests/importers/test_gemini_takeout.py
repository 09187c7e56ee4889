"""Takeout's Gemini activities: prompts by their verb or their answer, and ids of their times."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.chat_exports.gemini_takeout import GeminiTakeout
from tests.importers.archive_files import write_zip
from tests.importers.chat_exports import ANSWERED, activity, exported
from tests.importers.readings import Said, read

NAME = "MyActivity.json"
INSIDE = f"Takeout/My Activity/Gemini Apps/{NAME}"
NEWEST_FIRST = (
    activity("Prompted What is a widget?\nSay it.", "2026-03-03T00:10:00.001Z", **ANSWERED),
    activity("Gave feedback: Good response", "2026-03-03T00:05:00Z"),
    activity("Eingegeben: Was ist ein Ding?", **ANSWERED),
    activity("Prompted again", **ANSWERED),
    activity("Prompted and not answered", "2026-03-02T08:00:00Z"),
    activity("Prompted an older one", "2023-05-01T08:00:00Z", header="Bard", products=["Bard"]),
    activity("Searched for widgets", header="Search", products=["Search"], **ANSWERED),
)


def tell(folder: Path, *activities: object) -> Said:
    (folder / NAME).write_bytes(exported(*activities))
    return read(GeminiTakeout(), folder / NAME)


def test_activities(tmp_path: Path) -> None:
    told = tell(tmp_path, *NEWEST_FIRST)
    assert told.problems == []
    assert (told.records, told.prompts, told.sightings, told.ignored) == (7, 5, 0, 2)
    assert list(told.exchanges) == [
        "2026-03-03T00:10:00.001000Z/0",
        "2026-03-02T15:07:57.773000Z/0",
        "2026-03-02T15:07:57.773000Z/1",
        "2026-03-02T08:00:00.000000Z/0",
        "2023-05-01T08:00:00.000000Z/0",
    ]
    newest = told.exchanges["2026-03-03T00:10:00.001000Z/0"]
    assert newest.started_at == datetime(2026, 3, 3, 0, 10, 0, 1000, tzinfo=UTC)
    assert (newest.kind, newest.conversation_id) == (ExchangeKind.PROMPT, "2026-03-03")
    call = told.calls["2026-03-03T00:10:00.001000Z/0"]
    assert (call.usage, call.model, call.provider) == (TokenUsage(), None, "gcp.gemini")


def test_prompts_are_peeked_at_in_a_zip_file(tmp_path: Path) -> None:
    other = "Takeout/My Activity/YouTube/MyActivity.json"
    path = write_zip(
        tmp_path / "takeout.zip",
        {INSIDE: exported(*NEWEST_FIRST), other: exported(activity("Watched", header="YouTube"))},
    )
    assert [file.path for file in GeminiTakeout().discover({}, tmp_path).files] == [path]
    told = read(GeminiTakeout(), path)
    locations = [exchange.location for exchange in told.exchanges.values()]
    titles = [GeminiTakeout().peek(one) for one in locations if one]
    assert titles[:3] == ["What is a widget?", "Eingegeben: Was ist ein Ding?", "again"]


def test_a_web_page_is_no_export_that_is_read(tmp_path: Path) -> None:
    page = "Takeout/My Activity/Gemini Apps/MyActivity.html"
    path = write_zip(tmp_path / "takeout.zip", {page: b"<div>Gemini Apps</div>"})
    found = GeminiTakeout().discover({}, path)
    assert (found.state, found.reason) == (SourceState.UNREADABLE, f"{path} is no Gemini Takeout export.")
    assert "as JSON and not as HTML" in GeminiTakeout().discover({}).reason


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (activity("Prompted x", "soon"), "an unreadable time"),
        (activity("Prompted x", "1889-03-02T15:07:57Z"), "an impossible time"),
        (activity("Prompted x") | {"time": None}, "no time"),
        (activity("Prompted x") | {"title": 5}, "a field of an unexpected kind"),
        (activity("Prompted x") | {"safeHtmlItem": "x"}, "a field of an unexpected kind"),
    ],
)
def test_what_cannot_be_taken_is_rejected(tmp_path: Path, bad: dict[str, Any], reason: str) -> None:
    told = tell(tmp_path, bad, activity("Prompted y"))
    assert (told.reasons, told.records, len(told.exchanges)) == ({1: reason}, 2, 1)


SAMPLE = exported(*NEWEST_FIRST)
TOKENS = [b'"', b"{", b"}", b"]", b",", b"null", b"-1", b"\xff", b"\\ud800", b"Prompted ", b""]


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
    read(GeminiTakeout(), path)
