"""Someone else saved first: what becomes of what is not saved here. Nothing is dropped without a question."""

from __future__ import annotations

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.words.sharing import conflict_words

_KEEP_BOTH = Choice("both", "Keep both: mine becomes a screening of its own, with a new reference")
_LATER = Choice("later", "Leave it for now: it stays on my screen, not saved")
_DROP = "What you typed here and was not saved is then gone for good. Drop it?"
_PUT_OFF = (
    "Not saved: go to, then “Change it here”, asks again. When you leave the screening it is kept apart."
)


async def settle_conflict(asker: Asker, draft: Draft) -> JobResult:
    """Keep both, take what was saved there, or leave it for later: then nobody asks again by themselves.

    Nothing is chosen beforehand: the question comes unasked, and a key meant for something else makes no screening.
    """
    conflict = draft.conflict
    if conflict is None:
        return JobResult(False)
    question, theirs = conflict_words(conflict)
    choices = [_KEEP_BOTH, Choice("theirs", theirs), _LATER]
    chosen = await asker.choose(question, choices)
    if chosen == "theirs" and not await asker.confirm(_DROP, "Drop it", "No, leave it on my screen"):
        chosen = "later"  # a key that was meant for the notes drops nothing
    try:
        if chosen == "both":
            kept = draft.keep_both()
            return JobResult(True, f"Yours is kept as {kept}. The other one stays as it was saved.")
        if chosen == "theirs":
            draft.reload()
            return JobResult(True, "This is what was saved there.")
    except VaultError as error:
        return JobResult(False, error.words)
    draft.put_off = True
    return JobResult(False, _PUT_OFF)
