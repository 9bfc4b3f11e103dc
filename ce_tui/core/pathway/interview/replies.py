"""Turns a typed reply into changed answers, or says in words why it is not accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import AT_ANY_TIME, WITH_CONSENT, no_by_file, say_danger
from ce_tui.core.pathway.answers.screening import Answers, KnownFrom
from ce_tui.core.pathway.dates import NotAccepted, parse_date, say_iso
from ce_tui.core.pathway.document.document import Factor, Pathway
from ce_tui.core.pathway.interview.questions import DETAIL_FIELDS, OF_MARK, Question, decisions, question
from ce_tui.core.pathway.outcome.indication import day_said, indicated, is_red, is_tier_open
from ce_tui.core.pathway.shape import MAX_FIELD, MAX_NOTES, MAX_REASON, clean_line, clean_text
from ce_tui.core.pathway.words import (
    MARK_WORDS,
    MARKS,
    NOT_KNOWN,
    OUTCOMES,
    DecisionName,
    MarkName,
    TierName,
    grade,
)

REASONS = ("decision.reason", "consent.reason")
DATE_FIELDS = ("screened_on", "harm.on", "child.date_of_birth")
_DETAILS = tuple(field for field in DETAIL_FIELDS if field not in DATE_FIELDS)
TEXT_FIELDS = ("placed_by", "council", "harm.words", *REASONS, *_DETAILS)


def begin(pathway: Pathway, locality: str, screened_on: str = "") -> Answers:
    """Answers of a new screening, which records from the start which tiers were looked at."""
    return Answers(pathway=pathway.id, locality=locality, screened_on=screened_on, looked_at=())


def begin_again(begun: Answers, earlier: Answers, pathway: Pathway, day: str) -> Answers:
    """Answers of a new screening, with the child of an earlier one, made with `pathway`.

    Who they are, where they live and are reached comes along, and the day on which it was said that the family may be
    involved: `day`, the ISO date of the earlier one. Everything else is asked anew.
    """
    return replace(begun, child=earlier.child, family_before=day_said(earlier, pathway, day))


def mark(answers: Answers, pathway: Pathway, factor_id: str, mark: MarkName) -> Answers:
    """Mark a factor. Raises NotAccepted if the pathway, the factor or a first meeting does not take it."""
    factor = _factor(answers, pathway, factor_id)
    if mark not in factor.marks:
        takes = " or ".join(MARK_WORDS[name] for name in factor.marks)
        raise NotAccepted(f"{factor.id} cannot be marked “{MARK_WORDS[mark]}”. It takes {takes}.")
    return replace(answers, marks={**answers.marks, factor.id: mark})


def as_taken(factor: Factor, mark: MarkName) -> MarkName:
    """The mark that a factor takes for a chosen one: a yes is "noted" if it takes that."""
    return next((each for each in factor.marks if MARKS[each].chosen_as == mark), mark)


def clear(answers: Answers, pathway: Pathway, factor_id: str) -> Answers:
    """Take a factor's mark away, if it has one."""
    factor = _factor(answers, pathway, factor_id)
    return replace(answers, marks={k: v for k, v in answers.marks.items() if k != factor.id})


def cycle(answers: Answers, pathway: Pathway, factor_id: str) -> Answers:
    """The next mark, round: none → yes → none; none → suspected → reasonably believe → none."""
    factor = _factor(answers, pathway, factor_id)
    current = answers.marks.get(factor.id)
    following = factor.marks[factor.marks.index(current) + 1 :] if current in factor.marks else factor.marks
    if following:
        return mark(answers, pathway, factor_id, following[0])
    return clear(answers, pathway, factor_id)


def set_known(answers: Answers, pathway: Pathway, value: bool | None, known_from: KnownFrom = "") -> Answers:
    """Say whether the child is known, and how. A first meeting sets marks aside; else they come back."""
    answered = replace(answers, known_to_practitioner=value, known_from=known_from)
    if value is not False:
        return replace(answered, marks={**answers.set_aside, **answers.marks}, set_aside={})
    closed = {key: answers.marks[key] for key in marks_to_set_aside(answers, pathway)}
    kept = {key: made for key, made in answers.marks.items() if key not in closed}
    return replace(answered, marks=kept, set_aside={**answers.set_aside, **closed})


