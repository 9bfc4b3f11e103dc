"""What stands beside a section, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.plain import TextBlock
from ce_tui.session.session import Session
from ce_tui.session.words.sections import SideBlock, cited_in_notes, whom_to_phone
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


def test_on_a_factor_the_sentences_that_cite_it_stand_and_no_others() -> None:
    noted = answers(notes="A3 in May. Nothing else. Then a3 again, and A5.\nA5 twice.")
    block = cited_in_notes("A3", noted, PATHWAY)
    assert block.heading == "Your notes on A3"
    assert said(block) == ["A3 in May.", "Then a3 again, and A5."]
    assert said(cited_in_notes("A1", noted, PATHWAY)) == ["No sentence in your notes cites A1."]


def phoned(given: Answers, at: datetime) -> list[str]:
    block = whom_to_phone(evaluate(given, PATHWAY, at), PATHWAY, at)
    return [entry.lead for entry in block.entries if entry.whole]


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
    whole = [entry for entry in block.entries if entry.whole]
    assert [number for number in numbers if not any(number in entry.lead for entry in whole)] == []
    assert all(entry.text.startswith(entry.lead) for entry in whole)


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
    given = replies.set_notes(answers(), f"A3: {written}")
    typed = {"name": "Alex", "address": LIVES_AT, "phone": "01632 960123", "email": "alex@mail.example"}
    for field, value in typed.items():
        given = replies.set_field(given, f"child.{field}", value)
    assert said(cited_in_notes("A3", given, PATHWAY)) == [f"A3: {shown}"]


def test_they_say_none_of_the_childs_details_whichever_there_are() -> None:
    details = {name: f"Made-up {name}" for name in Child.__struct_fields__ if name != "date_of_birth"}
    typed = ", then ".join(details.values())
    given = replace(replies.set_notes(answers(), f"A3: {typed}."), child=Child(**details))
    [shown] = said(cited_in_notes("A3", given, PATHWAY))
    assert [each for each in details.values() if each in shown] == []
    assert "[contact]" in shown


@pytest.mark.parametrize("nothing", ["", "......", ", , , ,", "-"])
def test_what_says_nothing_of_where_the_child_lives_hides_nothing(nothing: str) -> None:
    given = replies.set_notes(answers(), "A3: seen twice, in May.")
    for field in ("address", "phone", "other"):
        given = replies.set_field(given, f"child.{field}", nothing)
    assert said(cited_in_notes("A3", given, PATHWAY)) == ["A3: seen twice, in May."]


def test_of_very_long_notes_no_more_is_laid_out_than_a_window_could_show() -> None:
    noted = answers(notes="A3 again.\n" * 9000)
    assert len(cited_in_notes("A3", noted, PATHWAY).entries) == 500


def risk(given: Answers) -> Answers:
    return say_danger(amber(given), "immediate_risk", True)


def harm_at_a_first_meeting(given: Answers) -> Answers:
    return say_danger(first_meeting(given), "harm_today", True)


def up_to_red(given: Answers) -> Answers:
    return replies.set_decision(amber(given), "red")


def red_and_decided_down(given: Answers) -> Answers:
    return replies.set_decision(red(given), "amber")


def red_and_then_set_aside(given: Answers) -> Answers:
    return first_meeting(red(given))


def missing(given: Answers) -> Answers:
    return say_danger(given, "missing_now", True)


@pytest.mark.parametrize(
    ("change", "phones"),
    [
        (amber, False),
        (missing, True),
        (red, True),
        (risk, True),
        (harm_at_a_first_meeting, True),
        (up_to_red, True),
        (red_and_decided_down, True),
        (red_and_then_set_aside, False),
        (lambda given: replies.answer(red(given), PATHWAY, "locality", "elsewhere"), True),
    ],
)
@pytest.mark.parametrize("at", [NOON, NIGHT])
def test_whom_to_phone_stands_there_wherever_an_alert_does_or_red_is_acted_on_else_the_factors_notes(
    home: Path, change: Change, phones: bool, at: datetime
) -> None:
    session = Session(new_casebook(home), Config().pathways(), lambda: at)
    draft = session.begin("essex")
    draft.apply(change)
    beside = SideBlock(draft)
    call = whom_to_phone(draft.outcome, draft.pathway, at)
    assert beside.at("") == (call if phones else None)
    assert beside.at("A3") == (call if phones else cited_in_notes("A3", draft.answers, PATHWAY))
    assert not phones or call.entries[0].lead == ("101" if change is missing else "999")
    session.close()


def test_the_notes_on_a_factor_are_those_of_now(home: Path) -> None:
    session = Session(new_casebook(home), Config().pathways(), lambda: NOON)
    draft = session.begin("essex")
    beside = SideBlock(draft)
    for notes, name in (("A3: Alex came.", ""), ("A3: Alex came.", "Alex"), ("A3: Alex went.", "Alex")):
        draft.apply(lambda given, notes=notes: replies.set_notes(given, notes))  # type: ignore[misc]
        draft.apply(lambda given, name=name: replies.set_field(given, "child.name", name))  # type: ignore[misc]
        found = beside.at("A3")
        assert found is not None and said(found) == [notes.replace("Alex", "[name]") if name else notes]
    session.close()


def test_a_pathway_of_another_partnership_has_its_own_words_and_no_name_of_ours() -> None:
    made_up = Config(pathway_files=(str(MADE_UP),)).pathways().current
    given = Answers(pathway=made_up.id, locality=made_up.localities[0].id)
    phones = whom_to_phone(evaluate(given, made_up, NOON), made_up, NOON)
    assert phones.heading == f"Whom to call now: {made_up.localities[0].name}"
    assert not any(name in str(phones) for name in ("Essex", "Southend", "Thurrock"))
