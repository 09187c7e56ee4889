"""What a desktop and a shell read of the program is what their own tools take for right."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from linux.draw_icons import NAME, SIZES, draw_icons
from linux.write_completions import PLACES, write_completions
from linux.write_manual import EXIT_WORDS, manual, plain
from PySide6.QtGui import QImage
from release.desktop import APP_ID, metainfo_of
from release.origin import Origin
from workbench.checkout import Checkout

from aijournal.cli.late_commands import COMMANDS
from aijournal.cli.program import command_line
from aijournal.errors import ExitCode
from aijournal.offline import NEVER_LOCKED
from aijournal.paths import HOME_VARIABLE, find_paths

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "packaging" / "linux"
PAGE = manual("1.2.3", "2026-11-22")

Run = Callable[..., str]


@pytest.fixture
def run() -> Run:
    """Run a tool of the system and return what it said; skip where the system does not have it."""

    def run_tool(name: str, *arguments: str | Path) -> str:
        program = shutil.which(name)
        if program is None:
            pytest.skip(f"not shown: {name} is not installed")
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
        ran = subprocess.run(
            [program, *arguments],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    return run_tool


def test_desktop_entry_is_valid(run: Run) -> None:
    assert run("desktop-file-validate", "--warn-kde", LINUX / f"{APP_ID}.desktop") == ""


def test_description_is_valid(run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"{APP_ID}.metainfo.xml"
    file.write_text(metainfo_of(Checkout(ROOT), Origin("a", "0.1.0", 1_790_000_000)), encoding="utf-8")
    said = run("appstreamcli", "validate", "--no-net", "--explain", file)
    assert not re.search(r"^[EW]:", said, re.MULTILINE)


def test_manual_is_formatted_without_a_warning(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "aijournal.1"
    page.write_text(PAGE, encoding="utf-8")
    said = run("man", "--warnings", "-E", "UTF-8", "-l", page)
    assert "warning" not in said.lower().replace("warnings", "")
    shown = re.sub(r"\s+", " ", said)
    assert "aijournal - keep a private journal of your AI interactions" in shown
    assert "assess [OPTIONS] ID" in shown


def test_manual_tells_of_every_command_and_option() -> None:
    program = command_line(lambda **_: 0, lambda _: b"", NEVER_LOCKED)
    context = click.Context(program, info_name="aijournal", **program.context_settings)
    for name in [*COMMANDS, "gui"]:
        command = program.get_command(context, name)
        assert command is not None
        assert f"\n.SS {plain(name)}\n" in PAGE
        for option in command.params:
            for spelling in option.opts if isinstance(option, click.Option) and not option.hidden else ():
                assert plain(spelling) in PAGE, f"{name} {spelling}"
    assert "\n.SS trial begin\n" in PAGE


def test_manual_names_its_version_its_places_and_its_exit_codes() -> None:
    assert PAGE.startswith('.TH AIJOURNAL 1 "2026-11-22" "aijournal 1.2.3"')
    assert EXIT_WORDS.keys() == set(ExitCode)
    assert HOME_VARIABLE in PAGE
    if sys.platform == "linux":
        paths = find_paths({})
        for place in (paths.data, paths.config, paths.state):
            assert plain(f"~/{place.relative_to(Path.home())}") in PAGE


@pytest.mark.parametrize(
    ("words", "shown"),
    [(".so it begins", r"\&.so it begins"), ("a\\b", r"a\eb"), ("--net", r"\-\-net"), ("it's", r"it\(aqs")],
)
def test_words_are_never_taken_for_requests(words: str, shown: str) -> None:
    assert plain(words) == shown


def test_no_line_of_the_manual_begins_by_chance_as_a_request() -> None:
    known = re.compile(r"\.(TH|SH|SS|TP|PP|nf|fi)\b")
    assert [line for line in PAGE.splitlines() if line.startswith((".", "'")) and not known.match(line)] == []


def contents(tree: Path) -> dict[Path, bytes]:
    return {file.relative_to(tree): file.read_bytes() for file in tree.rglob("*") if file.is_file()}


def test_icons_have_every_size_and_are_the_same_twice(tmp_path: Path) -> None:
    trees = [tmp_path / "one", tmp_path / "two"]
    for tree in trees:
        draw_icons(tree)
    one, two = (contents(tree) for tree in trees)
    assert one == two
    assert len(one) == len(SIZES) + 2
    for size in SIZES:
        image = QImage(str(trees[0] / "hicolor" / f"{size}x{size}" / "apps" / f"{NAME}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 2).alpha() == 255
        assert image.pixelColor(0, 0).alpha() == 0
    for place in (f"scalable/apps/{NAME}.svg", f"symbolic/apps/{NAME}-symbolic.svg"):
        assert ET.parse(trees[0] / "hicolor" / place).getroot().tag.endswith("svg")  # noqa: S314 - our own


def test_each_shell_gets_completions_that_it_can_read(run: Run, tmp_path: Path) -> None:
    write_completions(tmp_path)
    assert {place.name for place in tmp_path.rglob("*") if place.is_file()} == {
        "aijournal",
        "_aijournal",
        "aijournal.fish",
    }
    for place in PLACES.values():
        assert "_AIJOURNAL_COMPLETE" in (tmp_path / place).read_text(encoding="utf-8")
    run("bash", "-n", tmp_path / "bash-completion/completions/aijournal")


@pytest.mark.parametrize(
    ("place", "shell"),
    [("zsh/vendor-completions/_aijournal", "zsh"), ("fish/vendor_completions.d/aijournal.fish", "fish")],
)
def test_other_shells_read_theirs(run: Run, tmp_path: Path, place: str, shell: str) -> None:
    write_completions(tmp_path)
    run(shell, "-n", tmp_path / place)


def test_a_shell_that_completes_is_answered_and_no_window_opens() -> None:
    environment = {
        **os.environ,
        "COMP_WORDS": "aijournal tot",
        "COMP_CWORD": "1",
        "_AIJOURNAL_COMPLETE": "bash_complete",
        "PYTHONPATH": str(ROOT / "src"),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "aijournal"], env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("plain,totals\n", "")
