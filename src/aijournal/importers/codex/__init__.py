"""Codex: rollouts of JSON lines, plain or compressed."""
