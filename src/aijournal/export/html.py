"""A report as one HTML file that loads nothing, runs nothing and links to nothing, on screen and on paper."""

from collections.abc import Iterable, Iterator

from aijournal.export.document import Document, Point, Section
from aijournal.export.plain_text import html_text

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
footer { margin-top: 2.5em; padding-top: 1em; border-top: 1px solid; font-size: .9em; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } li { break-inside: avoid; } }
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
    yield from _list(section.points)
    yield "</section>"


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
