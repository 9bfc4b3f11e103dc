"""The screen that the app begins with, below all others: each is imported only where it is the first."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen

from ce_tui.app.seat import Seat
from ce_tui.core.vault.errors import VaultError


def first_screen(app: App[Any], seat: Seat, after: str) -> Screen[Any]:
    """The sign-in, which says first what came before it (`after`), or the set-up where there is no store yet.

    Where nobody can come in, it is said why.

    Where somebody is signed in from the start it is an empty one: Home takes its place once their preferences hold.
    """
    screen = _first(seat, after)
    # As a screen has that is pushed: whatever takes its place takes that off.
    screen._push_result_callback(app, None)
    return screen


def _first(seat: Seat, after: str) -> Screen[Any]:
    if seat.kept_session is not None:
        return Screen()
    try:
        seat.opening.refuse(after)
    except VaultError as why:
        from ce_tui.screens.gate.kept_out import KeptOutScreen

        seat.kept_out = why
        return KeptOutScreen(why.words, after)
    if seat.opening.is_set_up:
        from ce_tui.screens.gate.sign_in import SignInScreen

        return SignInScreen(after)
    from ce_tui.screens.gate.setup import SetupScreen

    return SetupScreen()
