"""Which words of a pathway make its edition: another digest for other words, the same for what only leads elsewhere."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.document.document import Block, Pathway, Section
from ce_tui.core.pathway.document.editions import edition_digest
from ce_tui.core.pathway.document.localities import Step
from ce_tui.core.pathway.document.notices import Notice, NoticeCondition
from support.documents.made_up import PATHWAY

replace = msgspec.structs.replace


def with_locality(**changes: Any) -> Pathway:
    """The pathway with its first area changed."""
    first, *others = PATHWAY.localities
    return replace(PATHWAY, localities=(replace(first, **changes), *others))


def with_red(step: Step) -> Pathway:
    """The pathway with another red step in its first area."""
    return with_locality(procedure=replace(PATHWAY.localities[0].procedure, red=(step,)))


def with_form(**changes: Any) -> Pathway:
    (form,) = PATHWAY.localities[0].forms
    return with_locality(forms=(replace(form, **changes),))


def with_section(**changes: Any) -> Pathway:
    block = Block(**{"text": "A paragraph.", **changes})
    return replace(PATHWAY, document=(Section(id="one", title="One", blocks=(block,)),))


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Phone 01632 960101 now.", "Phone 01632 960777 now.", True),
        ("Phone 01632 960101 now.", "Phone +44 1632 960777 now.", True),
        ("Phone 01632 960101 now.", "Phone 016329 now.", True),
        ("Phone 01632 960101 now.", "Phone 01632 now.", False),
        ("Phone 01632 960101 now.", "Phone 01632 960777 some day.", False),
        ("Phone 101 now.", "Phone 105 now.", False),
        ("Phone ٠١٢٣٤٥٦ now.", "Phone ٠١٢٣٤٥٧ now.", False),
        ("Write (a.b@example.org).", "Write (c@example.com).", True),
        ("Write (a.b@example.org).", "Write a@example.org.", False),
        ("Write to a@example.org", "Write to  a@example.org", False),
    ],
)
def test_a_number_or_an_address_within_a_step_makes_no_other_edition(
    before: str, after: str, same: bool
) -> None:
    digests = [edition_digest(with_red(Step(text=text))) for text in (before, after)]
    assert (digests[0] == digests[1]) is same


QUOTED = Notice(id="quoted", text="As printed.", source="document", quoted=True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (with_form(), with_form(link="form"), True),
        (with_form(), with_form(name="Another form"), False),
        (with_section(), with_section(links=("here",)), True),
        (with_section(), with_section(own=True), False),
        (with_section(), with_section(kind="bullet"), False),
        (with_red(Step(text="Go.")), with_red(Step(text="Go.", links=("a",))), True),
        (with_red(Step(text="Go.")), with_red(Step(text="Go.", call=True)), False),
        (PATHWAY, replace(PATHWAY, lang="cy"), False),
        (PATHWAY, replace(PATHWAY, rule="highest tier with a mark"), True),
        (replace(PATHWAY, notices=(QUOTED,)), replace(PATHWAY, notices=()), False),
        *(
            (
                replace(PATHWAY, notices=(QUOTED,)),
                replace(PATHWAY, notices=(replace(QUOTED, when=when),)),
                same,
            )
            for when, same in (
                (NoticeCondition(any_marked=()), True),
                (NoticeCondition(harm_today=False), False),
                (NoticeCondition(any_marked=("images",)), False),
                (NoticeCondition(age_from=0), False),
            )
        ),
    ],
)
def test_what_is_words_makes_another_edition_and_where_they_lead_does_not(
    one: Pathway, other: Pathway, same: bool
) -> None:
    assert (edition_digest(one) == edition_digest(other)) is same


def test_an_edition_keeps_its_digest_whatever_later_versions_know() -> None:
    """Change this one only where every edition is meant to become another."""
    tier = {"heading": "H", "result": "R", "explanation": [], "factors": []}
    names = ("title", "edition", "publisher", "attribution", "numbering_note", "black_note", "none_result")
    form = ("notes_title", "notes_hint", "details_intro", "leave_blank", "yours", "child")
    notice = {"text": "T", "source": "S", "quoted": True}
    area = {
        "id": "x",
        "name": "X",
        "title": "X",
        "intro": "I",
        "contacts": [{"id": "c", "role": "other", "name": "C"}],
    }
    pathway = msgspec.convert(
        {
            "id": "small",
            **dict.fromkeys(names, "N"),
            "document": [{"id": "one", "title": "One", "blocks": [{"text": "B", "links": ["l"]}]}],
            "tiers": [{"name": name, "title": name, **tier} for name in ("yellow", "amber", "red")],
            "details": {**dict.fromkeys(form, "F"), "labels": {"child.name": "Name"}},
            "links": [{"id": "l", "words": "here", "about": "A page"}],
            "localities": [
                {**area, "procedure": {"red": [{"text": "Phone 01632 960101.", "contacts": ["c"]}]}}
            ],
            "notices": [
                {"id": "q", **notice, "when": {"harm_today": False, "age_from": 0, "any_marked": ["k"]}},
                {"id": "own", **notice, "quoted": False},
            ],
        },
        Pathway,
    )
    assert edition_digest(pathway) == "557aae151f7ddbffe8a22e2643af9a0cc3d9f10dd0708f8d9980fc9b15b3b5ba"
