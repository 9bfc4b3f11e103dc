"""An older copy of the store that was put back on purpose: an administrator accepts it, and it is told as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from ce_tui.core.vault.errors import (
    NotPermitted,
    OlderStore,
)
from ce_tui.core.vault.log.anchors import AnchorKeys, FileAnchors, digest_of, read_line
from ce_tui.session.words.log import news_words
from support.stores.anchored import (
    REASON,
    accepted,
    copied,
    copied_before,
    numbers,
    store_set_back,
    work,
)
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    answers,
    entered,
    with_people,
)


def test_everybody_works_in_it_again_and_it_is_told(
    older: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    before = numbers(anchors_file)
    cleo = accepted(older, elsewhere)
    assert (
        cleo.alerts[0].startswith("The store is as it was on ")
        and "the recovery code is that of then" in cleo.alerts[0]
    )
    assert "what was done after this copy is lost" in cleo.alerts[1]
    assert {each.state for each in cleo.people.accounts()} == {"active"}
    cleo.close()
    lines = [read_line(line) for line in anchors_file.read_bytes().splitlines()]
    assert [each.event for each in lines[len(before) :] if each] == ["restored", "stands", "stands"]
    assert (found := numbers(anchors_file)) == list(range(1, len(found) + 1))
    work(older, elsewhere)
    ada = entered(older, anchors=elsewhere)
    assert ada.alerts == []
    (news,) = ada.telling.unheard()
    assert (news.what, news.by) == ("accepted", CLEO) and news.detail.startswith("of ")
    assert REASON in news_words(news) and "at terminal tty9" in news_words(news)
    verdict = ada.log.verify()
    assert verdict.sound, verdict.findings
    assert verdict.remarks[0].startswith("An older copy of the store was accepted on ")
    assert "that were made after the copy" in verdict.remarks[0]
    (logged,) = ada.log.entries(kinds=["backup"])
    assert logged.by == CLEO and logged.detail.startswith("an older copy was accepted, of ")
    assert logged.detail.endswith(f": {REASON}; at terminal tty9")
    ada.close()


def test_who_may_have_been_shut_out_since_is_suspended_until_resumed(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    copy = copied_before(home, tmp_path / "copy", elsewhere, lambda ada: ada.people.suspend(BEN))
    cleo = accepted(copy, elsewhere)
    assert any(f"these accounts are suspended: {ADA}, {BEN}." in words for words in cleo.alerts)
    with pytest.raises(NotPermitted):
        entered(copy, BEN, OTHER, anchors=elsewhere)
    cleo.people.resume(ADA)
    cleo.close()
    entered(copy, anchors=elsewhere).close()


@pytest.mark.parametrize("rotated", [False, True])
def test_lines_under_keys_that_it_does_not_know_are_no_finding_afterwards(
    home: Path, tmp_path: Path, anchors_file: Path, elsewhere: FileAnchors, rotated: bool
) -> None:
    """The copy is of just before somebody was revoked, which changed all keys. `rotated`: root has put the file away
    since, so that it begins with the newest line."""
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    copy = copied(home, tmp_path / "copy")
    ada.revoking.revoke(BEN, patience=0)
    ada.close()
    if rotated:
        anchors_file.write_bytes(anchors_file.read_bytes().splitlines(keepends=True)[-1])
    why = "under a key that this store does not know" if rotated else "older than its anchors"
    with pytest.raises(OlderStore, match=why):
        entered(copy, anchors=elsewhere)
    accepted(copy, elsewhere).close()
    cleo = entered(copy, CLEO, OTHER, anchors=elsewhere)
    verdict = cleo.log.verify()
    assert verdict.sound, verdict.findings
    with pytest.raises(NotPermitted):
        entered(copy, BEN, OTHER, anchors=elsewhere)
    cleo.close()


def test_the_newest_one_lets_nobody_in_then(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, older: Path
) -> None:
    """There is one store: whoever has accepted the copy has given the other one up, until that is accepted."""
    newest = copied(older, tmp_path / "another")
    accepted(older, elsewhere).close()
    with pytest.raises(OlderStore, match="it is not the one that came of it"):
        entered(newest, anchors=elsewhere)
    accepted(newest, elsewhere).close()
    entered(newest, anchors=elsewhere).close()
    with pytest.raises(OlderStore):
        entered(older, anchors=elsewhere)


@pytest.mark.parametrize("by_hand", [False, True])
def test_another_list_of_as_many_changes_or_more_is_another_list(
    home: Path, tmp_path: Path, anchors_file: Path, elsewhere: FileAnchors, by_hand: bool
) -> None:
    """A copy that went on by itself, without the anchors, has a list whose number says nothing of the newest one."""
    copy = copied_before(home, tmp_path / "copy", elsewhere, lambda ada: ada.people.suspend(BEN))
    alone = entered(copy)
    for _ in range(2):
        alone.people.suspend(CLEO)
        alone.people.resume(CLEO)
    alone.close()
    if by_hand:  # a line that follows, and names the list of the copy
        at_work = entered(copy)
        store = at_work._desk.store
        line = anchors_file.read_bytes().splitlines()[-1]
        last = read_line(line)
        assert last is not None
        forged = replace(last, number=last.number + 1, before=digest_of(line), state=store.log.state())
        anchors_file.write_bytes(
            anchors_file.read_bytes() + AnchorKeys([]).with_another(0).line(forged) + b"\n"
        )
        at_work.close()
    cleo = accepted(copy, elsewhere)
    states = {each.name: each.state for each in cleo.people.accounts()}
    assert states == {ADA: "suspended", BEN: "suspended", CLEO: "active"}
    cleo.close()


def test_a_file_of_anchors_that_was_moved_knows_the_store_that_was_put_back(
    older: Path, tmp_path: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    accepted(older, elsewhere).close()
    work(older, elsewhere)
    moved = FileAnchors(anchors_file.rename(tmp_path / "moved.log"))
    ada = entered(older, anchors=moved)
    verdict = ada.log.verify()
    assert ada.alerts == [] and verdict.sound, verdict.findings
    ada.close()


def test_marks_for_deletion_and_who_was_in_are_of_that_day_no_more(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    made = ada.screenings.begin(answers())
    ada.screenings.leave(made)
    ada.keeping.mark(made.ref, "made twice")
    copy = copied(home, tmp_path / "copy")
    ada.close()
    back = accepted(copy, elsewhere, ADA, PASSPHRASE)
    assert back.deleting.marked() == []
    assert [each.detail for each in back.log.entries(kinds=["deletion"])][
        -1
    ] == "undone: the store was put back"
    assert not any("did not end with a sign-out" in words for words in back.alerts)
    back.close()


def test_whoever_accepted_it_holds_it_no_more_when_they_have_left(
    older: Path, elsewhere: FileAnchors
) -> None:
    accepted(older, elsewhere).close()
    ada = entered(older, anchors=elsewhere)
    ada.revoking.revoke(BEN, patience=0)
    ada.close()


def test_copies_of_lines_of_before_it_was_put_back_keep_nobody_out_and_are_said(
    home: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    store_set_back(home, elsewhere, sessions=5)
    lines = anchors_file.read_bytes().splitlines(keepends=True)
    accepted(home, elsewhere).close()
    with anchors_file.open("ab") as anchors:
        anchors.writelines(lines[-3:])
    told = entered(home, anchors=elsewhere)
    assert len(told.alerts) == 1 and "copies of earlier ones" in told.alerts[0]
    told.close()
    work(home, elsewhere)
