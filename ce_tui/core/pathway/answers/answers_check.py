"""Checks one screening's answers, as read from JSON, against its pathway: every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Protocol, TypeVar, get_args

import msgspec

from ce_tui.core.pathway.answers.screening import (
    Answers,
    Child,
    Consent,
    ConsentStatus,
    Decision,
    Practitioner,
)
from ce_tui.core.pathway.clean import MAX_FIELD, MAX_NOTES, MAX_REASON, Cleaned, clean_line, clean_text
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.faults import Fault
from ce_tui.core.pathway.json_input import ObjectWithRepeats, kind_of, place
from ce_tui.core.pathway.words import TIERS, DecisionName, MarkName, TierName

NEEDED = ("pathway", "locality", "marks")
KEYS = tuple(key for key in Answers.__struct_fields__ if key != "by_file")  # that one no file says of itself
MAX_FAULTS = 5_000

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_ID = 20

Part = TypeVar("Part", bound=msgspec.Struct)
Object = dict[str, object]


class KnowsPathways(Protocol):
    """The registry of pathways, as far as answers need it."""

    @property
    def ids(self) -> Collection[str]:
        """The ids of all pathways."""

    def get(self, id: str) -> Pathway:
        """The pathway of that id; KeyError if there is none."""


class Checker:
    """Reads answers and gathers faults and remarks (what was cleaned or cut), across several screenings."""

    def __init__(self, pathways: KnowsPathways) -> None:
        self.faults: list[Fault] = []
        self.remarks: list[str] = []
        self.more = 0
        self._pathways = pathways

    def read(self, value: object, where: str) -> Answers | None:
        """The answers that an object holds; None where it is not even an object with what is needed."""
        given = self._object(value, where, KEYS)
        if given is None:
            return None
        for key in NEEDED:
            if key not in given:
                self._fault(place(where, key), "missing: this is always needed")
        pathway = self._pathway(given, where)
        answers = Answers(
            pathway=pathway.id if pathway else "",
            locality=self._locality(given, where, pathway),
            placed_by=self._line(given, where, "placed_by"),
            known_to_practitioner=self._perhaps(given, where, "known_to_practitioner"),
            immediate_risk=self._said(given, where, "immediate_risk"),
            harm_today=self._said(given, where, "harm_today"),
            screened_on=self._date(given, where, "screened_on"),
            marks=self._marks(given, where, "marks", pathway),
            set_aside=self._marks(given, where, "set_aside", pathway),
            looked_at=self._looked_at(given, where),
            notes=self._cleaned(given, where, "notes", MAX_NOTES, clean_text),
            not_ids=self._not_ids(given, where),
            decision=self._decision(given, where),
            consent=self._consent(given, where),
            practitioner=self._practitioner(given, where),
            child=self._child(given, where),
        )
        self._check_first_meeting(answers, where, pathway)
        self._check_birth(answers, where)
        return answers

    # ------------------------------------------------------------------------------ parts of the answers

    def _pathway(self, given: Object, where: str) -> Pathway | None:
        id = self._text(given, where, "pathway")
        try:
            return self._pathways.get(id) if id is not None else None
        except KeyError:
            self._fault(place(where, "pathway"), "unknown pathway", _one_of(self._pathways.ids))
            return None

    def _locality(self, given: Object, where: str, pathway: Pathway | None) -> str:
        id = self._text(given, where, "locality")
        if id is None or pathway is None:
            return ""
        known = [locality.id for locality in pathway.localities]
        if id not in known:
            self._fault(place(where, "locality"), "unknown locality", _one_of(known))
        return id

    def _marks(self, given: Object, where: str, key: str, pathway: Pathway | None) -> dict[str, MarkName]:
        marks: dict[str, MarkName] = {}
        here = place(where, key)
        for id, mark in (self._object(given.get(key, {}), here) or {}).items():
            if not isinstance(mark, str):
                self._fault(place(here, id), f"is {kind_of(mark)}", "a mark as text")
            elif pathway is None:
                continue
            elif (factor := pathway.factors.get(id)) is None:
                self._fault(place(here, id), "unknown ID", f"one of {_span(pathway)}")
            elif mark not in factor.marks:
                self._fault(place(here, id), "a mark that this factor does not take", _one_of(factor.marks))
            else:
                marks[id] = mark
        return marks

    def _looked_at(self, given: Object, where: str) -> tuple[TierName, ...] | None:
        if given.get("looked_at") is None:
            return None
        names: dict[TierName, None] = {}
        for index, name in self._list(given, where, "looked_at"):
            if isinstance(name, str) and name in TIERS:
                names[name] = None
            else:
                self._fault(place(place(where, "looked_at"), index), "not a tier", _one_of(TIERS))
        return tuple(names)

    def _not_ids(self, given: Object, where: str) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for index, id in self._list(given, where, "not_ids") if "not_ids" in given else ():
            if isinstance(id, str):
                ids[clean_line(id, _MAX_ID).text.strip().upper()] = None
            else:
                self._fault(place(place(where, "not_ids"), index), f"is {kind_of(id)}", "an ID as text")
        return tuple(id for id in ids if id)

    def _decision(self, given: Object, where: str) -> Decision:
        part, here = self._part(given, where, "decision", Decision)
        outcome = self._choice(part, here, "outcome", get_args(DecisionName))
        return Decision(outcome=outcome, reason=self._line(part, here, "reason", MAX_REASON))  # type: ignore[arg-type]

    def _consent(self, given: Object, where: str) -> Consent:
        part, here = self._part(given, where, "consent", Consent)
        return Consent(
            status=self._choice(part, here, "status", get_args(ConsentStatus)),  # type: ignore[arg-type]
            reason=self._line(part, here, "reason", MAX_REASON),
            child_told=self._perhaps(part, here, "child_told"),
            family_told=self._perhaps(part, here, "family_told"),
        )

    def _practitioner(self, given: Object, where: str) -> Practitioner:
        part, here = self._part(given, where, "practitioner", Practitioner)
        return Practitioner(**{name: self._line(part, here, name) for name in Practitioner.__struct_fields__})

    def _child(self, given: Object, where: str) -> Child:
        part, here = self._part(given, where, "child", Child)
        lines = {name: self._line(part, here, name) for name in ("name", "phone", "other", "email")}
        return Child(
            **lines,
            date_of_birth=self._date(part, here, "date_of_birth"),
            address=self._line(part, here, "address", joiner=", "),
        )

    # ------------------------------------------------------------------- checks that need several answers

    def _check_first_meeting(self, answers: Answers, where: str, pathway: Pathway | None) -> None:
        if pathway is None or answers.known_to_practitioner is not False:
            return
        closed = {tier.name: tier.title for tier in pathway.tiers if tier.needs_relationship}
        for id in answers.marks:
            if (name := pathway.tier_of[id]) in closed:
                what = f"{closed[name]} is not asked at a first meeting (known_to_practitioner is false)"
                self._fault(place(place(where, "marks"), id), what, "such a mark in set_aside")

    def _check_birth(self, answers: Answers, where: str) -> None:
        born, on = answers.child.date_of_birth, answers.screened_on
        if born and on and born > on:  # both in the form that sorts
            here = place(place(where, "child"), "date_of_birth")
            self._fault(here, "after screened_on", "a birth before the screening")

    # ------------------------------------------------------------------------------------ kinds of values

    def _object(self, value: object, where: str, known: Collection[str] | None = None) -> Object | None:
        """The value as an object, its repeated and (where it has known ones) unknown keys reported."""
        if not isinstance(value, dict):
            self._fault(where, f"is {kind_of(value)}", "an object")
            return None
        if isinstance(value, ObjectWithRepeats):
            for key in value.repeated:
                self._fault(place(where, key), "stands more than once", "each key once")
        if known is None:
            return value
        for key in value:
            if key not in known:
                self._fault(place(where, key), "unknown key", _one_of(known))
        return value

    def _part(self, given: Object, where: str, key: str, shape: type[msgspec.Struct]) -> tuple[Object, str]:
        here = place(where, key)
        return self._object(given.get(key, {}), here, shape.__struct_fields__) or {}, here

    def _list(self, given: Object, where: str, key: str) -> list[tuple[int, object]]:
        value = given[key]
        if isinstance(value, list):
            return list(enumerate(value))
        self._fault(place(where, key), f"is {kind_of(value)}", "a list")
        return []

    def _text(self, given: Object, where: str, key: str) -> str | None:
        if key not in given:
            return None
        value = given[key]
        if isinstance(value, str):
            return value
        self._fault(place(where, key), f"is {kind_of(value)}", "text")
        return None

    def _said(self, given: Object, where: str, key: str) -> bool | None:
        """Yes, no, or left out: nobody answered."""
        if key not in given:
            return None
        value = given[key]
        if isinstance(value, bool):
            return value
        self._fault(place(where, key), f"is {kind_of(value)}", "true or false, or left out: not answered")
        return None

    def _perhaps(self, given: Object, where: str, key: str) -> bool | None:
        return None if given.get(key) is None else self._said(given, where, key)

    def _choice(self, given: Object, where: str, key: str, choices: tuple[str, ...]) -> str:
        text = self._text(given, where, key)
        if text is not None and text not in choices:
            self._fault(place(where, key), "not one of the choices", _one_of(choices))
        return text if text in choices else ""

    def _date(self, given: Object, where: str, key: str) -> str:
        text = self._text(given, where, key)
        if not text:
            return ""
        try:
            if not _DATE.fullmatch(text):
                raise ValueError
            return date.fromisoformat(text).isoformat()
        except ValueError:
            self._fault(place(where, key), "not a real date", "a date as 2010-04-03, or nothing")
            return ""

    def _line(self, given: Object, where: str, key: str, limit: int = MAX_FIELD, joiner: str = " ") -> str:
        return self._cleaned(
            given, where, key, limit, lambda text, limit: clean_line(text, limit, joiner)
        ).strip()

    def _cleaned(self, given: Object, where: str, key: str, limit: int, clean: Clean) -> str:
        cleaned = clean(self._text(given, where, key) or "", limit)
        here = place(where, key)
        if cleaned.changed:
            self.remarks.append(f"{here}: characters that cannot be shown were taken out")
        if cleaned.cut:
            self.remarks.append(f"{here}: longer than {limit:,} characters; the rest was cut off")
        return cleaned.text

    def _fault(self, where: str, what: str, expected: str = "") -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(where, what, expected))
        else:
            self.more += 1


class Clean(Protocol):
    """One of the functions of `clean`."""

    def __call__(self, text: str, limit: int) -> Cleaned:
        """Clean a text and cut it at `limit` characters."""


def _one_of(choices: Collection[str]) -> str:
    return "one of " + ", ".join(choice or '""' for choice in choices)


def _span(pathway: Pathway) -> str:
    """ "Y1 to Y9, V1 to V6, A1 to A11"."""
    groups = [group for tier in pathway.tiers for group in (tier.factors, tier.vulnerabilities) if group]
    return ", ".join(
        f"{group[0].id} to {group[-1].id}" if len(group) > 1 else group[0].id for group in groups
    )
