"""A report as it is made: all that leaves with it is looked through, and the rest is counted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.entry_filter import EVERYTHING, EntryFilter
from aijournal.domain.period import Period
from aijournal.domain.review import PickedItem, ReviewText
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.export.findings import FindingKind
from aijournal.export.formats import USED, ReportFormat
from aijournal.export.include import Include
from aijournal.export.leaving import Place, Words, look_through, unseen
from aijournal.export.left_out import Kept
from aijournal.export.making import MadeReport, ReportQuestion, Stopped, make_report
from aijournal.export.own_names import NO_NAMES
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.reports.page_images import page_images
from aijournal.ui.reports.pdf import to_pdf
from tests.export.canaries import CANARIES, allowed, canaries_in, plant, text_of

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
TEXTS = [kind for kind in ReportFormat if kind.is_text]
KEPT_BY = {
    Include.TITLES: Kept.TITLES,
    Include.NOTES: Kept.NOTES,
    Include.PATHS: Kept.LINKS,
    Include.MODELS: Kept.MODELS,
    Include.TIMES: Kept.TIMES,
    Include.TOKENS: Kept.TOKENS,
    Include.COST: Kept.COST,
    Include.SIGNALS: Kept.SIGNALS,
}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Return a journal with a canary in every field."""
    home = tmp_path_factory.mktemp("planted")
    paths = Paths(*(home / name for name in ("data", "config", "state", "runtime")))
    with Journal.open(paths, Settings(), ZoneInfo("Europe/Berlin")) as journal:
        plant(journal, home, NOW)
        yield journal


def make(
    journal: Journal, kind: ReportFormat, *parts: Include, wanted: EntryFilter = EVERYTHING
) -> MadeReport:
    question = ReportQuestion(wanted, kind, frozenset(parts), DEFAULT_WEIGHTS, NOW, NOW.date())
    return make_report(journal, question)


@pytest.mark.parametrize("kind", TEXTS)
def test_by_default_no_canary_sings(journal: Journal, kind: ReportFormat) -> None:
    assert canaries_in(make(journal, kind).content) == set()


@pytest.mark.parametrize("part", Include)
@pytest.mark.parametrize("kind", TEXTS)
def test_every_canary_that_leaves_is_looked_through(
    journal: Journal, kind: ReportFormat, part: Include
) -> None:
    made = make(journal, kind, part)
    singing = canaries_in(made.content)
    assert singing <= allowed([part])
    looked_at = canaries_in("\n".join(words.text for words in made.words).encode())
    assert singing <= looked_at
    if part in USED[kind] and allowed([part]) and part is not Include.COST:  # of which no unit is told
        assert singing


@pytest.mark.parametrize("kind", ReportFormat)
def test_what_is_switched_on_is_not_left_out_and_all_else_is(journal: Journal, kind: ReportFormat) -> None:
    nothing = {one.kept for one in make(journal, kind).left_out}
    assert nothing == set(Kept)
    for part, kept in KEPT_BY.items():
        left = {one.kept for one in make(journal, kind, part).left_out}
        assert left == (set(Kept) - {kept} if part in USED[kind] else set(Kept))
    named = {one.kept for one in make(journal, kind, Include.NAMES).left_out if one.is_alias}
    assert named == set()
    assert {one.kept for one in make(journal, kind).left_out if one.is_alias} >= {Kept.TOOLS, Kept.TASKS}


def test_names_that_are_not_to_leave_and_those_behind_aliases_are_looked_for(journal: Journal) -> None:
    made = make(journal, ReportFormat.CSV)
    for name in ("kept_name", "project", "tag"):
        words = Words(f"as {text_of(name)} said", Place.NOTE)
        found = look_through([words], made.names)
        assert found is not None
        assert FindingKind.NAME in {one.finding.kind for one in found}, name
    told = make(journal, ReportFormat.CSV, Include.NAMES)
    assert look_through([Words(f"as {text_of('project')} said", Place.NOTE)], told.names) == ()


