"""How a screening that is only shown can be changed."""

from __future__ import annotations

from ce_tui.session.draft import Draft
from ce_tui.session.words.sharing import FREE_AGAIN, MARKED, STORE_READ_ONLY

_TAKE_OVER = "To change it here, once it is left or may be taken over: go to, then “Change it here”."


def how_to_change(draft: Draft) -> str:
    """Why nothing is changed in it here, and what can be done about it."""
    said_whole = draft.view_only in ("", STORE_READ_ONLY, MARKED, FREE_AGAIN)
    return draft.why_closed if said_whole else f"{draft.view_only} {_TAKE_OVER}"
