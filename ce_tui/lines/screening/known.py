"""Known here already: the screenings that are, or may be, of the same child. A number says which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ce_tui.core.vault.casebook.index import ChildrenFound
from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import Wish, reference_of
from ce_tui.lines.office.room import NOTHING_CHANGED, stay
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.session.asker import at_once
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.pairing import ACTS, OPEN, about
from ce_tui.session.known import LOOKING, is_enough, look, person_of
from ce_tui.session.words.known import KnownRow, first_lines, last_lines, rows

_WITH_WORD = re.compile(rf"(?:({'|'.join([OPEN.id, *ACTS])}) )?(.+)", re.IGNORECASE)
_NEITHER = "Type a number from the list, or a reference."


def known(state: State) -> None:
    """Read them out, and ask what to do with one. Raises Said, Leave."""
    draft = state.draft
    if draft is None:
        return
    room = KnownRoom(state, draft)
    try:
        room.load()
    except VaultError as error:
        state.say(error.words)
        return
    with state.at(room):  # a list that is asked for at a pause is this one
        picked = asking.read_list(state.dialogue, room.lines())
    if room.rows:
        stay(state, room, picked)


class KnownRoom:
    """The numbers stand for what they were said of, until the list is read again."""

    topic = "known"

    def __init__(self, state: State, draft: Draft) -> None:
        self._state = state
        self._draft = draft
        self._found: ChildrenFound | None = None

    @property
    def rows(self) -> list[KnownRow]:
        """What the numbers stand for."""
        if self._found is None:
            return []
        return rows(self._found, self._state.pathways.naming, self._state.children)

    def load(self) -> None:
        """Look, unless it was looked already. Raises VaultError."""
        if self._found is None:
            self._found = self._state.patiently(LOOKING, lambda: look(self._draft))

    def asked(self) -> Asked:
        """A number."""
        return Asked(
            words="A number, to open it or to say whether it is the same child? [back]",
            hint=[
                "A number, or a reference: asks what to do with it.",
                "At once: open, same, not same or take back, and a number.",
                "list looks again, and reads them. Enter goes back.",
            ],
            numbered=True,
        )

    # Replies

    def do(self, line: str) -> None:
        """Ask what to do with one, or do what was typed with its number. Raises Said."""
        typed = _WITH_WORD.fullmatch(" ".join(line.split()))
        listed = self.rows
        ref = reference_of(typed[2], [row.ref for row in listed]) if typed else None
        if typed is None or ref is None:
            self._state.say(_NEITHER)
            return
        word = (typed[1] or "").casefold()
        if word == OPEN.id:
            self._open(ref)
        elif word in ACTS:
            result = at_once(ACTS[word](SectionAsker(self._state), self._draft, ref))
            self._tell(result.words, done=result.done)
        else:
            self._ask(next((row for row in listed if row.ref == ref), KnownRow(ref, "")))

    def _ask(self, row: KnownRow) -> None:
        """What to do with one. Raises Said, where it is to be opened."""
        found = self._found or ChildrenFound()
        came = at_once(about(SectionAsker(self._state), self._draft, found, row))
        if came.opens:
            self._open(row.ref)
        self._tell(came.words, done=came.done)

    def _open(self, ref: str) -> None:
        """By way of Home. Raises Said."""
        self._state.opens_next = ref
        raise Said(Wish("home"))

    def _tell(self, words: str, *, done: bool) -> None:
        """What came of it; the list, where it is another by now."""
        self._state.say(words or NOTHING_CHANGED)
        if done:
            asking.read_out(self._state.dialogue, self.listing(everything=True))

    # Where one is

    def where(self) -> Sequence[str]:
        """What is known of the hub's others."""
        return self._first(self._found) if self._found else []

    def listing(self, *, everything: bool) -> Sequence[str]:
        """All of them as they are now, whatever is asked for."""
        self._found = None
        try:
            self.load()
        except VaultError as error:
            return [error.words]
        return self.lines()

    def lines(self) -> list[str]:
        """All of them, as they were found; the numbers stand for these."""
        if self._found is None:
            return []
        numbered = [sentence(f"{number}. {row.ref}: {row.words}") for number, row in enumerate(self.rows, 1)]
        return [*self._first(self._found), *numbered, *last_lines(self._found, looked=self._looked)]

    def _first(self, found: ChildrenFound) -> list[str]:
        return first_lines(found, self._draft.screening.ref, looked=self._looked)

    @property
    def _looked(self) -> bool:
        """Whether enough is typed to look."""
        return is_enough(person_of(self._draft))
