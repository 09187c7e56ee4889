"""What tools charge in units of their own, as the journal keeps it: one text for one content."""

from decimal import Decimal

import msgspec
from sqlite_utils import Database

from aijournal.domain.facts import Charge, charges_by_unit, plain_amount

_decode = msgspec.json.Decoder(tuple[tuple[str, Decimal], ...]).decode


def charges_text(charges: tuple[Charge, ...]) -> str | None:
    """Return charges as compact JSON, summed and in order by unit, such as `[["credit","0.11"]]`.

    `None` stands for none at all.
    """
    if not charges:
        return None
    pairs = [(charge.unit, plain_amount(charge.amount)) for charge in charges_by_unit(charges)]
    return msgspec.json.encode(pairs).decode()


def charges_of(text: str | None) -> tuple[Charge, ...]:
    """Return the charges of a text; none where damage left one that says nothing."""
    if text is None:
        return ()
    try:
        return tuple(Charge(amount, unit) for unit, amount in _decode(text))
    except msgspec.DecodeError:
        return ()


def odd_charges(db: Database) -> int:
    """Return how many calls hold a text of charges that was never written so."""
    # Damaged text may not be text; as bytes it can be read all the same.
    rows = db.execute("SELECT CAST(charges AS BLOB) FROM call WHERE charges IS NOT NULL")
    return sum(not _is_as_written(text) for (text,) in rows)


def _is_as_written(text: bytes) -> bool:
    try:
        return charges_text(charges_of(text.decode())) == text.decode()
    except (UnicodeDecodeError, ArithmeticError):
        return False
