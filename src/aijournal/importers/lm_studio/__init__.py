"""LM Studio: a file for each conversation."""
