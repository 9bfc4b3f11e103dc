"""The referral as it is read on the phone, in the order in which a call taker asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, cast

from textual import events, work
from textual.app import ComposeResult

from ce_tui.core.pathway.answers.danger import SafetyName
from ce_tui.core.pathway.outcome.phone_script import BEFORE_YOU_HANG_UP
from ce_tui.screens.base import ActingScreen
from ce_tui.screens.host import section_keys_last
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.form import call_lock_words
from ce_tui.screens.screening.section import ArrowKeyAsker
from ce_tui.session.exporting import heading_of, log_phone_reading, script_of, to_answer
from ce_tui.session.jobs.answering import answer_by_one_key, said_of
from ce_tui.session.jobs.completing import settle_conflict
from ce_tui.session.jobs.recording import CHOSEN, CUT_OFF, NOT_YET, note, noted, record_words
from ce_tui.session.words.sections import raised_here
from ce_tui.widgets.text_view import Part, TextView

_NOTE, _RECORD = "note", "record"


class _Script(TextView):
    """Tab goes to the next line that answers. Paging never comes to rest on one: Enter in a hurry answers nothing."""

    def on_key(self, event: events.Key) -> None:
        """Go on with Tab and Shift+Tab, while there is something to answer."""
        by = {"tab": 1, "shift+tab": -1}.get(event.key)
        if by and any(part.follow for part in self.parts):
            self.action_next_part(by)
            event.stop()
            event.prevent_default()

    def action_page(self, by: int) -> None:
        """Move by a view's height, and past what answers."""
        super().action_page(by)
        while self.part is not None and self.part.follow:
            self.action_move(by)


