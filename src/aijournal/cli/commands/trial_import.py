"""The command that reads a trial which was done elsewhere: `trial import`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from aijournal.cli.commands.trial_acts import arm_options
from aijournal.cli.documents import print_json
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import json_option, text
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.cli.trial_rows import trial_row
from aijournal.domain.kept_trial import TrialPlan
from aijournal.errors import AijournalError
from aijournal.importers.tables.trial_table import TrialField, TrialTable, read_trial

_FIELDS: Final = {one.value: one for one in TrialField}


def _columns(
    _context: click.Context, _option: click.Parameter, typed: Sequence[str]
) -> Mapping[TrialField, str]:
    """Return the columns of fields, typed as `task=Title,arm=Group`."""
    columns: dict[TrialField, str] = {}
    for part in (part for one in typed for part in text(one).split(",")):
        name, _, column = part.partition("=")
        field = _FIELDS.get(name.strip().lower().replace("-", "_"))
        if field is None or not column.strip():
            known = ", ".join(_FIELDS)
            raise click.BadParameter(f"“{part.strip()}” is not field=Column; the fields are: {known}.")
        columns[field] = column.strip()
    return columns


@click.command("import", cls=OnceCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", type=text, required=True, help="What the trial is called here.")
@click.option("--question", type=text, default="", help="What it was to find out.")
@arm_options
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    multiple=True,
    callback=_columns,
    help="Which columns say what, where they have other names.",
)
@json_option
@pass_session
def import_command(
    session: Session, /, file: Path, columns: Mapping[TrialField, str], *, as_json: bool, **words: str
) -> None:
    """Read a trial that was done elsewhere from a table, a row a task.

    Its columns: task, arm (treatment or control), forecast_control, actual_minutes; if there are any,
    forecast_treatment, rework_minutes, size, started_at, participant. Rows that cannot be read are counted
    with the reason.
    """
    table = read_trial(file, columns, session.zone)
    if not table.tasks:
        reasons = ", ".join(table.rejected_by_reason) or "it has no rows"
        raise AijournalError("There is no task in it", f"{file}: {reasons}. Nothing was imported.")
    with session.open_journal() as journal:
        plan = TrialPlan(words["name"], words["question"], words["control"], words["treatment"])
        trial = journal.trials.take(plan, table.tasks, session.now())
    if as_json:
        print_json(
            **trial_row(trial),
            records=table.records,
            rejected=table.rejected,
            rejected_by_reason=table.rejected_by_reason,
        )
    else:
        _print_taken(trial.plan.name, table)


def _print_taken(name: str, table: TrialTable) -> None:
    say(f"Imported “{name}”: {len(table.tasks)} tasks of {table.records} rows.")
    for reason, count in table.rejected_by_reason.items():
        note(f"Rejected {count}: {reason}.")
    for line, reason in table.refusals:
        note(f"Line {line}: {reason}.")
    say("`aijournal trial result` says what it found.")
