"""Private questions to the person, each with its evidence; `table` lists them all.

A signal is no score: it fires, it does not, or it says what it lacks to tell.
"""
