"""Reading, anchoring and verifying the casebook's log, with the store that it is of."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.casebook import trust_checks
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.trust_checks import AnchorState
from ce_tui.core.vault.errors import Damaged, Refused, VaultError
from ce_tui.core.vault.keys.rekeying import Progress
from ce_tui.core.vault.log.anchors import AnchorWalk, WrittenLine
from ce_tui.core.vault.log.audit import ACCEPTED, MISSING, RESTORED, Entry, Kind, Logged, StoreState, walk
from ce_tui.core.vault.references import read_reference
from ce_tui.core.vault.store.records import AttendingSession, StoreFinding
from ce_tui.core.vault.store.verdict import AnchorFindings, StoreReading, Verdict, judge
from ce_tui.core.words.plain import CountedStep

_TELL = "Tell whoever looks after it to run 'ce-tui audit verify'."
FOUND = "anchors found"
"""The setting with what a sign-in found against the anchors, told to each lead and administrator."""


def compare(desk: OpenStore, state: StoreState) -> None:
    """Put into `alerts` what the anchors say against the store.

    `state`: where it stood when it was opened. To be called before this session writes anything. Whoever comes in
    first may be the one who put an older copy back, so what was found is kept for those who look after the store.
    """
    known = desk.store.settings.get(FOUND) or ""
    heard = desk.store.settings.preference(desk.account.id, FOUND) or ""
    if known != heard and desk.has_role("lead", "administrator"):
        desk.alerts.append(known)
    told = [*_said_by_anchors(desk, state)]
    desk.alerts.extend(told)
    found = " ".join(told)
    if found and found not in known and not desk.store.read_only:
        words = (
            f"It was found at a sign-in of {desk.account.name} on {say_moment(desk.now())}, and is said to each lead "
            f"and administrator until they have run 'ce-tui audit verify': {found}"
        )
        entry = desk.entry("refusal", detail="the anchors say otherwise than the store")
        with contextlib.suppress(VaultError):
            desk.store.settings.change({FOUND: words}, [entry])


def _said_by_anchors(desk: OpenStore, state: StoreState) -> Iterator[str]:
    try:
        found = trust_checks.read_anchors(desk.store, desk.anchors)
    except VaultError as error:
        yield error.words
        return
    now = desk.store.log.state()  # after the look: others go on, and anchor what they have written
    older = trust_checks.why_older_by(found, desk.store)
    if older:
        yield f"{older} {trust_checks.MEANING} {_TELL}"
    if faults := [*_of_place(desk, found), *found.walk.faults]:
        yield (
            f"The anchors of the log in {desk.anchors.where} are not as this app wrote them: {'; '.join(faults)}. "
            f"Somebody may have changed them to hide that an older copy of the store was put back. {_TELL}"
        )
    if not older and (newest := found.walk.newest):
        at = say_moment(newest.at)
        for what in _older_parts(desk, newest.state, state, now):
            yield (
                f"This store is not as its newest anchor, of {at}, says: {what}. An older piece of it may have been "
                f"put back. {_TELL}"
            )
            desk.found.append(StoreFinding("older page", f"Older page: {what} on {at}."))


def missing_sign_outs(desk: OpenStore) -> list[AttendingSession]:
    """The sessions that ended without a sign-out, which their accounts were not told yet."""
    return [each for each in desk.store.attendance.open() if not desk.sessions.alive(each.session)]


def say_missing(desk: OpenStore, missing: list[AttendingSession]) -> list[Entry]:
    """Put into `alerts` that sessions of this account ended without a sign-out. Returns the entries on it."""
    if missing:
        more = f", nor did {counted(len(missing) - 1, 'other')} of yours" if len(missing) > 1 else ""
        desk.alerts.append(
            f"Your session of {say_moment(missing[-1].since)} did not end with a sign-out{more}: see whether your last "
            "changes are there."
        )
    return [desk.entry("sign-out", detail=f"{MISSING} {each.since}") for each in missing]


def _of_place(desk: OpenStore, found: AnchorState) -> Iterator[str]:
    if found.gone and desk.anchors.is_missing():
        yield "the file is gone"
        desk.found.append(
            StoreFinding("anchors", f"Anchors: {desk.anchors.where} is missing: it was taken away.")
        )
    elif found.gone:
        yield f"line {found.gone}, which the store wrote last, is gone"
    if found.more:
        yield (
            f"more than {trust_checks.AT_ONCE // 1_000_000} MB were added to them since the store wrote last, of which "
            "only the beginning was read now"
        )


def _older_parts(desk: OpenStore, then: StoreState, state: StoreState, now: StoreState) -> Iterator[str]:
    """What is older than the newest anchor, which says `then`."""
    # The list of slots may only go on.
    if now.listing != then.listing and now.listing.generation <= then.listing.generation:
        yield "the list of accounts is not the one that was anchored"
    # Saving alone leaves no entry in the log: a session that has not signed out may have saved since.
    same_log, same_records = state.head == then.head, state.tally == then.tally
    if same_log and not same_records and all(each.over for each in desk.store.attendance.open()):
        yield "the records as a whole are not those that were anchored"


_SAY_EVERY = 5000  # entries
_TRIES = 4
_ACCOUNT = re.compile(r"\b[0-9a-f]{32}\b")


class AuditLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log as it is shown. `at` is ISO 8601 in UTC.

    `by` and `detail` have the accounts' names as of now; the log itself knows only their ids.
    """

    seq: int
    at: str
    by: str
    kind: Kind
    ref: str
    revision: int
    version: int
    detail: str


