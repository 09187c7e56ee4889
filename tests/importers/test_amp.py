"""Amp's threads: a document each, rewritten as a whole, with tokens by message or in an older ledger."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aijournal.domain.facts import Charge, ExchangeKind
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.amp.importer import Amp
from tests.importers.amp_files import MESSAGES, NAME, answer, event, result, usage, user, write
from tests.importers.readings import read, read_on, said
from tests.importers.tool_logs import at_ms, moment


def named(number: int) -> str:
    return f"{NAME}:{number}"


def test_a_thread_of_two_prompts_with_a_tool_loop(home: Path) -> None:
    told = read(Amp(), write(home))
    assert told.calls_of == {named(0): [named(1), named(3)], named(4): [named(5)]}
    assert (told.records, told.prompts, told.sightings, told.ignored, told.unknown) == (6, 2, 3, 1, 0)
    assert told.calls[named(1)].usage == TokenUsage(12, 700, 9000, 100)
    assert told.calls[named(1)].model == "claude-sonnet-4-5-20250929"
    first, second = told.exchanges.values()
    assert (first.conversation_id, first.project) == (NAME, "shop")
    assert (first.started_at, first.ended_at) == (moment(0), moment(9))
    # Nothing tells when the second prompt was sent but the answer to it.
    assert (second.started_at, second.ended_at) == (moment(65), moment(65))


def test_a_prompt_that_tells_when_it_was_sent(home: Path) -> None:
    told = read(Amp(), write(home, *MESSAGES[:4], user(4, meta={"sentAt": at_ms(60)}), MESSAGES[5]))
    assert told.exchanges[named(4)].started_at == moment(60)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt-5-codex", TokenUsage(700, 0, 9000, 100)),
        ("claude-sonnet-4-5", TokenUsage(0, 700, 9000, 100)),
    ],
)
def test_the_uncached_input_of_some_models_stands_elsewhere(
    home: Path, model: str, expected: TokenUsage
) -> None:
    told = read(Amp(), write(home, user(0), answer(1, usage(3, 0, 100, 700, 9000, model=model))))
    assert told.calls[named(1)].usage == expected


def test_the_older_ledger_takes_precedence(home: Path) -> None:
    ledger = {"events": [event(4, 20, 110, 1), event(5, 7, 8, 1), event(66, 30, 75, 5, credits=-1)]}
    told = read(Amp(), write(home, usageLedger=ledger))
    assert told.calls_of[named(0)] == [named(1), f"{named(1)}:1", named(3)]
    first = told.calls[named(1)]
    assert (first.usage, first.at) == (TokenUsage(20, 700, 9000, 110), moment(4))
    assert first.charges == (Charge(Decimal("1.25"), "credit"),)
    assert told.calls[f"{named(1)}:1"].usage == TokenUsage(7, None, None, 8)
    assert told.calls[named(3)].usage == TokenUsage(14, 300, 9700, 50)
    assert told.calls[named(5)].charges == ()
    assert told.records == 6


def test_events_that_made_no_message_are_a_run(home: Path) -> None:
    ledger = {"events": [event(70, 5, 6, id="e-1"), event(71, 7, 8, 99), {"timestamp": "soon"}]}
    told = read(Amp(), write(home, usageLedger=ledger))
    assert told.calls_of[f"run:{NAME}"] == [f"{NAME}:event:e-1", f"{NAME}:event:1"]
    assert told.exchanges[f"run:{NAME}"].kind is ExchangeKind.RUN
    assert told.reasons == {9: "an unreadable time"}
    assert (told.records, told.sightings) == (9, 5)


def test_an_answer_without_tokens_is_unknown_and_not_zero(home: Path) -> None:
    told = read(Amp(), write(home, user(0), answer(1), user(2), answer(3, {"model": "claude-opus-4-5"})))
    assert [call.usage for call in told.calls.values()] == [TokenUsage(), TokenUsage()]
    assert [call.at for call in told.calls.values()] == [moment(0), moment(0)]


def test_answers_without_a_prompt_are_a_run(home: Path) -> None:
    told = read(Amp(), write(home, result(0), answer(1, usage(3, 1, 2)), {"role": "info"}))
    assert told.calls_of == {f"run:{NAME}": [named(1)]}
    assert (told.ignored, told.unknown) == (2, 1)


def test_a_thread_that_grew_is_read_again_as_a_whole(home: Path) -> None:
    batches, bookmark = read_on(Amp(), write(home, *MESSAGES[:4]))
    assert read_on(Amp(), write(home, *MESSAGES[:4]), bookmark) == ([], bookmark)
    again, _ = read_on(Amp(), write(home), bookmark)
    assert said([*batches, *again]).calls_of == read(Amp(), write(home)).calls_of


def test_a_prompt_is_peeked_at_until_it_is_gone(home: Path) -> None:
    path = write(home)
    location = read(Amp(), path).exchanges[named(4)].location
    assert location
    assert Amp().peek(location) == "Now the test"
    assert Amp().peek(replace(location, offset=location.offset + 1)) is None
    write(home, *MESSAGES[:4])
    assert Amp().peek(location) is None


REJECTED: dict[str, tuple[Any, str]] = {
    "negative": (answer(9, usage(3, -1, 2)), "an impossible number of tokens"),
    "a float": (answer(9, {**usage(3, 1, 2), "outputTokens": 1.5}), "an impossible number of tokens"),
    "huge": (answer(9, usage(3, 10**400, 2)), "an impossible number of tokens"),
    "an odd time": (answer(9, usage(3, 1, 2, timestamp="soon")), "an unreadable time"),
    "an old time": (answer(9, usage(3, 1, 2, timestamp=5)), "an impossible time"),
    "no message": (5, "a field of an unexpected kind"),
    "an odd id": ({**answer(9), "messageId": "\x00"}, "an impossible id"),
    "an odd prompt": (user(9, meta={"sentAt": 1e300}), "an impossible time"),
}


@pytest.mark.parametrize(("bad", "reason"), REJECTED.values(), ids=REJECTED.keys())
def test_a_message_that_cannot_be_taken_is_rejected_alone(home: Path, bad: object, reason: str) -> None:
    told = read(Amp(), write(home, *MESSAGES, bad))
    assert told.reasons == {7: reason}
    assert told.calls.keys() == {named(1), named(3), named(5)}


def test_where_threads_are_looked_for(home: Path) -> None:
    path = write(home)
    data = home / ".local" / "share"
    (path.parent / "index.json").write_text("{}")
    for environment in ({"HOME": str(home), "USERPROFILE": str(home)}, {"XDG_DATA_HOME": str(data)}):
        assert [file.path for file in Amp().discover(environment).files] == [path]
    for root in (path, path.parent, data / "amp", data, home):
        assert [file.path for file in Amp().discover({}, root).files] == [path]
    assert not Amp().is_confirmed
