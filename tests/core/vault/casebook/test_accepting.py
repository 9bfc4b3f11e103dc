"""An older copy of the store that was put back on purpose: an administrator accepts it, and it is told as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from ce_tui.core.vault.casebook import trusting
from ce_tui.core.vault.casebook.accepting import accept_older
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import recover, sign_in
from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    NoStore,
    NotPermitted,
    OlderStore,
    ReadOnly,
    Refused,
    StoreFull,
    StoreUnreadable,
    WrongCredentials,
)
from ce_tui.core.vault.log.anchor_lines import AnchorKeys, digest_of, read_line
from ce_tui.core.vault.log.anchors import FileAnchors, SyslogAnchors
from ce_tui.core.vault.store.records import Older
from ce_tui.session.words.news import news_words
from support.stores.anchored import numbers, rolled_back
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

REASON = "the machine was set back to its snapshot of Friday"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere.log"


@pytest.fixture
def elsewhere(file: Path) -> FileAnchors:
    return FileAnchors(file)


@pytest.fixture
def older(home: Path, elsewhere: FileAnchors) -> Path:
    """A hub set back to before a screening was made; nothing of its list of accounts has changed since."""
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    before = (home / "store.db").read_bytes()
    work(home, elsewhere)
    rolled_back(home, before)
    return home


def work(home: Path, elsewhere: FileAnchors) -> None:
    ben = entered(home, BEN, OTHER, anchors=elsewhere)
    ben.screenings.leave(ben.screenings.begin(answers()))
    ben.close()


def accepted(home: Path, elsewhere: FileAnchors, name: str = CLEO, passphrase: str = OTHER) -> Casebook:
    return accept_older(home, name, passphrase, REASON, around(anchors=elsewhere, terminal="tty9"))


def test_everybody_works_in_it_again_and_it_is_told(older: Path, file: Path, elsewhere: FileAnchors) -> None:
    before = numbers(file)
    cleo = accepted(older, elsewhere)
    assert (
        cleo.alerts[0].startswith("The store is as it was on ")
        and "the recovery code is that of then" in cleo.alerts[0]
    )
    assert "what was done after this copy is lost" in cleo.alerts[1]
    assert {each.state for each in cleo.people.accounts()} == {"active"}
    cleo.close()
    lines = [read_line(line) for line in file.read_bytes().splitlines()]
    assert [each.event for each in lines[len(before) :] if each] == ["restored", "stands", "stands"]
    assert (found := numbers(file)) == list(range(1, len(found) + 1))
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
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    ada = entered(home, anchors=elsewhere)
    ada.people.suspend(BEN)
    ada.close()
    cleo = accepted(copy, elsewhere)
    assert any(f"these accounts are suspended: {ADA}, {BEN}." in words for words in cleo.alerts)
    with pytest.raises(NotPermitted):
        entered(copy, BEN, OTHER, anchors=elsewhere)
    cleo.people.resume(ADA)
    cleo.close()
    entered(copy, anchors=elsewhere).close()


@pytest.mark.parametrize("rotated", [False, True])
def test_lines_under_keys_that_it_does_not_know_are_no_finding_afterwards(
    home: Path, tmp_path: Path, file: Path, elsewhere: FileAnchors, rotated: bool
) -> None:
    """The copy is of just before somebody was revoked, which changed all keys. `rotated`: root has put the file away
    since, so that it begins with the newest line."""
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    ada.revoking.revoke(BEN, patience=0)
    ada.close()
    if rotated:
        file.write_bytes(file.read_bytes().splitlines(keepends=True)[-1])
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
    newest = Path(shutil.copytree(older, tmp_path / "another"))
    accepted(older, elsewhere).close()
    with pytest.raises(OlderStore, match="it is not the one that came of it"):
        entered(newest, anchors=elsewhere)
    accepted(newest, elsewhere).close()
    entered(newest, anchors=elsewhere).close()
    with pytest.raises(OlderStore):
        entered(older, anchors=elsewhere)


def test_only_an_administrator_with_their_passphrase_and_a_reason(
    older: Path, file: Path, elsewhere: FileAnchors
) -> None:
    before = file.read_bytes(), (older / "store.db").read_bytes()
    with pytest.raises(NotPermitted, match="Only an administrator"):
        accepted(older, elsewhere, BEN, OTHER)
    with pytest.raises(WrongCredentials):
        accepted(older, elsewhere, ADA, OTHER)
    with pytest.raises(Refused, match="Say why"):
        accept_older(older, CLEO, OTHER, " \n", around(anchors=elsewhere))
    assert (file.read_bytes(), (older / "store.db").read_bytes()) == before
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
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    ada = entered(home, anchors=elsewhere)
    ada.people.suspend(BEN)
    ada.close()

    class Killed(BaseException):
        """The process ends here."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("ce_tui.core.vault.casebook.accepting.sign_in", killed)
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
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    ada = entered(home, anchors=elsewhere)
    ada.people.change_roles(CLEO, ["lead"])
    ada.close()
    with monkeypatch.context() as patched:
        patched.setattr(
            "ce_tui.core.vault.casebook.accepting.sign_in", lambda *_: (_ for _ in ()).throw(StoreFull())
        )
        with pytest.raises(StoreFull, match=r"The older copy is accepted\. "):
            accepted(copy, elsewhere)
    with pytest.raises(NotPermitted, match="who has to sign in first"):
        recover(copy, ADA, str(code), "eleven copper owls in the pantry", around(anchors=elsewhere))
    entered(copy, CLEO, OTHER, anchors=elsewhere).close()


