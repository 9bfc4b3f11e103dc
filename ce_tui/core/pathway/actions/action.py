"""An action: something that was done about a screening, as it is recorded and never changed (rule 17 of the design).

Each kind and each end of one is a row of a table. The words of what came of it are the sector's own
(`facts/over_time.md`, "Sector codes for outcomes").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from ce_tui.core.pathway.answers.screening import grown
from ce_tui.core.pathway.document.notices import PLACE_OF_RED, urgent
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact
from ce_tui.core.pathway.outcome.whom_to_phone import asked_for, is_phoned, to_be_shown
from ce_tui.core.pathway.words import Grade, grade, rank


class Gravity(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How grave a screening stands: the tier acted on, and the alerts that say to phone now."""

    acting_on: str = "none"
    danger: tuple[str, ...] = ()

    @property
    def grade(self) -> Grade:
        """The row of the tier that is acted on."""
        return grade(self.acting_on)

    @property
    def cannot_wait(self) -> bool:
        """Whether somebody has to be reached at once: red is acted on, or an alert says to phone now."""
        return bool(self.danger) or self.grade.is_red

    @property
    def gravity(self) -> int:
        """The place in the order of danger, 0 first (rule 17 of the design).

        Immediate risk, missing now, harm, red, amber, yellow, nothing. A sexual sign in a child under 13 stands with
        red: it cannot wait either.
        """
        by_tier = PLACE_OF_RED + rank("red") - rank("red" if self.danger else self.acting_on)
        if not self.danger:
            return by_tier
        return min([by_tier, *(now.place for key in self.danger if (now := urgent().get(key)))])

    def calls_for_police(self, *, on_red: bool = True) -> bool:
        """Whether the police are to be told.

        They are if red is acted on and the area tells them then, or if one of the dangers is reported by itself.
        """
        if on_red and self.grade.is_red:
            return True
        return bool(self.danger) and any(now.report for key in self.danger if (now := urgent().get(key)))

    def covers(self, now: Gravity) -> bool:
        """Whether it is as grave as `now`: no tier and no danger has come since."""
        as_high = self.acting_on == now.acting_on or rank(self.acting_on) >= rank(now.acting_on)
        return as_high and (not now.danger or set(now.danger) <= set(self.danger))

    def joined(self, other: Gravity) -> Gravity:
        """The graver of both, with the dangers of both."""
        return stood(max(self.acting_on, other.acting_on, key=rank), (*self.danger, *other.danger))


def stood(acting_on: str, danger: Iterable[str]) -> Gravity:
    """A `Gravity` of a tier, and of the alerts among `danger` (keys) that say to phone now."""
    given = set(danger)
    return Gravity(acting_on, tuple(key for key in urgent() if key in given) if given else ())


def stands(outcome: Outcome) -> Gravity:
    """How grave a screening of this outcome stands."""
    return stood(outcome.acting_on, (alert.key for alert in outcome.alerts))


ActionKind = Literal["phone", "form", "e-mail", "meeting", "visit", "police", "other"]
CameOfIt = Literal[
    "",
    "no answer",
    "advice",
    "early help",
    "accepted",
    "assessment",
    "strategy discussion",
    "no further action",
    "not accepted",
    "other",
]
Settles = Literal["", "mistake", "ended", "passed on", "taken on"]


class Kind(msgspec.Struct, frozen=True):
    """A kind of action: its words, and what stands before whom it was to.

    `spoken`: how somebody was spoken to, or tried; `sent`: what was sent in writing. `tells_police`: by itself,
    whomever it was to. `awaits`: something is to come of it.
    """

    words: str
    whom: Literal["to", "with"]
    spoken: Literal["", "by telephone", "in person"]
    sent: Literal["", "form", "message"]
    tells_police: bool
    awaits: bool

    @property
    def speaks(self) -> bool:
        """Whether such an action spoke to somebody, or tried to."""
        return bool(self.spoken)

    @property
    def sends(self) -> bool:
        """Whether such an action sent something in writing."""
        return bool(self.sent)

    @property
    def is_call(self) -> bool:
        """Whether such an action is a call, to whomever."""
        return self.spoken == "by telephone" and not self.tells_police

    @property
    def is_form(self) -> bool:
        """Whether such an action sent a form: then it is known what was sent."""
        return self.sent == "form"


Means = Literal["not known", "in vain", "answered", "helps family", "sees to child", "turned down"]


