"""Whose history it is: what a fork copied counts once, whatever is read first and whatever is missing."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.importers.codex.importer import Codex
from aijournal.importers.codex.lineage import uuid7_ms
from tests.importers.codex_rollouts import (
    OTHER,
    THREAD,
    Counter,
    Facts,
    at,
    context,
    count,
    event,
    folded,
    item,
    meta,
    prompt,
    record,
    restamped,
    tokens,
    write,
)
from tests.importers.readings import file_at, read

THIRD = "019cadc6-9a80-7000-8000-00000000000c"
PLAIN = {"P": "thread-p", "F": "thread-f", "G": "thread-g"}
Lines = list[dict[str, Any]]


def folded_files(*paths: Path) -> Facts:
    return folded(batch for path in paths for batch in Codex().read(file_at(path)))


def outputs(facts: Facts) -> list[int | None]:
    """Return the output of every call, in order of time; in these tests it names the call."""
    calls = sorted(facts.all_calls.values(), key=lambda call: (call.at, call.native_id))
    return [call.usage.output_tokens for call in calls]


def prompts(facts: Facts) -> list[tuple[str | None, list[int | None]]]:
    """Return the first line of every prompt, and the outputs of its calls, in order of time."""
    asked = sorted(facts.exchanges.values(), key=lambda one: one.started_at)
    return [
        (
            Codex().peek(one.location) if one.location else None,
            [call.usage.output_tokens for call in facts.calls[one.native_id]],
        )
        for one in asked
    ]


class Family:
    """A parent, and a fork of it that copied its first two calls, without ids of turns."""

    def __init__(self, folder: Path, *, same_next: bool = False, step: float = 0.0) -> None:
        counter = Counter()
        shared: Lines = [
            meta(0, PLAIN["P"], model_provider="openai"),
            prompt(10, "First"),
            context(11, "gpt-5"),
            event(12, "agent_message", message="Certainly."),
            counter.call(20, 1000, 1),
            event(21, "agent_message", message="Let me see."),
            counter.call(30, 2000, 2, 1000),
        ]
        next_call = counter.call(50, 3000, 3, 2000)
        output = 3 if same_next else 4
        own_call = count(
            150, {**next_call["payload"]["info"]["total_token_usage"]}, tokens(3000, output, 2000)
        )
        copies = [
            {**one, "timestamp": prompt(100 + number * step)["timestamp"]}
            for number, one in enumerate(shared, start=1)
        ]
        self.shared = shared
        self.parent = write(folder, *shared, prompt(40, "Parent goes on"), next_call, thread=PLAIN["P"])
        self.fork_lines: Lines = [
            meta(100, PLAIN["F"], forked_from_id=PLAIN["P"], model_provider="azure"),
            *copies,
            prompt(140, "Fork goes on"),
            context(141, "gpt-5-codex"),
            own_call,
        ]
        self.fork = write(folder, *self.fork_lines, thread=PLAIN["F"])


@pytest.mark.parametrize("same_next", [False, True])
def test_copies_count_once_and_what_looks_alike_counts_twice(tmp_path: Path, *, same_next: bool) -> None:
    family = Family(tmp_path, same_next=same_next)
    for order in permutations([family.parent, family.fork]):
        facts = folded_files(*order)
        assert outputs(facts) == [1, 2, 3, 3 if same_next else 4]
        assert prompts(facts) == [
            ("First", [1, 2]),
            ("Parent goes on", [3]),
            ("Fork goes on", [3 if same_next else 4]),
        ]
        assert {one.conversation_id for one in facts.exchanges.values()} == {PLAIN["P"], PLAIN["F"]}


def test_an_original_keeps_its_time_its_model_and_its_span(tmp_path: Path) -> None:
    family = Family(tmp_path)
    alone = folded_files(family.parent)
    for order in permutations([family.parent, family.fork]):
        facts = folded_files(*order)
        for name, exchange in alone.exchanges.items():
            assert facts.exchanges[name] == exchange
            assert facts.calls[name] == alone.calls[name]


def test_a_copy_by_a_clock_that_was_behind_changes_no_time(tmp_path: Path) -> None:
    family = Family(tmp_path)
    early = [{**one, "timestamp": at(-1000 + number // 8)} for number, one in enumerate(family.fork_lines)]
    fork = write(tmp_path, *early, thread=PLAIN["F"])
    alone = folded_files(family.parent)
    for order in permutations([family.parent, fork, fork]):
        facts = folded_files(*order)
        assert {name: facts.calls[name] for name in alone.calls} == alone.calls
        assert len(facts.all_calls) == 4


def test_what_a_missing_parent_told_counts_once_in_its_name(tmp_path: Path) -> None:
    family = Family(tmp_path)
    second = write(
        tmp_path, meta(100, "thread-h", forked_from_id=PLAIN["P"]), *family.fork_lines[1:8], thread="thread-h"
    )
    for order in permutations([family.fork, second]):
        facts = folded_files(*order)
        assert sorted(output or 0 for output in outputs(facts)) == [1, 2, 4]
        (copies,) = (one for one in facts.exchanges.values() if one.kind is ExchangeKind.RUN)
        assert copies.conversation_id == PLAIN["P"]
        assert all(call.is_sidechain for call in facts.calls[copies.native_id])


@pytest.mark.parametrize("step", [1.0, 3.0])
def test_copies_that_seem_written_at_leisure_count_once_too(tmp_path: Path, step: float) -> None:
    family = Family(tmp_path, step=step)
    for order in permutations([family.parent, family.fork]):
        facts = folded_files(*order)
        assert outputs(facts) == [1, 2, 3, 4]
        assert prompts(facts) == [("First", [1, 2]), ("Parent goes on", [3]), ("Fork goes on", [4])]


def test_an_old_fork_is_known_by_the_record_of_its_parent(tmp_path: Path) -> None:
    family = Family(tmp_path)
    del family.fork_lines[0]["payload"]["forked_from_id"]
    fork = write(tmp_path, *family.fork_lines, thread=PLAIN["F"])
    for order in permutations([family.parent, fork]):
        assert outputs(folded_files(*order)) == [1, 2, 3, 4]


def test_totals_that_begin_anew_in_a_fork_are_its_own(tmp_path: Path) -> None:
    family = Family(tmp_path)
    alike = tokens(1000, 1)
    fork = write(tmp_path, *family.fork_lines[:9], count(150, alike, alike), thread=PLAIN["F"])
    for order in permutations([family.parent, fork]):
        assert outputs(folded_files(*order)) == [1, 2, 3, 1]


def test_a_fork_of_a_fork_without_ids_of_turns(tmp_path: Path) -> None:
    """Nothing tells which of the two wrote what; their own rollouts do."""
    family = Family(tmp_path)
    copied = restamped(family.fork_lines, 200)
    copied[0]["payload"] = {"id": PLAIN["F"], "forked_from_id": PLAIN["P"]}
    grandchild = write(
        tmp_path,
        meta(200, PLAIN["G"], forked_from_id=PLAIN["F"]),
        *copied,
        prompt(240, "Once more"),
        count(250, tokens(10_000, 15, 5000), tokens(4000, 5, 3000)),
        thread=PLAIN["G"],
    )
    for order in permutations([family.parent, family.fork, grandchild]):
        assert outputs(folded_files(*order)) == [1, 2, 3, 4, 5]
    assert outputs(folded_files(grandchild)) == [5]


@pytest.mark.parametrize("copied", [prompt(0, "First"), Counter().call(0, 1000, 1)])
def test_whatever_was_copied_shows_that_all_of_it_was(tmp_path: Path, copied: dict[str, Any]) -> None:
    lines = [meta(0, PLAIN["F"], forked_from_id=PLAIN["P"]), copied, prompt(30), Counter().call(40, 2000, 2)]
    facts = folded_files(write(tmp_path, *lines))
    (own,) = (call for call in facts.all_calls.values() if call.usage.output_tokens == 2)
    assert own.native_id.startswith(PLAIN["F"])


def test_an_answer_at_leisure_without_tokens_has_no_group(tmp_path: Path) -> None:
    fork = write(
        tmp_path,
        meta(0, PLAIN["F"], forked_from_id=PLAIN["P"]),
        event(10, "task_started", turn_id="t-1"),
        prompt(10),
        event(20, "agent_message", message="Done."),
        event(30, "task_complete", turn_id="t-1"),
    )
    (asked,) = folded_files(fork).exchanges.values()
    assert asked.prompt_group is None


def test_a_call_with_an_id_is_kept_even_if_it_could_be_of_several_threads(tmp_path: Path) -> None:
    lines = [
        meta(0, PLAIN["G"], forked_from_id=PLAIN["F"]),
        meta(0, PLAIN["F"], forked_from_id=PLAIN["P"]),
        record(0, "resp_1", tokens(10, 1), "t-1"),
    ]
    (run,) = folded_files(write(tmp_path, *lines)).exchanges.values()
    assert (run.kind, run.conversation_id) == (ExchangeKind.RUN, PLAIN["F"])


def test_another_session_s_record_in_the_midst_of_one_changes_nothing(tmp_path: Path) -> None:
    counter = Counter()
    lines = [meta(0), counter.call(5, 10, 1), meta(6, OTHER), counter.call(9, 20, 2), prompt(10)]
    facts = folded_files(write(tmp_path, *lines, counter.call(12, 30, 3)))
    assert outputs(facts) == [1, 2, 3]
    assert all(name.startswith(THREAD) for name in facts.all_calls)
    assert {one.conversation_id for one in facts.exchanges.values()} == {THREAD}


def test_an_empty_fork_has_nothing_of_its_own(tmp_path: Path) -> None:
    family = Family(tmp_path)
    fork = write(tmp_path, *family.fork_lines[:8], thread=PLAIN["F"])
    facts = folded_files(fork, family.parent)
    assert prompts(facts) == [("First", [1, 2]), ("Parent goes on", [3])]


def test_the_turn_that_was_copied_last_does_not_claim_what_is_asked_next(tmp_path: Path) -> None:
    counter = Counter()
    fork = write(
        tmp_path,
        meta(0, PLAIN["F"], forked_from_id=PLAIN["P"]),
        event(0, "task_started", turn_id="t-1"),
        prompt(0, "First"),
        counter.call(0, 1000, 1),
        prompt(30, "Second"),
        context(30, turn_id="t-2"),
        counter.call(40, 2000, 2),
    )
    facts = folded_files(fork)
    (own,) = (one for one in facts.exchanges.values() if one.kind is ExchangeKind.PROMPT)
    assert (own.conversation_id, own.prompt_group) == (PLAIN["F"], "t-2")
    assert prompts(facts) == [(None, [1]), ("Second", [2])]


def uuid7(ms_later: int, tail: int) -> str:
    text = f"{0x019CADC69A80 + ms_later:012x}"
    return f"{text[:8]}-{text[8:]}-7000-8000-{tail:012x}"


def test_a_turn_s_id_tells_its_own_from_copied_ones_at_once(tmp_path: Path) -> None:
    """An agent sets to work in the very moment in which its parent's history is copied."""
    counter = Counter()
    child = uuid7(5000, 1)
    shared: Lines = [
        meta(0),
        event(1, "task_started", turn_id=uuid7(1000, 2)),
        prompt(1, "First"),
        counter.call(4, 1000, 1),
    ]
    parent = write(tmp_path, *shared, thread=THREAD)
    fork = write(
        tmp_path,
        meta(5, child, forked_from_id=THREAD),
        *restamped(shared, 5),
        event(5, "task_started", turn_id=uuid7(5001, 3)),
        prompt(5, "Second"),
        counter.call(5.5, 2000, 2),
        thread=child,
    )
    for order in permutations([parent, fork]):
        facts = folded_files(*order)
        assert prompts(facts) == [("First", [1]), ("Second", [2])]
        assert {one.conversation_id for one in facts.exchanges.values()} == {THREAD, child}


