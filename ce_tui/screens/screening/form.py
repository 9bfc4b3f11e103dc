"""A section that is a form of the interview's questions, whose replies are kept; saying danger; taking over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.timer import Timer

from ce_tui.commands.keymap import say_key
from ce_tui.core.pathway.answers.danger import DangerName
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import NotAccepted
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.words import with_capital
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.host import Host
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.answering import answer, say_or_take_back
from ce_tui.session.reviewing import KEPT, kept_text
from ce_tui.session.session import as_before
from ce_tui.session.terminal_state import call_words
from ce_tui.session.words.sections import read_as
from ce_tui.session.words.sharing import group_title
from ce_tui.widgets.dialogs import AUTOSAVE
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ChoiceList
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.question_form import SIDE_BY_SIDE, QuestionForm, Words
from ce_tui.widgets.room import is_quiet, once_scrolled
from ce_tui.widgets.text_area import DateField


class SectionQuestions:
    """One section's part of its form: the questions, and what the replies lead to."""

    section: ClassVar[str]

    def __init__(self, screen: FormScreen) -> None:
        self.screen = screen

    @property
    def draft(self) -> Draft:
        """The draft that the form was opened for."""
        return self.screen.draft

    def parts(self) -> Sequence[Question | Words]:
        """The questions, and words between them."""
        return self.draft.questions(self.section)

    def entered(self) -> None:
        """Do what is due once everything stands and has the focus."""

    def left(self, question: Question) -> str:
        """Take notice that a line was left. Gives what to say of it before all else; empty: nothing."""
        return ""

    def closed(self) -> None:
        """Do what is due when the screen is left."""

    def replied(self, question_id: str, *, otherwise: bool) -> None:
        """Take notice of a typed or taken reply. `otherwise`: it is not what was recorded."""

    async def take(self, question_id: str, value: str) -> JobResult:
        """Take a choice, or with an empty value take it back."""
        return await answer(self.screen.asker, self.draft, question_id, value)

    def followed(self, question_id: str, before: Answers, said: str) -> str:
        """The words on a choice that was taken. `said`: those that were said as it was."""
        return said


