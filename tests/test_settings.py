import json
import stat
import sys
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from aijournal.domain.quota import Quota
from aijournal.domain.tokens import DEFAULT_WEIGHTS, TokenWeights
from aijournal.errors import AijournalError
from aijournal.paths import Paths
from aijournal.settings import (
    MOST_QUOTA,
    SETTINGS,
    ColorScheme,
    Settings,
    Weekday,
    find_zone,
    load_settings,
    save_settings,
    system_zone,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9).filter(str.strip)
USABLE: Mapping[str, st.SearchStrategy[Any]] = {
    "time_zone": st.none() | st.sampled_from(["Europe/Lisbon", "Asia/Kolkata"]),
    "pause_minutes": st.integers(1, 1440),
    "audit_share": st.floats(0, 0.30),
    "weights": st.builds(TokenWeights, st.floats(0.001, 1000), *[st.floats(0, 1000)] * 4),
    "color_scheme": st.sampled_from(ColorScheme),
    "text_size": st.floats(1.0, 2.0),
    "quota_tokens": st.none() | st.integers(1, 10**12),
    "quota_per": st.sampled_from(["week", "month"]),
    "lock_after_minutes": st.integers(0, 1440),
    "opens_next": st.booleans(),
    "sources_off": st.lists(WORDS, max_size=3, unique=True).map(tuple),
    "sources_on": st.lists(WORDS, max_size=3, unique=True).map(tuple),
    "watches_logs": st.booleans(),
    "has_tray": st.booleans(),
    "is_discreet": st.booleans(),
    "shows_week_share": st.booleans(),
    "offers_day_review": st.booleans(),
    "has_reminder": st.booleans(),
    "reminder_days": st.lists(st.sampled_from(Weekday), unique=True).map(tuple),
    "reminder_from_hour": st.integers(0, 11),
    "reminder_until_hour": st.integers(12, 24),
    "allow_unsafe_place": st.booleans(),
    "is_introduced": st.booleans(),
    "shortcuts": st.dictionaries(WORDS, st.lists(WORDS, max_size=2).map(tuple), max_size=3),
}
usable = st.builds(Settings, **USABLE)


def _write(paths: Paths, text: str) -> None:
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text(text, encoding="utf-8")


def test_without_a_file_everything_is_as_declared(paths: Paths) -> None:
    assert load_settings(paths.settings) == Settings()
    assert not paths.config.exists()


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(usable)
def test_what_was_saved_is_loaded(paths: Paths, settings: Settings) -> None:
    save_settings(paths.settings, settings)
    loaded = load_settings(paths.settings)
    assert loaded == settings
    assert loaded.problems == ()


def test_the_file_holds_only_what_differs(paths: Paths) -> None:
    save_settings(paths.settings, Settings(pause_minutes=45))
    assert json.loads(paths.settings.read_text()) == {"pause_minutes": 45}
    save_settings(paths.settings, Settings())
    assert json.loads(paths.settings.read_text()) == {}


