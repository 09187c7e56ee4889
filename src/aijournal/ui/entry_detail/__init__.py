"""One entry with everything known of it, and where its words and its verdict are changed."""
