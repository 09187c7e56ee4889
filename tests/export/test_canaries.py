"""What the report of a journal betrays, and that whoever looks for canaries would find them."""

import base64
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aijournal.domain.entry_filter import EVERYTHING
from aijournal.domain.name_kind import NameKind
from aijournal.domain.tokens import DEFAULT_WEIGHTS
from aijournal.export.findings import FindingKind
from aijournal.export.include import Include
from aijournal.export.journal_report import names_of, report_of
from aijournal.export.markdown import to_markdown
from aijournal.export.own_names import own_names
from aijournal.export.redaction import Redaction
from aijournal.export.review import Review, review
from aijournal.export.scanner import findings_in
from aijournal.journal.journal import Journal
from aijournal.paths import Paths
from aijournal.settings import Settings
from tests.cli.command_line import CommandLine
from tests.export.canaries import CANARIES, Canary, canaries_in, plant, text_of, words_with

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: text.encode(),
    "capitals": lambda text: text.upper().encode(),
    "wide": lambda text: text.encode("utf-16"),
    "hexadecimal": lambda text: f"<{text.encode('utf-16-be').hex().upper()}>".encode(),
    "base64": lambda text: base64.b64encode(f"a{text}".encode()),
    "base64 one further": lambda text: base64.b64encode(f"ab{text} and more".encode()),
    "packed": lambda text: b"<< >>stream\r\n" + zlib.compress(text.encode()) + b"\nendstream",
}


@pytest.fixture
def planted(paths: Paths, home: Path, zone: ZoneInfo) -> Paths:
    with Journal.open(paths, Settings(), zone) as journal:
        plant(journal, home, NOW)
    return paths


@pytest.fixture
def journal(planted: Paths, zone: ZoneInfo) -> Journal:
    return Journal.open(planted, Settings(), zone)


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(capsys, monkeypatch)


def review_of(journal: Journal, *parts: Include) -> Review:
    report = report_of(journal, EVERYTHING, DEFAULT_WEIGHTS, NOW.date())
    return review(report, names_of(journal, EVERYTHING), Redaction.including(parts))


def test_every_canary_has_a_voice_of_its_own() -> None:
    marks = [one.mark for one in CANARIES.values()]
    assert len({*marks}) == len(marks)
    assert all(one.mark in one.text for one in CANARIES.values())
    assert {one.part for one in CANARIES.values()} >= {None, Include.NAMES, Include.NOTES, Include.TITLES}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("canary", CANARIES.values(), ids=lambda canary: canary.name)
def test_a_canary_is_heard_however_it_is_written(canary: Canary, form: str) -> None:
    assert canaries_in(b"% before\n" + WRITTEN[form](canary.text) + b"\nbehind") == {canary.name}


def test_nothing_is_heard_where_nothing_sings() -> None:
    assert canaries_in(b"") == canaries_in(b"Quokkas stream\nnot packed") == set()


def test_all_are_in_the_journal_or_in_its_logs(planted: Paths, home: Path) -> None:
    files = [
        path for folder in (planted.data, home / ".claude") for path in folder.rglob("*") if path.is_file()
    ]
    held = b"".join(str(path).encode() + path.read_bytes() for path in files)
    assert canaries_in(held) == set(CANARIES)


def test_there_is_enough_for_every_figure(journal: Journal) -> None:
    with journal:
        report = review_of(journal).report
        assert report.value.guard is None
        assert [row.key for row in report.tools] == ["claude-code", text_of("tool")]
        assert all(row.guard is None for row in report.tools)
        concluded = next(one for one in report.experiments if one.kept.is_drawn_here)
        assert concluded.effect.guard is None
        assert concluded.felt is not None
        assert concluded.felt.guard is None
        for kind, name in ((NameKind.PROJECT, "project"), (NameKind.TOOL, "tool"), (NameKind.TASK, "task")):
            assert text_of(name) in journal.names.of(kind)


def test_the_command_betrays_nothing(planted: Paths, cli: CommandLine) -> None:
    answer = cli("report")
    assert planted.journal.exists()
    assert (answer.code, "Tool A" in answer.out) == (0, True)
    assert canaries_in(answer.out.encode() + answer.err.encode()) == set()


def test_what_was_pasted_into_words_is_found() -> None:
    for name in ("title", "note", "prompt"):
        found = {(one.kind, one.text) for one in findings_in(words_with(name))}
        assert found >= {
            (FindingKind.EMAIL, text_of(f"{name}_email")),
            (FindingKind.KEY, text_of(f"{name}_key")),
            (FindingKind.HOST, text_of(f"{name}_host")),
            (FindingKind.PATH, text_of(f"{name}_path")),
        }


def test_names_of_the_journal_are_found_in_its_words() -> None:
    names = own_names([text_of("project"), text_of("tool")])
    found = findings_in(f"on {text_of('project')} with {text_of('tool').upper()}", names)
    assert [one.kind for one in found] == [FindingKind.NAME, FindingKind.NAME]


def test_a_report_has_nothing_that_would_have_to_be_seen(journal: Journal) -> None:
    with journal:
        written = to_markdown(review_of(journal, Include.TOKENS, Include.COST).document)
    assert findings_in(written) == ()
