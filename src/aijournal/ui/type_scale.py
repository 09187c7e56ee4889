"""Sizes of type and space, relative to the font that the person chose for the system."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

GRID = 4
CHIP_PADDING = GRID
SIBLING_GAP = 2 * GRID
CARD_GAP = 4 * GRID
PAGE_EDGE = 7 * GRID
KEY_CORNER = 6
CONTROL_CORNER = 8
CARD_CORNER = 10
SMALLEST_TARGET = 6 * GRID


@dataclass(frozen=True, slots=True)
class TypeScale:
    """The few sizes of type there are, made from one base font."""

    text: QFont
    small: QFont
    heading: QFont
    title: QFont
    figure: QFont

    @property
    def em(self) -> float:
        """The height of the text font, in device-independent pixels."""
        return QFontMetricsF(self.text).height()


def type_scale(base: QFont) -> TypeScale:
    """Return the sizes that belong to a base font; figures stand in columns, so they are tabular."""
    return TypeScale(
        text=_tabular(base, 1.0),
        small=_tabular(base, 0.9),
        heading=_tabular(base, 1.0, QFont.Weight.DemiBold),
        title=_tabular(base, 1.5, QFont.Weight.DemiBold),
        figure=_tabular(base, 2.1, QFont.Weight.DemiBold),
    )


def sized(base: QFont, ratio: float) -> QFont:
    """Return a font so many times as large, in the unit in which the base has its size."""
    font = QFont(base)
    if base.pixelSize() > 0:
        font.setPixelSize(round(base.pixelSize() * ratio))
    else:
        font.setPointSizeF(base.pointSizeF() * ratio)
    return font


def _tabular(base: QFont, ratio: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = sized(base, ratio)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
