"""Scrolling to a part that has just appeared, before anybody types into it."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from aijournal.ui.type_scale import SIBLING_GAP


def bring_into_view(part: QWidget) -> None:
    """Scroll the page around a part until the whole part is seen; where it is too high, its top.

    What has the keyboard is seen in any case. Nothing moves where everything is seen already.
    """
    area = _page_around(part)
    if area is None:
        return
    # Until its layouts have been asked, the page does not know how high it is with the part.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    _scroll_to(area, part)
    focus = QApplication.focusWidget()
    if focus is not None and part.isAncestorOf(focus):
        _scroll_to(area, focus)


def _page_around(part: QWidget) -> QScrollArea | None:
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def _scroll_to(area: QScrollArea, part: QWidget) -> None:
    page = area.widget()
    if page is None:
        return
    place = QRect(part.mapTo(page, QPoint()), part.size())
    first, last = place.top() - SIBLING_GAP, place.bottom() + SIBLING_GAP
    bar = area.verticalScrollBar()
    bar.setValue(min(max(bar.value(), last - area.viewport().height()), first))
