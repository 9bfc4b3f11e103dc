"""The casebook's review queue, and the rules of retention that put screenings into it.

The administrator sets the rules; they put a screening into the queue and do nothing else. The lead decides on each
(`keeping`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from ce_tui.core.pathway.answers.screening import State
from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.strict_json import NotJson, parse_as, write_json
from ce_tui.core.vault import retention
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.vault.store.records import Row, Stand

_RULES = "retention"  # the setting


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A screening in the review queue. `owner` is a name; `since` the day (ISO date) from which it is due."""

    ref: str
    state: State
    owner: str
    why: str
    since: str


class Reviews:
    """The rules in force, and what is due by them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rules(self) -> Retention:
        """The rules in force: those set in the store, else the configuration's. Raises `Damaged`."""
        with self._desk.lock:
            kept = self._desk.store.settings.get(_RULES)
            if not kept:
                return self._desk.around.retention
            try:
                return parse_as(kept, Retention)
            except NotJson:
                raise Damaged("The rules of retention in the store cannot be read. Set them again.") from None

    def sets_rules(self) -> bool:
        """Whether the rules in force were set in the store, and not by the configuration."""
        with self._desk.lock:
            return bool(self._desk.store.settings.get(_RULES))

    def set_rules(self, rules: Retention | None) -> None:
        """Set the rules in the store; None: follow the configuration again. Logged. Takes the administrator.

        Nothing is deleted by it. Raises `Refused` for a rule that cannot be followed.
        """
        desk = self._desk
        with desk.lock:
            desk.require("set the rules of retention", "administrator")
            if rules is not None:
                retention.check(rules)
            kept = write_json(rules) if rules is not None else ""
            said = (
                retention.say(rules)
                if rules is not None
                else f"as configured, {retention.say(desk.around.retention)}"
            )
            desk.store.settings.change({_RULES: kept}, [desk.entry("rule", detail=f"retention: {said}")])

    def due(self) -> list[Due]:
        """What the rules put up for review today, the longest due first; held or marked ones are not in it.

        Takes the lead. Raises `Damaged`.
        """
        desk = self._desk
        with desk.lock:
            desk.require("see the review queue", "lead")
            rules = self.rules()
            if rules.drafts.keeps_for_ever and rules.completed.keeps_for_ever:
                return []
            stands = {(each.ref, each.kind): each for each in desk.store.keeping.stands()}
            rows = [row for row in desk.store.screenings.rows(None) if (row.ref, "hold") not in stands]
            today = desk.around.clock().astimezone(LONDON).date()
            births = self._births(rules, rows, today)
            found = [
                self._judged(
                    rules.rule_of(row.state), row, births.get(row.ref, ""), stands.get((row.ref, "keep"))
                )
                for row in rows
            ]
            due = [each for each in found if each is not None and each.since <= today.isoformat()]
            return sorted(due, key=lambda each: (each.since, each.ref))

    def _births(self, rules: Retention, rows: Sequence[Row], today: date) -> dict[str, str]:
        """The dates of birth that matter today: no more are looked up than have to be."""
        wanted = [
            row.ref
            for row in rows
            if retention.hangs_on_birth(rules.rule_of(row.state), _day(row.updated), today)
        ]
        return self._desk.store.screenings.births(wanted) if wanted else {}

    def _judged(self, rule: Rule, row: Row, birth: str, kept: Stand | None) -> Due | None:
        """A screening as it stands in the queue from some day on; None: it never does. `kept`: until when it waits."""
        changed, born = _day(row.updated), _date(birth)
        since = retention.due_on(rule, changed, born)
        if since is None:
            return None
        why = retention.why(rule, row.state, changed, born)
        if kept is not None:
            since = max(since, _date(kept.until) or since)
            why = f"{why} Was to be kept until {say_iso(kept.until)}: {kept.reason}"
        return Due(
            ref=row.ref,
            state=row.state,  # type: ignore[arg-type]  # the store keeps what it was given
            owner=self._desk.name_of(row.owner),
            why=why,
            since=since.isoformat(),
        )


def _day(moment: str) -> date:
    """The day of a moment of the store, which is UTC, in London."""
    return datetime.fromisoformat(moment).astimezone(LONDON).date()


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
