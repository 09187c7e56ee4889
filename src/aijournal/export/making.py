"""A report as it would be written, with all that is said of it: the window and the command make it here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from aijournal.domain.entry import Entry
from aijournal.domain.entry_filter import EntryFilter
from aijournal.domain.quota import Quota
from aijournal.domain.tokens import TokenWeights
from aijournal.export.formats import ReportFormat, text_of
from aijournal.export.include import Include
from aijournal.export.journal_mirror import mirror_of
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.leaving import Words, names_told, own_words_told, words_of_entry, words_of_trials
from aijournal.export.left_out import LeftOut, left_out
from aijournal.export.own_names import OwnNames, own_names
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review

if TYPE_CHECKING:
    from aijournal.journal.journal import Journal

IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """What a report is to be of, and how it is to be written."""

    wanted: EntryFilter
    kind: ReportFormat
    included: frozenset[Include]
    weights: TokenWeights
    now: datetime
    today: date
    quota: Quota | None = None

    @property
    def redaction(self) -> Redaction:
        """What of it is told."""
        return Redaction.including(self.included)


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report, its bytes, what it leaves out, the words that would leave with it and `names` that may not.

    The bytes of a PDF are empty until it is drawn. `is_blank` says that the journal holds nothing at all.
    """

    question: ReportQuestion
    review: Review
    content: bytes
    left_out: tuple[LeftOut, ...]
    words: tuple[Words, ...]
    names: OwnNames
    entries: int
    rated: int
    is_blank: bool

    @property
    def checksum(self) -> str:
        """The SHA-256 of the bytes, as hexadecimal digits."""
        return sha256(self.content).hexdigest()


class Stopped(Exception):  # noqa: N818 - it is no error: something else was asked for
    """Nobody waits for the report any more."""


def make_report(
    journal: "Journal", question: ReportQuestion, is_cancelled: IsCancelled = lambda: False
) -> MadeReport:
    """Ask the journal for a report and write it; raises `Stopped` once it is cancelled."""
    words = journal.review.of(question.wanted).told
    wanted, kind, redaction = question.wanted, question.kind, question.redaction
    report = report_of(journal, wanted, question.weights, question.today)
    _look(is_cancelled)
    mirror = mirror_of(journal, wanted, question.quota, question.today) if redaction.signals else None
    _look(is_cancelled)
    made = review(report, names_of(journal, wanted), redaction, words, mirror)
    _look(is_cancelled)
    carried = journal.carried(wanted)
    leaving = [
        *own_words_told(words, kind),
        *names_told(carried, redaction, kind),
        *words_of_trials(report.experiments, redaction, kind),
    ]
    entries = _entries(journal, question, leaving, is_cancelled)
    content = b"" if kind is ReportFormat.PDF else text_of(kind, made, entries)
    return MadeReport(
        question=question,
        review=made,
        content=content,
        left_out=left_out(carried, report.experiments, made.aliases, redaction, kind),
        words=tuple(leaving),
        names=own_names((*journal.kept_names.all(), *made.aliases.hidden_names)),
        entries=carried.entries,
        rated=report.value.rated,
        is_blank=not carried.entries and journal.is_blank(),
    )


def _entries(
    journal: "Journal", question: ReportQuestion, leaving: list[Words], is_cancelled: IsCancelled
) -> Iterator[Entry]:
    """Yield the entries for a format that is a row for each, and gather what they tell on the way."""
    for entry in entries_of(journal, question.wanted, question.now):
        _look(is_cancelled)
        leaving.extend(words_of_entry(entry, question.redaction))
        yield entry


def _look(is_cancelled: IsCancelled) -> None:
    if is_cancelled():
        raise Stopped
