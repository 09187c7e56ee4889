"""Commands that show entries: `list`, `show` and `inbox`."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import click

from aijournal.cli.documents import detail_document, entry_row, print_json
from aijournal.cli.matching import in_known_spelling, nothing_matches, read_as
from aijournal.cli.once import OnceCommand
from aijournal.cli.options import filter_options, id_argument, json_option, limit_option
from aijournal.cli.peeking import peek_all
from aijournal.cli.said import net_text, said_in_words
from aijournal.cli.session import Session, pass_session
from aijournal.cli.terminal import say
from aijournal.cli.text import (
    NOTHING,
    charges_text,
    lower_bound,
    number,
    outcome_text,
    print_table,
    shortened,
    title_text,
    weight_text,
    when_text,
)
from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry, EntryDetail
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.tokens import TokenUsage, TokenWeights
from aijournal.domain.tools import tool_title
from aijournal.errors import AijournalError

_TITLE_WIDTH = 48


@click.command("list", cls=OnceCommand)
@filter_options
@limit_option
@json_option
@pass_session
def list_command(session: Session, wanted: EntryFilter, limit: int, *, as_json: bool) -> None:
    """List entries, the newest first."""
    with session.open_journal() as journal:
        typed, wanted = wanted, in_known_spelling(journal, wanted)
        page = journal.entries(wanted, session.now(), limit)
        no_rows = None if page.rows else nothing_matches(journal, wanted)
    if as_json:
        rows = [entry_row(entry, wanted.zone) for entry in page.rows]
        print_json(rows=rows, more=page.more, **read_as(typed, wanted))
        return
    if no_rows:
        say(no_rows)
        return
    _print_entries(session, page.rows, wanted.zone)
    if page.more:
        say(f"… and more; --limit shows more than {limit}.")


@click.command("inbox", cls=OnceCommand)
@limit_option
@json_option
@pass_session
def inbox_command(session: Session, limit: int, *, as_json: bool) -> None:
    """List what waits for your verdict: what was picked at random first."""
    with session.open_journal() as journal:
        waiting = journal.inbox(session.now(), limit)
        count = journal.inbox_count(session.now())
    if as_json:
        print_json(rows=[entry_row(entry) for entry in waiting], more=count > len(waiting))
        return
    if not waiting:
        say("Nothing waits for a verdict.")
        return
    _print_entries(session, waiting)
    say(f"{count} waiting. Judge one with: aijournal assess ID --outcome +1 --need slower --net 15")


@click.command("show")
@id_argument
@json_option
@pass_session
def show_command(session: Session, entry_id: int, *, as_json: bool) -> None:
    """Show one entry with its exchanges and calls."""
    with session.open_journal() as journal:
        detail = journal.entry(entry_id, session.now())
    if detail is None:
        raise AijournalError(
            "No such entry", f"There is no entry {entry_id}. `aijournal list` shows the numbers."
        )
    if as_json:
        print_json(**detail_document(detail))
    else:
        _print_detail(session, detail)


def _print_entries(session: Session, entries: Sequence[Entry], zone: ZoneInfo | None = None) -> None:
    weights, peeked = session.settings.weights, peek_all(session, entries)
    print_table(
        ("id", "began", "tool", "title", "verdict", "net", "weighted"),
        [
            (
                str(entry.interaction.id),
                when_text(entry.interaction, zone),
                tool_title(entry.interaction.tool or NOTHING),
                shortened(title_text(entry, peeked.get(entry.interaction.id)), _TITLE_WIDTH),
                outcome_text(entry.assessment) + (" (picked)" if entry.interaction.is_audit else ""),
                net_text(entry.assessment),
                weight_text(entry.interaction.weighted_tokens, entry.interaction.usage.known_weight(weights)),
            )
            for entry in entries
        ],
        words=5,
    )


def _tokens_and_charges(detail: EntryDetail, weights: TokenWeights) -> str:
    """Return the weighted tokens, and beside them what the tool charged in units of its own."""
    one = detail.entry.interaction
    tokens = weight_text(one.weighted_tokens, one.usage.known_weight(weights))
    if not detail.charges:
        return tokens
    is_unknown = one.weighted_tokens is None and one.usage == TokenUsage()
    return f"{'tokens unknown' if is_unknown else tokens} · {charges_text(detail.charges)}"


def _print_detail(session: Session, detail: EntryDetail) -> None:
    entry, one = detail.entry, detail.entry.interaction
    said = entry.assessment or Assessment()
    say(title_text(entry, peek_all(session, [entry]).get(one.id)))
    facts = {
        "entry": str(one.id),
        "began": when_text(one),
        "tool": tool_title(one.tool or NOTHING),
        "project": one.project or NOTHING,
        "task type": one.task or NOTHING,
        "tags": ", ".join(one.tags) or NOTHING,
        "verdict": outcome_text(entry.assessment),
        "net minutes": NOTHING,
        **{part.label: part.words for part in said_in_words(said) if part.words},
        "note": said.note or NOTHING,
        "weighted tokens": _tokens_and_charges(detail, session.settings.weights),
    }
    width = max(map(len, facts))
    for name, value in facts.items():
        say(f"  {name:{width}}  {value}")
    for index, part in enumerate(detail.exchanges, 1):
        if part.id == said.useful_exchange_id:
            say(f"  After exchange {index} nothing more was needed.")
    calls = [(number(index), call) for index, part in enumerate(detail.exchanges, 1) for call in part.calls]
    if calls:
        print_table(
            ("exchange", "at (UTC)", "model", "input", "cache write", "cache read", "output"),
            [
                (
                    index,
                    f"{call.at:%Y-%m-%d %H:%M:%S}",
                    call.model or NOTHING,
                    number(call.usage.input_tokens),
                    number(call.usage.cache_write_tokens),
                    number(call.usage.cache_read_tokens),
                    lower_bound(
                        number(call.usage.output_tokens), is_lower_bound=call.usage.output_is_lower_bound
                    ),
                )
                for index, call in calls
            ],
            words=3,
        )
