"""Words and columns for a terminal."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.cli.terminal import printable
from aijournal.cli.text import minutes, number, percent, print_table, shortened
from tests.cli.command_line import CommandLine
from tests.processes import run_python


@given(st.text())
def test_nothing_printed_commands_a_terminal(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(one.isprintable() or one in "\u202f\u200c\u200d" for one in shown)


@pytest.mark.parametrize("text", ["Übersetzung", "修复测试", "👩‍💻 done", "naïve “quoted” −10"])
def test_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a�[31mb"),
        ("a\nb\tc", "a b c"),
        ("a\u202eb", "a�b"),
        ("a\ud800b", "a�b"),
        ("a\x00", "a�"),
    ],
)
def test_what_is_not_text_is_marked(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_columns_line_up_whatever_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "n"), [("ab", "1"), ("修复", "22"), ("e\u0301", "333")])
    assert capsys.readouterr().out.splitlines() == ["name    n", "ab      1", "修复   22", "e\u0301     333"]


@pytest.mark.parametrize(
    ("text", "cut"), [("short", "short"), ("exactly ten", "exactly t…"), ("修复测试修复测试", "修复测试…")]
)
def test_titles_are_cut_to_the_width_of_the_screen(text: str, cut: str) -> None:
    assert shortened(text, 10) == cut


def test_a_title_of_a_whole_page_is_cut_at_once() -> None:
    page = "x" * 2_000_000
    assert shortened(page, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (0, "0 min"), (20, "+20 min"), (-10, "−10 min"), (90, "+1 h 30 min"), (-61, "−1 h 01 min")],
)
def test_minutes(value: float | None, shown: str) -> None:
    assert minutes(value) == shown


def test_numbers_are_grouped_and_unknown_is_a_dash() -> None:
    assert number(1234567) == "1\u202f234\u202f567"
    assert number(-1.25, 1) == "−1.2"
    assert number(None) == percent(None) == "–"
    assert percent(0.666) == "67 %"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_signs_keep_their_meaning_on_any_terminal(home: Path, cli: CommandLine, encoding: str) -> None:
    cli("log", "修复 work #shop -1 -10m")
    listed = run_python(
        home, "-m", "aijournal", "list", PYTHONIOENCODING=f"{encoding}:strict", PYTHONUTF8="0"
    )
    _assert_done(listed)
    assert any(f"{minus}10 min" in listed.stdout for minus in "-−")


def _assert_done(ended: subprocess.CompletedProcess[str]) -> None:
    assert (ended.returncode, ended.stderr) == (0, "")
