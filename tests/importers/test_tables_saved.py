"""Mappings saved under a name."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from aijournal.errors import AijournalError
from aijournal.importers.tables.mapping import Field, TableMapping, TimeUnit
from aijournal.importers.tables.saved import delete_mapping, load_mapping, save_mapping, saved_names
from aijournal.paths import Paths

MAPPING = TableMapping(
    {Field.TIME: "Started", Field.TOOL: "App", Field.CACHE_READ: "Cached"},
    tool="Acme Chat",
    unit="ACU",
    time_zone="Europe/Lisbon",
    has_decimal_comma=True,
    is_day_first=True,
    holds_cache=True,
    duration_unit=TimeUnit.SECONDS,
    net_unit=TimeUnit.HOURS,
    keeps_titles=True,
)


def test_what_is_saved_is_loaded(paths: Paths) -> None:
    assert saved_names(paths.mappings) == ()
    path = save_mapping(paths.mappings, "acme-chat", MAPPING)
    assert path == paths.config / "mappings" / "acme-chat.json"
    assert load_mapping(paths.mappings, "acme-chat") == MAPPING
    save_mapping(paths.mappings, "acme-chat", replace(MAPPING, tool=None))
    assert load_mapping(paths.mappings, "acme-chat").tool is None
    save_mapping(paths.mappings, "2nd", MAPPING)
    (paths.mappings / "notes.txt").write_text("not mine")
    assert saved_names(paths.mappings) == ("2nd", "acme-chat")
    delete_mapping(paths.mappings, "acme-chat")
    delete_mapping(paths.mappings, "acme-chat")
    assert saved_names(paths.mappings) == ("2nd",)
    assert sorted(one.name for one in paths.mappings.iterdir()) == ["2nd.json", "notes.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_what_is_saved_is_the_person_s_alone(paths: Paths) -> None:
    path = save_mapping(paths.mappings, "acme", MAPPING)
    assert (path.stat().st_mode & 0o777, paths.mappings.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("name", ["", "Acme", "../x", "a/b", "a.b", "x" * 41, "-a", "ä", "a\n"])
def test_a_name_is_plain(paths: Paths, name: str) -> None:
    for act in (
        lambda: save_mapping(paths.mappings, name, MAPPING),
        lambda: load_mapping(paths.mappings, name),
        lambda: delete_mapping(paths.mappings, name),
    ):
        with pytest.raises(AijournalError, match="This is no name for a mapping"):
            act()


@pytest.mark.parametrize("name", ["csv", "json", "claude-code", "claude"])
def test_a_source_that_there_is_keeps_its_name(paths: Paths, name: str) -> None:
    with pytest.raises(AijournalError, match="This name is taken"):
        save_mapping(paths.mappings, name, MAPPING, taken={"claude-code", "codex"})
    assert saved_names(paths.mappings) == ()


@pytest.mark.parametrize(
    "mapping",
    [
        TableMapping({Field.TITLE: "What"}),
        TableMapping({Field.TIME: "When", Field.TITLE: "When"}),
        TableMapping({Field.TIME: ""}),
        replace(MAPPING, time_zone="Atlantis/Centre"),
        replace(MAPPING, unit=" "),
        replace(MAPPING, tool=""),
    ],
)
def test_a_mapping_that_cannot_be_used_is_not_saved(paths: Paths, mapping: TableMapping) -> None:
    with pytest.raises(AijournalError, match="The mapping cannot be used"):
        save_mapping(paths.mappings, "acme", mapping)
    assert saved_names(paths.mappings) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"columns": {"nonsense": "A"}}',
        b'{"columns": {"time": 7}}',
        b'{"columns": {"time": "A"}, "duration_unit": "years"}',
        b'{"columns": {"time": "A"}, "time_zone": "../../etc/passwd"}',
        b'{"columns": {}}',
        b'{"columns": ' + b"[" * 100_000,
        b'{"columns": {"time": "A"}, "unit": "\xff"}',
        b"x" * (2 << 20),
    ],
    ids=lambda content: content[:30].decode("latin-1"),
)
def test_a_file_that_cannot_be_used_says_so_and_stays(paths: Paths, content: bytes) -> None:
    path = save_mapping(paths.mappings, "acme", MAPPING)
    path.write_bytes(content)
    with pytest.raises(AijournalError, match="The mapping cannot be used"):
        load_mapping(paths.mappings, "acme")
    assert path.read_bytes() == content


def test_a_name_that_nothing_has(paths: Paths) -> None:
    save_mapping(paths.mappings, "acme", MAPPING)
    with pytest.raises(AijournalError, match="saved are: acme"):
        load_mapping(paths.mappings, "other")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(paths: Paths) -> None:
    save_mapping(paths.mappings, "acme", MAPPING)
    paths.mappings.chmod(0o500)
    try:
        with pytest.raises(AijournalError, match="could not be saved"):
            save_mapping(paths.mappings, "other", MAPPING)
    finally:
        paths.mappings.chmod(0o700)


def test_a_file_where_the_folder_would_be(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.mappings.write_text("a file")
    with pytest.raises(AijournalError, match="could not be saved"):
        save_mapping(paths.mappings, "acme", MAPPING)
    with pytest.raises(AijournalError, match="cannot be read"):
        saved_names(paths.mappings)
    assert Path(paths.mappings).read_text() == "a file"
