"""What an environment was made from, so that a second start knows that nothing is to be done."""

import hashlib
import json
import platform
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Literal

from workbench.checkout import Checkout

LockName = Literal["run", "dev", "pack"]
STAMP_NAME = "aijournal-stamp.json"
# The other locks hold everything that the run lock holds, in the same versions.
_COVERED: Mapping[LockName, tuple[LockName, ...]] = {
    "run": ("run",),
    "dev": ("run", "dev"),
    "pack": ("run", "pack"),
}


class Step(Enum):
    """What has to be done before an environment can be used."""

    NOTHING = "nothing"
    INSTALL = "install"
    MAKE = "make"


@dataclass(frozen=True, slots=True)
class Stamp:
    """`base`: the interpreter and the place; `contents`: for each lock, a digest of what it installs."""

    base: str
    contents: Mapping[str, str]

    def holding(self, lock: LockName) -> "Stamp":
        """Return the stamp of an environment into which only this lock was installed."""
        return Stamp(self.base, {name: self.contents[name] for name in _COVERED[lock]})


UNFINISHED = Stamp("", {})


def wanted_stamp(checkout: Checkout) -> Stamp:
    """Return the stamp of a complete environment for this interpreter and this checkout."""
    project = _project_digest(checkout.root / "pyproject.toml")
    base = f"{sys.implementation.cache_tag} {platform.system()} {platform.machine()} {checkout.root}"
    return Stamp(
        base, {name: _digest((checkout.locks / f"{name}.txt").read_bytes() + project) for name in _COVERED}
    )


def read_stamp(venv: Path) -> Stamp | None:
    """Return what an environment was made from; `UNFINISHED` if that broke off, `None` if nothing says."""
    try:
        found = json.loads((venv / STAMP_NAME).read_bytes())
        return Stamp(base=found["base"], contents=dict(found["contents"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return UNFINISHED


def write_stamp(venv: Path, stamp: Stamp) -> None:
    """Write the stamp so that it is there whole or not at all."""
    draft = venv / f"{STAMP_NAME}.new"
    draft.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    draft.replace(venv / STAMP_NAME)


def plan(found: Stamp, wanted: Stamp, lock: LockName) -> Step:
    """Return what is to be done to an environment with one stamp so that a lock's wishes are met."""
    if found.base != wanted.base:
        return Step.MAKE
    if found.contents.get(lock) != wanted.contents[lock]:
        return Step.INSTALL
    return Step.NOTHING


def _project_digest(pyproject: Path) -> bytes:
    """Return a digest of the parts of pyproject.toml that an installation depends on."""
    document = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    parts = (document["project"], document["build-system"], document["tool"]["hatch"])
    return json.dumps(parts, sort_keys=True).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