def marks_to_set_aside(answers: Answers, pathway: Pathway) -> tuple[str, ...]:
    """The IDs of the marks that a first meeting sets aside, in the document's order."""
    closed = (tier for tier in pathway.tiers if tier.needs_relationship)
    return tuple(each.id for tier in closed for each in tier.all_factors if each.id in answers.marks)


def look_at(answers: Answers, tier: TierName) -> Answers:
    """Record that a tier was looked at: to its last factor, not only passed through."""
    seen = answers.looked_at or ()
    return answers if tier in seen else replace(answers, looked_at=(*seen, tier))


def set_notes(answers: Answers, notes: str) -> Answers:
    """Replace the notes, cleaned and cut as `clean_text` does."""
    return replace(answers, notes=clean_text(notes).text)


def set_decision(answers: Answers, outcome: DecisionName) -> Answers:
    """Record the decision; the reason stays. Immediate risk and harm today cannot be decided down."""
    if outcome not in ("", "unsure") and not grade(outcome).is_red:
        for name, words in AT_ANY_TIME.items():
            if getattr(answers, name):
                said = words.said.replace("{on}", "")
                raise NotAccepted(f"{said} This cannot be decided down: take it back first.")
    return _with(answers, "decision.outcome", outcome)


def set_field(answers: Answers, field_id: str, value: str) -> Answers:
    """Replace a text field or ISO date by its id ("child.name"). Raises KeyError for another id.

    It is kept as one line, an address's lines joined by commas.
    """
    if field_id not in TEXT_FIELDS + DATE_FIELDS:
        raise KeyError(field_id)
    limit = MAX_REASON if field_id in REASONS else MAX_FIELD
    cleaned = clean_line(value, limit, ", " if field_id == "child.address" else " ").text.strip()
    if field_id == "child.date_of_birth" and cleaned:  # it says more than an answer of before
        answers = replace(answers, under_13=None)
    return _with(answers, field_id, cleaned)


def mark_not_id(answers: Answers, cited: str) -> Answers:
    """Say that an unknown ID in the notes is none (the A12 is a road)."""
    return replace(answers, not_ids=tuple(dict.fromkeys((*answers.not_ids, cited.upper()))))


def unmark_not_id(answers: Answers, cited: str) -> Answers:
    """Take `mark_not_id` back."""
    kept = tuple(each for each in answers.not_ids if each != cited.upper())
    return replace(answers, not_ids=kept)


def lowers_red(before: Answers, after: Answers, pathway: Pathway) -> bool:
    """Whether a change ends acting on red: say so and ask first (rule 3)."""
    return is_red(before, pathway) and not is_red(after, pathway)


def keeps_red(before: Answers, after: Answers, pathway: Pathway) -> bool:
    """Whether red is indicated no more, but still acted on: harm was told, or it was decided."""
    was, stays = (grade(indicated(answers, pathway)).is_red for answers in (before, after))
    return was and not stays and is_red(after, pathway)


def _factor(answers: Answers, pathway: Pathway, factor_id: str) -> Factor:
    factor = pathway.factors.get(factor_id.upper())
    if factor is None:
        raise NotAccepted("The pathway has no factor with this ID.")
    tier = pathway.tier(pathway.tier_of[factor.id])
    if not is_tier_open(tier, answers):
        raise NotAccepted(
            f"{tier.title} is closed: you said that this is your first meeting with the child. "
            "Change that answer in Start if you knew the child before."
        )
    return factor


_YES = ("y", "yes", "true", "1")
_NO = ("n", "no", "false", "2")
_NOT_KNOWN = (NOT_KNOWN, "do not know", "don't know", "3")
_KNOWN: dict[str, tuple[bool | None, KnownFrom]] = {
    "": (None, ""),
    "work": (True, "work"),
    "file": (True, "file"),
    "no": (False, ""),
    "yes": (True, ""),
}
_DAYS_AGO = {"today": 0, "yesterday": 1}
_NO_COUNCIL = ("n", "no", "none", "nobody", "no one", "-", "n/a")


