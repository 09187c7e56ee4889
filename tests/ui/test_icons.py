from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from aijournal.resources import resource
from aijournal.ui.icons import app_icon, tinted_icon, tinted_pixmap

pytestmark = pytest.mark.usefixtures("qapp")
DRAWINGS = sorted(resource("icons").glob("*.svg"))


def _colors(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in pixels if color.alpha() == 255}


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_every_drawing_shows_something(drawing: Path) -> None:
    assert _colors(tinted_pixmap(drawing.stem, QColor("#A8480C"), 48).toImage())


@pytest.mark.parametrize("name", ["today", "trends", "read", "remove", "nothing", "folder"])
def test_an_icon_takes_the_colour_of_its_role(name: str) -> None:
    assert _colors(tinted_pixmap(name, QColor("#A8480C"), 96).toImage()) == {"#a8480c"}


def test_icons_are_sharp_on_dense_screens() -> None:
    pixmap = tinted_icon("today", QColor("#000000"), 18).pixmap(18, 18)
    dense = tinted_icon("today", QColor("#000000"), 18).pixmap(pixmap.size(), 2.0)
    assert (dense.width(), dense.devicePixelRatio()) == (36, 2.0)


def test_there_is_an_icon_of_the_program() -> None:
    assert not app_icon().isNull()


def test_the_drawings_say_where_they_come_from() -> None:
    assert "MIT" in resource("icons", "ATTRIBUTION.md").read_text(encoding="utf-8")
