"""From a tool's logs to a report, by the command line alone, as a process for each command."""

import json
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from aijournal.demo import write_sample_logs
from tests.processes import run_python

# The program as the console script starts it; afterwards nothing of a window may have been loaded.
_PROGRAM = """
import sys
from aijournal.__main__ import main
code = main()
loaded = {name.partition(".")[0] for name in sys.modules}
assert not loaded & {"PySide6", "shiboken6", "pyqtgraph"}, "the command line loaded a window"
sys.exit(code)
"""

_VERDICTS = (
    ("--outcome", "+1", "--need", "slower", "--net", "15"),
    ("--outcome", "+2", "--need", "could_not", "--net", "1h"),
    ("--outcome", "+1", "--need", "slower", "--net", "10", "--rework", "5"),
    ("--outcome", "-1", "--need", "not_needed", "--net", "-20"),
    ("--outcome", "+0", "--need", "knew", "--net", "0"),
)


class Person:
    """Someone with a terminal and no display."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def types(self, *arguments: str, stdin: str = "") -> str:
        """Run a command that must succeed, and return what it prints."""
        ended = run_python(
            self._home,
            *("-c", _PROGRAM, *arguments),
            stdin=stdin,
            DISPLAY=None,
            WAYLAND_DISPLAY=None,
            QT_QPA_PLATFORM=None,
        )
        assert (ended.returncode, ended.stderr) == (0, "")
        return ended.stdout

    def asks(self, *arguments: str) -> dict[str, Any]:
        """Run a command and return its document."""
        document: dict[str, Any] = json.loads(self.types(*arguments, "--json"))
        return document


@pytest.fixture
def person(home: Path) -> Person:
    write_sample_logs(home, datetime.now(UTC).date())
    return Person(home)


def test_a_person_learns_what_ai_was_worth_without_a_window(person: Person) -> None:
    (source,) = [one for one in person.asks("sources")["sources"] if one["source"] == "claude-code"]
    assert source["state"] == "found"

    (row,) = person.asks("import", "claude-code")["sources"]
    assert row["rejected"] == 0
    assert row["calls_new"] > 200

    waiting = person.asks("inbox")["rows"]
    assert len(waiting) >= 5
    older = person.asks("list", "--unrated", "--limit", "100")["rows"]
    entries = list(dict.fromkeys(one["id"] for one in (*waiting, *older)))[:25]
    for entry, verdict in zip(entries, cycle(_VERDICTS), strict=False):
        person.types("assess", str(entry), *verdict)
    assert person.asks("inbox")["rows"] == []
    person.types("log", "-", stdin="asked about the layout #shop @chatgpt +1 5m\n")

    total = person.asks("value")["total"]
    assert (total["rated"], total["interactions"]) == (26, row["interactions_new"] + 1)
    assert total["net_minutes"] == 5 * (15 + 60 + (10 - 5) - 20 + 0) + 5
    assert total["vpt_low"] < total["vpt"] < total["vpt_high"]
    assert total["guard"] is None
    assert f"Felt; {total['rated']} of {total['interactions']} rated" in person.types("value")

    tokens = person.asks("totals", "--by", "model")
    assert sum(one["calls"] for one in tokens["rows"]) == row["calls_new"]

    report = person.types("report", "--format", "md")
    assert f"{total['rated']} of {total['interactions']} interactions rated" in report
    assert "tidepool" not in report
