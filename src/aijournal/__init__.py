"""A private journal of AI interactions: did they help, and what was it worth per token."""
