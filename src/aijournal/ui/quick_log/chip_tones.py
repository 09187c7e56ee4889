"""Which colour an understood word has; its words say the same."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aijournal.domain.entry_line import Chip

_TONES = {"tokens": "tokens"}
_SIGNED = frozenset({"outcome", "net"})
_LOST_WORDS = ("hurt", "lost")


def tone_of(chip: "Chip") -> str:
    """Return the role of a chip's colour: lost, gained, tokens, else the accent."""
    if chip.kind in _SIGNED:
        is_lost = any(word in chip.label for word in _LOST_WORDS)
        return "lost" if is_lost else "gained"
    return _TONES.get(chip.kind, "accent")
