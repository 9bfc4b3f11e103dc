"""What is asked on the phone, in the first person: the list that page 1 prints, and which form follows."""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.document.tier_words import asks as asks_of_tier
from ce_tui.core.pathway.document.tier_words import by_referrer
from ce_tui.core.pathway.outcome.asks import Ask, asks
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.set_aside import set_aside_words
from ce_tui.core.pathway.words import ended

BEFORE_THE_FAMILY = "I ask for advice before anyone in the family is asked or told."
AGAIN = "I ask for advice before anyone contacts the family again."
_ADVICE = "I ask for advice about this child"
_MINE = "That is for me to do."
_SPOKEN: dict[Ask, str] = {
    "missing_now": "I report the child missing, and ask for an answer at once on what is done.",
    "under_13": (
        "The child is under 13, with signs of a sexual kind: I ask for an answer at once on what is done."
    ),
    "family_involved": BEFORE_THE_FAMILY,
    "family_told": AGAIN,
    "nothing": f"{_ADVICE}.",
    "advice": f"{_ADVICE}.",
    "advice_unsure": f"{_ADVICE}: I am unsure which action to take.",
    "unsure": "I am unsure which action to take, and ask for your advice.",
    "adult_services": "I ask which adult services are to be told too: 18 or over.",
    "less": "The marks ask for this. I decided less.",
}


def asked_on_the_phone(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """One line for each, in order.

    Then what is mine to do: who is unsure whether to refer does not say on the phone that a form follows.
    """
    wanted = asks(answers, outcome, pathway)
    lines = [_spoken(ask, answers, outcome, pathway) for ask in wanted]
    if own := by_referrer(outcome.acting_on, pathway):
        lines.append(f"{own} {_MINE}")
    forms = outcome.forms_due if "unsure" not in wanted or "tier" in wanted else ()
    return lines + [f"A form of the area is still to be sent: {form.name}." for form in forms]


def _spoken(ask: Ask, answers: Answers, outcome: Outcome, pathway: Pathway) -> str:
    if ask == "tier":
        return asks_of_tier(outcome.acting_on, pathway)
    if ask == "set_aside":
        return f"I ask for advice on {set_aside_words(outcome.set_aside_marks, outcome.acting_on, pathway)}."
    if ask == "placed_by":
        where = "there" if answers.locality == ELSEWHERE else "here"
        return ended(
            f"I ask that both councils know: the child was placed {where} by {answers.placed_by.strip()}"
        )
    return _SPOKEN[ask]
