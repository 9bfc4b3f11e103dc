"""A small made-up pathway of a made-up partnership, and answers to it. Nothing here is a real service."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Block, DetailsForm, Factor, Pathway, Tier
from ce_tui.core.pathway.document.localities import Contact, Locality, OwnForm, Procedure, Step
from ce_tui.core.pathway.document.notices import Notice, NoticeCondition
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import MarkName

MORNING = datetime(2026, 11, 25, 10, tzinfo=LONDON)  # a Wednesday
BOTH: tuple[MarkName, ...] = ("suspected", "reasonably believe")

LABELS = {
    "practitioner.name": "Your name:",
    "practitioner.organisation": "Your organisation:",
    "practitioner.phone": "Phone",
    "practitioner.other": "Other",
    "practitioner.email": "Email",
    "child.name": "Child's name:",
    "child.date_of_birth": "Child's date of birth:",
    "child.phone": "Phone",
    "child.other": "Other",
    "child.email": "Email",
    "child.address": "Child's home address:",
}


def factor(
    item_id: str, key: str, text: str, marks: tuple[MarkName, ...] = BOTH, *, known: bool = False
) -> Factor:
    return Factor(id=item_id, key=key, text=text, marks=marks, known_to_authorities=known)


YELLOW = Tier(
    name="yellow",
    title="Yellow",
    heading="Signs of worry.",
    result="Worries only.",
    so_far="vulnerabilities raised",
    asks="I ask which support in the community there is for this child.",
    asked=("Support from community-based agencies for the vulnerabilities marked below.",),
    explanation=(Block(text="These are worries."),),
    factors=(
        factor("G1", "new-phone", "A new phone", ("yes",)),
        factor("G2", "away-at-night", "Away at night", ("yes",)),
    ),
    vulnerabilities=(factor("W1", "alone", "Alone a great deal", ("noted",)),),
)
AMBER = Tier(
    name="amber",
    title="Amber",
    heading="Signs of exploitation.",
    result="Early signs.",
    so_far="early or potential exploitation indicated",
    asks="I ask for advice, and want to refer this child.",
    asked=("A consultation about these concerns, and an answer on a referral.",),
    explanation=(Block(text="Say what you know."),),
    factors=(
        factor("H1", "family-may-be-involved", "Family may be involved", known=True),
        factor("H2", "older-partner", "An older partner"),
    ),
    needs_relationship=True,
    needs_narrative=True,
)
RED = Tier(
    name="red",
    title="Red",
    heading="Signs of harm.",
    result="Harm now.",
    so_far="exploitation or immediate risk indicated",
    asks="I ask for an immediate response.",
    asked=("An immediate response.",),
    by_referrer="This will also need to be shared with the police.",
    explanation=(Block(text="Harm is present."),),
    factors=(
        factor("K1", "images", "Images shared under threat"),
        factor("K12", "hurt", "Hurt outside the home"),
    ),
    needs_relationship=True,
)


def contacts(area: str, digit: int) -> tuple[Contact, ...]:
    return (
        Contact(id="emergency", role="emergency", name="Police emergency", phone="999", always=True),
        Contact(
            id="door",
            role="front-door",
            name=f"{area} children's desk",
            phone=f"01632 960{digit}01",
            source="document",
            disputed="another page has 01632 960999" if digit == 1 else "",
        ),
        Contact(
            id="adults",
            role="adult-social-care",
            name=f"{area} adult services",
            phone=f"01632 960{digit}02",
            source="example.org",
        ),
    )


def locality(item_id: str, name: str, digit: int) -> Locality:
    return Locality(
        id=item_id,
        name=name,
        title=f"{name} procedure",
        intro="You found:",
        front_door=f"the {name} children's desk",
        contacts=contacts(name, digit),
        consent="Consent is needed unless it adds to the risk.",
        procedure=Procedure(
            none=(Step(text="Keep watching.", provenance="own"),),
            yellow=(Step(text=f"{name}: seek support in the community."),),
            amber=(
                Step(
                    text=f"{name}: phone the desk for advice.",
                    label="For advice",
                    advice=True,
                    contacts=("door",),
                ),
                Step(
                    text=f"{name}: fill in the form.",
                    label="For referral",
                    provenance="inferred",
                    confirm="Confirm.",
                ),
            ),
            red=(Step(text=f"{name}: send the form now.", contacts=("door",)),),
        ),
        forms=(OwnForm(name=f"{name} form", outcomes=("amber", "red")),),
    )


NOTICES = (
    Notice(
        id="not-safe",
        text="The list is not exhaustive.",
        source="ours",
        when=NoticeCondition(outcomes=("none",)),
    ),
    Notice(
        id="family",
        text="Ask for advice before anyone in the family is asked or told.",
        source="ours",
        when=NoticeCondition(any_marked=("family-may-be-involved",)),
        advice_before_family=True,
    ),
    Notice(
        id="images",
        text="Do not view the images.",
        source="ours",
        when=NoticeCondition(any_marked=("images",)),
    ),
    Notice(
        id="under-13",
        text="A child under 13 cannot consent.",
        source="the Act",
        when=NoticeCondition(any_marked=("images", "older-partner"), age_below=13),
    ),
    Notice(
        id="seventeen",
        text="Consider adult services.",
        source="document",
        when=NoticeCondition(age_from=17, age_below=18),
        contact_role="adult-social-care",
    ),
    Notice(id="adult", text="It does not stop at 18.", source="document", when=NoticeCondition(age_from=18)),
    Notice(
        id="own-form",
        text="The area's own form is still to be done.",
        source="ours",
        when=NoticeCondition(own_form_due=True),
    ),
    Notice(
        id="first-meeting",
        text="This was a first meeting.",
        source="ours",
        when=NoticeCondition(first_meeting=True),
    ),
    Notice(id="elsewhere", text="Phone that council.", source="ours", when=NoticeCondition(elsewhere=True)),
    Notice(id="placed", text="Tell both councils.", source="ours", when=NoticeCondition(placed_here=True)),
    Notice(id="now", text="Phone 999 now.", source="ours", when=NoticeCondition(immediate_risk=True)),
    Notice(id="consent", text="Consent is not always needed.", source="ours", place="consent"),
    Notice(id="mailbox", text="Send the passphrase another way.", source="ours", place="export"),
)

PATHWAY = Pathway(
    id="made-up",
    title="Made-up pathway",
    edition="May 2026",
    publisher="Made-up partnership",
    attribution="Made up for tests.",
    numbering_note="Numbered by this software.",
    black_note="The flag says that the case is likely to be known.",
    none_result="Nothing was marked. That is not the same as safe.",
    document=(),
    tiers=(YELLOW, AMBER, RED),
    details=DetailsForm(
        notes_title="Notes:",
        notes_hint="(use the ID)",
        details_intro="For an onward referral:",
        leave_blank="Leave blank what you do not know",
        yours="Your details",
        child="About the child",
        labels=LABELS,
    ),
    localities=(
        locality("northmoor", "Northmoor", 1),
        locality("southfen", "Southfen", 2),
        locality("elsewhere", "Elsewhere", 3),
    ),
    notices=NOTICES,
    decision_advice="If you are unsure, ask.",
)


class Registry:
    """Stands in for the registry of pathways where a test needs only the made-up one."""

    def __init__(self, *pathways: Pathway) -> None:
        self._pathways = {pathway.id: pathway for pathway in pathways or (PATHWAY,)}

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._pathways)

    def get(self, item_id: str) -> Pathway:
        return self._pathways[item_id]


def answers(**fields: Any) -> Answers:
    """Answers to the made-up pathway: in Northmoor, the child known to the practitioner, unless said otherwise."""
    given: dict[str, Any] = {
        "pathway": "made-up",
        "locality": "northmoor",
        "known_to_practitioner": True,
        **fields,
    }
    return Answers(**given)


def found(**fields: Any) -> tuple[Answers, Outcome]:
    """Answers as above, and what they indicate on a Wednesday morning."""
    given = answers(**fields)
    return given, evaluate(given, PATHWAY, MORNING)
