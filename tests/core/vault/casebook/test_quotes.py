"""A kept PDF that quotes a screening before goes with that one; what it is of stays, and so does what quotes none."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.answers.screening import Answers, Screening
from ce_tui.core.pathway.outcome.comparison import ComparedScreening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.referrals import (
    Document,
    EarlierScreening,
    GraverScreening,
    quoted,
    words_of,
)
from ce_tui.core.vault.store.database import connect
from support.stores.one_child import NOON, completed
from support.stores.pages import holding, pages_of
from support.stores.vault import BEN, OTHER, entered, set_clock

WHY = "Asked for by the family"
WORD = "Xylquorbit"
ALL: tuple[Document, ...] = ("sent", "sent with annex", "annex")


def keep(casebook: Casebook, ref: str, *documents: Document, words: str = "%PDF") -> None:
    """Keep documents of a screening as they are now: compared with the one before, if there is one."""
    before = casebook.earlier.before(ref)
    screening = casebook.screenings.read(ref)
    for document in documents or ALL:
        pdf = f"{words} {document}".encode()
        casebook.referrals.keep(screening, pdf, document, before=before.key if before else "")
    casebook.screenings.leave(screening)


def kinds(casebook: Casebook, ref: str) -> list[str]:
    """What is kept of a screening, in short: which documents, and which references each quotes."""
    kept = casebook._desk.store.kept.attached(ref, "")
    return [" ".join([each.kind.partition(",")[0], *quoted(each.kind)]) for each in kept]


def deleted(casebook: Casebook, *refs: str) -> None:
    for ref in refs:
        casebook.keeping.mark(ref, WHY)
    set_clock(casebook, lambda: NOON + timedelta(days=2))
    assert sorted(casebook.deleting.purge_due()) == sorted(refs)
    set_clock(casebook, lambda: NOON)


def same(casebook: Casebook, *refs: str) -> None:
    for one, two in pairwise(refs):
        casebook.pairings.say(one, two, same=True)


def logged(casebook: Casebook, ref: str) -> list[str]:
    return [each.detail for each in casebook.log.entries(ref=ref, kinds=["deletion"])]


def test_what_quotes_a_screening_goes_with_it_and_nothing_else_does(ada: Casebook) -> None:
    first, later = completed(ada, "2026-10-03", A3="suspected"), completed(ada, "2026-11-25")
    keep(ada, later)
    same(ada, first, later)
    keep(ada, later)
    keep(ada, first, words=f"{WORD} of itself")
    assert kinds(ada, later) == [*ALL, *(f"{each} {first}" for each in ALL)]
    deleted(ada, first)
    assert kinds(ada, later) == [*ALL], "what was kept before anything was known of it"
    assert logged(ada, later) == [f"kept PDF taken away: it quoted {first}"] * 3
    assert ada.referrals.kept(later, 1) == b"%PDF sent"
    assert ada.screenings.read(later).revision == 1 and ada.log.verify().faults == []


def test_until_it_is_deleted_it_only_goes_out_no_more_and_comes_back_with_it(ada: Casebook) -> None:
    first, later = completed(ada, "2026-10-03"), completed(ada, "2026-11-25")
    same(ada, first, later)
    keep(ada, later, "sent")
    before = ada.earlier.before(later)
    assert before is not None
    ada.keeping.mark(first, WHY)
    assert ada.earlier.before(later) is None and ada.referrals.kept(later, 1) is None
    ada.deleting.undo(first)
    assert ada.referrals.kept(later, 1, before=before.key) == b"%PDF sent"


def test_a_graver_one_before_is_quoted_too_and_another_comparison_stays(ada: Casebook) -> None:
    red, last = completed(ada, "2026-05-01", R2="suspected"), completed(ada, "2026-10-03")
    later = completed(ada, "2026-11-25")
    same(ada, last, later)
    keep(ada, later, "sent")
    same(ada, red, later)
    keep(ada, later, "sent")
    assert kinds(ada, later) == [f"sent {last}", f"sent {last} {red}"]
    deleted(ada, red)
    assert kinds(ada, later) == [f"sent {last}"]


def test_what_is_said_to_be_of_another_child_stays_as_what_was_sent_and_goes_out_no_more(
    ada: Casebook,
) -> None:
    first, later = completed(ada, "2026-10-03"), completed(ada, "2026-11-25")
    same(ada, first, later)
    keep(ada, later, "sent")
    before = ada.earlier.before(later)
    assert before is not None
    ada.pairings.take_back(first, later)
    assert ada.earlier.before(later) is None and ada.referrals.kept(later, 1) is None
    assert kinds(ada, later) == [f"sent {first}"]
    same(ada, first, later)
    assert ada.referrals.kept(later, 1, before=before.key) == b"%PDF sent", "a slip that was put right"
    ada.pairings.take_back(first, later)
    deleted(ada, first)
    assert kinds(ada, later) == [], "whatever was said of the two since"


def test_nothing_is_kept_that_quotes_what_was_deleted_while_it_was_made(ada: Casebook) -> None:
    first, later = completed(ada, "2026-10-03"), completed(ada, "2026-11-25")
    same(ada, first, later)
    before = ada.earlier.before(later)
    assert before is not None
    deleted(ada, first)
    ada.referrals.keep(ada.screenings.read(later), b"%PDF", before=before.key)
    assert kinds(ada, later) == []


def test_nothing_goes_of_one_that_is_on_hold_before_the_hold_ends(ada: Casebook) -> None:
    first, later = completed(ada, "2026-10-03"), completed(ada, "2026-11-25")
    same(ada, first, later)
    keep(ada, later, "sent")
    ada.keeping.hold(later, "A court asks")
    ada.pairings.take_back(first, later)
    deleted(ada, first)
    assert kinds(ada, later) == [f"sent {first}"] and ada.referrals.kept(later, 1) is None
    ada.keeping.release(later, "The court has it")
    assert kinds(ada, later) == []
    assert logged(ada, later) == [f"kept PDF taken away: it quoted {first}"]


def test_it_is_handed_over_with_the_screenings_and_goes_out_as_before(home: Path, ada: Casebook) -> None:
    ben = entered(home, BEN, OTHER, clock=lambda: NOON)
    first, later = completed(ben, "2026-10-03"), completed(ben, "2026-11-25")
    same(ben, first, later)
    keep(ben, later, "sent")
    ben.close()
    ada.people.hand_over(BEN, "Ada Example")
    before = ada.earlier.before(later)
    assert before is not None and ada.referrals.kept(later, 1, before=before.key) == b"%PDF sent"
    deleted(ada, first)
    assert kinds(ada, later) == []


def test_no_page_of_any_file_holds_what_it_quoted(ada: Casebook, home: Path) -> None:
    first, later = completed(ada, "2026-10-03"), completed(ada, "2026-11-25")
    same(ada, first, later)
    keep(ada, later, words=f"{WORD} quoted. " * 3000)
    key = ada._desk.unlocked.database_key
    ada._desk.anchor()
    assert holding(pages_of(home, key), WORD[4:]) == [WORD[4:]]
    deleted(ada, first)
    assert holding(pages_of(home, key), WORD[4:]) == []


def test_a_file_that_cannot_be_read_holds_no_deletion_up(ada: Casebook, home: Path) -> None:
    first, later = completed(ada, "2026-10-03"), completed(ada, "2026-11-25")
    same(ada, first, later)
    keep(ada, later, "sent")
    db = connect(home / "store.db", ada._desk.unlocked.database_key)
    db.execute("UPDATE attachments SET content = x'00' WHERE ref = ?", (later,))
    db.close()
    deleted(ada, first)


@pytest.mark.parametrize(
    ("kind", "refs"),
    [
        ("sent", []),
        ("draft sent with annex, actions 3", []),
        ("sent, compared with CE-7K3M-2Q 4", ["CE-7K3M-2Q"]),
        ("sent, actions 2, compared with CE-7K3M-2Q 4, 10 recorded", ["CE-7K3M-2Q"]),
        ("left words 7f3a", []),
    ],
)
def test_what_a_document_quotes_stands_in_what_it_is_kept_under(kind: str, refs: list[str]) -> None:
    """The first two forms of it are of an earlier version."""
    assert quoted(kind) == refs


def before_words(last: tuple[str, int], recorded: int | None, graver: tuple[str, int] | None = None) -> str:
    """What is said of the last screening before, and of a graver one: each by its reference and version."""
    answers = Answers(pathway="set", locality="essex")
    done = Recorded(
        id="1", recorded_at="", recorded_by="", action=Action(at="2026-10-03T14:05", kind="phone")
    )
    return EarlierScreening(
        screening=Screening(ref=last[0], owner=BEN, answers=answers, version=last[1]),
        edition="",
        source=None,
        recorded=None if recorded is None else (done,) * recorded,
        graver=GraverScreening(*graver, ComparedScreening("2026-05-01", "red")) if graver else None,
    ).key


QUOTES = st.tuples(st.sampled_from(["CE-7K3M-2Q", "CE-0BV5-NE", "CE-JT6E-JQ"]), st.integers(1, 999))


@given(
    st.sampled_from([*ALL, *(f"draft {each}" for each in ALL)]),
    st.integers(0, 99),
    QUOTES,
    st.none() | st.integers(0, 99),
    st.none() | QUOTES,
)
def test_whatever_is_written_there_the_screenings_that_it_quotes_are_read_in_it(
    document: str, actions: int, last: tuple[str, int], recorded: int | None, graver: tuple[str, int] | None
) -> None:
    before = before_words(last, recorded, graver)
    assert quoted(words_of(document, actions, before)) == [each[0] for each in (last, graver) if each]
    assert quoted(words_of(document, actions, "")) == []


def test_what_stores_hold_already_is_found_under_the_same_words() -> None:
    before = before_words(("CE-7K3M-2Q", 4), 10)
    assert words_of("sent", 2, before) == "sent, actions 2, compared with CE-7K3M-2Q 4, 10 recorded"
    graver = before_words(("CE-7K3M-2Q", 4), None, ("CE-0BV5-NE", 2))
    assert words_of("draft annex", 0, graver) == (
        "draft annex, compared with CE-7K3M-2Q 4, ? recorded, CE-0BV5-NE 2"
    )
