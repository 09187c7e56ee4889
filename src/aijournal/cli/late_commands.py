"""The commands by name, each loaded when it is asked for, with nothing that only others need."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import click

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "log": "writing",
        "import": "sources",
        "sources": "sources",
        "inbox": "reading",
        "assess": "writing",
        "list": "reading",
        "show": "reading",
        "totals": "figures",
        "value": "figures",
        "trend": "trend",
        "mirror": "mirror",
        "trial": "trial",
        "report": "report",
        "export": "exporting",
        "paths": "places",
        "prices": "prices",
        "backup": "safety",
        "restore": "safety",
        "check": "safety",
        "encrypt": "encryption",
        "decrypt": "encryption",
        "passphrase": "encryption",
        "doctor": "doctor",
        "purge": "purge",
        "demo": "demo",
        "help": "topics",
    }
)
"""The module in `aijournal.cli.commands` that has the command, which is called by its name there."""


def load_command(name: str) -> click.Command:
    """Return a command with the option that all have; raises `KeyError` where there is none of that name."""
    from aijournal.cli.passphrases import with_passphrase_option

    module = import_module(f"aijournal.cli.commands.{COMMANDS[name]}")
    command: click.Command = getattr(module, f"{name}_command")
    return with_passphrase_option(command)


class LateCommands(click.Group):
    """A group that also has the commands of the table, beside those that were added to it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, sorted."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or `None` where there is none of that name."""
        return load_command(cmd_name) if cmd_name in COMMANDS else super().get_command(ctx, cmd_name)
