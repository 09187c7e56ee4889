"""What a person can do, each declared once: keys, palette and shortcut sheet read one table."""
