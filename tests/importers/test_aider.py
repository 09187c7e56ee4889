"""Aider: chat histories in Markdown, times from what was typed, and the analytics log."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aijournal.domain.facts import ExchangeKind, LogLocation
from aijournal.domain.reading import START, SourceState
from aijournal.domain.tokens import TokenUsage
from aijournal.importers.aider.importer import Aider
from tests.importers.aider_files import BANNER, TOKENS, event, inputs, sent, session, typed, write_project
from tests.importers.readings import Said, read, read_on, said

AIDER = Aider(zone=ZoneInfo("Europe/Berlin"))

HISTORY = session(
    "2026-03-02 14:00:06",
    typed("Explain the widget", "second line of the same prompt"),
    "The widget does …\n\n#### A heading of the answer\n\nMore.\n",
    TOKENS,
    typed("/add widget.py"),
    "> Added widget.py to the chat  ",
    typed("/ask why?"),
    "Because.\n",
    "> Tokens: 12k sent, 5.2k cache write, 1.1k cache hit, 30 received.  ",
    "> Tokens: 999 sent, 5 received.  ",
    typed("Do it all"),
    "I will beg",
    typed("stop"),
)
TYPED = inputs(
    ("2026-03-01 09:00:00.5", "Explain the widget\nsecond line of the same prompt"),
    ("2026-03-02 14:00:08.028209", "Explain the widget\nsecond line of the same prompt"),
    ("2026-03-02 14:03:00", "/add widget.py"),
    ("2026-03-02 14:04:00.000001", "/ask why?"),
    ("2026-03-02 14:09:00.5", "Do it all"),
)


def first(told: Said) -> str:
    return next(iter(told.exchanges)).rpartition("/")[0]


def test_a_session(tmp_path: Path) -> None:
    told = read(AIDER, write_project(tmp_path / "widgets", HISTORY, TYPED))
    assert told.problems == []
    one = first(told)
    assert told.calls_of == {
        f"{one}/1": [f"{one}/1/1"],
        f"{one}/3": [f"{one}/3/1", f"{one}/3/2"],
        f"{one}/4": [f"{one}/4/1"],
    }
    # The answer that was cut off has no record of its own.
    assert (told.prompts, told.sightings, told.records) == (3, 3, HISTORY.count("\n"))
    exchanges = [told.exchanges[f"{one}/{n}"] for n in (1, 3, 4)]
    assert [exchange.started_at for exchange in exchanges] == [
        datetime(2026, 3, 2, 13, 0, 8, 28209, tzinfo=UTC),
        datetime(2026, 3, 2, 13, 4, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 2, 13, 9, 0, 500_000, tzinfo=UTC),
    ]
    assert {(exchange.project, exchange.kind, exchange.is_scripted) for exchange in exchanges} == {
        ("widgets", ExchangeKind.PROMPT, False)
    }
    assert {exchange.conversation_id for exchange in exchanges} == {one}
    assert [told.calls[f"{one}/{n}"].usage for n in ("1/1", "3/1", "3/2", "4/1")] == [
        TokenUsage(input_tokens=2300, output_tokens=450),
        TokenUsage(5700, 5200, 1100, 30),
        TokenUsage(input_tokens=999, output_tokens=5),
        TokenUsage(),
    ]
    assert {(call.model, call.provider) for call in told.calls.values()} == {("gpt-5.5", "openai")}


def test_prompts_are_peeked_at_where_they_lie(tmp_path: Path) -> None:
    path = write_project(tmp_path, HISTORY)
    locations = [exchange.location for exchange in read(AIDER, path).exchanges.values()]
    assert [AIDER.peek(one) for one in locations if one] == ["Explain the widget", "/ask why?", "Do it all"]
    assert AIDER.peek(LogLocation(path, 3)) is None
    path.unlink()
    assert AIDER.peek(LogLocation(path, locations[0].offset if locations[0] else 0)) is None


def test_without_inputs_the_session_s_start_is_the_time(tmp_path: Path) -> None:
    told = read(AIDER, write_project(tmp_path, HISTORY))
    assert {exchange.started_at for exchange in told.exchanges.values()} == {
        datetime(2026, 3, 2, 13, 0, 6, tzinfo=UTC)
    }


def test_a_prompt_from_the_command_line_is_scripted_and_noted_twice(tmp_path: Path) -> None:
    banner = ("> /usr/local/bin/aider --message Tidy up  ", *BANNER[1:])
    history = session(
        "2026-03-02 14:00:06",
        typed("Tidy up"),
        "Done.\n",
        TOKENS,
        typed("Tidy up"),
        "Again.\n",
        TOKENS,
        banner=banner,
    )
    times = [
        ("2026-03-02 14:00:07.1", "Tidy up"),
        ("2026-03-02 14:00:07.102", "Tidy up"),
        ("2026-03-02 14:08:00", "Tidy up"),
    ]
    told = read(AIDER, write_project(tmp_path, history, inputs(*times)))
    assert [(one.is_scripted, one.started_at.minute) for one in told.exchanges.values()] == [
        (True, 0),
        (True, 8),
    ]


def test_sessions_of_the_same_second_are_two(tmp_path: Path) -> None:
    other = (*BANNER[:-1], "> Git repo: .git with 99 files  ")
    paths = [
        write_project(tmp_path / "a", session("2026-03-02 14:00:06", typed("Go"), TOKENS)),
        write_project(tmp_path / "b", session("2026-03-02 14:00:06", typed("Go"), TOKENS, banner=other)),
        write_project(tmp_path / "copy", session("2026-03-02 14:00:06", typed("Go"), TOKENS)),
    ]
    assert len(read(AIDER, *paths).exchanges) == 2


def test_calls_of_a_command_are_a_run(tmp_path: Path) -> None:
    told = read(
        AIDER, write_project(tmp_path, session("2026-03-02 14:00:06", typed("/lint"), "Mended.\n", TOKENS))
    )
    (run,) = told.exchanges.values()
    assert (run.kind, run.native_id.startswith("run:2026-03-02T14:00:06-"), told.prompts) == (
        ExchangeKind.RUN,
        True,
        0,
    )


def test_another_model_may_be_chosen_on_the_way(tmp_path: Path) -> None:
    history = session(
        "2026-03-02 14:00:06",
        typed("/model anthropic/claude-opus-5"),
        "> Aider v0.86.2  ",
        "> Model: anthropic/claude-opus-5 with whole edit format  ",
        typed("Go"),
        "Gone.\n",
        TOKENS,
    )
    (call,) = read(AIDER, write_project(tmp_path, history)).calls.values()
    assert (call.model, call.provider) == ("claude-opus-5", "anthropic")


def test_a_line_of_an_answer_is_no_prompt(tmp_path: Path) -> None:
    answer = "As you said:\n#### Delete it all  \nNo.\n"
    told = read(AIDER, write_project(tmp_path, session("2026-03-02 14:00:06", typed("Go"), answer, TOKENS)))
    assert (told.prompts, len(told.exchanges)) == (1, 1)


def test_what_follows_the_tokens_is_no_further_call(tmp_path: Path) -> None:
    history = session(
        "2026-03-02 14:00:06", typed("Go"), "Gone.\n", TOKENS, "what a tool said\n", typed("On")
    )
    (calls,) = read(AIDER, write_project(tmp_path, history)).calls_of.values()
    assert len(calls) == 1


NO_PROMPTS = ["/add x.py", "/ask", "/clear", "!ls -l", "<blank>", "/commit all of it"]


@pytest.mark.parametrize("text", NO_PROMPTS)
def test_a_command_is_no_prompt(tmp_path: Path, text: str) -> None:
    told = read(AIDER, write_project(tmp_path, session("2026-03-02 14:00:06", typed(text), "> Well.  ")))
    assert (told.exchanges, told.problems) == ({}, [])


def test_a_line_of_tokens_without_a_session_is_a_problem(tmp_path: Path) -> None:
    told = read(AIDER, write_project(tmp_path, f"{TOKENS}\n\n{typed('Go')}\n\n{TOKENS}\n"))
    assert told.reasons == {1: "no time", 3: "no time", 5: "no time"}
    damaged = session("2026-99-02 14:00:06", typed("Go"), TOKENS)
    told = read(AIDER, write_project(tmp_path / "b", damaged))
    assert set(told.reasons.values()) == {"an unreadable time", "no time"}


def test_impossible_numbers_are_rejected(tmp_path: Path) -> None:
    history = session(
        "2026-03-02 14:00:06",
        typed("Go"),
        "> Tokens: 2.3.4k sent, 450 received.  ",
        "> Tokens: 2.3 sent, 1 received.  ",
        TOKENS,
    )
    told = read(AIDER, write_project(tmp_path, history))
    assert list(told.reasons.values()) == ["an impossible number of tokens"] * 2
    assert told.sightings == 1


def test_byte_order_mark_carriage_returns_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = write_project(tmp_path, HISTORY)
    plain = read(AIDER, path)
    path.write_bytes(
        b"\xef\xbb\xbf" + HISTORY.encode().replace(b"\n", b"\r\n").replace("…".encode(), b"\xff\x00")
    )
    again = read(AIDER, path)
    assert (again.calls_of.keys(), again.problems) == (plain.calls_of.keys(), [])


def test_a_line_that_is_too_long_is_rejected_alone(tmp_path: Path) -> None:
    history = session("2026-03-02 14:00:06", typed("Go"), "x" * 5000, TOKENS)
    told = read(Aider(zone=UTC, longest_line=1000), write_project(tmp_path, history))
    assert list(told.reasons.values()) == ["a line too long to read"]
    assert told.sightings == 1


@settings(max_examples=40, deadline=None)
@given(cuts=st.sets(st.integers(0, len(HISTORY.encode())), max_size=8))
def test_reading_in_steps_says_what_reading_at_once_says(
    cuts: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = HISTORY.encode()
    # A prompt is written at once, whatever its lines.
    prompt = range(text.index(b"#### Explain"), text.index(b"\n\nThe widget") + 1)
    cuts = {prompt.stop if cut in prompt else cut for cut in cuts}
    path = write_project(tmp_path_factory.mktemp("steps"), HISTORY, TYPED)
    at_once = read(AIDER, path)
    batches, bookmark = [], START
    for end in [*sorted(cuts), len(text)]:
        path.write_bytes(text[:end])
        new, bookmark = read_on(AIDER, path, bookmark)
        batches += new
    in_steps = said(batches)
    assert (in_steps.calls, in_steps.calls_of) == (at_once.calls, at_once.calls_of)
    assert in_steps.exchanges == at_once.exchanges
    assert (in_steps.records, in_steps.problems) == (at_once.records, at_once.problems)


def test_what_is_remembered_holds_no_prompt(tmp_path: Path) -> None:
    _, bookmark = read_on(AIDER, write_project(tmp_path, HISTORY, TYPED))
    assert b"stop" not in bookmark.carry
    assert b"widget" not in bookmark.carry.replace(tmp_path.name.encode(), b"")


ANALYTICS = [
    event("launched", 1_772_456_400),
    event("cli session", 1_772_456_401, main_model="openai/gpt-5.5"),
    sent(1_772_456_408, 2304, 450),
    sent(1_772_456_408, 2304, 450),
    sent(1_772_456_500, 10, 5, "openai/REDACTED"),
    event("exit", 1_772_456_600, reason="Completed main CLI coder.run"),
]


def test_the_analytics_log(tmp_path: Path) -> None:
    path = tmp_path / "analytics.jsonl"
    path.write_text("\n".join(ANALYTICS) + "\n")
    told = read(AIDER, path)
    assert told.problems == []
    assert (told.records, told.sightings, told.prompts, told.ignored) == (6, 3, 0, 3)
    calls = list(told.calls.values())
    assert [call.native_id for call in calls] == [
        "analytics:2026-03-02T13:00:08Z/0",
        "analytics:2026-03-02T13:00:08Z/1",
        "analytics:2026-03-02T13:01:40Z/0",
    ]
    assert [call.usage for call in calls][1:] == [
        TokenUsage(input_tokens=2304, output_tokens=450),
        TokenUsage(input_tokens=10, output_tokens=5),
    ]
    assert [(call.model, call.provider) for call in calls] == [("gpt-5.5", "openai")] * 2 + [(None, None)]
    assert {one.conversation_id for one in told.exchanges.values()} == {"analytics:2026-03-02T13:00:00Z"}
    assert {one.kind for one in told.exchanges.values()} == {ExchangeKind.RUN}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not a JSON record"),
        ("[]", "not a JSON record"),
        ('{"event":5}', "a field of an unexpected kind"),
        (sent(5, 1, 1), "an impossible time"),
        (sent(1_772_456_408, -1, 1), "an impossible number of tokens"),
        (sent(1_772_456_408, 2**63, 1), "an impossible number of tokens"),
        ('{"event":"message_send","time":1772456408}', "not a JSON record"),
        ('{"event":"message_send","properties":{}}', "no time"),
    ],
)
def test_a_bad_event_is_rejected_alone(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{ANALYTICS[0]}\n{line}\n{ANALYTICS[2]}\n")
    told = read(AIDER, path)
    assert (told.reasons, told.sightings) == ({2: reason}, 1)


def test_where_aider_s_files_are_looked_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {"HOME": str(home), "USERPROFILE": str(home)}
    nothing = AIDER.discover(environment)
    assert (nothing.state, nothing.files) == (SourceState.NOT_FOUND, ())
    ours = write_project(home, HISTORY)
    write_project(home / "code" / "widgets", HISTORY)
    assert [file.path for file in AIDER.discover(environment).files] == [ours]
    projects = AIDER.discover(environment, home / "code")
    assert [file.path.parent.name for file in projects.files] == ["widgets"]
    log = tmp_path / "analytics.jsonl"
    log.write_text(ANALYTICS[2] + "\n")
    both = AIDER.discover(environment | {"AIDER_ANALYTICS_LOG": str(log)})
    assert [file.path for file in both.files] == [ours]
    assert [one.reason for one in both.skipped] == ["tells the same calls as the chat history"]
    named = {"HOME": str(tmp_path / "none"), "AIDER_ANALYTICS_LOG": str(log)}
    assert [file.path for file in AIDER.discover(named).files] == [log]
    assert AIDER.discover({}, log).state is SourceState.FOUND
    (tmp_path / "notes.md").write_text("# Notes\n")
    assert AIDER.discover({}, tmp_path / "notes.md").state is SourceState.UNREADABLE


MUTATIONS = [
    "\n",
    "#### ",
    "> Tokens: 1k sent, 1 received.",
    "# aider chat started at ",
    "  ",
    "\x00",
    "\ud7ff",
    "/ask x",
    "",
]


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_mutated_text_never_breaks_the_account(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = bytearray((HISTORY + session("2026-03-03 09:00:00", typed("More"), TOKENS)).encode())
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(text) - 1))
        new = data.draw(st.binary(max_size=6) | st.sampled_from(MUTATIONS).map(str.encode))
        text[at : at + data.draw(st.integers(0, 30))] = new
    folder = tmp_path_factory.mktemp("fuzz")
    path = write_project(folder, "", TYPED)
    path.write_bytes(text)
    told = read(AIDER, path)
    assert told.records in {text.count(b"\n"), text.count(b"\n") + 1}
