"""Deleting screenings that a lead has marked, discarding empty drafts, and the rules of retention.

Only a lead's decision marks a screening. It is deleted at the first sign-in of a lead or administrator after that day,
hourly while one is signed in, or by command: out of every table, then out of the file itself. The log keeps an entry.
Kept PDFs of other screenings that quote it go with it (`referrals`). Copies that left the store (referrals, backups)
are not reached.

Whoever began an empty draft by mistake may throw it away at once and for good. It is deleted and logged the same way.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import msgspec

from ce_tui.core.pathway.answers.screening import Practitioner, Screening, State, is_empty
from ce_tui.core.pathway.dates import say_date, say_moment
from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.casebook.desk import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.pairings import on_hold_with, paired, screenings_of_child
from ce_tui.core.vault.casebook.permission import edit_lock, needed_reason, others_lock, take_lock, to_decide
from ce_tui.core.vault.casebook.records import from_document
from ce_tui.core.vault.casebook.referrals import take_away_quotes
from ce_tui.core.vault.errors import Busy, NotFound, NotPermitted, Refused, TakenOver, VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.vault.store.records import EditLock, KeepingDecision, Record, Row, StandKind


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that is marked for deletion. `owner` and `by` are names; times are ISO 8601 in UTC.

    `purge_at`: the moment from which it is deleted; until it is, `undo` brings it back.
    """

    ref: str
    state: State
    owner: str
    by: str
    at: str
    purge_at: str
    reason: str


