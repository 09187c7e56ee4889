import json
import sys
from pathlib import Path

import pytest
from workbench.checkout import Checkout
from workbench.stamp import (
    STAMP_NAME,
    UNFINISHED,
    LockName,
    Stamp,
    Step,
    plan,
    read_stamp,
    wanted_stamp,
    write_stamp,
)

WANTED = Stamp("cpython-311 Linux x86_64 /home/user/aijournal", {"run": "r1", "dev": "d1"})
PYPROJECT = """
[project]
name = "aijournal-desktop"
version = "0.1.0"
[build-system]
requires = ["hatchling>=1.27"]
[tool.hatch.build.targets.wheel]
packages = ["src/aijournal"]
[tool.ruff]
line-length = 110
"""


@pytest.fixture
def project(checkout: Checkout) -> Checkout:
    checkout.locks.mkdir(parents=True)
    (checkout.root / "pyproject.toml").write_text(PYPROJECT)
    for name in ("run", "dev", "pack"):
        (checkout.locks / f"{name}.txt").write_text("click==8.1.0\n")
    return checkout


@pytest.mark.parametrize(
    ("found", "lock", "step"),
    [
        (UNFINISHED, "run", Step.MAKE),
        (Stamp(WANTED.base.replace("311", "312"), WANTED.contents), "run", Step.MAKE),
        (WANTED, "run", Step.NOTHING),
        (WANTED, "dev", Step.NOTHING),
        (WANTED.holding("run"), "run", Step.NOTHING),
        (WANTED.holding("run"), "dev", Step.INSTALL),
        (WANTED.holding("dev"), "run", Step.NOTHING),
        (Stamp(WANTED.base, {"run": "r0", "dev": "d0"}), "run", Step.INSTALL),
        (Stamp(WANTED.base, {}), "dev", Step.INSTALL),
    ],
)
def test_only_what_differs_is_done(found: Stamp, lock: LockName, step: Step) -> None:
    assert plan(found, WANTED, lock) is step


def test_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_stamp(tmp_path, WANTED)
    assert read_stamp(tmp_path) == WANTED
    assert [file.name for file in tmp_path.iterdir()] == [STAMP_NAME]


def test_environment_without_a_stamp_is_not_known(tmp_path: Path) -> None:
    assert read_stamp(tmp_path) is None
    assert read_stamp(tmp_path / "not-there") is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"base": "x"}', '{"base": "x", "contents": 3}'])
def test_torn_stamp_means_unfinished(tmp_path: Path, content: str) -> None:
    (tmp_path / STAMP_NAME).write_text(content)
    assert read_stamp(tmp_path) == UNFINISHED


def test_stamp_names_interpreter_and_place(project: Checkout) -> None:
    base = wanted_stamp(project).base
    assert base.startswith(f"cpython-{sys.version_info[0]}{sys.version_info[1]} ")
    assert base.endswith(f" {project.root}")


def test_stamp_follows_each_lock_by_itself(project: Checkout) -> None:
    before = wanted_stamp(project)
    (project.locks / "dev.txt").write_text("click==8.2.0\n")
    after = wanted_stamp(project)
    assert after.contents["run"] == before.contents["run"]
    assert after.contents["dev"] != before.contents["dev"]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ('version = "0.1.0"', 'version = "0.2.0"', True),
        ("hatchling>=1.27", "hatchling>=1.28", True),
        ("src/aijournal", "src/other", True),
        ("line-length = 110", "line-length = 100", False),
    ],
)
def test_stamp_follows_what_an_installation_depends_on(
    project: Checkout, old: str, new: str, *, changes: bool
) -> None:
    before = wanted_stamp(project)
    (project.root / "pyproject.toml").write_text(PYPROJECT.replace(old, new))
    assert (wanted_stamp(project) != before) is changes


def test_stamp_is_plain_json(tmp_path: Path) -> None:
    write_stamp(tmp_path, WANTED)
    assert json.loads((tmp_path / STAMP_NAME).read_text())["contents"] == {"run": "r1", "dev": "d1"}
