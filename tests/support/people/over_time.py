"""A hub over weeks: people who come in at moments that a story sets, at a terminal or line by line.

By keyboard the app runs in a process of its own, by a clock that stands in a file (`tests/terminal/apps/at_a_time.py`):
whoever works in one hub has the same clock.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pypdf import PdfReader

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.index import ChildrenFound
from ce_tui.session.words.known import colleagues_words, of_others
from support.people.at_the_door import CONFIG, new_casebook
from support.people.conversation import listen
from support.people.office import ADMIN, BEN, CHILD, LEAD, SECRET, entered
from support.people.practitioner import Practitioner
from support.stores.copies import copied
from support.terminal.apps import APPS
from support.terminal.pty_screen import BACK_TAB, DOWN, ENTER, HOME, SPACE, TAB, UP, PtyScreen, ctrl

ADA = ADMIN
"""Here she is a practitioner."""
FOUR_WEEKS_AGO = datetime(2026, 10, 28, 10, 0, tzinfo=UTC)
AT_NIGHT = datetime(2026, 11, 25, 23, 0, tzinfo=UTC)
"""A Wednesday."""
MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
FOUR_WEEKS_LATER = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

BORN = "3 apr 2011"
NIGHT_LINE = "Out of hours Emergency Duty Team"
OFFICE = "Children & Families' Hub"
THEN_PHONE = (
    "Nobody answered, and this cannot wait. If the child is in danger now: 999. "
    "Phone Essex Police, not an emergency on 101."
)
NOT_ALONE = "you cannot end that alone. Pass it on to a lead"
COMPARED = "Compared with the screening before"
BETTER = re.compile(r"\bbetter\b", re.IGNORECASE)
_QUIET = 0.05  # seconds
_REFERENCE = re.compile(r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}")
_FIVE_WORDS = re.compile(r"(?<!\S)[a-z]+(?:-[a-z]+){4}(?!\S)")
_CHOICE = re.compile(r"^ ?(?P<current>[ >]) \([x ]\) (?P<words>.+)$")


# The hub


def colleagues(home: Path) -> None:
    """A store with two practitioners, Ada and Ben, their lead Lena, and who set it up. It is a copy: see `copied`."""
    copied(home, _set_up)


def _set_up(home: Path) -> None:
    casebook = new_casebook(home)
    casebook.people.add_account(LEAD, SECRET, ["lead"])
    for name in (ADA, BEN):
        casebook.people.add_account(name, SECRET, ["practitioner"])
    casebook.close()


def amber_four_weeks_ago(home: Path) -> str:
    """The same, with a completed amber of Ben's about which all was done: its reference."""
    return copied(home, _with_an_amber)


def _with_an_amber(home: Path) -> str:
    _set_up(home)
    casebook = entered(home, BEN, lambda: FOUR_WEEKS_AGO)
    answers = Answers(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        known_to_practitioner=True,
        immediate_risk=False,
        harm_today=False,
        missing_now=False,
        screened_on=FOUR_WEEKS_AGO.date().isoformat(),
        looked_at=("yellow", "amber", "red"),
        marks={"Y1": "yes", "A3": "suspected", "A5": "suspected", "A7": "suspected"},
        notes="A7 twice, and seen at the station with somebody older.",
        child=Child(name=CHILD, date_of_birth="2011-04-03", address="1 Imaginary Road"),
    )
    screening = casebook.screenings.begin(answers)
    casebook.screenings.leave(casebook.screenings.complete(screening))
    for kind in ("phone", "form"):
        sent = Action(at="2026-10-28T10:00", kind=kind, to=OFFICE, came_of_it="early help")
        casebook.actions.record(screening.ref, sent)
    casebook.close()
    return screening.ref


def heard(home: Path, name: str, at: datetime, *lines: str) -> str:
    """What somebody hears who signs in at a moment and types lines: all of it, without breaks."""
    return " ".join(listen(home, name, SECRET, *lines, now=at).split())


def reference_in(text: str) -> str:
    """The first reference of a screening in a text."""
    found = _REFERENCE.search(text)
    assert found, text
    return found[0]


def ask_your_lead(ref: str) -> str:
    """What is said where a colleague has screened a child like that of a screening."""
    return of_others(ChildrenFound(others="known"), ref)


def is_a_colleagues(ref: str) -> str:
    """What is said where a lead said that a colleague's screening is of the same child."""
    return colleagues_words(ChildrenFound(colleagues=True), ref)


def passphrase_in(text: str) -> str:
    """The passphrase of an exported PDF, five words with hyphens."""
    found = _FIVE_WORDS.search(text)
    assert found, text
    return found[0]


def in_order(text: str, *words: str) -> None:
    """All of the words stand in a text, one after the other."""
    at = 0
    for each in words:
        found = text.find(each, at)
        assert found >= 0, f"{each!r} does not stand there, or not in this order, in:\n{text[at:]}"
        at = found + len(each)


def paper(file: Path, passphrase: str) -> str:
    """The words of an exported PDF, without breaks."""
    pages = PdfReader(file, password=passphrase).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


