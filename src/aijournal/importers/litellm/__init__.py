"""LiteLLM: spend logs as a file."""
