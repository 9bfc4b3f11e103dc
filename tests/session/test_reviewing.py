"""What Review says in both front ends: what can be done, what is lacking, what no typeface has."""

from __future__ import annotations

from ce_tui.core.pathway.interview import replies
from ce_tui.session.draft import Draft
from ce_tui.session.reviewing import MARK, LackingItem, can_be_done, lacking, unprintable_words
from support.people.marking import amber, robin


def ways(draft: Draft, *, can_print: bool = True) -> dict[str, str]:
    return {each.id: each.words for each in can_be_done(draft, can_print=can_print)}


def test_the_ways_on_say_what_is_needed_first_and_what_is_not_possible_here(draft: Draft) -> None:
    draft.apply(amber)
    found = ways(draft, can_print=False)
    assert list(found) == ["complete", "pdf", "text", "print", "phone", "done", "now"]
    assert "something is needed first" in found["complete"] and found["pdf"].endswith("marked as a draft")
    assert "the program lp is missing" in found["print"]
    draft.apply(robin)
    assert ways(draft)["complete"] == "Complete revision 1 (Amber indicated, no decision made)"
    assert ways(draft)["print"] == "Print the referral"
    draft.view_only = "View only. Somebody has it open."
    assert ways(draft)["complete"] == "Complete revision 1: not here. View only. Somebody has it open."
    draft.view_only = ""
    draft.complete()
    assert ways(draft)["reopen"] == "Reopen it as the draft of revision 2"
    assert ways(draft)["pdf"] == "Export the referral as a PDF"


def test_what_is_lacking_says_where_it_can_be_put_in(draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_notes(amber(answers), "A14"))
    draft.keep_unfinished("child.date_of_birth", "31 feb 2010")
    found = {each.words: (each.section, each.at) for each in lacking(draft)}
    narrative = (
        "Needed before completing: a narrative: the child's current context, your professional opinion"
    )
    assert found[narrative] == ("notes", "")
    risk = "Not answered, holds nothing up: whether the child is at immediate risk"
    assert found[risk] == ("start", "immediate_risk")
    typed = "Child's date of birth: what you typed is kept, and not printed until it is right"
    assert found[typed] == ("details", "child.date_of_birth")
    assert found["In the notes, not in this pathway: A14"] == ("notes", "")


def test_what_was_typed_of_a_harm_that_was_taken_back_is_still_named(draft: Draft) -> None:
    draft.keep_unfinished("harm.words", "he hits me")
    assert draft.answers.harm_today is None, "so it is not asked now"
    words = "What was seen or said: kept as you typed it, and not taken yet, so it is not printed"
    assert LackingItem(words, "start", "harm.words") in lacking(draft)


def test_what_a_receiver_will_ask_for_and_nobody_filled_in_is_said_and_can_be_sent(draft: Draft) -> None:
    def said() -> list[str]:
        return [each.words for each in lacking(draft) if each.words.startswith("Not filled in")]

    every = "Not filled in: child's name, your name, your phone number, what happened, consent"
    assert said() == [f"{every}. You can still send it"]
    draft.apply(amber)
    assert said() == [f"{every}. It goes out marked as a draft"]
    assert [(each.section, each.at) for each in lacking(draft) if each.words.startswith(every)] == [
        ("details", "child.name")
    ]


def test_what_the_notes_cite_and_nobody_marked_is_lacking_and_can_be_marked_there(draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_notes(amber(answers), "R2 was told by the school."))
    assert LackingItem("Your notes cite R2, which is not marked", MARK) in lacking(draft)
    draft.apply(lambda answers: replies.set_known(answers, draft.pathway, False))
    assert "Your notes cite R2, which is not marked. At a first meeting that stays so" in [
        each.words for each in lacking(draft) if not each.section
    ]


def test_characters_that_no_font_has_are_named() -> None:
    assert unprintable_words("Worried, see A3.") == ""
    assert "U+12000" in unprintable_words("Worried. \U00012000")
    many = "".join(chr(0x12000 + number) for number in range(14))
    assert " and 2 more. The PDF names them by their numbers" in unprintable_words(many)
