"""Changes to answers: each takes answers and gives new ones. Nothing here asks: `lowers_red` says when to."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Child, ConsentStatus, KnownFrom, Practitioner
from ce_tui.core.pathway.clean import MAX_REASON, clean_line, clean_text
from ce_tui.core.pathway.document.document import Factor, Pathway
from ce_tui.core.pathway.outcome.family import day_said
from ce_tui.core.pathway.outcome.indication import indicated, is_open, is_red
from ce_tui.core.pathway.words import (
    MARK_WORDS,
    MARKS,
    DecisionName,
    MarkName,
    TierName,
    grade,
)

REASONS = ("decision.reason", "consent.reason")
TEXT_FIELDS = (
    "placed_by",
    "council",
    "harm.words",
    *REASONS,
    *(f"practitioner.{name}" for name in Practitioner.__struct_fields__),
    *(f"child.{name}" for name in Child.__struct_fields__ if name != "date_of_birth"),
)
DATE_FIELDS = ("screened_on", "harm.on", "child.date_of_birth")


class MarkRefused(ValueError):
    """A mark that cannot be made; `words` say why, to the practitioner."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class ChangeRefused(ValueError):
    """A change that the pathway's rules do not allow; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def begin(pathway: Pathway, locality: str, screened_on: str = "") -> Answers:
    """Answers of a new screening, which records from the start which tiers were looked at."""
    return Answers(pathway=pathway.id, locality=locality, screened_on=screened_on, looked_at=())


def begin_again(begun: Answers, earlier: Answers, pathway: Pathway, day: str) -> Answers:
    """Answers of a new screening with what comes along of an earlier one of the same child, made with `pathway`.

    That is who they are, where they live and are reached, and the day on which it was said that the family may be
    involved: `day`, the ISO date of the earlier one. Everything else is asked anew.
    """
    return msgspec.structs.replace(begun, child=earlier.child, family_before=day_said(earlier, pathway, day))


def mark(answers: Answers, pathway: Pathway, id: str, mark: MarkName) -> Answers:
    """Mark a factor. Raises MarkRefused where the pathway, the factor or a first meeting does not take it."""
    factor = _factor(answers, pathway, id)
    if mark not in factor.marks:
        takes = " or ".join(MARK_WORDS[name] for name in factor.marks)
        raise MarkRefused(f"{factor.id} cannot be marked “{MARK_WORDS[mark]}”. It takes {takes}.")
    return msgspec.structs.replace(answers, marks={**answers.marks, factor.id: mark})


def as_taken(factor: Factor, mark: MarkName) -> MarkName:
    """The mark that is meant by one: a yes is "noted" where a factor takes that."""
    return next((each for each in factor.marks if MARKS[each].chosen_as == mark), mark)


def clear(answers: Answers, pathway: Pathway, id: str) -> Answers:
    """Take a factor's mark away; nothing happens where there is none."""
    factor = _factor(answers, pathway, id)
    return msgspec.structs.replace(answers, marks={k: v for k, v in answers.marks.items() if k != factor.id})


def cycle(answers: Answers, pathway: Pathway, id: str) -> Answers:
    """The next mark, round: none → yes → none; none → suspected → reasonably believe → none."""
    factor = _factor(answers, pathway, id)
    current = answers.marks.get(factor.id)
    following = factor.marks.index(current) + 1 if current in factor.marks else 0
    if following == len(factor.marks):
        return clear(answers, pathway, id)
    return mark(answers, pathway, id, factor.marks[following])


def set_known(answers: Answers, pathway: Pathway, value: bool | None, known_from: KnownFrom = "") -> Answers:
    """Say whether the child is known, and how. A first meeting sets marks aside; else they come back."""
    answered = msgspec.structs.replace(answers, known_to_practitioner=value, known_from=known_from)
    if value is not False:
        return msgspec.structs.replace(answered, marks={**answers.set_aside, **answers.marks}, set_aside={})
    closed = set(marks_to_set_aside(answers, pathway))
    return msgspec.structs.replace(
        answered,
        marks={id: made for id, made in answers.marks.items() if id not in closed},
        set_aside={**answers.set_aside, **{id: answers.marks[id] for id in closed}},
    )


