"""Copilot CLI: events in JSON lines for each session."""
