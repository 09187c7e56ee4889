"""The history of the journal's tables: named steps, each applied once, in one transaction.

A step that a journal may have gone through is never edited: what it lacks, a later step adds.
"""

from collections.abc import Iterator
from importlib.resources import files

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x61696A6C  # "aijl": how a file says that it is a journal
SCHEMA_VERSION = 10

migrations = Migrations("aijournal")


@migrations()
def m001_first_light(db: Database) -> None:
    """Create facts, interactions, assessments, the import ledger, the token rollup, search and undo."""
    _run(db, "m001_first_light.sql")
    db.execute("INSERT INTO journal_key (id, secret) VALUES (1, randomblob(32))")


@migrations()
def m002_marks_and_demo(db: Database) -> None:
    """Add the person's marks in time, and the sign of a journal of sample data."""
    _run(db, "m002_marks_and_demo.sql")


@migrations()
def m003_long_journals(db: Database) -> None:
    """Add token sums of whole blocks of time, and the indexes that a journal of many years needs."""
    _run(db, "m003_long_journals.sql")


@migrations()
def m004_trust(db: Database) -> None:
    """Add the trash, tombstones, drafts, reasons of rejection, and sums that show damage."""
    _run(db, "m004_trust.sql")


@migrations()
def m005_whole_method(db: Database) -> None:
    """Add what the whole method asks of the person, and when everything was last found sound."""
    _run(db, "m005_whole_method.sql")


@migrations()
def m006_daily_use(db: Database) -> None:
    """Add what daily use of the window asks."""
    _run(db, "m006_daily_use.sql")


@migrations()
def m007_sound_undo(db: Database) -> None:
    """Add what some journals of version 5 lack, and the indexes of undo and the trash."""
    _run(db, "m007_sound_undo.sql")


@migrations()
def m008_charges(db: Database) -> None:
    """Add what tools charge in units of their own."""
    _run(db, "m008_charges.sql")


@migrations()
def m009_reviews(db: Database) -> None:
    """Add what a person writes for a review, and the names that are not to leave in one."""
    _run(db, "m009_reviews.sql")


@migrations()
def m010_trials(db: Database) -> None:
    """Add trials that a person runs on themselves."""
    _run(db, "m010_trials.sql")


def _run(db: Database, file_name: str) -> None:
    script = files("aijournal.journal").joinpath("sql", file_name).read_text(encoding="utf-8")
    for statement in _statements(script):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Split a script; `executescript` would commit the transaction that a migration must be."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite.complete_statement(statement):
            yield statement
            statement = ""
