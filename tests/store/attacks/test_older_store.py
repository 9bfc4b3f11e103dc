"""All files of the store as they were on an earlier day, while its anchors lie elsewhere: nobody works in it."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import syslog
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.accepting import accept_older
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import recover, sign_in
from ce_tui.core.vault.casebook.restoring import restore
from ce_tui.core.vault.errors import OlderStore
from ce_tui.core.vault.log.anchor_lines import AnchorKeys, WrittenLine, digest_of, read_line
from ce_tui.core.vault.log.anchors import FileAnchors, SyslogAnchors
from ce_tui.session.jobs.backing_up import write_backup
from support.people.cli import ce_tui
from support.stores.anchored import anchor
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    NOTHING,
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


@pytest.fixture
def elsewhere(tmp_path: Path) -> FileAnchors:
    return FileAnchors(tmp_path / "elsewhere.log")


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


def copied(home: Path, to: Path) -> Path:
    shutil.copytree(home, to)
    return to


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
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    copy = copied(home, tmp_path / "copy")
    entered(home, anchors=elsewhere).close()
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
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    copy = copied(home, tmp_path / "copy")
    entered(home, anchors=elsewhere).close()
    monkeypatch.setattr("ce_tui.core.vault.folder.home.is_read_only", lambda _: True)
    with pytest.raises(OlderStore):
        entered(copy, BEN, OTHER, anchors=elsewhere)


def test_it_is_looked_over_all_the_same(home: Path, tmp_path: Path, elsewhere: FileAnchors) -> None:
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    copy = copied(home, tmp_path / "copy")
    entered(home, anchors=elsewhere).close()
    casebook = looked_over(copy, anchors=elsewhere)
    assert casebook.read_only and "It is only looked over now" in casebook.alerts[0]
    verdict = casebook.log.verify()
    assert {each.kind for each in verdict.findings} == {"older store"}
    assert "ce-tui store accept-older" in " ".join(verdict.advice)
    casebook.close()


def test_the_command_line_ends_with_65_and_says_what_stays_open(
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    with_people(home).close()
    (tmp_path / "config.toml").write_text('[audit]\nanchors = "elsewhere.log"\n')
    (tmp_path / "words").write_text(OTHER + "\n")
    place = {"CE_TUI_HOME": str(tmp_path / "copy"), "CE_TUI_CONFIG": str(tmp_path / "config.toml")}
    entered(home, anchors=elsewhere).close()
    copied(home, tmp_path / "copy")
    entered(home, anchors=elsewhere).close()
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
    home: Path, tmp_path: Path, elsewhere: FileAnchors
) -> None:
    with_people(home).close()
    entered(home, anchors=elsewhere).close()
    (tmp_path / "elsewhere.log").unlink()
    (tmp_path / "elsewhere.log").mkdir()
    casebook = sign_in(home, ADA, PASSPHRASE, around(anchors=elsewhere))
    assert casebook.alerts
    casebook.close()


# What somebody adds to the anchors, who may do no more there


@dataclass(frozen=True)
class Copy:
    """A hub whose store was copied while the administrator was in, just before Ben was shut out; and its anchors."""

    home: Path
    copy: Path
    file: Path

    @property
    def place(self) -> FileAnchors:
        return FileAnchors(self.file)

    def add(self, content: bytes) -> None:
        with self.file.open("ab") as anchors:
            anchors.write(content)

    @property
    def lines(self) -> list[bytes]:
        return self.file.read_bytes().splitlines(keepends=True)

    def is_refused(self) -> bool:
        for name in (BEN, ADA):
            try:
                entered(self.copy, name, OTHER if name == BEN else PASSPHRASE, anchors=self.place).close()
            except OlderStore:
                continue
            return False
        return True


def shut_out(
    home: Path, folder: Path, *, revoked: bool, meanwhile: bytes = b"", killed: bool = False
) -> Copy:
    """`meanwhile`: what is added to the anchors just after the copy was taken."""
    made = Copy(home, folder / "copy", folder / "elsewhere.log")
    with_people(home).close()
    ada = entered(home, anchors=made.place)
    copied(home, made.copy)
    made.add(meanwhile)
    if revoked:
        ada.revoking.revoke(BEN, patience=0)
    else:
        ada.people.suspend(BEN)
    if killed:
        ada._desk.store.close()
        ada._desk.sessions.leave()
        return made
    ada.close()
    for _ in range(3):
        entered(home, anchors=made.place).close()
    return made


@pytest.mark.parametrize("rotated", [False, True])
def test_a_copied_line_hides_no_change_of_keys(home: Path, tmp_path: Path, rotated: bool) -> None:
    made = shut_out(home, tmp_path, revoked=True)
    first = made.lines[0]
    if rotated:
        made.file.write_bytes(made.lines[-1])
    made.add(first)
    assert made.is_refused()
    verdict = looked_over(made.copy, anchors=made.place).log.verify()
    assert {"older store", "anchors"} <= {each.kind for each in verdict.findings}


@pytest.mark.parametrize("revoked", [False, True])
@pytest.mark.parametrize("flood", [b"x\n" * 2_600_000, b"y" * 5_200_000 + b"\n"])
def test_a_flood_between_the_copy_and_the_change_hides_nothing(
    home: Path, tmp_path: Path, revoked: bool, flood: bytes
) -> None:
    assert shut_out(home, tmp_path, revoked=revoked, meanwhile=flood).is_refused()


@pytest.mark.parametrize("revoked", [False, True])
def test_a_kill_just_after_the_change_hides_nothing(home: Path, tmp_path: Path, revoked: bool) -> None:
    """What was changed of the accounts is anchored at once, and not only at the sign-out."""
    assert shut_out(home, tmp_path, revoked=revoked, killed=True).is_refused()


def test_a_key_of_before_writes_nothing_into_the_copy_that_the_anchors_do_not_say(
    home: Path, tmp_path: Path
) -> None:
    """Ben opens his copy with the key that he had, and writes into it that it was put back, or wrote far ahead."""
    made = shut_out(home, tmp_path, revoked=False)
    ben = entered(made.copy, BEN, OTHER)
    anchored = ben._desk.store.anchored
    for place in (made.place.place, f"restored in {made.place.place}"):
        anchored.put(place, WrittenLine(10**11, bytes(32), 10**9))
    ben._desk.store.close()
    ben._desk.sessions.leave()
    assert made.is_refused()


@pytest.mark.parametrize("number", ["999999999999", "999999999999999"])
def test_a_line_of_a_high_number_and_of_no_time_keeps_out_until_it_is_accepted_and_no_longer(
    home: Path, tmp_path: Path, number: str
) -> None:
    made = shut_out(home, tmp_path, revoked=False)
    _, store, _, _, *others = made.lines[-1].split(b" ")
    before = hashlib.sha256(made.lines[-1].rstrip(b"\n")).hexdigest().encode()
    last = read_line(made.lines[-1].rstrip(b"\n"))
    assert last is not None
    for named in (number.encode(), b"%d" % (last.number + 1)):
        made.add(b" ".join([b"0001-01-01T00:00:00+14:00", store, named, before, *others]))
    with pytest.raises(OlderStore):
        entered(home, anchors=made.place)
    accept_older(home, ADA, PASSPHRASE, "lines by hand", around(anchors=made.place)).close()
    ada = entered(home, anchors=made.place)
    copied(home, tmp_path / "later")
    ada.close()
    with pytest.raises(OlderStore):
        entered(tmp_path / "later", anchors=made.place)
    entered(home, anchors=made.place).close()


def test_the_beginning_of_a_line_that_somebody_adds_just_before_ours_takes_nothing_of_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def after_another(handle: int, content: bytes) -> int:
        if content.startswith(b"20"):
            write(handle, b"x")
        return write(handle, content)

    monkeypatch.setattr("ce_tui.core.vault.log.anchors.os.write", after_another)
    assert shut_out(home, tmp_path, revoked=False).is_refused()


# Who is signed in to the store that was moved away


@pytest.mark.parametrize("by_backup", [False, True])
def test_a_session_in_the_folder_that_was_moved_away_is_asked_out_and_writes_nothing_into_the_anchors(
    home: Path, tmp_path: Path, elsewhere: FileAnchors, by_backup: bool
) -> None:
    with_people(home).close()
    ada = entered(home, anchors=elsewhere)
    write_backup(ada, tmp_path / "made.backup", NOTHING)
    ada.close()
    copy = copied(home, tmp_path / "copy")
    ben = entered(home, BEN, OTHER, anchors=elsewhere)
    screening = ben.screenings.begin(answers())
    assert not ben.asked_out
    home.rename(tmp_path / "moved")
    if by_backup:
        content = io.BytesIO((tmp_path / "made.backup").read_bytes())
        restore(content, home, ADA, PASSPHRASE, around(anchors=elsewhere)).close()
    else:
        copy.rename(home)
        accept_older(home, ADA, PASSPHRASE, "put back", around(anchors=elsewhere)).close()
    assert "The folder of the store was moved while you were signed in" in ben.asked_out_words
    ben.screenings.save(screening)
    ben.close()
    assert any("what is done here may be done in an older copy" in words for words in ben.alerts)
    ada = entered(home, anchors=elsewhere)
    assert ada.log.verify().sound
    ada.close()
    with pytest.raises(OlderStore, match="it is not the one that came of it"):
        entered(tmp_path / "moved", anchors=elsewhere)


# Syslog


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What syslog writes of our messages. Anybody on the machine can have it write more."""
    file = tmp_path / "auth.log"
    file.touch()

    def write(_: int, message: str) -> None:
        with file.open("a") as log:
            log.write(f"2026-11-25T10:00:00+00:00 host ce-tui[12]: {message}\n")

    monkeypatch.setattr(syslog, "syslog", write)
    return file


