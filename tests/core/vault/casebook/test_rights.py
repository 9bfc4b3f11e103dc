"""Rights are asked at every act: what is open is closed to whoever it was taken from, and their last words are kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Decision, Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.permission import DISMISSED, TAKEN
from ce_tui.core.vault.errors import NotFound, NotPermitted, ReasonNeeded, RightEnded
from support.stores.vault import ADA, BEN, OTHER, answers, entered, with_people

DORA, LENA = "Dora Example", "Lena Example"


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    """An administrator, beside Ben and Dora, practitioners, and Lena, a lead."""
    casebook = with_people(home)
    casebook.people.add_account(DORA, OTHER, ["practitioner"])
    casebook.people.add_account(LENA, OTHER, ["lead", "practitioner"])
    yield casebook
    casebook.close()


def with_notes(screening: Screening, notes: str) -> Screening:
    return msgspec.structs.replace(screening, answers=msgspec.structs.replace(screening.answers, notes=notes))


Act = Callable[[Casebook, Screening], object]
ACTS: dict[str, Act] = {
    "save": lambda casebook, open_: casebook.screenings.save(with_notes(open_, "since")),
    "complete": lambda casebook, open_: casebook.screenings.complete(open_),
    "look again": lambda casebook, open_: casebook.screenings.again(open_),
    "see whose it is": lambda casebook, open_: casebook.screenings.owned_as_now(open_),
    "keep beside": lambda casebook, open_: casebook.screenings.keep_beside(open_),
    "take over": lambda casebook, open_: casebook.screenings.take_over(open_.ref),
    "keep a PDF": lambda casebook, open_: casebook.referrals.keep(open_, b"PDF"),
    "take a kept PDF": lambda casebook, open_: casebook.referrals.kept(open_.ref, 1),
    "export": lambda casebook, open_: casebook.referrals.note_export(open_.ref, "pdf"),
    "print": lambda casebook, open_: casebook.referrals.note_export(open_.ref, "print"),
    "read on the phone": lambda casebook, open_: casebook.referrals.note_export(open_.ref, "phone"),
    "print the log's head": lambda casebook, open_: casebook.referrals.audit_head(open_.ref, 1),
    "read what was left": lambda casebook, open_: casebook.words_left.of(open_.ref),
}


def refused(casebook: Casebook, act: Act, screening: Screening, words: str) -> None:
    with pytest.raises(RightEnded, match=words):
        act(casebook, screening)


@pytest.mark.parametrize("act", ACTS)
def test_one_that_was_handed_over_while_it_is_open_is_refused_at_the_next_act(
    home: Path, ada: Casebook, act: str
) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers(notes="before"))
    ada.people.hand_over(BEN, DORA)
    refused(ben, ACTS[act], screening, f"passed on to {DORA}, so it is closed here")
    assert ben.screenings.ended(screening.ref)
    assert [line.ref for line in ada.log.entries(kinds=["refusal"])] == [screening.ref]
    ben.close()
    dora = entered(home, DORA, OTHER)
    assert dora.screenings.open(screening.ref).answers.notes == "before"
    dora.close()
    assert ada.log.verify().sound


@pytest.mark.parametrize("act", ACTS)
def test_a_lead_made_a_practitioner_reads_nothing_more_of_what_is_open(
    home: Path, ada: Casebook, act: str
) -> None:
    ben = entered(home, BEN, OTHER)
    ref = ben.screenings.begin(answers(notes="before")).ref
    ben.close()
    lena = entered(home, LENA, OTHER)
    screening = lena.screenings.open(ref, "Supervision")
    ada.people.change_roles(LENA, ["practitioner"])
    refused(lena, ACTS[act], screening, "does not read the screenings of others any more")
    lena.screenings.leave(screening)
    with pytest.raises(NotFound):
        lena.screenings.open(ref, "Supervision")
    lena.close()


@pytest.mark.parametrize("act", ACTS)
def test_whoever_is_suspended_is_refused_at_the_next_act(home: Path, ada: Casebook, act: str) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers())
    ada.people.suspend(BEN)
    refused(ben, ACTS[act], screening, "has suspended this account, so this screening is closed here")
    ben.close()


@pytest.mark.parametrize("act", ACTS)
def test_whoever_does_not_screen_any_more_is_refused_in_their_own_too(
    home: Path, ada: Casebook, act: str
) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers())
    ada.people.change_roles(BEN, ["administrator"])
    refused(ben, ACTS[act], screening, "does not read screenings any more")
    ben.close()


def test_a_completed_one_is_not_reopened_by_whom_it_was_taken_from(home: Path, ada: Casebook) -> None:
    ben = entered(home, BEN, OTHER)
    completed = ben.screenings.complete(ben.screenings.begin(answers()))
    ada.people.hand_over(BEN, DORA)
    refused(ben, lambda casebook, open_: casebook.screenings.reopen(open_), completed, "passed on")
    ben.close()


def test_a_lead_from_whom_it_was_passed_on_opens_it_again_only_with_a_reason(
    home: Path, ada: Casebook
) -> None:
    lena = entered(home, LENA, OTHER)
    screening = lena.screenings.begin(answers())
    ada.people.hand_over(LENA, DORA)
    refused(lena, ACTS["save"], screening, "As a lead you can open it again, with a reason")
    with pytest.raises(ReasonNeeded):
        lena.screenings.open(screening.ref)
    opened = lena.screenings.open(screening.ref, "Supervision")
    assert opened.owner == DORA and lena.screenings.save(with_notes(opened, "since")).version == 2
    lena.close()


def test_a_lead_who_gave_a_reason_goes_on_with_it_whoever_it_is_passed_on_to(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    ref = ben.screenings.begin(answers()).ref
    ben.close()
    lena = entered(home, LENA, OTHER)
    screening = lena.screenings.open(ref, "Supervision")
    ada.people.hand_over(BEN, DORA)
    saved = lena.screenings.save(with_notes(screening, "by the lead"))
    assert lena.screenings.owned_as_now(saved).owner == DORA
    ada.people.hand_over(DORA, LENA)
    assert lena.screenings.owned_as_now(saved).owner == LENA
    lena.close()
    assert ada.log.verify().sound


def test_what_is_closed_stays_closed_when_the_role_comes_back_until_it_is_opened_anew(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers())
    ada.people.suspend(BEN)
    refused(ben, ACTS["save"], screening, "suspended")
    ada.people.resume(BEN)
    refused(ben, ACTS["save"], screening, "suspended")
    ben.screenings.leave(screening)
    assert ben.screenings.save(with_notes(ben.screenings.open(screening.ref), "since")).version == 2
    ben.close()


def test_whoever_it_belongs_to_now_is_not_held_up_by_whoever_had_it_open(home: Path, ada: Casebook) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers())
    ada.people.hand_over(BEN, DORA)
    refused(ben, ACTS["save"], screening, "passed on")
    ben.screenings.leave(screening)
    dora = entered(home, DORA, OTHER)
    assert dora.presence.holder(screening.ref) is None
    assert dora.screenings.save(dora.screenings.open(screening.ref)).version == 2
    dora.close()
    ben.close()


def test_whoever_is_shut_out_sees_no_list_and_searches_nothing_and_is_told_why(
    home: Path, ada: Casebook
) -> None:
    ben = entered(home, BEN, OTHER)
    ben.screenings.begin(answers())
    ada.people.suspend(BEN)
    for look in (ben.index.all, lambda: ben.index.search("Zephyrine"), ben.deleting.marked):
        with pytest.raises(NotPermitted, match="has suspended this account"):
            look()
    ben.close()


def test_a_lead_made_a_practitioner_sees_the_hubs_list_no_more(home: Path, ada: Casebook) -> None:
    ben = entered(home, BEN, OTHER)
    ben.screenings.begin(answers())
    ben.close()
    lena = entered(home, LENA, OTHER)
    assert len(lena.index.all()) == 1
    ada.people.change_roles(LENA, ["practitioner"])
    assert lena.index.all() == []
    lena.close()


def test_no_save_comes_after_the_hand_over_however_close_they_are(home: Path, ada: Casebook) -> None:
    """Ben decides again and again, which is logged, while it is handed over: asked within the save's transaction."""
    ben = entered(home, BEN, OTHER)
    for _ in range(10):
        screening = ben.screenings.begin(answers())
        begun = threading.Event()

        def decide(open_: Screening = screening, begun: threading.Event = begun) -> None:
            for number in range(10_000):
                decided = msgspec.structs.replace(open_.answers, decision=Decision(reason=f"again {number}"))
                try:
                    open_ = ben.screenings.save(msgspec.structs.replace(open_, answers=decided))
                except RightEnded:
                    return
                begun.set()
            raise AssertionError("never refused")

        deciding = threading.Thread(target=decide)
        deciding.start()
        assert begun.wait(60)
        ada.people.hand_over(BEN, DORA)
        deciding.join(60)
        lines = ada.log.entries(ref=screening.ref)
        (handed_over,) = [line.seq for line in lines if line.detail.startswith("handed over")]
        decided = [line.seq for line in lines if line.kind == "decision"]
        assert decided and max(decided) < handed_over
        ben.screenings.leave(screening)
    ben.close()
    assert ada.log.verify().sound


