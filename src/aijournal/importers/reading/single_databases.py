"""Finding tools that keep everything in one database, in a folder of their own on every system."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from aijournal.domain.reading import Discovery
from aijournal.importers.reading.databases import with_wal
from aijournal.importers.reading.discovery import Survey, discover_root, home_folder, in_home, sum_up


def home_places(
    environment: Mapping[str, str],
    folder: str,
    variable: str | None = None,
    *,
    linux: tuple[str, str],
    windows: str = "APPDATA",
) -> list[Path]:
    """Return where a tool may keep its folder: where its own variable says, else on every system.

    `linux` is the folder in a home and the variable that replaces it, such as `.config` and
    `XDG_CONFIG_HOME`; `windows` the variable of the folder there.
    """
    if variable and (named := environment.get(variable, "").strip()):
        return [in_home(named, environment)]
    in_it, replaced_by = linux
    places = []
    if home := home_folder(environment):
        places.append(Path(environment.get(replaced_by) or home / in_it) / folder)
        places.append(home / "Library" / "Application Support" / folder)
    if roaming := environment.get(windows):
        places.append(Path(roaming) / folder)
    return places


def discover_databases(
    source: str,
    places: Sequence[Path],
    is_wanted: Callable[[str], bool],
    root: Path | None = None,
    inside: Sequence[str] = (),
) -> Discovery:
    """Look for databases by their names in some places; or in `root` alone and in some folders `inside`."""
    if root is not None and not os.path.isdir(root):  # noqa: PTH112  # never raises
        return logs_of(discover_root(source, root, [], lambda _: False, find_fault_by(is_wanted)))
    survey = Survey()
    places = places if root is None else [root, *(root / name for name in inside)]
    for place in places:
        survey.look_in(place, is_wanted)
    return logs_of(sum_up(source, survey, places if root is None else [root]))


def find_fault_by(is_wanted: Callable[[str], bool]) -> Callable[[Path], str | None]:
    """Return what says that a file is no database of a tool, by its name alone.

    Nothing else may be opened to find out: it could be one that is in use in this process.
    """
    return lambda path: None if is_wanted(path.name) else "is no database of this tool"


def logs_of(found: Discovery) -> Discovery:
    """Count in what is only in a database's -wal yet."""
    return replace(found, files=tuple(map(with_wal, found.files)))
