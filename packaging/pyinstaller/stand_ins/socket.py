"""Stands in for the standard library's module in the folder with its own Python: nothing here opens a socket.

`email`, which reads the versions of packages, and `multiprocessing`, which plots load, import a module of
this name and use nothing of it here.
"""

from typing import Any


class socket:  # noqa: N801 - it has the name that it stands in for
    """Refuses to be made."""

    def __init__(self, *_arguments: Any, **_options: Any) -> None:
        raise OSError("This program has nothing to open a connection with.")


def getfqdn(name: str = "") -> str:
    """Return the name as it was given: nobody is asked for another."""
    return name or "localhost"
