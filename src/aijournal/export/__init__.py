"""A report, written down: one module a format.

Layer rule: knows `analysis`, `domain` and what lies below; never Qt.
"""
