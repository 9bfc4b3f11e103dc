"""What every part of a casebook shares: the open store, the signed-in account, the pathway's rules, the deployment.

Wrong tries of a passphrase or recovery code are counted here too, and written into the log of the store.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property, lru_cache, wraps
from inspect import isfunction
from typing import TYPE_CHECKING, NamedTuple, TypeVar, get_args

import msgspec

from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.pathway.actions.follow_up_summary import police_names
from ce_tui.core.pathway.answers.danger import raised_alerts
from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.editions import edition_digest
from ce_tui.core.pathway.document.loading import Pathways, pathway_from_source
from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality, Role
from ce_tui.core.pathway.interview.interview import can_complete
from ce_tui.core.pathway.outcome.indication import acting_on, decided, indicated, set_aside
from ce_tui.core.pathway.shape import InputInvalid
from ce_tui.core.vault.casebook import trust_checks
from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    NotPermitted,
    StoreFull,
    StoreUnreadable,
    ToBeDeleted,
    VaultError,
)
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.core.vault.keys.keys import NOT_THE_LIST, AccountStanding, OpenSlots, Unlocked
from ce_tui.core.vault.keys.slots import Argon, RoleName
from ce_tui.core.vault.keys.throttle import AllowedTry, Throttle
from ce_tui.core.vault.keys.tries import TryKind, TryOrigin
from ce_tui.core.vault.log.anchors import BESIDE, FileAnchors
from ce_tui.core.vault.log.audit import Entry, Kind, StoreState
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.core.vault.store.records import AttendingSession, Row, StoreFinding
from ce_tui.opaque import Opaque

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store


EDITION_GONE = (
    "This screening was made with an edition of the pathway that neither this installation nor its store has. Nothing "
    "was changed. Ask whoever looks after it to add that edition to the configuration."
)
EDITION_UNREADABLE = (
    "The edition of the pathway that the store keeps for this screening is in a form that this version of the program "
    "cannot read. Nothing was changed. Use the version that was used before, and tell whoever looks after it."
)


class TierListing(NamedTuple):
    """The outcome that a screening's marks indicate, the decision, and the tier acted on."""

    outcome: str
    decision: str
    acting_on: str
    set_aside: tuple[str, ...]  # the IDs whose marks count for nothing, the gravest first
    danger: tuple[str, ...]  # the keys of the alerts that say to phone now


class PathwayRules(Opaque):
    """The rules of the configured pathways, else of the one in the app.

    `pinned`: the source that the store kept with a screening. It counts, whatever is configured now. Areas are read as
    they are configured now; an area that the pathway does not have has no forms, no police and no services.
    """

    _given: Pathways | None = None

    @cached_property
    def _pathways(self) -> Pathways:
        return Pathways() if self._given is None else self._given

    def standing(self, answers: Answers, pinned: bytes | None) -> TierListing:
        """What a list says of these answers. Raises `StoreUnreadable` if neither store nor app has the edition."""
        pathway = self._pathway(answers.pathway, pinned)
        outcome = indicated(answers, pathway)
        return TierListing(
            outcome,
            answers.decision.outcome,
            acting_on(outcome, decided(answers)),
            set_aside(answers, pathway),
            raised_alerts(answers, pathway),
        )

    def holds_up(self, answers: Answers, pinned: bytes | None) -> list[str]:
        """What has to be done before the screening can be completed, in words. Raises what `standing` raises."""
        return can_complete(answers, self._pathway(answers.pathway, pinned))

    def has_form(self, locality: str, acting_on: str) -> bool:
        """Whether an area has a form or a portal of its own for a tier."""
        return any(acting_on in form.outcomes for each in self._areas(locality) for form in each.forms)

    def tells_police(self, locality: str) -> bool:
        """Whether a step of an area on red tells the police."""
        return any(each.tells_police for each in self._areas(locality))

    def police(self, locality: str) -> frozenset[str]:
        """The names, numbers and addresses of the police in an area."""
        return frozenset(
            name for each in self._areas(locality) for name in police_names(each.contacts, each.name)
        )

    def services(self, locality: str) -> frozenset[str]:
        """The names of an area's services, also with the area's before; none: anybody may be one."""
        if locality == ELSEWHERE:  # whose services nobody here knows: whoever is named may be one
            return frozenset()
        return self._called(locality, get_args(Role))

    def social_care(self, locality: str) -> frozenset[str]:
        """The names of the office that takes a child up, also out of hours."""
        return self._called(locality, ("front-door", "out-of-hours"))

    def source(self, pathway: str) -> bytes | None:
        """The configured source of an edition, to be pinned; None if it is not known here."""
        try:
            return self._pathways.source(pathway)
        except KeyError:
            return None

    def edition(self, source: bytes) -> str:
        """A digest of a source's words: the same for two sources that differ only in contacts and links.

        Raises `StoreUnreadable`.
        """
        return edition_digest(read_source(source))

    def _called(self, locality: str, roles: Sequence[Role]) -> frozenset[str]:
        return frozenset(
            said
            for area in self._areas(locality)
            for contact in area.contacts
            if contact.role in roles
            for name in (contact.name, contact.called)
            if name
            for said in (name, f"{area.name} {name}")
        )

    def _areas(self, locality: str) -> list[Locality]:
        """The area with this id, if the pathway in use has it."""
        return [each for each in self._pathways.to_call.localities if each.id == locality]

    def _pathway(self, pathway: str, pinned: bytes | None) -> Pathway:
        if pinned is not None:
            return read_source(pinned)
        try:
            return self._pathways.get(pathway)
        except KeyError:
            raise StoreUnreadable(EDITION_GONE) from None


