"""The command that says what this machine allows: `doctor`."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import number
from aijournal.collect import discover
from aijournal.domain.tools import tool_title
from aijournal.errors import ExitCode
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.health import JournalHealth, examine
from aijournal.pricing import load_prices

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination; `is_well` is false where the person should do something."""

    name: str
    is_well: bool
    words: str


@click.command("doctor")
@json_option
@pass_session
def doctor_command(session: Session, *, as_json: bool) -> int:
    """Say what this machine allows, and whether all is well: the journal, its engine, sources, display."""
    health = session.unlocked(partial(examine, session.paths))
    findings = [*_of_journal(session, health), *_of_place(health), *_of_surroundings(session)]
    is_well = all(finding.is_well for finding in findings)
    if as_json:
        print_json(
            well=is_well,
            findings=[asdict(finding) for finding in findings],
            engine={"version": health.sqlite_version, **health.configuration},
        )
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            mark = " " if finding.is_well else "!"
            say(f"{mark} {finding.name:{width}}  {finding.words}")
        say("All is well." if is_well else "Lines with ! need your attention.")
    return ExitCode.DONE if is_well else ExitCode.FAILED


def _of_journal(session: Session, health: JournalHealth) -> Iterator[Finding]:
    place = f"{session.paths.journal}, {number(health.size)} bytes, format {health.schema_version}"
    yield Finding("journal", health.is_sound, place if health.is_sound else f"{place}; its pages are damaged")
    yield Finding(
        "sqlite",
        health.is_sqlite_new_enough,
        health.sqlite_version if health.is_sqlite_new_enough else f"{health.sqlite_version} is too old",
    )
    plain = "the journal is not encrypted; `aijournal encrypt` gives it a passphrase"
    yield Finding("encryption", is_well=True, words="on" if health.is_encrypted else plain)
    if health.backups_apart:
        names = ", ".join(path.name for path in health.backups_apart)
        words = f"{names} did not follow; encrypt, decrypt or passphrase, asked for again, finishes that"
        yield Finding("encryption of backups", is_well=False, words=words)
    differing = ", ".join(health.differing)
    yield Finding(
        "settings of the engine",
        not differing,
        f"{differing} differ from what keeps entries safe" if differing else "all as they must be",
    )


def _of_place(health: JournalHealth) -> Iterator[Finding]:
    loose = ", ".join(path.name for path in health.open_to_others)
    yield Finding(
        "permissions",
        not loose,
        f"others may open {loose}; chmod go= closes them" if loose else "yours alone",
    )
    name = health.filesystem or "not told by this system"
    remote = f"{name} lies on another machine, where locks may fail: keep the journal on a local disk"
    yield Finding("file system", not health.is_remote, remote if health.is_remote else name)


def _of_surroundings(session: Session) -> Iterator[Finding]:
    for importer, found in zip(ALL_IMPORTERS, discover(ALL_IMPORTERS, session.environment), strict=True):
        yield Finding(tool_title(importer.tool), is_well=True, words=f"{found.state}. {found.reason}")
    named = session.environment.get("TZ")
    set_by = "the setting time_zone" if session.settings.time_zone else "TZ" if named else "the system"
    yield Finding("time zone", is_well=True, words=f"{session.zone.key}, from {set_by}")
    yield Finding("prices", is_well=True, words=f"as of {load_prices().as_of}")
    yield Finding(
        "python", is_well=True, words=f"{sys.version.split()[0]}, Qt {version('PySide6-Essentials')}"
    )
    shown = not sys.platform.startswith("linux") or any(map(session.environment.get, _DISPLAYS))
    words = "there is one" if shown else "none: the window cannot open here, the command line can"
    yield Finding("display", is_well=True, words=words)
    yield Finding(
        "network",
        is_well=True,
        words="no part of aijournal can open a connection; the system does not enforce it yet",
    )
