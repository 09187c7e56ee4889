"""Which tool the charts are about."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from aijournal.domain.tools import tool_title
from aijournal.ui import phrases
from aijournal.ui.widgets.quiet_box import QuietBox


class ToolChoice(QuietBox):
    """All tools, or one of those that the journal knows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem(self.tr("All tools"), None)
        self.setAccessibleName(self.tr("Tool"))

    @property
    def tool(self) -> str | None:
        """The tool in force; `None` for all."""
        name: str | None = self.currentData()
        return name

    def offer(self, tools: Sequence[str]) -> None:
        """Offer these tools; the one in force stays where it is among them."""
        offered = [self.itemData(index) for index in range(1, self.count())]
        if offered == list(tools):
            return
        chosen = self.tool
        with QSignalBlocker(self):
            while self.count() > 1:
                self.removeItem(1)
            for tool in tools:
                self.addItem(phrases.plain_line(tool_title(tool)), tool)
            self.setCurrentIndex(max(0, self.findData(chosen)))
