"""What a wide window is used for, by the screens that are recorded: more beside the text, never longer lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.terminal import recording
from support.terminal.layout import body, rows_of, running_text, share_beside

WIDEST = 90
"""Characters of a line of running text."""
HALF = 0.5
SECTIONS = ("start", "yellow", "amber", "red", "notes", "result", "details", "review")
SIZES = {recording.name_of(*size): size for size in recording.SIZES}
WIDE = [name for name, (columns, _) in SIZES.items() if columns >= 120]


def screen(*inside: str, width: int = 120, beside: str | None = None) -> list[str]:
    """A made-up screen with these rows in its body; `beside`: what stands in the pane right of each."""
    pane = "" if beside is None else f"{' ' * 5}│ {beside}"
    long = "x" * (width - 40)
    return [
        f" CE Pathway   draft {long}   Home",
        "─" * width,
        *(f"{row:60}{pane}".rstrip() for row in inside),
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


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("size", WIDE)
def test_in_a_wide_window_half_of_the_rows_of_each_section_have_something_beside(
    size: str, section: str
) -> None:
    recorded = recording.read(size)[section]
    assert share_beside(rows_of(recorded)) >= HALF, recorded


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


def test_the_body_lies_between_the_header_and_the_last_rule() -> None:
    assert body(screen("  Home", "─" * 120, "  Red")) == ["  Home", "─" * 120, "  Red"]
    assert body(["", "  Is it so?", "─" * 120, " Enter accept"]) == ["", "  Is it so?"]


def test_rows_with_nothing_beside_would_be_found() -> None:
    assert share_beside(screen("  Home", "  Red")) == 0
    assert share_beside(screen("  Home", "  Red", beside="Y1 said on 3 April")) == 1
    assert share_beside(screen("  Home", "  Red", beside="")) == 0, "a line and nothing right of it"
    assert share_beside(screen("  Home", "  Red", beside="────────")) == 0
    some = [*screen("  Home", beside="Y1")[:3], *screen("  Red", "  Amber", beside="")[2:]]
    assert share_beside(some) == pytest.approx(1 / 3)
    hyphens = [row.replace("│", "|").replace("─", "-") for row in screen("  Home", beside="Y1")]
    assert share_beside(hyphens) == 1
    once = [*screen("  Home", beside="Y1")[:3], *screen("  Red", "  Amber")[2:]]
    assert share_beside(once) == 0, "what stands in one row alone is no pane"


def test_what_is_recorded_is_read_back_whatever_underlines_its_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(recording, "RECORDED", tmp_path / "screens")
    screens = {"red": " Result\n ====== │ === Red\n--- cursor 1,1", "home: search": " Home\n\n--- cursor 0,0"}
    recording.write("80x24", screens)
    assert recording.read("80x24") == screens
