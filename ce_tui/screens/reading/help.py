"""Help for the screen that one came from: what it is for, the document's words where they answer, and its keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.commands.key_names import say_keys
from ce_tui.commands.table import PLACES, Command, Where, commands_in
from ce_tui.core.pathway.answers.danger import DANGERS
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.help_texts import help_lines, help_on, topics
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.text_view import Part, TextView

GENERAL = "keys"
_NOT_OVER_A_QUESTION = {
    *DANGERS,
    "section.next",
    "section.back",
    "goto",
    "notes",
    "home",
    "search",
    "take_over",
    "complete",
    "help.letter",
}
"""What waits until a question is answered; over the go-to menu danger is said all the same. Signs are no keys there."""


class HelpScreen(CeScreen):
    """Text to read; Esc goes back."""

    called: ClassVar[str] = "Help"
    AUTO_FOCUS: ClassVar[str | None] = "#text"
    help_topic: ClassVar[str] = GENERAL

    def __init__(self, topic: str, where: tuple[Where, ...] = ()) -> None:
        super().__init__()
        self._topic = topic
        self._of = where

    def body(self) -> ComposeResult:
        yield TextView(id="text")

    def show(self) -> None:
        view = self.query_one("#text", TextView)
        if not view.parts:
            view.set_parts([*self._help(), *self._keys()])
        view.focus()
        self.say(so_far="Esc goes back.")

    def _help(self) -> list[Part]:
        topic = self._topic.replace("-", "_")
        topic = topic if topic in topics() else GENERAL
        draft = self.ce.seat.open_draft
        pathway = draft.pathway if draft is not None else self.ce.seat.pathways.at_hand
        parts = _parts(topic, pathway)
        if draft is not None and topic in (*SECTIONS, "goto") and not is_quiet(self):
            parts += _parts("strip", pathway)
        return parts

    def _keys(self) -> list[Part]:
        places: list[Where] = [*self._of, "anywhere"]
        parts = []
        for place in dict.fromkeys(places):
            parts.append(Part(f"Keys: {PLACES[place].lower()}", "heading"))
            parts += key_parts(tuple(filter(self._works, commands_in(place))), around(self).keys.key_of)
        return parts

    @property
    def _of_question(self) -> bool:
        return "dialog" in self._of

    def _works(self, command: Command) -> bool:
        """Whether it works where one came from: over a question much waits."""
        if not self._of_question:
            return True
        over_menu = self._topic == "goto" and command.id in DANGERS
        return over_menu or command.id not in _NOT_OVER_A_QUESTION


def _parts(topic: str, pathway: Pathway) -> list[Part]:
    """The help on a topic, its title and its questions as headings."""
    headings = {entry.heading for entry in help_on(topic, pathway).entries}
    lines = [line for line in help_lines(topic, pathway) if line]
    parts = [Part(lines[0], "heading")]
    return parts + [Part(line, "heading" if line in headings else "paragraph") for line in lines[1:]]


def key_parts(commands: tuple[Command, ...], key_of: Callable[[str], str]) -> list[Part]:
    """One line for each command that has a key: the key, then what it does."""
    parts = []
    for command in commands:
        key = key_of(command.id)
        if key:
            parts.append(Part(command.words, "line", head=f"{say_keys(key):<12}"))
    return parts
