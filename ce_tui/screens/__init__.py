"""The full-screen app, one file a screen."""
