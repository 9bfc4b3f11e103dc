"""The field's words that everything else shares: tiers, marks, outcomes, what is missing, sources; and one plural."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

TierName = Literal["yellow", "amber", "red"]
OutcomeName = Literal["none", "yellow", "amber", "red"]
DecisionName = Literal["", "none", "yellow", "amber", "red", "unsure"]
MarkName = Literal["yes", "noted", "suspected", "reasonably believe"]
Provenance = Literal["document", "inferred", "rebuilt", "own"]

TIERS: tuple[TierName, ...] = ("yellow", "amber", "red")
_IN_BRACKETS = re.compile(r"\([A-Z][^()]*[.?!]\)$")  # a sentence of its own
OUTCOMES: tuple[OutcomeName, ...] = ("none", "yellow", "amber", "red")
FEWEST_WORDS = 3
"""Of a narrative, and of a reason for deciding on less: fewer are none (rules 4 and 6 of the design)."""
GRAVEST_FIRST: tuple[MarkName, ...] = ("reasonably believe", "suspected", "yes", "noted")
NOT_KNOWN: Literal["not known"] = "not known"
"""An answer, as it is recorded: whoever was asked does not know."""
NO_ACTION = "No action under this pathway"
"""The decision to do nothing: said so wherever it stands."""
MARKING = "OFFICIAL-SENSITIVE"  # of a referral's pages, where a deployment says no other

MARK_WORDS: dict[MarkName, str] = {
    "yes": "Yes",
    "noted": "Noted",
    "suspected": "Suspected",
    "reasonably believe": "Reasonably believe",
}
CONSENT_WORDS = {
    "agreed": "Agreed",
    "refused": "Refused",
    "not sought": "Not sought",
    "not yet asked": "Not yet asked",
}
CONTACT_FAMILY = "Is it safe to contact the family?"
_BY_SOMEBODY = ("agreed", "refused")
_OPEN_REASON = "Reason, where consent was refused or not sought"
CONSENT_REASON_WORDS = {  # of what the reason is asked, by what happened about consent
    "": _OPEN_REASON,
    "agreed": _OPEN_REASON,
    "refused": "Reason why consent was refused",
    "not sought": "Reason why consent was not sought",
    "not yet asked": "Reason why consent was not asked for yet",
}
MISSING_WORDS = {  # by the contract's names, to the practitioner
    "known_to_practitioner": "whether you know the child already, from working with them",
    "notes": "a narrative: the child's current context, your professional opinion",
    "decision.reason": "your reason for deciding on less than is indicated, in three words or more",
    "consent.reason": "why consent was not sought",
}
NOT_FILLED_IN_WORDS = {  # what a receiver needs, by the contract's names: never an error
    "child.name": "child's name",
    "practitioner.name": "your name",
    "practitioner.phone": "your phone number",
    "notes": "what happened",
    "consent": "consent",
}
MISSING_ON_PAPER = {  # the same to whoever receives it
    "known_to_practitioner": "whether the practitioner knows the child already",
    "notes": "the narrative on the child's current context, which the marks need",
    "decision.reason": "the reason for deciding on less than is indicated",
    "consent.reason": "the reason why consent was not sought",
}


def consent_status(status: str, reason: str) -> str:
    """What happened about consent. By whom no question asks: said so, unless a reason stands beside it."""
    whose = ", by whom is not recorded" if status in _BY_SOMEBODY and not reason.strip() else ""
    return f"{CONSENT_WORDS.get(status, 'Not recorded')}{whose}"


def no_address(service: str = "") -> str:
    """Said of a link whose target was lost with the document's layout, and whom to ask for it."""
    return (
        f"We do not have this web address. Ask {service or 'the service'} or your safeguarding lead for it."
    )


def leads_to(name: str, url: str, service: str = "") -> str:
    """A link or a form and its address, or that there is none, as sentences. `service`: whom to ask for it."""
    return f"{name}: {url}." if url else f"{name}. {no_address(service)}"


def missing_words(names: Sequence[str]) -> list[str]:
    """What is missing, in words to the practitioner."""
    return [MISSING_WORDS[name] for name in names]


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 draft", "2 drafts", "no drafts"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def counted_words(text: str) -> int:
    """How many words a text has. In a script without spaces between them each wide letter counts for one."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text if letter.isalnum())
    return max(wide, sum(any(letter.isalnum() for letter in word) for word in text.split()))


def has_words(text: str, fewest: int) -> bool:
    """Whether a text has so many words, as `counted_words` counts them. A long one is not read to its end."""
    found = 0
    for word in text.split():
        found += any(letter.isalnum() for letter in word)
        if found >= fewest:
            return True
    return counted_words(text) >= fewest


def joined(words: Sequence[str], last: str = "and") -> str:
    """ "a, b and c". `last`: what stands before the last."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def with_capital(words: str) -> str:
    """The words with a capital at their beginning. What follows stays as it is: "A14" is an ID, "a14" is none."""
    return f"{words[:1].upper()}{words[1:]}"


def ended(words: str) -> str:
    """The words with a stop at their end, where they have none, also within quotation marks or a bracket."""
    return words if is_ended(words) or words.endswith("”") else f"{words}."


def is_ended(words: str) -> bool:
    """Whether they end with a stop, also within quotation marks or in brackets, "(Source: the document.)": another one
    would be too many. "(missing school etc.)" is no sentence, and lacks one.
    """
    return words.rstrip("”’\"'").endswith((".", "!", "?", ":")) or bool(_IN_BRACKETS.search(words))


def with_small(words: str) -> str:
    """The words with a small letter at their beginning, to stand within a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def say_source(source: str) -> str:
    """Where a number, its hours or a notice come from."""
    return "the pathway document" if source == "document" else source


def rank(outcome: str) -> int:
    """How high an outcome is: none 0, yellow 1, amber 2, red 3. Anything else (unsure, nothing) is 0."""
    return OUTCOMES.index(outcome) if outcome in OUTCOMES else 0