def test_what_is_asked_after_a_pause_is_not_copied_even_before_its_turn_is_told(tmp_path: Path) -> None:
    counter = Counter()
    child = uuid7(60_000, 1)
    copies = restamped([event(1, "task_started", turn_id=uuid7(1000, 2)), counter.call(4, 1000, 1)], 60)
    fork = write(
        tmp_path,
        meta(60, child, forked_from_id=THREAD),
        *copies,
        prompt(90, "Second"),
        context(90, turn_id=uuid7(90_000, 3)),
        counter.call(95, 2000, 2),
        thread=child,
    )
    assert prompts(folded_files(fork)) == [(None, [1]), ("Second", [2])]


def test_a_copy_that_took_its_time_is_a_copy_until_its_own_turn(tmp_path: Path) -> None:
    counter = Counter()
    child = uuid7(60_000, 1)
    shared = [
        event(1, "task_started", turn_id=uuid7(1000, 2)),
        counter.call(4, 1000, 1),
        event(5, "task_started", turn_id=uuid7(5000, 3)),
        counter.call(9, 2000, 2),
    ]
    parent = write(tmp_path, meta(0), *shared)
    late = [*restamped(shared[:2], 60), *restamped(shared[2:], 63)]
    fork = write(tmp_path, meta(60, child, forked_from_id=THREAD), *late, thread=child)
    for order in permutations([parent, fork]):
        assert outputs(folded_files(*order)) == [1, 2]


