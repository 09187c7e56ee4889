"""Qwen Code: a log of JSON lines for each session."""