@lru_cache(maxsize=8)
def read_source(source: bytes) -> Pathway:
    """The pathway that a store kept. Raises `StoreUnreadable` if this version cannot read it."""
    try:
        return pathway_from_source(source)
    except InputInvalid:
        raise StoreUnreadable(EDITION_UNREADABLE) from None


Clock = Callable[[], datetime]


class CasebookSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a casebook needs besides its store: the deployment's settings, the clock, the terminal.

    `rules`: the pathways in use. `anchors`: where the log is anchored; None: in a file beside the store. `retention`:
    the rules of keeping if the store has none of its own. `terminal` tells terminals apart when wrong tries are
    counted, and the log names it; `wrong_try` is called at each wrong try. `follow_up`: by when what is due. `argon`:
    what new key slots cost.
    """

    rules: PathwayRules = msgspec.field(default_factory=PathwayRules)
    anchors: FileAnchors | None = None
    retention: Retention = Retention()
    terminal: str = ""
    wrong_try: Callable[[TryOrigin], None] | None = None
    follow_up: FollowUpRules = FollowUpRules()
    clock: Clock = utc_now
    argon: Argon = Argon()

    def with_terminal(self, detail: str) -> str:
        """The detail of an act, with the terminal's name if it has one."""
        terminal = one_line(self.terminal, 80)
        return "; ".join(filter(None, [detail, f"at terminal {terminal}" if terminal else ""]))

    def now(self) -> str:
        """The moment, as the store keeps it: ISO 8601 in UTC."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds")


def one_line(text: str, longest: int) -> str:
    """Free text for the log: one line of at most `longest` letters, without control characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:longest]


def names_of(store: Store) -> dict[str, str]:
    """The names of all accounts by their ids."""
    return {row.id: row.name for row in store.people.accounts()}


class OpenedScreening(msgspec.Struct):
    """A screening that is open in this session, as it was last saved.

    `editing_since`: the version from which on it is being edited. `ended`: why this account may not go on with it, in
    words; empty while it may.
    """

    row: Row
    screening: Screening
    editing_since: int | None = None
    ended: str = ""


class Account(msgspec.Struct, frozen=True):
    """The signed-in account. `id` stands for it in the log and in records, whatever its name."""

    name: str
    roles: tuple[RoleName, ...]
    id: str


