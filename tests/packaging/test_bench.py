"""The benchmarks measure in pairs, ask what they say they ask, and print what a person can read."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from workbench.bench import ENVIRONMENT
from workbench.checkout import Checkout

from aijournal.demo.large_journal import make_large_journal
from aijournal.paths import Paths
from tests.benchmarks.imports import corpus, measure_footprint, measure_imports
from tests.benchmarks.questions import NOW, QUESTIONS, TODAY, ZONE, large_journal, measure_questions
from tests.benchmarks.responding import measure_responding
from tests.benchmarks.table import Measure, aligned, machine, pair, seconds, table, timed


def test_both_sides_of_a_pair_come_first_as_often() -> None:
    order: list[str] = []

    def work(name: str, taken: float) -> float:
        order.append(name)
        return taken

    measure = pair("a", lambda: work("ours", 3.0), lambda: work("floor", 2.0), 4)
    assert order == ["ours", "floor", "floor", "ours", "ours", "floor", "floor", "ours"]
    assert measure == Measure("a", (3.0,) * 4, (2.0,) * 4)


def test_the_ratio_is_of_pairs_so_that_a_disturbed_pair_does_not_count() -> None:
    assert Measure("a", (1.0, 9.0, 2.0), (1.0, 3.0, 1.0)).ratio == 2.0
    assert Measure("a", (50.0, 2.0, 2.0), (50.0, 1.0, 1.0)).ratio == 2.0


def test_the_table_holds_medians_and_lines_up() -> None:
    measures = [
        Measure("short", (0.002, 0.004, 0.003), (0.001,) * 3),
        Measure("a longer name", (75.0,), (2.5,)),
    ]
    assert table(measures).splitlines() == [
        "                  ours   floor  ratio",
        "short           3.0 ms  1.0 ms   3.00",
        "a longer name  75.00 s  2.50 s  30.00",
    ]


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0004, "0.4 ms"), (0.25, "250.0 ms"), (1.0, "1.00 s"), (61.234, "61.23 s")]
)
def test_seconds_are_shown_in_a_fitting_unit(value: float, shown: str) -> None:
    assert seconds(value) == shown


def test_columns_of_numbers_are_flush_right() -> None:
    assert aligned([("a", "10"), ("long", "9")]) == "a     10\nlong   9"


def test_work_is_timed_and_the_machine_named() -> None:
    done: list[int] = []
    assert timed(lambda: done.append(1))() >= 0
    assert done == [1]
    assert "Python 3." in machine()


def test_every_question_and_its_bare_sql_can_be_asked(paths: Paths) -> None:
    make_large_journal(paths, TODAY, interactions=200, calls=1_000)
    measures = list(measure_questions(paths, runs=2))
    assert [measure.name for measure in measures] == [f"{one.name} / bare SQL" for one in QUESTIONS]
    assert all(len(measure.ours) == len(measure.floor) == 2 for measure in measures)
    assert NOW.astimezone(ZONE).date() == TODAY


def test_a_journal_is_made_once(tmp_path: Path) -> None:
    told: list[str] = []
    first = large_journal(tmp_path, 20, told.append)
    again = large_journal(tmp_path, 20, told.append)
    assert first == again
    assert first.journal.exists()
    assert len(told) == 1


def test_logs_are_made_once_where_there_is_no_generator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.benchmarks.imports.GENERATOR", tmp_path / "nothing-here")
    logs = corpus(tmp_path, 1)
    sizes = {path: path.stat().st_size for path in logs.rglob("*.jsonl")}
    assert 1_000_000 <= sum(sizes.values()) < 4_000_000
    monkeypatch.setenv("AIBURN", sys.executable)
    monkeypatch.setattr("tests.benchmarks.imports._count", lambda counter, logs: (counter, logs))
    measures = list(measure_imports(tmp_path, 1, runs=1))
    assert len(measures) == 5
    assert all(one.ours[0] > one.floor[0] > 0 for one in measures)
    memory, reader, journal = measure_footprint(tmp_path, 1)
    assert memory.ours[0] > memory.floor[0] > 10_000_000
    assert reader.ours[0] >= 0  # so few logs are read without a process beside
    assert 0 < journal.ours[0] < journal.floor[0]
    assert "MB" in table([memory])
    assert {path: path.stat().st_size for path in logs.rglob("*.jsonl")} == sizes


def test_the_windows_longest_pause_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.imports.GENERATOR", tmp_path / "nothing-here")
    measure = measure_responding(tmp_path, 1, runs=1)
    assert 0 < measure.ours[0] < 30
    assert 0 < measure.floor[0] < 30


def test_benchmarks_have_an_environment_of_their_own() -> None:
    checkout = Checkout(Path("/home/user/aijournal"))
    alone = replace(checkout, environment=ENVIRONMENT)
    assert checkout.program("python").is_relative_to(checkout.root / ".venv")
    assert alone.program("python").is_relative_to(checkout.root / ".venv-bench")
    assert alone.locks == checkout.locks
    ignored = Path(__file__).parents[2].joinpath(".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{ENVIRONMENT}/" in ignored
