"""Keeping and letting go: a lead's review queue, holds, deletion with its undo; an administrator's rules and backup."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import Wish, reference_of
from ce_tui.lines.office.audit import AuditRoom
from ce_tui.lines.office.keeping_rules import ask_rules
from ce_tui.lines.office.room import do_job, may_be_left, stay
from ce_tui.session.jobs.backing_up import back_up
from ce_tui.session.jobs.keeping import decide_on
from ce_tui.session.kept import Kept, kept_of
from ce_tui.session.words.keeping import (
    KEEPING_ACTIONS,
    NO_DECISION,
    NOTHING_DUE,
    amounts_words,
    deleted_words,
    deletion_words,
    due_words,
    hold_words,
    rules_words,
)


class KeepingRoom:
    """A reference, or the number of what was listed, leads to what can be decided about it."""

    topic = "keeping"

    def __init__(self, state: State) -> None:
        self._state = state
        self._kept: Kept | None = None

    def load(self) -> None:
        """Read what is kept. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._kept = self._state.patiently("Reading what is kept.", lambda: kept_of(casebook))

    def asked(self) -> Asked:
        """What can be done, or a reference."""
        kept = self._kept
        assert kept is not None
        rule = KEEPING_ACTIONS if kept.may_rule else ()
        can = [*(["a reference"] if kept.may_decide else []), "list", *(id for id, _ in rule)]
        said = [f"{id}: {words}." for id, words in rule]
        return Asked(
            words=f"Keeping: {amounts_words(kept)} {', '.join(can)}? [back]",
            again=f"Keeping: {', '.join(can)}? [back]",
            hint=[
                "list: what is due, held, marked and deleted. A reference or a number: what is to become of it. "
                f"{' '.join(said)} Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """The rules, a backup, or a decision on a screening."""
        kept, word = self._kept, line.casefold()
        assert kept is not None
        with may_be_left(self._state, NO_DECISION):
            if word == "backup" and kept.may_rule:
                self._state.say(do_job(self._state, back_up))
            elif word == "rules" and kept.may_rule:
                ask_rules(self._state)
            else:
                self._decide(kept, line)

    def _decide(self, kept: Kept, line: str) -> None:
        ref = reference_of(line, kept.to_decide)
        if ref is None:
            self._state.say("Type a reference such as CE-7K3M-2Q, or a number from the list.")
            return
        said = do_job(
            self._state, lambda asker, station: decide_on(asker, station, kept, ref, self._elsewhere)
        )
        self._state.say(said)

    async def _elsewhere(self, where: str, ref: str) -> str:
        """To the log, or by way of Home to the screening. Raises Said."""
        if where == "log":
            stay(self._state, AuditRoom(self._state, ref))
            return ""
        self._state.opens_next = ref
        raise Said(Wish("home"))

    # Where one is

    def where(self) -> Sequence[str]:
        """Keeping, how much there is, and the rules."""
        kept = self._kept
        return [f"Keeping: {amounts_words(kept)}", rules_words(kept)] if kept is not None else ["Keeping."]

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
        due = [] if kept.due or not kept.may_decide else [f"Due for a decision: {NOTHING_DUE}"]
        deleted = (f"{each.ref}, {deleted_words(each)}." for each in kept.deleted)
        return [rules_words(kept), *due, *numbered, *deleted]
