"""The bytes that would be written, as they are: text as it stands there, and the pages of a PDF as drawn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QStackedWidget, QWidget

from aijournal.ui import phrases
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.flow_layout import FlowLayout
from aijournal.ui.widgets.labels import plain_label

MOST_CHARACTERS = 200_000  # of a text that are shown; more would make the window wait
_HEIGHT_EM = 26
_PAGE_EM, _LEAST_PAGE = 34, 200
_SHOWN_OF_CHECKSUM = 12


class TextPreview(QPlainTextEdit):
    """Text to read and to copy from, never to change; letters that are all equally wide."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.dress()

    def dress(self) -> None:
        """Take the size of the window's own letters."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        if self._theme.type.small.pixelSize() > 0:
            font.setPixelSize(self._theme.type.small.pixelSize())
        else:
            font.setPointSizeF(self._theme.type.small.pointSizeF())
        self.setFont(font)
        self.setMinimumHeight(round(_HEIGHT_EM * self._theme.type.em))


class PreviewCard(Card):
    """What would be written, how large it is, and the two ways in which it leaves."""

    save_asked = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._theme = theme
        self.set_heading(self.tr("Preview"))
        self.facts = plain_label(role="small", wraps=True)
        self.more = plain_label(role="small", wraps=True)
        self.save = QPushButton(self.tr("Save…"))
        self.save.setProperty("role", "primary")
        self.copy = QPushButton(self.tr("Copy"))
        self.text = TextPreview(theme, self.tr("The report as it will be written"))
        self.pages = PagesPreview(theme)
        self._views = QStackedWidget()
        self._lay_out()
        self.save.clicked.connect(self.save_asked)
        self.copy.clicked.connect(self.copy_asked)
        theme.changed.connect(self.text.dress)

    @property
    def page_width(self) -> int:
        """How wide a page can be drawn so that it is seen whole."""
        widest = round(_PAGE_EM * self._theme.type.em)
        return max(_LEAST_PAGE, min(widest, self._views.width()))

    def show_text(self, content: bytes) -> None:
        """Show the bytes of a text: the first of them, and how much follows."""
        text = content.decode()
        shown = text[:MOST_CHARACTERS]
        if self.text.toPlainText() != shown:
            place = self.text.verticalScrollBar().value()
            self.text.setPlainText(shown)
            self.text.verticalScrollBar().setValue(place)
        self._views.setCurrentWidget(self.text)
        self.copy.show()
        below = text.count("\n", MOST_CHARACTERS)
        words = self.tr("%1 lines more are not shown here, and are written as well.")
        self.more.setText(words.replace("%1", phrases.decimal(below)))
        self.more.setVisible(len(text) > MOST_CHARACTERS)

    def show_pages(self, pages: Sequence[QImage], words: str) -> None:
        """Show drawn pages; `words` is what stands on them, for who cannot see them."""
        self.pages.show_pages(pages, words)
        self._views.setCurrentWidget(self.pages)
        self.copy.hide()
        self.more.hide()

    def tell(self, content: bytes, checksum: str) -> None:
        """Say how many bytes there are, and which."""
        words = self.tr("These very bytes are written: %1, SHA-256 %2…")
        size = phrases.decimal(len(content))
        told = self.tr("%1 bytes").replace("%1", size)
        self.facts.setText(words.replace("%1", told).replace("%2", checksum[:_SHOWN_OF_CHECKSUM]))
        self.facts.setToolTip(checksum)

    def say(self, words: str) -> None:
        """Say what is going on instead."""
        self.facts.setText(words)
        self.facts.setToolTip("")

    def _lay_out(self) -> None:
        self.top.addWidget(self.copy)
        self.top.addWidget(self.save)
        self._views.addWidget(self.text)
        self._views.addWidget(self.pages)
        self.body.setSpacing(SIBLING_GAP)
        for part in (self.facts, self._views, self.more):
            self.body.addWidget(part)
        self.body.setStretchFactor(self._views, 1)
        self.more.hide()


class PagesPreview(QWidget):
    """The pages of a PDF, one below the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flow = FlowLayout(self, gap=CARD_GAP)
        self._labels: list[QLabel] = []

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._labels)

    def show_pages(self, pages: Sequence[QImage], words: str) -> None:
        """Show these pages in place of those before."""
        for label in self._labels:
            self._flow.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [self._page(number, page, len(pages)) for number, page in enumerate(pages, start=1)]
        self.setAccessibleName(self.tr("The pages of the report"))
        self.setAccessibleDescription(words)

    def _page(self, number: int, page: QImage, count: int) -> QLabel:
        label = plain_label(role="paper")
        pixmap = QPixmap.fromImage(page)
        label.setPixmap(pixmap)
        label.setFixedSize(pixmap.deviceIndependentSize().toSize())
        name = self.tr("Page %1 of %2").replace("%1", str(number)).replace("%2", str(count))
        label.setAccessibleName(name)
        self._flow.addWidget(label)
        label.show()
        return label
