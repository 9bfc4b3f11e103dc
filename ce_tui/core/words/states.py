"""The state of a screening in words."""

from __future__ import annotations

STATE_WORDS = {"draft": "draft", "reopened": "reopened", "completed": "completed"}
