"""Start, Details and the notes, whose lines are added, read by number, changed and deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from ce_tui.core.pathway.answers.danger import newly_said
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.outcome.following import caution_words
from ce_tui.core.pathway.words import counted, mark_words, with_capital, with_small
from ce_tui.core.words.outcomes import notice_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import ConversationEnd, Prompt
from ce_tui.lines.dialogue.speech import (
    answer,
    is_number_meant,
    now_words,
    numbered,
    sentence,
    taken_as_text,
)
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.result_lines import danger_lines
from ce_tui.lines.screening.section import LAST, STAYED, SectionLines, say_trouble
from ce_tui.session.cut_off import TO_GO_ON, CutOffTexts, cut_off_words, goes_on, gone_on_with
from ce_tui.session.jobs.opening import ASKED_BY, LOOKING, look_and_say
from ce_tui.session.session import as_before, fill_in, remember
from ce_tui.session.words.known import IN_LINES, person_of
from ce_tui.session.words.sections import narrative_prompt
from ce_tui.session.words.sharing import group_title

_DROPS = "clear"


def _resumed_text(state: State, kept: CutOffTexts, what: str, question: str, hint: str) -> str:
    """A text, or with Enter alone `what` was `kept` as it was cut off; empty: nothing.

    Raises CommandTyped, ConversationEnd.

    It may stand in the place of a note: a line that may be meant otherwise is taken only after a question.
    """
    cut_off = kept.of(what)
    words = f"{cut_off_words(cut_off, _DROPS)} {question}" if cut_off else question
    asked = Prompt(words=words, again=question, hint=[hint], text=True)
    doubtful = is_number_meant if cut_off else _clears_nothing
    typed = asking.text_gone_on_with(state, asked, cut_off, doubtful, partial(kept.keep, what))
    kept.drop(what)
    return "" if cut_off and typed.strip().casefold() == _DROPS else typed


def _clears_nothing(line: str) -> str:
    """What to ask before a text is taken, if nothing was cut off that the word could drop."""
    word = line.strip().casefold()
    return f"{word} is no command here. Is it your answer?" if word == _DROPS else is_number_meant(line)


class Details(Form):
    """The details of the open draft."""

    section = "details"
    _looked_for = Person()

    def run(self, at: str) -> None:
        """Fill in the practitioner's details from their last screening, and ask the questions."""
        details = self.draft.pathway.details
        if not at:
            self.state.say(sentence(details.details_intro), sentence(details.leave_blank))
        filled_in = fill_in(self.draft)
        self.state.say(filled_in.words)
        if filled_in.done:
            say_trouble(self.state)
        if self.stays:
            self._looked_for = person_of(self.draft)
        self.state.say(self._known())
        try:
            super().run(at)
        finally:
            if self.draft.editable:
                remember(self.draft.casebook, self.draft.answers.practitioner)

    def before(self, question: Question) -> Sequence[str]:
        """A group's title, and the document's heading over some questions."""
        details, previous = self.draft.pathway.details, self._previous
        said = [self._known()] if previous is not None and previous.id in ASKED_BY else []
        if previous is None or question.group != previous.group:
            said.append(sentence(group_title(question.group, details).rstrip(":")))
            if question.group == "consent":
                answers, outcome = self.draft.answers, self.draft.outcome
                notices = say_notices(("consent",), answers, outcome, self.draft.pathway)
                said += [alert.text for alert in outcome.alerts if alert.kind.on_family]
                said += [*caution_words(outcome), *map(notice_words, notices)]
            if question.group == "child" and self.draft.editable:
                said.append(self.draft.before.came_along(self.draft.answers))
        return [*said, question.heading]

    def _known(self) -> str:
        """Whether the child is known here, in words. Once, as soon as enough was typed; else empty."""
        if (person := person_of(self.draft)) == self._looked_for:
            return ""
        self._looked_for = person
        return self.state.patiently(LOOKING, lambda: look_and_say(self.draft, IN_LINES))

    def _now(self, question: Question) -> str:
        """The answer, and whether it came along from the screening before and was not looked at yet."""
        along = with_small(as_before(self.draft, question.id))
        return ", ".join(filter(None, [super()._now(question), along]))

    def _hint(self, question: Question) -> list[str]:
        along = as_before(self.draft, question.id)
        confirms = "as in the screening before. Enter says that it is still right; skip leaves that open."
        return [*super()._hint(question), f"{along}: {confirms}" if along else ""]

    def replied(self, question: Question) -> None:
        """Confirm what came along: from now on it is what this screening says."""
        self.draft.before.confirm(question.id, self.draft.answers)


