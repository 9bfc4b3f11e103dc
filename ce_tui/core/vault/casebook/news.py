"""What others did to this account, or what a lead has to know: taken from the log, and told until it was heard.

How far somebody was told is kept by the number of the log's last entry: for themselves, and for each role that is told
more. What was not shown was not heard: who is a lead again is told what they missed as one. The entries are in the
chain, so nobody takes one out unnoticed; and nobody is told of what they did themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import part_missing
from ce_tui.core.vault.log.audit import ACCEPTED, RECOVERED, RESTORED, Entry, Kind, Logged

What = Literal["recovered", "roles", "added", "suspended", "revoked", "restored", "accepted", "handed over"]
Hearer = Literal["themselves", "lead", "administrator"]
"""As what somebody is told."""

_HEARD: dict[Hearer, str] = {
    "themselves": "heard up to",
    "lead": "heard up to, as a lead",
    "administrator": "heard up to, as an administrator",
}
"""The preferences."""
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
}
_FAR_BEHIND = 500  # entries


class News(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done. `by` and `whose` are names; `by` is empty where the recovery code was used: by whom is
    not known. `at` is ISO 8601 in UTC. `roles`: what was given. `where`: "at terminal ...", or empty. `mine`: it was
    done to the account that is told. `detail`: what the log adds of a backup or a copy. `to`: who got screenings of
    `whose`, and `times`: how many. `no_lead`: it left the hub without a lead.
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


class Watched(msgspec.Struct, frozen=True):
    """An act that leads could be kept from seeing: somebody changed their own roles, or left the hub without a lead.

    `leads`: the accounts that were leads at some time until then. `others`: an administrator or a lead, of before or
    after it, is there beside who did it.
    """

    no_lead: bool
    leads: frozenset[str]
    others: bool


class Telling:
    """What this account has not heard yet. Nothing of this session itself is news to it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._told_as: list[Hearer] = []

    def unheard(self) -> list[News]:
        """All of it, the first first. Raises VaultError."""
        desk = self._desk
        with desk.lock:
            self._told_as = ["themselves"]
            self._told_as += [role for role in ("lead", "administrator") if desk.has_role(role)]
            known = {
                each: desk.store.settings.preference(desk.account.id, key) for each, key in _HEARD.items()
            }
            since = min(_count(known[each]) for each in self._told_as)
            is_first = any(known[each] is None for each in self._told_as)
            logged = desk.store.log.find(kinds=_KINDS, after=since)
            if is_first:
                logged = logged[_since_they_are_here(logged, desk.account.id) :]
            watched = self._watched(logged)
            news = [
                self._news(each, known, watched.get(each.seq)) for each in logged if each.seq <= desk.arrived
            ]
            found = _together([each for each in news if each is not None])
            if not found and (logged or is_first or desk.arrived > since + _FAR_BEHIND):
                self.heard()
            return found

    def heard(self) -> None:
        """What `unheard` gave was heard: it is not told again. Raises `StoreFull`, …: then it is.

        Whoever came in by the recovery code may be somebody else, so it is told again to whoever comes with the
        passphrase; a read-only store keeps nothing.
        """
        desk = self._desk
        with desk.lock:
            if desk.store.read_only or desk.recovered:
                return
            with desk.store.together():
                for each in self._told_as:
                    desk.store.settings.set_preference(desk.account.id, _HEARD[each], str(desk.arrived))

    def _watched(self, logged: list[Logged]) -> dict[int, Watched]:
        """Which of the entries are watched, by their numbers."""
        me = self._desk.account.id
        if not any(each.entry.kind == "account" and each.entry.actor != me for each in logged):
            return {}
        return watched_in(self._desk.store.log.find(kinds=("set up", "account")))

    def _news(self, logged: Logged, known: dict[Hearer, str | None], watched: Watched | None) -> News | None:
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
        return msgspec.structs.replace(
            done,
            by="" if done.what == "recovered" else by,
            whose=whose,
            to=to,
            mine=me in (done.whose, done.to),
            no_lead=watched is not None and watched.no_lead,
        )


def watched_in(logged: Iterable[Logged]) -> dict[int, Watched]:
    """Those among all entries on accounts, the first first, by their numbers."""
    accounts, once, found = _Accounts(), set[str](), dict[int, Watched]()
    for each in logged:
        by = each.entry.actor
        before, leads_before = accounts.active("lead", "administrator"), accounts.active("lead")
        accounts.take(each.entry)
        after, leads = accounts.active("lead", "administrator"), accounts.active("lead")
        once |= leads
        no_lead = bool(leads_before) and not leads
        if no_lead or each.entry.detail.startswith(f"roles of {by}:"):
            others = (before | after) & accounts.active() - {by}
            found[each.seq] = Watched(no_lead, frozenset(once), bool(others))
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


def _done(entry: Entry) -> News | None:
    """What was done by an entry, with ids for names; None: nothing that is ever told."""
    if entry.kind == "key" and entry.detail.startswith(RECOVERED):
        where = entry.detail.removeprefix(RECOVERED).lstrip("; ")
        return News(what="recovered", at=entry.at, by=entry.actor, whose=entry.actor, where=where)
    for what, begins in _PUT_BACK.items():
        if entry.kind == "backup" and entry.detail.startswith(begins):
            detail = entry.detail.removeprefix(begins).lstrip(":, ")
            return News(what=what, at=entry.at, by=entry.actor, detail=detail)
    if entry.kind != "account":
        return None
    if handed := _HANDED.fullmatch(entry.detail):
        leaver, heir = handed["leaver"], handed["heir"]
        return News(what="handed over", at=entry.at, by=entry.actor, whose=leaver, to=heir)
    about = _ABOUT.fullmatch(entry.detail)
    if about is None or about["what"] == "resumed":
        return None
    return News(
        what=_WHATS[about["what"]],
        at=entry.at,
        by=entry.actor,
        whose=about["account"],
        roles=tuple((about["roles"] or "").split(", ")),
        where=about["where"] or "",
    )


def _told_to(done: News, me: str, watched: Watched | None) -> set[Hearer]:
    """As what this account is told of it, if it is that."""
    mine = me in (done.whose, done.to)
    if watched is not None:
        found: set[Hearer] = {"lead", "administrator"}
        return found | ({"themselves"} if mine or me in watched.leads or not watched.others else set())
    if done.what in _PUT_BACK:
        return {"themselves"}
    if done.what in ("suspended", "revoked") or (done.what == "added" and "lead" not in done.roles):
        return set()
    return {"lead", "themselves"} if mine and done.what != "added" else {"lead"}


def _together(news: list[News]) -> list[News]:
    """One for all the screenings that were handed over in one act: the log has an entry for each."""
    found: list[News] = []
    for each in news:
        if found and each.what == "handed over" and msgspec.structs.replace(found[-1], times=1) == each:
            found[-1] = msgspec.structs.replace(each, times=found[-1].times + 1)
        else:
            found.append(each)
    return found


def _since_they_are_here(logged: list[Logged], account: str) -> int:
    """From which of the entries on an account can have been told: after the one by which it was added."""
    for number, each in enumerate(logged):
        entry = each.entry
        if entry.detail.startswith(f"added {account}") or (entry.kind == "set up" and entry.actor == account):
            return number + 1
    return 0


def _count(spelled: str | None) -> int:
    """A number of the log; 0 where none was written yet. Raises `Damaged` where it is no number."""
    if not (spelled or "0").isascii() or not (spelled or "0").isdigit():
        raise part_missing("a count")
    return int(spelled or "0")
