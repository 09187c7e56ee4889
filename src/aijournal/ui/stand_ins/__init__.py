"""What stands in the window's place while the journal is closed: locked, damaged, or being replaced."""