def test_a_turn_older_than_all_known_threads_is_left_to_the_thread_that_tells_it(tmp_path: Path) -> None:
    counter = Counter()
    child, grandchild = uuid7(60_000, 1), uuid7(90_000, 2)
    shared = [event(1, "task_started", turn_id=uuid7(1000, 3)), counter.call(4, 1000, 1)]
    own = [event(70, "task_started", turn_id=uuid7(70_000, 4)), counter.call(75, 2000, 2)]
    parent = write(tmp_path, meta(0), *shared)
    fork = write(tmp_path, meta(60, child, forked_from_id=THREAD), *restamped(shared, 60), *own, thread=child)
    copies = restamped([*shared, *own], 90)
    last = write(tmp_path, meta(90, grandchild, forked_from_id=child), *copies, thread=grandchild)
    for order in permutations([parent, fork, last]):
        assert outputs(folded_files(*order)) == [1, 2]


def agent(seconds: float, thread: str, parent: str, **fields: Any) -> dict[str, Any]:
    source = {"subagent": {"thread_spawn": {"parent_thread_id": parent, "depth": 1}}}
    return meta(seconds, thread, source=source, **fields)


@pytest.mark.parametrize("first_words", [[], [prompt(0.1, "Look for dead code")]])
def test_agents_whose_calls_look_alike_count_each(tmp_path: Path, first_words: Lines) -> None:
    paths = [
        write(
            tmp_path,
            agent(0, thread, THREAD),
            *first_words,
            context(0.1),
            Counter().call(4, 1000, 1),
            thread=thread,
        )
        for thread in ("thread-a", "thread-b")
    ]
    facts = folded_files(*paths)
    assert outputs(facts) == [1, 1]
    assert {one.kind for one in facts.exchanges.values()} == {ExchangeKind.RUN}
    assert {one.conversation_id for one in facts.exchanges.values()} == {THREAD}
    assert read(Codex(), *paths).prompts == 0


