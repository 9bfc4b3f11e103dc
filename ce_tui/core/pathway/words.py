"""The words that all modules share: tiers, marks, outcomes, consent, what lacks, sources, choices, plurals, stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeVar, assert_never, get_args

TierName = Literal["yellow", "amber", "red"]
OutcomeName = Literal["none", TierName]
DecisionName = Literal["", OutcomeName, "unsure"]
MarkName = Literal["yes", "noted", "suspected", "reasonably believe"]
Provenance = Literal["document", "inferred", "rebuilt", "own"]

TIERS: tuple[TierName, ...] = get_args(TierName)
_IN_BRACKETS = re.compile(r"\([A-Z][^()]*[.?!]\)$")  # a sentence of its own
OUTCOMES: tuple[OutcomeName, ...] = get_args(OutcomeName)
"""The lowest first."""
_RANKS: dict[str, int] = {outcome: rank for rank, outcome in enumerate(OUTCOMES)}
FEWEST_WORDS = 3
"""Of a narrative, and of a reason for deciding on less: fewer are none (rules 4 and 6 of the design)."""
NOT_KNOWN: Literal["not known"] = "not known"
"""An answer, as it is recorded: whoever was asked does not know."""
NO_ACTION = "No action under this pathway"
"""The decision to do nothing: said so wherever it stands."""
MARKING = "OFFICIAL-SENSITIVE"  # of a referral's pages, where a deployment says no other

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
_Value = TypeVar("_Value")


class Grade(NamedTuple):
    """What an outcome is, whatever an edition's name for it. Another outcome has to say all of this.

    `is_nothing`: nothing is marked or decided. `is_referred`: the area's services are asked to act. `is_red`: somebody
    has to be reached at once. `on_paper`: the colour beside its words there.
    """

    is_nothing: bool
    is_referred: bool
    is_red: bool
    on_paper: str


def by_outcome(outcome: OutcomeName, *, none: _Value, yellow: _Value, amber: _Value, red: _Value) -> _Value:
    """The value given for an outcome; a caller gives one for each."""
    match outcome:
        case "none":
            return none
        case "yellow":
            return yellow
        case "amber":
            return amber
        case "red":
            return red
        case _:
            assert_never(outcome)


_GRADES: dict[str, Grade] = {
    outcome: by_outcome(
        outcome,
        none=Grade(is_nothing=True, is_referred=False, is_red=False, on_paper=""),
        yellow=Grade(is_nothing=False, is_referred=False, is_red=False, on_paper="#ffd84d"),
        amber=Grade(is_nothing=False, is_referred=True, is_red=False, on_paper="#ffab40"),
        red=Grade(is_nothing=False, is_referred=True, is_red=True, on_paper="#e06666"),
    )
    for outcome in OUTCOMES
}


class Mark(NamedTuple):
    """A mark and its words in each place. Another mark has to say all of this.

    `chosen_as`: the mark whose key and letter choose it, where a factor takes it. `is_judged`: it is a judgement, never
    counted together with another. `taken_in`: the tiers and groups whose factors take it. `gravity`: 0 is the least.
    """

    chosen_as: MarkName
    is_judged: bool
    taken_in: tuple[TierName | Literal["vulnerabilities"], ...]
    gravity: int
    words: str
    brief: str  # where there is little room
    sign: str  # in the list of a tier
    letter: str  # on the board
    heading: str  # above what is marked so: suspected is never shown among what is believed
    reported: str  # within a sentence that reports it
    typed: tuple[str, ...]  # in the line mode, its letter first
    phone_heading: str
    phone_reported: str
    phone_set_aside: str


def _mark(mark: MarkName) -> Mark:
    match mark:
        case "yes":
            return Mark(
                chosen_as="yes",
                is_judged=False,
                taken_in=("yellow",),
                gravity=1,
                words="Yes",
                brief="Yes",
                sign="x",
                letter="Y",
                heading="Yes",
                reported="yes",
                typed=("y", "yes"),
                phone_heading="Vulnerabilities that I see",
                phone_reported="seen",
                phone_set_aside="It was marked as seen.",
            )
        case "noted":
            return Mark(
                chosen_as="yes",
                is_judged=False,
                taken_in=("vulnerabilities",),
                gravity=0,
                words="Noted",
                brief="Noted",
                sign="x",
                letter="N",
                heading="Noted besides",
                reported="noted",
                typed=("y", "noted"),
                phone_heading="Vulnerabilities noted",
                phone_reported="noted",
                phone_set_aside="It was noted.",
            )
        case "suspected":
            return Mark(
                chosen_as="suspected",
                is_judged=True,
                taken_in=("amber", "red"),
                gravity=2,
                words="Suspected",
                brief="Suspected",
                sign="S",
                letter="S",
                heading="Suspected, not confirmed",
                reported="suspected, not confirmed",
                typed=("s", "suspected"),
                phone_heading="I suspect (not confirmed)",
                phone_reported="suspected, not confirmed",
                phone_set_aside="It was marked as suspected, not confirmed.",
            )
        case "reasonably believe":
            return Mark(
                chosen_as="reasonably believe",
                is_judged=True,
                taken_in=("amber", "red"),
                gravity=3,
                words="Reasonably believe",
                brief="Believe",
                sign="B",
                letter="B",
                heading="Reasonably believe",
                reported="reasonably believed",
                typed=("b", "believe", "reasonably believe"),
                phone_heading="I reasonably believe",
                phone_reported="reasonably believed",
                phone_set_aside="It was marked as reasonably believed.",
            )
        case _:
            assert_never(mark)


MARKS: dict[MarkName, Mark] = {mark: _mark(mark) for mark in get_args(MarkName)}
GRAVEST_FIRST = tuple(sorted(MARKS, key=lambda mark: -MARKS[mark].gravity))
MARK_WORDS = {mark: row.words for mark, row in MARKS.items()}


def mark_words(mark: MarkName | Literal[""] | None) -> str:
    """What a factor is marked: "Suspected", "not marked"."""
    return MARK_WORDS[mark] if mark else "not marked"


def consent_status(status: str, reason: str) -> str:
    """What happened about consent, in words."""
    # no question asks by whom: that is said, unless a reason stands beside it
    whose = ", by whom is not recorded" if status in _BY_SOMEBODY and not reason.strip() else ""
    return f"{CONSENT_WORDS.get(status, 'Not recorded')}{whose}"


def no_address(service: str = "") -> str:
    """That a link's address was lost with the document's layout, and whom to ask."""
    return (
        f"We do not have this web address. Ask {service or 'the service'} or your safeguarding lead for it."
    )


def leads_to(name: str, url: str, service: str = "") -> str:
    """A link or a form and its address, as sentences. If it has none, `service` is to be asked for it."""
    return f"{name}: {url}." if url else f"{name}. {no_address(service)}"


def missing_words(names: Sequence[str]) -> list[str]:
    """What is missing, in words to the practitioner."""
    return [MISSING_WORDS[name] for name in names]


class Choice(NamedTuple):
    """One thing to choose: its id, what a person reads or hears, and a note behind it in a list.

    `command`: whose key chooses it at once, if it is chosen from a list on a screen.
    """

    id: str
    words: str
    note: str = ""
    command: str = ""

    @property
    def listed(self) -> str:
        """The words with the note."""
        return f"{self.words} ({self.note})" if self.note else self.words


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things: "1 draft", "2 drafts", "no drafts"."""
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
    """Words in a row: "a, b and c". `last`: what stands before the last."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def with_capital(words: str) -> str:
    """The words with a capital at their beginning. The rest stays as it is: "A14" is an ID, "a14" is none."""
    return f"{words[:1].upper()}{words[1:]}"


def ended(words: str) -> str:
    """The words with a stop, unless they have one or end a quotation."""
    return words if is_ended(words) or words.endswith("”") else f"{words}."


def is_ended(words: str) -> bool:
    """Whether words end with a stop, also within quotation marks or brackets.

    "(Source: the document.)" has one. "(missing school etc.)" is no sentence, and lacks one.
    """
    return words.rstrip("”’\"'").endswith((".", "!", "?", ":")) or bool(_IN_BRACKETS.search(words))


def with_small(words: str) -> str:
    """The words with a small letter at their beginning, to stand within a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def say_source(source: str) -> str:
    """The source of a number, its hours or a notice, in words."""
    return "the pathway document" if source == "document" else source


def rank(outcome: str) -> int:
    """The height of an outcome: none 0, yellow 1, amber 2, red 3. Anything else (unsure, nothing) is 0."""
    return _RANKS.get(outcome, 0)


def as_outcome(name: str) -> OutcomeName:
    """The outcome of that name. Anything else (unsure, nothing) is as none."""
    return OUTCOMES[rank(name)]


def grade(outcome: str) -> Grade:
    """The grade of an outcome. Anything else (unsure, nothing) is as none."""
    return _GRADES.get(outcome, _GRADES["none"])
