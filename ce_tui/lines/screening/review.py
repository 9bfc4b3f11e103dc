"""Result with the decision, and Review: what is left open, completing, and the ways in which the referral leaves."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.indication import is_lower
from ce_tui.core.pathway.outcome.whom_to_phone import to_be_shown
from ce_tui.core.pathway.words import Choice, DecisionName, grade
from ce_tui.core.words.actions import WHAT_WAS_DONE
from ce_tui.core.words.still_to_do import STILL_TO_DO
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import PauseCommands
from ce_tui.lines.dialogue.dialogue import CommandTyped, Prompt
from ce_tui.lines.dialogue.speech import numbered, sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.reading import number_lines
from ce_tui.lines.screening import result_lines
from ce_tui.lines.screening.done import DONE, done, record
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.phone import phone, referral_lines
from ce_tui.lines.screening.recording import RECORD
from ce_tui.lines.screening.result_lines import CHANGES, step_lines
from ce_tui.lines.screening.section import ASKED_FIRST, LAST, STAYED, TO_KEEPING, SectionLines, say_trouble
from ce_tui.session import reviewing
from ce_tui.session.asker import JobResult, at_once
from ce_tui.session.exporting import Exporter, form_sent, printer, still_due
from ce_tui.session.jobs import answering, completing
from ce_tui.session.jobs.answering import WHY_NOTHING
from ce_tui.session.jobs.opening import LOOKING, begin_again, discard_draft, look_and_say
from ce_tui.session.words.known import IN_LINES
from ce_tui.session.words.sharing import SHORT_REASON
from ce_tui.threads import begin

_LEFT, _HEED = "left open", "to heed"
"""What is remembered of what was said here, and not said again at the next visit."""
_PRINT = "print"


class Review(SectionLines):
    """Review of the open draft. `at`: "complete" asks for completing at once, "done" begins with what was done, and
    "action.record" with recording.
    """

    section = "review"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.exporter = Exporter(self.draft, state.renderer, state.config.referral.marking)
        self.unconfirmed = reviewing.UnconfirmedPassphrases(self.draft.casebook, self.draft.screening.ref)
        self.protect = state.config.referral.encrypt
        self._heard: Answers | None = None

    def title_at(self, at: str) -> str:
        """The section's title, or the one of what was done for who comes for that."""
        return WHAT_WAS_DONE if at in (DONE, RECORD) else super().title_at(at)

    def run(self, at: str) -> None:
        """Say what is missing, then ask what to do until it is left."""
        draft = self.draft
        if at not in (DONE, RECORD):  # whoever came for what is due finds the place where it was left
            draft.keep_place("review")
        if draft.editable:
            draft.flush()
        self._render_ahead()
        if at in ("complete", ASKED_FIRST):
            self._complete(asks=at == ASKED_FIRST)
        elif at == DONE:
            done(self.state)
        elif at == RECORD:
            record(self.state)
        elif at != STAYED:
            self.state.say(self.state.patiently(LOOKING, lambda: look_and_say(draft, IN_LINES)))
            self._read_news()
        while True:
            choices = self._choices()
            try:
                line = self.state.ask(self._asked(choices)).strip()
            except CommandTyped as said:
                self._completes(said)
                continue
            if not line:
                return
            chosen = asking.picked(line, choices)
            if chosen is None and line.casefold() == _PRINT:
                self.state.say(completing.NO_PRINTER)
            elif chosen is None:
                self.state.say(f"Type a number from 1 to {len(choices)}; list says them.")
            elif chosen in self._doing:
                self._doing[chosen]()
            else:
                self._say(completing.show_passphrase(self.asker, self.unconfirmed, chosen))
            if self.state.signed_in.draft is None:  # discarded
                return

    def _completes(self, said: CommandTyped) -> None:
        """Complete if that was said: here it is known what was heard. Raises any other command again."""
        if said.wish.id != "complete":
            raise said
        self._complete()

    def _asked(self, choices: Sequence[Choice]) -> Prompt:
        named = [each for each in choices if each.id in self._doing]
        words = [*(each.id for each in named), *["passphrase not confirmed"] * (len(choices) - len(named))]
        brief = ", ".join(f"{number} {word}" for number, word in enumerate(words, 1))
        return Prompt(
            words=f"Review: {brief}? [go on to Home]",
            again=f"Review: 1 to {len(choices)}? [go on to Home]",
            hint=[
                *numbered(each.words for each in choices),
                "" if printer() else completing.NO_PRINTER,
                "Enter goes Home.",
            ],
        )

    def _choices(self) -> list[Choice]:
        """What can be done, with printing if there is a printer; then the passphrases that wait."""
        can_print = bool(printer())
        is_empty = self.state.signed_in.is_empty(self.draft)
        ways = reviewing.can_be_done(self.draft, can_print=can_print, empty=is_empty)
        return [
            *(each for each in ways if can_print or each.id != _PRINT),
            Choice("read", "Read what the referral says"),
            Choice("left", "Left open: hear it once more"),
            _yes_or_no("protect", reviewing.PROTECT, self.protect),
            _yes_or_no("annex", reviewing.WITH_ANNEX, self.exporter.annex),
            *self.unconfirmed.choices(),
        ]

    @property
    def _doing(self) -> dict[str, Callable[[], object]]:
        state, asker, exporter = self.state, self.asker, self.exporter
        return {
            "complete": self._complete,
            "reopen": lambda: self._next_state(at_once(completing.reopen(asker, self.draft))),
            "pdf": lambda: self._say(
                completing.export_pdf(asker, state.station, exporter, protect=self.protect)
            ),
            "text": lambda: self._say(completing.export_text(asker, state.station, exporter)),
            _PRINT: lambda: self._say(completing.print_referral(asker, exporter)),
            "phone": lambda: phone(state),
            DONE: lambda: done(state),
            "read": lambda: asking.read_out(state, referral_lines(exporter.document(exporter.sent))),
            "left": self._read_left_open,
            "now": lambda: self._say(completing.take_what_to_do(asker, state.station, exporter)),
            "rescreen": self._rescreen,
            "discard": self._discard,
            "protect": self._change_protection,
            "annex": self._change_annex,
        }

    def _say(self, job: Coroutine[Any, Any, str]) -> None:
        """Do a job, say what is left to say of it, and what is still to be done if that is new."""
        self.state.say(at_once(job))
        if self.exporter.is_to_do_new():
            lines = numbered(self.exporter.to_do())
            asking.read_out(self.state, [f"{STILL_TO_DO}:", *lines])

    def _complete(self, *, asks: bool = False) -> None:
        heard = self._heard == self.draft.answers
        self._next_state(at_once(completing.complete(self.asker, self.draft, heard=heard, asks=asks)))

    def _rescreen(self) -> None:
        """Begin the next screening of this child, or go on with its draft: by way of Home. Raises CommandTyped."""
        opened = at_once(begin_again(self.asker, self.state.station, self.draft))
        self.state.say(opened.words)
        if ref := opened.draft.screening.ref if opened.draft is not None else opened.opens:
            self.state.open_from_home(ref)

    def _discard(self) -> None:
        ref = self.draft.screening.ref
        self.state.say(at_once(discard_draft(self.asker, self.state.station, ref, TO_KEEPING)).words)

    def _next_state(self, result: JobResult) -> None:
        self.state.say(result.words)
        say_trouble(self.state)
        if result.done:
            self._render_ahead()

    def _change_protection(self) -> None:
        self.protect = not self.protect
        self.state.say("The PDF gets a passphrase." if self.protect else reviewing.UNPROTECTED)

    def _change_annex(self) -> None:
        self.exporter.annex = not self.exporter.annex
        self._render_ahead()
        self.state.say(reviewing.ANNEX_IN if self.exporter.annex else reviewing.ANNEX_OUT)

    def _render_ahead(self) -> None:
        """Render the PDF while it is being reviewed."""
        ahead = self.exporter.ahead()
        if ahead is not None:
            begin(threading.Thread(target=ahead, name="ce-tui render ahead", daemon=True))

    # What is left open

    def _read_left_open(self) -> None:
        """Read what must be known first, what is left open, and what to heed before it is sent.

        What is left open and was heard is not said again while nothing is changed.
        """
        left, told = self._left_open(), self.draft.told
        # "Missing" is a child's state, heard alone
        opening = "Left open:" if left else reviewing.NOTHING_LACKING
        if not asking.read_out(self.state, [*result_lines.leading(self.draft), opening, *left]):
            return
        self._heard = self.draft.answers
        told.said[_LEFT] = left
        self._read_what_to_heed(self._to_heed())

    def _read_news(self) -> None:
        """Read the same without what was heard on an earlier visit: one sentence says that it stands."""
        left, told = self._left_open(), self.draft.told
        new = told.new_of(_LEFT, left)
        if not left or new == left:
            self._read_left_open()
            return
        title, stands = (["New, left open:"], "Else left") if new else ([], "Left")
        as_before = f"{stands} open as before: {len(left) - len(new)}. left says all of it."
        if not asking.read_out(self.state, [*result_lines.leading(self.draft), *title, *new, as_before]):
            return
        told.said[_LEFT] = left
        self._read_what_to_heed(told.new_of(_HEED, self._to_heed()))

    def _read_what_to_heed(self, rows: Sequence[str]) -> None:
        try:
            if asking.read_out(self.state, rows):
                self.draft.told.said[_HEED] = self._to_heed()
        except CommandTyped as said:
            self._completes(said)

    def _left_open(self) -> list[str]:
        return [sentence(each.words) for each in reviewing.lacking(self.draft)]

    def _to_heed(self) -> list[str]:
        """The forms that the area still wants, and what to heed before sending the referral."""
        draft = self.draft
        return [
            *result_lines.form_lines(draft.outcome, draft.pathway, form_sent(draft)),
            reviewing.unprintable_words(self.exporter.preview()),
            *(sentence(f"Before you send it: {notice}") for notice in reviewing.to_heed(draft)),
        ]

    # Where one is

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List what can be done; with all, every section and its state."""
        if everything:
            return super().listing(everything=True)
        return numbered(sentence(each.words) for each in self._choices())

    def findable(self) -> Sequence[tuple[str, str]]:
        """What is left open, and what can be done by the numbers of its question."""
        return [(line, "") for line in (*self._left_open(), *self.listing(everything=False))]


def _yes_or_no(word: str, words: str, chosen: bool) -> Choice:
    return Choice(word, f"{words}: {'yes' if chosen else 'no'}. Changes it")


_MARK = "mark"
_READ = "read"
_PARTS = "steps, numbers, reasons, notices or forms: that part of the result."
_CHANGED = f"{CHANGES}: what is marked otherwise than in the screening before."


class Result(Form):
    """The decision, as a form that reads the result first. `at`: "decision" and "reason" lead to these alone."""

    section = "result"
    _before: DecisionName | None = None  # the decision, before one was taken on this visit

    def run(self, at: str) -> None:
        """Read, unless one comes for the decision; then ask."""
        to_one = {"decision": "decision.outcome", "reason": "decision.reason", LAST: LAST}
        question = to_one.get(at, "")
        if at == STAYED:  # at the question that was asked last
            kept, _, last = self.draft.place.partition(":")
            question = last if kept == self.section and last else "decision.outcome"
        if not question:
            self.draft.keep_place("result")
            self.read(_READ)
        super().run(question)

    def read(self, part: str) -> None:
        """Read a part of the result, or all, or say that there is none. At each pause a word reads its part."""
        parts = self._parts()
        words = [word for word in parts if word != _READ]
        hint = [_PARTS, *([_CHANGED] if CHANGES in words else [])]
        beside = PauseCommands(hint, {word: partial(self.read, word) for word in words})
        asking.read_out(self.state, list(parts[part]()) or ["There is none here."], beside)

    def _parts(self) -> Mapping[str, Callable[[], Sequence[str]]]:
        """The parts that are read by their words; what differs from the screening before only if there is one."""
        draft, outcome, pathway = self.draft, self.draft.outcome, self.draft.pathway
        parts: dict[str, Callable[[], Sequence[str]]] = {
            "steps": lambda: step_lines(outcome, pathway),
            "numbers": lambda: number_lines(to_be_shown(outcome.contacts, outcome.age)),
            "reasons": lambda: result_lines.reason_lines(outcome, pathway),
            "notices": lambda: result_lines.notice_lines(still_due(draft)),
            "forms": lambda: result_lines.form_lines(outcome, pathway, form_sent(draft)),
            _READ: lambda: result_lines.whole_result(draft),
        }
        compared = result_lines.compared_lines(draft)
        return parts | ({CHANGES: lambda: compared} if compared else {})

    def questions(self) -> list[Question]:
        """The decision; its reason only if one is needed or was given."""
        decision, reason = super().questions()
        outcome = self.draft.outcome
        own = self.draft.answers.decision
        wanted = (
            is_lower(outcome.outcome, outcome.decision)
            or own.reason
            or own.outcome == "none"
            or reason.id in self.draft.screening.unfinished
            or self._at == reason.id
        )
        return [decision, reason] if wanted else [decision]

    def _hint(self, question: Question) -> list[str]:
        cites = self.draft.outcome.cited_unmarked
        return [
            *super()._hint(question),
            f"{_PARTS} {_READ}: all of it.",
            _CHANGED if CHANGES in self._parts() else "",
            f"{_MARK}: how what your notes cite is to be marked." if cites else "",
        ]

    def reply(self, question: Question, line: str) -> bool:
        """Read a part of the result again, mark what the notes cite, or take an answer."""
        word = line.casefold()
        if word == _MARK and self.draft.outcome.cited_unmarked:
            result = self.do(completing.mark_cited(self.asker, self.draft), says_back=("under_13",))
            self.state.say("" if result.done else result.words)
            return False
        if question.kind != "text" and word in self._parts():
            self.read(word)
            return False
        settled = super().reply(question, line)
        return settled and not (question.id == "decision.reason" and self._is_short())

    def _one(self, question: Question) -> None:
        """Ask a question; a decision for less that is left without its reason stays as it was before."""
        if question.id == "decision.outcome":
            self._before = self.draft.answers.decision.outcome
        try:
            super()._one(question)
        except CommandTyped as said:
            if question.id == "decision.reason" and said.goes_back:
                self._unless_reason()
            raise
        if question.id == "decision.reason":
            self._unless_reason()

    def _unless_reason(self) -> None:
        if self._before is not None and self.draft.editable and answering.lacks_reason(self.draft):
            before = self.draft.answers
            self.say_changed(before, answering.as_before(self.draft, self._before).words)
        self._before = None

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Say that a reason is needed, or read the steps if they are others now."""
        outcome = self.draft.outcome
        if question.id == "decision.reason":
            return [SHORT_REASON] if self._is_short() else ()
        said = []
        needs_reason = "decision.reason" in outcome.missing
        if needs_reason:
            said.append(
                "This is less than the marks indicate, so it needs your reason, in three words or more, before it can "
                "be completed."
            )
        if outcome.grade.is_red and not grade(outcome.outcome).is_red:
            said += result_lines.danger_lines(self.draft)
        elif answering.needs_why(self.draft) and not needs_reason:
            said.append(WHY_NOTHING)
        elif outcome.decision == "unsure":
            said += step_lines(outcome, self.draft.pathway)
        return said

    def _is_short(self) -> bool:
        """Whether a reason was given that is none yet (rule 6 of the design): it is asked for once more."""
        return bool(
            "decision.reason" in self.draft.outcome.missing and self.draft.answers.decision.reason.strip()
        )

    def listing(self, *, everything: bool) -> Sequence[str]:
        """Say the result, in short or in full."""
        return result_lines.whole_result(self.draft) if everything else result_lines.summary(self.draft)

    def findable(self) -> Sequence[tuple[str, str]]:
        """The result in full: its sentences lead nowhere."""
        return SectionLines.findable(self)
