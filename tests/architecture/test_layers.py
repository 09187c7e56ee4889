"""One direction, checked twice: in the text of the imports, and in what is really loaded."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import SOURCE, run_python

ROOT = SOURCE.parent
_IMPORT_ALL = """
import importlib, pkgutil, sys
before = set(sys.modules)
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    importlib.import_module(module.name)
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
third = {name for name in loaded - set(sys.stdlib_module_names) if not name.startswith("_sysconfigdata")}
print(*sorted(third))
"""
_WINDOW = {"PySide6", "shiboken6", "pyqtgraph"}


def _loaded_with(folder: Path, package: str) -> set[str]:
    ended = run_python(folder, "-c", _IMPORT_ALL, package)
    assert (ended.returncode, ended.stderr) == (0, "")
    return set(ended.stdout.split()) - {"aijournal"}


def test_imports_keep_to_the_layers(tmp_path: Path) -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [lint, "--no-logo", "--cache-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert "0 broken" in ended.stdout


@pytest.mark.parametrize("package", ["aijournal.domain", "aijournal.errors", "aijournal.resources"])
def test_the_domain_needs_nothing_but_python(home: Path, package: str) -> None:
    assert _loaded_with(home, package) == set()


@pytest.mark.parametrize(
    "package",
    [
        "cli",
        "collect",
        "export",
        "demo",
        "importers",
        "journal",
        "analysis",
        "settings",
        "pricing",
        "__main__",
    ],
)
def test_nothing_below_the_window_loads_qt(home: Path, package: str) -> None:
    loaded = _loaded_with(home, f"aijournal.{package}")
    assert not loaded & _WINDOW


def test_the_window_does_load_qt(home: Path) -> None:
    """Show that the test above sees what it looks for."""
    assert "PySide6" in _loaded_with(home, "aijournal.ui.theme")


def test_other_tools_databases_are_read_with_the_journal_s_engine(home: Path) -> None:
    """Two copies of SQLite in one process would drop each other's file locks."""
    engines = {"sqlite3", "sqlcipher3", "sqlite_utils"}
    assert _loaded_with(home, "aijournal.importers") & engines == {"sqlcipher3"}


@pytest.mark.parametrize("package", ["analysis", "export", "settings", "pricing"])
def test_only_the_journal_loads_the_database(home: Path, package: str) -> None:
    assert not _loaded_with(home, f"aijournal.{package}") & {"sqlite3", "sqlcipher3", "sqlite_utils"}
