"""What others did to this account, or what a lead has to know: taken from the log, and told until it was heard.

How far somebody was told is kept by the number of the log's last entry. The entries are in the chain, so nobody takes
one out unnoticed; and nobody is told of what they did themselves.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.log.audit import ACCEPTED, RECOVERED, RESTORED, Kind, Logged
from ce_tui.core.vault.store.opening import count_of

What = Literal["recovered", "roles", "added", "restored", "accepted", "handed over"]

_HEARD = "heard up to"  # the preference
_KINDS: tuple[Kind, ...] = ("set up", "account", "key", "backup")
_ABOUT = re.compile(
    r"(?P<what>added|roles of) (?P<account>[0-9a-f]{32}): (?P<roles>[a-z, ]*)(?:; (?P<where>.*))?"
)
_HANDED = re.compile(r"handed over from (?P<leaver>[0-9a-f]{32}) to (?P<heir>[0-9a-f]{32})")
_PUT_BACK: dict[What, str] = {"restored": RESTORED, "accepted": ACCEPTED}
_FAR_BEHIND = 500  # entries


class News(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done. `by` and `whose` are names; `by` is empty where the recovery code was used: by whom is
    not known. `at` is ISO 8601 in UTC. `roles`: what was given. `where`: "at terminal ...", or empty. `mine`: it was
    done to the account that is told. `detail`: what the log adds of a backup or a copy. `to`: who got screenings of
    `whose`, and `times`: how many.
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


class Telling:
    """What this account has not heard yet. Nothing of this session itself is news to it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def unheard(self) -> list[News]:
        """All of it, the first first. Raises VaultError."""
        desk = self._desk
        with desk.lock:
            known = desk.store.settings.preference(desk.account.id, _HEARD)
            logged = desk.store.log.find(kinds=_KINDS, after=count_of(known))
            if known is None:
                logged = logged[_since_they_are_here(logged, desk.account.id) :]
            news = [self._news(each) for each in logged if each.seq <= desk.arrived]
            found = _together([each for each in news if each is not None])
            if not found and (logged or desk.arrived > count_of(known) + _FAR_BEHIND):
                self.heard()  # what is none to them now is none when they have other roles
            return found

    def heard(self) -> None:
        """It was heard: it is not told again. Raises `StoreFull`, …: then it is.

        Whoever came in by the recovery code may be somebody else, so it is told again to whoever comes with the
        passphrase; a read-only store keeps nothing.
        """
        desk = self._desk
        with desk.lock:
            if not desk.store.read_only and not desk.recovered:
                desk.store.settings.set_preference(desk.account.id, _HEARD, str(desk.arrived))

    def _news(self, logged: Logged) -> News | None:
        """What an entry is to this account; None: no news."""
        entry, me = logged.entry, self._desk.account.id
        is_lead = self._desk.has_role("lead")
        if entry.kind == "key" and entry.detail.startswith(RECOVERED):
            if entry.actor != me and not is_lead:
                return None
            where = entry.detail.removeprefix(RECOVERED).lstrip("; ")
            whose = self._desk.name_of(entry.actor)
            return News(what="recovered", at=entry.at, whose=whose, where=where, mine=entry.actor == me)
        if entry.actor == me:
            return None
        by = self._desk.name_of(entry.actor)
        for what, begins in _PUT_BACK.items():
            if entry.kind == "backup" and entry.detail.startswith(begins):
                detail = entry.detail.removeprefix(begins).lstrip(":, ")
                return News(what=what, at=entry.at, by=by, detail=detail)
        if entry.kind == "account" and (handed := _HANDED.fullmatch(entry.detail)):
            leaver, heir = handed["leaver"], handed["heir"]
            if not is_lead and me not in (leaver, heir):
                return None
            whose, to = self._desk.name_of(leaver), self._desk.name_of(heir)
            return News(what="handed over", at=entry.at, by=by, whose=whose, to=to, mine=me in (leaver, heir))
        about = _ABOUT.fullmatch(entry.detail) if entry.kind == "account" else None
        if about is None:
            return None
        mine, added = about["account"] == me, about["what"] == "added"
        roles = tuple(about["roles"].split(", "))
        if (added and "lead" not in roles) or (not is_lead and (added or not mine)):
            return None
        return News(
            what="added" if added else "roles",
            at=entry.at,
            by=by,
            whose=self._desk.name_of(about["account"]),
            roles=roles,
            where=about["where"] or "",
            mine=mine,
        )


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
