"""What Qt needs from a Linux system and wheels cannot bring: libraries and a font.

The dynamic linker is asked what is missing, because Qt's own message blames one library whichever it is.
"""

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from itertools import filterfalse
from pathlib import Path

from workbench.checkout import Checkout, Stop
from workbench.system_packages import BY_HAND, FONT, install_needs, listed, run_unasked

# What Qt 6.11 and 6.12 ask of a minimal system, by the display that makes it ask; known beforehand, so that
# one line can name it all before Qt is there to be asked.
_FORESEEN = {
    "": (
        *("libEGL.so.1", "libGL.so.1", "libX11.so.6", "libdbus-1.so.3", "libfontconfig.so.1"),
        *("libfreetype.so.6", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libxkbcommon.so.0"),
    ),
    "WAYLAND_DISPLAY": ("libwayland-client.so.0", "libwayland-cursor.so.0"),
    "DISPLAY": (
        *("libX11-xcb.so.1", "libxcb.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0"),
        *("libxcb-keysyms.so.1", "libxcb-randr.so.0", "libxcb-render.so.0", "libxcb-render-util.so.0"),
        *("libxcb-shape.so.0", "libxcb-shm.so.0", "libxcb-sync.so.1", "libxcb-util.so.1"),
        *("libxcb-xfixes.so.0", "libxcb-xkb.so.1", "libxkbcommon-x11.so.0"),
    ),
}
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found$", re.MULTILINE)
_CANNOT_OPEN = re.compile(r"(\S+\.so[.\d]*): cannot open shared object file")
_LOAD = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


def ensure_qt_starts(checkout: Checkout, *, on_screen: bool) -> None:
    """Leave a system on which Qt finds its libraries and a font, installing them where that is allowed.

    Raises `Stop` with the one line to run where it is not. Only Linux leaves such things to the system.
    """
    if sys.platform != "linux":
        return
    plugins = needed_plugins(os.environ, on_screen=on_screen)
    tried: frozenset[str] = frozenset()
    while needs := _missing_libraries(checkout, plugins) | _missing_font():
        if needs <= tried:
            raise Stop(f"Qt still lacks {listed(needs)}: {BY_HAND}")
        install_needs(needs)
        tried |= needs


def foreseen_needs(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """Return what Qt will turn out to lack with these displays."""
    if sys.platform != "linux":
        return frozenset()
    return frozenset(filterfalse(_loads, foreseen_sonames(environment))) | _missing_font()


def foreseen_sonames(environment: Mapping[str, str]) -> frozenset[str]:
    """Return the sonames that Qt asks for with these displays, whether or not they are there."""
    displays = ["", *filter(environment.get, ("WAYLAND_DISPLAY", "DISPLAY"))]
    return frozenset(soname for display in displays for soname in _FORESEEN[display])


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def needed_plugins(environment: Mapping[str, str], *, on_screen: bool) -> tuple[str, ...]:
    """Return the platform plugins that Qt will use with these displays."""
    if not on_screen:
        return ("offscreen",)
    displays = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    return tuple(plugin for plugin, variable in displays.items() if environment.get(variable))


def sonames_not_found(linker_output: str) -> frozenset[str]:
    """Return the sonames that `ldd`, or a failed attempt to load a library, names as missing."""
    return frozenset(_NOT_FOUND.findall(linker_output) + _CANNOT_OPEN.findall(linker_output))


def _missing_libraries(checkout: Checkout, plugins: Iterable[str]) -> frozenset[str]:
    qt = next(checkout.venv.glob("lib/python*/site-packages/PySide6"))
    platforms = qt / "Qt" / "plugins" / "platforms"
    files = [qt / "QtWidgets.abi3.so", qt / "QtSvg.abi3.so"]
    files += [file for plugin in plugins for file in platforms.glob(f"libq{plugin}*.so")]
    if shutil.which("ldd"):
        return sonames_not_found(run_unasked(["ldd", *files]).stdout)
    # Without ldd each attempt names one library only; the caller asks until none is left.
    attempts = (run_unasked([checkout.program("python"), "-c", _LOAD, file]).stdout for file in files)
    return sonames_not_found("\n".join(attempts))


def _missing_font() -> frozenset[str]:
    """Return the need of a font if there is none: Qt draws every letter as a box then, and says nothing."""
    folders = (Path(folder).expanduser() for folder in _FONT_FOLDERS)
    if any(has_font(folder) for folder in folders):
        return frozenset()
    if shutil.which("fc-list") and run_unasked(["fc-list"]).stdout.strip():
        return frozenset()
    return frozenset({FONT})


def has_font(folder: Path) -> bool:
    """Return whether a font file lies anywhere in a folder; looks no further than the first."""
    return any(name.lower().endswith(_FONT_SUFFIXES) for _, _, names in os.walk(folder) for name in names)
