"""Keeping screenings: the review queue, a lead's decisions, legal holds, and backups.

The administrator sets the rules of retention; they put a screening into the queue and do nothing else. The lead decides
on each: to keep it until a day, to hold it, or to have it deleted, which happens a day later at the earliest
(`deleting`).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from ce_tui import exit_codes
from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import LONDON, say_date, say_iso, say_moment
from ce_tui.core.strict_json import NotJson, parse_as, write_json
from ce_tui.core.vault.casebook import deleting
from ce_tui.core.vault.casebook.desk import CasebookPart, unlocked
from ce_tui.core.vault.casebook.pairings import of_one_child, on_hold_with
from ce_tui.core.vault.casebook.permission import needed_reason, others_lock, to_decide
from ce_tui.core.vault.casebook.referrals import drop_quotes_after_hold
from ce_tui.core.vault.errors import Busy, Damaged, NotPermitted, Refused, StoreFull, VaultError
from ce_tui.core.vault.folder.home import os_words
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.keys import OpenSlots
from ce_tui.core.vault.log.audit import Head
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.vault.store.records import KeepingDecision, Row, StandKind

_RULES = "retention"  # the setting


class DueReview(msgspec.Struct, frozen=True, kw_only=True):
    """A screening in the review queue. `owner` is a name; `since` the day (ISO date) from which it is due."""

    ref: str
    state: State
    owner: str
    why: str
    since: str


class Reviews(CasebookPart):
    """The rules of retention in force, and the screenings due for review by them."""

    def rules(self) -> Retention:
        """The rules in force: those set in the store, else the configuration's. Raises `Damaged`."""
        kept = self._desk.store.settings.get(_RULES)
        if not kept:
            return self._desk.around.retention
        try:
            return parse_as(kept, Retention)
        except NotJson:
            raise Damaged("The rules of retention in the store cannot be read. Set them again.") from None

    def sets_rules(self) -> bool:
        """Whether the rules in force were set in the store, and not by the configuration."""
        return bool(self._desk.store.settings.get(_RULES))

    def set_rules(self, rules: Retention | None) -> None:
        """Set the rules in the store; None: follow the configuration again. Logged. Takes the administrator.

        Nothing is deleted by it. Raises `Refused` for a rule that cannot be followed.
        """
        desk = self._desk
        desk.require("set the rules of retention", "administrator")
        if rules is not None:
            deleting.check(rules)
            kept, said = write_json(rules), deleting.say(rules)
        else:
            kept, said = "", f"as configured, {deleting.say(desk.around.retention)}"
        desk.store.settings.change({_RULES: kept}, [desk.entry("rule", detail=f"retention: {said}")])

    def due(self) -> list[DueReview]:
        """The screenings that the rules put up for review today, the longest due first.

        Screenings on hold or marked for deletion are not in it. Takes the lead. Raises `Damaged`.
        """
        desk = self._desk
        desk.require("see the review queue", "lead")
        rules = self.rules()
        if rules.drafts.keeps_for_ever and rules.completed.keeps_for_ever:
            return []
        stands = {(each.ref, each.kind): each for each in desk.store.keeping.stands()}
        ruled = [
            (row, rules.rule_of(row.state))
            for row in desk.store.screenings.rows(None)
            if (row.ref, "hold") not in stands
        ]
        today = desk.around.clock().astimezone(LONDON).date()
        # No more dates of birth are looked up than matter today.
        wanted = [row.ref for row, rule in ruled if deleting.hangs_on_birth(rule, _day(row.updated), today)]
        births = desk.store.screenings.births(wanted) if wanted else {}
        found = [
            self._judged(rule, row, births.get(row.ref, ""), stands.get((row.ref, "keep")))
            for row, rule in ruled
        ]
        due = [each for each in found if each is not None and each.since <= today.isoformat()]
        return sorted(due, key=lambda each: (each.since, each.ref))

    def _judged(self, rule: Rule, row: Row, birth: str, kept: KeepingDecision | None) -> DueReview | None:
        """A screening as it stands in the queue from some day on; None: it never does. `kept`: until when it waits."""
        changed, born = _day(row.updated), _date(birth)
        since, why = deleting.due_on(rule, changed, born), deleting.why(rule, row.state, changed, born)
        if since is None:
            return None
        if kept:
            since = max(since, _date(kept.until) or since)
            why = f"{why} Was to be kept until {say_iso(kept.until)}: {kept.reason}"
        return DueReview(
            ref=row.ref,
            state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
            owner=self._desk.name_of(row.owner),
            why=why,
            since=since.isoformat(),
        )


def _day(moment: str) -> date:
    """The day of a moment of the store, which is UTC, in London."""
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


What = Literal["keep until", "delete"]

UNDO = timedelta(hours=24)
"""How long at least a screening that is marked for deletion can come back."""


