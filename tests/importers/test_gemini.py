"""Gemini CLI's sessions: what each kind says, against values worked out by hand."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind, LogLocation
from aijournal.domain.reading import SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.gemini_cli import records as gemini_records
from aijournal.importers.gemini_cli.importer import GeminiCli
from tests.importers.codex_rollouts import folded
from tests.importers.gemini_files import (
    CHATS,
    CONTEXT,
    LINES,
    MESSAGES,
    NAME,
    SESSION,
    gemini,
    head,
    result,
    snapshot,
    tokens,
    user,
    write,
    write_old,
)
from tests.importers.readings import file_at, read, read_on, said
from tests.importers.tool_logs import moment, write_document, write_lines


def test_a_turn_with_a_tool_loop_and_repeated_answers(home: Path) -> None:
    told = read(GeminiCli(), write(home))
    assert told.calls_of == {"m1": ["m2", "m4"], "m6": ["m7"]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (10, 2, 4, 4)
    assert (told.problems, told.unknown) == ([], 0)
    assert told.calls["m2"].usage == TokenUsage(2200, 0, 6000, 470, reasoning_tokens=120)
    assert told.calls["m2"].model == "gemini-2.5-flash"
    first = told.exchanges["m1"]
    assert (first.conversation_id, first.project) == (SESSION, "shop")
    assert (first.started_at, first.ended_at) == (moment(5), moment(9))


def test_the_older_kind_says_the_same(home: Path) -> None:
    old, new = read(GeminiCli(), write_old(home)), read(GeminiCli(), write(home))
    assert old.calls == new.calls
    assert old.calls_of == new.calls_of
    assert old.records == len(MESSAGES) == 7
    assert (old.prompts, old.sightings, old.ignored) == (2, 3, 2)


def test_a_resumed_session_takes_nothing_away(home: Path) -> None:
    copies = [user("m1", 500), {**gemini("m2", 500), "tokens": None}, gemini("m2", 500), user("m6", 501)]
    more = [user("m8", 510, "And the second"), gemini("m9", 512, tokens(10, 2))]
    path = write(home, *LINES, head(), snapshot(CONTEXT, *copies), *more)
    told = read(GeminiCli(), path)
    assert told.calls_of == {"m1": ["m2", "m4"], "m6": ["m7"], "m8": ["m9"]}
    assert told.calls["m2"].at == moment(7)
    assert told.calls["m2"].usage.output_tokens == 470
    assert told.exchanges["m1"].started_at == moment(5)


def test_an_old_session_and_its_copy_count_once(home: Path) -> None:
    importer = GeminiCli()
    old = write_old(home)
    new = write(
        home, head(), snapshot(CONTEXT, *MESSAGES), user("m8", 200, "Go on"), gemini("m9", 202, tokens(7, 3))
    )
    for order in ([old, new], [new, old]):
        facts = folded(batch for path in order for batch in importer.read(file_at(path)))
        assert {name: [call.native_id for call in calls] for name, calls in facts.calls.items()} == {
            "m1": ["m2", "m4"],
            "m6": ["m7"],
            "m8": ["m9"],
        }
        assert facts.exchanges["m1"].started_at == moment(5)


def test_tokens_told_by_a_snapshot_alone_are_counted(home: Path) -> None:
    path = write(home, head(), snapshot(CONTEXT, *MESSAGES))
    told = read(GeminiCli(), path)
    assert told.calls_of == {"m1": ["m2", "m4"], "m6": ["m7"]}
    assert (told.records, told.sightings, told.prompts, told.ignored) == (2, 0, 0, 2)


def test_a_copy_of_other_messages_does_not_take_the_prompt_at_hand_away(home: Path) -> None:
    copy = snapshot(user("m0", 1), gemini("n0", 2, tokens(1, 1)), {"id": 5})
    told = read(GeminiCli(), write(home, head(), user("m1", 5), copy, gemini("m2", 7, tokens(2, 2))))
    assert told.calls_of == {"m0": ["n0"], "m1": ["m2"]}


def test_a_copy_without_tokens_says_nothing(home: Path) -> None:
    path = write(home, head(), snapshot(CONTEXT, user("m1", 5), gemini("m2", 7)))
    assert read(GeminiCli(), path).calls == {}


def test_what_was_taken_back_was_spent(home: Path) -> None:
    told = read(GeminiCli(), write(home, *LINES, {"$rewindTo": "m1"}))
    assert told.calls.keys() == {"m2", "m4", "m7"}
    assert told.unknown == 0


def test_a_subagent_works_for_its_parent(home: Path) -> None:
    lines = [head("sub-1", "subagent"), user("s1", 6, "Look around"), gemini("s2", 8, tokens(100, 10))]
    path = write_lines(home / ".gemini" / CHATS / SESSION / "sub-1.jsonl", *lines)
    told = read(GeminiCli(), path)
    [run] = told.exchanges.values()
    assert (run.native_id, run.kind, run.conversation_id) == ("run:sub-1", ExchangeKind.RUN, SESSION)
    assert told.calls["s2"].is_sidechain
    assert (run.project, told.prompts, told.ignored) == ("shop", 0, 2)


def test_a_failed_call_and_a_compressed_conversation(home: Path) -> None:
    """Its summary takes the place of the messages; the tokens of these were spent."""
    summary = [user("n1", 30, "<session_context>\nSo far …"), gemini("n2", 30)]
    more = [gemini("m8", 63, tokens(0, 0)), gemini("m9", 64, tokens(50, 5))]
    told = read(GeminiCli(), write(home, *LINES, snapshot(*summary), *more))
    assert told.calls_of == {"m1": ["m2", "m4"], "m6": ["m7", "m8", "m9"]}
    assert told.calls["m8"].usage == TokenUsage(0, 0, 0, 0, reasoning_tokens=0)


def test_a_session_that_goes_on_the_next_day(home: Path) -> None:
    lines = [head(), user("m1", 50_000), gemini("m2", 53_990), user("m3", 54_010), gemini("m4", 140_500)]
    told = read(GeminiCli(), write(home, *lines))
    assert [one.started_at for one in told.exchanges.values()] == [moment(50_000), moment(54_010)]
    assert told.exchanges["m1"].ended_at.day == 2
    assert told.exchanges["m3"].ended_at == told.calls["m4"].at == moment(140_500)
    assert {one.conversation_id for one in told.exchanges.values()} == {SESSION}


def test_answers_before_any_prompt_are_a_run(home: Path) -> None:
    told = read(GeminiCli(), write(home, head(), gemini("m2", 7, tokens(1, 1))))
    assert told.exchanges[f"run:{SESSION}"].kind is ExchangeKind.RUN


def test_a_prompt_that_nothing_answered_is_no_exchange(home: Path) -> None:
    told = read(GeminiCli(), write(home, head(), user("m1", 1), user("m2", 9), gemini("m3", 10)))
    assert told.calls_of == {"m2": ["m3"]}
    assert told.calls["m3"].usage == TokenUsage()
    assert (told.prompts, told.ignored) == (1, 2)


@pytest.mark.parametrize(
    ("content", "is_prompt"),
    [
        ("Fix it", True),
        ([{"text": "Fix it"}, {"inlineData": {"data": "AAAA"}}], True),
        ({"text": "Fix it"}, True),
        ([{"text": "<session_context>\nToday is …"}, {"text": "Fix it"}], True),
        ("<session_context>\nThis is …", False),
        ([{"functionResponse": {"id": "c1"}}], False),
        ([{"inlineData": {"data": "AAAA"}}], False),
        ([], False),
        ("  ", False),
        (None, False),
    ],
)
def test_what_is_a_prompt(home: Path, content: object, *, is_prompt: bool) -> None:
    question = {**user("m1", 1), "content": content}
    path = write(home, head(), question, gemini("m2", 2, tokens(1, 1)))
    told = read(GeminiCli(), path)
    assert told.prompts == is_prompt
    old = write_old(home, question, gemini("m2", 2, tokens(1, 1)))
    assert read(GeminiCli(), old).prompts == is_prompt
    for exchange in [*told.exchanges.values(), *read(GeminiCli(), old).exchanges.values()]:
        title = exchange.location and GeminiCli().peek(exchange.location)
        assert title == ("Fix it" if is_prompt else None)


@pytest.mark.parametrize(
    ("told", "usage"),
    [
        (tokens(8200, 350, 6000, 120), TokenUsage(2200, 0, 6000, 470, reasoning_tokens=120)),
        (tokens(100, 10, 0, 5, 7), TokenUsage(107, 0, 0, 15, reasoning_tokens=5)),
        (tokens(100, 10, 0, 5) | {"total": 110}, TokenUsage(100, 0, 0, 10, reasoning_tokens=5)),
        (tokens(100, 10, 0, 5, 7) | {"total": 115}, TokenUsage(100, 0, 0, 15, reasoning_tokens=5)),
        ({"input": 100, "output": 10, "thoughts": 5}, TokenUsage(100, 0, None, 15, reasoning_tokens=5)),
        ({"output": 10}, TokenUsage(output_tokens=10)),
        ({}, TokenUsage()),
    ],
)
def test_tokens_fall_into_the_buckets_whose_sum_is_the_total(told: dict[str, int], usage: TokenUsage) -> None:
    assert gemini_records.token_usage(gemini_records.Tokens(**told)) == usage


def test_a_document_that_was_rewritten_says_the_same_again(home: Path) -> None:
    path = write_old(home)
    batches, bookmark = read_on(GeminiCli(), path)
    assert read_on(GeminiCli(), path, bookmark) == ([], bookmark)
    write_old(home, *MESSAGES, user("m8", 200), gemini("m9", 201, tokens(1, 2)))
    later, _ = read_on(GeminiCli(), path, bookmark)
    assert said(later).records == 9
    assert said(later).exchanges.keys() == said(batches).exchanges.keys() | {"m8"}
    facts = folded([*batches, *later])
    assert facts == folded(later)


def test_a_prompt_that_moved_in_its_document_is_still_found(home: Path) -> None:
    path = write_old(home)
    location = read(GeminiCli(), path).exchanges["m6"].location
    assert location is not None
    write_old(home, *MESSAGES[4:])
    assert GeminiCli().peek(location) == "Now fix the first"
    write_old(home, *MESSAGES[:4])
    assert GeminiCli().peek(location) is None
    path.unlink()
    assert GeminiCli().peek(location) is None


@pytest.mark.parametrize(
    ("folder", "files", "project"),
    [
        ("shop", {}, "shop"),
        ("slug-1", {"tmp/slug-1/.project_root": "/home/dev/shop\n"}, "shop"),
        ("slug-1", {"projects.json": '{"projects":{"/home/dev/shop":"slug-1"}}'}, "shop"),
        (
            "c4ff9d8b9b0e8aba5d3f8ad3a5f9d1d6d9c4fbb0a39f6d0d4b0a7bfb5a4a1e30",
            {"projects.json": '{"projects":{"/home/dev/shop":"slug-1"}}'},
            None,
        ),
        ("HASH", {"projects.json": '{"projects":{"/home/dev/other":"x","/home/dev/shop":"y"}}'}, "shop"),
        ("slug-1", {"projects.json": "[not it"}, "slug-1"),
    ],
)
def test_the_project_is_told_by_the_folder(
    home: Path, folder: str, files: dict[str, str], project: str | None
) -> None:
    if folder == "HASH":
        folder = sha256(b"/home/dev/shop").hexdigest()
    for name, text in files.items():
        write_document(home / ".gemini" / name, text.encode())
    path = write_lines(home / ".gemini" / "tmp" / folder / "chats" / f"{NAME}.jsonl", *LINES)
    assert read(GeminiCli(), path).exchanges["m1"].project == project


def found(home: Path, root: Path | None = None, **environment: str) -> tuple[SourceState, list[Path]]:
    discovery = GeminiCli().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)
    return discovery.state, [file.path for file in discovery.files]


def test_where_sessions_lie(home: Path) -> None:
    assert found(home)[0] is SourceState.NOT_FOUND
    made = [write_old(home), write(home)]
    made.append(write_lines(home / ".gemini" / CHATS / SESSION / "sub-1.jsonl", *LINES))
    write_document(home / ".gemini" / CHATS.parent / "logs.json", [])
    write_document(home / ".gemini" / "oauth_creds.json", {})
    assert found(home)[0] is SourceState.FOUND
    assert sorted(found(home)[1]) == sorted(made)
    for root in (home, home / ".gemini", home / ".gemini" / CHATS):
        assert sorted(found(home.parent, root)[1]) == sorted(made)
    assert found(home.parent, made[0]) == (SourceState.FOUND, [made[0]])
    assert sorted(found(home.parent, GEMINI_CLI_HOME=str(home))[1]) == sorted(made)


def test_a_single_file_that_is_no_session(home: Path) -> None:
    assert found(home, write_document(home / "a.json", b"plain text"))[0] is SourceState.UNREADABLE
    assert found(home, write_document(home / "a.txt", b"{}"))[0] is SourceState.UNREADABLE


def test_what_the_tool_result_says_is_not_peeked_at(home: Path) -> None:
    path = write(home, result("m3", 8))
    assert GeminiCli().peek(LogLocation(path, 0)) is None


def test_fields_of_an_unexpected_kind_are_rejected_where_they_matter(home: Path) -> None:
    odd: list[dict[str, Any]] = [
        {"id": 5, "timestamp": "", "type": "info"},
        {**user("m1", 1), "content": [5]},
        {**gemini("m2", 2), "tokens": {"input": -1}},
        {"hologram": True},
    ]
    told = read(GeminiCli(), write(home, *odd))
    assert told.reasons == {2: "a field of an unexpected kind", 3: "an impossible number of tokens"}
    assert (told.ignored, told.unknown) == (2, 1)
