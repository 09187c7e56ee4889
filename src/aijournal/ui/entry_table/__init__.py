"""The table of entries: as long as the journal, with only what is looked at in memory."""
