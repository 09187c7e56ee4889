"""Looking for Codex's rollouts: where they lie, and which of two copies counts."""

from pathlib import Path

import pytest
from zstandard import ZstdCompressor

from aijournal.domain.reading import Discovery, SourceState
from aijournal.importers.codex.importer import Codex

RECORD = b'{"type":"session_meta","payload":{"id":"thread-d"}}\n'
NAME = "rollout-2026-03-02T10-00-00-019cadc6-9a80-7000-8000-00000000000a.jsonl"
DAY = Path("sessions", "2026", "03", "02")


def make(path: Path, text: bytes = RECORD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(ZstdCompressor().compress(text) if path.suffix == ".zst" else text)
    return path


def discover(home: Path, root: Path | None = None, **environment: str) -> Discovery:
    return Codex().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)


def paths(found: Discovery) -> list[Path]:
    return [file.path for file in found.files]


def test_nothing_there(home: Path) -> None:
    found = discover(home)
    assert found.state is SourceState.NOT_FOUND
    assert str(home / ".codex" / "sessions") in found.reason
    assert Codex().discover({}).reason == "No home folder is known."


def test_folders_without_logs(home: Path) -> None:
    (home / ".codex" / "sessions" / "2026").mkdir(parents=True)
    assert discover(home).state is SourceState.EMPTY


def test_rollouts_of_every_folder_and_kind_and_nothing_else(home: Path) -> None:
    codex = home / ".codex"
    made = [
        make(codex / DAY / NAME),
        make(codex / DAY / NAME.replace("00a", "00b.jsonl.zst").removesuffix(".jsonl")),
        make(codex / "archived_sessions" / NAME.replace("00a", "00c")),
    ]
    make(codex / "history.jsonl")
    make(codex / "session_index.jsonl")
    make(codex / DAY / "notes.jsonl")
    make(codex / DAY / "rollout-2026.jsonl.zst.tmp")
    make(codex / "log" / NAME)
    found = discover(home)
    assert (found.state, paths(found)) == (SourceState.FOUND, made)
    assert found.reason.startswith("3 logs in ")
    assert [codex / "sessions", codex / "archived_sessions"] == list(found.folders)


def test_of_a_rollout_and_its_compressed_copy_the_plain_one_counts(home: Path) -> None:
    plain = make(home / ".codex" / DAY / NAME)
    packed = make(plain.with_name(f"{NAME}.zst"))
    found = discover(home)
    assert paths(found) == [plain]
    assert found.reason.startswith("1 log in ")
    plain.unlink()
    assert paths(discover(home)) == [packed]


def test_a_plain_rollout_that_cannot_be_read_hides_no_copy(home: Path) -> None:
    packed = make(home / ".codex" / DAY / f"{NAME}.zst")
    (packed.parent / NAME).symlink_to(packed)
    found = discover(home)
    assert paths(found) == [packed]
    assert [problem.reason for problem in found.skipped] == ["a link, which is not followed"]


def test_the_variable_replaces_the_usual_place(home: Path) -> None:
    make(home / ".codex" / DAY / NAME)
    named = make(home / "elsewhere" / DAY / NAME)
    assert paths(discover(home, CODEX_HOME=str(home / "elsewhere"))) == [named]
    assert paths(discover(home, CODEX_HOME="~/elsewhere")) == [named]
    assert discover(home, CODEX_HOME=str(home / "gone")).state is SourceState.NOT_FOUND


@pytest.mark.parametrize("root", [".", ".codex", ".codex/sessions", ".codex/sessions/2026/03"])
def test_a_root_is_looked_at_alone(home: Path, tmp_path: Path, root: str) -> None:
    make(home / ".codex" / DAY / NAME)
    person = tmp_path / "person"
    made = make(person / ".codex" / DAY / NAME)
    make(made.with_name(f"{NAME}.zst"))
    assert paths(discover(home, person / root)) == [made]


@pytest.mark.parametrize("name", ["any.jsonl", f"{NAME}.zst"])
def test_a_single_rollout(tmp_path: Path, name: str) -> None:
    made = make(tmp_path / name)
    found = discover(tmp_path, made)
    assert (found.state, paths(found)) == (SourceState.FOUND, [made])


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.txt", RECORD, "is not a .jsonl log"),
        ("a.jsonl", b"plain text\n", "is no log: nothing at its beginning is a JSON record"),
        ("a.jsonl.zst", b"plain text\n", "is no log: nothing at its beginning is a JSON record"),
    ],
)
def test_a_file_that_is_no_rollout(tmp_path: Path, name: str, text: bytes, reason: str) -> None:
    found = discover(tmp_path, make(tmp_path / name, text))
    assert (found.state, found.reason) == (SourceState.UNREADABLE, f"{tmp_path / name} {reason}.")


def test_a_file_that_is_not_compressed_at_all(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.zst"
    path.write_bytes(RECORD)
    found = discover(tmp_path, path)
    assert found.state is SourceState.UNREADABLE
    assert found.reason == f"{path} is a compressed log that is damaged from here on."


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    assert discover(tmp_path, tmp_path / "gone").state is SourceState.NOT_FOUND


def test_how_long_codex_keeps_its_rollouts() -> None:
    assert Codex().retention.count(".") == 1
