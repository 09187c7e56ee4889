"""llm: the database of the command-line tool."""
