"""What all of the casebook's parts stand on: the open store, who is signed in, what they may do, the log."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Literal

import msgspec

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.pinning import Pinning
from ce_tui.core.vault.casebook.rules import Rules
from ce_tui.core.vault.errors import NotPermitted, StoreFull, VaultError
from ce_tui.core.vault.folder.headroom import Headroom
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.slots import Argon, RoleName
from ce_tui.core.vault.keys.standing import Standing
from ce_tui.core.vault.log.anchors import Anchor, Anchors
from ce_tui.core.vault.log.audit import Entry, Head, Kind
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.core.vault.store.store import AccountRow, Row, Store

Clock = Callable[[], datetime]
DISK_FULL = (
    "THE DISK IS NEARLY FULL: what you type is saved as long as it can be. Tell who looks after this machine."
)


class Account(msgspec.Struct, frozen=True):
    """Who is signed in. `id` stands for them in the log and in records, whatever they are called."""

    name: str
    roles: tuple[RoleName, ...]
    id: str = ""


class Hub(msgspec.Struct, frozen=True):
    """The people who share this store: their hub's name and the locality to preselect. Both may be empty."""

    name: str
    locality: str


class Opened(msgspec.Struct):
    """A screening that is open in this session: as last saved, and since which version it is being edited."""

    row: Row
    screening: Screening
    editing_since: int | None = None


class Around(msgspec.Struct, frozen=True):
    """What a casebook works with besides the store; tests put in their own."""

    rules: Rules
    anchors: Anchors
    argon: Argon
    clock: Clock
    terminal: str
    retention: Retention = Retention()