def test_the_file_is_its_owners_alone(paths: Paths) -> None:
    save_settings(paths.settings, Settings(pause_minutes=45))
    assert [path.name for path in paths.config.iterdir()] == ["settings.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE(paths.settings.stat().st_mode) == 0o600
        assert stat.S_IMODE(paths.config.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ('{"pause_minutes": 0}', "pause_minutes"),
        ('{"pause_minutes": 1441}', "pause_minutes"),
        ('{"pause_minutes": true}', "pause_minutes"),
        ('{"pause_minutes": "30"}', "pause_minutes"),
        ('{"audit_share": 0.31}', "audit_share"),
        ('{"audit_share": -0.01}', "audit_share"),
        ('{"time_zone": "Mars/Olympus"}', "time_zone"),
        ('{"time_zone": "../../etc/passwd"}', "time_zone"),
        ('{"time_zone": "Europe"}', "time_zone"),
        ('{"time_zone": ""}', "time_zone"),
        ('{"color_scheme": "pink"}', "color_scheme"),
        ('{"weights": {"output": -1}}', "weights"),
        ('{"weights": 3}', "weights"),
        (
            json.dumps({"weights": dict.fromkeys(asdict(DEFAULT_WEIGHTS), 0)}),
            "above 0",
        ),
        ('{"sources_off": "codex"}', "sources_off"),
        ('{"quota_tokens": 0}', "quota_tokens"),
        ('{"quota_tokens": 1000000000001}', "quota_tokens"),
        ('{"quota_tokens": 2.5}', "quota_tokens"),
        ('{"quota_per": "day"}', "quota_per"),
        ('{"time_zone": "localtime"}', "time_zone"),
        ('{"reminder_days": ["monday", "friday", "monday"]}', "named twice"),
        ('{"sources_off": ["codex", "codex"]}', "named twice"),
        ('{"sources_off": [""]}', "no name"),
        ('{"shortcuts": {"": ["F6"]}}', "no name"),
        ('{"shortcuts": {"logs.read": ["F6", " "]}}', "no name"),
        ('{"reminder_from_hour": 18}', "no time from 18 to 18"),
        ('{"reminder_until_hour": 3}', "no time from 16 to 3"),
    ],
)
def test_a_value_that_cannot_be_used_gives_way_to_the_default_and_stays_in_the_file(
    paths: Paths, stored: str, said: str
) -> None:
    _write(paths, stored)
    settings = load_settings(paths.settings)
    assert settings == Settings()
    assert len(settings.problems) == 1
    assert said in str(settings.problems[0])
    save_settings(paths.settings, settings)
    assert json.loads(paths.settings.read_text()) == json.loads(stored)


def test_one_bad_value_leaves_the_others_in_force(paths: Paths) -> None:
    _write(paths, '{"pause_minutes": 0, "color_scheme": "dark"}')
    assert load_settings(paths.settings) == Settings(color_scheme=ColorScheme.DARK)


def test_what_a_newer_version_wrote_is_kept(paths: Paths) -> None:
    _write(paths, '{"future": {"a": [1]}, "weights": {"output": 4, "video": 9}}')
    settings = load_settings(paths.settings)
    assert settings.weights == TokenWeights(output=4)
    save_settings(paths.settings, settings)
    stored = json.loads(paths.settings.read_text())
    assert stored["future"] == {"a": [1]}
    assert stored["weights"]["video"] == 9


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"audit_share": NaN}'])
def test_a_file_that_is_no_settings_is_left_as_it_is(paths: Paths, content: bytes) -> None:
    _write(paths, "")
    paths.settings.write_bytes(content)
    with pytest.raises(AijournalError, match="settings cannot be read"):
        load_settings(paths.settings)
    with pytest.raises(AijournalError, match="settings cannot be read"):
        save_settings(paths.settings, Settings(pause_minutes=45))
    assert paths.settings.read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_settings_kept_elsewhere_by_a_link_stay_there(paths: Paths, home: Path) -> None:
    kept = home / "dotfiles" / "settings.json"
    kept.parent.mkdir()
    kept.write_text("{}")
    paths.config.mkdir(parents=True)
    paths.settings.symlink_to(kept)
    save_settings(paths.settings, Settings(pause_minutes=45))
    assert paths.settings.is_symlink()
    assert json.loads(kept.read_text()) == {"pause_minutes": 45}


def test_a_place_that_cannot_be_written_is_said(paths: Paths) -> None:
    paths.config.parent.mkdir(parents=True)
    paths.config.write_text("a file where the folder should be")
    with pytest.raises(AijournalError):
        save_settings(paths.settings, Settings(pause_minutes=45))


def test_every_setting_is_declared_in_words() -> None:
    assert [setting.name for setting in SETTINGS] == [
        one.name for one in fields(Settings) if one.name != "problems"
    ]
    for setting in SETTINGS:
        assert setting.title
        assert setting.description.endswith(".")


def test_ranges_and_choices_are_declared() -> None:
    declared = {setting.name: setting for setting in SETTINGS}
    assert (declared["audit_share"].least, declared["audit_share"].most) == (0.0, 0.30)
    assert declared["color_scheme"].choices == ("system", "light", "dark")
    assert (declared["quota_tokens"].least, declared["quota_tokens"].most) == (1, MOST_QUOTA)
    assert declared["quota_per"].choices == ("week", "month")


