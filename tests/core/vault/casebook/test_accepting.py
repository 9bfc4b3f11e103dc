"""An older copy of the store that was put back on purpose: an administrator accepts it, and it is told as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.accepting import accept_older
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.errors import NotPermitted, OlderStore, Refused, WrongCredentials
from ce_tui.core.vault.log.anchor_lines import read_line
from ce_tui.core.vault.log.anchors import FileAnchors, SyslogAnchors
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
    assert "The store is as it was on the day of the copy" in cleo.alerts[0]
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
    assert (news.what, news.by) == ("accepted", CLEO)
    assert REASON in news_words(news) and "at terminal tty9" in news_words(news)
    verdict = ada.log.verify()
    assert verdict.sound, verdict.findings
    assert verdict.remarks[0].startswith("An older copy of the store was accepted on ")
    assert "that were made after the copy" in verdict.remarks[0]
    (logged,) = ada.log.entries(kinds=["backup"])
    assert (logged.by, logged.detail) == (CLEO, f"an older copy was accepted: {REASON}; at terminal tty9")
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
    with pytest.raises(OlderStore, match="under a key that this store does not know"):
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
    with pytest.raises(OlderStore, match="this is not the store that came of it"):
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


def test_anchors_that_cannot_be_written_keep_nobody_out_for_good(
    older: Path, file: Path, elsewhere: FileAnchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ce_tui.core.vault.errors import StoreFull

    def full(*_: object, **__: object) -> int:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr(FileAnchors, "write", full)
        cleo = accepted(older, elsewhere)
        assert any("could not be written to the anchors in elsewhere.log" in words for words in cleo.alerts)
        cleo.close()
    work(older, elsewhere)
    ada = entered(older, anchors=elsewhere)
    assert ada.alerts == [] and ada.log.verify().sound
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
