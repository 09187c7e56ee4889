"""The window: the only room that knows Qt.

Layer rule: may know everything below; nothing below may know it.
"""
