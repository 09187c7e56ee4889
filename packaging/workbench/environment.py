"""An environment: made once from a lock with hashes, and left alone until the lock changes."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from workbench.checkout import Checkout, Stop, clean_environment, say
from workbench.qt_needs import foreseen_needs
from workbench.stamp import UNFINISHED, LockName, Stamp, Step, plan, read_stamp, wanted_stamp, write_stamp
from workbench.system_packages import PYTHON_VENV, install_needs

_TRY_AGAIN = "The lines above say why. When that is mended, run the same command again."


def ensure_environment(checkout: Checkout, lock: LockName) -> None:
    """Leave an environment that holds what the lock names, and the project itself.

    Raises `Stop` when it cannot be made.
    """
    wanted = wanted_stamp(checkout)
    step = plan(_found_stamp(checkout, wanted), wanted, lock)
    if step is Step.NOTHING:
        return
    if step is Step.MAKE:
        _make(checkout)
    write_stamp(checkout.venv, UNFINISHED)
    _install(checkout, lock)
    write_stamp(checkout.venv, wanted.holding(lock))


def _found_stamp(checkout: Checkout, wanted: Stamp) -> Stamp:
    """Return what is known of the environment that is there; a sound one made by hand is built upon."""
    python = checkout.program("python")
    found = read_stamp(checkout.venv)
    if found is not None:
        return found if python.exists() else UNFINISHED
    if not checkout.venv.exists() or not any(checkout.venv.iterdir()):
        return UNFINISHED
    if not _can_be_built_upon(python):
        raise Stop(
            f"{checkout.venv} was not made by this script, and its Python is another one or does not work: "
            "move it away, then run the same command again."
        )
    return Stamp(wanted.base, {})


def _can_be_built_upon(python: Path) -> bool:
    """Return whether an interpreter starts, is of the version that runs this, and can be installed into."""
    question = "import sys; print(sys.implementation.cache_tag)"
    if shutil.which("uv") is None:
        question += "; import pip"
    try:
        ran = subprocess.run(
            [python, "-c", question], capture_output=True, text=True, env=clean_environment(), check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return ran.stdout.strip() == sys.implementation.cache_tag


def _make(checkout: Checkout) -> None:
    """Make an empty environment, in place of a half-made or outdated one."""
    if checkout.venv.exists() and any(checkout.venv.iterdir()):
        say(
            f"The environment in {checkout.environment} is half-made, or was made for another Python or "
            "place: making it anew."
        )
        shutil.rmtree(checkout.venv)
    uv = shutil.which("uv")
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        install_needs(foreseen_needs() | {PYTHON_VENV})
    tool, version = "uv" if uv else "pip", sys.version.split()[0]
    say(f"Making an environment in {checkout.environment} with Python {version} and {tool}.")
    checkout.venv.mkdir(exist_ok=True)
    write_stamp(checkout.venv, UNFINISHED)
    # Never the environment's own interpreter, even if that is what runs this.
    python = getattr(sys, "_base_executable", sys.executable)
    with_uv = [uv or "", "venv", "--quiet", "--allow-existing", "--python", python, checkout.venv]
    if checkout.call(with_uv if uv else [python, "-m", "venv", checkout.venv]) != 0:
        raise Stop(f"The environment could not be made. {_TRY_AGAIN}")


def _install(checkout: Checkout, lock: LockName) -> None:
    """Install the lock and the project; wheels only, so that nothing is built that no hash vouches for."""
    file = checkout.locks / f"{lock}.txt"
    count = file.read_text(encoding="utf-8").count("==")
    say(f"Installing {count} packages from {file.relative_to(checkout.root)}; that takes a minute or two.")
    install = [*_installer(checkout), "--no-deps"]
    packages = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(file)]
    if checkout.call([*install, *packages]) != 0:
        raise Stop(f"The packages could not be installed. {_TRY_AGAIN}")
    if checkout.call([*install, "--no-build-isolation", "--editable", str(checkout.root)]) != 0:
        raise Stop(f"The project itself could not be installed. {_TRY_AGAIN}")


def _installer(checkout: Checkout) -> list[str]:
    """Return the command that installs into the environment: uv where it is present, else pip."""
    python = str(checkout.program("python"))
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", python]
    return [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
