"""The rules of keeping: when a draft, and when a completed screening, comes up for a lead's decision."""

from __future__ import annotations

from ce_tui.core.vault import retention
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.retention_rules import Retention, Rule, Whichever
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.state import State

_ABOUT = (
    "A rule deletes nothing. It puts a screening before the lead, who decides. Without one it is kept until someone "
    "decides otherwise."
)
_NONE = "none"
_OLDEST = 120  # years


def ask_rules(state: State) -> None:
    """Ask for both rules, say what they come to, set them. Raises Said: "back" changes nothing."""
    casebook = state.signed_in.casebook
    now = casebook.reviews.rules()
    state.say(_ABOUT, f"Now {retention.say(now)}.")
    choices = (
        Choice("set", "Set rules in this store"),
        Choice("configured", "Follow the configuration of this machine"),
    )
    chosen = asking.choose(state.dialogue, "Which rules?", choices, default_words="as they are")
    if not chosen:
        return
    rules = None if chosen == "configured" else _asked(state, now)
    try:
        if rules is not None:
            retention.check(rules)
            question = f"The rules will be: {retention.say(rules)}. Set them?"
            if not asking.yes_or_no(state.dialogue, question):
                state.say("Nothing was changed.")
                return
        casebook.reviews.set_rules(rules)
    except (Refused, VaultError) as error:
        state.say(error.words)
        return
    state.say("The rules of keeping are set.")


def _asked(state: State, now: Retention) -> Retention:
    return Retention(
        drafts=_rule(state, "Drafts that were never completed", now.drafts),
        completed=_rule(state, "Screenings that were completed", now.completed),
    )


def _rule(state: State, title: str, now: Rule) -> Rule:
    state.say(f"{title}:")
    after = asking.text(
        state.dialogue,
        f"For review how long after the last change? [{now.after or _NONE}]",
        hint=[
            f"A number and days, weeks, months or years, such as 90 days or 6 years. {_NONE}: no such rule."
        ],
    ).strip()
    after = now.after if not after else "" if after.casefold() == _NONE else after
    birthday = _birthday(state, now.birthday)
    whichever: Whichever = now.whichever
    if after and birthday:
        later = asking.yes_or_no(
            state.dialogue, "Whichever is later? no: whichever is earlier.", default=now.whichever == "later"
        )
        whichever = "later" if later else "earlier"
    return Rule(after=after, birthday=birthday, whichever=whichever)


def _birthday(state: State, now: int) -> int:
    while True:
        typed = asking.text(
            state.dialogue,
            f"On the child's birthday of which age? [{now or _NONE}]",
            hint=[f"A whole number of years, such as 25. {_NONE}: no such rule."],
        ).strip()
        if not typed:
            return now
        if typed.casefold() == _NONE:
            return 0
        if typed.isascii() and typed.isdigit() and int(typed[:4]) <= _OLDEST:
            return int(typed[:4])
        state.say(f"Type a whole number of years up to {_OLDEST}, such as 25, or {_NONE}.")
