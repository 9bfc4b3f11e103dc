"""What makes an edition of a pathway, and what of it stays fresh.

A screening is read with the words that it was made with. Of a pathway's data these are the edition: tiers, factors,
explanations, headings, the document, the details' labels, and of each area its steps, forms, sentences and printed
lines, with the notices that quote the document. Fresh from the configuration are the things that are wrong once they
are old: contacts (numbers, hours, sources, disputes), the targets of links, which contacts and links stand beside a
step, a number or address within a step, how an area takes a disagreement further, and what is in the app's own words:
notices, and what it says of a tier.

A fresh contact is never left out. One that a pinned step names and the fresh data lack is kept as it was pinned.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from ce_tui.core.pathway.document.document import LinkSlot, Pathway, Tier
from ce_tui.core.pathway.document.localities import Contact, Locality, Procedure, Step
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.words import OUTCOMES, OutcomeName

NO_LONGER_GIVEN = "(no longer given)"
_REACH = ("phone", "email", "url")
_NUMBER = re.compile(r"\+?\d[\d ]{4,}\d|[^\s@()]+@[^\s@()]+\w", re.ASCII)
_WIRING = ("contacts", "links", "link")
_OWN_WORDS = ("so_far", "asks", "asked", "by_referrer")  # of a tier
_ESCALATION = ("escalation_at", "escalation_source", "escalation")  # of a locality
_NOTHING: tuple[Any, ...] = ("", None, False, [], {})


def edition_digest(pathway: Pathway) -> str:
    """A digest of the edition alone: the same for two files that differ only in what stays fresh.

    What is empty is left out, so that a key which a later version knows changes no digest of before.
    """
    built: dict[str, Any] = msgspec.to_builtins(pathway)
    del built["links"], built["rule"]  # there is one rule, said or not
    for tier in built["tiers"]:
        for name in _OWN_WORDS:
            del tier[name]
    built["notices"] = [notice for notice in built["notices"] if notice["quoted"]]
    for notice in built["notices"]:  # a condition that is false is not the same as none
        notice["when"] = {key: str(value) for key, value in notice["when"].items() if value not in (None, [])}
    for locality in built["localities"]:
        for name in _ESCALATION:
            del locality[name]
        for step in (step for outcome in OUTCOMES for step in locality["procedure"][outcome]):
            step["text"] = _NUMBER.sub("#", step["text"])
    return hashlib.sha256(msgspec.json.encode(_bare(built), order="sorted")).hexdigest()


def freshened(pinned: Pathway, fresh: Sequence[Pathway]) -> Pathway:
    """The words of `pinned`, with what stays fresh taken from the first of `fresh` that has it.

    `fresh` holds the pathway of the same id first, if it is there; others only help with the areas and links that
    they share with it, by their ids.
    """
    same = fresh[0] if fresh and fresh[0].id == pinned.id else None
    if same is not None and (same == pinned or edition_digest(same) == edition_digest(pinned)):
        return same
    return msgspec.structs.replace(
        pinned,
        tiers=pinned.tiers if same is None else tuple(_tier(tier, same) for tier in pinned.tiers),
        links=_links(pinned, fresh, same),
        localities=tuple(_locality(each, fresh) for each in pinned.localities),
        notices=pinned.notices if same is None else tuple(_notices(pinned, same)),
    )


def _bare(value: Any) -> Any:
    """Without what is empty, and without which contacts and links stand beside the words."""
    if isinstance(value, dict):
        bare = {key: _bare(each) for key, each in value.items() if key not in _WIRING}
        return {key: each for key, each in bare.items() if each not in _NOTHING}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value


def _tier(pinned: Tier, same: Pathway) -> Tier:
    """A tier in the edition's words, with what the app says of it now."""
    now = next((each for each in same.tiers if each.name == pinned.name), pinned)
    return msgspec.structs.replace(pinned, **{name: getattr(now, name) for name in _OWN_WORDS})


