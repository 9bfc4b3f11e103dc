"""Home, and from place to place."""