def marks_to_set_aside(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """The IDs of the marks that a first meeting would set aside, in the document's order."""
    closed = {tier.name for tier in pathway.tiers if tier.needs_relationship}
    return tuple(id for id in pathway.factors if id in answers.marks and pathway.tier_of[id] in closed)


def look_at(answers: Answers, tier: TierName) -> Answers:
    """Record that a tier was looked at: to its last factor, not only passed through."""
    seen = answers.looked_at or ()
    return answers if tier in seen else msgspec.structs.replace(answers, looked_at=(*seen, tier))


def set_notes(answers: Answers, notes: str) -> Answers:
    """Replace the notes, cleaned and cut as `clean.clean_text` does."""
    return msgspec.structs.replace(answers, notes=clean_text(notes).text)


def set_decision(answers: Answers, outcome: DecisionName) -> Answers:
    """Record the decision; the reason stays. Immediate risk and harm today cannot be decided down."""
    if outcome not in ("", "unsure") and not grade(outcome).is_red:
        if answers.immediate_risk:
            raise ChangeRefused(
                "You said that the child is at immediate risk. This cannot be decided down: take it back first."
            )
        if answers.harm_today:
            raise ChangeRefused(
                "You said that you saw or were told of harm. This cannot be decided down: take it back first."
            )
    decision = msgspec.structs.replace(answers.decision, outcome=outcome)
    return msgspec.structs.replace(answers, decision=decision)


def set_consent(answers: Answers, status: ConsentStatus) -> Answers:
    """Record what happened about consent; the reason stays."""
    return msgspec.structs.replace(answers, consent=msgspec.structs.replace(answers.consent, status=status))


def set_told(answers: Answers, who: str, value: bool | None) -> Answers:
    """Record whether the child (`child_told`) or the family (`family_told`) was told; None is unanswered."""
    told = {"child_told": value} if who == "child_told" else {"family_told": value}
    return msgspec.structs.replace(answers, consent=msgspec.structs.replace(answers.consent, **told))


def set_locality(answers: Answers, pathway: Pathway, id: str) -> Answers:
    """Say where the child lives. Raises KeyError for a locality that the pathway lacks."""
    return msgspec.structs.replace(answers, locality=pathway.locality(id).id)


def set_field(answers: Answers, field_id: str, value: str) -> Answers:
    """Replace a text field or ISO date by its id ("child.name"), cleaned. Raises KeyError for another id."""
    if field_id not in TEXT_FIELDS + DATE_FIELDS:
        raise KeyError(field_id)
    cleaned = clean_field(field_id, value)
    group, _, name = field_id.rpartition(".")
    if not group:
        return msgspec.structs.replace(answers, **{name: cleaned})
    if field_id == "child.date_of_birth" and cleaned:  # it says more than an answer of before
        answers = msgspec.structs.replace(answers, under_13=None)
    part = msgspec.structs.replace(getattr(answers, group), **{name: cleaned})
    return msgspec.structs.replace(answers, **{group: part})


def clean_field(field_id: str, value: str) -> str:
    """A field's text as it is kept: one line, an address's lines joined by commas."""
    limit = {"limit": MAX_REASON} if field_id in REASONS else {}
    return clean_line(value, joiner=", " if field_id == "child.address" else " ", **limit).text.strip()


def mark_not_id(answers: Answers, id: str) -> Answers:
    """Say that an unknown ID in the notes is none (the A12 is a road)."""
    id = id.upper()
    return (
        answers if id in answers.not_ids else msgspec.structs.replace(answers, not_ids=(*answers.not_ids, id))
    )


def unmark_not_id(answers: Answers, id: str) -> Answers:
    """Take `mark_not_id` back."""
    return msgspec.structs.replace(
        answers, not_ids=tuple(kept for kept in answers.not_ids if kept != id.upper())
    )


def lowers_red(before: Answers, after: Answers, pathway: Pathway) -> bool:
    """Whether a change takes the red result away, so that red is acted on no more: say so and ask first (rule 3)."""
    return is_red(before, pathway) and not is_red(after, pathway)


def keeps_red(before: Answers, after: Answers, pathway: Pathway) -> bool:
    """Whether red is indicated no more, and stays what is acted on: harm was told, or it was decided."""
    was, stays = (grade(indicated(answers, pathway)).is_red for answers in (before, after))
    return was and not stays and is_red(after, pathway)


def _factor(answers: Answers, pathway: Pathway, id: str) -> Factor:
    factor = pathway.factors.get(id.upper())
    if factor is None:
        raise MarkRefused("The pathway has no factor with this ID.")
    tier = pathway.tier(pathway.tier_of[factor.id])
    if not is_open(tier, answers):
        raise MarkRefused(
            f"{tier.title} is closed: you said that this is your first meeting with the child. "
            "Change that answer in Start if you knew the child before."
        )
    return factor
