"""Mappings saved under a name, each a file of its own; a table read by one is a source of that name."""

import re
from collections.abc import Collection
from datetime import tzinfo
from pathlib import Path

import msgspec

from aijournal.domain.tools import tool_name
from aijournal.errors import AijournalError
from aijournal.importers.reading.text import MAX_NAME, plain_line
from aijournal.importers.tables.mapping import CSV, JSON, TableMapping
from aijournal.importers.tables.table import Table
from aijournal.paths import make_private_folder, replace_private_file
from aijournal.settings import find_zone

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SUFFIX = ".json"
_LARGEST = 1 << 20  # bytes
# Of sources that there are without a saved mapping, whatever importers a caller knows besides.
RESERVED = frozenset({"csv", "json", "aijournal", "con", "nul", "prn", "aux"})
_CANNOT = "The mapping cannot be used"


def is_name(text: str) -> bool:
    """Return whether a mapping can have a name: 1 to 40 small letters, digits and hyphens."""
    return _NAME.fullmatch(text) is not None


def saved_names(folder: Path) -> tuple[str, ...]:
    """Return the names of all saved mappings, sorted; raises `AijournalError` if the folder is unreadable."""
    try:
        found = sorted(path.stem for path in folder.iterdir() if path.suffix == _SUFFIX)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise AijournalError(
            "Saved mappings cannot be read", f"{folder}: {error.strerror or error}."
        ) from error
    return tuple(name for name in found if is_name(name))


def load_mapping(folder: Path, name: str) -> TableMapping:
    """Return the mapping of a name; raises `AijournalError` if there is none or it cannot be used."""
    path = _path(folder, name)
    try:
        if path.stat().st_size > _LARGEST:
            raise AijournalError(_CANNOT, f"{path} is too large. It was left as it is.")
        mapping = msgspec.json.decode(path.read_bytes(), type=TableMapping)
    except FileNotFoundError:
        known = ", ".join(saved_names(folder)) or "none"
        raise AijournalError("No such mapping", f"There is none named {name}; saved are: {known}.") from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AijournalError(_CANNOT, f"{path}: {error}. The file was left as it is.") from error
    _refuse_faulty(mapping)
    return mapping


def save_mapping(folder: Path, name: str, mapping: TableMapping, taken: Collection[str] = ()) -> Path:
    """Save a mapping under a name, in place of one that had it, all or nothing.

    `taken` are names of other sources, which it cannot have. Raises `AijournalError`.
    """
    path = _path(folder, name)
    if name in RESERVED or name in taken or tool_name(name) in taken:
        raise AijournalError(
            "This name is taken", f"{name} is a source of its own. Please choose another name."
        )
    _refuse_faulty(mapping)
    content = msgspec.json.format(msgspec.json.encode(mapping), indent=2) + b"\n"
    try:
        make_private_folder(folder)
        replace_private_file(path, content)
    except OSError as error:
        raise AijournalError(
            "The mapping could not be saved", f"{path}: {error.strerror or error}. Nothing was changed."
        ) from error
    return path


def delete_mapping(folder: Path, name: str) -> None:
    """Forget a saved mapping; what was read by it stays. Raises `AijournalError`."""
    path = _path(folder, name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise AijournalError(
            "The mapping could not be deleted", f"{path}: {error.strerror or error}."
        ) from error


def table_of_source(source: str, folder: Path, zone: tzinfo) -> Table | None:
    """Return the importer of a source that a table brought, such as for a peek; `None` for any other source.

    A mapping that was given without a name is not known any more: what the columns mean is guessed then.
    """
    name, _, tool = source.partition(":")
    if name in {CSV, JSON}:
        return Table(name, zone=zone, only=tool or None)
    try:
        return Table(name, load_mapping(folder, name), zone, tool or None)
    except AijournalError:
        return None


def _path(folder: Path, name: str) -> Path:
    if not is_name(name):
        raise AijournalError(
            "This is no name for a mapping",
            f"“{plain_line(name, MAX_NAME)}” is not 1 to 40 small letters, digits and hyphens.",
        )
    return folder / f"{name}{_SUFFIX}"


def _refuse_faulty(mapping: TableMapping) -> None:
    names = list(mapping.columns.values())
    if not mapping.tells_time:
        raise AijournalError(_CANNOT, "No column says when the work was; give one as time or date.")
    if len(set(names)) < len(names) or not all(names):
        raise AijournalError(_CANNOT, "Each column can be one field only, and needs a name.")
    if mapping.time_zone is not None and find_zone(mapping.time_zone) is None:
        raise AijournalError(_CANNOT, f"There is no time zone {plain_line(mapping.time_zone, MAX_NAME)}.")
    if not mapping.unit.strip() or (mapping.tool is not None and not mapping.tool.strip()):
        raise AijournalError(_CANNOT, "A unit and a tool need a name.")