def _links(pinned: Pathway, fresh: Sequence[Pathway], same: Pathway | None) -> tuple[LinkSlot, ...]:
    """Every slot of the edition as the document words it, leading where it leads now; then those that are new."""
    found = [_link(slot, fresh) for slot in pinned.links]
    known = {slot.id for slot in found}
    return (*found, *(slot for slot in (same.links if same else ()) if slot.id not in known))


def _link(slot: LinkSlot, fresh: Sequence[Pathway]) -> LinkSlot:
    for pathway in fresh:
        for other in pathway.links:
            if other.id == slot.id:
                return msgspec.structs.replace(other, words=slot.words)
    return slot


def _locality(pinned: Locality, fresh: Sequence[Pathway]) -> Locality:
    """The area's own words, with the contacts of today, and today's way to take a disagreement further."""
    now = next((each for pathway in fresh for each in pathway.localities if each.id == pinned.id), None)
    if now is None:
        return pinned
    procedure = Procedure(
        **{
            outcome: tuple(_step(step, pinned, now, outcome) for step in pinned.procedure.steps(outcome))
            for outcome in OUTCOMES
        }
    )
    kept = tuple(_still_named(pinned, now))
    escalation = {name: getattr(now, name) for name in _ESCALATION}
    return msgspec.structs.replace(pinned, procedure=procedure, contacts=(*now.contacts, *kept), **escalation)


def _still_named(pinned: Locality, now: Locality) -> Iterator[Contact]:
    """The contacts that the pinned steps name and the fresh data lack, and those outside whose hours they answer."""
    there = {contact.id for contact in now.contacts}
    steps = (step for outcome in OUTCOMES for step in pinned.procedure.steps(outcome))
    wanted = {id for step in steps for id in step.contacts} - there
    wanted |= {each.when_closed for each in pinned.contacts if each.id in wanted} - there
    return (contact for contact in pinned.contacts if contact.id in wanted)


def _step(step: Step, pinned: Locality, now: Locality, outcome: OutcomeName) -> Step:
    """A step in its own words, with the numbers and addresses of today.

    Those of the same sentence as it stands now; where it is worded otherwise now, those that a contact has changed.
    """
    for other in now.procedure.steps(outcome):
        if other.text != step.text and _NUMBER.sub("#", other.text) == _NUMBER.sub("#", step.text):
            return msgspec.structs.replace(step, text=other.text)
    changed = dict(_changed_reach(step, pinned, now))
    changed = {old: new for old, new in changed.items() if old != new and old in step.text}
    if not changed:
        return step
    olds = "|".join(re.escape(old) for old in sorted(changed, key=len, reverse=True))
    text = re.sub(rf"(?<!\w)(?:{olds})(?!\w)", lambda found: changed[found[0]], step.text)
    return msgspec.structs.replace(step, text=text)


def _changed_reach(step: Step, pinned: Locality, now: Locality) -> Iterator[tuple[str, str]]:
    """How each contact was reached and is reached now; those that the step names come last, and so count."""
    today = {contact.id: contact for contact in now.contacts}
    for contact in sorted(pinned.contacts, key=lambda each: each.id in step.contacts):
        for name in _REACH if contact.id in today else ():
            if old := getattr(contact, name):
                yield old, getattr(today[contact.id], name) or NO_LONGER_GIVEN


def _notices(pinned: Pathway, same: Pathway) -> Iterator[Notice]:
    """The app's own notices as they are now; those that quote the document as they were."""
    before = {notice.id: notice for notice in pinned.notices}
    keys = {factor.key for factor in pinned.factors.values()}
    quoted = {id: notice for id, notice in before.items() if notice.quoted}
    for notice in same.notices:
        if notice.id in quoted:
            yield quoted.pop(notice.id)
        elif not notice.quoted:
            yield _still_holding(notice, before.get(notice.id), keys)
    yield from quoted.values()


def _still_holding(notice: Notice, before: Notice | None, keys: Iterable[str]) -> Notice:
    """A notice whose condition names a factor that the edition lacks keeps the condition that it had there."""
    if before is None or set(notice.when.any_marked) <= set(keys):
        return notice
    return msgspec.structs.replace(notice, when=before.when)
