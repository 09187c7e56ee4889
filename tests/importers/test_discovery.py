"""Looking for logs: what is found, what is skipped, and what is said about it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from aijournal.domain.reading import Discovery, SourceState
from aijournal.importers.claude_code.importer import ClaudeCode

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs the files and users of POSIX systems")

RECORD = '{"type":"summary","summary":"…"}\n'


def make(path: Path, text: str = RECORD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def discover(home: Path, root: Path | None = None, **environment: str) -> Discovery:
    return ClaudeCode().discover({"HOME": str(home), "USERPROFILE": str(home), **environment}, root)


def paths(found: Discovery) -> list[Path]:
    return [file.path for file in found.files]


def reasons(found: Discovery) -> dict[str, str]:
    return {problem.path.name: problem.reason for problem in found.skipped}


def test_nothing_there(home: Path) -> None:
    found = discover(home)
    assert found.state is SourceState.NOT_FOUND
    assert str(home / ".claude" / "projects") in found.reason


def test_no_home_known() -> None:
    found = ClaudeCode().discover({})
    assert (found.state, found.folders, found.reason) == (
        SourceState.NOT_FOUND,
        (),
        "No home folder is known.",
    )


def test_a_folder_without_logs(home: Path) -> None:
    (home / ".claude" / "projects" / "-home-dev-shop").mkdir(parents=True)
    found = discover(home)
    assert (found.state, found.folders) == (SourceState.EMPTY, (home / ".claude" / "projects",))


def test_every_usual_place_is_looked_at(home: Path) -> None:
    nested = Path("Claude", "local-agent-mode-sessions", "x", ".claude", "projects", "-p", "s.jsonl")
    made = [
        make(home / ".claude" / "projects" / "-p" / "a.jsonl"),
        make(home / ".claude" / "projects" / "-p" / "a" / "subagents" / "agent-1.jsonl"),
        make(home / ".config" / "claude" / "projects" / "-p" / "b.jsonl"),
        make(home / "Library" / "Application Support" / nested),
        make(home / ".config" / nested),
        make(home / "Roaming" / nested),
        make(home / "Local" / "Packages" / "Claude_x1" / "LocalCache" / "Roaming" / nested),
    ]
    make(home / ".claude" / "history.jsonl")
    make(home / ".claude" / "projects" / "-p" / "a" / "subagents" / "agent-1.meta.json")
    make(home / ".config" / "Claude" / "local-agent-mode-sessions" / "x" / "audit.jsonl")
    found = discover(home, APPDATA=str(home / "Roaming"), LOCALAPPDATA=str(home / "Local"))
    assert found.state is SourceState.FOUND
    assert sorted(paths(found)) == sorted(made)
    assert found.reason.startswith("7 logs in ")


def test_the_variable_replaces_the_usual_places(home: Path) -> None:
    make(home / ".claude" / "projects" / "-p" / "usual.jsonl")
    one = make(home / "one" / "projects" / "-p" / "a.jsonl")
    two = make(home / "two" / "projects" / "-p" / "b.jsonl")
    found = discover(home, CLAUDE_CONFIG_DIR=f"~/one, {home / 'two'},,{home / 'gone'}")
    assert paths(found) == [one, two]


@pytest.mark.parametrize(
    "root", ["tool/.claude", "tool", "tool/.claude/projects", "tool/.claude/projects/-p"]
)
def test_a_root_stands_for_the_tool_s_folder(home: Path, root: str) -> None:
    make(home / ".claude" / "projects" / "-p" / "usual.jsonl")
    made = make(home / "tool" / ".claude" / "projects" / "-p" / "a.jsonl")
    make(home / "tool" / ".claude" / "history.jsonl")
    found = discover(home, home / root)
    assert (found.state, paths(found)) == (SourceState.FOUND, [made])


def test_a_place_that_is_reached_twice_is_listed_once(home: Path) -> None:
    made = make(home / "one" / "projects" / "two" / "projects" / "-p" / "a.jsonl")
    found = discover(home, CLAUDE_CONFIG_DIR="~/one,~/one,~/one/projects/two")
    assert (paths(found), found.skipped) == ([made], ())


@on_posix
def test_a_root_may_be_one_log_even_by_a_link(home: Path) -> None:
    made = make(home / "a.jsonl")
    (home / "link.jsonl").symlink_to(made)
    for root in (made, home / "link.jsonl"):
        found = discover(home, root)
        assert (found.state, paths(found)) == (SourceState.FOUND, [made])
        (batch,) = ClaudeCode().read(found.files[0])
        assert batch.records == 1


@pytest.mark.parametrize(
    ("name", "content", "state", "words"),
    [
        ("paper.pdf", b"%PDF-1.7\n", SourceState.UNREADABLE, "is not a .jsonl log"),
        ("paper.jsonl", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", SourceState.UNREADABLE, "is no log"),
        ("notes.jsonl", b"Dear diary,\ntoday\n", SourceState.UNREADABLE, "is no log"),
        ("empty.jsonl", b"", SourceState.EMPTY, "holds nothing yet"),
        ("damaged.jsonl", b"\x00garbage\n" + RECORD.encode(), SourceState.FOUND, "1 log"),
        ("marked.jsonl", b"\xef\xbb\xbf" + RECORD.encode(), SourceState.FOUND, "1 log"),
    ],
)
def test_a_root_that_is_not_what_its_name_says(
    home: Path, name: str, content: bytes, state: SourceState, words: str
) -> None:
    path = home / name
    path.write_bytes(content)
    found = discover(home, path)
    assert found.state is state
    assert words in found.reason
    assert bool(found.files) is (state is SourceState.FOUND)


@pytest.mark.parametrize("name", ["gone", "gone/further", "no\0name"])
def test_a_root_that_is_not_there(home: Path, name: str) -> None:
    found = discover(home, home / name)
    assert (found.state, found.reason) == (SourceState.NOT_FOUND, f"There is nothing at {home / name}.")


@on_posix
def test_a_root_that_is_neither_file_nor_folder(home: Path) -> None:
    os.mkfifo(home / "pipe.jsonl")
    found = discover(home, home / "pipe.jsonl")
    assert (found.state, found.files) == (SourceState.UNREADABLE, ())


@on_posix
def test_only_regular_files_are_taken_and_no_link_is_followed(home: Path) -> None:
    folder = home / ".claude" / "projects" / "-p"
    made = make(folder / "a.jsonl")
    outside = make(home / "outside" / "secret.jsonl")
    (folder / "link.jsonl").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "away").symlink_to(outside.parent)
    (folder / "hard.jsonl").hardlink_to(made)
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "folder.jsonl").mkdir()
    found = discover(home)
    assert paths(found) == [made]
    link = "a link, which is not followed"
    assert reasons(found) == {
        "link.jsonl": link,
        "loop": link,
        "self": link,
        "away": link,
        "hard.jsonl": "another name of a file that is listed already",
        "pipe.jsonl": "not a regular file",
    }


@on_posix
def test_names_that_are_not_unicode_survive(home: Path) -> None:
    folder = home / ".claude" / "projects" / "-p"
    folder.mkdir(parents=True)
    with open(os.fsencode(folder) + b"/s\xff.jsonl", "wb") as log:  # noqa: PTH123  # the name is bytes
        log.write(b'{"type":"assistant","timestamp":"2026-03-02T09:15:00Z","message":{"id":"msg_1"}}\n')
    (file,) = discover(home).files
    (batch,) = ClaudeCode().read(file)
    assert batch.exchanges[0].conversation_id == "s"


@on_posix
def test_a_folder_five_hundred_deep_comes_to_an_end(home: Path) -> None:
    made = make(home / ".claude" / "projects" / "top.jsonl")
    folder = home / ".claude" / "projects" / Path(*["d"] * 500)
    deep = make(folder / "deep.jsonl")
    assert paths(discover(home)) == [made, deep]


def test_a_walk_of_many_files_is_sorted(home: Path) -> None:
    made = [
        make(home / ".claude" / "projects" / f"-p{folder:02}" / f"{name:03}.jsonl")
        for folder in range(10)
        for name in range(100)
    ]
    assert paths(discover(home)) == made


@pytest.fixture
def open_home() -> Iterator[Path]:
    """Give a home that another user of the system may enter."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be somebody whom the system can refuse, where the tests run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@on_posix
