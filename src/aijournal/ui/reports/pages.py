"""A text on pages: no heading stands at the foot of one, and none is parted from its chart."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from aijournal.ui.reports.paper_charts import PaperCharts

_KEPT: Final = QTextFormat.Property.UserProperty.value + 2
_MARGIN: Final = 2 / 2.54  # inches
_BREAK: Final = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore


def keep_with(heading: QTextBlockFormat, blocks: int) -> None:
    """Note that the beginning of so many blocks belongs on the page of a heading."""
    heading.setProperty(_KEPT, blocks)


def print_pages(paper: QTextDocument, writer: QPdfWriter) -> None:
    """Print a text on as many pages as it needs, each with its number."""
    laid_out = _laid_out(paper, writer)
    while (parted := _first_parted(laid_out)) is not None:
        cursor = QTextCursor(laid_out.findBlockByNumber(parted))
        look = cursor.blockFormat()
        look.setPageBreakPolicy(_BREAK)
        cursor.setBlockFormat(look)
    painter = QPainter(writer)
    for number in range(laid_out.pageCount()):
        if number:
            writer.newPage()
        _print_page(painter, laid_out, number)
    painter.end()


def _laid_out(paper: QTextDocument, writer: QPdfWriter) -> QTextDocument:
    """Return a copy in the dots of the paper; what it has of margins is still in those of a screen."""
    copy = paper.clone()
    copy.documentLayout().setPaintDevice(writer)
    for charts in paper.findChildren(PaperCharts):
        charts.draw_in(copy)
    frame = copy.rootFrame().frameFormat()
    frame.setMargin(_MARGIN * QGuiApplication.primaryScreen().logicalDotsPerInchY())
    copy.rootFrame().setFrameFormat(frame)
    copy.setPageSize(QSizeF(writer.width(), writer.height()))
    return copy


def _first_parted(laid_out: QTextDocument) -> int | None:
    """Return the number of the first heading that is parted from what it is kept with, if any still is."""
    laid_out.pageCount()  # which lays it out
    block = laid_out.begin()
    while block.isValid():
        look = block.blockFormat()
        if (kept := look.intProperty(_KEPT)) and look.pageBreakPolicy() != _BREAK:
            last = laid_out.findBlockByNumber(block.blockNumber() + kept)
            if _page_of(block, laid_out) != _page_of(last, laid_out):
                return block.blockNumber()
        block = block.next()
    return None


def _page_of(block: QTextBlock, laid_out: QTextDocument) -> int:
    """Return the page on which the first line of a block ends; a page may push it away from its top."""
    line = block.layout().lineAt(0)
    end = block.layout().position().y() + line.y() + line.height()
    return int(end // laid_out.pageSize().height())


def _print_page(painter: QPainter, laid_out: QTextDocument, number: int) -> None:
    size = laid_out.pageSize()
    page = QRectF(QPointF(0, number * size.height()), size)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = page
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    painter.save()
    painter.translate(-page.topLeft())
    painter.setClipRect(page)
    laid_out.documentLayout().draw(painter, context)
    painter.restore()
    margin = _MARGIN * painter.device().logicalDpiY()
    painter.setFont(laid_out.defaultFont())
    words = str(number + 1)
    metrics = QFontMetricsF(painter.font(), painter.device())
    below = size.height() - margin / 2 + metrics.ascent() / 2
    painter.drawText(QPointF(size.width() - margin - metrics.horizontalAdvance(words), below), words)
