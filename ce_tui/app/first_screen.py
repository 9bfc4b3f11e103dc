"""The screen that the app begins with, below all others: each is imported only where it is the first."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from ce_tui.app.seat import Seat


def first_screen(seat: Seat, after: str) -> Screen[Any]:
    """The sign-in, which says first what came before it (`after`), or the set-up where there is no store yet.

    Where somebody is signed in from the start it is an empty one: Home takes its place once their preferences hold.
    """
    if seat.kept_session is not None:
        return Screen()
    if seat.opening.is_set_up:
        from ce_tui.screens.gate.sign_in import SignInScreen

        return SignInScreen(after)
    from ce_tui.screens.gate.setup import SetupScreen

    return SetupScreen()
