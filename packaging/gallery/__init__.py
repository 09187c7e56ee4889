"""What the pictures of the window are made of: journals to show, what to show of them, and how it looks."""
