"""An edition of a pathway: what stays as it was pinned, and what is taken fresh from the configuration.

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
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.document.document import Pathway, Tier
from ce_tui.core.pathway.document.localities import Locality, Procedure, Step
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
    """A digest of the edition: the same for two files that differ only in what stays fresh.

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
        for outcome in OUTCOMES:
            for step in locality["procedure"][outcome]:
                step["text"] = _NUMBER.sub("#", step["text"])
    return hashlib.sha256(msgspec.json.encode(_bare(built), order="sorted")).hexdigest()


def freshened(pinned: Pathway, fresh: Sequence[Pathway]) -> Pathway:
    """A pinned edition's words, the rest from the first of `fresh` that has it.

    `fresh` holds the pathway of the same id first, if it is there; others only help with the areas and links that
    they share with it, by their ids.
    """
    same = fresh[0] if fresh and fresh[0].id == pinned.id else None
    if same is not None and (same == pinned or edition_digest(same) == edition_digest(pinned)):
        return same
    # As the document words it, leading where it leads now; of several links the first counts.
    now = {slot.id: slot for pathway in reversed(fresh) for slot in reversed(pathway.links)}
    links = tuple(replace(now.get(slot.id, slot), words=slot.words) for slot in pinned.links)
    tiers, notices = pinned.tiers, pinned.notices
    if same is not None:
        known = {slot.id for slot in links}
        links += tuple(slot for slot in same.links if slot.id not in known)
        tiers = tuple(_tier(tier, same) for tier in tiers)
        notices = tuple(_notices(pinned, same))
    localities = tuple(_locality(each, fresh) for each in pinned.localities)
    return replace(pinned, tiers=tiers, links=links, localities=localities, notices=notices)


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
    return replace(pinned, **{name: getattr(now, name) for name in _OWN_WORDS})


def _locality(pinned: Locality, fresh: Sequence[Pathway]) -> Locality:
    """The area's own words, with the contacts of today, and today's way to take a disagreement further."""
    now = next((each for pathway in fresh for each in pathway.localities if each.id == pinned.id), None)
    if now is None:
        return pinned
    steps = {name: pinned.procedure.steps(name) for name in OUTCOMES}
    fresh_steps = {name: tuple(_step(each, pinned, now, name) for each in steps[name]) for name in OUTCOMES}
    # contacts that the pinned steps name and the fresh data lack, and those outside whose hours they answer
    there = {contact.id for contact in now.contacts}
    lacking = {named for found in steps.values() for step in found for named in step.contacts} - there
    lacking |= {each.when_closed for each in pinned.contacts if each.id in lacking} - there
    kept = (contact for contact in pinned.contacts if contact.id in lacking)
    escalation = {name: getattr(now, name) for name in _ESCALATION}
    procedure, contacts = Procedure(**fresh_steps), (*now.contacts, *kept)
    return replace(pinned, procedure=procedure, contacts=contacts, **escalation)


def _step(step: Step, pinned: Locality, now: Locality, outcome: OutcomeName) -> Step:
    """A step in its own words, with the numbers and addresses of today.

    These are of the same sentence as it stands now; if it is worded otherwise now, of the contacts that have changed.
    """
    for other in now.procedure.steps(outcome):
        if other.text != step.text and _NUMBER.sub("#", other.text) == _NUMBER.sub("#", step.text):
            return replace(step, text=other.text)
    today = {contact.id: contact for contact in now.contacts}
    # contacts that the step names come last, and so count
    reached = {
        getattr(contact, name): getattr(today[contact.id], name) or NO_LONGER_GIVEN
        for contact in sorted(pinned.contacts, key=lambda each: each.id in step.contacts)
        if contact.id in today
        for name in _REACH
    }
    changed = {old: new for old, new in reached.items() if old and old != new and old in step.text}
    if not changed:
        return step
    olds = "|".join(re.escape(old) for old in sorted(changed, key=len, reverse=True))
    text = re.sub(rf"(?<!\w)(?:{olds})(?!\w)", lambda found: changed[found[0]], step.text)
    return replace(step, text=text)


def _notices(pinned: Pathway, same: Pathway) -> Iterator[Notice]:
    """The app's own notices as they are now; those that quote the document as they were."""
    before = {notice.id: notice for notice in pinned.notices}
    keys = {factor.key for factor in pinned.factors.values()}
    quoted = {notice.id: notice for notice in pinned.notices if notice.quoted}
    for notice in same.notices:
        if notice.id in quoted:
            yield quoted.pop(notice.id)
        elif not notice.quoted:
            # a condition that names a factor which the edition lacks stays as it was there
            held = notice.id not in before or keys.issuperset(notice.when.any_marked)
            when = notice.when if held else before[notice.id].when
            yield replace(notice, when=when)
    yield from quoted.values()
