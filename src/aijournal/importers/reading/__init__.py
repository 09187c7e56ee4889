"""What all sources share: files, lines, archives and databases, read without trust and without a trace."""