def test_whoever_asks_from_time_to_time_need_not_wait_for_what_takes_long(ada: Casebook) -> None:
    assert not ada.is_at_work
    begun, done = threading.Event(), threading.Event()

    def at_work() -> None:
        with ada._desk.lock:
            begun.set()
            done.wait(60)

    worker = threading.Thread(target=at_work)
    worker.start()
    assert begun.wait(60) and ada.is_at_work
    done.set()
    worker.join()
    assert not ada.is_at_work


# The words that were not saved


def taken_from_ben(home: Path, ada: Casebook) -> tuple[Casebook, str]:
    """Ben, with words that he could not save in what is Dora's now: its reference."""
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers())
    ada.people.hand_over(BEN, DORA)
    refused(ben, ACTS["save"], screening, "passed on")
    ben.words_left.keep(screening.ref, "typed last")
    return ben, screening.ref


def test_last_words_are_for_the_new_owner_and_a_lead_and_for_nobody_else(home: Path, ada: Casebook) -> None:
    ben, ref = taken_from_ben(home, ada)
    ben.close()
    dora, lena = entered(home, DORA, OTHER), entered(home, LENA, OTHER)
    (words,) = dora.words_left.of(ref)
    assert (words.by, words.text) == (BEN, "typed last")
    with pytest.raises(ReasonNeeded):
        lena.words_left.of(ref)
    lena.screenings.open(ref, "Supervision")
    assert lena.words_left.of(ref) == [words]
    ben = entered(home, BEN, OTHER)
    with pytest.raises(NotFound):
        ben.words_left.of(ref)
    with pytest.raises(NotFound):
        ben.words_left.settle(ref, words.id, DISMISSED)
    for each in (ben, dora, lena):
        each.close()
    assert ada.log.verify().sound


