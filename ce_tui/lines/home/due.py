"""What is due over all screenings that this account sees, in the order of danger: by today first, the rest when asked;
a number opens one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.due import hour_of
from ce_tui.core.pathway.actions.unanswered import DANGER_FIRST
from ce_tui.core.vault.casebook.actions import ToFollowUp
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.children import NAMES
from ce_tui.core.words.due import NOTHING_DUE, WHAT_IS_DUE, due_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import Wish, reference_of
from ce_tui.lines.office.room import stay
from ce_tui.lines.screening.done import DONE
from ce_tui.session.following import Following, following
from ce_tui.session.home_list import leading, whose_words
from ce_tui.session.words.children import hidden_words
from ce_tui.session.words.follow_ups import NOTHING_DUE_NOW, PASSED_ON

_MORE = ("more", "m")


def due(state: State) -> None:
    """Read what is due by today, then ask. Raises Said, by way of Home, to the screening that was chosen."""
    there = next((place for place in state.places if isinstance(place, DueRoom)), None)
    if there is not None:
        there.read(there.beginning())
        return
    room = DueRoom(state)
    try:
        room.load()
    except VaultError as error:
        state.say(error.words)
        return
    if not room.screenings:
        state.say(NOTHING_DUE)
        return
    with state.at(room):  # a list that is asked for at a pause is this one
        picked = asking.read_list(state.dialogue, room.beginning())
    stay(state, room, picked)


class DueRoom:
    """The numbers that were heard open what they were said of, until the list is heard again."""

    topic = "due"

    def __init__(self, state: State) -> None:
        self._state = state
        self.screenings: list[ToFollowUp] = []
        self._following = Following()
        self._numbered: list[str] = []
        self._told_all = False

    def load(self) -> None:
        """Look what is due now. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._following = self._state.patiently(
            "Looking what is due.", lambda: following(casebook, casebook.index.all())
        )
        found = [*self._following.own, *self._following.hub]
        self.screenings = sorted(found, key=lambda each: not self._is_by_today(each))

    def asked(self) -> Asked:
        """A number."""
        rest = 0 if self._told_all else len(self.screenings) - self._urgent
        more = f", more for the other {rest}" if rest else ""
        return Asked(
            words=f"A number to open it{more}? [back]",
            hint=[
                "A number, or a reference: opens it where what was done is recorded. more: what is due later. "
                "list all: everything again. Enter goes back.",
            ],
            numbered=True,
        )

    def do(self, line: str) -> None:
        """The rest, or a screening by way of Home. Raises Said."""
        if line.casefold() in _MORE:
            rest = self._lines()[self._urgent :]
            self._told_all = True
            self.read(rest or ["That is all."])
            return
        ref = reference_of(line, self._numbered)
        if ref is None:
            self._state.say("Type a number from the list, more, or a reference.")
            return
        self._state.opens_next, self._state.opens_at = ref, f"review:{DONE}"
        raise Said(Wish("home"))

    def read(self, lines: Sequence[str]) -> None:
        """Read them; what was heard can be opened from each pause. Raises Said."""
        if picked := asking.read_list(self._state.dialogue, lines):
            self.do(picked)

    def _is_by_today(self, each: ToFollowUp) -> bool:
        today = hour_of(self._state.clock()).today
        return any(due.overdue or due.is_on(today) for due in each.due)

    @property
    def _urgent(self) -> int:
        """Of how many something is due by today: they stand first."""
        return sum(self._is_by_today(each) for each in self.screenings)

    # What is read

    def where(self) -> Sequence[str]:
        """How much is due."""
        return [by_today_words(self._following, self._state) or NOTHING_DUE_NOW]

    def beginning(self) -> list[str]:
        """How much is due by today, and what."""
        return [*self.where(), *self._lines()[: self._urgent], *self._hidden(), self._whom_to_phone()]

    def _whom_to_phone(self) -> str:
        """Where it is heard, if anybody is to be phoned now."""
        at_once = any(due.at_once for each in self.screenings for due in each.due)
        return f"{DANGER_FIRST} A number opens it, and says whom to phone." if at_once else ""

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What is due by today; with all, the rest too."""
        lines = self._lines()
        return [*(lines if everything else lines[: self._urgent]), *self._hidden()] or [NOTHING_DUE]

    def _hidden(self) -> list[str]:
        shows = self._state.children == NAMES or self._state.draft is not None
        return [] if shows else [hidden_words("names")]

    def _lines(self) -> list[str]:
        """Each with its number, which opens it from now on."""
        self._numbered = [each.summary.ref for each in self.screenings]
        return [f"{number}. {self._line(each)}" for number, each in enumerate(self.screenings, 1)]

    def _line(self, each: ToFollowUp) -> str:
        state, now = self._state, self._state.clock()
        parts = (
            each.summary.ref,
            leading(each.summary, state.pathways.naming),
            whose_words(each.summary, state.children, with_not_done=False),
        )
        said = ", ".join(
            part for part in (*parts, PASSED_ON if each.summary.followed.is_passed_on else "") if part
        )
        return sentence(said, *(due_words(due, now) for due in each.due))


def by_today_words(found: Following, state: State) -> str:
    """How much is overdue and due today, one's own and the hub's; empty: nothing is."""
    now = state.clock()
    own, hub = found.head(now), found.hub_head(now, state.pathways.naming)
    return sentence(f"{WHAT_IS_DUE}: {own}" if own else "", f"In the hub: {hub}" if hub else "")
