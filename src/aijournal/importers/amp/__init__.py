"""Amp: a file for each thread."""
