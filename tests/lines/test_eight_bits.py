"""The main job in the line mode on a terminal of eight bits without a locale: every row that UTF-8 shows is there.

Two people do the same at noon, each at a terminal of their own: one that speaks UTF-8, and a VT220.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pyte

from ce_tui.lines.run import converse
from ce_tui.settings.preferences import ASCII
from ce_tui.terminal.character_set import shown_in
from support.people.conversation import Heard, Script, at_noon
from support.people.screens import NAME, PASSPHRASE, new_casebook, second_terminal
from support.stores.copies import copied
from support.terminal.apps import APPS
from support.terminal.eight_bits import beyond_ascii, rows_shown
from support.terminal.pty_screen import ENTER, PtyScreen
from support.terminal.streams import Streams

_VARIES = re.compile(rb"CE-[0-9A-Z]{4}-[0-9A-Z]{2}|/[ab](?=/)")
_SAID_WHERE_IT_TAKES_LONG = re.compile(rb"[^\r\n]* Please wait\.\r\n")
_FOUND = [
    "1. .........., draft, Red: immediate risk, Essex, Zoe Lukasz-?????, screened 25",
    "November 2026, changed 25 November 2026 at 12:00. Phone now: nobody was phoned",
    "yet, as far as is recorded. Due now, since 25 November 2026, 12:00. Tell the",
    "police: not recorded. Due now, since 25 November 2026, 12:00.",
]
_OF_LETTERS = [
    "A question mark there stands for a letter that is not written here; it is kept",
    "as it was typed.",
]
_ASKED = re.compile(rb"[?\]:.] \Z")
VT220: dict[str, str | None] = {"TERM": "vt220", "LC_ALL": "C"}
SPEAKS_UTF_8: dict[str, str | None] = {"TERM": "vt220", "LC_ALL": "C.UTF-8"}
CHILD, SCHOOL = "Zoë Łukasz-Олена", "École Édith"
SEEN = "Told by “Zoë” – twice"
TYPED = f"""
{NAME}
{PASSPHRASE}
contacts
southend
stop
guidance
find county

back
help
stop
new

y
stop
go yellow
y
explain
stop
go a4
s
notes
{SEEN}

go result
stop
red
go details
Sam Example
{SCHOOL}



{CHILD}
go review
text

stop
read
stop
where
home
find Олена
""".strip("\n").splitlines()


class Person:
    """Someone at a terminal who types a line whenever something is asked. `old`: in Latin-1, as far as it has it."""

    def __init__(self, folder: Path, env: dict[str, str | None], *, old: bool) -> None:
        folder.mkdir()
        copied(folder / "home", _made)
        self.folder = folder
        self._old = old
        env = env | {"CE_TUI_HOME": str(folder / "home"), "HOME": str(folder), "PATH": "/nowhere"}
        app = [sys.executable, str(APPS / "cheap_at_noon.py"), "lines"]
        self.term = PtyScreen(app, env, cwd=folder)

    def listen(self) -> None:
        """Until something is asked."""
        self.term.wait_until(lambda: bool(_ASKED.search(self.term.raw)), "a question")

    def type(self, line: str) -> None:
        """Answer what is asked, and see it taken."""
        self.listen()
        old = self._old and all(letter < "\u0100" for letter in line)
        before = len(self.term.raw)
        self.term.send(line.encode("latin-1" if old else "utf-8") + ENTER)
        self.term.wait_until(lambda: len(self.term.raw) > before, "an echo")

    @property
    def sent(self) -> bytes:
        """All that the terminal got, less what no two have in common."""
        patient = _SAID_WHERE_IT_TAKES_LONG.sub(b"", bytes(self.term.raw))
        return _VARIES.sub(lambda found: b"." * len(found[0]), patient)


def _made(home: Path) -> None:
    new_casebook(home).close()


def rows_in_utf_8(raw: bytes | bytearray) -> list[str]:
    screen = pyte.Screen(80, 2_000)
    pyte.Stream(screen).feed(raw.decode())
    return [row.rstrip() for row in screen.display if row.strip()]


def test_the_main_job_loses_no_row_and_no_letter_of_what_is_kept(tmp_path: Path) -> None:
    with_utf_8 = Person(tmp_path / "a", SPEAKS_UTF_8, old=False)
    at_vt220 = Person(tmp_path / "b", VT220, old=True)
    for line in TYPED:
        for person in (with_utf_8, at_vt220):
            person.type(line)
    for person in (with_utf_8, at_vt220):
        person.listen()
        person.term.close()
    sent, of_utf_8 = at_vt220.sent, with_utf_8.sent

    assert beyond_ascii(sent) == []
    rows = [shown_in(row, "ascii") for row in rows_in_utf_8(of_utf_8)]
    assert len(rows) > 200 and "Child's name? Now: empty. Zoe Lukasz-?????" in rows
    shown = rows_shown(sent)
    at = shown.index(_OF_LETTERS[0])
    assert shown[at : at + 2] == _OF_LETTERS, "said once, where a name is first read out that is not whole"
    assert shown[at - 4 : at] == _FOUND and shown[:at] + shown[at + 2 :] == rows
    lost = set(rows) - set(rows_shown(of_utf_8))
    assert {"Left open:", "Nobody was phoned yet, as far as is recorded."} <= lost, lost

    (exported,), (the_same,) = (person.folder.glob("*.txt") for person in (with_utf_8, at_vt220))
    assert _VARIES.sub(b"", exported.read_bytes()) == _VARIES.sub(b"", the_same.read_bytes())
    for kept in (CHILD, SCHOOL, SEEN):
        assert kept in exported.read_text("utf-8")


def test_where_it_is_ascii_anyway_the_word_for_it_says_so_and_keeps_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    new_casebook(home).close()
    heard = Heard()
    reader = Script([NAME, PASSPHRASE, "contacts", "southend", "stop", "ascii"])
    assert converse(Streams(reader, heard, encoding="ascii"), at_noon(home)) == 0
    assert "ASCII alone is written to this terminal: the command ce-tui doctor says why." in heard.text
    assert "Mon-Thu 9am-5:30pm" in heard.text and heard.text.isascii()
    casebook = second_terminal(home)
    assert ASCII.of(casebook) == ""
    casebook.close()