@pytest.mark.parametrize("copied_line", [False, True])
def test_many_messages_after_the_newest_line_hide_nothing(
    home: Path, tmp_path: Path, journal: Path, copied_line: bool
) -> None:
    place = SyslogAnchors(journal)
    with_people(home).close()
    entered(home, anchors=place).close()
    copy = copied(home, tmp_path / "copy")
    first = journal.read_bytes().splitlines(keepends=True)[0]
    entered(home, anchors=place).close()
    with journal.open("ab") as log:
        log.write(b"2026-11-25T10:00:00+00:00 host cron[13]: nothing of ours\n" * 100_000)
        log.write(first if copied_line else b"")
    with pytest.raises(OlderStore):
        entered(copy, anchors=place)
    newest = entered(home, anchors=place)
    assert not any("more than" in words for words in newest.alerts)
    newest.close()


def test_a_line_by_hand_alone_in_syslog_keeps_nobody_out_and_one_that_follows_does(
    home: Path, journal: Path
) -> None:
    place = SyslogAnchors(journal)
    ada = with_people(home)
    store = ada._desk.store.id
    ada.close()
    by_hand = AnchorKeys.first().line(anchor(99, 1, store=store))
    syslog.syslog(0, f"anchor {by_hand.decode()}")
    entered(home, anchors=place).close()
    line = journal.read_bytes().splitlines()[-1].partition(b"anchor ")[2]
    last = read_line(line)
    assert last is not None
    follows = AnchorKeys.first().line(anchor(99, last.number + 1, store=store, before=digest_of(line)))
    syslog.syslog(0, f"anchor {follows.decode()}")
    with pytest.raises(OlderStore):
        entered(home, anchors=place)
