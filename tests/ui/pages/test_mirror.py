"""The page Mirror in the window: two meters, private questions, and what lies behind them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from aijournal.analysis.mirror import Mirror, mirror
from aijournal.analysis.signals.signal import Signal, basis_of
from aijournal.collect import collect
from aijournal.demo import QUOTAS, Profile, make_profile_journal
from aijournal.domain.assessment import Assessment, Door, Need, Outcome
from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.entry_line import EntryLine
from aijournal.domain.mirror import SignalId
from aijournal.domain.quota import Quota
from aijournal.journal.journal import Journal
from aijournal.paths import Paths, find_paths
from aijournal.settings import ColorScheme, Settings
from aijournal.ui import phrases
from aijournal.ui.app import App
from aijournal.ui.main_window import MainWindow
from aijournal.ui.mirror.question_row import QuestionRow
from aijournal.ui.pages.mirror import MirrorPage
from aijournal.ui.pages.mirror_view import MirrorView, Span
from aijournal.ui.screen import Screen
from tests.ui.stage import BERLIN, IMPORTERS, NOW, press_space, staged, with_journal

TODAY = NOW.date()
QUOTA = QUOTAS[Profile.PADDER]
SETTINGS = Settings(quota_tokens=QUOTA.tokens, quota_per=QUOTA.per)
KNEW = SignalId.KNOWN_ANSWER


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the journals of both people."""
    folder = tmp_path_factory.mktemp("profiles")
    for profile in QUOTAS:
        home = find_paths({"AIJOURNAL_HOME": str(folder / profile)})
        make_profile_journal(home, TODAY, profile, zone=BERLIN)
    return folder


def _settle_into(paths: Paths, profiles: Path, profile: Profile) -> None:
    shutil.copytree(profiles / profile / "data", paths.data, dirs_exist_ok=True)


@pytest.fixture
def padder(qapp: QApplication, paths: Paths, profiles: Path, qtbot: QtBot) -> Iterator[MirrorPage]:
    """Show the mirror of the one whose work was done for the meter."""
    _settle_into(paths, profiles, Profile.PADDER)
    with _shown(qapp, paths, qtbot) as page:
        yield page


@contextmanager
def _shown(
    qapp: QApplication, paths: Paths, qtbot: QtBot, settings: Settings = SETTINGS, home: Path | None = None
) -> Iterator[MirrorPage]:
    with staged(qapp, paths, {"HOME": str(home)} if home else {}, settings) as app:
        app.window.resize(1_280, 820)
        app.show()
        yield _open(app, qtbot)


