"""P2: what lies in a folder that was built to be shipped, and which libraries its programs ask for."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.offline.evidence import Outcome, Room, decided, not_shown

PROOF = "P2", "no library for a network is shipped"
# By name: Qt's network and what brings it, TLS, and Python's own modules that open sockets.
FORBIDDEN_FILES = re.compile(
    r"(libQt6|Qt6?)(Network|Qml|Quick|WebEngine|WebSockets|WebChannel|HttpServer|Pdf|Graphs)\w*[.-]"
    r"|QtNetwork|/tls/|/networkinformation/|qvnc"
    r"|lib(ssl|curl|nghttp2|websockets)[.-]|/_(ssl|socket)\.[\w.-]*(so|pyd|dylib)",
    re.IGNORECASE,
)
FORBIDDEN_NEEDS = re.compile(
    rb"lib(?:Qt6(?:Network|Qml|Quick|WebEngine|WebSockets)\w*|ssl|curl|nghttp2|websockets)\.so[.\d]*"
    rb"|(?:Qt6Network|libssl-3\w*|libcurl|ws2_32|winhttp|wininet)\.dll"
)
_LIBRARIES = re.compile(r"\.(so(\.[\d.]+)?|pyd|dll|dylib|exe)$")
_ELF, _PE = b"\x7fELF", b"MZ"


def check_bundle(room: Room, folder: Path | None) -> Outcome:
    """Look through a built folder; without one nothing is shown."""
    if folder is None:
        return not_shown(PROOF, "no built folder was named with --bundle DIR")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if not files:
        return not_shown(PROOF, f"there is nothing in {folder}")
    found = [*forbidden_files(folder, files), *forbidden_needs(folder, files)]
    lines = [f"{path.stat().st_size:>12} {path.relative_to(folder).as_posix()}" for path in files]
    file = room.keep("P2-bundle.txt", "\n".join([*(f"FORBIDDEN {one}" for one in found), *lines, ""]))
    return decided(PROOF, found, f"{len(files)} files, none of them such a library or in need of one", file)


def forbidden_files(folder: Path, files: list[Path]) -> Iterator[str]:
    """Yield the files whose name tells that they are for a network."""
    for path in files:
        name = f"/{path.relative_to(folder).as_posix()}"
        if FORBIDDEN_FILES.search(name):
            yield name.removeprefix("/")


def forbidden_needs(folder: Path, files: list[Path]) -> Iterator[str]:
    """Yield the programs and libraries that name such a library, which is how they would load it."""
    for path in files:
        content = path.read_bytes() if _LIBRARIES.search(path.name) or not path.suffix else b""
        if content.startswith((_ELF, _PE)):
            for needed in sorted(set(FORBIDDEN_NEEDS.findall(content))):
                yield f"{path.relative_to(folder).as_posix()} names {needed.decode()}"
