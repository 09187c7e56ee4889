"""Commands by which a person says something: `log` and `assess`."""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import click

from aijournal.cli.documents import entry_row, print_json
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import effort, id_argument, json_option, minutes, share, text
from aijournal.cli.said import net_text, said_in_words
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import number, outcome_text, shortened, title_text, when_text
from aijournal.domain.assessment import (
    Accepted,
    Assessment,
    Door,
    LeftMe,
    Motive,
    Need,
    Outcome,
    Quality,
)
from aijournal.domain.entry import Entry
from aijournal.domain.entry_line import parse_entry_line
from aijournal.domain.tools import tool_title
from aijournal.journal.journal import Journal

_TITLE_CELLS = 60


@dataclass(frozen=True, slots=True)
class AssessmentOption:
    """One field of an assessment as an option of the command line."""

    flag: str
    field: str
    kind: Any
    help: str

    @property
    def name(self) -> str:
        """What the option is called where it is to be cleared."""
        return self.flag.partition("/")[0].removeprefix("--")


_OUTCOMES = {str(outcome.value): outcome for outcome in Outcome} | {
    f"+{outcome.value}": outcome for outcome in Outcome if outcome.is_rated and outcome.value in {0, 1, 2}
}


def _choice(kind: type[StrEnum]) -> Any:
    return click.Choice([str(value) for value in kind])


ASSESSMENT_OPTIONS = (
    AssessmentOption(
        "--outcome", "outcome", click.Choice(list(_OUTCOMES)), "Compared with doing it without AI."
    ),
    AssessmentOption("--need", "need", _choice(Need), "Whether you needed AI for it."),
    AssessmentOption("--net", "net_minutes", minutes, "Minutes saved, or lost if negative."),
    AssessmentOption("--rework", "rework_minutes", effort, "Minutes of rework that came after."),
    AssessmentOption("--unaided", "unaided_minutes", effort, "Minutes it would have taken without AI."),
    AssessmentOption(
        "--forecast-without", "forecast_without_minutes", effort, "Forecast without AI, minutes."
    ),
    AssessmentOption("--forecast-with", "forecast_with_minutes", effort, "Forecast with AI, minutes."),
    AssessmentOption("--accepted", "accepted", _choice(Accepted), "How much of the result you kept."),
    AssessmentOption(
        "--again/--not-again", "would_do_again", bool, "Whether you would do it this way again."
    ),
    AssessmentOption("--bottleneck", "bottleneck", text, "Which of your bottlenecks it fell on."),
    AssessmentOption(
        "--new-work/--no-new-work", "is_new_work", bool, "You would not have done it without AI."
    ),
    AssessmentOption("--quality", "quality", _choice(Quality), "The result, compared with your own."),
    AssessmentOption("--motive", "motive", _choice(Motive), "Why you used AI here."),
    AssessmentOption("--unblocked", "unblocked", text, "What it unblocked, in a line."),
    AssessmentOption("--note", "note", text, "A note to yourself; “-” reads it from stdin."),
    AssessmentOption("--confidence", "confidence", share, "How sure you are, 0 to 1."),
    AssessmentOption("--left-me", "left_me", _choice(LeftMe), "How it left you."),
    AssessmentOption(
        "--useful",
        "useful_exchange_id",
        click.IntRange(1),
        "After which exchange nothing more was needed; `aijournal show` numbers them.",
    ),
)

_FIELDS = {option.name: option.field for option in ASSESSMENT_OPTIONS}
_KINDS: dict[str, Callable[[Any], Any]] = {
    "outcome": _OUTCOMES.__getitem__,
    "need": Need,
    "accepted": Accepted,
    "quality": Quality,
    "motive": Motive,
    "left_me": LeftMe,
}


