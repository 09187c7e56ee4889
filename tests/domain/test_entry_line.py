import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aijournal.domain.assessment import Assessment, Motive, Need, Outcome
from aijournal.domain.entry_line import EntryLine, format_entry_line, parse_entry_line
from aijournal.domain.tools import TOOLS

CASES = Path(__file__).with_name("entry_lines.toml")
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=ZONE)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _cases() -> Iterator[tuple[str, str, dict[str, Any], datetime]]:
    for group, table in tomllib.loads(CASES.read_text(encoding="utf-8")).items():
        now = table["now"].replace(tzinfo=ZoneInfo(table["zone"]))
        for text, said in table["cases"]:
            yield group, text, said, now


lines = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.one_of(st.sampled_from([text for _, text, _, _ in _cases()]), st.text(max_size=6)), max_size=8
    ).map(" ".join),
)
moments = st.datetimes(
    datetime(2001, 1, 1),  # noqa: DTZ001 - Hypothesis takes naive bounds
    datetime(2098, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.astimezone(ZONE))
written = st.characters(exclude_categories=["Cc", "Cs"])
names = st.text(written, min_size=1, max_size=12).map(lambda text: _tidy(text) or "x")


def _expected(said: dict[str, Any], now: datetime) -> EntryLine:
    rest = dict(said)
    kinds: dict[str, Any] = {"outcome": Outcome, "need": Need, "motive": Motive}
    kinds |= dict.fromkeys(
        ("net_minutes", "unaided_minutes", "rework_minutes", "bottleneck"), lambda value: value
    )
    verdict = {part: kind(rest.pop(part)) for part, kind in kinds.items() if part in rest}
    if "started_at" in rest:
        rest["started_at"] = rest["started_at"].replace(tzinfo=now.tzinfo)
    return EntryLine(
        tags=tuple(rest.pop("tags", ())), assessment=Assessment(**verdict) if verdict else None, **rest
    )


@pytest.mark.parametrize(
    ("text", "said", "now"),
    [pytest.param(text, said, now, id=f"{group}: {text}") for group, text, said, now in _cases()],
)
def test_a_line_says_what_the_table_says(text: str, said: dict[str, Any], now: datetime) -> None:
    assert parse_entry_line(text, now) == _expected(said, now)


def test_the_table_is_large() -> None:
    assert len(list(_cases())) >= 200


@given(lines, moments)
@example("\ud800 \x00 \x1b[31m", NOW)
@example("yesterday", datetime(2001, 1, 1, tzinfo=ZONE))
def test_any_line_survives_being_written_down(text: str, now: datetime) -> None:
    line = parse_entry_line(text, now)
    assert parse_entry_line(format_entry_line(line), now) == line


@given(lines)
def test_nothing_typed_is_lost(text: str) -> None:
    line = parse_entry_line(text, NOW)
    left = [character for start, end in _gaps(text, line) for character in text[start:end]]
    kept = {character for character in left if character.isprintable() and not character.isspace()} - {'"'}
    assert kept <= set(line.title)


def _gaps(text: str, line: EntryLine) -> Iterator[tuple[int, int]]:
    end = 0
    for chip in line.chips:
        yield end, chip.start
        end = chip.end
    yield end, len(text)


@given(lines)
def test_chips_lie_in_order_and_never_overlap(text: str) -> None:
    edges = [edge for chip in parse_entry_line(text, NOW).chips for edge in (chip.start, chip.end)]
    assert edges == sorted(edges)
    assert all(chip.start < chip.end <= len(text) for chip in parse_entry_line(text, NOW).chips)


@given(lines)
def test_whatever_is_understood_has_a_chip(text: str) -> None:
    line = parse_entry_line(text, NOW)
    assert line.chips or line == EntryLine(line.title)


@given(
    st.builds(
        EntryLine,
        title=st.text(written, max_size=30).map(_tidy),
        project=st.none() | names,
        tool=st.none() | st.sampled_from([tool.name for tool in TOOLS]),
        task=st.none() | names,
        tags=st.lists(names, unique=True, max_size=3).map(tuple),
        url=st.none() | names,
        started_at=st.none() | moments.map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
        typed_tokens=st.none() | st.integers(0, 10**12),
        assessment=st.none()
        | st.builds(
            Assessment,
            outcome=st.sampled_from(Outcome),
            need=st.none() | st.sampled_from(Need),
            net_minutes=st.none() | st.integers(-6000, 6000).map(lambda hundredths: hundredths / 100),
            unaided_minutes=st.none() | st.integers(0, 6000).map(float),
            rework_minutes=st.none() | st.integers(0, 6000).map(float),
            bottleneck=st.none() | names,
            motive=st.none() | st.sampled_from(Motive),
        ),
    )
)
def test_any_entry_can_be_written_as_a_line(line: EntryLine) -> None:
    assert parse_entry_line(format_entry_line(line), NOW) == line


def test_chips_say_in_words_what_was_understood() -> None:
    text = "fixed flaky test #shop @claude/opus +2 20m 12k !debugging yesterday 14:00 tag:ci rework:90m"
    chips = parse_entry_line(text, NOW).chips
    assert [(text[chip.start : chip.end], chip.kind, chip.label) for chip in chips] == [
        ("#shop", "project", "#shop"),
        ("@claude/opus", "tool", "Claude Code · opus"),
        ("+2", "outcome", "helped a lot"),
        ("20m", "net", "20 min saved"),
        ("12k", "tokens", "12k tokens"),
        ("!debugging", "task", "debugging"),
        ("yesterday 14:00", "when", "yesterday 14:00"),
        ("tag:ci", "tag", "tag ci"),
        ("rework:90m", "rework", "1 h 30 min rework"),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("-10m", ["10 min lost"]),
        ("0m", ["0 min saved"]),
        ("1h", ["1 h saved"]),
        ("350tok", ["350 tokens"]),
        ("1.2M", ["1.2M tokens"]),
        ("1234.5k", ["1234.5k tokens"]),
        ("9:30", ["today 09:30"]),
        ("16:00", ["yesterday 16:00"]),
        ("mon", ["Mon 2 Mar"]),
        ("mon x 10:00", ["Mon 2 Mar", "10:00"]),
        ("10:00 mon", ["Mon 2 Mar 10:00"]),
        ("2025-09-01", ["1 Sep 2025"]),
        ("today", ["today"]),
        ("need:knew motive:counted", ["already knew", "to be counted"]),
        ("unaided:45", ["45 min without AI"]),
    ],
)
def test_chip_labels(text: str, labels: list[str]) -> None:
    assert [chip.label for chip in parse_entry_line(text, NOW).chips] == labels


def test_a_chip_taken_out_takes_its_meaning_with_it() -> None:
    text = "fixed it +2 #shop"
    outcome = parse_entry_line(text, NOW).chips[0]
    without = text[: outcome.start] + text[outcome.end :]
    assert parse_entry_line(without, NOW) == EntryLine("fixed it", project="shop")


def test_terminal_escapes_never_reach_a_title() -> None:
    assert parse_entry_line("\x1b[2Jfix\x07 it\x9b", NOW).title == "[2Jfix it"


def test_a_skipped_time_is_moved_by_what_the_clock_skipped() -> None:
    line = parse_entry_line("2026-03-29 2:30", NOW)
    assert line.started_at is not None
    assert line.started_at.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_a_repeated_time_the_first_is_meant() -> None:
    line = parse_entry_line("2025-10-26 2:30", NOW)
    assert line.started_at is not None
    assert line.started_at.utcoffset() == timedelta(hours=2)


def test_a_long_line_is_read_at_once() -> None:
    text = '"a ' * 20_000 + "#shop " * 5_000
    assert parse_entry_line(text, NOW).project == "shop"
