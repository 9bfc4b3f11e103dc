"""Every referral as a PDF that is read back: valid, and holding what it must."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.words import MARK_WORDS, TIERS
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import (
    LOCALITIES,
    MARKS,
    OUTCOMES,
    REF,
    answers,
    faults,
    font_names,
    made,
    pages,
    pathway,
    words,
)

SPECIAL: dict[str, Answers] = {
    "first meeting": answers("yellow", known_to_practitioner=False, looked_at=("yellow",)),
    "first meeting with marks set aside": answers(
        "yellow", known_to_practitioner=False, looked_at=("yellow",), set_aside={"R2": "suspected"}
    ),
    "immediate risk alone": answers("none", immediate_risk=True),
    "harm today": answers("yellow", harm_today=True, known_to_practitioner=False),
    "unsure": answers("amber", decision=Decision("unsure")),
    "lower decision": answers(
        "red", decision=Decision("yellow", "Already being looked after by a made-up team.")
    ),
    "amber without narrative": answers("amber", notes="A3 a7"),
    "not looked at": answers("yellow", looked_at=("yellow",)),
    "elsewhere": answers("red", "elsewhere"),
    "placed here": answers("amber", placed_by="Faraway Made-up Council"),
    "consent not sought": answers("red", consent=Consent("not sought", "", None, None)),
    "family involved": answers("amber", marks={"A8": "suspected"}),
    "nothing but what is needed": Answers(pathway=pathway().id, locality="thurrock", marks={}),
    "seventeen": answers("yellow"),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_a_referral_is_valid_and_holds_what_it_must(locality: str, outcome: str, renderer: Renderer) -> None:
    given = answers(
        outcome, locality, looked_at=TIERS, immediate_risk=False, harm_today=False, missing_now=False
    )
    sent, whole = (renderer.render(made(given, audit_head="ab12" * 8, annex=annex)) for annex in ("", "with"))
    assert faults(sent) == [] and faults(whole) == []
    text, annex = words(sent), words(whole)
    assert "For the referrer" in annex and "For the referrer" not in text
    of, area = pathway(), pathway().locality(locality)
    assert of.heading(outcome) in (annex if outcome == "red" else text)  # type: ignore[arg-type]
    for factor_id, mark in MARKS[outcome].items():
        row = f"{factor_id} {re.sub(' +', ' ', of.factors[factor_id].text)}"
        assert row in text.partition(f": {MARK_WORDS[mark].lower()} ")[2], factor_id  # type: ignore[index]
    for step in area.procedure.steps(outcome):  # type: ignore[arg-type]
        assert (re.sub(r"\s+", " ", step.text) in annex) is not (outcome == "red" and step.call)
        assert step.confirm in annex
        assert re.sub(r"\s+", " ", step.text) not in text
    for contact in area.contacts:
        of_this_age = contact.role != "adult-social-care"
        assert (contact.phone in annex) is of_this_age
    assert area.consent in text
    for said in ("Aleks Fictional", "3 April 2010 (aged 16 on 25 November 2026)", "Rowan Example", "Agreed"):
        assert said in text
    assert "Numbered by this software" in text
    assert "ab12" * 8 in text.replace(" ", "")
    assert "DRAFT" not in text
    assert not re.search(r"\bopen now\b|\bclosed now\b", text, re.IGNORECASE)


@pytest.mark.parametrize("name", SPECIAL)
def test_a_referral_of_a_special_case_is_valid(name: str, renderer: Renderer) -> None:
    for annex in ("", "with", "alone"):
        assert faults(renderer.render(made(SPECIAL[name], annex=annex))) == []


def test_every_page_carries_marking_reference_edition_and_its_number(renderer: Renderer) -> None:
    found = pages(renderer.render(made(marking="OFFICIAL-SENSITIVE: SAFEGUARDING")))
    assert len(found) > 1
    for number, text in enumerate(found, 1):
        assert "OFFICIAL-SENSITIVE: SAFEGUARDING" in text
        assert f"{REF}, revision 1" in text
        assert "Essex: SET Partnership Child Exploitation Pathway, June 2026" in text
        assert f"Page {number} of {len(found)}" in text


LONG = "rowan.alexandrina.example-fictitious@children-and-families.made-up-valley.example.org"
ALERTS: dict[str, Any] = {
    "immediate_risk": True,
    "harm_today": True,
    "harm": Harm("2026-11-25", "said: my uncle makes me"),
    "family_involved": True,
    "missing_now": True,
}


def everything(locality: str = "essex", **changed: Any) -> Answers:
    """Every factor marked, every alert, a long narrative."""
    given: dict[str, Any] = {
        "marks": {factor.id: factor.marks[-1] for factor in pathway().factors.values()},
        "notes": "A3: seen twice at the station with an older friend, R1. " * 20,
        "placed_by": "Faraway Made-up Council",
    }
    return answers("red", locality, **(ALERTS | given | changed))


@pytest.mark.parametrize("locality", LOCALITIES)
def test_a_red_with_one_factor_takes_two_pages_and_everything_marked_no_more_than_five(
    locality: str, renderer: Renderer
) -> None:
    one = answers("red", locality, marks={"R2": "suspected"}, notes="")
    assert len(pages(renderer.render(made(one)))) == 2
    found = pages(renderer.render(made(everything(locality))))
    assert len(found) <= 5
    first = re.sub(r"\s+", " ", found[0])
    assert "R1, " in first and re.sub(r"\s+", " ", pathway().factors["R1"].text) in first
    assert "A3: seen twice at the station" in first, "the narrative begins on the first page"


@pytest.mark.parametrize("notes", ["", "A friend saw it.", "R3: told by the school."])
@pytest.mark.parametrize("locality", LOCALITIES)
def test_one_factor_with_every_alert_and_long_names_and_addresses_takes_two_pages(
    locality: str, notes: str, renderer: Renderer
) -> None:
    child = Child("Aleks Fictional", "2015-04-03", "01632 960456", "", LONG, "1 Invented Street, Nowhere")
    centre = "The Made-up Centre for Children, Young People and Their Families in the Imaginary Valley"
    me = Practitioner("Rowan Alexandrina Example-Fictitious", centre, "01632 960123", "", LONG)
    given = answers(
        "red", locality, marks={"R3": "suspected"}, notes=notes, child=child, practitioner=me, **ALERTS
    )
    found = pages(renderer.render(made(given)))
    assert len(found) == 2
    for fact in (
        "immediate risk",
        "Harm was seen or told",
        "under 13",
        "family may be",
        "missing now",
        "Images",
    ):
        assert fact in found[0]
    assert "What was marked" in found[0], "it begins where there is room"


def test_no_heading_stands_alone_at_a_pages_foot_and_no_factor_is_split(renderer: Renderer) -> None:
    lines = "A3: seen twice at the station with an older friend."
    for length in range(4, 40, 3):
        made_up = made(everything(notes="\n".join([lines] * length)))
        found = pages(renderer.render(made_up))
        headings = {part.title for each in made_up.sections for part in (each, *each.parts)}
        for text in found:
            last = text.partition(f"\n{REF}, revision 1\n")[0].split("\n")[-1]
            assert not any(heading.endswith(last) for heading in headings), last
            assert not last.startswith("ID "), last
        flat = [re.sub(r"\s+", "", text) for text in found]
        for factor in pathway().factors.values():
            assert any(f"{factor.id}{factor.text.replace(' ', '')}" in text for text in flat), factor.id


def test_beside_six_alerts_what_was_seen_stands_on_the_first_page(renderer: Renderer) -> None:
    given = answers(
        "red",
        "southend",
        marks={factor.id: factor.marks[-1] for factor in pathway().factors.values()},
        immediate_risk=True,
        harm_today=True,
        harm=Harm("2026-11-25", "said: he will burn the house if I stop"),
        missing_now=True,
        child=Child("Aleks Fictional", "2014-04-03", address="1 Example Street, Madeup Town"),
        decision=Decision("unsure", "I do not know"),
        consent=Consent("refused", "Mother says she will take her abroad", False, True),
        notes="Came in wet through and would not sit down. " * 20,
        placed_by="Faraway Made-up Council",
    )
    first = re.sub(r"\s+", " ", pages(renderer.render(made(given)))[0])
    assert "What was seen (all of it stands further down) Came in wet through" in first
    assert "not sit down. Came ..." in first


def test_page_one_says_result_what_is_asked_and_the_form_still_to_be_done(renderer: Renderer) -> None:
    first = re.sub(
        r"\s+", " ", pages(renderer.render(made(answers("red", "southend", immediate_risk=True))))[0]
    )
    order = [
        "RED, because the child is at immediate risk, and by the marks.",
        "R2, ",
        pathway().factors["R2"].text,
        "The child is at immediate risk.",
        "What is asked",
        "Asked of: C-SPOC",
        "Still to come from the referrer",
        "C-SPOC form",
        "Who",
        "Rowan Example",
        "01632 960123",
        "Aleks Fictional",
    ]
    end = 0
    for each in order:
        end = first.index(each, end) + len(each)


def test_a_draft_says_so_on_its_first_page(renderer: Renderer) -> None:
    assert "DRAFT" in pages(renderer.render(made(state="draft")))[0]
    assert "DRAFT" in pages(renderer.render(made(SPECIAL["amber without narrative"], state="completed")))[0]


def test_only_bundled_fonts_are_used(renderer: Renderer) -> None:
    assert font_names(renderer.render(made())) == {"CE-Text", "CE-Text-Bold"}


def test_the_document_has_one_title_and_skips_no_heading(renderer: Renderer) -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(renderer.render(made(annex="with")))) as pdf:
        kinds = [str(o.S) for o in _tree(pdf.Root.StructTreeRoot) if "/S" in o]
        scopes = [str(o.A.Scope) for o in _tree(pdf.Root.StructTreeRoot) if o.get("/S") == "/TH"]
        lists = {str(o.A.ListNumbering) for o in _tree(pdf.Root.StructTreeRoot) if o.get("/S") == "/L"}
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"/Row", "/Column"} == set(scopes)
    assert lists == {"/Unordered", "/Decimal"}


def _tree(element: object) -> list:  # type: ignore[type-arg]
    import pikepdf

    if not isinstance(element, pikepdf.Dictionary):
        return []
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [element, *(inner for kid in kids for inner in _tree(kid))]


@pytest.mark.parametrize("alerts", [{}, {"harm_today": True, "immediate_risk": True, "missing_now": True}])
@pytest.mark.parametrize("locality", LOCALITIES)
def test_in_which_order_to_phone_stands_on_the_page_of_the_first_number(
    locality: str, alerts: dict[str, Any], renderer: Renderer
) -> None:
    found = pages(renderer.render(made(answers("red", locality, **alerts), annex="alone")))
    (page,) = [text for text in found if "In the order in which to phone" in text]
    assert "Emergency: police" in re.sub(r"\s+", " ", page.partition("In the order in which to phone")[2])
