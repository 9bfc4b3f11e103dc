"""Anchors for tests: made ones, those that a store wrote, and stores that are put back."""

from __future__ import annotations

from typing import Any

from ce_tui.core.vault.log.anchor_lines import Anchor
from ce_tui.core.vault.log.audit import Head, State

STORE, LINK = "ab" * 16, bytes(range(32))


def anchor(seq: int = 41, number: int = 1, **about: Any) -> Anchor:
    """An anchor of an entry; `about` is whatever else it is to say."""
    usual: dict[str, Any] = {"at": "2026-11-25T10:00:00.000+00:00", "store": STORE, "before": bytes(32)}
    return Anchor(
        **(usual | {"number": number, "state": State(Head(seq, LINK), bytes(32), 0, bytes(32))} | about)
    )
