"""What `packaging/dev.py` does, step by step; standard library only, because nothing else is there yet."""
