"""The casebook: what a signed-in person may do with screenings. The one door to the store.

It is made of parts, each with one subject. They share a desk: the open store, who is signed in, the log. Every part
asks at every act whether this account may. How a casebook is opened: `opening`.
"""

from __future__ import annotations

import contextlib
from typing import Literal

from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.vault.casebook.actions import Actions, FollowUps
from ce_tui.core.vault.casebook.audit_log import AuditLog
from ce_tui.core.vault.casebook.backups import Backups
from ce_tui.core.vault.casebook.deleting import Deleting, Discarding
from ce_tui.core.vault.casebook.desk import Account, Desk
from ce_tui.core.vault.casebook.index import Children, Index
from ce_tui.core.vault.casebook.keeping import RecordKeeping, Reviews
from ce_tui.core.vault.casebook.own_account import Access, OwnPreferences, Telling
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.people import HubPeople, Revoking, Roster
from ce_tui.core.vault.casebook.permission import AtHand, Permission, Presence, WordsLeft
from ce_tui.core.vault.casebook.records import PinnedEditions, Records
from ce_tui.core.vault.casebook.referrals import Earlier, Referrals
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import MOVED_AWAY, StoreFull, VaultError
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.core.vault.keys.slots import RoleName
from ce_tui.core.vault.log.audit import Entry

DISK_FULL = (
    "THE DISK IS NEARLY FULL: what you type is saved as long as it can be. Tell who looks after this machine."
)


