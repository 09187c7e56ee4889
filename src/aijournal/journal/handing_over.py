"""What the person said of an interaction that grouping makes part of another one: it goes along."""

import json
from collections.abc import Mapping
from typing import Final

from sqlite_utils import Database

from aijournal.domain.merging import BETWEEN_TITLES
from aijournal.journal.search_index import index_entries
from aijournal.journal.sql_text import compose

# SQL for whether the person said anything of an interaction that is still open, besides how it went.
HAS_WORDS: Final = (
    "(interaction.title IS NOT NULL OR interaction.task IS NOT NULL OR interaction.url IS NOT NULL "
    "OR interaction.project IS NOT interaction.log_project "
    "OR EXISTS (SELECT 1 FROM interaction_tag WHERE interaction_id = interaction.id))"
)

_LEFT_EMPTY = """
SELECT interaction.id FROM json_each(?) AS wanted
CROSS JOIN interaction ON interaction.id = wanted.value AND is_closed = 0
WHERE NOT EXISTS (SELECT 1 FROM exchange WHERE interaction_id = interaction.id)
ORDER BY started_at, interaction.id
"""
# What the one that takes over says itself stays; titles are put together.
_HAND_OVER = (
    """
    UPDATE interaction SET
      title = CASE
        WHEN gone.title IS NULL OR interaction.title IS gone.title THEN interaction.title
        ELSE coalesce(interaction.title || :between, '') || gone.title
      END,
      task = coalesce(interaction.task, gone.task),
      url = coalesce(interaction.url, gone.url),
      project = iif(
        interaction.project IS interaction.log_project AND gone.project IS NOT gone.log_project,
        gone.project,
        interaction.project
      )
    FROM (SELECT title, task, url, project, log_project FROM interaction WHERE id = :gone) AS gone
    WHERE interaction.id = :taker
    """,
    compose(
        "INSERT OR IGNORE INTO interaction_tag (interaction_id, tag)",
        "SELECT :taker, tag FROM interaction_tag WHERE interaction_id = :gone",
    ),
)


def hand_over(db: Database, takers: Mapping[int, int]) -> None:
    """Hand what was said of open interactions that lost all exchanges to those that took the first of them.

    `takers` are these by the number of the one that was left; inside the caller's transaction.
    """
    for (left,) in db.execute(_LEFT_EMPTY, [json.dumps(sorted(takers))]).fetchall():
        for query in _HAND_OVER:
            db.execute(query, {"gone": left, "taker": takers[left], "between": BETWEEN_TITLES})
        index_entries(db, [takers[left]])
