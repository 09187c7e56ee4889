"""Every source of the registry on damaged logs, on logs of all others, and in hostile folders.

Whatever it reads, each record is accounted for, nothing is raised but `OSError`, and nothing is touched.
"""

import os
import random
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from aijournal.domain.reading import Importer, SourceState
from aijournal.importers.registry import ALL_IMPORTERS
from tests.importers.database_files import contents
from tests.importers.every_source import WRITE
from tests.importers.readings import Said, file_at, read, said

SEEDS = 30
DEEP = 5_000
every_source = pytest.mark.parametrize("importer", ALL_IMPORTERS, ids=lambda one: one.source)


def written(importer: Importer, folder: Path) -> Path:
    """Write a log of a source into a folder of its own."""
    folder.mkdir(exist_ok=True)
    return WRITE[importer.source](folder)


def read_if_possible(importer: Importer, path: Path) -> Said:
    """Read a log that may be too damaged to be read at all, which is told as the file's."""
    whole = Said()
    with suppress(OSError):
        for batch in importer.read(file_at(path)):
            whole.add(batch)
    return whole


def damaged(content: bytes, seed: int) -> bytes:
    """Return a log with one kind of damage: cut off, bits turned, a stretch lost, doubled or blanked."""
    draw = random.Random(seed)
    start, end = sorted(draw.randrange(len(content) + 1) for _ in range(2))
    match seed % 5:
        case 0:
            return content[:start]
        case 1:
            turned = bytearray(content)
            for _ in range(1 + seed // 5):
                turned[draw.randrange(len(turned))] ^= 1 << draw.randrange(8)
            return bytes(turned)
        case 2:
            return content[:start] + content[end:]
        case 3:
            return content[:end] + content[start:]
    return content[:start] + bytes(end - start) + content[end:]


def test_there_is_a_log_of_every_source() -> None:
    assert [one.source for one in ALL_IMPORTERS] == list(WRITE)


@every_source
def test_a_log_is_read_and_left_as_it_was(importer: Importer, home: Path) -> None:
    path = written(importer, home / "tool")
    before = contents(home)
    told = read(importer, path)
    assert (told.problems, bool(told.calls)) == ([], True)
    assert contents(home) == before
    assert read(importer, path).calls == told.calls


@every_source
def test_a_damaged_log_is_accounted_for(importer: Importer, home: Path) -> None:
    path = written(importer, home / "tool")
    whole = path.read_bytes()
    for seed in range(SEEDS):
        content = damaged(whole, seed)
        path.write_bytes(content)
        before = contents(home)
        read_if_possible(importer, path)
        assert contents(home) == before, f"the log of seed {seed} was touched"


@every_source
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n\n",
        b"\x00" * 5_000,
        b"\xff\xfe{\x00}\x00",
        b"null",
        b"[[[]]]",
        b'{"a":NaN}\n{"a":1e999}\n',
        b"[" * DEEP + b"]" * DEEP,
        b'{"type":"user","message":' * 300,
        b'"' + b"A" * (2 << 20) + b'"',
        b"A" * (2 << 20),
        b"SQLite format 3\x00" + bytes(4_000),
        b"PK\x03\x04" + bytes(200),
        b"(\xb5/\xfd" + bytes(200),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_log_of_its_tool_says_nothing(importer: Importer, home: Path, content: bytes) -> None:
    path = written(importer, home / "tool")
    path.write_bytes(content)
    told = read_if_possible(importer, path)
    assert (told.exchanges, told.calls) == ({}, {})
    assert path.read_bytes() == content


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a log of every source, each into a folder of its own."""
    folder = tmp_path_factory.mktemp("logs")
    return {one.source: written(one, folder / one.source) for one in ALL_IMPORTERS}


@every_source
def test_logs_of_other_tools_do_no_harm(importer: Importer, logs: dict[str, Path]) -> None:
    for source, path in logs.items():
        told = read_if_possible(importer, path)
        assert all(one.source == importer.source for one in told.exchanges.values()), source


@pytest.fixture
def hostile(home: Path) -> Iterator[Path]:
    """Make a folder with a loop of links, links to the outside, a pipe, folders named as logs, and depth."""
    folder = home / "hostile"
    inner = folder / "a.jsonl" / "conversations.json"
    inner.mkdir(parents=True)
    outside = home / "outside"
    outside.mkdir()
    (outside / "secret.jsonl").write_text('{"type":"user"}\n')
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "away").symlink_to(outside, target_is_directory=True)
    (folder / "nowhere.json").symlink_to(home / "nowhere")
    os.mkfifo(folder / "pipe.jsonl")
    os.mkfifo(folder / "data.sqlite3")
    deep = folder
    for _ in range(60):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "session.jsonl").write_text("{}\n")
    (folder / os.fsdecode(b"caf\xe9.jsonl")).write_text("{}\n")
    yield folder
    assert [path.name for path in outside.iterdir()] == ["secret.jsonl"]


@pytest.mark.skipif(sys.platform != "linux", reason="pipes and names that are no text")
@every_source
def test_a_hostile_folder_yields_files_of_its_own_alone(importer: Importer, hostile: Path) -> None:
    if importer.source == "claude-code":  # that there is something to be found
        assert len(importer.discover({}, hostile).files) == 2
    for environment, root in (({"HOME": str(hostile)}, None), ({}, hostile)):
        found = importer.discover(environment, root)
        assert found.source == importer.source
        for file in found.files:
            assert file.path.is_file()
            assert file.path.resolve().is_relative_to(hostile)
            said(importer.read(file))


@pytest.mark.skipif(sys.platform != "linux", reason="devices and pipes")
@every_source
def test_what_is_no_file_is_never_opened(importer: Importer, hostile: Path) -> None:
    for root in (hostile / "pipe.jsonl", Path("/dev/zero"), hostile / "nowhere.json", Path("a\0b")):
        with suppress(ValueError):  # what can be no path at all
            found = importer.discover({}, root)
            assert (found.state is not SourceState.FOUND, found.files) == (True, ())
            assert found.reason
