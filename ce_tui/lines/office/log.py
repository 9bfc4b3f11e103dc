"""The log, for a lead or an administrator: who did what and when, by record, person or kind; and verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import State
from ce_tui.session.words.log import GROUPS, SOUND, UNCHANGED, entry_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.audit_log import AuditLine
    from ce_tui.core.vault.store.verdict import Verdict

_AT_ONCE = 200  # entries that are read from the store
_ALL = "all"


class Log:
    """What is read is chosen first: of which record, by whom, of which kinds. The newest entries come first."""

    topic = "audit"

    def __init__(self, state: State, ref: str = "") -> None:
        self._state = state
        self._ref = ref
        self._person = ""
        self._group = ""
        self._does: dict[str, Callable[[], None]] = {
            "read": self._read,
            "verify": self._verify,
            "record": self._record,
            "person": self._by_whom,
            "kind": self._kind,
            _ALL: self._everything,
        }

    def run(self) -> None:
        """Ask what to do until back is typed."""
        with self._state.at(self):
            while self._asked_on():
                pass

    def _asked_on(self) -> bool:
        asked = Asked(
            words=f"The log{self._chosen()}. read, record, person, kind, all, or verify? [back]",
            again="The log: read, record, person, kind, all, or verify? [back]",
            hint=[
                "read: the entries, the newest first. record: of one screening. person: by one person. kind: of some "
                "kinds. all: no choice any more. verify: is the log whole, and the store as it was written. Enter: "
                "back.",
            ],
        )
        try:
            word = self._state.dialogue.ask(asked).strip().casefold()
            if not word:
                return False
            if word in self._does:
                self._does[word]()
            else:
                self._state.say("Type read, record, person, kind, all or verify.")
        except Said as said:
            if said.wish.id not in ("back", "skip"):
                raise
            return False
        return True

    def _chosen(self) -> str:
        """What was chosen, in words."""
        of_record = f" of {self._ref}" if self._ref else ""
        by_person = f" by {self._person}" if self._person else ""
        return f"{of_record}{by_person}{f': {GROUPS[self._group][0]}' if self._group else ''}"

    # Reading

    def _lines(self) -> list[AuditLine]:
        casebook = self._state.signed_in.casebook
        kinds = GROUPS[self._group][1]
        return self._state.patiently(
            "Reading the log.",
            lambda: casebook.log.entries(ref=self._ref, person=self._person, kinds=kinds, last=_AT_ONCE),
        )

    def _read(self) -> None:
        asking.read_out(self._state.dialogue, self.listing(everything=True))

    def _verify(self) -> None:
        casebook = self._state.signed_in.casebook
        try:
            verdict = self._state.patiently("Verifying every entry and every record.", casebook.log.verify)
        except VaultError as error:
            self._state.say(error.words)
            return
        asking.read_out(self._state.dialogue, verdict_lines(verdict))

    # Choosing

    def _record(self) -> None:
        typed = asking.text(
            self._state.dialogue,
            f"Which record? Its reference. [{self._ref or _ALL}]",
            hint=["all: every record."],
        ).strip()
        if not typed:
            return
        ref = "" if typed.casefold() == _ALL else read_reference(typed)
        if ref is None:
            self._state.say("This is no reference: expected one such as CE-7K3M-2Q.")
            return
        self._ref = ref

    def _by_whom(self) -> None:
        try:
            accounts = self._state.signed_in.casebook.people.accounts()
        except VaultError as error:
            self._state.say(error.words)
            return
        choices = [Choice("", "Everybody"), *(Choice(each.name, each.name) for each in accounts)]
        self._person = asking.choose(
            self._state.dialogue, "Whose entries?", choices, default=self._person, default_words=self._person
        )

    def _kind(self) -> None:
        choices = [Choice(id, f"{words[:1].upper()}{words[1:]}") for id, (words, _) in GROUPS.items()]
        self._group = asking.choose(self._state.dialogue, "Which entries?", choices, default=self._group)

    def _everything(self) -> None:
        self._ref = self._person = self._group = ""

    # Where one is

    def where(self) -> Sequence[str]:
        """The log, and what was chosen of it."""
        return [f"The log{self._chosen()}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The entries, the newest first."""
        try:
            lines = self._lines()
        except VaultError as error:
            return [error.words]
        count = counted(len(lines), "entry", "entries").capitalize()
        older = len(lines) == _AT_ONCE
        more = " These are the last ones; record, person and kind reach older ones." if older else ""
        return [f"{count}, the newest first.{more}", *(entry_words(line) for line in reversed(lines))]


def verdict_lines(verdict: Verdict) -> list[str]:
    """The verdict, its findings, what is to be known besides, and what to do."""
    lines = [verdict.words, *(each.words for each in verdict.findings), *verdict.remarks]
    if verdict.sound:
        return [*lines, SOUND]
    return [*lines, "What to do:", *verdict.advice, UNCHANGED]
