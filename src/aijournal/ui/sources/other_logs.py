"""A folder or a log that the person pointed to: what is in it, and what to do with it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from aijournal.domain.reading import Discovery, SourceState
from aijournal.domain.tools import tool_title
from aijournal.ui import phrases
from aijournal.ui.log_reading import LogRequest
from aijournal.ui.sources.places import breakable
from aijournal.ui.type_scale import CARD_GAP, GRID, SIBLING_GAP
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, tooltip
from aijournal.ui.widgets.putting_away import put_away


class OtherLogs(QFrame):
    """A slip of paper: where, what was found there, which tool wrote it; nothing is read before it is asked.

    Where several tools may have written what lies there, the person chooses which.
    """

    read_asked = Signal(LogRequest)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "slip")
        self._root: Path | None = None
        self._heading = plain_label(role="heading", wraps=True)
        self._place = ElidedLabel("", "soft")
        self.what = plain_label(wraps=True)
        self.tool = QComboBox()
        self.tool.setAccessibleName(self.tr("The tool that wrote these logs"))
        self.try_first = QPushButton(self.tr("Try it first"))
        self.read_these = QPushButton(self.tr("Read these logs"))
        self.read_these.setProperty("role", "primary")
        self.leave = QPushButton(self.tr("Leave it"))
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def root(self) -> Path | None:
        """What the person pointed to."""
        return self._root

    def invite(self) -> None:
        """Say that what is held over the page can be dropped on it."""
        self._show(
            self.tr("Drop it here to see what is in it"), "", self.tr("Nothing is read by dropping it.")
        )

    def begin(self, root: Path) -> None:
        """Say that this place is being looked into."""
        self._root = root
        self._show(self.tr("Looking into this place …"), str(root), "")

    def show_found(self, root: Path, found: Sequence[Discovery]) -> None:
        """Say which tools' logs are there; an answer about a place that was left meanwhile is ignored."""
        if root != self._root:
            return
        claims = [one for one in found if one.state is SourceState.FOUND]
        heading = self.tr("These logs can be read") if claims else self.tr("There is nothing to read here")
        self._show(heading, str(root), self._reason(claims or found))
        self.tool.clear()
        for one in claims:
            self.tool.addItem(tool_title(one.source), one)
        self.tool.setVisible(len(claims) > 1)
        for button in (self.try_first, self.read_these):
            button.setVisible(bool(claims))
        first = self.tool if len(claims) > 1 else self.try_first if claims else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def put_away(self) -> None:
        """Leave the place alone."""
        self._root = None
        put_away(self)

    def _lay_out(self) -> None:
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        for choice in (self.tool, self.try_first, self.read_these, self.leave):
            line.addWidget(choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_GAP + 2, CARD_GAP, CARD_GAP + 2, CARD_GAP)
        column.setSpacing(GRID)
        for part in (self._heading, self._place, self.what):
            column.addWidget(part)
        column.addSpacing(GRID)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.try_first.clicked.connect(self._ask_trying)
        self.read_these.clicked.connect(self._ask_reading)
        self.leave.clicked.connect(self.put_away)
        self.tool.currentIndexChanged.connect(self._show_chosen)
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self.put_away)

    def _show(self, heading: str, place: str, what: str) -> None:
        self._heading.setText(heading)
        self._place.setText(phrases.plain_line(place))
        self._place.setToolTip(tooltip(place))
        self._place.setVisible(bool(place))
        self.what.setText(what)
        self.what.setVisible(bool(what))
        for part in (self.tool, self.try_first, self.read_these):
            part.hide()
        self.leave.setVisible(bool(place))
        self.setAccessibleName(heading)
        self.show()

    def _reason(self, found: Sequence[Discovery]) -> str:
        """Say what one tool's importer found, or why none of them can read what is there."""
        if len(found) == 1:
            return breakable(f"{tool_title(found[0].source)}: {found[0].reason}")
        if any(one.state is SourceState.FOUND for one in found):
            return self.tr("More than one tool may have written them. Choose which.")
        return self.tr("No tool that can be read has left logs there.")

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.tool.currentData()
        if self.tool.count() > 1 and isinstance(chosen, Discovery):
            self.what.setText(self._reason([chosen]))

    @Slot()
    def _ask_trying(self) -> None:
        self._ask(is_rehearsal=True)

    @Slot()
    def _ask_reading(self) -> None:
        self._ask(is_rehearsal=False)

    def _ask(self, *, is_rehearsal: bool) -> None:
        chosen = self.tool.currentData()
        if isinstance(chosen, Discovery):
            self.read_asked.emit(LogRequest((chosen.source,), self._root, is_rehearsal))
