"""Somebody at a terminal who types what a page says, line by line, and answers what is asked.

Everything happens in a world of their own (`own_world`): whatever a page says, this machine stays as it is. Who is
named on a page is made up, and so are the references: a screening stands in for each.
"""

from __future__ import annotations

import os
import re
import shlex
import time
from pathlib import Path

from support.checkout import CHECKOUT
from support.documents.documentation import Block, commands_of
from support.people.cli import ANSWERS, Ended
from support.terminal.apps import CE_TUI
from support.terminal.own_world import World
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

REFERENCE = "CE-7K3M-2Q"
ANOTHER = "CE-4H9D-XQ"
ADMINISTRATOR = "Sam Example"
SCREENER = "Kim Example"

_ELSEWHERE = ("/srv/", "/mnt/")  # folders of a page that are the reader's own here
_LONGEST = 120.0  # seconds that a command may take
_WORDS = "lantern quilt harbour marble"
_NAME = re.compile(r"\b([A-Z][a-z]+) Example\b")
_REFERENCE = re.compile(r"\bCE-[0-9A-Z]{4}-[0-9A-Z]{2}\b")
_QUESTIONS = re.compile(
    r"(?:Passphrase (?:of|for) (?P<whose>[^:\n]+?)(?: at the time)?|(?P<new>New passphrase)|(?P<again>The same again)"
    r"|(?P<reason>Your reason, which is logged)|(?P<yes_or_no>yes or no)"
    r"|(?P<code>Recovery code)|(?P<confirm>Type the code to confirm that you have it)): \Z"
)


class Reader:
    """One person and their folder; what they learnt (a reference, a recovery code, new passphrases) they keep."""

    def __init__(self, place: World) -> None:
        self._place = place
        self._folder = place.person
        self._passphrases: dict[str, str] = {}
        self._typed = ""
        self._reference = ""
        self._another = ""
        self._recovery_code = ""
        self._config = ""
        self._has_store = False
        self._own_command()
        (self._folder / "data").symlink_to(CHECKOUT / "data")
        for each in ("mnt/backup", "srv"):
            (self._folder / each).mkdir(parents=True)

    def has_file(self, name: str, text: str) -> None:
        """They have written a file that the page shows."""
        (self._folder / name).write_text(text, "utf-8")

    def configures(self, block: Block) -> None:
        """They have put what the page shows into their configuration."""
        self.has_file("config.toml", block.text)
        self._config = str(self._place.inside(self._folder / "config.toml"))

    def types(self, line: str) -> Ended:
        """Type a line of a page and wait for its end. What opens the app is signed out of."""
        if "--as" in line and not self._has_store:
            self._sets_a_store_up()
        self._has_store = self._has_store or "account add" in line
        if REFERENCE in line and not self._reference:
            self._reference = self._screens_somebody()
        if ANOTHER in line and not self._another:
            self._another = self._screens_somebody()
        self._have_the_files_of(line)
        ended = self._run(self._as_here(line), opens_the_app=_opens_the_app(line), names=_NAME.findall(line))
        if found := _REFERENCE.search(ended.out):
            self._reference = self._reference or found[0]
        return ended

    # -- what stands in for what the page names ------------------------------------------------------------------

    def _own_command(self) -> None:
        command = self._folder / "bin" / "ce-tui"
        command.parent.mkdir()
        command.write_text(
            f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(CHECKOUT))} exec {shlex.join(CE_TUI)} "$@"\n'
        )
        command.chmod(0o755)

    def _as_here(self, line: str) -> str:
        line = line.replace(".venv/bin/ce-tui", "ce-tui").replace(REFERENCE, self._reference or REFERENCE)
        line = line.replace(ANOTHER, self._another or ANOTHER)
        for folder in _ELSEWHERE:
            line = line.replace(folder, f"{self._place.inside(self._folder)}{folder}")
        return line

    def _have_the_files_of(self, line: str) -> None:
        """Passphrase files: "kim.words" holds Kim Example's."""
        for name in re.findall(r"--(?:new-)?(?:passphrase|password)-file (\S+)", line):
            whose = f"{name.partition('.')[0].capitalize()} Example"
            self.has_file(name, self._passphrase(whose) + "\n")

    def _passphrase(self, whose: str) -> str:
        return self._passphrases.setdefault(whose, f"{whose.lower()} {_WORDS}")

    def _sets_a_store_up(self) -> None:
        """As on the page for those who look after a store."""
        for line in (
            f'ce-tui account add "{ADMINISTRATOR}"',
            f'ce-tui account add "{SCREENER}" --role practitioner --as "{ADMINISTRATOR}"',
        ):
            ended = self._run(line, opens_the_app=False, names=[])
            assert ended.code == 0, ended.out

    def _screens_somebody(self) -> str:
        self.has_file("somebody.json", ANSWERS.read_text("utf-8"))
        line = f"ce-tui import somebody.json --as '{SCREENER}'"
        ended = self._run(line, opens_the_app=False, names=[])
        assert ended.code == 0, ended.out
        return _REFERENCE.findall(ended.out)[-1]

    # -- at the terminal -----------------------------------------------------------------------------------------

    def _run(self, line: str, *, opens_the_app: bool, names: list[str]) -> Ended:
        home = str(self._place.inside(self._folder))
        env = {
            "HOME": home,
            "PATH": f"{home}/bin:{os.environ['PATH']}",
            "CE_TUI_CONFIG": self._config or None,
        }
        argv = [*self._place.start, "/bin/sh", "-c", line]
        with PtyScreen(argv, env, columns=200, rows=50, cwd=self._folder) as terminal:
            if opens_the_app:
                terminal.wait_until(lambda: bool(terminal.text.strip()), "anything on the screen")
                terminal.settle(0.5)
                terminal.press(ctrl("q"))
            else:
                self._answer(terminal, f"{names[0]} Example" if names else "")
            return Ended(terminal.wait_for_end(), _said(terminal), "")

    def _answer(self, terminal: PtyScreen, first_named: str) -> None:
        """Answer every question, until the command has ended."""
        answered, end = 0, time.monotonic() + _LONGEST
        while terminal.read(0.5) >= 0:
            assert time.monotonic() < end, f"it goes on and on:\n{terminal.text}"
            if (asked := _QUESTIONS.search(_said(terminal)[answered:])) is None:
                continue
            answered = len(_said(terminal))
            if asked["whose"]:
                self._typed = self._passphrase(asked["whose"])
            elif asked["new"]:
                self._typed = self._passphrases[first_named] = self._passphrase(first_named) + " anew"
            elif asked["reason"]:
                self._typed = "A court has asked for it"
            elif asked["yes_or_no"]:
                terminal.send(b"no" + ENTER)
                continue
            elif asked["code"]:
                self._typed = self._recovery_code
            elif asked["confirm"]:
                shown = [each.strip() for each in _said(terminal).splitlines() if each.startswith("    ")]
                self._typed = self._recovery_code = shown[-1]
            terminal.send(self._typed.encode() + ENTER)


def _said(terminal: PtyScreen) -> str:
    return bytes(terminal.raw).decode("utf-8", "replace").replace("\r", "")


def _opens_the_app(line: str) -> bool:
    command = next((each for each in commands_of(line) if Path(each[0]).name == "ce-tui"), [])
    return len(command) == 1 or command[1:2] in (["demo"], ["lines"])
