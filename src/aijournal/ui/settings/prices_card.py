"""Which price list costs are worked out by, how old it is, and a newer one that the person brings."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from aijournal.errors import AijournalError
from aijournal.own_prices import OLD_AFTER, PricesInForce, forget_prices, prices_in_force, take_prices
from aijournal.paths import Paths
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.journal_thread import JournalThread
from aijournal.ui.session import Session
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal


class PricesCard(Card):
    """Files are read and written on the journal's thread; a list that was taken holds at once."""

    said = Signal(str, bool)
    failed = Signal(AijournalError)

    def __init__(
        self, thread: JournalThread, session: Session, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._thread = thread
        self._session = session
        self._clock = clock
        self.found: PricesInForce | None = None
        self.set_heading(self.tr("Prices"))
        self.state = plain_label(wraps=True)
        self.problem = plain_label(role="small", wraps=True)
        self.take = QPushButton(self.tr("Use a newer price list…"))
        self.forget = QPushButton(self.tr("Go back to the program’s own"))
        self._lay_out()
        self.take.clicked.connect(self._choose)
        self.forget.clicked.connect(self._forget)

    @Slot(Path)
    def take_file(self, file: Path) -> None:
        """Use a price list from now on, where it is one and newer."""
        job = partial(_take, paths=self._paths, file=file, today=self._clock.today())
        self._thread.read(job, self._tell_taken, self.failed.emit)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Look again: days pass, and another program may have taken a list."""
        super().showEvent(event)
        self._ask()

    def _lay_out(self) -> None:
        why = self.tr(
            "What your tokens cost is worked out by public list prices, from a file with a date. aijournal "
            "fetches none: a newer aijournal brings newer ones, or its file prices.json alone."
        )
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        line.addWidget(self.take)
        line.addWidget(self.forget)
        self.body.setSpacing(SIBLING_GAP)
        for part in (plain_label(why, "soft", wraps=True), self.state, self.problem, buttons):
            self.body.addWidget(part)
        self.problem.hide()
        self.forget.hide()

    @property
    def _paths(self) -> Paths:
        return self._session.access.paths

    @Slot()
    def _ask(self) -> None:
        self._thread.read(partial(_look, paths=self._paths), self._show, self.failed.emit)

    def _show(self, found: PricesInForce) -> None:
        self.found = found
        self.state.setText(f"{self._described(found)} {self._origin(found)}")
        self.problem.setText(found.problem)
        self.problem.setVisible(bool(found.problem))
        self.forget.setVisible(found.is_own or bool(found.problem))

    def _described(self, found: PricesInForce) -> str:
        age = found.prices.age(self._clock.today())
        words = self.tr("Prices of %1, %2 days old.")
        if age == 1:
            words = self.tr("Prices of %1, one day old.")
        if age > OLD_AFTER.days:
            words = self.tr("Prices of %1, %2 days old: vendors will have changed some since.")
        return words.replace("%1", phrases.full_day(found.prices.as_of)).replace("%2", phrases.decimal(age))

    def _origin(self, found: PricesInForce) -> str:
        words = self.tr("%1 models, from %2 under the %3 licence; it came with the program.")
        if found.is_own:
            words = self.tr("%1 models, from %2 under the %3 licence; you brought it.")
        models = phrases.decimal(found.prices.models)
        return (
            words.replace("%1", models).replace("%2", found.prices.source).replace("%3", found.prices.licence)
        )

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("A newer price list"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{self.tr('Price lists')} (*.json)", f"{self.tr('All files')} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take_file(Path(chosen)))
        dialog.open()

    @Slot()
    def _forget(self) -> None:
        self._thread.read(partial(_forget, paths=self._paths), self._tell_forgotten, self.failed.emit)

    def _tell_taken(self, found: PricesInForce) -> None:
        self._hold(found, self.tr("Costs are worked out by the prices of %1 from now on."))

    def _tell_forgotten(self, found: PricesInForce) -> None:
        self._hold(found, self.tr("Costs are worked out by the program’s own prices of %1 again."))

    def _hold(self, found: PricesInForce, words: str) -> None:
        self._show(found)
        said = words.replace("%1", phrases.full_day(found.prices.as_of))
        self._session.renew(self._session.access.settings, lambda: self.said.emit(said, False))


def _look(_journal: "Journal", *, paths: Paths) -> PricesInForce:
    return prices_in_force(paths)


def _take(_journal: "Journal", *, paths: Paths, file: Path, today: date) -> PricesInForce:
    take_prices(paths, file, today)
    return prices_in_force(paths)


def _forget(_journal: "Journal", *, paths: Paths) -> PricesInForce:
    forget_prices(paths)
    return prices_in_force(paths)
