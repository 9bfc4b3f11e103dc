"""Asides: commands that come back to the question, such as help, where, list and contacts; and signing out."""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.commands.table import BY_ID, TYPED, TypedCommand
from ce_tui.core.pathway.document.help_texts import help_lines
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.plain import NAMES, hidden_words, not_hidden_words, shown_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import ConversationEnd, Prompt, SwitchToScreen
from ce_tui.lines.dialogue.speech import LITERALLY, CommandLine
from ce_tui.lines.dialogue.state import State
from ce_tui.terminal import character_set


class ReturningCommands:
    """The commands that come back to the question, and those that end the session."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._refused_to_leave = False
        self._told: Prompt | None = None  # the question at which the words were said, or asked for, last
        self._at_question: dict[str, Callable[[CommandLine, Prompt], None]] = {
            "hint": self._hint,
            "list": self._list,
            "find": self._find,
            "home.names": self._names,
        }
        self.elsewhere: dict[str, Callable[[], None]] = {
            "help": self._help,
            "where": lambda: state.say(*state.place.where()),
            "contacts": self._contacts,
            "guidance": self._guidance,
            "ascii": self._ascii,
        }
        self._leaves: dict[str, Callable[[], None]] = {"screen": self._screen, "quit": self._quit}

    def do(self, wish: CommandLine, asked: Prompt) -> bool:
        """Do a command. False: it does not come back, and leads elsewhere."""
        if wish.id != "quit":
            self._refused_to_leave = False
        if wish.id in self._at_question:
            self._at_question[wish.id](wish, asked)
        elif alone := self.elsewhere.get(wish.id) or self._leaves.get(wish.id):
            alone()
        else:
            return False
        return True

    def comes_back(self, command: str) -> bool:
        """Whether a command comes back to the question that it was typed at."""
        return command == "lock" or command in self._at_question or command in self.elsewhere

    # Help

    def _hint(self, _wish: CommandLine, asked: Prompt) -> None:
        """Say what the question expects; the words that can be typed only once, and on asking twice."""
        self._state.say(*asked.hint)
        told, self._told = self._told, asked
        if told is not None and told is not asked:
            self._state.say("help says what else can be typed, and so does ? once more.")
            return
        literally = "" if asked.secret else f" To give one as an answer, type {LITERALLY} before it."
        words = [each.typed[0] for each in self.offered(in_text=asked.text and not asked.secret)]
        self._state.say(f"At any question: {', '.join(words)}.{literally} help says what each does.")

    def _help(self) -> None:
        words = [f"{' or '.join(each.typed)}: {command_words(each)}." for each in self.offered()]
        draft = self._state.draft
        pathway = draft.pathway if draft is not None else self._state.pathways.at_hand
        lines = help_lines(self._state.place.topic, pathway)
        asking.read_out(self._state, [*lines, "What can be typed in place of an answer:", *words])

    def offered(self, *, in_text: bool = False) -> list[TypedCommand]:
        """The commands that work here and now."""
        state, draft = self._state, self._state.draft
        signed_in = state.session is not None and not state.dialogue.locked
        # Only what is just shown here, or has words that wait for what becomes of them, can be taken over.
        no_draft_to_take = draft is None or not (draft.view_only or draft.conflict)
        lists_names = draft is None and state.place.topic in ("home", "due")
        unfit = {
            "take_over": no_draft_to_take,
            "screen": state.dialogue.locked,
            "home.names": not lists_names,
        }
        return [
            each
            for each in TYPED
            if (each.in_text or not in_text)
            and (signed_in or not each.needs_sign_in)
            and (draft is not None or not each.needs_draft)
            and not unfit.get(each.id)
            and (not each.roles or (signed_in and state.signed_in.casebook.has_role(*each.roles)))
        ]

    # Where one is

    def _list(self, wish: CommandLine, asked: Prompt) -> None:
        everything = wish.more.casefold() in ("all", "everything")
        place = self._state.place
        if asking.read_listing(self._state, asked, place.listing(everything=everything)) and everything:
            place.was_read_whole()

    def _find(self, wish: CommandLine, asked: Prompt) -> None:
        from ce_tui.lines.home.finding import find

        find(self._state, wish.more, asked)

    def _names(self, _wish: CommandLine, asked: Prompt) -> None:
        """Show the names of children for now, and read the list; once more hides them."""
        state = self._state
        if state.names_for_now:
            state.names_for_now = False
            state.say(hidden_words("names"))
        elif state.children == NAMES:
            state.say(not_hidden_words("account"))
        else:
            state.names_for_now = True
            asking.read_listing(state, asked, [shown_words("names"), *state.place.listing(everything=True)])

    # Open to everyone

    def _contacts(self) -> None:
        from ce_tui.lines.reading import contacts

        contacts(self._state)

    def _guidance(self) -> None:
        from ce_tui.lines.reading import guidance

        guidance(self._state)

    # Settings

    def _ascii(self) -> None:
        state = self._state
        if state.dialogue.console.encoding == character_set.ASCII:
            state.say("ASCII alone is written to this terminal: the command ce-tui doctor says why.")
            return
        state.dialogue.ascii_only = not state.dialogue.ascii_only
        now = "on" if state.dialogue.ascii_only else ""
        state.say(f"ASCII alone: {now or 'off'}.")
        if state.session is not None:
            from ce_tui.session.jobs.accounts import keep_for_next_time
            from ce_tui.settings.preferences import ASCII

            state.say(keep_for_next_time(state.session, ASCII, now))

    # Leaving

    def _screen(self) -> None:
        """Go on on the full screen, with whoever is signed in. Who had chosen the line mode has chosen the screen."""
        from ce_tui.settings.preferences import DISPLAY, LINES

        state = self._state
        if not state.has_screen:
            state.say("There is no full screen here: it takes a terminal that can move its cursor.")
            return
        if (session := state.session) is not None:
            try:
                if DISPLAY.of(session.casebook) == LINES:
                    DISPLAY.keep(session.casebook, "")
                state.say(session.close_draft_at_the_end())
            except VaultError as error:
                state.say(error.words)
                return
        raise SwitchToScreen

    def _quit(self) -> None:
        """End without a question, since all is saved. What cannot be saved or kept holds it up, once."""
        held_up = [] if self._refused_to_leave else self._lost_by_leaving()
        if not held_up:
            raise ConversationEnd
        self._refused_to_leave = True
        self._state.say(*held_up, "quit once more leaves without it.")

    def _lost_by_leaving(self) -> list[str]:
        session = self._state.session
        if session is None:
            return []
        draft = session.draft
        locked = self._state.dialogue.locked  # then whoever ends it may be somebody else
        goes = [] if locked else session.lost_with_the_store
        if draft is not None and draft.editable and not draft.flush() and not goes:
            return [f"Not signed out: {draft.trouble} What you answered is still here."]
        if locked:
            return []
        from ce_tui.session.reviewing import lost_words

        return [*goes, *(row.strip() for row in lost_words(session.casebook))]


def command_words(command: TypedCommand) -> str:
    """The words for what a command does."""
    return command.words or BY_ID[command.id].words
