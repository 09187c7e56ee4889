"""Stands in for Python's record of how it was built, and where: nothing is built with it here."""

build_time_vars: dict[str, object] = {}