class FormScreen(SectionScreen):
    """A section of questions. `start_at` is a question's id."""

    def __init__(self, questions: type[SectionQuestions]) -> None:
        super().__init__()
        self.section = questions.section
        self.questions = questions(self)
        self._saving: Timer | None = None
        self._begun: dict[str, str] = {}  # what was recorded when one began to type, by question

    @property
    def here(self) -> str:
        forms = self.query(QuestionForm)
        return forms.first().current if forms else ""

    @property
    def form(self) -> QuestionForm:
        return self.query_one(QuestionForm)

    def body(self) -> ComposeResult:
        yield QuestionForm(
            self.questions.parts(),
            self.held,
            closed=self.draft.why_closed,
            end=self.section_end(),
            widget_id="form",
        )

    def held(self, question_id: str) -> str:
        """The value in a question's widget: what was typed and is not valid yet, else what is recorded."""
        unfinished = self.draft.screening.unfinished.get(question_id)
        return self.draft.value(question_id) if unfinished is None else unfinished

    def enter(self) -> None:
        """Put the focus on the first question, or where it was."""
        for question_id in self.draft.screening.unfinished:
            self._check(question_id)
        self.form.send_off()
        widget = self.form.widget(self.start_at) if self.start_at else None
        first = widget or next(iter(self.form.query("ChoiceList, Field")), None)
        if isinstance(first, Field | ChoiceList):
            first.focus()
            once_scrolled(first, self._show_current)  # what stands above it may be laid out only now
        if not self.draft.editable:
            self.say(self.draft.why_closed)
        self.questions.entered()

    def on_unmount(self) -> None:
        """Save whatever was typed, whichever way the screen is left."""
        self.questions.closed()
        if self.draft.editable:
            self.draft.flush()

    # What the status line says

    def on_field_entered(self, event: Field.Entered) -> None:
        """Say the field and its question's place, and keep where one is."""
        event.prevent_default()
        question = self.form.question_of(event.field)
        self.form.show_whole(event.field)
        self.draft.keep_place(f"{self.section}:{question.id}")
        if words := self._words_here():  # the focus may have gone on meanwhile
            self.say(words)

    def say_where(self) -> None:
        """Say once more what has the focus, a line that is typed in, too."""
        if words := self._words_here():
            self.say(words)
        else:
            super().say_where()

    def _words_here(self) -> str:
        """The status line's words on the line that is typed in; empty: something else has the focus."""
        current = self.form.current
        field = self.form.widget(current)
        if not isinstance(field, Field):
            return ""
        whose = self._whose(self.form.questions[current])
        field.remark = as_before(self.draft, current)
        return self.form.words_of_field(field, f"{whose}{field.words}")

    def _whose(self, question: Question) -> str:
        """The words on whose details they are, yours or the child's; empty: nobody's."""
        whose = group_title(question.group, self.draft.pathway.details)
        return f"{whose}. " if question.group in SIDE_BY_SIDE else ""

    def key_words(self) -> list[tuple[str, str]]:
        return [("Tab", "question"), *super().key_words()]

    def words_of(self, listed: ItemList, item: Item) -> str:
        """The words on a choice, with its question's place."""
        if not isinstance(listed, ChoiceList):
            return super().words_of(listed, item)
        question = self.form.question_of(listed)
        self.draft.keep_place(f"{self.section}:{question.id}")
        return self.form.words_of_choice(listed, item)

    # Replies

    def on_question_form_replied(self, event: QuestionForm.Replied) -> None:
        """Keep a reply. A choice is saved at once, what is typed within a second."""
        if not self._is_asked(event.question.id):
            return
        if event.typing:
            self._keep_typed(event.question, event.typed)
        else:
            self.choose(event.question, str(event.typed))

    def _keep_typed(self, question: Question, typed: str | tuple[str, ...]) -> None:
        """What is not valid is kept apart: what was recorded when it was begun stays until a new one replaces it."""
        draft = self.draft
        before = self._begun.setdefault(question.id, draft.value(question.id))
        try:
            answers = draft.replied(draft.answers, question.id, typed)
            unfinished = ""
        except NotAccepted:
            answers = replies.set_field(draft.answers, question.id, before)
            unfinished = "/".join(typed) if isinstance(typed, tuple) else typed
        self.questions.replied(question.id, otherwise=bool(unfinished) or answers != draft.answers)
        try:
            draft.apply(lambda _: answers, now=False)
            draft.keep_unfinished(question.id, unfinished, now=False)
        except NotAccepted as closed:
            self.say(closed.words)
            return
        self._say_if_not_taken(question.id)
        if self._saving is None and self.is_mounted:
            self._saving = self.set_timer(AUTOSAVE, self._save)

    def _say_if_not_taken(self, question_id: str) -> None:
        """Beside a text that is kept and was never taken it says so, and how to; else what stands there always."""
        field, hint = self.form.widget(question_id), self.form.questions[question_id].hint
        if kept_text(self.draft, question_id):
            how = "Enter takes it. " if self.draft.editable else ""
            hint = f"{with_capital(KEPT)}. {how}{hint}".strip()
        if isinstance(field, Field) and field.hint != hint:
            field.hint = hint

    def _is_asked(self, question_id: str) -> bool:
        """Whether a question is still asked: what another answer ended stands in the form for a moment more."""
        return any(isinstance(each, Question) and each.id == question_id for each in self.questions.parts())

    def _save(self) -> None:
        self._saving = None
        self.draft.flush()
        if self.seat.open_draft is self.draft:
            self.refresh_frame()
            self._look_at_conflict()

    def on_question_form_left(self, event: QuestionForm.Left) -> None:
        """Say what is wrong with a line that is left, and save."""
        note = self.questions.left(event.question)
        self._begun.pop(event.question.id, None)
        self._check(event.question.id, note)
        if self.draft.editable:
            self._save()

    def _check(self, question_id: str, left: str = "") -> None:
        """Show what is wrong with a field, or nothing. `left`: what is said of one that was left and is right."""
        field = self.form.widget(question_id)
        if not isinstance(field, Field) or not self._is_asked(question_id):
            return
        self._say_if_not_taken(question_id)
        typed = field.parts if isinstance(field, DateField) else field.value
        try:
            self.draft.replied(self.draft.answers, question_id, typed)
        except NotAccepted as refused:
            recorded = self.draft.shown(question_id)
            field.error = f"{refused.words}. Not kept yet: {recorded} stays" if recorded else refused.words
            once_scrolled(field, self._show_current)  # an error takes rows above it
            if is_quiet(field):  # what is drawn under it is not heard
                self._say_of(field, f"Error: {field.error}.")
            return
        field.error = ""
        said = [left, *replies.remarks(question_id, field.value), self.date_read_as(question_id)]
        if words := " ".join(filter(None, said)):
            self._say_of(field, words)

    def date_read_as(self, question_id: str) -> str:
        """How a birth date was read, or a day of harm without its year; empty: neither."""
        field, harmed_on = self.form.widget(question_id), self.draft.answers.harm.on
        without_year = isinstance(field, DateField) and harmed_on[:4] not in field.value
        if question_id == "child.date_of_birth" or (question_id == "harm.on" and without_year):
            return read_as(self.draft, question_id)
        return ""

    def _show_current(self) -> None:
        if self.form.is_attached and (current := self.form.widget(self.form.current)) is not None:
            self.form.show_whole(current)

    def _say_of(self, field: Field, words: str) -> None:
        """Say something of a line that was left, before where one is now."""
        question = self.form.question_of(field)
        alike = [each for each in self.form.questions.values() if each.label == question.label]
        whose = self._whose(question) if len(alike) > 1 else ""
        said = f"{whose}{field.label.rstrip(':? ')}: {words}"
        if here := self._words_here():
            self.say(f"{said} {here}")
        else:  # a list says where it is itself, and later
            self.announce_too(said)

    @work(exclusive=True, group="choose")
    async def choose(self, question: Question, value: str) -> None:
        """Take a choice, or with an empty value take it back."""
        before = self.draft.answers
        result = await self.questions.take(question.id, value)
        self._put_back(question.id)
        words = result.words
        if result.done:
            self.show_changed()
            self._show_recorded()  # the words of a question may name what is answered
            if value:
                words = self.questions.followed(question.id, before, words)
            else:
                words = f"{words} Taken back.".strip()
                self._stand_on_answer(question.id)  # Enter on it goes on
        self.announce(words)

    def show_said(self, question_id: str) -> None:
        """Show a question that was answered from over the section, and stand on its answer."""
        self._show_recorded()
        self._stand_on_answer(question_id)

    def _stand_on_answer(self, question_id: str) -> None:
        if isinstance(widget := self.form.widget(question_id), ChoiceList):
            widget.go_to(widget.chosen)

    def _show_recorded(self) -> None:
        """Show every choice as it is recorded, and its question."""
        for question in self.questions.parts():
            if isinstance(question, Question) and self.form.widget(question.id) is not None:
                self.form.ask_again(question)
                self._put_back(question.id)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show what is recorded: danger may have been answered elsewhere."""
        if self.query(QuestionForm) and self.seat.open_draft is not None:
            self._show_recorded()

    def _put_back(self, question_id: str) -> None:
        """Show what is recorded."""
        widget = self.form.widget(question_id)
        recorded = self.draft.value(question_id)
        if isinstance(widget, ChoiceList) and widget.chosen != recorded:
            widget.chosen = recorded


def call_lock_words(app: Host) -> str:
    """The words on when it locks while somebody phones, if that is later than else."""
    return call_words(app.seat.idle.times, say_key(app.surroundings.keys.key_of("lock")))


async def say_danger(app: Host, draft: Draft, name: DangerName) -> None:
    """Say that there is danger, or take it back: then the result says what follows. Only from a worker.

    A No is said in place: it leads nowhere.
    """
    result = await say_or_take_back(DialogAsker(app), draft, name)
    if result.done:
        if getattr(draft.answers, name) is not False:
            app.show_section("result", greeting=result.words)
            return
        if isinstance(app.screen, SectionScreen):
            app.screen.show_changed()
        if isinstance(app.screen, FormScreen):
            app.screen.show_said(name)
    app.greet(result.words)
