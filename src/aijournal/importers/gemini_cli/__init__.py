"""Gemini CLI: a file of JSON, or of JSON lines, for each session."""
