"""The report on paper: the same words, selectable, and nothing of who made it, with what or when."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication

from aijournal.domain.review import OwnWords, PickedItem
from aijournal.export.document import Document, Point, Section
from aijournal.export.markdown import to_markdown
from aijournal.ui.reports.pdf import to_pdf, typeset
from tests.export.reviews import REVIEWS, many_days, report_of, review_of
from tests.processes import run_python

pytestmark = pytest.mark.usefixtures("qapp")
_READER = shutil.which("gs")
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
    return " ".join(typeset(document).toPlainText().split())


def _bare(markdown: str) -> str:
    text = re.sub(r"(?m)^(#+ | *- |---$)|\*\*", "", markdown)
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
