"""Where nobody answered: whom to phone next, there and then (rule 17 of the design)."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.actions.action import Action, Recorded, alike, done
from ce_tui.core.pathway.actions.stood import stands
from ce_tui.core.pathway.answers.about_child import grown
from ce_tui.core.pathway.outcome.calling import asked_for
from ce_tui.core.pathway.outcome.contacts import is_phoned, to_be_shown
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact

DANGER_FIRST = "If the child is in danger now: 999."
NUMBERS = 3  # to phone one after the other


def tried_in_vain(recorded: Sequence[Recorded]) -> list[str]:
    """Those whose last call nobody answered, by the name that was recorded."""
    last: dict[str, Action] = {}
    for each in done(recorded):
        if each.action.way.speaks and each.action.to:
            last[alike(each.action.to)] = each.action
    return [action.to for action in last.values() if action.was_tried_in_vain]


def next_to_phone(outcome: Outcome, recorded: Sequence[Recorded]) -> list[OutcomeContact]:
    """Those to phone now, in rule 12's order, who were not tried in vain; where all were, all of them again.

    Of a child of 17 adult social care is none of them: the document has it considered for support later on, and a call
    that nobody answered is for the services of a child. Of who is 18 or over it is, last.
    """
    tried = {alike(each) for each in tried_in_vain(recorded)}
    shown = to_be_shown(outcome.contacts, outcome.age)
    may_answer = [each for each in shown if is_phoned(each) and each.open_now is not False]
    others = ("emergency", "early-help", *(() if grown(outcome.age) == "adult" else ("adult-social-care",)))
    all_ = [each for each in may_answer if each.role not in others]
    return [each for each in all_ if not {alike(each.name), alike(each.called)} & tried] or all_


def then_phone_words(outcome: Outcome, recorded: Sequence[Recorded]) -> str:
    """What is said at once after "no answer", where somebody has to be reached; empty: it can wait."""
    if not stands(outcome).cannot_wait:
        return ""
    return f"Nobody answered, and this cannot wait. {phone_next_words(outcome, recorded)}"


def phone_next_words(outcome: Outcome, recorded: Sequence[Recorded]) -> str:
    """Whom to phone there and then, in their order, with 999 in danger first.

    Where the number of one is not known, they are named all the same; where none is, 101 meanwhile.
    """
    first = next_to_phone(outcome, recorded)[:NUMBERS]
    if not any(each.phone for each in first):
        return f"{danger_first(outcome)} Phone the council of the area; 101 meanwhile."
    return f"{danger_first(outcome)} Phone {', then '.join(_called(each, outcome) for each in first)}."


def danger_first(outcome: Outcome) -> str:
    """What is said of 999 before any other number."""
    return "Phone 999 now." if outcome.immediate_risk else DANGER_FIRST


def _called(contact: OutcomeContact, outcome: Outcome) -> str:
    ask_for = asked_for(contact, outcome)
    on = f" on {contact.phone}" if contact.phone else ""
    return f"{contact.called}{on}{f' (ask for {ask_for})' if ask_for else ''}"
