"""Whatever is typed into the search is words and nothing else: never a command, never an error."""

import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from aijournal.domain.assessment import Door
from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.entry_line import EntryLine
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from tests.journal.builders import NOW
from tests.processes import SOURCE
from tests.reliability.acts import open_journal

# What means something to the engine's query language, to SQL, or to whoever cuts text into words.
_ODD = (
    *('"', "'", "*", "^", "(", ")", "-", "+", ":", "{", "}", ",", ".", ";", "--", "/*", "\\", "%", "_", "@"),
    *("AND", "OR", "NOT", "NEAR", "NEAR(", "title:", "rank", "entry_text", "\0", "\n", "\t", "\u202e", "#"),
    *("é", "ß", "漢字", "ｶﾀｶﾅ", "🦉", "²", "½", "ǅ", "\ud800", "a\u0301", "١٢", "x" * 300, "c++", "50%"),
    *("\ufeff", "it's"),
)
_TITLES = {
    "c++": "learn c++ templates",
    "@x": "ask @x about it",
    "#tag": "sort by #tag",
    "it's": "it's done",
    "50%": "50% of the work",
    "don't panic": "don't panic yet",
    "naïve": "a naive idea",
    "naive": "a naïve idea",
}


@pytest.fixture
def paths_with_titles(paths: Paths) -> Paths:
    with open_journal(paths) as journal:
        for title in _TITLES.values():
            journal.log(EntryLine(title=title), NOW, Door.QUICK_LOG)
    return paths


def _titles(journal: Journal, search: str) -> set[str | None]:
    rows = journal.entries(EntryFilter(search=search), NOW, 100).rows
    return {row.interaction.title for row in rows}


@pytest.mark.parametrize("search", _TITLES)
def test_signs_find_the_entry_that_holds_them(paths_with_titles: Paths, search: str) -> None:
    with open_journal(paths_with_titles) as journal:
        assert _TITLES[search] in _titles(journal, search)


@pytest.mark.parametrize("blank", ["", "   ", "\t\n", "*", '"', "--", "( )", "\0"])
def test_what_holds_no_word_asks_for_nothing(paths_with_titles: Paths, blank: str) -> None:
    with open_journal(paths_with_titles) as journal:
        assert len(_titles(journal, blank)) == len(_TITLES)


def _query(draw: random.Random) -> str:
    letters = "abcdefghij klmnop"
    parts = [
        draw.choice(_ODD) if draw.random() < 0.6 else "".join(draw.choices(letters, k=draw.randint(1, 6)))
        for _ in range(draw.randint(1, 8))
    ]
    return draw.choice(["", " "]).join(parts)


def test_no_query_is_an_error(paths_with_titles: Paths, pytestconfig: pytest.Config) -> None:
    count = 20_000 if pytestconfig.getoption("--full-counts") else 2_000
    draw = random.Random(37)
    with open_journal(paths_with_titles) as journal:
        for _ in range(count):
            query = _query(draw)
            assert len(_titles(journal, query)) <= len(_TITLES), repr(query)
        assert len(journal.entries(EVERYTHING, NOW, 100).rows) == len(_TITLES)


def test_sql_is_looked_over_by_the_linter() -> None:
    """Show that no configuration switches off the rule about SQL that is put together from text (S608)."""
    project = Path(SOURCE.parent / "pyproject.toml").read_text(encoding="utf-8")
    lint = tomllib.loads(project)["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    ignored = [*lint["ignore"], *(rule for rules in lint["per-file-ignores"].values() for rule in rules)]
    assert not [rule for rule in ignored if "S608".startswith(rule) or rule.startswith("S608")]
    linter = Path(sys.executable).with_name("ruff")
    ended = subprocess.run(
        [linter, "check", "--no-cache", "--select", "S608", SOURCE], capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stdout.decode()
