"""How the app shows itself to an account: the preference and its values. Empty: the ordinary full screen."""

from __future__ import annotations

PREFERENCE = "display"
FOR_SCREEN_READERS = "screen-reader"
LINES = "lines"
"""A line at a time: the line mode follows the sign-in."""
