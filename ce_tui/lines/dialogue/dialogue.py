"""One question at a time: asks, hears, and does on the way what is no answer. Holds the idle lock. Knows no case."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple, Protocol

import msgspec

from ce_tui.commands.vocabulary import TYPED, TypedCommand
from ce_tui.core.words.plain import say_seconds
from ce_tui.lines.dialogue import speech
from ce_tui.lines.dialogue.speech import loses_letters, printable, wrapped
from ce_tui.session.seat import Departure, IdleWatch, Stage

Kind = Literal["line", "key", "waited", "dropped", "end", "ending"]
ROWS = 60  # so many blank lines push everything out of view
LONGEST = 100_000  # characters of one line; the rest of a longer one is left out


class Event(NamedTuple):
    """What came: a line, or several that were pasted at once; a command's key (`text`: its id); nothing for as long as
    was asked; the line was dropped (Ctrl+C); the end of the input; a signal that ends the program (`code`: the exit
    code).
    """

    kind: Kind
    text: str = ""
    code: int = 0


class Console(Protocol):
    """One person at the other end. Nothing here raises for a terminal that has gone: reading then gives the end."""

    encoding: str
    touched: Callable[[], None]
    """Called whenever something was typed, before it is taken."""

    @property
    def width(self) -> int:
        """The columns to break lines at; 0: lines are not broken."""

    @property
    def asks_on_the_row(self) -> bool:
        """Whether the answer is typed on the question's row: a terminal. Else each question ends its line."""

    @property
    def begun(self) -> str:
        """What is typed of a line that has not ended yet."""

    def write(self, text: str) -> None:
        """Send words, as they are."""

    def read(self, within: float | None, *, secret: bool = False) -> Event:
        """The next event, within so many seconds (None: however long it takes). A secret is not echoed."""

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Have these control characters be these commands from now on."""

    def take_begun(self) -> str:
        """What was begun, which is then no longer on the line."""

    def put_back(self, begun: str, *, echo: bool = True) -> None:
        """Begin the line with what was taken off it before."""

    def hide(self) -> None:
        """Push everything that was written out of view."""


TICK = 5.0  # seconds between two looks at what happens without a key: saving again, being asked out
STOP = "stop"
_ANSWER = 12  # cells that a question leaves for its answer, where rows are wide enough


class Leave(Exception):
    """It ends: `code` is the exit code. Everything is saved on the way out.

    `departure`: how, where somebody else is to sign in then; its words are those of the end.
    """

    def __init__(self, code: int = 0, words: str = "", *, departure: Departure | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.words = departure.words if departure is not None else words
        self.departure = departure


class ToScreen(Leave):
    """It ends here, and goes on on the full screen with whoever is signed in."""


class Said(Exception):
    """A command that leads away from the question."""

    def __init__(self, wish: speech.Wish) -> None:
        super().__init__(wish.id)
        self.wish = wish

    @property
    def goes_back(self) -> bool:
        """Whether it only leaves what one is at."""
        return self.wish.id in ("back", "skip")

    @property
    def stops(self) -> bool:
        """Whether it ends what is being read out."""
        return self.wish.id == STOP


class Asked(msgspec.Struct, kw_only=True):
    """A question. `again` is asked when it comes back after something else; `hint` is what "?" says.

    `text`: a text is asked for. `secret`: it is not echoed, and nothing of it is kept. `renew`: puts the words right
    after something else was done, which may have answered this very question. `reading`: "stop" is an answer to it.
    `whole`: what is said on `again`, where more than the words is to be repeated. `lines`: several lines that are
    pasted at once are an answer, with line ends in it. `answers`: words that are answers here, and commands elsewhere.
    `numbered`: the number of a row is an answer, of the list that is read where one is.
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
    renew: Callable[[Asked], None] | None = None

    def once_more(self) -> str:
        """What is asked when it comes back."""
        return self.again or self.words


