"""What the parts of the page Mirror are tested on."""

import pytest

from aijournal.ui.entry_table.prompt_lines import PromptLines
from aijournal.ui.prompt_peek import PromptPeek
from tests.ui.journal_stage import peek

__all__ = ["peek"]


@pytest.fixture
def lines(peek: PromptPeek) -> PromptLines:
    """Return what reads first lines of prompts."""
    return PromptLines(peek, peek)