class End(msgspec.Struct, frozen=True):
    """A possible end of an action. `accepts`: what was asked. `as_said`: what was said says the rest.

    `means` "helps family": the family is offered early help, which answers concerns as far as amber; "sees to child":
    social care that says so then does; "turned down": what was asked is not done.
    """

    words: str
    means: Means
    accepts: bool
    as_said: bool

    @property
    def is_answer(self) -> bool:
        """Whether somebody said something."""
        return self.means not in ("not known", "in vain")


KINDS: dict[ActionKind, Kind] = {
    "phone": Kind("Phone call", "to", spoken="by telephone", sent="", tells_police=False, awaits=True),
    "form": Kind("Form sent", "to", spoken="", sent="form", tells_police=False, awaits=True),
    "e-mail": Kind(
        "E-mail or message sent", "to", spoken="", sent="message", tells_police=False, awaits=True
    ),
    "meeting": Kind("Meeting", "with", spoken="in person", sent="", tells_police=False, awaits=True),
    "visit": Kind("Visit", "with", spoken="in person", sent="", tells_police=False, awaits=True),
    "police": Kind("Police told", "to", spoken="by telephone", sent="", tells_police=True, awaits=True),
    "other": Kind("Something else", "to", spoken="", sent="", tells_police=False, awaits=False),
}
"""In the order in which they can be chosen."""
CALLS = tuple(key for key, each in KINDS.items() if each.spoken == "by telephone")
"""They may go on still while they are recorded."""
ENDS: dict[CameOfIt, End] = {
    "": End("Not known yet", "not known", accepts=False, as_said=False),
    "no answer": End("No answer", "in vain", accepts=False, as_said=False),
    "advice": End("Information and advice", "answered", accepts=False, as_said=False),
    "early help": End("Early help", "helps family", accepts=False, as_said=False),
    "accepted": End("Accepted", "sees to child", accepts=True, as_said=False),
    "assessment": End("Assessment", "sees to child", accepts=False, as_said=False),
    "strategy discussion": End("Strategy discussion", "sees to child", accepts=False, as_said=False),
    "no further action": End("No further action", "turned down", accepts=False, as_said=False),
    "not accepted": End("Not accepted", "turned down", accepts=False, as_said=False),
    "other": End("Something else, as said", "answered", accepts=False, as_said=True),
}
"""In the order in which they can be chosen. Advice leaves a child with whoever asked. "No further action" and "not
accepted" leave it with nobody, and the line that did not answer may see it otherwise. "Something else" may be anything:
whoever did not answer is to be asked all the same, for to ask once too often costs a call.
"""


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was done. The shape is the contract's JSON.

    `at`: when, in London, as ISO 8601 to the minute ("2026-11-25T14:05"), or a day alone where the time is not known.
    `came_of_it` "": not known yet. `by`: the ISO date of the day on which what comes next is due, or empty.
    `corrects`: the id of the action of the same screening that this one takes the place of, or empty.
    `settles` "": something was done. Else nothing was, and this says: "mistake", what it corrects was recorded by
    mistake; "ended", nothing more is to be done here, for the reason that was said; "passed on", a lead is to see to
    it; "taken on", a lead does.
    """

    at: str
    kind: ActionKind
    to: str = ""
    person: str = ""
    said: str = ""
    reference: str = ""
    came_of_it: CameOfIt = ""
    next: str = ""
    by: str = ""
    significant: bool = False
    corrects: str = ""
    settles: Settles = ""

    @property
    def day(self) -> str:
        """The ISO date on which the action was done, in London."""
        return self.at[:10]

    @property
    def by_mistake(self) -> bool:
        """Whether the action says that what it corrects was recorded by mistake."""
        return self.settles == "mistake"

    @property
    def was_tried_in_vain(self) -> bool:
        """Whether nobody answered."""
        return self.end.means == "in vain"

    @property
    def way(self) -> Kind:
        """The row of its kind in the table of kinds."""
        return KINDS[self.kind]

    @property
    def end(self) -> End:
        """The row of what came of it in the table of ends."""
        return ENDS[self.came_of_it]

    @property
    def waits(self) -> bool:
        """Whether something is to come of the action, and nothing is known of that yet."""
        return not self.came_of_it and self.way.awaits


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An action as it is kept. `id` is its number within the screening; `recorded_at` is ISO 8601 in UTC.

    `recorded_by`: the account's name where it is shown, its id where it is kept. `stood`: how grave the screening stood
    as it was recorded; `stood_then`: as it was done. None: nobody knows, as an edition of before recorded it.
    """

    id: str
    recorded_at: str
    recorded_by: str
    action: Action
    stood: Gravity = Gravity()
    stood_then: Gravity | None = None

    @property
    def answers_to(self) -> Gravity:
        """How grave a screening it answers: no graver than it stood as it was done, whenever it was recorded."""
        if (then := self.stood_then) is None:
            return self.stood
        tier = min(self.stood.acting_on, then.acting_on, key=rank)
        return Gravity(tier, tuple(each for each in self.stood.danger if each in then.danger))


