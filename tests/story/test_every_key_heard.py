"""What a real screen reader says beside the way: a line of the notes, a part of a date, an end, a key for nothing."""

from __future__ import annotations

from pathlib import Path

from support.people.places import open_draft, section, sign_in
from support.stores.full_store import fill
from support.terminal.fenrir import Listener, needs_fenrir
from support.terminal.pty_screen import DOWN, ENTER, HOME, RIGHT, TAB, UP, ctrl

pytestmark = needs_fenrir

FIRST = "A3: Imaginary narrative at the seafront. And A14, Imaginary narrative."
LONG = (b"She said that a man waits at the gate", b"and drives her home in a new car each Friday evening")
LINE_2 = b" ".join(LONG).decode()


def test_lines_ends_numbers_dates_and_keys_for_nothing_are_heard(tmp_path: Path) -> None:
    store = fill(tmp_path / "home")
    with Listener(store.home, folder=tmp_path) as listener:
        listener.until_front("SignInScreen")
        assert "Ctrl plus R: display for screen readers" in listener.all_heard()
        listener.press(ctrl("r"))
        sign_in(listener, store)
        open_draft(listener, store)
        section(listener, "notes")
        the_lines_of_the_notes(listener)
        nothing_is_spelled(listener)
        ends_and_numbers(listener)
        parts_of_a_date(listener)


def said(listener: Listener, *keys: bytes, until: str = "") -> str:
    """What is said to keys, in one line; `until` these words are, where they come a moment later."""
    listener.heard()
    listener.press(*keys)
    heard = listener.all_heard()
    while until not in heard:
        heard += f" {listener.all_heard()}"
    return heard.strip()


def the_lines_of_the_notes(listener: Listener) -> None:
    """Up and Down: the line, whole, then its number; within it a row."""
    listener.press(ENTER)
    for part in LONG:
        listener.send(part + b" ")
        listener.rest()
    listener.press(ENTER, ENTER)
    listener.send(b"No more")
    listener.rest()
    assert "NOT SAVED" not in said(listener, ctrl("g")), "in a moment it is saved"
    listener.escape()
    assert said(listener, UP) == "Notes, line 3 of 4. Empty."
    assert said(listener, UP) == f"{LINE_2} Notes, line 2 of 4."
    assert said(listener, UP) == LINE_2[:72].rpartition(" ")[0], "a row of the same line"
    assert said(listener, UP) == f"{FIRST} Notes, line 1 of 4."
    assert said(listener, UP) == "First line. Notes, line 1 of 4."
    assert said(listener, UP) == "First line: Notes, line 1 of 4.", "again, for each press"
    assert f"Notes, line 1 of 4. {A3}" in said(listener, HOME, RIGHT), (
        "the factor, for whoever goes along the line"
    )
    listener.press(HOME, DOWN, DOWN, DOWN)
    assert said(listener, DOWN) == "No more Notes, line 4 of 4."
    assert said(listener, DOWN) == "Last line. Notes, line 4 of 4."


A3 = (
    "A3, Suspected: Is the young person spending time far away from home with no clear reason, or in multiple places "
    "slash exploitation hotspots slash strange times of day slash night."
)


def nothing_is_spelled(listener: Listener) -> None:
    """However near the cursor stands to where it comes from: nothing is read sign by sign on coming back."""
    listener.press(UP, UP, UP, HOME, *[RIGHT] * 8)
    for _ in range(9):
        listener.press(RIGHT)
        for way in (ctrl("p"), ctrl("t")):
            assert "space" not in said(listener, way).split(), listener.state
            listener.until(lambda state: state.front in ("TierScreen", "NotesScreen"), "there")


def ends_and_numbers(listener: Listener) -> None:
    """The first, the last, a number that is none, a key for nothing: each said, with where one is."""
    section(listener, "amber")
    listener.press(HOME)
    assert said(listener, UP).startswith("A1, 1 of 11: First")
    assert said(listener, b"9").startswith("A9, 9 of 11: not marked.")
    assert said(listener, b"9") == "A9, 9 of 11: There is no 99. not marked."
    assert said(listener, b"z", until="z: no effect") == "A9, 9 of 11: z: no effect. not marked."
    listener.paste("seen in town")
    pasted = listener.all_heard()
    while "Paste" not in pasted:
        pasted += listener.all_heard()
    assert pasted == "A9, 9 of 11: Paste: no effect. not marked.", "nothing is typed there: it is nowhere"
    section(listener, "result")
    listener.press(HOME)
    assert said(listener, UP).startswith("First")


def parts_of_a_date(listener: Listener) -> None:
    """Each part says what it holds, and all that is wrong."""
    section(listener, "details")
    listener.go_to_field("q-child-date_of_birth")
    assert said(listener, ctrl("u")).startswith("Empty.")
    listener.press(b"31", TAB, b"2", TAB, b"2014", TAB)
    for words in ("Year: 2014.", "Month: 2.", "Day: 31."):
        heard = said(listener, UP)
        assert words in heard and "Error: Date of birth must be a real date." in heard, heard
        assert "Not kept yet: 3 April 2010 stays." in heard, heard
