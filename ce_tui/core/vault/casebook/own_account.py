"""An account's passphrase, its preferences, and the news that it has not heard yet.

What others did to this account, or what a lead has to know, is taken from the log, and told until it was heard. How far
somebody was told is kept by the number of the log's last entry: for themselves, and for each role that is told more.
What was not shown was not heard: who is a lead again is told what they missed as one. The entries are in the chain, so
nobody takes one out unnoticed; and nobody is told of what they did themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Literal

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.words import joined
from ce_tui.core.vault.casebook.open_store import CasebookPart, counted_try
from ce_tui.core.vault.casebook.people import CODE_KNOWN_TO, code_known_to
from ce_tui.core.vault.errors import Refused, StoreFull, StoreReplaced, WrongCredentials, part_missing
from ce_tui.core.vault.keys import keyring, passphrases
from ce_tui.core.vault.keys.passphrases import RecoveryCode, new_recovery_code, read_recovery_code
from ce_tui.core.vault.keys.throttle import AllowedTry
from ce_tui.core.vault.log.audit import ACCEPTED, RECOVERED, RESTORED, Entry, Kind, Logged


class OwnAccess(CasebookPart):
    """The passphrase of this account, and the recovery code of the store."""

    _coming_code: RecoveryCode | None = None

    def verify(self, passphrase: str) -> bool:
        """Whether this is the account's passphrase: to unlock a locked screen. A wrong one is logged and counted.

        On a full disk, and if the store was replaced or is gone, it is answered all the same, so that nobody is kept
        from words that are not saved; that it could not be logged is put into `alerts`.
        Raises `Busy` after too many wrong ones, `NotPermitted` if the account was suspended meanwhile.
        """
        desk = self._desk
        is_gone = desk.store.is_replaced and not desk.home.slots.exists()
        listed = desk.unlocked.listed if is_gone else None
        try:
            with self._counted_try():
                keyring.unlock(desk.home, desk.account.name, passphrase, listed)
        except WrongCredentials:
            self._log_if_it_fits("refusal")
            return False
        self._log_if_it_fits("sign-in")
        return True

    def change_passphrase(self, old: str, new: str, *, seen: bool = False) -> None:
        """Give this account another passphrase. Raises `WrongCredentials` (the old one), `Refused`, `Busy`.

        With a copy of the key file the old one goes on opening the store until that has other keys, which are due then
        (`Revoking.when_alone`). `seen`: somebody may know the old one, which is logged.
        """
        desk = self._desk
        name = desk.account.name
        passphrases.check(new, name, desk.store.settings.get("hub.name") or "")
        with self._counted_try():
            try:
                unlocked = keyring.unlock(desk.home, name, old)
            except WrongCredentials:
                raise WrongCredentials("The passphrase that you have now is not right.") from None
        detail = f"passphrase changed{', somebody may know the old one' if seen else ''}"
        entry, slot = desk.entry("key", detail=detail), unlocked.slot
        desk.unlocked = keyring.new_passphrase(desk.slots, slot.account, name, new, entry, opened_by=slot)
        desk.anchor()

    def new_recovery_code(self) -> RecoveryCode:
        """A code to take the recovery code's place once `confirm_recovery_code` says that it was received.

        Nothing is changed yet: the old one still opens the store. Takes the administrator.
        """
        self._desk.require("replace the recovery code", "administrator")
        self._coming_code = new_recovery_code()
        return self._coming_code

    def confirm_recovery_code(self, code: str) -> None:
        """Put the last `new_recovery_code`, as it was typed back, in the old one's place.

        Other keys are due then. Takes the administrator. Raises `Refused` if it has a slip in it or is another; then
        the old one still holds.
        """
        desk = self._desk
        desk.require("replace the recovery code", "administrator")
        typed = read_recovery_code(code)
        if typed != self._coming_code:
            raise Refused("This is not the new recovery code. The old one still opens the store.")
        keyring.replace_code(desk.slots, typed, desk.entry("key", detail="recovery code replaced"))
        self._coming_code = None
        if code_known_to(desk):
            desk.store.settings.change({CODE_KNOWN_TO: ""}, [])
        desk.anchor()

    @property
    def code_known_to(self) -> tuple[str, ...]:
        """The names of former administrators who may know the recovery code."""
        with self._desk.lock:
            return tuple(self._desk.name_of(account) for account in code_known_to(self._desk))

    @property
    def code_due_words(self) -> str:
        """The words for an administrator while a former one may know the code; empty: nothing."""
        with self._desk.lock:
            known_to = self.code_known_to
            if not known_to or not self._desk.has_role("administrator"):
                return ""
        is_none = "is no administrator" if len(known_to) == 1 else "are no administrators"
        return (
            f"{joined(list(known_to))} {is_none} any more, and may know the recovery code, which still opens the "
            "store. Replace it: in Accounts, or with 'ce-tui account recovery-code'. This is said at each sign-in "
            "until the new code is confirmed."
        )

    def _counted_try(self) -> AbstractContextManager[AllowedTry]:
        """A try of one's own passphrase within a session, such as at its lock: no try elsewhere makes it wait."""
        desk = self._desk
        return counted_try(desk.home, desk.around, desk.account.name, "lock", desk.sessions.id)

    def _log_if_it_fits(self, kind: Kind) -> None:
        desk = self._desk
        try:
            desk.log_act(kind, detail=desk.around.with_terminal("unlock"))
        except StoreFull:
            desk.alerts.append("The disk is full, so an unlocking could not be logged.")
        except StoreReplaced as replaced:
            desk.alerts.append(f"An unlocking could not be logged. {replaced.words}")


