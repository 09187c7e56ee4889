"""The pages of the window, each of which answers one question."""
