"""The table of sources names the importers of the registry, and loads one without the others."""

import subprocess
import sys

import pytest

from aijournal.importers.registry import ALL_IMPORTERS
from aijournal.importers.sources import SOURCES, load_importer


def test_the_table_names_every_importer_in_order() -> None:
    assert tuple(importer.source for importer in ALL_IMPORTERS) == SOURCES
    assert tuple(load_importer(source) for source in SOURCES) == ALL_IMPORTERS


def test_there_is_no_importer_of_an_unknown_source() -> None:
    with pytest.raises(KeyError):
        load_importer("nothing-of-the-kind")


def test_one_is_loaded_without_the_others() -> None:
    code = (
        "import sys; from aijournal.importers.sources import load_importer; load_importer('codex'); "
        "loaded = [f'aijournal.importers.{tool}.importer' in sys.modules for tool in ('codex', 'zed')]; "
        "print(*loaded)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["True", "False"]
