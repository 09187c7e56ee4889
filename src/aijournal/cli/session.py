"""What every command works with: where things lie, the settings, the clock, and the journal."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line."""

    paths: Paths
    settings: Settings
    zone: ZoneInfo
    environment: Mapping[str, str]

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)

    def in_zone(self, zone: ZoneInfo | None) -> "Session":
        """Return the session as it is in another zone, if one is named."""
        return replace(self, zone=zone) if zone else self

    def open_journal(self) -> Journal:
        """Open the journal, making it if there is none."""
        return Journal.open(self.paths, self.settings, self.zone)


def start_session(environment: Mapping[str, str] = os.environ) -> Session:
    """Read the settings and find everything."""
    paths = find_paths(environment)
    settings = load_settings(paths.settings)
    return Session(paths, settings, settings.zone(), environment)


pass_session = click.make_pass_decorator(Session)
