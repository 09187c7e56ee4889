"""Continue: lines of usage, and its database."""
