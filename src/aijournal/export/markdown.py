"""A report as Markdown: short lines and plain lists, which paste well into any review tool.

What the program says has nothing in it to escape; the person's words are escaped, so that nothing in them
becomes a link, a picture or markup. Numbers keep the decimal point and days the ISO form in every language.
"""

from collections.abc import Iterable, Iterator

from aijournal.export.chart import Chart, twin
from aijournal.export.document import Document, Point, Section
from aijournal.export.plain_text import markdown_text

_INDENT = "  "


def to_markdown(document: Document) -> str:
    """Return the document, with a line feed at its end."""
    parts = [
        _part(f"# {document.title}", [document.period, ""]),
        *(_section(section) for section in document.sections),
        f"---\n\n{document.footer}\n",
    ]
    return "\n".join(parts)


def _section(section: Section) -> str:
    return _part(f"## {section.heading}", [*_charts(section.charts), *_lines(section.points)])


def _charts(charts: Iterable[Chart]) -> Iterator[str]:
    """Yield each chart as the table that says the same."""
    for chart in charts:
        table = twin(chart)
        yield f"**{chart.title}.** {chart.sentence}"
        yield ""
        yield _row(table.headings)
        yield _row("---" for _ in table.headings)
        for name, *cells in table.rows:
            yield _row((markdown_text(name), *cells))
        yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _part(heading: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines).rstrip("\n")
    return f"{heading}\n\n{body}\n"


def _lines(points: Iterable[Point], indent: str = "") -> Iterator[str]:
    for point in points:
        text = markdown_text(point.text) if point.is_own else point.text
        parts = (f"**{markdown_text(point.name)}**" if point.name else "", text)
        yield f"{indent}- {': '.join(part for part in parts if part)}"
        yield from _lines(point.points, indent + _INDENT)
