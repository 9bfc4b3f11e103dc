"""The state of a screening in words."""

from __future__ import annotations

STATE_WORDS = {"draft": "draft", "reopened": "draft again", "completed": "completed"}
