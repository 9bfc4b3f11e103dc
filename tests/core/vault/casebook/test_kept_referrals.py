"""The PDF that is kept of a revision goes out again as it is, until something is recorded of the screening, or another
one was before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from support.stores.vault import answers, entered, new_store


class Minutes:
    """A clock that goes on by a minute whenever it is looked at; `still`: it does not."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 28, 9, tzinfo=UTC)
        self.still = False

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=not self.still)
        return self.at


@pytest.fixture
def clock() -> Minutes:
    return Minutes()


@pytest.fixture
def casebook(home: Path, clock: Minutes) -> Iterator[Casebook]:
    new_store(home)[0].close()
    made = entered(home, clock=clock)
    yield made
    made.close()


@pytest.fixture
def done(casebook: Casebook) -> Screening:
    return casebook.screenings.complete(casebook.screenings.begin(answers()))


def phoned(casebook: Casebook, of: Screening) -> None:
    casebook.actions.record(of.ref, Action(at="2026-11-27T14:05", kind="phone"))


def views(casebook: Casebook) -> int:
    return sum(entry.kind == "view" for entry in casebook.log.entries())


def test_it_does_not_go_out_once_something_was_recorded_and_the_next_one_is_kept_in_its_place(
    casebook: Casebook, done: Screening
) -> None:
    referrals = casebook.referrals
    for document in ("sent", "annex", "sent with annex"):
        referrals.keep(done, f"%PDF {document}".encode(), document)  # type: ignore[arg-type]
    assert referrals.kept(done.ref, 1) == b"%PDF sent"
    phoned(casebook, done)
    looked = views(casebook)
    for document in ("sent", "annex", "sent with annex"):
        assert referrals.kept(done.ref, 1, document) is None  # type: ignore[arg-type]
    assert views(casebook) == looked, "nothing was looked at"
    referrals.keep(done, b"%PDF of now", holds=1)
    assert referrals.kept(done.ref, 1) == b"%PDF of now"
    assert referrals.kept(done.ref, 1, "sent with annex") is None
    assert casebook.log.verify().faults == []


def test_what_was_recorded_before_it_was_written_keeps_nothing_back(
    casebook: Casebook, done: Screening
) -> None:
    phoned(casebook, done)
    phoned(casebook, done)
    casebook.referrals.keep(done, b"%PDF", holds=2)
    assert casebook.referrals.kept(done.ref, 1) == b"%PDF"
    casebook.referrals.keep(done, b"%PDF 2")
    assert casebook.referrals.kept(done.ref, 1) == b"%PDF 2", "without a number it holds all"


def test_what_was_recorded_while_it_was_made_is_not_in_it(casebook: Casebook, done: Screening) -> None:
    phoned(casebook, done)
    phoned(casebook, done)
    casebook.referrals.keep(done, b"%PDF", holds=1)
    assert casebook.referrals.kept(done.ref, 1) is None


def test_of_what_was_recorded_in_the_same_moment_nobody_knows_whether_it_is_in_it(
    casebook: Casebook, done: Screening, clock: Minutes
) -> None:
    clock.still = True
    casebook.referrals.keep(done, b"%PDF")
    assert casebook.referrals.kept(done.ref, 1) == b"%PDF"
    phoned(casebook, done)
    assert casebook.referrals.kept(done.ref, 1) is None


def test_what_is_recorded_of_one_child_keeps_nothing_back_of_another(
    casebook: Casebook, done: Screening
) -> None:
    casebook.referrals.keep(done, b"%PDF")
    other = casebook.screenings.begin(answers())
    phoned(casebook, other)
    assert casebook.referrals.kept(done.ref, 1) == b"%PDF"


def test_what_is_compared_with_one_screening_before_does_not_go_out_in_place_of_another(
    casebook: Casebook, done: Screening
) -> None:
    referrals, before = casebook.referrals, casebook.screenings.begin(answers()).ref
    referrals.keep(done, b"%PDF of none")
    assert referrals.kept(done.ref, 1, before=f"{before} 4") is None
    referrals.keep(done, b"%PDF compared", before=f"{before} 4")
    assert referrals.kept(done.ref, 1, before=f"{before} 4") == b"%PDF compared"
    assert referrals.kept(done.ref, 1, before=f"{before} 5") is None
    assert referrals.kept(done.ref, 1) == b"%PDF of none", "what was kept before there was one"
    phoned(casebook, done)
    assert referrals.kept(done.ref, 1, before=f"{before} 4") is None
    referrals.keep(done, b"%PDF of both", holds=1, before=f"{before} 4")
    assert referrals.kept(done.ref, 1, before=f"{before} 4") == b"%PDF of both"
    assert referrals.kept(done.ref, 1) is None
    assert casebook.log.verify().faults == []


def test_each_revision_has_its_own(casebook: Casebook, done: Screening) -> None:
    casebook.referrals.keep(done, b"%PDF first")
    again = casebook.screenings.complete(casebook.screenings.reopen(done))
    phoned(casebook, done)
    casebook.referrals.keep(again, b"%PDF second", holds=1)
    assert casebook.referrals.kept(done.ref, 1) is None
    assert casebook.referrals.kept(done.ref, 2) == b"%PDF second"