def test_an_agent_that_copied_is_known_by_the_record_of_its_parent(tmp_path: Path) -> None:
    counter = Counter()
    shared = [counter.call(4, 1000, 1), counter.call(6, 2000, 2)]
    parent = write(tmp_path, meta(0), prompt(1), *shared)
    child = write(
        tmp_path,
        agent(10, OTHER, THREAD),
        *restamped([meta(0), *shared], 10),
        counter.call(15, 3000, 3),
        thread=OTHER,
    )
    for order in permutations([parent, child]):
        assert outputs(folded_files(*order)) == [1, 2, 3]


def test_fast_agents_whose_calls_look_alike_count_each(tmp_path: Path) -> None:
    counter = Counter()
    calls = [counter.call(0.3, 1000, 1), counter.call(0.6, 2000, 2)]
    lines = [context(0.1), prompt(0.1, "Look for dead code"), *calls]
    paths = [
        write(tmp_path, agent(0, thread, THREAD), *lines, thread=thread) for thread in ("agent-a", "agent-b")
    ]
    facts = folded_files(*paths)
    assert outputs(facts) == [1, 1, 2, 2]
    assert {name.split(":")[0] for name in facts.all_calls} == {"agent-a", "agent-b"}


def test_an_agent_s_turn_older_than_itself_was_copied(tmp_path: Path) -> None:
    counter = Counter()
    child = uuid7(60_000, 1)
    shared = [event(1, "task_started", turn_id=uuid7(1000, 2)), counter.call(4, 1000, 1)]
    own = [event(60, "task_started", turn_id=uuid7(60_001, 3)), counter.call(60.5, 2000, 2)]
    parent = write(tmp_path, meta(0), *shared)
    path = write(tmp_path, agent(60, child, THREAD), *restamped(shared, 60), *own, thread=child)
    for order in permutations([parent, path]):
        assert outputs(folded_files(*order)) == [1, 2]


