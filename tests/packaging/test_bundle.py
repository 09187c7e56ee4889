"""The folder with its own Python is looked through for what it must not hold, and for what it lacks."""

import marshal
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from release.archive import pack_folder
from release.bundle_check import FORBIDDEN, OF_THE_SYSTEM, asked_of_system, find_faults, modules_of
from release.bundle_rules import MODULES_LEFT_OUT, PLUGINS_KEPT, is_own, is_wanted
from release.deb import depends_on
from release.elf import forget_search_paths, read_binary
from release.folder import put_in_order
from release.origin import Origin
from release.parts import canonical

ROOT = Path(__file__).parents[2]
QT = next((Path(path) / "PySide6" for path in sys.path if (Path(path) / "PySide6" / "Qt").is_dir()), Path())

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="these are files for Linux")


def packed(names: list[str]) -> bytes:
    """Return what PyInstaller appends to a program: modules, here empty, and their table."""
    table = marshal.dumps([(name, (0, 0, 0)) for name in names])
    return b"PYZ\0" + b"\0" * 4 + struct.pack(">I", 12) + table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a program of two modules, and a library of Qt's."""
    made = tmp_path / "aijournal"
    internal = made / "_internal" / "PySide6" / "Qt" / "lib"
    internal.mkdir(parents=True)
    (made / "aijournal").write_bytes(b"\x7fELF, but no more of it" + packed(["aijournal.__main__", "click"]))
    return made


def test_modules_are_read_out_of_a_program(folder: Path) -> None:
    assert modules_of(folder / "aijournal") == ["aijournal.__main__", "click"]


def test_a_folder_without_faults_has_none(folder: Path) -> None:
    assert find_faults(folder) == []


@pytest.mark.parametrize(
    "place",
    [
        "_internal/PySide6/Qt/lib/libQt6Network.so.6",
        "_internal/PySide6/QtNetwork.abi3.so",
        "_internal/PySide6/Qt/lib/libQt6Qml.so.6",
        "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "_internal/PySide6/Qt/plugins/networkinformation/libqglib.so",
        "_internal/PySide6/Qt/plugins/platforms/libqvnc.so",
        "_internal/libssl.so.3",
        "_internal/libcurl.so.4",
        "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "_internal/python3.11/lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so",
        "_internal/pandas/_libs/lib.so",
        "_internal/scipy/__init__.py",
        "_internal/numpy/tests/data.txt",
    ],
)
def test_a_file_that_must_not_be_there_is_found(folder: Path, place: str) -> None:
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    assert find_faults(folder) == [f"{place} must not be there"]


@pytest.mark.parametrize("name", ["ssl", "_socket", "http.client", "PySide6.QtNetwork", "pandas.core"])
def test_a_module_that_must_not_be_there_is_found(folder: Path, name: str) -> None:
    (folder / "aijournal").write_bytes(packed(["aijournal.__main__", name]))
    assert find_faults(folder) == [f"the module {name} must not be there"]


def test_a_program_without_its_modules_is_found(folder: Path) -> None:
    (folder / "aijournal").write_bytes(b"nothing")
    assert find_faults(folder) == ["aijournal holds no modules of the program"]


@linux_only
def test_libraries_and_what_they_need_are_read_as_the_linker_reads_them() -> None:
    core = QT / "Qt" / "lib" / "libQt6Core.so.6"
    binary = read_binary(core)
    assert binary is not None
    assert binary.can_be_loaded
    assert {"libc.so.6", "libstdc++.so.6"} <= binary.needed
    assert 17 <= binary.glibc <= 60
    if readelf := shutil.which("readelf"):
        ran = subprocess.run([readelf, "-d", core], capture_output=True, text=True, check=True)
        needed = {line.split("[")[1].rstrip("]") for line in ran.stdout.splitlines() if "(NEEDED)" in line}
        assert binary.needed == needed
    assert read_binary(Path(__file__)) is None


@linux_only
def test_a_library_that_nobody_has_is_found(folder: Path) -> None:
    lib = folder / "_internal" / "PySide6" / "Qt" / "lib"
    shutil.copy(QT / "Qt" / "lib" / "libQt6Svg.so.6", lib)
    place = "_internal/PySide6/Qt/lib/libQt6Svg.so.6"
    assert [fault for fault in find_faults(folder) if "libQt6Gui" in fault] == [
        f"{place} needs libQt6Gui.so.6, which neither the folder nor every system has"
    ]
    for name in ("Gui", "Core", "DBus"):
        shutil.copy(QT / "Qt" / "lib" / f"libQt6{name}.so.6", lib)
    for icu in (QT / "Qt" / "lib").glob("libicu*"):
        lib.joinpath(icu.name).symlink_to(icu)
    assert find_faults(folder) == []
    assert {"libGL.so.1", "libfontconfig.so.1"} <= asked_of_system(folder).keys() <= OF_THE_SYSTEM


@linux_only
def test_a_debian_package_asks_for_what_the_folder_leaves_to_the_system(folder: Path) -> None:
    for name in ("libQt6Core.so.6", "libQt6Gui.so.6", "libQt6XcbQpa.so.6", "libQt6Widgets.so.6"):
        shutil.copy(QT / "Qt" / "lib" / name, folder / "_internal" / name)
    depends = depends_on(folder)
    assert {"libgl1", "libegl1", "libfontconfig1", "libglib2.0-0"} <= {*depends}
    assert {"libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1"} <= {*depends}
    assert {"libstdc++6", "libgcc-s1", "libxcb-shape0"} <= {*depends}
    (libc,) = [one for one in depends if one.startswith("libc6")]
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", libc)