class AuditLog(CasebookPart):
    """Reading and verifying the log of a store."""

    def entries(
        self,
        *,
        ref: str = "",
        person: str = "",
        kinds: Sequence[Kind] = (),
        since: str = "",
        last: int | None = None,
    ) -> list[AuditLine]:
        """The log in order: all of it, or of a screening, a person, some kinds, from a time on.

        `ref` and `person` (a name) as they are typed; `since` is ISO 8601 in UTC; `last`: only the last so many.
        Takes the administrator or the lead. Raises `Refused` if there is no such person or the reference cannot be
        one.
        """
        desk = self._desk
        desk.require("read the log", "administrator", "lead")
        actor = desk.id_of(person.strip()) if person.strip() else ""
        if person.strip() and not actor:
            raise Refused("Nobody of this name has or had an account here.")
        known = read_reference(ref) if ref.strip() else ""
        if known is None:
            raise Refused("That is not a reference. One looks like CE-7K3M-2Q.")
        return [
            AuditLine(
                seq=logged.seq,
                at=logged.entry.at,
                by=desk.name_of(logged.entry.actor),
                kind=logged.entry.kind,
                ref=logged.entry.ref,
                revision=logged.entry.revision,
                version=logged.entry.version,
                detail=_called(logged.entry.detail, desk.name_of),
            )
            for logged in desk.store.log.find(ref=known, actor=actor, kinds=kinds, since=since, last=last)
        ]

    def verify(self, progress: Progress = lambda _: None, *, named: bool = True) -> Verdict:
        """Compare the whole log with its anchors, and every row with its seal.

        `progress` is told what is being done. `named`: accounts are called by their names in the findings. Takes the
        administrator or the lead.
        """
        desk = self._desk
        desk.require("verify the log", "administrator", "lead")
        verdict, settings = self._verified(progress), desk.store.settings
        known = settings.get(FOUND)
        if known and not desk.store.read_only:
            with contextlib.suppress(VaultError):  # what a sign-in found is told to this account no more
                settings.set_preference(desk.account.id, FOUND, known)
        call = desk.name_of if named else lambda _: "somebody"
        return msgspec.structs.replace(
            verdict,
            findings=tuple(StoreFinding(each.kind, _called(each.words, call)) for each in verdict.findings),
            remarks=tuple(_called(each, call) for each in verdict.remarks),
        )

    def _verified(self, progress: Progress) -> Verdict:
        store, place, seen = self._desk.store, self._desk.anchors, _LogWalk()
        progress(CountedStep("Looking at every page.", 1, 4))
        physical = store.upkeep.faults()  # first: in a damaged file the rest may not be readable
        try:
            with self._one_moment() as listed:  # of log, rows and key file: others go on working meanwhile
                claimed = store.log.head()
                progress(CountedStep("Walking over the log.", 2, 4))
                walked = walk(store.chain, seen.of(store.log.entries(), claimed.seq, progress))
                progress(CountedStep("Comparing every record with its seal.", 3, 4))
                tallied = store.upkeep.tallied(
                    lambda done, of: progress(f"Compared {done:,} of {of:,} records with their seals.")
                )
            progress(CountedStep(f"Comparing the log with {place.where}.", 4, 4))
            found = AnchorFindings(seen.link_of, seen.restored, trust_checks.restored_at(store, place))
            lines, faults = self._lines(found)
            after = store.log.state()  # others go on meanwhile, and anchor what they have written
        except Damaged as damaged:
            findings = physical or [StoreFinding("damage", f"Damage: {damaged.words}")]
            return Verdict(sound=False, entries=0, anchored=0, head="", findings=tuple(findings))
        read = StoreReading(
            physical=physical,
            walked=walked,
            claimed=claimed,
            tallied=tallied,
            listed=[*listed, *self._desk.found],
            anchored=found,
            state=after,
            place=place.where,
            faults=faults,
            remarks=[*_remarks(lines, place.where), *self._without_sign_out(seen.missing)],
            missing=place.is_missing(),
            rekeyed=lines.ahead,
        )
        return judge(read)

    @contextlib.contextmanager
    def _one_moment(self) -> Iterator[list[StoreFinding]]:
        """One moment of the store, with the key file, which somebody may be changing just now.

        Gives what is wrong with the key file.
        """
        with contextlib.ExitStack() as moment:
            for tries_left in reversed(range(_TRIES)):
                moment.enter_context(self._desk.store.one_moment())
                listed = list[StoreFinding]()
                try:
                    self._desk.slots.read()
                except Damaged as damaged:
                    listed = [StoreFinding("older page", f"Older page: {damaged.words}")]
                if not listed or not tries_left:
                    break
                moment.close()
                time.sleep(0.05)
            yield listed

    def _lines(self, found: AnchorFindings) -> tuple[AnchorWalk, list[str]]:
        """Read every line of the anchors. Returns the walk over them, and their faults in words."""
        store, place = self._desk.store, self._desk.anchors
        written, lines = store.anchored.last(place.place), trust_checks.walk_of(store)
        with place.tail(WrittenLine()) as tail:
            for line in tail.lines:
                if anchor := lines.take(line):
                    found.take(anchor)
            lines.at_end(torn=tail.torn)
        faults = lines.faults
        if not place.is_missing() and lines.last.number < written.number:
            faults.append(f"line {written.number}, which the store wrote last, is gone")
        return lines, faults

    def _without_sign_out(self, logged: Sequence[Logged]) -> list[str]:
        """A remark on the sessions that ended without a sign-out, by the log and by what nobody was told yet."""
        known = [(each.entry.detail.removeprefix(MISSING).strip(), each.entry.actor) for each in logged]
        known += [
            (each.since, each.account)
            for each in missing_sign_outs(self._desk)
            if each.session != self._desk.sessions.id
        ]
        if not known:
            return []
        since, account = max(known)
        return [
            f"Sessions that did not end with a sign-out: {len(known)}. The last is that of {account}, begun on "
            f"{say_moment(since)}: a machine that was switched off, an app that was ended from outside, a full disk, "
            "or somebody who took entries away."
        ]


