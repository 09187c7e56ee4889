"""Shapes as SVG that stands within HTML: no style, no script, and the colour of the text around it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from aijournal.export.chart_shapes import TYPE_SIZE, Box, Dot, Drawing, Line, Shape, Tone, Words
from aijournal.export.plain_text import html_text

# Both stand out from white and from black alike, by at least 3.5 to 1.
_COLORS: Final[Mapping[Tone, tuple[str, float]]] = MappingProxyType(
    {
        Tone.INK: ("currentColor", 1.0),
        Tone.SOFT: ("currentColor", 0.7),
        Tone.FAINT: ("currentColor", 0.15),
        Tone.GAINED: ("#4a7fd6", 1.0),
        Tone.LOST: ("#c8691f", 1.0),
    }
)


def to_svg(drawing: Drawing, title: str, description: str) -> Iterator[str]:
    """Yield the lines of an `svg` element with what it is called and what it shows."""
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    yield f'<svg viewBox="0 0 {size}" role="img" font-size="{_number(TYPE_SIZE)}">'
    yield f"<title>{html_text(title)}</title>"
    yield f"<desc>{html_text(description)}</desc>"
    yield from map(_element, drawing.shapes)
    yield "</svg>"


def _element(shape: Shape) -> str:
    match shape:
        case Line(x1, y1, x2, y2, width, tone):
            ends = _attributes(x1=x1, y1=y1, x2=x2, y2=y2)
            return f"<line {ends} {_painted('stroke', tone)} {_attributes(stroke_width=width)}/>"
        case Box(x, y, width, height, radius, tone, opacity):
            size = _attributes(x=x, y=y, width=width, height=height, rx=radius)
            return f"<rect {size} {_painted('fill', tone, opacity)}/>"
        case Dot(x, y, radius, tone):
            return f"<circle {_attributes(cx=x, cy=y, r=radius)} {_painted('fill', tone)}/>"
        case Words(x, y, text, anchor, tone):
            at = f'{_attributes(x=x, y=y)} text-anchor="{anchor.value}"'
            return f"<text {at} {_painted('fill', tone)}>{html_text(text)}</text>"


def _painted(how: str, tone: Tone, opacity: float = 1.0) -> str:
    color, own = _COLORS[tone]
    opaque = own * opacity
    return f'{how}="{color}"' + ("" if opaque == 1 else f' {how}-opacity="{_number(opaque)}"')


def _attributes(**lengths: float) -> str:
    return " ".join(f'{name.replace("_", "-")}="{_number(length)}"' for name, length in lengths.items())


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
