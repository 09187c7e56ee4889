"""The locks hold what pyproject.toml asks for, on every system, and nothing of the machine they came from."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "dev", "pack")
_ENTRY = re.compile(r"^(?P<requirement>[^\s\\#-].*?)(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n", re.MULTILINE)
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
TARGETS = [(python, system) for python in ("3.11", "3.12", "3.13", "3.14") for system in SYSTEMS]


def text_of(lock: str) -> str:
    return (ROOT / "packaging" / "lock" / f"{lock}.txt").read_text(encoding="utf-8")


def entries(lock: str) -> list[Requirement]:
    return [Requirement(entry["requirement"]) for entry in _ENTRY.finditer(text_of(lock))]


def marker_environment(python: str, system: str) -> dict[str, str]:
    version = {"python_version": python, "python_full_version": f"{python}.0"}
    return {
        **{name: str(value) for name, value in default_environment().items()},
        **version,
        **SYSTEMS[system],
    }


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": "", **environment})


def locked_versions(lock: str, environment: dict[str, str]) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for entry in entries(lock):
        if applies(entry, environment):
            version = str(entry.specifier).removeprefix("==")
            versions.setdefault(canonicalize_name(entry.name), []).append(version)
    return versions


def asked_for(lock: str) -> list[Requirement]:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = document["dependency-groups"]
    asked = [*document["project"]["dependencies"], *document["build-system"]["requires"], *groups["build"]]
    return [Requirement(line) for line in [*asked, *groups.get(lock, [])]]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_belongs_to_a_pinned_requirement_with_hashes(lock: str) -> None:
    assert _ENTRY.sub("", text_of(lock)) == ""
    assert len(entries(lock)) > 10
    assert all(re.fullmatch(r"==[\w.]+", str(entry.specifier)) for entry in entries(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_tells_where_packages_came_from(lock: str) -> None:
    assert re.findall(r"://|/|@|#|index|find-links|\.(?:org|com|net|local)\b", text_of(lock)) == []


@pytest.mark.parametrize(("python", "system"), TARGETS)
@pytest.mark.parametrize("lock", LOCKS)
def test_every_direct_dependency_is_locked_within_its_bounds(lock: str, python: str, system: str) -> None:
    environment = marker_environment(python, system)
    locked = locked_versions(lock, environment)
    asked = [requirement for requirement in asked_for(lock) if applies(requirement, environment)]
    assert "pyside6-essentials" in {canonicalize_name(requirement.name) for requirement in asked}
    for requirement in asked:
        (version,) = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} but locked is {version}"


@pytest.mark.parametrize(("python", "system"), TARGETS)
def test_all_locks_agree_and_name_each_package_once(python: str, system: str) -> None:
    environment = marker_environment(python, system)
    run, *others = (locked_versions(lock, environment) for lock in LOCKS)
    for other in others:
        assert all(len(versions) == 1 for versions in other.values())
        assert run.items() <= other.items()


def test_qt_that_aborts_older_pythons_is_kept_away_from_them() -> None:
    qt = ("pyside6-essentials", "shiboken6")
    old = locked_versions("run", marker_environment("3.11", "linux"))
    for name in qt:
        (version,) = old[name]
        assert version.startswith(("6.10.", "6.11."))


def test_packages_are_complete_without_a_resolver() -> None:
    environment = {name: str(value) for name, value in default_environment().items()}
    locked = locked_versions("dev", environment)
    names_in_use = {
        canonicalize_name(need.name)
        for distribution in importlib.metadata.distributions()
        if locked.get(canonicalize_name(distribution.name)) == [distribution.version]
        for need in map(Requirement, distribution.requires or ())
        if applies(need, environment)
    }
    assert {"shiboken6", "iniconfig"} <= names_in_use
    assert names_in_use <= locked.keys()