@linux_only
def test_a_torn_library_is_found(folder: Path) -> None:
    file = folder / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Torn.so.6"
    content = bytearray((QT / "Qt" / "lib" / "libQt6Svg.so.6").read_bytes())
    (table,) = struct.unpack_from("<Q", content, 0x20)
    size, count = struct.unpack_from("<HH", content, 0x36)
    for position in range(table, table + size * count, size):
        if struct.unpack_from("<I", content, position) == (1,):
            (offset,) = struct.unpack_from("<Q", content, position + 8)
            struct.pack_into("<Q", content, position + 8, offset + 8)
            break
    file.write_bytes(content)
    binary = read_binary(file)
    assert binary is not None
    assert not binary.can_be_loaded
    assert any("cannot be loaded" in fault for fault in find_faults(folder))


@linux_only
def test_places_on_the_building_machine_are_forgotten_and_relative_ones_kept(tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("not shown: there is no compiler to make a library with")
    for place, was_there in (("/home/builder/lib", True), ("$ORIGIN/lib", False)):
        file = tmp_path / f"lib{was_there}.so"
        source = tmp_path / "a.c"
        source.write_text("int answer(void) { return 42; }\n")
        subprocess.run([compiler, "-shared", "-o", file, source, f"-Wl,-rpath,{place}"], check=True)
        assert (place.encode() in file.read_bytes()) is True
        assert forget_search_paths(file) is was_there
        assert (place.encode() in file.read_bytes()) is not was_there
        answer = f"import ctypes; print(ctypes.CDLL({str(file)!r}).answer())"
        ran = subprocess.run([sys.executable, "-c", answer], capture_output=True, text=True, check=True)
        assert ran.stdout == "42\n"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/lib/libQt6Gui.so.6", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6/Qt/qml/QtQml/qmldir", False),
        ("aijournal/_resources/prices.json", True),
        ("click-8.5.1.dist-info/METADATA", True),
        ("click-8.5.1.dist-info/INSTALLER", False),
    ],
)
def test_only_what_is_needed_goes_in(place: str, *, expected: bool) -> None:
    assert is_wanted(place) is expected


def test_an_archive_is_put_in_order_and_keeps_its_files(tmp_path: Path) -> None:
    contents = []
    for number, names in enumerate((("b.pyc", "a.pyc"), ("a.pyc", "b.pyc"))):
        archive = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(archive, "w") as made:
            for name in names:
                made.writestr(zipfile.ZipInfo(name), name)
        put_in_order(archive)
        contents.append(archive.read_bytes())
        with zipfile.ZipFile(archive) as ordered:
            assert {name: ordered.read(name).decode() for name in ordered.namelist()} == {
                "a.pyc": "a.pyc",
                "b.pyc": "b.pyc",
            }
    assert contents[0] == contents[1]


def test_nothing_that_is_kept_is_forbidden() -> None:
    assert not [plugin for plugin in PLUGINS_KEPT if FORBIDDEN.search(f"PySide6/Qt/plugins/{plugin}")]
    assert "socket" not in MODULES_LEFT_OUT  # a stand-in of that name is there


def test_libraries_of_the_system_stay_there() -> None:
    own = ("/opt/venv/lib/python3.11/site-packages",)
    assert is_own("numpy/core.so", "/opt/venv/lib/python3.11/site-packages/numpy/core.so", own)
    assert is_own("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0", own)
    assert not is_own("libxcb.so.1", "/usr/lib/x86_64-linux-gnu/libxcb.so.1", own)
    assert not is_own("libssl.so.3", "/opt/venv/lib/python3.11/site-packages-other/libssl.so.3", own)


def test_the_stand_in_for_sockets_opens_none() -> None:
    file = ROOT / "packaging" / "pyinstaller" / "stand_ins" / "socket.py"
    question = (
        "import importlib.util as u, sys;"
        f"s = u.spec_from_file_location('socket', {str(file)!r}); m = u.module_from_spec(s);"
        "sys.modules['socket'] = m; s.loader.exec_module(m);"
        "import email.utils, importlib.metadata, multiprocessing.reduction;"
        "assert '_socket' not in sys.modules\n"
        "try: m.socket(2, 1)\n"
        "except OSError as error: print(error)"
    )
    ran = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert ran.stdout == "This program has nothing to open a connection with.\n"


def test_the_packed_folder_is_the_same_twice_and_nobodys(folder: Path, tmp_path: Path) -> None:
    origin = Origin("aijournal-desktop", "0.1.0", 1_790_000_000)
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (origin.epoch, origin.epoch))
    first = pack_folder(folder, origin, tmp_path, "x86_64")
    content = first.read_bytes()
    assert pack_folder(folder, origin, tmp_path, "x86_64").read_bytes() == content
    with tarfile.open(first) as archive:
        whose = {(one.uname, one.uid, int(one.mtime)) for one in archive.getmembers()}
        assert whose == {("root", 0, origin.epoch)}
        assert "aijournal/aijournal" in archive.getnames()


@pytest.mark.parametrize("name", ["Sqlite_Utils", "sqlite.utils", "sqlite-utils"])
def test_names_of_packages_are_compared_as_all_tools_do(name: str) -> None:
    assert canonical(name) == "sqlite-utils"
