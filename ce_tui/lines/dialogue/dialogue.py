"""One question at a time: asks, hears, and does on the way what is no answer. Holds the idle lock. Knows no case."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from ce_tui.commands.table import TYPED, TypedCommand
from ce_tui.core.words.plain import say_seconds
from ce_tui.lines.dialogue import speech
from ce_tui.lines.dialogue.speech import printable, wrapped
from ce_tui.lines.dialogue.terminal import Event, Terminal
from ce_tui.session.terminal_state import IdleWatch, SessionExit, Stage
from ce_tui.terminal.character_set import LACKING

TICK = 5.0  # seconds between two looks at what happens without a key: saving again, being asked out
STOP = "stop"
_ANSWER = 12  # cells that a question leaves for its answer, where rows are wide enough


class ConversationEnd(Exception):
    """The conversation ends: `code` is the exit code. Everything is saved on the way out.

    `departure`: how, if somebody else is to sign in then; its words are those of the end.
    """

    def __init__(self, code: int = 0, words: str = "", *, departure: SessionExit | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.words = departure.words if departure is not None else words
        self.departure = departure


class SwitchToScreen(ConversationEnd):
    """The conversation goes on on the full screen, with whoever is signed in."""


class CommandTyped(Exception):
    """A command that leads away from the question."""

    def __init__(self, wish: speech.CommandLine) -> None:
        super().__init__(wish.id)
        self.wish = wish

    @property
    def goes_back(self) -> bool:
        """Whether the command only leaves the present question."""
        return self.wish.id in ("back", "skip")


class Prompt(msgspec.Struct, kw_only=True):
    """A question. `again` is asked when it comes back after something else; `hint` is what "?" says.

    `text`: a text is asked for. `secret`: it is not echoed, and nothing of it is kept. `renew`: puts the words right
    after something else was done, which may have answered this very question. `reading`: "stop" is an answer to it.
    `whole`: what is said on `again`, if more than the words is to be repeated. `lines`: several lines that are pasted
    at once are an answer, with line ends in it. `answers`: words that are answers here, and commands elsewhere.
    `numbered`: the number of a row of a list that is read is an answer.
    """

    words: str
    again: str = ""
    hint: Sequence[str] = ()
    text: bool = False
    secret: bool = False
    reading: bool = False
    lines: bool = False
    whole: str = ""
    answers: Sequence[str] = ()
    numbered: bool = False
    renew: Callable[[Prompt], None] | None = None

    def once_more(self) -> str:
        """The words of the question when it comes back."""
        return self.again or self.words


class Dialogue:
    """A conversation over a console."""

    def __init__(self, console: Terminal, watch: IdleWatch) -> None:
        self.console = console
        self.watch = watch
        self.ascii_only = False
        self.locked = False
        self.aside: Callable[[speech.CommandLine, Prompt], bool] = lambda _wish, _asked: False
        self.commands: Callable[[], Sequence[TypedCommand]] = lambda: TYPED
        self.comes_back: Callable[[str], bool] = lambda command: command == "lock"
        # Whether `go` and several words lead there
        self.is_place: Callable[[str], bool] = lambda _more: False
        self.lock: Callable[[], None] = lambda: None
        self.lockable: Callable[[], bool] = lambda: False  # whether anybody is signed in
        self.tick: Callable[[], Sequence[str]] = lambda: ()
        self.look_first: Callable[[], None] = lambda: None  # before each question: what it raises leads away
        # What was typed on the way, and is the answer to the question that was left for it
        self.answered = ""
        self.literally = False  # whether the last answer was typed with the sign that makes a line one
        self._begun = ""  # what stands on the line of the next question
        self._told_of_letters = False
        self._is_read = False
        self._stage = Stage.AT_WORK  # which one it was when a key came
        self._warned = False
        self._looked = time.monotonic()
        console.touched = self._touched

    # Saying

    def say(self, *paragraphs: str) -> None:
        """Say paragraphs, each on rows of its own; empty ones are left out."""
        for paragraph in filter(None, paragraphs):
            shown = printable(paragraph, self.console.encoding, ascii_only=self.ascii_only)
            self.console.write("".join(f"{row}\n" for row in wrapped(shown, self.console.width)))
            # Once: a name that is read aloud as question marks is not what is kept.
            if not self._told_of_letters and shown.count(LACKING) > paragraph.count(LACKING):
                self._told_of_letters = True
                self.say(
                    "A question mark there stands for a letter that is not written here; it is kept as it was typed."
                )

    def _put(self, words: str) -> None:
        """A question. On a terminal the answer follows on its row, for braille lines show the cursor's."""
        console = self.console
        shown = printable(words, console.encoding, ascii_only=self.ascii_only)
        room, end = (_ANSWER, " ") if console.is_terminal else (0, "\n")
        console.write("\n".join(wrapped(shown, console.width, asks=True, room=room)) + end)

    # Asking

    def ask(self, asked: Prompt) -> str:
        """The answer to a question, as it was typed. Raises CommandTyped if that leads away, ConversationEnd."""
        words = asked.words
        while True:
            if time.monotonic() - self._looked >= TICK:  # whoever types without a pause is told here
                self.say(*self._look())
            self.look_first()
            self._put(words)
            event = self._hear(asked)
            words = asked.once_more()
            if event.kind == "dropped":
                self.say("The line is dropped.")
                continue
            if "\n" in event.text:
                if asked.lines:
                    return event.text
                self._join(event.text.split("\n"), asked)
                continue
            wish = self._wish(event, asked)
            if wish is None:
                if why := self._not_here(event, asked):
                    self.say(why)
                    continue
                self.literally = event.text.startswith(speech.LITERALLY)
                return event.text if asked.secret else speech.answer(event.text)
            if wish.id == "again":
                words = asked.whole or asked.words
            elif not self._do(wish, asked):
                self.say("A line is begun: Enter takes it, Ctrl+U takes it back.")
            elif self.answered:
                line, self.answered, self.literally, self._begun = self.answered, "", False, ""
                return line
            elif asked.renew is not None:
                asked.renew(asked)
                words = asked.once_more()

    def _join(self, lines: Sequence[str], asked: Prompt) -> None:
        """Several lines were pasted where one is asked for: none answers, and none is left for the next question.

        If a text is asked for they are put on the line as one, which Enter takes.
        """
        if asked.secret or not asked.text:
            self.say(f"{len(lines)} lines were pasted at once, and none is taken: one line is asked for.")
            return
        self.say(
            f"{len(lines)} lines were pasted, and are one line now. Enter takes it, Ctrl+U takes it back."
        )
        self._begun = " ".join(line.strip() for line in lines if line.strip())

    def _wish(self, event: Event, asked: Prompt) -> speech.CommandLine | None:
        """The command of a key or a line, if any. In place of a secret it is one only by its word alone."""
        line, commands = event.text.strip(), self.commands()
        if event.kind == "key":
            return speech.CommandLine(line) if any(each.id == line for each in commands) else None
        if (asked.secret and " " in line) or line.casefold() in asked.answers:
            return None
        in_text = asked.text and not asked.secret
        return speech.wish(line, commands, in_text=in_text, is_place=self.is_place)

    @contextmanager
    def being_read(self) -> Iterator[None]:
        """Have `stop` at a question within end what is being read out."""
        before, self._is_read = self._is_read, True
        try:
            yield
        finally:
            self._is_read = before

    def _not_here(self, event: Event, asked: Prompt) -> str:
        """Why a key or a command does nothing here; empty: the line is an answer. Raises CommandTyped for `stop`."""
        word = event.text.strip().casefold()
        if event.kind == "key":
            return "That key does nothing here."
        if asked.text or asked.secret or word in asked.answers:
            return ""
        if word == STOP and not asked.reading:
            if self._is_read:
                raise CommandTyped(speech.CommandLine(STOP))
            return "Nothing is being read out."
        return speech.needs_screening(word, self.commands())

    def _do(self, wish: speech.CommandLine, asked: Prompt) -> bool:
        """Do what was wished. False: it leads away, and a line is begun that would be lost."""
        begun = "" if asked.secret else self.console.begun
        if begun and not self.comes_back(wish.id):
            return False
        self.console.take_begun()
        with self._not_lost(begun):
            if wish.id == "lock":
                self.lock()
            elif not self.aside(wish, asked):
                raise CommandTyped(wish)
        self._begun = begun
        return True

    @contextmanager
    def _not_lost(self, begun: str) -> Iterator[None]:
        """Put a begun line back if all ends within, for whoever keeps it: what was typed meanwhile may be half of a
        passphrase.
        """
        try:
            yield
        except ConversationEnd:
            self.console.put_back(begun, echo=False)
            raise

    # Waiting

    def _hear(self, asked: Prompt) -> Event:
        """The next line or key. What happens meanwhile is said, and the question comes back."""
        if self._begun:
            self.console.put_back(self._begun)
            self._begun = ""
        while True:
            until = self.watch.until_next if self.lockable() else None
            within = TICK if until is None else min(max(until, 0.05), TICK)
            event = self.console.read(within, secret=asked.secret)
            if event.kind == "end":
                raise ConversationEnd
            if event.kind == "ending":
                raise ConversationEnd(event.code)
            if self._stage is Stage.OVER or (self.locked and self.watch.stage is Stage.OVER):
                raise ConversationEnd(words="Nobody unlocked it, so it has ended. Everything is saved.")
            # Over now, or as a key came: whoever typed it may be somebody else.
            over = Stage.LOCKED in (self._stage, self.watch.stage)
            self._stage = Stage.AT_WORK
            if over and self.lockable() and not self.locked:
                begun = self.console.take_begun()
                begun = "" if asked.secret else begun
                self._warned = False
                with self._not_lost(begun):
                    self.lock()
                self._resume(asked, begun)
            elif event.kind == "waited":
                self._look_up(asked)
            else:
                warned, self._warned = self._warned, False
                if not warned or event.kind != "line" or event.text:
                    return event
                self._put(asked.once_more())  # an empty line after the warning says that somebody is there

    def _touched(self) -> None:
        """Something was typed: note in which stage it came, before time begins anew."""
        self._stage = self.watch.stage
        self.watch.key()

    def _look(self) -> Sequence[str]:
        self._looked = time.monotonic()
        return self.tick()

    def _look_up(self, asked: Prompt) -> None:
        """Nothing was typed for a while: warn, save again, whatever is due."""
        said = list(self._look())
        if self.watch.stage is Stage.WARNED and self.lockable() and not self._warned:
            self._warned = True
            said.append(
                f"Nothing was typed for a while: this locks in {say_seconds(self.watch.until_lock)}. "
                "Everything is kept. Enter stays."
            )
        if said:
            begun = self.console.take_begun()
            self.console.write("\n" if self.console.is_terminal else "")
            self.say(*said)
            self._resume(asked, begun)

    def _resume(self, asked: Prompt, begun: str) -> None:
        """Put the question again, with what was begun."""
        self._put(asked.once_more())
        self.console.put_back(begun, echo=not asked.secret)