@pytest.mark.parametrize("kind", TEXTS)
def test_the_name_that_is_not_to_leave_never_does(journal: Journal, kind: ReportFormat) -> None:
    assert CANARIES["kept_name"].mark.encode() not in make(journal, kind, *Include).content


def test_own_words_are_told_in_every_format_but_the_table(journal: Journal) -> None:
    uid = journal.review.pick(1, NOW)
    journal.review.write(PickedItem(uid, "It was stuck", link="https://tracker.example/1"), NOW)
    journal.review.say(ReviewText.NEXT, "A trial", NOW)
    for kind in ReportFormat:
        made = make(journal, kind)
        told = [(words.text, words.place, words.number) for words in made.words]
        if kind.is_of_entries:
            assert told == []
            continue
        assert told == [
            ("It was stuck", Place.ITEM, 1),
            ("https://tracker.example/1", Place.ITEM, 1),
            ("A trial", Place.NEXT, 0),
        ]
        content = made.content.decode() if kind.is_text else ""
        assert ("It was stuck" in content) is kind.is_text
    journal.undo()
    journal.undo()
    journal.undo()


def test_a_report_of_nothing_says_so(journal: Journal) -> None:
    long_ago = EntryFilter(period=Period(date(2020, 1, 1), date(2020, 2, 1)))
    made = make(journal, ReportFormat.MARKDOWN, wanted=long_ago)
    assert (made.entries, made.rated, made.is_blank) == (0, 0, False)


@pytest.mark.parametrize("kind", ReportFormat)
def test_it_can_be_stopped(journal: Journal, kind: ReportFormat) -> None:
    question = ReportQuestion(EVERYTHING, kind, frozenset(), DEFAULT_WEIGHTS, NOW, NOW.date())
    for after in (0, 1, 2, 10):
        asked: list[None] = []

        def is_cancelled(asked: list[None] = asked, after: int = after) -> bool:
            asked.append(None)
            return len(asked) > after

        is_stopped = False
        try:
            make_report(journal, question, is_cancelled)
        except Stopped:
            is_stopped = True
        assert is_stopped is (len(asked) > after)


def test_looking_through_can_be_stopped_and_tells_how_far_it_is() -> None:
    every = [Words(f"word {number}", Place.NOTE) for number in range(1_000)]
    told: list[int] = []
    assert look_through(every, NO_NAMES, told.append) == ()
    assert told == sorted(told)
    assert told[-1] > 900
    assert look_through(every, NO_NAMES, is_cancelled=lambda: True) is None


def test_one_text_is_told_once_the_worst_first_and_is_seen_once() -> None:
    every = [
        Words("write to dev@client.example", Place.TITLE),
        Words("see /home/dev/offer.md", Place.NOTE),
        Words("or dev@client.example again", Place.NOTE),
    ]
    found = look_through(every, NO_NAMES)
    assert found is not None
    assert [(one.finding.kind, one.place, one.count) for one in found] == [
        (FindingKind.EMAIL, Place.TITLE, 2),
        (FindingKind.PATH, Place.NOTE, 1),
    ]
    assert unseen(found, {found[0].acknowledgement}) == found[1:]


def test_the_pages_to_look_at_are_those_of_the_file(journal: Journal, qapp: object) -> None:
    assert qapp is not None
    made = make(journal, ReportFormat.PDF, *Include)
    pages = list(page_images(made.review.document, 400, 2.0))
    assert len(pages) == to_pdf(made.review.document).count(b"/Type /Page\n")
    for page in pages:
        assert page.deviceIndependentSize().width() == 400
        spots = [page.pixelColor(x, y).lightness() for x in range(0, 800, 4) for y in range(0, 1_130, 4)]
        assert sum(light < 128 for light in spots) > 20
        edge = [page.pixelColor(x, 60).lightness() for x in range(0, 800, 4)]
        assert min(edge) > 250, "printing leaves two centimetres"
