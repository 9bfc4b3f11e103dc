"""The signs of a screening's sections, and that they say what the go-to menu says in words."""

from __future__ import annotations

import re

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.session.draft import Draft
from ce_tui.session.words.sections import sections_of, strip_of
from ce_tui.session.words.sharing import section_title
from support.people.marking import amber, filled_in, first_meeting, known, marked, no_danger, red, robin
from support.people.screens import Change

PATHWAY = default_pathway()


def signs(draft: Draft) -> str:
    """One after the other; a section that has none is a dot."""
    return " ".join(cell.sign or "." for cell in strip_of(draft, "start"))


def looked_at(answers: Answers) -> Answers:
    return replies.look_at(replies.look_at(known(answers), "yellow"), "amber")


def marked_and_set_aside(answers: Answers) -> Answers:
    return first_meeting(red(amber(answers)))


def sixteen_marks(answers: Answers) -> Answers:
    for factor in PATHWAY.tier("yellow").all_factors:
        answers = replies.mark(answers, PATHWAY, factor.id, factor.marks[0])
    return answers


def not_sought(answers: Answers) -> Answers:
    return replies.answer(filled_in(answers), PATHWAY, "consent.status", "not sought")


def lower_without_reason(answers: Answers) -> Answers:
    return msgspec.structs.replace(amber(answers), decision=Decision("yellow"))


def decided(answers: Answers) -> Answers:
    return replies.set_decision(amber(answers), "amber")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda answers: answers, "! . . . . . . ."),
        (known, "! . . . . . . ."),
        (lambda answers: known(no_danger(answers)), "+ . . . . . . ."),
        (looked_at, "! 0 0 . . . . ."),
        (first_meeting, "! . - - . . . ."),
        (marked_and_set_aside, "! . -! -! . . . ."),
        (sixteen_marks, f"! {len(PATHWAY.tier('yellow').all_factors)} . . . . . ."),
        (lambda answers: marked(marked(answers, "R2"), "R3"), "! . . 2 . . . ."),
        (amber, "! . 1 . ! . . ."),
        (robin, "! . 1 . + . ! ."),
        (filled_in, "+ 0 1 0 + . + ."),
        (not_sought, "+ 0 1 0 + . ! ."),
        (lower_without_reason, "! . 1 . ! ! . ."),
        (decided, "! . 1 . ! + . ."),
    ],
)
def test_each_sign_says_what_is_marked_done_closed_or_missing(
    draft: Draft, change: Change, wanted: str
) -> None:
    draft.apply(change)
    assert signs(draft) == wanted


@pytest.mark.parametrize("left_out", ["child.name", "practitioner.name", "practitioner.phone"])
def test_details_are_not_done_while_a_receiver_lacks_something_of_them(draft: Draft, left_out: str) -> None:
    draft.apply(lambda answers: replies.set_field(filled_in(answers), left_out, ""))
    assert signs(draft) == "+ 0 1 0 + . ! ."
    draft.apply(lambda answers: replies.answer(filled_in(answers), PATHWAY, "consent.status", ""))
    assert signs(draft) == "+ 0 1 0 + . ! ."


def test_where_a_line_holds_what_it_does_not_take_its_section_is_not_done(draft: Draft) -> None:
    draft.apply(filled_in)
    draft.keep_unfinished("child.date_of_birth", "the third of nowhen")
    assert signs(draft) == "+ 0 1 0 + . ! ."
    draft.keep_unfinished("child.date_of_birth", "")
    draft.keep_unfinished("harm.on", "nowhen")
    assert signs(draft) == "! 0 1 0 + . + ."


def test_review_is_done_once_it_is_completed_until_it_is_reopened(draft: Draft) -> None:
    draft.apply(filled_in)
    draft.complete()
    assert signs(draft) == "+ 0 1 0 + . + +"
    draft.reopen()
    assert signs(draft) == "+ 0 1 0 + . + ."


@pytest.mark.parametrize("change", [known, looked_at, first_meeting, sixteen_marks, amber, red, robin])
def test_a_tiers_sign_and_the_menus_words_are_the_same(draft: Draft, change: Change) -> None:
    draft.apply(change)
    for state, cell in zip(sections_of(draft), strip_of(draft, "start"), strict=True):
        if cell.tier:
            said = state.state_words
            count = re.match(r"(\d+) of", said)
            wanted = {"not looked at": "", "nothing marked": "0", "not asked (first meeting)": "-"}
            assert cell.sign == (count[1] if count else wanted[said])


@pytest.mark.parametrize("current", SECTIONS)
def test_number_and_name_are_those_of_the_title_and_one_section_is_the_current_one(
    draft: Draft, current: str
) -> None:
    cells = strip_of(draft, current)
    titles = [section_title(section, draft.pathway) for section in SECTIONS]
    assert [f"{cell.number} {cell.name}" for cell in cells] == titles
    assert [section for section, cell in zip(SECTIONS, cells, strict=True) if cell.current] == [current]
    assert [cell.tier for cell in cells if cell.tier] == ["yellow", "amber", "red"]
