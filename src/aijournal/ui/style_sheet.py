"""The style sheet, filled in with the roles of one palette and one scale of type."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtGui import QFont

from aijournal.resources import resource
from aijournal.ui.colors import Colors
from aijournal.ui.type_scale import CARD_CORNER, CONTROL_CORNER, KEY_CORNER, SMALLEST_TARGET, TypeScale

_SIGN_EM, _TICK_EM = 0.7, 0.95
_TEMPLATE = Path(__file__).with_name("style.qss")


def style_sheet(colors: Colors, sizes: TypeScale) -> str:
    """Return the sheet; raises `KeyError` if the template names a role that does not exist."""
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        asdict(colors),
        icons=resource("icons").as_posix(),
        card_corner=CARD_CORNER,
        control_corner=CONTROL_CORNER,
        key_corner=KEY_CORNER,
        smallest_target=SMALLEST_TARGET,
        sign=round(_SIGN_EM * sizes.em),
        tick=round(_TICK_EM * sizes.em),
        title_font=_font(sizes.title),
        heading_font=_font(sizes.heading),
        figure_font=_font(sizes.figure),
        small_font=_font(sizes.small),
    )


def _font(font: QFont) -> str:
    size = f"{font.pixelSize()}px" if font.pixelSize() > 0 else f"{font.pointSizeF():.2f}pt"
    return f"font-size: {size}; font-weight: {int(font.weight())};"