@pytest.mark.parametrize("first_call", [100.9, 104.0])
@pytest.mark.parametrize("begun", [[], [event(100.5, "task_started", turn_id="t-1")]])
def test_what_is_asked_within_a_second_of_the_copying_is_asked_in_the_fork(
    tmp_path: Path, begun: Lines, first_call: float
) -> None:
    family = Family(tmp_path)
    own = [*begun, prompt(100.5, "Fork goes on"), context(100.5)]
    last = count(first_call, tokens(7000, 7, 3000), tokens(4000, 4, 2000))
    later = count(first_call + 9, tokens(12_000, 12, 3000), tokens(5000, 5))
    fork = write(tmp_path, *family.fork_lines[:8], *own, last, later, thread=PLAIN["F"])
    for order in permutations([family.parent, fork]):
        facts = folded_files(*order)
        assert prompts(facts) == [("First", [1, 2]), ("Parent goes on", [3]), ("Fork goes on", [4, 5])]
    alone = {one.kind: one.conversation_id for one in folded_files(fork).exchanges.values()}
    assert alone == {ExchangeKind.RUN: PLAIN["P"], ExchangeKind.PROMPT: PLAIN["F"]}


def test_a_copying_that_stood_still_for_a_moment_counts_nothing_twice(tmp_path: Path) -> None:
    """A disk that was busy looks like a person who was quick."""
    counter = Counter()
    shared: Lines = [
        meta(0),
        *(one for n in range(3) for one in (prompt(10 + n, f"No. {n}"), counter.call(10.5 + n, 1000, n + 1))),
    ]
    parent = write(tmp_path, *shared)
    copies = [*restamped(shared[:3], 100), *restamped(shared[3:], 100.4)]
    fork = write(tmp_path, meta(100, OTHER, forked_from_id=THREAD), *copies, thread=OTHER)
    for order in permutations([parent, fork]):
        facts = folded_files(*order)
        assert prompts(facts) == [("No. 0", [1]), ("No. 1", [2]), ("No. 2", [3])]


def test_a_copying_that_stood_still_elsewhere_is_still_one(tmp_path: Path) -> None:
    counter = Counter()
    copies = [prompt(100), counter.call(100.4, 1000, 1), prompt(100.4), counter.call(100.4, 1000, 2)]
    path = write(tmp_path, meta(100, OTHER, forked_from_id=THREAD), *copies, thread=OTHER)
    (run,) = folded_files(path).exchanges.values()
    assert (run.kind, run.conversation_id) == (ExchangeKind.RUN, THREAD)


def test_a_fork_whose_own_turn_began_copies_no_more_whatever_it_repeats(tmp_path: Path) -> None:
    child = uuid7(60_000, 1)
    lines = [
        meta(60, child, forked_from_id=THREAD),
        event(60, "task_started", turn_id=uuid7(60_001, 3)),
        meta(60, THREAD),
        Counter().call(60.5, 1000, 1),
    ]
    (call,) = folded_files(write(tmp_path, *lines, thread=child)).all_calls
    assert call.startswith(child)


@pytest.mark.parametrize(
    "begun", [event(1, "task_started", turn_id="t-1"), context(1), item(1, "UserMessage", "t-1")]
)
def test_what_a_fork_tells_after_it_began_is_a_call_of_its_own(tmp_path: Path, begun: dict[str, Any]) -> None:
    forked = meta(0, OTHER, forked_from_id=THREAD, history_mode="paginated")
    first = count(5, tokens(900_000, 9000), tokens(1000, 1))
    assert outputs(folded_files(write(tmp_path, forked, begun, first, thread=OTHER))) == [1]


def test_an_answer_without_tokens_that_was_copied_counts_once(tmp_path: Path) -> None:
    shared: Lines = [
        meta(0),
        prompt(10),
        event(11, "agent_message", message="Done."),
        prompt(20),
        event(21, "agent_message", message="Done."),
    ]
    own: Lines = [prompt(140, "Fork goes on"), event(150, "agent_message", message="Done.")]
    for step in (0.0, 3.0):
        parent = write(tmp_path, *shared)
        copies = [{**one, "timestamp": at(100 + step * n)} for n, one in enumerate(shared)]
        fork = write(tmp_path, meta(100, OTHER, forked_from_id=THREAD), *copies, *own, thread=OTHER)
        for order in permutations([parent, fork]):
            assert prompts(folded_files(*order)) == [
                ("Fix it", [None]),
                ("Fix it", [None]),
                ("Fork goes on", [None]),
            ]


