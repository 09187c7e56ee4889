"""Open WebUI: its database."""
