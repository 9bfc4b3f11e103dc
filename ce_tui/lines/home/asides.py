"""What is done on the way and comes back to the question: help, where, list, contacts, guidance; and signing out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.commands.table import BY_ID
from ce_tui.commands.vocabulary import TYPED, TypedCommand
from ce_tui.core.pathway.document.help_texts import help_lines
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.plain import NAMES, hidden_words, not_hidden_words, shown_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Leave, ToScreen
from ce_tui.lines.dialogue.speech import LITERALLY, Wish
from ce_tui.lines.dialogue.state import ReadWhole, State
from ce_tui.terminal import character_set

if TYPE_CHECKING:
    from ce_tui.session.draft import Draft

_ASCII_ANYWAY = "ASCII alone is written to this terminal: the command ce-tui doctor says why."
_NO_SCREEN = "There is no full screen here: it takes a terminal that can move its cursor."
_LISTS = ("home", "due")  # where children are listed


class Asides:
    """See the module."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._refused_to_leave = False
        self._told: Asked | None = None  # the question at which the words were said, or asked for, last
        self.elsewhere: dict[str, Callable[[], None]] = {}  # what comes back to the question, too
        self._does: dict[str, Callable[[Wish, Asked], None]] = {
            "hint": self._hint,
            "help": self._help,
            "where": self._where,
            "list": self._list,
            "find": self._find,
            "contacts": self._contacts,
            "guidance": self._guidance,
            "ascii": self._ascii,
            "home.names": self._names,
            "screen": self._screen,
            "quit": self._quit,
        }

    def do(self, wish: Wish, asked: Asked) -> bool:
        """Do it. False: it is no aside, and leads elsewhere."""
        if wish.id != "quit":
            self._refused_to_leave = False
        if wish.id in self._does:
            self._does[wish.id](wish, asked)
        elif wish.id in self.elsewhere:
            self.elsewhere[wish.id]()
        else:
            return False
        return True

    def comes_back(self, id: str) -> bool:
        """Whether a command comes back to the question that it was typed at."""
        return id == "lock" or (id not in ("quit", "screen") and id in self._does) or id in self.elsewhere

    # Help

    def _hint(self, _wish: Wish, asked: Asked) -> None:
        """What the question expects; the words that can be typed only once, and on asking twice."""
        self._state.say(*asked.hint)
        told, self._told = self._told, asked
        if told is not None and told is not asked:
            self._state.say("help says what else can be typed, and so does ? once more.")
            return
        literally = "" if asked.secret else f" To give one as an answer, type {LITERALLY} before it."
        words = [each.typed[0] for each in self.offered(in_text=asked.text and not asked.secret)]
        self._state.say(f"At any question: {', '.join(words)}.{literally} help says what each does.")

    def _help(self, _wish: Wish, _asked: Asked) -> None:
        words = [f"{' or '.join(each.typed)}: {say(each)}." for each in self.offered()]
        draft = self._state.draft
        pathway = draft.pathway if draft is not None else self._state.pathways.at_hand
        lines = [line for line in help_lines(self._state.place.topic, pathway) if line]
        asking.read_out(self._state.dialogue, [*lines, "What can be typed in place of an answer:", *words])

    def offered(self, *, in_text: bool = False) -> list[TypedCommand]:
        """The commands that work here and now."""
        state = self._state
        signed_in = state.session is not None and not state.dialogue.locked
        return [
            each
            for each in TYPED
            if (each.in_text or not in_text)
            and (signed_in or not each.needs_sign_in)
            and (state.draft is not None or not each.needs_draft)
            and (each.id != "take_over" or (state.draft is not None and _can_be_had_back(state.draft)))
            and (each.id != "screen" or not state.dialogue.locked)
            and (each.id != "home.names" or (state.draft is None and state.place.topic in _LISTS))
            and (not each.roles or (signed_in and state.signed_in.casebook.has_role(*each.roles)))
        ]

    # Where one is

    def _where(self, _wish: Wish, _asked: Asked) -> None:
        self._state.say(*self._state.place.where())

    def _list(self, wish: Wish, asked: Asked) -> None:
        everything = wish.more.casefold() in ("all", "everything")
        place = self._state.place
        to_its_end = self._read(place.listing(everything=everything), asked)
        if to_its_end and everything and isinstance(place, ReadWhole):
            place.was_read_whole()

    def _find(self, wish: Wish, asked: Asked) -> None:
        from ce_tui.lines.home.finding import find

        find(self._state, wish.more, asked)

    def _read(self, paragraphs: Sequence[str], asked: Asked) -> bool:
        """Read a list; whether to its end. Where a number of it is asked for, what is typed meanwhile answers that."""
        dialogue = self._state.dialogue
        if not asked.numbered:
            return asking.read_out(dialogue, paragraphs)
        dialogue.answered = asking.read_list(dialogue, paragraphs)
        return not dialogue.answered

    def _names(self, _wish: Wish, asked: Asked) -> None:
        """Show the names of children for now, and read the list; once more hides them."""
        state = self._state
        if state.names_for_now:
            state.names_for_now = False
            state.say(hidden_words("names"))
        elif state.children == NAMES:
            state.say(not_hidden_words("account"))
        else:
            state.names_for_now = True
            self._read([shown_words("names"), *state.place.listing(everything=True)], asked)

    # Open to everyone

    def _contacts(self, _wish: Wish, _asked: Asked) -> None:
        from ce_tui.lines.reading import contacts

        contacts(self._state)

    def _guidance(self, _wish: Wish, _asked: Asked) -> None:
        from ce_tui.lines.reading import guidance

        guidance(self._state)

    # Settings

    def _ascii(self, _wish: Wish, _asked: Asked) -> None:
        state = self._state
        if state.dialogue.console.encoding == character_set.ASCII:
            state.say(_ASCII_ANYWAY)
            return
        state.dialogue.ascii_only = not state.dialogue.ascii_only
        state.say(f"ASCII alone: {'on' if state.dialogue.ascii_only else 'off'}.")
        if state.session is not None:
            from ce_tui.session.jobs.accounts import keep_for_next_time
            from ce_tui.settings.preferences import ASCII

            state.say(keep_for_next_time(state.session, ASCII, "on" if state.dialogue.ascii_only else ""))

    # Leaving

    def _screen(self, _wish: Wish, _asked: Asked) -> None:
        """To the full screen, with whoever is signed in; who had chosen the line mode has chosen the screen now."""
        from ce_tui.settings.preferences import DISPLAY, LINES

        state = self._state
        if not state.has_screen:
            state.say(_NO_SCREEN)
            return
        if (session := state.session) is not None:
            try:
                if DISPLAY.of(session.casebook) == LINES:
                    DISPLAY.keep(session.casebook, "")
                state.say(session.close_draft_at_the_end())
            except VaultError as error:
                state.say(error.words)
                return
        raise ToScreen

    def _quit(self, _wish: Wish, _asked: Asked) -> None:
        """All is saved, so nothing is asked; only what cannot be saved or kept holds it up, once."""
        held_up = [] if self._refused_to_leave else self._lost_by_leaving()
        if not held_up:
            raise Leave
        self._refused_to_leave = True
        self._state.say(*held_up, "quit once more leaves without it.")

    def _lost_by_leaving(self) -> list[str]:
        session = self._state.session
        if session is None:
            return []
        draft, locked = (
            session.draft,
            self._state.dialogue.locked,
        )  # then whoever ends it may be somebody else
        is_saved = draft is None or not draft.editable or draft.flush()
        goes = [] if locked else session.lost_with_the_store
        if draft is not None and not is_saved and not goes:
            return [f"Not signed out: {draft.trouble} What you answered is still here."]
        if locked:
            return []
        from ce_tui.session.jobs.completing import lost_words

        return [*goes, *(row.strip() for row in lost_words(session.casebook))]


def _can_be_had_back(draft: Draft) -> bool:
    """Whether it is only shown here, or words in it wait for what becomes of them."""
    return bool(draft.view_only or draft.conflict)


def say(command: TypedCommand) -> str:
    """What a command does, in words."""
    return command.words or BY_ID[command.id].words
