"""Cline, Roo Code and Kilo Code: a folder for each task, and sessions."""
