"""What is built says the same of itself everywhere, holds all that it needs, and comes out the same twice."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from release.changelog import Release, appstream_releases, debian_changelog, releases
from release.desktop import APP_ID, metainfo_of
from release.flatpak import gather_flatpak
from release.origin import VARIABLE, Origin, find_origin
from release.sbom import ONLY_BUILDS, sbom
from release.sums import write_sums
from release.wheel import unpack_wheel
from workbench.checkout import Checkout, Stop

from aijournal.ui.start import DESKTOP_ID
from tests.processes import SOURCE

ROOT = Path(__file__).parents[2]
EPOCH = 1_790_000_000
LINUX = ROOT / "packaging" / "linux"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ORIGIN = Origin(PYPROJECT["name"], PYPROJECT["version"], EPOCH)
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
HERE = Checkout(ROOT)


def build_wheel(out: Path) -> Path:
    """Build with the environment of the tests, which has the same builder as that of the packers."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, env=ORIGIN.environment(), check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def digests(folder: Path) -> dict[str, str]:
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.is_file()
    }


def test_wheel_and_sdist_come_out_the_same_twice(wheel: Path, tmp_path: Path) -> None:
    assert len(digests(wheel.parent)) == 2
    build_wheel(tmp_path)
    assert digests(tmp_path) == digests(wheel.parent)


def test_wheel_holds_every_module_and_every_resource_and_nothing_else(wheel: Path) -> None:
    places = {"aijournal": SOURCE / "aijournal", "aijournal/_resources": ROOT / "resources"}
    wanted = {
        f"{place}/{file.relative_to(folder).as_posix()}"
        for place, folder in places.items()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.endswith("/") and ".dist-info/" not in name}
    assert held == wanted
    assert len(wanted) > 500


def test_installed_program_reads_its_resources_and_knows_its_version(wheel: Path, tmp_path: Path) -> None:
    unpack_wheel(wheel, tmp_path)
    question = (
        "import importlib.metadata, aijournal.resources as one; from aijournal.pricing import load_prices;"
        "print(one.__file__); print(one.resource('icons', 'aijournal.svg').read_text()[:4]);"
        "print(load_prices().as_of); print(importlib.metadata.version('aijournal-desktop'))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-P", "-c", question],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    file, icon, day, version = ran.stdout.splitlines()
    assert Path(file).is_relative_to(tmp_path)
    assert icon == "<svg"
    assert day in (ROOT / "resources" / "prices.json").read_text(encoding="utf-8")[:200]
    assert version == ORIGIN.version


def test_sdist_holds_what_builds_and_tests_the_program(wheel: Path) -> None:
    (sdist,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "packaging/dev.py"}
    assert needed | {"packaging/linux/alt.aijournal.journal.desktop", "resources/prices.json"} <= names
    assert not [
        name for name in names if "__pycache__" in name or name.startswith((".venv", "build/", "dist/"))
    ]


def test_age_is_that_of_the_last_commit_unless_it_is_told(checkout: Checkout) -> None:
    (checkout.root / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n')
    assert find_origin(checkout, {VARIABLE: "5"}) == Origin("a", "1", 5)
    with pytest.raises(Stop, match=VARIABLE):
        find_origin(checkout, {})
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], [*who, "commit", "-q", "--allow-empty", "-m", "a", "--date", "@7 +0000"]):
        environment = {**os.environ, "GIT_COMMITTER_DATE": "@1700000000 +0000"}
        git = shutil.which("git") or "git"
        subprocess.run([git, *command], cwd=checkout.root, env=environment, check=True)
    assert find_origin(checkout, {}).epoch == 1_700_000_000


def test_one_name_is_used_by_the_window_and_by_all_that_a_desktop_reads() -> None:
    assert DESKTOP_ID == APP_ID
    assert {file.name.removeprefix(APP_ID) for file in LINUX.glob(f"{APP_ID}*")} == {
        ".desktop",
        ".metainfo.xml",
        ".mime.xml",
        "-symbolic.svg",
    }
    entry = (LINUX / f"{APP_ID}.desktop").read_text(encoding="utf-8")
    assert f"Icon={APP_ID}\n" in entry
    assert ET.parse(LINUX / f"{APP_ID}.metainfo.xml").findtext("id") == APP_ID  # noqa: S314 - our own file


