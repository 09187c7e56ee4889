"""What can be done about a source: try it, read it, or say that its logs lie elsewhere."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from aijournal.ui.log_reading import LogRequest
from aijournal.ui.type_scale import SIBLING_GAP
from aijournal.ui.widgets.flow_layout import FlowLayout


class SourceActions(QWidget):
    """Three buttons that name their source to those who cannot see beside what they stand."""

    read_asked = Signal(LogRequest)
    folder_asked = Signal(str)

    def __init__(self, source: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.try_first = QPushButton(self.tr("Try it first"))
        self.read_new = QPushButton(self.tr("Read new logs"))
        self.other_folder = QPushButton(self.tr("Other folder…"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(self, gap=SIBLING_GAP)
        for button in (self.try_first, self.read_new, self.other_folder):
            button.setAccessibleName(f"{title}: {button.text()}")
            line.addWidget(button)
        self.try_first.clicked.connect(self._ask_trying)
        self.read_new.clicked.connect(self._ask_reading)
        self.other_folder.clicked.connect(self._ask_folder)

    def show_readable(self, *, is_readable: bool) -> None:
        """Offer reading where there is something to read."""
        self.try_first.setVisible(is_readable)
        self.read_new.setVisible(is_readable)

    @Slot()
    def _ask_trying(self) -> None:
        self.read_asked.emit(LogRequest((self._source,), is_rehearsal=True))

    @Slot()
    def _ask_reading(self) -> None:
        self.read_asked.emit(LogRequest((self._source,)))

    @Slot()
    def _ask_folder(self) -> None:
        self.folder_asked.emit(self._source)
