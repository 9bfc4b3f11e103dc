"""A reason that someone gives for what they do with a screening: it goes into the log, and stays there for ever.

The screenings that are open in this session, and the spells of editing them that the log tells of.

Which screenings this account may open and go on with, and on which it may decide. A refusal is logged.

A practitioner works on their own; a lead opens another's with a reason, which is logged; an administrator's role
alone reads none. What may not be opened and what does not exist are answered with the same words. What is open is
asked about anew at each act, by whose it is and which roles there are by then.

The casebook's view of who has which screening open: one person at a time changes it, others may read it.

A screening's edit lock is taken when it is opened, and let go of when it is left. It counts only while the session
that has it runs (`sessions`), so a killed one holds nobody up. It can be taken over when nothing was changed for a
while. What keeps anybody's words from being overwritten is not the edit lock but the version that each save expects.

What somebody had typed and not saved when their right to a screening ended: kept beside it, for owner and lead.

It is no part of the screening, and no save of it. Whoever may open the screening takes it into the notes, or dismisses
it. It lies with the screening's files: sealed, in the tally, and deleted with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import msgspec

from ce_tui.core.clock import since_start
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.strict_json import parse_as, write_json
from ce_tui.core.vault.casebook.desk import Desk, one_line
from ce_tui.core.vault.errors import Busy, NotFound, ReasonNeeded, Refused, RightEnded, TakenOver, ToBeDeleted
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import EditLock, Held, Record, Row, Stale
from ce_tui.core.words.counting import say_wait

_LONGEST_REASON = 200


def logged_reason(reason: str, child: str) -> str:
    """A reason as it is logged: one line, cut; empty where none was given.

    `child`: the child's name. The reason outlives the screening, so a name in it would too. Raises `Refused`.
    """
    given = one_line(reason, _LONGEST_REASON)
    if names_the_child(given, child):
        raise Refused(
            "A word of the reason is in the child's name, and the reason stays in the log even when the screening is "
            "deleted. Say it without that word."
        )
    return given


def needed_reason(reason: str, child: str) -> str:
    """A reason as it is logged, where one is needed. Raises `Refused` where there is none, as `logged_reason` too."""
    given = logged_reason(reason, child)
    if not given:
        raise Refused("Say why: the reason is logged.")
    return given


def names_the_child(text: str, child: str) -> bool:
    """Whether a word of the text is one of the child's name; "will" is not "Will"."""
    parts = {part.casefold(): part for part in _words_of(child) if len(part) > 2}
    for word in _words_of(text):
        part = parts.get(word.casefold())
        if part is not None and (word != word.lower() or part == part.lower()):
            return True
    return False


