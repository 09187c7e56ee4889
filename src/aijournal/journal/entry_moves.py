"""Whether entries came, went or moved in time: most of what is written, such as a verdict, moves none."""

from sqlite_utils import Database

# Of this connection alone, in memory, and gone with it; a transaction that fails takes its counts back.
_COUNTING = """
CREATE TEMP TABLE entry_moves AS SELECT 0 AS times;
CREATE TEMP TRIGGER entry_came AFTER INSERT ON main.interaction
  BEGIN UPDATE entry_moves SET times = times + 1; END;
CREATE TEMP TRIGGER entry_went AFTER DELETE ON main.interaction
  BEGIN UPDATE entry_moves SET times = times + 1; END;
CREATE TEMP TRIGGER entry_moved AFTER UPDATE OF id, started_at ON main.interaction
  WHEN OLD.id IS NOT NEW.id OR OLD.started_at IS NOT NEW.started_at
  BEGIN UPDATE entry_moves SET times = times + 1; END;
"""


class EntryMoves:
    """Counts them from when it is told to; part of the journal, and used only by it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._is_counting = False

    def begin(self) -> None:
        """Count from now on, unless a transaction is open, with which the counting might be taken back."""
        if not self._is_counting and not self._db.conn.in_transaction:
            self._db.conn.executescript(_COUNTING)
            self._is_counting = True

    def so_far(self) -> int | None:
        """Return how often this connection moved an entry, `None` before it counts."""
        if not self._is_counting:
            return None
        times: int = self._db.execute("SELECT times FROM entry_moves").fetchone()[0]
        return times
