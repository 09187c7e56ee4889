"""Kiro: sessions in JSON lines, and the credits that they were charged."""
