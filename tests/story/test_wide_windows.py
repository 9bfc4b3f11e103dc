"""What a wide window is used for, by the screens that are recorded: never longer lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.terminal import recording
from support.terminal.layout import rows_of, running_text

WIDEST = 90
"""Characters of a line of running text."""
SIZES = {recording.name_of(*size): size for size in recording.SIZES}


def screen(*inside: str, width: int = 120) -> list[str]:
    """A made-up screen with these rows in its body."""
    long = "x" * (width - 40)
    return [
        f" CE Pathway   draft {long}   Home",
        "─" * width,
        *inside,
        f"─── more below {'─' * (width - 15)}",
        " Y1, 1 of 9: Yes.",
        "",
        " Space mark   N note   ^G go to",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_no_line_of_running_text_is_longer_than_90(size: str) -> None:
    screens = {place: rows_of(text) for place, text in recording.read(size).items() if place != "too small"}
    assert len(screens) > 50 and {len(rows) for rows in screens.values()} == {SIZES[size][1]}
    long = [
        f"{place}: {len(words)}: {words}"
        for place, rows in screens.items()
        for words in running_text(rows)
        if len(words) > WIDEST
    ]
    assert not long, "\n".join(long)


def test_a_line_that_is_too_long_would_be_found() -> None:
    words = ("Alex Sample was seen " * 5).strip()
    assert len(words) > WIDEST
    for row in (f"  {words}", f"> {words}", f"  Y1  [x]  {words}", f"  Home  │ {words}", f"{words} │ Home"):
        assert [each for each in running_text(screen(row)) if len(each) > WIDEST] == [words]
    status = screen("  Home")
    status[-3] = f" {words}"
    assert words in running_text(status)
    assert words in running_text(["", f"  {words}", "", "─" * 120, " Enter accept"]), (
        "in a dialog, without a header"
    )


def test_rules_the_header_and_what_stands_in_columns_are_no_running_text() -> None:
    table = "  CE-7K3M-2Q  Red: immediate risk  Southend  30 November 2026  Robin Example, nobody phoned yet  12:28"
    assert len(table) > WIDEST
    assert max(map(len, running_text(screen(table, "─" * 120, "-" * 120)))) < 40
    assert list(running_text(screen("> Home"))) == [
        "Home",
        "Y1, 1 of 9: Yes.",
        "Space mark",
        "N note",
        "^G go to",
    ]


def test_what_is_recorded_is_read_back_whatever_underlines_its_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(recording, "RECORDED", tmp_path / "screens")
    screens = {"red": " Result\n ====== │ === Red\n--- cursor 1,1", "home: search": " Home\n\n--- cursor 0,0"}
    recording.write("80x24", screens)
    assert recording.read("80x24") == screens
