"""A checkout: where things lie in it, and how its programs are started."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Where the person's own Python, Qt, test runner or AI tools are told to look elsewhere.
_LEAKING_PREFIXES = (
    *("AIJOURNAL_", "PYTHON", "PYTEST_", "MYPY", "RUFF_", "COVERAGE_", "HYPOTHESIS_"),
    *("QT_", "QML", "PYQTGRAPH_", "XDG_"),
    *("AIDER_", "CLAUDE_", "CLINE_", "CODEX_", "CONTINUE_", "COPILOT_", "GEMINI_", "GOOSE_"),
    *("KIMI_", "KIRO_", "LLM_", "OPENCODE_", "QWEN_"),
)
# Settings of installers that would send packages past the environment; mirrors and certificates stay.
_MISPLACING = frozenset({"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "VIRTUAL_ENV"})


class Stop(Exception):  # noqa: N818 - not an error of the program: a command ends early with a plain sentence
    """The command cannot go on; the message is one or two plain sentences that say what to do."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """The folder that a person cloned; making this value touches nothing on disk.

    `environment` names the folder of the environment that its programs run in.
    """

    root: Path
    environment: str = ".venv"

    @property
    def venv(self) -> Path:
        """The environment, made by `workbench.environment`."""
        return self.root / self.environment

    @property
    def locks(self) -> Path:
        """The folder of `run.txt`, `dev.txt` and `pack.txt`."""
        return self.root / "packaging" / "lock"

    def program(self, name: str) -> Path:
        """Return the path of a program of the environment, whether or not it is there yet."""
        if sys.platform == "win32":
            return self.venv / "Scripts" / f"{name}.exe"
        return self.venv / "bin" / name

    def call(self, command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> int:
        """Run a program in the checkout, its output straight through, and return its exit code.

        Without an environment it gets a clean one.
        """
        environment = clean_environment() if environment is None else environment
        return subprocess.run(command, cwd=self.root, env=environment, check=False).returncode


THIS_CHECKOUT = Checkout(Path(__file__).resolve().parents[2])


def say(sentence: str) -> None:
    """Print one sentence of progress at once, even into a pipe."""
    print(sentence, flush=True)


def clean_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment without what would change where programs look or what they find."""
    return {
        name: value
        for name, value in environment.items()
        if name not in _MISPLACING and not name.startswith(_LEAKING_PREFIXES)
    }
