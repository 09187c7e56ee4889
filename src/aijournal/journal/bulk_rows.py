"""What one act does to the rows of many entries, and which of them it changes at all.

Everything here runs inside the caller's transaction; entries are numbers in a JSON array.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlite_utils import Database

from aijournal.domain.assessment import Door, Outcome
from aijournal.domain.bulk_change import BulkChange, ChangeTags, Judge, SetProject, SetTask, StopAsking
from aijournal.journal.conditions import IS_JUDGED
from aijournal.journal.sql_text import compose
from aijournal.journal.undo_values import ASSESSMENT, INTERACTION, OF_LOG

Value = str | int | None

_CHANGING = """
SELECT interaction.id FROM json_each(:ids) AS wanted
CROSS JOIN interaction ON interaction.id = wanted.value
LEFT JOIN assessment ON assessment.interaction_id = interaction.id
WHERE {differs}
"""
_THOSE = "IN (SELECT value FROM json_each(:ids))"
_LACKS_TAG = (
    "NOT EXISTS (SELECT 1 FROM interaction_tag WHERE interaction_id = interaction.id AND tag = {tag})"
)
_HAS_TAG = "EXISTS (SELECT 1 FROM interaction_tag WHERE interaction_id = interaction.id AND tag = {tag})"
_KEYS: Final[Mapping[str, str]] = {INTERACTION: "id", ASSESSMENT: "interaction_id"}
_NO_TAGS: Final = ChangeTags()
_UNJUDGED = compose("interaction.id", _THOSE, "AND id NOT IN (SELECT interaction_id FROM assessment)")


_KEEP_WHOSE_PROJECT = compose(
    "INSERT INTO undo_value SELECT :step, 'interaction', :column, id,",
    "iif(project IS log_project, 1, NULL), iif(log_project IS :value, 1, NULL)",
    "FROM interaction WHERE id",
    _THOSE,
    "AND source IS NOT NULL AND project IS NOT :value AND (project IS log_project OR log_project IS :value)",
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A change as the tables see it.

    `differs` is SQL for what it changes, with its own `parameters`. `values` are what columns become, of
    `interaction` or `assessment`; where `judges`, a verdict is there afterwards in any case. `label` names
    the act, with `%1` for how many entries.
    """

    label: str
    differs: str
    parameters: dict[str, Value] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    tags: ChangeTags = _NO_TAGS
    judges: bool = False

    def changing(self, db: Database, ids: str) -> list[int]:
        """Return the numbers of those that are not so already."""
        query = _CHANGING.replace("{differs}", self.differs)
        return [row[0] for row in db.execute(query, {**self.parameters, "ids": ids})]

    def apply(self, db: Database, step: int, ids: str, at: int) -> None:
        """Change the rows of entries at an instant in ms, and keep in an undo step what they were."""
        if self.judges:
            _begin_verdicts(db, step, ids, at)
        if (INTERACTION, "project") in self.values:
            project = self.values[INTERACTION, "project"]
            db.execute(_KEEP_WHOSE_PROJECT, {"step": step, "ids": ids, "value": project, "column": OF_LOG})
        for (table, column), value in self.values.items():
            _set(db, table, column, {"step": step, "ids": ids, "value": value})
        for tag in self.tags.added:
            _add_tag(db, {"step": step, "ids": ids, "tag": tag})
        for tag in self.tags.removed:
            _remove_tag(db, {"step": step, "ids": ids, "tag": tag})


def row_change(change: BulkChange) -> RowChange:
    """Return what a change is to the tables; deleting is the trash's own."""
    match change:
        case SetProject(project):
            return _column("Set the project of %1", "project", project)
        case SetTask(task):
            return _column("Set the task type of %1", "task", task)
        case ChangeTags():
            return _tag_change(change)
        case Judge():
            return _verdict_change(change)
        case StopAsking():
            waits = f"interaction.is_asked = 1 AND NOT {IS_JUDGED}"
            return RowChange("Stopped asking about %1", waits, values={(INTERACTION, "is_asked"): 0})
    raise TypeError(change)


