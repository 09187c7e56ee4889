"""What goes into the folder with its own Python, and what must not; shared by its recipe and its check."""

from collections.abc import Collection
from pathlib import Path

# What the program does without. `socket` is there as a stand-in that opens nothing, because `email`, which
# reads the versions of packages, imports it; see `packaging/pyinstaller/stand_ins`.
MODULES_LEFT_OUT = (
    *("_socket", "ssl", "_ssl", "asyncio", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc"),
    *("webbrowser", "imaplib", "poplib", "socketserver", "xml.sax"),
    *("curses", "_curses", "readline", "tkinter", "_tkinter", "lib2to3", "idlelib", "ensurepip", "venv"),
    *("unittest", "doctest", "pdb", "test", "pytest", "hypothesis", "_pytest", "pip", "setuptools"),
    *("distutils", "pkg_resources", "PyInstaller", "hatchling", "editables", "IPython", "jupyter_rfb"),
    *("pandas", "scipy", "matplotlib", "PIL", "h5py", "cupy", "numba", "genai_prices"),
    *("numpy.f2py", "numpy.distutils", "numpy.tests"),
    *("zstandard._cffi", "zstandard.backend_cffi", "pyqtgraph.examples", "pyqtgraph.opengl"),
    *("pyqtgraph.jupyter", "OpenGL", "colorcet", "cython", "Cython"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest"),
    *("PySide6.QtSql", "PySide6.QtPrintSupport", "PySide6.QtDesigner"),
    *("PySide6.QtUiTools", "PySide6.QtHelp", "PySide6.QtConcurrent", "PySide6.scripts"),
)
# Each plugin of Qt that the program can use; the others, among them one that serves the screen to a network,
# stay out.
PLUGINS_KEPT = frozenset(
    {
        *("platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so"),
        *("wayland-shell-integration/libxdg-shell.so", "wayland-decoration-client/libadwaita.so"),
        *("wayland-decoration-client/libbradient.so",),
        *("platforminputcontexts/libcomposeplatforminputcontextplugin.so",),
        *("platforminputcontexts/libibusplatforminputcontextplugin.so",),
        *("platformthemes/libqgtk3.so", "platformthemes/libqxdgdesktopportal.so"),
        *("iconengines/libqsvgicon.so", "imageformats/libqsvg.so"),
    }
)
_QT_PLUGINS = "PySide6/Qt/plugins/"
_NEVER = ("PySide6/Qt/qml/", "PySide6/Qt/translations/")
_LIBRARIES_LEFT_OUT = (
    *("libQt6Network", "libQt6Qml", "libQt6Quick", "libQt6VirtualKeyboard", "libQt6Pdf"),
    *("libQt6WaylandEgl", "libQt6EglF", "libQt6Sql", "libQt6Test", "libQt6PrintSupport", "libQt6Multimedia"),
)


def is_wanted(place: str) -> bool:
    """Return whether a file belongs into the folder; `place` is its path there, with forward slashes."""
    if ".dist-info/" in place:  # the rest tells how it was installed where the folder was built
        return place.endswith("/METADATA")
    if place.startswith(_QT_PLUGINS):
        return place.removeprefix(_QT_PLUGINS) in PLUGINS_KEPT
    return not place.startswith(_NEVER) and not Path(place).name.startswith(_LIBRARIES_LEFT_OUT)


def is_own(place: str, source: str, own_folders: Collection[str]) -> bool:
    """Return whether a library comes from the packages or from Python itself, not from the system.

    `source` is the path that it has where the folder is built, and `own_folders` are those of the packages
    and of Python's own modules. What is the system's stays there: it is mended there, too.
    """
    is_python = Path(place).name.startswith("libpython3")
    return is_python or any(source.startswith(f"{folder}/") for folder in own_folders)
