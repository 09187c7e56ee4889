"""Kiro's sessions, of its command line and its desktop app: credits instead of tokens."""

import json
import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import Charge, ExchangeKind
from aijournal.domain.reading import Discovery, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.kiro.importer import Kiro
from tests.importers.database_files import contents, leave_in_wal
from tests.importers.kiro_files import (
    SESSION,
    Line,
    answer,
    beside,
    event,
    prompt,
    results,
    turn,
    write_desktop,
    write_session,
)
from tests.importers.q_files import asked, conversation, step, write_kiro
from tests.importers.readings import file_at, read, said

BEGAN = datetime(2026, 3, 2, 13, 43, 20, tzinfo=UTC)
LOOP = (
    prompt("u-1", 0),
    answer("a-1"),
    results(),
    answer("a-2"),
    prompt("u-2", 60, "And now?"),
    answer("a-3"),
)


def credit(amount: str) -> Charge:
    return Charge(Decimal(amount), "credit")


def named(*ids: str) -> list[str]:
    return [f"{SESSION}:{one}" for one in ids]


# -- the command line


def test_a_session_with_a_tool_loop(tmp_path: Path) -> None:
    about = beside(
        turn("2026-03-02T13:43:29Z", 0.11, 0.25, ids=["u-1", "a-1", "a-2"]),
        turn("2026-03-02T13:44:30Z", 1, ids=["u-2", "a-3"]),
    )
    told = read(Kiro(), write_session(tmp_path, LOOP, about))
    assert told.calls_of == {named("u-1")[0]: named("a-1", "a-2"), named("u-2")[0]: named("a-3")}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (6, 2, 3, 1)
    first = told.exchanges[f"{SESSION}:u-1"]
    assert (first.conversation_id, first.project, first.started_at) == (SESSION, "shop", BEGAN)
    assert first.ended_at == BEGAN + timedelta(seconds=9)
    calls = [told.calls[name] for name in named("a-1", "a-2", "a-3")]
    assert [call.charges for call in calls] == [(credit("0.36"),), (), (credit("1"),)]
    assert {call.usage for call in calls} == {TokenUsage()}
    assert {call.model for call in calls} == {"claude-sonnet-4.6"}


def test_turns_without_ids_belong_to_the_prompt_before_their_end(tmp_path: Path) -> None:
    about = beside(
        turn("2026-03-02T13:43:29Z", 0.5),
        turn("2026-03-02T13:44:10.5Z", 0.25),
        turn("2026-03-02T13:44:30Z", 1),
        turn("2026-03-02T13:00:00Z", 7),
        {"metering_usage": [{"value": 9, "unit": "credit"}]},
    )
    told = read(Kiro(), write_session(tmp_path, LOOP, about))
    charged = {name: call.charges for name, call in told.calls.items() if call.charges}
    assert charged == {f"{SESSION}:a-1": (credit("0.75"),), f"{SESSION}:a-3": (credit("1"),)}


@pytest.mark.parametrize(
    ("metered", "charges"),
    [
        ([{"value": 0.1, "unit": "credit"}, {"value": 0.2, "unit": "credit"}], (credit("0.3"),)),
        (
            [{"value": 2, "unit": "credit"}, {"value": 3, "unit": "vibe"}],
            (credit("2"), Charge(Decimal(3), "vibe")),
        ),
        ([{"value": 0, "unit": "credit"}, {"value": -1, "unit": "credit"}], ()),
        ([{"value": "NaN", "unit": "credit"}, {"value": 10**13, "unit": "credit"}], ()),
        ([{"value": 1}, {"unit": "credit"}, {}], ()),
        ([], ()),
    ],
)
def test_charges_are_sums_by_unit(tmp_path: Path, metered: list[Line], charges: tuple[Charge, ...]) -> None:
    about = beside({"message_ids": ["u-1"], "metering_usage": metered})
    told = read(Kiro(), write_session(tmp_path, LOOP[:2], about))
    assert told.calls[f"{SESSION}:a-1"].charges == charges


def test_a_session_that_grew_says_the_same_and_more(tmp_path: Path) -> None:
    early = read(Kiro(), write_session(tmp_path, LOOP[:2], beside()))
    late = read(Kiro(), write_session(tmp_path, LOOP, beside(turn("", 2, ids=["u-1"]))))
    (name,) = early.calls
    assert early.calls[name].completed_by(late.calls[name]).charges == (credit("2"),)
    assert late.calls.keys() > early.calls.keys()


def test_lines_alone_are_enough(tmp_path: Path) -> None:
    told = read(Kiro(), write_session(tmp_path, LOOP, None))
    assert len(told.calls) == 3
    assert told.exchanges[f"{SESSION}:u-1"].project is None
    assert {call.model for call in told.calls.values()} == {None}


