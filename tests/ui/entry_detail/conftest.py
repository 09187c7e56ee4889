"""A real journal behind every part."""

from tests.ui.journal_stage import held, peek, thread

__all__ = ["held", "peek", "thread"]
