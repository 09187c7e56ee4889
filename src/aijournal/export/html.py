"""A report as one HTML file that loads nothing, runs nothing and links to nothing, on screen and on paper."""

from collections.abc import Iterable, Iterator

from aijournal.export.chart import Chart, twin
from aijournal.export.chart_shapes import drawing
from aijournal.export.document import Document, Point, Section
from aijournal.export.plain_text import html_text
from aijournal.export.svg import to_svg

# Nothing may be loaded, not even a picture; the style stands in the file.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2.5em auto; padding: 0 1.5em; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.1em; margin: 2em 0 .5em; }
p { margin: 0 0 1em; }
ul { margin: 0; padding-left: 1.2em; }
li { margin: .35em 0; overflow-wrap: anywhere; }
figure { margin: 1em 0 1.5em; }
figcaption { margin-bottom: .8em; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
table { display: block; overflow-x: auto; border-collapse: collapse; margin-top: .8em; font-size: .8em; }
th, td { padding: .3em 1em .3em 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
th { font-weight: 600; }
td { font-variant-numeric: tabular-nums; white-space: nowrap; }
td:first-child, td:nth-child(3) { min-width: 6.5em; white-space: normal; }
footer { margin-top: 2.5em; padding-top: 1em; border-top: 1px solid; font-size: .9em; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
@media print { li, svg, tr { break-inside: avoid; } }
"""


def to_html(document: Document) -> str:
    """Return the document as one file, with a line feed at its end."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{html_text(document.title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{html_text(document.title)}</h1>"
    yield f"<p>{html_text(document.period)}</p>"
    for section in document.sections:
        yield from _section(section)
    yield f"<footer>{html_text(document.footer)}</footer>"
    yield "</body>"
    yield "</html>"


def _section(section: Section) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{html_text(section.heading)}</h2>"
    for chart in section.charts:
        yield from _chart(chart)
    if section.points:
        yield from _list(section.points)
    yield "</section>"


def _chart(chart: Chart) -> Iterator[str]:
    """Yield a chart with its title, its sentence and the table that says the same."""
    table = twin(chart)
    yield "<figure>"
    yield f"<figcaption><strong>{html_text(chart.title)}.</strong> {html_text(chart.sentence)}</figcaption>"
    yield from to_svg(drawing(chart), chart.title, chart.sentence)
    yield "<table>"
    yield _row("th", table.headings)
    for cells in table.rows:
        yield _row("td", cells)
    yield "</table>"
    yield "</figure>"


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _list(points: Iterable[Point]) -> Iterator[str]:
    yield "<ul>"
    for point in points:
        name = f"<strong>{html_text(point.name)}</strong>" if point.name else ""
        text = html_text(point.text)
        yield f"<li>{': '.join(part for part in (name, text) if part)}"
        if point.points:
            yield from _list(point.points)
        yield "</li>"
    yield "</ul>"
