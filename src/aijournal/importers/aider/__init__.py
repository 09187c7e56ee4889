"""Aider: its chat history, and its analytics where they are kept."""
