"""Acts upon many entries at once: which are chosen, what can be done, and how far it is."""