def _column(label: str, column: str, value: str | None) -> RowChange:
    differs = f"interaction.{column} IS NOT :wanted"
    return RowChange(label, differs, {"wanted": value}, {(INTERACTION, column): value})


def _tag_change(change: ChangeTags) -> RowChange:
    added = {f"added_{place}": tag for place, tag in enumerate(change.added)}
    removed = {f"removed_{place}": tag for place, tag in enumerate(change.removed)}
    differs = [
        *(_LACKS_TAG.replace("{tag}", f":{name}") for name in added),
        *(_HAS_TAG.replace("{tag}", f":{name}") for name in removed),
    ]
    return RowChange("Changed the tags of %1", " OR ".join(differs) or "0", {**added, **removed}, tags=change)


def _verdict_change(change: Judge) -> RowChange:
    values: dict[tuple[str, str], Value] = {}
    if change.outcome is not None:
        is_unsure = change.outcome is Outcome.UNSURE
        values[ASSESSMENT, "outcome"] = None if is_unsure else int(change.outcome.value)
        values[ASSESSMENT, "is_unsure"] = int(is_unsure)
    if change.need is not None:
        values[ASSESSMENT, "need"] = change.need.value
    differs = [f"assessment.{column} IS NOT :{column}" for _, column in values]
    asked: dict[str, Value] = {column: value for (_, column), value in values.items()}
    closed = {(INTERACTION, "is_closed"): 1}
    return RowChange(
        "Judged %1", " OR ".join(differs) or "0", asked, {**values, **closed}, judges=bool(values)
    )


def _begin_verdicts(db: Database, step: int, ids: str, at: int) -> None:
    """Give those a verdict that says nothing yet which have none."""
    born = {"step": step, "ids": ids, "at": at, "door": Door.BULK.value}
    for column, value in (("assessed_at", ":at"), ("door", ":door")):
        db.execute(
            compose(
                f"INSERT INTO undo_value SELECT :step, 'assessment', '{column}', id, NULL, {value}",
                "FROM interaction WHERE",
                _UNJUDGED,
            ),
            born,
        )
    db.execute(
        compose(
            "INSERT INTO assessment (interaction_id, assessed_at, door)",
            "SELECT id, :at, :door FROM interaction WHERE",
            _UNJUDGED,
        ),
        born,
    )


def _set(db: Database, table: str, column: str, parameters: dict[str, Value]) -> None:
    differs = compose("WHERE", _KEYS[table], _THOSE, "AND", column, "IS NOT :value")
    kept = compose("SELECT :step, :table, :column,", _KEYS[table], ",", column, ", :value FROM", table)
    db.execute(
        compose("INSERT INTO undo_value", kept, differs), {**parameters, "table": table, "column": column}
    )
    db.execute(compose("UPDATE", table, "SET", column, "= :value", differs), parameters)


def _add_tag(db: Database, parameters: dict[str, Value]) -> None:
    lacking = compose("FROM interaction WHERE id", _THOSE, "AND", _LACKS_TAG.replace("{tag}", ":tag"))
    db.execute(
        compose("INSERT INTO undo_value SELECT :step, 'interaction_tag', :tag, id, NULL, 1", lacking),
        parameters,
    )
    db.execute(compose("INSERT INTO interaction_tag SELECT id, :tag", lacking), parameters)


def _remove_tag(db: Database, parameters: dict[str, Value]) -> None:
    having = compose("FROM interaction_tag WHERE tag = :tag AND interaction_id", _THOSE)
    db.execute(
        compose(
            "INSERT INTO undo_value SELECT :step, 'interaction_tag', tag, interaction_id, 1, NULL", having
        ),
        parameters,
    )
    db.execute(compose("DELETE", having), parameters)
