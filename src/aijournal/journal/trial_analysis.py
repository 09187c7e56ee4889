"""A trial as analysis takes it: its tasks in the order of their draws, with the times or tokens they took."""

from typing import Final

from sqlite_utils import Database

from aijournal.domain.kept_trial import KeptTask, KeptTrial, TrialOutcome
from aijournal.domain.tokens import TokenWeights
from aijournal.domain.trial import Trial, TrialTask
from aijournal.journal.conditions import weight_of_interaction
from aijournal.journal.sql_text import compose
from aijournal.journal.trial_rows import ENTRIES_NOW, tasks

_TOKENS: Final = """
SELECT task_id, sum(weight) FROM (
  SELECT DISTINCT task_id, interaction.id, {weight} AS weight
  FROM linked JOIN interaction ON interaction.uid = linked.uid
  WHERE task_id IN (SELECT id FROM trial_task WHERE trial_id = ?)
) GROUP BY task_id HAVING count(*) = count(weight)
"""


def trial_of(db: Database, trial: KeptTrial, outcome: TrialOutcome, weights: TokenWeights) -> Trial:
    """Return a trial by one of its outcomes, inside the caller's transaction."""
    (seed,) = db.execute("SELECT seed FROM trial WHERE id = ?", [trial.id]).fetchone()
    kept = tasks(db, "trial_id = ? AND arm IS NOT NULL", trial.id)
    by_tokens = outcome is TrialOutcome.WEIGHTED_TOKENS
    tokens = weighted_tokens(db, trial.id, weights) if by_tokens else {}
    return Trial(
        tasks=tuple(_by_tokens(one, tokens.get(one.id)) if by_tokens else _by_minutes(one) for one in kept),
        seed=seed,
        refused=trial.refused,
    )


def weighted_tokens(db: Database, trial: int, weights: TokenWeights) -> dict[int, float]:
    """Return the weighted tokens of each task whose entries are all known to the token."""
    query = compose(ENTRIES_NOW, _TOKENS.replace("{weight}", weight_of_interaction(weights)))
    return dict(db.execute(query, [trial]).fetchall())


def _by_minutes(task: KeptTask) -> TrialTask:
    if task.arm is None:
        raise ValueError("a task in no arm is no part of an analysis")
    return TrialTask(
        arm=task.arm,
        forecast=task.forecast,
        minutes=task.minutes,
        rework_minutes=task.rework_minutes,
        is_violated=task.is_violated,
        claimed_net_minutes=task.claimed_net_minutes,
    )


def _by_tokens(task: KeptTask, tokens: float | None) -> TrialTask:
    """Tell tokens in the place of minutes; a logarithm of none at all there is not."""
    if task.arm is None:
        raise ValueError("a task in no arm is no part of an analysis")
    return TrialTask(
        arm=task.arm,
        forecast=task.forecast,
        minutes=tokens if tokens and task.done_at is not None else None,
        rework_minutes=0.0,
        is_violated=task.is_violated,
    )
