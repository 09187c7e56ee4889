"""Telling how far it is what takes long, and cancelling it, in the middle of a statement too."""

import contextlib
from collections.abc import Callable, Iterator

from sqlcipher3 import dbapi2 as sqlite
from sqlite_utils import Database

Progress = Callable[[int, int], None]
"""Is told how many entries are done, of how many."""

_STEPS = 50_000  # of the engine's machine between two questions: a few milliseconds


class Interrupted(Exception):  # noqa: N818 - it is no error: the person asked for it
    """The person cancelled; the transaction that it ends leaves nothing behind."""


@contextlib.contextmanager
def interruptible(db: Database, is_cancelled: Callable[[], bool]) -> Iterator[Callable[[], None]]:
    """Raise `Interrupted` once `is_cancelled`; what is handed out looks at once, between two statements."""

    def look() -> None:
        if is_cancelled():
            raise Interrupted

    db.conn.set_progress_handler(is_cancelled, _STEPS)
    try:
        yield look
    except sqlite.OperationalError as error:
        if is_cancelled() and "interrupted" in str(error):
            raise Interrupted from error
        raise
    finally:
        db.conn.set_progress_handler(None, 0)
