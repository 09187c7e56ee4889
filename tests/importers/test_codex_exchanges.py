"""Who asked: what is a prompt in Codex's rollouts, which calls answer it, and how it can be peeked at."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind, LogLocation
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.codex.importer import Codex
from tests.importers.codex_rollouts import (
    OTHER,
    THREAD,
    Counter,
    Facts,
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


def answered(facts: Facts) -> list[tuple[str, str | None, list[int | None]]]:
    """Return kind, first line and outputs of every exchange, in order of time."""
    return [
        (
            one.kind.value,
            Codex().peek(one.location) if one.location else None,
            [call.usage.output_tokens for call in facts.calls[one.native_id]],
        )
        for one in sorted(facts.exchanges.values(), key=lambda one: (one.started_at, one.native_id))
    ]


def exchanges(folder: Path, *lines: dict[str, Any]) -> list[tuple[str, str | None, list[int | None]]]:
    return answered(folded(Codex().read(file_at(write(folder, meta(), *lines)))))


def bare_message(role: str, text: str) -> dict[str, Any]:
    kind = "input_text" if role == "user" else "output_text"
    return {"type": "message", "id": None, "role": role, "content": [{"type": kind, "text": text}]}


@pytest.mark.parametrize(
    "text",
    [
        "<environment_context>\n  <cwd>/home/dev/shop</cwd>\n</environment_context>",
        "<user_instructions>\nKeep it short\n</user_instructions>",
        "# AGENTS.md instructions for /home/dev/shop\n\nKeep it short",
        "<skills_instructions>…",
        "\n<subagent_notification>…",
        "<turn_aborted>…",
    ],
)
def test_what_the_tool_puts_in_is_no_prompt(tmp_path: Path, text: str) -> None:
    found = exchanges(
        tmp_path, prompt(1), Counter().call(2, 10, 1), prompt(3, text), item(3, "UserMessage", "t", text)
    )
    assert found == [("prompt", "Fix it", [1])]
    bare = write(
        tmp_path,
        {"id": THREAD, "timestamp": "2026-03-02T09:00:00Z"},
        bare_message("user", text),
        bare_message("user", "Fix it"),
        bare_message("assistant", "Done."),
    )
    assert answered(folded(Codex().read(file_at(bare)))) == [("prompt", "Fix it", [None])]


def test_messages_of_another_kind_are_no_prompts(tmp_path: Path) -> None:
    found = exchanges(
        tmp_path,
        prompt(1, kind="plain"),
        prompt(2, "Shop rules", kind="user_instructions"),
        Counter().call(3, 10, 1),
    )
    assert found == [("prompt", "Fix it", [1])]


def test_a_prompt_given_while_a_turn_runs_is_one_of_its_own(tmp_path: Path) -> None:
    counter = Counter()
    found = exchanges(
        tmp_path,
        event(1, "task_started", turn_id="t-1"),
        prompt(1, "First"),
        counter.call(2, 10, 1),
        prompt(3, "No, wait"),
        counter.call(4, 20, 2),
        event(5, "task_complete", turn_id="t-1"),
    )
    assert found == [("prompt", "First", [1]), ("prompt", "No, wait", [2])]


def test_of_prompts_without_an_answer_between_only_the_last_is_an_exchange(tmp_path: Path) -> None:
    path = write(tmp_path, meta(), prompt(1, "First"), prompt(2, "Second"), Counter().call(3, 10, 1))
    assert answered(folded(Codex().read(file_at(path)))) == [("prompt", "Second", [1])]
    told = read(Codex(), path)
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 1, 1, 2)


def test_a_call_of_a_turn_without_a_prompt_is_a_run_tied_to_its_turn(tmp_path: Path) -> None:
    counter = Counter()
    path = write(
        tmp_path,
        meta(),
        event(1, "task_started", turn_id="t-1"),
        prompt(1),
        counter.call(2, 10, 1),
        event(3, "task_complete", turn_id="t-1"),
        event(4, "task_started", turn_id="t-2"),
        counter.call(5, 20, 2),
        counter.call(6, 20, 3),
    )
    facts = folded(Codex().read(file_at(path)))
    assert answered(facts) == [("prompt", "Fix it", [1]), ("run", None, [2, 3])]
    assert {one.prompt_group for one in facts.exchanges.values()} == {"t-1", "t-2"}


def test_a_turn_without_an_id_goes_on_with_the_latest_prompt(tmp_path: Path) -> None:
    counter = Counter()
    found = exchanges(
        tmp_path, counter.call(1, 10, 1), prompt(2), counter.call(3, 10, 2), counter.call(4, 10, 3)
    )
    assert found == [("run", None, [1]), ("prompt", "Fix it", [2, 3])]


def test_the_turn_of_an_older_prompt_is_told_after_it(tmp_path: Path) -> None:
    counter = Counter()
    found = exchanges(
        tmp_path,
        prompt(1, "First"),
        context(1, turn_id="t-1"),
        counter.call(2, 10, 1),
        prompt(3, "Second"),
        context(3, turn_id="t-2"),
        counter.call(4, 10, 2),
    )
    assert found == [("prompt", "First", [1]), ("prompt", "Second", [2])]


def test_a_run_is_not_begun_by_the_prompt_of_the_next_turn(tmp_path: Path) -> None:
    counter = Counter()
    found = exchanges(
        tmp_path,
        context(1, turn_id="t-1"),
        counter.call(2, 10, 1),
        prompt(3),
        context(3, turn_id="t-2"),
        counter.call(4, 10, 2),
    )
    assert found == [("run", None, [1]), ("prompt", "Fix it", [2])]


def test_the_late_end_of_a_turn_does_not_end_the_next(tmp_path: Path) -> None:
    found = exchanges(
        tmp_path,
        item(1, "UserMessage", "t-1", "First"),
        record(2, "resp_1", tokens(10, 1), "t-1"),
        item(3, "UserMessage", "t-2", "Second"),
        event(4, "turn_aborted", turn_id="t-1"),
        record(5, "resp_2", tokens(10, 2), "t-2"),
    )
    assert found == [("prompt", "First", [1]), ("prompt", "Second", [2])]


def test_an_answer_whose_tokens_are_never_told_is_a_call_all_the_same(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        meta(),
        prompt(1, "First"),
        event(2, "token_count", info=None),
        event(3, "agent_message", message="Done."),
        prompt(60, "Second"),
        event(61, "turn_aborted"),
        item(90, "UserMessage", "t-3", "Third"),
        item(91, "AgentMessage", "t-3", "Done."),
        event(92, "task_complete", turn_id="t-3"),
    )
    told = read(Codex(), path)
    assert (told.records, told.prompts, told.sightings, told.ignored) == (9, 2, 0, 7)
    facts = folded(Codex().read(file_at(path)))
    assert answered(facts) == [("prompt", "First", [None]), ("prompt", "Third", [None])]
    assert all(call.usage == TokenUsage() for call in facts.all_calls.values())


def test_an_answer_still_under_way_waits_for_its_tokens(tmp_path: Path) -> None:
    found = exchanges(
        tmp_path, prompt(1), event(2, "agent_message", message="Let me see."), Counter().call(3, 10, 1)
    )
    assert found == [("prompt", "Fix it", [1])]


def read_in_two_parts(folder: Path, lines: list[dict[str, Any]], cut: int) -> Facts:
    path = write(folder, *lines[:cut])
    first, bookmark = read_on(Codex(), path)
    write(folder, *lines)
    second, _ = read_on(Codex(), path, bookmark)
    assert said([*first, *second]).records == len(lines)
    return folded([*first, *second])


UNTOLD = [
    meta(model_provider="local"),
    prompt(1),
    context(1, "llama"),
    event(2, "agent_message", message="Done."),
    prompt(60),
    event(61, "agent_message", message="Let me see."),
    event(62, "token_count", info=None, rate_limits={"primary": None}),
    event(63, "agent_message", message="Done."),
]


@pytest.mark.parametrize("cut", range(1, len(UNTOLD)))
def test_the_last_answer_of_a_log_without_tokens_counts_as_the_others_do(tmp_path: Path, cut: int) -> None:
    facts = read_in_two_parts(tmp_path, UNTOLD, cut)
    assert answered(facts) == [("prompt", "Fix it", [None]), ("prompt", "Fix it", [None])]
    assert facts == folded(Codex().read(file_at(write(tmp_path, *UNTOLD))))
    assert [one.ended_at.second for one in facts.exchanges.values()] == [2, 3]
    assert {(call.model, call.provider) for call in facts.all_calls.values()} == {("llama", "local")}


def test_a_log_of_one_prompt_without_tokens_holds_an_exchange(tmp_path: Path) -> None:
    path = write(tmp_path, meta(), prompt(1), event(2, "agent_message", message="Done."))
    told = read(Codex(), path)
    assert (told.records, told.prompts, told.sightings, told.ignored) == (3, 1, 0, 2)
    assert exchanges(tmp_path, item(1, "UserMessage", "t-1"), item(2, "AgentMessage", "t-1")) == [
        ("prompt", "Fix it", [None])
    ]


def test_an_answer_waits_for_its_tokens_where_they_are_sure_to_come_or_its_turn_to_end(
    tmp_path: Path,
) -> None:
    allowance = event(1, "token_count", info=None, rate_limits={"primary": {"used_percent": 3.0}})
    answer = event(3, "agent_message", message="Let me see.")
    assert exchanges(tmp_path, allowance, prompt(2), answer) == []
    assert exchanges(tmp_path, event(1, "task_started", turn_id="t-1"), prompt(2), answer) == []
    counter = Counter()
    told = exchanges(tmp_path, prompt(1, "First"), counter.call(2, 10, 1), prompt(2), answer)
    assert told == [("prompt", "First", [1])]


LATE = Counter()
TOLD_LATE = [
    meta(),
    prompt(1, "First"),
    event(2, "agent_message", message="Let me see."),
    context(3, turn_id="t-1"),
    LATE.call(4, 10, 1),
    LATE.call(5, 20, 2),
    event(6, "agent_message", message="Done."),
    prompt(7, "Second"),
    event(8, "agent_message", message="Done."),
    context(8, turn_id="t-2"),
    LATE.call(9, 30, 3),
]


@pytest.mark.parametrize("cut", range(1, len(TOLD_LATE)))
def test_tokens_told_after_the_answer_are_those_of_its_call(tmp_path: Path, cut: int) -> None:
    facts = read_in_two_parts(tmp_path, TOLD_LATE, cut)
    assert answered(facts) == [("prompt", "First", [1, 2]), ("prompt", "Second", [3])]
    assert facts == folded(Codex().read(file_at(write(tmp_path, *TOLD_LATE))))
    assert {one.prompt_group for one in facts.exchanges.values()} == {"t-1", "t-2"}


def test_a_call_that_got_the_name_of_its_answer_keeps_it_when_it_is_told_again(tmp_path: Path) -> None:
    told = record(3, "resp_1", tokens(10, 1), "t-1")
    found = exchanges(tmp_path, item(1, "UserMessage", "t-1"), item(2, "AgentMessage", "t-1"), told, told)
    assert found == [("prompt", "Fix it", [1])]


def test_a_call_has_the_name_of_an_answer_only_if_that_may_have_been_told_before(tmp_path: Path) -> None:
    call, answer = Counter().call(5, 10, 1), event(2, "agent_message", message="Done.")
    allowance = event(3, "token_count", info=None, rate_limits={"primary": {"used_percent": 3.0}})
    for lines, has_its_name in [
        ([prompt(1), answer, allowance, answer, call], True),
        ([prompt(1), answer, prompt(3), call], False),
        ([answer, prompt(3), call], False),
        ([answer, call], False),
        ([event(1, "task_started", turn_id="t-1"), prompt(1), answer, call], False),
    ]:
        facts = folded(Codex().read(file_at(write(tmp_path, meta(), *lines))))
        (name,) = (one.native_id for one in facts.all_calls.values() if one.usage != TokenUsage())
        assert (":answer:" in name) is has_its_name


@pytest.mark.parametrize("ending", ["turn_aborted", "task_complete"])
@pytest.mark.parametrize("asked", [prompt(1), item(1, "UserMessage", "t-1")])
def test_tokens_told_after_the_end_of_a_turn_are_the_prompt_s(
    tmp_path: Path, ending: str, asked: dict[str, Any]
) -> None:
    lines = [meta(), asked, event(2, ending, turn_id="t-1"), record(3, "resp_1", tokens(10, 1), "t-1")]
    for cut in range(1, len(lines)):
        facts = read_in_two_parts(tmp_path, lines, cut)
        assert answered(facts) == [("prompt", "Fix it", [1])]
        assert [one.prompt_group for one in facts.exchanges.values()] == ["t-1"]
    began = event(2.5, "task_started", turn_id="t-2")
    next_ = item(2.6, "UserMessage", "t-2", "Second")
    answer = record(4, "resp_2", tokens(10, 2), "t-2")
    assert exchanges(tmp_path, *lines[1:3], began, next_, lines[3], answer) == [
        ("prompt", "Fix it", [1]),
        ("prompt", "Second", [2]),
    ]
    assert exchanges(tmp_path, *lines[1:3], began, lines[3]) == [("prompt", "Fix it", [1])]


@pytest.mark.parametrize(
    ("turn", "next_"),
    [
        ("t-1", [event(3, "task_started", turn_id="t-2"), Counter().call(4, 10, 2)]),
        ("t-1", [context(3), Counter().call(4, 10, 2)]),
        ("t-1", [record(4, "resp_2", tokens(10, 2), "t-2")]),
        (None, [event(3, "task_started", turn_id="t-2"), Counter().call(4, 10, 2)]),
        (None, [context(3), Counter().call(4, 10, 2)]),
    ],
)
def test_a_prompt_without_an_answer_does_not_claim_the_calls_of_the_next_turn(
    tmp_path: Path, turn: str | None, next_: list[dict[str, Any]]
) -> None:
    began = [event(1, "task_started", turn_id=turn)] if turn else []
    found = exchanges(tmp_path, *began, prompt(1), event(2, "turn_aborted", turn_id=turn), *next_)
    assert found == [("run", None, [2])]


def test_tokens_told_after_the_end_of_a_turn_that_had_no_name_are_the_prompt_s(tmp_path: Path) -> None:
    found = exchanges(
        tmp_path, prompt(1), event(2, "turn_aborted"), record(3, "resp_1", tokens(10, 1), "t-1")
    )
    assert found == [("prompt", "Fix it", [1])]


def test_calls_of_a_prompt_s_turn_are_the_prompt_s_whatever_ran_between(tmp_path: Path) -> None:
    lines = [
        meta(),
        item(1, "UserMessage", "t-1", "First"),
        record(2, "resp_1", tokens(10, 1), "t-1"),
        record(3, "resp_2", tokens(10, 2), "t-2"),
        record(4, "resp_3", tokens(10, 3), "t-1"),
        record(5, "resp_4", tokens(10, 4), "t-2"),
        event(9, "task_complete", turn_id="t-1"),
        item(10, "UserMessage", "t-3", "Second"),
        record(11, "resp_5", tokens(10, 5), "t-1"),
        record(12, "resp_6", tokens(10, 6), "t-3"),
        record(13, "resp_7", tokens(10, 7), "t-1"),
        record(14, "resp_8", tokens(10, 8), "t-3"),
    ]
    expected = [("prompt", "First", [1, 3, 5, 7]), ("run", None, [2, 4]), ("prompt", "Second", [6, 8])]
    for cut in range(1, len(lines)):
        assert answered(read_in_two_parts(tmp_path, lines, cut)) == expected


def test_a_prompt_in_the_midst_of_a_turn_keeps_the_calls_that_follow(tmp_path: Path) -> None:
    found = exchanges(
        tmp_path,
        item(1, "UserMessage", "t-1", "First"),
        record(2, "resp_1", tokens(10, 1), "t-1"),
        item(3, "UserMessage", "t-1", "No, wait"),
        record(4, "resp_2", tokens(10, 2), "t-1"),
        record(5, "resp_3", tokens(10, 3), "t-2"),
        record(6, "resp_4", tokens(10, 4), "t-1"),
    )
    assert found == [("prompt", "First", [1]), ("prompt", "No, wait", [2, 4]), ("run", None, [3])]


def test_a_prompt_whose_turn_is_not_told_yet_keeps_the_calls_that_follow(tmp_path: Path) -> None:
    counter = Counter()
    found = exchanges(
        tmp_path,
        prompt(1, "First"),
        context(1, turn_id="t-1"),
        counter.call(2, 10, 1),
        prompt(3, "No, wait"),
        counter.call(4, 10, 2),
    )
    assert found == [("prompt", "First", [1]), ("prompt", "No, wait", [2])]


def test_what_follows_a_prompt_that_cannot_be_read_is_not_given_to_the_one_before(tmp_path: Path) -> None:
    found = exchanges(
        tmp_path,
        item(1, "UserMessage", "t-1", "First"),
        record(2, "resp_1", tokens(10, 1), "t-1"),
        item(3, "UserMessage", "t-1", "Second"),
        event(4, "item_completed", turn_id="t-1", item="UserMessage"),
        record(5, "resp_2", tokens(10, 2), "t-1"),
    )
    assert found == [("prompt", "First", [1]), ("run", None, [2])]


def test_a_prompt_between_turns_is_of_neither(tmp_path: Path) -> None:
    counter = Counter()
    path = write(
        tmp_path,
        meta(),
        event(1, "task_started", turn_id="t-1"),
        prompt(1),
        counter.call(2, 10, 1),
        event(3, "task_complete", turn_id="t-1"),
        prompt(4),
        counter.call(5, 10, 2),
        event(6, "task_started", turn_id="t-2"),
        event(7, "turn_aborted", turn_id="t-1"),  # late: the turn at hand goes on
        prompt(8),
        counter.call(9, 10, 3),
    )
    found = sorted(folded(Codex().read(file_at(path))).exchanges.values(), key=lambda one: one.started_at)
    assert [one.prompt_group for one in found] == ["t-1", None, "t-2"]


COMPACTED = [
    meta(history_mode="paginated"),
    item(1, "UserMessage", "t-1", "First"),
    record(2, "resp_1", tokens(10, 1), "t-1"),
    event(3, "task_complete", turn_id="t-1"),
    event(4, "task_started", turn_id="t-2"),
    record(5, "resp_2", tokens(10, 2), "t-2"),
    record(6, "resp_3", tokens(10, 3), "t-2"),
    item(7, "UserMessage", "t-2", "Second"),
    record(8, "resp_4", tokens(10, 4), "t-2"),
]


def test_a_compaction_belongs_to_the_prompt_that_it_delayed(tmp_path: Path) -> None:
    path = write(tmp_path, *COMPACTED)
    told = read(Codex(), path)
    assert [one.kind for one in told.exchanges.values()] == [ExchangeKind.PROMPT] * 2
    assert told.calls_of == {"resp_1": ["resp_1"], "resp_2": ["resp_2", "resp_3", "resp_4"]}
    assert (told.prompts, told.sightings, told.ignored) == (2, 4, 3)


def test_a_compaction_of_the_legacy_generation_belongs_to_its_turn_too(tmp_path: Path) -> None:
    counter = Counter()
    found = exchanges(
        tmp_path,
        prompt(1, "First"),
        counter.call(2, 10, 1),
        event(3, "task_started", turn_id="t-2"),
        context(3, turn_id="t-2"),
        counter.call(4, 10, 2),
        prompt(5, "Second"),
        counter.call(6, 10, 3),
    )
    assert found == [("prompt", "First", [1]), ("prompt", "Second", [2, 3])]


@pytest.mark.parametrize("end", range(1, len(COMPACTED)))
def test_a_compaction_read_before_its_prompt_was_written_goes_over_to_it(tmp_path: Path, end: int) -> None:
    path = write(tmp_path, *COMPACTED[:end])
    first, bookmark = read_on(Codex(), path)
    write(tmp_path, *COMPACTED)
    second, _ = read_on(Codex(), path, bookmark)
    assert said([*first, *second]).records == len(COMPACTED)
    facts = folded([*first, *second])
    assert {name: [call.native_id for call in calls] for name, calls in facts.calls.items()} == {
        "resp_1": ["resp_1"],
        "resp_2": ["resp_2", "resp_3", "resp_4"],
    }


def test_a_turn_of_many_calls_does_not_wait_for_a_prompt_for_ever(tmp_path: Path) -> None:
    calls = [record(1 + number, f"resp_{number}", tokens(10, number), "t-1") for number in range(20)]
    found = exchanges(
        tmp_path, *calls, item(60, "UserMessage", "t-1"), record(61, "resp_x", tokens(1, 99), "t-1")
    )
    assert found == [("run", None, list(range(20))), ("prompt", "Fix it", [99])]


@pytest.mark.parametrize(
    ("fields", "is_scripted"),
    [
        ({"source": "exec"}, True),
        ({"originator": "codex_exec"}, True),
        ({"source": "cli"}, False),
        ({"source": "vscode", "originator": "Codex Desktop"}, False),
        ({"source": ["odd"]}, False),
    ],
)
def test_what_codex_exec_runs_is_scripted(
    tmp_path: Path, fields: dict[str, Any], *, is_scripted: bool
) -> None:
    path = write(tmp_path, meta(**fields), prompt(1), Counter().call(2, 10, 1))
    (exchange,) = folded(Codex().read(file_at(path))).exchanges.values()
    assert exchange.is_scripted is is_scripted
    assert exchange.kind is ExchangeKind.PROMPT


def test_the_model_and_the_folder_are_those_of_the_turn(tmp_path: Path) -> None:
    counter = Counter()
    path = write(
        tmp_path,
        meta(model_provider="azure\x07"),
        context(1, "gpt-5"),
        prompt(1, "First"),
        counter.call(2, 10, 1),
        context(3, "gpt-5-\x1b[31mcodex", cwd="C:\\Users\\dev\\till"),
        prompt(3, "Second"),
        counter.call(4, 10, 2),
    )
    facts = folded(Codex().read(file_at(path)))
    assert [(call.model, call.provider) for call in facts.all_calls.values()] == [
        ("gpt-5", "azure"),
        ("gpt-5-[31mcodex", "azure"),
    ]
    assert [one.project for one in facts.exchanges.values()] == ["shop", "till"]


def test_a_call_told_both_ways_counts_once(tmp_path: Path) -> None:
    """A session that an older version began and a newer one goes on with."""
    counter = Counter()
    old = counter.call(2, 1000, 1)
    new = counter.call(12, 2000, 2)
    usage = new["payload"]["info"]["last_token_usage"]
    found = exchanges(
        tmp_path, prompt(1, "First"), old, prompt(10, "Second"), record(11, "resp_1", usage, "t-2"), new
    )
    assert found == [("prompt", "First", [1]), ("prompt", "Second", [2])]


def test_a_call_without_an_id_is_known_by_its_tokens(tmp_path: Path) -> None:
    one = record(2, None, tokens(10, 1), "t-1", thread_token_usage=tokens(10, 1))
    two = record(3, None, tokens(10, 1), "t-1", thread_token_usage=tokens(20, 2))
    assert exchanges(tmp_path, prompt(1), one, two, one) == [("prompt", "Fix it", [1, 1])]


def test_a_compaction_record_s_copy_of_tokens_counts_nothing(tmp_path: Path) -> None:
    copied = line(
        3, "compacted", {"latest_token_usage_record": {"response_id": "resp_9", "usage": tokens(9, 9)}}
    )
    found = exchanges(tmp_path, prompt(1), record(2, "resp_1", tokens(10, 1)), copied)
    assert found == [("prompt", "Fix it", [1])]


def test_an_exchange_lasts_until_its_turn_ended(tmp_path: Path) -> None:
    lines = [
        event(1, "task_started", turn_id="t-1"),
        prompt(1),
        Counter().call(2, 10, 1),
        event(900, "turn_aborted", turn_id="t-1"),
    ]
    for earlier, later in pairwise([lines[:3], lines]):
        path = write(tmp_path, meta(), *earlier)
        first, bookmark = read_on(Codex(), path)
        write(tmp_path, meta(), *later)
        second, _ = read_on(Codex(), path, bookmark)
        (exchange,) = folded([*first, *second]).exchanges.values()
        assert (exchange.ended_at - exchange.started_at).total_seconds() == 899


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fix the test", "Fix the test"),
        ("\n\n  Fix the test  \nnow", "Fix the test"),
        ("x" * 500, "x" * 120),
        ("<user_query>\nFix the test\n</user_query>", "Fix the test"),
        (
            "# Context from my IDE setup:\n\n## Open tabs:\n- a.py\n\n## My request for Codex:\nFix a.py\n",
            "Fix a.py",
        ),
        ("bell\x07 and \x1b[31mred \u202edrow", "bell and [31mred drow"),
        ("<img src=/canary>", "<img src=/canary>"),
        ("half \ud83d", "half \ufffd"),
        ("<environment_context>…", None),
        ("", None),
    ],
)
def test_first_line_of_a_prompt(tmp_path: Path, text: str, title: str | None) -> None:
    for asked in (
        prompt(1, text),
        item(1, "UserMessage", "t-1", text),
        bare_message("user", text),
    ):
        path = write(tmp_path, meta(), asked)
        assert Codex().peek(LogLocation(path, len(encoded([meta()])))) == title


def test_only_prompts_are_peeked_at(tmp_path: Path) -> None:
    for other in (
        event(1, "agent_message", message="Done."),
        prompt(1, kind="user_instructions"),
        item(1, "AgentMessage", "t-1"),
        line(1, "response_item", {"type": "message", "role": "user", "content": []}),
        {"type": "message", "role": "assistant", "content": "Done."},
        "garbage",
        b"",
        json.dumps({"type": "event_msg", "payload": 5}),
    ):
        path = write(tmp_path, other)
        assert Codex().peek(LogLocation(path, 0)) is None
    assert Codex().peek(LogLocation(path, 5)) is None
    assert Codex().peek(LogLocation(tmp_path / "gone.jsonl", 0)) is None


def test_a_thread_is_known_by_the_name_of_its_file_until_it_says_more(tmp_path: Path) -> None:
    path = write(tmp_path, "garbage", prompt(1), Counter().call(2, 10, 1), thread=OTHER)
    (exchange,) = folded(Codex().read(file_at(path))).exchanges.values()
    assert exchange.conversation_id == OTHER
    odd = path.rename(tmp_path / "notes.jsonl")
    (exchange,) = folded(Codex().read(file_at(odd))).exchanges.values()
    assert exchange.conversation_id == "notes"


def test_repeated_totals_count_once_however_often_they_are_told(tmp_path: Path) -> None:
    total = tokens(10, 1)
    found = exchanges(tmp_path, prompt(1), *(count(2 + number, total, total) for number in range(5)))
    assert found == [("prompt", "Fix it", [1])]
