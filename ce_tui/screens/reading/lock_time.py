"""When it locks by itself: each account's own time, from a minute to never, for people who need longer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.core.words.counting import say_seconds
from ce_tui.screens.base import CeScreen
from ce_tui.screens.reading.preference_list import preference_list, value_of
from ce_tui.session.jobs.own_account import choose_lock_time
from ce_tui.settings.preferences import KEPT, lock_time
from ce_tui.widgets.choice_list import MarkedList
from ce_tui.widgets.forms import text


class LockTimeScreen(CeScreen):
    """What is chosen holds at once."""

    called: ClassVar[str] = "When it locks"
    AUTO_FOCUS: ClassVar[str | None] = "ChoiceList"
    help_topic: ClassVar[str] = "lock-time"

    def body(self) -> ComposeResult:
        times = self.ce.seat.config.lock.times
        session = self.ce.seat.kept_session
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
        """It holds from now on, and is kept."""
        station, value = self.ce.seat.station, value_of(event.id)
        if station is not None and (said := choose_lock_time(station, self.ce.seat.idle, value)):
            self.say(said)
