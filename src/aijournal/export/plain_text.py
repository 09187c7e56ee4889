"""What makes any text harmless in a format: it says what it says, and does nothing."""

import html
import re
from typing import Final

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&])")


def as_markdown(text: str) -> str:
    """Return a text as one line of Markdown that shows it letter by letter."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def as_html(text: str) -> str:
    """Return a text for the inside of an element or an attribute."""
    return html.escape(text)
