"""Undo and redo in one place: every act of the person keeps the rows it touched, before and after.

Only the person's own columns are put back, so undoing an act never takes back a fact that was imported since.
What was undone can be done again until the person does something else.
"""

import contextlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import reduce

from sqlite_utils import Database

from aijournal.journal.connection import writing
from aijournal.journal.instants import to_ms
from aijournal.journal.interactions import GroupingRules, Interactions, first_import_rules
from aijournal.journal.interrupting import interruptible
from aijournal.journal.members import members, put_members_back
from aijournal.journal.numbers import next_number
from aijournal.journal.search_index import index_entries
from aijournal.journal.sql_text import compose
from aijournal.journal.trash_rows import Moved, TrashHead, TrashRows
from aijournal.journal.undo_values import forget_values, has_values, put_values_back

KEPT_STEPS = 500
KEPT_FOR = timedelta(days=30)

_KEYS = {
    "interaction": "id",
    "assessment": "interaction_id",
    "event_mark": "id",
    "task_type": "id",
    "bottleneck": "id",
    "other_work": "id",
    "signal_pause": "id",
    "saved_view": "id",
    "picked_item": "id",
    "review_text": "id",
    "kept_name": "id",
    "trial": "id",
    "trial_task": "id",
    "trial_work": "task_id",
    "trial_stretch": "id",
    "trial_entry": "id",
}
_NAMED_ROWS = ("trial", "trial_task", "trial_entry")
# What each row of a trial is a part of, and the column that names it.
_PARTS_OF = {
    "trial_task": ("trial", "trial_id"),
    "trial_work": ("trial_task", "task_id"),
    "trial_stretch": ("trial_task", "task_id"),
    "trial_entry": ("trial_task", "task_id"),
}
# The tags of an interaction are kept as one image, because they are changed as one.
TAGS = "interaction_tag"
# An item of the trash is kept by its head; its rows are the trash's own.
TRASH = "trash"
# Which exchanges an interaction has is kept where a person changed that, together with its own row.
MEMBERS = "interaction_exchange"
_NEVER = datetime.max.replace(tzinfo=UTC)
_OF_INTERACTIONS = ("interaction", "assessment", TAGS, MEMBERS)
_SHAPES = ("interaction", MEMBERS)
# What of an interaction is the person's to say; everything else in it comes from logs, and so does a project
# where nobody named another.
_OWN_COLUMNS = ("title", "task", "project", "url", "is_closed", "is_asked", "snoozed_until")
# No log knows anything of an entry that was typed by hand.
_TYPED_COLUMNS = (
    *("tool", "started_at", "ended_at", "time_zone", "utc_offset_minutes", "local_day"),
    *("typed_tokens", "main_model_id"),
)


@dataclass(slots=True)
class Act:
    """One act while it is done; tell it every row before touching it, or that it made one.

    `step` is the number under which the act is kept.
    """

    db: Database
    step: int
    rows: list[tuple[str, int, str | None]] = field(default_factory=list)

    def touch(self, table: str, row_id: int) -> None:
        """Keep a row as it is now."""
        self.rows.append((table, row_id, _image(self.db, table, row_id)))

    def created(self, table: str, row_id: int) -> None:
        """Keep that a row was not there before."""
        self.rows.append((table, row_id, None))


@dataclass(frozen=True, slots=True)
class _Step:
    number: int
    label: str
    next_exchange: int


