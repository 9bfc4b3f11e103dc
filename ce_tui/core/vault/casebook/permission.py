"""Which screenings this account may open, and who has one open to change it.

A practitioner works on their own screenings. A lead opens another's with a reason, which is logged. The administrator's
role alone reads none. One that may not be opened and one that does not exist are answered with the same words. Every
act asks again, by who owns the screening and who has which role by then. A refusal is logged.

One person at a time changes a screening; others may read it. The edit lock is taken when it is opened and let go of
when it is left. It counts only while its session runs (`sessions`), so a killed session holds nobody up. It can be
taken over after a while without a change. Nobody's words are overwritten, because each save expects a version.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import msgspec

from ce_tui.core.clock import since_start
from ce_tui.core.strict_json import parse_as, write_json
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenedScreening, OpenStore, one_line
from ce_tui.core.vault.errors import Busy, NotFound, ReasonNeeded, Refused, RightEnded, TakenOver
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import EditLock, LockHeld, Record, Row, StaleVersion
from ce_tui.core.words.plain import say_wait


def logged_reason(reason: str, child: str) -> str:
    """A reason as it is logged: one line, cut; empty if none was given.

    `child`: the child's name. The reason outlives the screening, so a name in it would too. Raises `Refused`.
    """
    given = one_line(reason, 200)
    if names_the_child(given, child):
        raise Refused(
            "A word of the reason is in the child's name, and the reason stays in the log even when the screening is "
            "deleted. Say it without that word."
        )
    return given


def needed_reason(reason: str, child: str) -> str:
    """A reason as it is logged. Raises `Refused` if there is none, and what `logged_reason` raises."""
    given = logged_reason(reason, child)
    if not given:
        raise Refused("Say why: the reason is logged.")
    return given


def names_the_child(text: str, child: str) -> bool:
    """Whether a word of the text is one of the child's name; "will" is not "Will"."""
    parts = {part.casefold(): part for part in _words_of(child) if len(part) > 2}
    found = [(word, parts[word.casefold()]) for word in _words_of(text) if word.casefold() in parts]
    return any(word != word.lower() or part == part.lower() for word, part in found)