class Start(Form):
    """The first questions."""

    section = "start"

    def questions(self) -> list[Question]:
        """The questions that are asked now, without the area if it was asked just before."""
        asked = super().questions()
        if not self.draft.area_asked or self._at == "locality":
            return asked
        return [question for question in asked if question.id != "locality"]

    def listed(self) -> list[Question]:
        """The questions with the area."""
        return super().questions()

    def run(self, at: str) -> None:
        """Ask all questions from one on."""
        try:
            super().run(at)
        finally:
            self.draft.area_asked = False

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Whom to phone and what to do if danger was said; else what a reply leads to."""
        if newly_said(before, self.draft.answers):
            return danger_lines(self.draft)
        return super().followed(question, before)


_LINE, _ANEW, NOTE = "line", "change ", "note "
"""What was cut off: the last line; a line that was being typed anew, by its number; a note on a factor, by its ID."""
_CHANGE = re.compile(r"(change|delete)\s+(\d{1,6})", re.IGNORECASE | re.ASCII)
_NOT_ID = re.compile(r"not\s+([^\W\d_]\d{1,2})", re.IGNORECASE | re.ASCII)
_HINT = (
    "Each line that you type is added to the notes. An empty one goes on. A paste is added whole, where the terminal "
    "tells that it is one.",
    "read: the notes, with their lines' numbers. change 2: type line 2 anew. delete 2. ids: the factors cited. "
    "not A12: A12 is no ID but a road.",
    "Cite a factor by its ID, for example A3: the referral prints its words.",
)


class Notes(SectionLines):
    """The notes of the open draft. `at`: nothing, or a factor's ID to begin a line with."""

    section = "notes"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._kept = self.cut_off_texts

    def run(self, at: str) -> None:
        """Say what is asked and how much there is; then take lines until an empty one."""
        details = self.draft.pathway.details
        self.draft.keep_place("notes")
        if at not in (LAST, STAYED):
            self.state.say(f"{details.notes_title} {details.notes_hint}", narrative_prompt(self.draft))
        if at != STAYED:
            self.state.say("" if self.draft.editable else self.draft.why_closed, *self._cut_off_words())
        count = sum(bool(line.strip()) for line in self.draft.answers.notes.split("\n"))
        asked = Prompt(
            words=f"A line, read, or Enter to go on. {now_words(counted(count, 'line'))}",
            again="A line, read, or Enter to go on.",
            hint=_HINT,
            text=True,
            lines=True,
        )
        while True:
            line = self._line(asked)
            if not line.strip():
                self._kept.drop(_LINE)
                return
            self._replied(line)
            asked.words = "Another line?"

    def _line(self, asked: Prompt) -> str:
        """A line; one that a hang-up cuts off stands in the notes as far as it came, and is marked as such."""
        try:
            return self.state.ask(asked)
        except ConversationEnd:
            begun = answer(self.state.dialogue.console.take_begun())
            if begun.strip() and self.draft.editable:
                self._add(begun)
                self._kept.keep(_LINE, self._lines[-1])
            raise

    # What was cut off

    def _cut_off_words(self) -> list[str]:
        """Say which line was cut off, and stands in the notes; and which as it was typed anew, and does not."""
        said = []
        if self._cut_off:
            number = len(self._lines)
            ways = (
                f"{with_capital(TO_GO_ON)}; change {number} types it anew; Enter, or another line, leaves it"
            )
            said.append(sentence(f"Line {number} was cut off as you typed it: “{self._cut_off}”", ways))
        return said + [
            f"{with_capital(what)} was cut off as you typed it: {what} goes on with it."
            for what in self._kept.all()
            if what.startswith(_ANEW)
        ]

    @property
    def _lines(self) -> list[str]:
        return self.draft.answers.notes.rstrip("\n").split("\n")

    @property
    def _cut_off(self) -> str:
        """The last line, if it was cut off and is as it was then."""
        cut_off = self._kept.of(_LINE)
        return cut_off if cut_off == self._lines[-1] else ""

    # Replies

    def _replied(self, line: str) -> None:
        word = line.strip()
        change, not_id = _CHANGE.fullmatch(word), _NOT_ID.fullmatch(word)
        if "\n" in line:
            self._add_pasted(line)
        elif word.casefold() == "read":
            asking.read_out(self.state, self.listing(everything=True))
        elif word.casefold() == "ids":
            asking.read_out(self.state, self._ids() or ["No factor is cited."])
        elif change is not None:
            self._alter(change[1].casefold(), int(change[2]))
        elif not_id is not None and (ref := not_id[1].upper()) not in self.draft.pathway.factors:
            self.change(
                lambda answers: replies.mark_not_id(answers, ref), f"{ref} counts as a word, not as an ID."
            )
        else:
            self._add(line)
            self._kept.drop(_LINE)

    def _add(self, line: str) -> None:
        """Add a line; one that goes on with what was cut off stands in its place."""
        notes, cut_off = self.draft.answers.notes.rstrip("\n"), self._cut_off
        if cut_off and goes_on(line):
            notes, line = "\n".join(self._lines[:-1]), gone_on_with(cut_off, line)
        self._take(_with_line(notes, line), line)

    def _add_pasted(self, lines: str) -> None:
        """Add all lines of one paste, the empty ones too."""
        before = self.draft.answers.notes
        self._take(_with_line(before.rstrip("\n"), lines), lines)
        if self.draft.answers.notes != before:
            count = counted(len(lines.split("\n")), "line")
            self.state.say(f"{count} pasted into the notes. read says them.")

    def _take(self, notes: str, line: str) -> None:
        self.state.say(*replies.remarks("notes", notes))
        if self.change(lambda answers: replies.set_notes(answers, notes)):
            as_text = "" if "\n" in line else taken_as_text(line)
            self.state.say(as_text, *self._cited(line))

    def _cited(self, line: str) -> list[str]:
        """The first words of each factor that a new line cites, or that the pathway has none of that ID."""
        pathway = self.draft.pathway
        cited = {each.id: each.known for each in document.find(line, pathway, self.draft.answers.not_ids)}
        said = []
        for ref, known in cited.items():
            if known:
                words = pathway.factors[ref].text.split()
                said.append(f"{ref}: {' '.join(words[:8])}{' ...' if len(words) > 8 else ''}")
            else:
                unknown = document.unknown_words(ref, pathway)
                said.append(f"{ref} is {unknown} If it is no ID, such as a road: not {ref}.")
        return said

    def _alter(self, what: str, number: int) -> None:
        lines = self.draft.answers.notes.split("\n")
        if not 1 <= number <= len(lines) or not self.draft.answers.notes:
            self.state.say("There is no line of that number. read says the lines with their numbers.")
            return
        if what == "delete":
            without = "\n".join(lines[: number - 1] + lines[number:])
            self._take(without, "")
            if self.draft.answers.notes == without:
                self._without_anew(number)
                self.state.say(f"Line {number} is deleted. It was: {lines[number - 1]}")
            return
        self.state.say(f"Line {number}: {lines[number - 1]}")
        what, question = f"{_ANEW}{number}", "Type it anew. [as it is]"
        typed = _resumed_text(self.state, self._kept, what, question, "Enter leaves the line.")
        if typed.strip():
            self._take("\n".join([*lines[: number - 1], typed, *lines[number:]]), typed)

    def _without_anew(self, deleted: int) -> None:
        """Keep what was cut off as lines were typed anew, by the numbers that they have without a deleted line."""
        anew = {what: text for what, text in self._kept.all().items() if what.startswith(_ANEW)}
        for what in anew:
            self._kept.drop(what)
        for what, text in anew.items():
            number = int(what.removeprefix(_ANEW))
            if number != deleted:
                self._kept.keep(f"{_ANEW}{number - (number > deleted)}", text)

    def _ids(self) -> list[str]:
        """Each ID in the notes: its mark and words, or that it is unknown."""
        answers, pathway = self.draft.answers, self.draft.pathway
        said = []
        for ref, known in {each.id: each.known for each in document.find(answers.notes, pathway)}.items():
            if known:
                state = mark_words(answers.marks.get(ref)).lower()
                said.append(f"{ref}, {state}: {pathway.factors[ref].text}")
            elif ref in answers.not_ids:
                said.append(f"{ref}: you said that this is no ID.")
            else:
                said.append(f"{ref}: {document.unknown_words(ref, pathway)} If it is no ID: not {ref}.")
        return said

    # Where one is

    def here(self) -> Sequence[str]:
        """Say how much there is."""
        return [f"{with_capital(self.state_words)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the lines with their numbers."""
        notes = self.draft.answers.notes
        return numbered(notes.split("\n")) if notes else ["The notes are empty."]


def write_note(section: SectionLines, factor: str, words: str) -> None:
    """Write a note on a factor without leaving the tier. Enter alone writes none."""
    hint = f"It is put into the notes after {factor} and a colon. Enter writes none."
    kept, what = section.cut_off_texts, f"{NOTE}{factor}"
    line = words or _resumed_text(section.state, kept, what, f"Note on {factor}:", hint)
    if not line.strip():
        return

    def change(answers: Answers) -> Answers:
        notes = _with_line(answers.notes.rstrip("\n"), f"{factor}: {line.strip()}")
        return replies.set_notes(answers, notes)

    section.change(change, "Noted.")


def _with_line(notes: str, line: str) -> str:
    return f"{notes}\n{line}" if notes else line
