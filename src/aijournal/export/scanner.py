"""Looks through what would leave for what should not: secrets, addresses, paths and the person's own names.

It finds what has the looks of something known; what only a person can know, it does not. So a text without
findings is not thereby harmless, and no sentence of the program may say that it is.
"""

from collections.abc import Iterator

from aijournal.export.addresses import addresses_in
from aijournal.export.findings import Finding, FindingKind, finding, outermost
from aijournal.export.own_names import NO_NAMES, OwnNames, names_in
from aijournal.export.randomness import random_strings_in
from aijournal.export.secret_formats import Span, secrets_in
from aijournal.export.seen_through import case_folded, seen_through


def findings_in(text: str, names: OwnNames = NO_NAMES) -> tuple[Finding, ...]:
    r"""Return what should not leave, in the order of the text; `start` and `end` point into it as it is.

    Look through words before they are written into a format: signs that Markdown needs, as in `dev\@client`,
    would stand within what is looked for.

    Takes time in proportion to the length of the text, whatever is in it.
    """
    return outermost(finding(kind, text, start, end) for kind, start, end in _spans(text, names))


def _spans(text: str, names: OwnNames) -> Iterator[Span]:
    plain = seen_through(text)
    for look in (secrets_in, addresses_in, random_strings_in):
        for kind, start, end in look(plain.text):
            yield kind, *plain.span(start, end)
    if names.sought:
        folded = case_folded(text)
        for start, end in names_in(folded.text, names):
            yield FindingKind.NAME, *folded.span(start, end)
