"""The look of the whole window: palette, type and style sheet, light or dark as the system says."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from aijournal.settings import ColorScheme
from aijournal.ui.actions.enter_presses import EnterPresses
from aijournal.ui.colors import DARK, LIGHT, Colors
from aijournal.ui.style_sheet import style_sheet
from aijournal.ui.type_scale import TypeScale, sized, type_scale

# The style that the style sheet is made for. Asked for by `setStyle`, it is there a moment later: that loads
# all numbers that Python can ask a style for.
QT_ARGUMENTS = ("aijournal", "-style", "fusion")


class Theme(QObject):
    """Dresses the application, and says so when the dress has changed."""

    changed = Signal()

    def __init__(
        self, app: QApplication, scheme: ColorScheme = ColorScheme.SYSTEM, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._scheme = scheme
        self._font, self._text_size = QFont(app.font()), 1.0
        # Asked before our own palette covers what the system said.
        self._system_is_dark = _is_dark(app.palette())
        self._colors = LIGHT
        self._type = type_scale(app.font())
        EnterPresses(app, self)
        app.styleHints().colorSchemeChanged.connect(self._apply)
        app.fontChanged.connect(self._apply)
        app.screenAdded.connect(self._apply)  # it may be denser than those that icons were drawn for
        self._apply()

    @property
    def colors(self) -> Colors:
        """The palette in force."""
        return self._colors

    @property
    def type(self) -> TypeScale:
        """The sizes of type in force."""
        return self._type

    def set_scheme(self, scheme: ColorScheme) -> None:
        """Follow the system, or stay light or dark."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._apply()

    def set_text_size(self, size: float) -> None:
        """Show text so many times as large as the system's font."""
        if size != self._text_size:
            self._text_size = size
            self._app.setFont(sized(self._font, size))  # which dresses everything anew

    def color(self, role: str) -> QColor:
        """Return the colour of a role, for those who paint by hand."""
        return QColor(getattr(self._colors, role))

    @Slot()
    def _apply(self) -> None:
        self._colors = DARK if self._wants_dark() else LIGHT
        self._type = type_scale(self._app.font())
        self._app.setPalette(_palette(self._colors))
        self._app.setStyleSheet(style_sheet(self._colors, self._type))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._scheme is not ColorScheme.SYSTEM:
            return self._scheme is ColorScheme.DARK
        said = self._app.styleHints().colorScheme()
        return self._system_is_dark if said == Qt.ColorScheme.Unknown else said == Qt.ColorScheme.Dark


def _is_dark(palette: QPalette) -> bool:
    window, text = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return window.lightness() < text.lightness()


def _palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for part, color in {
        role.Window: colors.ground,
        role.WindowText: colors.ink,
        role.Base: colors.sheet,
        role.AlternateBase: colors.raised,
        role.Text: colors.ink,
        role.Button: colors.sheet,
        role.ButtonText: colors.ink,
        role.PlaceholderText: colors.soft_ink,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.ToolTipBase: colors.toast,
        role.ToolTipText: colors.on_toast,
        role.Link: colors.accent,
        role.Mid: colors.line,
        role.Accent: colors.accent,
    }.items():
        palette.setColor(part, QColor(color))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(colors.soft_ink))
    return palette
