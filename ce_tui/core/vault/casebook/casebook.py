"""The casebook: the one door to the store for a signed-in person.

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
from ce_tui.core.vault.casebook.index import Children, Index
from ce_tui.core.vault.casebook.keeping import DeletionQueue, DraftDiscarding, RecordKeeping, Reviews
from ce_tui.core.vault.casebook.open_store import Account, OpenStore
from ce_tui.core.vault.casebook.own_account import OwnAccess, OwnNews, OwnPreferences
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.people import Revoking, StoreAccounts
from ce_tui.core.vault.casebook.permission import Presence, UnsavedWords, to_open
from ce_tui.core.vault.casebook.records import PinnedEditions
from ce_tui.core.vault.casebook.referrals import EarlierScreenings, Referrals
from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import MOVED_AWAY, StoreFull, VaultError
from ce_tui.core.vault.folder.sessions import Headroom
from ce_tui.core.vault.keys.slots import RoleName
from ce_tui.core.vault.log.audit import Entry

DISK_FULL = (
    "THE DISK IS NEARLY FULL: what you type is saved as long as it can be. Tell who looks after this machine."
)


class Casebook:
    """One person's open store. Usable from any thread, one call at a time. `alerts` holds words to be shown.

    Its other attributes are its parts, each with one subject.
    """

    def __init__(self, desk: OpenStore) -> None:
        self._desk = desk
        self._headroom = Headroom(desk.home.headroom)
        self.alerts = desk.alerts
        self.pairings = Pairings(desk)  # saying that two screenings are of one child, or of two
        self.index = Index(desk)  # the list of screenings, and the search
        self.children = Children(desk, self.index)  # which children of the store a child may be
        self.presence = Presence(desk)  # who else has one open to change it
        self.editions = PinnedEditions(desk)  # the pathways' sources that screenings were made with
        self.screenings = Screenings(desk, self.presence, self.editions)  # from beginning one to leaving it
        self.earlier = EarlierScreenings(desk, self.editions)  # the screening before one, of the same child
        self.follow_ups = FollowUps(desk, self.index)  # what is due about one
        self.actions = Actions(desk, self.follow_ups)  # what was done about one
        self.words_left = UnsavedWords(desk)  # what was not saved when somebody's right to a screening ended
        self.referrals = Referrals(desk)  # what left the store
        self.reviews = Reviews(desk)  # what is due for a decision
        self.keeping = RecordKeeping(desk)  # what a lead decides on it
        self.deleting = DeletionQueue(desk)  # its end
        self.discarding = DraftDiscarding(desk)  # throwing away an empty draft of one's own
        self.people = StoreAccounts(desk)  # the accounts and the hub
        self.revoking = Revoking(desk)  # shutting an account out for good
        self.access = OwnAccess(desk)  # this account's passphrase, the store's recovery code
        self.telling = OwnNews(desk)  # what others did to this account, or what a lead has to know
        self.preferences = OwnPreferences(desk)  # this account's own
        self.log = AuditLog(desk)  # reading and verifying the log
        self.backups = Backups(desk)  # making a backup

    def begin_again(self, answers: Answers, earlier: str, reason: str = "") -> Screening:
        """Begin a draft and say that it is of the child of an earlier screening: both or nothing.

        Both are logged. Raises what `screenings.begin` and `pairings.say` raise.
        """
        with self._desk.lock:
            self._desk.require("screen", "practitioner")  # a refusal is logged, which it would not be within
            to_open(self._desk, earlier, reason)
            begun = ""
            try:
                with self._desk.store.together():
                    screening = self.screenings.begin(answers)
                    begun = screening.ref
                    self.pairings.say(begun, earlier, same=True, reason=reason)
                return screening
            except VaultError:
                self._desk.opened.pop(begun, None)
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
        """How an administrator has shut this account out since it signed in; empty: not at all. Cheap."""
        return self._desk.standing().shut_out

    @property
    def moved_away(self) -> bool:
        """Whether the folder of this session was moved, and another lies in its place. Cheap.

        False if the database is gone: nobody is sent away from words that are nowhere else.
        """
        return self._desk.sessions.moved and not self.is_replaced

    @property
    def is_replaced(self) -> bool:
        """Whether the database of this session was taken away: nothing is saved in it any more. Cheap."""
        return self._desk.store.is_replaced

    @property
    def asked_out_words(self) -> str:
        """Why this session is to end now, in words; "" while it is not: to be asked every few seconds. Cheap."""
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
        """Whether another thread is at work in the casebook: whoever asks would have to wait."""
        if not self._desk.lock.acquire(blocking=False):
            return True
        self._desk.lock.release()
        return False

    # Whether there is room to write

    @property
    def read_only(self) -> bool:
        """Whether the store cannot be written to. Then everything can be read, and nothing is logged."""
        return self._desk.store.read_only

    @property
    def room_words(self) -> str:
        """The words while the disk is full or nearly so; else "". Nearly: the room kept back was given up."""
        has_room = self.read_only or (self._headroom.is_there and not self._desk.kept)
        return "" if has_room else DISK_FULL

    def look_for_room(self) -> bool:
        """Keep room back on the disk again, if there is some. Returns whether it is kept.

        To be called from time to time while `room_words`. What was looked at meanwhile is logged before.
        """
        desk = self._desk
        with desk.lock, contextlib.suppress(VaultError):
            if desk.kept and not desk.closed:
                desk.write_what_was_kept()
        return self.read_only or self._headroom.make()

    # From time to time, and in the end

    def hourly(self, *, hidden: bool) -> list[str]:
        """Do what is due each hour: anchor the log, change due keys, delete what is due. Never raises.

        The keys are changed if an administrator is in alone. Nothing is deleted while the screen is `hidden` and nobody
        could read that it was. Returns what is to be said.
        """
        with self._desk.lock:
            if self._desk.closed:
                return []
            before = len(self.alerts)
            self._desk.anchor()
            with contextlib.suppress(VaultError):
                self.revoking.when_alone()
            if not hidden:
                self.deleting.keep_house()
            return self.alerts[before:]

    def close(self) -> None:
        """End the session: log the sign-out, anchor the log, let go of the store. May be called twice.

        Never raises: if the disk takes no more, `alerts` says so, and everything saved before is as it was.
        """
        desk = self._desk
        with desk.lock:
            if desk.closed:
                return
            desk.closed = True
            try:
                log = [entry for opened in desk.opened.values() for entry in desk.spell_ended(opened)]
                log.append(desk.entry("sign-out"))
                try:
                    self._let_go(log)
                except StoreFull:
                    self._let_go(log)  # in the room that was kept back
                desk.anchor()
            except VaultError as error:
                desk.alerts.append(f"The sign-out could not be logged. {error.words}")
            desk.opened.clear()
            self.children.forget()
            try:
                desk.store.close()
            except VaultError as error:
                desk.alerts.append(error.words)
            desk.sessions.leave()

    def _let_go(self, log: list[Entry]) -> None:
        store, sessions = self._desk.store, self._desk.sessions
        if store.read_only:
            return
        with store.together():
            store.presence.let_go(sessions.id, list(self._desk.opened), log)
            store.attendance.go(sessions.id)
        sessions.forget_unwritten()