def in_force(recorded: Sequence[Recorded]) -> list[Recorded]:
    """The actions that no later one corrects, by time, then as they were recorded.

    Two corrections of one action both stand: neither of two people loses what they wrote.
    """
    corrected = corrections(recorded)
    standing = [each for each in recorded if each.id not in corrected]
    return sorted(standing, key=lambda each: (each.action.at, int(each.id)))


def corrections(recorded: Sequence[Recorded]) -> dict[str, list[Recorded]]:
    """The actions that correct another, by the id of the corrected one.

    One that was itself recorded by mistake corrects nothing any more: what it had taken the place of counts again.
    """
    found: dict[str, list[Recorded]] = {}
    for each in sorted(recorded, key=lambda one: int(one.id), reverse=True):
        corrected_by = found.get(each.id, ())
        took_its_place = any(not later.action.by_mistake for later in corrected_by)
        if each.action.corrects and (took_its_place or not corrected_by):
            found.setdefault(each.action.corrects, []).insert(0, each)
    return found


def done(recorded: Sequence[Recorded]) -> list[Recorded]:
    """The actions in force by which something was done."""
    return [each for each in in_force(recorded) if not each.action.settles]


def compared_name(name: str) -> str:
    """A name as it is compared: case and blanks do not tell two apart."""
    return " ".join(name.casefold().split())


DANGER_FIRST = "If the child is in danger now: 999."
NUMBERS = 3  # to phone one after the other


def tried_in_vain(recorded: Sequence[Recorded]) -> list[str]:
    """The names, as recorded, of whoever did not answer the last call to them."""
    calls = [each.action for each in done(recorded) if each.action.way.speaks and each.action.to]
    last = {compared_name(call.to): call for call in calls}
    return [call.to for call in last.values() if call.was_tried_in_vain]


def next_to_phone(outcome: Outcome, recorded: Sequence[Recorded]) -> list[OutcomeContact]:
    """The contacts to phone now who were not tried in vain, in rule 12's order; if all were, all of them again.

    For a child of 17 adult social care is none of them: the document has it considered for support later on, and a call
    that nobody answered is for the services of a child. From 18 it is, last.
    """
    tried = set(map(compared_name, tried_in_vain(recorded)))
    others = ("emergency", "early-help", *(() if grown(outcome.age) == "adult" else ("adult-social-care",)))
    may_answer = [
        each
        for each in to_be_shown(outcome.contacts, outcome.age)
        if is_phoned(each) and each.open_now is not False and each.role not in others
    ]
    untried = [each for each in may_answer if tried.isdisjoint(map(compared_name, (each.name, each.called)))]
    return untried or may_answer


def then_phone_words(outcome: Outcome, recorded: Sequence[Recorded]) -> str:
    """What is said at once after "no answer", if somebody has to be reached; empty: it can wait."""
    if not stands(outcome).cannot_wait:
        return ""
    return f"Nobody answered, and this cannot wait. {phone_next_words(outcome, recorded)}"


def phone_next_words(outcome: Outcome, recorded: Sequence[Recorded]) -> str:
    """Whom to phone now, in order, with 999 in danger first.

    Without a number they are named all the same; if no number is known, 101 is named meanwhile.
    """
    first = next_to_phone(outcome, recorded)[:NUMBERS]
    if not any(each.phone for each in first):
        return f"{danger_first(outcome)} Phone the council of the area; 101 meanwhile."
    said = []
    for each in first:
        asked = f" (ask for {ask_for})" if (ask_for := asked_for(each, outcome)) else ""
        said.append(f"{each.called}{f' on {each.phone}' if each.phone else ''}{asked}")
    return f"{danger_first(outcome)} Phone {', then '.join(said)}."


def danger_first(outcome: Outcome) -> str:
    """The words on 999 that stand before any other number."""
    return "Phone 999 now." if outcome.immediate_risk else DANGER_FIRST
