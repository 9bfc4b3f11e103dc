"""Beginning, opening and discarding a screening, what is known of its child, and words left beside it.

Whoever has a screening open is asked about first; a lead who opens another's is asked for the reason.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import USUAL
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import Choice, counted, joined
from ce_tui.core.vault.casebook.permission import DISMISSED, UnsavedText
from ce_tui.core.vault.casebook.permission import TAKEN as TAKEN_INTO
from ce_tui.core.vault.errors import NotFound, NotPermitted, ReadOnly, ReasonNeeded, VaultError
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.recording import LONGEST_REASON, ask_reason
from ce_tui.session.session import Session, all_remembered, carry_family
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.known import KnownRow, person_of, said, said_now, taken_back_now
from ce_tui.session.words.people import NO_REASON
from ce_tui.session.words.sharing import (
    NOT_IN_COMPLETED,
    TAKEN,
    held_words,
    since_words,
    unsaved_words,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import ChildrenFound


async def settle_left_words(asker: Asker, draft: Draft) -> str:
    """Show the words that were left beside a screening, and settle each. What is left to say.

    Nothing is chosen beforehand, and nothing is lost.
    """
    try:
        left = draft.casebook.words_left.of(draft.screening.ref)
        said = [await _settle(asker, draft, each) for each in left]
    except VaultError as error:
        return error.words
    return " ".join(dict.fromkeys(filter(None, said)))


async def _settle(asker: Asker, draft: Draft, words: UnsavedText) -> str:
    """Settle words that were left. Raises VaultError."""
    closed = f"\n\n{NOT_IN_COMPLETED}" if draft.screening.state == "completed" else ""
    choices = [
        *([Choice("take", "Take them into the notes, at their end")] if draft.editable else []),
        Choice("later", "Leave them for now: they come again when this is opened"),
        Choice("dismiss", "Dismiss them: they are then gone for good"),
    ]
    chosen = await asker.choose(f"{unsaved_words(words)}{closed}", choices)
    settle = partial(draft.casebook.words_left.settle, draft.screening.ref, words.id)
    gone = "They are then gone for good. Dismiss them?"
    if chosen == "dismiss" and await asker.confirm(gone, "Dismiss them", "No, leave them there"):
        settle(DISMISSED)
    if chosen != "take":
        return ""
    notes = "\n\n".join(filter(None, [draft.answers.notes.rstrip(), unsaved_words(words)]))
    draft.apply(lambda answers: replies.set_notes(answers, notes))
    if not draft.saved:  # they stay beside it until they are saved in it
        return draft.trouble
    settle(TAKEN_INTO)
    return TAKEN


async def discard_draft(asker: Asker, station: JobContext, ref: str, to_keeping: str) -> JobResult:
    """Discard the empty draft of a reference, open here or not, after a question. Nothing else is ever discarded.

    `to_keeping`: the way to Keeping, in a sentence. It is said to a lead of what is not discarded.
    """
    session = station.session
    try:
        empty = _looked_at(session, ref)
        area = session.pathways.naming.area(empty.answers.locality)
        day = say_iso(empty.answers.screened_on)
        goes = joined([f"the area ({area})", *([f"the day ({day})"] if day else []), "the reference"])
        if not await asker.confirm(
            f"Discard {empty.ref} for good? Nothing in it was marked, typed or answered. What goes is {goes}; nobody "
            "can bring it back.",
            "Discard it",
            "Keep it",
        ):
            return JobResult(False)
        session.discard(empty.ref, empty.version)
    except VaultError as error:
        in_keeping = isinstance(error, NotPermitted) and not isinstance(error, NotFound)
        if in_keeping and session.casebook.has_role("lead"):
            decides = "As a lead you decide in Keeping what is kept and what is deleted."
            return JobResult(False, f"{error.words} {decides} {to_keeping}")
        return JobResult(False, error.words)
    return JobResult(True, f"{empty.ref} is discarded. The log keeps that it was there, and empty.")


def _looked_at(session: Session, ref: str) -> Screening:
    """The draft as it is in the store; one that is open here as it is open. Raises VaultError if it is not empty."""
    draft = session.draft if session.draft is not None and session.draft.screening.ref == ref else None
    if draft is not None and not draft.flush():
        raise VaultError(f"Nothing was discarded. {draft.trouble}")
    stored = session.casebook.discarding.look(ref, *all_remembered(session.casebook))
    return draft.screening if draft is not None else stored


OPEN = Choice("open", "Open it")
SAME = Choice("same", "It is the same child")
NOT_SAME = Choice("not same", "It is not the same child")
TAKE_BACK = "take back"
ACTS = (SAME.id, NOT_SAME.id, TAKE_BACK)
"""What can be done about a listed screening, but for opening it."""
FOLLOWS = (
    "Both stay as they are. From now on they stand together, and the later one is compared with the completed one "
    "before, where one practitioner made both."
)
FAMILY_CARRIED = "It said that someone in the family may be involved: Start asks that anew."
FAMILY_STAYS = (
    "What came along from a screening before stays: the child's details, and that someone in the family may be "
    "involved. Look at both anew."
)


async def ask_about_pair(asker: Asker, draft: Draft, row: KnownRow) -> JobResult | None:
    """Ask what to do with a listed screening, and do it. None: it is to be opened.

    What was said of it already is only taken back, and that where it was said.
    """
    choices = [OPEN]
    if row.said is None:
        choices += [SAME, NOT_SAME]
    elif row.said.by:
        again = "it stands by itself again" if row.said.same else "it may be asked about again"
        choices.append(Choice(TAKE_BACK, f"Take that back: {again}"))
    chosen = await asker.choose(f"{'. '.join(filter(None, (row.ref, row.words)))}.", choices)
    if chosen == OPEN.id:
        return None
    return await settle_pair(asker, draft, chosen, row.ref) if chosen in ACTS else JobResult(False)


async def settle_pair(asker: Asker, draft: Draft, act: str, other: str) -> JobResult:
    """Say whether another screening is of the same child, or take that back. `act`: one of `ACTS`.

    Of the same child: what follows is said first, and asked. A lead gives a reason. Not done: the words say why.
    """
    ref, pairings = draft.screening.ref, draft.casebook.pairings
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    question = f"{FOLLOWS} Are {ref} and {other} of the same child?"
    if act == SAME.id and not await asker.confirm(question, "Yes, they are of the same child"):
        return JobResult(False)
    if act == TAKE_BACK:
        why, words = "Why do you take it back?", taken_back_now(ref, other)
        settle = partial(pairings.take_back, ref, other)
    else:
        same = act == SAME.id
        why = "Why do you say that?"
        words = f"{said_now(ref, other, same=same)} It can be taken back in the same place."
        settle = partial(pairings.say, ref, other, same=same)
    if not draft.flush():  # what is said holds of the names as they are typed
        return JobResult(False, draft.trouble)
    try:
        try:
            settle()
        except ReasonNeeded:
            reason = await ask_reason(asker, f"This is about a colleague's screening. {why}", words)
            if not reason:
                return JobResult(False, NO_REASON)
            settle(reason=reason)
    except VaultError as error:
        return JobResult(False, error.words)
    draft.before.forget()  # the screening before may be another now
    # What came along of the family stays, if the two are of one child no more.
    if draft.answers.family_before and draft.before.screened is None:
        words = f"{words} {FAMILY_STAYS}"
    elif act != TAKE_BACK and carry_family(draft):
        words = f"{words} {FAMILY_CARRIED}"
    return JobResult(True, words)


LOOKING = "Looking whether this child is known here."
ASKED_BY = ("child.name", "child.date_of_birth", "child.address")
"""The questions by whose answers a child is known."""


def look_for_child(draft: Draft) -> ChildrenFound:
    """Look who the child may be; if too little was typed, what somebody said of them. Raises VaultError."""
    children, ref, person = draft.casebook.children, draft.screening.ref, person_of(draft)
    return children.find(person, ref) if person.can_be_looked_for else children.said_of(ref)


def look_and_say(draft: Draft, leads_on: str) -> str:
    """What was found about the child, and `leads_on`, where to read it; empty: nothing."""
    try:
        return said(look_for_child(draft), draft.screening.ref, leads_on)
    except VaultError as error:
        return error.words


WHERE_LEFT = "Opened where you left it."


class OpenedDraft(NamedTuple):
    """An open screening with the place in it to go to; without one, that was cancelled or `words` say why.

    `opens`: the reference of another one, which is to be opened now.
    """

    words: str = ""
    draft: Draft | None = None
    section: str = ""
    at: str = ""
    opens: str = ""


async def open_screening(asker: Asker, station: JobContext, ref: str) -> OpenedDraft:
    """Open a screening where it was left; a completed one at its result. The one before is saved and put away."""
    session = station.session
    try:
        chosen = await _chosen(asker, session, ref)
        if chosen not in ("read", "take"):
            return OpenedDraft()
        try:
            draft = session.open(ref, take_over=chosen == "take")
        except ReasonNeeded as needed:
            reason = await asker.text(needed.words, Line("Your reason", longest=LONGEST_REASON, about=ref))
            if not reason:
                return OpenedDraft()
            draft = session.open(ref, reason, take_over=chosen == "take")
    except VaultError as error:
        return OpenedDraft(error.words)
    settled = await settle_left_words(asker, draft)
    section, _, at = draft.place.partition(":")
    if draft.screening.state == "completed":
        return OpenedDraft(settled, draft, "result")
    if section not in SECTIONS:
        section, at = SECTIONS[0], ""
    left = draft.place and draft.editable
    return OpenedDraft(settled or (WHERE_LEFT if left else ""), draft, section, at)


async def _chosen(asker: Asker, session: Session, ref: str) -> str:
    """What is done if somebody else has it open: read it, take it over if that may be done by now, or leave it.

    Asked again if they changed something while it was asked. Nothing is chosen beforehand: where Enter takes what is,
    it would take a screening over unasked.
    """
    holder, chosen = session.casebook.presence.holder(ref), "read"
    while holder is not None:
        now = session.clock()
        words = held_words(holder, now)
        choices = [
            Choice("read", "Read it: nothing can be changed here meanwhile"),
            Choice("cancel", "Cancel: nothing is opened"),
        ]
        if holder.wait:
            minutes = counted(max(1, math.ceil(int(holder.wait) / 60)), "minute")
            words += f" It can be taken over once nothing was changed in it for a while: in {minutes}, if they stop."
        else:
            idle = f"since {since_words(holder.changed, now)}" if holder.changed else "so far"
            there = "What you typed there stays" if holder.mine else "Their words stay, and they can read on"
            take = Choice("take", f"Take it over (nothing changed there {idle}). {there}")
            choices.insert(0 if holder.mine else 1, take)  # an own one is taken over first
        chosen = await asker.choose(words, choices)
        asked_about, holder = holder, session.casebook.presence.holder(ref)
        if chosen != "take" or (holder is not None and holder.changed == asked_about.changed):
            break
    return chosen


_ONLY_PRACTITIONERS = "Only who has the role practitioner begins screenings."
DRAFT_IS_THERE = "{ref} is a draft of the same child already."
GO_ON_THERE = "Open {ref} and go on with it"
_NOTHING_BEGUN = "Nothing was begun."


async def begin_screening(asker: Asker, station: JobContext) -> OpenedDraft:
    """Begin a screening in the area that is asked for. What was open before is saved and put away."""
    session = station.session
    if not session.casebook.has_role("practitioner"):
        return OpenedDraft(_ONLY_PRACTITIONERS)
    if session.pathways.lacks_current:
        return OpenedDraft(" ".join(session.pathways.remarks))
    try:
        return await _begun(asker, session, session.usual_area, USUAL, session.begin)
    except VaultError as error:
        return OpenedDraft(f"{_NOTHING_BEGUN} {error.words}")


async def begin_again(asker: Asker, station: JobContext, earlier: Draft) -> OpenedDraft:
    """Begin a screening of the child of the open one, which is put away: its area is proposed.

    The two are said to be of the same child. Without a draft: it was not meant, or words say why; nothing is changed.
    Where a draft of the child is there already, that may be the one to go on with: then it `opens`.
    """
    session, ref = station.session, earlier.screening.ref
    if not session.casebook.has_role("practitioner"):
        return OpenedDraft(_ONLY_PRACTITIONERS)
    if session.casebook.read_only:
        return OpenedDraft(ReadOnly().words)
    if session.pathways.lacks_current:
        return OpenedDraft(" ".join(session.pathways.remarks))
    if draft := _draft_of_the_same_child(session, ref):
        ways = [Choice("go on", GO_ON_THERE.format(ref=draft)), Choice("another", "Begin another one")]
        chosen = await asker.choose(DRAFT_IS_THERE.format(ref=draft), ways, safe="go on")
        if chosen != "another":
            return OpenedDraft(opens=draft) if chosen else OpenedDraft(_NOTHING_BEGUN)
    proposed, begin = earlier.answers.locality, partial(session.begin_again, earlier=earlier)
    try:
        opened = await _begun(asker, session, proposed, "as before", begin)
    except VaultError as error:
        return OpenedDraft(error.words)
    if opened.draft is None:
        return opened
    begun = (
        f"A new screening of the child of {ref}. Who they are came along, and is asked about in Details. Every factor "
        "is asked anew, with what it was in the last completed screening beside it."
    )
    return opened._replace(words=f"{begun} {opened.words}".rstrip())


def _draft_of_the_same_child(session: Session, ref: str) -> str:
    """The reference of an own draft of the child of a screening; empty: none, as far as can be read."""
    with suppress(VaultError):
        same = [each.screening for each in session.casebook.children.said_of(ref).same]
        return next((each.ref for each in same if each.mine and each.state != "completed"), "")
    return ""


async def _begun(
    asker: Asker, session: Session, proposed: str, why: str, begin: Callable[[str], Draft]
) -> OpenedDraft:
    """Ask in which area the child lives, and begin there. Raises what `begin` raises.

    `proposed`: the id of the area that is proposed; `why` stands beside it.
    """
    choices = [
        Choice(each.id, each.as_choice, why if each.id == proposed else "")
        for each in session.pathways.at_hand.localities
    ]
    question = "Where does the child live? Contacts and steps follow from it; it can be changed at Start."
    area = await asker.choose(question, choices, safe=proposed)
    if not area:
        return OpenedDraft("Nothing was begun: say first where the child lives.")
    draft = begin(area)
    draft.area_asked = True
    return OpenedDraft(session.pathways.changed(draft.pathway.id), draft, "start")
