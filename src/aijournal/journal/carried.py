"""Which words and names the entries of a filter carry, counted by the engine in one walk."""

import json
from typing import Final

from sqlite_utils import Database

from aijournal.domain.carried import Carried
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.name_kind import NameKind
from aijournal.journal.conditions import of_interactions
from aijournal.journal.sql_text import compose

_FROM = (
    "FROM interaction LEFT JOIN assessment ON assessment.interaction_id = interaction.id "
    "LEFT JOIN model ON model.id = interaction.main_model_id WHERE"
)
_NAMES: Final = {
    NameKind.PROJECT: "interaction.project",
    NameKind.TOOL: "interaction.tool",
    NameKind.TASK: "interaction.task",
    NameKind.MODEL: "model.name",
}
_BOTTLENECK: Final = "assessment.bottleneck"
_COUNTS: Final = (
    "count(*)",
    "count(nullif(interaction.title, ''))",
    "count(coalesce(nullif(assessment.note, ''), nullif(assessment.unblocked, '')))",
    "count(nullif(interaction.url, ''))",
)


def carried(db: Database, wanted: EntryFilter) -> Carried:
    """Return how many words and which names the entries of a filter carry."""
    condition = of_interactions(wanted)
    lists = [
        f"json_group_array(DISTINCT {column}) FILTER (WHERE {column} IS NOT NULL)"
        for column in (*_NAMES.values(), _BOTTLENECK)
    ]
    query = compose("SELECT", ", ".join((*_COUNTS, *lists)), _FROM, condition.sql)
    row = db.execute(query, condition.parameters).fetchone()
    found = [tuple(sorted(json.loads(names))) for names in row[len(_COUNTS) :]]
    *by_kind, bottlenecks = found
    entries, titles, notes, links = row[: len(_COUNTS)]
    names = dict(zip(_NAMES, by_kind, strict=True))
    names[NameKind.TAG] = _tags(db, wanted)
    return Carried(entries, titles, notes, links, names, bottlenecks)


def _tags(db: Database, wanted: EntryFilter) -> tuple[str, ...]:
    condition = of_interactions(wanted)
    query = compose(
        "SELECT DISTINCT tag FROM interaction_tag WHERE interaction_id IN (SELECT interaction.id",
        _FROM,
        condition.sql,
        ") ORDER BY tag",
    )
    return tuple(tag for (tag,) in db.execute(query, condition.parameters).fetchall())
