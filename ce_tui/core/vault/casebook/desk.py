"""What all parts of a casebook stand on: the open store, who is signed in, what they may do, what is logged of it."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.casebook import anchoring
from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.errors import Damaged, NotPermitted, StoreFull, VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.slot_changes import NOT_THE_LIST, OpenSlots, Standing
from ce_tui.core.vault.keys.slots import RoleName
from ce_tui.core.vault.log.audit import Entry, Kind, StoreState
from ce_tui.core.vault.store.records import Attending, Row, Trouble

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store

_NOT_THE_LIST = "the list of accounts is not the one that the log names"


class Account(msgspec.Struct, frozen=True):
    """Who is signed in. `id` stands for them in the log and in records, whatever they are called."""

    name: str
    roles: tuple[RoleName, ...]
    id: str = ""


class Desk:
    """One person's open store, shared by the parts of their casebook.

    Each public method of a part holds `lock`, so that it may be called from any thread, one at a time. `store` and
    `unlocked` are other ones once the key of the database was changed: a part asks the desk for them each time.
    `alerts` holds words to be shown, `found` what was wrong with the store when this account came in.
    """

    def __init__(
        self,
        home: Home,
        store: Store,
        unlocked: Unlocked,
        account: Account,
        around: Around,
        sessions: Sessions,
    ) -> None:
        self.home = home
        self.store = store
        self.unlocked = unlocked
        self.account = account
        self.around = around
        self.sessions = sessions
        self.anchors = around.anchors_of(home)
        self.alerts: list[str] = []
        self.arrived = 0  # where the log stood before this session
        self.recovered = False  # whether it came in by the recovery code
        self.found: list[Trouble] = []
        self.lock = threading.RLock()
        self.closed = False
        self.looks_over = False  # whether it was only opened to say what is wrong with it
        self.kept = False  # whether something that is to be logged waits in memory, or did a moment ago
        self._standing = Standing(unlocked.slot)
        self._anchored: StoreState | None = None
        self._names: dict[str, str] = {}

    # Who is signed in, and what they may do

    def standing(self) -> Standing:
        """What an administrator has done to this account by now. Costs one stat where nothing changed."""
        was_known = not self._standing.unknown
        self._standing.look(self.slots)
        if self._standing.unknown and was_known:
            with contextlib.suppress(VaultError):
                self.store.log.add([self.entry("refusal", detail=_NOT_THE_LIST)])
        if self.account.roles != self._standing.roles:
            self.account = msgspec.structs.replace(self.account, roles=self._standing.roles)
        return self._standing

    @property
    def slots(self) -> OpenSlots:
        """The list of slots, as this account may read and change it."""
        return OpenSlots(
            self.home, self.unlocked.half.binding, self.unlocked.database_key, self.store.listing
        )

    def has_role(self, *roles: RoleName) -> bool:
        """Whether the account has one of the roles, as of now."""
        self.standing()
        return any(role in self.account.roles for role in roles)

    def require(self, what: str, *roles: RoleName) -> None:
        """Raise `NotPermitted`, and log it, unless the account has one of the roles."""
        self.refuse_shut_out(what)
        if not self.has_role(*roles):
            self.store.log.add([self.entry("refusal", detail=what)])
            raise NotPermitted(
                f"This account may not do that: to {what} takes the role {' or '.join(roles)}."
            )

    def refuse_shut_out(self, what: str) -> None:
        """Raise `NotPermitted`, and log it, where an administrator has shut this account out since it signed in."""
        self.refuse_unknown_list()
        if shut_out := self.standing().shut_out:
            self.store.log.add([self.entry("refusal", detail=what)])
            raise NotPermitted(
                f"An administrator has {shut_out} this account, so nothing more is done in it. What you had saved "
                "stays."
            )

    def refuse_unknown_list(self) -> None:
        """Raise `Damaged` where the list of accounts is not the one that the head of the log names.

        In a folder that was moved away meanwhile, the one at its name says nothing of this store; and what is wrong
        with a store is looked over all the same.
        """
        if self.standing().unknown and not self.looks_over and not self.sessions.moved:
            raise Damaged(NOT_THE_LIST)

    def name_of(self, account: str) -> str:
        """The name of an account's id; the id where nobody has it any more, or the list cannot be read."""
        if account not in self._names:
            with contextlib.suppress(Damaged):
                self._names = {each.id: each.name for each in self.store.people.accounts()}
        return self._names.get(account, account)

    def id_of(self, name: str) -> str:
        """The id of a name as it is shown; "" where nobody has it."""
        self._names = {each.id: each.name for each in self.store.people.accounts()}
        folded = name.casefold()
        return next((at for at, each in self._names.items() if each.casefold() == folded), "")

    # The log

    def now(self) -> str:
        """The moment, as the store keeps it: ISO 8601 in UTC."""
        return self.around.now()

    def entry(self, kind: Kind, row: Row | None = None, *, ref: str = "", detail: str = "") -> Entry:
        """What is to be logged of this account, now: about a screening's row, or a reference, or neither."""
        return Entry(
            kind=kind,
            actor=self.account.id,
            at=self.now(),
            ref=row.ref if row else ref,
            revision=row.revision if row else 0,
            version=row.version if row else 0,
            detail=detail,
        )

    def looked(self, entry: Entry, *, must: bool) -> None:
        """Log that something was looked at. On a full disk it is kept in memory, and written first when there is room.

        `must`: nothing is shown that is not logged, such as another's; then `StoreFull` is raised.
        """
        try:
            self.store.log.add([entry])
        except StoreFull:
            if must:
                raise
            self.keep(entry)

    def keep(self, entry: Entry) -> None:
        """Keep what is to be logged in memory, as long as this process runs: that it does is marked."""
        self.store.log.keep(entry)
        self.sessions.mark_unwritten()
        self.kept = True

    def write_what_was_kept(self) -> None:
        """Raises a `VaultError` where the disk takes it not yet."""
        session = self.sessions.id
        with self.store.together():
            is_there = any(each.session == session for each in self.store.attendance.open())
            if self.sessions.is_seen and not is_there:
                self.store.attendance.come(Attending(session, self.account.id, self.now()))
        self.sessions.forget_unwritten()
        self.kept = False

    def anchor(self, *, again: bool = False) -> None:
        """Write down where the store stands, outside it; once for each state, and not on a read-only store.

        `again`: also where it stands as it did.
        A failure is put into `alerts`: what is being done does not wait for it.
        """
        if self.store.read_only:
            return
        try:
            if again or self._anchored != self.store.log.state():
                self._anchored = anchoring.write(self.store, self.anchors, self.now())
        except VaultError as error:
            self.alerts.append(
                f"Where the log stands could not be written to {self.anchors.where}. {error.words}"
            )
