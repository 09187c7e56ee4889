"""What a package is made from: the project's version, and the instant of its last commit."""

import os
import re
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbench.checkout import Checkout, Stop, clean_environment

VARIABLE = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Origin:
    """`epoch` is in seconds since 1970, UTC: nothing in a package is younger."""

    name: str
    version: str
    epoch: int

    @property
    def at(self) -> datetime:
        """The instant of the last commit."""
        return datetime.fromtimestamp(self.epoch, UTC)

    def environment(self) -> dict[str, str]:
        """Return an environment in which tools write the same bytes each time."""
        same = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
        return {**clean_environment(), **same, VARIABLE: str(self.epoch)}


def find_origin(checkout: Checkout, environment: Mapping[str, str] = os.environ) -> Origin:
    """Return what the checkout says of itself.

    Raises `Stop` where neither git nor `SOURCE_DATE_EPOCH` tells when it was last changed.
    """
    project = tomllib.loads((checkout.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Origin(project["name"], project["version"], _epoch(checkout.root, environment))


def _epoch(root: Path, environment: Mapping[str, str]) -> int:
    told = environment.get(VARIABLE, "") or _of_last_commit(root)
    if not re.fullmatch(r"\d+", told):
        raise Stop(
            f"This is no clone of a repository, so nothing says how old it is: set {VARIABLE} to a time in "
            "seconds since 1970, then run the same command again."
        )
    return int(told)


def _of_last_commit(root: Path) -> str:
    try:
        ran = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return ran.stdout.strip()
