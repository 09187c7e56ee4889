"""Both palettes, by role; colour has meaning and is never the only carrier."""

from dataclasses import dataclass

# Text is readable on its ground from this contrast on (WCAG 2.2, 1.4.3).
READABLE = 4.5


@dataclass(frozen=True, slots=True)
class Colors:
    """One colour for each role, as `#RRGGBB`.

    Blue is gained, orange is lost, violet is tokens. A tint is the ground on which its colour is
    written. `toast` is the ground of a passing notice, with `on_toast` written on it.
    """

    ground: str
    sheet: str
    raised: str
    line: str
    ink: str
    soft_ink: str
    accent: str
    accent_tint: str
    on_accent: str
    gained: str
    gained_tint: str
    lost: str
    lost_tint: str
    tokens: str
    tokens_tint: str
    toast: str
    on_toast: str


LIGHT = Colors(
    ground="#F6F5F1",
    sheet="#FFFFFF",
    raised="#FBFAF7",
    line="#E2DFD7",
    ink="#1F2227",
    soft_ink="#585F69",
    accent="#2459BD",
    accent_tint="#E6EDFA",
    on_accent="#FFFFFF",
    gained="#255FC4",
    gained_tint="#E3ECFB",
    lost="#A8480C",
    lost_tint="#FBEADD",
    tokens="#655898",
    tokens_tint="#ECE9F5",
    toast="#1F2227",
    on_toast="#FFFFFF",
)

DARK = Colors(
    ground="#15171A",
    sheet="#1D2024",
    raised="#23272C",
    line="#30353C",
    ink="#ECEAE4",
    soft_ink="#A9AFB9",
    accent="#86AEFF",
    accent_tint="#24324D",
    on_accent="#15171A",
    gained="#7FB0FF",
    gained_tint="#22324C",
    lost="#FF9E5E",
    lost_tint="#45301F",
    tokens="#B0A5DE",
    tokens_tint="#312D45",
    toast="#ECEAE4",
    on_toast="#15171A",
)

_GROUNDS = ("ground", "sheet", "raised")
_TINTED = ("accent", "gained", "lost", "tokens")

# Every pair that is ever written: what is written, and on what.
TEXT_PAIRS = (
    *((text, ground) for text in ("ink", "soft_ink", *_TINTED) for ground in _GROUNDS),
    *((text, f"{text}_tint") for text in _TINTED),
    *((text, f"{tint}_tint") for text in ("ink", "soft_ink") for tint in _TINTED),
    *(("on_accent", ground) for ground in ("accent", "gained", "lost")),
    ("on_toast", "toast"),
)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
