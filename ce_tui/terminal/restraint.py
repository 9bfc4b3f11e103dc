"""What Textual can do and our app must not: nothing leaves by a clipboard, a picture, a shell or a browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Literal, TextIO

from textual.app import App, SuspendNotSupported, SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from ce_tui.terminal.cells import harmless
from ce_tui.terminal.filters import OutputFilter


class RestrainedApp(App[Any], inherit_bindings=False):
    """An app without palette, screenshots, selection by mouse, system clipboard, suspend, browser, title or toasts."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.animation_level = "none"
        # Neither is ever shown (`notify`; no mouse), and each screen would have a widget for it.
        self._disable_tooltips = self._disable_notifications = True
        self._output_filter = OutputFilter()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line of every widget passes: first what makes it safe."""
        return [self._output_filter, *super().get_line_filters()]

    # -- the clipboard: inside the app only ---------------------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """Keep `text` for pasting in this app. It is never sent to the terminal (OSC 52)."""
        self._clipboard = text

    def forget(self) -> None:
        """Forget what must not outlast a session: the clipboard. Called at lock and sign-out."""
        self._clipboard = ""

    # -- what is not there ----------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None."""
        return ()

    def action_command_palette(self) -> None:
        """Not here."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Not here: a picture of a case would lie in a folder."""

    def save_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str:
        """Not here; returns ""."""
        return ""

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Not here."""
        return None

    def deliver_text(
        self,
        path_or_file: str | Path | TextIO,
        *,
        save_directory: str | Path | None = None,
        save_filename: str | None = None,
        open_method: Literal["browser", "download"] = "download",
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> str | None:
        """Not here."""
        return None

    def deliver_binary(
        self,
        path_or_file: str | Path | BinaryIO,
        *,
        save_directory: str | Path | None = None,
        save_filename: str | None = None,
        open_method: Literal["browser", "download"] = "download",
        mime_type: str | None = None,
        name: str | None = None,
    ) -> str | None:
        """Not here."""
        return None

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Not here."""

    def suspend(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Not here: there is no shell behind the app. Raises SuspendNotSupported."""
        raise SuspendNotSupported("This app does not suspend.")

    def action_suspend_process(self) -> None:
        """Not here."""

    def action_help_quit(self) -> None:
        """Not here."""

    def _set_pointer_shape(self, shape: str) -> None:
        """Not here: OSC 22."""

    # -- messages -----------------------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say `message` in the screen's status line (its `say(words)`), where it has one: toasts come and go."""
        say = getattr(self.screen, "say", None)
        if callable(say):
            say(harmless(message))
