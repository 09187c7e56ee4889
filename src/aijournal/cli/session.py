"""What every command works with: where things lie, the settings, the clock, and the journal."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import click

from aijournal.cli.passphrases import ask_passphrase
from aijournal.cli.terminal import note
from aijournal.errors import PassphraseNeededError
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.offline import NEVER_LOCKED, NetworkLock
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings, load_settings

if TYPE_CHECKING:
    from aijournal.export.document import Document

    DrawPdf = Callable[[Document], bytes]

_T = TypeVar("_T")


class Session:
    """One run of the command line; the settings are read when they are first needed.

    `passphrase` is the journal's, as far as it was given or asked for. `draw_pdf` sets a document on paper;
    it is handed in, because it needs Qt. `network` is what became of the lock of this process.
    """

    def __init__(
        self, paths: Paths, environment: Mapping[str, str], draw_pdf: "DrawPdf", network: NetworkLock
    ) -> None:
        self.paths = paths
        self.environment = environment
        self.draw_pdf = draw_pdf
        self.network = network
        self.passphrase: Passphrase | None = None

    @cached_property
    def settings(self) -> Settings:
        """The person's settings; what in them cannot be used is said once, on stderr."""
        settings = load_settings(self.paths.settings)
        for problem in settings.problems:
            note(str(problem))
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
        journal = self.unlocked(partial(Journal.open, self.paths, self.settings, self.zone))
        for path in journal.place.repaired:
            note(f"Others could open {path} until now; it is yours alone again.")
        return journal

    def unlocked(self, act: Callable[[Passphrase | None], _T]) -> _T:
        """Do what may need the journal's passphrase, which is asked for only when it turns out that it does.

        Raises `PassphraseNeededError` if it was not given, and there is no terminal to ask for it at.
        """
        try:
            return act(self.passphrase)
        except PassphraseNeededError:
            if self.passphrase is not None:
                raise
        self.passphrase = ask_passphrase()
        return act(self.passphrase)


def start_session(
    draw_pdf: "DrawPdf", network: NetworkLock = NEVER_LOCKED, environment: Mapping[str, str] = os.environ
) -> Session:
    """Find where everything lies."""
    return Session(find_paths(environment), environment, draw_pdf, network)


pass_session = click.make_pass_decorator(Session)
