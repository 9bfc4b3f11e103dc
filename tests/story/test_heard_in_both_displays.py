"""The main job through a real screen reader, key by key, in the ordinary display and in the one for screen readers.

At each key: what Fenrir has on its screen is what the app means to be there, row by row, with the cursor in its row;
no key is silent; nothing is said twice; a move and a mark tell the factor and its state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.stores.full_store import NAME, PASSPHRASE, Full, fill
from support.terminal.fenrir import Listener, needs_fenrir
from support.terminal.pty_screen import DOWN, ENTER, SPACE, TAB, UP, ctrl

pytestmark = needs_fenrir

ORDINARY, QUIET = "ordinary", "for screen readers"
A_RUN = 5
"""So many words in a row that were said already are said twice."""
MOST_WORDS = {ORDINARY: 4350, QUIET: 1650}
"""What the whole walk may say: a tenth more than it said on 30 November 2026."""


class Ear:
    """Listens at each key, and counts the words."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.keys = self.words = 0

    def press(
        self, key: bytes, *told: str, front: str = "", silent: bool = False, again: bool = False
    ) -> str:
        """Press a key: what is said, which tells all this (patterns). `again`: the app speaks more than once.

        `silent`: nothing has to be said, as for a blank that is typed.
        """
        self.listener.press(key)
        if front:
            self.listener.until_front(front)
        said = self._heard()
        self.keys += 1
        assert said or silent, f"nothing is said at {key!r}"
        assert again or not twice(said), f"said twice at {key!r}: {twice(said)!r} in {said}"
        self._is_shown_as_meant(key)
        heard = " ".join(said)
        for words in told:
            assert re.search(words, heard), f"{words!r} is not told at {key!r}: {heard}"
        return heard

    def once_saved(self) -> str:
        """What is said once the notes are saved, some time after a letter: with none of what the next key leads to."""
        self.listener.until(lambda state: not state.saving, "the notes to be saved")
        return " ".join(self._heard())

    def _heard(self) -> list[str]:
        said = self.listener.heard()
        self.words += sum(len(each.split()) for each in said)
        return said

    def _is_shown_as_meant(self, key: bytes) -> None:
        """What the app means may go on to change while one listens: then once more."""
        for _ in range(5):
            meant, shown = self.listener.meant(), self.listener.shown
            rows = [(a.rstrip(), b.rstrip()) for a, b in zip(meant.lines, shown.lines, strict=True)]
            wrong = [pair for pair in rows if pair[0] != pair[1]]
            if not wrong and meant.cursor[1] == shown.cursor[1]:
                return
            self._heard()
        raise AssertionError(f"at {key!r} the cursor is {meant.cursor}, heard {shown.cursor}; rows: {wrong}")


def twice(said: list[str]) -> str:
    """What one utterance says that another one said already; signs may be spelled out in one of them."""
    known: set[tuple[str, ...]] = set()
    for each in said:
        words = [word for word in re.findall(r"\w+", each) if word not in ("space", "comma", "dot", "colon")]
        runs = [tuple(words[at : at + A_RUN]) for at in range(len(words) - A_RUN + 1)]
        if found := next((run for run in runs if run in known), None):
            return " ".join(found)
        known.update(runs)
    return ""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Full:
    return fill(tmp_path_factory.mktemp("store") / "home")


