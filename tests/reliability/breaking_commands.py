"""A driver: the real command line, in which one part after another is made to raise."""

import sys
import threading
from collections.abc import Callable
from functools import partial

from aijournal import __main__ as program
from aijournal import collect
from aijournal.cli import session
from aijournal.cli.commands import doctor, figures, purge, report, trend
from aijournal.importers.claude_code import records as claude_code_records
from aijournal.importers.codex.importer import Codex
from aijournal.journal.backups import Backups
from aijournal.journal.checks import Checks
from aijournal.journal.entries import Entries
from aijournal.journal.imports import Imports
from aijournal.journal.totals import Totals
from aijournal.journal.verdicts import Verdicts
from tests.reliability.canaries import KEYS, NOTE, TITLE, TYPED, Break, hardening, raiser
from tests.reliability.driver import answer


class _Late:
    """Breaks when it is let go, where nobody can catch what it raises."""

    __del__ = raiser("letting go")


def main() -> None:
    """Type every command while it is broken, and tell how each ended."""
    codes = {}
    for number, one in enumerate(_breaks()):
        with one.in_force(number):
            codes[one.name] = one.act()
    thread = threading.Thread(target=raiser("a thread"))
    thread.start()
    thread.join()
    _Late()
    answer({"codes": codes, **hardening()})
    sys.stdout.flush()
    raiser("the very end")(KEYS)


def _breaks() -> tuple[Break, ...]:
    return (
        Break("telling the time", session.Session, "now", _typing("log", TYPED)),
        Break("logging", Verdicts, "log", _typing("log", TYPED)),
        Break("assessing", Verdicts, "assess", _typing("assess", "1", "--note", NOTE)),
        Break("listing", Entries, "page", _typing("list", "--search", TITLE)),
        Break("an inbox", Entries, "inbox", _typing("inbox")),
        Break("showing", Entries, "detail", _typing("show", "1")),
        Break("summing", Totals, "totals", _typing("totals", "--project", TITLE)),
        Break("valuing", figures, "value_report", _typing("value", "--tag", "quokkatag")),
        Break("a trend", trend, "trend", _typing("trend")),
        Break("reporting", report, "make_report", _typing("report", "--out", f"{KEYS[0]}.md")),
        Break("backing up", Backups, "take", _typing("backup")),
        Break("checking", Checks, "full", _typing("check")),
        Break("sources", Imports, "last_read", _typing("sources")),
        Break("reading a record", claude_code_records, "time_of", _typing("import")),
        Break("reading a log", Codex, "read", _typing("import", "codex")),
        Break("storing a log", collect._Collection, "_store", _typing("import")),
        Break("examining", doctor, "examine", _typing("doctor")),
        Break("purging", purge, "purge_entries", _typing("purge", "--entry", "1", "--yes")),
    )


def _typing(*words: str) -> Callable[[], int]:
    return partial(_type, words)


def _type(words: tuple[str, ...]) -> int:
    sys.argv[1:] = words
    return program.main()


if __name__ == "__main__":
    main()
