"""What `dev.py build` makes: packages, each by one command and the same twice; standard library only."""
