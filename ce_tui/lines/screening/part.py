"""What the eight sections share: changing the draft, saying what it comes to, saving and its troubles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_time
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.states import STATE_WORDS
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.session.asker import Choice
from ce_tui.session.draft import Draft, DraftClosed
from ce_tui.session.words.screening import LOWERED, TITLES
from ce_tui.session.words.sharing import KEEP_BOTH, LATER, conflict_words

Change = Callable[[Answers], Answers]

LAST = "last"
"""Where `run` begins when one comes back from the section after: the last question."""


class Part:
    """A section of the open draft. Subclasses ask in `run`."""

    section: str = ""
    own_topic: ClassVar[str] = ""

    def __init__(self, state: State) -> None:
        self.state = state
        draft = state.signed_in.draft
        assert draft is not None
        self.draft: Draft = draft

    @property
    def topic(self) -> str:
        """What help is about."""
        return self.own_topic or self.section

    @property
    def title(self) -> str:
        """ "2 Yellow"."""
        number = interview.SECTIONS.index(self.section) + 1
        return f"{number} {TITLES.get(self.section) or self.draft.pathway.tier(self.section).title}"

    def run(self, at: str) -> None:
        """Ask everything from a place on. Ends when it is done; raises Said for what leads elsewhere."""

    # Where one is

    def here(self) -> Sequence[str]:
        """Where one is within the section, in sentences."""
        return ()

    def where(self) -> Sequence[str]:
        """The section, the place in it, what it comes to, how it is kept."""
        draft = self.draft
        screening = draft.screening
        saved = f"saved {say_time(screening.updated)}" if draft.saved else f"NOT SAVED. {draft.trouble}"
        return [
            " ".join([f"{self.title}.", *self.here()]),
            status_words(draft.answers, draft.pathway),
            f"{screening.ref}, {STATE_WORDS[screening.state]}, {saved}".rstrip(".") + ".",
        ]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """All sections with their states, where a section has nothing of its own."""
        return section_lines(self.draft)

    # Changing

    def change(self, change: Change, said: str = "") -> bool:
        """Change the answers and save. Says what was taken, what it comes to where that is new, and all trouble."""
        draft = self.draft
        before = draft.answers
        try:
            draft.apply(change)
        except (DraftClosed, changes.ChangeRefused, changes.MarkRefused, interview.NotAccepted) as refused:
            self.state.say(refused.words)
            return False
        words = [said] if said else []
        if changes.lowers_red(before, draft.answers, draft.pathway):
            words.append(LOWERED)
        comes_to = _so_far(draft.answers, draft)
        if comes_to != _so_far(before, draft):
            words.append(comes_to)
        self.state.say(" ".join(words))
        self.look_at_trouble()
        return True

    def may_lower(self, change: Change) -> bool:
        """Where a change takes red away: whether it is meant."""
        draft = self.draft
        try:
            after = change(draft.answers)
        except ValueError:
            return True  # refused in words by `change`
        if not changes.lowers_red(draft.answers, after, draft.pathway):
            return True
        now = status_words(after, draft.pathway).removeprefix("So far: ")
        return asking.yes_or_no(
            self.state.dialogue,
            f"This takes the red result, or the red steps, away. After it: {now} Do you mean this?",
        )

    def look_at_trouble(self) -> None:
        """Say once that something is not saved, and why; settle what somebody else saved meanwhile."""
        self.state.say(*self.state.news_of_saving())
        if self.draft.conflict is not None:
            self._settle_conflict()

    def _settle_conflict(self) -> None:
        draft = self.draft
        conflict = draft.conflict
        if conflict is None:
            return
        words, theirs = conflict_words(conflict)
        choices = (Choice("both", KEEP_BOTH), Choice("theirs", theirs), Choice("later", LATER))
        chosen = asking.choose(self.state.dialogue, words, choices, default="later")
        try:
            if chosen == "both":
                ref = draft.keep_both()
                self.state.say(f"Yours is kept as {ref}. The other one stays as it was saved.")
            elif chosen == "theirs":
                draft.reload()
                self.state.say("This is what was saved on the other terminal.")
        except VaultError as error:
            self.state.say(error.words)


def section_lines(draft: Draft) -> list[str]:
    """Every section with its number and its state."""
    return [
        f"{number}. {each.title}: {each.state_words}."
        for number, each in enumerate(interview.sections(draft.answers, draft.pathway), 1)
    ]


def _so_far(answers: Answers, draft: Draft) -> str:
    """ "So far: vulnerabilities raised." without the tiers that were left out."""
    words = status_words(answers, draft.pathway)
    first, harm = words.partition(". ")[0] + ".", "Harm today: red steps."
    return f"{first} {harm}" if harm in words else first
