"""The casebook's list of screenings: who sees which, and the search. Nothing of a case but what a list shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from ce_tui.core.pathway.actions.followed import NOTHING_DONE, Followed, from_kept
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.how_grave import stood_by_row
from ce_tui.core.vault.casebook.pairings import Pairings
from ce_tui.core.vault.casebook.recorded_since import versions_before
from ce_tui.core.vault.casebook.searching import excerpt
from ce_tui.core.vault.store.records import Row

_MOST_HITS = 200


class Summary(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening in a list. `owner` is a name; `child` is empty where the screening is someone else's."""

    ref: str
    state: State
    outcome: str
    locality: str
    screened_on: str
    updated: str
    owner: str
    child: str
    revision: int
    created: str = ""
    decision: str = ""
    acting_on: str = ""
    danger: tuple[str, ...] = ()  # the keys of the alerts that say to phone now
    set_aside: tuple[str, ...] = ()  # the IDs whose marks a first meeting set aside
    followed: Followed = NOTHING_DONE  # what was done about it, as far as a list says it
    from_before: bool = False  # last changed before that could be recorded, and nothing is
    screened_again: bool = False  # its practitioner has completed a later one of the child
    mine: bool = True
    excerpt: str = ""  # of a search: what it was found by, where nothing else here says it
    pathway: str = ""  # its id; empty: the store cannot tell

    @property
    def stood(self) -> Stood:
        """How grave it stands."""
        return Stood(self.acting_on or self.outcome, self.danger)


class Index:
    """What this account finds without opening anything."""

    def __init__(self, desk: Desk, pairings: Pairings) -> None:
        self._desk = desk
        self._pairings = pairings
        self._before: dict[str, int] | None = None  # not read before it is asked for
        self._has_looked = False  # at the hub's, in this session

    def all(self) -> list[Summary]:
        """The screenings that this account may see, the last changed first.

        A practitioner sees their own, a lead the hub's. That a lead looked at the hub's is logged once a session.
        Raises `NotPermitted` where the account was shut out meanwhile.
        """
        return self._listed(lambda owner: self._desk.store.screenings.rows(owner))

    def first(self, number: int) -> list[Summary]:
        """The first so many of them as Home shows them: one's own before the hub's, drafts before what is completed.

        Each in the order of danger.
        """
        me = self._desk.account.id
        return self._listed(lambda owner: self._desk.store.screenings.first_rows(owner, me, number))

    def _listed(self, rows_of: Callable[[str | None], list[Row]]) -> list[Summary]:
        desk = self._desk
        with desk.lock:
            desk.refuse_shut_out("see the list")
            mine = desk.account.id
            is_lead = desk.has_role("lead")
            if not is_lead and not desk.has_role("practitioner"):
                return []
            rows = rows_of(None if is_lead else mine)
            if not self._has_looked and any(row.owner != mine for row in rows):
                desk.looked(desk.entry("list"), must=False)
                self._has_looked = True
            return self._summaries(rows)

    def search(self, words: str) -> list[Summary]:
        """This account's own screenings that hold every one of the words. Logged, without the words.

        Raises `NotPermitted` where the account was shut out meanwhile.
        """
        desk = self._desk
        with desk.lock:
            desk.refuse_shut_out("search")
            if not desk.has_role("practitioner", "lead"):
                return []
            hits = desk.store.screenings.search(desk.account.id, words[:500], _MOST_HITS)
            desk.looked(desk.entry("search", detail=f"{len(hits)} found"), must=False)
            found = self._summaries([hit.row for hit in hits])
            return [
                msgspec.structs.replace(each, excerpt=excerpt(hit.words, words, (hit.row.ref, hit.row.child)))
                for each, hit in zip(found, hits, strict=True)
            ]

    def summary_of(self, row: Row) -> Summary:
        """A row as the list shows it."""
        return self.summaries_of([row])[0]

    def summaries_of(self, rows: Sequence[Row]) -> list[Summary]:
        """Rows as the list shows them."""
        with self._desk.lock:
            return self._summaries(rows)

    def _summaries(self, rows: Sequence[Row]) -> list[Summary]:
        ids, again = self._pathways(), self._pairings.screened_again(rows)
        return [
            msgspec.structs.replace(each, screened_again=True) if each.ref in again else each
            for each in (self._summary(row, ids) for row in rows)
        ]

    def _is_from_before(self, row: Row) -> bool:
        """Whether nothing is recorded about it, and nobody changed it since anything could be."""
        if self._before is None:
            self._before = versions_before(self._desk)
        return not row.followed and self._before.get(row.ref) == row.version

    def _pathways(self) -> dict[str, str]:
        """Which pathway each pinned source is of."""
        return {sha256: id for id, sha256 in self._desk.store.editions.pinned()}

    def _summary(self, row: Row, pathways: Mapping[str, str]) -> Summary:
        mine = row.owner == self._desk.account.id
        return Summary(
            ref=row.ref,
            state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
            outcome=row.outcome,
            locality=row.locality,
            screened_on=row.screened_on,
            updated=row.updated,
            owner=self._desk.name_of(row.owner),
            child=row.child if mine else "",
            revision=row.revision,
            decision=row.decision,
            acting_on=row.acting_on,
            danger=stood_by_row(row).danger,
            set_aside=tuple(row.set_aside.split()),
            created=row.created,
            followed=from_kept(row.followed) if row.followed else NOTHING_DONE,
            from_before=self._is_from_before(row),
            mine=mine,
            pathway=pathways.get(row.edition, ""),
        )
