"""Time zones: the one of a name, and the one that the system is set to."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

_NO_ZONES: Final = frozenset({"localtime", "posixrules"})
_LOCAL_TIME: Final = Path("/etc/localtime")


def find_zone(name: str) -> ZoneInfo | None:
    """Return the time zone of a name such as `Europe/Lisbon`, or `None` if there is none.

    `localtime` is a file of some systems and no zone: it is another one on each machine.
    """
    if name in _NO_ZONES:
        return None
    with suppress(KeyError, ValueError, OSError):  # unknown; not a relative path; the name of a folder
        return ZoneInfo(name)
    return None


def system_zone(environment: Mapping[str, str] = os.environ, local_time: Path = _LOCAL_TIME) -> ZoneInfo:
    """Return the zone that `TZ` names, else the one that the system is set to, else UTC."""
    named = _zone_of_path(environment.get("TZ", "").removeprefix(":"))
    linked = _zone_of_path(str(local_time.resolve())) if local_time.is_symlink() else _windows_zone()
    return named or linked or ZoneInfo("UTC")


def _zone_of_path(name: str) -> ZoneInfo | None:
    """Return the zone of a name, or of a file of the system's time zone database."""
    key = name.rpartition("/zoneinfo/")[2]
    for variant in ("posix/", "right/"):
        key = key.removeprefix(variant)
    return find_zone(key) if key else None


if sys.platform == "win32":
    import ctypes

    def _windows_zone() -> ZoneInfo | None:
        """Ask the ICU library that Windows carries since version 1903; Windows' own names are others."""
        name = ctypes.create_unicode_buffer(128)
        error = ctypes.c_int(0)
        with suppress(OSError, AttributeError):
            ctypes.WinDLL("icu").ucal_getDefaultTimeZone(name, len(name), ctypes.byref(error))
        return find_zone(name.value) if name.value else None
else:

    def _windows_zone() -> ZoneInfo | None:
        return None
