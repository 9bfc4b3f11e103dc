"""When it locks by itself: each account's own time, from a minute to never, for people who need longer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.core.words.choice import Choice
from ce_tui.core.words.counting import say_seconds
from ce_tui.screens.base import CeScreen
from ce_tui.session.jobs.own_account import choose_lock_time
from ce_tui.settings.lock_times import PREFERENCE, choices
from ce_tui.widgets.choice_list import ChoiceList, MarkedList
from ce_tui.widgets.plain import text

_AS_DEPLOYED = "deployed"


class LockTimeScreen(CeScreen):
    """What is chosen holds at once."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    help_topic: ClassVar[str] = "lock-time"

    def section_words(self) -> str:
        return "When it locks"

    def body(self) -> ComposeResult:
        times = self.ce.config.lock.times
        session = self.ce.kept_session
        chosen = session.casebook.preferences.get(PREFERENCE) if session is not None else ""
        with VerticalScroll(classes="form", can_focus=False):
            yield text(
                f"You are warned {say_seconds(times.warn)} before, and any key then gives you the whole time again. "
                "The longer it stays open, the longer others can read it: lock it when you leave."
            )
            yield ChoiceList(
                [Choice(value or _AS_DEPLOYED, words) for value, words in choices(times).items()],
                chosen or _AS_DEPLOYED,
                label="It locks by itself",
                id="lock-time",
            )

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#lock-time", ChoiceList).focus()
        self.say(so_far="Space or Enter chooses. Kept for your account. Esc goes back.")

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """It holds from now on, and is kept."""
        station, value = self.ce.station, "" if event.id == _AS_DEPLOYED else event.id
        if station is not None and (said := choose_lock_time(station, self.ce.lock.idle, value)):
            self.say(said)