class Deleted(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that was deleted, or an empty draft that its owner discarded (`detail`).

    `by`: in whose session it happened; the decision stands in the log before it.
    """

    ref: str
    at: str
    by: str
    detail: str


def decisions(desk: OpenStore, kind: StandKind) -> list[tuple[KeepingDecision, Row]]:
    """The decisions of a kind that stand, each with the row of its screening."""
    rows = {row.ref: row for row in desk.store.screenings.rows(None, marked=True)}
    return [(each, rows[each.ref]) for each in desk.store.keeping.stands(kind) if each.ref in rows]


class DeletionQueue(CasebookPart):
    """Screenings that are marked for deletion, and deleting them. `purged`: the references of this session's."""

    def __init__(self, desk: OpenStore) -> None:
        super().__init__(desk)
        self.purged: list[str] = []

    def marked(self) -> list[Deletion]:
        """The screenings that are marked for deletion, the next one first.

        A practitioner sees their own, without the reason.
        """
        desk = self._desk
        desk.refuse_shut_out("see what is marked for deletion")
        all_of_them = desk.has_role("lead", "administrator")
        return [
            Deletion(
                ref=stand.ref,
                state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
                owner=desk.name_of(row.owner),
                by=desk.name_of(stand.by),
                at=stand.at,
                purge_at=stand.until,
                reason=stand.reason if all_of_them else "",
            )
            for stand, row in sorted(decisions(desk, "delete"), key=lambda each: each[0].until)
            if all_of_them or desk.owns(row)
        ]

    def marked_words(self) -> str:
        """The words for an owner whose screenings are marked for deletion; empty if none is."""
        mine = [each for each in self.marked() if each.owner == self._desk.account.name]
        if not mine:
            return ""
        first, refs = mine[0], ", ".join(each.ref for each in mine)
        what = f"{len(mine)} of your screenings were marked for deletion ({refs}), the first by {first.by}, and are"
        if len(mine) == 1:
            what = f"{first.ref} was marked for deletion by {first.by} and is"
        return f"{what} deleted from {say_moment(first.purge_at)} on. A lead can undo it until then."

    def undo(self, ref: str, reason: str = "") -> None:
        """Take back a decision to delete: the screening is as it was. Logged. Takes the lead.

        Raises `NotFound` (unknown, or deleted by now), `Refused` (it is not marked).
        """
        desk = self._desk
        row = to_decide(desk, ref)
        why = f": {needed_reason(reason, row.child)}" if reason.strip() else ""
        log = [desk.entry("deletion", row, detail=f"undone{why}")]
        if not desk.store.keeping.lift(row.ref, ("delete",), log):
            raise Refused("This screening is not marked for deletion.")

    def purge_due(self) -> list[str]:
        """Delete what was marked a day ago or longer. Returns the references. Takes the lead or the administrator.

        A screening waits that someone has open, that is on hold, or that is of one child with one on hold. Raises
        `StoreFull`, `ReadOnly`, …: what was not deleted then is deleted the next time, and so are its traces in the
        file.
        """
        desk = self._desk
        desk.require("delete screenings", "lead", "administrator")
        gone = [stand.ref for stand in desk.store.keeping.stands("delete") if self._purge(stand)]
        self.purged += gone
        if not desk.store.upkeep.sweep():
            desk.alerts.append(
                "Deleted screenings have left the database, but its file could not be swept of their last traces "
                "yet: others were reading, or it is too large for the memory of one session. That is done by "
                "itself within the hour, or with 'ce-tui store purge'."
            )
        if gone:
            desk.anchor()
        return gone

    def _purge(self, stand: KeepingDecision) -> bool:
        desk, now = self._desk, self._desk.now()
        if stand.until > now or others_lock(desk, stand.ref) is not None:
            return False
        record = desk.store.screenings.load(stand.ref)
        if record is None:
            return False
        with desk.store.together():
            if on_hold_with(desk, stand.ref):
                return False
            entry = desk.entry("deletion", record.row, detail=f"deleted; marked on {say_moment(stand.at)}")
            if not desk.store.keeping.delete(stand.ref, now, [entry]):
                return False
            take_away_quotes(desk, stand.ref)
        desk.opened.pop(stand.ref, None)
        return True

    def deleted(self) -> list[Deleted]:
        """The deleted screenings, the last one first, from the log. Takes the lead or the administrator."""
        desk = self._desk
        desk.require("see what was deleted", "lead", "administrator")
        entries = [logged.entry for logged in desk.store.log.find(kinds=("deletion",))]
        return [
            Deleted(ref=each.ref, at=each.at, by=desk.name_of(each.actor), detail=each.detail)
            for each in reversed(entries)
            if each.detail.startswith("deleted")
        ]

    def keep_house(self) -> None:
        """Delete what is due, at the sign-in of a lead or administrator and hourly.

        Says so in `alerts`. Never raises: nobody is kept out by it.
        """
        desk = self._desk
        if desk.store.read_only or not desk.has_role("lead", "administrator"):
            return
        try:
            gone = self.purge_due()
        except VaultError as error:
            desk.alerts.append(f"Screenings that are marked for deletion are not deleted yet. {error.words}")
            return
        if gone:
            was = "was" if len(gone) == 1 else "were"
            desk.alerts.append(
                f"{counted(len(gone), 'screening')} that a lead had marked for deletion {was} deleted: "
                f"{', '.join(gone)}."
            )


DISCARDED = "deleted; an empty draft, discarded by its owner"
_ON_HOLD = "{ref} is on hold, and nothing deletes it. Ask a lead."
_OPEN_ELSEWHERE = (
    "{ref} is open elsewhere just now ({who}). Nothing was discarded. Try again when it was left there."
)


class DraftDiscarding(CasebookPart):
    """Throwing away an empty draft of one's own. References are taken as they are typed."""

    def look(self, ref: str, *prefilled: Practitioner) -> Screening:
        """The empty draft of a reference, with the version that `discard` expects. Changes and logs nothing.

        `prefilled`: the practitioner's own details as a draft got them when it was begun. Raises `NotFound` (also for
        another's that no lead's list shows), `NotPermitted` (another's, not empty, completed before, has left the
        store, on hold), `ToBeDeleted`, `Busy`.
        """
        return self._empty(self._record(ref), *prefilled)

    def discard(self, ref: str, version: int, *prefilled: Practitioner) -> None:
        """Throw an empty draft away, if it still has this version. Logged.

        Raises what `look` raises, `StoreFull`, ….
        """
        desk, store = self._desk, self._desk.store

        def delete(over: EditLock | None) -> None:
            with store.together():  # nobody changes it between the look and the end
                record = self._record(ref)
                row, now = record.row, desk.now()
                if row.version != version:
                    raise Busy(
                        f"{row.ref} was changed elsewhere in the meantime. Nothing was discarded. Open it to see what "
                        "is in it now."
                    )
                self._empty(record, *prefilled)
                store.presence.take(edit_lock(desk, row.ref, changed=False), over, [])
                store.keeping.put(
                    KeepingDecision(ref=row.ref, kind="delete", by=desk.account.id, at=now, until=now), []
                )
                opened = desk.opened.get(row.ref)
                log = desk.spell_ended(opened) if opened else []
                log.append(desk.entry("deletion", row, detail=DISCARDED))
                if not store.keeping.delete(row.ref, now, log):
                    raise NotPermitted(_ON_HOLD.format(ref=row.ref))

        desk.require("discard an empty draft", "practitioner")
        known = self._record(ref).row.ref
        try:
            take_lock(desk, delete)
        except TakenOver as taken:
            raise Busy(_OPEN_ELSEWHERE.format(ref=known, who=taken.who), 60) from None
        desk.opened.pop(known, None)
        desk.anchor()

    def _record(self, ref: str) -> Record:
        """One's own screening. Raises `NotFound`; `NotPermitted` if a lead's list shows it as another's."""
        desk = self._desk
        record = desk.store.screenings.load(read_reference(ref) or "")
        if record is not None and desk.owns(record.row):
            return record
        if record is None or not desk.has_role("lead"):
            raise NotFound
        raise NotPermitted(
            f"{record.row.ref} is {desk.name_of(record.row.owner)}'s. Only whoever a draft belongs to discards it, "
            "while it is empty."
        )

    def _empty(self, record: Record, *prefilled: Practitioner) -> Screening:
        """The screening of the record, if it is an empty draft that may be discarded. Raises what `look` raises."""
        desk, store = self._desk, self._desk.store
        row, screening = record.row, from_document(record.document)
        beside = filter(None, map(store.screenings.load, screenings_of_child(desk, row, paired(desk))))
        came_along = [from_document(each.document).answers.child for each in beside]
        empty = is_empty(screening, *prefilled, came_along=came_along)
        if not empty or row.state != "draft" or store.kept.revisions(row.ref):
            raise NotPermitted(
                f"{row.ref} is not empty, so it is not discarded: something in it was marked, typed or answered, or it "
                "was completed. Only a lead decides that such a screening is deleted."
            )
        if store.log.find(ref=row.ref, kinds=("export", "print", "phone"), last=1):
            raise NotPermitted(
                f"{row.ref} was exported, printed or read on the phone, so it is not discarded: it is on record that "
                "it was."
            )
        if store.keeping.stands("hold", row.ref) or on_hold_with(desk, row.ref):
            raise NotPermitted(_ON_HOLD.format(ref=row.ref))
        desk.refuse_marked(row.ref)
        if (other := others_lock(desk, row.ref)) is not None:
            raise Busy(_OPEN_ELSEWHERE.format(ref=row.ref, who=desk.name_of(other.account)), 60)
        return msgspec.structs.replace(screening, ref=row.ref, version=row.version)


_UNITS = {"day": (1, "days"), "week": (7, "days"), "month": (1, "months"), "year": (12, "months")}
_LONGEST = {"days": 36_525, "months": 1200}  # a hundred years
_OLDEST = 120  # years
NO_SPAN = (
    "not a length of time; expected a number and days, weeks, months or years, such as “6 years”, at most 100 "
    "years."
)


def check(rules: Retention) -> None:
    """Raise `Refused`, with words, if a rule cannot be followed."""
    for name, rule in (("drafts", rules.drafts), ("completed", rules.completed)):
        if rule.after.strip():
            _span(rule.after, name)
        if not 0 <= rule.birthday <= _OLDEST:
            raise Refused(f"Retention, {name}: a birthday is a whole number of years up to {_OLDEST}.")


def check_after(text: str) -> None:
    """Raise `Refused` if a text is no length of time; the words go on after a subject."""
    if text.strip() and not _read_span(text):
        raise Refused(NO_SPAN)


def due_on(rule: Rule, changed: date, birth: date | None) -> date | None:
    """The day on which a screening is due for review; None: never.

    `changed`: the day of its last change, `birth`: the child's date of birth, if it is known. If only a birthday
    counts and it is not known, the screening is kept.
    """
    birthday = _birthday(birth, rule.birthday) if birth and rule.birthday else None
    days = [day for day in (_after(rule, changed), birthday) if day]
    return (max if rule.whichever == "later" else min)(days, default=None)


def hangs_on_birth(rule: Rule, changed: date, today: date) -> bool:
    """Whether the date of birth matters for a screening today: looking it up takes time."""
    after = _after(rule, changed)
    return bool(rule.birthday) and (rule.whichever != "later" or after is None or after <= today)


def why(rule: Rule, state: str, changed: date, birth: date | None) -> str:
    """Why a screening is due, in words, without the child's date of birth."""
    called = {"draft": "Draft", "reopened": "Reopened"}.get(state, "Completed")
    parts = []
    if rule.after.strip():
        parts.append(f"kept for {_tidy(rule.after)} after that")
    if rule.birthday and birth:
        parts.append(f"kept until the child's {_ordinal(rule.birthday)} birthday")
    elif rule.birthday:
        parts.append("the child's date of birth is not known")
    return f"{called}, last changed on {say_date(changed)}: {', '.join(parts)}."


def say(rules: Retention) -> str:
    """The rules in one line."""
    return f"drafts: {say_rule(rules.drafts)}; completed: {say_rule(rules.completed)}"


def say_rule(rule: Rule) -> str:
    """A rule in words."""
    if rule.keeps_for_ever:
        return "kept until someone decides otherwise"
    parts = []
    if rule.after.strip():
        parts.append(f"{_tidy(rule.after)} after the last change")
    if rule.birthday:
        parts.append(f"on the child's {_ordinal(rule.birthday)} birthday")
    ending = f", whichever is {rule.whichever}" if len(parts) > 1 else ""
    return f"for review {' or '.join(parts)}{ending}"


def _after(rule: Rule, changed: date) -> date | None:
    """The day by the rule's length of time; a day that the month lacks is its last one. None: the calendar ends."""
    if not rule.after.strip():
        return None
    count, unit = _span(rule.after)
    length, of = _UNITS[unit]
    days, months = (count * length, 0) if of == "days" else (0, count * length)
    year, month = divmod(changed.year * 12 + changed.month - 1 + months, 12)
    try:
        day = min(changed.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def _span(text: str, name: str = "rule") -> tuple[int, str]:
    """ "18 months" → 18, "month". Raises `Refused`."""
    found = _read_span(text)
    if found is None:
        raise Refused(f"Retention, {name}: {NO_SPAN} Leave it empty to keep for ever.")
    return found


def _read_span(text: str) -> tuple[int, str] | None:
    words = text.split()
    if len(words) == 2 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 6:
        count, unit = int(words[0]), words[1].lower().removesuffix("s")
        length, of = _UNITS.get(unit, (0, "days"))
        if 0 < count * length <= _LONGEST[of]:
            return count, unit
    return None


def _tidy(span: str) -> str:
    return counted(*_span(span))


def _birthday(birth: date, age: int) -> date | None:
    """The birthday of an age, on 1 March for 29 February if there is no such day. None: the calendar ends."""
    year = birth.year + age
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1) if year <= date.max.year else None


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
