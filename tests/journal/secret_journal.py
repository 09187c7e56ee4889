"""A journal with words in it that occur nowhere else, so that a search for them finds every copy."""

import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from aijournal.domain.assessment import Assessment, Door
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import parse_entry_line
from aijournal.journal.backup_files import Backup, BackupReason
from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.journal.builders import NEW_YORK, NOW

SECRETS = ("quokkatitle", "quokkanote", "quokkatag", "quokkaproject", "quokkadraft")
FEW = 1000  # iterations, for tests that are not about how long a derivation takes


def passphrase(text: str = "correct horse battery", iterations: int = FEW) -> Passphrase:
    return Passphrase(text, iterations)


def open_journal(paths: Paths, key: Passphrase | None = None) -> Journal:
    return Journal.open(paths, Settings(), NEW_YORK, key)


def fill(journal: Journal, now: datetime = NOW) -> None:
    """Log an entry whose every text is a secret."""
    line = parse_entry_line("quokkatitle +1 5m #quokkaproject tag:quokkatag", now)
    entry = journal.log(line, now, Door.QUICK_LOG)
    journal.assess(entry.interaction.id, Assessment(note="quokkanote"), now)
    journal.drafts.keep("quick-log", "quokkadraft", now)


def make_journal(paths: Paths, key: Passphrase | None = None) -> Backup:
    """Make a journal of one entry, and a backup of it."""
    with open_journal(paths, key) as journal:
        fill(journal)
        return journal.backups.take(BackupReason.BY_HAND, NOW)


def files(paths: Paths) -> dict[Path, bytes]:
    """Return every file of a journal that nobody has open, and what it holds."""
    return {path: path.read_bytes() for path in sorted(paths.data.rglob("*")) if path.is_file()}


def live_file(path: Path) -> bytes:
    """Return what a file of an open journal holds, read by another process: this one would drop its locks."""
    return subprocess.run(["cat", path], capture_output=True, check=True).stdout  # noqa: S607 - of the system


def found_secrets(held: Mapping[Path, bytes]) -> set[tuple[str, str]]:
    """Return which secrets lie in the clear, and in which files."""
    return {
        (secret, path.name)
        for path, content in held.items()
        for secret in SECRETS
        if secret.encode() in content.lower()
    }


def titles(journal: Journal) -> list[str | None]:
    return [entry.interaction.title for entry in journal.entries(EVERYTHING, NOW, 50).rows]