def test_desktop_entry_offers_the_quick_log_and_starts_what_is_installed() -> None:
    groups = re.split(
        r"^\[(.+)\]$", (LINUX / f"{APP_ID}.desktop").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    entries = {
        name: dict(line.split("=", 1) for line in lines.split("\n") if line)
        for name, lines in zip(groups[1::2], groups[2::2], strict=True)
    }
    entry, action = entries["Desktop Entry"], entries["Desktop Action quick-log"]
    assert (entry["Exec"], action["Exec"]) == ("aijournal gui", "aijournal gui --quick-log")
    assert (entry["Actions"], entry["Type"], entry["Terminal"]) == ("quick-log;", "Application", "false")
    assert "Utility" in entry["Categories"].split(";")
    assert not {"Hidden", "NoDisplay", "SingleMainWindow"} & entry.keys()


def test_kind_of_file_is_that_of_backups() -> None:
    from aijournal.paths import BACKUP_SUFFIX  # noqa: PLC0415 - beside what is compared with it

    names = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(LINUX / f"{APP_ID}.mime.xml").find("m:mime-type", names)  # noqa: S314 - our own file
    assert kind is not None
    assert [glob.get("pattern") for glob in kind.findall("m:glob", names)] == [f"*{BACKUP_SUFFIX}"]


def test_description_is_short_enough_claims_no_network_and_names_the_version() -> None:
    component = ET.fromstring(metainfo_of(HERE, ORIGIN))  # noqa: S314 - our own text
    assert len(component.findtext("name", "")) <= 15
    assert 10 <= len(component.findtext("summary", "")) <= 35
    assert component.findtext("launchable") == f"{APP_ID}.desktop"
    assert component.findtext("supports/internet") == "offline-only"
    assert component.findtext("project_license") == PYPROJECT["license"]
    newest = component.find("releases/release")
    assert newest is not None
    assert newest.get("version") == ORIGIN.version
    assert newest.get("date") == releases(CHANGELOG, ORIGIN)[0].day


def test_releases_are_those_of_the_changelog_and_what_is_unreleased_counts_for_the_next() -> None:
    text = (
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- New `one`,\n  in two lines.\n\n"
        "## [0.1.0] - 2026-11-22\n\n- Old & <plain>.\n"
    )
    newer = Origin("a", "0.2.0", EPOCH)
    assert [(one.version, one.day, one.items) for one in releases(text, newer)] == [
        ("0.2.0", newer.at.date().isoformat(), ("New `one`, in two lines.",)),
        ("0.1.0", "2026-11-22", ("Old & <plain>.",)),
    ]
    assert [one.version for one in releases(text, Origin("a", "0.1.0", EPOCH))] == ["0.1.0"]
    assert "<li>Old &amp; &lt;plain&gt;.</li>" in appstream_releases(releases(text, newer))


def test_debian_changelog_is_as_its_tools_read_it() -> None:
    one = Release("0.1.0", ORIGIN.at, ("First " + "word " * 30, "Second `code`."))
    text = debian_changelog([one], "Somebody <somebody@example.org>")
    head, empty, *middle, before, trailer = text.rstrip("\n").split("\n")
    assert head == "aijournal (0.1.0) unstable; urgency=medium"
    assert (empty, before) == ("", "")
    assert trailer == " -- Somebody <somebody@example.org>  Mon, 21 Sep 2026 14:13:20 +0000"
    assert middle[0].startswith("  * First")
    assert middle[-1] == "  * Second code."
    assert max(map(len, middle)) <= 80
    assert debian_changelog(releases(CHANGELOG, ORIGIN), "A <a@example.org>").startswith(
        f"aijournal ({ORIGIN.version}) "
    )


def test_list_of_parts_has_what_is_locked_for_running_and_is_the_same_twice() -> None:
    lock = (ROOT / "packaging" / "lock" / "run.txt").read_text(encoding="utf-8")
    document = sbom(lock, ORIGIN)
    assert document == sbom(lock, ORIGIN)
    names = [part["name"] for part in document["components"]]
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert set(names) == locked - ONLY_BUILDS
    assert {"pyside6-essentials", "sqlcipher3", "numpy"} <= set(names)
    references = [part["bom-ref"] for part in document["components"]]
    assert len(references) == len(set(references))
    assert document["dependencies"][0]["dependsOn"] == references
    hashes = [one["value"] for part in document["components"] for one in part["properties"]]
    assert sum(re.fullmatch(r"[0-9a-f]{64}", value) is not None for value in hashes) > 100
    assert document["metadata"]["component"]["version"] == ORIGIN.version
    assert json.dumps(document)


def test_digests_are_as_the_usual_tool_checks_them(tmp_path: Path) -> None:
    for name in ("b.whl", "a.deb"):
        (tmp_path / name).write_text(name)
    (tmp_path / "folder").mkdir()
    text = write_sums(tmp_path).read_text()
    assert [line.split("  ")[1] for line in text.splitlines()] == ["a.deb", "b.whl"]
    assert write_sums(tmp_path).read_text() == text
    if checker := shutil.which("sha256sum"):
        subprocess.run([checker, "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)


def flatpak_list(name: str) -> list[str]:
    text = (ROOT / "packaging" / "flatpak" / f"{APP_ID}.yml").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^ *{name}:\n((?:^ +- .*\n)+)", text, re.MULTILINE)
    return [line.strip().removeprefix("- ") for line in block.splitlines()]


def test_flatpak_asks_for_a_screen_and_for_nothing_else() -> None:
    assert flatpak_list("finish-args") == [
        "--socket=wayland",
        "--socket=fallback-x11",
        "--share=ipc",
        "--device=dri",
    ]
    text = (ROOT / "packaging" / "flatpak" / f"{APP_ID}.yml").read_text(encoding="utf-8")
    head = dict(re.findall(r"^(id|runtime|sdk|command|runtime-version): '?([^'\n]+)", text, re.MULTILINE))
    assert head["id"] == APP_ID
    assert head["command"] == "aijournal"
    assert "://" not in text
    commands = flatpak_list("build-commands")
    assert all("--no-index" in one for one in commands if one.startswith("pip3"))


def test_flatpak_folder_holds_what_the_recipe_names(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Checkout, "program", lambda _, name: Path(sys.executable).with_name(name))
    folder = gather_flatpak(HERE, ORIGIN, wheel, tmp_path)
    assert "was not built" in capsys.readouterr().out
    for place in ("share/applications", "share/icons", "share/metainfo", "share/mime", "licences", "run.txt"):
        assert (folder / place).exists(), place
    page = gzip.decompress((folder / "share/man/man1/aijournal.1.gz").read_bytes()).decode()
    assert f'"aijournal {ORIGIN.version}"' in page
