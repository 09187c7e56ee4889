"""What a Linux desktop reads of the program: entries, icons, a manual, completions."""
