from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aijournal.domain.tools import TOOLS, Tool, tool_name, tool_title


@pytest.mark.parametrize(
    "spelling", ["claude-code", "Claude Code", "claude", "CC", " claude code ", "ClaudeCode", "claude_code"]
)
def test_every_spelling_names_the_same_tool(spelling: str) -> None:
    assert tool_name(spelling) == "claude-code"


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def test_no_spelling_names_two_tools() -> None:
    spellings = Counter(
        spelling
        for tool in TOOLS
        for spelling in {_letters(text) for text in (tool.name, tool.title, *tool.aliases)}
    )
    assert [spelling for spelling, tools in spellings.items() if tools > 1] == []


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_names_can_be_typed_and_titles_read(tool: Tool) -> None:
    assert tool.name == tool.name.casefold().replace(" ", "-")
    assert tool_title(tool.name) == tool.title


def test_an_unknown_tool_keeps_its_spelling() -> None:
    assert tool_name(" HomeGrown ") == "HomeGrown"
    assert tool_title("HomeGrown") == "HomeGrown"


@given(st.text())
def test_a_name_stays_what_it_is(text: str) -> None:
    assert tool_name(tool_name(text)) == tool_name(text)
