"""Sample data to look around in: a journal of its own, in a folder of its own, in a window of its own.

The sample is opened by a second `App` in the same program, built on other `Paths`. So everything that a
window has (thread, connection, lock file, settings, drafts, backups, undo) is there twice and shares nothing
with the person's own but the look; no part needs to know of it, and none can be forgotten when the window is
pointed to another file and back. A second process would be as separate, but it could not be brought back
from by one click, would need the name of the program that started this one, and would start twice as slowly.

The own window stays open and its journal stays as it is, locked after a while if it can be.
"""
