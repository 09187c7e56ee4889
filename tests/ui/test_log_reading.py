from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aijournal.collect import ImportResult, Progress, collect
from aijournal.demo import write_sample_logs
from aijournal.domain.reading import Discovery, SourceState
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from aijournal.ui.log_reading import LogPlace, LogReading, LogRequest, LogSources
from tests.ui.hearing import Ear
from tests.ui.stage import BERLIN, CLOCK, IMPORTERS, NOW, with_journal, write_weeks_of_logs


@pytest.fixture
def sources(logs: Path) -> LogSources:
    return LogSources(IMPORTERS, {"HOME": str(logs)})


@pytest.fixture
def reading(paths: Paths, sources: LogSources, qapp: object) -> Iterator[LogReading]:
    assert qapp
    reading = LogReading(partial(Journal.open, paths, Settings(), BERLIN), sources, CLOCK)
    yield reading
    reading.close()


def _results(reading: LogReading, qtbot: QtBot) -> tuple[ImportResult, ...]:
    with qtbot.waitSignal(reading.finished, timeout=20_000) as finished:
        reading.start()
    results: tuple[ImportResult, ...] = finished.args[0]
    return results


def test_logs_are_found_without_being_read(reading: LogReading, paths: Paths, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reading.found) as found:
        reading.look()
    discoveries: tuple[Discovery, ...] = found.args[0]
    assert [one.state for one in discoveries] == [SourceState.FOUND]
    assert not paths.journal.exists()


def test_what_was_read_is_in_the_journal(reading: LogReading, paths: Paths, qtbot: QtBot) -> None:
    (result,) = _results(reading, qtbot)
    assert result.interactions_new > 20
    assert not reading.is_reading
    assert with_journal(paths, lambda journal: journal.inbox_count(NOW)) > 0
    (again,) = _results(reading, qtbot)
    assert again.exchanges_new == 0


def test_progress_is_told_and_only_while_it_runs(reading: LogReading, qtbot: QtBot) -> None:
    heard: list[Progress] = []
    reading.progressed.connect(heard.append)
    _results(reading, qtbot)
    assert heard
    assert all(0 <= one.bytes_read <= one.bytes_total for one in heard)


def test_asking_twice_reads_once(reading: LogReading, qtbot: QtBot) -> None:
    began: list[bool] = []
    reading.began.connect(lambda: began.append(True))
    reading.start()
    _results(reading, qtbot)
    assert began == [True]


def test_reading_can_be_stopped_at_once_and_goes_on_next_time(
    reading: LogReading, paths: Paths, logs: Path, qtbot: QtBot
) -> None:
    write_weeks_of_logs(logs, 40)
    ear = Ear(reading.progressed, reading)
    reading.start()
    qtbot.waitUntil(lambda: bool(ear.heard), timeout=10_000)
    with qtbot.waitSignal(reading.finished, timeout=5_000) as finished:
        reading.cancel()
    assert finished.args[0][0].was_cancelled
    (rest,) = _results(reading, qtbot)
    assert rest.exchanges_new > 0
    assert not rest.was_cancelled
    del paths


def test_what_keeps_logs_from_being_read_is_told(paths: Paths, sources: LogSources, qtbot: QtBot) -> None:
    paths.data.mkdir(parents=True)
    paths.journal.write_bytes(b"not a journal" * 100)
    reading = LogReading(partial(Journal.open, paths, Settings(), BERLIN), sources, CLOCK)
    with qtbot.waitSignal(reading.failed):
        reading.start()
    assert not reading.is_reading
    reading.close()


def test_closing_while_reading_does_not_wait_for_the_end(
    reading: LogReading, paths: Paths, logs: Path
) -> None:
    write_weeks_of_logs(logs, 6)
    reading.start()
    reading.close()
    environment = {"HOME": str(logs)}
    (rest,) = with_journal(paths, lambda journal: collect(journal, IMPORTERS, environment, NOW))
    assert rest.exchanges_new > 0


def test_a_rehearsal_counts_the_same_and_keeps_nothing(
    reading: LogReading, paths: Paths, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(reading.finished, timeout=20_000) as finished:
        reading.read(LogRequest(is_rehearsal=True))
    (tried,), request = finished.args
    assert request.is_rehearsal
    assert with_journal(paths, lambda journal: journal.inbox_count(NOW)) == 0
    (result,) = _results(reading, qtbot)
    assert (result.records, result.imported) == (tried.records, tried.imported)


def test_a_folder_is_read_in_place_of_where_tools_keep_their_logs(
    reading: LogReading, home: Path, qtbot: QtBot
) -> None:
    write_weeks_of_logs(home / "old", 1)
    request = LogRequest(places=(LogPlace("claude-code", home / "old"),))
    with qtbot.waitSignal(reading.finished, timeout=20_000) as finished:
        reading.read(request)
    assert finished.args[0][0].root == home / "old"
    assert finished.args[1] == request


def test_several_places_are_read_in_their_order_and_taken_back_together(
    reading: LogReading, home: Path, paths: Paths, qtbot: QtBot
) -> None:
    for number, name in enumerate(("old", "older")):
        write_sample_logs(home / name, NOW.date(), seed=number + 5, zone=BERLIN)
    places = (LogPlace("claude-code", home / "older"), LogPlace("claude-code", home / "old"))
    with qtbot.waitSignal(reading.finished, timeout=20_000) as tried:
        reading.read(LogRequest(places=places, is_rehearsal=True))
    assert [result.root for result in tried.args[0]] == [home / "older", home / "old"]
    assert with_journal(paths, lambda journal: journal.is_blank())
    with qtbot.waitSignal(reading.finished, timeout=20_000) as read:
        reading.read(LogRequest(places=places))
    counted = [[(one.records, one.interactions_new) for one in run] for run in (tried.args[0], read.args[0])]
    assert counted[0] == counted[1]
    assert all(new for _, new in counted[0])
    with qtbot.waitSignal(reading.undo_asked) as undo:
        reading.take_back()
    began = {run.started_at for run in with_journal(paths, lambda journal: journal.imports.runs(9))}
    assert len(began) == 1
    assert abs((began.pop() - undo.args[0]).total_seconds()) < 1


def test_asking_while_a_reading_runs_is_declined(reading: LogReading, qtbot: QtBot) -> None:
    request = LogRequest(is_rehearsal=True)
    with qtbot.waitSignal(reading.finished, timeout=20_000) as finished:
        reading.start()
        with qtbot.waitSignal(reading.declined) as declined:
            reading.read(request)
    assert declined.args == [request]
    assert not finished.args[1].is_rehearsal


def test_a_source_that_is_switched_off_is_read_when_it_is_named(sources: LogSources) -> None:
    off = LogSources(sources.importers, sources.environment, ("claude-code",))
    assert off.importers_of(LogRequest()) == ()
    assert off.importers_of(LogRequest(("claude-code",))) == tuple(sources.importers)
    assert off.discover() == ()
    (found,) = off.discover(LogRequest(("claude-code",)))
    assert found.state is SourceState.FOUND


def test_logs_can_be_looked_for_while_others_are_read(reading: LogReading, logs: Path, qtbot: QtBot) -> None:
    write_weeks_of_logs(logs, 6)
    reading.start()
    with qtbot.waitSignal(reading.found, timeout=10_000):
        reading.look()
    assert reading.is_reading
    reading.cancel()
