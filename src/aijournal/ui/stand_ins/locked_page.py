"""The page of a locked journal: a passphrase, and nothing of what the journal holds."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from aijournal.ui.icons import tinted_pixmap
from aijournal.ui.theme import Theme
from aijournal.ui.type_scale import PAGE_EDGE, SIBLING_GAP
from aijournal.ui.widgets.labels import plain_label, set_tone
from aijournal.ui.widgets.passphrase_field import PassphraseField
from aijournal.ui.widgets.slip_page import SlipPage

_ICON_EM = 2


class LockedPage(SlipPage):
    """Enter or the button tries the passphrase; a wrong one can be mended where it stands."""

    passphrase_given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        slip = QFrame()
        slip.setProperty("role", "slip")
        super().__init__(theme, slip, parent)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_busy = False
        self._icon = plain_label()
        self.field = PassphraseField(self.tr("Passphrase"))
        self.open_button = QPushButton(self.tr("Open"))
        self.open_button.setProperty("role", "primary")
        self.said = plain_label(wraps=True)
        self.setFocusProxy(self.field)
        self._lay_out(slip)
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(self._take_back)
        self.open_button.clicked.connect(self._give)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def is_busy(self) -> bool:
        """Whether a passphrase is being tried."""
        return self._is_busy

    def tell_refused(self) -> None:
        """Say that the passphrase opened nothing, with all of it chosen so that typing replaces it."""
        self._set_busy(is_busy=False)
        self._say(self._what_went_wrong(), "lost")
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, slip: QFrame) -> None:
        column = QVBoxLayout(slip)
        column.setContentsMargins(PAGE_EDGE, PAGE_EDGE, PAGE_EDGE, PAGE_EDGE)
        column.setSpacing(SIBLING_GAP)
        title = plain_label(self.tr("Your journal is locked"), "heading", wraps=True)
        why = plain_label(self._what_it_means(), "soft", wraps=True)
        for part in (self._icon, title, why):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addSpacing(SIBLING_GAP)
        column.addWidget(self.field)
        column.addWidget(self.field.caps)
        column.addWidget(self.said)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.said.hide()

    def _what_it_means(self) -> str:
        return self.tr(
            "It is encrypted, and nothing of it can be read without its passphrase. What you were typing "
            "is kept in it and comes back."
        )

    def _what_went_wrong(self) -> str:
        return self.tr(
            "That passphrase does not open it. Nothing was changed, and there is no limit of tries. Mind "
            "capital letters and the layout of the keyboard."
        )

    def _say(self, words: str, tone: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        set_tone(self.said, tone)

    @Slot()
    def _take_back(self) -> None:
        if not self._is_busy:
            self._say("", "")

    @Slot()
    def _give(self) -> None:
        if self.field.text() and not self._is_busy:
            self._set_busy(is_busy=True)
            self._say(self.tr("Opening …"), "")
            self.passphrase_given.emit(self.field.text())

    def _set_busy(self, *, is_busy: bool) -> None:
        """Try one passphrase at a time; the button stays enabled, and so keeps the keyboard."""
        self._is_busy = is_busy
        self.field.setReadOnly(is_busy)

    @Slot()
    def _dress(self) -> None:
        size = round(_ICON_EM * self._theme.type.em)
        color = self._theme.color("soft_ink")
        self._icon.setPixmap(tinted_pixmap("lock", color, size, self.devicePixelRatioF()))
