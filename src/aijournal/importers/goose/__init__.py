"""Goose: sessions in JSON lines, and its database."""
