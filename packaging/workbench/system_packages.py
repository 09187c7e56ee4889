"""Packages of a Linux system: what they are called there, and how they get installed."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.checkout import Stop, say

# A need is a library's soname, the name of a tool below, or one of these two.
FONT = "a font"
PYTHON_VENV = "Python's venv"

# What looks over the files that a desktop reads of the program; the tests do without where it is not there.
TOOLS = {
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "man": "man-db",
}

_DEBIAN_PACKAGES = {
    **TOOLS,
    FONT: "fonts-dejavu-core",
    PYTHON_VENV: f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",
    # What departs from Debian's naming rule.
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
    "libbrotlidec.so.1": "libbrotli1",
}
_RPM_PACKAGES = {**TOOLS, FONT: "dejavu-sans-fonts", PYTHON_VENV: "python3-libs"}
BY_HAND = "install that with the system's own package manager, then run the same command again."
_WITHOUT_RIGHTS = (
    "Installing that takes an administrator's rights. Run this line, then the same command again:"
)


def debian_package(need: str) -> str:
    """Return Debian's package for a need; a soname's package mostly follows from Debian's naming rule.

    Packages that later gained a suffix for 64-bit times are still provided under the old name.
    """
    if need in _DEBIAN_PACKAGES:
        return _DEBIAN_PACKAGES[need]
    stem, _, version = need.partition(".so.")
    joint = "-" if stem[-1].isdigit() else ""
    return f"{stem}{joint}{version}".lower().replace("_", "-")


def rpm_package(need: str) -> str:
    """Return a package for a need; for a soname, what any 64-bit package of that library provides."""
    return _RPM_PACKAGES.get(need, f"{need}()(64bit)")


@dataclass(frozen=True, slots=True)
class PackageTool:
    """How one family of systems installs what is needed."""

    program: str
    package: Callable[[str], str]
    refresh: tuple[str, ...]
    install: tuple[str, ...]

    def commands(self, needs: Iterable[str]) -> list[list[str]]:
        """Return the commands, without any `sudo`, that bring every need; only the last has to succeed."""
        packages = sorted({self.package(need) for need in needs})
        refresh = [[self.program, *self.refresh]] if self.refresh else []
        return [*refresh, [self.program, *self.install, *packages]]


PACKAGE_TOOLS = (
    PackageTool("apt-get", debian_package, ("update",), ("install", "-y", "--no-install-recommends")),
    PackageTool("dnf", rpm_package, (), ("install", "-y")),
    PackageTool("zypper", rpm_package, (), ("--non-interactive", "install")),
)


def install_needs(needs: frozenset[str]) -> None:
    """Install system packages, or raise `Stop` with what the person has to do."""
    tool = next((tool for tool in PACKAGE_TOOLS if shutil.which(tool.program)), None)
    if tool is None:
        raise Stop(f"This system lacks {listed(needs)}: {BY_HAND}")
    commands = tool.commands(needs)
    prefix = _administrator_prefix()
    if prefix is None:
        line = one_line(commands, has_sudo=shutil.which("sudo") is not None)
        raise Stop(f"This system lacks {listed(needs)}. {_WITHOUT_RIGHTS}\n\n    {line}\n")
    say(f"Installing what this system lacks with {tool.program}: {listed(needs)}.")
    outcomes = [run_unasked([*prefix, *command]) for command in commands]
    if outcomes[-1].returncode != 0:
        print(*(outcome.stdout for outcome in outcomes), file=sys.stderr)
        raise Stop(f"`{shlex.join(commands[-1])}` failed; the lines above say why.")


def bring_tools() -> None:
    """Install the tools that are missing where that takes no password; elsewhere say what is not shown."""
    needs = frozenset(tool for tool in TOOLS if not shutil.which(tool))
    if sys.platform != "linux" or not needs:
        return
    try:
        install_needs(needs)
    except Stop:
        say(f"Without {listed(needs)}, the tests cannot show what these say of the files for desktops.")


def one_line(commands: Iterable[list[str]], *, has_sudo: bool) -> str:
    """Return one line of shell for an administrator, which asks for the password itself where it can."""
    sudo = ["sudo"] if has_sudo else []
    return " && ".join(shlex.join([*sudo, *command]) for command in commands)


def listed(needs: Iterable[str]) -> str:
    """Return the needs as words of a sentence."""
    return ", ".join(sorted(needs))


def run_unasked(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program that must not ask anything, and keep what it says."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )


def _administrator_prefix() -> list[str] | None:
    """Return what goes before a command that needs an administrator; `None` if a password would be asked."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run_unasked(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None
