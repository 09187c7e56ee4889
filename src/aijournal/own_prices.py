"""A price list that the person brought, by hand, because the program fetches none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from aijournal.errors import AijournalError
from aijournal.paths import Paths, make_private_folder, replace_private_file
from aijournal.pricing import PriceList, load_prices

OLD_AFTER = timedelta(days=90)
"""Vendors change prices every few months: from then on a list is called old."""

_LARGEST = 32 << 20  # the program's own has half a megabyte


@dataclass(frozen=True, slots=True)
class PricesInForce:
    """The newest list there is; `is_own` says that the person brought it.

    `problem` is a sentence where they brought one that cannot be used, else empty.
    """

    prices: PriceList
    is_own: bool = False
    problem: str = ""


def prices_in_force(paths: Paths) -> PricesInForce:
    """Return the person's list where it is newer than the one that came with the program, else that one.

    Raises `AijournalError` where the program's own cannot be read.
    """
    shipped = load_prices()
    if not paths.prices.exists():
        return PricesInForce(shipped)
    try:
        own = load_prices(paths.prices)
    except AijournalError as error:
        return PricesInForce(shipped, problem=error.message)
    return PricesInForce(own, is_own=True) if own.as_of > shipped.as_of else PricesInForce(shipped)


def take_prices(paths: Paths, file: Path, today: date) -> PriceList:
    """Keep a copy of a price list, from now on used in place of an older one, and return it.

    Raises `AijournalError` where it is no price list, not newer than the one in force, or from the future;
    nothing is changed then.
    """
    taken = _checked(file)
    known = prices_in_force(paths).prices
    if taken.as_of <= known.as_of:
        raise AijournalError(
            "This price list is not newer",
            f"{file.name} is of {taken.as_of}, and the one in use of {known.as_of}. Nothing was changed.",
        )
    if taken.as_of > today + timedelta(days=1):
        raise AijournalError(
            "This price list is from the future",
            f"{file.name} is of {taken.as_of}. Look at its date, or at this computer's. Nothing was changed.",
        )
    try:
        make_private_folder(paths.prices.parent)
        replace_private_file(paths.prices, file.read_bytes())
    except OSError as error:
        raise AijournalError(
            "The price list cannot be kept",
            f"{paths.prices} cannot be written ({error.strerror}). Nothing was changed.",
        ) from error
    return taken


def forget_prices(paths: Paths) -> bool:
    """Remove the person's list, so that the program's own is used again; return whether there was one.

    Raises `AijournalError` where it cannot be removed.
    """
    try:
        paths.prices.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise AijournalError(
            "The price list cannot be removed",
            f"{paths.prices} stays as it was ({error.strerror}).",
        ) from error
    return True


def _checked(file: Path) -> PriceList:
    """Read a list as a stranger's: nothing in it may fail later, when a figure is asked for."""
    try:
        size = file.stat().st_size
    except OSError as error:
        raise AijournalError(
            "The file cannot be read", f"{file}: {error.strerror}. Nothing was changed."
        ) from error
    if size > _LARGEST:
        raise AijournalError("This is no price list", f"{file.name} is far too large. Nothing was changed.")
    taken = load_prices(file)
    for pattern in _patterns(msgspec.json.decode(file.read_bytes())):
        try:
            re.compile(pattern)
        except re.error as error:
            raise AijournalError(
                "This is no price list",
                f"A rule in {file.name} cannot be understood ({error}). Nothing was changed.",
            ) from error
    if not taken.models:
        raise AijournalError("This is no price list", f"{file.name} has no models. Nothing was changed.")
    return taken


def _patterns(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "regex" and isinstance(value, str):
                yield value
            else:
                yield from _patterns(value)
    elif isinstance(part, list):
        for one in part:
            yield from _patterns(one)
