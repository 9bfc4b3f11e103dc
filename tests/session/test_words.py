"""What an answer leads to, how a date was read, why a tier is closed, what is asked of the notes: once, for both."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import replies
from ce_tui.session.draft import Draft
from ce_tui.session.words.sections import leads_to, narrative_prompt, read_as
from ce_tui.session.words.sharing import cited_words, closed_tier
from support.people.marking import PATHWAY, amber, first_meeting, known, red


def test_having_met_says_what_is_asked_set_aside_and_back_again(draft: Draft) -> None:
    draft.apply(red)
    before = draft.answers
    draft.apply(first_meeting)
    assert leads_to(draft, "known_to_practitioner", before) == ["Amber and Red not asked.", "Set aside: R2."]
    assert closed_tier("red", draft.answers, PATHWAY)[1:] == [
        "Marks made here before are set aside, not deleted: R2.",
        f"“{PATHWAY.first_meeting}”",
    ]
    assert len(closed_tier("amber", draft.answers, PATHWAY)) == 2
    before = draft.answers
    draft.apply(known)
    assert leads_to(draft, "known_to_practitioner", before) == ["All tiers are asked.", "Back again: R2."]


def test_an_area_and_consent_that_was_not_sought_lead_on(draft: Draft) -> None:
    assert leads_to(draft, "locality", draft.answers) == ["Steps and contacts: Essex."]
    draft.apply(lambda answers: replies.answer(answers, PATHWAY, "consent.status", "not sought"))
    assert leads_to(draft, "consent.status", draft.answers) == ["Say why in the reason below."]
    draft.apply(lambda answers: replies.answer(answers, PATHWAY, "consent.status", "agreed"))
    assert leads_to(draft, "consent.status", draft.answers) == []


def test_a_date_is_said_as_it_was_read_a_date_of_birth_with_the_age(draft: Draft) -> None:
    assert read_as(draft, "child.date_of_birth") == ""
    draft.apply(lambda answers: replies.set_field(answers, "child.date_of_birth", "2010-04-03"))
    assert read_as(draft, "child.date_of_birth") == "Read as 3 April 2010, 16 years old at the screening."
    assert read_as(draft, "screened_on") == "Read as 25 November 2026."


@pytest.mark.parametrize(
    ("change", "notes", "words"),
    [
        (known, "", ""),
        (amber, "A3", "Amber is marked, so a narrative is needed before this can be completed."),
        (amber, "Worried about him: A3", "(There is a narrative.)"),
        (red, "", "Asked for, not required"),
    ],
)
def test_the_notes_are_asked_for_what_the_marks_need(
    draft: Draft, change: object, notes: str, words: str
) -> None:
    def both(answers: Answers) -> Answers:
        return replies.set_notes(change(answers), notes)  # type: ignore[operator]

    draft.apply(both)
    prompt = narrative_prompt(draft)
    assert words in prompt and bool(prompt) == bool(words)


@pytest.mark.parametrize(
    ("change", "notes", "words"),
    [
        (known, "", ""),
        (known, "R2 and A3.", "Your notes cite A3 and R2, which are not marked. Press it."),
        (first_meeting, "R2.", "Your notes cite R2, which is not marked. At a first meeting that stays so."),
        (first_meeting, "R2, Y1.", "Your notes cite Y1 and R2, which are not marked. Press it."),
    ],
)
def test_what_is_cited_and_not_marked_can_be_marked_where_its_tier_is_open(
    draft: Draft, change: object, notes: str, words: str
) -> None:
    draft.apply(change)  # type: ignore[arg-type]
    draft.apply(lambda answers: replies.set_notes(answers, notes))
    assert cited_words(draft.outcome, draft.pathway, "Press it.") == words