class Colleague(Practitioner):
    """Somebody of a hub (`folder` / "store") who sits down at a terminal at a moment."""

    def __init__(self, folder: Path, name: str, passphrase: str = SECRET) -> None:
        super().__init__(folder, 98, 48)
        self.name = name
        self.passphrase = passphrase

    def __enter__(self) -> Colleague:
        return self

    def __exit__(self, *_: object) -> None:
        self.get_up()

    # When it is

    def later(self, at: datetime) -> None:
        """It is another moment, for everybody in this hub."""
        new = self.home / "now.new"
        new.write_text(at.isoformat(), "ascii")
        new.replace(self.home / "now")

    def comes_in(self, at: datetime) -> None:
        """Start the app at a moment, and sign in."""
        self.later(at)
        self.terminal = PtyScreen(
            [sys.executable, str(APPS / "at_a_time.py"), str(self.home / "now")],
            {
                "CE_TUI_HOME": str(self.home / "store"),
                "HOME": str(self.home),
                "XDG_CONFIG_HOME": str(self.home / "config"),
            },
            columns=self.columns,
            rows=self.rows,
            cwd=self.home,
        )
        self.wait_for("Sign in")
        self.type(f"{self.name}\t{self.passphrase}\r")
        self.wait_for("/ search ")

    # What is seen

    @property
    def reference(self) -> str:
        """Of the screening that is open: it stands in the header."""
        return reference_in(self.at.line(0))

    def wait_for(self, words: str) -> None:
        """Wait until words are on the screen, wherever its lines are broken."""
        self.at.wait_until(lambda: words in self.sees, f"{words!r}")
        self.at.settle(_QUIET)

    def wait_for_status(self, words: str) -> None:
        """Wait until the status line begins so."""
        self.at.wait_until(lambda: self.status.startswith(words), f"the status {words!r}")
        self.at.settle(_QUIET)

    # By keys

    def keys(self, *keys: bytes) -> None:
        """Press keys as fast as they can be pressed."""
        self.at.press(b"".join(keys), quiet=_QUIET)

    def choose(self, words: str) -> None:
        """In the choices of a question, all of which are in sight: the one that begins so. Then Tab."""
        rows = self._choices()
        [here] = [number for number, (current, _) in enumerate(rows) if current]
        [there] = [number for number, (_, row) in enumerate(rows) if row.startswith(words)]
        self.keys(*[DOWN if there > here else UP] * abs(there - here), SPACE, TAB)

    def _choices(self) -> list[tuple[bool, str]]:
        """The choices of the question that has the focus: whether it is on it, and its words."""
        blocks: list[list[tuple[bool, str]]] = [[]]
        for row in self.at.text.splitlines():
            if choice := _CHOICE.match(row):
                blocks[-1].append((choice["current"] == ">", choice["words"]))
            elif blocks[-1]:
                blocks.append([])
        [block] = [block for block in blocks if any(current for current, _ in block)]
        return block

    def go_to(self, words: str) -> None:
        """With the arrows to the item of the list at which the status line begins so."""
        if self.status.startswith(words):
            return
        self.keys(HOME)
        for _ in range(80):
            if self.status.startswith(words):
                return
            self.keys(DOWN)
        raise AssertionError(f"no item {words!r} in:\n{self.at.text}")

    def opens(self, words: str, until: str) -> None:
        """Enter on an item of the list, and what is to be seen then."""
        self.go_to(words)
        self.keys(ENTER)
        self.wait_for(until)

    def goes_home(self) -> None:
        """Ctrl+O, wherever one is."""
        self.keys(ctrl("o"))
        self.wait_for("New screening")

    def goes(self, words: str, until: str) -> None:
        """Through the go-to menu, by the number of what is called so there."""
        self.keys(ctrl("g"))
        self.wait_for("Go to: a number")
        listed = re.search(rf"(\d+) +{re.escape(words)}", self.at.text)
        assert listed, self.at.text
        self.keys(listed[1].encode(), ENTER)
        self.wait_for(until)

    def answers(self, words: str, until: str) -> None:
        """Type into what asks, Enter, and what is to be seen then."""
        self.keys(words.encode(), ENTER)
        self.wait_for(until)

    def begins(self) -> str:
        """A new screening of a child who is known, who is in no danger: its reference."""
        self.keys(b"n", ENTER)
        self.wait_for("3 Start")
        self.says_at_start()
        return self.reference

    def says_at_start(self) -> None:
        """No danger, no harm, not missing; known from working with them."""
        self.keys(*(UP, SPACE, TAB) * 3, TAB, SPACE)
        self.wait_for_status("Yes, from working with them.")

    def completes_and_exports(self) -> tuple[Path, str]:
        """In Review, whatever is left open: the PDF, and its passphrase."""
        self.keys(b"1", ENTER)
        self.wait_for("Complete it all the same?")
        self.keys(b"2", ENTER)
        self.wait_for_status("Completed as revision 1.")
        self.keys(b"2", ENTER)
        self.wait_for("Where should the file be?")
        self.keys(ENTER)
        self.wait_for("Its passphrase")
        passphrase = passphrase_in(self.at.text)
        self.keys(b"2", ENTER)
        self.wait_for_status("Still to be done, in order, 1: ")
        [file] = self.home.glob("*.pdf")
        return file, passphrase

    def records(
        self, came_of_it: str, *, kind: str = "", to: str = "", more: Sequence[str] = (), reads: str = ""
    ) -> None:
        """Fill in the form that records, where whom it was to may be proposed, and record it.

        `more`: the person's name, what was said, their reference, what comes next, by when. `reads`: what is to be read
        and put away before it is recorded.
        """
        self.wait_for("Record what was done")
        if kind:
            self.keys(*[BACK_TAB] * (2 if "What came of it: " in self.status else 1))
            self.choose(kind)
            if not to:
                self.keys(TAB)
        elif to and "What came of it: " in self.status:  # somebody else is proposed
            self.keys(BACK_TAB)
        if to:
            self.choose(to)
        self.choose(came_of_it)
        if more:
            self.keys(TAB, TAB, "\t".join([*more, *[""] * (7 - len(more))]).encode())
            self.wait_for_status("Record it. Enter records.")
        self.keys(ENTER)
        if reads:
            self.wait_for(reads)
            self.keys(DOWN, ENTER)
        self.wait_for_status("Recorded as number ")
