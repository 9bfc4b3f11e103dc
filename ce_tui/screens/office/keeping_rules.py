"""The rules of keeping: when a draft, and when a completed screening, comes up for the lead's decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.widget import Widget

from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.words.choice import Choice
from ce_tui.screens.office.office_form import OfficeForm
from ce_tui.session.jobs.keeping_rules import follow_configuration, read_age, set_rules
from ce_tui.session.words.keeping import AFTER_HINT, FOLLOW_CONFIGURATION, RULES_ABOUT, RULES_FOR
from ce_tui.widgets.choice_list import ChoiceList
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import problem_line, text


class KeepingRulesScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Rules of keeping"
    help_topic: ClassVar[str] = "keeping"
    first: ClassVar[str] = "#drafts-after"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (
        ("keep", "Set these rules"),
        ("configured", f"{FOLLOW_CONFIGURATION} instead"),
    )

    def form(self) -> ComposeResult:
        session = self.ce.seat.kept_session
        rules = session.casebook.reviews.rules() if session is not None else Retention()
        yield text(f"{RULES_ABOUT} Both lines empty: it is kept until someone decides otherwise.")
        for group, title in RULES_FOR:
            yield from _asked(group, title, getattr(rules, group))
        yield problem_line()

    def act(self, action: str) -> None:
        """Set the rules, here or by the configuration."""
        if action == "configured":
            self.do(follow_configuration)
        elif rules := self._typed():
            self.problem("")
            self.do(lambda asker, station: set_rules(asker, station, rules))

    def _typed(self) -> Retention | None:
        """The rules as typed; None where an age is none, which is said."""
        ages = [self.query_one(f"#{group}-birthday", Field) for group in ("drafts", "completed")]
        if not self.are_right(*((age, read_age) for age in ages)):
            return None
        return Retention(drafts=self._rule("drafts"), completed=self._rule("completed"))

    def _rule(self, group: str) -> Rule:
        earlier = self.query_one(f"#{group}-whichever", ChoiceList).chosen == "earlier"
        return Rule(
            after=self.query_one(f"#{group}-after", Field).value.strip(),
            birthday=read_age(self.query_one(f"#{group}-birthday", Field).value),
            whichever="earlier" if earlier else "later",
        )


def _asked(group: str, title: str, rule: Rule) -> Iterator[Widget]:
    yield text(title, classes="group")
    yield Field(
        "After the last change",
        rule.after,
        id=f"{group}-after",
        max_length=40,
        beside=26,
        hint=f"{AFTER_HINT}. Empty: no such rule.",
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