@pytest.mark.parametrize("by_hand", [False, True])
def test_another_list_of_as_many_changes_or_more_is_another_list(
    home: Path, tmp_path: Path, file: Path, elsewhere: FileAnchors, by_hand: bool
) -> None:
    """A copy that went on by itself, without the anchors, has a list whose number says nothing of the newest one."""
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    ada = entered(home, anchors=elsewhere)
    ada.people.suspend(BEN)
    ada.close()
    alone = entered(copy)
    for _ in range(2):
        alone.people.suspend(CLEO)
        alone.people.resume(CLEO)
    alone.close()
    if by_hand:  # a line that follows, and names the list of the copy
        at_work = entered(copy)
        store = at_work._desk.store
        line = file.read_bytes().splitlines()[-1]
        last = read_line(line)
        assert last is not None
        forged = replace(last, number=last.number + 1, before=digest_of(line), state=store.log.state())
        file.write_bytes(file.read_bytes() + AnchorKeys.first().line(forged) + b"\n")
        at_work.close()
    cleo = accepted(copy, elsewhere)
    states = {each.name: each.state for each in cleo.people.accounts()}
    assert states == {ADA: "suspended", BEN: "suspended", CLEO: "active"}
    cleo.close()


def test_a_file_of_anchors_that_was_moved_knows_the_store_that_was_put_back(
    older: Path, tmp_path: Path, file: Path, elsewhere: FileAnchors
) -> None:
    accepted(older, elsewhere).close()
    work(older, elsewhere)
    moved = FileAnchors(file.rename(tmp_path / "moved.log"))
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
    ada.keeping.decide(made.ref, "delete", "made twice")
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    ada.close()
    back = accepted(copy, elsewhere, ADA, PASSPHRASE)
    assert back.deleting.marked() == []
    assert [each.detail for each in back.log.entries(kinds=["deletion"])][
        -1
    ] == "undone: the store was put back"
    assert not any("did not end with a sign-out" in words for words in back.alerts)
    back.close()


def test_wrong_tries_count_and_what_cannot_be_written_is_not_accepted(
    older: Path, tmp_path: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoStore):
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
    monkeypatch.setattr(trusting, "_older", lambda *_, **__: Older(whole="the list of accounts"))
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


def test_whoever_accepted_it_holds_it_no_more_when_they_have_left(
    older: Path, elsewhere: FileAnchors
) -> None:
    accepted(older, elsewhere).close()
    ada = entered(older, anchors=elsewhere)
    ada.revoking.revoke(BEN, patience=0)
    ada.close()


def test_syslog_whose_file_lags_behind_keeps_nobody_out(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written to syslog now is in its file later: by its number the store knows what counts."""
    import syslog

    journal, sent = tmp_path / "auth.log", list[str]()
    journal.touch()
    monkeypatch.setattr(syslog, "syslog", lambda _, line: sent.append(line))

    def arrives() -> None:
        with journal.open("a") as log:
            log.writelines(f"2026-11-25T10:00:00+00:00 host ce-tui[12]: {line}\n" for line in sent)
        sent.clear()

    anchors = SyslogAnchors(journal)
    with_people(home).close()
    entered(home, anchors=anchors).close()
    before = (home / "store.db").read_bytes()
    entered(home, anchors=anchors).close()
    arrives()
    rolled_back(home, before)
    with pytest.raises(OlderStore):
        sign_in(home, ADA, PASSPHRASE, around(anchors=anchors))
    accept_older(home, CLEO, OTHER, REASON, around(anchors=anchors)).close()
    entered(home, anchors=anchors).close()
    arrives()
    ada = entered(home, anchors=anchors)
    verdict = ada.log.verify()
    assert ada.alerts == [] and verdict.sound, verdict.findings
    ada.close()


def test_what_is_only_looked_over_changes_nothing(older: Path, file: Path, elsewhere: FileAnchors) -> None:
    before = file.read_bytes(), (older / "store.db").read_bytes()
    casebook = looked_over(older, anchors=elsewhere)
    assert not casebook.log.verify().sound
    casebook.close()
    assert (file.read_bytes(), (older / "store.db").read_bytes()) == before


def test_copies_of_lines_of_before_it_was_put_back_keep_nobody_out_and_are_said(
    home: Path, file: Path, elsewhere: FileAnchors
) -> None:
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    before = (home / "store.db").read_bytes()
    for _ in range(5):
        work(home, elsewhere)
    rolled_back(home, before)
    lines = file.read_bytes().splitlines(keepends=True)
    accepted(home, elsewhere).close()
    with file.open("ab") as anchors:
        anchors.writelines(lines[-3:])
    told = entered(home, anchors=elsewhere)
    assert len(told.alerts) == 1 and "copies of earlier ones" in told.alerts[0]
    told.close()
    work(home, elsewhere)
