"""The script to read on the phone: what is saved is read, that it was read is logged, and what keeps it from the log is
said.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import SAFETY, SafetyName, say_danger
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.outcome.phone_script import CONSENT, DANGER, read_on_the_phone
from ce_tui.core.vault.casebook.referrals import Referrals
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import ANSWERED_BELOW, log_phone_reading, script_of, to_answer
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.sharing import CLOSED
from support.people.before import screened_before
from support.people.marking import amber, marked
from support.people.screens import new_casebook, second_terminal
from support.people.station import station_of
from support.stores.vault import read_only


def logged(station: JobContext) -> list[tuple[str, str]]:
    """What left the store, in the log: of which screening, and how."""
    lines = station.session.casebook.log.entries()
    return [(line.ref, line.detail) for line in lines if line.kind in ("export", "phone")]


def test_what_is_answered_now_is_read_with_the_reference(draft: Draft) -> None:
    draft.apply(amber)
    expected = read_on_the_phone(draft.answers, draft.outcome, draft.pathway, draft.screening.ref)
    assert script_of(draft) == expected
    assert f"My reference: {draft.screening.ref}." in dict(expected)["Say first"]


def test_what_differs_from_the_screening_before_is_read_as_of_now(draft: Draft) -> None:
    draft.apply(amber)
    assert "Since my screening before" not in dict(script_of(draft))
    earlier = screened_before(draft.casebook, draft.screening.ref, {"A5": "suspected"})
    assert log_phone_reading(draft) == ""
    said = dict(script_of(draft))["Since my screening before"]
    assert said[0] == "The child was screened before, on 3 October 2026." and earlier not in str(said)
    assert f"New: suspected, not confirmed. A3: {draft.pathway.factors['A3'].text}" in said
    draft.casebook.pairings.take_back(draft.screening.ref, earlier)
    assert log_phone_reading(draft) == ""
    assert "Since my screening before" not in dict(script_of(draft))


def test_that_it_was_read_is_logged_and_not_what(station: JobContext, draft: Draft) -> None:
    draft.apply(lambda answers: replies.set_notes(answers, "seen at the hub"))
    assert log_phone_reading(draft) == ""
    assert logged(station) == [(draft.screening.ref, "phone")]


def test_what_was_typed_last_is_saved_before_it_is_read(draft: Draft) -> None:
    draft.apply(amber, now=False)
    assert not draft.saved
    log_phone_reading(draft)
    assert draft.saved


def test_the_screening_before_is_looked_up_first_as_that_is_logged_too(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_read: list[bool] = []
    monkeypatch.setattr(Referrals, "note_export", lambda *_: was_read.append(draft.before._is_read))
    log_phone_reading(draft)
    assert was_read == [True]


def test_where_it_cannot_be_logged_it_is_read_all_the_same_and_said(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    monkeypatch.setattr(Referrals, "note_export", full)
    assert log_phone_reading(draft) == f"Not noted in the audit: {StoreFull().words}"
    assert dict(script_of(draft))[DANGER]


def test_on_a_read_only_store_it_is_said_that_it_is_not_logged(home: Path) -> None:
    made = station_of(new_casebook(home), home)
    ref = made.session.begin("essex").screening.ref
    made.session.close()
    with read_only(home):
        station = station_of(second_terminal(home), home)
        unlogged = log_phone_reading(station.session.open(ref))
        assert unlogged == "This is not logged, because the store is read-only."
        station.session.close()


def test_what_nobody_answered_can_be_answered_where_it_stands_while_one_reads(draft: Draft) -> None:
    assert to_answer(draft, DANGER) == ["immediate_risk", "harm_today", "missing_now"]
    assert to_answer(draft, CONSENT) == []
    draft.apply(lambda answers: marked(answers, "R3"))
    assert to_answer(draft, DANGER) == ["immediate_risk", "harm_today", "missing_now", "under_13"]
    assert to_answer(draft, CONSENT) == ["family_involved"]
    assert to_answer(draft, "The child") == []


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("name", SAFETY)
def test_what_is_answered_yes_or_no_is_asked_no_more(draft: Draft, name: SafetyName, value: bool) -> None:
    draft.apply(lambda answers: say_danger(marked(answers, "R3"), name, value))
    asked = [each for heading in ANSWERED_BELOW for each in to_answer(draft, heading)]
    assert sorted(asked) == sorted(set(SAFETY) - {name})


def test_of_what_can_only_be_viewed_nothing_can_be_answered_and_it_says_why(draft: Draft) -> None:
    asked = dict(script_of(draft))[DANGER]
    draft.view_only = "View only. Somebody has it open."
    assert [to_answer(draft, heading) for heading in ANSWERED_BELOW] == [[], []]
    assert dict(script_of(draft))[DANGER] == [*asked, draft.view_only]


def test_of_a_completed_one_it_says_to_reopen_it_unless_all_is_answered(draft: Draft) -> None:
    draft.complete()
    assert dict(script_of(draft))[DANGER][-1] == CLOSED and "Reopen it" in CLOSED
    draft.reopen()
    for name in ("immediate_risk", "harm_today", "missing_now"):
        draft.apply(partial(say_danger, name=name, value=False))
    draft.complete()
    assert CLOSED not in dict(script_of(draft))[DANGER]