def test_a_fork_that_repeats_where_its_parent_was_has_made_no_call_yet(tmp_path: Path) -> None:
    repeated = count(0.1, tokens(900_000, 9000), tokens(1000, 1))
    fork = write(
        tmp_path,
        meta(0, OTHER, forked_from_id=THREAD, history_mode="paginated"),
        repeated,
        context(5, turn_id="t-1"),
        item(5, "UserMessage", "t-1", "Try a queue"),
        repeated,
        record(9, "resp_1", tokens(2000, 2), "t-1"),
        count(9, tokens(902_000, 9002), tokens(2000, 2)),
        thread=OTHER,
    )
    assert prompts(folded_files(fork)) == [("Try a queue", [2])]


def test_the_conversation_of_an_agent_s_agent_is_the_person_s(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        agent(0, THIRD, OTHER, session_id=THREAD),
        record(4, "resp_1", tokens(10, 1), "t-9", root_turn_id="t-1"),
        thread=THIRD,
    )
    (run,) = folded_files(path).exchanges.values()
    assert (run.conversation_id, run.prompt_group) == (THREAD, "t-1")


def test_an_agent_s_turn_is_tied_to_the_person_s_turn_if_it_is_told(tmp_path: Path) -> None:
    counter = Counter()
    path = write(
        tmp_path,
        agent(0, OTHER, THREAD),
        context(1, turn_id="t-1", root_turn_id="t-0"),
        counter.call(5, 10, 1),
        event(6, "task_started", turn_id="t-2"),
        counter.call(9, 10, 2),
        thread=OTHER,
    )
    runs = sorted(folded_files(path).exchanges.values(), key=lambda one: one.started_at)
    assert [one.prompt_group for one in runs] == ["t-0", None]


@pytest.mark.parametrize(
    "fields",
    [
        {"source": {"subagent": "review"}},
        {"source": {"internal": "memory_consolidation"}},
        {"source": "cli", "thread_source": "guardian_review"},
        {"source": {"subagent": {"other": "guardian"}}, "parent_thread_id": OTHER},
    ],
)
def test_nobody_asked_what_a_program_asked(tmp_path: Path, fields: dict[str, Any]) -> None:
    path = write(tmp_path, meta(0, **fields), prompt(1), Counter().call(5, 10, 1))
    (run,) = folded_files(path).exchanges.values()
    assert run.kind is ExchangeKind.RUN
    assert run.conversation_id == fields.get("parent_thread_id", THREAD)


def test_a_paginated_fork_copies_nothing_and_begins_with_its_parent_s_totals(tmp_path: Path) -> None:
    fork = write(
        tmp_path,
        meta(0, OTHER, forked_from_id=THREAD, history_mode="paginated", history_base={"thread_id": THREAD}),
        context(0.1, turn_id="t-1"),
        item(0.1, "UserMessage", "t-1", "Try a queue"),
        count(0.5, tokens(900_000, 9000), tokens(1000, 1)),
        thread=OTHER,
    )
    facts = folded_files(fork)
    assert outputs(facts) == [1]
    (asked,) = facts.exchanges.values()
    assert (asked.conversation_id, asked.prompt_group) == (OTHER, "t-1")


def test_a_fork_that_tells_only_totals_begins_where_its_parent_was(tmp_path: Path) -> None:
    fork = write(
        tmp_path,
        meta(0, OTHER, forked_from_id=THREAD, history_mode="paginated"),
        item(1, "UserMessage", "t-1"),
        count(5, tokens(900_000, 9000)),
        count(9, tokens(901_000, 9007)),
        thread=OTHER,
    )
    assert outputs(folded_files(fork)) == [7]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("019cadc6-9a80-7000-8000-00000000000a", 1_772_442_000_000),
        ("019cadc6-9a80-4000-8000-00000000000a", None),
        ("019cadc6-xa80-7000-8000-00000000000a", None),
        ("t-1", None),
        ("", None),
    ],
)
def test_when_a_uuid_was_made(text: str, ms: int | None) -> None:
    assert uuid7_ms(text) == ms