class OwnPreferences(CasebookPart):
    """The preferences of this account; on a read-only store what is set is kept for this session only."""

    _here: dict[str, str] = msgspec.field(default_factory=dict)  # on a read-only store

    def get(self, key: str) -> str:
        """A preference; empty if it was never set."""
        return self._here.get(key) or self._desk.store.settings.preference(self._desk.account.id, key) or ""

    def beginning(self, beginning: str) -> dict[str, str]:
        """The preferences that are not empty and whose keys begin so, by their keys."""
        kept = self._desk.store.settings.preferences(self._desk.account.id, beginning)
        here = {key: value for key, value in self._here.items() if key.startswith(beginning)}
        return {key: value for key, value in (kept | here).items() if value}

    def held_here(self, beginning: str) -> list[str]:
        """The preferences of a read-only store whose keys begin so: they go with the session."""
        return [value for key, value in self._here.items() if key.startswith(beginning) and value]

    def set(self, key: str, value: str, *, wait: bool = True) -> None:
        """Keep a preference. Raises `StoreFull`, ….

        Without `wait` it raises `Busy` at once if another session is saving.
        """
        with nullcontext() if wait else self._desk.store.without_waiting():
            if self._desk.store.read_only:
                self._here[key] = value
                return
            self._desk.store.settings.set_preference(self._desk.account.id, key, value)


What = Literal["recovered", "roles", "added", "suspended", "revoked", "restored", "accepted", "handed over"]
Hearer = Literal["themselves", "lead", "administrator"]
"""The capacity in which somebody is told."""

_HEARD: dict[Hearer, str] = {
    "themselves": "heard up to",
    "lead": "heard up to, as a lead",
    "administrator": "heard up to, as an administrator",
}
"""The preferences that keep how far somebody was told."""
_KINDS: tuple[Kind, ...] = ("set up", "account", "key", "backup")
SET_UP_AS = "with the roles "
"""How the detail of a store's first entry begins: its first account's roles follow."""
_ABOUT = re.compile(
    r"(?P<what>added|roles of|suspended|resumed|revoked) (?P<account>[0-9a-f]{32})"
    r"(?:: (?P<roles>[^;]*))?(?:; (?P<where>.*))?"
)
_HANDED = re.compile(r"handed over from (?P<leaver>[0-9a-f]{32}) to (?P<heir>[0-9a-f]{32})")
_PUT_BACK: dict[What, str] = {"restored": RESTORED, "accepted": ACCEPTED}
_WHATS: dict[str, What] = {
    "added": "added",
    "roles of": "roles",
    "suspended": "suspended",
    "revoked": "revoked",
}  # nobody is told that an account was resumed


