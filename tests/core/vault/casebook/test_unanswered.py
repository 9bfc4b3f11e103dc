"""Stores of before the answers told "no" from "not answered": a no in them was chosen beforehand and is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.records import FORM, as_document, from_document
from ce_tui.core.vault.store.records import Record
from support.stores.vault import ADA, answers, entered, new_store

DANGERS = ("immediate_risk", "harm_today")


def of_before(document: bytes, **said: bool) -> bytes:
    """A document as the program of 25 November 2026 wrote it: no form, a no where nobody was asked."""
    built: dict[str, Any] = json.loads(document)
    del built["form"]
    del built["answers"]["by_file"]
    built["answers"] |= {"immediate_risk": False, "harm_today": False} | said
    return json.dumps(built).encode()


def kept_by_it(casebook: Casebook, *, completed: bool = False, **said: bool) -> str:
    """A screening that such a program kept; `completed`: with its revision. Its reference."""
    screening = casebook.screenings.begin(answers(notes="Seen with an older friend."))
    ref, store = screening.ref, casebook._desk.store
    if completed:
        casebook.screenings.complete(screening)
    casebook.screenings.leave(screening)
    record = store.screenings.load(ref)
    assert record is not None
    document = of_before(record.document, **said)
    following = replace(record.row, version=record.row.version + 1, revision=2 if completed else 1)
    store.screenings.save(Record(row=following, document=document), [])
    return ref


@pytest.fixture
def casebook(home: Path) -> Casebook:
    return new_store(home)[0]


def test_a_no_in_a_draft_of_before_is_not_answered(casebook: Casebook) -> None:
    opened = casebook.screenings.open(kept_by_it(casebook))
    assert (opened.answers.immediate_risk, opened.answers.harm_today) == (None, None)
    assert opened.answers.notes == "Seen with an older friend."


@pytest.mark.parametrize("name", DANGERS)
def test_a_yes_of_before_stays_a_yes(casebook: Casebook, name: str) -> None:
    opened = casebook.screenings.open(kept_by_it(casebook, **{name: True}))
    assert [getattr(opened.answers, each) for each in DANGERS] == [
        True if each == name else None for each in DANGERS
    ]


def test_a_completed_revision_of_before_is_read_so_and_never_rewritten(
    casebook: Casebook, home: Path
) -> None:
    ref = kept_by_it(casebook, completed=True)
    before = casebook._desk.store.kept.revisions(ref)[-1].document
    opened = casebook.screenings.open(ref)
    assert opened.answers.immediate_risk is None and opened.form == 1
    kept = from_document(before).answers
    assert (kept.immediate_risk, kept.harm_today) == (None, None)
    reopened = casebook.screenings.reopen(opened)
    assert reopened.answers.immediate_risk is None and reopened.form == FORM
    casebook.close()
    again = entered(home)
    assert again._desk.store.kept.revisions(ref)[-1].document == before
    assert again.log.verify().faults == []
    again.close()


def test_a_no_that_is_given_from_now_on_is_kept_as_one(casebook: Casebook) -> None:
    ref = kept_by_it(casebook)
    opened = casebook.screenings.open(ref)
    said = replace(opened, answers=replace(opened.answers, immediate_risk=False))
    casebook.screenings.save(said)
    assert casebook.screenings.open(ref).answers.immediate_risk is False
    assert casebook.screenings.open(ref).answers.harm_today is None


def test_the_pdf_kept_of_such_a_revision_stays_what_was_sent_then(casebook: Casebook) -> None:
    ref = kept_by_it(casebook, completed=True)
    opened = casebook.screenings.open(ref)
    casebook._desk.store.kept.attach(ref, opened.revision, "referral", b"%PDF of then", "then", [])
    casebook.referrals.keep(opened, b"%PDF of now")
    assert casebook._desk.store.kept.attachment(ref, opened.revision, "referral") == b"%PDF of then"
    assert casebook.referrals.kept(ref, opened.revision) is None


def test_what_comes_in_a_file_says_whose_no_it_is(casebook: Casebook) -> None:
    [ref] = casebook.screenings.import_answers([answers(immediate_risk=False, harm_today=None)])
    opened = casebook.screenings.open(ref).answers
    assert opened.immediate_risk is False and list(opened.by_file) == ["immediate_risk"]
    assert opened.by_file["immediate_risk"][:2] == "20"


def test_a_document_is_read_as_it_was_written() -> None:
    screening = Screening(ref="CE-0000-00", owner=ADA, answers=answers(immediate_risk=False))
    read = from_document(as_document(screening))
    assert read.answers.immediate_risk is False and read.form == FORM
