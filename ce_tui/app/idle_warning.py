"""The warning before the lock, written once, and taken back by the next key."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen


@runtime_checkable
class Warns(Protocol):
    """A screen that can say something instead of everything else."""

    def warn(self, words: str) -> None:
        """Say it; without words: say again what it said before."""


class IdleWarning:
    """Stands on the screen that was in front when it came."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._on: Screen[Any] | None = None

    @property
    def stands(self) -> bool:
        """Whether there is one."""
        return self._on is not None

    def give(self, words: str) -> None:
        """Warn, once on each screen; on one that is not there yet at the next look."""
        screen = self._app.screen
        if self._on is screen or not screen.is_mounted:
            return
        self.take_back()
        self._on = screen
        if isinstance(screen, Warns):
            screen.warn(words)

    def take_back(self) -> None:
        """No warning any more. A question that has ended meanwhile has nowhere to say so."""
        screen = self._on
        self._on = None
        if screen in self._app.screen_stack and isinstance(screen, Warns):
            screen.warn("")
