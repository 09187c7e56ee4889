"""The first minutes: three steps, each of which can be skipped by one key, and all of them by Esc."""
