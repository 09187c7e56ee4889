"""The commands of trials, which a person runs on themselves: `trial` with all that belongs to it."""

import click

from aijournal.cli.commands.trial_acts import (
    begin_command,
    delete_command,
    done_command,
    end_command,
    link_command,
    pause_command,
    resume_command,
    rework_command,
    start_command,
)
from aijournal.cli.commands.trial_import import import_command
from aijournal.cli.commands.trial_result import list_command, result_command


@click.group("trial")
def trial_command() -> None:
    """Find out by fair trial whether a way of working makes you faster.

    Begin one, then start each task with a forecast that is locked before chance decides how you work on it.
    """


for one in (
    *(begin_command, start_command, pause_command, resume_command, done_command, rework_command),
    *(link_command, list_command, result_command, import_command, end_command, delete_command),
):
    trial_command.add_command(one)
