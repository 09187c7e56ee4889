"""Places on the disk, as the window writes them."""

from pathlib import Path


def from_home(place: Path) -> str:
    """Return a path as people write it, from their home folder on."""
    home = Path.home()
    return f"~/{place.relative_to(home).as_posix()}" if place.is_relative_to(home) else str(place)
