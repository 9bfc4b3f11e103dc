"""What stands beside a section, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.answers import Answers
from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import changes
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.blocks import TextBlock
from ce_tui.session.session import Session
from ce_tui.session.words.side_blocks import (
    LEADS,
    NOT_MARKED,
    NOT_WRITTEN,
    BesideSection,
    Lead,
    cited_in_notes,
    explained,
    helped,
    marked,
    narrative,
    previewed,
    whom_to_phone,
)
from ce_tui.settings.config import Config
from support.checkout import CHECKOUT
from support.people.marking import amber, first_meeting, red
from support.people.screens import NOON, Change, new_casebook

PATHWAY = default_pathway()
MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"
NIGHT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def answers(locality: str = "essex", **given: object) -> Answers:
    return Answers(pathway=PATHWAY.id, locality=locality, **given)  # type: ignore[arg-type]


def said(block: TextBlock) -> list[str]:
    return [entry.text for entry in block.entries]


@pytest.mark.parametrize("tier", ["yellow", "amber", "red"])
def test_a_tier_is_explained_in_the_words_of_the_document(tier: str) -> None:
    assert said(explained(tier, PATHWAY)) == [block.text for block in PATHWAY.tier(tier).explanation]


def test_on_a_factor_the_sentences_that_cite_it_stand_and_no_others() -> None:
    noted = answers(notes="A3 in May. Nothing else. Then a3 again, and A5.\nA5 twice.")
    block = cited_in_notes("A3", noted, PATHWAY)
    assert block.heading == "Your notes on A3"
    assert said(block) == ["A3 in May.", "Then a3 again, and A5."]
    assert said(cited_in_notes("A1", noted, PATHWAY)) == ["No sentence in your notes cites A1."]


def test_elsewhere_the_notes_stand_as_they_are() -> None:
    assert said(narrative(answers(notes="One line.\n\nAnother one."))) == ["One line.", "Another one."]
    assert said(narrative(answers())) == [NOT_WRITTEN]


def test_beside_the_notes_what_is_marked_stands() -> None:
    found = marked(changes.mark(amber(answers()), PATHWAY, "Y1", "yes"), PATHWAY)
    assert [entry.lead for entry in found.entries] == ["Y1", "A3"]
    assert said(found)[1] == f"A3  Suspected: {PATHWAY.factors['A3'].text}"
    assert said(marked(answers(), PATHWAY)) == [NOT_MARKED]


def phoned(given: Answers, at: datetime) -> list[str]:
    block = whom_to_phone(evaluate(given, PATHWAY, at), PATHWAY, at)
    return [entry.lead for entry in block.entries if entry.kind == "whole"]


def test_whom_to_phone_stands_in_the_order_of_this_hour() -> None:
    """Rule 12: on red 999 first, by night the line that answers before the office."""
    assert phoned(red(answers()), NOON) == ["999", "0345 603 7627", "101", "0345 606 1212"]
    assert phoned(red(answers()), NIGHT) == ["999", "0345 606 1212", "101", "0345 603 7627"]
    assert phoned(amber(answers()), NOON)[0] == "0345 603 7627"
    assert phoned(amber(answers()), NIGHT)[0] == "0345 606 1212"


@pytest.mark.parametrize("locality", [each.id for each in PATHWAY.localities])
@pytest.mark.parametrize("at", [NOON, NIGHT])
def test_of_every_area_each_number_that_is_phoned_stands_there(locality: str, at: datetime) -> None:
    outcome = evaluate(red(answers(locality)), PATHWAY, at)
    block = whom_to_phone(outcome, PATHWAY, at)
    numbers = [each.phone for each in outcome.contacts if each.phone and each.role != "adult-social-care"]
    whole = [entry for entry in block.entries if entry.kind == "whole"]
    assert [number for number in numbers if not any(number in entry.lead for entry in whole)] == []
    assert all(entry.text.startswith(entry.lead) for entry in whole)


def test_in_the_preview_a_line_that_was_typed_below_another_stands_below_it() -> None:
    assert said(previewed("> Seen in May.\n> Then no more.")) == ["> Seen in May.\n> Then no more."]


LIVES_AT = "1 Made-up Road, Sampleton, ZZ99 3WZ"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("At 1 Made-up Road, Sampleton, ZZ99 3WZ since May.", "At [address] since May."),
        ("At 1 made-up road Sampleton ZZ99 3WZ since May.", "At [address] since May."),
        ("A3: seen at 1 Made-up Road by a neighbour.", "A3: seen at [address] by a neighbour."),
        ("The house in ZZ99 3WZ.", "The house in [address]."),
        ("Rings 01632960123 or 01632-960 123.", "Rings [phone] or [phone]."),
        ("By alex@mail.example alone.", "By [e-mail] alone."),
        (
            "In Sampleton, at 11 Made-up Road; 101632 960123.",
            "In Sampleton, at 11 Made-up Road; 101632 960123.",
        ),
    ],
)
def test_the_notes_say_neither_where_the_child_lives_nor_how_to_reach_it(written: str, shown: str) -> None:
    given = changes.set_notes(answers(), f"A3: {written}")
    typed = {"name": "Alex", "address": LIVES_AT, "phone": "01632 960123", "email": "alex@mail.example"}
    for field, value in typed.items():
        given = changes.set_field(given, f"child.{field}", value)
    assert said(narrative(given)) == [f"A3: {shown}"]
    assert said(cited_in_notes("A3", given, PATHWAY)) == [f"A3: {shown}"]


@pytest.mark.parametrize("nothing", ["", "......", ", , , ,", "-"])
def test_what_says_nothing_of_where_the_child_lives_hides_nothing(nothing: str) -> None:
    given = changes.set_notes(answers(), "A3: seen twice, in May.")
    for field in ("address", "phone", "other"):
        given = changes.set_field(given, f"child.{field}", nothing)
    assert said(narrative(given)) == ["A3: seen twice, in May."]


def test_in_the_preview_a_long_line_is_put_together_and_a_row_of_its_own_is_not() -> None:
    long = "Consent: Not recorded; child told: not recorded; family told: not recorded"
    block = previewed(f"  {long}\n  The family: Not asked.\n\n  {long}\n    whatever comes")
    assert said(block) == [f"{long}\nThe family: Not asked.", f"{long} whatever comes"]


def test_in_the_preview_a_rule_under_a_long_title_is_no_line_of_it() -> None:
    title = "Indicators of harm present or/and strong evidence of contact with others"
    assert said(previewed(f"{title}\n{'-' * len(title)}\n- R6: Gang")) == [f"{title}\n- R6: Gang"]


def test_of_very_long_notes_no_more_is_laid_out_than_a_window_could_show() -> None:
    noted = answers(notes="A3 again.\n" * 9000)
    assert len(narrative(noted).entries) == len(cited_in_notes("A3", noted, PATHWAY).entries) == 500


def test_no_block_of_any_section_says_the_name_wherever_it_was_written(home: Path) -> None:
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    draft.apply(lambda given: changes.set_field(amber(given), "child.name", "Alex Sample"))
    draft.apply(lambda given: changes.set_notes(given, "A3: Alex came late.\nMr Sample rang. ALEX SAMPLE."))
    for section in SECTIONS:
        for factor in ("", "A3"):
            words = str(BesideSection(draft, section).blocks(factor, "notes"))
            assert "alex" not in words.casefold() and "sample" not in words.casefold(), section
    session.close()


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("section", SECTIONS)
def test_the_one_that_is_chosen_leads_and_the_others_follow_in_their_order(
    home: Path, section: str, lead: Lead
) -> None:
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    headings = [block.heading.partition(" ")[0] for block in BesideSection(draft, section).blocks("", lead)]
    notes = "Marked" if section == "notes" else "Your"
    found = {"about": "About", "notes": notes, "phone": "Whom"}
    expected = [found.pop(lead), *found.values()]
    assert headings == expected + (["Help"] if section in ("yellow", "amber", "red") else [])
    session.close()


def risk(given: Answers) -> Answers:
    return say_danger(amber(given), "immediate_risk", True)


def harm_at_a_first_meeting(given: Answers) -> Answers:
    return say_danger(first_meeting(given), "harm_today", True)


def up_to_red(given: Answers) -> Answers:
    return changes.set_decision(amber(given), "red")


def red_and_decided_down(given: Answers) -> Answers:
    return changes.set_decision(red(given), "amber")


def red_and_then_set_aside(given: Answers) -> Answers:
    return first_meeting(red(given))


@pytest.mark.parametrize(
    ("change", "lead"),
    [
        (amber, "about"),
        (red, "phone"),
        (risk, "phone"),
        (harm_at_a_first_meeting, "phone"),
        (up_to_red, "phone"),
        (red_and_decided_down, "phone"),
        (red_and_then_set_aside, "about"),
        (lambda given: changes.set_locality(red(given), PATHWAY, "elsewhere"), "phone"),
    ],
)
@pytest.mark.parametrize("at", [NOON, NIGHT])
def test_whom_to_phone_leads_by_itself_wherever_red_is_acted_on(
    home: Path, change: Change, lead: Lead, at: datetime
) -> None:
    session = Session(new_casebook(home), Config().pathways(), lambda: at)
    draft = session.begin("essex")
    draft.apply(change)
    for section in SECTIONS:
        beside = BesideSection(draft, section)
        assert beside.lead("") == beside.lead("nonsense") == lead
        assert beside.lead("notes") == "notes", "it was chosen"
        first, *_ = beside.blocks("", beside.lead(""))
        assert first.heading.startswith("Whom to call now") == (lead == "phone")
        assert lead == "about" or first.entries[0].lead == "999"
    session.close()


@pytest.mark.parametrize("section", SECTIONS)
def test_where_red_is_acted_on_whom_to_phone_comes_before_the_notes(home: Path, section: str) -> None:
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    draft.apply(lambda answers: changes.mark(answers, PATHWAY, "R1", "suspected"))
    found: tuple[tuple[Lead, str, int], ...] = (
        ("phone", "Whom", 0),
        ("about", "About", 1),
        ("notes", "Marked" if section == "notes" else "Your", 1),
    )
    for lead, first, at in found:
        headings = [each.heading.partition(" ")[0] for each in BesideSection(draft, section).blocks("", lead)]
        assert headings[0] == first
        assert headings.index("Whom") == at
    session.close()


def test_a_pathway_of_another_partnership_has_its_own_words_and_no_name_of_ours() -> None:
    made_up = Config(pathway_files=(str(MADE_UP),)).pathways().current
    given = Answers(pathway=made_up.id, locality=made_up.localities[0].id)
    for tier in made_up.tiers:
        assert explained(tier.name, made_up).heading == f"About {tier.title}"
    phones = whom_to_phone(evaluate(given, made_up, NOON), made_up, NOON)
    assert phones.heading == f"Whom to call now: {made_up.localities[0].name}"
    words = str([phones, *(helped(section, made_up) for section in SECTIONS)])
    assert not any(name in words for name in ("Essex", "Southend", "Thurrock"))
