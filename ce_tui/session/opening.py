"""The way into a store, the same for every front end: set up, sign in, recover, put a backup back.

What the deployment says holds in each of them. The core, which takes its time to load, is loaded when a way is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.clock import utc_now
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.opaque import Opaque
from ce_tui.settings.fault_log import ended_for_memory

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.backups import BackupStart
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.open_store import CasebookSettings
    from ce_tui.core.vault.keys.passphrases import NewStore
    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config

RESTORED = "The store is restored, and was found whole."


class Opening(Opaque):
    """The store of one home, at one terminal, under one configuration. Making one touches nothing.

    `terminal`: which one it is, for the counts of wrong tries and the log; empty: none. `reads_pathways`: whether a
    store whose pathways cannot be read is not opened. A command leaves it open: such a store can still be verified.
    """

    config: Config
    home: Path
    terminal: str = ""
    clock: Callable[[], datetime] = utc_now
    reads_pathways: bool = True

    @property
    def is_set_up(self) -> bool:
        """Whether a store lies here, sound or not. A set-up that was killed half-way left none."""
        return Home(self.home).is_set_up()

    def refuse(self, after: str = "") -> None:
        """Raise what keeps everybody out of this folder: before a name or a passphrase is asked for.

        `after`: why a session has ended here just before. `NotPermitted` (root in another account's folder),
        `StoreMissing`, `Damaged` (of an earlier form), `StoreUnreadable`.
        """
        place = Home(self.home)
        if place.has_nothing_to_say() and (place.store.exists() or not (after or self.config.anchors_file)):
            return  # nothing is loaded for it before the first screen
        from ce_tui.core.vault.casebook.trust_checks import refuse_folder

        refuse_folder(place, self.config.anchors(), worked=bool(after))

    def set_up(self, new: NewStore) -> Session:
        """Make the store, with its first account signed in. What another set-up left half-made is cleared.

        Raises `Refused`, `AlreadySetUp`, `StoreMissing`, `ReadOnly`, `StoreFull`, `StoreUnreadable`; then there is no
        store.
        """
        from ce_tui.core.pathway.answers.screening import Practitioner
        from ce_tui.core.vault.casebook.opening import set_up
        from ce_tui.session.session import AT_SET_UP, remember

        casebook, _ = set_up(self.home, new, self._around())
        remember(casebook, Practitioner(name=new.name, organisation=new.hub), AT_SET_UP)
        return self._session(casebook)

    def sign_in(self, name: str, passphrase: str, *, to_check: bool = False) -> Session:
        """Open the store with a name and a passphrase; `to_check`: also one that is only good to be looked over.

        Raises `WrongCredentials`, `NotPermitted` (suspended), `Busy`, `NoStore`, `Damaged`, `OlderStore`, `ReadOnly`,
        `StoreUnreadable`.
        """
        from ce_tui.core.vault.casebook.opening import sign_in

        return self._session(sign_in(self.home, name, passphrase, self._around(), to_check=to_check))

    def recover(self, name: str, code: str, new_passphrase: str) -> Session:
        """Give an account a new passphrase with the recovery code, and sign in. The code stays valid.

        Raises `Refused` (a slip in the code, or the passphrase), and what `sign_in` raises.
        """
        from ce_tui.core.vault.casebook.opening import recover

        return self._session(recover(self.home, name, code, new_passphrase, self._around()))

    def restore(
        self,
        backup: BackupStart,
        name: str,
        passphrase: str,
        progress: Callable[[str], None] = lambda _: None,
    ) -> list[str]:
        """Put a backup back into an empty home. Nobody is signed in afterwards; gives what is to be known then.

        `name` and `passphrase`: those of an administrator of the day of the backup. `progress` gets words of what is
        being done. Raises `AlreadySetUp`, `NotEmpty`, `AnchorsKnowMore`, `Damaged`, `WrongCredentials`,
        `NotPermitted`, `StoreFull`, `ReadOnly`, `StoreUnreadable`; then nothing was restored.
        """
        from ce_tui.core.vault.casebook.opening import restore

        casebook = restore(backup, self.home, name, passphrase, self._around(), progress)
        casebook.close()
        return list(casebook.alerts)

    def accept_older(self, name: str, passphrase: str, reason: str) -> list[str]:
        """Accept an older copy of the store, though its anchors keep everybody out. Gives what is to be known then.

        `name` and `passphrase`: those of an administrator of its day; nobody is signed in afterwards. `reason`: for the
        log. Raises `Refused` (it is not older, or there is no reason), `NotPermitted`, and what `sign_in` raises.
        """
        from ce_tui.core.vault.casebook.opening import accept_older

        casebook = accept_older(self.home, name, passphrase, reason, self._around())
        casebook.close()
        return list(casebook.alerts)

    def _around(self) -> CasebookSettings:
        from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules

        return CasebookSettings(
            rules=PathwayRules(self.config.readable_pathways),
            anchors=self.config.anchors(),
            retention=self.config.retention,
            follow_up=self.config.follow_up,
            terminal=self.terminal,
            wrong_try=self.config.wrong_try(),
            clock=self.clock,
        )

    def _session(self, casebook: Casebook) -> Session:
        """The session of a casebook that was just opened; that is closed if its pathways cannot be read."""
        from ce_tui.session.session import Session

        casebook.presence.take_over_after = self.config.sharing.take_over_after
        casebook.alerts.extend(self.config.gone)
        session = Session(casebook, self.config.readable_pathways, self.clock)
        if self.reads_pathways:
            try:
                _ = session.pathways
            except VaultError:
                casebook.close()
                raise
            # Of a front end alone: what a command says may be heard by nobody.
            casebook.alerts.extend(filter(None, [ended_for_memory()]))
        return session
