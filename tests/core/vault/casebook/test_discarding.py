"""An empty draft is discarded by its owner alone, and only as it was seen; anything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Practitioner, Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Busy, NotFound, NotPermitted, ToBeDeleted
from support.stores.vault import ADA, BEN, OTHER, answers, entered, with_people

NOBODY = Practitioner()


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    casebook = with_people(home)
    yield casebook
    casebook.close()


def empty(casebook: Casebook, **changes: Any) -> Screening:
    """A draft, empty but for the changes, that was left again."""
    made = casebook.screenings.begin(answers(child=Child(), **changes))
    casebook.screenings.leave(made)
    return made


def discard(casebook: Casebook, made: Screening) -> None:
    casebook.discarding.discard(made.ref, made.version, NOBODY)


def refs(casebook: Casebook) -> list[str]:
    return [each.ref for each in casebook.index.all()]


def changed(casebook: Casebook, made: Screening, answers: Answers) -> Screening:
    return casebook.screenings.save(msgspec.structs.replace(made, answers=answers))


def test_it_is_gone_for_good_and_the_log_says_so(ada: Casebook) -> None:
    made, other = empty(ada), empty(ada, notes="words that stay")
    assert ada.discarding.look(made.ref.lower(), NOBODY).version == made.version
    discard(ada, made)
    assert refs(ada) == [other.ref]
    with pytest.raises(NotFound):
        ada.screenings.open(made.ref)
    (gone,) = ada.deleting.deleted()
    assert (gone.ref, gone.by, gone.detail) == (
        made.ref,
        ADA,
        "deleted; an empty draft, discarded by its owner",
    )
    assert ada.deleting.marked() == []
    assert ada.log.verify().faults == []


def test_one_that_is_open_here_goes_too_and_its_spell_of_editing_ends_in_the_log(ada: Casebook) -> None:
    made = ada.screenings.begin(answers(child=Child()))
    typed = changed(ada, made, answers(child=Child(), notes="typed"))
    discard(ada, changed(ada, typed, answers(child=Child())))
    assert [each.kind for each in ada.log.entries(ref=made.ref)] == [
        "created",
        "editing began",
        "editing ended",
        "deletion",
    ]
    ada.close()  # nothing is left open


def test_what_somebody_said_in_it_keeps_it(ada: Casebook) -> None:
    made = empty(ada, notes="something")
    for act in (lambda: ada.discarding.look(made.ref, NOBODY), lambda: discard(ada, made)):
        with pytest.raises(NotPermitted, match="is not empty"):
            act()
    assert refs(ada) == [made.ref]


def test_what_was_completed_once_stays(ada: Casebook) -> None:
    made = ada.screenings.complete(ada.screenings.begin(answers(child=Child())))
    with pytest.raises(NotPermitted, match="it was completed"):
        discard(ada, made)
    with pytest.raises(NotPermitted, match="it was completed"):
        discard(ada, ada.screenings.reopen(made))


def test_what_has_left_the_store_stays(ada: Casebook) -> None:
    made = empty(ada)
    ada.referrals.note_export(made.ref, "pdf")
    with pytest.raises(NotPermitted, match="was exported, printed or read on the phone"):
        discard(ada, made)


def test_nobody_discards_anothers_not_even_a_lead(ada: Casebook, home: Path) -> None:
    ben = entered(home, BEN, OTHER)
    made, hers = empty(ben), empty(ada)
    for act in (lambda: ada.discarding.look(made.ref, NOBODY), lambda: discard(ada, made)):
        with pytest.raises(NotPermitted, match=f"{made.ref} is {BEN}'s. Only whoever a draft belongs to"):
            act()  # she sees it in the hub's list
    for act in (lambda: ben.discarding.look(hers.ref, NOBODY), lambda: discard(ben, hers)):
        with pytest.raises(NotFound):
            act()
    ben.close()
    assert set(refs(ada)) == {hers.ref, made.ref}


def test_what_was_changed_since_it_was_seen_stays(ada: Casebook, home: Path) -> None:
    made = empty(ada)
    elsewhere = entered(home)
    opened = elsewhere.screenings.open(made.ref)
    with pytest.raises(Busy, match=f"open elsewhere just now .{ADA}."):
        discard(ada, made)
    newer = changed(elsewhere, opened, answers(child=Child(), notes="typed"))
    elsewhere.screenings.leave(changed(elsewhere, newer, answers(child=Child())))
    elsewhere.close()
    with pytest.raises(Busy, match="was changed elsewhere in the meantime"):
        discard(ada, made)
    assert refs(ada) == [made.ref]


def test_what_a_lead_holds_or_has_marked_is_the_leads(ada: Casebook) -> None:
    held, marked = empty(ada), empty(ada)
    ada.keeping.hold(held.ref, "the police asked")
    ada.keeping.mark(marked.ref, "made twice")
    with pytest.raises(NotPermitted, match="is on hold"):
        discard(ada, held)
    with pytest.raises(ToBeDeleted):
        discard(ada, marked)
    assert refs(ada) == [held.ref]
    assert [each.ref for each in ada.deleting.marked()] == [marked.ref]
