"""Labels that show text as it is: what looks like markup is shown, never obeyed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

# What `html.escape` does, which loads a table of two thousand names at the start.
_AS_IT_IS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_MOST_IN_TOOL_TIP = 1_000  # more would cover the window


def plain_label(
    text: str = "", role: str = "", *, wraps: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Return a label for plain text, dressed by the style sheet as its `role` says."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wraps)
    if role:
        label.setProperty("role", role)
    return label


def set_tone(label: QLabel, tone: str) -> None:
    """Give a label the colour of what it says: `gained`, `lost`, `tokens` or none."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def tooltip(text: str) -> str:
    """Return plain text as a tool tip: wrapped, and with nothing in it that Qt would take for markup."""
    shown = text if len(text) <= _MOST_IN_TOOL_TIP else f"{text[:_MOST_IN_TOOL_TIP]}…"
    return f"<p>{shown.translate(_AS_IT_IS)}</p>" if text else ""
