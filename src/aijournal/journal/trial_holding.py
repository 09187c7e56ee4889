"""What keeps a draw from being taken back: undo lets go of all that would remove what chance decided."""

from typing import Final

from sqlite_utils import Database

from aijournal.journal.sql_text import compose

# Steps that made the trial or removed it: taking them back, or doing them again, would do so once more.
_STEPS: Final = """
SELECT step_id FROM undo_row
WHERE table_name = 'trial' AND row_id = :trial AND (before IS NULL OR after IS NULL)
"""
_OF_TRIAL: Final = """
(table_name = 'trial' AND row_id = :trial)
OR (table_name = 'trial_task' AND coalesce(after, before) ->> 'trial_id' = :trial)
OR (table_name IN ('trial_work', 'trial_stretch', 'trial_entry')
  AND coalesce(after, before) ->> 'task_id' IN (SELECT id FROM trial_task WHERE trial_id = :trial))
"""
_FORGET_MAKING: Final = compose("DELETE FROM undo_row WHERE step_id IN (", _STEPS, ") AND (", _OF_TRIAL, ")")
_FORGET_PLAN: Final = "DELETE FROM undo_row WHERE table_name = 'trial' AND row_id = :trial"
_FORGET_EMPTY: Final = """
DELETE FROM undo_step WHERE NOT EXISTS (SELECT 1 FROM undo_row WHERE step_id = undo_step.id)
AND NOT EXISTS (SELECT 1 FROM undo_value WHERE step_id = undo_step.id)
"""


def hold(db: Database, trial: int, *, with_plan: bool = False) -> None:
    """Let undo neither remove a trial nor what was locked in it; with `with_plan`, nor change its plan.

    Runs inside the caller's transaction.
    """
    db.execute(_FORGET_MAKING, {"trial": trial})
    if with_plan:
        db.execute(_FORGET_PLAN, {"trial": trial})
    db.execute(_FORGET_EMPTY)