@pytest.mark.parametrize(
    ("about", "reason"), [("[]", "a document of an unexpected kind"), ("what", "not a JSON document")]
)
def test_what_lies_beside_and_cannot_be_taken_is_one_problem(tmp_path: Path, about: str, reason: str) -> None:
    path = write_session(tmp_path, LOOP, about)
    told = read(Kiro(), path)
    assert [(problem.reason, problem.path) for problem in told.problems] == [
        (reason, path.with_suffix(".json"))
    ]
    assert (told.records, len(told.calls)) == (7, 3)


def test_what_is_half_written_beside_is_waited_for(tmp_path: Path) -> None:
    told = read(Kiro(), write_session(tmp_path, LOOP, json.dumps(beside())[:50]))
    assert (told.problems, told.records, len(told.calls)) == ([], 6, 3)


def test_answers_without_a_prompt_are_a_run(tmp_path: Path) -> None:
    told = read(Kiro(), write_session(tmp_path, [answer("a-1")], beside()))
    assert told.calls_of == {f"run:{SESSION}": named("a-1")}
    assert told.exchanges[f"run:{SESSION}"].kind is ExchangeKind.RUN
    assert told.calls[f"{SESSION}:a-1"].at == datetime(2026, 3, 2, 13, 43, 19, 123457, tzinfo=UTC)


