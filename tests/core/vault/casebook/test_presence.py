"""Who has a screening open: said to whoever opens it too, free again when they leave or die, taken over when idle."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook import permission
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Busy, NotFound, TakenOver
from support.stores.vault import ADA, BEN, CLEO, OTHER, answers, database_of, entered, with_people


class People:
    """Ada (all roles), Ben (practitioner), Cleo (administrator), and the time since the machine started."""

    def __init__(self, home: Path) -> None:
        self.now = 5000.0
        self.ada = with_people(home)
        self.ben = entered(home, BEN, OTHER)
        self.cleo = entered(home, CLEO, OTHER)
        self.home = home

    def close(self) -> None:
        for casebook in (self.ada, self.ben, self.cleo):
            casebook.close()


@pytest.fixture
def people(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    made = People(home)
    monkeypatch.setattr(permission, "since_start", lambda: made.now)
    yield made
    made.close()


def noted(screening: Screening, notes: str) -> Screening:
    return msgspec.structs.replace(screening, answers=msgspec.structs.replace(screening.answers, notes=notes))


def test_whoever_opens_it_too_learns_who_has_it_since_when_and_when_it_was_changed(people: People) -> None:
    begun = people.ben.screenings.begin(answers())
    assert people.ben.presence.holder(begun.ref) is None, "not oneself"
    held = people.ada.presence.holder(begun.ref)
    assert held is not None
    assert (held.name, held.mine, held.since[:10], held.changed) == (BEN, False, begun.created[:10], "")
    saved = people.ben.screenings.save(noted(begun, "changed"))
    people.now += 30
    held = people.ada.presence.holder(begun.ref)
    assert held is not None
    assert held.changed[:16] == saved.updated[:16]
    assert held.wait == 90.0


def test_it_is_free_when_its_holder_leaves_completes_or_signs_out(people: People) -> None:
    begun = people.ben.screenings.begin(answers())
    people.ben.screenings.leave(begun)
    assert people.ada.presence.holder(begun.ref) is None
    again = people.ben.screenings.open(begun.ref)
    assert people.ada.presence.holder(begun.ref) is not None
    people.ben.screenings.complete(again)
    assert people.ada.presence.holder(begun.ref) is None
    other = people.ben.screenings.begin(answers())
    people.ben.close()
    assert people.ada.presence.holder(other.ref) is None


def test_who_reads_with_a_command_holds_nobody_up(people: People) -> None:
    begun = people.ben.screenings.begin(answers())
    people.ben.screenings.leave(begun)
    people.ben.screenings.read(begun.ref)
    assert people.ada.presence.holder(begun.ref) is None
    people.ada.screenings.read(begun.ref, "supervision")
    assert people.ben.presence.holder(begun.ref) is None


def test_while_someone_is_at_work_it_is_only_read_and_a_take_over_says_how_long_to_wait(
    people: People,
) -> None:
    begun = people.ben.screenings.save(noted(people.ben.screenings.begin(answers()), "Ben's"))
    seen = people.ada.screenings.open(begun.ref, "supervision")
    with pytest.raises(TakenOver) as refused:
        people.ada.screenings.save(noted(seen, "Ada's"))
    assert refused.value.exit_code == 75 and BEN in refused.value.words
    people.now += 20
    with pytest.raises(
        Busy, match=r"2 minutes.*in 2 minutes|2 minutes: in 100 seconds|in 100 seconds"
    ) as early:
        people.ada.screenings.take_over(begun.ref)
    assert early.value.seconds == pytest.approx(100)
    assert people.ben.screenings.save(noted(begun, "Ben's, more")).version == begun.version + 1


def test_after_a_while_without_a_change_it_is_taken_over_logged_and_told_to_who_had_it(
    people: People,
) -> None:
    begun = people.ben.screenings.save(noted(people.ben.screenings.begin(answers()), "Ben's"))
    people.ada.screenings.open(begun.ref, "supervision")
    people.now += 121
    mine = people.ada.screenings.take_over(begun.ref)
    held = people.ben.presence.holder(begun.ref)
    assert held is not None and held.name == ADA
    with pytest.raises(TakenOver):
        people.ben.screenings.save(noted(begun, "Ben's, more"))
    people.ada.screenings.save(noted(mine, "Ben's and Ada's"))
    assert people.ben.screenings.again(begun).answers.notes == "Ben's and Ada's"
    taken = [each for each in people.ada.log.entries() if each.kind == "taken over"]
    assert [(each.by, each.ref, each.version) for each in taken] == [(ADA, begun.ref, begun.version)]
    stored = [
        each.entry.detail for each in people.ada._desk.store.log.entries() if each.entry.kind == "taken over"
    ]
    assert len(stored) == 1 and BEN not in stored[0]


def test_each_change_begins_the_time_anew(people: People) -> None:
    saved = people.ben.screenings.save(noted(people.ben.screenings.begin(answers()), "1"))
    for number in range(2, 5):
        people.now += 100
        saved = people.ben.screenings.save(noted(saved, str(number)))
    held = people.ada.presence.holder(saved.ref)
    assert held is not None and held.wait == 120.0


def test_ones_own_screening_is_had_back_at_once_from_who_only_reads_it(people: People) -> None:
    begun = people.ben.screenings.begin(answers())
    people.ben.screenings.leave(begun)
    seen = people.ada.screenings.open(begun.ref, "supervision")
    assert people.ben.screenings.open(begun.ref).answers == begun.answers
    mine = people.ben.screenings.take_over(begun.ref)
    people.ben.screenings.save(noted(mine, "Ben's"))
    people.ben.screenings.leave(mine)
    people.ada.screenings.save(noted(people.ada.screenings.take_over(begun.ref), "Ada wrote in it"))
    with pytest.raises(Busy):
        people.ben.screenings.open(begun.ref)
        people.ben.screenings.take_over(begun.ref)
    people.ada.screenings.leave(seen)


def test_a_killed_holder_holds_nobody_up(people: People) -> None:
    begun = people.ben.screenings.begin(answers())
    sessions = people.ben._desk.sessions
    assert sessions._handle is not None
    os.close(sessions._handle)  # as the kernel does when the process dies
    sessions._handle = None
    assert people.ada.presence.holder(begun.ref) is None
    seen = people.ada.screenings.open(begun.ref, "supervision")
    assert people.ada.screenings.save(noted(seen, "Ada's")).version == begun.version + 1


def test_who_has_it_is_told_to_nobody_who_may_not_open_it(people: People) -> None:
    begun = people.ada.screenings.begin(answers())
    assert people.ben.presence.holder(begun.ref) is None
    assert people.cleo.presence.holder(begun.ref) is None
    assert people.ben.presence.holder("CE-7K3M-2Q") is None
    with pytest.raises(NotFound):
        people.ben.screenings.take_over(begun.ref)


def test_what_could_not_be_saved_is_kept_beside_with_the_same_practitioner(people: People) -> None:
    begun = people.ben.screenings.begin(answers())
    people.ben.screenings.leave(begun)
    seen = people.ada.screenings.open(begun.ref, "supervision")
    mine = people.ben.screenings.take_over(people.ben.screenings.open(begun.ref).ref)
    people.ben.screenings.save(noted(mine, "Ben's"))
    unsaved = msgspec.structs.replace(noted(seen, "Ada's"), unfinished={"screened_on": "31 feb"})
    kept = people.ada.screenings.keep_beside(unsaved)
    assert kept.ref != begun.ref and kept.owner == BEN
    assert (kept.answers.notes, kept.unfinished) == ("Ada's", {"screened_on": "31 feb"})
    assert people.ada.screenings.save(noted(kept, "Ada's, more")).version == 2
    people.ada.screenings.leave(kept)
    assert people.ben.screenings.open(begun.ref).answers.notes == "Ben's"
    assert people.ben.screenings.open(kept.ref).answers.notes == "Ada's, more"


def test_a_completed_screening_may_be_read_by_two_and_is_changed_by_one(people: People) -> None:
    done = people.ben.screenings.complete(people.ben.screenings.begin(answers()))
    people.ben.screenings.leave(done)
    his, hers = people.ben.screenings.open(done.ref), people.ada.screenings.open(done.ref, "supervision")
    assert people.ben.presence.holder(done.ref) is None and people.ada.presence.holder(done.ref) is None
    people.ben.screenings.reopen(his)
    held = people.ada.presence.holder(done.ref)
    assert held is not None and held.name == BEN
    with pytest.raises(TakenOver.__base__):
        people.ada.screenings.reopen(hers)


def test_nothing_of_it_is_left_when_all_have_gone(home: Path) -> None:
    casebook: Casebook = with_people(home)
    for _ in range(3):
        casebook.screenings.begin(answers())
    casebook.close()
    again = entered(home)
    assert database_of(again).execute("SELECT count(*) FROM presence").fetchone() == (0,)
    again.close()
