"""Anchors that root's tool puts away: the newest whole line of each store stays, and nothing else counts as one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.core.vault.log.anchors import FileAnchors, read_line
from support.stores.anchored import numbers, put_away, something
from support.stores.vault import entered, new_store


def test_a_file_that_was_put_away_goes_on_with_its_newest_line(
    home: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    casebook, _ = new_store(home, anchors=elsewhere)
    for _ in range(3):
        something(casebook)
    before = anchors_file.read_bytes()
    away = put_away(anchors_file)
    assert away.read_bytes() == before
    assert anchors_file.read_bytes() == before.splitlines(keepends=True)[-1]
    assert anchors_file.stat().st_mode == away.stat().st_mode
    something(casebook)
    verdict = casebook.log.verify()
    assert verdict.sound and verdict.anchored == verdict.entries
    assert "begins with line 4: the ones before were put away" in verdict.remarks[0]
    casebook.close()
    again = entered(home, anchors=elsewhere)
    assert again.alerts == []
    again.close()
    assert numbers(anchors_file) == [4, 5, 6, 7, 8]


def _other_field(number: int, becomes: str) -> Callable[[str], str]:
    """The newest line again, with another field."""

    def change(line: str) -> str:
        fields = line.split(" ")
        fields[number] = becomes
        return " ".join(fields)

    return change


NO_WHOLE_LINES: dict[str, Callable[[str], str]] = {
    "eleven fields": lambda line: f"x {line.split()[1]} 1e300 a b c d e f g h",
    "cut off": lambda line: line[:-9],
    "a high number": _other_field(2, str(10**14)),
    "its id": lambda line: line.split()[1],
    "no time": _other_field(0, "x"),
    "two times in one": lambda line: line[:3] + line,
    "a time with an end that is none": _other_field(0, "2026-11-25T"),
    "a long time": _other_field(0, "2026-11-25T" + "0" * 30),
    "an empty field": _other_field(4, ""),
    "a count without an end": _other_field(4, "1" * 16),
    "a generation without an end": _other_field(7, "1" * 16),
    "a letter of another kind": lambda line: line[:-1] + "A",
    "a blank before it": lambda line: f" {line}",
    "two blanks in it": lambda line: line.replace(" ", "  ", 1),
    "a tab in it": lambda line: line.replace(" ", "\t", 1),
    "a blank behind it": lambda line: f"{line} ",
    "the end of a line of elsewhere": lambda line: f"{line}\r",
    "a NUL": lambda line: f"{line}\0",
}


@pytest.mark.parametrize("strange", NO_WHOLE_LINES)
def test_what_is_no_whole_line_is_never_the_newest(
    home: Path, anchors_file: Path, elsewhere: FileAnchors, strange: str
) -> None:
    """A full disk cuts a line off within its last field, and somebody adds what only looks like one."""
    casebook, _ = new_store(home, anchors=elsewhere)
    something(casebook)
    newest = anchors_file.read_bytes().splitlines()[-1]
    added = NO_WHOLE_LINES[strange](newest.decode()).encode()
    read = read_line(added)
    assert read is None or read.number > 10**12, "so the app takes it for none, too"
    with anchors_file.open("ab") as anchors:
        anchors.write(added + b"\n")
    put_away(anchors_file)
    assert anchors_file.read_bytes() == newest + b"\n"
    casebook.close()


def test_the_newest_line_of_each_store_is_kept(
    home: Path, anchors_file: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    other, _ = new_store(tmp_path / "other", anchors=elsewhere, new_hub=True)
    other.close()
    put_away(anchors_file)
    assert numbers(anchors_file) == [2, 2]
    for each in (home, tmp_path / "other"):
        again = entered(each, anchors=elsewhere)
        assert again.alerts == [] and again.log.verify().sound
        again.close()


def test_a_file_that_was_put_away_with_its_newest_line_is_missed(
    home: Path, anchors_file: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    new_store(home, anchors=elsewhere)[0].close()
    anchors_file.rename(tmp_path / "anchors.log.1")
    told = entered(home, anchors=elsewhere)
    assert "the file is gone" in told.alerts[0]
    found = told.log.verify()
    assert {each.kind for each in found.findings} == {"anchors"} and any("missing" in f for f in found.faults)
    told.close()
    put_away(anchors_file)  # root has looked into it
    again = entered(home, anchors=elsewhere)
    assert again.log.verify().sound
    again.close()


def test_putting_away_while_people_work_loses_no_line(
    home: Path, anchors_file: Path, elsewhere: FileAnchors
) -> None:
    casebook, _ = new_store(home, anchors=elsewhere)
    worker = threading.Thread(target=lambda: [something(casebook) for _ in range(60)])
    worker.start()
    kept = [put_away(anchors_file) for _ in range(5)]
    worker.join()
    casebook.close()
    again = entered(home, anchors=elsewhere)
    assert again.alerts == [] and again.log.verify().sound
    again.close()
    found = {number for each in (*kept, anchors_file) for number in numbers(each)}
    assert found == set(range(1, max(found) + 1))
