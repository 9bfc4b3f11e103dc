"""Opening a screening: whoever has it open is asked about first, and of a lead the reason where it is another's."""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.vault.casebook.permission import Holder
from ce_tui.core.vault.errors import ReasonNeeded, VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, Line
from ce_tui.session.jobs.doing import LONGEST_REASON
from ce_tui.session.jobs.left_words import settle_left_words
from ce_tui.session.session import Draft, Session
from ce_tui.session.station import Station
from ce_tui.session.words.sharing import held_words, not_yet_words, take_over_words

WHERE_LEFT = "Opened where you left it."
_READ = Choice("read", "Read it: nothing can be changed here meanwhile")
_CANCEL = Choice("cancel", "Cancel: nothing is opened")


class OpenedDraft(NamedTuple):
    """A screening that is open, with the place in it to go to; without one, that was cancelled or `words` say why.

    `opens`: the reference of another one, which is to be opened now.
    """

    words: str = ""
    draft: Draft | None = None
    section: str = ""
    at: str = ""
    opens: str = ""


async def open_screening(asker: Asker, station: Station, ref: str) -> OpenedDraft:
    """Open it where it was left; a completed one at its result. What was open before is saved and put away."""
    session = station.session
    try:
        draft = await _opened(asker, session, ref)
    except VaultError as error:
        return OpenedDraft(error.words)
    if draft is None:
        return OpenedDraft()
    settled = await settle_left_words(asker, draft)
    section, _, at = draft.place.partition(":")
    if draft.screening.state == "completed":
        return OpenedDraft(settled, draft, "result")
    if section not in SECTIONS:
        section, at = SECTIONS[0], ""
    left = draft.place and draft.editable
    return OpenedDraft(settled or (WHERE_LEFT if left else ""), draft, section, at)


async def _opened(asker: Asker, session: Session, ref: str) -> Draft | None:
    """The screening; None where a question was cancelled. Raises VaultError."""
    chosen = await _chosen(asker, session, ref)
    if chosen not in ("read", "take"):
        return None
    try:
        return session.open(ref, take_over=chosen == "take")
    except ReasonNeeded as needed:
        reason = await asker.text(needed.words, Line("Your reason", longest=LONGEST_REASON, about=ref))
    return session.open(ref, reason, take_over=chosen == "take") if reason else None


async def _chosen(asker: Asker, session: Session, ref: str) -> str:
    """What is done about whoever has it open; asked again where they changed something while it was asked."""
    holder = session.casebook.presence.holder(ref)
    chosen = "read"
    while holder is not None:
        chosen = await _ask_about(asker, session, holder)
        now = session.casebook.presence.holder(ref)
        if chosen != "take" or now is None or now.changed == holder.changed:
            return chosen
        holder = now
    return chosen


async def _ask_about(asker: Asker, session: Session, holder: Holder) -> str:
    """Read it, take it over where that may be done by now, or leave it. One's own is taken over first.

    Nothing is chosen beforehand: where Enter takes what is, it would take a screening over unasked.
    """
    now = session.clock()
    words = held_words(holder, now)
    choices = [_READ, _CANCEL]
    if holder.wait:
        words += f" {not_yet_words(holder.wait)}"
    else:
        choices.insert(0 if holder.mine else 1, Choice("take", take_over_words(holder, now)))
    return await asker.choose(words, choices)
