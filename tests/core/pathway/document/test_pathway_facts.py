"""What the copy of the document lost or has wrong is carried exactly: numbers, sources, disputes, provenance."""

from __future__ import annotations

import re

import msgspec
import pytest

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.guidance import as_text
from ce_tui.core.pathway.document.loading import default_pathway, pathway_from_source, pathway_source
from ce_tui.core.pathway.document.localities import Contact

REBUILT = (
    "Not printed in the copy of the pathway that this software was built from. "
    "Confirm with Essex before relying on it."
)
OWN_NUMBERS = {
    "southend": {"999", "101", "01702 215007", "0345 606 1212", "01702 215008"},
    "essex": {"999", "101", "0345 603 7627", "0345 606 1212", "0345 603 1212", "0345 603 7630"},
    "thurrock": {"999", "101", "01375 652 802", "01375 372 468", "01375 511000", "01375 366 083"},
    "elsewhere": {"999", "101"},
}


@pytest.fixture
def pathway() -> Pathway:
    return default_pathway()


def contact(pathway: Pathway, locality: str, contact_id: str) -> Contact:
    return pathway.locality(locality).contact(contact_id)


@pytest.mark.parametrize("locality", OWN_NUMBERS)
def test_a_locality_names_only_its_own_numbers(pathway: Pathway, locality: str) -> None:
    said = msgspec.json.encode(pathway.locality(locality)).decode()
    numbers = set(re.findall(r"(?<![\d-])(?:0\d{3,4}(?: \d+)+|999|101)(?![\d-])", said))
    assert numbers == OWN_NUMBERS[locality]


def test_c_spoc_is_as_printed(pathway: Pathway) -> None:
    found = contact(pathway, "southend", "c-spoc")
    assert (found.phone, found.email, found.source) == ("01702 215007", "C-SPOC@southend.gov.uk", "document")
    assert found.printed == "C-SPOC: 01702 215007 (available Mon-Thu 9am – 5:30pm, Fri 9am- 4:30pm)"
    assert "southend.gov.uk" in found.note


def test_southends_night_line_says_that_it_is_not_in_the_document(pathway: Pathway) -> None:
    found = contact(pathway, "southend", "southend-out-of-hours")
    assert found.phone == "0345 606 1212"
    assert found.source.startswith("not in the pathway document")
    for page in ("southend.gov.uk", "safeguardingsouthend.co.uk", "livingwellessex.org"):
        assert page in found.source


def test_the_emergency_duty_teams_number_is_shown_with_its_dispute(pathway: Pathway) -> None:
    found = contact(pathway, "essex", "emergency-duty-team")
    assert found.phone == "0345 606 1212"
    assert [(other.phone, other.source) for other in found.alternatives] == [("0345 603 1212", "document")]
    assert found.printed == "Out of hours Emergency Duty Team: 0345 603 1212"
    for words in ("0345 603 1212, which we could not confirm", "999 in danger, else 101", "25 November 2026"):
        assert words in found.disputed
    for page in ("neessexccg.nhs.uk", "estuary.co.uk", "livingwellessex.org", "council pages"):
        assert page in found.source


def test_the_hubs_hours_carry_their_source(pathway: Pathway) -> None:
    found = contact(pathway, "essex", "children-families-hub")
    assert (found.phone, found.source) == ("0345 603 7627", "document")
    assert found.hours == "Mon–Thu 9am–5:30pm, Fri 9am–4:30pm"
    for page in ("neessexccg.nhs.uk", "estuary.co.uk", "activeessex.org", "8:45am"):
        assert page in found.hours_source


@pytest.mark.parametrize("contact_id", ["mash", "emergency-out-of-hours"])
def test_thurrock_claims_no_hours(pathway: Pathway, contact_id: str) -> None:
    found = contact(pathway, "thurrock", contact_id)
    assert (found.hours, found.opening, found.always, found.when_closed) == ("", (), False, "")


@pytest.mark.parametrize(
    ("locality", "phone", "page"),
    [
        ("southend", "01702 215008", "livingwellessex.org"),
        ("essex", "0345 603 7630", "essexsab.org.uk, neessexccg.nhs.uk"),
        ("thurrock", "01375 511000", "thurrockccg.nhs.uk"),
    ],
)
def test_adult_social_care_has_the_areas_number_and_source(
    pathway: Pathway, locality: str, phone: str, page: str
) -> None:
    found = contact(pathway, locality, "adult-social-care")
    assert found.phone == phone
    assert page in found.source
    assert found.source.startswith("not in the pathway document")


def test_thurrocks_adult_social_care_is_disputed(pathway: Pathway) -> None:
    found = contact(pathway, "thurrock", "adult-social-care")
    assert found.disputed
    assert [(other.phone, other.source) for other in found.alternatives] == [
        ("01375 366 083", "livingwellessex.org")
    ]


def test_every_step_that_essex_does_not_print_says_so(pathway: Pathway) -> None:
    procedure = pathway.locality("essex").procedure
    for outcome in ("yellow", "amber", "red"):
        steps = procedure.steps(outcome)  # type: ignore[arg-type]
        assert {step.provenance for step in steps} <= {"rebuilt", "own"}
        assert all(step.confirm == REBUILT for step in steps if step.provenance == "rebuilt")
    assert [form.confirm for form in pathway.locality("essex").forms] == [REBUILT]


