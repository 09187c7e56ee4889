"""Copilot Chat in VS Code: a file for each session."""
