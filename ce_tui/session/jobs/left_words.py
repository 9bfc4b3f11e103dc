"""Words that somebody could not save in a screening that was closed to them: taken into its notes, or dismissed."""

from __future__ import annotations

from functools import partial

from ce_tui.core.pathway.interview import changes
from ce_tui.core.vault.casebook.permission import DISMISSED, LeftWords
from ce_tui.core.vault.casebook.permission import TAKEN as TAKEN_INTO
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker
from ce_tui.session.draft import Draft
from ce_tui.session.words.left_words import NOT_IN_COMPLETED, TAKEN, in_notes, shown

_TAKE = Choice("take", "Take them into the notes, at their end")
_LATER = Choice("later", "Leave them for now: they come again when this is opened")
_DISMISS = Choice("dismiss", "Dismiss them: they are then gone for good")
_GONE = "They are then gone for good. Dismiss them?"


async def settle_left_words(asker: Asker, draft: Draft) -> str:
    """Show each, and ask what becomes of it. What is left to say. Nothing is chosen beforehand, and nothing is lost."""
    words_left = draft.casebook.words_left
    try:
        said = [await _settle(asker, draft, each) for each in words_left.of(draft.screening.ref)]
    except VaultError as error:
        return error.words
    return " ".join(dict.fromkeys(filter(None, said)))


async def _settle(asker: Asker, draft: Draft, words: LeftWords) -> str:
    """One of them. Raises VaultError."""
    may_take = [_TAKE] if draft.editable else []
    closed = NOT_IN_COMPLETED if draft.screening.state == "completed" else ""
    question = "\n\n".join(filter(None, [shown(words), closed]))
    chosen = await asker.choose(question, [*may_take, _LATER, _DISMISS])
    settle = partial(draft.casebook.words_left.settle, draft.screening.ref, words.id)
    if chosen == "dismiss" and await asker.confirm(_GONE, "Dismiss them", "No, leave them there"):
        settle(DISMISSED)
    if chosen != "take":
        return ""
    draft.apply(lambda answers: changes.set_notes(answers, in_notes(answers.notes, words)))
    if not draft.saved:  # they stay beside it until they are saved in it
        return draft.trouble
    settle(TAKEN_INTO)
    return TAKEN
