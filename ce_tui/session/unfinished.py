"""What is typed in answer to a question of the open screening and not taken yet: kept with it, and never printed."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.interview.question import Question
from ce_tui.session.draft import Draft
from ce_tui.session.words.screening import called

KEPT = "kept as you typed it, and not taken yet"


class NotTaken:
    """What is typed in answer to one question. Whatever becomes of the question, it stands there when asked again."""

    def __init__(self, draft: Draft, question_id: str) -> None:
        self._draft = draft
        self._id = question_id

    @property
    def typed(self) -> str:
        """What was typed last; empty: nothing is kept."""
        return self._draft.screening.unfinished.get(self._id, "")

    def keep(self, typed: str, now: bool) -> None:
        """Keep it, nothing where it is what is recorded. With `now` false it is saved at the next `flush`."""
        draft = self._draft
        if draft.editable:
            recorded = interview.shown(draft.answers, draft.pathway, self._id)
            draft.keep_unfinished(self._id, "" if typed == recorded else typed, now=now)

    def forget(self) -> None:
        """It was taken."""
        if self._draft.editable:
            self._draft.keep_unfinished(self._id, "")


def kept_text(draft: Draft, question_id: str) -> str:
    """What was typed as a text and is not taken yet; empty where none is, and for what is no text."""
    typed = draft.screening.unfinished.get(question_id, "")
    return typed if typed and _question(draft, question_id).kind == "text" else ""


def is_not_taken(draft: Draft, question_id: str) -> str:
    """Why what was typed is not recorded, after its label: nobody took it yet, or it is not right."""
    if kept_text(draft, question_id):
        return f"{KEPT}, so it is not printed"
    return "what you typed is kept, and not printed until it is right"


def is_left_out(draft: Draft, question_id: str) -> str:
    """That what was typed is not taken, or not right, and goes out with nothing; a sentence."""
    lacks = "taken" if kept_text(draft, question_id) else "right"
    return f"{label_of(draft, question_id)}: what you typed is not {lacks} yet, and is left out."


def label_of(draft: Draft, question_id: str) -> str:
    """What a question is called, and whose it is, without its stop; asked now or not."""
    return called(_question(draft, question_id)).rstrip("? ")


def kept_words(draft: Draft) -> dict[str, str]:
    """Every text that is kept and not taken, in a sentence without its stop, by its question."""
    return {
        id: f"{label_of(draft, id)}: “{typed}” is {KEPT}"
        for id in draft.screening.unfinished
        if (typed := kept_text(draft, id))
    }


def _question(draft: Draft, question_id: str) -> Question:
    """The question, also where an answer before it was changed, so that it is not asked now."""
    try:
        return interview.question(question_id, draft.answers, draft.pathway)
    except KeyError:
        asked = msgspec.structs.replace(draft.answers, harm_today=True, locality=ELSEWHERE)
        return interview.question(question_id, asked, draft.pathway)