class AccountNews(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done to this account, or that a lead has to know.

    `by` and `whose` are names; `by` is empty if the recovery code was used: by whom is not known. `at` is ISO 8601 in
    UTC. `roles`: what was given. `where`: "at terminal ...", or empty. `mine`: it was done to the account that is told.
    `detail`: what the log adds of a backup or a copy. `to`: who got screenings of `whose`, and `times`: how many.
    `no_lead`: it left the hub without a lead.
    """

    what: What
    at: str
    by: str = ""
    whose: str = ""
    roles: tuple[str, ...] = ()
    where: str = ""
    mine: bool = False
    detail: str = ""
    to: str = ""
    times: int = 1
    no_lead: bool = False


class WatchedAct(msgspec.Struct, frozen=True):
    """An act that leads could be kept from seeing.

    Somebody changed their own roles, or left the hub without a lead (`no_lead`). `leads`: the accounts that were leads
    at some time until then. `others`: an administrator or a lead, of before or after it, is there beside who did it.
    """

    no_lead: bool
    leads: frozenset[str]
    others: bool


class OwnNews(CasebookPart):
    """The news that this account has not heard yet. Nothing of this session itself is news to it."""

    _told_as: Sequence[Hearer] = ()

    def unheard(self) -> list[AccountNews]:
        """All news that was not heard, the first first. Raises `VaultError`."""
        desk, me = self._desk, self._desk.account.id
        self._told_as = [each for each in _HEARD if each == "themselves" or desk.has_role(each)]
        known = {each: desk.store.settings.preference(me, key) for each, key in _HEARD.items()}
        since = min(_count(known[each]) for each in self._told_as)
        is_first = any(known[each] is None for each in self._told_as)
        logged = desk.store.log.find(kinds=_KINDS, after=since)
        if is_first:
            logged = logged[_added_at(logged, me) :]
        is_told = any(each.entry.kind == "account" and each.entry.actor != me for each in logged)
        watched = watched_in(desk.store.log.find(kinds=("set up", "account"))) if is_told else {}
        news = [self._news(each, known, watched.get(each.seq)) for each in logged if each.seq <= desk.arrived]
        found = _together(filter(None, news))
        is_far_behind = desk.arrived > since + 500  # entries
        if not found and (logged or is_first or is_far_behind):
            self.heard()
        return found

    def heard(self) -> None:
        """Do not tell again what `unheard` gave. Raises `StoreFull`, …: then it is told again.

        Whoever came in by the recovery code may be somebody else, so it is told again to whoever comes with the
        passphrase; a read-only store keeps nothing.
        """
        desk = self._desk
        if desk.store.read_only or desk.recovered:
            return
        with desk.store.together():
            for each in self._told_as:
                desk.store.settings.set_preference(desk.account.id, _HEARD[each], str(desk.arrived))

    def _news(
        self, logged: Logged, known: dict[Hearer, str | None], watched: WatchedAct | None
    ) -> AccountNews | None:
        """What an entry is to this account; None: no news, or heard."""
        done, me = _done(logged.entry), self._desk.account.id
        if done is None or (done.by == me and done.what != "recovered"):
            return None
        told_to = _told_to(done, me, watched)
        heard = {each: _count(known[each]) for each in told_to}
        if "lead" in heard and known["lead"] is None and watched is None:
            heard["lead"] = _count(known["themselves"])  # a new lead is not told all that was before
        if not told_to & {*self._told_as} or any(number >= logged.seq for number in heard.values()):
            return None
        by, whose, to = (each and self._desk.name_of(each) for each in (done.by, done.whose, done.to))
        return replace(
            done,
            by="" if done.what == "recovered" else by,
            whose=whose,
            to=to,
            mine=me in (done.whose, done.to),
            no_lead=watched is not None and watched.no_lead,
        )


def watched_in(logged: Iterable[Logged]) -> dict[int, WatchedAct]:
    """The watched acts among all entries on accounts, the first first, by the entries' numbers."""
    accounts, once, found = _Accounts(), set[str](), dict[int, WatchedAct]()
    watching, leads = set[str](), set[str]()
    for each in logged:
        by, before, had_lead = each.entry.actor, watching, bool(leads)
        accounts.take(each.entry)
        watching, leads = accounts.active("lead", "administrator"), accounts.active("lead")
        once |= leads
        no_lead = had_lead and not leads
        if no_lead or each.entry.detail.startswith(f"roles of {by}:"):
            others = (before | watching) & accounts.active() - {by}
            found[each.seq] = WatchedAct(no_lead, frozenset(once), bool(others))
    return found


class _Accounts:
    """The accounts by the entries that were taken in, in order: their roles, and who can come in."""

    def __init__(self) -> None:
        self._roles: dict[str, set[str]] = {}
        self._shut_out = set[str]()

    def take(self, entry: Entry) -> None:
        if entry.kind == "set up":
            self._roles[entry.actor] = {*entry.detail.partition("; ")[0].removeprefix(SET_UP_AS).split(", ")}
        elif entry.kind == "account" and (about := _ABOUT.fullmatch(entry.detail)):
            what, account = about["what"], about["account"]
            self._roles.setdefault(account, set())
            if what in ("added", "roles of"):
                self._roles[account] = {*(about["roles"] or "").split(", ")}
            if what in ("suspended", "revoked"):
                self._shut_out.add(account)
            elif what != "roles of":
                self._shut_out.discard(account)

    def active(self, *roles: str) -> set[str]:
        """The accounts that can come in, with one of the roles where some are given."""
        return {
            each
            for each, theirs in self._roles.items()
            if each not in self._shut_out and (not roles or {*roles} & theirs)
        }


def _done(entry: Entry) -> AccountNews | None:
    """What was done by an entry, with ids for names; None: nothing that is ever told."""
    news, detail = partial(AccountNews, at=entry.at, by=entry.actor), entry.detail
    if entry.kind == "key" and detail.startswith(RECOVERED):
        where = detail.removeprefix(RECOVERED).lstrip("; ")
        return news(what="recovered", whose=entry.actor, where=where)
    for what, begins in _PUT_BACK.items():
        if entry.kind == "backup" and detail.startswith(begins):
            return news(what=what, detail=detail.removeprefix(begins).lstrip(":, "))
    if entry.kind != "account":
        return None
    if handed := _HANDED.fullmatch(detail):
        return news(what="handed over", whose=handed["leaver"], to=handed["heir"])
    about = _ABOUT.fullmatch(detail)
    if about is None or about["what"] not in _WHATS:
        return None
    return news(
        what=_WHATS[about["what"]],
        whose=about["account"],
        roles=tuple((about["roles"] or "").split(", ")),
        where=about["where"] or "",
    )


def _told_to(done: AccountNews, me: str, watched: WatchedAct | None) -> set[Hearer]:
    """The capacities in which this account is told of it, if it has them."""
    mine = me in (done.whose, done.to)
    if watched is not None:
        found: set[Hearer] = {"lead", "administrator"}
        return found | ({"themselves"} if mine or me in watched.leads or not watched.others else set())
    if done.what in _PUT_BACK:
        return {"themselves"}
    if done.what in ("suspended", "revoked") or (done.what == "added" and "lead" not in done.roles):
        return set()
    return {"lead", "themselves"} if mine and done.what != "added" else {"lead"}


def _together(news: Iterable[AccountNews]) -> list[AccountNews]:
    """One for all the screenings that were handed over in one act: the log has an entry for each."""
    found: list[AccountNews] = []
    for each in news:
        if found and each.what == "handed over" and replace(found[-1], times=1) == each:
            found[-1] = replace(each, times=found[-1].times + 1)
        else:
            found.append(each)
    return found


def _added_at(logged: Sequence[Logged], account: str) -> int:
    """How many of the entries come before an account can be told, the one by which it was added included."""
    for number, each in enumerate(logged, 1):
        entry = each.entry
        if entry.detail.startswith(f"added {account}") or (entry.kind == "set up" and entry.actor == account):
            return number
    return 0


def _count(spelled: str | None) -> int:
    """A number of the log; 0 if none was written yet. Raises `Damaged` if it is no number."""
    number = spelled or "0"
    if not number.isascii() or not number.isdigit():
        raise part_missing("a count")
    return int(number)
