"""What the receiver of a call or a referral is asked: one row an ask, worded for the phone and for page 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from ce_tui.core.pathway.answers.screening import Answers, grown
from ce_tui.core.pathway.document.document import Pathway, by_referrer, decision_in_sentence
from ce_tui.core.pathway.document.document import asked as asked_for_tier
from ce_tui.core.pathway.document.document import asks as asks_for_tier
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.document.notices import UNDER_13
from ce_tui.core.pathway.outcome.following import set_aside_words
from ce_tui.core.pathway.outcome.indication import cause, is_lower, marked_tiers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import ended

BEFORE_THE_FAMILY = "I ask for advice before anyone in the family is asked or told."
AGAIN = "I ask for advice before anyone contacts the family again."
_SPOKEN_ADVICE, _PRINTED_ADVICE = "I ask for advice about this child", "Advice about this child"
_UNSURE = "the practitioner is unsure which action to take."
_NOTHING_ELSE = " Beyond that this is a record of what was looked at. It does not say that the child is safe."


class Situation(NamedTuple):
    """The facts that decide on what is asked, and what the asks name."""

    answers: Answers
    outcome: Outcome
    pathway: Pathway
    tier: bool  # whether any tier is acted on
    red: bool
    unsure: bool  # which action to take
    family_told: bool
    set_aside: str  # in words what was, and outranks what is acted on
    placed_by: str  # another council, as it is to be shown; empty: none did
    where_placed: str

    @property
    def unsure_about(self) -> bool:
        """Whether the practitioner is unsure about a tier, or about what was set aside."""
        return self.unsure and bool(self.tier or self.set_aside)


class Ask(NamedTuple):
    """One ask. `of_somebody`: it asks the area's service, so that a referral is sent. `when`: whether it is asked.

    `spoken`: the line on the phone, in the first person. `printed`: on page 1, one entry or more.
    """

    of_somebody: bool
    when: Callable[[Situation], bool]
    spoken: Callable[[Situation], str]
    printed: Callable[[Situation], tuple[str, ...]]


def _line(words: str) -> Callable[[Situation], str]:
    return lambda _: words


def _entry(words: str) -> Callable[[Situation], tuple[str, ...]]:
    return lambda _: (words,)


def _tells_no_family(of: Situation) -> bool:
    """Whether advice is asked for before the family hears of it, or hears more (rule 8 of the design).

    On red an immediate response is asked for, and what is said of consent asks for the family.
    """
    why = cause(of.answers, of.pathway)
    keeps = bool(why) if of.family_told else why == "not safe"
    return not of.red and (keeps or any(each.kind.on_family for each in of.outcome.alerts))


def _decided_less(of: Situation) -> bool:
    danger = of.outcome.immediate_risk or of.outcome.harm_today
    return of.tier and is_lower(of.outcome.outcome, of.answers.decision.outcome) and not danger


def _printed_less(of: Situation) -> tuple[str, ...]:
    less = decision_in_sentence(of.answers.decision.outcome, of.pathway)
    return (f"The marks ask for this. The practitioner decided less: {less}.",)


_YOUNG = "The child is under 13, with signs of a sexual kind:"
ASKS: Final = (
    Ask(
        of_somebody=True,
        when=lambda of: any(each.is_reported for each in of.outcome.alerts),
        spoken=_line("I report the child missing, and ask for an answer at once on what is done."),
        printed=_entry("The child is missing now: an answer at once on what is done."),
    ),
    Ask(
        of_somebody=True,
        when=lambda of: not of.red and any(each.key == UNDER_13 for each in of.outcome.alerts),
        spoken=_line(f"{_YOUNG} I ask for an answer at once on what is done."),
        printed=_entry(f"{_YOUNG} an answer at once on what is done."),
    ),
    Ask(
        of_somebody=True,
        when=_tells_no_family,
        spoken=lambda of: AGAIN if of.family_told else BEFORE_THE_FAMILY,
        printed=lambda of: (
            "Advice before anyone contacts the family again."
            if of.family_told
            else "Advice before anyone in the family is asked or told.",
        ),
    ),
    Ask(
        of_somebody=True,
        when=lambda of: bool(of.set_aside),
        spoken=lambda of: f"I ask for advice on {of.set_aside}.",
        printed=lambda of: (f"Advice on {of.set_aside}.",),
    ),
    Ask(
        of_somebody=False,
        when=lambda of: not (of.tier or of.unsure or of.set_aside),
        spoken=_line(f"{_SPOKEN_ADVICE}."),
        printed=lambda of: (f"{_PRINTED_ADVICE}.{_NOTHING_ELSE if len(asks(of)) == 1 else ''}",),
    ),
    Ask(
        of_somebody=True,
        when=lambda of: of.unsure and not of.unsure_about,
        spoken=_line(f"{_SPOKEN_ADVICE}: I am unsure which action to take."),
        printed=_entry(f"{_PRINTED_ADVICE}: {_UNSURE}"),
    ),
    Ask(  # who is unsure asks for advice alone, but on red for an immediate response before it (rule 6)
        of_somebody=False,
        when=lambda of: of.tier and (of.red or not of.unsure),
        spoken=lambda of: asks_for_tier(of.outcome.acting_on, of.pathway),
        printed=lambda of: asked_for_tier(
            of.outcome.acting_on,
            of.pathway,
            marked=of.outcome.acting_on in marked_tiers(of.answers, of.pathway),
        ),
    ),
    Ask(
        of_somebody=True,
        when=lambda of: of.unsure_about,
        spoken=_line("I am unsure which action to take, and ask for your advice."),
        printed=_entry(f"Advice: {_UNSURE}"),
    ),
    Ask(
        of_somebody=False,
        when=_decided_less,
        spoken=_line("The marks ask for this. I decided less."),
        printed=_printed_less,
    ),
    Ask(  # rule 7 of the design
        of_somebody=False,
        when=lambda of: grown(of.outcome.age) == "adult",
        spoken=_line("I ask which adult services are to be told too: 18 or over."),
        printed=_entry("An answer on which adult services are to be told too: 18 or over."),
    ),
    Ask(
        of_somebody=False,
        when=lambda of: bool(of.placed_by),
        spoken=lambda of: ended(
            f"I ask that both councils know: the child was placed {of.where_placed} by {of.placed_by}"
        ),
        printed=lambda of: (
            ended(f"Both councils to know: the child was placed {of.where_placed} by {of.placed_by}"),
        ),
    ),
)
"""In the order in which they are asked: what cannot wait, what was set aside, what the tier acted on asks, the rest."""


def situation(answers: Answers, outcome: Outcome, pathway: Pathway) -> Situation:
    """The situation of a screening, with the council as it was typed."""
    return Situation(
        answers,
        outcome,
        pathway,
        tier=not outcome.grade.is_nothing,
        red=outcome.grade.is_red,
        unsure=answers.decision.outcome == "unsure",
        family_told=bool(answers.consent.family_told),
        set_aside=set_aside_words(outcome.set_aside_marks, outcome.acting_on, pathway),
        placed_by=answers.placed_by.strip(),
        where_placed="there" if answers.locality == ELSEWHERE else "here",
    )


def asks(of: Situation) -> list[Ask]:
    """The asks of a situation, in order."""
    return [each for each in ASKS if each.when(of)]


def asks_somebody(of: Situation) -> bool:
    """Whether the area's service is asked for anything, so that a referral is sent."""
    return of.outcome.grade.is_referred or any(each.of_somebody for each in asks(of))


def asked_on_the_phone(answers: Answers, outcome: Outcome, pathway: Pathway) -> list[str]:
    """The asks as lines for the phone, in order, then what is the referrer's own to do.

    Who is unsure whether to refer does not say on the phone that a form follows.
    """
    of = situation(answers, outcome, pathway)
    lines = [each.spoken(of) for each in asks(of)]
    if own := by_referrer(outcome.acting_on, pathway):
        lines.append(f"{own} That is for me to do.")
    forms = () if of.unsure_about and not of.red else outcome.forms_due
    return lines + [f"A form of the area is still to be sent: {form.name}." for form in forms]
