"""Tables of work with AI, of tools that nobody else has seen or in a person's own words.

CSV and its kin, JSON arrays and JSON Lines: each row is one prompt with its answer. Which column says what
is guessed by its name and what stands in it, can be changed, and can be saved.
"""
