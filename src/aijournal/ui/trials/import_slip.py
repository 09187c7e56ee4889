"""Reading a trial that was done elsewhere: which column is what, what would come, and what it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.domain.kept_trial import ReadTask, TrialPlan
from aijournal.errors import AijournalError
from aijournal.importers.tables.table import look_at
from aijournal.importers.tables.trial_table import REQUIRED, TrialField, TrialTable, read_trial
from aijournal.ui import phrases
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP
from aijournal.ui.asking import Asking, Otherwise, Then
from aijournal.ui.parts import Parts
from aijournal.ui.trials.form_slip import FormSlip
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.quiet_box import QuietBox

_FIELDS: Final[Mapping[TrialField, str]] = {
    TrialField.TASK: QT_TRANSLATE_NOOP("ImportSlip", "The task"),
    TrialField.ARM: QT_TRANSLATE_NOOP("ImportSlip", "The arm: treatment or control"),
    TrialField.FORECAST_CONTROL: QT_TRANSLATE_NOOP("ImportSlip", "Forecast for the other way, in minutes"),
    TrialField.ACTUAL_MINUTES: QT_TRANSLATE_NOOP("ImportSlip", "What it took, in minutes"),
    TrialField.FORECAST_TREATMENT: QT_TRANSLATE_NOOP("ImportSlip", "Forecast with the treatment, in minutes"),
    TrialField.REWORK_MINUTES: QT_TRANSLATE_NOOP("ImportSlip", "Rework, in minutes"),
}


@dataclass(frozen=True, slots=True)
class TableSeen:
    """The columns of a table, and its tasks by the columns that were chosen; `lack` says why not."""

    columns: tuple[str, ...]
    table: TrialTable | None
    lack: str = ""


class ImportSlip(FormSlip):
    """Nothing is kept before `imported`, which carries the plan and the tasks; undo takes it back."""

    imported = Signal(TrialPlan, tuple)  # of ReadTask

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.agree.setText(self.tr("Import it"))
        self._parts = parts
        self._path = Path()
        self._columns: tuple[str, ...] = ()
        self._tasks: tuple[ReadTask, ...] = ()
        self._looking: Asking[TableSeen] = Asking(self._ask, self._show, self.refuse)
        self.name = self.add_line(self.tr("What is it called here?"))
        self.question = self.add_line(self.tr("What was it to find out?"), self.tr("may stay empty"))
        self.treatment = self.add_line(self.tr("The treatment is"))
        self.control = self.add_line(self.tr("The other way is"))
        self.boxes = {field: QuietBox() for field in _FIELDS}
        for field, box in self.boxes.items():
            self.add_part(QCoreApplication.translate("ImportSlip", _FIELDS[field]), box)
            box.activated.connect(self._choose)
        self.what = plain_label(wraps=True)
        self.why = plain_label(role="small", wraps=True)
        self.body.addWidget(self.what)
        self.body.addWidget(self.why)
        self.agreed.connect(self._import)

    @property
    def is_settled(self) -> bool:
        """Whether what it says is what the table holds."""
        return not self._looking.is_under_way

    def begin(self, opener: QWidget, path: Path) -> None:
        """Look at a table."""
        self._path, self._columns, self._tasks = path, (), ()
        self.name.setText(phrases.plain_line(path.stem))
        self.question.clear()
        self.treatment.setText(self.tr("with AI"))
        self.control.setText(self.tr("without AI"))
        for box in self.boxes.values():
            box.clear()
        heading = self.tr("Import the trial in “%1”").replace("%1", phrases.plain_line(path.name))
        words = self.tr("A row is a task. The table is read where it lies, and never changed.")
        self.agree.setEnabled(False)
        self.what.setText(self.tr("Looking at the table …"))
        self.why.clear()
        self.why.hide()
        self.say(heading, words)
        self.open_from(opener)
        self._looking.ask()

    @property
    def named(self) -> Mapping[TrialField, str]:
        """The columns that are chosen for fields."""
        return {field: box.currentData() for field, box in self.boxes.items() if box.currentData()}

    @Slot()
    def _choose(self) -> None:
        self.agree.setEnabled(False)
        self._looking.ask()

    def _ask(self, then: Then[TableSeen], otherwise: Otherwise) -> None:
        job = partial(_look, path=self._path, named=self.named, zone=self._parts.clock.zone)
        self._parts.trials.think(job, then, otherwise)

    def _show(self, seen: TableSeen) -> None:
        if seen.columns != self._columns:
            self._columns = seen.columns
            for field, box in self.boxes.items():
                self._fill(box, field, seen.columns)
        table = seen.table
        self._tasks = table.tasks if table is not None else ()
        self.agree.setEnabled(bool(self._tasks))
        self.complain(seen.lack)
        self.what.setVisible(table is not None)
        self.why.setVisible(table is not None and bool(table.rejected))
        if table is not None:
            self._tell(table)

    def _fill(self, box: QuietBox, field: TrialField, columns: Sequence[str]) -> None:
        """Offer the columns of the table, and the one that is named like the field, if there is one."""
        box.clear()
        box.addItem(self.tr("– none –") if field not in REQUIRED else self.tr("– choose a column –"), "")
        for column in columns:
            box.addItem(phrases.plain_line(column), column)
        own = [column for column in columns if _plain(column) == field.value]
        box.setCurrentIndex(box.findData(own[0]) if own else 0)

    def _tell(self, table: TrialTable) -> None:
        words = self.tr("%1 tasks of %2 rows.").replace("%1", phrases.decimal(len(table.tasks)))
        self.what.setText(words.replace("%2", phrases.decimal(table.records)))
        lines = [f"{reason}: {phrases.decimal(count)}" for reason, count in table.rejected_by_reason.items()]
        lines += [
            self.tr("Line %1: %2").replace("%1", phrases.decimal(line)).replace("%2", reason)
            for line, reason in table.refusals
        ]
        self.why.setText("\n".join(map(phrases.plain_line, lines)))

    @Slot()
    def _import(self) -> None:
        if not self._tasks or not self.agree.isEnabled():
            return
        plan = TrialPlan(self.name.text(), self.question.text(), self.control.text(), self.treatment.text())
        self.imported.emit(plan, self._tasks)


def _look(_: object, *, path: Path, named: Mapping[TrialField, str], zone: tzinfo) -> TableSeen:
    """Return the columns and the tasks of a table; what is missing is an answer, too."""
    columns = tuple(look_at(path))
    try:
        table = read_trial(path, named, zone)
    except AijournalError as error:
        return TableSeen(columns, None, _without_hint(error))
    return TableSeen(columns, table, "" if table.tasks else _no_task(table))


def _no_task(table: TrialTable) -> str:
    return QCoreApplication.translate("ImportSlip", "There is no task in it.") if not table.records else ""


def _without_hint(error: AijournalError) -> str:
    words = QCoreApplication.translate("ImportSlip", "%1. Choose which column says what.")
    return words.replace("%1", phrases.plain_line(error.title))


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_")
