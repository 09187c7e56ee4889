"""The pages of a PDF as images: the same document, set as printing sets it, drawn on something to look at."""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPalette,
    QTextDocument,
)

from aijournal.export.document import Document
from aijournal.ui.reports.pdf import typeset

_DPI = 300  # at which the pages are set, as for the file
_MARGIN_INCHES = 2.0 / 2.54  # which printing leaves by itself
_METRE_INCHES = 39.3701
_UNDER_TEXT_INCHES = 5 / 72  # where printing sets the number of a page


def page_images(document: Document, width: float, ratio: float = 1.0) -> Iterator[QImage]:
    """Yield the pages of a document, each `width` wide; `ratio` is how dense the screen is."""
    paper = typeset(document)
    device = QImage(1, 1, QImage.Format.Format_RGB32)
    device.setDotsPerMeterX(round(_DPI * _METRE_INCHES))
    device.setDotsPerMeterY(round(_DPI * _METRE_INCHES))
    size = QSizeF(QPageSize(QPageSize.PageSizeId.A4).sizePixels(_DPI))
    paper.documentLayout().setPaintDevice(device)
    frame = paper.rootFrame().frameFormat()
    frame.setMargin(int(_MARGIN_INCHES * QGuiApplication.primaryScreen().logicalDotsPerInchY()))
    paper.rootFrame().setFrameFormat(frame)
    paper.setPageSize(size)
    count = paper.pageCount()
    for number in range(count):
        image, painter = _sheet(size, width, ratio)
        _draw(painter, paper.documentLayout(), number, size)
        if count > 1:
            _number(painter, paper, device, number + 1, size)
        painter.end()
        image.setDevicePixelRatio(ratio)
        yield image


def _sheet(size: QSizeF, width: float, ratio: float) -> tuple[QImage, QPainter]:
    """Return an empty page, and a painter on it that counts as the printed page does."""
    scale = width * ratio / size.width()
    image = QImage(round(width * ratio), ceil(size.height() * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    return image, painter


def _draw(painter: QPainter, layout: QAbstractTextDocumentLayout, number: int, size: QSizeF) -> None:
    painter.save()
    painter.translate(0, -number * size.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, number * size.height(), size.width(), size.height())
    context.palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    layout.draw(painter, context)
    painter.restore()


def _number(painter: QPainter, paper: QTextDocument, device: QImage, number: int, size: QSizeF) -> None:
    """Draw the number of a page where printing draws it."""
    metrics = QFontMetricsF(paper.defaultFont(), device)
    margin = _MARGIN_INCHES * _DPI
    left = size.width() - margin - metrics.horizontalAdvance(str(number))
    under = size.height() - margin + metrics.ascent() + _UNDER_TEXT_INCHES * _DPI
    font = paper.defaultFont()
    font.setPixelSize(round(font.pointSizeF() / 72 * _DPI))
    painter.setFont(font)
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.drawText(QPointF(left, under), str(number))