def answer(
    answers: Answers,
    pathway: Pathway,
    question_id: str,
    typed: str | Sequence[str],
    today: date | None = None,
) -> Answers:
    """The answers with a reply in them. Raises NotAccepted; KeyError for a question that is not asked now.

    `typed` is a choice's number, value or words (or the beginning of one), yes, no, do not know, a text, or a date in
    one line or in three parts, or "today" or "yesterday"; the day of a harm may lack its year. Nothing typed takes an
    answer back if it may be open. `today` is London's date: no birth lies after it, and a harm that is told without
    its day is of it.
    """
    asked = question(question_id, answers, pathway)
    if asked.kind == "date":
        return _date(answers, question_id, typed, today)
    text = typed if isinstance(typed, str) else " ".join(typed)
    if asked.kind == "yes-no":
        return _yes_no(answers, asked, text, today)
    if asked.kind == "choice":
        return _choice(answers, pathway, asked, text)
    if asked.kind == "multiline":
        return set_notes(answers, text)
    is_none = question_id == "placed_by" and names_no_council(text)
    return set_field(answers, question_id, "" if is_none else text)


def value(answers: Answers, question_id: str) -> str:
    """The recorded answer in a form that `answer` takes: yes, no, a choice's value, an ISO date, a text.

    Empty if it is not answered, or only by a file.
    """
    if question_id == "known_to_practitioner":
        known = answers.known_to_practitioner
        how = known, answers.known_from if known else ""
        return next(value for value, each in _KNOWN.items() if each == how)
    if answers.family_not_known and question_id in WITH_CONSENT:
        return NOT_KNOWN
    found = _recorded(answers, question_id)
    if found is None or question_id in answers.by_file:
        return ""
    return ("yes" if found else "no") if isinstance(found, bool) else str(found)


def shown(answers: Answers, pathway: Pathway, question_id: str) -> str:
    """The recorded answer in the question's words: "Essex", "No, this is our first meeting", "3 April 2010"."""
    if by_file := no_by_file(answers, question_id):
        return by_file
    recorded = value(answers, question_id)
    asked = question(question_id, answers, pathway)
    if asked.kind == "date":
        return say_iso(recorded) if recorded else ""
    named = {option.id: option.words for option in asked.options}
    if question_id == "decision.outcome":  # also one of before the danger was said, that is not offered now
        named = decisions(pathway)
    return named.get(recorded, recorded)


def remarks(question_id: str, typed: str) -> list[str]:
    """What to say of an accepted text that was cut or cleaned, or looks mistyped."""
    limit = MAX_NOTES if question_id == "notes" else MAX_REASON if question_id in REASONS else MAX_FIELD
    cleaned = clean_text(typed, limit) if question_id == "notes" else clean_line(typed, limit)
    said = []
    if cleaned.cut:
        said.append(f"Too long: kept to the first {limit:,} characters.")
    if cleaned.changed:
        said.append("Characters that cannot be shown were taken out.")
    if odd := looks_mistyped(question_id, cleaned.text):
        said.append(f"{odd} It is kept as you typed it.")
    return said


def looks_mistyped(question_id: str, typed: str) -> str:
    """What is odd about a text that is accepted all the same; may be empty."""
    text = typed.strip()
    if question_id.endswith(".email") and text and "@" not in text:
        return "This does not look like an email address."
    if question_id.endswith(".phone") and text and not any(map(str.isdigit, text)):
        return "There is no number in this."
    return ""


def _with(answers: Answers, field_id: str, recorded: Any) -> Answers:
    """The answers with another value in a field, or in a field of one of their parts."""
    group, _, name = field_id.rpartition(".")
    if not group:
        return replace(answers, **{name: recorded})
    return replace(answers, **{group: replace(getattr(answers, group), **{name: recorded})})


