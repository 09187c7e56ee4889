"""Loads `sqlite_utils` without numpy, which it loads where there is one: that takes longer than all else.

It only learns from it which of numpy's types stand for which columns, and no value here is of these types.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from threading import get_ident
from types import ModuleType

_HEAVY = frozenset({"numpy", "pandas"})


class _WithoutHeavy:
    """Finds no heavy module for one thread; others may be in need of them meanwhile."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Raise `ModuleNotFoundError` for what is not to be found, and leave the rest to others."""
        if name in _HEAVY and get_ident() == self._thread:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def load_lightly(module: str) -> None:
    """Load a module that can do without numpy and pandas, without these unless they are there already."""
    finder = _WithoutHeavy()
    sys.meta_path.insert(0, finder)
    try:
        import_module(module)
    finally:
        sys.meta_path.remove(finder)
