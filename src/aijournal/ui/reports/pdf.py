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
    QTextListFormat,
)

from aijournal.export.document import Document, Point, Section
from aijournal.export.plain_text import one_line

_INDENT = 18
_DPI = 300
_TEXT_PT, _SMALL_PT, _HEADING_PT, _TITLE_PT = 10.0, 8.5, 12.0, 18.0
_LINE = 130  # % of the type's own height
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
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)  # printing leaves two centimetres
    writer.setDocumentId(QUuid())
    writer.setDocumentXmpMetadata(_NO_ONE)
    typeset(document).print_(writer)
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
    for section in document.sections:
        _set_section(cursor, section)
    _line(cursor, document.footer, _type(_SMALL_PT), _block(18, 0))
    return paper


def _set_section(cursor: QTextCursor, section: Section) -> None:
    heading = _block(14, 4)
    heading.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_Auto)
    heading.setNonBreakableLines(True)
    _line(cursor, section.heading, _type(_HEADING_PT, is_strong=True), heading)
    _set_points(cursor, section.points, depth=0)


def _set_points(cursor: QTextCursor, points: Iterable[Point], depth: int) -> None:
    bullets = QTextListFormat()
    bullets.setStyle(_BULLETS[min(depth, len(_BULLETS) - 1)])
    bullets.setIndent(depth + 1)
    for point in points:
        cursor.insertBlock(_block(0, 2), _type(_TEXT_PT))
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
