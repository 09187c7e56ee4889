"""Peeking at a prompt where it lies: one plain line, or nothing if it is no longer there."""

import json
from pathlib import Path

import pytest

from aijournal.domain.facts import LogLocation
from aijournal.importers.claude_code.importer import ClaudeCode


def record(content: object, **fields: object) -> bytes:
    message = {"role": "user", "content": content}
    return json.dumps({"type": "user", "uuid": "u", "message": message, **fields}).encode() + b"\n"


def text(*parts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": part} for part in parts]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Fix the test", "Fix the test"),
        ("\n\n  Fix the test  \nnow", "Fix the test"),
        ("x" * 500, "x" * 120),
        ("<user_query>\nFix the test\n</user_query>", "Fix the test"),
        ("<ide_opened_file>a.py</ide_opened_file>\nFix the test", "Fix the test"),
        (text("<ide_selection>\nline\n</ide_selection>", "Fix the test"), "Fix the test"),
        ([{"type": "image", "source": {"data": "AAAA"}}, *text("What is this?")], "What is this?"),
        ([{"type": "image", "source": {"data": "AAAA"}}], None),
        ("bell\x07 and \x1b[31mred \u202edrow", "bell and [31mred drow"),
        ("<img src=/canary>", "<img src=/canary>"),
        ("half \ud83d", "half \ufffd"),
        ("<command-message>review</command-message>\n<command-name>/review</command-name>", "/review"),
        ("<command-name>/review</command-name><command-args>a.py\nb</command-args>", "/review a.py"),
        ("<bash-input>ls</bash-input>", None),
        ([{"type": "tool_result", "content": "x"}], None),
        ("", None),
        (None, None),
        (5, None),
    ],
)
def test_first_line_of_a_prompt(tmp_path: Path, content: object, line: str | None) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b"{}\n" + record(content))
    assert ClaudeCode().peek(LogLocation(path, 3)) == line


@pytest.mark.parametrize("offset", [0, 1, 4, 10_000, -1, 2**70])
def test_no_prompt_at_that_place(tmp_path: Path, offset: int) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b"{}\n" + record("Fix the test"))
    assert ClaudeCode().peek(LogLocation(path, offset)) is None


@pytest.mark.parametrize("damaged", [b"", b"{}\n", b"garbage\n", record("x", type="assistant")])
def test_a_log_that_changed(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(damaged)
    assert ClaudeCode().peek(LogLocation(path, 0)) is None


def test_a_log_that_is_gone(tmp_path: Path) -> None:
    assert ClaudeCode().peek(LogLocation(tmp_path / "gone.jsonl", 0)) is None
    assert ClaudeCode().peek(LogLocation(tmp_path, 0)) is None


def test_a_line_that_is_too_long_is_not_peeked_at(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(record("x" * 2_000))
    assert ClaudeCode(longest_line=1_000).peek(LogLocation(path, 0)) is None
    assert ClaudeCode(longest_line=3_000).peek(LogLocation(path, 0)) == "x" * 120
