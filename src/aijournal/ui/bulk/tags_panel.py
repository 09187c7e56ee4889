"""Tags to put on many entries, and tags to take off them."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from aijournal.domain.bulk_change import ChangeTags
from aijournal.ui.entry_detail.entry_texts import split_tags
from aijournal.ui.filter_bar.popup import Popup
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import GRID, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label
from aijournal.ui.widgets.line_edit import LineEdit

_WIDTH_EM = 15


class TagsPanel(Popup):
    """Enter in either line takes both; a tag that stands in both is taken off."""

    picked = Signal(ChangeTags)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Tags"), parent)
        self.added, self.removed = LineEdit(), LineEdit()
        self._take = QPushButton(self.tr("Change the tags"))
        lines = QGridLayout()
        lines.setHorizontalSpacing(SIBLING_GAP)
        lines.setVerticalSpacing(GRID)
        named = ((self.tr("Add tags"), self.added), (self.tr("Take tags off"), self.removed))
        for row, (words, line) in enumerate(named):
            line.setAccessibleName(words)
            line.setPlaceholderText(self.tr("parted by commas"))
            line.setMinimumWidth(round(_WIDTH_EM * theme.type.em))
            line.returnPressed.connect(self._pick)
            lines.addWidget(plain_label(words, "small"), row, 0)
            lines.addWidget(line, row, 1)
        self.column.addLayout(lines)
        self.column.addWidget(self._take)
        self._take.clicked.connect(self._pick)

    def begin(self, anchor: QWidget) -> None:
        """Open under a button, with empty lines."""
        self.added.clear()
        self.removed.clear()
        self.open_under(anchor)
        self.added.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _pick(self) -> None:
        removed = split_tags(self.removed.text())
        added = tuple(tag for tag in split_tags(self.added.text()) if tag not in removed)
        if self.isVisible() and (added or removed):
            self.close()
            self.picked.emit(ChangeTags(added, removed))
