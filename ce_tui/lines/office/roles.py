"""Which roles somebody is to have: asked by number or word."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked
from ce_tui.lines.dialogue.state import State
from ce_tui.session.jobs.accounts import roles_trouble
from ce_tui.session.words.people import role_choices


def ask_roles(state: State, now: Sequence[str]) -> list[str]:
    """One or more roles, by their numbers or words. Enter takes those that are there."""
    roles = [each.id for each in role_choices()]
    listed = [f"{number}. {each.words}" for number, each in enumerate(role_choices(), 1)]
    asked = Asked(
        words="\n".join(["Roles:", *listed, f"Numbers, such as 1 2? [{', '.join(now)}]"]),
        again=f"Roles, 1 to {len(roles)}? [{', '.join(now)}]",
        hint=[*listed, "Type the numbers of all that are to be theirs, with blanks between."],
    )
    choices = [Choice(role, role) for role in roles]
    while True:
        typed = state.dialogue.ask(asked).replace(",", " ").split()
        if not typed:
            return list(now)
        found = [asking.picked(each, choices) for each in typed]
        chosen = [role for role in roles if role in found]
        if chosen and None not in found:
            return chosen
        state.say(f"Type numbers from 1 to {len(roles)}. {roles_trouble([])}")
