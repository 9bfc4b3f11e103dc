"""What a real screen reader says: the main job from the sign-in to the exported referral, heard and not seen.

A move says the new factor and its state and nothing else, a mark the new state, a screen its title and where one is;
an error its words once; typing in the notes the letter alone.
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

NOW_AMBER = "Now Amber. For advice: the [^.]* on 0345 [^.]*\\."
"""Whose number it is depends on the hour."""
NOT_YET = "So far: nothing marked. Yellow, Amber and Red not looked at."
REF = r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Full:
    return fill(tmp_path_factory.mktemp("store") / "home")


@pytest.fixture
def listener(store: Full, tmp_path: Path) -> Iterator[Listener]:
    with Listener(store.home, folder=tmp_path) as listener:
        yield listener


def test_the_main_job_is_done_by_ear(listener: Listener, store: Full) -> None:
    # The sign-in, where one key brings the display for screen readers.
    listener.until_front("SignInScreen")
    listener.heard()
    assert_says(listener, ctrl("r"), "Sign in Your name Display for screen readers: on. .* CE Pathway")
    for letter in NAME:
        assert_says(listener, letter.encode(), re.escape(letter.strip()))
    assert_says(listener, TAB, "Passphrase")
    listener.send(PASSPHRASE.encode())
    listener.rest()
    listener.heard()
    listener.press(ENTER)
    listener.until_front("HomeScreen")
    said = listener.all_heard()
    # Its list is read from the store meanwhile, and may come after the title.
    assert re.search(
        rf"Home .*Drafts: 1 {REF}, draft, Red, Essex, .* N begins a new screening, slash searches.", said
    )
    assert (said.count("Home"), said.count("Drafts: 1"), said.count("CE Pathway")) == (1, 1, 1)

    # A new screening: where the child lives is asked, the hub's usual area preselected.
    assert_says(listener, b"n", "Where does the child live\\? .* 2 Essex your hub's usual area 2 of 4")
    listener.press(ENTER)
    listener.until_front("FormScreen")
    assert_hears(
        listener,
        rf"3 Start Chosen: Not answered. 1 of 7. Is the child at immediate risk\? {NOT_YET} "
        rf"CE Pathway Essex draft {REF}",
    )
    assert_says(listener, UP, "Not chosen: No, I have checked. 1 of 7.")
    assert_says(listener, SPACE, ".*Chosen: No, I have checked.*")
    assert_says(
        listener,
        TAB,
        "Chosen: Not answered. 2 of 7. Did you see, or were you told of, harm today\\?",
    )
    assert_says(listener, TAB, "Chosen: Not answered. 3 of 7. Is the child missing now\\?")
    assert_says(listener, TAB, "Which council placed the child here, if another one did\\? 4 of 7 .*")
    known = "Do you know this child already, from working with them\\?"
    assert_says(listener, TAB, f"Not chosen: Yes, from working with them. 5 of 7. {known}")
    assert_says(listener, SPACE, ".*Chosen: Yes, from working with them.*")

    # A move says the factor and its state, a mark the new state.
    assert_says(
        listener,
        ctrl("n"),
        "4 Yellow Indicators of vulnerability identified. Y1, 1 of 15: not marked. Alcohol and slash or substance use",
    )
    assert_says(
        listener, SPACE, "Y1, 1 of 15: Yes. So far: vulnerabilities raised. Amber and Red not looked at."
    )
    assert_says(
        listener,
        SPACE,
        "Y1, 1 of 15: not marked. So far: nothing marked. Yellow, Amber and Red not looked at.",
    )
    change = "Change in physical appearance i.e. well cared for, .* how they might have access to this"
    assert_says(listener, DOWN, f"Y2, 2 of 15: not marked. {change}")
    assert_says(
        listener, b"y", "Y2, 2 of 15: Yes. So far: vulnerabilities raised. Amber and Red not looked at."
    )
    assert_says(
        listener, DOWN, "Y3, 3 of 15: not marked. Change in personal behaviour i.e. conduct issues, .*"
    )
    assert_says(listener, UP, f"Y2, 2 of 15: Yes. {change}")
    assert_says(listener, b"s", "Y2 cannot be marked “Suspected”. It takes Yes.")
    assert_says(listener, b"9", "Y9, 9 of 15: not marked. Emotional wellbeing issues")
    assert_says(
        listener,
        DOWN,
        "Vulnerabilities, optional to note. V and a number goes to one. V1, 10 of 15: not marked. Substance use",
    )
    assert_says(listener, DOWN, "V2, 11 of 15: not marked. Emotional and mental health")

    assert_says(
        listener, ctrl("n"), "5 Amber .* A1, 1 of 11: not marked. Concerns raised on how substances .*"
    )
    assert_says(
        listener,
        SPACE,
        f"A1, 1 of 11: Suspected. {NOW_AMBER} So far: early or potential exploitation indicated. .*",
    )
    assert_says(listener, SPACE, "A1, 1 of 11: Reasonably believe.")
    assert_says(listener, b"x", "A1, 1 of 11: not marked. So far: vulnerabilities raised. .*")
    for number in range(2, 12):
        assert_says(listener, DOWN, rf"A{number}, {number} of 11: not marked. (?!.*[AY]\d).*")
    assert_says(
        listener, b"b", f"A11, 11 of 11: Reasonably believe. {NOW_AMBER} So far: early or potential .*"
    )
    assert_says(listener, UP, "A10, 10 of 11: not marked. Carrying weapons")
    assert_says(listener, DOWN, "A11, 11 of 11: Reasonably believe. .*gang members.*")

    # A note: the letter that is typed, the words on what it begins, and nothing again when it is saved.
    assert_says(
        listener, b"n", "7 Notes A11: Amber is marked, so a narrative is needed .* Notes, line 1 of 1."
    )
    for letter in "in town, by a":
        assert_says(listener, letter.encode(), re.escape(letter.strip()).replace(",", "comma,"))
    assert_says(listener, b"1", "1 A1, A10, A11: Down chooses, Esc closes.")
    assert_says(listener, DOWN, "A1, 1 of 3: Concerns raised on how substances .* Enter takes it.")
    listener.until(lambda state: not state.saving, "the notes to be saved")
    assert listener.heard() == []
    assert_says(listener, DOWN, "A10, 2 of 3: Carrying weapons.* Enter takes it.")
    assert_says(listener, ENTER, "0 Notes, line 1 of 1. A10, not marked: Carrying weapons.*")

    # Red is looked at; the result, in words.
    assert_says(listener, ctrl("p"), "6 Red .* R1, 1 of 11: not marked. .*")
    assert_says(
        listener,
        ctrl("g"),
        "Go to: a number, or letters of its name; a factor by its ID. Then Enter. 6 Red: .* 6 of .*",
    )
    assert_says(listener, b"8", "8 Result: early or potential exploitation indicated, .* 8 of .*")
    assert_says(
        listener,
        ENTER,
        "8 Result Result: AMBER so far. Red was not looked at. "
        "So far: early or potential exploitation indicated. Red not looked at.",
    )

    # Details: a field says its label and what it holds; what is wrong with one is said once.
    assert_says(listener, ctrl("n"), "9 Details .* Your name.* Question 1 of 16.")
    for number in (2, 3, 4, 5, 6):
        assert_says(listener, TAB, f".* Question {number} of 16.")

    # Review and export; the passphrase once, and again where it is a stop of its own, spelt there.
    assert_says(listener, ctrl("n"), "10 Review .*Nothing was done yet, as far as is recorded.*")
    assert_says(
        listener, DOWN, ".*Not answered, holds nothing up: whether you saw or were told of harm today.*"
    )
    assert_says(listener, b"2", "2 Export the referral as a PDF, marked as a draft")
    listener.press(ENTER)
    listener.until_front("InputDialog")
    assert_hears(
        listener,
        "File .*-r1-draft.pdf Where should the file be\\? Its name carries the reference, never a name.",
    )
    listener.press(ENTER)
    listener.until_front("ConfirmDialog")
    assert re.search(
        "The PDF is slash .* Its passphrase, .* [a-z]+(-[a-z]+){4} .* 1 .* 1 of 3", listener.all_heard()
    )
    assert_says(listener, DOWN, "2 I have it: do not show it again 2 of 3")
    assert_says(listener, DOWN, "The passphrase: [a-z]+(-[a-z]+){4}. Enter spells it. 3 of 3")
    assert_says(listener, ENTER, r"([a-z]+:( [a-z])+\. ){4}[a-z]+:( [a-z])+\.")
    assert_says(listener, UP, "2 I have it: do not show it again 2 of 3")
    listener.press(ENTER)
    listener.until_front("ReviewScreen")
    assert_hears(listener, "10 Review Still to be done, in order.*")

    # The lock says that it is one.
    listener.press(ctrl("l"))
    listener.until_front("LockScreen")
    assert re.search(
        "Locked In danger now: phone 999. .* Pat Example is signed in. .*Passphrase", listener.all_heard()
    )


def assert_says(listener: Listener, key: bytes, words: str) -> None:
    """Press a key: what is said is this (a pattern), all of it."""
    listener.press(key)
    assert_hears(listener, words)


def assert_hears(listener: Listener, words: str) -> None:
    """What is said since the last time is this (a pattern), all of it."""
    said = listener.all_heard()
    assert re.fullmatch(words, said), f"expected: {words}\nheard:    {said}"
