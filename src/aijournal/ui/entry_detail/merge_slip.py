"""What would become of entries that are made one, said before it is done."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from aijournal.domain.entry import Entry
from aijournal.domain.merging import Merging
from aijournal.ui import phrases
from aijournal.ui.entry_detail.choice_row import ChoiceRow
from aijournal.ui.safety.slip import Slip
from aijournal.ui.theme import Theme
from aijournal.ui.widgets.labels import plain_label

_NAMED = 6  # more lines than that say no more


class MergeSlip(Slip):
    """Names the entries, and which verdict is kept; of several ways and verdicts one can be chosen."""

    merge_asked = Signal(Merging)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.agree.setText(self.tr("Make them one"))
        self.leave.setText(self.tr("Leave them apart"))
        self._theme = theme
        self._ways: Mapping[str, Merging] = {}
        self.plan: Merging | None = None
        self.ways: ChoiceRow | None = None
        self.verdicts: ChoiceRow | None = None
        self.details = plain_label(role="small", wraps=True)
        self.details.setMinimumWidth(1)
        self.body.addWidget(self.details)
        self.agreed.connect(self._go_on)

    def begin(self, ways: Mapping[str, Merging], opener: QWidget | None) -> None:
        """Ask about one way of merging, or which of several, each with its words."""
        self._ways = ways
        self.ways = self._replaced(self.ways, self.tr("Make one with"), {way: way for way in ways})
        if self.ways is not None:
            self.ways.pressed.connect(self._choose_way)
        self._choose_way(next(iter(ways)))
        self.open_from(opener)
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _choose_way(self, way: str) -> None:
        if self.ways is not None:
            self.ways.show_text(way)
        self._show(self._ways[way])
        judged = [entry for entry in self._ways[way].entries if entry.assessment is not None]
        names = {str(entry.interaction.id): _verdict(entry) for entry in judged}
        self.verdicts = self._replaced(self.verdicts, self.tr("Keep the verdict"), names)
        if self.verdicts is not None and self.plan is not None and self.plan.chosen is not None:
            self.verdicts.pressed.connect(self._choose_verdict)
            self.verdicts.show_text(str(self.plan.chosen.interaction.id))
        self.order_keys()

    @Slot(str)
    def _choose_verdict(self, number: str) -> None:
        if self.plan is not None and self.verdicts is not None:
            self.verdicts.show_text(number)
            self._show(self.plan.with_verdict_of(int(number)))

    @Slot()
    def _go_on(self) -> None:
        if self.plan is not None:
            self.put_away()
            self.merge_asked.emit(self.plan)

    def _show(self, plan: Merging) -> None:
        self.plan = plan
        heading = self.tr("Make %1 one").replace("%1", phrases.entries(len(plan.entries)))
        self.say(heading, self._of_verdicts(plan), self._given_up(plan))
        lines = [_line(entry) for entry in plan.entries[:_NAMED]]
        self.details.setText("\n".join([*lines, "…"] if len(plan.entries) > _NAMED else lines))

    def _of_verdicts(self, plan: Merging) -> str:
        """Say which verdict is kept, and that everything else is put together."""
        united = self.tr("Exchanges, titles, tags and notes are put together. Undo takes it back.")
        if plan.chosen is None:
            return united
        kept = self.tr("The verdict %1 is kept.").replace("%1", _verdict(plan.chosen))
        net = plan.assessment.net_minutes if plan.assessment else None
        if net is None:
            return f"{kept} {united}"
        minutes = self.tr("It then says net %1 in all.").replace("%1", phrases.duration(net))
        return f"{kept} {minutes} {united}"

    def _given_up(self, plan: Merging) -> str:
        if not plan.given_up:
            return ""
        named = ", ".join(_verdict(entry) for entry in plan.given_up)
        return self.tr("Given up, but for its minutes and note: %1.").replace("%1", named)

    def _replaced(self, row: ChoiceRow | None, name: str, choices: Mapping[str, str]) -> ChoiceRow | None:
        """Put another row of choices in the place of one; where there is nothing to choose, none."""
        if row is not None:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        if len(choices) < 2:
            return None
        fresh = ChoiceRow(self._theme, name, name, choices)
        self.body.addWidget(fresh)
        return fresh


def _line(entry: Entry) -> str:
    """Return enough of an entry to know it by."""
    one = entry.interaction
    title = phrases.plain_line(one.title or "") or phrases.BETWEEN.join(phrases.whose(one))
    return phrases.BETWEEN.join((_at(entry), phrases.exchanges(one.exchanges), title))


def _at(entry: Entry) -> str:
    began = phrases.local_start(entry.interaction)
    return f"{phrases.short_day(began.date())} {phrases.clock(began)}"


def _verdict(entry: Entry) -> str:
    """Return a verdict in words, with when its entry began."""
    said = entry.assessment
    if said is None or said.outcome is None:
        words = QCoreApplication.translate("MergeSlip", "open (%1)")
    else:
        words = QCoreApplication.translate("MergeSlip", "“%2” (%1)").replace(
            "%2", phrases.outcome(said.outcome)
        )
    return words.replace("%1", _at(entry))
