"""The locks: every package with its hashes, for all supported Pythons and systems at once."""

import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from workbench.checkout import Checkout, Stop, clean_environment, say
from workbench.stamp import LockName


def write_locks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Write every lock with uv; arguments such as `--upgrade` go to `uv pip compile`."""
    uv = shutil.which("uv")
    if uv is None:
        raise Stop(
            "Writing the locks takes uv on the search path: install it, then run the same command again."
        )
    dev = _compile(checkout, uv, "dev", ["--group", "dev", *arguments])
    run = _compile(checkout, uv, "run", ["--constraints", str(dev), *arguments])
    pack = _compile(checkout, uv, "pack", ["--group", "pack", "--constraints", str(dev), *arguments])
    say("Wrote {}, {} and {}.".format(*(file.relative_to(checkout.root) for file in (dev, run, pack))))
    return 0


def _compile(checkout: Checkout, uv: str, lock: LockName, arguments: Sequence[str]) -> Path:
    """Resolve from the public index alone, so that nothing of this machine gets into the lock."""
    file = checkout.locks / f"{lock}.txt"
    project = tomllib.loads((checkout.root / "pyproject.toml").read_text(encoding="utf-8"))
    oldest = project["project"]["requires-python"].removeprefix(">=")
    options = ["--no-config", "--universal", "--python-version", oldest, "--generate-hashes", "--quiet"]
    plain = ["--no-header", "--no-annotate", "--output-file", str(file)]
    environment = {name: value for name, value in clean_environment().items() if not name.startswith("UV_")}
    ran = subprocess.run(
        [uv, "pip", "compile", *options, *plain, *arguments, "--group", "build", "pyproject.toml"],
        cwd=checkout.root,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if ran.returncode != 0:
        raise Stop(f"uv could not resolve {file.name}; the lines above say why.")
    return file
