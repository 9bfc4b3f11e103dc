"""The log, for a lead or an administrator: who did what and when, narrowed to what is wanted; and verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked
from ce_tui.lines.dialogue.finding import WordsFound, among
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.room import do_job
from ce_tui.lines.office.verdict import read_verdict
from ce_tui.session.jobs.log import look_at, narrow, verify
from ce_tui.session.log_filter import LogPage
from ce_tui.session.log_reading import LogReading
from ce_tui.session.words.log import VERIFY, entry_words, filter_words, page_words

_BY = {"screening": "record", "person": "person", "kind": "kind", "since": "since", "all": "all"}
_CAN = f"read, older, {', '.join(_BY)}, verify, or an entry's number? [back]"


class AuditRoom:
    """What is read is chosen first. `ref`: only the entries of one record at first."""

    topic = "audit"

    def __init__(self, state: State, ref: str = "") -> None:
        self._state = state
        self._reading = LogReading(ref)
        self._page: LogPage | None = None
        self._does: dict[str, Callable[[], None]] = {
            "read": self._read,
            "older": self._older,
            "verify": self._verify,
        }

    def load(self) -> None:
        """Nothing is read before it is wanted."""

    def asked(self) -> Asked:
        """What is wanted of the log."""
        return Asked(
            words=f"The log{filter_words(self._reading.filter)}. {_CAN}",
            again=f"The log: {_CAN}",
            hint=[
                "read: the entries, the newest first; older: those before them. screening: of one screening. person: "
                "by one person. kind: of some kinds. since: from a day on. all: no choice any more. The number of an "
                f"entry: what belongs with it. {VERIFY}. Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """Read, choose, verify, or look at an entry."""
        word = line.casefold()
        if word in self._does:
            self._does[word]()
        elif word in _BY:
            self._want(_BY[word])
        elif line.isascii() and line.isdigit():
            self._look_at(int(line[:18]))
        else:
            self._state.say(
                "Type read, older, screening, person, kind, since, all, verify, or an entry's number."
            )

    # Reading

    def _read(self) -> None:
        asking.read_out(self._state.dialogue, self.listing(everything=True))

    def _older(self) -> None:
        """The page before what was read last."""
        before = self._page
        if before is None:
            self._read()
        elif not before.older:
            self._state.say("There are no older entries of these.")
        else:
            self._reading.go_further_back()
            lines = self._lines(before=before.lines[0].seq)
            asking.read_out(self._state.dialogue, lines)

    def _lines(self, before: int | None = None) -> list[str]:
        """What is wanted, in words: of the entries only those before one, where that was read already."""
        casebook, reading = self._state.signed_in.casebook, self._reading
        try:
            page = self._state.patiently("Reading the log.", lambda: reading.read(casebook))
        except VaultError as error:
            return [error.words]
        self._page = page
        entries = [entry_words(line) for line in reversed(page.lines) if before is None or line.seq < before]
        return [page_words(page), *entries, f"older: {page.older} older ones." if page.older else ""]

    def _look_at(self, seq: int) -> None:
        """What belongs with an entry that was read."""
        lines, reading = self._page.lines if self._page is not None else (), self._reading
        line = next((each for each in lines if each.seq == seq), None)
        if line is None:
            self._state.say("That is the number of none of the entries that were read last.")
        else:
            do_job(self._state, lambda asker, _: look_at(asker, line, reading))

    def _want(self, by: str) -> None:
        reading = self._reading
        self._page = None
        self._state.say(do_job(self._state, lambda asker, station: narrow(asker, station, reading, by)))

    def _verify(self) -> None:
        verdict = do_job(self._state, verify)
        if verdict is not None:
            read_verdict(self._state, verdict)

    # Where one is

    def where(self) -> Sequence[str]:
        """The log, and what was chosen of it."""
        return [f"The log{filter_words(self._reading.filter)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The entries, the newest first."""
        return self._lines()

    def found(self, words: str) -> WordsFound:
        """The entries that hold all of the words, of those that are wanted and were not left behind by `older`."""
        first, *entries = self._lines()
        return WordsFound(f"{first} {among(entries, words).said}", among(entries, words).rows)