def _called(words: str, call: Callable[[str], str]) -> str:
    return _ACCOUNT.sub(lambda found: call(found[0]), words)


class _LogWalk:
    """What a walk over the log keeps: the links, restores, and missing sign-outs."""

    def __init__(self) -> None:
        self._links = bytearray()  # 32 bytes each
        self._behind_a_gap: dict[int, bytes] = {}
        self.restored: list[Logged] = []  # that a backup was put back, or an older copy accepted
        self.missing: list[Logged] = []

    def of(self, logged: Iterator[Logged], last: int, progress: Progress) -> Iterator[Logged]:
        for number, each in enumerate(logged):
            if number and number % _SAY_EVERY == 0:
                progress(f"Walked over {number:,} of {last:,} entries of the log.")
            entry = each.entry
            if (each.seq - 1) * 32 == len(self._links) and len(each.link) == 32:
                self._links.extend(each.link)
            else:
                self._behind_a_gap[each.seq] = each.link
            if entry.kind == "backup" and entry.detail.startswith((RESTORED, ACCEPTED)):
                self.restored.append(each)
            if entry.kind == "sign-out" and entry.detail.startswith(MISSING):
                self.missing.append(each)
            yield each

    def link_of(self, seq: int) -> bytes | None:
        if 0 < seq * 32 <= len(self._links):
            return bytes(self._links[(seq - 1) * 32 : seq * 32])
        return self._behind_a_gap.get(seq)


def _remarks(lines: AnchorWalk, where: str) -> Iterator[str]:
    if lines.first > 1:
        yield (
            f"{where} begins with line {lines.first}: the ones before were put away, or taken out. Whoever looks after "
            "this machine knows which."
        )
    if lines.torn:
        yield (
            f"{where} holds lines that were cut off by a full disk or a power cut: {lines.torn}. They count for "
            "nothing."
        )
    if lines.before_restore:
        yield (
            f"{where} holds lines of before the store was put back that it cannot check any more, because its keys "
            f"were changed after that copy: {lines.before_restore}."
        )
