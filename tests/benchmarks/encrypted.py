"""What an encrypted journal costs: the same questions of an encrypted copy and of the plain journal."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aijournal.journal.journal import Journal
from aijournal.journal.passphrase import Passphrase
from aijournal.journal.rewriting import rewrite
from aijournal.paths import Paths, find_paths
from aijournal.settings import Settings
from tests.benchmarks.questions import QUESTIONS, ZONE, Question
from tests.benchmarks.table import Measure, pair, timed

PASSPHRASE = "a passphrase of the benchmark"  # noqa: S105 - keeps no secret
_OPENINGS = 5


def measure_encrypted(
    paths: Paths, folder: Path, runs: int, tell: Callable[[str], None]
) -> Iterator[Measure]:
    """Measure opening, and every question right after it and once more, against the plain journal."""
    secret = encrypted_copy(paths, folder, tell)
    yield pair("encrypted / plain: opening", _opening(secret), _opening(paths), min(runs, _OPENINGS))
    for question in QUESTIONS:
        name = f"encrypted / plain, first: {question.name}"
        yield pair(name, _asked_first(question, secret), _asked_first(question, paths), runs)
    with open_journal(secret) as encrypted, open_journal(paths) as plain:
        for question in QUESTIONS:
            ours, floor = _asked(question, encrypted), _asked(question, plain)
            ours(), floor()
            yield pair(f"encrypted / plain: {question.name}", ours, floor, runs)


def encrypted_copy(paths: Paths, folder: Path, tell: Callable[[str], None]) -> Paths:
    """Return where an encrypted copy of a journal that nobody has open lies, made once."""
    home = folder / f"{paths.data.parent.name}.encrypted"
    if not home.exists():
        draft = folder / f"{home.name}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        tell(f"Encrypting a copy in {home}.")
        shutil.copytree(paths.data.parent, draft, ignore=shutil.ignore_patterns("backups"))
        rewrite(find_paths({"AIJOURNAL_HOME": str(draft)}), None, Passphrase(PASSPHRASE))
        draft.rename(home)
    return find_paths({"AIJOURNAL_HOME": str(home)})


@contextmanager
def twins(paths: Paths, folder: Path, tell: Callable[[str], None]) -> Iterator[tuple[Paths, Paths]]:
    """Make an encrypted and a plain copy that can be written to, both without backups, for a while."""
    sources = (encrypted_copy(paths, folder, tell), paths)
    with tempfile.TemporaryDirectory(dir=folder) as home:
        copies = [find_paths({"AIJOURNAL_HOME": f"{home}/{name}"}) for name in ("encrypted", "plain")]
        for source, copy in zip(sources, copies, strict=True):
            copy.data.mkdir(parents=True, mode=0o700)
            shutil.copyfile(source.journal, copy.journal)
            copy.journal.chmod(0o600)
        yield copies[0], copies[1]


def open_journal(paths: Paths, passphrase: Passphrase | None = None) -> Journal:
    """Open a journal, whichever of the two it is; without a passphrase its key is derived anew."""
    return Journal.open(paths, Settings(), ZONE, passphrase or Passphrase(PASSPHRASE))


def _opening(paths: Paths) -> Callable[[], float]:
    """Return work that opens a journal as a new process would, which derives the key anew."""
    return timed(lambda: open_journal(paths).close())


def _asked_first(question: Question, paths: Paths) -> Callable[[], float]:
    """Return work that asks a question of a journal of which nothing was read yet."""
    passphrase = Passphrase(PASSPHRASE)

    def run() -> float:
        with open_journal(paths, passphrase) as journal:
            return _asked(question, journal)()

    return run


def _asked(question: Question, journal: Journal) -> Callable[[], float]:
    return timed(lambda: question.ask(journal))
