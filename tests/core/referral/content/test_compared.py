"""The screening before, in the referral: what is marked otherwise now, with both days; never that anything is over."""

from __future__ import annotations

import json

import msgspec
import pytest

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.answers.screening import Harm
from ce_tui.core.pathway.outcome.comparison import ComparedScreening, EarlierAction, comparison_json
from ce_tui.core.referral.content.content import SINCE_BEFORE, compared_section
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para, as_text
from ce_tui.core.words.actions import earlier_action
from ce_tui.core.words.comparison import NOT_OVER, NOTHING_OTHERWISE
from support.documents.compared import since
from support.documents.referrals import answers, made, pathway

AMBER = answers("amber")  # Y3 yes, A3 suspected, A7 reasonably believe
THEN = {"A3": "suspected", "A7": "suspected", "R2": "suspected"}
DONE = [
    Recorded(
        id="1",
        recorded_at="2026-10-03T09:10:00+00:00",
        recorded_by="Rowan Example",
        action=Action(at="2026-10-03T10:00", kind="phone", to="The Hub", came_of_it="accepted"),
    )
]


def words_of(factor_id: str) -> str:
    return pathway().factors[factor_id].text


def listed(title: str, *lines: str) -> Division:
    return Division(title, (Bullets(tuple(map(ListItem, lines))),))


def test_both_days_and_tiers_lead_then_what_is_not_over_then_each_kind_of_change_as_a_list() -> None:
    found = compared_section(since(AMBER, THEN), pathway())
    assert found == Division(
        SINCE_BEFORE,
        (
            Para("Screened on 3 October 2026 and on 25 November 2026."),
            Para("Acted on: Red then, Amber now."),
            Para(NOT_OVER, "warning"),
        ),
        (
            listed("Newly marked", f"Y3 yes: {words_of('Y3')}"),
            listed("Moved", f"A7 from suspected to reasonably believe: {words_of('A7')}"),
            listed("Marked as before", f"A3 suspected: {words_of('A3')}"),
            listed("No longer marked", f"R2 suspected before: {words_of('R2')}"),
        ),
    )


def test_what_was_answered_of_danger_what_was_done_then_and_a_graver_one_stand_below_the_tiers() -> None:
    now = msgspec.structs.replace(AMBER, harm_today=True, harm=Harm("2026-11-25"))
    found = since(now, dict(AMBER.marks), missing_now=True, immediate_risk=False)
    told = msgspec.structs.replace(
        found, done=earlier_action(DONE), graver=ComparedScreening("2026-05-01", "red")
    )
    section = compared_section(told, pathway())
    assert section is not None and section.blocks == (
        Para("Screened on 3 October 2026 and on 25 November 2026."),
        Para("Acted on: Amber then, Red now."),
        Para("Then, as far as is recorded: phone call to The Hub, 3 October 2026; accepted."),
        Para("An earlier one, 1 May 2026, was acted on as red."),
        Para("Newly said: harm told on 25 November 2026 (not answered before)."),
        Para("Said before and not now: missing now (not answered now)."),
        Para(NOTHING_OTHERWISE),
        Para(NOT_OVER, "warning"),
    )


def test_the_first_page_names_a_graver_one_before_the_last_also_where_the_last_was_not() -> None:
    found = msgspec.structs.replace(
        since(AMBER, dict(AMBER.marks)), graver=ComparedScreening("2026-05-01", "red")
    )
    first = made(AMBER, comparison=found).sections[0]
    assert Para("An earlier one, 1 May 2026, was acted on as red.", "strong") in first.blocks


def test_words_that_no_file_can_hold_do_not_keep_it_from_being_written() -> None:
    done = EarlierAction(words="Then: phone call to The \ud800 Hub.", at="2026-10-03", to="The \ud800 Hub")
    whole = made(AMBER, comparison=msgspec.structs.replace(since(AMBER, {}), done=done))
    assert "The \ufffd Hub" in as_text(whole)
    assert json.loads(whole.attachment)["comparison"]["done_then"][0]["to"] == "The \ufffd Hub"


def test_where_nothing_differs_it_says_so_and_warns_of_nothing() -> None:
    found = compared_section(since(AMBER, dict(AMBER.marks)), pathway())
    assert found is not None and found.blocks[2:] == (Para(NOTHING_OTHERWISE),)
    assert [part.title for part in found.parts] == ["Marked as before"]


def test_without_a_screening_before_there_is_no_section_and_nothing_for_machines() -> None:
    assert compared_section(None, pathway()) is None
    whole = made(AMBER)
    assert SINCE_BEFORE not in as_text(whole) and "comparison" not in json.loads(whole.attachment)


def test_it_stands_after_what_was_marked_and_the_first_page_says_alone_that_it_was_graver() -> None:
    before, after = made(AMBER), made(AMBER, comparison=since(AMBER, THEN))
    titles = [part.title for part in after.sections]
    at = titles.index(SINCE_BEFORE)
    assert titles[at - 1] == "What was marked" and titles[at + 1].startswith("Narrative")
    first, others = before.sections[0], list(before.sections[1:])
    assert [part for part in after.sections if part.title != SINCE_BEFORE][1:] == others
    graver = Para("Before, on 3 October 2026: Red was acted on.", "strong")
    blocks = list(after.sections[0].blocks)
    assert blocks[: blocks.index(graver)] + blocks[blocks.index(graver) + 1 :] == list(first.blocks)


def test_where_no_more_was_acted_on_before_the_first_page_is_as_it_is() -> None:
    before, after = made(AMBER), made(AMBER, comparison=since(AMBER, dict(AMBER.marks)))
    assert after.sections[0] == before.sections[0]


@pytest.mark.parametrize("on", ["", "2026-10-03"])
def test_in_plain_text_it_stands_under_its_headings_also_where_no_day_was_given(on: str) -> None:
    text = as_text(made(AMBER, comparison=since(AMBER, THEN, screened_on=on)))
    section = text.partition(f"\n{SINCE_BEFORE}\n")[2].partition("\nNarrative")[0]
    assert f"Screened on {'3 October 2026' if on else 'a day not given'} and on" in section
    assert "\nNewly marked\n------------\n- Y3 yes: " in section
    assert "\nNo longer marked\n----------------\n- R2 suspected before: " in section


def test_the_reference_of_the_screening_before_is_not_in_it_and_machines_have_the_contracts_shape() -> None:
    comparison = since(AMBER, THEN)
    whole = made(AMBER, comparison=comparison)
    assert json.loads(whole.attachment)["comparison"] == comparison_json(comparison)
    assert as_text(whole).count("CE-") == as_text(made(AMBER)).count("CE-")


@pytest.mark.parametrize("marks", [{}, {"A3": "suspected"}, THEN, {"R2": "reasonably believe", "Y1": "yes"}])
def test_it_never_says_that_anything_is_better(marks: dict[str, str]) -> None:
    words = str(compared_section(since(AMBER, marks), pathway())).replace(NOT_OVER, "").casefold()
    assert not any(claim in words for claim in ("better", "improve", "worse", "resolved", "lower risk"))
