"""What the widgets ask of the app around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ce_tui.app.appearance import Appearance
from ce_tui.app.beneath import Beneath
from ce_tui.app.header import header_parts
from ce_tui.app.keys import AppKeys
from ce_tui.app.seat import Seat
from ce_tui.terminal.picture import Picture
from ce_tui.widgets.header_parts import HeaderPart
from ce_tui.widgets.surroundings import Surroundings


class AppSurroundings(Surroundings):
    """The app's, each answer from the part that has it."""

    def __init__(
        self, seat: Seat, picture: Picture, appearance: Appearance, keys: AppKeys, beneath: Beneath
    ) -> None:
        self._seat = seat
        self._picture = picture
        self._appearance = appearance
        self._keys = keys
        self._beneath = beneath

    @property
    def for_screen_readers(self) -> bool:
        return self._appearance.for_screen_readers

    @property
    def draws_lines(self) -> bool:
        return self._appearance.draws_lines

    @property
    def keys_pressed(self) -> int:
        return self._keys.pressed

    @property
    def lasting_parts(self) -> Sequence[HeaderPart]:
        return header_parts(self._seat, with_time=False)

    @property
    def can_lock(self) -> bool:
        return self._seat.session is not None

    def key_of(self, command_id: str) -> str:
        return self._keys.of(command_id)

    def show_cursor(self) -> None:
        self._picture.show_cursor()

    def in_turn(self, job: Callable[[], Any]) -> Any:
        return self._beneath.in_turn(job)