class Undo:
    """The person's acts, in order; part of the journal, and used only by it.

    The last 500 are kept, or all of 30 days where these are more: their rows hold content.
    """

    def __init__(self, db: Database, interactions: Interactions, rules: GroupingRules) -> None:
        self._db = db
        self._interactions = interactions
        self._rules = rules
        self._trash = TrashRows(db)

    @contextlib.contextmanager
    def act(self, label: str, now: datetime) -> Iterator[Act]:
        """Do one act in one transaction, so that it can be undone as one; `label` names it to the person.

        An act that leaves all as it was is none: it cannot be undone, and what was undone can still be done
        again.
        """
        with writing(self._db):
            cursor = self._db.execute("INSERT INTO undo_step (at, label) VALUES (?, ?)", [to_ms(now), label])
            act = Act(self._db, int(cursor.lastrowid or 0))
            yield act
            rows = [(*row, _image(self._db, row[0], row[1])) for row in act.rows]
            if any(before != after for _, _, before, after in rows) or has_values(self._db, act.step):
                self._keep(act.step, rows)
                self._trim(now)
            else:
                self._db.execute("DELETE FROM undo_step WHERE id = ?", [act.step])

    def undo(
        self, now: datetime | None = None, is_cancelled: Callable[[], bool] = lambda: False
    ) -> str | None:
        """Take back the latest act, and return its label; `None` if there is nothing to take back.

        Raises `Interrupted` once it is cancelled, and leaves all as it was.
        """
        with interruptible(self._db, is_cancelled) as look, writing(self._db):
            step = self._db.execute(
                "SELECT id, label, next_exchange FROM undo_step WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
            ).fetchone()
            return self._retrace(_Step(*step), now, look, is_undo=True) if step else None

    def redo(
        self, now: datetime | None = None, is_cancelled: Callable[[], bool] = lambda: False
    ) -> str | None:
        """Do again what was undone last, and return its label; `None` if there is nothing to do again.

        Raises `Interrupted` as above.
        """
        with interruptible(self._db, is_cancelled) as look, writing(self._db):
            step = self._db.execute(
                "SELECT id, label, next_exchange FROM undo_step WHERE is_undone AND id > "
                "(SELECT coalesce(max(id), 0) FROM undo_step WHERE NOT is_undone) ORDER BY id LIMIT 1"
            ).fetchone()
            return self._retrace(_Step(*step), now, look, is_undo=False) if step else None

    def settle(self, moved: Moved, now: datetime | None, since: int) -> None:
        """Bring sums and grouping in step with what came or went, inside the caller's transaction.

        Only conversations that got an exchange with the number `since` or a later one are grouped again: all
        others are back to what they were. What was not asked about is not asked about for that, unless it
        began within the last week.
        """
        rules = first_import_rules(self._rules, now) if now else replace(self._rules, ask_since=_NEVER)
        self._interactions.refresh(moved.partly, rules)
        changed = moved.conversations & frozenset(
            self._db.execute(
                # By itself the engine would walk all exchanges in order of their conversations.
                "SELECT source, conversation_id FROM exchange NOT INDEXED WHERE id >= ? "
                "UNION SELECT source, conversation_id FROM exchange INDEXED BY exchange_interaction "
                "WHERE interaction_id IS NULL",
                [since],
            ).fetchall()
        )
        for source in sorted({source for source, _ in changed}):
            mine = {conversation for of, conversation in changed if of == source}
            self._interactions.regroup(source, mine, rules)

    def _keep(self, step: int, rows: Iterable[tuple[str, int, str | None, str | None]]) -> None:
        """Keep what an act touched, before and after; what was undone until then cannot be done again."""
        self._db.execute("DELETE FROM undo_step WHERE is_undone")
        self._db.execute(
            "UPDATE undo_step SET next_exchange = ? WHERE id = ?", [next_number(self._db, "exchange"), step]
        )
        self._db.conn.executemany(
            "INSERT INTO undo_row (step_id, position, table_name, row_id, before, after) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(step, position, *row) for position, row in enumerate(rows)],
        )

    def _trim(self, now: datetime) -> None:
        self._db.execute(
            "DELETE FROM undo_step WHERE at < ?1 "
            "AND id <= (SELECT id FROM undo_step ORDER BY id DESC LIMIT 1 OFFSET ?2)",
            [to_ms(now - KEPT_FOR), KEPT_STEPS],
        )

    def _retrace(self, step: _Step, now: datetime | None, look: Callable[[], None], *, is_undo: bool) -> str:
        """Put the rows of a step back to one side of it, and bring all that hangs on them in step."""
        rows = self._db.execute(
            "SELECT table_name, row_id, before, after FROM undo_row WHERE step_id = ? ORDER BY position",
            [step.number],
        ).fetchall()
        images = [(table, row_id, before if is_undo else after) for table, row_id, before, after in rows]
        # What another journal brought comes back before the entries that have a part of it.
        first = [image for image in images if image[0] == TRASH and image[2] is None and not is_undo]
        moved = [self._move(row_id, image, now) for _, row_id, image in first]
        moved += self._reshape(images)
        for table, row_id, image in reversed(images) if is_undo else images:
            look()
            if table == TRASH and (table, row_id, image) not in first:
                moved.append(self._move(row_id, image, now))
            elif table not in {MEMBERS, TRASH}:
                _restore(self._db, table, row_id, image)
        touched = {row_id for table, row_id, _ in images if table in _OF_INTERACTIONS}
        touched |= put_values_back(self._db, step.number, is_undo=is_undo)
        index_entries(self._db, touched)
        self.settle(self._with_touched(moved, touched), now, step.next_exchange)
        self._db.execute("UPDATE undo_step SET is_undone = ? WHERE id = ?", [is_undo, step.number])
        return step.label

    def _reshape(self, images: Iterable[tuple[str, int, str | None]]) -> list[Moved]:
        """Put exchanges back into their interactions, before what the person said of these."""
        kept = {table: {row_id: image for of, row_id, image in images if of == table} for table in _SHAPES}
        return [put_members_back(self._db, kept[MEMBERS], kept["interaction"])] if kept[MEMBERS] else []

    def _move(self, trash_id: int, image: str | None, now: datetime | None) -> Moved:
        """Put an item into the trash, where it stays for its full time, or take it out."""
        if image is None:
            return self._trash.bring_back(trash_id)
        head = TrashHead(**json.loads(image))
        return self._trash.take_away(trash_id, replace(head, at=to_ms(now)) if now else head)

    def _with_touched(self, moved: Iterable[Moved], touched: Collection[int]) -> Moved:
        """Return what moved, with the conversations of the interactions that were put back."""
        rows = self._db.execute(
            "SELECT DISTINCT source, conversation_id FROM json_each(?) AS wanted "
            "CROSS JOIN interaction ON interaction.id = wanted.value WHERE source IS NOT NULL",
            [json.dumps(sorted(touched))],
        )
        put_back = Moved(conversations=frozenset((source, conversation) for source, conversation in rows))
        return reduce(Moved.together, moved, put_back)