class OpenStore(Opaque):
    """One person's open store, shared by the parts of their casebook.

    Each public method of a part holds `lock`, so that it may be called from any thread, one at a time. `store` and
    `unlocked` are other ones once the key of the database was changed: a part asks the desk for them each time.
    `alerts` holds words to be shown, `found` what was wrong with the store when this account came in. `opened`: the
    screenings that are open in this session, by reference.
    """

    home: Home
    store: Store
    unlocked: Unlocked
    account: Account
    around: CasebookSettings
    sessions: Sessions
    alerts: list[str] = msgspec.field(default_factory=list)
    arrived: int = 0  # where the log stood before this session
    recovered: bool = False  # whether it came in by the recovery code
    found: list[StoreFinding] = msgspec.field(default_factory=list)
    opened: dict[str, OpenedScreening] = msgspec.field(default_factory=dict)
    lock: threading.RLock = msgspec.field(default_factory=threading.RLock)
    closed: bool = False
    looks_over: bool = False  # whether it was only opened to say what is wrong with it
    kept: bool = False  # whether something that is to be logged waits in memory, or did a moment ago
    _anchored: StoreState | None = None
    _names: dict[str, str] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        self.anchors = self.around.anchors or FileAnchors(self.home.anchors, BESIDE)
        self._standing = AccountStanding(self.unlocked.slot)

    # Who is signed in, and what they may do

    def standing(self) -> AccountStanding:
        """What an administrator has done to this account by now. Costs one stat if nothing changed."""
        standing, was_unknown = self._standing, self._standing.unknown
        standing.look(self.slots)
        if standing.unknown and not was_unknown:
            with contextlib.suppress(VaultError):
                self.log_act("refusal", detail="the list of accounts is not the one that the log names")
        if self.account.roles != standing.roles:
            self.account = msgspec.structs.replace(self.account, roles=standing.roles)
        return standing

    @property
    def slots(self) -> OpenSlots:
        """The list of slots, as this account may read and change it."""
        return OpenSlots(self.home, self.unlocked, self.store.listing, self.around.argon)

    def has_role(self, *roles: RoleName) -> bool:
        """Whether the account has one of the roles, as of now."""
        self.standing()
        return any(role in self.account.roles for role in roles)

    def require(self, what: str, *roles: RoleName) -> None:
        """Raise `NotPermitted`, and log it, unless the account has one of the roles."""
        self.refuse_shut_out(what)
        if not self.has_role(*roles):
            self.log_act("refusal", detail=what)
            raise NotPermitted(
                f"This account may not do that: to {what} takes the role {' or '.join(roles)}."
            )

    def refuse_shut_out(self, what: str) -> None:
        """Raise `NotPermitted`, and log it, if this account was shut out since it signed in."""
        self.refuse_unknown_list()
        if shut_out := self.standing().shut_out:
            self.log_act("refusal", detail=what)
            raise NotPermitted(
                f"An administrator has {shut_out} this account, so nothing more is done in it. What you had saved "
                "stays."
            )

    def refuse_unknown_list(self) -> None:
        """Raise `Damaged` if the list of accounts is not the one that the log names.

        In a folder that was moved away meanwhile, the one at its name says nothing of this store; and what is wrong
        with a store is looked over all the same.
        """
        if self.standing().unknown and not self.looks_over and not self.sessions.moved:
            raise Damaged(NOT_THE_LIST)

    def refuse_marked(self, ref: str) -> None:
        """Raise `ToBeDeleted` if a screening is marked for deletion."""
        if self.store.keeping.stands("delete", ref):
            raise ToBeDeleted

    def owns(self, row: Row) -> bool:
        """Whether a screening is this account's own."""
        return row.owner == self.account.id

    def name_of(self, account: str) -> str:
        """The name of an account's id; the id itself if nobody has it any more, or the list cannot be read."""
        if account not in self._names:
            with contextlib.suppress(Damaged):
                self._names = names_of(self.store)
        return self._names.get(account, account)

    def id_of(self, name: str) -> str:
        """The id of a name as it is shown; "" if nobody has it."""
        self._names = names_of(self.store)
        folded = name.casefold()
        return next((account for account, each in self._names.items() if each.casefold() == folded), "")

    # The log

    def now(self) -> str:
        """The moment, as the store keeps it: ISO 8601 in UTC."""
        return self.around.now()

    def entry(self, kind: Kind, row: Row | None = None, *, ref: str = "", detail: str = "") -> Entry:
        """An entry for the log on an act of this account, now: about a row, a reference, or neither."""
        return Entry(
            kind=kind,
            actor=self.account.id,
            at=self.now(),
            ref=row.ref if row else ref,
            revision=row.revision if row else 0,
            version=row.version if row else 0,
            detail=detail,
        )

    def log_act(self, kind: Kind, row: Row | None = None, *, ref: str = "", detail: str) -> None:
        """Log an act of this account, now, as `entry` has it."""
        self.store.log.add([self.entry(kind, row, ref=ref, detail=detail)])

    def spell_ended(self, opened: OpenedScreening) -> list[Entry]:
        """End a spell of editing, if one runs. Returns the entry for it."""
        if opened.editing_since is None:
            return []
        detail = f"from version {opened.editing_since} to {opened.row.version}"
        opened.editing_since = None
        return [self.entry("editing ended", opened.row, detail=detail)]

    def looked(self, entry: Entry, *, must: bool) -> None:
        """Log that something was looked at, or keep the entry while the disk is full.
        It is written first when there is room. `must`: `StoreFull` is raised instead, because nothing is shown that is
        not logged, such as another's screening.
        """
        try:
            self.store.log.add([entry])
        except StoreFull:
            if must:
                raise
            self.keep(entry)

    def keep(self, entry: Entry) -> None:
        """Keep an entry in memory while this process runs, and mark that one waits."""
        self.store.log.keep(entry)
        self.sessions.mark_unwritten()
        self.kept = True

    def write_what_was_kept(self) -> None:
        """Write the entries that wait in memory. Raises a `VaultError` if the disk does not take them yet."""
        session, attendance = self.sessions.id, self.store.attendance
        with self.store.together():
            is_there = any(each.session == session for each in attendance.open())
            if self.sessions.is_seen and not is_there:
                attendance.come(AttendingSession(session, self.account.id, self.now()))
        self.sessions.forget_unwritten()
        self.kept = False

    def anchor(self, *, again: bool = False) -> None:
        """Write down outside the store where it stands: once for each state, or `again`.

        Nothing is written on a read-only store. A failure is put into `alerts`: what is being done does not wait for
        it.
        """
        if self.store.read_only:
            return
        try:
            if again or self._anchored != self.store.log.state():
                self._anchored = trust_checks.write(self.store, self.anchors, self.now())
        except VaultError as error:
            self.alerts.append(
                f"Where the log stands could not be written to {self.anchors.where}. {error.words}"
            )


