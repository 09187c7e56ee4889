"""The command that shows what the program is about: `demo`."""

import shutil
from dataclasses import replace
from pathlib import Path
from shlex import quote

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.demo import QUOTAS, Profile, make_profile_journal, write_sample_logs
from aijournal.errors import AijournalError
from aijournal.importers.sources import SOURCES
from aijournal.journal.samples import is_sample_journal, remove_sample_journal
from aijournal.paths import HOME_VARIABLE, Paths, find_paths
from aijournal.settings import Settings, save_settings

_JOURNAL, _LOGS = "aijournal", "sample-logs"


@click.command("demo")
@click.option(
    "--into", type=click.Path(path_type=Path), help="The folder for it: new, empty, or of an earlier demo."
)
@click.option(
    "--profile",
    type=click.Choice([str(one) for one in Profile]),
    default=str(Profile.TYPICAL),
    show_default=True,
    help="Whose journal: a usual half year, or a quarter of one of two people of whom a meter shows the same "
    "tokens, days and cost; one pads it, the other does not.",
)
@json_option
@pass_session
def demo_command(session: Session, into: Path | None, profile: str, *, as_json: bool) -> None:
    """Make a journal of half a year of invented work, and sample logs, in a folder of their own."""
    folder = (into or session.paths.state / "demo").absolute()
    home, logs = folder / _JOURNAL, folder / _LOGS
    paths = find_paths({HOME_VARIABLE: str(home)})
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        _make_room(folder, paths, logs)
    today = session.now().date()
    make_profile_journal(paths, today, Profile(profile), zone=session.zone)
    save_settings(paths.settings, _settings(session, Profile(profile)))
    write_sample_logs(logs, today, zone=session.zone)
    if as_json:
        print_json(home=home, logs=logs)
        return
    say(f"A journal of sample data lies in {home}")
    program = f"{HOME_VARIABLE}={quote(str(home))} aijournal"
    say(f"Open it with: {program}")
    say(f"Hold its two meters side by side with: {program} mirror")
    say(f"Read sample logs into it with: {program} import claude-code --root {quote(str(logs / '.claude'))}")


def _settings(session: Session, profile: Profile) -> Settings:
    """Return the demo's settings: the person's own logs stay out of the sample data."""
    quota = QUOTAS.get(profile)
    settings = Settings(session.settings.time_zone, sources_off=SOURCES)
    return replace(settings, quota_tokens=quota.tokens, quota_per=quota.per) if quota else settings


def _make_room(folder: Path, paths: Paths, logs: Path) -> None:
    """Remove an earlier demo; whatever else lies in the folder is refused, and nothing is touched then."""
    others = (
        {path.name for path in folder.iterdir()} - {_JOURNAL, _LOGS} if folder.is_dir() else {folder.name}
    )
    if others or not is_sample_journal(paths):
        raise AijournalError(
            "There is something already",
            f"{folder} holds something else than an earlier demo. Nothing was changed; name another folder "
            "with --into.",
        )
    remove_sample_journal(paths)
    shutil.rmtree(logs, ignore_errors=True)
