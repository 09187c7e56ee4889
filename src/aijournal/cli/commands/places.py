"""The command that tells where things lie: `paths`."""

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.text import say


@click.command("paths")
@json_option
@pass_session
def paths_command(session: Session, *, as_json: bool) -> None:
    """Print every path that aijournal uses."""
    names = ("journal", "journal_lock", "backups", "settings", "logs", "window_lock", "window_request")
    places = {name: getattr(session.paths, name) for name in names}
    if as_json:
        print_json(paths=places)
        return
    for name, place in places.items():
        say(f"{name.replace('_', ' '):15}  {place}")
