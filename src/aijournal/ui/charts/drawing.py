"""A chart as a drawing for reports: the same one that the window shows, as SVG or as an image.

A chart is drawn without ever being shown. Painted straight onto a page or onto an image of high density its
axes would be misplaced; so it is painted as SVG at the density of its own screen, which any painter can then
draw at any size.
"""

import re

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from aijournal.ui.charts.chart import Chart

# The generator opens a group for each change of the pen, most of which draw nothing.
_EMPTY_GROUP = re.compile(rb"<g\b[^>]*>\s*</g>\s*")


def chart_svg(chart: Chart, width: int, title: str = "") -> bytes:
    """Return a chart, so many pixels wide and as high as it wants to be, as an SVG document with texts."""
    page = QRect(0, 0, width, chart.wanted_height(width))
    canvas = chart.laid_out(page.size())
    drawn = QByteArray()
    buffer = QBuffer(drawn)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(chart.logicalDpiX())
    generator.setSize(page.size())
    generator.setViewBox(page)
    generator.setTitle(title or chart.accessibleName())
    painter = QPainter(generator)
    canvas.render(painter, QRectF(page), page)
    painter.end()
    return _without_empty_groups(bytes(drawn.data()))


def chart_image(svg: bytes, scale: float = 2.0) -> QImage:
    """Return a drawing as an image on white, so many times as large as it was drawn."""
    renderer = QSvgRenderer(QByteArray(svg))
    image = QImage(renderer.viewBox().size() * scale, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _without_empty_groups(svg: bytes) -> bytes:
    """Return a document without the groups that hold nothing, until none is left."""
    while (shorter := _EMPTY_GROUP.sub(b"", svg)) != svg:
        svg = shorter
    return svg
