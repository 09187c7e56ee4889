"""Tables of any tool: what their columns mean, what their rows would be, and reading them."""