class Desk:
    """One person's open store. Every public method may be called from any thread, one at a time."""

    def __init__(
        self,
        home: Home,
        store: Store,
        account: Account,
        unlocked: Unlocked,
        around: Around,
        sessions: Sessions,
    ) -> None:
        self.account = account
        self.session_id = sessions.id
        self.alerts: list[str] = []
        self.purged: list[str] = []  # references of screenings that were deleted in this session
        self._home = home
        self._store = store
        self._unlocked = unlocked
        self._around = around
        self._sessions = sessions
        self._standing = Standing(home, unlocked)
        self._lock = threading.RLock()
        self._open: dict[str, Opened] = {}
        self._closed = False
        self._anchored = 0
        self._hub: Hub | None = None
        self._names: dict[str, str] = {}
        self._logged_list = False
        self._pinning = Pinning(lambda: self._store, around.rules, self._now, home.pathways)
        self._headroom = Headroom(home.headroom)
        self._preferred: dict[str, str] = {}  # on a read-only store: kept for this session

    @property
    def shut_out(self) -> Literal["", "suspended", "revoked"]:
        """What an administrator has done to this account since it signed in, where that shuts it out. Cheap."""
        self._look_again()
        return self._standing.shut_out

    @property
    def asked_out(self) -> bool:
        """Whether an administrator waits for everyone to leave: to be looked at every few seconds. Cheap."""
        return bool(self.asked_out_words)

    @property
    def asked_out_words(self) -> str:
        """Why this session is to end now, in words; "" while it is not. As cheap as `asked_out`."""
        self._look_again()
        if self._standing.shut_out:
            return f"An administrator has {self._standing.shut_out} this account. What you typed is saved."
        if self._sessions.asked_out:
            return (
                "An administrator is changing the keys of this store, which needs everyone to leave for a moment. What "
                "you typed is saved. Sign in again in a minute."
            )
        return ""

    @property
    def read_only(self) -> bool:
        """Whether the store cannot be written to, so that everything can be read and nothing is logged."""
        return self._store.read_only

    @property
    def room_words(self) -> str:
        """What to say while the disk is full, or so nearly that the room kept back was given up; else nothing."""
        if self.read_only or self._headroom.is_there:
            return ""
        return DISK_FULL

    def look_for_room(self) -> bool:
        """Keep room back on the disk again, if there is some: to be called from time to time while `room_words`."""
        return self.read_only or self._headroom.make()

    @property
    def hub(self) -> Hub:
        """The hub's name and default locality."""
        with self._lock:
            if self._hub is None:
                name = self._store.setting("hub.name") or ""
                self._hub = Hub(name, self._store.setting("hub.locality") or "")
            return self._hub

    def has_role(self, *roles: RoleName) -> bool:
        """Whether the account has one of the roles."""
        return any(role in self.account.roles for role in roles)

    def arrive(self, kind: Kind, detail: str, *, is_new: bool) -> None:
        """Log how this account came in, and put it on the list of accounts where it is not on it yet."""
        entry = self._entry(kind, detail=detail)
        if is_new and not self.read_only:
            made = AccountRow(
                id=self.account.id, name=self.account.name, roles=self.account.roles, created=entry.at
            )
            self._store.put_account(made, [entry])
        else:
            self._store.log([entry])

    def _require(self, what: str, *roles: RoleName) -> None:
        """Raise `NotPermitted`, and log it, unless the account has one of the roles."""
        self._look_again()
        if not self.has_role(*roles):
            self._store.log([self._entry("refusal", detail=what)])
            raise NotPermitted(
                f"This account may not do that: to {what} takes the role {' or '.join(roles)}."
            )

    def _look_again(self) -> None:
        """Take note of what an administrator changed about this account meanwhile."""
        self._standing.look(self._unlocked.database_key)
        if self.account.roles != self._standing.roles:
            self.account = msgspec.structs.replace(self.account, roles=self._standing.roles)

    def _now(self) -> str:
        return self._around.clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def _entry(self, kind: Kind, row: Row | None = None, *, ref: str = "", detail: str = "") -> Entry:
        return Entry(
            kind=kind,
            actor=self.account.id,
            at=self._now(),
            ref=row.ref if row else ref,
            revision=row.revision if row else 0,
            version=row.version if row else 0,
            detail=detail,
        )

    def _name_of(self, account: str) -> str:
        """The name of an account's id; the id where nobody has it any more."""
        if account not in self._names:
            self._names = {each.id: each.name for each in self._store.accounts()}
        return self._names.get(account, account)

    def _id_of(self, name: str) -> str:
        """The id of a name as it is shown; "" where nobody has it."""
        self._names = {each.id: each.name for each in self._store.accounts()}
        folded = name.casefold()
        return next((at for at, each in self._names.items() if each.casefold() == folded), "")

    def anchor_now(self) -> None:
        """Write down where the log stands, outside the store. To be called hourly; closing does it by itself.

        A failure is put into `alerts`: what is being done does not wait for it.
        """
        with self._lock:
            self._anchor(self._store.head())

    def _anchor(self, head: Head) -> None:
        if head.seq <= self._anchored or self.read_only:
            return
        try:
            at = self._around.clock().astimezone(UTC).isoformat(timespec="seconds")
            self._around.anchors.write(Anchor(at, self._store.id, head))
            self._anchored = head.seq
        except VaultError as error:
            self.alerts.append(
                f"Where the log stands could not be written to {self._around.anchors.where}. {error.words}"
            )

    def preference(self, key: str, default: str = "") -> str:
        """A preference of this account: theme, display, keys."""
        with self._lock:
            found = self._preferred.get(key) or self._store.preference(self.account.id, key)
            return default if found is None else found

    def set_preference(self, key: str, value: str, *, wait: bool = True) -> None:
        """Keep a preference of this account; on a read-only store for this session only.

        Without `wait` it raises `Busy` at once where another session is saving.
        """
        with self._lock, nullcontext() if wait else self._store.without_waiting():
            if self.read_only:
                self._preferred[key] = value
                return
            self._store.set_preference(self.account.id, key, value)

    def close(self) -> None:
        """End the spells of editing, log the sign-out, anchor the log, let go of the store. May be called twice.

        Never raises: where the disk takes no more, `alerts` says so, and everything saved before is as it was.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
            ended = [entry for opened in self._open.values() for entry in self._ended(opened)]
            try:
                self._anchor(self._signed_out([*ended, self._entry("sign-out")]))
            except VaultError as error:
                self.alerts.append(f"The sign-out could not be logged. {error.words}")
            self._open.clear()
            try:
                self._store.close()
            except VaultError as error:
                self.alerts.append(error.words)
            self._sessions.leave()

    def _signed_out(self, log: list[Entry]) -> Head:
        """Log the sign-out; where the disk is full, in the room that was kept back."""
        try:
            return self._store.lay_down_pens(self.session_id, list(self._open), log)
        except StoreFull:
            return self._store.lay_down_pens(self.session_id, list(self._open), log)

    def _ended(self, opened: Opened) -> list[Entry]:
        """The entry that ends a spell of editing, if one runs."""
        if opened.editing_since is None:
            return []
        detail = f"from version {opened.editing_since} to {opened.row.version}"
        opened.editing_since = None
        return [self._entry("editing ended", opened.row, detail=detail)]


def one_line(text: str, longest: int) -> str:
    """Free text for the log: one line, no control characters, cut."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:longest]
