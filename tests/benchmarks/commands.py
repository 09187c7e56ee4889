"""What an encrypted journal costs on the command line, where every run has to derive the key anew."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from aijournal.demo import write_sample_logs
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.journal.backup_files import list_backups
from aijournal.journal.looking import may_be_encrypted
from aijournal.journal.passphrase import Passphrase
from aijournal.paths import HOME_VARIABLE, Paths
from tests.benchmarks.encrypted import PASSPHRASE, open_journal, twins
from tests.benchmarks.questions import NOW, TODAY, WORD, ZONE
from tests.benchmarks.table import Measure, pair
from tests.cli.trial_tables import write_trial

_CHECKOUT = Path(__file__).parents[2]
_MOST_RUNS = 4
_CLOCK = r"\d\d:\d\d"
_SECONDS = r"[\d.]+ s\b"
_BYTES = r"[\d\N{NARROW NO-BREAK SPACE} ]+ bytes"
_BACKUP = r"journal-[\w.-]+"
_LOCKED = r"not encrypted|encrypted"
_TRIAL = "trial.csv"
_PLACE = r"\d{8}T\d{6}Z"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line; `{entry}`, `{backup}`, `{logs}` and `{trial}` in it stand for the newest of each.

    What `differs` matches may be another text for the encrypted journal than for the plain one; all else
    that is printed must be equal. What takes long is run once.
    """

    words: tuple[str, ...]
    differs: str = ""
    is_long: bool = False


COMMANDS = (
    Command(("list",)),
    Command(("list", "--project", "field-notes", "--json")),
    Command(("list", "--search", WORD)),
    Command(("show", "{entry}")),
    Command(("inbox",)),
    Command(("totals",)),
    Command(("totals", "--by", "model")),
    Command(("value",)),
    Command(("value", "--by", "task")),
    Command(("trend",)),
    Command(("mirror",)),
    Command(("trial", "list")),
    Command(("trial", "import", "{trial}", "--name", "Speed"), is_long=True),
    Command(("trial", "list", "Speed")),
    Command(("trial", "result", "Speed")),
    Command(("report",)),
    Command(("report", "--format", "csv", "--include", "titles", "--seen")),
    Command(("sources",)),
    Command(("help", "unattended")),
    Command(("paths",)),
    Command(("backup", "--list")),
    Command(("log", "fixed the flaky test #field-notes @claude +2 20m"), _CLOCK),
    Command(("assess", "{entry}", "--outcome", "+1", "--need", "slower", "--net", "15")),
    Command(("import", "claude-code", "--root", "{logs}"), _SECONDS),
    Command(("prices",)),
    Command(("doctor",), rf"(?m){_BYTES}|^  encryption  .*$", is_long=True),
    Command(("check",), is_long=True),
    Command(("backup",), rf"{_BACKUP}|{_BYTES}|{_LOCKED}", is_long=True),
    Command(
        ("restore", "{backup}", "--yes"), rf"{_BACKUP}|{_BYTES}|{_LOCKED}|{_CLOCK}|{_PLACE}", is_long=True
    ),
    Command(("purge", "--entry", "{entry}", "--yes"), _CLOCK, is_long=True),
)


def measure_commands(paths: Paths, folder: Path, runs: int, tell: Callable[[str], None]) -> Iterator[Measure]:
    """Measure every command in a process of its own, on both journals in turn, and compare what is said."""
    with twins(paths, folder, tell) as (secret, plain), tempfile.TemporaryDirectory(dir=folder) as home:
        logs = write_sample_logs(Path(home) / "sample", TODAY, zone=ZONE) / ".claude"
        write_trial(logs.parent / _TRIAL, rows=200, effect=-0.2)
        for command in COMMANDS:
            ours, floor = (CommandLine(one, Path(home), logs) for one in (secret, plain))
            name = f"encrypted / plain: aijournal {' '.join(command.words)}"
            times = 1 if command.is_long else min(runs, _MOST_RUNS)
            yield pair(name, partial(ours.run, command), partial(floor.run, command), times)
            if ours.said != floor.said:
                raise RuntimeError(f"{name}: {ours.said} is not {floor.said}")


class CommandLine:
    """Types commands for one journal; `said` is what they printed, without what may differ."""

    def __init__(self, paths: Paths, home: Path, logs: Path) -> None:
        self.said: list[str] = []
        self._paths = paths
        self._logs = logs
        self._passphrase = Passphrase(PASSPHRASE)
        places = {"HOME": str(home), HOME_VARIABLE: str(paths.data.parent)}
        self._environment = {**os.environ, **places, "TZ": str(ZONE), "PYTHONUTF8": "1"}

    def run(self, command: Command) -> float:
        """Run a command, which must succeed, and return the seconds that it took."""
        typed = [self._typed(word) for word in command.words]
        if may_be_encrypted(self._paths.journal):
            typed += ["--passphrase-fd", "0"]
        began = perf_counter()
        ended = subprocess.run(
            [sys.executable, "-m", "aijournal", *typed],
            cwd=_CHECKOUT,
            env=self._environment,
            input=f"{PASSPHRASE}\n",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        taken = perf_counter() - began
        if ended.returncode:
            raise RuntimeError(f"{' '.join(typed)} ended with {ended.returncode}: {ended.stderr}")
        self.said.append(without(ended.stdout.replace(str(self._paths.data.parent), "~"), command.differs))
        return taken

    def _typed(self, word: str) -> str:
        if word == "{entry}":
            with open_journal(self._paths, self._passphrase) as journal:
                return str(journal.entries(EVERYTHING, NOW, 1).rows[0].interaction.id)
        if word == "{backup}":
            return list_backups(self._paths)[0].path.name
        return word.replace("{logs}", str(self._logs)).replace("{trial}", str(self._logs.parent / _TRIAL))


def without(text: str, differs: str) -> str:
    """Return a text with a sign in place of everything that may differ."""
    return re.sub(differs, "…", text) if differs else text
