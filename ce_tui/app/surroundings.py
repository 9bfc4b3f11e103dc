"""What the widgets ask of the app around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ce_tui.widgets.surroundings import Surroundings

if TYPE_CHECKING:
    from ce_tui.app.beneath_lock import BeneathLock


class AppSurroundings(Surroundings):
    """The app's."""

    def __init__(self, app: BeneathLock) -> None:
        self._app = app

    @property
    def for_screen_readers(self) -> bool:
        return self._app.for_screen_readers

    @property
    def keys_pressed(self) -> int:
        return self._app.keys_pressed

    @property
    def lasting_words(self) -> str:
        return self._app.header_words(with_time=False)

    def key_of(self, command_id: str) -> str:
        return self._app.key_of(command_id)

    def show_cursor(self) -> None:
        self._app.picture.show_cursor()

    def in_turn(self, job: Callable[[], Any]) -> Any:
        return self._app.once_open(job) if self._app.is_beneath else job()
