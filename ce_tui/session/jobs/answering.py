"""A reply to a question of the interview: taken, or refused in words. Asks first where much would go with it."""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import local_now
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.tier_words import within
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.outcome.family import is_contact_doubtful
from ce_tui.core.pathway.outcome.status_words import status_words
from ce_tui.core.pathway.words import CONTACT_FAMILY
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.changing import REFUSED, Change, change
from ce_tui.session.draft import Draft


async def answer(asker: Asker, draft: Draft, question_id: str, typed: str) -> JobResult:
    """Take a reply; nothing typed takes the answer back. Not done without words: it was not meant.

    Raises KeyError for a question that is not asked now.
    """
    today = local_now(draft.clock).date()

    def replied(answers: Answers) -> Answers:
        return interview.answer(answers, draft.pathway, question_id, typed, today)

    return await change_if_meant(asker, draft, replied)


async def change_if_meant(asker: Asker, draft: Draft, wanted: Change) -> JobResult:
    """Make a change. Asks first where it sets marks aside, or takes the red result or the red steps away;
    after it where it is doubtful that it is safe to contact the family.
    """
    if not draft.editable:
        return JobResult(False, draft.why_closed)
    before = draft.answers
    try:
        after = wanted(before)
    except REFUSED as refused:
        return JobResult(False, refused.words)
    if not await _is_meant(asker, draft, before, after):
        return JobResult(False)
    result, pathway = change(draft, wanted), draft.pathway
    if result.done and is_contact_doubtful(after, pathway) and not is_contact_doubtful(before, pathway):
        return await _about_contact(asker, draft, result)
    return result


async def _about_contact(asker: Asker, draft: Draft, result: JobResult) -> JobResult:
    """That it is safe to contact a family in which someone may be involved stands only where it is meant (rule 8)."""
    words = "You said that it is safe to contact the family. Someone in it may be involved. Is it safe all the same?"
    if await asker.confirm(words, "Yes, it is safe: keep that answer", "Take that answer back"):
        return result
    taken_back = change(draft, lambda answers: msgspec.structs.replace(answers, contact_family=""))
    said = f"{CONTACT_FAMILY} Not answered." if taken_back.done else taken_back.words
    return result._replace(words=f"{result.words} {said}".lstrip())


def what_it_lowers(before: Answers, after: Answers, pathway: Pathway) -> str:
    """That a change takes the red result or steps away, and what is left; empty where it does not."""
    if not changes.lowers_red(before, after, pathway):
        return ""
    red, now = within("red", pathway), status_words(after, pathway).removeprefix("So far: ")
    return f"This takes the {red} result, or the {red} steps, away. After it: {now}"


async def _is_meant(asker: Asker, draft: Draft, before: Answers, after: Answers) -> bool:
    pathway = draft.pathway
    lowers = changes.lowers_red(before, after, pathway)
    first_meeting = before.known_to_practitioner is not False and after.known_to_practitioner is False
    if first_meeting and (aside := changes.marks_to_set_aside(before, pathway)):
        lowered = f" The result is then no longer {within('red', pathway)}." if lowers else ""
        return await asker.confirm(
            f"At a first meeting these marks do not count: {', '.join(aside)}. They are set aside, not deleted, and "
            f"come back if you change this answer again.{lowered}",
            "This is our first meeting: set them aside",
            "Leave it as it is",
        )
    if lowers:
        return await asker.confirm(
            f"{what_it_lowers(before, after, pathway)} Do you mean this?",
            "Yes, change it",
            "No, leave it as it is",
        )
    return True
