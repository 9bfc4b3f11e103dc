"""Keeping and letting go: a lead's review queue, holds, deletion with its undo; an administrator's rules and backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import DateInvalid, parse_date, say_date, say_moment
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import Choice
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.session.words.keeping import (
    DECISIONS,
    NO_DECISION,
    NOTHING_DUE,
    REASON,
    Kept,
    counted,
    delete_question,
    deletion_words,
    due_words,
    hold_words,
    kept_of,
    release_question,
    rules_words,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

_ELSEWHERE = ("open", "log")  # what is done elsewhere than in this place


class Keeping:
    """A reference, or the number of what was listed, leads to what can be decided about it."""

    topic = "keeping"

    def __init__(self, state: State) -> None:
        self._state = state
        self._kept: Kept | None = None

    def run(self) -> None:
        """Ask what to do until back is typed."""
        with self._state.at(self):
            while self._load() and self._asked_on():
                pass

    def _load(self) -> bool:
        casebook = self._state.signed_in.casebook
        try:
            self._kept = self._state.patiently("Reading what is kept.", lambda: kept_of(casebook))
        except VaultError as error:
            self._state.say(error.words)
            return False
        return True

    @property
    def _lead(self) -> bool:
        return self._state.signed_in.casebook.has_role("lead")

    @property
    def _administrator(self) -> bool:
        return self._state.signed_in.casebook.has_role("administrator")

    def _asked_on(self) -> bool:
        assert self._kept is not None
        can = [*(["a reference"] if self._lead else []), "list"]
        can += ["rules", "backup"] if self._administrator else []
        asked = Asked(
            words=f"Keeping: {counted(self._kept, self._lead)} {', '.join(can)}? [back]",
            again=f"Keeping: {', '.join(can)}? [back]",
            hint=[
                "list: what is due, held, marked and deleted. A reference or a number: what is to become of it. "
                "rules: when screenings come up for review. backup: the store in one encrypted file. Enter: back.",
            ],
        )
        try:
            line = self._state.dialogue.ask(asked).strip()
            if not line:
                return False
            self._do(line)
        except Said as said:
            if said.wish.id not in ("back", "skip"):
                raise
            return False
        return True

    def _do(self, line: str) -> None:
        word = line.casefold()
        try:
            if word == "backup" and self._administrator:
                from ce_tui.lines.office.backup import back_up

                back_up(self._state)
            elif word == "rules" and self._administrator:
                from ce_tui.lines.office.keeping_rules import ask_rules

                ask_rules(self._state)
            else:
                self._on_one(line)
        except Said as said:
            if said.wish.id not in ("back", "skip"):
                raise
            self._state.say(NO_DECISION)

    # Deciding

    def _on_one(self, line: str) -> None:
        refs = self._refs()
        number = int(line[:6]) if line.isascii() and line.isdigit() else 0
        ref = refs[number - 1] if 1 <= number <= len(refs) else read_reference(line)
        if ref is None:
            self._state.say("Type a reference such as CE-7K3M-2Q, or a number from the list.")
        elif not self._lead:
            self._state.say("Only a lead decides on a screening.")
        elif self._kept is not None and any(each.ref == ref for each in self._kept.deletions):
            self._marked(ref)
        elif self._kept is not None and any(each.ref == ref for each in self._kept.holds):
            self._held(ref)
        else:
            self._decide(ref)

    def _decide(self, ref: str) -> None:
        choices = [Choice(id, words) for id, words in DECISIONS if id not in _ELSEWHERE]
        chosen = asking.choose(
            self._state.dialogue, f"What is to become of {ref}?", choices, default="nothing"
        )
        if chosen == "keep":
            self._keep(ref)
        elif chosen == "hold":
            self._hold(ref)
        elif chosen == "delete":
            self._delete(ref)

    def _keep(self, ref: str) -> None:
        day = self._day(ref)
        if day is None:
            return
        self._with_reason(
            f"Why is {ref} kept until {say_date(day)}?",
            lambda reason: self._casebook.keeping.decide(ref, "keep until", reason, day),
            f"{ref} is kept until {say_date(day)}, and looked at again then.",
        )

    def _day(self, ref: str) -> date | None:
        """A day; None: none was said."""
        while True:
            line = asking.text(
                self._state.dialogue,
                f"Until which day is {ref} kept?",
                hint=["Day, month and year. Enter: none."],
            ).strip()
            if not line:
                self._state.say(NO_DECISION)
                return None
            try:
                return parse_date(line, "The day")
            except DateInvalid as invalid:
                self._state.say(f"{invalid.words}. For example, 25 11 2030.")

    def _hold(self, ref: str) -> None:
        self._with_reason(
            f"Why is {ref} put on hold?",
            lambda reason: self._casebook.keeping.hold(ref, reason),
            f"{ref} is on hold: nothing deletes it until it is released.",
        )

    def _delete(self, ref: str) -> None:
        if asking.yes_or_no(self._state.dialogue, delete_question(ref)):
            self._with_reason(
                f"Why is {ref} deleted?",
                lambda reason: self._casebook.keeping.decide(ref, "delete", reason),
                f"{ref} is marked for deletion. For a day you can undo it here.",
            )
        else:
            self._state.say(NO_DECISION)

    def _held(self, ref: str) -> None:
        if asking.yes_or_no(self._state.dialogue, release_question(ref)):
            self._with_reason(
                f"Why is {ref} released?",
                lambda reason: self._casebook.keeping.release(ref, reason),
                f"{ref} is not on hold any more.",
            )

    def _marked(self, ref: str) -> None:
        choices = (
            Choice("nothing", "Leave it marked"),
            Choice("undo", "Undo: it is back in its owner's list"),
            Choice("hold", "Undo and put it on hold: nothing deletes it"),
        )
        chosen = asking.choose(
            self._state.dialogue, f"{ref} is marked for deletion.", choices, default="nothing"
        )
        if chosen == "hold":
            self._hold(ref)
        elif chosen == "undo":
            self._try(lambda: self._casebook.deleting.undo(ref), f"{ref} is as it was, in its owner's list.")

    @property
    def _casebook(self) -> Casebook:
        return self._state.signed_in.casebook

    def _with_reason(self, question: str, decide: Callable[[str], None], done: str) -> None:
        """Ask for the reason, without which nothing is decided."""
        reason = asking.text(
            self._state.dialogue, f"{question} {REASON}", again=question, hint=["Enter: decides nothing."]
        ).strip()
        if reason:
            self._try(lambda: decide(reason), done)
        else:
            self._state.say(NO_DECISION)

    def _try(self, job: Callable[[], object], done: str) -> None:
        try:
            job()
        except VaultError as error:
            self._state.say(error.words)
            return
        self._state.say(done)

    # What there is

    def _refs(self) -> list[str]:
        """The references in the order in which they are listed."""
        kept = self._kept
        if kept is None:
            return []
        due, holds, marked = kept.due, kept.holds, kept.deletions
        return [*(each.ref for each in due), *(each.ref for each in holds), *(each.ref for each in marked)]

    def where(self) -> Sequence[str]:
        """Keeping, how much there is, and the rules."""
        kept = self._kept
        return (
            [f"Keeping: {counted(kept, self._lead)}", rules_words(kept)] if kept is not None else ["Keeping."]
        )

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What is due, held and marked, numbered; then what was deleted."""
        kept = self._kept
        if kept is None:
            return []
        lines = [
            *(sentence(f"{each.ref}, {due_words(each)}", each.why) for each in kept.due),
            *(sentence(f"{each.ref}, on hold, {hold_words(each)}", each.reason) for each in kept.holds),
            *(
                sentence(f"{each.ref}, marked for deletion, {deletion_words(each)}", each.reason)
                for each in kept.deletions
            ),
        ]
        numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
        due = [] if kept.due or not self._lead else [f"Due for a decision: {NOTHING_DUE}"]
        return [
            rules_words(kept),
            *due,
            *numbered,
            *(f"{each.ref}, deleted {say_moment(each.at)}." for each in kept.deleted),
        ]
