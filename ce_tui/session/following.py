"""What is due, as each front end shows it: one's own first, then what a lead sees of the hub's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.actions.due import FollowUp, Urgency, hour_of
from ce_tui.core.pathway.document.tier_words import Naming
from ce_tui.core.words.due import LESS_THAN_RED, counted_due, counted_with

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.actions import ToFollowUp
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.index import Summary


class DueItem(NamedTuple):
    """One thing that is due, with the screening that it is due about."""

    of: ToFollowUp
    due: FollowUp

    @property
    def id(self) -> str:
        """The same as long as it is due, wherever in a list it stands by then; it begins with the reference."""
        return f"{self.of.summary.ref}:{self.due.what}:{self.due.action}"


class Following(NamedTuple):
    """What is due with whoever is signed in, and what is due in the hub with others, as a lead sees it."""

    own: Sequence[ToFollowUp] = ()
    hub: Sequence[ToFollowUp] = ()

    def with_me(self, now: datetime) -> list[DueItem]:
        """What is overdue or due today with whoever is signed in, in the order of danger."""
        today = hour_of(now).today
        return [each for each in things_due(self.own) if _is_by(each.due, today)]

    def first_by_screening(self) -> dict[str, FollowUp]:
        """What is due first about each of the screenings, whosever they are, by its reference."""
        return {each.summary.ref: each.first for each in (*self.own, *self.hub)}

    def urgency(self) -> dict[str, Urgency]:
        """How urgent what is due about each of them is, by its reference."""
        return {each.summary.ref: each.urgency for each in (*self.own, *self.hub)}

    def by_screening(self, now: datetime) -> dict[str, list[FollowUp]]:
        """The same of each screening, by its reference."""
        found: dict[str, list[FollowUp]] = {}
        for each in self.with_me(now):
            found.setdefault(each.of.summary.ref, []).append(each.due)
        return found

    def head(self, now: datetime) -> str:
        """ "2 overdue, 1 thing today"; "" where nothing is."""
        return counted_due([due for each in self.own for due in each.due], now)

    def hub_head(self, now: datetime, naming: Naming) -> str:
        """The same of the hub's, with how much of it is about red, or cannot wait: "3 overdue, 1 of them red"."""
        named = cache(lambda pathway: naming.tier("red", pathway).lower())  # of few, and asked for many
        found: list[tuple[FollowUp, str]] = []
        for each in self.hub:
            urgent = LESS_THAN_RED if each.stood.cannot_wait else ""
            grave = named(each.summary.pathway) if each.stood.grade.is_red else urgent
            found += [(due, grave) for due in each.due]
        return counted_with(found, now)

    def grouped(self, now: datetime) -> list[tuple[str, list[DueItem]]]:
        """All of it in the order of danger, what is due by today first, under headings that are not empty."""
        today = hour_of(now).today
        groups: list[tuple[str, list[DueItem]]] = []
        for items, titles in (
            (things_due(self.own), ("Due by today", "Later")),
            (things_due(self.hub), ("The hub's, due by today", "The hub's, later")),
        ):
            by_today = [each for each in items if _is_by(each.due, today)]
            later = [each for each in items if not _is_by(each.due, today)]
            groups += zip(titles, (by_today, later), strict=True)
        return [(title, group) for title, group in groups if group]


def following(casebook: Casebook, found: Iterable[Summary]) -> Following:
    """What is due about listed screenings. What was passed on is due with its practitioner and with every lead, until
    one takes it on; then with that lead, as long as they are one. Raises VaultError.
    """
    me, is_lead = casebook.account.id, casebook.has_role("lead")
    leads = casebook.follow_ups.leads()
    own: list[ToFollowUp] = []
    hub: list[ToFollowUp] = []
    for each in casebook.follow_ups.among(found):
        settled, taken_by = each.summary.followed.settled, each.summary.followed.by_whom
        with_me = each.summary.mine or (is_lead and settled in ("passed on", "taken on"))
        with_me = taken_by == me if settled == "taken on" and taken_by in leads else with_me
        (own if with_me else hub).append(each)
    return Following(own, hub if is_lead else [])


def _is_by(due: FollowUp, today: str) -> bool:
    return due.overdue or due.is_on(today)


def things_due(found: Iterable[ToFollowUp]) -> list[DueItem]:
    """Each thing by itself, in the order of danger, then the most urgent first (rule 17 of the design)."""
    items = [DueItem(each, due) for each in found for due in each.due]
    return sorted(items, key=lambda each: (each.of.stood.gravity, each.due.urgency))
