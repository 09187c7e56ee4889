"""A report as PDF: text that can be selected, and not a word about who made it, with what, or when."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)

from aijournal.export.chart import Chart, ChartForm, twin
from aijournal.export.chart_shapes import drawing
from aijournal.export.document import Document, Point, Section
from aijournal.export.plain_text import one_line
from aijournal.ui.reports.pages import keep_with, print_pages
from aijournal.ui.reports.paper_charts import PaperCharts

_INDENT = 18
_DPI = 300
_TEXT_PT, _SMALL_PT, _HEADING_PT, _TITLE_PT = 10.0, 8.5, 12.0, 18.0
_LINE = 130  # % of the type's own height
_COLUMNS = {  # % of the width: name, figure, range, what it rests on, rated, tokens judged, tier
    ChartForm.DOTS: (11, 14, 31, 16, 12, 10, 6),
    ChartForm.BARS: (20, 14, 30, 9, 12, 9, 6),
}
_NO_ONE = QByteArray(b"<?xpacket?>")  # else Qt writes its own name and the hour here as well
_INFO = re.compile(rb"(?s)(1 0 obj\n<<\n)(/Title.*?)(>>\nendobj\n)")
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle)


def draw_pdf(document: Document) -> bytes:
    """Return a document as PDF on A4; needs no display, and begins Qt where it has not begun yet."""
    if QGuiApplication.instance() is None:
        application = QGuiApplication(["aijournal", "-platform", "offscreen"])
        try:
            return to_pdf(document)
        finally:
            application.shutdown()
    return to_pdf(document)


def to_pdf(document: Document) -> bytes:
    """Return a document as PDF on A4, the same bytes for the same document on the same machine."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)  # a page leaves its own
    writer.setDocumentId(QUuid())
    writer.setDocumentXmpMetadata(_NO_ONE)
    print_pages(typeset(document), writer)
    del writer  # which writes the end of the file
    return _anonymous(bytes(buffer.data().data()))


def typeset(document: Document) -> QTextDocument:
    """Return a document as it is set, from plain text alone: nothing in it is taken for markup."""
    paper = QTextDocument()
    paper.setDefaultFont(_font(_TEXT_PT))
    paper.setIndentWidth(_INDENT)
    cursor = QTextCursor(paper)
    cursor.setBlockFormat(_block(0, 4))
    cursor.insertText(document.title, _type(_TITLE_PT, is_strong=True))
    _line(cursor, document.period, _type(_TEXT_PT), _block(0, 6))
    charts = PaperCharts(paper, _font(_SMALL_PT))
    for section in document.sections:
        _set_section(cursor, section, charts)
    _line(cursor, document.footer, _type(_SMALL_PT), _block(18, 0))
    return paper


def _set_section(cursor: QTextCursor, section: Section, charts: PaperCharts) -> None:
    heading = _block(14, 4)
    heading.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_Auto)
    heading.setNonBreakableLines(True)
    begins_with_group = bool(section.points and section.points[0].points)
    keep_with(heading, 2 if section.charts or begins_with_group else 1)
    _line(cursor, section.heading, _type(_HEADING_PT, is_strong=True), heading)
    for chart in section.charts:
        _set_chart(cursor, chart, charts)
    _set_points(cursor, section.points, depth=0)


def _set_chart(cursor: QTextCursor, chart: Chart, charts: PaperCharts) -> None:
    cursor.insertBlock(_block(0, 6), _type(_TEXT_PT))
    cursor.insertText(f"{chart.title}. ", _type(_TEXT_PT, is_strong=True))
    cursor.insertText(chart.sentence, _type(_TEXT_PT))
    cursor.insertBlock(QTextBlockFormat())  # as high as the drawing itself
    charts.insert(cursor, drawing(chart))
    _set_table(cursor, chart)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _set_table(cursor: QTextCursor, chart: Chart) -> None:
    table = twin(chart)
    look = QTextTableFormat()
    look.setBorder(0)
    look.setCellPadding(3)
    look.setCellSpacing(0)
    look.setHeaderRowCount(1)
    look.setBottomMargin(8)
    percent = QTextLength.Type.PercentageLength
    look.setWidth(QTextLength(percent, 100))
    look.setColumnWidthConstraints([QTextLength(percent, one) for one in _COLUMNS[chart.form]])
    cells = cursor.insertTable(1 + len(table.rows), len(table.headings), look)
    for row, texts in enumerate((table.headings, *table.rows)):
        for column, text in enumerate(texts):
            inside = cells.cellAt(row, column).firstCursorPosition()
            inside.insertText(one_line(text), _type(_SMALL_PT, is_strong=row == 0))


def _set_points(cursor: QTextCursor, points: Iterable[Point], depth: int) -> None:
    bullets = QTextListFormat()
    bullets.setStyle(_BULLETS[min(depth, len(_BULLETS) - 1)])
    bullets.setIndent(depth + 1)
    for point in points:
        block = _block(0, 2)
        keep_with(block, 1 if point.points else 0)
        cursor.insertBlock(block, _type(_TEXT_PT))
        cursor.createList(bullets)
        if point.name:
            cursor.insertText(point.name, _type(_TEXT_PT, is_strong=True))
        between = ": " if point.name and point.text else ""
        text = one_line(point.text) if point.is_own else point.text
        cursor.insertText(between + text, _type(_TEXT_PT))
        _set_points(cursor, point.points, depth + 1)


def _line(cursor: QTextCursor, text: str, kind: QTextCharFormat, block: QTextBlockFormat) -> None:
    cursor.insertBlock(block, kind)
    cursor.insertText(text, kind)


def _block(above: float, below: float) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setTopMargin(above)
    block.setBottomMargin(below)
    block.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return block


def _type(size: float, *, is_strong: bool = False) -> QTextCharFormat:
    kind = QTextCharFormat()
    kind.setFont(_font(size))
    kind.setFontWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
    return kind


def _font(size: float) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(size)
    return font


def _anonymous(written: bytes) -> bytes:
    """Blank what names the library and the hour; the bytes stay as many, for the file counts them."""
    blanked, count = _INFO.subn(lambda found: found[1] + b" " * len(found[2]) + found[3], written, count=1)
    if count != 1:
        raise ValueError("the PDF does not begin as expected, so it may say who made it")
    return blanked