def assessment_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command one option for each field of an assessment."""
    for option in reversed(ASSESSMENT_OPTIONS):
        kind = {"default": None} if option.kind is bool else {"type": option.kind}
        command = click.option(option.flag, option.field, help=option.help, **kind)(command)
    return command


clear_option = click.option(
    "--clear",
    metavar="FIELD",
    multiple=True,
    type=click.Choice(list(_FIELDS)),
    help="Take back what was said in this field, named as its option; can be given more than once.",
)


# A line may begin with -1, and any letter may follow: so there are no short options here, -h among them.
@click.command("log", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@json_option
@pass_session
def log_command(session: Session, words: Sequence[str], *, as_json: bool) -> None:
    """Log an entry in one line; “-” reads the line from stdin.

    Example: aijournal log 'fixed flaky test #shop @claude +2 20m 12k !debugging yesterday 14:00'
    """
    typed = sys.stdin.readline() if tuple(words) == ("-",) else " ".join(words)
    line = parse_entry_line(typed, session.now())
    if not line.title and not line.chips:
        raise click.UsageError("There is nothing to log: the line is empty.")
    with session.open_journal() as journal:
        entry = journal.log(line, session.now(), Door.COMMAND_LINE)
    if as_json:
        print_json(**entry_row(entry))
    else:
        say(f"Logged as {_in_words(entry)}")


@click.command("assess", cls=OnceCommand)
@id_argument
@assessment_options
@clear_option
@json_option
@pass_session
def assess_command(
    session: Session, /, entry_id: int, clear: Sequence[str], *, as_json: bool, **given: Any
) -> None:
    """Set or revise the verdict on an entry; what you leave out stays as it was."""
    if given["note"] == "-":
        given["note"] = sys.stdin.read().strip() or None
    said = {name: _KINDS.get(name, _same)(value) for name, value in given.items() if value is not None}
    cleared = {_FIELDS[name]: name for name in clear}
    if not said and not cleared:
        raise click.UsageError("Nothing is said: give at least one option, such as --outcome +1.")
    for field in cleared.keys() & said.keys():
        raise click.UsageError(f"--{cleared[field]} and --clear {cleared[field]} contradict each other.")
    assessment = replace(Assessment(door=Door.COMMAND_LINE), **said)
    with session.open_journal() as journal:
        if assessment.useful_exchange_id is not None:
            exchange = _exchange_number(journal, entry_id, assessment.useful_exchange_id, session.now())
            assessment = replace(assessment, useful_exchange_id=exchange)
        entry = journal.assess(entry_id, assessment, session.now(), tuple(cleared))
    if as_json:
        print_json(**entry_row(entry))
    else:
        parts = [_in_words(entry), *_known_of(entry, {*said, *cleared}, said.get("useful_exchange_id"))]
        say(f"Judged {' · '.join(parts)}")


def _exchange_number(journal: Journal, entry_id: int, place: int, now: datetime) -> int:
    """Return the journal's number of the exchange that `show` lists at a place."""
    detail = journal.entry(entry_id, now)
    exchanges = detail.exchanges if detail else ()
    if place > len(exchanges):
        raise click.UsageError(f"Entry {entry_id} has {len(exchanges)} exchanges, so there is no {place}.")
    return exchanges[place - 1].id


def _same(value: Any) -> Any:
    return value


def _known_of(entry: Entry, fields: Collection[str], useful: int | None) -> Iterator[str]:
    """Say what is known now of some fields, but for the verdict and net minutes that are always said."""
    said = entry.assessment or Assessment()
    for one in said_in_words(said):
        is_told = one.field == "outcome" or (one.field == "net_minutes" and one.words)
        if one.field in fields and not is_told:
            yield f"{one.label}: {shortened(one.words, _TITLE_CELLS) or 'not said'}"
    if "useful_exchange_id" in fields:
        yield f"useful up to exchange {useful}" if useful else "useful exchange: not said"


def _in_words(entry: Entry) -> str:
    """Say how an entry was understood, down to what no line of a table shows."""
    one = entry.interaction
    parts = [f"{one.id}", when_text(one), shortened(title_text(entry, None), _TITLE_CELLS)]
    marks = (("#", one.project), ("!", one.task), *(("tag:", tag) for tag in one.tags))
    parts += [f"{sign}{name}" for sign, name in marks if name]
    if one.title and one.tool:
        parts.append(tool_title(one.tool))
    if one.typed_tokens is not None:
        parts.append(f"{number(one.typed_tokens)} tokens")
    parts.append(outcome_text(entry.assessment))
    if entry.assessment and entry.assessment.net_minutes is not None:
        parts.append(net_text(entry.assessment))
    return " · ".join(parts)
