"""Cursor: its database, and the usage that can be downloaded as CSV."""
