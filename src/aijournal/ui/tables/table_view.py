"""What the window of a table is made of, from its name at the top to its buttons at the foot."""

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from aijournal.importers.tables.preview import TablePreview
from aijournal.ui import phrases
from aijournal.ui.clock import Clock
from aijournal.ui.tables.column_rows import ColumnRows
from aijournal.ui.tables.reading_form import ReadingForm
from aijournal.ui.tables.row_list import RowList
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, GRID, PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.elided_label import ElidedLabel
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label, set_tone

_WIDTH_EM, _HEIGHT_EM = 60, 46
_FIELD_EM = 11


class TableView(QObject):
    """The parts; whatever does not fit is scrolled to, but for the foot with what would come."""

    def __init__(self, theme: Theme, clock: Clock, name: str, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._em = theme.type.em
        width = round(_FIELD_EM * self._em)
        self.heading = plain_label(phrases.plain_line(name), "title", wraps=True)
        self._place = ElidedLabel(phrases.plain_line(place), "small")
        self.columns = ColumnRows(width)
        self.form = ReadingForm(width)
        self.rows = RowList(theme, clock)
        self.what = plain_label(wraps=True)
        self.why = plain_label(role="small", wraps=True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.read = QPushButton(self.tr("Read this table"))
        self.read.setProperty("role", "primary")
        self.read.setToolTip(self.tr("Ctrl+Enter"))
        self.leave = QPushButton(self.tr("Leave it"))
        self.leave.setToolTip(self.tr("Esc"))
        for button in (self.read, self.leave):
            button.setAutoDefault(False)

    def fill(self, dialog: QDialog) -> None:
        """Lay everything out in the window."""
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body())
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(self._foot())
        size, around = QSize(_WIDTH_EM, _HEIGHT_EM) * self._em, dialog.parentWidget()
        dialog.resize(size if around is None else size.boundedTo(around.window().size()))

    def show_rows(self, seen: TablePreview, source: str) -> None:
        """Show what the columns are and what the first rows would be."""
        is_first = not self.columns.rows
        self.columns.show_columns(seen.columns)
        if is_first and self.columns.rows:
            self.columns.rows[0].box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rows.show_rows(seen.rows, seen.mapping.tool or source)

    def say(self, what: str, why: str = "", *, is_fault: bool = False) -> None:
        """Say at the foot what would come, or what is in its way, and under the rows why some would not."""
        self.what.setText(what)
        set_tone(self.what, "lost" if is_fault else "")
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _body(self) -> QWidget:
        body = QWidget()
        body.setProperty("role", "ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, CARD_GAP)
        column.setSpacing(GRID)
        promise = self.tr(
            "A table of any tool, or of your own. Each row is a prompt with its answer. It is read where it "
            "lies and never changed; titles stay in it."
        )
        parts = (
            self.heading,
            self._place,
            plain_label(promise, "soft", wraps=True),
            plain_label(self.tr("What its columns say"), "heading", wraps=True),
            self.columns,
            self.form,
            plain_label(self.tr("Its first rows"), "heading", wraps=True),
            self.rows,
            self.why,
        )
        for part in parts:
            if part.property("role") == "heading":
                column.addSpacing(SIBLING_GAP)
            column.addWidget(part)
        column.addStretch(1)
        return body

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("role", "foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(PAGE_EDGE, SIBLING_GAP + GRID, PAGE_EDGE, CARD_GAP)
        column.setSpacing(SIBLING_GAP)
        column.addWidget(self.what)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=SIBLING_GAP)
        line.addWidget(self.read)
        line.addWidget(self.leave)
        column.addWidget(buttons)
        return foot