class Dialogue:
    """A conversation over a console."""

    def __init__(self, console: Console, watch: IdleWatch) -> None:
        self.console = console
        self.watch = watch
        self.ascii_only = False
        self.locked = False
        self.aside: Callable[[speech.Wish, Asked], bool] = lambda _wish, _asked: False
        self.commands: Callable[[], Sequence[TypedCommand]] = lambda: TYPED
        self.comes_back: Callable[[str], bool] = lambda id: id == "lock"
        self.is_place: Callable[[str], bool] = lambda _more: (
            False
        )  # whether `go` and several words lead there
        self.lock: Callable[[], None] = lambda: None
        self.lockable: Callable[[], bool] = lambda: False  # whether anybody is signed in
        self.tick: Callable[[], Sequence[str]] = lambda: ()
        self.look_first: Callable[[], None] = lambda: None  # before each question: what it raises leads away
        self.answered = (
            ""  # what was typed on the way, and is the answer to the question that was left for it
        )
        self.literally = False  # whether the last answer was typed with the sign that makes a line one
        self._told_of_letters = False
        self._is_read = False
        self._stage = Stage.AT_WORK  # which one it was when a key came
        self._warned = False
        self._looked = time.monotonic()
        console.touched = self._touched

    # Saying

    def say(self, *paragraphs: str) -> None:
        """Say paragraphs, each on rows of its own; empty ones are left out."""
        for paragraph in paragraphs:
            if paragraph:
                rows = wrapped(self._printable(paragraph), self.console.width)
                self.console.write("".join(f"{row}\n" for row in rows))
                self._tell_of_letters(paragraph)

    def _tell_of_letters(self, said: str) -> None:
        """Say once what question marks stand for: a name that is read aloud as these is not what is kept."""
        if self._told_of_letters or not loses_letters(
            said, self.console.encoding, ascii_only=self.ascii_only
        ):
            return
        self._told_of_letters = True
        self.say(
            "A question mark there stands for a letter that is not written here; it is kept as it was typed."
        )

    def _printable(self, words: str) -> str:
        return printable(words, self.console.encoding, ascii_only=self.ascii_only)

    def _put(self, words: str) -> None:
        """A question. On a terminal the answer follows on its row, for braille lines show the cursor's."""
        on_the_row = self.console.asks_on_the_row
        room = _ANSWER if on_the_row else 0
        rows = wrapped(self._printable(words), self.console.width, asks=True, room=room)
        self.console.write("\n".join(rows) + (" " if on_the_row else "\n"))

    def _break_off(self, *words: str) -> None:
        """Say something while a question waits."""
        self.console.write("\n" if self.console.asks_on_the_row else "")
        self.say(*words)

    # Asking

    def ask(self, asked: Asked) -> str:
        """The answer to a question, as it was typed. Raises Said for a command that leads away, Leave."""
        words = asked.words
        while True:
            self._look_if_due()
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
            wish = self._key(event.text) if event.kind == "key" else self._wish(event.text, asked)
            if wish is None and event.kind == "key":
                self.say("That key does nothing here.")
                continue
            if wish is None and self._stops(event.text, asked):
                raise Said(speech.Wish(STOP))
            if wish is None and (why := self._not_here(event.text, asked)):
                self.say(why)
                continue
            if wish is None:
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

    def _join(self, lines: Sequence[str], asked: Asked) -> None:
        """Several lines were pasted where one is asked for: none answers, and none is left for the next question.

        Where a text is asked for they are put on the line as one, which Enter takes.
        """
        if asked.secret or not asked.text:
            self.say(f"{len(lines)} lines were pasted at once, and none is taken: one line is asked for.")
            return
        self.say(
            f"{len(lines)} lines were pasted, and are one line now. Enter takes it, Ctrl+U takes it back."
        )
        self._begun = " ".join(line.strip() for line in lines if line.strip())

    def _key(self, id: str) -> speech.Wish | None:
        """The command of a key; None where it does nothing now."""
        return speech.Wish(id) if any(each.id == id for each in self.commands()) else None

    def _wish(self, line: str, asked: Asked) -> speech.Wish | None:
        """The command that a line is. No command follows from a secret but by its word alone."""
        if (asked.secret and " " in line.strip()) or line.strip().casefold() in asked.answers:
            return None
        in_text = asked.text and not asked.secret
        return speech.wish(line, self.commands(), in_text=in_text, is_place=self.is_place)

    @contextmanager
    def being_read(self) -> Iterator[None]:
        """Something is read out in which questions stand: `stop` at one of them ends the reading."""
        before, self._is_read = self._is_read, True
        try:
            yield
        finally:
            self._is_read = before

    def _stops(self, line: str, asked: Asked) -> bool:
        answered = asked.text or asked.secret or asked.reading
        return self._is_read and not answered and line.strip().casefold() == STOP

    def _not_here(self, line: str, asked: Asked) -> str:
        """What a command's word needs, which does nothing here; empty where the line is an answer."""
        if asked.text or asked.secret or line.strip().casefold() in asked.answers:
            return ""
        if line.strip().casefold() == STOP and not asked.reading:
            return "Nothing is being read out."
        return speech.needs_screening(line, self.commands())

    def _do(self, wish: speech.Wish, asked: Asked) -> bool:
        """Do what was wished. False: it leads away, and a line is begun that would be lost."""
        begun = "" if asked.secret else self.console.begun
        if begun and not self.comes_back(wish.id):
            return False
        self.console.take_begun()
        with self._not_lost(begun):
            if wish.id == "lock":
                self.lock()
            elif not self.aside(wish, asked):
                raise Said(wish)
        self._begun = begun
        return True

    @contextmanager
    def _not_lost(self, begun: str) -> Iterator[None]:
        """Something else is done while a line is begun: where all ends within it, that line stands there for whoever
        keeps it, and nothing of what was typed meanwhile, which may be half of a passphrase.
        """
        try:
            yield
        except Leave:
            self.console.put_back(begun, echo=False)
            raise

    # Waiting

    _begun = ""

    def _hear(self, asked: Asked) -> Event:
        """The next line or key. What happens meanwhile is said, and the question comes back."""
        if self._begun:
            self.console.put_back(self._begun)
            self._begun = ""
        while True:
            event = self.console.read(self._patience(), secret=asked.secret)
            if event.kind == "end":
                raise Leave
            if event.kind == "ending":
                raise Leave(event.code)
            if self._stage is Stage.OVER or (self.locked and self.watch.stage is Stage.OVER):
                raise Leave(words="Nobody unlocked it, so it has ended. Everything is saved.")
            if self._is_to_lock():
                self._lock_by_itself(asked)
                continue
            if event.kind != "waited":
                if self._only_stays(event):
                    self._put(asked.once_more())
                    continue
                return event
            self._look_up(asked)

    def _is_to_lock(self) -> bool:
        """Whether the time is over, or was when a key came: whoever typed it may be somebody else."""
        over = Stage.LOCKED in (self._stage, self.watch.stage)
        self._stage = Stage.AT_WORK
        return over and self.lockable() and not self.locked

    def _patience(self) -> float:
        until = self.watch.until_next if self.lockable() else None
        return TICK if until is None else min(max(until, 0.05), TICK)

    def _touched(self) -> None:
        """Something was typed: which stage it came in is looked at before time begins anew."""
        self._stage = self.watch.stage
        self.watch.key()

    def _only_stays(self, event: Event) -> bool:
        """An empty line after the warning says only that somebody is there."""
        warned, self._warned = self._warned, False
        return warned and event.kind == "line" and not event.text

    def _look_if_due(self) -> None:
        """Whoever types without a pause is told of it between two questions."""
        if time.monotonic() - self._looked >= TICK:
            self._looked = time.monotonic()
            self.say(*self.tick())

    def _look_up(self, asked: Asked) -> None:
        """Nothing was typed for a while: warn, save again, whatever is due."""
        self._looked = time.monotonic()
        said = list(self.tick())
        if self.watch.stage is Stage.WARNED and self.lockable() and not self._warned:
            self._warned = True
            said.append(
                f"Nothing was typed for a while: this locks in {say_seconds(self.watch.until_lock)}. "
                "Everything is kept. Enter stays."
            )
        if said:
            self._resume(asked, self.console.take_begun(), *said)

    def _lock_by_itself(self, asked: Asked) -> None:
        begun = self.console.take_begun()
        begun = "" if asked.secret else begun
        self._warned = False
        with self._not_lost(begun):
            self.lock()
        self._resume(asked, begun)

    def _resume(self, asked: Asked, begun: str, *words: str) -> None:
        """Say something, then the question again, with what was begun."""
        if words:
            self._break_off(*words)
        self._put(asked.once_more())
        self.console.put_back(begun, echo=not asked.secret)
