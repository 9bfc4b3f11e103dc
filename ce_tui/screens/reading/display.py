"""Display (for screen readers, colours, how lists show children) and the lock time, kept per account once signed in.

Colours are shown where the cursor is, before they are chosen; whoever goes on without choosing has those of before.
"""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.plain import say_seconds
from ce_tui.screens.base import CeScreen
from ce_tui.session.jobs.accounts import choose_lock_time
from ce_tui.settings.preferences import (
    DISPLAY,
    FOR_SCREEN_READERS,
    KEPT,
    LINES,
    THEME,
    Preference,
    children_shown,
    lock_time,
)
from ce_tui.settings.themes import colours
from ce_tui.widgets.forms import ChoiceList, MarkedList, text
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.room import around, is_quiet


def preference_list(preference: Preference, now: str) -> ChoiceList:
    """A preference's values as a list, of which one is always chosen."""
    item_id = preference.name.replace(".", "-")
    return ChoiceList(preference.choices, now, label=preference.label, widget_id=item_id)


_TO_LINES = (
    "The full screen ends, and everything goes on here a line at a time, as questions and answers. There the word "
    "screen leads back. Go on so?"
)


class DisplayScreen(CeScreen):
    """The choice of display, colours and children's names; what is chosen is shown at once."""

    called: ClassVar[str] = "Display"
    help_topic: ClassVar[str] = "display"

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False):
            yield preference_list(DISPLAY, self._display())
            yield Static("", markup=False)
            yield preference_list(colours(self.seat.config.theme), around(self).theme)
            if (session := self.seat.session) is not None:  # at work, and not from a lock
                offered = children_shown(self.seat.config.lists.children)
                yield Static("", markup=False)
                yield preference_list(offered, offered.of(session.casebook))

    def show(self) -> None:
        kept = KEPT if self.seat.session is not None else "It holds until this is unlocked."
        if self.seat.kept_session is None:
            kept = "Kept for your account once you sign in."
        self.say(so_far=f"Space or Enter chooses. {kept} Esc goes back.")

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """Show the colours under the cursor; elsewhere those that are chosen."""
        if event.list.has_focus and self.is_current:  # not beneath a lock
            self._try_on(event.item.id if event.list.id == THEME.name else None)

    def goes_on_from(self, listed: ItemList, by: int) -> bool:
        """Go nowhere: Tab leads from one list of choices to the next, and an arrow at its end says so."""
        if said := not is_quiet(self):
            self.say(f"Tab leads to what else can be chosen. {self.words_here()}")
        return said

    def on_screen_suspend(self) -> None:
        """Show the chosen colours: it is left, or locked."""
        self._try_on(None)

    on_unmount = on_screen_suspend

    def _try_on(self, theme: str | None) -> None:
        if not is_quiet(self):
            self.ce.try_on(around(self).theme if theme is None else theme)

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """Show and keep what is chosen; ask first if it ends the full screen."""
        if event.id == LINES:
            self._to_lines(event.list)
        else:
            self._choose(event.list.id or "", event.id)

    def _choose(self, key: str, value: str) -> None:
        try:
            self.ce.choose_display(key, value)
        except VaultError as error:
            self.say(f"Shown, but not kept: {error.words}")

    @work(exclusive=True, group="lines")
    async def _to_lines(self, displays: MarkedList) -> None:
        locked = self.seat.session is None and self.seat.kept_session is not None
        meant = not locked and await self.asker.confirm(_TO_LINES, "Go on a line at a time", "Stay here")
        if meant:
            self._choose(DISPLAY.name, LINES)
        elif isinstance(displays, ChoiceList):
            displays.chosen = self._display()
            displays.go_to(displays.chosen)
        if meant or locked:  # which is said then
            self.ce.to_lines()

    def _display(self) -> str:
        return FOR_SCREEN_READERS if is_quiet(self) else ""


class LockTimeScreen(CeScreen):
    """The choice of the lock time, which holds at once."""

    called: ClassVar[str] = "When it locks"
    help_topic: ClassVar[str] = "lock-time"

    def body(self) -> ComposeResult:
        times = self.seat.config.lock
        session = self.seat.kept_session
        offered = lock_time(times)
        with VerticalScroll(classes="form", can_focus=False):
            yield text(
                f"You are warned {say_seconds(times.warn)} before, and any key then gives you the whole time again. "
                "The longer it stays open, the longer others can read it: lock it when you leave."
            )
            yield preference_list(offered, offered.of(session.casebook) if session is not None else "")

    def show(self) -> None:
        self.say(so_far=f"Space or Enter chooses. {KEPT} Esc goes back.")

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """Keep the time, which holds from now on."""
        station = self.seat.station
        if station is not None and (said := choose_lock_time(station, self.seat.idle, event.id)):
            self.say(said)
