"""How a passphrase comes in: over a file descriptor or at the terminal, never by argument or variable."""

import os
import sys
from copy import copy
from typing import Any

import click

from aijournal.errors import PassphraseNeededError
from aijournal.journal.passphrase import Passphrase

_LONGEST = 64 * 1024  # bytes; a descriptor may be one that never ends its line


class Descriptor(click.IntRange):
    """The number of a file descriptor, from which one line is read when the option is."""

    name = "file descriptor"

    def __init__(self) -> None:
        super().__init__(min=0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the passphrase on that descriptor."""
        if isinstance(value, Passphrase):
            return value
        number = super().convert(value, param, ctx)
        try:
            return _read(number)
        except OSError as error:
            self.fail(f"{number} cannot be read: {error.strerror or error}.", param, ctx)


def with_passphrase_option(command: click.Command) -> click.Command:
    """Return the command with `--passphrase-fd`, from which the session has the passphrase.

    Each command of a group has it as well.
    """
    command = copy(command)
    if isinstance(command, click.Group):
        command.commands = {name: with_passphrase_option(one) for name, one in command.commands.items()}
    command.params = [
        *command.params,
        click.Option(
            ["--passphrase-fd"],
            type=Descriptor(),
            metavar="N",
            expose_value=False,
            callback=_take,
            help="Read the journal's passphrase, one line, from this file descriptor.",
        ),
    ]
    return command


def ask_passphrase(words: str = "Passphrase", option: str = "--passphrase-fd") -> Passphrase:
    """Ask for the journal's passphrase at the terminal, or for the one that is named.

    `option` is what can be used where there is no terminal; raises `PassphraseNeededError` then.
    """
    _require_terminal(option)
    return Passphrase(click.prompt(words, hide_input=True, err=True))


def ask_new_passphrase(option: str) -> Passphrase:
    """Ask for a new passphrase, twice; `option` is what can be used where there is no terminal."""
    _require_terminal(option)
    return Passphrase(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))


def _take(context: click.Context, _: click.Parameter, value: Passphrase | None) -> None:
    if value is not None:
        context.obj.passphrase = value


def _read(descriptor: int) -> Passphrase:
    """Read one line, and nothing behind it: that may be for somebody else."""
    line = bytearray()
    while not line.endswith(b"\n") and len(line) < _LONGEST:
        one = os.read(descriptor, 1)
        if not one:
            break
        line += one
    passphrase = Passphrase(line.decode("utf-8", "surrogateescape"))
    if not passphrase.text:
        raise PassphraseNeededError(
            "The passphrase is missing",
            f"File descriptor {descriptor} holds no line with one. Nothing was changed.",
        )
    return passphrase


def _require_terminal(option: str) -> None:
    if not sys.stdin.isatty():
        raise PassphraseNeededError(
            "A passphrase is needed",
            f"There is no terminal to ask for it at. Give it with {option} N, one line on file descriptor N, "
            f"such as {option} 3 3< FILE. Nothing was changed.",
        )
