"""The command that shows what the program is about: `demo`."""

from pathlib import Path

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.text import say
from aijournal.demo import make_demo_journal, write_sample_logs
from aijournal.errors import AijournalError
from aijournal.paths import HOME_VARIABLE, find_paths

_JOURNAL, _LOGS = "aijournal", "sample-logs"


@click.command("demo")
@click.option(
    "--into", type=click.Path(path_type=Path), help="The folder for it, which must be new or empty."
)
@json_option
@pass_session
def demo_command(session: Session, into: Path | None, *, as_json: bool) -> None:
    """Make a journal of half a year of invented work, and sample logs, in a folder of their own."""
    folder = (into or session.paths.state / "demo").absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AijournalError(
            "There is something already",
            f"{folder} is not empty. Nothing was changed; name another folder with --into, or open what lies "
            f"there with {HOME_VARIABLE}={folder / _JOURNAL} aijournal",
        )
    home, logs = folder / _JOURNAL, folder / _LOGS
    today = session.now().date()
    make_demo_journal(find_paths({HOME_VARIABLE: str(home)}), today, zone=session.zone)
    write_sample_logs(logs, today, zone=session.zone)
    if as_json:
        print_json(home=home, logs=logs)
        return
    say(f"A journal of sample data lies in {home}")
    say(f"Open it with: {HOME_VARIABLE}={home} aijournal")
    say(f"Sample logs lie in {logs}; aijournal import claude-code --root {logs / '.claude'} reads them.")
