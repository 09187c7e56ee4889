"""Kimi CLI and Kimi Code."""