class Casebook:
    """One person's open store. Usable from any thread, one call at a time. `alerts` holds words to be shown.

    - `index`: the list of screenings, and the search
    - `children`: which children of the store a child may be
    - `pairings`: saying that two screenings are of one child, or of two
    - `earlier`: the screening before one, of the same child
    - `screenings`: begin, open, take over, save, complete, reopen, import, leave
    - `actions`, `follow_ups`: what was done about one, and what is due
    - `presence`: who else has one open to change it
    - `editions`: the pathways' sources that screenings were made with
    - `words_left`: what was not saved when somebody's right to a screening ended
    - `referrals`: what left the store
    - `reviews`, `keeping`, `deleting`: what is due, what a lead decides on it, and its end
    - `discarding`: throwing away an empty draft of one's own
    - `people`, `revoking`: the accounts and the hub, and shutting an account out for good
    - `access`: this account's passphrase, the store's recovery code
    - `telling`: what others did to this account, or what a lead has to know
    - `preferences`: this account's own
    - `log`, `backups`: reading and verifying the log, making a backup
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._at_hand = at_hand = AtHand(desk)
        self._headroom = Headroom(desk.home.headroom)
        self.alerts = desk.alerts
        self._permission = permission = Permission(desk, at_hand)
        roster = Roster(desk)
        self.pairings = Pairings(desk, permission)
        self.index = Index(desk, self.pairings)
        self.children = Children(desk, self.index, self.pairings)
        self.presence = Presence(desk)
        self.editions = PinnedEditions(desk)
        self.screenings = Screenings(desk, at_hand, permission, self.presence, self.editions)
        records = Records(desk, self.editions, self.presence)
        self.earlier = Earlier(desk, permission, self.pairings, records, self.editions)
        self.follow_ups = FollowUps(desk, permission, self.index)
        self.actions = Actions(desk, permission, self.follow_ups)
        self.words_left = WordsLeft(desk, at_hand, permission)
        self.referrals = Referrals(desk, permission)
        self.reviews = Reviews(desk)
        self.keeping = RecordKeeping(desk, at_hand, permission, self.presence, self.pairings)
        self.deleting = Deleting(desk, at_hand, permission, self.presence, self.pairings)
        self.discarding = Discarding(desk, at_hand, self.presence, self.pairings)
        self.people = HubPeople(desk, roster)
        self.revoking = Revoking(desk, roster)
        self.access = Access(desk, roster)
        self.telling = Telling(desk)
        self.preferences = OwnPreferences(desk)
        self.log = AuditLog(desk)
        self.backups = Backups(desk)

    def begin_again(self, answers: Answers, earlier: str, reason: str = "") -> Screening:
        """A new draft of the child of an earlier screening, said to be the same: both or nothing.

        Logged as beginning one, and as saying it. Raises what `screenings.begin` and `pairings.say` do.
        """
        with self._desk.lock:
            self._desk.require("screen", "practitioner")  # a refusal is logged, which it would not be within
            self._permission.to_open(earlier, reason)
            begun = ""
            try:
                with self._desk.store.together():
                    screening = self.screenings.begin(answers)
                    begun = screening.ref
                    self.pairings.say(begun, earlier, same=True, reason=reason)
                return screening
            except VaultError:
                self._at_hand.take(begun)
                raise

    # Who is signed in, and whether they may stay

    @property
    def account(self) -> Account:
        """Who is signed in."""
        return self._desk.account

    def has_role(self, *roles: RoleName) -> bool:
        """Whether the account has one of the roles."""
        return self._desk.has_role(*roles)

    @property
    def shut_out(self) -> Literal["", "suspended", "revoked"]:
        """What an administrator has done to this account since it signed in, where that shuts it out. Cheap."""
        return self._desk.standing().shut_out

    @property
    def moved_away(self) -> bool:
        """Whether the folder that this session works in lies elsewhere by now, and another in its place. Cheap.

        Not where it is gone: nobody is sent away from words that are nowhere else.
        """
        return self._desk.sessions.moved and not self.is_replaced

    @property
    def is_replaced(self) -> bool:
        """Whether the database that this session works in was taken away: nothing is saved in it any more. Cheap."""
        return self._desk.store.is_replaced

    @property
    def asked_out(self) -> bool:
        """Whether everyone, or this session, is to leave: to be looked at every few seconds. Cheap."""
        return bool(self.asked_out_words)

    @property
    def asked_out_words(self) -> str:
        """Why this session is to end now, in words; "" while it is not. As cheap as `asked_out`."""
        if self.moved_away:
            return MOVED_AWAY
        if shut_out := self.shut_out:
            return f"An administrator has {shut_out} this account. What you typed is kept."
        if self._desk.sessions.asked_out:
            return (
                "An administrator is changing the keys of this store, which needs everyone to leave for a moment. What "
                "you typed is saved. Sign in again in a minute."
            )
        return ""

    @property
    def is_at_work(self) -> bool:
        """Whether another thread does something in it that takes its time: whoever asks would have to wait."""
        if not self._desk.lock.acquire(blocking=False):
            return True
        self._desk.lock.release()
        return False

    # Whether there is room to write

    @property
    def read_only(self) -> bool:
        """Whether the store cannot be written to, so that everything can be read and nothing is logged."""
        return self._desk.store.read_only

    @property
    def room_words(self) -> str:
        """What to say while the disk is full, or so nearly that the room kept back was given up; else nothing."""
        if self.read_only or (self._headroom.is_there and not self._desk.kept):
            return ""
        return DISK_FULL

    def look_for_room(self) -> bool:
        """Keep room back on the disk again, if there is some: to be called from time to time while `room_words`.

        What was looked at meanwhile is logged before.
        """
        with self._desk.lock:
            if self._desk.kept and not self._desk.closed:
                with contextlib.suppress(VaultError):
                    self._desk.write_what_was_kept()
        return self.read_only or self._headroom.make()

    # From time to time, and in the end

    def hourly(self, *, hidden: bool) -> list[str]:
        """What is due each hour: anchor the log and, unless the screen is `hidden`, delete what is due. Never raises.

        An administrator who is in alone gives the store other keys, where these are due. Returns what is to be said of
        it: nothing is deleted while nobody could read that it was.
        """
        with self._desk.lock:
            if self._desk.closed:
                return []
            before = len(self.alerts)
            self.log.anchor()
            with contextlib.suppress(VaultError):
                self.revoking.when_alone()
            if not hidden:
                self.deleting.keep_house()
            return self.alerts[before:]

    def close(self) -> None:
        """End the spells of editing, log the sign-out, anchor the log, let go of the store. May be called twice.

        Never raises: where the disk takes no more, `alerts` says so, and everything saved before is as it was.
        """
        desk = self._desk
        with desk.lock:
            if desk.closed:
                return
            desk.closed = True
            try:
                self._signed_out([*self._at_hand.all_ended(), desk.entry("sign-out")])
                desk.anchor()
            except VaultError as error:
                desk.alerts.append(f"The sign-out could not be logged. {error.words}")
            self._at_hand.clear()
            self.children.forget()
            try:
                desk.store.close()
            except VaultError as error:
                desk.alerts.append(error.words)
            desk.sessions.leave()

    def _signed_out(self, log: list[Entry]) -> None:
        """Log the sign-out, and let go of what is open; where the disk is full, in the room that was kept back."""
        try:
            self._let_go(log)
        except StoreFull:
            self._let_go(log)

    def _let_go(self, log: list[Entry]) -> None:
        store, session = self._desk.store, self._desk.sessions.id
        if store.read_only:
            return
        with store.together():
            store.presence.let_go(session, self._at_hand.refs, log)
            store.attendance.go(session)
        self._desk.sessions.forget_unwritten()