def _words_of(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


class Opened(msgspec.Struct):
    """A screening that is open in this session: as last saved, and since which version it is being edited.

    `ended`: why this account may not go on with it, in words; empty while it may.
    """

    row: Row
    screening: Screening
    editing_since: int | None = None
    ended: str = ""


class AtHand:
    """What is open in this session, by reference."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: dict[str, Opened] = {}

    def __contains__(self, ref: str) -> bool:
        return ref in self._open

    @property
    def refs(self) -> list[str]:
        """The references of all that are open."""
        return list(self._open)

    def get(self, ref: str) -> Opened | None:
        """The screening of a reference, if it is open."""
        return self._open.get(ref)

    def put(self, opened: Opened) -> Screening:
        """Have it open, in place of what was open of it. Returns its screening."""
        self._open[opened.row.ref] = opened
        return opened.screening

    def take(self, ref: str) -> Opened | None:
        """Have it open no more. Returns what was open of it."""
        return self._open.pop(ref, None)

    def ended(self, opened: Opened) -> list[Entry]:
        """The entry that ends a spell of editing, if one runs. It runs no more then."""
        if opened.editing_since is None:
            return []
        detail = f"from version {opened.editing_since} to {opened.row.version}"
        opened.editing_since = None
        return [self._desk.entry("editing ended", opened.row, detail=detail)]

    def all_ended(self) -> list[Entry]:
        """The entries that end every spell of editing that runs."""
        return [entry for opened in self._open.values() for entry in self.ended(opened)]

    def clear(self) -> None:
        """Have nothing open any more."""
        self._open.clear()


_OPEN = "open a screening"
_GO_ON = "go on with a screening"
_STAYS = "What had been saved in it stays."
_PASSED_ON = (
    "This screening was passed on to {who}, so it is closed here. What you had saved in it stays with it."
)
_AS_A_LEAD = " As a lead you can open it again, with a reason."
_SHUT_OUT = f"An administrator has {{shut_out}} this account, so this screening is closed here. {_STAYS}"
_NO_LEAD = (
    "An administrator has changed the roles of this account: it does not read the screenings of others any more, so "
    f"this one is closed here. {_STAYS}"
)
_NO_SCREENINGS = (
    "An administrator has changed the roles of this account: it does not read screenings any more, so this one is "
    f"closed here. {_STAYS}"
)


class Permission:
    """What is asked before a screening is touched: by its reference, as it is typed."""

    def __init__(self, desk: Desk, at_hand: AtHand) -> None:
        self._desk = desk
        self._at_hand = at_hand

    def to_open(self, ref: str, reason: str = "") -> Record:
        """The record of a reference, if this account may open it, or go on with it where it is open.

        Raises `NotFound`, `ToBeDeleted`, `ReasonNeeded`, `Refused` (the child's name is in the reason), `RightEnded`,
        `NotPermitted` (shut out).
        """
        desk = self._desk
        known = read_reference(ref)
        if known and known in self._at_hand:
            return self._unmarked(self.to_go_on(known))
        desk.refuse_shut_out(_OPEN)
        record = desk.store.screenings.load(known) if known else None
        if record is None or not desk.has_role("practitioner", "lead"):
            raise self._refused(known)
        mine = record.row.owner == desk.account.id
        if not mine and not desk.has_role("lead"):
            raise self._refused(known)
        if not mine and not logged_reason(reason, record.row.child):
            raise ReasonNeeded
        return self._unmarked(record)

    def to_go_on(self, ref: str) -> Record:
        """The record of a screening that is open here, if this account may still go on with it.

        Raises `NotFound` (it is gone, or not open here), `RightEnded`, from then on at every act.
        """
        self._desk.refuse_unknown_list()
        opened = self._at_hand.get(ref)
        record = self._desk.store.screenings.load(ref)
        if opened is None or record is None:
            raise NotFound
        if opened.ended or (why := self._why_ended(opened, record.row)):
            raise self._ended(opened, record.row, opened.ended or why)
        return record

    @contextmanager
    def together(self, ref: str) -> Iterator[Record]:
        """One transaction, in which it is asked first whether this account may go on with what is open here.

        A refusal is logged outside it, since nothing of it stays. Raises what `to_go_on` does.
        """
        self._desk.refuse_unknown_list()
        opened, store = self._at_hand.get(ref), self._desk.store
        with nullcontext() if store.read_only else store.together():
            record = store.screenings.load(ref)
            if opened is None or record is None:
                raise NotFound
            why = opened.ended or self._why_ended(opened, record.row)
            if not why:
                yield record
                return
        raise self._ended(opened, record.row, why)

    @contextmanager
    def to_open_together(self, ref: str, reason: str = "") -> Iterator[Row]:
        """One transaction, in which a screening may be opened or gone on with. Raises what `to_open` does."""
        self.to_open(ref, reason)  # a refusal is logged, which it would not be within
        store = self._desk.store
        with nullcontext() if store.read_only else store.together():
            yield self.to_open(ref, reason).row

    def seen(self, row: Row, reason: str) -> list[Entry]:
        """What is logged where another's that is not open here is touched with a reason: that it was seen, and why."""
        if row.owner == self._desk.account.id or row.ref in self._at_hand:
            return []
        return [self._desk.entry("view", row, detail=logged_reason(reason, row.child))]

    def to_decide(self, ref: str) -> Row:
        """The row of a screening that a lead decides on. Raises `NotPermitted`, `NotFound`."""
        self._desk.require("decide what is kept", "lead")
        known = read_reference(ref)
        record = self._desk.store.screenings.load(known) if known else None
        if record is None:
            raise NotFound
        return record.row

    def _why_ended(self, opened: Opened, row: Row) -> str:
        """Why this account may not go on with what it opened as it was then; empty: it may."""
        desk = self._desk
        if shut_out := desk.standing().shut_out:
            return _SHUT_OUT.format(shut_out=shut_out)
        is_lead = desk.has_role("lead")
        if row.owner == desk.account.id:
            return "" if is_lead or desk.has_role("practitioner") else _NO_SCREENINGS
        if opened.row.owner == desk.account.id:  # another's is opened with a reason
            return _PASSED_ON.format(who=desk.name_of(row.owner)) + (_AS_A_LEAD if is_lead else "")
        return "" if is_lead else _NO_LEAD

    def _ended(self, opened: Opened, row: Row, why: str) -> RightEnded:
        """From now on it is refused; logged once."""
        if not opened.ended:
            opened.ended = why
            self._desk.store.log.add([self._desk.entry("refusal", row, detail=_GO_ON)])
        return RightEnded(opened.ended)

    def _unmarked(self, record: Record) -> Record:
        """The record; to whoever is no lead only where it is not marked for deletion."""
        if not self._desk.has_role("lead") and self._desk.store.keeping.stands("delete", record.row.ref):
            raise ToBeDeleted
        return record

    def _refused(self, ref: str | None) -> NotFound:
        self._desk.store.log.add([self._desk.entry("refusal", ref=ref or "", detail=_OPEN)])
        return NotFound()


TAKE_OVER_AFTER = 120.0
"""Seconds without a change after which a screening can be taken over from someone else."""

_TRIES_TO_TAKE = 5


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a screening open to change it, elsewhere.

    `mine`: this account itself, on another terminal. `since` and `changed` (its last change there, or empty) are ISO
    8601 in UTC; `idle` is how long nothing was changed, in seconds; `wait`: until it can be taken over, 0: now.
    """

    name: str
    mine: bool
    since: str
    changed: str
    idle: float
    wait: float


class Presence:
    """Who has a screening open, and this session's own edit locks. `take_over_after` is in seconds and may be set."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.take_over_after = TAKE_OVER_AFTER

    def holder(self, ref: str) -> Holder | None:
        """Who has a screening open to change it, beside this session. None: nobody, or it is not ours to know."""
        with self._desk.lock:
            other = self.other(ref)
            if other is None or (row := self._row_to_see(other.ref)) is None:
                return None
            return self._holder(other, row)

    # For the other parts, which hold the desk's lock

    def is_mine(self, ref: str) -> bool:
        """Whether this session has the edit lock of a screening."""
        found = self._desk.store.presence.get(ref)
        return found is not None and found.session == self._desk.sessions.id

    def mine(self, ref: str, *, changed: bool) -> EditLock:
        """This session's edit lock on a screening, to be taken; `changed`: with a change, just now."""
        now = self._desk.now()
        session, account = self._desk.sessions.id, self._desk.account.id
        return EditLock(ref, session, account, now, now if changed else "", since_start())

    def other(self, ref: str) -> EditLock | None:
        """The edit lock that another live session has on a screening."""
        known = read_reference(ref)
        found = self._desk.store.presence.get(known) if known else None
        return found if found is not None and self._is_other(found) else None

    def taking(self, act: Callable[[EditLock | None], None], over: EditLock | None = None) -> None:
        """Do what takes an edit lock, from a session that is over too. Raises `TakenOver` where a live one has it.

        `act` is given the edit lock to take it from, and raises `Held` where another session has it by now.
        """
        for _ in range(_TRIES_TO_TAKE):
            try:
                return act(over)
            except Held as held:
                if self._is_other(held.edit_lock):
                    name = self._desk.name_of(held.edit_lock.account)
                    raise TakenOver(name, held.edit_lock.since) from None
                over = held.edit_lock
        raise Busy("Others are opening this screening just now. Try again in a moment.", 1)

    def refuse_early(self, other: EditLock, row: Row) -> None:
        """Raise `Busy` where it is too early to take a screening over from another session."""
        holder = self._holder(other, row)
        if holder.wait > 0:
            raise Busy(
                f"{holder.name} is at work on this screening. It can be taken over when nothing was changed in it for "
                f"{say_wait(self.take_over_after)}: in {say_wait(holder.wait)} at the earliest. You may read it "
                "meanwhile.",
                holder.wait,
            )

    def _row_to_see(self, ref: str) -> Row | None:
        """The row of a screening that this account may open, with a reason if need be."""
        record = self._desk.store.screenings.load(ref)
        if record is None:
            return None
        mine = record.row.owner == self._desk.account.id
        return record.row if mine or self._desk.has_role("lead") else None

    def _is_other(self, edit_lock: EditLock) -> bool:
        sessions = self._desk.sessions
        return edit_lock.session != sessions.id and sessions.alive(edit_lock.session)

    def _holder(self, edit_lock: EditLock, row: Row) -> Holder:
        own = self._desk.account.id
        mine = edit_lock.account == own
        idle = max(since_start() - edit_lock.at, 0.0)
        # One's own, elsewhere, and one's own screening that somebody else only reads, wait for nobody.
        at_once = mine or (row.owner == own and not edit_lock.changed)
        return Holder(
            name=self._desk.name_of(edit_lock.account),
            mine=mine,
            since=edit_lock.since,
            changed=edit_lock.changed,
            idle=idle,
            wait=0.0 if at_once else max(self.take_over_after - idle, 0.0),
        )


_KIND = "left words "
KEPT = "kept beside it"
TAKEN = "taken into the notes"
DISMISSED = "dismissed"


class LeftWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words that were not saved: whose (a name), when (ISO 8601 in UTC), and what they were. `id` is for `settle`."""

    id: str
    by: str
    at: str
    text: str


class _Kept(msgspec.Struct, frozen=True):
    by: str
    text: str


class WordsLeft:
    """Keeps them, shows them, and has them settled."""

    def __init__(self, desk: Desk, at_hand: AtHand, permission: Permission) -> None:
        self._desk = desk
        self._at_hand = at_hand
        self._permission = permission

    def keep(self, ref: str, text: str) -> None:
        """Keep what was not saved in a screening that is open here and may not be gone on with (`RightEnded`). Logged.

        Raises `NotFound` where that is not so, `StoreFull`, `Busy`, ….
        """
        desk = self._desk
        with desk.lock:
            opened = self._at_hand.get(ref)
            if opened is None or not opened.ended:
                raise NotFound
            content = write_json(_Kept(desk.account.id, text)).encode()
            kind = f"{_KIND}{secrets.token_hex(8)}"
            entry = desk.entry("words", opened.row, detail=KEPT)
            try:
                desk.store.screenings.attach(ref, opened.row.revision, kind, content, desk.now(), [entry])
            except Stale:  # it was deleted
                raise NotFound from None

    def of(self, ref: str) -> list[LeftWords]:
        """The words beside a screening that this account may open, the first first. Raises as `Permission.to_open`."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            return [
                LeftWords(id=each.kind, by=self._desk.name_of(kept.by), at=each.made, text=kept.text)
                for each in self._desk.store.screenings.attached(row.ref, _KIND)
                for kept in [parse_as(each.content, _Kept)]
            ]

    def settle(self, ref: str, id: str, how: str) -> None:
        """They are dealt with (`TAKEN`, `DISMISSED`), and kept no longer. Logged. Raises as `of`, `StoreFull`, ….

        Somebody else may have done so: then nothing is changed.
        """
        with self._desk.lock, self._permission.to_open_together(ref) as row:
            store, entry = self._desk.store, self._desk.entry("words", row, detail=how)
            for each in store.screenings.attached(row.ref, _KIND):
                if each.kind == id:
                    store.screenings.detach(row.ref, each.revision, id, [entry])
