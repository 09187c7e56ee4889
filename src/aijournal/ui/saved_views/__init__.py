"""Views of the journal under names of the person's own."""
