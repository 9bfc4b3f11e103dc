"""The records of a store as plain data, and the failures to keep them.

The failures of `errors` are for people; those here are for the casebook, which says them in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from ce_tui.core.vault.log.audit import Entry, Head, Listing

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import State


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening as a list shows it. `owner` and `writer` are accounts' ids; times are ISO 8601 in UTC.

    Without the garbage collector's looks, as all that a list has thousands of: it can be part of no circle.
    """

    ref: str
    owner: str
    state: State
    outcome: str
    decision: str
    acting_on: str
    missing_now: str = ""  # "yes", where it was said that the child is missing
    danger: str = ""  # the alerts that say to phone now, but missing, as `PhoneNow.kept`, blanks between
    # Ids of marks that a first meeting set aside, the gravest first; a row of before as kept.
    set_aside: str = ""
    locality: str
    screened_on: str
    child: str
    created: str
    updated: str
    completed: str
    version: int
    revision: int
    edition: str  # SHA-256 of the pathway's source, or empty
    writer: str
    # What a list needs of its actions (JSON of `FollowUpSummary`); the store's, not the saver's.
    followed: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A screening as it is kept: its row, its JSON document, and the words it is found by."""

    row: Row
    document: bytes
    words: str = ""


class AttachmentName(NamedTuple):
    """The key of a file that is kept with a screening's revision."""

    ref: str
    revision: int
    kind: str


class KnownChild(msgspec.Struct, frozen=True, kw_only=True):
    """The child of a screening, as it was typed. `seal`: of the row."""

    row: Row
    name: str
    date_of_birth: str
    address: str
    seal: bytes


class KeptAction(msgspec.Struct, frozen=True):
    """An action about a screening, never changed again. `number` counts within the screening, from 1.

    `recorded_at` is ISO 8601 in UTC, `recorded_by` an account's id, `content` JSON. The fields stand as the columns.
    """

    number: int
    recorded_at: str
    recorded_by: str
    content: bytes


class KeptRevision(msgspec.Struct, frozen=True):
    """A completed revision, never changed again. `head` is the log's as of its completion."""

    ref: str
    revision: int
    completed: str
    actor: str
    outcome: str
    document: bytes
    head: Head


class Attached(msgspec.Struct, frozen=True):
    """A file that is kept with a revision. `made` is ISO 8601 in UTC."""

    revision: int
    kind: str
    made: str
    content: bytes


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """An account as the database knows it. What it may do stands in its key slot; this is for showing."""

    id: str
    name: str
    roles: tuple[str, ...]
    created: str


class PendingAccount(msgspec.Struct, frozen=True):
    """The entries and the account's row that wait for an announced list of slots."""

    log: tuple[Entry, ...] = ()
    account: AccountRow | None = None


class KnownLists(msgspec.Struct, frozen=True):
    """The lists of slots that the database knows: the one that holds, and an announced one that may."""

    now: Listing
    coming: Listing | None


DecisionKind = Literal["hold", "keep", "delete"]


class KeepingDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A lead's decision on a record's keeping: a legal hold, to keep it until a day, or to delete it.

    `by` is an account's id; `at` ISO 8601 in UTC. `until`: for "keep" the day (ISO date) of the next review, for
    "delete" the moment (ISO 8601 in UTC) before which it may not be deleted.
    """

    ref: str
    kind: DecisionKind
    by: str
    at: str
    until: str = ""
    reason: str = ""


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """A statement on two screenings: they are of one child (`same`), or of two.

    `refs` are in order, `by` is an account's id, `at` ISO 8601 in UTC. `written`: what the two children were known by
    then, in short, so that it is noticed when they are written otherwise.
    """

    refs: tuple[str, str]
    same: bool
    by: str
    at: str
    written: str = ""


class EditLock(msgspec.Struct, frozen=True):
    """A session's hold on a screening that it has open to change. Only one session has it at a time.

    `account` is an id; `since` and `changed` (its last change, or empty) are ISO 8601 in UTC; `at` is when it took the
    edit lock or last changed something, in seconds since the machine started.
    """

    ref: str
    session: str
    account: str
    since: str
    changed: str
    at: float


class AttendingSession(msgspec.Struct, frozen=True):
    """A session that came in and has not signed out. `account` is an id; `since` is ISO 8601 in UTC.

    `over`: somebody who came in later saw that it does not run any more.
    """

    session: str
    account: str
    since: str
    over: bool = False


class TallyFindings(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of comparing every row with its seal.

    `altered`: what does not fit its own seal, what is kept of it or the log, in words that people know: references,
    "the settings", ….
    `unfit`: the kinds of rows of which some are missing, or genuine and of another day.
    """

    altered: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()


class OlderRows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of the store that are older or newer than its head.

    `whole`: those that everybody depends on, in words; nobody works on that. `own`: this account's, in words.
    """

    whole: str = ""
    own: str = ""


FindingKind = Literal["damage", "cut", "older page", "older store", "anchors"]


class StoreFinding(msgspec.Struct, frozen=True):
    """A finding: what is wrong with a store, by its kind and in words."""

    kind: FindingKind
    words: str


class StaleVersion(Exception):
    """The record was saved by someone else in the meantime: by the account `writer`, at `since`."""

    def __init__(self, writer: str, since: str) -> None:
        super().__init__("stale version")
        self.writer = writer
        self.since = since


class MarkedForDeletion(Exception):
    """The record is marked for deletion, so it is not changed any more."""


class ReferenceTaken(Exception):
    """The reference is in use."""


class LockHeld(Exception):
    """Another session has the edit lock. Nothing was changed."""

    def __init__(self, edit_lock: EditLock) -> None:
        super().__init__("held by another session")
        self.edit_lock = edit_lock
