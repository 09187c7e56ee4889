"""The sources that are not on this machine: where each was looked for, and a way to show where it lies."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from aijournal.domain.reading import SourceState
from aijournal.ui.pages.sources_view import SourceView
from aijournal.ui.sources.places import why_nothing
from aijournal.ui.sources.source_actions import SourceActions
from aijournal.ui.sources.state_mark import StateMark, state_words
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.card import Card, rule
from aijournal.ui.widgets.labels import plain_label

_MOST_ROWS = 4


class MissingRow(QWidget):
    """One source that was not found, and the folders in which it was looked for."""

    def __init__(self, theme: Theme, source: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.reason = plain_label(role="small", wraps=True)
        self.buttons = SourceActions(source, title)
        self.buttons.show_readable(is_readable=False)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain_label(title))
        words.addWidget(self.reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, GRID)
        row.setSpacing(SIBLING_GAP)
        row.addWidget(StateMark(theme, SourceState.NOT_FOUND), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.buttons)

    def show_source(self, view: SourceView) -> None:
        """Say where the source was looked for."""
        self.reason.setText(why_nothing(view.found))
        self.setAccessibleName(f"{self._title}: {state_words(view.found.state)}")


class MissingCard(Card):
    """One row for each source that was not found, and at the end the tools that nothing can read."""

    folder_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_heading(self.tr("Not found on this computer"))
        self._theme = theme
        self.rows: dict[str, MissingRow] = {}
        self._is_long = False
        self.names = plain_label(wraps=True)
        self.fold = QPushButton()
        self.fold.setProperty("role", "link")
        self._is_open = False
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._rule = rule()
        self.others = plain_label(role="small", wraps=True)
        self.body.addWidget(self.names)
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._rule)
        self.body.addSpacing(GRID)
        self.body.addWidget(self.others)
        self.fold.clicked.connect(self._toggle)

    def show_sources(self, views: Sequence[SourceView], others: Sequence[str]) -> None:
        """Show the sources that were not found, and name the tools that cannot be read."""
        missing = {view.source: view for view in views if not view.is_known}
        for view in missing.values():
            self._row(view).show_source(view)
        for source, row in self.rows.items():
            row.setVisible(source in missing)
        self._is_long = len(missing) > _MOST_ROWS
        self.names.setText(", ".join(view.title for view in missing.values()))
        self._show_fold()
        words = self.tr(
            "aijournal cannot read the logs of %1. What you do there can be logged by hand, on Today."
        )
        self.others.setText(words.replace("%1", ", ".join(others)))
        self.others.setVisible(bool(others))
        self._show_heading(has_missing=bool(missing))
        self.setVisible(bool(missing or others))

    @Slot()
    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show_fold()

    def _show_fold(self) -> None:
        """Name many sources in a line, with the places behind a press; of a few, show the places at once."""
        self.names.setVisible(self._is_long)
        self.fold.setVisible(self._is_long)
        self._rows.setVisible(self._is_open or not self._is_long)
        opens, closes = self.tr("Where they were looked for"), self.tr("Hide the places")
        self.fold.setText(closes if self._is_open else opens)

    def _show_heading(self, *, has_missing: bool) -> None:
        self.set_heading(self.tr("Not found on this computer") if has_missing else self.tr("Other tools"))
        self._rule.setVisible(has_missing and self.others.isVisibleTo(self))

    def _row(self, view: SourceView) -> MissingRow:
        if view.source not in self.rows:
            row = MissingRow(self._theme, view.source, view.title)
            row.buttons.folder_asked.connect(self.folder_asked)
            self.rows[view.source] = row
            self._list.addWidget(row)
        return self.rows[view.source]
