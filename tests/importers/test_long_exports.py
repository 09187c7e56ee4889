"""Exports of hundreds of megabytes: read within little memory, as a file and in a zip file."""

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importers.chat_exports import SECONDS, chatgpt_conversation, node
from tests.processes import run_python

MESSAGES = 200
_BOUND = 64 << 20

READ = """
import resource, sys
from pathlib import Path
from aijournal.importers.chat_exports.chatgpt import ChatGPT
from aijournal.importers.reading.discovery import log_file
path = Path(sys.argv[1])
unit = 1 if sys.platform == "darwin" else 1024
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
records = calls = problems = 0
for batch in ChatGPT().read(log_file(path, path.stat())):
    records += batch.records
    calls += sum(len(exchange.calls) for exchange in batch.exchanges)
    problems += len(batch.problems)
print(records, calls, problems, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - before)
"""


def conversation() -> bytes:
    """Return a conversation of some length, with words as people and models write them."""
    nodes = [node("0", None, "user", "Hi", SECONDS)]
    for number in range(1, MESSAGES):
        role = "assistant" if number % 2 else "user"
        words = f'Say "{number}" to the [world] {{again}}.\n' * 40
        nodes.append(node(str(number), str(number - 1), role, words, SECONDS + number))
    return json.dumps(chatgpt_conversation(*nodes)).encode()


def pieces(count: int) -> Iterator[bytes]:
    """Yield an export of so many conversations."""
    one = conversation()
    for number in range(count):
        yield (b"," if number else b"[") + one
    yield b"]"


def write(path: Path, count: int) -> Path:
    """Write an export, zipped where its name says so."""
    if path.suffix == ".zip":
        # Hardly packed, for what repeats itself so much would count as a bomb.
        with (
            zipfile.ZipFile(path, "w") as archive,
            archive.open("conversations.json", "w", force_zip64=True) as one,
        ):
            for piece in pieces(count):
                one.write(piece)
        return path
    with path.open("wb") as file:
        file.writelines(pieces(count))
    return path


@pytest.mark.skipif(os.name != "posix", reason="measures memory as POSIX systems tell it")
@pytest.mark.parametrize("name", ["conversations.json", "export.zip"])
@pytest.mark.parametrize(
    "megabytes", [20, pytest.param(300, marks=pytest.mark.nightly)], ids=["some megabytes", "very many"]
)
def test_memory_does_not_grow_with_an_export(tmp_path: Path, name: str, megabytes: int) -> None:
    count = megabytes * 1_000_000 // len(conversation()) + 1
    path = write(tmp_path / name, count)
    assert path.stat().st_size > megabytes * 1_000_000
    done = run_python(tmp_path, "-c", READ, str(path))
    assert done.stderr == ""
    records, calls, problems, grown = map(int, done.stdout.split())
    assert (records, calls, problems) == (count * MESSAGES, count * MESSAGES // 2, 0)
    assert grown < _BOUND
