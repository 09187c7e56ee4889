"""The parts of the page Safety."""
