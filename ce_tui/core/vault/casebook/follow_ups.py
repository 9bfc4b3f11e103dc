"""The casebook's follow-up: what is due about the screenings that this account may see (rule 17 of the design)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache

import msgspec

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.due import (
    Case,
    Ender,
    FollowUp,
    Urgency,
    due_at,
    due_of,
    ending_faults,
    hour_of,
    may_end,
)
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.pathway.actions.stood import Stood
from ce_tui.core.pathway.faults import Fault
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.index import Index, Summary
from ce_tui.core.vault.casebook.permission import Permission
from ce_tui.core.vault.store.records import Row


class ToFollowUp(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A screening with what is due about it, at once first, and how grave it stands."""

    summary: Summary
    due: tuple[FollowUp, ...]
    stood: Stood

    @property
    def first(self) -> FollowUp:
        """What is due first."""
        return self.due[0]

    @property
    def urgency(self) -> Urgency:
        """Of what is the most urgent about it."""
        return min(each.urgency for each in self.due)


class FollowUps:
    """What is due, of what the list says; nothing is opened for it."""

    def __init__(self, desk: Desk, permission: Permission, index: Index) -> None:
        self._desk = desk
        self._permission = permission
        self._index = index

    @property
    def rules(self) -> FollowUpRules:
        """By when what is due: the deployment's."""
        return self._desk.around.follow_up

    def now(self, at: datetime | None = None) -> list[ToFollowUp]:
        """Every screening in the list about which something is due, or soon will be, in the order of danger.

        `at` is aware; without it: now.

        Raises what `Index.all` does.
        """
        return self.among(self._index.all(), at)

    def among(self, found: Iterable[Summary], at: datetime | None = None) -> list[ToFollowUp]:
        """The same of screenings that were listed."""
        with self._desk.lock:
            hour, rules = hour_of(at or self._desk.around.clock()), self.rules
            areas = self._desk.around.rules  # of few, and asked for many screenings
            has_form, tells_police = cache(areas.has_form), cache(areas.tells_police)
            due_about = []
            for each in found:
                case = _case(each, has_form, tells_police)
                if due := due_at(case, rules, hour):
                    due_about.append(ToFollowUp(summary=each, due=tuple(due), stood=case.stood))
            return sorted(due_about, key=lambda each: (each.stood.gravity, each.urgency))

    def of(self, summary: Summary, at: datetime | None = None) -> list[FollowUp]:
        """What is due about one that was listed."""
        with self._desk.lock:
            return due_of(self.about(summary), self.rules, at or self._desk.around.clock())

    def of_opened(self, ref: str) -> list[FollowUp]:
        """What is due about one that is open here, or one's own. Raises what `Permission.to_open` does."""
        with self._desk.lock:
            return self.of(self.opened(ref))

    def opened(self, ref: str) -> Summary:
        """How the list has one that is open here, or one's own. Raises what `Permission.to_open` does."""
        with self._desk.lock:
            return self._index.summary_of(self._permission.to_open(ref).row)

    def is_unanswered(self, ref: str) -> bool:
        """Whether somebody did not answer, and no service has since. Raises what `of_opened` does."""
        return any(each.in_vain and not each.others_know for each in self.opened(ref).followed.open)

    def leads(self) -> frozenset[str]:
        """The ids of the accounts that are leads and have a way in."""
        return frozenset(
            slot.account
            for slot in self._desk.slots.read().slots
            if slot.kind == "account" and slot.state == "active" and "lead" in slot.roles
        )

    def ender(self, owner: str) -> Ender:
        """What this account may say of the follow-up of an account's screening. `owner` is an id."""
        mine = self._desk.account.id
        return Ender(
            is_own=owner == mine,
            is_lead=self._desk.has_role("lead"),
            other_leads=bool(self.leads() - {mine}),
        )

    def faults_of_ending(self, row: Row, action: Action) -> list[Fault]:
        """What keeps this account from ending it, passing it on or taking it on; empty: nothing."""
        summary = self._index.summary_of(row)
        return ending_faults(action, self.about(summary), self.of(summary), self.ender(row.owner))

    def may_be_ended(self, ref: str) -> bool:
        """Whether this account may say that nothing more is to be done about one. Raises what `of_opened` does."""
        with self._desk.lock:
            row = self._permission.to_open(ref).row
            summary = self._index.summary_of(row)
            return may_end(self.about(summary), self.of(summary), self.ender(row.owner))

    def about(self, summary: Summary) -> Case:
        """A screening as due dates need it."""
        rules = self._desk.around.rules
        return _case(summary, rules.has_form, rules.tells_police)


def _case(
    summary: Summary, has_form: Callable[[str, str], bool], tells_police: Callable[[str], bool]
) -> Case:
    """The same; `has_form`: whether an area has a form of its own for a tier; `tells_police`: the police, on red."""
    now, followed = summary.stood, summary.followed
    form_comes = bool(followed.spoken_at) and not followed.sent
    return Case(
        stood=now,
        screened_on=summary.screened_on,
        since=summary.created,
        completed=summary.state == "completed",
        followed=followed,
        has_form=form_comes and has_form(summary.locality, now.acting_on),
        tells_police=tells_police(summary.locality),
        from_before=summary.from_before,
        screened_again=summary.screened_again,
    )
