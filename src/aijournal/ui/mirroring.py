"""Where painted parts lie when lines run from right to left: as in a mirror, each the right way round."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter


def is_mirrored(painter: QPainter) -> bool:
    """Return whether what is painted on runs from right to left."""
    return painter.layoutDirection() is Qt.LayoutDirection.RightToLeft


def mirrored(painter: QPainter, part: QRectF, whole: QRectF) -> QRectF:
    """Return where a part of a whole lies, which was measured from left to right."""
    if not is_mirrored(painter):
        return part
    return QRectF(whole.left() + whole.right() - part.right(), part.y(), part.width(), part.height())
