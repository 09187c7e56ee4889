"""What every command works with: where things lie, the settings, the clock, and the journal."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import click

from aijournal.cli.text import note
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings, load_settings


class Session:
    """One run of the command line; the settings are read when they are first needed."""

    def __init__(self, paths: Paths, environment: Mapping[str, str]) -> None:
        self.paths = paths
        self.environment = environment

    @cached_property
    def settings(self) -> Settings:
        """The person's settings; what in them cannot be used is said once, on stderr."""
        settings = load_settings(self.paths.settings)
        for problem in settings.problems:
            note(problem)
        return settings

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of local days where none is named."""
        return self.settings.zone(self.environment)

    def now(self) -> datetime:
        """Return the time in the person's zone."""
        return datetime.now(UTC).astimezone(self.zone)

    def open_journal(self) -> Journal:
        """Open the journal, making it if there is none."""
        return Journal.open(self.paths, self.settings, self.zone)


def start_session(environment: Mapping[str, str] = os.environ) -> Session:
    """Find where everything lies."""
    return Session(find_paths(environment), environment)


pass_session = click.make_pass_decorator(Session)
