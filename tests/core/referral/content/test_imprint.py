"""What a referral bears besides its words: its imprint, its attachment, how close the first page's lines are."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.referral.content.content import ReferralContext
from ce_tui.core.referral.content.shapes import Prose
from support.documents.referrals import AT, answers, made


def test_what_is_not_given_is_of_a_draft_that_is_stored_nowhere() -> None:
    assert ReferralContext(at=AT) == ReferralContext(
        at=AT, known="", ref="", revision=0, state="draft", audit_head="", marking="OFFICIAL-SENSITIVE"
    )


def test_the_attachment_is_ascii_in_lines_that_a_person_can_read() -> None:
    attached = made(answers("red", notes="R2: naïve, 王小明")).attachment
    assert attached.isascii() and "\\u738b" in attached
    assert attached.startswith('{\n "answers": {\n  "pathway": "set-2026-06",\n')


def test_a_letter_that_no_file_can_hold_is_replaced_wherever_it_stands() -> None:
    given = answers("red", notes="R2: a\ud800b")
    given = replace(given, child=replace(given.child, name="Aleks \ud800 Fictional"))
    whole = str(made(given))
    assert all(each in whole for each in ("R2: a\ufffdb", "Aleks \ufffd Fictional", "Rowan Example"))


FIVE: dict[str, Any] = {
    "immediate_risk": True,
    "harm_today": True,
    "family_involved": True,
    "missing_now": True,
    "marks": {"R3": "suspected"},
    "notes": "word " * 50,
}


@pytest.mark.parametrize(("fields", "close"), [(FIVE, True), ({**FIVE, "missing_now": False}, False)])
def test_beside_five_alerts_the_first_page_is_close_and_has_fewer_words_of_the_narrative(
    fields: dict[str, Any], close: bool
) -> None:
    result, asked, who, seen, *others = made(answers("red", **fields)).sections
    assert [each.close for each in (result, asked, who, seen)] == [close] * 4
    assert not any(each.close for each in others)
    if close:
        assert (seen.title, seen.blocks) == (
            "What was seen (all of it stands further down)",
            (Prose("word " * 36 + "..."),),
        )
    else:
        assert seen.blocks == (Prose(("word " * 50).strip()),)
