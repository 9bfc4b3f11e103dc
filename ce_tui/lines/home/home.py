"""Home: drafts and completed screenings, search, a new one; and the walk through the sections of an open one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import due_words
from ce_tui.core.words.plain import NAMES, hidden_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import CommandTyped, Prompt
from ce_tui.lines.dialogue.speech import is_number, numbered, reference_of, sentence
from ce_tui.lines.dialogue.state import GoHome, GoTo, Place, SearchResult, State
from ce_tui.lines.home.finding import section_of
from ce_tui.lines.home.navigation import Navigation, by_today_words
from ce_tui.lines.screening import result_lines
from ce_tui.lines.screening.recording import RECORD
from ce_tui.lines.screening.section import LAST, STAYED, TO_KEEPING, SectionAsker, opened_words, tier_words
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import UnrecordedAction, unrecorded
from ce_tui.session.home_list import FOUND_IN, DueLists, following, in_order, of_others, said_of, to_know
from ce_tui.session.jobs.opening import begin_screening, discard_draft, open_screening

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.due import FollowUp
    from ce_tui.core.vault.casebook.index import Summary


class SectionWalk(msgspec.Struct):
    """Walks through the sections of the open draft, as commands lead."""

    _state: State
    _navigation: Navigation
    _before_notes: tuple[str, str] | None = None
    _stays: bool = False  # whether the last command led nowhere

    def run(self, section: str, at: str = "") -> None:
        """Ask from a section on. Ends when one goes Home."""
        section = section if section in SECTIONS else SECTIONS[0]
        announced = ""
        while True:
            here = section_of(self._state, section)
            here.stays, self._stays = self._stays, False
            if section != announced:
                self._state.say(here.heading(at))
            announced = section
            try:
                with self._state.at(here):
                    here.run(at)
                if section == SECTIONS[-1]:
                    return
                section, at = self._after(section)
                announced = ""
            except GoHome:
                return
            except GoTo as to:
                section, at = to.section, to.at
            except CommandTyped as said:
                found = self._moved(said, section)
                if found is None:
                    return
                section, at = found

    def _after(self, section: str) -> tuple[str, str]:
        """The place after a section that is done; after the notes it is the one before them."""
        if section == "notes" and self._before_notes is not None:
            back, self._before_notes = self._before_notes, None
            return back
        return SECTIONS[SECTIONS.index(section) + 1], ""

    def _moved(self, said: CommandTyped, section: str) -> tuple[str, str] | None:
        """The place that a command leads to; None: Home."""
        number = SECTIONS.index(section)
        draft = self._state.draft
        kept, _, here = draft.place.partition(":") if draft is not None else ("", "", "")
        here = here if kept == section else ""
        if said.wish.id in ("back", "section.back"):
            if number:
                return SECTIONS[number - 1], LAST if said.wish.id == "back" else ""
            self._state.say("This is the first question.")
        elif said.wish.id in ("skip", "section.next"):
            if number + 1 < len(SECTIONS):
                return SECTIONS[number + 1], ""
            self._state.say("This is the last section. Enter goes Home.")
        elif said.wish.id == "notes" and section == "notes":
            return self._after(section)
        else:
            try:
                self._navigation.follow(said.wish)
            except GoHome:
                return None
            except GoTo as to:
                if to.section == "notes":
                    self._before_notes = (section, here)
                return to.section, to.at
            except CommandTyped as other:  # a second command, typed at a question of the first
                return self._moved(other, section) if other.wish != said.wish else (section, here)
        self._stays = True
        # One is still there: a section that reads something first has read it.
        return section, STAYED if section in ("notes", "result", "review") else here


_RECORD = "record"


class HomePlace(Place):
    """Home's list. Numbers that were heard open their screenings until it is heard again."""

    topic = "home"
    _all: Sequence[Summary] = ()
    _shown: Sequence[Summary] = ()  # all, or what was found
    _numbered: Sequence[str] = ()  # the references in the order in which they were last read out
    _following = DueLists()
    _marked = ""
    _due = 0
    _begun: Sequence[UnrecordedAction] = ()
    _was_in_one = False  # from the first on Enter reads the list: it leads back into none

    def __init__(self, state: State, navigation: Navigation) -> None:
        self._state = state
        self._navigation = navigation

    def run(self) -> None:
        """Ask what next, for ever. Raises ConversationEnd."""
        state = self._state
        with state.at(self):
            told: list[str] = []
            while True:
                self._load()
                wanted, state.opens_next = state.opens_next, None
                if wanted and self._open(*wanted):
                    continue
                due = by_today_words(self._following, state)
                first = [self._begun_words(), f"{due} Type due to hear it." if due else ""]
                state.say(*(words for words in first if words not in told))
                told = first
                state.say(f"Home. {self._counted()}")
                self._ask_on()

    def _ask_on(self) -> None:
        """Ask until a screening was opened and left again."""
        while True:
            try:
                if self._replied(self._state.ask(self._asked()).strip()):
                    return
            except CommandTyped as said:
                if self._followed(said):
                    return

    def _followed(self, said: CommandTyped) -> bool:
        """A command that leads elsewhere from here. Whether Home begins anew."""
        if self._state.opens_next:
            return True
        if said.goes_back or said.wish.id == "home":  # the search's list is left, and names are hidden again
            self._state.names_for_now = False
            self._shown = self._all
            self._state.say(f"This is Home. {self._counted()}")
            return False
        try:
            self._navigation.follow(said.wish)
        except GoHome:
            return True
        except CommandTyped as other:
            return other.wish != said.wish and self._followed(other)
        return False

    # The list

    def _load(self) -> None:
        casebook = self._state.signed_in.casebook
        self._following = DueLists()
        try:
            found = self._state.patiently("Reading your screenings.", casebook.index.all)
        except VaultError as error:
            self._all = self._shown = self._begun = ()
            self._state.say(error.words)
            return
        try:
            self._following = following(casebook, found)
            self._marked, self._due = to_know(casebook)
            self._begun = unrecorded(casebook, found)
        except VaultError as error:
            self._state.say(error.words)
        self._all = self._shown = in_order(found, self._following)

    def _counted(self) -> str:
        """How many screenings there are, and what is to be known of them."""
        roles = self._state.signed_in.casebook.account.roles
        mine = [each for each in self._all if each.mine]
        drafts = sum(each.state != "completed" for each in mine)
        others = len(self._all) - len(mine)
        said = []
        if "practitioner" in roles:
            said.append(f"{counted(drafts, 'draft').capitalize()}, {len(mine) - drafts or 'none'} completed")
        if "lead" in roles and others:
            said.append(f"Others in the hub: {others}")
        if self._due:
            said.append(f"Due for your decision on keeping: {self._due}")
        return sentence(*said, self._marked) or "Your roles read no screenings."

    def _begun_words(self) -> str:
        """The last action that was begun and not recorded yet, and how many more there are; empty: none is."""
        if not self._begun:
            return ""
        more = len(self._begun) - 1
        first = self._begun[0].words(self._state.clock(), _RECORD)
        return sentence(first, f"{more} more after that" if more else "")

    def where(self) -> Sequence[str]:
        """Say that this is Home, how much there is, and who is signed in."""
        account = self._state.signed_in.casebook.account
        return [f"Home. {self._counted()} You are {account.name}: {', '.join(account.roles)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the screenings with their numbers, drafts first."""
        found = None if self._shown is self._all else self._shown
        self._load()
        if found is not None:  # none of those found is listed that is not seen any more
            now = {each.ref: each for each in self._all}
            self._shown = [
                msgspec.structs.replace(now[each.ref], excerpt=each.excerpt if now[each.ref].mine else "")
                for each in found
                if each.ref in now
            ]
        self._numbered = [each.ref for each in self._shown]
        if not self._shown:
            return ["No screenings yet. new begins the first one."]
        by, due = self._state.children, self._following.by_screening(self._state.clock())
        lines = numbered(self._line(each, by, due.get(each.ref, ())) for each in self._shown)
        return lines if by == NAMES else [*lines, hidden_words("names")]

    def _line(self, summary: Summary, by: str, due: Sequence[FollowUp]) -> str:
        """A screening, and what is due about it by today; `by`: how children are shown."""
        # What it was found by may be a name, too.
        found = f"{FOUND_IN}{summary.excerpt}" if summary.excerpt and by == NAMES else ""
        naming, now = self._state.pathways.naming, self._state.clock()
        # That nobody was phoned yet is said once.
        said = said_of(summary, naming, by, with_not_done=not any(each.lacks for each in due))
        return sentence(said, *(due_words(each, now) for each in due), found)

    # Replies

    def _asked(self) -> Prompt:
        default = self._default()
        return Prompt(
            words=f"{'new, ' if self._begins else ''}list, find, or a number? [{default}]",
            again=f"What next? [{default}]",
            hint=[
                "new begins a screening. list: all of them with their numbers. A number or a reference opens one. find "
                "and words: searches names, references and notes. discard and a number: throws away a draft of your "
                f"own that is empty, after a question. Enter: {default}.",
            ],
            numbered=True,
            answers=[_RECORD] if self._begun else (),
        )

    def _default(self) -> str:
        """What Enter does: opens one's first draft. Whoever left a screening with Enter is led back into none."""
        if self._was_in_one:
            return "list"
        first = next((each for each in self._shown if each.mine and each.state != "completed"), None)
        return f"open {first.ref}" if first is not None else "new" if self._begins else "list"

    @property
    def _begins(self) -> bool:
        """Whether this account begins screenings."""
        return self._state.signed_in.casebook.has_role("practitioner")

    def _replied(self, line: str) -> bool:
        """Take a reply. Whether a screening was opened and left again."""
        line = line or self._default()
        word, _, words = line.partition(" ")
        if line.casefold() == "new":
            return self._new()
        if line == "list":
            picked = asking.read_list(self._state, self.listing(everything=True))
            return bool(picked) and self._replied(picked)
        if word.casefold() == "open" and words:
            line = words.strip()
        if self._begun and line.casefold() in (_RECORD, BY_ID[RECORD].key):
            return self._open(self._begun[0].ref, f"review:{RECORD}")
        if word.casefold() == "discard":
            return self._discard(words.strip())
        ref = self._reference(line)
        return ref is not None and self._open(ref)

    def _reference(self, line: str) -> str | None:
        """The reference of the screening that a line means; None: it means none, and that was said."""
        ref = reference_of(line, self._numbered or [each.ref for each in self._shown])
        if ref is None and is_number(line):
            self._state.say(f"There is no number {line[:8]}. list says the numbers.")
        elif ref is None:
            self._state.say("Type new, list, find and words, a number, or a reference.")
        return ref

    def _discard(self, which: str) -> bool:
        """Throw an empty draft away. Whether it was: Home begins anew, for the list is another."""
        if not which:
            self._state.say("Type discard and a number, or a reference. list says the numbers.")
            return False
        ref = self._reference(which)
        if ref is None:
            return False
        result = at_once(discard_draft(SectionAsker(self._state), self._state.station, ref, TO_KEEPING))
        self._state.say(result.words)
        return result.done

    def found(self, words: str) -> SearchResult:
        """Look for the screenings that hold all of the words: they are the list until it is left."""
        state = self._state
        try:
            found = state.patiently("Searching.", lambda: state.signed_in.casebook.index.search(words))
        except VaultError as error:
            return SearchResult(error.words)
        self._load()  # whose they are, and what this account may see, may be another than when it came Home
        others = of_others(self._all, words, state.pathways.naming)
        found = in_order([*found, *others], self._following)
        self._shown = found or self._all
        said = f"{counted(len(found), 'screening').capitalize()} found."
        return SearchResult(said, self.listing(everything=True) if found else ())

    # Opening and beginning

    def _open(self, ref: str, at: str = "") -> bool:
        """Open a screening where it was left, or `at` a section and a place in it. Whether it was opened."""
        try:
            opened = at_once(open_screening(SectionAsker(self._state), self._state.station, ref))
        except GoHome:  # it was passed on while it was opened
            self._state.say(self._state.signed_in.close_draft())
            return True
        draft = opened.draft
        if draft is None:
            self._state.say(opened.words)
            return False
        self._state.say(sentence(opened_words(draft), draft.view_only, opened.words, tier_words(draft)))
        section, _, place = at.partition(":") if at else (opened.section, "", opened.at)
        if (at and place) or section not in ("result", "review"):  # these begin with it themselves
            self._state.say(*result_lines.leading(draft))
        self._walk(section, place)
        return True

    def _new(self) -> bool:
        begun = at_once(begin_screening(SectionAsker(self._state), self._state.station))
        if begun.draft is None:
            self._state.say(begun.words)
            return False
        self._state.say(
            f"Begun: {begun.draft.screening.ref}. Everything is saved as you answer.", begun.words
        )
        self._walk(begun.section, "")
        return True

    def _walk(self, section: str, at: str) -> None:
        """Walk through the open draft, and put it away once all of it is saved."""
        self._was_in_one = True
        session = self._state.signed_in
        walk = SectionWalk(self._state, self._navigation)
        while (draft := session.draft) is not None:
            walk.run(section, at)
            try:
                self._state.say(session.close_draft())
            except VaultError as error:
                self._state.say(error.words)
                section, _, at = draft.place.partition(":")
