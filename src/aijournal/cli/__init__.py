"""The command line: the same core as the window, with no display and no Qt.

Layer rule: may know everything below `ui`; never `ui` itself.
"""