def test_a_refused_file_is_skipped(open_home: Path) -> None:
    made = make(open_home / ".claude" / "projects" / "-p" / "a.jsonl")
    make(open_home / ".claude" / "projects" / "-p" / "b.jsonl").chmod(0)
    with unprivileged():
        found = discover(open_home)
    assert paths(found) == [made]
    assert reasons(found) == {"b.jsonl": "permission denied"}


@on_posix
@pytest.mark.parametrize("root", ["projects", "projects/-p"])
def test_a_refused_folder_is_unreadable(open_home: Path, root: str) -> None:
    make(open_home / ".claude" / "projects" / "-p" / "a.jsonl")
    refused = open_home / ".claude" / root
    refused.chmod(0)
    with unprivileged():
        found = discover(open_home)
    refused.chmod(0o755)
    assert found.state is SourceState.UNREADABLE
    assert found.reason == f"{refused} cannot be read: permission denied."


@on_posix
def test_a_root_that_is_refused_is_unreadable(open_home: Path) -> None:
    made = make(open_home / "tool" / "a.jsonl")
    made.parent.chmod(0)
    with unprivileged():
        found = [discover(open_home, root) for root in (made, made.parent)]
    made.parent.chmod(0o755)
    assert [one.state for one in found] == [SourceState.UNREADABLE] * 2
    assert all(one.reason.endswith("cannot be read: permission denied.") for one in found)
