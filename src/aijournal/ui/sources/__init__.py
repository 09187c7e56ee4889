"""The parts of the page Sources: what a tool has left on this machine, and what came of reading it."""
