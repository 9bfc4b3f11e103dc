"""One's own details of the last screening begin the next one."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.pathway.answers.screening import Practitioner
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.session.draft import Draft
from ce_tui.session.exporting import script_of
from ce_tui.session.opening import Opening
from ce_tui.session.session import fill_in, remember, remembered
from ce_tui.settings.config import Config
from support.people.screens import NOON, PASSPHRASE

OTHERS = "quiet gravel under nine bicycles"

MINE = Practitioner("Rowan Example", "Imaginary Hub", "01632 960123")


def test_they_are_filled_in_once_and_never_over_what_stands_there(draft: Draft) -> None:
    assert not fill_in(draft).done, "nobody has given any yet"
    remember(draft.casebook, MINE)
    result = fill_in(draft)
    assert (result.done, result.words) == (True, "Your own details are filled in from your last screening.")
    assert draft.answers.practitioner == MINE
    remember(draft.casebook, Practitioner("Rowan Example", "Another Hub"))
    assert not fill_in(draft).done and draft.answers.practitioner == MINE


def test_empty_ones_are_not_remembered_and_unreadable_ones_are_none(draft: Draft) -> None:
    remember(draft.casebook, MINE)
    remember(draft.casebook, Practitioner())
    assert remembered(draft.casebook) == MINE
    for unreadable in ("{", '{"name": 5}'):
        draft.casebook.preferences.set("practitioner", unreadable)
        assert remembered(draft.casebook) == Practitioner()


def test_the_first_persons_begin_with_what_they_gave_at_the_set_up(home: Path) -> None:
    opening = Opening(Config(), home, clock=lambda: NOON)
    session = opening.set_up(NewStore(name="Rowan Example", passphrase=PASSPHRASE, hub="Imaginary Hub"))
    session.casebook.people.add_account("Ottoline Madeup", OTHERS, ["practitioner"])
    first = session.begin("essex")
    assert first.answers.practitioner == Practitioner("Rowan Example", "Imaginary Hub"), (
        "before Details is opened"
    )
    assert "My name is Rowan Example, of Imaginary Hub" in str(script_of(first))
    assert fill_in(first).words == (
        "Your own details are filled in as you gave them at the set-up; you can change them."
    )
    assert not fill_in(first).done, "it is said once"
    remember(session.casebook, MINE)
    second = session.begin("essex")
    assert second.answers.practitioner == MINE
    assert fill_in(second).words.endswith("from your last screening.")
    session.close()
    other = opening.sign_in("Ottoline Madeup", OTHERS)
    nobodys = other.begin("essex")
    assert nobodys.answers.practitioner == Practitioner(), "nothing is claimed for other accounts"
    assert not fill_in(nobodys).done
    other.close()


def test_a_draft_that_was_begun_before_gets_them_in_details(draft: Draft) -> None:
    assert draft.answers.practitioner == Practitioner()
    remember(draft.casebook, MINE)
    assert fill_in(draft).done and draft.answers.practitioner == MINE


def test_a_draft_begun_with_details_that_were_changed_since_is_still_empty(home: Path) -> None:
    opening = Opening(Config(), home, clock=lambda: NOON)
    session = opening.set_up(NewStore(name="Rowan Example", passphrase=PASSPHRASE, hub="Imaginary Hub"))
    begun = session.begin("essex")
    remember(session.casebook, MINE)
    assert session.is_empty(begun)
    session.discard(begun.screening.ref, begun.screening.version)
    session.close()
