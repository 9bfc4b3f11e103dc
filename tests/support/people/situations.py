"""The table of situations, `tests/data/situations.md`: what is given in a row, and what is said of it now."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Consent, Decision
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact
from ce_tui.core.pathway.outcome.whom_to_phone import is_phoned, to_be_shown
from ce_tui.core.pathway.words import TIERS
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import ConversationEnd, Dialogue
from ce_tui.lines.screening.result_lines import result_lines_of
from ce_tui.session.terminal_state import IdleWatch
from support.checkout import CHECKOUT
from support.people.conversation import CONFIG, Heard, Script
from support.terminal.streams import Streams

PATHWAY = default_pathway()
TABLE = CHECKOUT / "tests" / "data" / "situations.md"
MARKS = {"suspected": "suspected", "believed": "reasonably believe", "": "yes"}
SAID = {"yes": True, "no": False}
QUESTIONS = {
    "risk": "immediate_risk",
    "harm": "harm_today",
    "family": "family_involved",
    "missing": "missing_now",
    "under 13": "under_13",
}
_SHORT = ("emergency", "police")  # 999 and 101 need no name
_NUMBER = re.compile(r"(?<!\d)(?:0\d{3,4}(?: \d{3,6}){1,2}|999|101)(?!\d)")
_COUNCIL = "children's social care of "


class Situation(NamedTuple):
    """A row of the table: what is given, then what is said first."""

    area: str
    when: str
    answered: str
    acting_on: str
    alerts: str
    numbers_in_order: str
    closed: str
    steps: str
    first_steps: str

    def title(self) -> str:
        """What is given, for the test's name."""
        return f"{self.area}, {self.when}, {self.answered}"

    @property
    def council(self) -> str:
        """The council of a child who lives elsewhere, where it is known."""
        return self.area.removesuffix(")").partition(" (")[2]

    @property
    def phones(self) -> list[str]:
        """The numbers that answer or may, in order; of a council whose number nobody knows, its name."""
        return numbers_in(self.numbers_in_order)

    @property
    def closed_phones(self) -> list[str]:
        """The numbers of those who are closed."""
        return numbers_in(self.closed)


def rows() -> list[Situation]:
    """The table."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [Situation(*(cell.strip() for cell in line.strip("|").split(" | "))) for line in lines[2:]]


def record(kept: list[Situation]) -> None:
    """Write the table anew, under what stands above it."""
    head = TABLE.read_text("utf-8").partition("\n| ")[0]
    titles = Situation(*(name.replace("_", " ") for name in Situation._fields))
    between = Situation(*["---"] * len(titles))
    lines = [f"| {' | '.join(row)} |" for row in (titles, between, *map(as_row, kept))]
    TABLE.write_text("\n".join([head, *lines, ""]), "utf-8")


def as_row(given: Situation) -> Situation:
    """The same situation with what is said of it now."""
    _, outcome = evaluated(given)
    shown = [each for each in to_be_shown(outcome.contacts, outcome.age) if is_phoned(each)]
    steps = [" ".join(f"{step.label} {step.text}".split()) for step in outcome.steps[:2]]
    return given._replace(
        acting_on=outcome.acting_on,
        alerts=", ".join(alert.key for alert in outcome.alerts) or "-",
        numbers_in_order=", ".join(_in_table(each) for each in shown if each.open_now is not False),
        closed=", ".join(_in_table(each) for each in shown if each.open_now is False) or "-",
        steps=str(len(outcome.steps)),
        first_steps=" / ".join(steps),
    )


def _in_table(contact: OutcomeContact) -> str:
    if contact.role in _SHORT:
        return contact.phone
    until = contact.state.removeprefix("Closed") if contact.open_now is False else ""
    return f"{contact.name} {contact.phone}".strip() + until


def evaluated(given: Situation) -> tuple[Answers, Outcome]:
    """What was answered in it, and its outcome at its hour."""
    at = datetime.strptime(given.when, "%a %d %b %Y %H:%M").replace(tzinfo=LONDON)
    answers = answers_of(given.area, given.answered)
    return answers, evaluate(answers, PATHWAY, at)


def answers_of(area: str, answered: str) -> Answers:
    """What was answered, from the words of the table: "elsewhere (Kent)"; "R2 suspected, A9 set aside, risk yes"."""
    locality, _, council = area.removesuffix(")").partition(" (")
    given = Answers(
        pathway=PATHWAY.id,
        locality=locality,
        council=council,
        screened_on="2026-11-25",
        known_to_practitioner=True,
        known_from="work",
        looked_at=TIERS,
    )
    for part in answered.split(", "):
        words, _, said = part.rpartition(" ")
        if part == "first meeting":
            given = msgspec.structs.replace(given, known_to_practitioner=False, known_from="")
        elif part == "only yellow looked at":
            given = msgspec.structs.replace(given, looked_at=("yellow",))
        elif words == "decided":
            given = msgspec.structs.replace(given, decision=Decision(said))  # type: ignore[arg-type]
        elif words in QUESTIONS:
            given = msgspec.structs.replace(given, **{QUESTIONS[words]: SAID[said]})
        elif part.startswith("consent "):
            status = part.removeprefix("consent ")
            given = msgspec.structs.replace(given, consent=Consent(status))  # type: ignore[arg-type]
        elif words == "family told":
            consent = msgspec.structs.replace(given.consent, family_told=SAID[said])
            given = msgspec.structs.replace(given, consent=consent)
        elif part.endswith(" set aside"):
            aside = {**given.set_aside, part.removesuffix(" set aside"): "suspected"}
            given = msgspec.structs.replace(given, set_aside=aside)
        elif part != "nothing":
            item_id, _, mark = part.partition(" ")
            given = msgspec.structs.replace(given, marks={**given.marks, item_id: MARKS[mark]})
    return given


def numbers_in(words: str) -> list[str]:
    """Every number that is said, once each, in order; a council without a number by what it is called."""
    found = [(hit.start(), hit.group()) for hit in _NUMBER.finditer(words)]
    council = words.casefold().find(_COUNCIL)
    found += [(council, _COUNCIL.strip())] if council >= 0 else []
    return list(dict.fromkeys(number for _, number in sorted(found)))


def heard_first(answers: Answers, outcome: Outcome) -> list[str]:
    """The lines of the result that the line mode reads out before it asks whether to go on."""
    heard = Heard()
    dialogue = Dialogue(Streams(Script([]), heard), IdleWatch(CONFIG.lock))
    with suppress(ConversationEnd):  # nobody says to go on
        asking.read_out(dialogue, result_lines_of(answers, outcome, PATHWAY, editable=True))
    page, goes_on, _ = heard.text.partition(" more. Enter goes on")
    return page.split("\n")[:-1] if goes_on else page.split("\n")
