"""What the page Trials is made of: setting one up, locking tasks, the clock, and what it found."""
