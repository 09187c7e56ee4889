"""The trial that a command is about, by its name, which a shell completes."""

import os
from collections.abc import Callable
from typing import Any, Final

import click

from aijournal.cli.options import text
from aijournal.domain.wording import folded
from aijournal.errors import AijournalError
from aijournal.journal.trial_names import trial_names
from aijournal.paths import find_paths

_BETWEEN_WORDS: Final = " ._-"


def complete_trial(_context: click.Context, _option: click.Parameter, typed: str) -> list[str]:
    """Return the trials whose names begin as typed, however that is spelled.

    Words are joined by `-` where that is the same name, so that no shell takes them for several. The journal
    is not opened for this: it may be locked, or ask for a passphrase; of an encrypted one there are no names.
    """
    try:
        names = trial_names(find_paths(os.environ).journal)
    except AijournalError:
        return []
    begun = folded(typed).rstrip(_BETWEEN_WORDS)
    return [_in_one_word(name) for name in names if folded(name).startswith(begun)]


def _in_one_word(name: str) -> str:
    joined = "-".join(name.split())
    return joined if folded(joined) == folded(name) else name


def trial_argument(*, is_required: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the argument that names a trial."""
    return click.argument("name", type=text, required=is_required, shell_complete=complete_trial)
