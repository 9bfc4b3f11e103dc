"""Keys at random over all screens: the app neither ends by a fault, nor shows anything of a case while it is locked."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from ce_tui.settings.preferences import DISPLAY, KEYS
from support.people.places import sign_in
from support.stores.full_store import PASSPHRASE, Full, enter, fill
from support.terminal.pty_screen import ENTER, SPACE, TAB, ctrl
from support.terminal.walker import Gone, Walker

BURST, EACH_PLACE = 25, 200  # keys at full speed; keys until another place is gone to
ARROWS = [b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[F", b"\x1b[5~", b"\x1b[6~", b"\x1b[Z"]
LETTERS = [bytes([letter]) for letter in b"abcdefghijklmnopqrstuvwxyzAERV0123456789./-?"]
CONTROLS = [ctrl(letter) for letter in "ABCDEFGHIJKLMNOPRSTUVWXYZ"]  # all but Ctrl+Q, which ends it
OTHERS = [
    b"\x1bOP",
    b"\x7f",
    b"\x1b[3~",
    b"\x1bx",
    "é".encode(),
    "\u202e".encode(),
    b"\xe9",
    b"\x00",
    b"\x1b[200~",
]
KINDS = [ARROWS, LETTERS, CONTROLS, [ENTER, SPACE, TAB, ENTER, SPACE, TAB, b"\x1b"], OTHERS]
WEIGHTS = [6, 6, 5, 6, 1]
SECRET = ("child", "narrative", "reason", "seafront")
"""Words of the case, which nothing shows while it is locked."""


@pytest.fixture
def store(tmp_path: Path) -> Full:
    return fill(tmp_path / "home", lambda what: f"Quillfeather {what}")


class Storm:
    """One person at one terminal who presses anything."""

    def __init__(self, store: Full, seed: int) -> None:
        self.store = store
        self.random = Random(seed)
        self.pressed: list[bytes] = []
        self.walker = self._sit_down()
        self.locks = 0

    def close(self) -> None:
        self.walker.__exit__()

    def run(self, keys: int) -> None:
        """Press so many keys, and end."""
        while len(self.pressed) < keys:
            try:
                self._calm()
                self._burst()
                continue
            except Gone:
                self._ended()
            self.walker = self._sit_down()
        with suppress(Gone):
            self._calm()
            self.walker.go("command:app.sign_out")
        self._ended()

    def _sit_down(self) -> Walker:
        """Signed in, in the full screen with its own keys: the account may have been given others."""
        elsewhere = enter(self.store)
        for preference in (DISPLAY, KEYS):
            preference.keep(elsewhere, "")
        elsewhere.close()
        walker = Walker(self.store.home)
        try:
            sign_in(walker, self.store)
        except BaseException:
            walker.__exit__()
            raise
        return walker

    def _burst(self) -> None:
        """Keys in one place, in short runs at full speed."""
        self._go_somewhere()
        for _ in range(EACH_PLACE // BURST):
            keys = [self.random.choice(self.random.choices(KINDS, WEIGHTS)[0]) for _ in range(BURST)]
            self.pressed += keys
            self.walker.send(b"".join(keys))
            if b"\x1b[200~" in keys:
                self.walker.send(b"\x1b[201~")
            if self.walker.rest().locked:
                self._while_locked()
                return

    def _go_somewhere(self) -> None:
        """A screening that is there, or a new one; then anything that the go-to menu has.

        Without keys: those pressed before may have given the commands other ones.
        """
        walker = self.walker
        walker.go("command:app.home")
        walker.until(lambda state: state.front == "HomeScreen" and bool(state.items), "Home's list")
        walker.go(f"item:{self.random.choice(walker.state.items)}")
        walker.press(ENTER)  # where the child lives; a reason is not given so
        self._calm()
        there = [item for item in walker.state.menu if item not in NOT_CHOSEN]
        walker.go(self.random.choice(there))

    def _while_locked(self) -> None:
        """More keys, none of which brings anything back."""
        walker = self.walker
        walker.term.settle()
        before = len(walker.term.raw)
        self.locks += 1
        tried: list[tuple[bytes, str, str, str]] = []
        for _ in range(10):
            key = self.random.choice(self.random.choice([ARROWS, CONTROLS, [TAB, ENTER, SPACE]]))
            state = walker.press(key)
            tried.append((key, state.front, state.name, state.current))
        shown = walker.term.text + bytes(walker.term.raw[before:]).decode("utf-8", "replace")
        if not walker.state.demo:  # reached from Help; its lock opens with Enter, over made-up people
            assert walker.state.locked or "SignInScreen" in walker.state.stack, f"{tried}\n{walker.term.text}"
        assert not [word for word in SECRET if f"Quillfeather {word}" in shown or "seafront" in shown]

    def _calm(self) -> None:
        """From wherever one is, unlocked and with nothing over Home or a section."""
        walker = self.walker
        for _ in range(40):
            state = walker.rest()
            if len(state.stack) == 1 and "SignInScreen" in state.stack:
                self._clear(
                    "passphrase", "name"
                )  # what of a burst arrived in a fresh process, for someone else
                sign_in(walker, self.store)
            elif state.front == "LockScreen":
                walker.until(lambda state: not state.busy, "an end to what was tried")
                self._clear("passphrase")
                walker.press(PASSPHRASE.encode(), ENTER)
                walker.until(lambda state: not state.busy or not state.locked, "an answer")
            elif len(state.stack) > 1 or state.locked:
                walker.escape()
            else:
                return
        raise AssertionError(f"no way out of here: {walker.state}\n{walker.term.text}")

    def _clear(self, *fields: str) -> None:
        """Take away what the keys before typed there, which nobody sees in a passphrase."""
        for field in fields:
            self.walker.go_to_field(field)
            self.walker.press(ctrl("u"), ctrl("k"))

    def _ended(self) -> None:
        """It has signed out, or made way for someone else or for the line mode; anything else is a fault."""
        log, term = self.store.home / "crash.log", self.walker.term
        with suppress(AssertionError):
            term.wait_for_end(MAKES_WAY)
        assert not log.exists(), f"after {self.pressed[-60:]}:\n{log.read_text()}"
        assert "a fault of ours" not in term.text, f"after {self.pressed[-60:]}:\n{term.text}"
        assert not term.status, f"after {self.pressed[-60:]}: {term.status}\n{term.text}"
        self.walker.__exit__()


MAKES_WAY = 5.0  # seconds after which whoever has not ended has made way
NOT_CHOSEN = tuple(f"command:app.{what}" for what in ("sign_out", "lock", "lines", "keys"))
"""What ends the storm, hides all from it, or changes its keys under it."""


@pytest.mark.parametrize(
    ("seed", "keys"),
    [(1, 2_000), *(pytest.param(seed, 2_000, marks=pytest.mark.soak) for seed in range(2, 11))],
)
def test_any_keys_on_any_screen_end_nothing_and_show_nothing_while_locked(
    seed: int, keys: int, store: Full
) -> None:
    storm = Storm(store, seed)
    try:
        storm.run(keys)
    finally:
        storm.close()
    assert storm.locks > 0
