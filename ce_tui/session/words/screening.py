"""What both front ends say around a screening: titles, why a tier is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.commands.numbers import NUMBERS
from ce_tui.core.pathway.dates import say_date
from ce_tui.core.pathway.document.tier_words import within
from ce_tui.core.pathway.interview.interview import sections
from ce_tui.core.pathway.interview.question import Group, Question
from ce_tui.core.pathway.words import with_small
from ce_tui.core.vault.errors import StoreFull, VaultError

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Answers
    from ce_tui.core.pathway.document.document import DetailsForm, Pathway

CLOSED = "This screening is completed, so it is only shown. Reopen it in Review to change it."
TRYING = (
    "The disk is full. What you type stays here, and is saved by itself as soon as there is room; everything saved "
    "before is intact."
)
TITLES = {
    "start": "Start",
    "notes": "Notes",
    "result": "Result",
    "details": "Details",
    "review": "Review",
}


def lowered(pathway: Pathway) -> str:
    """Said where a change takes a red result away (rule 3 of the design)."""
    return f"This takes the {within('red', pathway)} result away."


def red_stays(answers: Answers, pathway: Pathway) -> str:
    """Said where red is indicated no more and acted on all the same: "The result stays red: harm was told."."""
    why = "harm was told" if answers.harm_today else "you decided so"
    return f"The result stays {within('red', pathway)}: {why}."


def section_title(section: str, pathway: Callable[[], Pathway]) -> str:
    """ "4 Yellow": the number by which the go-to menu has it. Only a tier's title is the pathway's."""
    return f"{NUMBERS[section]} {section_name(section, pathway)}"


def question_number(section: str, number: int) -> str:
    """The number by which a question is gone to from anywhere: "9.6", question 6 of section 9."""
    return f"{NUMBERS[section]}.{number}"


def section_name(section: str, pathway: Callable[[], Pathway]) -> str:
    """ "Yellow", in the words of the screening's edition."""
    return TITLES.get(section) or pathway().tier(section).title


def group_title(group: str, details: DetailsForm) -> str:
    """Whose details a group of questions asks for; empty for what is in no group."""
    return {"yours": details.yours, "child": details.child, "consent": "Consent"}.get(group, "")


_WHOSE: dict[Group, str] = {"yours": "Your", "child": "Child's"}
_SAY_WHOSE: dict[Group, str] = {"yours": "your", "child": "child"}
_OF_WHAT = {"other": "other contact details"}
"""What a label leaves to the heading above it."""


def called(question: Question) -> str:
    """What a question is called where it stands alone, without its colon: "Child's phone", where the page has "Phone"
    below "Child's contact details:". One that says whose it is already stays as it is.
    """
    label = question.label.rstrip(": ")
    said = _SAY_WHOSE.get(question.group)
    if said is None or said in label.casefold():
        return label
    what = _OF_WHAT.get(label.casefold(), label if label[1:2].isupper() else with_small(label))
    return f"{_WHOSE[question.group]} {what}"


def closed_tier(tier: str, answers: Answers, pathway: Pathway) -> list[str]:
    """Why a tier is closed at a first meeting, which marks of it are set aside, and the document's own sentence."""
    why = next(each.why_closed for each in sections(answers, pathway) if each.id == tier)
    aside = [id for id in answers.set_aside if pathway.tier_of.get(id) == tier]
    kept = f"Marks made here before are set aside, not deleted: {', '.join(aside)}." if aside else ""
    rule = f"“{pathway.first_meeting}”" if pathway.first_meeting else ""
    return [sentence for sentence in (why, kept, rule) if sentence]


def say_now(moment: datetime) -> str:
    """ "Wednesday 25 November 2026, 10:42"; the moment is London's."""
    return f"{moment:%A} {say_date(moment.date())}, {moment:%H:%M}"


def trouble_of(error: VaultError) -> str:
    """Why something could not be saved: of a full disk, that it is tried again by itself."""
    return TRYING if isinstance(error, StoreFull) else error.words
