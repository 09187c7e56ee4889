from pathlib import Path

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.errors import AijournalError
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import ColorScheme, Settings, load_settings
from aijournal.ui.sample_data.place import (
    MakingStoppedError,
    SamplePlace,
    make_sample,
    remove_sample,
    sample_place,
)
from tests.ui.stage import BERLIN, NOW, with_journal

OWN = Settings(color_scheme=ColorScheme.DARK, has_tray=True, has_reminder=True, sources_off=("codex",))


@pytest.fixture
def place(paths: Paths) -> SamplePlace:
    return sample_place(paths)


def _untold(_done: int, _of: int) -> None:
    pass


def _make(place: SamplePlace) -> None:
    make_sample(place, NOW.date(), BERLIN, OWN, _untold)


def _count(paths: Paths) -> int:
    return with_journal(paths, lambda journal: journal.outline(EVERYTHING, 1).count)


def test_it_lies_apart_from_the_own_journal_and_says_what_it_is(paths: Paths, place: SamplePlace) -> None:
    with_journal(paths, Journal.is_blank)
    before = {path: path.read_bytes() for path in paths.data.iterdir() if path.is_file()}
    assert not sample_place(paths).is_made
    _make(place)
    assert place.is_made
    assert place.paths.journal != paths.journal
    assert place.paths.backups != paths.backups
    assert place.paths.journal_lock != paths.journal_lock
    assert with_journal(place.paths, lambda journal: journal.is_demo)
    assert _count(place.paths) > 100
    assert _count(paths) == 0
    assert {path for path in before if path.read_bytes() != before[path]} == set()
    assert (place.logs / ".claude" / "projects").is_dir()


def test_its_settings_look_like_the_own_and_neither_remind_nor_stay(place: SamplePlace) -> None:
    _make(place)
    settings = load_settings(place.paths.settings)
    assert settings.color_scheme is ColorScheme.DARK
    assert settings.is_introduced
    assert not settings.has_tray
    assert not settings.has_reminder
    assert settings.sources_off == ()


def test_it_goes_without_a_trace_and_can_be_made_anew(paths: Paths, place: SamplePlace) -> None:
    _make(place)
    remove_sample(place)
    assert not place.folder.exists()
    assert paths.data.exists()
    remove_sample(place)
    _make(place)
    assert place.is_made


def test_one_that_was_stopped_leaves_nothing(place: SamplePlace) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 30:
            raise MakingStoppedError

    with pytest.raises(MakingStoppedError):
        make_sample(place, NOW.date(), BERLIN, OWN, stop)
    assert not place.folder.exists()


def test_a_half_made_one_is_made_anew(place: SamplePlace) -> None:
    with_journal(place.paths, Journal.mark_as_demo)
    assert not place.is_made
    _make(place)
    assert _count(place.paths) > 100


def test_a_journal_that_does_not_say_that_it_is_sample_data_stays(place: SamplePlace) -> None:
    with_journal(place.paths, Journal.is_blank)
    for act in (remove_sample, _make):
        with pytest.raises(AijournalError, match="does not say of itself"):
            act(place)
    assert place.paths.journal.exists()


def test_a_link_in_its_place_is_removed_and_not_followed(place: SamplePlace, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    place.folder.parent.mkdir(parents=True)
    place.folder.symlink_to(elsewhere)
    remove_sample(place)
    assert not place.folder.exists()
    assert (elsewhere / "mine.txt").read_text() == "mine"
