"""The private SQLite journal, and the only room that touches the database.

Layer rule: knows `domain`, `settings`, `pricing` and what lies below; never importers, never Qt.
"""

from aijournal.journal.light_loading import load_lightly

load_lightly("sqlite_utils")
