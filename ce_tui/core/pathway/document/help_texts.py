"""The help of each screen and section: plain words, with what the document itself says on the matter.

For a tier, an ID or an area it has a placeholder, which the edition fills: {Red} a tier's title, {red} the same within
a sentence, {red.heading} its heading, the key of a factor its ID, {example} an ID to cite, {vulnerabilities} theirs,
{areas} the areas, {flagged} how many factors are flagged, {numbering_note} the edition's own.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache

import msgspec

from ce_tui.core.pathway.document.document import Pathway, in_sentence, rule_words, tier_title, tier_titles
from ce_tui.core.pathway.document.toml_reading import every_text
from ce_tui.core.pathway.words import TIERS, joined
from ce_tui.core.strict_json import StrictStruct
from ce_tui.resources import DATA

FOLDER = DATA / "help"
_PLACEHOLDER = re.compile(r"\{([A-Za-z_.-]+)\}")


class HelpEntry(StrictStruct, frozen=True, kw_only=True):
    """One question or matter. `quotes` are sentences of the document, shown as such after `text`.

    `only_where`: what a pathway must have for it to be said, a name in `_known`.
    """

    heading: str
    text: str
    quotes: tuple[str, ...] = ()
    only_where: str = ""


class HelpText(StrictStruct, frozen=True, kw_only=True):
    """The help of one screen or section. Its keys are not in it: they come from the commands."""

    title: str
    summary: str
    entries: tuple[HelpEntry, ...] = ()


@cache
def topics() -> tuple[str, ...]:
    """Every topic there is, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def help_for(topic: str) -> HelpText:
    """The help on a topic ("sign-in" and "sign_in" are one); KeyError if there is none.

    Raises msgspec.ValidationError for a file of the wrong shape.
    """
    topic = topic.replace("-", "_")
    if topic not in topics():
        raise KeyError(topic)
    return msgspec.convert(tomllib.loads((FOLDER / f"{topic}.toml").read_text(encoding="utf-8")), HelpText)


def help_lines(topic: str, pathway: Pathway) -> list[str]:
    """The help on a topic as plain lines, a paragraph a line, blank ones between; KeyError if there is none."""
    shown = help_on(topic, pathway)
    lines = [shown.title, "", shown.summary]
    for entry in shown.entries:
        lines += ["", entry.heading, entry.text]
        lines += [f'The document: "{quote}"' for quote in entry.quotes]
    return lines


def help_on(topic: str, pathway: Pathway) -> HelpText:
    """The help on a topic in the words of an edition; KeyError if there is none.

    Sentences that its document does not hold are left out, and entries on what it lacks: another partnership's has its
    own.
    """
    known = _known(pathway)
    document = "\n".join(words for words, _ in every_text(msgspec.to_builtins(pathway)))

    def filled(words: str) -> str:
        return _PLACEHOLDER.sub(lambda found: known[found[1]], words)

    template = help_for(topic)
    entries = []
    for entry in template.entries:
        is_known = known.keys() >= {*_PLACEHOLDER.findall(f"{entry.heading}{entry.text}")}
        if is_known and (not entry.only_where or known.get(entry.only_where)):
            quotes = tuple(quote for quote in entry.quotes if quote in document)
            entries.append(HelpEntry(heading=filled(entry.heading), text=filled(entry.text), quotes=quotes))
    return HelpText(title=filled(template.title), summary=filled(template.summary), entries=tuple(entries))


def _known(pathway: Pathway) -> dict[str, str]:
    """What stands for each placeholder. What the edition lacks has none."""
    factors = pathway.factors.values()
    flagged = sum(factor.known_to_authorities for factor in factors)
    known = {factor.key: factor.id for factor in factors} | {
        "flagged": "none is" if not flagged else "1 is" if flagged == 1 else f"{flagged} are",
        "numbering_note": pathway.numbering_note,
        "areas": joined([locality.name for locality in pathway.localities]),
    }
    for name in TIERS:
        known[name] = in_sentence(name, pathway)
        known[name.capitalize()] = tier_title(name, pathway)
        known[f"{name}.heading"] = pathway.tier(name).heading
    if ids := [factor.id for tier in pathway.tiers for factor in tier.vulnerabilities]:
        known["vulnerabilities"] = " to ".join(dict.fromkeys((ids[0], ids[-1])))
    return known | _demands(pathway)


def _demands(pathway: Pathway) -> dict[str, str]:
    """What is said of a narrative, a first meeting and the rule; empty if the edition does not ask for it."""
    telling = [tier for tier in pathway.tiers if tier.needs_narrative]
    closing = [tier.name for tier in pathway.tiers if tier.needs_relationship]
    left_open = [tier.name for tier in pathway.tiers if not tier.needs_relationship]
    known = {
        "rule": rule_words(pathway),
        "example": (telling or pathway.tiers)[0].factors[:3][-1].id,  # its third factor, or the last of fewer
        "closing": tier_titles(closing, pathway),
        "left_open": tier_titles(left_open, pathway) or "no tier",
        "dash": ", a dash was not asked (first meeting)" if closing else "",
        "dashes": ", - is not asked (first meeting), -! that marks of it were set aside" if closing else "",
        "held_up": "Only one thing holds it up: a lower decision without a reason.",
        "needed": "",
    }
    if telling:
        of = " or ".join(in_sentence(tier.name, pathway) for tier in telling)
        known["held_up"] = (
            f"Only two things hold it up: a result of {of} without a narrative (unless {in_sentence('red', pathway)} "
            "is acted on, or a child under 13 shows a sexual sign), and a lower decision without a reason."
        )
        known["needed"] = f"Where {of} factors are marked, before the screening can be completed. "
    for tier in pathway.tiers:
        asks = " A mark here needs a narrative in the notes."
        known[f"{tier.name}.narrative"] = asks if tier in telling else ""
        known[f"{tier.name}.closed"] = tier.title if tier.name in closing else ""
    return known
