"""Review and export: what is missing, completing, and the ways in which the referral leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.counting import counted
from ce_tui.core.words.outcomes import notice_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening import result_lines
from ce_tui.lines.screening.export import Export
from ce_tui.lines.screening.part import Part
from ce_tui.lines.screening.phone import phone
from ce_tui.session.asker import Choice
from ce_tui.session.reviewing import NOTHING_LACKING, lacking, unanswered


class Review(Part):
    """Review of the open draft. `at`: "complete" asks for completing at once."""

    section = "review"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.export = Export(state, self.draft)

    def run(self, at: str) -> None:
        """Say what is missing, then ask what to do until it is left."""
        draft = self.draft
        draft.keep_place("review")
        if draft.editable:
            draft.flush()
        self.export.render_ahead()
        if at == "complete":
            self._complete()
        else:
            asking.read_out(self.state.dialogue, list(self._beforehand()))
        while True:
            choices = self._choices()
            line = self.state.dialogue.ask(self._asked(choices)).strip()
            if not line:
                return
            chosen = asking.picked(line, choices)
            if chosen is None:
                self.state.say(f"Type a number from 1 to {len(choices)}; list says them.")
            elif chosen.startswith("file:"):
                self.export.show_passphrase(chosen.removeprefix("file:"))
            else:
                self._doing()[chosen]()

    def _asked(self, choices: Sequence[Choice]) -> Asked:
        brief = ", ".join(
            f"{number} {each.id}" for number, each in enumerate(choices, 1) if ":" not in each.id
        )
        waiting = sum(":" in each.id for each in choices)
        more = f", {counted(waiting, 'passphrase')} not confirmed" if waiting else ""
        return Asked(
            words=f"Review: {brief}{more}? [go on to Home]",
            again=f"Review: 1 to {len(choices)}? [go on to Home]",
            hint=[*(f"{number}. {each.words}" for number, each in enumerate(choices, 1)), "Enter goes Home."],
        )

    def _choices(self) -> list[Choice]:
        """What can be done, each with a word of its own."""
        draft = self.draft
        revision = draft.screening.revision
        marked = "" if draft.screening.state == "completed" else ", marked as a draft"
        if draft.screening.state == "completed":
            first = Choice("reopen", f"Reopen it as the draft of revision {revision + 1}")
        else:
            held = interview.can_complete(draft.answers, draft.pathway)
            state = "something is needed first" if held else "nothing holds it up"
            first = Choice("complete", f"Complete this screening as revision {revision}: {state}")
        protect = "yes" if self.export.protect else "no"
        return [
            first,
            Choice("pdf", f"Export the referral as a PDF{marked}"),
            Choice("text", f"Export the referral as plain text{marked}"),
            Choice("print", "Print the referral"),
            Choice("phone", "Read on the phone: what to say, in the order in which a call taker asks"),
            Choice("read", "Read what the referral says"),
            Choice("missing", "What is missing, once more"),
            Choice("protect", f"Protect the PDF with a passphrase: {protect}. Changes it"),
            *(
                Choice(f"file:{each.file}", f"Passphrase of {each.file} again: it is not confirmed yet")
                for each in self.export.unconfirmed.all()
            ),
        ]

    def _doing(self) -> dict[str, Callable[[], object]]:
        return {
            "complete": self._complete,
            "reopen": self._reopen,
            "pdf": self.export.pdf,
            "text": self.export.text,
            "print": self.export.print,
            "phone": lambda: phone(self.state),
            "read": lambda: asking.read_out(self.state.dialogue, self.export.paragraphs()),
            "missing": lambda: asking.read_out(self.state.dialogue, list(self._beforehand())),
            "protect": self.export.change_protection,
        }

    # What is missing

    def _beforehand(self) -> Iterator[str]:
        """What is missing, what the area still wants, what to heed before sending it."""
        draft = self.draft
        missing = lacking(draft)
        yield "Missing:" if missing else f"Missing: {NOTHING_LACKING[0].lower()}{NOTHING_LACKING[1:]}"
        for each in missing:
            yield f"{each.words.rstrip('.')}."
        yield from result_lines.form_lines(draft.outcome)
        yield from self.export.unprintable()
        for notice in say_notices(("export",), draft.answers, draft.outcome, draft.pathway):
            yield f"Before you send it: {notice_words(notice)}"

    # Completing

    def _complete(self) -> None:
        """Complete the screening; what holds it up is said, what is merely missing is asked about."""
        draft = self.draft
        if not draft.editable:
            self.state.say(f"Not completed. {draft.why_closed}")
            return
        held = interview.can_complete(draft.answers, draft.pathway)
        if held:
            self.state.say(f"Not completed. {' '.join(held)}")
            return
        if draft.outcome.missing:
            missing = "; ".join(unanswered(draft))
            if not asking.yes_or_no(
                self.state.dialogue, f"Not answered: {missing}. Complete it all the same?"
            ):
                return
        try:
            draft.complete()
        except VaultError as error:
            self.state.say(f"Not completed. {error.words}")
            self.look_at_trouble()
            return
        self.state.say(f"Completed as revision {draft.screening.revision}. It is not changed any more.")
        self.export.render_ahead()

    def _reopen(self) -> None:
        """A completed screening becomes the draft of its next revision."""
        draft = self.draft
        try:
            draft.reopen()
        except VaultError as error:
            self.state.say(f"Not reopened. {error.words}")
            return
        self.state.say(f"Reopened: this is the draft of revision {draft.screening.revision}.")

    # Where one is

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What can be done; with all, every section and its state."""
        if everything:
            return super().listing(everything=True)
        return [f"{number}. {each.words}." for number, each in enumerate(self._choices(), 1)]
