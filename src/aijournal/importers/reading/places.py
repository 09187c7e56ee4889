"""Where tools keep their logs, on whatever system: folders of their own and those of editors."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aijournal.domain.reading import Discovery
from aijournal.importers.reading.discovery import Survey, discover_root, home_folder, in_home, sum_up

# Visual Studio Code, and editors that are made of it.
_EDITORS = ("Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf")
_SERVERS = (".vscode-server", ".vscode-server-insiders", ".vscodium-server", ".cursor-server")


_MOST_NAMED = 3  # folders; a longer list of where nothing was found tells nobody anything


def discover_places(source: str, places: Sequence[Path], is_wanted: Callable[[Path], bool]) -> Discovery:
    """Look for logs in every one of some folders, those that are there; the likeliest come first."""
    survey = Survey()
    for place in places:
        survey.walk(place, is_wanted)
    return sum_up(source, survey, places[:_MOST_NAMED])


def discover_under(
    source: str,
    root: Path,
    inside: Sequence[Path],
    is_wanted: Callable[[Path], bool],
    find_fault: Callable[[Path], str | None],
) -> Discovery:
    """Look where a person said: in every one of `inside` that is there, or else in `root` itself."""
    there = [folder for folder in inside if os.path.isdir(folder)]  # noqa: PTH112  # never raises
    if there:
        return discover_places(source, there, is_wanted)
    return discover_root(source, root, [], is_wanted, find_fault)


def named_folder(environment: Mapping[str, str], *variables: str) -> Path | None:
    """Return the folder that the first of some variables names, or `None` if none does."""
    written = (environment.get(variable, "").strip() for variable in variables)
    return next((in_home(folder, environment) for folder in written if folder), None)


def own_folder(environment: Mapping[str, str], variable: str, usual: str) -> Path | None:
    """Return a tool's own folder: the one a variable names, else the usual one in a person's home."""
    home = home_folder(environment)
    return named_folder(environment, variable) or (home and home / usual)


def editor_folders(environment: Mapping[str, str]) -> list[Path]:
    """Return the folders in which editors may keep what belongs to a person, their `User` folders."""
    parents = []
    home = home_folder(environment)
    if home is not None:
        parents.append(Path(environment.get("XDG_CONFIG_HOME") or home / ".config"))
        parents.append(home / "Library" / "Application Support")
    if roaming := environment.get("APPDATA"):
        parents.append(Path(roaming))
    folders = [parent / editor / "User" for parent in parents for editor in _EDITORS]
    return folders + [home / server / "data" / "User" for server in _SERVERS if home is not None]
