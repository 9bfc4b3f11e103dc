"""What somebody adds to the anchors who may do no more there, so that an older copy of the store lets them in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import accept_older
from ce_tui.core.vault.errors import OlderStore
from ce_tui.core.vault.log.anchors import FileAnchors, WrittenLine, digest_of, read_line
from support.stores.anchored import copied, put_away
from support.stores.vault import (
    ADA,
    BEN,
    OTHER,
    PASSPHRASE,
    around,
    entered,
    looked_over,
    with_people,
)


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
@pytest.mark.parametrize("before", [b" ", b"202", b"x "])
def test_what_is_none_of_them_does_not_take_their_place_when_they_are_put_away(
    home: Path, tmp_path: Path, revoked: bool, before: bytes
) -> None:
    """Root's timer keeps the newest line; what only looks like it would leave nothing that knows of the later day."""
    made = shut_out(home, tmp_path, revoked=revoked)
    made.add(before + made.lines[-1])
    put_away(made.file)
    assert made.is_refused()
    entered(home, anchors=made.place).close()


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
    line = made.lines[-1].rstrip(b"\n")
    before, last = digest_of(line).hex().encode(), read_line(line)
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


@pytest.mark.parametrize("beginning", [b"x", b"202", b"2026-11-25T10:00:00"])
def test_the_beginning_of_a_line_that_somebody_adds_just_before_ours_takes_nothing_of_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    write = os.write

    def after_another(handle: int, content: bytes) -> int:
        if content.startswith(b"20"):
            write(handle, beginning)
        return write(handle, content)

    monkeypatch.setattr("ce_tui.core.vault.log.anchors.os.write", after_another)
    assert shut_out(home, tmp_path, revoked=False).is_refused()
