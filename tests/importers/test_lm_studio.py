"""LM Studio's conversations: a document each, rewritten as a whole; only the steps of answers tell times."""

from dataclasses import replace
from pathlib import Path

import pytest

from aijournal.domain.facts import ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.lm_studio.importer import LmStudio
from tests.importers.lm_studio_files import MESSAGES, answer, step, user, version, write
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import at_ms, moment


def named(seconds: float) -> str:
    return f"{at_ms(seconds)}-0.5321"


def test_a_conversation_of_two_prompts_with_a_tool_loop(home: Path) -> None:
    told = read(LmStudio(), write(home))
    assert told.calls_of == {named(5): [named(5), named(9)], named(65): [named(65), named(70)]}
    assert (told.records, told.prompts, told.sightings, told.ignored) == (4, 2, 2, 0)
    assert told.calls[named(5)].usage == TokenUsage(900, None, None, 40)
    assert told.calls[named(5)].model == "qwen3-coder-30b"
    first = told.exchanges[named(5)]
    assert (first.conversation_id, first.kind) == (str(at_ms(0)), ExchangeKind.PROMPT)
    assert (first.started_at, first.ended_at) == (moment(5), moment(9))


def test_a_copy_of_a_conversation_says_nothing_new(home: Path) -> None:
    copy = write(home, *MESSAGES, user("And now?"), answer(version(step(90, 5, 6))), name="branch")
    told = read(LmStudio(), write(home), copy)
    assert told.calls_of == {
        named(5): [named(5), named(9)],
        named(65): [named(65), named(70)],
        named(90): [named(90)],
    }


def test_an_answer_that_is_made_again_leaves_the_prompt_what_it_is(home: Path) -> None:
    batches, bookmark = read_on(LmStudio(), write(home, *MESSAGES[:3], answer(version(step(65, 1100, 60)))))
    again, _ = read_on(LmStudio(), write(home), bookmark)
    assert said([*batches, *again]).calls_of == read(LmStudio(), write(home)).calls_of
    _, bookmark = read_on(LmStudio(), write(home))
    assert read_on(LmStudio(), write(home), bookmark) == ([], bookmark)


def test_what_tells_no_tokens_is_unknown_and_not_zero(home: Path) -> None:
    plain = {"type": "singleStep", "role": "assistant", "content": [{"type": "text", "text": "Hi"}]}
    silent = step(9, 1, 2)
    del silent["genInfo"]["stats"]
    name = str(at_ms(0))
    told = read(LmStudio(), write(home, user(), answer(plain), user(), answer(version(silent))))
    assert told.calls_of == {f"{name}:0": [f"{name}:1"], named(9): [named(9)]}
    assert [call.usage for call in told.calls.values()] == [TokenUsage(), TokenUsage()]
    assert told.exchanges[f"{name}:0"].started_at == moment(0)


def test_answers_without_a_prompt_are_a_run(home: Path) -> None:
    told = read(LmStudio(), write(home, answer(version(step(5, 1, 2))), {"versions": []}))
    assert told.calls_of == {f"run:{at_ms(0)}": [named(5)]}
    assert (told.ignored, told.unknown) == (1, 1)


def test_a_prompt_is_peeked_at_until_it_is_gone(home: Path) -> None:
    path = write(home)
    location = read(LmStudio(), path).exchanges[named(65)].location
    assert location
    assert LmStudio().peek(location) == "Now the test"
    assert LmStudio().peek(replace(location, offset=location.offset + 1)) is None
    write(home, *MESSAGES[:2])
    assert LmStudio().peek(location) is None


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (answer(version(step(80, -1, 2))), "an impossible number of tokens"),
        (answer(version(step(80, 10**400, 2))), "an impossible number of tokens"),
        (answer(version(step(80, 1, 2, promptTokensCount="5"))), "an impossible number of tokens"),
        (answer(version({**step(80, 1, 2), "stepIdentifier": "5-0.1"})), "an impossible time"),
        (answer(version({**step(80, 1, 2), "stepIdentifier": "9" * 5000})), "an impossible time"),
        (answer(version({**step(80, 1, 2), "stepIdentifier": f"{at_ms(80)}-\x00"})), "an impossible id"),
        ({"versions": 5}, "a field of an unexpected kind"),
        (5, "a field of an unexpected kind"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_message_that_cannot_be_taken_is_rejected_alone(home: Path, bad: object, reason: str) -> None:
    told = read(LmStudio(), write(home, *MESSAGES, bad))
    assert told.reasons == {5: reason}
    assert told.calls.keys() == {named(5), named(9), named(65), named(70)}


def test_a_conversation_without_any_time_is_rejected(home: Path) -> None:
    nameless = {**step(5, 1, 2), "stepIdentifier": None}
    told = read(LmStudio(), write(home, user(), answer(version(nameless)), createdAt=None))
    assert told.reasons == {1: "no time", 2: "no time"}


def test_where_conversations_are_looked_for(home: Path) -> None:
    made = [write(home), write(home, folder=".cache/lm-studio")]
    (made[0].parent / "config.json").write_text("{}")
    environment = {"HOME": str(home), "USERPROFILE": str(home)}
    assert [file.path for file in LmStudio().discover(environment).files] == made
    for root in (made[0], made[0].parent, home / ".lmstudio", home):
        assert [file.path for file in LmStudio().discover({}, root).files] == made[:1]
    assert not LmStudio().is_confirmed
