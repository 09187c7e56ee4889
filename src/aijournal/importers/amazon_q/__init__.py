"""Amazon Q Developer CLI: a database, and histories of JSON."""
