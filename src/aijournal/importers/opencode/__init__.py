"""OpenCode: files of JSON, and the database of later versions."""
