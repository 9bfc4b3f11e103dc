"""What any store of screenings offers: the narrow interface that the casebook works through.

A store knows nothing of pathways, permissions or people. Whatever changes something takes the log's entries along and
writes both in one transaction. `sqlcipher` is its first implementation; every implementation passes the same tests.

It has one part for each thing that is kept (`parts`), and so has an implementation.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from ce_tui.core.vault.log.audit import Chain
from ce_tui.core.vault.store.parts import (
    ActionStore,
    AnchoredStore,
    AttendanceStore,
    ChildStore,
    EditionStore,
    KeepingStore,
    ListingStore,
    LogStore,
    PairingStore,
    PeopleStore,
    PresenceStore,
    ScreeningStore,
    SettingStore,
    UpkeepStore,
)


class Store(Protocol):
    """Durable when a method returns; all of it or none. Each raises the errors of `errors` that fit.

    Where it is `read_only`, what is to be logged goes unlogged, and every other change raises `ReadOnly`.
    """

    @property
    def id(self) -> str:
        """The store's own id, 32 hexadecimal digits."""

    @property
    def chain(self) -> Chain:
        """What the log's links and the records' seals are made with."""

    @property
    def read_only(self) -> bool:
        """Whether it can only be read."""

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, lies in its place by now: nothing is saved in it any more. Cheap."""

    @property
    def log(self) -> LogStore:
        """The log."""

    @property
    def screenings(self) -> ScreeningStore:
        """The screenings."""

    @property
    def actions(self) -> ActionStore:
        """What was done about them."""

    @property
    def children(self) -> ChildStore:
        """Whom they are of."""

    @property
    def pairings(self) -> PairingStore:
        """Which of them are said to be of one child."""

    @property
    def presence(self) -> PresenceStore:
        """Who has which screening open."""

    @property
    def keeping(self) -> KeepingStore:
        """What stands about their keeping."""

    @property
    def people(self) -> PeopleStore:
        """The accounts."""

    @property
    def settings(self) -> SettingStore:
        """Settings and preferences."""

    @property
    def listing(self) -> ListingStore:
        """Which list of slots holds."""

    @property
    def editions(self) -> EditionStore:
        """The pathways' editions."""

    @property
    def anchored(self) -> AnchoredStore:
        """What was anchored where."""

    @property
    def attendance(self) -> AttendanceStore:
        """Who came in and has not signed out."""

    @property
    def upkeep(self) -> UpkeepStore:
        """Looking after the whole."""

    def without_waiting(self) -> AbstractContextManager[None]:
        """Within it a change that another session's holds up raises `Busy` after a moment."""

    def one_moment(self) -> AbstractContextManager[None]:
        """Within it everything is read as of one moment, whatever others write meanwhile."""

    def together(self) -> AbstractContextManager[None]:
        """Within it all changes are one: all of them or none."""

    def close(self) -> None:
        """Let go of the store. May be called twice."""
