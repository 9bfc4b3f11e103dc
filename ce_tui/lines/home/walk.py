"""The walk through the open draft, section by section, until one goes Home."""

from __future__ import annotations

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.leading import GoHome, GoTo
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.home.going import Going
from ce_tui.lines.home.sections import section_of
from ce_tui.lines.screening.section import LAST, STAYED


class SectionWalk:
    """Where one is in the draft, and how one gets on."""

    def __init__(self, state: State, going: Going) -> None:
        self._state = state
        self._going = going
        self._before_notes: tuple[str, str] | None = None
        self._stays = False  # whether the last command led nowhere

    def run(self, section: str, at: str = "") -> None:
        """Ask from a section on. Ends when one goes Home."""
        section = section if section in SECTIONS else SECTIONS[0]
        announce = True
        while True:
            here = section_of(self._state, section)
            here.stays, self._stays = self._stays, False
            if announce:
                self._state.say(here.heading(at))
            try:
                with self._state.at(here):
                    here.run(at)
                if section == SECTIONS[-1]:
                    return
                section, at, announce = self._after(section)
            except GoHome:
                return
            except GoTo as to:
                section, at, announce = to.section, to.at, to.section != section
            except Said as said:
                found = self._moved(said, section)
                if found is None:
                    return
                announce = found[0] != section
                section, at = found

    def _after(self, section: str) -> tuple[str, str, bool]:
        """What follows a section that is done; after the notes it goes on where one was before them."""
        if section == "notes" and self._before_notes is not None:
            (back, at), self._before_notes = self._before_notes, None
            return back, at, True
        return SECTIONS[SECTIONS.index(section) + 1], "", True

    def _moved(self, said: Said, section: str) -> tuple[str, str] | None:
        """Where a command leads; None: Home."""
        number = SECTIONS.index(section)
        here = self._here(section)
        if said.wish.id in ("back", "section.back"):
            if number:
                return SECTIONS[number - 1], LAST if said.wish.id == "back" else ""
            self._state.say("This is the first question.")
            return section, self._stayed(section, here)
        if said.wish.id in ("skip", "section.next"):
            if number + 1 < len(SECTIONS):
                return SECTIONS[number + 1], ""
            self._state.say("This is the last section. Enter goes Home.")
            return section, self._stayed(section, here)
        if said.wish.id == "notes" and section == "notes":
            section, at, _ = self._after(section)
            return section, at
        try:
            self._going.follow(said.wish)
        except GoHome:
            return None
        except GoTo as to:
            if to.section == "notes":
                self._before_notes = (section, here)
            return to.section, to.at
        except Said as other:  # a second command, typed at a question of the first
            return self._moved(other, section) if other.wish != said.wish else (section, here)
        return section, self._stayed(section, here)

    def _stayed(self, section: str, here: str) -> str:
        """The place of whoever is still where they were: of a section that reads something first, that it was read."""
        self._stays = True
        return STAYED if section in ("notes", "result", "review") else here

    def _here(self, section: str) -> str:
        """The place within the section, as the draft remembers it."""
        draft = self._state.draft
        kept, _, at = draft.place.partition(":") if draft is not None else ("", "", "")
        return at if kept == section else ""
