"""Charts: analysis drawn in one place, each with a plain sentence and a table beside it."""
