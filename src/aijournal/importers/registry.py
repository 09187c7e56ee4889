"""The one table of importers: every source that can be read, in the order in which it is shown."""

from aijournal.domain.reading import Importer
from aijournal.importers.claude_code import ClaudeCode
from aijournal.importers.codex import Codex

ALL_IMPORTERS: tuple[Importer, ...] = (ClaudeCode(), Codex())


def importer_of(source: str) -> Importer | None:
    """Return the importer of a source by its name on the command line."""
    return next((importer for importer in ALL_IMPORTERS if importer.source == source), None)
