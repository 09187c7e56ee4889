"""Reading the logs that AI tools leave on disk: bytes of a log become exchanges and problems.

Layer rule: knows `domain` and what lies below; never the journal, never Qt.
"""
