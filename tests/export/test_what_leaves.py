"""Nothing of a journal leaves in any format unless its own switch was turned on; each one does something."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.export.formats import USED, ReportFormat
from aijournal.export.html import to_html
from aijournal.export.include import Include
from aijournal.export.journal_mirror import mirror_of
from aijournal.export.journal_report import entries_of, names_of, report_of
from aijournal.export.json_document import to_json
from aijournal.export.markdown import to_markdown
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from aijournal.export.table import csv_lines
from aijournal.journal.journal import Journal
from aijournal.ui.reports.pdf import to_pdf, typeset
from tests.export.canaries import allowed, canaries_in, plant

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
Write = Callable[[Journal, Review], bytes]

pytestmark = pytest.mark.usefixtures("qapp")


def _table(journal: Journal, made: Review) -> bytes:
    return "".join(csv_lines(entries_of(journal, EVERYTHING, NOW), made.aliases, made.redaction)).encode()


FORMATS: Mapping[str, Write] = {
    "md": lambda _, made: to_markdown(made.document).encode(),
    "html": lambda _, made: to_html(made.document).encode(),
    "json": lambda _, made: to_json(made).encode(),
    "csv": _table,
    "pdf": lambda _, made: to_pdf(made.document) + typeset(made.document).toPlainText().encode(),
}
# What a table of single interactions has; the others only have sums.
IN_A_TABLE = {
    Include.TITLES: {"title", "title_key"},
    Include.NOTES: {"note", "note_path", "unblocked"},
    Include.PATHS: {"link"},
    Include.MODELS: {"model", "log_model"},
    Include.NAMES: {"project", "fact_project", "log_project", "tool", "task", "tag", "bottleneck"},
}
OF_TRIALS = {"trial", "trial_question", "trial_treatment", "trial_control"}
IN_SUMS = {"tool", "task", "bottleneck", *OF_TRIALS}


@pytest.fixture
def full(journal: Journal, home: Path) -> Journal:
    plant(journal, home, NOW)
    return journal


def _written(journal: Journal, kind: str, *parts: Include, wanted: EntryFilter = EVERYTHING) -> bytes:
    redaction = Redaction.including(parts)
    report = report_of(journal, wanted, DEFAULT_WEIGHTS, NOW.date())
    mirror = mirror_of(journal, wanted, None, NOW.date())
    return FORMATS[kind](journal, review(report, names_of(journal, wanted), redaction, mirror=mirror))


def _sung(journal: Journal, kind: str, *parts: Include) -> set[str]:
    return canaries_in(_written(journal, kind, *parts))


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_leaves_by_default(full: Journal, kind: str) -> None:
    assert _sung(full, kind) == set()


@pytest.mark.parametrize("kind", FORMATS)
def test_each_switch_lets_out_its_own_and_nothing_else(full: Journal, kind: str) -> None:
    for part in Include:
        sung = _sung(full, kind, part)
        assert sung <= allowed([part]), part
        if kind == "csv":
            assert IN_A_TABLE.get(part, set()) <= sung, part
        elif part is Include.NAMES:
            assert sung >= IN_SUMS


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_nobody_s_business_never_leaves(full: Journal, kind: str) -> None:
    assert _sung(full, kind, *Include) <= allowed(Include)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_switch_does_something_in_the_formats_that_tell_its_part_and_nothing_in_others(
    full: Journal, kind: str
) -> None:
    asked = EntryFilter(period=Period(date(2026, 11, 1), date(2026, 11, 20)))
    plain = _written(full, kind, wanted=asked)
    for part in Include:
        told = _written(full, kind, part, wanted=asked) != plain
        assert told is (part in USED[ReportFormat(kind)]), part
