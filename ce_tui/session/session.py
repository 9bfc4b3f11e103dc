"""What a signed-in person has open: the casebook, one draft, and their own details. Knows no screen."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import cached_property

from msgspec.structs import replace

from ce_tui import exit_codes
from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.answers.screening import Answers, Practitioner, Screening, is_empty
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.indication import day_said
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import Clock
from ce_tui.core.vault.errors import StoreReplaced, VaultError
from ce_tui.files.own_files import WrittenFile
from ce_tui.session.asker import JobResult
from ce_tui.session.cut_off import tell_at_next_sign_in
from ce_tui.session.draft import Draft, change
from ce_tui.session.pinned import Editions
from ce_tui.session.words.sharing import (
    FREE_AGAIN,
    not_kept_yet,
    words_not_saved,
)


def carry_family(draft: Draft) -> bool:
    """Let the draft say, until it is answered anew, that the family may be involved. Whether it says so from now on."""
    if not draft.editable or draft.answers.family_before or not (then := draft.before.screened):
        return False
    if day := day_said(*then, then.answers.screened_on):
        draft.apply(lambda answers: replace(answers, family_before=day))
    return bool(day)


def as_before(draft: Draft, question_id: str) -> str:
    """ "As before": a reply came along and was neither changed nor confirmed; else empty."""
    if not draft.editable or question_id in draft.screening.unfinished:
        return ""
    return draft.before.said_of(question_id, draft.answers)


_DETAILS = "practitioner"
AT_SET_UP = "practitioner at the set-up"


def remembered(casebook: Casebook) -> Practitioner:
    """The practitioner's own details: those of the last screening, else of the set-up. Empty: there are none."""
    return next((each for each in all_remembered(casebook) if each != Practitioner()), Practitioner())


def all_remembered(casebook: Casebook) -> tuple[Practitioner, ...]:
    """The details that a draft may have been begun with: of the last screening, and of the set-up.

    Empty ones for those that are not there, or are unreadable.
    """
    kept = map(casebook.preferences.get, (_DETAILS, AT_SET_UP))
    return tuple(parse_or(each, Practitioner, Practitioner()) for each in kept)


def fill_in(draft: Draft) -> JobResult:
    """Fill the practitioner's own details into a draft that has none, and say so once.

    That is said, too, if the draft was begun with them.

    Not done: there was nothing to fill in, or words say why.
    """
    if draft.filled_in:
        draft.filled_in = False
    else:
        kept = remembered(draft.casebook)
        if not draft.editable or draft.answers.practitioner != Practitioner() or kept == Practitioner():
            return JobResult(False)
        result = change(draft, lambda answers: replace(answers, practitioner=kept))
        if not result.done:
            return result
    last, _ = all_remembered(draft.casebook)
    is_last = last != Practitioner()
    source = "from your last screening" if is_last else "as you gave them at the set-up; you can change them"
    return JobResult(True, f"Your own details are filled in {source}.")


def remember(casebook: Casebook, mine: Practitioner, key: str = _DETAILS) -> None:
    """Keep the details, if there are any. A convenience only: they are kept with the draft anyway.

    `key`: that of the last screening, or `AT_SET_UP`.
    """
    kept = write_json(mine)
    with suppress(VaultError):
        if mine != Practitioner() and kept != casebook.preferences.get(key):
            casebook.preferences.set(key, kept)


class NotSaved(VaultError):
    """The open draft cannot be put away, because something in it cannot be saved yet."""

    exit_code = exit_codes.STORE_TROUBLE

    def __init__(self, trouble: str) -> None:
        super().__init__(f"Not left: {trouble} Your words are still here.")


