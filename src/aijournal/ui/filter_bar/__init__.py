"""The filter bar: words to search for, and what entries must be."""
