"""What the app does to a terminal."""
