"""A look back at the day: three questions at most, each of which can be left."""
