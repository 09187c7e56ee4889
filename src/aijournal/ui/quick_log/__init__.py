"""The quick log: one line, understood while it is typed."""