def _open(app: App, qtbot: QtBot) -> MirrorPage:
    QTest.keyClick(app.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert app.window.shown_screen is Screen.MIRROR
    page = app.window.pages.mirror
    _wait_for(page, qtbot, lambda _: True)
    return page


def _wait_for(page: MirrorPage, qtbot: QtBot, is_so: Callable[[MirrorView], bool]) -> MirrorView:
    """Wait until what is shown is so, and nothing more is asked."""
    qtbot.waitUntil(
        lambda: page.view is not None and not page._asking.is_under_way and is_so(page.view), timeout=10_000
    )
    assert page.view is not None
    return page.view


def _main(page: MirrorPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def _asked(page: MirrorPage) -> list[SignalId]:
    """Return which questions are asked, from top to bottom, as they are seen."""
    column = page.questions._column
    items = [column.itemAt(place) for place in range(column.count())]
    rows = [item.widget() for item in items if item is not None]
    return [row.signal_id for row in rows if isinstance(row, QuestionRow) and row.isVisible()]


def _by_whole_history(journal: Journal, span: Span, quota: Quota | None) -> Mirror:
    """Return the mirror as it is with everything there ever was."""
    period = span.period(TODAY)
    return mirror(
        period,
        journal.mirror.seen_days(EVERYTHING),
        journal.value_days(EVERYTHING),
        journal.mirror.entries(EVERYTHING),
        TODAY,
        quota=quota,
        names_bottlenecks=any(one.touches(period) for one in journal.bottlenecks.all()),
        dismissed=journal.mirror.paused(),
    )


def _is_of(span: Span, view: MirrorView) -> bool:
    return view.mirror.period == span.period(TODAY)


def _signal(page: MirrorPage, signal: SignalId) -> Signal:
    assert page.view is not None
    return next(one for one in page.view.mirror.signals if one.id is signal)


@pytest.mark.parametrize("profile", list(QUOTAS))
@pytest.mark.parametrize("quota", [QUOTA, Quota(200_000_000, "month"), None])
def test_the_figures_are_those_of_the_analysis(
    qapp: QApplication, paths: Paths, profiles: Path, qtbot: QtBot, profile: Profile, quota: Quota | None
) -> None:
    _settle_into(paths, profiles, profile)
    settings = Settings() if quota is None else Settings(quota_tokens=quota.tokens, quota_per=quota.per)
    with _shown(qapp, paths, qtbot, settings) as page:
        for span in (Span.TWELVE_WEEKS, Span.THIS_WEEK, Span.YEAR):
            page._span.choose(span)
            view = _wait_for(page, qtbot, partial(_is_of, span))
            wanted = with_journal(paths, partial(_by_whole_history, span=span, quota=quota))
            assert view.mirror == wanted
            seen, value = wanted.seen, wanted.matters.value
            cells = page.seen.figures.cells
            assert len(cells) == (5 if quota is None else 6)
            assert cells[0].number.text() == phrases.short_count(seen.tokens or 0)
            assert cells[2].number.text() == str(seen.active_days)
            assert cells[4].number.text() == str(seen.active_weeks)
            net = page.matters.figures.cells[0]
            assert net.number.text() == phrases.duration(value.net_minutes or 0)
            assert f"{value.valued} interactions" in net.basis.text()


def test_two_people_with_one_meter_are_asked_different_things(
    qapp: QApplication, profiles: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    shown: dict[Profile, tuple[list[str], list[SignalId], str]] = {}
    for profile in QUOTAS:
        home = find_paths({"AIJOURNAL_HOME": str(tmp_path / profile)})
        _settle_into(home, profiles, profile)
        with _shown(qapp, home, qtbot) as page:
            seen = [label.text() for label in page.seen.findChildren(QLabel)]
            shown[profile] = seen, _asked(page), page.questions.silent.words.text()
    padder, craftsman = shown[Profile.PADDER], shown[Profile.CRAFTSMAN]
    assert padder[0] == craftsman[0]
    assert padder[1] == [
        SignalId.TAIL,
        SignalId.STRETCH,
        KNEW,
        SignalId.TRIVIAL,
        SignalId.QUOTA_EDGE,
        SignalId.UNATTENDED,
        SignalId.MOTIVE,
    ]
    assert craftsman[1] == []
    assert padder[2] == "Nothing to ask about: More tokens, same value · Your own verdicts."
    assert "Answers you already knew" in craftsman[2]


def test_a_question_says_what_it_rests_on(padder: MirrorPage) -> None:
    row = padder.questions.rows[KNEW]
    signal = _signal(padder, KNEW)
    assert row.title.text() == "Answers you already knew"
    assert row.sentence.text() == signal.sentence
    share, against = phrases.share(signal.value or 0), phrases.share(signal.threshold or 0)
    assert row.basis.text() == f"{share} of the weighted tokens · held against {against} · {basis_of(signal)}"
    assert padder.questions.note.text().endswith(
        "Asked of 31 Aug 2026 to 20 Nov 2026, if nothing else is said."
    )


def test_felt_beside_measured_says_what_is_missing(padder: MirrorPage) -> None:
    optimism = _signal(padder, SignalId.OPTIMISM)
    assert optimism.guard is not None
    assert padder.felt.measured.text() == f"{optimism.sentence} {optimism.guard}"
    assert padder.felt.isVisible()
    assert not padder.questions.held.isVisible(), "what trials would say is not said twice"


def test_felt_beside_measured_says_what_trials_found_and_what_that_rests_on(
    qapp: QApplication, demo: Paths, qtbot: QtBot
) -> None:
    with _shown(qapp, demo, qtbot, Settings()) as page:
        assert page.view is not None
        found = page.view.mirror.trials
        assert found is not None
        assert page.felt.measured.text() == f"{found.felt.told} {found.forecasts.told}"
        assert "Randomised; " in page.felt.measured.text()
        assert "Timed; " in page.felt.measured.text()
        assert "between " in _signal(page, SignalId.OPTIMISM).sentence


def test_a_question_is_put_aside_by_key_taken_back_and_stays_so_after_a_restart(
    qapp: QApplication, paths: Paths, profiles: Path, qtbot: QtBot
) -> None:
    _settle_into(paths, profiles, Profile.PADDER)
    until = TODAY + timedelta(days=27)
    with _shown(qapp, paths, qtbot) as page:
        before = _asked(page)
        press_space(page.questions.rows[KNEW].put_aside)
        press_space()  # a second press of an impatient hand puts nothing else aside
        _wait_for(page, qtbot, lambda view: KNEW in view.put_aside)
        assert _asked(page) == [one for one in before if one is not KNEW]
        assert with_journal(paths, lambda journal: journal.mirror.paused()) == {KNEW: until}
        QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        _wait_for(page, qtbot, lambda view: not view.put_aside)
        assert _asked(page) == before
        page.questions.rows[KNEW].put_aside.click()
        _wait_for(page, qtbot, lambda view: KNEW in view.put_aside)
    with _shown(qapp, paths, qtbot) as page:
        assert KNEW not in _asked(page)
        (back,) = page.questions.put_aside.in_order()
        words = page.questions.put_aside.rows[KNEW].words.text()
        assert words == "Answers you already knew – again from 18 Dec on"
        press_space(back)
        _wait_for(page, qtbot, lambda view: not view.put_aside)
        assert _asked(page) == before
        assert not page.questions.put_aside.isVisible()
        QTest.keyClick(page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        _wait_for(page, qtbot, lambda view: KNEW in view.put_aside)
    assert with_journal(paths, lambda journal: journal.mirror.paused()) == {KNEW: until}


def test_the_toast_tells_until_when(padder: MirrorPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(padder.said) as said:
        padder.questions.rows[KNEW].put_aside.click()
    assert said.args == ["“Answers you already knew” is not asked before Friday 18 December.", True]


def test_evidence_is_listed_and_one_of_it_opens_in_the_journal(padder: MirrorPage, qtbot: QtBot) -> None:
    row = padder.questions.rows[KNEW]
    assert not row.evidence.isVisible()
    press_space(row.show_evidence)
    qtbot.waitUntil(lambda: bool(row.evidence.rows.entries))
    entries = row.evidence.rows.entries
    assert tuple(entry.interaction.id for entry in entries) == row.evidence_ids
    assert all(entry.assessment and entry.assessment.need is Need.KNEW for entry in entries)
    row.evidence.setFocus()
    for _ in range(3):
        QTest.keyClick(row.evidence, Qt.Key.Key_Down)
    QTest.keyClick(row.evidence, Qt.Key.Key_Return)
    assert _main(padder).shown_screen is Screen.JOURNAL
    journal = _main(padder).pages.journal
    qtbot.waitUntil(lambda: journal.table.count == len(entries) and journal.table.entry is not None)
    current = journal.table.entry
    assert current is not None
    assert current.interaction.id == entries[3].interaction.id
    chip = journal.filter_bar._only_chip
    assert chip.text() == "Behind: Answers you already knew"
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: journal.table.count > 200)
    assert not chip.isVisible()


def test_all_of_the_evidence_opens_in_the_journal(padder: MirrorPage, qtbot: QtBot) -> None:
    row = padder.questions.rows[SignalId.STRETCH]
    row.show_evidence.click()
    qtbot.waitUntil(lambda: bool(row.evidence.rows.entries))
    row.in_journal.click()
    journal = _main(padder).pages.journal
    qtbot.waitUntil(lambda: journal.table.count == len(row.evidence_ids) and journal.table.is_settled)
    assert journal.filter_bar.wanted().ids == row.evidence_ids


def test_by_keys_alone(padder: MirrorPage, qtbot: QtBot) -> None:
    """Look at what is behind the second question, put it aside, and take that back."""
    window = padder.window()
    QTest.keyClick(window, Qt.Key.Key_J)
    first, second = list(padder.questions.rows.values())[:2]
    assert first.show_evidence.hasFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_J)
    assert second.show_evidence.hasFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_E)
    qtbot.waitUntil(lambda: bool(second.evidence.rows.entries))
    _tab(), _tab()
    assert second.evidence.hasFocus()
    QTest.keyClick(second.evidence, Qt.Key.Key_Down)
    assert second.evidence.currentIndex().row() == 1
    QTest.keyClick(second.evidence, Qt.Key.Key_K)
    assert first.show_evidence.hasFocus()
    second.evidence.setFocus()
    _tab()
    assert second.in_journal.hasFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_E)
    assert not second.evidence.isVisible()
    assert second.show_evidence.hasFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_N)
    _wait_for(padder, qtbot, lambda view: SignalId.STRETCH in view.put_aside)
    assert SignalId.STRETCH not in _asked(padder)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _wait_for(padder, qtbot, lambda view: not view.put_aside)
    assert SignalId.STRETCH in _asked(padder)
    QTest.keyClick(_focused(), Qt.Key.Key_K)
    assert padder.questions.current is padder.questions.rows[SignalId.TAIL]


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _tab() -> QWidget:
    QTest.keyClick(_focused(), Qt.Key.Key_Tab)
    return _focused()


