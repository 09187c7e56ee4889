"""The logs of kimi-cli and kimi-code, against values worked out by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.reading import Importer, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.kimi.kimi_cli import KimiCli
from aijournal.importers.kimi.kimi_code import KimiCode
from tests.importers.kimi_files import (
    SESSION,
    event,
    line,
    prompt,
    status,
    turn,
    usage,
    write,
    write_code,
)
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import moment, write_lines


def test_a_turn_of_kimi_cli(home: Path) -> None:
    told = read(KimiCli(), write(home))
    assert told.calls_of == {f"{SESSION}:2": ["m1", "m2"], f"{SESSION}:8": ["m3"]}
    assert told.calls["m1"].usage == TokenUsage(320, 0, 2048, 75)
    assert told.calls["m2"].usage == TokenUsage(90, 64, 2300, 12)
    assert told.calls["m1"].model is None
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (9, 2, 3, 4, 0)
    first = told.exchanges[f"{SESSION}:2"]
    assert (first.conversation_id, first.project) == (SESSION, "shop")
    assert (first.started_at, first.ended_at) == (moment(0.5), moment(4))


def test_a_turn_of_kimi_code(home: Path) -> None:
    told = read(KimiCode(), write_code(home))
    main = f"{SESSION}:main"
    assert told.calls_of == {f"{main}:2": [f"{main}:4", f"{main}:5"], f"{main}:6": [f"{main}:7"]}
    assert told.calls[f"{main}:4"].usage == TokenUsage(320, 0, 2048, 75)
    assert told.calls[f"{main}:4"].model == "kimi-k2.5"
    assert told.calls[f"{main}:5"].at == moment(2)
    assert told.calls[f"{main}:7"].model == "other"
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (7, 2, 3, 2, 0)
    first = told.exchanges[f"{main}:2"]
    assert (first.conversation_id, first.project) == (SESSION, "shop")
    assert (first.started_at, first.ended_at) == (moment(0.5), moment(2))


def test_subagents_work_for_their_session(home: Path) -> None:
    told = read(KimiCli(), write(home, turn(1), status(2, "m9", 5, 6, 7, 8), agent="a-1"))
    [run] = told.exchanges.values()
    assert (run.native_id, run.kind) == (f"run:{SESSION}:a-1", ExchangeKind.RUN)
    assert (run.conversation_id, run.project) == (SESSION, "shop")
    assert told.calls["m9"].is_sidechain
    code = read(KimiCode(), write_code(home, prompt(1, who="agent"), usage(2, 5, 6, 7, 8), agent="a-1"))
    [run] = code.exchanges.values()
    assert (run.kind, run.conversation_id) == (ExchangeKind.RUN, SESSION)
    assert code.prompts == 0


def test_what_no_person_asked_of_kimi_code_is_a_run(home: Path) -> None:
    lines = [prompt(1), usage(2, 1, 1, 1, 1), prompt(3, "Wake up", "cron"), usage(4, 2, 2, 2, 2)]
    told = read(KimiCode(), write_code(home, *lines))
    kinds = {name: exchange.kind for name, exchange in told.exchanges.items()}
    assert kinds == {f"{SESSION}:main:1": ExchangeKind.PROMPT, f"run:{SESSION}:main:3": ExchangeKind.RUN}


def test_a_prompt_that_does_not_say_who_gave_it_is_a_persons_in_the_main_agent_alone(home: Path) -> None:
    lines = [event("turn.prompt", 1, input="Tidy the shelf"), usage(2, 1, 1, 1, 1)]
    assert read(KimiCode(), write_code(home, *lines)).prompts == 1
    told = read(KimiCode(), write_code(home, *lines, agent="a-1"))
    assert (told.prompts, next(iter(told.calls.values())).is_sidechain) == (0, True)
    assert read(KimiCode(), write_code(home, prompt(1), lines[1], agent="a-1")).prompts == 1


def test_what_says_no_tokens_is_no_call(home: Path) -> None:
    told = read(KimiCli(), write(home, turn(1), status(2, "m1"), status(3, None, 1, 2, 3, 4)))
    assert list(told.calls) == [f"{SESSION}::3"]
    empty: dict[str, Any] = {"message_id": "m2", "token_usage": {"output": 5}}
    told = read(KimiCli(), write(home, turn(1), line(2, "StatusUpdate", empty)))
    assert told.calls["m2"].usage == TokenUsage(output_tokens=5)


def test_one_response_told_twice_is_one_call(home: Path) -> None:
    told = read(KimiCli(), write(home, turn(1), status(2, "m1", 1, 2, 3, 4), status(3, "m1", 1, 9, 3, 4)))
    assert told.calls["m1"].usage.output_tokens == 9
    assert told.calls["m1"].at == moment(2)


def test_a_prompt_that_nothing_answered_is_no_exchange(home: Path) -> None:
    told = read(KimiCli(), write(home, turn(1), turn(5), status(6, "m1", 1, 1, 1, 1), turn(9)))
    assert told.calls_of == {f"{SESSION}:2": ["m1"]}
    assert (told.prompts, told.ignored) == (1, 2)


def test_unknown_forms_are_counted_as_such(home: Path) -> None:
    told = read(KimiCli(), write(home, line(1, "Hologram", {}), {"type": "odd"}, turn(2, 5), turn(3, [])))
    assert (told.unknown, told.ignored) == (2, 3)
    assert told.reasons == {3: "a field of an unexpected kind"}
    told = read(KimiCode(), write_code(home, event("hologram", 1), {"usage": 5}, usage(1, -1, 1, 1, 1)))
    assert (told.unknown, told.ignored) == (2, 2)
    assert told.reasons == {3: "an impossible number of tokens"}


@pytest.mark.parametrize(("importer", "written"), [(KimiCli(), write), (KimiCode(), write_code)])
def test_reading_on_says_what_reading_at_once_says(home: Path, importer: Importer, written: Any) -> None:
    path = written(home)
    at_once, whole = read(importer, path), path.read_bytes()
    for end in (position + 1 for position, byte in enumerate(whole) if byte == 10):
        path.write_bytes(whole[:end])
        first, bookmark = read_on(importer, path)
        path.write_bytes(whole)
        rest, _ = read_on(importer, path, bookmark)
        told = said([*first, *rest])
        assert (told.calls, told.calls_of, told.exchanges) == (
            at_once.calls,
            at_once.calls_of,
            at_once.exchanges,
        )


@pytest.mark.parametrize(("importer", "written"), [(KimiCli(), write), (KimiCode(), write_code)])
def test_prompts_are_peeked_at_where_they_lie(home: Path, importer: Importer, written: Any) -> None:
    path = written(home)
    locations = [one.location for one in read(importer, path).exchanges.values() if one.location]
    assert [importer.peek(location) for location in locations] == ["Tidy the shelf", "Label it"]
    path.unlink()
    assert [importer.peek(location) for location in locations] == [None, None]


@pytest.mark.parametrize(
    ("importer", "written", "usual", "variable"),
    [
        (KimiCli(), write, ".kimi", "KIMI_SHARE_DIR"),
        (KimiCode(), write_code, ".kimi-code", "KIMI_CODE_HOME"),
    ],
)
def test_where_logs_lie(home: Path, importer: Importer, written: Any, usual: str, variable: str) -> None:
    def found(root: Path | None = None, environment: Mapping[str, str] | None = None) -> list[Path]:
        discovery = importer.discover(environment or {}, root)
        assert (discovery.state is SourceState.FOUND) == bool(discovery.files)
        return [file.path for file in discovery.files]

    environment = {"HOME": str(home), "USERPROFILE": str(home)}
    assert importer.discover(environment).state is SourceState.NOT_FOUND
    made = written(home)
    write_lines(made.with_name("context.jsonl"), {})
    assert found(environment=environment) == [made]
    assert found(environment={variable: str(home / usual)}) == [made]
    for root in (home, home / usual, home / usual / "sessions", made.parent, made):
        assert found(root) == [made]