def test_thurrocks_amber_form_is_inferred_and_its_red_form_is_not(pathway: Pathway) -> None:
    thurrock = pathway.locality("thurrock")
    referral = next(step for step in thurrock.procedure.amber if step.label == "For referral")
    assert referral.provenance == "inferred"
    assert referral.confirm == (
        "The copy of the pathway prints this form under the red result only; confirm with Thurrock."
    )
    found = {outcome: form.provenance for form in thurrock.forms for outcome in form.outcomes}
    assert found == {"amber": "inferred", "red": "document"}


def test_each_areas_own_form_is_due_on_amber_and_red(pathway: Pathway) -> None:
    due = {
        locality.id: {(form.name, outcome) for form in locality.forms for outcome in form.outcomes}
        for locality in pathway.localities
    }
    names = {
        "southend": "C-SPOC form",
        "essex": "Essex Request for Support",
        "thurrock": "Thurrock CAF Referral Form",
    }
    assert due.pop("elsewhere") == set()
    assert due == {each: {(name, "amber"), (name, "red")} for each, name in names.items()}


@pytest.mark.parametrize("locality", OWN_NUMBERS)
def test_red_tells_the_police_by_the_route_for_a_child(pathway: Pathway, locality: str) -> None:
    red = pathway.locality(locality).procedure.red
    police = red[-1]
    assert "101" in police.text
    assert "ssex Police" in police.text
    assert police.links == ("essex-police-child",)
    assert all("partner-intelligence" not in step.links for step in red)


def test_the_intelligence_form_always_comes_with_its_warning(pathway: Pathway) -> None:
    warning = pathway.link("partner-intelligence").warning
    assert "Never use this form to refer a child" in warning
    text = as_text(pathway)
    shown = [line for line in text.splitlines() if "share information about exploitation activity. " in line]
    assert len(shown) == 1 + 1 + len(
        pathway.localities
    )  # the definitions, the list of links, each area's page
    assert all("Never use this form to refer a child" in line for line in shown)


@pytest.mark.parametrize("locality", OWN_NUMBERS)
def test_an_empty_result_is_not_called_safe_and_says_where_to_ask(pathway: Pathway, locality: str) -> None:
    steps = pathway.locality(locality).procedure.none
    said = " ".join(step.text for step in steps)
    assert "not the same as safe" in said
    assert "not exhaustive" in said
    assert "without any obvious vulnerabilities" in said
    front_door = pathway.locality(locality).by_role("front-door")[0]
    assert front_door.id in steps[-1].contacts


@pytest.mark.parametrize("locality", OWN_NUMBERS)
def test_an_area_has_one_step_for_those_who_are_unsure(pathway: Pathway, locality: str) -> None:
    procedure = pathway.locality(locality).procedure
    steps = (*procedure.none, *procedure.yellow, *procedure.amber, *procedure.red)
    advice = [step for step in steps if step.advice]
    assert len(advice) == 1
    assert "hone" in advice[0].text


def test_known_addresses_are_filled_and_the_others_are_left_open(pathway: Pathway) -> None:
    known = {slot.id: slot.url for slot in pathway.links if slot.url}
    assert known == {
        "southend-board": "safeguardingsouthend.co.uk",
        "essex-board": "www.escb.co.uk",
        "thurrock-board": "www.thurrocklscp.org.uk/lscp",
        "thurrock-lscp-website": "www.thurrocklscp.org.uk/lscp",
        "essex-request-for-support": "www.essexeffectivesupport.org.uk",
    }
    assert all(pathway.link(each).source for each in known)


@pytest.mark.parametrize(
    ("ids", "source"),
    [
        (("A8",), "golden rule 2"),
        (("R3",), "11 March 2024"),
        (("A9", "R3", "R10"), "Sexual Offences Act 2003"),
        (("R1", "R2", "R8"), "Modern Slavery Act 2015 s.52"),
        (("A2",), "escb.co.uk"),
    ],
)
def test_a_notice_belongs_to_its_factors_and_has_its_source(
    pathway: Pathway, ids: tuple[str, ...], source: str
) -> None:
    found = [notice for notice in pathway.notices if source in notice.source and notice.place == "result"]
    keys = {pathway.factors[each].key for each in ids}
    assert [set(notice.when.any_marked) for notice in found if notice.when.any_marked] == [keys]


def test_every_notice_has_a_source_and_blames_no_child(pathway: Pathway) -> None:
    for notice in pathway.notices:
        assert notice.source
        if not notice.quoted:
            assert not re.search(
                r"involved in exploit|puts? (them|him|her)sel(f|ves) at risk|choos", notice.text
            )


def test_a_pathway_that_was_kept_comes_back_the_same(pathway: Pathway) -> None:
    assert pathway_from_source(pathway_source(pathway)) == pathway


@pytest.mark.parametrize("locality", ["southend", "essex", "thurrock"])
def test_an_area_says_where_a_disagreement_is_taken_further_and_makes_up_no_stage(
    pathway: Pathway, locality: str
) -> None:
    found = pathway.locality(locality)
    assert found.escalation_at == (
        "SET Child Protection Procedures 2025, chapter 11: Professional conflict resolution"
    )
    assert found.escalation_source.startswith("not in the pathway document: escb.co.uk")
    assert "were not compared with this edition" in found.escalation_source
    assert found.escalation == ()


def test_another_councils_area_has_none_of_the_set_partnerships_chapters(pathway: Pathway) -> None:
    found = pathway.locality("elsewhere")
    assert (found.escalation_at, found.escalation_source, found.escalation) == ("", "", ())
