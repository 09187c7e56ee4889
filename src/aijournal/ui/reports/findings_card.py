"""What was found in the words that would leave: nothing is written before each of it was seen."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from aijournal.export.findings import Acknowledgement, FindingKind
from aijournal.export.leaving import Place, Sighting, unseen
from aijournal.ui import phrases
from aijournal.ui.actions.action import QT_TRANSLATE_NOOP
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP, SMALLEST_TARGET
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label

_MOST_ROWS = 7
_TICKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_KINDS: Final[Mapping[FindingKind, str]] = {
    FindingKind.PRIVATE_KEY: QT_TRANSLATE_NOOP("Findings", "private key"),
    FindingKind.KEY: QT_TRANSLATE_NOOP("Findings", "key"),
    FindingKind.TOKEN: QT_TRANSLATE_NOOP("Findings", "access token"),
    FindingKind.PASSWORD: QT_TRANSLATE_NOOP("Findings", "password"),
    FindingKind.RANDOM: QT_TRANSLATE_NOOP("Findings", "looks like a key"),
    FindingKind.EMAIL: QT_TRANSLATE_NOOP("Findings", "e-mail address"),
    FindingKind.PATH: QT_TRANSLATE_NOOP("Findings", "path"),
    FindingKind.HOST: QT_TRANSLATE_NOOP("Findings", "internal host"),
    FindingKind.IP_ADDRESS: QT_TRANSLATE_NOOP("Findings", "IP address"),
    FindingKind.PHONE: QT_TRANSLATE_NOOP("Findings", "phone number"),
    FindingKind.NAME: QT_TRANSLATE_NOOP("Findings", "name"),
    FindingKind.HASH: QT_TRANSLATE_NOOP("Findings", "hash of a commit or a file"),
}
_PLACES: Final[Mapping[Place, str]] = {
    Place.ITEM: QT_TRANSLATE_NOOP("Findings", "in what got unblocked, item %1"),
    Place.CHANGED: QT_TRANSLATE_NOOP("Findings", "in what you changed"),
    Place.LEARNED: QT_TRANSLATE_NOOP("Findings", "in what you learned"),
    Place.NEXT: QT_TRANSLATE_NOOP("Findings", "in what you do next"),
    Place.NAME: QT_TRANSLATE_NOOP("Findings", "in a name"),
    Place.TITLE: QT_TRANSLATE_NOOP("Findings", "in a title"),
    Place.NOTE: QT_TRANSLATE_NOOP("Findings", "in a note"),
    Place.LINK: QT_TRANSLATE_NOOP("Findings", "in a link"),
    Place.TRIAL: QT_TRANSLATE_NOOP("Findings", "in the words of a trial"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)


def say_sighting(one: Sighting) -> str:
    """Return what was found, masked, and where it stands."""
    where = _tr(_PLACES[one.place]).replace("%1", str(one.number))
    parts = [_tr(_KINDS[one.finding.kind]), phrases.plain_line(one.finding.excerpt), where]
    if one.count > 1:
        parts.append(_tr("%1 times").replace("%1", phrases.decimal(one.count)))
    return phrases.BETWEEN.join(parts)


class FindingsCard(Card):
    """A row to tick for each; what was seen is remembered while the window is open, and nowhere else."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._seen: set[Acknowledgement] = set()
        self._sightings: tuple[Sighting, ...] = ()
        self.set_heading(self.tr("Look at this before it leaves"))
        self.what = plain_label(role="soft", wraps=True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What was found in the words that leave"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "ticks")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.setSpacing(SIBLING_GAP)
        self.body.addWidget(self.what)
        self.body.addWidget(self.list)
        self.list.itemChanged.connect(self._tick)
        theme.changed.connect(self._fit)
        self.hide()

    @property
    def left(self) -> Collection[Sighting]:
        """What the person has not seen yet."""
        return unseen(self._sightings, self._seen)

    def show_sightings(self, sightings: Sequence[Sighting]) -> None:
        """Show what was found; what was seen before is ticked."""
        if tuple(sightings) == self._sightings:
            return
        self._sightings = tuple(sightings)
        at = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in self._sightings:
                self.list.addItem(self._row(one))
            self.list.setCurrentRow(min(max(at, 0), self.list.count() - 1))
        self.setVisible(bool(sightings))
        self._fit()
        self._tell()

    def _row(self, one: Sighting) -> QListWidgetItem:
        item = QListWidgetItem(say_sighting(one))
        item.setFlags(_TICKED)
        is_seen = one.acknowledgement in self._seen
        item.setCheckState(Qt.CheckState.Checked if is_seen else Qt.CheckState.Unchecked)
        return item

    @Slot(QListWidgetItem)
    def _tick(self, item: QListWidgetItem) -> None:
        known = self._sightings[self.list.row(item)].acknowledgement
        if item.checkState() is Qt.CheckState.Checked:
            self._seen.add(known)
        else:
            self._seen.discard(known)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        left = len(self.left)
        words = self.tr("Nothing is saved or copied before all of it is ticked as seen, or gone. %1 to go.")
        if not left:
            words = self.tr("All of it was seen. What only you can know to be confidential is not found.")
        self.what.setText(words.replace("%1", phrases.decimal(left)))

    @Slot()
    def _fit(self) -> None:
        """Be as high as the rows are, up to a few."""
        rows = range(min(self.list.count(), _MOST_ROWS))
        heights = [max(SMALLEST_TARGET, self.list.sizeHintForRow(row)) for row in rows]
        self.list.setFixedHeight(sum(heights) + GRID)