@pytest.mark.parametrize("how", [TAKEN, DISMISSED])
def test_last_words_are_settled_once_and_that_is_logged(home: Path, ada: Casebook, how: str) -> None:
    ben, ref = taken_from_ben(home, ada)
    ben.words_left.keep(ref, "and a line more")
    ben.close()
    dora = entered(home, DORA, OTHER)
    first, second = dora.words_left.of(ref)
    for _ in range(2):
        dora.words_left.settle(ref, first.id, how)
    assert dora.words_left.of(ref) == [second]
    dora.close()
    said = [(line.by, line.detail) for line in ada.log.entries(ref=ref, kinds=["words"])]
    assert said == [(BEN, "kept beside it"), (BEN, "kept beside it"), (DORA, how)]
    assert ada.log.verify().sound


def test_words_are_left_only_where_a_right_has_ended(home: Path, ada: Casebook) -> None:
    ben = entered(home, BEN, OTHER)
    screening = ben.screenings.begin(answers())
    for ref in (screening.ref, "CE-7K3M-2Q"):
        with pytest.raises(NotFound):
            ben.words_left.keep(ref, "not so")
    assert ben.words_left.of(screening.ref) == []
    ben.close()


def test_last_words_go_with_the_screening_when_it_is_deleted(home: Path, ada: Casebook) -> None:
    ben, ref = taken_from_ben(home, ada)
    ben.close()
    ada.keeping.mark(ref, "No longer needed")
    ada._desk.store.keeping.delete(ref, "9999", [ada._desk.entry("deletion", ref=ref, detail="deleted")])
    assert ada._desk.store.kept.attached(ref, "") == []
    assert ada.log.verify().sound


def test_who_looks_after_the_accounts_alone_reads_no_words(home: Path, ada: Casebook) -> None:
    ben, ref = taken_from_ben(home, ada)
    ben.close()
    ada.people.change_roles(ADA, ["administrator"])
    with pytest.raises(NotFound):
        ada.words_left.of(ref)
