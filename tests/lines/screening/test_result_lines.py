"""The result as it is read out: each heading once, in the order that the hour needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Harm
from ce_tui.core.pathway.interview import replies
from ce_tui.lines.screening.result_lines import danger_lines, step_lines, whole_result
from ce_tui.session.draft import Draft
from support.people.marking import marked, red
from support.people.screens import new_casebook
from support.people.situations import numbers_in
from support.people.station import station_of

WHY, ALSO = "Because of these marks:", "Also marked:"
TO_DO, CALL = "What to do in Essex:", "Whom to call now:"
FORM = "Still to be done: the area's own form. The exported PDF does not replace it: "


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    home = tmp_path / "home"
    made = station_of(new_casebook(home), home)
    yield made.session.begin("essex")
    made.session.close()


def headings(draft: Draft) -> list[str]:
    wanted = (WHY, ALSO, TO_DO, CALL, FORM, "Nothing is marked.", "Please note: ")
    found = [heading for line in whole_result(draft) for heading in wanted if line.startswith(heading)]
    return list(dict.fromkeys(found))


def test_on_red_whom_to_phone_and_what_to_do_come_before_the_reasons(draft: Draft) -> None:
    draft.apply(red)
    first = whole_result(draft)[whole_result(draft).index(TO_DO) + 1]
    assert first.startswith("1. Phone 999 ")
    assert headings(draft) == [TO_DO, WHY, "Please note: ", FORM]


def test_the_first_number_heard_in_danger_is_999_whatever_else_is_said(draft: Draft) -> None:
    in_danger = {"immediate_risk": True, "harm_today": True, "missing_now": True, "under_13": True}
    draft.apply(
        lambda answers: replace(answers, **in_danger, family_involved=True, harm=Harm("", "Hit at home."))
    )
    for heard in (whole_result(draft), danger_lines(draft)):
        first = re.search(r"\b(999|101|0\d{3} ?\d{3})", " ".join(heard))
        assert first is not None and first[0] == "999"
        assert heard[0].startswith("Alert: The child is at immediate risk. Phone 999 now. Then ")
        assert sum("Phone 999 now. Then " in line for line in heard) == 1, "the same numbers once"
        assert sum("Hit at home." in line for line in heard) == 1


def test_a_harm_alone_is_said_with_its_numbers_first_and_its_words_after_them(draft: Draft) -> None:
    draft.apply(lambda answers: replace(answers, harm_today=True, harm=Harm("2026-11-24", "Hit at home.")))
    alert, said = danger_lines(draft)[:2]
    assert alert.startswith("Alert: Harm was seen or told of on 24 November 2026. Phone now: 999 in danger")
    assert said == "Seen or said: “Hit at home.”"


def test_the_caution_on_the_family_is_heard_once_and_after_999(draft: Draft) -> None:
    draft.apply(lambda answers: replace(answers, immediate_risk=True))
    for heard in (whole_result(draft), danger_lines(draft)):
        [at] = [number for number, line in enumerate(heard) if "before the family is told" in line]
        assert "999" in " ".join(heard[:at])
    assert "before the family is told" in step_lines(draft.outcome, draft.pathway)[-1], (
        "where it is not above"
    )


def test_on_less_too_whom_to_phone_comes_first_and_what_is_marked_besides_stands_apart(draft: Draft) -> None:
    draft.apply(lambda answers: marked(marked(answers, "A1"), "Y1", "yes"))
    assert headings(draft) == [CALL, TO_DO, WHY, ALSO, "Please note: ", FORM]


def test_nothing_marked_is_said(draft: Draft) -> None:
    assert headings(draft)[:3] == [CALL, TO_DO, "Nothing is marked."]
    assert FORM not in headings(draft)


def test_at_night_whom_to_phone_is_told_with_the_numbers_that_answer_then(draft: Draft) -> None:
    draft.clock = lambda: datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    draft.apply(lambda answers: marked(answers, "A1"))
    said = whole_result(draft)
    numbers = said[said.index(CALL) + 1 : said.index(TO_DO)][:3]
    assert [numbers_in(line) for line in numbers] == [["0345 606 1212"], ["101"], ["999"]]
    assert not [line for line in numbers if "closed until" in line]


def test_on_red_at_night_the_steps_begin_with_the_numbers_that_answer_then(draft: Draft) -> None:
    draft.clock = lambda: datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
    draft.apply(red)
    said = whole_result(draft)
    first, second = said[said.index(TO_DO) + 1 :][:2]
    assert CALL not in said and first.startswith("1. ") and second.startswith("2. ")
    assert numbers_in(first) == ["999"]
    assert numbers_in(second) == ["0345 606 1212", "101", "0345 603 7627"]
    assert second.index("0345 603 7627") < second.index("closed until"), "the Hub, last and closed"


def test_the_council_whose_number_nobody_knows_stands_in_its_place(tmp_path: Path) -> None:
    made = station_of(new_casebook(tmp_path / "home"), tmp_path / "home")
    draft = made.session.begin("elsewhere")
    draft.apply(lambda answers: marked(answers, "A1"))
    said = whole_result(draft)
    council, *police = said[said.index(CALL) + 1 :][:3]
    assert council.startswith("Children's social care of ") and "its switchboard has the number" in council
    assert [numbers_in(line) for line in police] == [["101"], ["999"]]
    draft.apply(red)
    first, second = [line for line in whole_result(draft) if line.startswith(("1. ", "2. "))]
    assert numbers_in(first) == ["999"]
    assert numbers_in(second) == ["children's social care of", "999", "101"]
    made.session.close()


def test_a_tier_of_which_only_what_the_notes_cite_is_marked_was_not_looked_at_besides(draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_notes(marked(answers, "A8"), "A8 was told by the school."))
    heard = whole_result(draft)
    assert "Result: AMBER so far. Yellow and Red were not looked at." in heard
    assert "Amber: only what the notes cite was marked, the rest was not looked at." in heard
