"""Kinds of questions: a choice, yes or no, a text, a secret; reading out in parts; and a job's asker over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import msgspec

from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import Choice, counted
from ce_tui.core.vault.references import read_reference
from ce_tui.lines.dialogue.dialogue import STOP, ConversationEnd, Prompt
from ce_tui.lines.dialogue.speech import (
    LITERALLY,
    CommandLine,
    answer,
    is_it_meant,
    is_number,
    is_sentence,
    looks_for,
    now_words,
    numbered,
    sentence,
)
from ce_tui.lines.dialogue.state import State, may_be_left
from ce_tui.session.asker import Left, Progress
from ce_tui.session.cut_off import gone_on_with

_PORTION = 900  # characters that are read out at once: about a minute of speech
_YES, _NO = ("y", "yes"), ("n", "no")
_REST = 200
_ANSWERS_TOO = ("phone",)  # a command's words with which something to be chosen may begin
_GO_ON = ("", "y", "yes", "go on", "on", "more", "next")
_STOP = ("s", STOP, "n", "no", "x")
_ROW = re.compile(r"(\d{1,6})\. ", re.ASCII)
_PICKS = "The number of a row that was read already, or a reference, is taken here as at the end of the list."


class PauseCommands(NamedTuple):
    """Words that are taken at each pause of a reading, each with what it does; then the reading goes on.

    `hint`: what `?` says of them there. `ends`: whether a line ends the reading of a list, given what is not read yet.
    """

    hint: Sequence[str] = ()
    does: Mapping[str, Callable[[], object]] = MappingProxyType({})
    ends: Callable[[str, Sequence[str]], bool] = lambda _line, _left: False


NO_PAUSE_COMMANDS = PauseCommands()


class QuestionExtras(NamedTuple):
    """Beside the choices of a question: its hint, words that lead on instead, the answer that `stands`."""

    hint: Sequence[str] = ()
    ways: Sequence[str] = ()
    stands: str = ""


NO_EXTRAS = QuestionExtras()


def choose(
    state: State,
    question: str,
    choices: Sequence[Choice],
    *,
    default: str = "",
    default_words: str = "",
    extras: QuestionExtras = NO_EXTRAS,
) -> str:
    """The id that was chosen by its number, id, or the beginning of its words; or one of the words that lead on.

    Enter chooses the default; without one it chooses nothing, an empty id. The choices are read once; `again` reads
    them again. If something `stands` beside it now, that is said, and the default is that it stays.
    """
    hint, ways, stands = extras
    shown = default_words or next((each.words for each in choices if each.id == default), "none")
    enter = "Enter leaves what stands now." if stands else "Enter takes what stands in brackets."
    hint = (*hint, f"Type a number, or the beginning of the words. {enter}")
    asked = listed(question, choices, now_words(stands) if stands else f"[{shown}]", hint)
    asked.answers = [word for word in _ANSWERS_TOO if _begun_by(word, choices)]
    while True:
        line = state.ask(asked).strip()
        if not line:
            return default
        found = picked(line, choices)
        if found is not None:
            return found
        if (way := line.casefold()) in ways:
            return way
        state.say(sentence(_none_of(line, choices), f"Kept: {stands}" if stands and default else ""))
        asked.words = asked.once_more()


def listed(question: str, choices: Sequence[Choice], stands: str, hint: Sequence[str]) -> Prompt:
    """A question with numbered choices, which are read once; `again` reads them again. `stands`: what Enter leaves."""
    ask = f"1 to {len(choices)}? {stands}"
    whole = "\n".join([question, *numbered(each.listed for each in choices), ask])
    return Prompt(words=whole, again=f"{question} {ask}", hint=hint, whole=whole)


def picked(line: str, choices: Sequence[Choice]) -> str | None:
    """The id that a line means by number, id, words or the beginning of just one; else None.

    y is yes where that can be chosen; n is no, but never where it can be "Not answered" too.
    """
    meant = possible_ids(line, choices)
    return meant[0] if len(meant) == 1 else None


def possible_ids(line: str, choices: Sequence[Choice]) -> list[str]:
    """The ids that a line may mean, in the way of `picked`."""
    wanted = _wanted(line, choices)
    if is_number(wanted):
        return [choices[int(wanted) - 1].id] if 1 <= int(wanted[:6]) <= len(choices) else []
    same = [each.id for each in choices if wanted in (each.id.casefold(), each.words.casefold())]
    return same if len(same) == 1 else [each.id for each in _begun_by(wanted, choices)]


def _wanted(line: str, choices: Sequence[Choice]) -> str:
    wanted = " ".join(line.split()).casefold().removesuffix(".")
    whole = {"y": "yes", "n": "no"}.get(wanted)
    if whole is None or all(each.id != whole for each in choices):
        return wanted
    others = [each for each in _begun_by(wanted, choices) if each.id != whole]
    return wanted if whole == "no" and others else whole


def _begun_by(wanted: str, choices: Sequence[Choice]) -> list[Choice]:
    return [each for each in choices if each.words.casefold().startswith(wanted)]


def _none_of(line: str, choices: Sequence[Choice]) -> str:
    """Why a line is no choice: it fits several, or none."""
    fitting = _begun_by(_wanted(line, choices), choices)
    if len(fitting) < 2:
        return f"That is none of them. Type a number from 1 to {len(choices)}, or again to hear them."
    named = [f"{choices.index(each) + 1} for {each.words.partition(':')[0]}" for each in fitting]
    return f"That could be more than one. Type {'; '.join(named)}."


def yes_or_no(
    state: State, question: str, *, default: bool = False, again: str = "", hint: Sequence[str] = ()
) -> bool:
    """Whether the answer is yes. Enter takes the default. `again`: the question as it comes back."""
    choose = f"Yes or no? [{'yes' if default else 'no'}]"
    asked = Prompt(words=f"{question} {choose}", again=f"{again or question} {choose}", hint=hint)
    while True:
        word = state.ask(asked).strip().casefold()
        if not word:
            return default
        if word in (*_YES, *_NO):
            return word in _YES
        state.say("Type yes or no.")


def text(
    state: State,
    question: str,
    *,
    hint: Sequence[str] = (),
    secret: bool = False,
    whole: str = "",
) -> str:
    """The text that was typed; may be empty."""
    return state.ask(Prompt(words=question, hint=hint, text=True, secret=secret, whole=whole))


def text_as_meant(state: State, asked: Prompt, doubtful: Callable[[str], str] = is_it_meant) -> str:
    """A text as it was typed; if it may not be meant, `doubtful` says what to ask before.

    What is not meant and looks for words is looked for then. Raises CommandTyped.
    """
    while True:
        line = state.ask(asked)
        doubt = "" if asked.secret or state.dialogue.literally else doubtful(line)
        if not doubt or _is_meant(state, doubt, line):
            return line
        if words := looks_for(line):
            try:
                state.dialogue.aside(CommandLine("find", words), asked)
            except ConversationEnd:
                state.dialogue.console.take_begun()  # half an answer there is no part of the text
                raise
        asked = msgspec.structs.replace(asked, words=asked.once_more())


def text_gone_on_with(
    state: State,
    asked: Prompt,
    cut_off: str,
    doubtful: Callable[[str], str],
    keep: Callable[[str], object],
) -> str:
    """A text with what was cut off of it before, which Enter alone takes; empty: nothing.

    Raises CommandTyped, ConversationEnd.

    What was cut off may have been a command, so `doubtful` is asked of it too. `keep` is told how far the text came
    if a hang-up cuts it off.
    """
    try:
        line = text_as_meant(state, asked, doubtful)
        doubt = "" if line.strip() or not cut_off else doubtful(cut_off)
        if doubt and not _is_meant(state, doubt, cut_off):
            return ""
    except ConversationEnd:
        if begun := taken_off(state):
            keep(gone_on_with(cut_off, begun))
        raise
    return gone_on_with(cut_off, line)


def taken_off(state: State) -> str:
    """The text begun on the line, which is then no longer on it."""
    return answer(state.dialogue.console.take_begun()).strip()


def _is_meant(state: State, doubt: str, line: str) -> bool:
    """Whether a line is an answer; Enter says what is likely. If all ends half-way through this question, only the
    line itself is left to the text before it, and only if it is likely an answer.
    """
    likely = is_sentence(line)
    try:
        return yes_or_no(state, doubt, default=likely, hint=[f"{LITERALLY} before it, and it is not asked."])
    except ConversationEnd:
        state.dialogue.console.take_begun()
        if likely:
            state.dialogue.console.put_back(line, echo=False)
        raise


def read_out(state: State, paragraphs: Sequence[str], beside: PauseCommands = NO_PAUSE_COMMANDS) -> bool:
    """Read paragraphs in portions, each as long as one likes to listen to. Whether it was read to its end."""
    return not _read(state, paragraphs, beside)


def read_list(state: State, paragraphs: Sequence[str]) -> str:
    """Read a list whose rows begin with their numbers. Empty: it was read, or left.

    Else what was typed at a pause: a reference, or the number of a row that was read by then. Whoever has heard their
    row need not hear the rest.
    """

    def ends(line: str, left: Sequence[str]) -> bool:
        number = line.lstrip("0") if is_number(line) else ""
        return read_reference(line) is not None or number in _numbers(paragraphs) - _numbers(left)

    word = _read(state, paragraphs, PauseCommands([_PICKS], ends=ends))
    return "" if word in _STOP else word


def read_listing(state: State, asked: Prompt, paragraphs: Sequence[str]) -> bool:
    """Read a list; whether to its end. If a number of it is asked for, what is typed meanwhile answers that."""
    if not asked.numbered:
        return read_out(state, paragraphs)
    state.dialogue.answered = read_list(state, paragraphs)
    return not state.dialogue.answered


def _numbers(paragraphs: Sequence[str]) -> set[str]:
    return {row[1] for each in paragraphs if (row := _ROW.match(each))}


def _read(state: State, paragraphs: Sequence[str], beside: PauseCommands) -> str:
    """Read paragraphs. The word that ended it at a pause; empty: it was read to its end."""
    waiting = [paragraph for paragraph in paragraphs if paragraph]
    while waiting:
        length = 0
        # A short rest alone is read, too: to ask would take as long.
        while waiting and (
            not length
            or length + len(waiting[0]) <= _PORTION
            or (len(waiting) == 1 and len(waiting[0]) <= _REST)
        ):
            length += len(waiting[0])
            state.say(waiting.pop(0))
        if waiting and (word := _ask_to_go_on(state, waiting, beside)):
            return word
    return ""


def _ask_to_go_on(state: State, waiting: Sequence[str], beside: PauseCommands) -> str:
    """The word that ends the reading; empty: it goes on."""
    question = f"{counted(len(waiting), 'paragraph')} more. Enter goes on, stop ends. [go on]"
    hint = ("Enter reads on; stop ends the reading.", *beside.hint)
    asked = Prompt(words=question, hint=hint, reading=True)
    while True:
        word = STOP
        with may_be_left(state):
            word = state.ask(asked).strip().casefold()
        if word in _GO_ON:
            return ""
        if word in _STOP or beside.ends(word, waiting):
            return word
        if word in beside.does:
            beside.does[word]()
        else:
            state.say("This is being read out. Enter goes on; stop ends it, and then you are asked again.")


Result = TypeVar("Result")

EMPTY = "-"
"""Typed for no answer at all if Enter takes what is proposed."""


class LineAsker:
    """Asks a job's questions a line at a time. A command that leads away raises CommandTyped, through the job."""

    left: Left = ""
    ways: Mapping[str, str] = MappingProxyType({})
    """Words that are taken in place of a choice, each with what `?` says of it."""
    hint: Sequence[str] = ()
    """What `?` says at each yes or no and each choice, beside the rest."""

    def __init__(self, state: State) -> None:
        self._state = state

    def _unless_left(self, ask: Callable[[], Result], otherwise: Result) -> Result:
        """The answer to a question. Subclasses may take it as answered `otherwise` if it is left."""
        return ask()

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; Enter says no. A question that only says what a yes does ends with it."""
        words = _rows(question)
        meant = "" if "?" in words.rpartition("\n")[2] else f"{yes}?"
        apart = "\n" if "\n" in words else " "  # a row of its own: a braille line shows it with the answer
        asked, hint = f"{words}{apart}{meant}".strip(), (*hint, *self.hint, f"yes: {yes}.", f"no: {no}.")
        return self._unless_left(lambda: yes_or_no(self._state, asked, again=meant, hint=hint), False)

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """Choose by number or word; Enter takes the safe one."""
        extras = QuestionExtras((*self.ways.values(), *self.hint), tuple(self.ways))
        return self._unless_left(
            lambda: choose(self._state, question, choices, default=safe, extras=extras), ""
        )

    async def text(self, question: str, line: Line) -> str | None:
        """A text; Enter takes what is proposed, else cancels. What was refused is not proposed.

        A secret is not shown as it is typed, and is taken just as it was.
        """
        if line.wrong:
            says_what_to_type = "type" in line.wrong.casefold()
            self._state.say(sentence(line.wrong, *(() if says_what_to_type else line.hint)))
        asked = _asked(_rows(question), line)
        typed = self._unless_left(lambda: text_as_meant(self._state, asked), None)
        if typed is None:
            return None
        if line.secret:
            return typed[: line.longest] if typed.strip() else None
        typed, proposed = typed.strip(), line.proposed
        if line.may_be_empty and typed == EMPTY:
            return ""
        if len(typed) > line.longest:
            self._state.say(f"What you typed was cut: {line.longest} characters fit here.")
        return typed[: line.longest] or proposed or ("" if line.may_be_empty else None)

    async def tell(self, words: str) -> None:
        """Say it: what is said here has been heard."""
        self._state.say(words)

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """Do a job; if it takes long, say so."""
        return self._state.patiently(words, job)

    async def steps(
        self, words: str, job: Callable[[Progress], Result], *, only_seen: bool = False
    ) -> Result:
        """Do a job, and say each step once, however often it is reported."""
        if only_seen:
            return await self.wait(words, lambda: job(lambda _: None))
        last = ""

        def tell(step: str) -> None:
            nonlocal last
            if step != last:
                self._state.say(step)
            last = step

        return self._state.patiently(words, lambda: job(tell))


def _asked(words: str, line: Line) -> Prompt:
    proposed = line.proposed
    none = (f"; {EMPTY} for none" if proposed else "none") if line.may_be_empty else ""
    on_the_line = proposed.replace("\n", "\\n")  # a folder's name may hold one
    shown = f" [{on_the_line}{none}]" if proposed or none else ""
    # The label would only ask again what the words ask: "Why is it? Why?".
    asks = words.endswith("?") and words.split()[0] == line.label.split()[0]
    leaves = "It can be left out: Enter leaves it empty." if none else "Enter: none, and nothing is changed."
    return Prompt(
        words=f"{words}{shown}" if asks else f"{words} {line.label}?{shown}",
        again=f"{line.label}? Enter takes the one proposed." if proposed else f"{line.label}?{shown}",
        hint=line.hint if line.secret or proposed else (*line.hint, leaves),
        text=True,
        secret=line.secret,
    )


def _rows(question: str) -> str:
    """A question without what parts and indents its rows on a screen."""
    return "\n".join(row.strip() for row in question.split("\n") if row.strip())