REJECTED: dict[str, tuple[Line | str, str]] = {
    "half a line": ('{"kind":"Prompt","data":{"mess', "not a JSON record"),
    "data that is none": ({"kind": "Prompt", "data": 5}, "a field of an unexpected kind"),
    "no id": (prompt("u", 0) | {"data": {"meta": {"timestamp": 1772459000}}}, "no id"),
    "an impossible id": (prompt("u\x00", 0), "an impossible id"),
    "an impossible time": (prompt("u-9", 10**15), "an impossible time"),
    "an answer without id": ({"kind": "AssistantMessage", "data": {}}, "no id"),
    "deep nesting": ('{"kind":"Prompt","x":' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
}


@pytest.mark.parametrize(("line", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_what_cannot_be_taken_is_rejected(tmp_path: Path, line: Line | str, reason: str) -> None:
    told = read(Kiro(), write_session(tmp_path, [*LOOP[:2], line, *LOOP[4:]], beside()))
    assert told.reasons == {3: reason}
    assert told.calls.keys() == set(named("a-1", "a-3"))


def test_blank_unknown_and_half_written_lines(tmp_path: Path) -> None:
    lines: list[Line | str] = [*LOOP[:2], "", '{"kind":"Hologram"}', '{"kind":"Clear","data":{}}']
    path = write_session(tmp_path, lines, beside())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b'{"kind":"Pro')
    told = read(Kiro(), path)
    assert (told.problems, told.records, told.ignored, told.unknown) == ([], 5, 3, 1)


def test_a_line_of_five_megabytes(tmp_path: Path) -> None:
    told = read(Kiro(), write_session(tmp_path, [prompt("u-1", 0, "x" * 5_000_000), answer("a-1")], beside()))
    location = told.exchanges[f"{SESSION}:u-1"].location
    assert location
    assert Kiro().peek(location) == "x" * 120


# -- the desktop app


DESKTOP = (
    event("s-1", 0, "turn_start", executionId="e-1"),
    event("u-1", 1, "user", executionId="e-1", content="Fix it"),
    event("a-1", 3, "assistant", executionId="e-1", operationType="Reasoning", content="..."),
    event("t-1", 4, "tool_call", executionId="e-1"),
    event("a-2", 5, "assistant", executionId="e-1", operationType="Say", content="Done"),
    event(
        *("x-1", 6, "usage_summary"),
        executionId="e-1",
        promptTurnSummaries=[{"unit": "credit", "usage": 0.34}, {"unit": "credit", "usage": 0.06}],
    ),
    event("u-2", 60, "user", executionId="e-2", content=[{"type": "text", "text": "And now?"}]),
    event("a-3", 62, "assistant", executionId="e-2", content="Nothing"),
)
ABOUT = {"id": "sess_1", "modelId": "auto", "title": "Fix it", "workspacePaths": ["c:\\Users\\dev\\till"]}


def test_a_turn_of_the_desktop_app_is_one_call(tmp_path: Path) -> None:
    told = read(Kiro(), write_desktop(tmp_path, DESKTOP, ABOUT))
    assert told.calls_of == {"sess_1:u-1": ["sess_1:e-1"], "sess_1:u-2": ["sess_1:e-2"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (8, 2, 4, 2)
    assert [call.charges for call in told.calls.values()] == [(credit("0.40"),), ()]
    assert {(call.model, call.usage) for call in told.calls.values()} == {("auto", TokenUsage())}
    assert {exchange.project for exchange in told.exchanges.values()} == {"till"}
    locations = [exchange.location for exchange in told.exchanges.values()]
    assert [Kiro().peek(location) for location in locations if location] == ["Fix it", "And now?"]


def test_lines_of_the_desktop_app_alone(tmp_path: Path) -> None:
    told = read(Kiro(), write_desktop(tmp_path, DESKTOP[2:3], None))
    assert told.calls_of == {"run:sess_1": ["sess_1:e-1"]}
    path = write_desktop(tmp_path, DESKTOP, '{"modelId":5}')
    assert [problem.path.name for problem in read(Kiro(), path).problems] == ["session.json"]


# -- the database


def test_the_database_s_conversations(tmp_path: Path) -> None:
    folder = tmp_path / "kiro-cli"
    folder.mkdir()
    steps = (step(asked(), 1), step(asked("And now?"), 2, 30))
    older, newer = conversation(*steps[:1]), conversation(*steps)
    path = write_kiro(folder / "data.sqlite3", ("/home/dev/shop", older), ("/home/dev/till", newer))
    leave_in_wal(path)
    before = contents(folder)
    told = read(Kiro(), path)
    assert told.calls_of == {"c-1:m-1": ["c-1:m-1"], "c-1:m-2": ["c-1:m-2"]}
    locations = [exchange.location for exchange in told.exchanges.values()]
    assert [Kiro().peek(location) for location in locations if location] == [
        "Why does the build fail?",
        "And now?",
    ]
    assert contents(folder) == before


def test_a_conversation_without_times_has_that_of_its_row(tmp_path: Path) -> None:
    silent: dict[str, Any] = step(asked(), 1, request_metadata=None)
    silent["user"]["timestamp"] = None
    told = read(Kiro(), write_kiro(tmp_path / "data.sqlite3", ("/x", conversation(silent))))
    assert [call.at for call in told.calls.values()] == [datetime(2026, 3, 2, 13, 0, 0, 123000, tzinfo=UTC)]


# -- all of them


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_mutated_logs_are_accounted_for(seed: int, desktop: bool) -> None:  # noqa: FBT001  # drawn
    draw = random.Random(seed)
    with TemporaryDirectory() as folder:
        if desktop:
            path = write_desktop(Path(folder), DESKTOP, ABOUT)
        else:
            path = write_session(Path(folder), LOOP, beside(turn("2026-03-02T13:44:30Z", 1, ids=["u-1"])))
        for part in path.parent.iterdir():
            text = bytearray(part.read_bytes())
            for _ in range(draw.randrange(5)):
                spot = draw.randrange(len(text))
                text[spot : spot + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
            part.write_bytes(text)
        told = read(Kiro(), path)
        assert told.records == told.prompts + told.sightings + len(told.problems) + told.ignored
        assert told.records >= 4


def discover(home: Path, root: Path | None = None, **environment: str) -> Discovery:
    return Kiro().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)


def test_where_sessions_are_looked_for(home: Path) -> None:
    assert discover(home).state is SourceState.NOT_FOUND
    assert Kiro().discover({}).reason == "No home folder is known."
    line = write_session(home / ".kiro" / "sessions", LOOP, beside())
    app = write_desktop(home / ".kiro" / "sessions", DESKTOP, ABOUT)
    (app.parent / "sub-executions").mkdir()
    (app.parent / "sub-executions" / "e-1.jsonl").write_text("{}\n")
    (home / ".local" / "share" / "kiro-cli").mkdir(parents=True)
    database = write_kiro(home / ".local" / "share" / "kiro-cli" / "data.sqlite3")
    found = discover(home)
    assert [file.path for file in found.files] == [app, line, database]
    for root, made in (
        (home, [app, line]),
        (home / ".kiro", [app, line]),
        (line.parent, [line]),
        (line, [line]),
    ):
        assert [file.path for file in discover(home, root).files] == made
    for root in (database, database.parent, database.parent.parent):
        assert [file.path for file in discover(home, root).files] == [database]
    moved = write_session(home / "moved" / "sessions", LOOP, beside())
    assert [file.path for file in discover(home, KIRO_HOME="~/moved").files] == [moved, database]


def test_a_change_beside_the_lines_is_a_change(home: Path) -> None:
    line = write_session(home / ".kiro" / "sessions", LOOP, beside())
    (before,) = discover(home).files
    line.with_suffix(".json").write_text(json.dumps(beside(turn("", 2, ids=["u-1"]))))
    os.utime(line.with_suffix(".json"), ns=(0, before.mtime_ns + 5))
    (later,) = discover(home).files
    assert later.size > before.size
    assert later.mtime_ns == before.mtime_ns + 5
    assert said(Kiro().read(later)).calls[f"{SESSION}:a-1"].charges == (credit("2"),)


def test_a_prompt_that_is_gone(tmp_path: Path) -> None:
    path = write_session(tmp_path, LOOP, beside())
    location = read(Kiro(), path).exchanges[f"{SESSION}:u-1"].location
    assert location
    assert Kiro().peek(location) == "Fix it"
    assert Kiro().peek(replace(location, offset=1)) is None
    path.write_text('{"kind":"AssistantMessage"}\nwhat\n')
    assert Kiro().peek(location) is None
    assert Kiro().peek(replace(location, offset=28)) is None
    path.unlink()
    assert Kiro().peek(location) is None
    with pytest.raises(FileNotFoundError):
        list(Kiro().read(replace(file_at(tmp_path), path=path)))
