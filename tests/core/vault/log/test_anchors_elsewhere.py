"""Anchors in syslog: read back from the file that its messages are found in, or said to be unread."""

from __future__ import annotations

import syslog
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import OlderStore
from ce_tui.core.vault.log.anchor_lines import AnchorKeys, WrittenLine, digest_of, read_line
from ce_tui.core.vault.log.anchors import SyslogAnchors
from support.stores.anchored import anchor
from support.stores.vault import answers, entered, looked_over, new_store


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What syslog writes of our messages, among those of others."""
    file = tmp_path / "auth.log"
    file.write_text("2026-11-25T10:00:00+00:00 host sshd[7]: anchor of a ship\n")

    def write(_: int, message: str) -> None:
        with file.open("a") as log:
            log.write(f"2026-11-25T10:00:00+00:00 host ce-tui[12]: {message}\n")
            log.write("2026-11-25T10:00:00+00:00 host cron[13]: nothing of ours \xff\n")

    monkeypatch.setattr(syslog, "syslog", write)
    return file


def work(casebook: Casebook) -> None:
    for _ in range(3):
        casebook.screenings.leave(casebook.screenings.begin(answers()))
        casebook.log.anchor()


def test_anchors_are_found_among_the_messages_of_syslog(home: Path, journal: Path) -> None:
    casebook, _ = new_store(home, anchors=SyslogAnchors(journal))
    work(casebook)
    verdict = casebook.log.verify()
    assert verdict.sound and verdict.remarks == ()
    assert verdict.anchored == casebook._desk.store.log.head().seq
    casebook.close()


def test_an_older_store_is_found_by_them(home: Path, journal: Path) -> None:
    anchors = SyslogAnchors(journal)
    new_store(home, anchors=anchors)[0].close()
    older = (home / "store.db").read_bytes()
    casebook = entered(home, anchors=anchors)
    work(casebook)
    casebook.close()
    (home / "store.db").write_bytes(older)
    with pytest.raises(OlderStore, match="older than its anchors"):
        entered(home, anchors=anchors)
    fooled = looked_over(home, anchors=anchors)
    assert {each.kind for each in fooled.log.verify().findings} == {"older store"}
    fooled.close()


def test_without_a_file_it_is_said_that_they_were_not_compared(home: Path, journal: Path) -> None:
    casebook, _ = new_store(home, anchors=SyslogAnchors())
    work(casebook)
    verdict = casebook.log.verify()
    assert verdict.sound and verdict.anchored == 0
    assert "No anchor confirms it" in verdict.words
    assert "in syslog and were not compared" in verdict.remarks[0]
    casebook.close()


def test_a_file_that_is_gone_is_said_to_be_missing(home: Path, journal: Path) -> None:
    casebook, _ = new_store(home, anchors=SyslogAnchors(journal))
    journal.unlink()
    assert [each.kind for each in casebook.log.verify().findings] == ["anchors"]
    casebook.close()


def test_a_file_that_cannot_be_read_keeps_nobody_out(home: Path, journal: Path) -> None:
    anchors = SyslogAnchors(journal)
    new_store(home, anchors=anchors)[0].close()

    class Unreadable(type(journal)):  # type: ignore[misc]
        def open(self, *given: object, **named: object) -> None:
            raise PermissionError(13, "Permission denied")

    casebook = entered(home, anchors=SyslogAnchors(Unreadable(journal)))
    assert "cannot be read from auth.log: permission denied" in casebook.alerts[0]
    casebook.close()


@pytest.mark.parametrize(
    "message",
    [
        "<38>Nov 25 10:00:00 ce-tui[12]: {}",
        '{{"_HOSTNAME":"host","MESSAGE":"{}","PRIORITY":"6"}}',
        "MESSAGE={}",
    ],
)
def test_the_log_of_syslog_and_what_journalctl_puts_out_are_both_read(tmp_path: Path, message: str) -> None:
    line = AnchorKeys.first().line(anchor())
    journal = tmp_path / "journal"
    journal.write_text(message.format(f"anchor {line.decode()}") + "\n")
    assert read_back(journal) == [line]


def test_what_only_looks_like_an_anchor_is_passed_over(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    line = AnchorKeys.first().line(anchor())
    journal.write_bytes(
        b"\n".join(
            [
                b"anchor " + line[:-1],
                b"anchor " + line + b"00",
                line,
                b"anchor x y z",
                b"\xff\xfe" * 20_000,
                b"a" * 30_000,
                b"anchor " + line,
            ]
        )
    )
    assert read_back(journal) == [line]


def test_numbers_go_on_where_nothing_is_read_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(syslog, "syslog", lambda _, line: sent.append(line.removeprefix("anchor ")))
    anchors = SyslogAnchors()
    new_store(home, anchors=anchors)[0].close()
    for _ in range(2):
        entered(home, anchors=anchors).close()
    read = [read_line(each.encode()) for each in sent]
    assert [each.number for each in read if each] == [1, 2, 3, 4, 5, 6]
    for one, line in zip(read[1:], sent, strict=False):
        assert one and one.before == digest_of(line.encode())


def read_back(journal: Path) -> list[bytes | None]:
    with SyslogAnchors(journal).tail(WrittenLine()) as tail:
        return list(tail.lines)
