import ast
import subprocess
import sys
from pathlib import Path

import dev
import pytest
from workbench.commands import COMMANDS, has_screen

DEV = Path(dev.__file__)


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_python_that_is_new_enough_is_not_refused(version: tuple[int, int]) -> None:
    assert dev.refusal(version, "") == ""


def test_old_python_is_told_in_one_sentence_what_is_needed() -> None:
    assert dev.refusal((3, 10), "") == (
        "This project needs Python 3.11 or newer, and this is Python 3.10: "
        "install a newer one and start this with it."
    )


def test_old_python_names_a_newer_one_that_is_there() -> None:
    assert "start it with python3.12 instead of python3." in dev.refusal((3, 9), "python3.12")


def test_newest_python_on_the_search_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("python3", "python3.9", "python3.11", "python3.13"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dev.find_newer_python() == "python3.13"
    monkeypatch.setenv("PATH", "")
    assert dev.find_newer_python() == ""


def test_old_pythons_can_read_the_file_that_refuses_them() -> None:
    tree = ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 7))
    arguments = [node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg)]
    results = [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    # An annotation is evaluated, and old Pythons know neither `tuple[int]` nor `int | str`: quoted they do.
    assert {type(annotation) for annotation in [*arguments, *results]} == {ast.Name, ast.Constant}


def test_no_command_shows_every_command_and_fails(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, DEV], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert all(f"  {command.name} " in ran.stderr for command in COMMANDS)


def test_help_is_not_a_failure(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, DEV, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("usage: python3 packaging/dev.py COMMAND")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a screen is always there")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "w-0"}, True)],
)
def test_screen_is_known_by_the_display_variables(environment: dict[str, str], *, expected: bool) -> None:
    assert has_screen(environment) is expected
