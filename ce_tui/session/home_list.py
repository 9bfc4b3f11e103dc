"""The list of screenings at Home: its order, its search, its words, and what is due. For both front ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.actions.due import NOT_DUE, FollowUp, hour_of
from ce_tui.core.pathway.actions.follow_up_summary import is_ended, not_done_yet
from ce_tui.core.pathway.dates import say_iso, say_moment
from ce_tui.core.pathway.document.document import EditionNames
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.pathway.words import joined, with_capital
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.actions import (
    LACKS,
    LESS_THAN_RED,
    counted_with,
    what_in_short,
    when_in_short,
)
from ce_tui.core.words.plain import listed_child

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.actions import ToFollowUp
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.index import Summary


FOUND_IN = "Found in: "
"""Before the words of one's own screening by which a search found it."""


def of_others(found: Sequence[Summary], words: str, naming: EditionNames) -> list[Summary]:
    """The others' screenings that a lead looks for: by what the list says of them, never by what is in them."""
    wanted, ref = words.casefold().split(), read_reference(words)

    def fits(each: Summary) -> bool:
        area = naming.area(each.locality)
        said = (each.ref, each.owner, standing_words(each, naming), area, *_at_once(each))
        shown = " ".join((*said, each.state)).casefold()
        return each.ref == ref or all(word in shown for word in wanted)

    return [each for each in found if not each.mine and fits(each)]


def whose_words(each: Summary, by: str, *, with_not_done: bool = True) -> str:
    """The child of an own screening, as the list shows children (`by`); of another's, who made it. May be empty.

    Before it what cannot wait, whatever the tier: a sexual sign under 13, missing now (rule 16 of the design). After it
    that nobody was phoned yet (rule 17).
    """
    whose = listed_child(each.child, by) if each.mine else f"by {each.owner}"
    lacks = not_done(each) if with_not_done else ""
    return ", ".join(filter(None, [*_at_once(each), whose, lacks]))


def not_done(each: Summary) -> str:
    """That nobody was phoned or nothing done yet, as far as is recorded; empty: neither, or it is from before."""
    return "" if each.from_before else LACKS[not_done_yet(each.stood, each.followed)].in_short


def dangers(each: Summary) -> list[str]:
    """The dangers that hold, by the contract's names of alerts and questions, in the order of rule 16."""
    return [urgent()[key].kept for key in each.danger]


def danger_words(each: Summary) -> str:
    """The dangers that hold, in words."""
    return joined([*_causes(each), *_at_once(each)])


def _causes(each: Summary) -> list[str]:
    """The dangers for which red is acted on."""
    return [now.listed for now in map(urgent().__getitem__, each.danger) if now.red_by]


def _at_once(each: Summary) -> list[str]:
    """What cannot wait and is no cause of the tier. Of a completed one: that the child was missing then."""
    found = [now for now in map(urgent().__getitem__, each.danger) if not now.red_by]
    was = "when completed" if each.state == "completed" else "now"
    return [now.listed.replace("now", was) for now in found]


def leading(each: Summary, naming: EditionNames) -> str:
    """The tier that is acted on, by its edition's name, as every list leads with it.

    With it, in short, the danger that was said, and how many marks were set aside: "Red: harm told", "Yellow, 11 set
    aside".
    """
    why = f": {causes[0]}" if (causes := _causes(each)) else ""
    aside = f", {len(each.set_aside)} set aside" if each.set_aside else ""
    return f"{tier_words(each, naming)}{why}{aside}"


def decided_words(each: Summary, naming: EditionNames) -> str:
    """The decision, if it is another than the marks indicate: "Amber", "Unsure"; else empty."""
    if each.decision in ("", each.outcome):
        return ""
    return with_capital(naming.tier(each.decision, each.pathway))


def due_in_short(each: Summary, first: FollowUp | None, today: date) -> str:
    """The first thing due about a screening, and by when: "now: nobody phoned yet", "by 26 Nov: screen again".

    That nobody was phoned or nothing done yet stands there, too, where that is no part of it. `today` is London's.
    """
    lacks = not_done(each)
    if first is None:
        return lacks
    when = when_in_short(first, today)
    if lacks and first.lacks:
        return f"{when}: {lacks}"
    return "; ".join(filter(None, [f"{when}: {what_in_short(first)}", lacks]))


def standing_words(each: Summary, naming: EditionNames) -> str:
    """The tier that is acted on, and all of why (rule 14 of the design): "Red: harm told (the marks alone: yellow)".

    With it which marks were set aside: no calmer result stands without them (rule 3).
    """
    why = f": {joined(because)}" if (because := reasons(each)) else ""
    beside = []
    if each.acting_on not in ("", each.outcome):
        beside.append(f"the marks alone: {naming.tier(each.outcome, each.pathway).lower()}")
    if each.set_aside:
        beside.append(f"marked earlier, then set aside: {', '.join(each.set_aside)}")
    in_brackets = f" ({'; '.join(beside)})" if beside else ""
    return f"{tier_words(each, naming)}{why}{in_brackets}"


def reasons(each: Summary) -> list[str]:
    """Why the tier is acted on, if not for the marks alone: danger that was said, else the decision."""
    said = _causes(each)
    by_decision = not said and each.acting_on not in ("", each.outcome)
    return ["by decision"] if by_decision else said


def tier_words(each: Summary, naming: EditionNames) -> str:
    """The tier that is acted on, by the name that its edition gives it."""
    return naming.tier(each.stood.acting_on, each.pathway)


