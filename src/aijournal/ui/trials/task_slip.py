"""Adding a task: forecasts that are locked before chance decides, or the reason why it may not."""

from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QPushButton, QWidget

from aijournal.analysis.calibration import LEAST_SIMILAR
from aijournal.domain.entry_words import read_minutes
from aijournal.domain.kept_trial import KeptTask, KeptTrial, TaskToLock
from aijournal.domain.trial import LockedForecast, TaskSize
from aijournal.ui import phrases
from aijournal.ui.trials.form_slip import FormSlip, figure
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.segments import Segments

_SIZES = tuple(TaskSize)
_PERCENT = 100


class TaskSlip(FormSlip):
    """`locked` carries the task, and the reason where it is not left to chance, else `None`."""

    locked = Signal(TaskToLock, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.agree.setText(self.tr("Yes: lock it and draw"))
        self._done: Sequence[KeptTask] = ()
        self._is_refused = False
        self.title = self.add_line(self.tr("What is the task?"))
        words = self.tr("How large does it look?")
        self.looks = Segments(words, (self.tr("Small"), self.tr("Medium"), self.tr("Large")), 1)
        self.add_part(words, self.looks, *self.looks.findChildren(QWidget))
        self.type = self.add_line(self.tr("What kind of work is it?"), self.tr("may stay empty"))
        self.similar = plain_label(role="small", wraps=True)
        self.body.addWidget(self.similar)
        self.control = self.add_line("", self.tr("90 or 1h30m"))
        self.treatment = self.add_line("", self.tr("may stay empty"))
        self.chance = self.add_line("", self.tr("70 %; may stay empty"))
        self.refusal = self.add_line(self.tr("Why is it not left to chance?"))
        self.refuse_chance = QPushButton(self.tr("No, not this one…"))
        self._stops.remove(self.refusal)
        self._stops += [self.refuse_chance, self.refusal]
        self.body.addWidget(self.refuse_chance, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_refusal(is_refused=False)
        self.looks.chosen.connect(self._tell_similar)
        self.type.textChanged.connect(self._tell_similar)
        self.refuse_chance.clicked.connect(self._ask_why)
        self.agreed.connect(self._lock)

    def begin(self, opener: QWidget, trial: KeptTrial, tasks: Sequence[KeptTask]) -> None:
        """Ask for the next task of a trial; `tasks` are those that it has."""
        plan = trial.plan
        self._done = [task for task in tasks if task.minutes is not None]
        control, treatment = map(phrases.plain_line, (plan.control, plan.treatment))
        for line, words in (
            (self.control, self.tr("Your forecast for “%1”, in minutes").replace("%1", control)),
            (self.treatment, self.tr("Your forecast for “%1”, in minutes").replace("%1", treatment)),
            (self.chance, self.tr("How likely is “%1” faster?").replace("%1", treatment)),
        ):
            self.name_part(line, words)
        for line in (self.title, self.control, self.treatment, self.chance, self.refusal):
            line.clear()
        kinds = sorted({task.task for task in tasks if task.task})
        self.type.setCompleter(QCompleter(kinds, self.type))
        self._show_refusal(is_refused=False)
        self._tell_similar()
        words = self.tr(
            "The forecast is locked before chance decides, and cannot be changed or taken back. A task that "
            "you would not leave to chance is kept with its reason."
        )
        self.say(self.tr("The next task: willing to leave it to chance?"), words)
        self.open_from(opener)

    @Slot()
    def _ask_why(self) -> None:
        self._show_refusal(is_refused=True)
        self.refusal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_refusal(self, *, is_refused: bool) -> None:
        self._is_refused = is_refused
        self.show_part(self.refusal, is_shown=is_refused)
        self.refuse_chance.setVisible(not is_refused)
        words = self.tr("Yes: lock it and draw")
        self.agree.setText(self.tr("Keep it with this reason") if is_refused else words)

    @Slot()
    def _tell_similar(self) -> None:
        """Say what similar tasks took, before a forecast is made."""
        size, kind = _SIZES[self.looks.current], self.type.text().strip()
        similar = [task for task in self._done if task.forecast.size is size]
        of_kind = [task for task in similar if task.task == kind]
        similar = of_kind if kind and len(of_kind) >= LEAST_SIMILAR else similar
        taken = [task.minutes for task in similar if task.minutes is not None]
        words = self.tr("%1 tasks like it took %2 in the middle.")
        words = words.replace("%1", phrases.decimal(len(taken)))
        is_enough = len(taken) >= LEAST_SIMILAR
        self.similar.setText(words.replace("%2", phrases.time_taken(median(taken))) if is_enough else "")
        self.similar.setVisible(is_enough)

    @Slot()
    def _lock(self) -> None:
        control, treatment = read_minutes(self.control.text()), read_minutes(self.treatment.text())
        chance = _chance(self.chance.text())
        if not self.title.text().strip():
            self.complain(self.tr("Say what the task is."), self.title)
        elif control is None or control <= 0:
            self.complain(self.tr("Say minutes, such as 90 or 1h30m."), self.control)
        elif self.treatment.text().strip() and (treatment is None or treatment <= 0):
            self.complain(self.tr("Say minutes, such as 90 or 1h30m."), self.treatment)
        elif self.chance.text().strip() and chance is None:
            self.complain(self.tr("Say a chance between 0 and 100 %."), self.chance)
        elif self._is_refused and not self.refusal.text().strip():
            self.complain(self.tr("Say why, in a word or two."), self.refusal)
        else:
            self.complain("")
            forecast = LockedForecast(control, treatment, chance, _SIZES[self.looks.current])
            task = TaskToLock(self.title.text().strip(), forecast, self.type.text().strip() or None)
            self.locked.emit(task, self.refusal.text().strip() if self._is_refused else None)


def _chance(text: str) -> float | None:
    """Return a chance from 0 to 1 that was typed as a share or as percent, or `None`."""
    typed = text.strip()
    found = figure(typed.removesuffix("%"))
    if found is None:
        return None
    chance = found / _PERCENT if typed.endswith("%") or found > 1 else found
    return chance if 0 <= chance <= 1 else None
