"""Commands that show entries: `list`, `show` and `inbox`."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import click

from aijournal.cli.documents import detail_document, entry_row, print_json
from aijournal.cli.options import filter_options, id_argument, json_option, limit_option
from aijournal.cli.session import Session, pass_session
from aijournal.cli.text import (
    NOTHING,
    lower_bound,
    minutes,
    number,
    outcome_text,
    percent,
    print_table,
    say,
    shortened,
    title_text,
    when_text,
)
from aijournal.collect import peek
from aijournal.domain.assessment import Assessment
from aijournal.domain.entry import Entry, EntryDetail
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.entry_words import MOTIVE_LABELS, NEED_LABELS, minutes_in_words
from aijournal.domain.tools import tool_title
from aijournal.errors import AijournalError
from aijournal.importers.registry import ALL_IMPORTERS

_TITLE_WIDTH = 48


@click.command("list")
@filter_options
@limit_option
@json_option
@pass_session
def list_command(session: Session, wanted: EntryFilter, limit: int, *, as_json: bool) -> None:
    """List entries, the newest first."""
    with session.open_journal() as journal:
        page = journal.entries(wanted, session.now(), limit)
    if as_json:
        print_json(rows=[entry_row(entry, wanted.zone) for entry in page.rows], more=page.more)
        return
    if not page.rows:
        say("No entries match. `aijournal import` reads your tools' logs, `aijournal log` takes a line.")
        return
    _print_entries(page.rows, wanted.zone)
    if page.more:
        say(f"… and more; --limit shows more than {limit}.")


@click.command("inbox")
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
    _print_entries(waiting)
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
        _print_detail(detail)


def _print_entries(entries: Sequence[Entry], zone: ZoneInfo | None = None) -> None:
    print_table(
        ("id", "began", "tool", "title", "verdict", "net", "weighted"),
        [
            (
                str(entry.interaction.id),
                when_text(entry.interaction, zone),
                tool_title(entry.interaction.tool or NOTHING),
                shortened(title_text(entry, peek(ALL_IMPORTERS, entry)), _TITLE_WIDTH),
                outcome_text(entry.assessment) + (" (picked)" if entry.interaction.is_audit else ""),
                minutes(entry.assessment.net_minutes if entry.assessment else None),
                number(entry.interaction.weighted_tokens),
            )
            for entry in entries
        ],
        words=5,
    )


def _also_said(said: Assessment | None) -> Mapping[str, str]:
    """Return what was said besides outcome, net minutes and note, in words; what is open is left out."""
    if said is None:
        return {}
    words = {
        "need": NEED_LABELS[said.need] if said.need else None,
        "motive": MOTIVE_LABELS[said.motive] if said.motive else None,
        "without AI": _minutes_or_none(said.unaided_minutes),
        "rework": _minutes_or_none(said.rework_minutes),
        "forecast": _forecast(said),
        "kept of it": said.accepted and said.accepted.value.replace("_", " "),
        "again": _yes_or_no(said.would_do_again),
        "bottleneck": said.bottleneck,
        "new work": _yes_or_no(said.is_new_work),
        "quality": said.quality and said.quality.value,
        "unblocked": said.unblocked,
        "confidence": None if said.confidence is None else percent(said.confidence),
        "left me": said.left_me and said.left_me.value,
    }
    return {name: value for name, value in words.items() if value}


def _minutes_or_none(spent: float | None) -> str | None:
    return None if spent is None else minutes_in_words(spent)


def _forecast(said: Assessment) -> str:
    parts = {"without AI": said.forecast_without_minutes, "with AI": said.forecast_with_minutes}
    return ", ".join(f"{minutes_in_words(one)} {how}" for how, one in parts.items() if one is not None)


def _yes_or_no(answer: bool | None) -> str | None:  # noqa: FBT001 - what was said is a yes or a no
    return None if answer is None else "yes" if answer else "no"


def _print_detail(detail: EntryDetail) -> None:
    entry, one = detail.entry, detail.entry.interaction
    say(title_text(entry, peek(ALL_IMPORTERS, entry)))
    facts = {
        "entry": str(one.id),
        "began": when_text(one),
        "tool": tool_title(one.tool or NOTHING),
        "project": one.project or NOTHING,
        "task type": one.task or NOTHING,
        "tags": ", ".join(one.tags) or NOTHING,
        "verdict": outcome_text(entry.assessment),
        "net minutes": minutes(entry.assessment.net_minutes if entry.assessment else None),
        **_also_said(entry.assessment),
        "note": (entry.assessment.note if entry.assessment else None) or NOTHING,
        "weighted tokens": number(one.weighted_tokens),
    }
    width = max(map(len, facts))
    for name, value in facts.items():
        say(f"  {name:{width}}  {value}")
    useful = entry.assessment.useful_exchange_id if entry.assessment else None
    for index, part in enumerate(detail.exchanges, 1):
        if part.id == useful:
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
