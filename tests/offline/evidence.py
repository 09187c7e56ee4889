"""What a proof came to, and the folder in which it leaves what it saw."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

from tests.processes import SOURCE

ROOT = SOURCE.parent
_LONGEST = 3_600  # seconds for one program


class Verdict(Enum):
    """A proof that could not be made is no proof."""

    SHOWN = "shown"
    FAILED = "FAILED"
    NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one proof came to, in a sentence, and the file beside the summary that has the rest."""

    id: str
    claim: str
    verdict: Verdict
    words: str
    file: str


@dataclass(frozen=True, slots=True)
class Room:
    """Where evidence is kept, and a private folder for what is made on the way."""

    out: Path
    work: Path

    def keep(self, name: str, text: str) -> str:
        """Write one file of evidence, and return its name."""
        (self.out / name).write_text(text, encoding="utf-8")
        return name


def decided(proof: tuple[str, str], reasons: Sequence[str], words: str, file: str) -> Outcome:
    """Return the outcome of a proof that was made: it failed if there is any reason why."""
    verdict = Verdict.FAILED if reasons else Verdict.SHOWN
    return Outcome(*proof, verdict, "; ".join(reasons) if reasons else words, file)


def not_shown(proof: tuple[str, str], words: str) -> Outcome:
    """Return the outcome of a proof that could not be made here."""
    return Outcome(*proof, Verdict.NOT_SHOWN, words, "")


def run(
    *command: str | Path, environment: Mapping[str, str] | None = None, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a program of this checkout to its end."""
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment or with_checkout(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_LONGEST,
        check=False,
    )


def with_checkout(**changes: str) -> dict[str, str]:
    """Return this process's environment, in which Python finds the program, its tests and its packaging."""
    path = os.pathsep.join(map(str, (SOURCE, ROOT, ROOT / "packaging")))
    return {**os.environ, "PYTHONPATH": path, **changes}


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return the table of all proofs."""
    width = max(len(one.claim) for one in outcomes)
    lines = [f"{one.id:<4}{one.claim:<{width}}  {one.verdict.value:<10} {one.words}" for one in outcomes]
    return "\n".join([*lines, "", f"aijournal on {sys.platform}, Python {sys.version.split()[0]}", ""])


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Return the same for programs."""
    rows = [{**asdict(one), "verdict": one.verdict.value} for one in outcomes]
    return json.dumps({"schema": 1, "proofs": rows}, indent=2)
