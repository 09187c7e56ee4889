"""What a newcomer reads is what the programs do."""

import os
import re
import tomllib
from pathlib import Path

from packaging.version import Version
from workbench.commands import COMMANDS

ROOT = Path(__file__).parents[2]
_COMMAND = re.compile(r"^(python3 packaging/dev\.py (\w+))", re.MULTILINE)
_RELEASE = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def test_readme_sets_up_with_exactly_two_commands_that_exist() -> None:
    names = [name for _, name in _COMMAND.findall(read("README.md"))]
    assert names == ["run", "test"]
    assert set(names) <= {command.name for command in COMMANDS}


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else() -> None:
    lines = [line for line in read(".ci", "run").splitlines() if line and not line.startswith("#")]
    command = next(command for command, name in _COMMAND.findall(read("README.md")) if name == "test")
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', command]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_changelog_has_unreleased_changes_on_top_or_none_at_all() -> None:
    titles = [title for title, _ in _RELEASE.findall(read("CHANGELOG.md"))]
    assert titles.count("Unreleased") == 1
    assert titles[0] == "Unreleased"


def test_no_released_version_is_newer_than_the_project() -> None:
    project = Version(tomllib.loads(read("pyproject.toml"))["project"]["version"])
    releases = [
        (title, day) for title, day in _RELEASE.findall(read("CHANGELOG.md")) if title != "Unreleased"
    ]
    assert all(day for _, day in releases)
    versions = [Version(title) for title, _ in releases]
    assert versions == sorted(versions, reverse=True)
    assert all(version <= project for version in versions)
