"""The inbox: what was imported and waits for a verdict."""