def test_a_quota_is_what_others_expect_and_none_by_default() -> None:
    assert Settings().quota is None
    assert Settings(quota_per="month").quota is None
    assert Settings(quota_tokens=5_000_000, quota_per="month").quota == Quota(5_000_000, "month")


def test_a_zone_that_was_set_comes_first() -> None:
    assert Settings(time_zone="Asia/Kolkata").zone({"TZ": "Europe/Berlin"}) == ZoneInfo("Asia/Kolkata")
    assert Settings().zone({"TZ": "Europe/Berlin"}) == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        ("/usr/share/zoneinfo/Asia/Kolkata", "Asia/Kolkata"),
        ("/usr/share/zoneinfo/right/Asia/Kolkata", "Asia/Kolkata"),
        ("CET-1CEST", "America/Halifax"),
        ("", "America/Halifax"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_the_zone_of_the_environment_comes_before_the_systems(home: Path, named: str, zone: str) -> None:
    linked = home / "zoneinfo" / "America" / "Halifax"
    linked.parent.mkdir(parents=True)
    linked.touch()
    local_time = home / "localtime"
    local_time.symlink_to(linked)
    assert system_zone({"TZ": named}, local_time) == ZoneInfo(zone)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked for its zone")
def test_a_system_without_a_zone_is_in_utc(home: Path) -> None:
    assert system_zone({}, home / "localtime") == ZoneInfo("UTC")


@pytest.mark.parametrize("name", ["", ".", "/etc/localtime", "Nowhere/Land", "Europe", "a" * 500, "\0"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert find_zone(name) is None


def test_recent_zones_are_known() -> None:
    assert "Pacific/Kanton" in available_timezones()


def test_a_key_that_is_reset_is_gone_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, Settings(shortcuts={"logs.read": ("F6",), "later.one": ("F7", "Ctrl+J")}))
    save_settings(path, Settings(shortcuts={"later.one": ("F7", "Ctrl+J")}))
    assert load_settings(path).shortcuts == {"later.one": ("F7", "Ctrl+J")}


def test_keys_that_cannot_be_used_are_said_and_the_default_is_in_force(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"shortcuts": {"logs.read": "F6"}}', encoding="utf-8")
    settings = load_settings(path)
    assert settings.shortcuts == {}
    assert len(settings.problems) == 1


def test_every_setting_takes_part_in_the_round_trip() -> None:
    assert set(USABLE) == {setting.name for setting in SETTINGS}


def test_hours_that_leave_no_time_are_both_said(paths: Paths) -> None:
    _write(paths, '{"reminder_from_hour": 20, "reminder_until_hour": 8, "has_reminder": true}')
    settings = load_settings(paths.settings)
    assert settings == Settings(has_reminder=True)
    assert [one.name for one in settings.problems] == ["reminder_from_hour", "reminder_until_hour"]


def test_one_hour_after_the_other_can_be_set(paths: Paths) -> None:
    """The first of two changes leaves no time for a moment."""
    for values in ({"reminder_from_hour": 19}, {"reminder_until_hour": 22}):
        settings = replace(load_settings(paths.settings), **values)  # type: ignore[arg-type]  # two hours
        save_settings(paths.settings, settings, chosen=values)
    assert load_settings(paths.settings) == Settings(reminder_from_hour=19, reminder_until_hour=22)


def test_a_default_that_is_chosen_takes_the_place_of_what_cannot_be_used(paths: Paths) -> None:
    _write(paths, '{"pause_minutes": 0, "audit_share": 9}')
    settings = load_settings(paths.settings)
    save_settings(paths.settings, replace(settings, pause_minutes=30), chosen=["pause_minutes"])
    assert json.loads(paths.settings.read_text()) == {"audit_share": 9}
    assert [one.name for one in load_settings(paths.settings).problems] == ["audit_share"]
