"""Known here already: the screenings that may be of the same child, with the reasons; a number opens one."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.casebook.children import ChildrenFound
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.matching import NOTHING_FOUND
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import Wish, reference_of
from ce_tui.lines.office.room import stay
from ce_tui.session.draft import Draft
from ce_tui.session.known import LOOKING, is_enough, look, person_of
from ce_tui.session.words.known import ASK, TOO_LITTLE, listed, of_others


def known(state: State) -> None:
    """Read them out, and ask which one to open. Raises Said, Leave."""
    draft = state.draft
    if draft is None:
        return
    if not is_enough(person_of(draft)):
        state.say(TOO_LITTLE)
        return
    room = KnownRoom(state, draft)
    try:
        room.load()
    except VaultError as error:
        state.say(error.words)
        return
    asking.read_out(state.dialogue, room.listing(everything=True))
    if room.refs:
        stay(state, room)


class KnownRoom:
    """The numbers open what they were said of."""

    topic = "known"

    def __init__(self, state: State, draft: Draft) -> None:
        self._state = state
        self._draft = draft
        self._found: ChildrenFound | None = None

    @property
    def refs(self) -> list[str]:
        """What the numbers stand for."""
        hits = self._found.hits if self._found else ()
        return [each.ref for hit in hits for each in hit.screenings]

    def load(self) -> None:
        """Look once: the numbers stay what they were. Raises VaultError."""
        if self._found is None:
            self._found = self._state.patiently(LOOKING, lambda: look(self._draft))

    def asked(self) -> Asked:
        """A number."""
        return Asked(
            words="A number to open it? [back]",
            hint=["A number, or a reference: opens it. list reads them again. Enter goes back."],
        )

    def do(self, line: str) -> None:
        """Open a screening by way of Home. Raises Said."""
        ref = reference_of(line, self.refs)
        if ref is None:
            self._state.say("Type a number from the list, or a reference.")
            return
        self._state.opens_next = ref
        raise Said(Wish("home"))

    def where(self) -> Sequence[str]:
        """What is known of the hub's others."""
        ref = self._draft.screening.ref
        return [words] if self._found and (words := of_others(self._found, ref)) else []

    def listing(self, *, everything: bool) -> Sequence[str]:
        """All of them, whatever is asked for."""
        if self._found is None:
            return []
        state = self._state
        said = [
            f"{each.ref}: {listed(hit, each, state.pathways.naming, state.children)}."
            for hit in self._found.hits
            for each in hit.screenings
        ]
        lines = [f"{number}. {words}" for number, words in enumerate(said, 1)]
        return [*self.where(), *(lines or [NOTHING_FOUND]), *([ASK] if lines else [])]