_Method = TypeVar("_Method", bound=Callable[..., object])
_unlocked: set[object] = set()


def unlocked(method: _Method) -> _Method:
    """Mark a public method of a part that does not hold the lock."""
    _unlocked.add(method)
    return method


class CasebookPart(Opaque):
    """One subject of a casebook. Its public methods hold the desk's lock and ask what this account may do."""

    _desk: OpenStore

    def __init_subclass__(cls) -> None:
        for name, method in [*vars(cls).items()]:
            if isfunction(method) and not name.startswith("_") and method not in _unlocked:
                setattr(cls, name, _locked(method))


def _locked(method: Callable[..., object]) -> Callable[..., object]:
    @wraps(method)
    def within(self: CasebookPart, *args: object, **named: object) -> object:
        with self._desk.lock:
            return method(self, *args, **named)

    return within


def counted_try(
    place: Home, around: CasebookSettings, name: str, how: TryKind = "sign-in", session: str = ""
) -> AbstractContextManager[AllowedTry]:
    """A try of a passphrase or of the recovery code; a wrong one is counted. Raises as `Throttle.attempt`."""
    who = TryOrigin(name, around.terminal, how, session)
    return Throttle(place.throttle, around.wrong_try).attempt(who)


def log_wrong_tries(desk: OpenStore) -> None:
    """Log the wrong tries that are not in the log yet.

    If the log takes nothing, they wait for the next who signs in.
    """
    if desk.store.read_only:
        return
    accounts = names_of(desk.store)
    with contextlib.suppress(StoreFull, Busy), Throttle(desk.home.throttle).to_log(accounts) as details:
        if details:
            # The counts lie outside the encryption, so they may hold anything: cut both ways.
            told = [one_line(each, 400) for each in details[:600]]
            desk.store.log.add([desk.entry("refusal", detail=each) for each in told])
