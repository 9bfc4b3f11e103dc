"""Reads and writes `Answers` as the contract's JSON.

Reading finds every fault, each with its place; no fault says what a person wrote. What is merely absent is never a
fault; null stands for "left out" only where an answer may be none: `known_to_practitioner`, `looked_at`,
`consent.child_told` and `consent.family_told`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated, Any, Literal, Protocol, TypeVar

import msgspec
from msgspec.structs import FieldInfo, asdict, fields, replace

from ce_tui.core.pathway.answers.danger import CUT_HERE, SAFETY, WITH_CONSENT
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import is_iso
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.toml_reading import PlacedTable
from ce_tui.core.pathway.shape import (
    MAX_FIELD,
    MAX_NOTES,
    MAX_REASON,
    Fault,
    InputInvalid,
    ObjectWithRepeats,
    clean_line,
    clean_text,
    kind_of,
    one_of,
    place,
    read_json,
    shaped,
)
from ce_tui.core.pathway.words import NOT_KNOWN
from ce_tui.core.strict_json import parse_as, write_json

KEYS = tuple(
    key for key in Answers.__struct_fields__ if key not in ("by_file", "family_not_known", "judged_on")
)  # no file says them
MAX_FAULTS = 5_000

_MAX_ID = 20
_DATES = ("screened_on", "date_of_birth", "family_before", "on")
_AS_GIVEN = (
    "pathway", "locality", "outcome", "status", "known_from", "family_involved", "contact_family", *_DATES
)  # fmt: skip
"""Texts that are checked, and not cleaned."""
_TAKEN_AS_TOLD = (
    "a harm is given and harm_today is left out: taken as true, so the steps are those for harm told"
)

_Part = TypeVar("_Part", bound=msgspec.Struct)

_OR_UNKNOWN = Annotated[
    bool | Literal["not known"],
    msgspec.Meta(description='true, false or "not known", or left out: not answered'),
]
_DANGER = Annotated[bool, msgspec.Meta(description="true or false, or left out: not answered")]
_OTHER_TYPES: dict[str, Any] = {
    **dict.fromkeys(SAFETY, _DANGER),
    **dict.fromkeys(WITH_CONSENT, _OR_UNKNOWN),
    **dict.fromkeys(("marks", "set_aside"), dict[str, str]),  # each factor says which marks it takes
}


def _as_given(each: FieldInfo) -> tuple[Any, ...]:
    """A field as a file gives it: its name, its type, and its default if it has one."""
    given = (each.name, _OTHER_TYPES.get(each.name, each.type))
    if each.required or each.name == "marks":
        return given
    empty: Any = msgspec.field(default_factory=dict)
    return (*given, empty if each.default is msgspec.NODEFAULT else each.default)


GIVEN: type[msgspec.Struct] = msgspec.defstruct(
    "GIVEN",
    [_as_given(each) for each in fields(Answers) if each.name in KEYS],
    kw_only=True,
    forbid_unknown_fields=True,
)
"""Answers as a file gives them."""


class KnowsPathways(Protocol):
    """The parts of the registry of pathways that answers need."""

    @property
    def ids(self) -> Collection[str]:
        """The ids of all pathways."""

    def get(self, pathway_id: str, /) -> Pathway:
        """The pathway of that id; KeyError if there is none."""


class Checker:
    """Reads answers and gathers faults and remarks (what was cleaned or cut), across several screenings.

    `latest`: the last day on which anything can have been; None: no day is held against it.
    """

    def __init__(self, pathways: KnowsPathways, latest: date | None = None) -> None:
        self.faults: list[Fault] = []
        self.remarks: list[str] = []
        self.more = 0
        self._pathways = pathways
        self._latest = latest

    def read(self, value: object, where: str) -> Answers | None:
        """The answers that an object holds; None if there are faults."""
        given, faults = shaped(value, GIVEN, where)
        found = [*_repeated(value, where), *faults]
        if isinstance(value, dict):
            found += self._unsound(PlacedTable(value, where))
        room = MAX_FAULTS - len(self.faults)
        self.faults += found[:room]
        self.more += len(found[room:])
        return None if given is None or found else self._answers(self._cleaned(given, where), where)

    def _unsound(self, given: PlacedTable) -> Iterator[Fault]:
        """Faults that no shape can say. What has a wrong shape is passed over."""
        pathway, ids = given.content.get("pathway"), self._pathways.ids
        if isinstance(pathway, str) and pathway not in ids:
            yield given.fault("pathway", "unknown pathway", one_of(ids))
        yield from _date_faults(given, self._latest)
        # answers that stand against each other: nobody is to guess which of the two holds
        content, harm = given.content, given.table("harm")
        if content.get("under_13") is not None and given.table("child").text("date_of_birth"):
            yield given.fault("under_13", "stands beside a date of birth", "one of the two")
        if content.get("known_from") and content.get("known_to_practitioner") is not True:
            expected = "known_to_practitioner: true beside it"
            yield given.fault("known_from", "stands without known_to_practitioner", expected)
        if content.get("harm_today") is False and (harm.text("on") or harm.text("words").strip()):
            what = "stands beside harm_today: false, so it is not clear whether harm was told"
            yield given.fault("harm", what, "harm_today: true with it, or no harm")
        if isinstance(pathway, str) and pathway in ids:
            yield from _pathway_faults(self._pathways.get(pathway), given)

    def _answers(self, given: Any, where: str) -> Answers:
        found = asdict(given)
        ids = dict.fromkeys(clean_line(each, _MAX_ID).text.strip().upper() for each in given.not_ids)
        found["not_ids"] = tuple(filter(None, ids))
        if given.looked_at is not None:
            found["looked_at"] = tuple(dict.fromkeys(given.looked_at))
        if given.harm_today is None and (given.harm.on or given.harm.words):
            found["harm_today"] = True
            self.remarks.append(f"{place(where, 'harm')}: {_TAKEN_AS_TOLD}")
        if found["harm_today"] and not given.harm.on:
            found["harm"] = replace(given.harm, on=given.screened_on)
        if given.family_involved == NOT_KNOWN:
            found |= {"family_involved": None, "family_not_known": True}
        return Answers(**found)

    def _cleaned(self, part: _Part, where: str) -> _Part:
        changed: dict[str, object] = {}
        for name, value in asdict(part).items():
            here = place(where, name)
            if isinstance(value, msgspec.Struct):
                changed[name] = self._cleaned(value, here)
            elif isinstance(value, str) and name not in _AS_GIVEN:
                changed[name] = self._clean_text(name, value, here)
        return replace(part, **changed)

    def _clean_text(self, name: str, value: str, where: str) -> str:
        limit = {"notes": MAX_NOTES, "reason": MAX_REASON}.get(name, MAX_FIELD)
        joiner = ", " if name == "address" else " "
        cleaned = clean_text(value, limit) if name == "notes" else clean_line(value, limit, joiner)
        self.remarks += cleaned.remarks(where, limit)
        if cleaned.cut and name == "words":  # they are quoted: nobody is to take them for all that was said
            return clean_line(value, limit - len(CUT_HERE)).text.strip() + CUT_HERE
        return cleaned.text if name == "notes" else cleaned.text.strip()


def _repeated(value: object, where: str) -> Iterator[Fault]:
    """Keys that stand more than once, in the object and in those that it holds."""
    if isinstance(value, dict):
        for at, each in (("", value), *value.items()):
            here = place(where, at) if at else where
            for key in each.repeated if isinstance(each, ObjectWithRepeats) else ():
                yield Fault(place(here, key), "stands more than once", "each key once")


def _date_faults(given: PlacedTable, latest: date | None) -> Iterator[Fault]:
    child = given.table("child")
    days = (
        (given, "screened_on"),
        (child, "date_of_birth"),
        (given.table("harm"), "on"),
        (given, "family_before"),
    )
    wrong = [(of, key) for of, key in days if of.text(key) and not is_iso(of.text(key))]
    for of, key in wrong:
        yield of.fault(key, "not a real date", "a date as 2010-04-03, or nothing")
    for of, key in days:
        if latest and (of, key) not in wrong and of.text(key) > latest.isoformat():  # in the form that sorts
            yield of.fault(key, "a day that is still to come", f"a day up to {latest.isoformat()}")
    on = given.text("screened_on")
    if on and child.text("date_of_birth") > on and not wrong:  # in the form that sorts
        yield child.fault("date_of_birth", "after screened_on", "a birth before the screening")


def _pathway_faults(pathway: Pathway, given: PlacedTable) -> Iterator[Fault]:
    """What the pathway does not have, or does not take."""
    locality, localities = given.content.get("locality"), [each.id for each in pathway.localities]
    if isinstance(locality, str) and locality not in localities:
        yield given.fault("locality", "unknown locality", one_of(localities))
    first_meeting = given.content.get("known_to_practitioner") is False
    closed = {tier.name: tier.title for tier in pathway.tiers if tier.needs_relationship and first_meeting}
    for key in ("marks", "set_aside"):
        for factor_id, mark in given.table(key).content.items():
            here = place(place(given.where, key), factor_id)
            factor = pathway.factors.get(factor_id)
            if not isinstance(mark, str):
                continue
            if factor is None:
                yield Fault(here, "unknown ID", f"one of {_span(pathway)}")
            elif mark not in factor.marks:
                yield Fault(here, "a mark that this factor does not take", one_of(factor.marks))
            elif key == "marks" and (tier := closed.get(pathway.tier_of[factor_id])):
                what = f"{tier} is not asked at a first meeting (known_to_practitioner is false)"
                yield Fault(here, what, "such a mark in set_aside")


def _span(pathway: Pathway) -> str:
    """ "Y1 to Y9, V1 to V6, A1 to A11"."""
    groups = (group for tier in pathway.tiers for group in (tier.factors, tier.vulnerabilities) if group)
    # Of one factor alone its ID stands once.
    ends = (dict.fromkeys((group[0].id, group[-1].id)) for group in groups)
    return ", ".join(map(" to ".join, ends))


_ONLY_WHERE_SAID = ("harm", "known_from", "council", "family_before", "contact_family")


class ReadAnswers(msgspec.Struct, frozen=True):
    """Answers that were read, and remarks on what was cleaned or cut. No remark quotes a value."""

    answers: list[Answers]
    remarks: list[str] = []

    @property
    def one(self) -> Answers:
        """The answers of the one screening. Raises InputInvalid if there are none or several."""
        if len(self.answers) != 1:
            raise InputInvalid(
                [Fault("", f"holds the answers of {len(self.answers)} screenings", "those of one")]
            )
        return self.answers[0]


def read_answers(text: str | bytes, pathways: KnowsPathways, latest: date | None = None) -> ReadAnswers:
    """Answers from a JSON text: an object, or an array of them. Raises InputInvalid with every fault.

    `latest`: the last day on which anything in them can have been.
    """
    value = read_json(text)
    checker = Checker(pathways, latest)
    if not isinstance(value, list | dict):
        raise InputInvalid([Fault("", f"is {kind_of(value)}", "answers as an object, or an array of them")])
    of = {"": value} if isinstance(value, dict) else {f"[{at}]": item for at, item in enumerate(value)}
    read = [checker.read(item, where) for where, item in of.items()]
    if checker.faults:
        more = [Fault("", f"{checker.more} further faults are not listed")] if checker.more else []
        raise InputInvalid(checker.faults + more)
    return ReadAnswers([answers for answers in read if answers is not None], checker.remarks)


def dump(answers: Answers) -> dict[str, Any]:
    """The contract's JSON of answers: every field in its order; what is unanswered (None) is left out.

    `by_file` and `judged_on` are not part of it: no file says that of itself.
    """
    built = parse_as(write_json(answers), dict[str, Any])  # lists, not tuples
    built["consent"] = _without_none(built["consent"])
    del built["by_file"], built["judged_on"]
    if built.pop("family_not_known"):
        built["family_involved"] = NOT_KNOWN
    for key in _ONLY_WHERE_SAID:
        if built[key] in ("", {"on": "", "words": ""}):
            del built[key]
    return _without_none(built)


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
