"""The command that tells where things lie: `paths`."""

from dataclasses import fields

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.paths import Paths

_PLACES = (
    *(folder.name for folder in fields(Paths)),
    *(name for name, place in vars(Paths).items() if isinstance(place, property)),
)


@click.command("paths")
@json_option
@pass_session
def paths_command(session: Session, *, as_json: bool) -> None:
    """Print every path that aijournal uses."""
    places = {name: getattr(session.paths, name) for name in _PLACES}
    if as_json:
        print_json(paths=places)
        return
    width = max(map(len, places))
    for name, place in places.items():
        say(f"{name.replace('_', ' '):{width}}  {place}")
