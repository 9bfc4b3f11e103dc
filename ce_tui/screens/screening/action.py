"""Recording something that was done: a form over any other screen. What matters at once first, then the rest.

What is typed is kept within a second, and stands here again after a lock, a dropped line or Esc, until it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from ce_tui.core.pathway.actions.action import CALLS
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.screens.screening.form import call_lock_words
from ce_tui.screens.screening.section import ArrowKeyAsker
from ce_tui.session.begun_action import ELSE, FIRST_ASKED, TIMES, BegunAction
from ce_tui.session.jobs.recording import drop, record
from ce_tui.widgets.dialogs import AUTOSAVE
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList, ChoiceList
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.question_form import QuestionForm, Words
from ce_tui.widgets.room import SentOff, is_quiet

_RECORD = Item("record", "Record it", said="Record it. Enter records.")
_BACK = Item("back", "Back: what you typed is kept", said="Back. What you typed is kept.")
_DROP = Item("drop", "Drop what you typed here", said="Drop what you typed here. It asks first.")
_ESC = "Esc goes back; what you typed is kept."


class ActionScreen(CeScreen):
    """The form for one action of the open screening."""

    called: ClassVar[str] = "Record what was done"
    help_topic: ClassVar[str] = "done"
    AUTO_FOCUS: ClassVar[str | None] = ""
    is_form: ClassVar[bool] = True

    def __init__(self, begun: BegunAction) -> None:
        super().__init__()
        self._begun = begun
        self._saving: Timer | None = None

    def section_words(self) -> str:
        return f"Correct number {self._begun.corrects.id}" if self._begun.corrects else self.called

    @property
    def is_call(self) -> bool:
        """Whether a call is recorded, which may go on still."""
        return self._begun.value("kind") in CALLS

    @property
    def _form(self) -> QuestionForm:
        return self.query_one(QuestionForm)

    def body(self) -> ComposeResult:
        """The questions; a way to record stands after those that matter at once, and at the end."""
        ways = ActionList([_RECORD, _BACK, _DROP], widget_id="ways")
        yield QuestionForm(list(self._parts()), self._begun.value, end=ways)

    def _parts(self) -> Iterator[Question | Words | Widget]:
        """The questions, and what stands between them."""
        for question in self._begun.questions():
            yield question
            if question.id == FIRST_ASKED[-1]:
                yield ActionList([_now()], widget_id="now")
                yield Words("More, where there is time", strong=True)

    def on_mount(self) -> None:
        """Put the focus on the first question that is not answered."""
        self._show_whom()
        first = next(
            (question_id for question_id in ("kind", "to") if not self._begun.value(question_id)),
            "came_of_it",
        )
        if (widget := self._form.widget(first)) is not None:
            widget.focus()
        if self._begun.was_begun:
            self.greet(f"{self._begun.begun_words} {self._begun.proposed_words}".strip())
        elif self._begun.value("to") and not self._begun.corrects:
            self.greet(self._begun.proposed_words or f"{self._begun.so_far_words}.")
        self._say_ways()

    def _say_ways(self) -> None:
        self.say(so_far=f"{_ESC} {call_lock_words(self.ce) if self.is_call else ''}".rstrip())

    # What is replied

    def on_question_form_replied(self, event: QuestionForm.Replied) -> None:
        """Take a reply; a choice is kept at once, what is typed within a second."""
        question_id, typed = event.question.id, event.typed
        self._begun.put(question_id, typed if isinstance(typed, str) else " ".join(typed))
        if not event.typing:
            widget = self._form.widget(question_id)
            if isinstance(widget, ChoiceList):
                widget.chosen = self._begun.value(question_id)
                widget.error = ""
            self._show_whom()
            self._say_ways()
            self._keep()
        elif self._saving is None:
            self._saving = self.set_timer(AUTOSAVE, self._keep)

    def on_question_form_left(self, event: QuestionForm.Left) -> None:
        """Say what is wrong with a line that is left, or how its time was understood."""
        question_id = event.question.id
        field = self._form.widget(question_id)
        if not isinstance(field, Field):
            return
        self._show_fault(question_id, self._begun.fault_of(question_id))
        if (said := field.error or self._begun.read_as(question_id)) and not field.has_focus_within_line:
            label = "" if said.startswith(event.question.label) else f"{event.question.label}: "
            self.greet(f"{label}{said}.")
            self.say(self._words_here())
        self._keep()

    def on_field_entered(self, event: Field.Entered) -> None:
        """Say the field and its place."""
        event.prevent_default()
        self._form.show_whole(event.field)
        if words := self._words_here():
            self.say(words)

    def _words_here(self) -> str:
        focused = self.focused
        if isinstance(focused, ItemList) and focused.current is not None:
            return self.words_of(focused, focused.current)
        field = self._form.widget(self._form.current)
        if not isinstance(field, Field):
            return ""
        words = field.words
        stop = "." if words and not words.endswith((".", "?", "!")) else ""
        return self._form.words_of_field(field, f"{words}{stop}")

    def words_of(self, listed: ItemList, item: Item) -> str:
        """A choice with its question's place; what can be done, by itself."""
        return self._form.words_of_choice(listed, item) if isinstance(listed, ChoiceList) else item.words

    def key_words(self) -> list[tuple[str, str]]:
        return [("Tab", "question"), *super().key_words()]

    def _show_whom(self) -> None:
        """Whom it was to, which goes with what was done while it is only proposed; who else, only where it was."""
        whom = self._form.widget("to")
        if isinstance(whom, ChoiceList) and whom.chosen != (to := self._begun.value("to")):
            whom.chosen = to
            whom.go_to(to)
        self._form.ask_again(self._begun.question("to"))
        proposed = f": {self._begun.so_far_words}, as proposed" if self._begun.is_proposed else ""
        self.query_one("#now", ActionList).set_items([_now(proposed)])
        if (other := self._form.widget("to_other")) is not None:
            other.display = self._begun.value("to") == ELSE

    # What is done

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Record, go back, or drop it."""
        if self.busy:
            return
        if event.item.id == "drop":
            self._drop()
        elif event.item.id != "back":
            self._record()
        elif self._keep():
            self.app.pop_screen()

    def step_back(self) -> bool:
        """Stay while it is being recorded, and if what was typed cannot be kept."""
        return self.busy or not self._keep()

    def _keep(self) -> bool:
        """Keep what is typed: whether that could be done. Until it could, the header says so, as of the screening."""
        self._saving = None
        self._begun.draft.flush()
        self.refresh_frame()
        if (error := self._begun.draft.beside.error) is not None:
            self.greet(f"Not kept yet: {error.words} Your words are still here.")
        return error is None

    @work(exclusive=True, group="record")
    async def _record(self) -> None:
        if faults := self._begun.faults():
            for question_id, words in faults.items():
                self._show_fault(question_id, words)
            self._point_out(next(iter(faults)))
            return
        with self.at_work():
            result = await record(_ReadAsker(self.ce), self._begun)
        if result.done:
            self.app.pop_screen()
            self.ce.greet(result.words)
        elif not self.ce.leave_ended():
            self.greet(result.words)

    @work(exclusive=True, group="record")
    async def _drop(self) -> None:
        if await drop(self.asker, self._begun):
            self.app.pop_screen()
            self.ce.greet("Dropped: nothing was recorded.")

    def _point_out(self, question_id: str) -> None:
        """Go to what is wrong first, and say it; a line says it with what it holds."""
        widget = self._form.widget(question_id)
        if widget is None:
            return
        widget.post_message(SentOff())
        if isinstance(widget, Field):
            self.greeting = ""  # it was said as the line was left
            widget.point_out()
            self.call_after_refresh(lambda: self.say(self._words_here()))
        else:
            widget.focus()
            if not is_quiet(self):  # there each choice says it with it
                self.greet(f"{widget.error}.")

    def _show_fault(self, question_id: str, words: str) -> None:
        """What is wrong with a time says how to type one: its hint, which says the same, waits as long."""
        widget = self._form.widget(question_id)
        if widget is not None:
            widget.error = words
        if isinstance(widget, Field) and question_id in TIMES:
            widget.hint = "" if words else self._form.questions[question_id].hint

    def on_unmount(self) -> None:
        """Keep what was typed, whichever way it is left."""
        session = self.seat.kept_session
        if session is not None and session.casebook is self._begun.draft.casebook:
            self._keep()


class _ReadAsker(DialogAsker):
    """Whom to phone next is to be read: Enter in a hurry, a space or a digit does not take it away."""

    async def tell(self, words: str) -> None:
        """Say it in a box that goes only by saying that it was read."""
        asker = ArrowKeyAsker(self._host)
        while not await asker.confirm(words, "I have read it", "Show it once more"):
            pass


def _now(what: str = "") -> Item:
    words = f"Record it now{what}"
    return Item("record", words, said=f"{words}. Enter records; what follows can be left out.")
