"""A mixin for App that sends a terminal only the cells that differ from what it already shows.

It stands between Textual's compositor and its driver: widgets draw as they like, and a repaint that changes nothing
sends nothing. Overrides the private `App._display` of Textual 8.2.8; a test of pins holds what it relies on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, cast

from rich.console import RenderableType
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Offset, Size
from textual.screen import Screen

from ce_tui.terminal.looks import Depth, LookBook
from ce_tui.terminal.pen import Abilities
from ce_tui.terminal.sparse import SparseTerminal


def pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, list[Segment]]]:
    """Column, row and segments of everything that a compositor update paints."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield update.region.x, y, [segment for strip in line for segment in strip]
    elif isinstance(update, ChopsUpdate):
        for y, left, right in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
                if strip is not None and x < right and end > left:
                    yield x, y, list(strip)
    else:
        raise TypeError(f"not a full-screen update: {type(update).__name__}")


class SparseDisplay(App[Any]):
    """Displays compositor updates as differences."""

    _terminal: SparseTerminal | None = None
    _hidden = False

    def forget_frame(self) -> None:
        """Someone else may have written on the terminal: send the whole screen again, now."""
        if self._terminal is not None:
            self._terminal.forget()
            self.send_differences()

    def send_differences(self) -> None:
        """Send what changed since the last time, the cursor's place included; nothing where nothing did.

        While the line is still busy with the last batch nothing is sent: the driver calls again when it is free,
        and what was overtaken meanwhile is never sent at all.
        """
        self._send_now()

    def _send_now(self, only_row: int | None = None) -> None:
        driver = self._driver
        if self._terminal is None or driver is None or not self._running or self._closed:
            return
        if getattr(driver, "is_busy", False) or getattr(driver, "is_hidden", False):
            return
        if out := self._terminal.differences(self.cursor_now(), only_row):
            driver.write(out)
            driver.flush()

    def hide(self) -> None:
        """Clear the terminal now, and show nothing until something is painted that `may_be_seen`."""
        self._hidden = not self.is_headless
        if self._terminal is not None:
            self._terminal.blank()
        if (hide := getattr(self._driver, "hide", None)) is not None:
            hide()

    def may_be_seen(self, screen: Screen[Any]) -> bool:
        """Whether a screen may be shown after `hide`. Subclasses decide."""
        return True

    def reveal(self) -> None:
        """Show again what is in front, all of it."""
        self._hidden = False
        if (reveal := getattr(self._driver, "reveal", None)) is not None:
            reveal()
        self.forget_frame()

    def cursor_now(self) -> Offset:
        """Where the hardware cursor should be."""
        return self.size.clamp_offset(self.cursor_position)

    def action_redraw(self) -> None:
        """Send the whole screen again."""
        self.forget_frame()

    @property
    def colour_depth(self) -> Depth:
        """How many colours the terminal gets."""
        if self.no_color or self.console.color_system is None:
            return "none"
        return cast(Depth, self.console.color_system)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver = self._driver
        if (
            not isinstance(renderable, LayoutUpdate | ChopsUpdate)
            or driver is None
            or driver.is_inline
            or self.is_headless
            or self._batch_count
            or not self._running
            or self._closed
        ):
            super()._display(screen, renderable)
            return
        try:
            terminal = self._terminal_of(self.size)
            if self._hidden and not self.may_be_seen(screen):
                return
            for x, y, segments in pieces(renderable):
                terminal.frame.paint(x, y, segments)
            if self._hidden:
                self.reveal()
            self.send_differences()
        except Exception as error:  # as the stock method does: never out of a timer
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _terminal_of(self, size: Size) -> SparseTerminal:
        if self._terminal is None:
            self._terminal = SparseTerminal(
                *size,
                LookBook(self.colour_depth),
                Abilities.of(os.environ.get("TERM", "")),
                getattr(self._driver, "encoding", "utf-8"),
            )
        self._terminal.resize(*size)
        return self._terminal
