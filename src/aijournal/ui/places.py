"""Places on the disk, as the window writes them."""

from pathlib import Path

from aijournal.ui import phrases
from aijournal.ui.discreet import MASK, hides_figures


def from_home(place: Path) -> str:
    """Return a path as people write it, from their home folder on; a mask in discreet mode."""
    if hides_figures():
        return MASK
    home = Path.home()
    said = f"~/{place.relative_to(home).as_posix()}" if place.is_relative_to(home) else str(place)
    return phrases.left_to_right(said)