@pytest.fixture(params=[ORDINARY, QUIET])
def display(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ear(store: Full, display: str, tmp_path: Path) -> Iterator[Ear]:
    with Listener(store.home, folder=tmp_path) as listener:
        listener.until_front("SignInScreen")
        listener.heard()
        if display == QUIET:
            listener.press(ctrl("r"))
            listener.heard()
        yield Ear(listener)


def test_the_main_job_is_heard_row_by_row_and_once_in_both_displays(ear: Ear, display: str) -> None:
    signs_in(ear)
    begins(ear, display)
    marks_yellow(ear)
    marks_amber(ear)
    writes_a_note(ear, display)
    looks_at_red_and_the_result(ear)
    fills_in_details(ear)
    exports(ear, display)
    print(f"heard in the display {display}: {ear.words} words at {ear.keys} keys")
    assert ear.words <= MOST_WORDS[display]


def test_a_tier_from_the_menu_is_said_once(ear: Ear) -> None:
    """Were the cursor to go right by a cell or so, Fenrir would take the whole tier for typed, and say it twice."""
    signs_in(ear)
    ear.press(ENTER, "Essex draft", again=True)  # where it was left
    for number, title in ((b"4", "4 Yellow"), (b"5", "5 Amber"), (b"6", "6 Red")):
        ear.press(ctrl("g"), "Go to: a number", front="GoToDialog")
        ear.press(number, title, again=True)
        ear.press(ENTER, title, "1, 1 of 1", front="TierScreen")


def signs_in(ear: Ear) -> None:
    for letter in NAME:
        ear.press(letter.encode(), silent=letter == " ", again=True)
    ear.press(TAB, "Passphrase")
    ear.listener.send(PASSPHRASE.encode())
    ear.listener.rest()
    ear.listener.heard()
    ear.press(ENTER, "Home", r"Drafts: \d", front="HomeScreen", again=True)


def begins(ear: Ear, display: str) -> None:
    """In the display for screen readers the state of an answer comes before its question, and once."""
    quiet = display == QUIET
    ear.press(b"n", "2 Essex .*2 of 4")
    risk = r"^3 Start Chosen: Not answered\. 1 of 7\. Is the child at immediate risk\?"
    ordinary = "Is the child at immediate risk: Not answered: chosen"
    ear.press(ENTER, "3 Start", risk if quiet else ordinary, front="FormScreen")
    ear.press(UP, "Not chosen: No, I have checked" if quiet else "No, I have checked: not chosen")
    ear.press(SPACE, r"^Chosen: No, I have checked\. 1 of 7\.$" if quiet else r"No, I have checked\.")
    for question in ("harm today", "missing now"):
        ear.press(TAB, rf"^Chosen: Not answered\..*{question}" if quiet else f"{question}: Not answered")
    for question in ("Which council", "working with"):
        ear.press(TAB, question)
    known = r"^All tiers are asked\. Chosen: Yes, from working with them\. 5 of 7\.$"
    ear.press(SPACE, known if quiet else "Yes, from working with them")


def marks_yellow(ear: Ear) -> None:
    # The cursor is on the mark, for braille: were that a little further right than at Start, Fenrir would say it twice.
    ear.press(ctrl("n"), "4 Yellow", r"Y1, 1 of 15: not marked\.", "Alcohol and slash or substance use")
    marked = ear.press(SPACE, r"Y1, 1 of 15: Yes\.", "vulnerabilities raised")
    taken_back = ear.press(SPACE, r"Y1, 1 of 15: not marked\.", "nothing marked")
    assert "Details" not in marked + taken_back, "the strip of sections is not read at a mark"
    ear.press(DOWN, r"Y2, 2 of 15: not marked\.", "Change in physical appearance")
    ear.press(b"y", r"Y2, 2 of 15: Yes\.")
    ear.press(DOWN, r"Y3, 3 of 15: not marked\.", "Change in personal behaviour")
    ear.press(UP, r"Y2, 2 of 15: Yes\.", "Change in physical appearance")
    ear.press(b"s", "Y2 cannot be marked “Suspected”")
    ear.press(b"9", r"Y9, 9 of 15: not marked\.", "Emotional wellbeing issues")
    ear.press(DOWN, r"V1, 10 of 15: not marked\.", "Substance use")


def marks_amber(ear: Ear) -> None:
    ear.press(ctrl("n"), "5 Amber", r"A1, 1 of 11: not marked\.", "Concerns raised on how substances")
    ear.press(SPACE, r"A1, 1 of 11: Suspected\.", "Now Amber", "early or potential exploitation")
    ear.press(SPACE, r"A1, 1 of 11: Reasonably believe\.")
    ear.press(b"x", r"A1, 1 of 11: not marked\.")
    beginnings = (
        *("Child is going missing", "Is the young person spending time", "Are there dynamics"),
        *("Is the young person being gifted", "Are there changes to", "Is there a history of referrals"),
        *("Is there a possibility the young person's family", "Child or young person who deems"),
        *("Carrying weapons", "Online presence may be linked"),
    )
    for number, words in enumerate(beginnings, 2):
        ear.press(DOWN, rf"A{number}, {number} of 11: not marked\.", words)
    ear.press(b"b", r"A11, 11 of 11: Reasonably believe\.", "Now Amber")
    ear.press(UP, r"A10, 10 of 11: not marked\.", "Carrying weapons")
    ear.press(DOWN, r"A11, 11 of 11: Reasonably believe\.", "Online presence")


def writes_a_note(ear: Ear, display: str) -> None:
    """Words, an ID that is completed from a list, and what that comes to."""
    ear.press(b"n", "7 Notes", "A11:", "Amber is marked, so a narrative is needed")
    ear.press(b"i")
    ear.once_saved()  # what asked for a narrative goes with that, and the text moves up
    for letter in "n town, by a":
        ear.press(letter.encode(), silent=letter == " ")
    ear.once_saved()
    ear.press(b"1", "^1 ", "A1, A10, A11: Down chooses, Esc closes", again=True)
    assert ("A1 not marked" in ear.once_saved()) == (display == ORDINARY), (
        "what the text cites stands below it"
    )
    ear.press(DOWN, "A1, 1 of 3", again=True)
    ear.press(DOWN, "A10, 2 of 3", again=True)
    ear.press(ENTER, "^0 ", "A10, not marked: Carrying weapons")
    assert ("A10 not marked" in ear.once_saved()) == (display == ORDINARY)


def looks_at_red_and_the_result(ear: Ear) -> None:
    ear.press(ctrl("p"), "6 Red", r"R1, 1 of 11: not marked\.", "Arrested in possession")
    ear.press(DOWN, r"R2, 2 of 11: not marked\.", "Holding drugs or weapons")
    ear.press(ctrl("g"), "Go to: a number", "6 Red: .* 6 of")
    ear.press(b"8", "8 Result: early or potential exploitation indicated, no decision yet 8 of")
    ear.press(ENTER, "8 Result", r"AMBER so far\. Red was not looked at\.", front="ResultScreen")
    ear.press(DOWN, "Not answered: harm told and missing now")
    ear.press(DOWN, "Your notes cite A10, which is not marked")


def fills_in_details(ear: Ear) -> None:
    ear.press(ctrl("n"), "9 Details", "Your name", "Question 1 of 16")
    for number in (2, 3, 4, 5, 6):
        ear.press(TAB, f"Question {number} of 16")


def exports(ear: Ear, display: str) -> None:
    ear.press(ctrl("n"), "10 Review", "Nothing was done yet, as far as is recorded")
    ear.press(DOWN, "harm today")
    ear.press(b"2", "2 Export the referral as a PDF, marked as a draft")
    ear.press(ENTER, "File .*-r1-draft.pdf", "Where should the file be", front="InputDialog")
    # The section is there again while it is made: the passphrase comes by itself.
    passphrase = r"Its passphrase, .* [a-z]+(-[a-z]+){4} "
    # In the display for screen readers the third answer is to spell it.
    answers = 3 if display == QUIET else 2
    not_yet = f"1 Not yet: show it again .*1 of {answers}"
    ear.press(ENTER, passphrase, not_yet, front="ConfirmDialog", again=True)
    ear.press(DOWN, f"2 I have it: do not show it again 2 of {answers}")
    ear.press(ENTER, "10 Review", "Still to be done, in order", front="ReviewScreen")
    ear.press(ctrl("t"), "7 Notes", "in town, by a10")
    ear.press(ctrl("l"), "^Locking", "Locked", "Pat Example is signed in", "Passphrase", front="LockScreen")
