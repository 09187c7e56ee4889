"""Looks through the folder with its own Python for what it must not hold, and for what it lacks.

    python3 packaging/release/bundle_check.py /usr/lib/aijournal

Standard library only, so that anybody can run it on what they installed.
"""

import marshal
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from release.bundle_rules import MODULES_LEFT_OUT
from release.elf import Binary, read_binary

FORBIDDEN = re.compile(
    r"(^|/)(lib)?(Qt6?(Network|Qml|Quick|WebEngine|WebSockets|HttpServer)|ssl|curl|qvnc|_ssl|_socket|nghttp)"
    r"[^/]*\.so|/(tls|networkinformation|qmltooling|qml|qmllint)/|(^|/)(pandas|scipy|pytest|hypothesis|tests)/"
)
# What every system that shows windows has, and a package can ask for by name.
OF_THE_SYSTEM = frozenset(
    {
        *("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1"),
        *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libgcc_s.so.1", "libstdc++.so.6"),
        *("libbz2.so.1.0", "libcrypto.so.3", "libffi.so.8", "liblzma.so.5", "libsqlite3.so.0"),
        *("libuuid.so.1", "libz.so.1", "libzstd.so.1", "libexpat.so.1"),
        *("libEGL.so.1", "libGL.so.1", "libX11.so.6", "libdbus-1.so.3", "libfontconfig.so.1"),
        *("libfreetype.so.6", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libgobject-2.0.so.0"),
        *("libxkbcommon.so.0", "libxkbcommon-x11.so.0", "libwayland-client.so.0", "libwayland-cursor.so.0"),
        *("libX11-xcb.so.1", "libxcb.so.1", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0"),
        *("libxcb-keysyms.so.1", "libxcb-randr.so.0", "libxcb-render.so.0", "libxcb-render-util.so.0"),
        *("libxcb-shape.so.0", "libxcb-shm.so.0", "libxcb-sync.so.1", "libxcb-util.so.1"),
        *("libxcb-xfixes.so.0", "libxcb-xkb.so.1"),
    }
)
# Asked for by one plugin alone, which Qt does without where GTK is not there.
GTK_PLUGIN = "libqgtk3.so"
_ARCHIVE = b"PYZ\0"


def find_faults(folder: Path) -> list[str]:
    """Return a line for each file or module that must not be there, and for each library that is missing."""
    return [
        *_forbidden_files(folder),
        *_broken_libraries(folder),
        *_missing_libraries(folder),
        *_forbidden_modules(folder),
    ]


def binaries(folder: Path) -> Iterator[tuple[Path, Binary]]:
    """Yield every program and library in a folder with what it asks for."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and (binary := read_binary(path)):
            yield path, binary


def asked_of_system(folder: Path) -> dict[str, list[str]]:
    """Return the sonames that the folder leaves to the system, each with who needs it; GTK's are left out."""
    names = {path.name for path in folder.rglob("*")}
    asked: dict[str, list[str]] = {}
    for path, binary in binaries(folder):
        if path.name == GTK_PLUGIN:
            continue
        for soname in sorted(binary.needed - names):
            asked.setdefault(soname, []).append(str(path.relative_to(folder)))
    return asked


def modules_of(program: Path) -> list[str]:
    """Return the names of the Python modules that were put into a program, as PyInstaller packs them."""
    content = program.read_bytes()
    for found in re.finditer(re.escape(_ARCHIVE), content):
        begin = found.start()
        (position,) = struct.unpack_from(">I", content, begin + 8)
        try:
            table = marshal.loads(content[begin + position :])  # noqa: S302 - of a program that was just built
        except (ValueError, EOFError, TypeError):
            continue
        if isinstance(table, list):
            return [name for name, _ in table]
    return []


def _forbidden_files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        if FORBIDDEN.search(place) and not path.is_dir():
            yield f"{place} must not be there"


def _broken_libraries(folder: Path) -> Iterator[str]:
    for path, binary in binaries(folder):
        if not binary.can_be_loaded:
            yield f"{path.relative_to(folder)} cannot be loaded: its segments are not aligned"


def _missing_libraries(folder: Path) -> Iterator[str]:
    for soname, users in sorted(asked_of_system(folder).items()):
        if soname not in OF_THE_SYSTEM:
            yield f"{users[0]} needs {soname}, which neither the folder nor every system has"


def _forbidden_modules(folder: Path) -> Iterator[str]:
    modules = modules_of(folder / "aijournal")
    if "aijournal.__main__" not in modules:
        yield "aijournal holds no modules of the program"
    for name in modules:
        if any(name == one or name.startswith(f"{one}.") for one in MODULES_LEFT_OUT):
            yield f"the module {name} must not be there"


if __name__ == "__main__":
    faults = find_faults(Path(sys.argv[1]))
    print("\n".join(faults) or "Nothing in it can reach a network, and nothing is missing.")
    sys.exit(bool(faults))