def _words_of(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


_OPEN = "open a screening"
_GO_ON = "go on with a screening"
_STAYS = "What had been saved in it stays."


def to_open(desk: OpenStore, ref: str, reason: str = "") -> Record:
    """The record of a typed reference, if this account may open or continue it.

    Raises `NotFound`, `ToBeDeleted`, `ReasonNeeded`, `Refused` (the child's name is in the reason), `RightEnded`,
    `NotPermitted` (shut out).
    """
    known = read_reference(ref) or ""
    if known in desk.opened:
        record = to_go_on(desk, known)
    else:
        desk.refuse_shut_out(_OPEN)
        found, is_lead = desk.store.screenings.load(known), desk.has_role("lead")
        is_mine = found is not None and desk.owns(found.row)
        if found is None or not (is_lead or (is_mine and desk.has_role("practitioner"))):
            desk.log_act("refusal", ref=known, detail=_OPEN)
            raise NotFound
        if not is_mine and not logged_reason(reason, found.row.child):
            raise ReasonNeeded
        record = found
    if not desk.has_role("lead"):
        desk.refuse_marked(record.row.ref)
    return record


def to_go_on(desk: OpenStore, ref: str) -> Record:
    """The record of an open screening, if this account may still go on with it.

    Raises `NotFound` (it is gone, or not open here), `RightEnded`, from then on at every act.
    """
    desk.refuse_unknown_list()
    opened, record, why = _going_on(desk, ref)
    if why:
        raise _ended(desk, opened, record.row, why)
    return record


@contextmanager
def to_go_on_together(desk: OpenStore, ref: str) -> Iterator[Record]:
    """One transaction, in which this account may go on with an open screening.

    A refusal is logged outside it, since nothing of it stays. Raises what `to_go_on` does.
    """
    desk.refuse_unknown_list()
    with nullcontext() if desk.store.read_only else desk.store.together():
        opened, record, why = _going_on(desk, ref)
        if not why:
            yield record
            return
    raise _ended(desk, opened, record.row, why)


@contextmanager
def to_open_together(desk: OpenStore, ref: str, reason: str = "") -> Iterator[Row]:
    """One transaction, in which a screening may be opened or gone on with. Raises what `to_open` does."""
    to_open(desk, ref, reason)  # a refusal is logged, which it would not be within
    with nullcontext() if desk.store.read_only else desk.store.together():
        yield to_open(desk, ref, reason).row


def views(desk: OpenStore, row: Row, reason: str) -> list[Entry]:
    """The entry that another's screening was seen, and why; none if it is open here, or this account's own."""
    if desk.owns(row) or row.ref in desk.opened:
        return []
    return [desk.entry("view", row, detail=logged_reason(reason, row.child))]


def to_decide(desk: OpenStore, ref: str) -> Row:
    """The row of a screening that a lead decides on. Raises `NotPermitted`, `NotFound`."""
    desk.require("decide what is kept", "lead")
    record = desk.store.screenings.load(read_reference(ref) or "")
    if record is None:
        raise NotFound
    return record.row


def _going_on(desk: OpenStore, ref: str) -> tuple[OpenedScreening, Record, str]:
    """What is open here, its record, and why this account may not go on with it. Raises `NotFound`."""
    opened, record = desk.opened.get(ref), desk.store.screenings.load(ref)
    if opened is None or record is None:
        raise NotFound
    return opened, record, opened.ended or _why_ended(desk, opened, record.row)


def _why_ended(desk: OpenStore, opened: OpenedScreening, row: Row) -> str:
    """Why this account may not go on with what it opened as it was then; empty: it may."""
    if shut_out := desk.standing().shut_out:
        return f"An administrator has {shut_out} this account, so this screening is closed here. {_STAYS}"
    is_lead, is_mine = desk.has_role("lead"), desk.owns(row)
    if not is_mine and desk.owns(opened.row):  # another's is opened with a reason
        return (
            f"This screening was passed on to {desk.name_of(row.owner)}, so it is closed here. What you had saved in "
            f"it stays with it.{' As a lead you can open it again, with a reason.' if is_lead else ''}"
        )
    if is_lead or (is_mine and desk.has_role("practitioner")):
        return ""
    return (
        "An administrator has changed the roles of this account: it does not read "
        f"{'screenings' if is_mine else 'the screenings of others'} any more, so this one is closed here. {_STAYS}"
    )


def _ended(desk: OpenStore, opened: OpenedScreening, row: Row, why: str) -> RightEnded:
    """Refuse the screening from now on; logged once."""
    if not opened.ended:
        opened.ended = why
        desk.log_act("refusal", row, detail=_GO_ON)
    return RightEnded(opened.ended)


TAKE_OVER_AFTER = 120.0
"""Seconds without a change after which a screening can be taken over from someone else."""


class LockHolder(msgspec.Struct, frozen=True, kw_only=True):
    """The person who has a screening open elsewhere to change it.

    `mine`: this account itself, on another terminal. `since` and `changed` (its last change there, or empty) are ISO
    8601 in UTC; `wait`: the seconds until it can be taken over, 0: now.
    """

    name: str
    mine: bool
    since: str
    changed: str
    wait: float


def edit_lock(desk: OpenStore, ref: str, *, changed: bool) -> EditLock:
    """An edit lock of this session on a screening, to be taken; `changed`: with a change, just now."""
    now = desk.now()
    return EditLock(ref, desk.sessions.id, desk.account.id, now, now if changed else "", since_start())


def others_lock(desk: OpenStore, ref: str) -> EditLock | None:
    """The edit lock that another live session has on a screening."""
    found = desk.store.presence.get(read_reference(ref) or "")
    if found is None or found.session == desk.sessions.id or not desk.sessions.alive(found.session):
        return None
    return found


def taken_over(desk: OpenStore, held: LockHeld) -> TakenOver:
    """The error that somebody else has a screening open to change it."""
    return TakenOver(desk.name_of(held.edit_lock.account), held.edit_lock.since)


class Presence(CasebookPart):
    """The sessions that have a screening open to change it. `take_over_after` is in seconds and may be set."""

    take_over_after = TAKE_OVER_AFTER

    def holder(self, ref: str) -> LockHolder | None:
        """The other who has a screening open to change it; None: nobody, or this account may not know."""
        desk = self._desk
        other = others_lock(desk, ref)
        record = desk.store.screenings.load(other.ref) if other else None
        if other and record and (desk.owns(record.row) or desk.has_role("lead")):
            return self._holder(other, record.row)
        return None

    def refuse_early(self, other: EditLock, row: Row) -> None:
        """Raise `Busy` if it is too early to take a screening over from another session."""
        holder = self._holder(other, row)
        if holder.wait > 0:
            raise Busy(
                f"{holder.name} is at work on this screening. It can be taken over when nothing was changed in it for "
                f"{say_wait(self.take_over_after)}: in {say_wait(holder.wait)} at the earliest. You may read it "
                "meanwhile.",
                holder.wait,
            )

    def _holder(self, other: EditLock, row: Row) -> LockHolder:
        own = self._desk.account.id
        idle = max(since_start() - other.at, 0.0)
        # One's own, elsewhere, and one's own screening that somebody else only reads, wait for nobody.
        at_once = other.account == own or (row.owner == own and not other.changed)
        return LockHolder(
            name=self._desk.name_of(other.account),
            mine=other.account == own,
            since=other.since,
            changed=other.changed,
            wait=0.0 if at_once else max(self.take_over_after - idle, 0.0),
        )


_KIND = "left words "
KEPT = "kept beside it"
TAKEN = "taken into the notes"
DISMISSED = "dismissed"


class UnsavedText(msgspec.Struct, frozen=True, kw_only=True):
    """Words that were not saved. `by` is a name, `at` ISO 8601 in UTC; `id` is for `settle`."""

    id: str
    by: str
    at: str
    text: str


class _Kept(msgspec.Struct, frozen=True):
    by: str
    text: str


class UnsavedWords(CasebookPart):
    """Words that were not saved as a right to a screening ended: kept beside it.

    The words are no part of the screening, and no save of it. Its owner or a lead takes them into the notes, or
    dismisses them. They lie with the screening's files: sealed, in the tally, and deleted with it.
    """

    def keep(self, ref: str, text: str) -> None:
        """Keep what was not saved in an open screening whose right has ended (`RightEnded`). Logged.

        Raises `NotFound` if it is not open or has not ended, `StoreFull`, `Busy`, ….
        """
        desk = self._desk
        opened = desk.opened.get(ref)
        if opened is None or not opened.ended:
            raise NotFound
        content = write_json(_Kept(desk.account.id, text)).encode()
        kind, log = f"{_KIND}{secrets.token_hex(8)}", [desk.entry("words", opened.row, detail=KEPT)]
        try:
            desk.store.kept.attach(ref, opened.row.revision, kind, content, desk.now(), log)
        except StaleVersion:  # it was deleted
            raise NotFound from None

    def of(self, ref: str) -> list[UnsavedText]:
        """The words beside a screening that this account may open, the first first. Raises what `to_open` raises."""
        row = to_open(self._desk, ref).row
        return [
            UnsavedText(id=each.kind, by=self._desk.name_of(kept.by), at=each.made, text=kept.text)
            for each in self._desk.store.kept.attached(row.ref, _KIND)
            for kept in [parse_as(each.content, _Kept)]
        ]

    def settle(self, ref: str, words_id: str, how: str) -> None:
        """Keep words no longer that were dealt with (`TAKEN`, `DISMISSED`). Logged.

        Nothing is changed if somebody else has done so. Raises what `of` raises, `StoreFull`, ….
        """
        with to_open_together(self._desk, ref) as row:
            store, entry = self._desk.store, self._desk.entry("words", row, detail=how)
            for each in store.kept.attached(row.ref, _KIND):
                if each.kind == words_id:
                    store.kept.detach(row.ref, each.revision, words_id, [entry])
