"""The report on paper: the same words, selectable, and nothing of who made it, with what or when."""

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication

from aijournal.domain.review import OwnWords, PickedItem
from aijournal.export.chart_shapes import Box, Dot, drawing
from aijournal.export.document import Document, Point, Section
from aijournal.export.markdown import to_markdown
from aijournal.ui.reports.pdf import to_pdf, typeset
from tests.export.reviews import REVIEWS, many_days, report_of, review_of
from tests.processes import run_python

pytestmark = pytest.mark.usefixtures("qapp")
_PAGE_POINTS = 842
_READER = shutil.which("gs")
DRAWING = "\N{OBJECT REPLACEMENT CHARACTER}"
HARM = "<img src='file:///etc/passwd'><b>bold</b> &amp; **x** \u202e backwards"


def _blocks(document: Document) -> list[QTextBlock]:
    paper = typeset(document)
    block, blocks = paper.firstBlock(), []
    while block.isValid():
        blocks.append(QTextBlock(block))
        block = block.next()
    blocks[0].document().setParent(QApplication.instance())  # the blocks live as long as their document
    return blocks


def _words(document: Document) -> str:
    return " ".join(typeset(document).toPlainText().replace(DRAWING, " ").split())


def _bare(markdown: str) -> str:
    text = re.sub(r"(?m)^(#+ | *- |---$|\|[ |-]+\|$)|\*\*", "", markdown)
    text = re.sub(r"(?m)(^\| | \|$)", " ", text).replace(" | ", " ")
    return " ".join(re.sub(r"\\(.)", r"\1", text).split())


@pytest.mark.parametrize("name", REVIEWS)
def test_paper_says_what_markdown_says(name: str) -> None:
    document = REVIEWS[name].document
    assert _words(document) == _bare(to_markdown(document))


@pytest.mark.parametrize("name", REVIEWS)
def test_the_same_report_is_the_same_bytes(name: str) -> None:
    document = REVIEWS[name].document
    assert to_pdf(document) == to_pdf(document)


def test_nothing_tells_who_made_it_or_when() -> None:
    pdf = to_pdf(REVIEWS["full"].document)
    assert not re.search(rb"/(Producer|Creator|Author|CreationDate|ModDate|Title|Keywords)\b", pdf)
    assert b"aijournal" not in b"".join(
        [pdf, *map(_inflated, re.findall(rb"(?s)stream\n(.*?)endstream", pdf))]
    )
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_it_links_to_nothing_and_runs_nothing() -> None:
    item = PickedItem("0197-a", HARM, link="https://tracker.example/1")
    pdf = to_pdf(review_of(report_of(many_days()), words=OwnWords((item,), HARM)).document)
    assert not re.search(rb"/(URI|Annot|JavaScript|JS|Launch|OpenAction|EmbeddedFile|AA)\b", pdf)


def test_text_is_embedded_as_text() -> None:
    pdf = to_pdf(REVIEWS["full"].document)
    assert b"/ToUnicode" in pdf
    assert b"/Subtype /Image" not in pdf


def test_the_person_s_words_are_set_letter_by_letter() -> None:
    document = Document("T", "P", (Section("H", (Point(HARM, is_own=True),)),), "F")
    set_as = _words(document)
    assert "<img src='file:///etc/passwd'><b>bold</b> &amp; **x**" in set_as
    assert "\u202e" not in set_as


def test_points_are_lists_within_lists() -> None:
    inner = Point("inner")
    document = Document("T", "P", (Section("H", (Point("outer", "name", (inner,)),)),), "F")
    indents = {
        block.text(): block.textList().format().indent() for block in _blocks(document) if block.textList()
    }
    assert indents == {"name: outer": 1, "inner": 2}


def _drawn(pdf: bytes) -> bytes:
    return b"\n".join(map(_inflated, re.findall(rb"(?s)stream\n(.*?)endstream", pdf)))


def test_charts_are_lines_and_words_on_the_page() -> None:
    document = REVIEWS["full"].document
    bare = replace(document, sections=tuple(replace(one, charts=()) for one in document.sections))
    pdf = to_pdf(document)
    assert b"/Subtype /Image" not in pdf
    boxes = sum(
        isinstance(shape, (Box, Dot))
        for section in document.sections
        for chart in section.charts
        for shape in drawing(chart).shapes
    )
    curves = len(re.findall(rb" c\n", _drawn(pdf))) - len(re.findall(rb" c\n", _drawn(to_pdf(bare))))
    assert boxes == 2 + 2 + 3 + 4
    assert curves >= 4 * boxes, "round corners and dots are curves"


def _pages(document: Document, tmp_path: Path) -> list[str]:
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(document))
    command = [str(_READER), "-q", "-sDEVICE=txtwrite", "-o", str(tmp_path / "page-%d.txt"), str(path)]
    subprocess.run(command, check=True)
    return [" ".join(page.read_text(encoding="utf-8").split()) for page in tmp_path.glob("page-*.txt")]


@pytest.mark.skipif(_READER is None, reason="needs Ghostscript")
@pytest.mark.parametrize("above", range(20, 44, 4))
def test_a_chart_stands_on_the_page_of_its_heading(tmp_path: Path, above: int) -> None:
    full = REVIEWS["full"].document
    first = Section("First", tuple(Point(f"point {number}") for number in range(above)))
    (charted,) = [one for one in full.sections if one.heading == "Over time"]
    pages = _pages(replace(full, sections=(first, charted)), tmp_path)
    (page,) = [page for page in pages if "Over time" in page]
    assert "2026-03 2026-04" in page, "the names of its months"


@pytest.mark.skipif(_READER is None, reason="needs Ghostscript")
@pytest.mark.parametrize("above", range(33, 41))
def test_no_heading_and_no_group_stands_at_the_foot_of_a_page(tmp_path: Path, above: int) -> None:
    first = Section("First", tuple(Point(f"point {number}") for number in range(above)))
    second = Section("Second", (Point(name="group", points=(Point("inner"),)), Point("outer")))
    pages = _pages(Document("T", "P", (first, second), "F"), tmp_path)
    (page,) = [page for page in pages if "Second" in page]
    assert "group" in page
    assert "inner" in page


def test_more_groups_than_a_page_has_room_for_still_fit_on_one() -> None:
    (charted,) = [one for one in REVIEWS["full"].document.sections if one.heading == "By kind of work"]
    (chart,) = charted.charts
    long = replace(chart, rows=chart.rows * 40)
    paper = typeset(Document("T", "P", (replace(charted, charts=(long,)),), "F"))
    blocks = map(paper.findBlockByNumber, range(paper.blockCount()))
    (drawn,) = [block for block in blocks if DRAWING in block.text()]
    assert paper.documentLayout().blockBoundingRect(drawn).height() < _PAGE_POINTS


def test_a_pdf_needs_no_display(tmp_path: Path) -> None:
    script = (
        "from aijournal.__main__ import draw_pdf; from aijournal.export.document import Document; import sys;"
        "sys.stdout.write(str(len(draw_pdf(Document('T', 'P', (), 'F')))))"
    )
    ended = run_python(tmp_path, "-c", script, DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert int(ended.stdout) > 1_000


@pytest.mark.skipif(_READER is None, reason="needs Ghostscript")
def test_another_program_reads_the_words(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(to_pdf(REVIEWS["full"].document))
    command = [str(_READER), "-q", "-sDEVICE=txtwrite", "-o", "-", str(path)]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "What AI was worth" in " ".join(read.split())
    assert "Self-reported" in read


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream
