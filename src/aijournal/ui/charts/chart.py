"""What all charts have in common: their points are read one by one, and drawn when they can be seen."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from aijournal.ui.charts.canvas import ChartCanvas
from aijournal.ui.charts.look import Look

_OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Chart(ChartCanvas):
    """A drawing whose points are read one by one: by arrow keys, or by the mouse that is over them.

    What is read is told in text and to screen readers. Enter or a click on a point asks for what lies behind
    it. A chart says which points there are and draws them; `point_read` carries the words, the other signals
    the number of the point.
    """

    point_read = Signal(str)
    point_picked = Signal(int)
    point_opened = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._at: int | None = None
        self._is_stale = False
        self._is_held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._canvas.scene().sigMouseMoved.connect(self._point_at)
        self._canvas.scene().sigMouseClicked.connect(self._pick)
        look.changed.connect(self._draw)

    # What each chart says of itself

    @property
    def points(self) -> Sequence[Any]:
        """What is drawn, in the order in which it is read."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many points there are."""
        return len(self.points)

    def wanted_height(self, width: int) -> int:
        """Return the height that shows everything on so many pixels."""
        raise NotImplementedError

    def _paint(self) -> None:
        """Draw everything; the plot is empty."""
        raise NotImplementedError

    def _words_at(self, at: int) -> str:
        """Return a point in words."""
        raise NotImplementedError

    def _show_cursor(self, at: int | None) -> None:
        """Show which point is read, or none."""
        raise NotImplementedError

    def _nearest(self, place: QPointF) -> int | None:
        """Return the point at a place of the plot."""
        raise NotImplementedError

    def _steps(self, *, is_far: bool) -> Mapping[int, int]:
        """Return how many points each key leads on, alone or, where it is to lead far, with Control."""
        stride = max(1, self.count // 10) if is_far else 1
        return {Qt.Key.Key_Left: -stride, Qt.Key.Key_Right: stride}

    def _first_read(self) -> int:
        """Return the point that is read first."""
        return self.count - 1

    # Reading

    @property
    def at(self) -> int | None:
        """The point that is read."""
        return self._at

    def reading(self) -> str:
        """Return the point at hand in words, or nothing."""
        return "" if self._at is None else self._words_at(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Read the points one by one or in strides, or ask for what lies behind the one at hand."""
        at = self._first_read() if self._at is None else self._at
        is_far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        ends: Mapping[int, int] = {Qt.Key.Key_Home: -at, Qt.Key.Key_End: self.count - 1 - at}
        step = ends.get(event.key(), self._steps(is_far=is_far).get(event.key()))
        if self.count and event.key() in _OPENING:
            self.point_opened.emit(at)
        elif self.count and step is not None:
            self._read(max(0, min(self.count - 1, at + step)))
            self._announce()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw anew: what can be written depends on the width."""
        super().resizeEvent(event)
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own name
        """Draw what was given while nobody could see it."""
        super().showEvent(event)
        self._draw_if_stale()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Show where reading begins, or goes on."""
        super().focusInEvent(event)
        if self.count and self._at is None:
            self._read(self._first_read())
            self._announce()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop reading."""
        super().focusOutEvent(event)
        self._read(None)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Stop reading what is under the mouse."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._read(None)

    def read(self, at: int | None) -> None:
        """Read a point, as after a visit to what lies behind it."""
        self._read(at if at is not None and at < self.count else None)

    @Slot(object)
    def _point_at(self, position: QPointF) -> None:
        """Read the point under the mouse."""
        inside = self._canvas.ci.sceneBoundingRect().contains(position)
        self._read(self._nearest(self._plot.mapSceneToView(position)) if self.count and inside else None)

    @Slot(object)
    def _pick(self, click: MouseClickEvent) -> None:
        """Pick the point that was clicked on."""
        self._point_at(click.scenePos())
        if self._at is not None:
            self._tell_picked(self._at, is_double=click.double())

    def _tell_picked(self, at: int, *, is_double: bool) -> None:
        if not is_double:
            self.point_picked.emit(at)
            self.point_opened.emit(at)

    def _read(self, at: int | None) -> None:
        self._at = at
        self._show_cursor(at)
        self.point_read.emit(self.reading())

    def _announce(self) -> None:
        """Let a screen reader say the point at hand."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.reading()))

    # Drawing

    def laid_out(self, size: QSize) -> pg.GraphicsLayoutWidget:
        """Return the canvas, drawn at a size though nobody may ever have seen it."""
        self.resize(size)
        self.grab()  # which is when Qt lays out what is hidden
        self._draw()
        return self._canvas

    def _begin(self, name: str, at: int | None) -> None:
        """Draw what was just given, under a name for screen readers; `at` is the point at hand."""
        self._at = at
        if at is None and self.hasFocus() and self.count:
            self._at = self._first_read()
        self.setAccessibleName(name)
        self._is_stale = True
        if self.isVisible() and not self._is_held:
            self._draw()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Take what is given meanwhile, and draw it when its place has the height that it asks for."""
        self._is_held = True
        yield
        self._is_held = False
        if self._is_stale and self.height() == self.wanted_height(self.width()):
            self._draw_if_stale()
        else:
            QTimer.singleShot(0, self, self._draw_if_stale)

    @Slot()
    def _draw_if_stale(self) -> None:
        if self._is_stale and self.isVisible():
            self._draw()

    @Slot()
    def _draw(self) -> None:
        self._is_stale = False
        self._plot.clear()
        self._canvas.setBackground(self._look.color("sheet"))
        if not self.count:
            self._read(None)
            return
        self._dress_axes()
        self._paint()
        self._read(self._at)