def said_of(each: Summary, naming: EditionNames, by: str, *, with_not_done: bool = True) -> str:
    """All that a list says of a screening, in one line. `by`: how it shows children; `with_not_done`: as of a list."""
    parts = (
        each.ref,
        each.state,
        standing_words(each, naming),
        naming.area(each.locality),
        whose_words(each, by, with_not_done=with_not_done),
        f"screened {say_iso(each.screened_on) or 'on a day not given'}",
        f"changed {say_moment(each.updated)}",
    )
    return ", ".join(part for part in parts if part)


def first_draft(found: Sequence[Summary], left: str = "") -> str:
    """The reference of the first draft in a list, else of the first screening; empty: none.

    `left`: of what was just left; where that is a draft, it is the one.
    """
    ordered = sorted(found, key=lambda each: (each.state == "completed", each.ref != left))
    return ordered[0].ref if ordered else ""


def to_know(casebook: Casebook) -> tuple[str, int]:
    """What is marked for deletion, to be told to its owner; how many screenings wait for a lead's decision.

    Raises VaultError.
    """
    marked = casebook.deleting.marked_words() if casebook.has_role("practitioner") else ""
    return marked, len(casebook.reviews.due()) if casebook.has_role("lead") else 0


class DueItem(NamedTuple):
    """One thing that is due, with the screening that it is due about."""

    summary: Summary
    due: FollowUp

    @property
    def id(self) -> str:
        """Its key as long as it is due, wherever in a list it stands. It begins with the reference."""
        return f"{self.summary.ref}:{self.due.what}:{self.due.action}"


class DueLists(NamedTuple):
    """What is due with whoever is signed in; and in the hub with others, as a lead sees it."""

    own: Sequence[ToFollowUp] = ()
    hub: Sequence[ToFollowUp] = ()

    def with_me(self, now: datetime) -> list[DueItem]:
        """What is overdue or due today with whoever is signed in. In the order of danger."""
        today = hour_of(now).today
        return [each for each in things_due(self.own) if each.due.is_by(today)]

    def first_by_screening(self) -> dict[str, FollowUp]:
        """The first thing due about each screening, whosever it is, by its reference."""
        return {each.summary.ref: each.first for each in (*self.own, *self.hub)}

    def by_screening(self, now: datetime) -> dict[str, list[FollowUp]]:
        """What is overdue or due today about each screening, by its reference."""
        found: dict[str, list[FollowUp]] = {}
        for each in self.with_me(now):
            found.setdefault(each.summary.ref, []).append(each.due)
        return found

    def head(self, now: datetime) -> str:
        """The counts of what is due: "2 overdue, 1 thing today"; empty: nothing is."""
        return counted_with([(due, "") for each in self.own for due in each.due], now)

    def hub_head(self, now: datetime, naming: EditionNames) -> str:
        """What is due in the hub, and how much of it is red or cannot wait: "3 overdue, 1 of them red"."""
        named = cache(lambda pathway: naming.tier("red", pathway).lower())  # of few, and asked for many
        found: list[tuple[FollowUp, str]] = []
        for each in self.hub:
            stood = each.summary.stood
            urgent = LESS_THAN_RED if stood.cannot_wait else ""
            grave = named(each.summary.pathway) if stood.grade.is_red else urgent
            found += [(due, grave) for due in each.due]
        return counted_with(found, now)

    def grouped(self, now: datetime) -> list[tuple[str, list[DueItem]]]:
        """All that is due, under headings that are not empty: by today first, each in the order of danger."""
        today = hour_of(now).today
        groups: list[tuple[str, list[DueItem]]] = []
        for items, titles in (
            (things_due(self.own), ("Due by today", "Later")),
            (things_due(self.hub), ("The hub's, due by today", "The hub's, later")),
        ):
            for title, by_today in zip(titles, (True, False), strict=True):
                group = [each for each in items if each.due.is_by(today) is by_today]
                groups += [(title, group)] if group else []
        return groups


def in_order(found: Sequence[Summary], due: DueLists) -> list[Summary]:
    """The screenings in the list's order: own ones first, then the hub's; of each the drafts before those completed.

    Each of these in the order of danger, then by how urgent what is `due` about it is, then the last changed first
    (rule 17 of the design). What was ended stands after all of them; so does what was screened again, where nothing is
    due about it.
    """
    urgency = {each.summary.ref: each.urgency for each in (*due.own, *due.hub)}

    def place(each: Summary) -> tuple[object, ...]:
        group = not each.mine, each.state == "completed"
        urgent = urgency.get(each.ref, NOT_DUE)
        is_settled = is_ended(each.followed, each.stood) or (each.screened_again and urgent == NOT_DUE)
        return *group, is_settled, each.stood.gravity, urgent

    return sorted(sorted(found, key=lambda each: each.updated, reverse=True), key=place)


def following(casebook: Casebook, found: Iterable[Summary]) -> DueLists:
    """What is due about listed screenings. Raises VaultError.

    What was passed on is due with its practitioner and with every lead until one takes it on; then with that lead, as
    long as they are one.
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
    return DueLists(own, hub if is_lead else [])


def things_due(found: Iterable[ToFollowUp]) -> list[DueItem]:
    """Each thing that is due by itself. In the order of danger, then the most urgent first (rule 17)."""
    items = [DueItem(each.summary, due) for each in found for due in each.due]
    return sorted(items, key=lambda each: (each.summary.stood.gravity, each.due.urgency))
