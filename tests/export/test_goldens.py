"""Reports in every format, byte for byte: `python -m tests.export.write_goldens` writes the files anew."""

from collections.abc import Mapping

import pytest

from aijournal.export.formats import ReportFormat
from tests.export.reviews import REVIEWS
from tests.export.write_goldens import GOLDEN, TEXTS, invented, of_demo_journal

pytestmark = pytest.mark.usefixtures("qapp")
OF_DEMO = {f"{name}.{kind}" for name in ("demo", "demo_everything") for kind in (*TEXTS, "csv")}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Mapping[str, bytes]:
    assert qapp
    return of_demo_journal(tmp_path_factory.mktemp("demo"))


def test_an_invented_report_is_written_byte_for_byte() -> None:
    for name, content in invented().items():
        assert content == (GOLDEN / name).read_bytes(), name


@pytest.mark.parametrize("name", sorted(OF_DEMO))
def test_the_report_of_the_sample_journal_is_written_byte_for_byte(
    demo: Mapping[str, bytes], name: str
) -> None:
    assert demo[name] == (GOLDEN / name).read_bytes()


def test_every_golden_file_has_its_report_and_every_format_a_golden_file() -> None:
    files = {path.name for path in GOLDEN.iterdir()}
    assert files == OF_DEMO | {f"{name}.{kind}" for name in REVIEWS for kind in TEXTS}
    assert {name.split(".")[1] for name in files} == set(ReportFormat)


def test_nothing_of_the_sample_journal_but_its_figures_is_told_by_default(demo: Mapping[str, bytes]) -> None:
    told = demo["demo_everything.csv"].decode()
    for word in ("2026-11-", "gpt-6", "agenda for the design"):
        assert word in told
        assert [name for name in OF_DEMO if name.startswith("demo.") and word in demo[name].decode()] == []
