"""All files of the store as they were on an earlier day, while its anchors lie elsewhere: nobody works in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import recover, sign_in
from ce_tui.core.vault.errors import OlderStore, StoreUnreadable
from ce_tui.core.vault.log.anchors import FileAnchors
from support.people.cli import ce_tui
from support.stores.anchored import copied, copied_before
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    answers,
    around,
    entered,
    looked_over,
    set_up_store,
    with_people,
)

NEW = "eleven copper owls in the pantry"


def suspended(ada: Casebook, _: FileAnchors) -> None:
    ada.people.suspend(BEN)


def role_taken(ada: Casebook, _: FileAnchors) -> None:
    ada.people.change_roles(CLEO, ["practitioner"])


def handed_over(ada: Casebook, _: FileAnchors) -> None:
    ada.people.hand_over(BEN, ADA)


def revoked(ada: Casebook, _: FileAnchors) -> None:
    """With another key of the database, and another one of the anchors."""
    ada.revoking.revoke(BEN, patience=0)


def passphrase_changed(ada: Casebook, elsewhere: FileAnchors) -> None:
    ben = entered(ada._desk.home.folder, BEN, OTHER, anchors=elsewhere)
    ben.access.change_passphrase(OTHER, NEW)
    ben.close()


CHANGES: list[Callable[[Casebook, FileAnchors], None]] = [
    suspended,
    role_taken,
    handed_over,
    revoked,
    passphrase_changed,
]


def files(home: Path) -> dict[str, bytes]:
    """What of the store lies there, as far as it counts: no locks, no counts of tries."""
    names = ("store.db", "store.db-wal", "slots.json")
    return {name: (home / name).read_bytes() for name in names if (home / name).exists()}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nobody_gets_back_what_they_lost_by_a_whole_older_copy(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, change: Callable[[Casebook, FileAnchors], None]
) -> None:
    """A copy that was taken while the administrator was in, just before the change: nothing lies between the two."""
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    older = copied(home, tmp_path / "older")
    ada = entered(home, anchors=elsewhere)
    at_work = copied(home, tmp_path / "at work")
    change(ada, elsewhere)
    ada.close()
    for copy in (older, at_work):
        before = files(copy)
        for name, passphrase in ((ADA, PASSPHRASE), (BEN, OTHER), (CLEO, OTHER)):
            with pytest.raises(OlderStore) as refused:
                entered(copy, name, passphrase, anchors=elsewhere)
            assert refused.value.exit_code == 65
            assert "Nobody is let in" in refused.value.words and "Nothing was changed" in refused.value.words
            assert ("accept-older" in refused.value.words) == refused.value.may_accept
            assert refused.value.may_accept == (name != BEN)
        assert files(copy) == before
        assert "older store" in {
            each.kind for each in looked_over(copy, anchors=elsewhere).log.verify().findings
        }
    entered(home, anchors=elsewhere).close()  # the newest one is let in


def test_a_copy_that_is_worked_in_elsewhere_is_told_when_it_comes_back(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    """Taken, worked in without the anchors until its log is longer than they know, and put in the store's place."""
    copy = copied_before(home, tmp_path / "copy", elsewhere)
    for _ in range(3):
        ben = entered(copy, BEN, OTHER)
        ben.screenings.leave(ben.screenings.begin(answers()))
        ben.close()
    with pytest.raises(OlderStore, match="and the log has another one there"):
        entered(copy, anchors=elsewhere)


def test_the_recovery_code_leads_into_no_older_copy(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    casebook, code = set_up_store(home, anchors=elsewhere)
    casebook.close()
    copy = copied(home, tmp_path / "copy")
    entered(home, anchors=elsewhere).close()
    before = files(copy)
    with pytest.raises(OlderStore):
        recover(copy, ADA, str(code), NEW, around(anchors=elsewhere))
    assert files(copy) == before


def test_a_copy_that_cannot_be_written_is_not_read_either(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copied_before(home, tmp_path / "copy", elsewhere)
    monkeypatch.setattr("ce_tui.core.vault.folder.home.is_read_only", lambda _: True)
    with pytest.raises(OlderStore):
        entered(copy, BEN, OTHER, anchors=elsewhere)


def test_it_is_looked_over_all_the_same(home: Path, tmp_path: Path, elsewhere: FileAnchors) -> None:
    copy = copied_before(home, tmp_path / "copy", elsewhere)
    casebook = looked_over(copy, anchors=elsewhere)
    assert casebook.read_only and "It is only looked over now" in casebook.alerts[0]
    verdict = casebook.log.verify()
    assert {each.kind for each in verdict.findings} == {"older store"}
    assert "ce-tui store accept-older" in " ".join(verdict.advice)
    casebook.close()


def test_the_command_line_ends_with_65_and_says_what_stays_open(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    (tmp_path / "config.toml").write_text('[audit]\nanchors = "elsewhere.log"\n')
    (tmp_path / "words").write_text(OTHER + "\n")
    place = {"CE_TUI_HOME": str(tmp_path / "copy"), "CE_TUI_CONFIG": str(tmp_path / "config.toml")}
    copied_before(home, tmp_path / "copy", elsewhere)
    as_ben = ("--as", BEN, "--passphrase-file", tmp_path / "words")
    ended = ce_tui("list", *as_ben, **place)
    assert ended.code == 65 and "older than its anchors" in ended.err
    assert "In danger: phone 999. Contacts and Guidance are open without a sign-in." in ended.err
    assert ce_tui("contacts", **place).code == 0
    assert ce_tui("audit", "verify", "--as", ADA, "--passphrase-file", tmp_path / "none", **place).code == 66
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    verified = ce_tui("audit", "verify", "--as", ADA, "--passphrase-file", tmp_path / "words", **place)
    assert verified.code == 65 and "Older store" in verified.err


def test_anchors_that_lie_elsewhere_and_cannot_be_read_keep_nobody_out(
    home: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_people(home).close()
    entered(home, anchors=elsewhere).close()

    def unreadable(*_: object) -> None:
        raise StoreUnreadable("The anchors of the log cannot be read.")

    monkeypatch.setattr("ce_tui.core.vault.log.anchors._reading", unreadable)
    casebook = sign_in(home, ADA, PASSPHRASE, around(anchors=elsewhere))
    assert casebook.alerts[0] == "The anchors of the log cannot be read."
    casebook.close()