def forget_images(db: Database, interactions: Collection[int], trash: Collection[int]) -> None:
    """Remove all images of some interactions and items of the trash, and steps that have no others.

    A split or a merge of which a part is gone for good cannot be taken back, so that step goes whole.
    """
    db.execute(
        "DELETE FROM undo_row WHERE step_id IN (SELECT step_id FROM undo_row "
        "WHERE table_name = 'interaction_exchange' AND row_id IN (SELECT value FROM json_each(?)))",
        [json.dumps(sorted(interactions))],
    )
    db.execute(
        "DELETE FROM undo_row WHERE table_name IN ('interaction', 'assessment', 'interaction_tag') "
        "AND row_id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(interactions))],
    )
    db.execute(
        "DELETE FROM undo_row WHERE table_name = 'trash' AND row_id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(trash))],
    )
    forget_values(db, interactions)
    db.execute(
        "DELETE FROM undo_step WHERE NOT EXISTS (SELECT 1 FROM undo_row WHERE step_id = undo_step.id) "
        "AND NOT EXISTS (SELECT 1 FROM undo_value WHERE step_id = undo_step.id)"
    )


def _image(db: Database, table: str, row_id: int) -> str | None:
    """Return a row as JSON, or `None` if there is none."""
    if table == MEMBERS:
        return members(db, row_id)
    if table == TAGS:
        return json.dumps(_tags(db, row_id))
    if table == TRASH:
        head = TrashRows(db).head(row_id)
        return None if head is None else json.dumps(asdict(head))
    row = _row(db, table, row_id)
    return None if row is None else json.dumps(row)


def _tags(db: Database, row_id: int) -> list[str]:
    rows = db.execute("SELECT tag FROM interaction_tag WHERE interaction_id = ? ORDER BY tag", [row_id])
    return [row[0] for row in rows]


def _row(db: Database, table: str, row_id: int) -> Mapping[str, object] | None:
    cursor = db.execute(compose("SELECT * FROM", table, "WHERE", _KEYS[table], "= ?"), [row_id])
    row = cursor.fetchone()
    return None if row is None else dict(zip((name for name, *_ in cursor.description), row, strict=True))


def replace_tags(db: Database, interaction: int, tags: Iterable[str]) -> None:
    """Give an interaction these tags and no others."""
    db.execute("DELETE FROM interaction_tag WHERE interaction_id = ?", [interaction])
    db.conn.executemany(
        "INSERT OR IGNORE INTO interaction_tag (interaction_id, tag) VALUES (?, ?)",
        [(interaction, tag) for tag in tags],
    )


def _restore(db: Database, table: str, row_id: int, image: str | None) -> None:
    """Make a row what an image says; what belongs to an interaction that is gone has no place any more."""
    if table == TAGS:
        if _row(db, "interaction", row_id) is not None:
            replace_tags(db, row_id, json.loads(image or "[]"))
        return
    if image is None:
        db.execute(compose("DELETE FROM", table, "WHERE", _KEYS[table], "= ?"), [row_id])
        return
    row = json.loads(image)
    present = _row(db, table, row_id) if table == "interaction" else None
    if present is not None:
        known = _OWN_COLUMNS if row["source"] is not None else _OWN_COLUMNS + _TYPED_COLUMNS
        wanted = {column: f":{column}" for column in known}
        if row["project"] == row["log_project"]:  # it was the log's, which may say another one since
            wanted["project"] = "log_project"
        own = ", ".join(f"{column} = {value}" for column, value in wanted.items())
        db.execute(compose("UPDATE interaction SET", own, "WHERE id = :id"), row)
        return
    if _has_lost_its_place(db, table, row_id, row):
        return
    names, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    db.execute(compose("INSERT OR REPLACE INTO", table, "(", names, ") VALUES (", values, ")"), row)


def _has_lost_its_place(db: Database, table: str, row_id: int, row: Mapping[str, object]) -> bool:
    """Whether a row has nothing any more that it could be a part of, or stands elsewhere by now.

    An imported interaction may have become a part of another one by grouping since; a trial may have come
    again out of an export.
    """
    if table == "interaction":
        return row["source"] is not None
    if table == "assessment":
        return _row(db, "interaction", row_id) is None
    if table in _PARTS_OF:
        whole, column = _PARTS_OF[table]
        if _row(db, whole, _number(row[column])) is None:
            return True
    if table in _NAMED_ROWS:
        query = compose("SELECT 1 FROM", table, "WHERE uid = ? AND id <> ?")
        return db.execute(query, [row["uid"], row_id]).fetchone() is not None
    return False


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