class PhoneScreen(ActingScreen):
    """The words for the phone, over a section. The log notes that they were read out, not what.

    One key answers what is not answered: each answer is a row of its own. What was answered here is taken back here.
    """

    called: ClassVar[str] = "Read on the phone"
    help_topic: ClassVar[str] = "phone"
    is_call: ClassVar[bool] = True  # somebody phones by now
    _noted: Mapping[str, str] = {}  # what is written down, as it is shown
    _records = ""  # what leads to the record of it
    _was_typed_in = False  # whether letters were text at the last move
    _answered: Sequence[SafetyName] = ()

    @property
    def is_typed_in(self) -> bool:
        """Whether letters are text: on a row of the call, too, whose field they open."""
        return bool(self._typed_into)

    @property
    def _typed_into(self) -> str:
        """Which reply the current row takes as text; empty: none."""
        part = self.query_one("#phone", TextView).part
        name, _, reply = part.id.partition("=") if part is not None else ("", "", "")
        return reply if name == _NOTE and reply not in CHOSEN else ""

    def on_key(self, event: events.Key) -> None:
        """Open the field of the row that a letter or digit was typed on; it stands in it.

        On a row that takes no text, what is no key is said to be lost.
        """
        letter, reply = event.character or "", self._typed_into
        if not event.is_printable or letter in " ?":
            return
        if reply:
            event.stop()
            event.prevent_default()
            self.write_down(reply, letter)
        elif self._noted and event.key not in self.active_bindings:
            self.greet("Not written: this row takes no text. Tab leads to the rows that do.")

    def on_text_view_moved(self, event: TextView.Moved) -> None:
        """Draw the key line anew: it names no letter where that is text."""
        if self.is_typed_in is not self._was_typed_in:
            self._was_typed_in = self.is_typed_in
            self.on_descendant_focus()

    def body(self) -> ComposeResult:
        yield _Script(widget_id="phone")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Draw it anew if something was recorded meanwhile; else one reads on where one was."""
        if not self._noted or self.busy:  # what is being typed is shown once that is over
            return
        if (self._noted, self._records) != (noted(self.draft), record_words(self.draft)):
            self._draw(f"{_RECORD}=")

    def on_mount(self) -> None:
        """Show the text from its top, and note in the log that it is read."""
        self._unlogged = log_phone_reading(self.draft)
        self._draw()
        self.query_one("#phone", TextView).focus()
        self._say_trouble()
        if self._is_open():
            self.greet("Tab leads to what is not answered, Enter there answers it.")

    def key_words(self) -> list[tuple[str, str]]:
        """The keys, with Tab first while there is something to answer; then those to other sections last."""
        keys = super().key_words()
        return [("Tab", "next answer"), *section_keys_last(keys)] if self._is_open() else keys

    def _is_open(self) -> bool:
        """Whether something can be answered here; what the call taker says is no answer to anything."""
        parts = self.query_one("#phone", TextView).parts
        return any(part.follow and not part.id.startswith((f"{_NOTE}=", f"{_RECORD}=")) for part in parts)

    def _draw(self, at: str = "") -> None:
        """The script, with the answers that can be given below what they answer. `at`: the heading to stand at."""
        parts: list[Part] = []
        for heading, lines in script_of(self.draft):
            parts.append(Part(heading, "heading", id=heading))
            parts += [Part(line, "line", head="  ") for line in lines]
            open_ = to_answer(self.draft, heading)
            for name in open_:
                asked = self.draft.question(name)
                for option in asked.options:
                    words, answers = f"{option.words}: {asked.label}", f"Enter answers {option.words}"
                    parts.append(_to_follow(words, name, option.id, answers))
            for name in self._answered:
                if heading_of(name) == heading and name not in open_:
                    words = f"Answered now: {said_of(self.draft, name)}"
                    parts.append(_to_follow(words, name, "", "Enter takes it back"))
            if heading == BEFORE_YOU_HANG_UP and not self.draft.casebook.read_only:
                parts += self._to_write_down()
        self.query_one("#phone", TextView).set_parts(parts, at)

    def _to_write_down(self) -> list[Part]:
        """What the call taker says, each a row of its own; then the way to record it.

        Where a record lies open beneath, only that: written down in both, one would take the other's place.
        """
        is_open = any(isinstance(screen, ActionScreen) for screen in self.app.screen_stack)
        self._noted = {} if is_open else noted(self.draft)
        self._records = record_words(self.draft)
        rows = [
            _to_follow(words, _NOTE, reply, _writes_down(reply, words))
            for reply, words in self._noted.items()
        ]
        return [*rows, _to_follow(self._records, _RECORD, "", "Enter leads there, with these in it")]

    def on_text_view_followed(self, event: TextView.Followed) -> None:
        """Answer a question, take its answer back, or write something down."""
        name, value = event.part.id.split("=")
        if name == _RECORD:
            self.action_record()
        elif name == _NOTE:
            self.write_down(value)
        else:
            self.answer(cast("SafetyName", name), value)

    @work(exclusive=True, group="answer")
    async def answer(self, name: SafetyName, value: str) -> None:
        """Take an answer, and show it in the script; the status line says what came of saving it."""
        result = await answer_by_one_key(self.asker, self.draft, name, value)
        if result.done:
            self._answered = [*(each for each in self._answered if each != name), *([name] if value else [])]
        if self.draft.conflict is not None and not self.draft.put_off:
            result = await settle_conflict(ArrowKeyAsker(self.ce), self.draft)
        self._draw(heading_of(name))
        self.stand(raised_here(self.draft, "phone", name))
        self.greet(result.words)
        self._say_trouble()

    @work(exclusive=True, group="answer")
    async def write_down(self, reply: str, begun: str = "") -> None:
        """Write down something that the call taker said. `begun`: what was typed of it on its row."""
        with self.at_work():
            result = await note(self.asker, self.draft, reply, begun)
        self._draw(f"{_NOTE}={reply}")
        self.greet(result.words)
        self._say_trouble()

    def _say_trouble(self) -> None:
        self.refresh_frame()
        said = self.draft.saving_words, self._unlogged, call_lock_words(self.ce)
        self.say(so_far=" ".join(filter(None, said)))


def _to_follow(words: str, name: str, value: str, follow: str) -> Part:
    return Part(words, "line", head=">>  ", id=f"{name}={value}", follow=follow)


def _writes_down(reply: str, words: str) -> str:
    """What Enter does with a row, by its label: the status line names it."""
    does = "goes on with" if CUT_OFF in words else "writes down" if words.endswith(NOT_YET) else "changes"
    return f"{'Enter' if reply in CHOSEN else 'Enter, or a letter,'} {does}: {words.partition(':')[0]}"