def test_the_keyboard_goes_down_the_questions_as_the_eye_does(padder: MirrorPage, qtbot: QtBot) -> None:
    padder.questions.rows[KNEW].put_aside.click()
    _wait_for(padder, qtbot, lambda view: KNEW in view.put_aside)
    QTest.keyClick(padder.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _wait_for(padder, qtbot, lambda view: not view.put_aside)
    rows = [padder.questions.rows[signal] for signal in _asked(padder)]
    rows[0].show_evidence.setFocus()
    for row in rows:
        assert QApplication.focusWidget() is row.show_evidence
        assert _tab() is row.put_aside
        _tab()
    assert QApplication.focusWidget() is padder.questions.silent.fold


def test_what_is_silent_unfolds_into_what_was_found(padder: MirrorPage) -> None:
    silent = padder.questions.silent
    assert not silent.lines.isVisible()
    press_space(silent.fold)
    assert silent.lines.isVisible()
    assert padder.view is not None
    found = [one.sentence for one in padder.view.mirror.signals if not one.fires and one.guard is None]
    assert [label.text() for label in silent.lines.labels] == found
    press_space(silent.fold)
    assert not silent.lines.isVisible()


def test_an_empty_journal_says_so_and_leads_to_today(app: App, qtbot: QtBot) -> None:
    app.show()
    page = _open(app, qtbot)
    assert page.empty._what.text() == "Nothing to mirror yet"
    assert not page.seen.isVisible()
    assert page.days.text() == ""
    press_space(page.empty._action)
    assert app.window.shown_screen is Screen.TODAY


def _log(journal: Journal, day: date) -> None:
    at = NOW.replace(year=day.year, month=day.month, day=day.day)
    line = EntryLine(
        "a", tool="claude-code", typed_tokens=1_000, started_at=at, assessment=Assessment(Outcome.HELPED)
    )
    journal.log(line, NOW, Door.QUICK_LOG)


def test_days_without_anything_lead_to_more_days_and_those_to_today(
    qapp: QApplication, paths: Paths, qtbot: QtBot
) -> None:
    with_journal(paths, lambda journal: _log(journal, TODAY - timedelta(weeks=30)))
    with _shown(qapp, paths, qtbot) as page:
        assert page.empty._what.text() == "Nothing was recorded in these days"
        assert page.empty._action.text() == "Show the year"
        press_space(page.empty._action)
        view = _wait_for(page, qtbot, lambda view: not view.is_empty)
        assert view.mirror.seen.tokens == 1_000
        assert page.seen.isVisible()
    with_journal(paths, lambda journal: journal.undo())
    with_journal(paths, lambda journal: _log(journal, TODAY - timedelta(weeks=80)))
    with _shown(qapp, paths, qtbot) as page:
        page._span.choose(Span.YEAR)
        _wait_for(page, qtbot, partial(_is_of, Span.YEAR))
        press_space(page.empty._action)
        assert _main(page).shown_screen is Screen.TODAY


def test_too_little_is_held_back_with_what_is_missing(
    qapp: QApplication, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    environment = {"HOME": str(logs)}
    with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    with _shown(qapp, paths, qtbot, Settings(), logs) as page:
        view = _wait_for(page, qtbot, lambda _: True)
        value = view.mirror.matters.value
        assert page.matters.sentence.text().startswith("Nothing is judged in this period yet")
        cells = {cell.unit.text(): cell for cell in page.matters.figures.cells}
        assert cells["net minutes"].basis.text() == "No minutes given in this period."
        assert cells["helped and hurt"].basis.text() == value.rate_guard
        assert cells["min per million"].basis.text() == value.vpt_guard
        assert cells["of the gain"].basis.text() == view.mirror.matters.relief.guard
        assert {cell.number.text() for cell in page.matters.figures.cells} == {
            phrases.NONE_YET,
            phrases.share(0),
        }
        assert page.questions.held.isVisible()
        lines = [label.text() for label in page.questions.held.lines.labels]
        held = [one for one in view.mirror.signals if one.guard and one.id is not SignalId.OPTIMISM]
        assert len(lines) == len(held) > 4
        assert lines[0] == f"After the answer you needed – {held[0].guard}"
        assert page.questions._heading.text() == "No question to yourself"


def test_a_quota_that_is_entered_joins_the_meter_at_once(
    qapp: QApplication, paths: Paths, profiles: Path, qtbot: QtBot
) -> None:
    _settle_into(paths, profiles, Profile.PADDER)
    with _shown(qapp, paths, qtbot, Settings()) as page:
        assert len(page.seen.figures.cells) == 5
        page._settings.change("Quota", "The quota is set.", quota_tokens=QUOTA.tokens)
        _wait_for(page, qtbot, lambda view: view.quota == QUOTA)
        assert page.seen.figures.cells[5].number.text() == phrases.short_count(QUOTA.tokens)
        assert SignalId.QUOTA_EDGE in _asked(page)
        page._settings.take_back()
        _wait_for(page, qtbot, lambda view: view.quota is None)
        assert len([cell for cell in page.seen.figures.cells if cell.isVisible()]) == 5


def test_what_changes_meanwhile_is_shown_and_an_open_list_stays_open(
    padder: MirrorPage, paths: Paths, qtbot: QtBot
) -> None:
    row = padder.questions.rows[KNEW]
    row.show_evidence.click()
    qtbot.waitUntil(lambda: bool(row.evidence.rows.entries))
    first = row.evidence_ids[0]
    row.evidence.setCurrentIndex(row.evidence.rows.index(2, 0))
    with_journal(paths, lambda journal: journal.assess(first, Assessment(Outcome.HELPED, Need.SLOWER), NOW))
    _wait_for(padder, qtbot, lambda view: first not in view.mirror.signals[2].evidence)
    assert padder.questions.rows[KNEW] is row
    qtbot.waitUntil(lambda: first not in [entry.interaction.id for entry in row.evidence.rows.entries])
    assert row.is_open
    assert row.evidence.currentIndex().row() == 2


def test_today_leads_to_the_mirror(qapp: QApplication, paths: Paths, profiles: Path, qtbot: QtBot) -> None:
    _settle_into(paths, profiles, Profile.CRAFTSMAN)
    with staged(qapp, paths, {}, SETTINGS) as app:
        app.show()
        week = app.window.today.body.week
        qtbot.waitUntil(lambda: "felt in" in week._minutes_unit.text())
        press_space(week.mirror)
        page = app.window.pages.mirror
        assert app.window.shown_screen is Screen.MIRROR
        page._span.choose(Span.THIS_WEEK)
        view = _wait_for(page, qtbot, partial(_is_of, Span.THIS_WEEK))
        seen, value = view.mirror.seen, view.mirror.matters.value
        assert week._tokens.text() == page.seen.figures.cells[0].number.text() != phrases.NONE_YET
        assert week._minutes.text() == phrases.duration(value.net_minutes or 0)
        assert week._minutes_unit.text().endswith(f"felt in {phrases.interactions(value.valued)}")
        assert seen.tokens


@pytest.mark.parametrize("scheme", [ColorScheme.LIGHT, ColorScheme.DARK])
@pytest.mark.parametrize("size", [(1_280, 1.0), (1_280, 2.0), (700, 1.0), (1_000, 2.0)])
def test_no_words_are_cut_off(
    qapp: QApplication,
    paths: Paths,
    profiles: Path,
    qtbot: QtBot,
    scheme: ColorScheme,
    size: tuple[int, float],
) -> None:
    _settle_into(paths, profiles, Profile.PADDER)
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * size[1])
    qapp.setFont(font)
    try:
        with _shown(qapp, paths, qtbot, replace(SETTINGS, color_scheme=scheme)) as page:
            page.window().resize(size[0], 900)
            row = page.questions.rows[KNEW]
            row.show_evidence.click()
            qtbot.waitUntil(lambda: bool(row.evidence.rows.entries))
            page.questions.rows[SignalId.TAIL].put_aside.click()
            page.questions.silent.fold.click()
            _wait_for(page, qtbot, lambda view: bool(view.put_aside))
            for _ in range(10):
                QApplication.processEvents()
            content = page.widget()
            assert content is not None
            assert content.width() <= page.viewport().width()
            cut = [label.text() for label in page.findChildren(QLabel) if _is_cut(label)]
            assert not cut
    finally:
        qapp.setFont(before)


def _is_cut(label: QLabel) -> bool:
    if not label.isVisible() or not label.text():
        return False
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    is_wide = not label.wordWrap() and label.sizeHint().width() > label.width()
    return needed > label.height() or is_wide
