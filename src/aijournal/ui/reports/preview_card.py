"""The bytes that would be written, as they are: text as it stands there, and the pages of a PDF as drawn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from aijournal.export.document import Document
from aijournal.export.making import MadeReport
from aijournal.ui import phrases
from aijournal.ui.reports.report_words import why_so_little
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import CARD_GAP, SIBLING_GAP
from aijournal.ui.widgets.card import Card
from aijournal.ui.widgets.labels import plain_label

MOST_CHARACTERS = 50_000  # of a text that are shown; more would make the window wait
_HEIGHT_EM = 26
_PAGE_EM, _LEAST_PAGE = 34, 200
_AROUND = 6 * CARD_GAP  # the edges of the card, and a scroll bar
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
        self._shown = ""
        self.set_heading(self.tr("Preview"))
        self.facts = plain_label(role="small", wraps=True)
        self.more = plain_label(role="small", wraps=True)
        self.save = QPushButton(self.tr("Save…"))
        self.save.setProperty("role", "primary")
        self.copy = QPushButton(self.tr("Copy"))
        self.text = TextPreview(theme, self.tr("The report as it will be written"))
        self.pages = PagesPreview(theme)
        self.note = plain_label(wraps=True)
        self._lay_out()
        self.save.clicked.connect(self.save_asked)
        self.copy.clicked.connect(self.copy_asked)
        theme.changed.connect(self.text.dress)

    @property
    def page_width(self) -> int:
        """How wide a page can be drawn so that it is seen whole."""
        widest = round(_PAGE_EM * self._theme.type.em)
        return max(_LEAST_PAGE, min(widest, self.width() - _AROUND))

    def show_report(self, made: MadeReport) -> None:
        """Show what would be written, as it is."""
        if made.question.kind.is_text:
            self.show_text(made.content)
        else:
            self._show_pages_of(made.review.document)
        self.tell(made.content, made.checksum)
        self.show_note(why_so_little(made))

    def _show_pages_of(self, document: Document) -> None:
        from aijournal.ui.reports.page_images import page_images
        from aijournal.ui.reports.pdf import typeset

        pages = page_images(document, self.page_width, self.devicePixelRatioF())
        self.show_pages(tuple(pages), typeset(document).toPlainText())

    def show_text(self, content: bytes) -> None:
        """Show the bytes of a text: the first of them, and how much follows."""
        text = content.decode()
        shown = text[:MOST_CHARACTERS]
        if shown != self._shown:
            self._shown = shown
            place = self.text.verticalScrollBar().value()
            self.text.setPlainText(shown)
            self.text.verticalScrollBar().setValue(place)
        self._turn(is_text=True)
        below = text.count("\n", MOST_CHARACTERS)
        words = self.tr("%1 lines more are not shown here, and are written as well.")
        self.more.setText(words.replace("%1", phrases.decimal(below)))
        self.more.setVisible(len(text) > MOST_CHARACTERS)

    def show_pages(self, pages: Sequence[QImage], words: str) -> None:
        """Show drawn pages; `words` is what stands on them, for who cannot see them."""
        self.pages.show_pages(pages, words)
        self._turn(is_text=False)
        self.more.hide()

    def tell(self, content: bytes, checksum: str) -> None:
        """Say how many bytes there are, and which."""
        words = self.tr("These very bytes are written: %1, SHA-256 %2…")
        size = phrases.decimal(len(content))
        told = self.tr("%1 bytes").replace("%1", size)
        self.facts.setText(words.replace("%1", told).replace("%2", checksum[:_SHOWN_OF_CHECKSUM]))
        self.facts.setToolTip(self.tr("SHA-256 of these bytes: %1").replace("%1", checksum))

    def say(self, words: str) -> None:
        """Say what is going on instead."""
        self.facts.setText(words)
        self.facts.setToolTip("")

    def show_note(self, words: str) -> None:
        """Say why there is little to see, or nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _turn(self, *, is_text: bool) -> None:
        """Show text or pages; the keyboard goes along."""
        shown, hidden = (self.text, self.pages) if is_text else (self.pages, self.text)
        had_keyboard = hidden.hasFocus() or (self.copy.hasFocus() and not is_text)
        shown.show()
        if had_keyboard:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        hidden.hide()
        self.copy.setVisible(is_text)

    def _lay_out(self) -> None:
        self.top.addWidget(self.copy)
        self.top.addWidget(self.save)
        self.body.setSpacing(SIBLING_GAP)
        for part in (self.facts, self.note, self.text, self.pages, self.more):
            self.body.addWidget(part)
        self.body.setStretchFactor(self.text, 1)
        self.body.setStretchFactor(self.pages, 1)
        self.note.hide()
        self.pages.hide()
        self.more.hide()


class PagesPreview(QScrollArea):
    """The pages of a PDF, one below the other; arrow keys scroll."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._labels: list[QLabel] = []
        inside = QWidget()
        inside.setProperty("role", "desk")
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(CARD_GAP)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setProperty("role", "desk")
        self.setAccessibleName(self.tr("The pages of the report"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._labels)

    def show_pages(self, pages: Sequence[QImage], words: str) -> None:
        """Show these pages in place of those before; `words` are for who cannot see them."""
        for label in self._labels:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [self._page(number, page, len(pages)) for number, page in enumerate(pages, start=1)]
        self.setAccessibleDescription(words)

    def _page(self, number: int, page: QImage, count: int) -> QLabel:
        label = plain_label()
        pixmap = QPixmap.fromImage(page)
        label.setPixmap(pixmap)
        label.setFixedSize(pixmap.deviceIndependentSize().toSize())
        name = self.tr("Page %1 of %2").replace("%1", str(number)).replace("%2", str(count))
        label.setAccessibleName(name)
        self._column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        return label

    @Slot()
    def _dress(self) -> None:
        self.setMinimumHeight(round(_HEIGHT_EM * self._theme.type.em))
