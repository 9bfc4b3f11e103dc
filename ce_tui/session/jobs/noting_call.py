"""What the call taker says, written down where the script is read: it stands in the record of the call (rule 17).

It is kept at once, unrecorded, with what else is begun about the screening; recording it asks the rest.
"""

from __future__ import annotations

from ce_tui.core.pathway.words import ended
from ce_tui.core.vault.errors import ReadOnly
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.begun_action import BegunAction
from ce_tui.session.draft import Draft

NOTED = ("person", "said", "came_of_it", "next", "by", "reference")
"""The questions of an action that a call answers, in the order in which a call taker does."""
NOT_YET = "not written down yet"


def noted(draft: Draft) -> dict[str, str]:
    """What stands of each of them so far, in words: "The person's name: not written down yet"."""
    begun = BegunAction(draft, is_read=True)
    return {id: f"{begun.question(id).label}: {_shown(begun, id) or NOT_YET}" for id in NOTED}


async def note(asker: Asker, draft: Draft, id: str) -> JobResult:
    """Ask for one of them, what stands there proposed, and keep it. Not done: it was not meant, or words say why."""
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    if not draft.ask_anew():
        return JobResult(False, draft.ended)
    if not draft.beside.is_kept():  # what was written down before
        return JobResult(False, draft.beside.error.words if draft.beside.error else "")
    begun = BegunAction(draft, is_read=True)
    typed = await _reply(asker, begun, id)
    if typed is None or typed == begun.value(id):
        return JobResult(False)
    begun = BegunAction(draft)  # as it is by now: another terminal may have written something else down
    begun.put(id, typed)
    if not draft.beside.is_kept():
        error = draft.beside.error
        return JobResult(False, f"Not kept yet: {error.words if error else ''} Your words are still here.")
    return JobResult(True, f"Written down: {ended(noted(draft)[id])}")


async def _reply(asker: Asker, begun: BegunAction, id: str) -> str | None:
    """What was chosen or typed; None: it was not meant."""
    question = begun.question(id)
    if not question.options:
        return await _typed(asker, begun, id)
    options = [Choice(each.value, each.words) for each in question.options]
    return await asker.choose(question.label, options, safe=begun.value(id)) or None


async def _typed(asker: Asker, begun: BegunAction, id: str) -> str | None:
    """What was typed, once it can be taken; None: it was not meant."""
    question, before = begun.question(id), begun.value(id)
    line = Line(question.label, start=before, hint=[question.hint], may_be_empty=True)
    while True:
        typed = await asker.text(f"{question.label}?", line)
        if typed is None:
            return None
        begun.put(id, typed)
        wrong = begun.fault_of(id)
        begun.put(id, before)
        if not wrong:
            return typed
        line = line.mended(typed, wrong)


def _shown(begun: BegunAction, id: str) -> str:
    value = begun.value(id)
    chosen = next((each.words for each in begun.question(id).options if each.value == value), "")
    if value == "not known":
        return ""
    return begun.read_as(id) or chosen or " ".join(value.split())
