"""The rules of keeping: when a draft, and when a completed screening, comes up for the lead's decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from ce_tui.screens.office.office import OfficeForm
from ce_tui.widgets.choice_list import ActionList, Choice, ChoiceList
from ce_tui.widgets.dialogs import ConfirmDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.plain import problem_line, text

if TYPE_CHECKING:
    from ce_tui.core.vault.retention_rules import Retention, Rule, Whichever

ABOUT = (
    "A rule deletes nothing. It puts a screening before the lead, who decides. Both lines empty: it is kept until "
    "someone decides otherwise."
)
NO_AGE = "not an age; expected a whole number of years up to 120, such as 25, or nothing"
GROUPS = (("drafts", "Drafts that were never completed"), ("completed", "Screenings that were completed"))


class KeepingRulesScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    help_topic: ClassVar[str] = "keeping"
    first: ClassVar[str] = "#drafts-after"

    def section_words(self) -> str:
        return "Rules of keeping"

    def body(self) -> ComposeResult:
        from ce_tui.core.vault.retention_rules import Retention

        session = self.ce.kept_session
        rules = session.casebook.reviews.rules() if session is not None else Retention()
        with VerticalScroll(classes="form", can_focus=False):
            yield text(ABOUT)
            for group, title in GROUPS:
                yield from _asked(group, title, getattr(rules, group))
            yield problem_line()
            yield ActionList(
                [
                    Item("keep", "Set these rules"),
                    Item("configured", "Follow the configuration of this machine instead"),
                    Item("back", "Back, changing nothing"),
                ],
                id="actions",
            )

    def do(self, action: str) -> None:
        if action == "keep":
            self._set()
        elif action == "configured":
            self._follow_configuration()

    # What is done

    @work(exclusive=True, group="office")
    async def _set(self) -> None:
        from ce_tui.core.vault import retention
        from ce_tui.core.vault.errors import Refused

        casebook, rules = self.casebook, self._typed()
        if casebook is None or rules is None:
            return
        try:
            retention.check(rules)
        except Refused as refused:
            self.problem(refused.words)
            return
        self.problem("")
        question = ConfirmDialog(
            f"The rules will be: {retention.say(rules)}. Nothing is deleted by that: what is due comes before "
            "the lead.",
            "Set these rules",
            "Go on changing them",
        )
        if await self.ask(question) and await self.was_done(
            "Setting the rules.", lambda: casebook.reviews.set_rules(rules)
        ):
            self.app.pop_screen()
            self.ce.greet("The rules of keeping are set.")

    @work(exclusive=True, group="office")
    async def _follow_configuration(self) -> None:
        casebook = self.casebook
        if casebook is not None and await self.was_done(
            "Setting the rules.", lambda: casebook.reviews.set_rules(None)
        ):
            self.app.pop_screen()
            self.ce.greet("The rules of keeping are those of this machine's configuration.")

    def _typed(self) -> Retention | None:
        """The rules as typed; None where one is not right, which is said."""
        from ce_tui.core.vault.retention_rules import Retention, Rule

        rules = {}
        for group, _ in GROUPS:
            after = self.query_one(f"#{group}-after", Field).value.strip()
            field = self.query_one(f"#{group}-birthday", Field)
            age = field.value.strip()
            right = not age or (age.isascii() and age.isdigit() and int(age[:4]) <= 120)
            field.error = "" if right else NO_AGE
            if not right:
                field.focus()
                self.say(field.words)
                return None
            chosen = self.query_one(f"#{group}-whichever", ChoiceList).chosen
            whichever: Whichever = "earlier" if chosen == "earlier" else "later"
            rules[group] = Rule(after=after, birthday=int(age or 0), whichever=whichever)
        return Retention(**rules)


def _asked(group: str, title: str, rule: Rule) -> Iterator[Widget]:
    yield text(title, classes="group")
    yield Field(
        "After the last change",
        rule.after,
        id=f"{group}-after",
        max_length=40,
        beside=26,
        hint="A number and days, weeks, months or years, such as 90 days or 6 years. Empty: no such rule.",
    )
    yield Field(
        "On the child's birthday",
        str(rule.birthday) if rule.birthday else "",
        id=f"{group}-birthday",
        max_length=4,
        beside=26,
        hint="The age, such as 25, where the date of birth is known. Empty: no such rule.",
    )
    yield ChoiceList(
        [Choice("later", "the later of the two days"), Choice("earlier", "the earlier of the two days")],
        rule.whichever,
        label="Where both are set",
        id=f"{group}-whichever",
    )
