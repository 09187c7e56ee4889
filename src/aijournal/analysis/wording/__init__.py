"""What is said of figures: one table for each kind of figure, so that it can be translated and tested."""