class OnHold(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that nothing deletes. `owner` and `by` are names; `at` is ISO 8601 in UTC."""

    ref: str
    state: State
    owner: str
    by: str
    at: str
    reason: str


class RecordKeeping(CasebookPart):
    """A lead's decisions on screenings. References are taken as they are typed; all of it takes the lead."""

    def look(self, ref: str) -> None:
        """Raise `NotFound` if there is no such screening to decide on. Changes and logs nothing."""
        to_decide(self._desk, ref)

    def decide(self, ref: str, what: What, reason: str, until: date | None = None) -> None:
        """Decide on a screening, due or not: "keep until" a day to come, or "delete". Logged with the reason.

        "delete" marks it: it leaves its owner's list at once, and is deleted a day later at the earliest. Raises
        `NotFound`, `Refused` (no reason, no such day), `NotPermitted` (on hold, or another of the same child is),
        `Busy` (someone has it open).
        """
        row = to_decide(self._desk, ref)
        given = needed_reason(reason, row.child)
        if what == "keep until":
            self._keep(row, given, until)
        else:
            with self._desk.store.together():
                self._mark(row, given)

    def _stand(self, row: Row, kind: StandKind, reason: str, until: str = "") -> KeepingDecision:
        desk = self._desk
        return KeepingDecision(
            ref=row.ref, kind=kind, by=desk.account.id, at=desk.now(), until=until, reason=reason
        )

    def _keep(self, row: Row, reason: str, until: date | None) -> None:
        desk = self._desk
        today = desk.around.clock().astimezone(LONDON).date()
        if until is None or not today < until <= date(today.year + 100, 1, 1):
            raise Refused("Say until which day it is to be kept: a day to come, at most 100 years away.")
        if self.is_marked(row.ref):
            raise NotPermitted("This screening is marked for deletion. Undo that first.")
        log = [desk.entry("keeping", row, detail=f"keep until {say_date(until)}: {reason}")]
        desk.store.keeping.put(self._stand(row, "keep", reason, until.isoformat()), log)

    def _mark(self, row: Row, reason: str) -> None:
        desk = self._desk
        if desk.store.keeping.stands("hold", row.ref):
            raise NotPermitted("This screening is on hold, and nothing deletes it. Release it first.")
        if held := on_hold_with(desk, row.ref):
            raise NotPermitted(
                f"{', '.join(held)}, of the same child, is on hold, so this screening is not deleted either. Release "
                "that hold first. Nothing was changed."
            )
        if self.is_marked(row.ref):
            raise Refused("This screening is marked for deletion already.")
        if row.ref in desk.opened:
            raise Busy("You have this screening open yourself. Nothing was decided. Leave it first, to Home.")
        if (other := others_lock(desk, row.ref)) is not None:
            raise Busy(
                f"{desk.name_of(other.account)} has this screening open just now. Nothing was decided. Speak to them, "
                "or decide when they have left it.",
                60,
            )
        now = desk.around.clock().astimezone(UTC)
        until = (now + UNDO).isoformat(timespec="milliseconds")
        detail = f"marked, to be deleted from {say_moment(until)} on: {reason}"
        log = [desk.entry("deletion", row, detail=detail)]
        desk.store.keeping.put(self._stand(row, "delete", reason, until), log, lifts=("keep",))

    def is_marked(self, ref: str) -> bool:
        """Whether a screening is marked for deletion, and so not changed any more."""
        return bool(self._desk.store.keeping.stands("delete", ref))

    # Legal hold

    def hold(self, ref: str, reason: str) -> None:
        """Put a screening on hold: nothing deletes it until it is released. Logged with the reason.

        A screening that was marked for deletion comes back, and so do marked ones of the same child. Raises `NotFound`,
        `Refused` (no reason).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        given = needed_reason(reason, row.child)
        log = [desk.entry("keeping", row, detail=f"on hold: {given}")]
        if self.is_marked(row.ref):
            log.append(desk.entry("deletion", row, detail="undone by the hold"))
        with desk.store.together():
            desk.store.keeping.put(self._stand(row, "hold", given), log, lifts=("delete",))
            for other in of_one_child(desk, row.ref):
                undone = desk.entry("deletion", ref=other, detail=f"undone by the hold of {row.ref}")
                desk.store.keeping.lift(other, ("delete",), [undone])
        desk.anchor()

    def release(self, ref: str, reason: str) -> None:
        """End a hold; with it go kept PDFs of it that only the hold had kept (`referrals`). Logged with the reason.

        Raises `NotFound`, `Refused` (no reason, or it is not on hold).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        entry = desk.entry("keeping", row, detail=f"hold ended: {needed_reason(reason, row.child)}")
        with desk.store.together():
            if not desk.store.keeping.lift(row.ref, ("hold",), [entry]):
                raise Refused("This screening is not on hold.")
            drop_quotes_after_hold(desk, row.ref)
        desk.anchor()

    def holds(self) -> list[OnHold]:
        """The screenings on hold, the last one first. Takes the lead."""
        desk = self._desk
        desk.require("see what is on hold", "lead")
        found = sorted(deleting.decisions(desk, "hold"), key=lambda each: each[0].at, reverse=True)
        return [
            OnHold(
                ref=stand.ref,
                state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
                owner=desk.name_of(row.owner),
                by=desk.name_of(stand.by),
                at=stand.at,
                reason=stand.reason,
            )
            for stand, row in found
        ]


MAGIC = b"ce-tui backup "
FIRST_LINE = MAGIC + b"1\n"
MAC_BYTES = 32
CHUNK = 1 << 20


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The header of a backup. `made` is ISO 8601 in UTC; `seq` and `link` are the log's head; sizes in bytes.

    `digest`: the SHA-256 of the key file, so that damage to it is not taken for a wrong passphrase.
    """

    store: str
    made: str
    seq: int
    link: bytes
    slots: int
    digest: bytes
    database: int

    @property
    def head(self) -> Head:
        """Where the log stood."""
        return Head(self.seq, self.link)


def digest(content: bytes) -> bytes:
    """The digest that shows that the key file in a backup is as it was."""
    return hashlib.sha256(content).digest()


def first_part(header: Header) -> bytes:
    """The first line, and the header with its length in front."""
    spelled = msgspec.json.encode(header, order="sorted")
    return FIRST_LINE + len(spelled).to_bytes(8, "big") + spelled


def new_mac(database_key: bytes, store: str) -> hmac.HMAC:
    """The MAC over a backup, to be fed with all that stands before it."""
    return hmac.new(keys.backup_key(database_key, store), digestmod="sha256")


_TRIES = 5


class BackedUp(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was made. `size` is in bytes, `made` ISO 8601 in UTC, `entries` the log's number of entries."""

    made: str
    size: int
    entries: int


class NoRoom(VaultError):
    """The disk that the backup is written to is full."""

    exit_code = exit_codes.OUTPUT_REFUSED

    def __init__(self) -> None:
        super().__init__(
            "The disk that the backup is to be written to is full. No backup was made, and the store is as it was. "
            "While it is made, a backup needs twice the room of the database."
        )


class Backups(CasebookPart):
    """Making backups of the open store."""

    @unlocked
    def make(self, file: BinaryIO, beside: Path) -> BackedUp:
        """Write a backup into an open file. Logged before it begins, so that the backup itself holds the entry.

        Anchored after it, too: a drill with this backup shows by it that the store was at work later.
        `beside`: a folder on the same disk, in which the database's copy lies meanwhile, encrypted. Takes the
        administrator. Raises `NoRoom`, `Damaged`, `Busy`, `ReadOnly`, `StoreUnreadable`, and the file's own `OSError`;
        the file is then useless.
        """
        desk = self._desk
        with desk.lock:
            desk.require("make a backup", "administrator")
            desk.log_act("backup", detail="taken")
            desk.anchor()
        try:
            made = self._written(file, beside)
        except (VaultError, OSError):
            with desk.lock, contextlib.suppress(VaultError):
                desk.log_act("backup", detail="not made: it was cut short")
            raise
        with desk.lock:
            desk.anchor(again=True)
        return made

    def _written(self, file: BinaryIO, beside: Path) -> BackedUp:
        with _scratch(beside) as copy:
            listed, head = self._snapshot(copy)
            with os_words():
                size = copy.stat().st_size
            header = Header(
                store=self._desk.store.id,
                made=self._desk.now(),
                seq=head.seq,
                link=head.link,
                slots=len(listed),
                digest=digest(listed),
                database=size,
            )
            mac = new_mac(self._desk.unlocked.database_key, header.store)
            total = MAC_BYTES
            with copy.open("rb") as database:
                for piece in chain((first_part(header), listed), iter(lambda: database.read(CHUNK), b"")):
                    mac.update(piece)
                    file.write(piece)
                    total += len(piece)
            file.write(mac.digest())
        return BackedUp(made=header.made, size=total, entries=header.seq)

    def _snapshot(self, copy: Path) -> tuple[bytes, Head]:
        """Copy the database as of one moment. Returns the key file that belongs to it, and its log's head."""
        desk = self._desk
        for _ in range(_TRIES):
            before = _key_file(desk.slots)
            with os_words():
                os.truncate(copy, 0)
            try:
                head = desk.store.upkeep.copy_to(copy, desk.unlocked.database_key)
            except StoreFull:
                raise NoRoom from None
            if before == _key_file(desk.slots):
                return before, head
        raise Busy(
            "The accounts are being changed just now, so no backup was made. Try again in a moment.", 10
        )


def _key_file(of: OpenSlots) -> bytes:
    """The key file that holds; one that a change cut short had announced holds from here on."""
    return slots.encode(of.read(settle=True))


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """An empty private file, removed in the end, with whatever the database put beside it."""
    with os_words():
        handle, name = tempfile.mkstemp(dir=folder, prefix=".ce-tui-", suffix=".part")
        os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                path.with_name(path.name + ending).unlink(missing_ok=True)