def _recorded(answers: Answers, question_id: str) -> Any:
    if question_id.startswith(OF_MARK):
        return answers.marks.get(question_id.removeprefix(OF_MARK))
    try:
        return attrgetter(question_id)(answers)
    except AttributeError:
        raise KeyError(question_id) from None


def _yes_no(answers: Answers, asked: Question, typed: str, today: date | None) -> Answers:
    word, may_be_unknown = typed.strip().lower(), asked.options[-1].id == NOT_KNOWN
    is_unknown = may_be_unknown and word in _NOT_KNOWN
    if not is_unknown and word not in (*_YES, *_NO, ""):
        raise NotAccepted("Answer yes, no or do not know" if may_be_unknown else "Answer yes or no")
    said = None if is_unknown or not word else word in _YES
    if asked.id == "contact_family":
        answered = NOT_KNOWN if is_unknown else "" if said is None else "yes" if said else "no"
        return _with(answers, asked.id, answered)
    if is_unknown:  # as good as not answered, never a No
        return replace(say_danger(answers, "family_involved", None), family_not_known=True)
    if asked.id.startswith("consent."):
        return _with(answers, asked.id, said)
    name: Any = asked.id
    return say_danger(answers, name, said, today)


def _choice(answers: Answers, pathway: Pathway, asked: Question, typed: str) -> Answers:
    chosen: Any = typed.strip().lower()
    # a decision that is not offered goes on by its name, too: its refusal says why
    if asked.id != "decision.outcome" or chosen not in OUTCOMES:
        chosen = _chosen(asked, typed)
    if asked.id == "locality" and not chosen:
        raise NotAccepted("Select where the child lives")
    if asked.id == "known_to_practitioner":
        return set_known(answers, pathway, *_KNOWN[chosen])
    if asked.id == "decision.outcome":
        return set_decision(answers, chosen)
    if not asked.id.startswith(OF_MARK):
        return _with(answers, asked.id, chosen)
    factor_id = asked.id.removeprefix(OF_MARK)
    return mark(answers, pathway, factor_id, chosen) if chosen else clear(answers, pathway, factor_id)


def names_no_council(text: str) -> bool:
    """Whether a text typed for a council names none: "no", "n/a" and the like."""
    return text.strip().casefold().rstrip(".") in _NO_COUNCIL


def _chosen(asked: Question, typed: str) -> str:
    """The value of the option that was typed: by number, value, words, or the beginning of just one of them."""
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return ""
    if wanted.isascii() and wanted.isdigit():
        number = int(wanted) if len(wanted) <= 4 else 0
        if not 1 <= number <= len(asked.options):
            raise NotAccepted(f"Enter a number between 1 and {len(asked.options)}")
        return asked.options[number - 1].id
    for is_meant in (str.__eq__, str.startswith):
        found = [
            option.id
            for option in asked.options
            if is_meant(option.id, wanted) or is_meant(option.words.casefold(), wanted)
        ]
        if len(found) == 1:
            return found[0]
    raise NotAccepted("Select one of: " + ", ".join(option.words for option in asked.options))


def _date(answers: Answers, question_id: str, typed: str | Sequence[str], today: date | None) -> Answers:
    word = "".join(typed).strip().casefold()
    if not word:
        return set_field(answers, question_id, "")
    if today and word in _DAYS_AGO:
        typed = (today - timedelta(days=_DAYS_AGO[word])).isoformat()
    if question_id == "child.date_of_birth":
        limits = [today] if today else []
        limits += [date.fromisoformat(answers.screened_on)] if answers.screened_on else []
        day = parse_date(typed, "Date of birth", not_after=min(limits, default=None))
    elif question_id == "harm.on":
        day = parse_date(typed, "Day of the harm", not_after=today, latest=today)
    else:
        day = parse_date(typed, "Date of the screening")
        if day.isoformat() < (born := answers.child.date_of_birth):
            raise NotAccepted(f"Date of the screening must be on or after the date of birth, {say_iso(born)}")
    return set_field(answers, question_id, day.isoformat())
