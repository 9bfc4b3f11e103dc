"""What was done is recorded once and for all: beside whoever has the screening open, and kept as long as it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.due import NOT_ALONE, ONLY_A_LEAD
from ce_tui.core.pathway.actions.rules import withdrawal
from ce_tui.core.pathway.shape import InputInvalid
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import (
    Damaged,
    NotFound,
    ReadOnly,
    ReasonNeeded,
    Refused,
    RightEnded,
    ToBeDeleted,
)
from ce_tui.core.vault.store.records import KeptAction
from support.stores.backups import backed_up, restored
from support.stores.pages import holding, pages_of
from support.stores.vault import (
    ADA,
    BEN,
    CHILD,
    CLEO,
    OTHER,
    answers,
    entered,
    needs_mount_as_root,
    read_only,
    set_clock,
    with_people,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
WORD = "Xylquorbit"


def call(**about: Any) -> Action:
    usual: dict[str, Any] = {"at": "2026-11-25T11:05", "kind": "phone", "to": "C-SPOC"}
    return msgspec.convert(usual | {"came_of_it": "accepted"} | about, Action)


def settled(how: str, said: str = "said in full", **about: Any) -> Action:
    return call(kind="other", to="", came_of_it="", settles=how, said=said, **about)


def at_noon(home: Path, name: str = ADA, **later: float) -> Casebook:
    words = {} if name == ADA else {"passphrase": OTHER}
    return entered(home, name, **words, clock=lambda: NOON + timedelta(**later))


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    """Ada has all roles, Ben is a practitioner, Cleo an administrator alone."""
    casebook = with_people(home)
    set_clock(casebook, lambda: NOON)
    yield casebook
    casebook.close()


@pytest.fixture
def ben(home: Path, ada: Casebook) -> Iterator[Casebook]:
    casebook = at_noon(home, BEN)
    yield casebook
    casebook.close()


def begun(casebook: Casebook, **changes: Any) -> str:
    """A screening that was begun and left. Its reference."""
    screening = casebook.screenings.begin(answers(notes="words", **changes))
    casebook.screenings.leave(screening)
    return screening.ref


def numbered(found: list[Recorded]) -> list[tuple[str, str]]:
    return [(each.id, each.action.said) for each in found]


def listed(casebook: Casebook, ref: str) -> Any:
    return next(each for each in casebook.index.all() if each.ref == ref)


def test_what_was_recorded_is_read_as_it_was_and_the_list_says_it(ada: Casebook, home: Path) -> None:
    ref = begun(ada)
    assert ada.actions.of(ref) == [] and not listed(ada, ref).followed.at
    one = ada.actions.record(ref, call(said="They look into it."))
    assert (one.id, one.recorded_by, one.recorded_at) == ("1", ADA, "2026-11-25T12:00:00.000+00:00")
    two = ada.actions.record(ref, call(at="2026-11-24T09:00", came_of_it="no answer"))
    other = at_noon(home)
    assert other.actions.of(ref) == ada.actions.of(ref.lower()) == [one, two]
    found = listed(other, ref).followed
    assert (found.at, found.kind, found.came_of_it, found.tried) == (
        "2026-11-25T11:05",
        "phone",
        "accepted",
        True,
    )
    other.close()


def test_texts_are_cleaned_before_they_are_kept(ada: Casebook) -> None:
    ref = begun(ada)
    assert ada.actions.record(ref, call(to=" C-SPOC\x1b[2J ")).action.to == "C-SPOC[2J"
    assert ada.actions.of(ref)[0].action.to == "C-SPOC[2J"


def test_whoever_has_it_open_goes_on_saving_and_what_was_done_stays(ada: Casebook, home: Path) -> None:
    screening = ada.screenings.begin(answers(notes="before"))
    other = at_noon(home)
    other.actions.record(screening.ref, call(came_of_it="no answer"))
    given = msgspec.structs.replace(screening.answers, notes="after")
    saved = ada.screenings.save(msgspec.structs.replace(screening, answers=given))
    assert saved.version == screening.version + 1
    assert len(ada.actions.of(screening.ref)) == 1 and listed(ada, screening.ref).followed.tried
    done = ada.screenings.complete(saved)
    assert listed(ada, screening.ref).followed.tried
    other.actions.record(screening.ref, call())
    reopened = ada.screenings.reopen(done)
    assert len(ada.actions.of(reopened.ref)) == 2 and listed(ada, screening.ref).followed.spoken
    assert other.screenings.read(reopened.ref).answers.notes == "after"
    other.close()
    assert ada.log.verify().sound


def test_two_who_record_at_once_are_both_kept_and_numbered(ada: Casebook, home: Path) -> None:
    ref = begun(ada)
    both = [at_noon(home), at_noon(home)]
    together = threading.Barrier(2)

    def record(casebook: Casebook, said: str) -> None:
        together.wait()
        for _ in range(5):
            casebook.actions.record(ref, call(said=said))

    people = [threading.Thread(target=record, args=each) for each in zip(both, ("one", "other"), strict=True)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    found = ada.actions.of(ref)
    assert [each.id for each in found] == [f"{number}" for number in range(1, 11)]
    assert sorted(each.action.said for each in found) == ["one"] * 5 + ["other"] * 5
    for casebook in both:
        casebook.close()
    assert ada.log.verify().sound


def test_it_is_recorded_on_a_completed_one_and_on_one_that_somebody_else_has_open(
    ada: Casebook, ben: Casebook
) -> None:
    open_ = ben.screenings.begin(answers(notes="words"))
    assert ada.actions.record(open_.ref, call(), "Supervision").id == "1"
    done = ben.screenings.complete(open_)
    assert ben.actions.record(done.ref, call(kind="form")).id == "2"
    assert ben.screenings.read(done.ref).state == "completed"
    assert ben.screenings.read(done.ref).version == done.version


def test_what_is_wrong_is_said_with_every_field_and_nothing_is_recorded(ada: Casebook) -> None:
    ref = begun(ada)
    before = ada._desk.store.log.head()
    with pytest.raises(InputInvalid) as refused:
        ada.actions.record(ref, call(at="2026-11-25T12:01", by="2026-11-20", corrects="1"))
    assert [fault.where for fault in refused.value.faults] == ["at", "by", "corrects"]
    assert ada.actions.of(ref) == [] and ada._desk.store.log.head() == before


def test_a_later_one_corrects_and_takes_back_and_all_stay_to_be_read(ada: Casebook) -> None:
    ref = begun(ada)
    one = ada.actions.record(ref, call(came_of_it="no answer"))
    ada.actions.record(ref, call(corrects="1"))
    assert not listed(ada, ref).followed.tried
    ada.actions.record(ref, withdrawal(ada.actions.of(ref)[1]))
    assert listed(ada, ref).followed.tried
    ada.actions.record(ref, withdrawal(one))
    assert not listed(ada, ref).followed.at
    assert [each.action.corrects for each in ada.actions.of(ref)] == ["", "1", "2", "1"]


def test_one_that_is_marked_for_deletion_takes_no_action(ada: Casebook, ben: Casebook) -> None:
    ref = begun(ben)
    ada.keeping.mark(ref, "made twice")
    for casebook, reason in ((ada, "Supervision"), (ben, "")):
        with pytest.raises(ToBeDeleted):
            casebook.actions.record(ref, call(), reason)
    with pytest.raises(ToBeDeleted):
        ben.actions.of(ref)
    assert ada.actions.of(ref, "Supervision") == []


@needs_mount_as_root
def test_a_store_that_can_only_be_read_takes_no_action_and_shows_what_was_done(
    ada: Casebook, home: Path
) -> None:
    ref = begun(ada)
    ada.actions.record(ref, call(said="kept"))
    ada.close()
    with read_only(home):
        casebook = at_noon(home)
        with pytest.raises(ReadOnly):
            casebook.actions.record(ref, call())
        assert numbered(casebook.actions.of(ref)) == [("1", "kept")]
        casebook.close()


def test_anothers_takes_a_lead_with_a_reason(ada: Casebook, ben: Casebook, home: Path) -> None:
    mine, bens = begun(ada), begun(ben)
    for act in (lambda: ada.actions.of(bens), lambda: ada.actions.record(bens, call())):
        with pytest.raises(ReasonNeeded):
            act()
    with pytest.raises(Refused, match="in the child's name"):
        ada.actions.record(bens, call(), f"about {CHILD}")
    cleo = at_noon(home, CLEO)
    for casebook in (ben, cleo):
        for act in (
            lambda casebook=casebook: casebook.actions.of(mine, "Supervision"),
            lambda casebook=casebook: casebook.actions.record(mine, call(), "Supervision"),
        ):
            with pytest.raises(NotFound):
                act()
    cleo.close()
    assert ada.actions.of(mine) == []
    assert [each.kind for each in ada.log.entries(ref=mine)][-4:] == ["refusal"] * 4


def test_that_a_lead_read_or_recorded_it_is_logged_with_the_reason_and_anchored(
    ada: Casebook, ben: Casebook, home: Path
) -> None:
    ref = begun(ben)
    before = len((home / "anchors.log").read_bytes().splitlines())
    assert ada.actions.record(ref, call(), "Supervision").recorded_by == ADA
    ada.actions.of(ref, "Handover talk")
    ben.actions.of(ref)
    logged = [(each.kind, each.detail, each.by) for each in ada.log.entries(ref=ref)]
    assert logged[-3:] == [
        ("view", "Supervision", ADA),
        ("action", "1: phone, 2026-11-25T11:05", ADA),
        ("view", "Handover talk", ADA),
    ]
    assert len((home / "anchors.log").read_bytes().splitlines()) == before + 2
    opened = ada.screenings.read(ref, "Supervision")
    ada.actions.record(opened.ref, call())
    assert [each.kind for each in ada.log.entries(ref=ref)][-2:] == ["view", "action"]


def test_after_a_hand_over_whoever_had_it_records_nothing_more_and_what_was_done_stays(
    ada: Casebook, ben: Casebook
) -> None:
    open_, left = ben.screenings.begin(answers(notes="words")), begun(ben)
    for ref in (open_.ref, left):
        ben.actions.record(ref, call(said="by Ben"))
    ada.people.hand_over(BEN, ADA)
    with pytest.raises(RightEnded):
        ben.actions.record(open_.ref, call())
    with pytest.raises(RightEnded):
        ben.actions.of(open_.ref)
    with pytest.raises(NotFound):
        ben.actions.record(left, call())
    for ref in (open_.ref, left):
        assert [(each.recorded_by, each.action.said) for each in ada.actions.of(ref)] == [(BEN, "by Ben")]
        assert listed(ada, ref).followed.spoken
        assert ada.actions.record(ref, call()).id == "2"
    assert ada.log.verify().sound


def test_a_deleted_screening_takes_with_it_what_was_done_and_what_was_begun(
    ada: Casebook, home: Path
) -> None:
    ref, stays = begun(ada), begun(ada)
    ada.actions.record(ref, call(said=f"{WORD} was told", person=f"J. {WORD}"))
    ada.actions.record(stays, call(said="stays"))
    for each in (ref, stays):
        ada.preferences.set(f"begun action.{each}", f"{WORD} said" if each == ref else "begun")
    key = ada._desk.unlocked.database_key
    assert holding(pages_of(home, key), WORD) == [WORD]
    ada.keeping.mark(ref, "made twice")
    ada.close()
    later = at_noon(home, days=2)
    assert [each.ref for each in later.index.all()] == [stays]
    with pytest.raises(NotFound):
        later.actions.of(ref)
    assert later._desk.store.kept.actions(ref) == []
    assert later.preferences.get(f"begun action.{ref}") == ""
    assert later.preferences.get(f"begun action.{stays}") == "begun"
    assert numbered(later.actions.of(stays)) == [("1", "stays")]
    assert later.log.verify().sound
    assert holding(pages_of(home, key), WORD, "stays") == ["stays"]
    later.close()


def test_a_backup_and_a_change_of_keys_keep_what_was_done(ada: Casebook, tmp_path: Path) -> None:
    ref = begun(ada)
    ada.actions.record(ref, call(said="kept"))
    content = backed_up(ada, tmp_path)
    ada.revoking.revoke(CLEO)
    assert numbered(ada.actions.of(ref)) == [("1", "kept")]
    assert ada.actions.record(ref, call(said="since")).id == "2"
    assert ada.log.verify().sound
    back = restored(content, tmp_path / "back", clock=lambda: NOON)
    assert numbered(back.actions.of(ref)) == [("1", "kept")] and listed(back, ref).followed.spoken
    assert back.actions.record(ref, call(said="in the other")).id == "2"
    assert back.log.verify().sound
    back.close()


def test_the_log_has_its_number_kind_and_time_and_no_word_of_it(ada: Casebook, home: Path) -> None:
    ref = begun(ada)
    texts = {name: f"{WORD} {name}" for name in ("to", "person", "said", "reference", "next")}
    ada.actions.record(ref, call(**texts, by="2026-11-26"))
    ada.actions.record(ref, call(at="2026-11-25", kind="form", corrects="1", **texts))
    ada.actions.record(
        ref, msgspec.structs.replace(withdrawal(ada.actions.of(ref)[1]), said=f"{WORD} it was")
    )
    ada.actions.record(ref, settled("ended", f"{WORD} ended it here"))
    entries = ada.log.entries(ref=ref, kinds=["action"])
    assert [each.detail for each in entries] == [
        "1: phone, 2026-11-25T11:05",
        "2: form, 2026-11-25, corrects 1",
        "3: mistake, 2026-11-25, corrects 2",
        "4: ended, 2026-11-25T11:05",
    ]
    stored = [str(msgspec.structs.asdict(each.entry)) for each in ada._desk.store.log.entries()]
    assert not [each for each in stored if WORD in each or ADA in each]
    assert ada.log.verify().sound
    ada.close()
    shown = [path.name for path in home.rglob("*") if path.is_file() and WORD.encode() in path.read_bytes()]
    assert shown == []


RED = {"locality": "southend", "marks": {"R2": "suspected"}}


def refused(casebook: Casebook, ref: str, action: Action, reason: str = "") -> list[str]:
    with pytest.raises(InputInvalid) as caught:
        casebook.actions.record(ref, action, reason)
    return [fault.what for fault in caught.value.faults]


def test_red_that_nobody_answered_passes_from_its_practitioner_to_a_lead(
    ada: Casebook, ben: Casebook
) -> None:
    ref = begun(ben, **RED)
    assert refused(ben, ref, settled("ended")) == [NOT_ALONE]
    ben.actions.record(ref, call(came_of_it="no answer", next="again", by="2026-11-30"))
    assert refused(ben, ref, settled("ended")) == [NOT_ALONE]
    assert refused(ben, ref, settled("taken on")) == [ONLY_A_LEAD]
    ben.actions.record(ref, settled("passed on", ""))
    assert listed(ben, ref).followed.settled == "passed on"
    assert refused(ben, ref, settled("ended")) == [NOT_ALONE]
    ada.actions.record(ref, settled("taken on", ""), "To take it on")
    assert (listed(ada, ref).followed.settled, listed(ada, ref).followed.by_whom) == (
        "taken on",
        ada._desk.account.id,
    )
    ada.actions.record(ref, settled("ended", "The police have it"), "To end it")
    assert ada.follow_ups.of(listed(ada, ref)) == []


def test_red_that_was_answered_is_ended_by_its_practitioner_with_a_reason(
    ada: Casebook, ben: Casebook
) -> None:
    ref = begun(ben, **RED)
    ben.actions.record(ref, call())
    assert refused(ben, ref, settled("ended")) == [NOT_ALONE], "the form was not sent"
    ben.actions.record(ref, call(kind="form"))
    assert refused(ben, ref, settled("ended", "all done")) == ["needs a reason of three words or more"]
    ben.actions.record(ref, settled("ended"))
    assert listed(ben, ref).followed.settled == "ended"


def test_who_ends_it_is_asked_by_whose_it_is_and_by_the_leads_there_are(ada: Casebook, ben: Casebook) -> None:
    mine, bens = begun(ada), ben.screenings.begin(answers(notes="words")).ref
    assert msgspec.structs.astuple(ada.follow_ups.ender(mine)) == (True, True, False)
    assert msgspec.structs.astuple(ben.follow_ups.ender(bens)) == (True, False, True)
    ada.screenings.read(bens, "Supervision")
    assert msgspec.structs.astuple(ada.follow_ups.ender(bens)) == (False, True, False)
    ada.people.change_roles(BEN, ["practitioner", "lead"])
    assert msgspec.structs.astuple(ada.follow_ups.ender(mine)) == (True, True, True)
    ada.people.suspend(BEN)
    assert msgspec.structs.astuple(ada.follow_ups.ender(mine)) == (True, True, False)


def test_what_this_edition_cannot_read_is_said_and_left_as_it_is(ada: Casebook) -> None:
    ref, store = begun(ada), ada._desk.store
    of_later = KeptAction(
        number=1, recorded_at=ada._desk.now(), recorded_by="ada", content=b'{"of": "later"}'
    )
    store.kept.add_action(ref, of_later, "", [])
    for act in (lambda: ada.actions.of(ref), lambda: ada.actions.record(ref, call())):
        with pytest.raises(Damaged, match=f"What was done about {ref} cannot be read by this version"):
            act()
    assert store.kept.actions(ref) == [of_later]
    assert ada.screenings.read(ref).answers.notes == "words"
