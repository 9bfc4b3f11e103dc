"""The words of a form's question: what it asks, what stands now, what was typed and not taken."""

from __future__ import annotations

from ce_tui.core.pathway.answers.danger import no_by_file
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.interview.question import Question
from ce_tui.lines.dialogue.speech import now_words, sentence
from ce_tui.session.draft import Draft
from ce_tui.session.unfinished import kept_text
from ce_tui.session.words.cut_off import cut_off_words
from ce_tui.session.words.screening import called, question_number

CLEAR = "clear"
OPEN = "not answered"
EMPTY = "empty"


def asked_words(question: Question, now: str, not_taken: str, *, brief: bool = False) -> str:
    """ "Do you know this child already? 1. Yes, from working with them; … 1 to 3? Now: not answered."."""
    label = _as_question(question)
    stands = " ".join(filter(None, (not_taken, now_words(now))))
    if question.kind == "yes-no":
        return f"{label} {_yes_or_no(question)} {stands}"
    if not question.options:
        return f"{label} {stands}"
    numbers = f"1 or 2? {stands}" if len(question.options) == 2 else f"1 to {len(question.options)}? {stands}"
    if brief:
        return f"{label} {numbers}"
    listed = [f"{number}. {each.words}" for number, each in enumerate(question.options, 1)]
    return "\n".join([label, *listed, numbers])


def listed_words(draft: Draft, section: str, question: Question, number: int) -> str:
    """A question in the list, with what stands; of a no that says more than no, all of it."""
    label = called(question)
    typed = draft.screening.unfinished.get(question.id, "")
    not_taken = f"; typed and not taken: “{typed}”" if typed else ""
    stands = f"{recorded_words(draft, question) or nothing_words(question)}{not_taken}"
    sign = "" if label.endswith("?") else ":"
    return sentence(f"{question_number(section, number)} {label}{sign} {stands}")


def now(draft: Draft, question: Question) -> str:
    """What stands now; of a no the answer alone."""
    if question.kind != "yes-no":
        return recorded_words(draft, question) or nothing_words(question)
    answered = interview.value(draft.answers, question.id)
    return answered or no_by_file(draft.answers, question.id) or OPEN


def recorded_words(draft: Draft, question: Question) -> str:
    """What is recorded, in the question's words within a sentence; empty where nothing is."""
    shown = interview.shown(draft.answers, draft.pathway, question.id)
    if question.kind == "yes-no" and shown[:2] in ("No", "Ye", "Do"):
        return f"{shown[0].lower()}{shown[1:]}"
    return shown


def nothing_words(question: Question) -> str:
    """That nothing stands."""
    return OPEN if question.options else EMPTY


def not_taken_words(draft: Draft, question: Question, *, brief: bool = False) -> str:
    """What was typed and is not taken, and what can be done with it; empty where nothing is."""
    typed = draft.screening.unfinished.get(question.id, "")
    if not typed:
        return ""
    if not kept_text(draft, question.id):  # half of a date may be another
        return sentence(f"Typed and not taken: “{typed}”")
    if brief:
        return sentence(f"Not taken yet: “{typed}”")
    return cut_off_words(typed, CLEAR)


def hint_words(question: Question, *, is_kept: bool) -> list[str]:
    """What `?` says. `is_kept`: a text is kept that is not taken yet."""
    if question.kind == "yes-no":
        expected = ", or ".join(["y or yes, n or no", *_besides(question)]) + "."
    elif question.options:
        expected = "A number, or the beginning of the words."
    elif question.kind == "date":
        expected = "A date: day, month and year."
    else:
        expected = "A line of text."
    options = [each.words for each in question.options[:2]] if question.kind == "yes-no" else []
    told = [each for each in options if each.casefold() not in ("yes", "no")]
    leaves = "Enter takes what is not taken yet" if is_kept else "Enter leaves what stands now"
    return [
        question.hint,
        f"What a no says: {'; '.join(told)}." if told else "",
        f"{expected} {leaves}; {CLEAR} takes {'that' if is_kept else 'the answer'} back.",
    ]


def _as_question(question: Question) -> str:
    """Its name as a question, which parts it from what stands."""
    label = called(question)
    return label if label.endswith("?") or question.options else f"{label.rstrip('.:')}?"


def _yes_or_no(question: Question) -> str:
    """What is asked for. A no that says more than no is put whole: "Yes, or no, I have checked?"."""
    yes, no = (option.words for option in question.options[:2])
    if besides := _besides(question):
        return f"Yes, no, or {', '.join(besides)}?"
    more = no.lower().removeprefix("no").lstrip(", ")
    return f"Yes, or no, {no[-len(more) :]}?" if yes == "Yes" and more else "Yes or no?"


def _besides(question: Question) -> list[str]:
    """What can be answered besides yes and no: "do not know"."""
    return [option.words.lower() for option in question.options[2:]]
