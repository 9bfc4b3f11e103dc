"""Who does not accept an older copy of the store, and when nobody does; and who comes in before it is done whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import accept_older, recover
from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    NotPermitted,
    OlderStore,
    ReadOnly,
    Refused,
    StoreFull,
    StoreMissing,
    StoreUnreadable,
    WrongCredentials,
)
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.store.records import OlderRows
from ce_tui.core.vault.store.upkeep import Upkeep
from support.stores.anchored import (
    REASON,
    accepted,
    copied,
    copied_before,
    work,
)
from support.stores.killing import Killed, killed
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    around,
    entered,
    looked_over,
    set_up_store,
    with_people,
)


def test_only_an_administrator_with_their_passphrase_and_a_reason(
    older: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    before = anchors_file.read_bytes(), (older / "store.db").read_bytes()
    with pytest.raises(NotPermitted, match="Only an administrator"):
        accepted(older, elsewhere, BEN, OTHER)
    with pytest.raises(WrongCredentials):
        accepted(older, elsewhere, ADA, OTHER)
    with pytest.raises(Refused, match="Say why"):
        accept_older(older, CLEO, OTHER, " \n", around(anchors=elsewhere))
    assert (anchors_file.read_bytes(), (older / "store.db").read_bytes()) == before
    with pytest.raises(OlderStore):
        entered(older, anchors=elsewhere)


@pytest.mark.parametrize("beside", [True, False])
def test_what_is_not_older_is_not_accepted(home: Path, elsewhere: FileAnchors, beside: bool) -> None:
    anchors = None if beside else elsewhere
    with_people(home).close()
    entered(home, anchors=anchors).close()
    with pytest.raises(Refused, match="there is nothing to accept"):
        accept_older(home, ADA, PASSPHRASE, REASON, around(anchors=anchors))
    ada = entered(home, anchors=anchors)
    assert ada.log.entries(kinds=["backup"]) == []
    ada.close()


def test_where_the_anchors_cannot_be_written_nothing_is_accepted(
    older: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its line the next sign-in would find it older again: so it is said, and tried again."""

    def full(*_: object, **__: object) -> int:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(FileAnchors, "write", full)
        with pytest.raises(StoreFull, match="could not be written to the anchors in elsewhere"):
            accepted(older, elsewhere)
    copy = looked_over(older, anchors=elsewhere)
    assert copy.log.entries(kinds=["backup"]) == []
    copy.close()
    with pytest.raises(OlderStore):
        entered(older, anchors=elsewhere)
    accepted(older, elsewhere).close()
    work(older, elsewhere)


def test_nobody_comes_in_between_the_acceptance_and_the_suspending(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The app is killed just then: whoever accepted it comes in first, and all others are suspended."""
    copy = copied_before(home, tmp_path / "copy", elsewhere, lambda ada: ada.people.suspend(BEN))

    with monkeypatch.context() as patched:
        patched.setattr("ce_tui.core.vault.casebook.opening.sign_in", killed)
        with pytest.raises(Killed):
            accepted(copy, elsewhere)
    for name, passphrase in ((BEN, OTHER), (ADA, PASSPHRASE)):
        with pytest.raises(NotPermitted, match=f"put back by {CLEO}, who has to sign in first"):
            entered(copy, name, passphrase, anchors=elsewhere)
    cleo = entered(copy, CLEO, OTHER, anchors=elsewhere)
    assert any(f"these accounts are suspended: {ADA}, {BEN}." in words for words in cleo.alerts)
    cleo.close()
    with pytest.raises(NotPermitted, match="suspended"):
        entered(copy, BEN, OTHER, anchors=elsewhere)


def test_the_recovery_code_gives_nobody_else_a_passphrase_in_between(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook, code = set_up_store(home, anchors=elsewhere)
    casebook.people.add_account(CLEO, OTHER, ["administrator"])
    casebook.close()
    copy = copied(home, tmp_path / "copy")
    ada = entered(home, anchors=elsewhere)
    ada.people.change_roles(CLEO, ["lead"])
    ada.close()
    with monkeypatch.context() as patched:
        patched.setattr(
            "ce_tui.core.vault.casebook.opening.sign_in", lambda *_: (_ for _ in ()).throw(StoreFull())
        )
        with pytest.raises(StoreFull, match=r"The older copy is accepted\. "):
            accepted(copy, elsewhere)
    with pytest.raises(NotPermitted, match="who has to sign in first"):
        recover(copy, ADA, str(code), "eleven copper owls in the pantry", around(anchors=elsewhere))
    entered(copy, CLEO, OTHER, anchors=elsewhere).close()


def test_wrong_tries_count_and_what_cannot_be_written_is_not_accepted(
    older: Path, tmp_path: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StoreMissing):
        accepted(tmp_path / "none", elsewhere)
    with monkeypatch.context() as patched:
        patched.setattr("ce_tui.core.vault.folder.home.is_read_only", lambda _: True)
        with pytest.raises(ReadOnly):
            accepted(older, elsewhere)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            accepted(older, elsewhere, CLEO, "not the passphrase")
    with pytest.raises(Busy):
        accepted(older, elsewhere)


def test_one_of_which_a_piece_is_older_still_is_not_accepted(
    older: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Upkeep, "older", lambda *_: OlderRows(whole="the list of accounts"))
    with pytest.raises(Damaged, match="A piece of the database is of another day"):
        accepted(older, elsewhere)


def test_anchors_that_cannot_be_read_are_said(
    older: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise StoreUnreadable("The anchors cannot be read.")

    monkeypatch.setattr("ce_tui.core.vault.log.anchors._reading", unreadable)
    with pytest.raises(StoreUnreadable, match="cannot be read"):
        accepted(older, elsewhere)


def test_what_is_only_looked_over_changes_nothing(
    older: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    before = anchors_file.read_bytes(), (older / "store.db").read_bytes()
    casebook = looked_over(older, anchors=elsewhere)
    assert not casebook.log.verify().sound
    casebook.close()
    assert (anchors_file.read_bytes(), (older / "store.db").read_bytes()) == before
