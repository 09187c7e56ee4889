"""Set up, run and check the project: `python3 packaging/dev.py run` or `python3 packaging/dev.py test`.

This file and `workbench/` beside it need nothing but Python itself. This file alone also has to be readable
by Pythons that are too old for the project, so that they can say what is missing.
"""

import shutil
import sys

OLDEST_PYTHON = (3, 11)
NEWEST_KNOWN_PYTHON = (3, 14)


def refusal(version: "tuple[int, int]", newer: str) -> str:
    """Return the sentence for a Python that is too old, or an empty string for one that will do.

    `newer` is the name of a command on this machine that is new enough, or empty.
    """
    if version >= OLDEST_PYTHON:
        return ""
    needed = "This project needs Python {}.{} or newer, and this is Python {}.{}".format(
        *OLDEST_PYTHON, *version
    )
    if newer:
        return f"{needed}: start it with {newer} instead of python3."
    return f"{needed}: install a newer one and start this with it."


def find_newer_python() -> str:
    """Return the newest suitable `python3.N` on the search path, or an empty string."""
    for minor in range(NEWEST_KNOWN_PYTHON[1], OLDEST_PYTHON[1] - 1, -1):
        name = f"python3.{minor}"
        if shutil.which(name):
            return name
    return ""


def main(arguments: "list[str]") -> int:
    """Start one command of the workbench and return its exit code."""
    sentence = refusal(sys.version_info[:2], find_newer_python())
    if sentence:
        print(sentence, file=sys.stderr)
        return 1
    from workbench.commands import start  # noqa: PLC0415 - older Pythons cannot even parse it

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
