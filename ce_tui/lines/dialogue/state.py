"""One person's line mode: configuration, session, open draft, place; and the places' own protocols and exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple, NoReturn, Protocol, TypeVar

from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import BY_ID, TYPED
from ce_tui.core.pathway.shape import folded
from ce_tui.core.words.plain import NAMES
from ce_tui.lines.dialogue.dialogue import CommandTyped, Dialogue, Prompt
from ce_tui.lines.dialogue.speech import CommandLine
from ce_tui.session.terminal_state import JobContext, RendererOnDemand
from ce_tui.threads import begin

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.session.draft import Draft
    from ce_tui.session.opening import Opening
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Session


class SearchResult(NamedTuple):
    """The result of a search: what is said of it, and rows to read.

    `which`: the question for one of them; what it `goes` to by the row's place, from 0. Without one the rows have the
    numbers of their list, which the question takes at which it was looked for. `names`: what a row is called beside
    its number.
    """

    said: str
    rows: Sequence[str] = ()
    which: str = ""
    goes: Callable[[int], object] = lambda _: None
    names: Sequence[str] = ()


def has_words_of(text: str, words: str) -> bool:
    """Whether a text holds all of the words, whatever their case and accents. Without words: no."""
    wanted, within = folded(words).split(), folded(text)
    return bool(wanted) and all(word in within for word in wanted)


def among(lines: Sequence[str], words: str) -> SearchResult:
    """The lines of a list that hold all of the words."""
    rows = [line for line in lines if has_words_of(line, words)]
    return SearchResult(f"{len(rows)} found." if rows else NOTHING, rows)


NOTHING = "Nothing is found here."


class GoTo(Exception):
    """Leads to a section of the open draft, and to a place in it."""

    def __init__(self, section: str, at: str = "") -> None:
        super().__init__(section)
        self.section = section
        self.at = at


class GoHome(Exception):
    """Leads Home: the draft is saved and put away."""


_EDITING = "chijmuwd["  # control characters that edit the line


def control_keys(keys: Keys) -> dict[str, str]:
    """Character to command, as the keys in force have it. Other keys than Ctrl and a letter do nothing here."""
    return {
        chr(ord(letter.upper()) - 64): typed.id
        for typed in TYPED
        if typed.id in BY_ID
        for key in keys.key_of(typed.id).split(",")
        if (letter := key.removeprefix("ctrl+")) != key
        and len(letter) == 1
        and letter.isalpha()
        and letter not in _EDITING
    }


Result = TypeVar("Result")


class Place(Protocol):
    """Where one is: what help is about, what `where`, `list` and `find` say."""

    topic: str
    """The help text's name."""

    def where(self) -> Sequence[str]:
        """The place, in sentences."""

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The place's content, with its answers."""

    def found(self, words: str) -> SearchResult:
        """Look for what holds all of the words: here, the lines of the list."""
        return among(self.listing(everything=True), words)

    def was_read_whole(self) -> None:
        """Take note that `list all` was read to its end. Most places need not."""
        return


