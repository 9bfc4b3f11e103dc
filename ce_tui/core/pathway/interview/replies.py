"""What a person typed in reply to a question → changed answers, or words that say why it is not accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from ce_tui.core.pathway.answers.danger import WITH_CONSENT, no_by_file, say_danger, say_family_not_known
from ce_tui.core.pathway.answers.screening import Answers, ContactFamily, KnownFrom
from ce_tui.core.pathway.clean import MAX_FIELD, MAX_NOTES, MAX_REASON, clean_line, clean_text
from ce_tui.core.pathway.dates import DateInvalid, parse_date, say_date, say_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.interview import changes
from ce_tui.core.pathway.interview.question import Question
from ce_tui.core.pathway.interview.questions import MARKS, decisions, question
from ce_tui.core.pathway.words import NOT_KNOWN, OUTCOMES

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
_BORN, _SCREENED, _HARM = "Date of birth", "Date of the screening", "Day of the harm"


class NotAccepted(ValueError):
    """A reply that is not accepted; `words` say what is expected. What was typed is not repeated in them."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


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
    answer back where it may be open. `today` is London's date: no birth lies after it, and a harm that is told without
    its day is of it.
    """
    asked = question(question_id, answers, pathway)
    try:
        if asked.kind == "date":
            return _date(answers, question_id, typed, today)
        text = typed if isinstance(typed, str) else " ".join(typed)
        if asked.kind == "yes-no":
            return _yes_no(answers, asked, text, today)
        if asked.kind == "choice":
            return _choice(answers, pathway, asked, text)
        if asked.kind == "multiline":
            return changes.set_notes(answers, text)
        is_none = question_id == "placed_by" and names_no_council(text)
        return changes.set_field(answers, question_id, "" if is_none else text)
    except (changes.ChangeRefused, changes.MarkRefused, DateInvalid) as refused:
        raise NotAccepted(refused.words) from None


def value(answers: Answers, question_id: str) -> str:
    """What is recorded, in a form that `answer` takes: yes and no, a choice's value, an ISO date, a text.

    Empty where it is not answered, or only by a file.
    """
    if question_id == "known_to_practitioner":
        return next(value for value, known in _KNOWN.items() if known == _how_known(answers))
    if answers.family_not_known and question_id in WITH_CONSENT:
        return NOT_KNOWN
    found = _recorded(answers, question_id)
    if found is None or question_id in answers.by_file:
        return ""
    return ("yes" if found else "no") if isinstance(found, bool) else str(found)


def shown(answers: Answers, pathway: Pathway, question_id: str) -> str:
    """What is recorded, in the words of the question: "Essex", "No, this is our first meeting", "3 April 2010"."""
    if by_file := no_by_file(answers, question_id):
        return by_file
    recorded = value(answers, question_id)
    asked = question(question_id, answers, pathway)
    if asked.kind == "date":
        return say_iso(recorded) if recorded else ""
    named = {option.value: option.words for option in asked.options}
    if question_id == "decision.outcome":  # also one of before the danger was said, that is not offered now
        named |= decisions(pathway)
    return named.get(recorded, recorded)


def remarks(question_id: str, typed: str) -> list[str]:
    """What to say about a text that is accepted all the same: it was cut or cleaned, or looks mistyped."""
    limit = (
        MAX_NOTES if question_id == "notes" else MAX_REASON if question_id in changes.REASONS else MAX_FIELD
    )
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
    """What is odd about a text, which is accepted all the same where nothing better stood; empty: nothing is."""
    text = typed.strip()
    if question_id.endswith(".email") and text and "@" not in text:
        return "This does not look like an email address."
    if question_id.endswith(".phone") and text and not any(character.isdigit() for character in text):
        return "There is no number in this."
    return ""


def names_no_council(text: str) -> bool:
    """Whether a text where a council may be named names none: "no", "n/a" and the like."""
    return text.strip().casefold().rstrip(".") in _NO_COUNCIL


def _how_known(answers: Answers) -> tuple[bool | None, KnownFrom]:
    return answers.known_to_practitioner, answers.known_from if answers.known_to_practitioner else ""


def _recorded(answers: Answers, question_id: str) -> Any:
    if question_id.startswith(MARKS):
        return answers.marks.get(question_id.removeprefix(MARKS))
    found: Any = answers
    for name in question_id.split("."):
        if not isinstance(found, msgspec.Struct) or name not in found.__struct_fields__:
            raise KeyError(question_id)
        found = getattr(found, name)
    return found


def _yes_no(answers: Answers, asked: Question, typed: str, today: date | None) -> Answers:
    word, may_be_unknown = typed.strip().lower(), asked.options[-1].value == NOT_KNOWN
    is_unknown = may_be_unknown and word in _NOT_KNOWN
    if not is_unknown and word not in (*_YES, *_NO, ""):
        raise NotAccepted("Answer yes, no or do not know" if may_be_unknown else "Answer yes or no")
    said = None if is_unknown or not word else word in _YES
    if asked.id == "contact_family":
        answered: ContactFamily = NOT_KNOWN if is_unknown else "" if said is None else "yes" if said else "no"
        return msgspec.structs.replace(answers, contact_family=answered)
    if is_unknown:
        return say_family_not_known(answers)
    if asked.id.startswith("consent."):
        return changes.set_told(answers, asked.id.removeprefix("consent."), said)
    name: Any = asked.id
    return say_danger(answers, name, said, today)


def _choice(answers: Answers, pathway: Pathway, asked: Question, typed: str) -> Answers:
    named = typed.strip().lower()
    if (
        asked.id == "decision.outcome" and named in OUTCOMES
    ):  # also one that is not offered: the refusal says why
        return changes.set_decision(answers, named)
    chosen: Any = _chosen(asked, typed)
    if asked.id == "locality":
        if not chosen:
            raise NotAccepted("Select where the child lives")
        return changes.set_locality(answers, pathway, chosen)
    if asked.id == "known_to_practitioner":
        return changes.set_known(answers, pathway, *_KNOWN[chosen])
    if asked.id == "decision.outcome":
        return changes.set_decision(answers, chosen)
    if asked.id == "consent.status":
        return changes.set_consent(answers, chosen)
    factor_id = asked.id.removeprefix(MARKS)
    return (
        changes.mark(answers, pathway, factor_id, chosen)
        if chosen
        else changes.clear(answers, pathway, factor_id)
    )


def _chosen(asked: Question, typed: str) -> str:
    """The value of the option that was typed: by number, value, words, or the beginning of just one of them."""
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return ""
    if wanted.isascii() and wanted.isdigit():
        if 1 <= int(wanted[:4]) <= len(asked.options):
            return asked.options[int(wanted) - 1].value
        raise NotAccepted(f"Enter a number between 1 and {len(asked.options)}")
    exact = {option.value for option in asked.options if wanted in (option.value, option.words.casefold())}
    begun = {
        option.value
        for option in asked.options
        if option.value.startswith(wanted) or option.words.casefold().startswith(wanted)
    }
    for found in (exact, begun):
        if len(found) == 1:
            return found.pop()
    raise NotAccepted("Select one of: " + ", ".join(option.words for option in asked.options))


def _date(answers: Answers, question_id: str, typed: str | Sequence[str], today: date | None) -> Answers:
    word = "".join(typed).strip().casefold()
    if not word:
        return changes.set_field(answers, question_id, "")
    if today and word in _DAYS_AGO:
        typed = (today - timedelta(days=_DAYS_AGO[word])).isoformat()
    if question_id == "child.date_of_birth":
        screened = date.fromisoformat(answers.screened_on) if answers.screened_on else None
        limits = [limit for limit in (screened, today) if limit]
        day = parse_date(typed, _BORN, not_after=min(limits, default=None))
        return changes.set_field(answers, question_id, day.isoformat())
    if question_id == "harm.on":
        day = parse_date(typed, _HARM, not_after=today, latest=today)
        return changes.set_field(answers, question_id, day.isoformat())
    day = parse_date(typed, _SCREENED)
    born = answers.child.date_of_birth
    if born and day < date.fromisoformat(born):
        raise NotAccepted(
            f"{_SCREENED} must be on or after the date of birth, {say_date(date.fromisoformat(born))}"
        )
    return changes.set_field(answers, question_id, day.isoformat())
