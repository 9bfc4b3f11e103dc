"""What comes while somebody works by ear: the lock in the middle of a word, a screening taken away, a sign-out.

Heard once, whole and in order, in both displays; nothing that was typed is lost, no key that does nothing is silent.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.people import office
from support.people.screens import NAME as ADMINISTRATOR
from support.terminal.fenrir import Listener, needs_fenrir
from support.terminal.pty_screen import DOWN, ENTER, TAB, ctrl

pytestmark = needs_fenrir

both_displays = pytest.mark.parametrize("quiet", [False, True], ids=["ordinary", "for-screen-readers"])
LEAVE = "Leave: the app is closed"
NO_LOCK = "[lock]\nidle = 0\nend = 0\n"


def at_the_notes(tmp_path: Path, quiet: bool, lock: str = NO_LOCK) -> Listener:
    """Ben at the notes of his screening, which say "Seen at t"."""
    home, config = tmp_path / "home", tmp_path / "config.toml"
    office.hub(home)
    office.screening_of(home)
    config.write_text(lock)
    ben = Listener(home, folder=tmp_path, env={"CE_TUI_CONFIG": str(config)})
    ben.until_front("SignInScreen")
    if quiet:
        ben.press(ctrl("r"))
    ben.send(office.BEN.encode())
    ben.press(TAB)
    unlock(ben, "HomeScreen")
    ben.press(ENTER)
    ben.until_front("FormScreen")
    ben.press(ctrl("t"))
    ben.until_front("NotesScreen")
    ben.send(b"Seen at t")
    ben.rest()
    ben.heard()
    return ben


def unlock(ben: Listener, front: str) -> None:
    ben.send(office.SECRET.encode())
    ben.rest()
    ben.heard()
    ben.press(ENTER)
    ben.until_front(front)


@both_displays
def test_the_lock_comes_in_the_middle_of_a_word_and_nothing_of_it_is_lost(
    tmp_path: Path, quiet: bool
) -> None:
    with at_the_notes(tmp_path, quiet) as ben:
        ben.send(b"he h" + ctrl("l"))
        ben.until_front("LockScreen")
        said = ben.heard()
        locked = " ".join(said)
        assert said.count("Locking.") == 1, said
        assert locked.index("Locking.") < locked.index("Ben Example is signed in.")
        assert (locked.count("Ben Example is signed in."), locked.count("In danger now")) == (1, 1)
        assert "NOT SAVED" not in locked, "it is just being saved"
        unlock(ben, "NotesScreen")
        assert ben.all_heard().count("Seen at the h") == 1
        assert ben.hear(b"a") == ["a"]
        assert ben.state.value == "Seen at the ha"

        # From the notes and back; and at Home, where there are none.
        back = " ".join(ben.hear(ctrl("t")))
        assert "3 Start" in back and back.count("1 of 7") == 1
        notes = " ".join(ben.hear(ctrl("t")))
        assert "7 Notes" in notes and notes.count("Seen at the ha") == 1
        ben.press(ctrl("o"))
        ben.until_front("HomeScreen")
        ben.heard()
        assert any("No screening is open" in said for said in ben.hear(ctrl("t")))


@both_displays
def test_a_screening_that_is_handed_over_says_so_once_and_again_to_who_asks_or_types_on(
    tmp_path: Path, quiet: bool
) -> None:
    with at_the_notes(tmp_path, quiet) as ben:
        office.administrator_does(tmp_path / "home", office.hand_over_to(ADMINISTRATOR))
        ben.until_front("ArrowKeyDialog")
        why, end = "This screening was passed on to", "for whoever it belongs to and for a lead."
        said = ben.all_heard()
        assert (said.count(why), said.count(end)) == (1, 1)
        assert "Show it once more 1 of 2" in said
        for before in ("Once more:", "And once more, from its beginning:", "Once more:"):
            again = " ".join(ben.hear(ENTER))
            assert again.startswith(f"{before} {why}"), again
            assert again.count(end) == 1, again

        # Each letter that is typed on cuts the speech short: once no more come, it is said again.
        for letters, many in ((b"he harb", "7 keys"), (b"our", "10 keys")):
            ben.send(letters)
            ben.until(lambda state, many=many: f"{many} did nothing" in state.said, "what the letters did")
            again = ben.all_heard()
            assert (again.count("did nothing."), again.count(why)) == (1, 1), again
            assert end in again or not quiet, again
        ben.press(DOWN, ENTER)
        ben.until_front("HomeScreen")
        assert "New screening" in ben.all_heard()


@both_displays
def test_who_is_signed_out_elsewhere_hears_why_in_the_display_that_was_there(
    tmp_path: Path, quiet: bool
) -> None:
    with at_the_notes(tmp_path, quiet) as ben:
        office.administrator_does(tmp_path / "home", lambda boss: boss.people.suspend(office.BEN))
        said = ben.hear_until("As it was entered when your account was made." if quiet else LEAVE)
        words = " ".join(said)
        assert said.count("Locking.") == 1
        assert "Lo" not in said, "of the word that went, nothing is said"
        assert "This account is suspended, so it was signed out. What you had typed is kept." in words
        assert (LEAVE in words) is not quiet, words
        if quiet:
            assert words.count("This account is suspended") == 1, words


@pytest.mark.parametrize("quiet", [True], ids=["for-screen-readers"])
def test_a_lock_that_comes_by_itself_is_told_before_and_once(tmp_path: Path, quiet: bool) -> None:
    with at_the_notes(tmp_path, quiet, "[lock]\nidle = 6\nwarn = 3\nend = 0\n") as ben:
        ben.until_front("LockScreen")
        said = ben.all_heard()
        order = ["this locks in", "Locking.", "Ben Example is signed in."]
        assert [said.count(words) for words in order] == [1, 1, 1], said
        assert re.search(".*".join(map(re.escape, order)), said), said
