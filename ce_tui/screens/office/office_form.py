"""A form over the present screen: fields, then a list of what to do, one of which goes back, as Esc does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from ce_tui.screens.base import CeScreen
from ce_tui.screens.office.jobs import Jobs
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.doing import Job
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import CheckedForm
from ce_tui.widgets.item_list import Item, ItemList


class OfficeForm(CeScreen):
    """A subclass composes its fields, says what can be done with them, and does it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    is_form: ClassVar[bool] = True
    first: ClassVar[str]
    """What has the focus in the beginning, as a selector."""
    offers: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The form's actions: ids and words. The one that goes back comes after them."""
    back: ClassVar[str] = "Back, changing nothing"
    esc: ClassVar[str] = "Esc goes back, changing nothing."

    def __init__(self) -> None:
        super().__init__()
        self.jobs = Jobs(self)

    def form(self) -> ComposeResult:
        """The fields, with what is to be said of them."""
        raise NotImplementedError

    def act(self, action: str) -> None:
        """Do one of the form's actions."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        with CheckedForm(classes="form"):
            yield from self.form()
            yield action_list(self.offers, self.back)

    def show(self) -> None:
        if self.focused is None:
            self.query_one(self.first).focus()
        self.say(so_far=self.esc)

    def step_back(self) -> bool:
        """Esc: not while something is being done."""
        return self.jobs.busy

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter goes on to what follows."""
        self.focus_next()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        if self.jobs.busy:
            return
        if event.item.id == "back":
            self.app.pop_screen()
        else:
            self.act(event.item.id)

    # What is done

    def do(self, job: Job[JobResult]) -> None:
        """Do the form's job: leave the form where it was done, else say what is wrong."""
        self.jobs.begin(job, self._done)

    def _done(self, result: JobResult) -> None:
        if not result.done:
            self.problem(result.words)
            return
        self.app.pop_screen()
        if result.words:
            self.ce.greet(result.words)

    def problem(self, words: str) -> None:
        """Say what is wrong, in the form and in the status line; empty: nothing is."""
        for line in self.query("#problem").results(Static):
            line.update(f"! {words}" if words else "")
            line.display = bool(words)
        if words:
            self.greet(words)


def action_list(offers: Iterable[tuple[str, str]], back: str) -> ActionList:
    """What can be done, by ids and words, then the way back."""
    return ActionList([Item(id, words) for id, words in [*offers, ("back", back)]], id="actions")
