"""The rules of keeping: when a draft, and when a completed screening, comes up for a lead's decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ce_tui.core.vault import retention
from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.room import NOTHING_CHANGED, do_job
from ce_tui.session.jobs.keeping_rules import follow_configuration, read_after, read_age, set_rules
from ce_tui.session.words.keeping import AFTER_HINT, FOLLOW_CONFIGURATION, RULES_ABOUT, RULES_FOR

Value = TypeVar("Value")
_NONE = "none"


def ask_rules(state: State) -> None:
    """Ask for both rules, and set them. Raises Said: back changes nothing."""
    now = state.signed_in.casebook.reviews.rules()
    state.say(
        f"{RULES_ABOUT} Without one it is kept until someone decides otherwise.", f"Now {retention.say(now)}."
    )
    choices = (
        Choice("set", "Set rules in this store"),
        Choice("configured", FOLLOW_CONFIGURATION),
    )
    chosen = asking.choose(state.dialogue, "Which rules?", choices, default_words="as they are")
    if chosen == "configured":
        state.say(do_job(state, follow_configuration).words)
    elif chosen:
        rules = Retention(**{group: _rule(state, title, getattr(now, group)) for group, title in RULES_FOR})
        result = do_job(state, lambda asker, station: set_rules(asker, station, rules))
        state.say(result.words or NOTHING_CHANGED)


def _rule(state: State, title: str, now: Rule) -> Rule:
    state.say(f"{title}:")
    after = _asked(
        state,
        f"For review how long after the last change? [{now.after or _NONE}]",
        f"{AFTER_HINT}. {_NONE}: no such rule.",
        read_after,
        now.after,
    )
    birthday = _asked(
        state,
        f"On the child's birthday of which age? [{now.birthday or _NONE}]",
        f"A whole number of years, such as 25. {_NONE}: no such rule.",
        read_age,
        now.birthday,
    )
    later = now.whichever == "later"
    if after and birthday:
        later = asking.yes_or_no(
            state.dialogue, "Whichever is later? no: whichever is earlier.", default=later
        )
    return Rule(after=after, birthday=birthday, whichever="later" if later else "earlier")


def _asked(state: State, question: str, hint: str, read: Callable[[str], Value], now: Value) -> Value:
    """A part of a rule, asked until it is one that can be followed."""
    while True:
        typed = asking.text(state.dialogue, question, hint=[hint]).strip()
        if not typed:
            return now
        try:
            return read("" if typed.casefold() == _NONE else typed)
        except Refused as refused:
            state.say(sentence(f"This is {refused.words}"))
