"""Zed: a database of threads."""
