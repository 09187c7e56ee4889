"""The commands that show the price list, and take a newer one: `prices`."""

from pathlib import Path

import click

from aijournal.cli.documents import print_json
from aijournal.cli.options import json_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import note, say
from aijournal.cli.text import number
from aijournal.own_prices import OLD_AFTER, PricesInForce, forget_prices, prices_in_force, take_prices


@click.group("prices", invoke_without_command=True)
@json_option
@pass_session
@click.pass_context
def prices_command(context: click.Context, session: Session, *, as_json: bool) -> None:
    """Show which price list is used, and how old it is.

    Prices are read from a file with a date. The program fetches none: a newer file is brought by hand.
    """
    if context.invoked_subcommand is None:
        _show(session, prices_in_force(session.paths), as_json=as_json)


@prices_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def import_command(session: Session, file: Path) -> None:
    """Use a newer price list from now on: the file prices.json of a newer aijournal.

    A copy is kept; `aijournal prices forget` goes back. What entries cost is worked out anew.
    """
    taken = take_prices(session.paths, file, session.now().date())
    say(f"Prices of {taken.as_of} are used from now on: {number(taken.models)} models, {taken.source}.")


@prices_command.command("forget")
@pass_session
def forget_command(session: Session) -> None:
    """Go back to the price list that came with the program."""
    was_there = forget_prices(session.paths)
    shipped = prices_in_force(session.paths).prices
    say(
        f"The prices of {shipped.as_of}, which came with the program, are used again."
        if was_there
        else f"The prices of {shipped.as_of}, which came with the program, are used already."
    )


def described(found: PricesInForce, age: int) -> str:
    """Return one line on a price list: its day, age in days, origin and licence."""
    prices = found.prices
    whose = "brought by you" if found.is_own else "came with the program"
    days = "1 day" if age == 1 else f"{number(age)} days"
    return f"as of {prices.as_of}, {days} old, {prices.source} ({prices.licence}), {whose}"


def _show(session: Session, found: PricesInForce, *, as_json: bool) -> None:
    prices, age = found.prices, found.prices.age(session.now().date())
    if found.problem:
        note(found.problem)
    if as_json:
        print_json(
            as_of=prices.as_of,
            age_days=age,
            source=prices.source,
            licence=prices.licence,
            models=prices.models,
            own=found.is_own,
        )
        return
    say(f"Prices: {described(found, age)}; {number(prices.models)} models.")
    if age > OLD_AFTER.days:
        say("Vendors change prices every few months. A newer aijournal brings newer ones; or bring its file")
        say("prices.json alone, with: aijournal prices import FILE")
