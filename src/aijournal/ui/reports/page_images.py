"""The pages of a PDF as images: the same document, set as printing sets it, drawn on something to look at."""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QImage, QPageSize, QPainter, QPalette

from aijournal.export.document import Document
from aijournal.ui.reports.pdf import typeset

_DPI = 300  # at which the pages are set, as for the file
_MARGIN_CM = 2.0  # which printing leaves by itself
_CM_AN_INCH = 2.54
_METRE_INCHES = 39.3701


def page_images(document: Document, width: float, ratio: float = 1.0) -> Iterator[QImage]:
    """Yield the pages of a document, each `width` wide; `ratio` is how dense the screen is."""
    paper = typeset(document)
    device = QImage(1, 1, QImage.Format.Format_RGB32)
    device.setDotsPerMeterX(round(_DPI * _METRE_INCHES))
    device.setDotsPerMeterY(round(_DPI * _METRE_INCHES))
    size = QPageSize(QPageSize.PageSizeId.A4).size(QPageSize.Unit.Inch) * _DPI
    layout = paper.documentLayout()
    layout.setPaintDevice(device)
    margin = _MARGIN_CM / _CM_AN_INCH * _DPI
    frame = paper.rootFrame().frameFormat()
    frame.setMargin(margin)
    paper.rootFrame().setFrameFormat(frame)
    paper.setPageSize(QSizeF(size))
    for number in range(paper.pageCount()):
        yield _page(layout, number, size, width * ratio, ratio)


def _page(
    layout: QAbstractTextDocumentLayout, number: int, size: QSizeF, width: float, ratio: float
) -> QImage:
    scale = width / size.width()
    image = QImage(round(width), ceil(size.height() * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(0, -number * size.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, number * size.height(), size.width(), size.height())
    context.palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    layout.draw(painter, context)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
