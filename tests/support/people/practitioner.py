"""A practitioner at a terminal: what a person would do by keyboard alone, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import ENTER, TAB, UP, PtyScreen, ctrl
from support.terminal.rules import is_rule

NAME = "Pat Practitioner"


class Practitioner:
    """Someone who sits down at a terminal of a size, in a folder of their own, and presses keys."""

    def __init__(self, home: Path, columns: int, rows: int) -> None:
        self.home = home
        self.columns, self.rows = columns, rows
        self.passphrase = ""
        self.terminal: PtyScreen | None = None

    # The terminal

    @property
    def at(self) -> PtyScreen:
        """The terminal that they sit at."""
        assert self.terminal is not None
        return self.terminal

    @property
    def sees(self) -> str:
        """The screen's words in one line."""
        return " ".join(self.at.text.split())

    @property
    def status(self) -> str:
        """The status line, as far as it is shown."""
        rows = self.at.text.splitlines()
        rule = max(number for number, row in enumerate(rows) if is_rule(row))
        return " ".join(" ".join(rows[rule + 1 : -1]).split())

    def sit_down(self, *arguments: str) -> None:
        """Start the app."""
        environment: Mapping[str, str] = {
            "CE_TUI_HOME": str(self.home / "store"),
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
        }
        self.terminal = PtyScreen(
            [*CE_TUI, *arguments],
            environment,
            columns=self.columns,
            rows=self.rows,
            cwd=self.home,
        )

    def get_up(self) -> None:
        """Leave the terminal, whatever is open on it."""
        if self.terminal is not None:
            self.terminal.close()
            self.terminal = None

    def wait_for(self, words: str) -> None:
        """Wait until words are on the screen, wherever its lines are broken."""
        self.at.wait_until(lambda: words in self.sees, f"{words!r}")
        self.at.settle()

    def wait_for_status(self, words: str) -> None:
        """Wait until the status line begins so."""
        self.at.wait_until(lambda: self.status.startswith(words), f"the status {words!r}")
        self.at.settle()

    def press(self, *keys: bytes) -> None:
        """Press keys one after another."""
        self.at.press(*keys)

    def type(self, words: str) -> None:
        """Type."""
        self.at.type(words)

    def fill_in(self, *values: str) -> None:
        """Type a value, go on to the next field, and so on."""
        for value in values:
            if value:
                self.type(value)
            self.press(TAB)

    def fit(self) -> None:
        """Nothing on the screen is cut off at the right margin."""
        assert all(len(line) <= self.columns for line in self.at.text.splitlines())
        assert any(words in self.at.line(-1) for words in ("? help", "F1 help", "accept"))

    # Longer jobs

    def set_up(self, *, for_screen_reader: bool = False) -> None:
        """The first start: name, hub, usual area, six words, the recovery code."""
        self.sit_down()
        self.wait_for("Set up, step 1 of 3")
        if for_screen_reader:
            self.press(ctrl("r"))
            self.wait_for("Display for screen readers: on.")
        self.fill_in(NAME, "Imaginary Hub")
        self.press(UP, UP, UP, b" ", TAB, ENTER)
        self.wait_for("Set up, step 2 of 3")
        self.passphrase = self.found(r"^ +((?:[a-z]+ ){5}[a-z]+)$")
        self.press(TAB)
        self.type(self.passphrase)
        self.press(ENTER)
        self.wait_for("Set up, step 3 of 3")
        code = self.found(r"^ +((?:[0-9A-Z]{5}-){6}[0-9A-Z]{5})$")
        self.type(code[-5:])
        self.press(ENTER)
        self.wait_for("New screening")

    def sign_in(self) -> None:
        """Come back on another day."""
        self.sit_down()
        self.wait_for("Sign in")
        self.fill_in(NAME)
        self.type(self.passphrase)
        self.press(ENTER)
        self.wait_for("New screening")

    def sign_out(self) -> int:
        """Ctrl+Q: the exit code."""
        self.at.send(ctrl("q"))
        code = self.at.wait_for_end()
        self.get_up()
        return code

    def found(self, pattern: str) -> str:
        """What stands on the screen in a line of its own."""
        self.at.wait_until(lambda: bool(re.search(pattern, self.at.text, re.MULTILINE)), f"{pattern!r}")
        match = re.search(pattern, self.at.text, re.MULTILINE)
        assert match, self.at.text
        return match[1]
