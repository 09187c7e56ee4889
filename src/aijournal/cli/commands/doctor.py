"""The command that says what this machine allows: `doctor`."""

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version

import click

from aijournal.cli.commands.prices import described
from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import number
from aijournal.collect import discover
from aijournal.connection_attempt import TRIED_ADDRESS, Attempt, try_to_connect
from aijournal.domain.tools import tool_title
from aijournal.errors import ExitCode
from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.journal.health import JournalHealth, examine
from aijournal.offline import NetworkLock, is_over_network
from aijournal.own_prices import prices_in_force

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
    """Say what this machine allows, and whether all is well: journal, engine, sources, display, network."""
    health = session.unlocked(partial(examine, session.paths))
    attempt = try_to_connect() if session.network.holds else None
    findings = [
        *(*_of_journal(session, health), *_of_place(health), *_of_surroundings(session)),
        _of_network(session.network, attempt),
    ]
    is_well = all(finding.is_well for finding in findings)
    if as_json:
        print_json(
            well=is_well,
            findings=[asdict(finding) for finding in findings],
            engine={"version": health.sqlite_version, **health.configuration},
            network={
                "state": session.network.state.value,
                "reason": session.network.reason,
                "attempt": attempt and {"address": TRIED_ADDRESS, **asdict(attempt)},
            },
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
    yield _of_prices(session)
    yield Finding(
        "python", is_well=True, words=f"{sys.version.split()[0]}, Qt {version('PySide6-Essentials')}"
    )
    yield Finding("display", is_well=True, words=_display(session))


def _of_prices(session: Session) -> Finding:
    found = prices_in_force(session.paths)
    words = described(found, found.prices.age(session.now().date()))
    return Finding("prices", not found.problem, f"{words}. {found.problem}" if found.problem else words)


def _display(session: Session) -> str:
    if sys.platform.startswith("linux") and not any(map(session.environment.get, _DISPLAYS)):
        return "none: the window cannot open here, the command line can"
    display = session.environment.get("DISPLAY", "")
    if session.network.holds and is_over_network(display) and "WAYLAND_DISPLAY" not in session.environment:
        return f"{display} is on the network, so the window cannot open there; the command line works"
    return "there is one"


def _of_network(network: NetworkLock, attempt: Attempt | None) -> Finding:
    """Return whether the system keeps this process from the network; nothing is sent to find out."""
    if attempt is None:
        words = f"not locked: {network.reason}. No part of aijournal opens a connection; to let the system"
        return Finding("network", is_well=True, words=f"{words} see to it, read `aijournal help privacy`")
    is_refused = not attempt.got_socket
    state = "locked: the system refused" if is_refused else "not locked after all: the system allowed"
    words = f"{state} an attempt to connect to {TRIED_ADDRESS} ({attempt.words})"
    return Finding("network", is_well=is_refused, words=words)
