"""Totals and entries become numbers with their uncertainty: pure functions, no clock, no I/O.

Layer rule: knows `domain` and what lies below; never the journal, never Qt, never formatting.
"""