class NamedPlace(Place):
    """A place with nothing but a name and a help text. `looked_through`: the lines that a search looks through."""

    def __init__(
        self, title: str, topic: str, looked_through: Callable[[], Sequence[str]] | None = None
    ) -> None:
        self._title = title
        self.topic = topic
        self.is_call = topic == "phone"
        self.finds = looked_through is not None
        self._looked_through = looked_through or list

    def found(self, words: str) -> SearchResult:
        """Look for the lines that hold all of the words."""
        return among(self._looked_through(), words)

    def where(self) -> Sequence[str]:
        """The place's name."""
        return [f"{self._title}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """A sentence that nothing can be listed."""
        return ["There is nothing to list here."]


class State:
    """One person's line mode, which every part of it works with."""

    def __init__(self, dialogue: Dialogue, opening: Opening) -> None:
        self.dialogue = dialogue
        self.opening = opening
        self.config = opening.config
        self.clock = opening.clock
        self.session: Session | None = None
        self.demo = False
        self.has_screen = False  # whether the full screen can be shown here
        self.places: list[Place] = []
        self.names_for_now = False  # whether children's names are shown until the list is left
        # A screening that Home opens at once, by its reference, and where in it; empty: where it was left
        self.opens_next: tuple[str, str] | None = None
        self.renderer = RendererOnDemand()
        self._trouble = ""
        self._room: str | None = None  # what was said of room on the disk; None: nothing but at the sign-in

    # What is open

    @property
    def pathways(self) -> Pathways | Editions:
        """The pathways in use, loaded when first needed. After the sign-in the store pins them."""
        return self.session.pathways if self.session else self.config.readable_pathways

    @property
    def signed_in(self) -> Session:
        """The session. Only where somebody is signed in."""
        assert self.session is not None
        return self.session

    @property
    def draft(self) -> Draft | None:
        """The open draft, if any; none while it is locked."""
        return self.session.draft if self.session is not None and not self.dialogue.locked else None

    @property
    def open_draft(self) -> Draft:
        """The open draft, for commands that need one."""
        assert self.draft is not None
        return self.draft

    @property
    def station(self) -> JobContext:
        """The session with what jobs need here. Only where somebody is signed in."""
        return JobContext(self.signed_in, self.config, self.opening.home, self.renderer)

    # Where one is

    @property
    def place(self) -> Place:
        """The place where one is."""
        return self.places[-1] if self.places else NamedPlace("CE Pathway", "keys")

    def open_from_home(self, ref: str, at: str = "") -> NoReturn:
        """Go Home, which opens a screening at once, `at` a place in it. Raises CommandTyped."""
        self.opens_next = (ref, at)
        raise CommandTyped(CommandLine("home"))

    @contextmanager
    def at(self, place: Place) -> Iterator[None]:
        """Be at a place. The list before it is left, and read anew afterwards."""
        self.names_for_now = False
        self.places.append(place)
        try:
            yield
        finally:
            self.places.pop()
            self.names_for_now = False

    @property
    def children(self) -> str:
        """How lists show children now: as account or deployment say, or by name for now."""
        from ce_tui.settings.preferences import children_by

        if self.names_for_now:
            return NAMES
        return children_by(self.signed_in.casebook, self.config.lists.children)

    # Words

    def news_of_saving(self) -> list[str]:
        """News of saving, each once: something is not saved, the disk is nearly full; and the end of either."""
        draft, casebook = self.signed_in.draft, self.signed_in.casebook
        trouble = draft.trouble if draft is not None else ""
        room = casebook.room_words
        known = room if self._room is None and room in casebook.alerts else self._room or ""
        before, self._trouble, self._room = self._trouble, trouble, room
        news = []
        if trouble != before:
            news.append(f"NOT SAVED: {trouble}" if trouble else "Everything is saved again.")
        if room != known:
            news.append(room or "There is room on the disk again.")
        return news

    def say(self, *paragraphs: str) -> None:
        """Say paragraphs."""
        self.dialogue.say(*paragraphs)

    def ask(self, asked: Prompt) -> str:
        """The answer to a question. Raises CommandTyped, ConversationEnd."""
        return self.dialogue.ask(asked)

    def patiently(self, words: str, job: Callable[[], Result]) -> Result:
        """Run a job; if it takes longer than half a second, say so in words."""
        timer = Timer(0.5, self.say, [f"{words} Please wait."])
        timer.daemon = True
        begun = begin(timer)
        try:
            return job()
        finally:
            timer.cancel()
            if begun:
                timer.join()


def leave_ended(state: State) -> None:
    """Raise GoHome if this account may not go on with the open draft. A begun line goes with it."""
    draft = state.draft
    if draft is not None and draft.ended:
        draft.leave_line(state.dialogue.console.take_begun())
        raise GoHome


@contextmanager
def may_be_left(state: State, words: str = "") -> Iterator[None]:
    """Have back leave what is asked within, and say so in words."""
    try:
        yield
    except CommandTyped as said:
        if not said.goes_back:
            raise
        state.say(words)
