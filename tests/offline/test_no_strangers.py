"""Nothing in the code opens a browser or a viewer, or has anything to do with a network."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.processes import SOURCE

_QT = {"QtCore", "QtDBus", "QtGui", "QtSvg", "QtTest", "QtWidgets"}
_FORBIDDEN = {
    *("QDesktopServices", "QProcess", "webbrowser", "openUrl", "startfile", "setOpenExternalLinks"),
    *("setOpenLinks", "QTextBrowser", "QLocalServer", "QLocalSocket", "QTcpSocket", "QUdpSocket"),
    *("QNetworkAccessManager", "posix_spawn", "posix_spawnp", "popen", "execv", "execve", "execvp", "spawnv"),
    *("LinksAccessibleByMouse", "LinksAccessibleByKeyboard", "TextBrowserInteraction"),
}
_PROGRAMS = re.compile(r"xdg-open|gio open|kde-open|OpenURI|x-www-browser|\bcurl\b|\bwget\b")
_STARTS = "importers/reading/reading_ahead.py"  # the program itself once more, to read with the second core


def names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that stands in the code, of imports and attributes too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (part for alias in node.names for part in alias.name.split("."))
            yield from (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else ()
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def words(tree: ast.AST) -> Iterator[str]:
    """Yield every text in the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def qt_modules(tree: ast.AST) -> Iterator[str]:
    """Yield the parts of Qt that are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "PySide6":
            parts = (node.module or "").split(".")[1:]
            yield from parts or (alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.split(".")[-1] for alias in node.names if alias.name.startswith("PySide6.")
            )


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.AST]:
    """Read all modules of the program."""
    root = SOURCE / "aijournal"
    return {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.py"))
    }


def test_nothing_that_opens_something_elsewhere_is_named(trees: dict[str, ast.AST]) -> None:
    assert "__main__.py" in trees
    found = {name: sorted(set(names(tree)) & _FORBIDDEN) for name, tree in trees.items()}
    assert {name: named for name, named in found.items() if named} == {}


def test_no_program_is_named_that_would_open_something(trees: dict[str, ast.AST]) -> None:
    found = {name: [text for text in words(tree) if _PROGRAMS.search(text)] for name, tree in trees.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_one_place_starts_a_program_and_that_is_itself(trees: dict[str, ast.AST]) -> None:
    assert [name for name, tree in trees.items() if "subprocess" in names(tree)] == [_STARTS]
    code = (SOURCE / "aijournal" / _STARTS).read_text(encoding="utf-8")
    assert code.count("subprocess.Popen(") == 1
    assert "        command(),\n" in code
    assert "shell" not in code


def test_of_qt_only_parts_are_used_that_need_no_network(trees: dict[str, ast.AST]) -> None:
    assert {part for tree in trees.values() for part in qt_modules(tree)} <= _QT


@pytest.mark.parametrize(
    "planted",
    [
        "from PySide6.QtGui import QDesktopServices",
        "import webbrowser",
        "label.setOpenExternalLinks(True)",
        "import os\nos.startfile('report.html')",
        "QtNetwork.QTcpSocket()",
    ],
)
def test_what_is_looked_for_would_be_found(planted: str) -> None:
    assert set(names(ast.parse(planted))) & _FORBIDDEN


def test_a_program_and_a_part_of_qt_would_be_found() -> None:
    assert [text for text in words(ast.parse("run(['xdg-open', path])")) if _PROGRAMS.search(text)]
    for planted in ("from PySide6.QtNetwork import QTcpSocket", "from PySide6 import QtNetwork"):
        assert list(qt_modules(ast.parse(planted))) == ["QtNetwork"]
    assert list(qt_modules(ast.parse("import PySide6.QtNetwork"))) == ["QtNetwork"]
