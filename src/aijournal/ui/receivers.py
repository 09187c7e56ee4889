"""Whether somebody who waits for an answer is still there: a page may be deleted before it comes."""

from collections.abc import Callable
from functools import partial

from shiboken6 import Object, isValid


def is_gone(tell: Callable[..., object]) -> bool:
    """Return whether what is to be told belongs to an object of Qt that is deleted, or is told one."""
    while isinstance(tell, partial):
        if any(_is_deleted(given) for given in tell.args):
            return True
        tell = tell.func
    return _is_deleted(getattr(tell, "__self__", None))


def _is_deleted(one: object) -> bool:
    return isinstance(one, Object) and not isValid(one)