class Session:
    """One person, signed in, with at most one open draft. `Opening` gives one."""

    def __init__(self, casebook: Casebook, pathways: Pathways, clock: Clock = utc_now) -> None:
        self.casebook = casebook
        self._configured = pathways
        self.clock = clock
        self.draft: Draft | None = None
        self._behind: list[Draft] = []  # closed, because they have ended, with words that are not kept yet
        self.written = set[WrittenFile]()

    @cached_property
    def pathways(self) -> Editions:
        """The pathways as this store has pinned them: read when first asked for. Raises VaultError."""
        return Editions(self._configured, self.casebook)

    def begin(self, locality: str) -> Draft:
        """A new draft with the current pathway, as the store pins it; saved at once. Raises VaultError.

        The practitioner's own details stand in it from the first, so that nothing made of it lacks them.
        """
        answers = self._begun(locality)
        self.close_draft()
        return self._opened_anew(self.casebook.screenings.begin(answers))

    def begin_again(self, locality: str, earlier: Draft) -> Draft:
        """A new draft of the child of an earlier screening, which is open: what comes along stands in it (`changes`).

        The two are said to be of the same child, and the earlier one is put away. Raises VaultError: it is still open
        then, and nothing was begun.
        """
        if not earlier.flush():
            raise NotSaved(earlier.trouble)
        before = self.casebook.screenings.again(earlier.screening)  # who only reads it may have an older one
        day = before.answers.screened_on or before.created[:10]
        answers = replies.begin_again(self._begun(locality), before.answers, earlier.pathway, day)
        screening = self.casebook.begin_again(answers, earlier.screening.ref)
        self.close_draft()
        return self._opened_anew(screening)

    def _begun(self, locality: str) -> Answers:
        """The answers of a new screening of today."""
        today = self.clock().astimezone(LONDON).date().isoformat()
        answers = replies.begin(self.pathways.current, locality, today)
        return replace(answers, practitioner=remembered(self.casebook))

    def _opened_anew(self, screening: Screening) -> Draft:
        self.draft = self._drafted(self.pathways.of(screening), screening)
        self.draft.filled_in = screening.answers.practitioner != Practitioner()
        return self.draft

    @property
    def usual_area(self) -> str:
        """The hub's usual area; empty: there is none, or new screenings have no such area."""
        usual = self.casebook.people.hub.locality
        return usual if usual in [each.id for each in self.pathways.at_hand.localities] else ""

    def open(self, ref: str, reason: str = "", *, take_over: bool = False) -> Draft:
        """Open a screening with the wording that it was made with: the store keeps it.

        Where someone else has it open it is only shown, unless it is taken over. Raises VaultError.
        """
        self.casebook.screenings.may_open(ref, reason)  # else what is open would be closed for nothing
        self.close_draft()
        screening = self.casebook.screenings.open(ref, reason)
        try:
            pathway = self.pathways.of(screening)
            if take_over:
                screening = self.casebook.screenings.take_over(ref)
        except VaultError:
            self.casebook.screenings.leave(screening)
            raise
        draft = self._drafted(pathway, screening)
        draft.view_only = draft.why_view_only()
        self.draft = draft
        carry_family(draft)
        return draft

    def read(self, ref: str, reason: str, at: datetime) -> Draft:
        """A screening only to be read, as of a moment: it stays free for others, and what is open here stays open.

        Raises VaultError.
        """
        screening = self.casebook.screenings.read(ref, reason)
        pathway, earlier = self.pathways.of(screening), self.pathways.of_earlier
        return Draft(self.casebook, pathway, screening, lambda: at, FREE_AGAIN, pathway_of=earlier)

    def _drafted(self, pathway: Pathway, screening: Screening) -> Draft:
        return Draft(self.casebook, pathway, screening, self.clock, pathway_of=self.pathways.of_earlier)

    def close_draft(self) -> str:
        """Save and put away the open draft. What to say of it: words that someone else's save came before are kept.

        Raises `NotSaved` where it cannot be saved now: it then stays open. One that this account may not go on with
        says why, and where its last words are.
        """
        return self._close_ended() or self._put_away()

    def close_draft_at_the_end(self) -> str:
        """As `close_draft`, as the session ends, when perhaps nobody hears it: the next sign-in says it, too."""
        ended = self._close_ended()
        if not self.keep_behind():
            raise NotSaved(self.behind_words)
        return ended or self._put_away(at_the_end=True)

    def _close_ended(self) -> str:
        """Put away the open draft if this account may not go on with it. What to say of it; empty: it may.

        Its last words wait in memory where they cannot be kept: nothing of it stays open for that.
        """
        draft = self.draft
        if draft is None or (draft.saved and not draft.ended):
            return ""
        draft.flush()
        if not draft.ended:
            return ""
        self.draft = None
        self._behind.append(draft)
        self.keep_behind()
        if draft in self._behind:
            return f"{draft.ended} {not_kept_yet(draft.trouble)}"
        if not draft.left_words:
            return draft.ended
        return (
            f"{draft.ended} What you had typed last was not saved yet: it is kept beside it, for whoever it belongs to "
            "and for a lead."
        )

    def keep_behind(self) -> bool:
        """From time to time: keep the last words of what was closed, if the disk did not take them. Whether all are."""
        for draft in [each for each in self._behind if each.flush()]:
            self._behind.remove(draft)
            with suppress(VaultError):  # it is free again at the latest when the session ends
                self.casebook.screenings.leave(draft.screening)
        return not self._behind

    @property
    def behind_words(self) -> str:
        """Why last words of something that was closed are not kept yet; empty: all are."""
        return not_kept_yet(self._behind[0].trouble) if self._behind else ""

    @property
    def lost_with_the_store(self) -> list[str]:
        """What goes as the session ends, if the store's file was taken away: in paragraphs, why first."""
        if not self.casebook.is_replaced:
            return []
        unsaved = [
            words_not_saved(each.stored, each.screening, each.pathway)
            for each in [self.draft, *self._behind]
            if each is not None
        ]
        goes = "This is not saved, and goes when you sign out:"
        return [StoreReplaced().words, *(f"{goes}\n{words}" for words in unsaved if words)]

    def _put_away(self, *, at_the_end: bool = False) -> str:
        """Save the open draft, or keep its words apart if someone else saved first: that is said."""
        draft, kept = self.draft, ""
        if draft is None:
            return ""
        before = draft.screening.ref
        if not draft.flush():
            if draft.conflict is None:
                raise NotSaved(draft.trouble)
            try:
                kept = draft.keep_both()
            except VaultError as error:
                raise NotSaved(error.words) from None
        self.casebook.screenings.leave(draft.screening)
        self.draft = None
        if not kept:
            return ""
        if at_the_end:
            tell_at_next_sign_in(self.casebook, before, kept)
        return f"Someone else had changed {before}: what you had not saved in it is kept apart, as {kept}."

    def is_empty(self, draft: Draft) -> bool:
        """Whether an own draft says nothing at all, so that it can be discarded here."""
        if draft.screening.owner != self.casebook.account.name or not draft.editable:
            return False
        before = draft.before.screened
        came_along = [before.answers.child] if before is not None else []
        return is_empty(draft.screening, *all_remembered(self.casebook), came_along=came_along)

    def discard(self, ref: str, version: int) -> None:
        """Throw away an empty draft of one's own, if it still has this version; then it is not open any more.

        Raises VaultError.
        """
        self.casebook.discarding.discard(ref, version, *all_remembered(self.casebook))
        if self.draft is not None and self.draft.screening.ref == ref:
            self.draft = None

    def close(self) -> None:
        """Save, and end the session. What cannot be saved even now is lost with it: ask first (`Draft.saved`)."""
        with suppress(VaultError):
            self.close_draft_at_the_end()
        self.casebook.close()
