"""Line icons, drawn once as SVG and tinted when they are used."""

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from aijournal.resources import resource


def tinted_pixmap(name: str, color: QColor, size: int, scale: float = 1.0) -> QPixmap:
    """Return an icon in one colour, `size` device-independent pixels wide and high."""
    return _tinted(_drawn(name, size, scale), color)


def tinted_icon(name: str, color: QColor, size: int = 18, checked: QColor | None = None) -> QIcon:
    """Return an icon in one colour, sharp on every screen that is there; in another where it is checked."""
    icon = QIcon()
    tints = {QIcon.State.Off: color} if checked is None else {QIcon.State.Off: color, QIcon.State.On: checked}
    for scale in _densities():
        drawn = _drawn(name, size, scale)
        for state, tint in tints.items():
            icon.addPixmap(_tinted(drawn, tint), QIcon.Mode.Normal, state)
    return icon


def _drawn(name: str, size: int, scale: float) -> QPixmap:
    """Return the shape of an icon, with so many of a device's pixels for each of `size`."""
    renderer = QSvgRenderer(str(resource("icons", f"{name}.svg")))
    pixmap = QPixmap(round(size * scale), round(size * scale))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def _tinted(drawn: QPixmap, color: QColor) -> QPixmap:
    """Return a shape in one colour: drawing it once for all of its colours takes half as long."""
    tinted = QPixmap(drawn.size())
    tinted.setDevicePixelRatio(drawn.devicePixelRatio())
    tinted.fill(Qt.GlobalColor.transparent)  # which gives it a channel for what lets through
    tinted.fill(color)
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return tinted


def _densities() -> tuple[float, ...]:
    """Return how many pixels may make one that does not depend on the device: the usual, and the screens'."""
    on_screens = (float(ceil(one.devicePixelRatio())) for one in QGuiApplication.screens())
    return tuple(sorted({1.0, 2.0, *on_screens}))


def app_icon() -> QIcon:
    """Return the program's own icon, in its own colours."""
    return QIcon(str(resource("icons", "aijournal.svg")))
