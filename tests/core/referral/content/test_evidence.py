"""What was marked and what the narrative cites, exact: each factor once, by its mark, and unmarked ones as unmarked."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.evidence import (
    evidence_section,
    factor_words,
    narrative_section,
    tier_map,
)
from ce_tui.core.referral.content.shapes import Cell, Division, Para, Prose, Table, as_text
from ce_tui.core.words.outcomes import KNOWN, tier_words
from support.documents.made_up import PATHWAY, found

MORNING = parse_at("2026-11-25T10:00")
ATTACHED = "the whole text is in the attached file referral.json"


def narrative(**fields: Any) -> Division:
    section = narrative_section(*found(**fields), PATHWAY)
    assert section is not None
    return section


def cited(notes: str, **fields: Any) -> list[Any]:
    """What stands below the narrative: each row of its table, each paragraph."""
    parts = narrative(notes=notes, **fields).parts
    blocks = [block for part in parts for block in part.blocks]
    return [line for block in blocks for line in (block.rows if isinstance(block, Table) else [block.text])]  # type: ignore[union-attr]


def test_the_marks_stand_tier_by_tier_the_gravest_first_belief_apart_from_suspicion() -> None:
    marks = {
        "G2": "yes",
        "W1": "noted",
        "K1": "suspected",
        "K12": "reasonably believe",
        "H1": "suspected",
    }
    section = evidence_section(*found(marks=marks), PATHWAY)
    assert [
        (part.title, [(block.caption, block.rows) for block in part.blocks])  # type: ignore[union-attr]
        for part in section.parts
    ] == [
        (
            "Red: Signs of harm",
            [
                ("Red: reasonably believe", (("K12", "Hurt outside the home"),)),
                ("Red: suspected", (("K1", "Images shared under threat"),)),
            ],
        ),
        (
            "Amber: Signs of exploitation",
            [("Amber: suspected", (("H1", f"Family may be involved\n{KNOWN}"),))],
        ),
        (
            "Yellow: Signs of worry",
            [
                ("Yellow: yes", (("G2", "Away at night"),)),
                ("Yellow: noted", (("W1", "Alone a great deal"),)),
            ],
        ),
    ]


def test_the_tiers_at_a_glance_speak_of_what_is_marked_alone() -> None:
    marks = {"G2": "yes", "W1": "noted", "K1": "suspected", "K12": "reasonably believe"}
    drawn = tier_map(*found(marks=marks, looked_at=("yellow",)), PATHWAY)
    assert drawn.words == (
        "Yellow: 1 yes, 1 noted (G2 yes, W1 noted).",
        "Amber: Not looked at.",
        "Red: 1 reasonably believe, 1 suspected (K1 suspected, K12 reasonably believe).",
    )
    assert [row.cells for row in drawn.tiers] == [
        (Cell("G1"), Cell("G2", "Y", "Yes"), Cell("W1", "N", "Noted")),
        (Cell("H1"), Cell("H2")),
        (Cell("K1", "S", "Suspected"), Cell("K12", "B", "Reasonably believe")),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"looked_at": ("amber",)}, "Nothing marked"),
        ({"looked_at": None}, "No mark; whether it was looked at is not recorded"),
        ({"looked_at": ()}, "Not looked at"),
        ({"looked_at": (), "known_to_practitioner": False}, "Not asked (first meeting)"),
        ({"marks": {"H1": "suspected", "H2": "suspected"}}, "2 suspected"),
    ],
)
def test_a_tier_without_a_mark_says_why(fields: Any, words: str) -> None:
    given, outcome = found(**fields)
    amber = PATHWAY.tier("amber")
    assert tier_words(amber, given, outcome) == words
    section = evidence_section(given, outcome, PATHWAY)
    assert section.blocks[1].words[1].startswith(f"Amber: {words}")  # type: ignore[union-attr]
    assert bool(section.parts) is bool(given.marks), "only a tier with marks has a table"


def test_the_mark_heads_its_factors_on_every_page_that_they_go_on_to() -> None:
    (red,) = evidence_section(*found(marks={"K1": "suspected"}), PATHWAY).parts
    assert red.blocks == (
        Table(
            "Red: suspected",
            ("ID", "Red: suspected"),
            (("K1", "Images shared under threat"),),
            (11, 89),
            caption_in_head=True,
        ),
    )


@pytest.mark.parametrize(
    ("aside", "words"),
    [
        ({}, []),
        (
            {"K1": "suspected"},
            [
                "Marked earlier and set aside at a first meeting: K1 “Images shared under threat”, suspected, not "
                "confirmed."
            ],
        ),
        (
            {"K1": "suspected", "H2": "suspected"},
            [
                "Marked earlier and set aside at a first meeting: K1 “Images shared under threat”, suspected, not "
                "confirmed; H2 “An older partner”, suspected, not confirmed."
            ],
        ),
    ],
)
def test_marks_that_were_set_aside_are_named(aside: Any, words: list[str]) -> None:
    section = evidence_section(*found(known_to_practitioner=False, set_aside=aside), PATHWAY)
    meaning, _, *rest = section.blocks
    assert meaning == Para(
        "Suspected: suspected, but not confirmed. Reasonably believe: reasonably believed to be taking place, on the "
        "balance of probabilities. Both count, and they are shown apart. There is no score.",
        "lead",
    )
    assert rest == [Para(line) for line in words]
    assert "Images shared under threat" not in str(section.parts)


def test_each_factor_that_the_narrative_cites_follows_it_with_its_mark() -> None:
    notes = "K1 and g1, k1 again; H1. Z9 is none. H77 and K99 are not there."
    assert cited(notes, marks={"K1": "suspected", "H2": "suspected"}) == [
        ("G1", "A new phone", "Not marked"),
        ("H1", f"Family may be involved\n{KNOWN}", "Not marked"),
        ("K1", "Images shared under threat", "Suspected"),
        "Written like an ID, but not one of this pathway: H77 and K99.",
    ]
    assert cited("Only G2.") == [("G2", "Away at night", "Not marked")]
    assert cited("On the H77.") == ["Written like an ID, but not one of this pathway: H77."]
    assert cited("On the H77.", not_ids=("H77",)) == []
    assert narrative(notes="Nothing cited.").parts == ()


def test_a_narrative_is_printed_as_it_was_typed_and_its_absence_said() -> None:
    assert narrative(notes="  One.\n\n  Two.\n").blocks == (Prose("One.\n\n  Two."),)
    assert narrative_section(*found(notes=" \n "), PATHWAY) is None, "the first page says so"


def test_a_narrative_that_is_too_long_for_paper_is_cut_and_says_so() -> None:
    assert narrative(notes="a" * 100_000).blocks == (Prose("a" * 100_000),)
    assert narrative(notes="a" * 100_001).blocks == (
        Prose("a" * 100_000),
        Para(f"Cut here after 100,000 of 100,001 characters: {ATTACHED}.", "warning"),
    )
    assert narrative(notes="a\n" * 1_999 + "b").blocks == (Prose("a\n" * 1_999 + "b"),)
    assert narrative(notes="a\n" * 2_000 + "b").blocks == (
        Prose("a\n" * 1_999 + "a"),
        Para(f"Cut here after 3,999 of 4,001 characters: {ATTACHED}.", "warning"),
    )


def test_a_number_that_the_document_prints_stands_below_the_softwares() -> None:
    first = msgspec.structs.replace(PATHWAY.factors["G1"], printed_id="7")
    tier = msgspec.structs.replace(PATHWAY.tiers[0], factors=(first,))
    pathway = msgspec.structs.replace(PATHWAY, tiers=(tier, *PATHWAY.tiers[1:]))
    section = evidence_section(*found(marks={"G1": "yes"}), pathway)
    (table,) = section.parts[0].blocks
    assert table.rows == (("G1\n(printed 7)", "A new phone"),)  # type: ignore[union-attr]
    assert factor_words(first)[1] == "A new phone"


def test_of_one_tier_it_is_said_that_it_was_looked_at_and_of_two_that_they_were() -> None:
    def said(**marks: str) -> list[str]:
        return tiers_left_out(found(marks=marks, looked_at=None)[0], PATHWAY, in_full=True)

    assert said(G1="yes", H2="suspected") == ["Whether Red was looked at is not recorded."]
    assert said(G1="yes") == ["Whether Amber and Red were looked at is not recorded."]
    assert said(G1="yes", H2="suspected", K1="suspected") == []


def test_where_no_tier_asks_for_a_narrative_paper_speaks_of_the_notes() -> None:
    tiers = tuple(msgspec.structs.replace(tier, needs_narrative=False) for tier in PATHWAY.tiers)
    plain = msgspec.structs.replace(PATHWAY, tiers=tiers)
    answers, _ = found(notes="K1: seen twice, late.")
    whole = referral(answers, evaluate(answers, plain, MORNING), plain, ReferralContext(at=MORNING))
    text = as_text(msgspec.structs.replace(whole, attachment=""))
    assert "narrative" not in text.casefold()
    assert {"Notes", "Factors cited in the notes"} <= set(text.splitlines())
    assert "\nCited in the notes and not marked: K1" in text
