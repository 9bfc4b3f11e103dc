"""What was typed in place of an answer: a command's word, with what follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ce_tui.commands.vocabulary import TYPED, TypedCommand
from ce_tui.core.pathway.answers.danger import DANGERS
from ce_tui.core.pathway.document.localities import EMERGENCY
from ce_tui.core.vault.references import read_reference

LITERALLY = "="
"""Typed before a line, it makes the line an answer whatever its words are."""

_ONLY_SOMEWHERE = ("mark", "stop", "note", "explain", "read", "cited", "known")
"""Words that mean something at some questions, where no text is asked for."""

BACK = "back"

_WITH_MORE = ("goto", "list", "help", "find")

FOUND = "found"
"""The command of what was found and is to be gone to: nobody types it."""

_A_SEARCH = 3
"""So many words are looked for, or gone to, at most, where a text is asked for: more of them are a sentence."""


class Wish(NamedTuple):
    """A command, and what was typed after its word."""

    id: str
    more: str = ""


def wish(
    line: str,
    commands: Iterable[TypedCommand] = TYPED,
    *,
    in_text: bool = False,
    is_place: Callable[[str], bool] = lambda _more: False,
) -> Wish | None:
    """The one of these commands that a line is; None: it is an answer.

    Where a text is asked for fewer words are commands. `is_place`: whether several words after "go" are a place.
    """
    word, _, more = line.strip().partition(" ")
    found = next((each for each in commands if word.casefold() in each.typed), None)
    if found is None or (in_text and not found.in_text):
        return None
    more = more.strip()
    if more and (found.id not in _WITH_MORE or (in_text and not _is_place(found, more, is_place))):
        return None
    return Wish(found.id, more)


def needs_screening(line: str, commands: Iterable[TypedCommand]) -> str:
    """What to do first, where a line is a command that needs a screening and none is open; else empty.

    Where one is open that cannot be taken over, that is said.
    """
    word = line.strip().casefold()
    found = next((each for each in TYPED if word in each.typed), None)
    if found is None or not found.needs_draft or found in commands:
        return ""
    if found.id == "take_over" and any(each.needs_draft for each in commands):
        return f"{word} is for a screening that someone else had open. This one is not."
    danger = f" In danger now: phone {EMERGENCY}; contacts says whom else." if found.id in DANGERS else ""
    first = "" if any(each.needs_sign_in for each in commands) else ", once signed in"
    return f"{word} needs an open screening: open one or begin one with new{first}, then type it.{danger}"


def answer(line: str) -> str:
    """A line as an answer: without the sign that makes it one."""
    return line.removeprefix(LITERALLY) if line.startswith(LITERALLY) else line


def taken_as_text(line: str) -> str:
    """What to say of a text that is a command's word elsewhere; empty where it is none."""
    word = _one_word(line)
    if looks_for(line):
        return "Taken as text. To look for words: find alone, which asks for them."
    if _after(_GO, line):
        return "Taken as text. For the command: go, and one word, or the name of a question."
    if word in _ONLY_SOMEWHERE:
        return (
            f"Taken as text: {word} is no command here. {BACK} goes to the question before, to put it right."
        )
    return f"Taken as text. For the command: go {word}." if _is_typed(word) else ""


def is_it_meant(line: str) -> str:
    """What to ask before a line is taken that is only a command's word, and no command in a text; else empty."""
    word = _one_word(line)
    if words := looks_for(line):
        return f"Is this your answer: {line.strip()}? If not, it is looked for here: {words}."
    if (where := _after(_GO, line)) and len(where.split()) <= _A_SEARCH:
        return f"No question is called {where}. Is this your answer: {line.strip()}?"
    if word in _ONLY_SOMEWHERE:
        return f"{word} is no command here. Is it your answer?"
    return f"{word} is a command: go {word} does it here. Is it your answer?" if _is_typed(word) else ""


def is_number_meant(line: str) -> str:
    """What to ask before a text is taken that is only a small number, perhaps of a list. Else as `is_it_meant`."""
    number = line.strip()
    if number.isascii() and number.isdigit() and len(number) <= 2:
        return f"This asks for words. Is {number} your answer?"
    return is_it_meant(line)


def looks_for(line: str) -> str:
    """What a text would look for, were it a command: it begins with the command's word. Empty: it does not."""
    return _after(_FIND, line)


def is_sentence(line: str) -> bool:
    """Whether a text that begins so is more likely to be one: "Find out from the school who was there"."""
    return len(looks_for(line).split()) > _A_SEARCH


_FIND = next(each for each in TYPED if each.id == "find")
_GO = next(each for each in TYPED if each.id == "goto")


def _after(command: TypedCommand, line: str) -> str:
    """What follows a command's word in a line; empty: nothing, or the line begins with another."""
    word, _, more = line.strip().partition(" ")
    return more.strip() if word.casefold() in command.typed else ""


def _one_word(line: str) -> str:
    return " ".join(line.split()).casefold()


def _is_typed(word: str) -> bool:
    return any(word in each.typed for each in TYPED)


def _is_place(found: TypedCommand, more: str, is_place: Callable[[str], bool]) -> bool:
    """Whether it is a command in a text, too: "list all", "go" and one word, or the name of a place. "Go on with this"
    is a sentence.
    """
    if found.id == "list":
        return more.casefold() == "all"
    if found.id != "goto":
        return False
    return (len(more) <= 12 and " " not in more) or is_place(more)


def is_number(line: str) -> bool:
    """Whether a number was typed."""
    return line.isascii() and line.isdigit()


def reference_of(line: str, numbered: Sequence[str]) -> str | None:
    """The reference that was typed, or that a number of a list stands for: `numbered`, from 1. None: neither."""
    if is_number(line):
        number = int(line[:8])
        return numbered[number - 1] if 1 <= number <= len(numbered) else None
    return read_reference(line)
