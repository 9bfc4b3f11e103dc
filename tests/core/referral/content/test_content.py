"""What a referral says, read as plain text: the words for each case, and no number of another area."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Child, Consent, Decision, Practitioner
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.content.content import ReferralContext, as_text_sent, file_name
from ce_tui.core.referral.content.shapes import Para, Referral, Table, as_text, say_moment
from support.documents.referrals import AT, LOCALITIES, OUTCOMES, REF, answers, made, pathway

PHONE = re.compile(r"(?<![\d.:-])(?:0[\d ]{8,12}\d|999|101|112|111|116 ?\d{3})(?![\d:-]|\.\d)")


def said(referral: Referral) -> str:
    return re.sub(r"\s+", " ", as_text(referral))


def listed(locality: str) -> set[str]:
    """The numbers that a locality lists, digits only."""
    numbers = set()
    for contact in pathway().locality(locality).contacts:
        for text in (contact.phone, contact.disputed, *(other.phone for other in contact.alternatives)):
            numbers |= {re.sub(r"\D", "", number) for number in PHONE.findall(text)}
    return numbers


def shown(text: str) -> set[str]:
    return {re.sub(r"\D", "", number) for number in PHONE.findall(text)}


NIGHT, SUNDAY = datetime(2026, 11, 25, 20, 0, tzinfo=LONDON), datetime(2026, 11, 29, 11, 0, tzinfo=LONDON)
HOURS = pytest.mark.parametrize("at", [AT, NIGHT, SUNDAY], ids=["by day", "at night", "on a Sunday"])


@HOURS
@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_referral_shows_a_number_that_its_locality_does_not_list(
    locality: str, outcome: str, at: datetime
) -> None:
    without_people = {"practitioner": Practitioner(), "child": Child(date_of_birth="2009-03-01")}
    given = answers(outcome, locality, **without_people)
    for annex in ("with", "alone"):
        assert shown(said(made(given, annex=annex, at=at))) == listed(locality)
    assert shown(said(made(given, at=at))) == set(), "numbers are for the referrer"


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_no_empty_form_shows_a_number_that_its_locality_does_not_list(locality: str) -> None:
    assert shown(said(blank(locality, pathway()))) == listed(locality)


def test_the_areas_do_list_different_numbers() -> None:
    assert len({frozenset(listed(locality)) for locality in LOCALITIES}) == 3


def test_the_parts_come_in_the_order_in_which_a_receiver_needs_them() -> None:
    assert [section.title for section in made(answers("red")).sections] == [
        "Result",
        "What is asked",
        "Who",
        "What was seen",
        "What was marked",
        "Narrative: the child's context and professional opinion",
        "Details",
        "Consent",
        "About this document",
    ]


def test_what_to_do_whom_to_call_and_the_notices_are_an_annex_that_is_sent_only_where_it_is_asked_for() -> (
    None
):
    parts = ["For the referrer: what to do in Essex", "Contacts", "For the referrer: notices"]
    sent, whole, alone = (made(answers("red"), annex=annex) for annex in ("", "with", "alone"))
    assert [section.title for section in alone.sections] == parts
    assert whole.sections[: len(sent.sections)] == sent.sections
    assert [section.title for section in whole.sections[len(sent.sections) :]] == parts
    assert [section.title for section in whole.sections if section.new_page] == parts[:1]
    assert not [section for section in alone.sections if section.new_page], "its first page is not empty"
    assert whole.attachment == sent.attachment and not alone.attachment + alone.attachment_about
    assert alone.title == "What to do now" and alone.facts == sent.facts
    assert "Aleks" not in as_text(alone) and "Rowan" not in as_text(alone)
    assert not made(answers("amber", notes=""), annex="alone").banner


def test_plain_text_ends_with_whom_to_call_or_with_the_whole_annex() -> None:
    given = answers("red")
    outcome, written = evaluate(given, pathway(), AT), made(given)
    numbers = as_text_sent(written, outcome, pathway(), annex=False)
    assert [section.title for section in numbers.sections[-2:]] == ["About this document", "Contacts"]
    assert as_text_sent(written, outcome, pathway(), annex=True) == made(given, annex="with")


@HOURS
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_what_is_sent_tells_nobody_to_do_what_the_referrer_does(
    locality: str, outcome: str, at: datetime
) -> None:
    for changed in ({}, {"immediate_risk": True, "harm_today": True, "family_involved": True}):
        given = answers(outcome, locality, **changed)
        text = said(made(given, at=at))
        steps = [" ".join(step.text.split()) for step in evaluate(given, pathway(), at).steps]
        assert not [step for step in steps if step in text]
        for instruction in (
            "Phone ",
            "Until then",
            "try this",
            "First: ",
            "For the referrer",
            "ask the service",
            "your safeguarding lead",
            "tell the child",
        ):
            assert instruction not in text


def contacts_of(referral: Referral) -> list[tuple[str, str]]:
    """The first numbers or addresses under Contacts, in order, each with what is said of its hours."""
    (section,) = (each for each in referral.sections if each.title == "Contacts")
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return [(reach.partition("\n")[0], hours.partition("\n")[0]) for _, reach, hours in table.rows]


OFFICE, TEAM = "0345 603 7627", "0345 606 1212"


@pytest.mark.parametrize(
    ("decision", "at", "first"),
    [
        (
            "red",
            "2026-11-25T14:00",
            [("999", "Day and night"), (OFFICE, "Should be open"), ("101", "Day and night")],
        ),
        (
            "red",
            "2026-11-25T02:10",
            [("999", "Day and night"), (TEAM, "Should be open"), ("101", "Day and night")],
        ),
        ("yellow", "2026-11-25T14:00", [(OFFICE, "Should be open"), (TEAM, "Closed until 5:30pm today")]),
        ("yellow", "2026-12-28T10:30", [(TEAM, "Should be open"), (OFFICE, "Closed until Tuesday 9am")]),
    ],
)
@pytest.mark.parametrize("annex", ["with", "alone", "text"])
def test_contacts_stand_in_the_order_in_which_to_phone_at_the_hour_of_the_document(
    decision: str, at: str, first: list[tuple[str, str]], annex: str
) -> None:
    given = answers("yellow", decision=Decision(decision))  # type: ignore[arg-type]
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    written = made(given, at=moment, annex="" if annex == "text" else annex)
    if annex == "text":
        written = as_text_sent(written, evaluate(given, pathway(), moment), pathway(), annex=False)
    assert contacts_of(written)[: len(first)] == first
    assert f"in which to phone, as of {say_moment(moment)}: “today” is that day." in said(written)


@pytest.mark.parametrize(("born", "shown"), [("2012-01-01", False), ("", False), ("2009-01-01", True)])
def test_adult_social_care_is_among_the_contacts_only_where_the_age_asks_for_it(
    born: str, shown: bool
) -> None:
    given = answers("amber", child=Child(date_of_birth=born))
    assert ("0345 603 7630" in [reach for reach, _ in contacts_of(made(given, annex="with"))]) is shown


def test_where_no_hours_are_known_the_contacts_say_so_and_which_to_try_first() -> None:
    (office, line, *_) = contacts_of(made(answers("amber", "thurrock"), annex="with"))
    assert office == ("01375 652 802", "Hours not known; try this first")
    assert line == ("01375 372 468", "Hours not known; try this second")


NO_NARRATIVE = "DRAFT: amber factors are marked, and the narrative that they need is not written yet."
NOT_COMPLETED = "DRAFT: this screening is not completed."


def test_the_file_for_machines_is_told_of() -> None:
    text = said(made(answers("yellow")))
    assert "The PDF of this referral holds the same answers as the attached file" in text


def test_no_line_of_the_plain_text_is_too_long_or_breaks_a_word_at_its_hyphen() -> None:
    notes = " ".join(["CE-7K3M-2Q"] * 40)
    lines = as_text(made(answers("yellow", notes=notes))).splitlines()
    assert all(len(line) <= 76 for line in lines)
    assert f"> {' '.join(['CE-7K3M-2Q'] * 6)}" in lines


@pytest.mark.parametrize(
    ("state", "notes", "bears", "banner", "reference"),
    [
        ("completed", "Seen after school.", {"ref": REF, "revision": 2}, "", f"{REF}, revision 2"),
        ("completed", "", {"ref": REF, "revision": 2}, NO_NARRATIVE, f"{REF}, draft of revision 2"),
        ("draft", "", {"ref": REF, "revision": 1}, NO_NARRATIVE, f"{REF}, draft of revision 1"),
        (
            "draft",
            "Seen after school.",
            {"ref": REF, "revision": 1},
            NOT_COMPLETED,
            f"{REF}, draft of revision 1",
        ),
        (
            "reopened",
            "Seen after school.",
            {"ref": REF, "revision": 2},
            NOT_COMPLETED,
            f"{REF}, draft of revision 2",
        ),
        (
            "draft",
            "Seen after school.",
            {"ref": "", "revision": 0},
            NOT_COMPLETED,
            "No reference, draft",
        ),
        ("completed", "Seen after school.", {"ref": "", "revision": 0}, "", "No reference"),
    ],
)
def test_a_draft_says_that_it_is_one_and_why(
    state: str, notes: str, bears: Any, banner: str, reference: str
) -> None:
    drawn = made(answers("amber", notes=notes), state=state, **bears)
    assert (drawn.banner, drawn.reference) == (banner, reference)
    assert drawn.facts == (
        ("Reference", reference.replace("No reference", "None")),
        ("Screened on", "25 November 2026"),
        ("Written on", "25 November 2026, 10:42"),
    )
    assert drawn.written == "2026-11-25T10:42:00+00:00"


def test_a_day_that_nobody_recorded_is_called_not_recorded() -> None:
    assert dict(made(answers("red", screened_on="")).facts)["Screened on"] == "Not recorded"


@pytest.mark.parametrize("head", ["", "12:abcdef"])
def test_it_says_where_its_words_come_from_and_where_the_log_stood(head: str) -> None:
    drawn = made(answers("red"), audit_head=head)
    (about,) = (each for each in drawn.sections if each.title == "About this document")
    logged = f"The head of the audit record as of this revision: {head}"
    attached = "The PDF of this referral holds the same answers as the attached file referral.json."
    said = (
        ("Pathway", f"{pathway().attribution} {attached}"),
        ("Factor IDs", pathway().numbering_note),
        ("Known to the authorities", pathway().black_note),
        *((("Audit record", logged),) if head else ()),
    )
    assert about.blocks == tuple(Para(f"{label}: {words}", "small") for label, words in said)
    attached = json.loads(drawn.attachment)
    assert attached["answers"]["marks"] == answers("red").marks
    assert attached["outcome"]["outcome"] == "red"
    assert {key: attached.get(key) for key in ("ref", "revision", "audit_head")} == {
        "ref": REF,
        "revision": 1,
        "audit_head": head or None,
    }
    without = json.loads(made(answers("red"), ref="", revision=0).attachment)
    assert without.keys() == {"answers", "outcome"}


def test_rebuilt_and_inferred_steps_say_so() -> None:
    essex = said(made(answers("amber", "essex"), annex="with")).partition("For the referrer")[2]
    assert essex.count("Rebuilt by this software.") == 2, "each step that is no other's"
    assert essex.count("Not printed in the copy of the pathway") == 1, "what is to be confirmed, once"
    text = said(made(answers("amber", "thurrock"), annex="with"))
    assert "prints this form under the red result only; confirm with Thurrock" in text


def test_the_areas_own_form_is_still_to_be_done() -> None:
    forms = {
        "southend": "C-SPOC form",
        "essex": "Essex Request for Support",
        "thurrock": "Thurrock CAF Referral Form",
    }
    for locality, form in forms.items():
        text = said(made(answers("red", locality), annex="with"))
        assert text.index("Still to come from the referrer") < text.index(form) < text.index("Referred by")
        assert text.index("For the referrer") < text.index("Still to be sent")
    assert "Still to come" not in said(made(answers("yellow")))


def test_where_the_family_may_be_involved_nothing_prompts_to_tell_the_family() -> None:
    not_told = Consent("refused", "", True, False)
    text = said(made(answers("amber", marks={"A8": "suspected"}, consent=not_told)))
    consent = text.split("Consent =======")[1].split("About this document")[0]
    assert "please advise before anyone in the family is asked or told" in consent
    assert "tell the child and the carers" not in said(
        made(answers("amber", marks={"A8": "suspected"}), annex="with")
    )
    assert "tell the child and the carers" in said(made(answers("amber"), annex="alone"))


def test_yellow_results_carry_the_documents_sentences() -> None:
    text = said(made(answers("yellow")))
    assert "vulnerabilities themselves are not evidence that exploitation is occurring" in text
    assert "a lead professional working alongside the child and their family" in text


def test_file_names_carry_a_reference_and_never_a_name() -> None:
    assert file_name("CE-7K3M-2Q", 1) == "ce-referral-CE-7K3M-2Q-r1.pdf"
    assert file_name("CE-7K3M-2Q", 2, draft=True) == "ce-referral-CE-7K3M-2Q-r2-draft.pdf"
    assert file_name("", 0) == "ce-referral.pdf"


def test_a_referral_of_no_stored_screening_is_a_draft_without_a_reference() -> None:
    bears = ReferralContext(at=AT)
    assert (bears.ref, bears.revision, bears.state, bears.audit_head) == ("", 0, "draft", "")
    assert bears.marking == "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize(
    ("known", "screened_on", "as_of"),
    [
        ("2026-11-25T20:14:00+00:00", "2026-11-25", "25 November 2026, 20:14"),
        ("2026-06-25T20:14:00+00:00", "2026-06-25", "25 June 2026, 21:14"),
        ("", "2026-11-25", "25 November 2026"),
        ("", "", "28 November 2026, 09:00"),
    ],
)
def test_what_holds_now_is_as_of_when_it_was_last_changed_and_not_of_the_day_on_which_it_is_read(
    known: str, screened_on: str, as_of: str
) -> None:
    later = datetime(2026, 11, 28, 9, tzinfo=LONDON)
    given = answers("amber", missing_now=True, screened_on=screened_on)
    text = said(made(given, at=later, known=known))
    assert text.count("As known on ") == 1
    assert f"As known on {as_of}. " in text.partition("The child is missing now.")[2]


def test_where_nothing_was_answered_of_danger_nothing_is_said_to_be_known() -> None:
    given = answers("yellow", immediate_risk=None, harm_today=None)
    assert "As known on" not in said(made(given))
