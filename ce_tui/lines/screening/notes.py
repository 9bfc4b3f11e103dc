"""The notes: lines are added, read by number, changed and deleted. IDs that are cited or unknown are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import newly_said
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.interview import interview, replies
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.outcome.following import caution_words
from ce_tui.core.pathway.words import MARK_WORDS, counted, with_capital, with_small
from ce_tui.core.words.outcomes import notice_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Leave
from ce_tui.lines.dialogue.speech import answer, is_number_meant, now_words, sentence, taken_as_text
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.form import Form
from ce_tui.lines.screening.result_lines import red_now
from ce_tui.lines.screening.section import LAST, STAYED, SectionLines, say_trouble
from ce_tui.session.cut_off import TO_GO_ON, CutOff, cut_off_words, goes_on, gone_on_with
from ce_tui.session.jobs.opening import ASKED_BY, LOOKING, look_and_say, person_of
from ce_tui.session.session import as_before, fill_in, remember
from ce_tui.session.words.known import IN_LINES
from ce_tui.session.words.sections import narrative_prompt
from ce_tui.session.words.sharing import group_title

_DROPS = "clear"


class Resumed:
    """`kept`: what was cut off about the screening; `what`: what of it this text is."""

    def __init__(self, state: State, kept: CutOff, what: str) -> None:
        self._state = state
        self._kept = kept
        self._what = what

    def text(self, question: str, hint: str) -> str:
        """What was typed, or with Enter alone what was cut off before; empty: nothing. Raises Said, Leave.

        It may stand in the place of a note: a line that may be meant otherwise is taken only after a question.
        """
        cut_off = self._kept.of(self._what)
        words = f"{cut_off_words(cut_off, _DROPS)} {question}" if cut_off else question
        try:
            asked = Asked(words=words, again=question, hint=[hint], text=True)
            doubtful = is_number_meant if cut_off else _clears_nothing
            typed = asking.text_gone_on_with(self._state.dialogue, asked, cut_off, doubtful)
        except Leave:
            begun = answer(self._state.dialogue.console.take_begun()).strip()
            if begun:
                self._kept.keep(self._what, gone_on_with(cut_off, begun))
            raise
        self._kept.drop(self._what)
        if cut_off and typed.strip().casefold() == _DROPS:
            return ""
        return typed


def _clears_nothing(line: str) -> str:
    """What to ask before a text is taken, where nothing was cut off that the word could drop."""
    word = line.strip().casefold()
    return f"{word} is no command here. Is it your answer?" if word == _DROPS else is_number_meant(line)


_CONFIRMS = "as in the screening before. Enter says that it is still right; skip leaves that open."


class Details(Form):
    """The details of the open draft."""

    section = "details"
    _looked_for = Person()

    def run(self, at: str) -> None:
        """The practitioner's own details of the last screening are filled in where there are none yet."""
        details = self.draft.pathway.details
        if not at:
            self.state.say(sentence(details.details_intro), sentence(details.leave_blank))
        self._fill_in()
        if self.stays:
            self._looked_for = person_of(self.draft)
        self.state.say(*self._known())
        try:
            super().run(at)
        finally:
            if self.draft.editable:
                remember(self.draft.casebook, self.draft.answers.practitioner)

    def _fill_in(self) -> None:
        result = fill_in(self.draft)
        self.state.say(result.words)
        if result.done:
            say_trouble(self.state, self.draft)

    def before(self, question: Question, previous: Question | None) -> Sequence[str]:
        """A group's title, and the document's heading over some questions."""
        details = self.draft.pathway.details
        said = self._known() if previous is not None and previous.id in ASKED_BY else []
        if previous is None or question.group != previous.group:
            said.append(sentence(group_title(question.group, details).rstrip(":")))
            if question.group == "consent":
                said += self._consent_words()
            if question.group == "child" and self.draft.editable:
                said.append(self.draft.before.came_along(self.draft.answers))
        return [*said, question.heading]

    def _known(self) -> list[str]:
        """Whether the child is known here, once as soon as enough was typed."""
        if (person := person_of(self.draft)) == self._looked_for:
            return []
        self._looked_for = person
        words = self.state.patiently(LOOKING, lambda: look_and_say(self.draft, IN_LINES))
        return [words] if words else []

    def _now(self, question: Question) -> str:
        """With that it came along from the screening before, and was not looked at yet."""
        along = with_small(as_before(self.draft, question.id))
        return ", ".join(filter(None, [super()._now(question), along]))

    def _hint(self, question: Question) -> list[str]:
        """What Enter says of what came along."""
        along = as_before(self.draft, question.id)
        return [*super()._hint(question), f"{along}: {_CONFIRMS}" if along else ""]

    def replied(self, question: Question) -> None:
        """From now on it is what this screening says."""
        self.draft.before.confirm(question.id, self.draft.answers)

    def _consent_words(self) -> list[str]:
        draft = self.draft
        family = [alert.text for alert in draft.outcome.alerts if alert.kind.on_family]
        notices = say_notices(("consent",), draft.answers, draft.outcome, draft.pathway)
        return [*family, *caution_words(draft.outcome), *(notice_words(notice) for notice in notices)]


class Start(Form):
    """The first questions."""

    section = "start"

    def questions(self) -> list[Question]:
        """As they are asked now, without the area while it was asked only just."""
        asked = super().questions()
        if not self.draft.area_asked or self._at == "locality":
            return asked
        return [question for question in asked if question.id != "locality"]

    def listed(self) -> list[Question]:
        """With the area, which was answered when it was asked only just."""
        return super().questions()

    def run(self, at: str) -> None:
        """All of them from one on."""
        try:
            super().run(at)
        finally:
            self.draft.area_asked = False

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Danger: whom to phone and what to do."""
        if newly_said(before, self.draft.answers):
            return red_now(self.draft)
        return super().followed(question, before)


_LINE_END = "\n"
_LINE, _ANEW, NOTE = "line", "change ", "note "
"""What was cut off: the last line; a line that was being typed anew, by its number; a note on a factor, by its ID."""
_CHANGE = re.compile(r"(change|delete)\s+(\d{1,6})", re.IGNORECASE | re.ASCII)
_NOT_ID = re.compile(r"not\s+([^\W\d_]\d{1,2})", re.IGNORECASE | re.ASCII)


class Notes(SectionLines):
    """The notes of the open draft. `at`: nothing, or a factor's ID to begin a line with."""

    section = "notes"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._kept = CutOff(self.draft.casebook, self.draft.screening.ref)

    def run(self, at: str) -> None:
        """Say what is asked and how much there is; then take lines until an empty one."""
        details = self.draft.pathway.details
        self.draft.keep_place("notes")
        if at not in (LAST, STAYED):
            self.state.say(f"{details.notes_title} {details.notes_hint}", narrative_prompt(self.draft))
        if not self.draft.editable and at != STAYED:
            self.state.say(self.draft.why_closed)
        self.state.say(*(self._cut_off_words() if at != STAYED else ()))
        asked = Asked(
            words=f"A line, read, or Enter to go on. {now_words(self._size())}",
            again="A line, read, or Enter to go on.",
            hint=self._hint(),
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

    def _line(self, asked: Asked) -> str:
        """A line; one that was cut off by a hang-up stands in the notes as far as it came, and is said to be so."""
        try:
            return self.state.dialogue.ask(asked)
        except Leave:
            begun = answer(self.state.dialogue.console.take_begun())
            if begun.strip() and self.draft.editable:
                self._add(self._whole(begun), in_place=self._goes_on(begun))
                self._kept.keep(_LINE, self._last)
            raise

    # What was cut off

    def _cut_off_words(self) -> list[str]:
        """The line that was cut off, which stands in the notes; the lines that were being typed anew, which do not."""
        said = []
        if self._cut_off:
            number = len(self._lines)
            ways = (
                f"{with_capital(TO_GO_ON)}; change {number} types it anew; Enter, or another line, leaves it"
            )
            said.append(sentence(f"Line {number} was cut off as you typed it: “{self._cut_off}”", ways))
        anew = [what for what in self._kept.all() if what.startswith(_ANEW)]
        return [
            *said,
            *(f"{with_capital(what)} was cut off as you typed it: {what} goes on with it." for what in anew),
        ]

    @property
    def _lines(self) -> list[str]:
        return self.draft.answers.notes.rstrip("\n").split("\n")

    @property
    def _last(self) -> str:
        return self._lines[-1]

    @property
    def _cut_off(self) -> str:
        """The last line, where it was cut off and is as it was then."""
        cut_off = self._kept.of(_LINE)
        return cut_off if cut_off == self._last else ""

    def _goes_on(self, line: str) -> bool:
        """Whether a line goes on with the one that was cut off."""
        return bool(self._cut_off) and goes_on(line)

    def _whole(self, line: str) -> str:
        return gone_on_with(self._cut_off, line)

    def _hint(self) -> list[str]:
        return [
            "Each line that you type is added to the notes. An empty one goes on. A paste is added whole, where "
            "the terminal tells that it is one.",
            "read: the notes, with their lines' numbers. change 2: type line 2 anew. delete 2. ids: the factors cited. "
            "not A12: A12 is no ID but a road.",
            "Cite a factor by its ID, for example A3: the referral prints its words.",
        ]

    def _size(self) -> str:
        lines = [line for line in self.draft.answers.notes.split("\n") if line.strip()]
        return counted(len(lines), "line")

    # Replies

    def _replied(self, line: str) -> None:
        if _LINE_END in line:
            self._add_pasted(line)
            return
        word = line.strip().casefold()
        change, not_id = _CHANGE.fullmatch(line.strip()), _NOT_ID.fullmatch(line.strip())
        if word == "read":
            asking.read_out(self.state.dialogue, self.listing(everything=True))
        elif word == "ids":
            asking.read_out(self.state.dialogue, self._ids() or ["No factor is cited."])
        elif change is not None:
            self._alter(change[1].casefold(), int(change[2]))
        elif not_id is not None and not_id[1].upper() not in self.draft.pathway.factors:
            self._not_an_id(not_id[1].upper())
        else:
            self._add(self._whole(line), in_place=self._goes_on(line))
            self._kept.drop(_LINE)

    def _add(self, line: str, *, in_place: bool = False) -> None:
        """Add a line, or put it in the place of the last one."""
        notes = self.draft.answers.notes.rstrip("\n")
        if in_place:
            notes = "\n".join(self._lines[:-1])
        self._take(f"{notes}\n{line}" if notes else line, line)

    def _add_pasted(self, lines: str) -> None:
        """All lines of one paste, the empty ones too."""
        before = self.draft.answers.notes
        self._add(lines)
        if self.draft.answers.notes != before:
            self.state.say(
                f"{counted(lines.count(_LINE_END) + 1, 'line')} pasted into the notes. read says them."
            )

    def _take(self, notes: str, line: str) -> None:
        self.state.say(*interview.remarks("notes", notes))
        if self.change(lambda answers: replies.set_notes(answers, notes)):
            as_text = "" if _LINE_END in line else taken_as_text(line)
            self.state.say(as_text, *self._cited(line))

    def _cited(self, line: str) -> list[str]:
        """What a new line cites: each factor's first words, or that the pathway has none of that ID."""
        said = []
        for citation in document.find(line, self.draft.pathway, self.draft.answers.not_ids):
            if citation.known:
                said.append(f"{citation.id}: {_first_words(self.draft.pathway.factors[citation.id].text)}")
            else:
                said.append(
                    f"{citation.id} is {self._unknown(citation.id)} If it is no ID, such as a road: not "
                    f"{citation.id}."
                )
        return list(dict.fromkeys(said))

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
        anew = Resumed(self.state, self._kept, f"{_ANEW}{number}")
        typed = anew.text("Type it anew. [as it is]", "Enter leaves the line.")
        if typed.strip():
            self._take("\n".join([*lines[: number - 1], typed, *lines[number:]]), typed)

    def _without_anew(self, deleted: int) -> None:
        """Have what was cut off as a line was typed anew stand for that line still, where one before it was deleted."""
        anew = {what: text for what, text in self._kept.all().items() if what.startswith(_ANEW)}
        for what in anew:
            self._kept.drop(what)
        for what, text in anew.items():
            number = int(what.removeprefix(_ANEW))
            if number != deleted:
                self._kept.keep(f"{_ANEW}{number - (number > deleted)}", text)

    def _not_an_id(self, id: str) -> None:
        self.change(lambda answers: replies.mark_not_id(answers, id), f"{id} counts as a word, not as an ID.")

    def _ids(self) -> list[str]:
        """Each ID in the notes: its mark and words, or that it is unknown."""
        answers, pathway = self.draft.answers, self.draft.pathway
        said: dict[str, None] = {}
        for citation in document.find(answers.notes, pathway):
            if citation.known:
                mark = answers.marks.get(citation.id)
                state = MARK_WORDS[mark].lower() if mark else "not marked"
                said[f"{citation.id}, {state}: {pathway.factors[citation.id].text}"] = None
            elif citation.id in answers.not_ids:
                said[f"{citation.id}: you said that this is no ID."] = None
            else:
                said[f"{citation.id}: {self._unknown(citation.id)} If it is no ID: not {citation.id}."] = None
        return list(said)

    def _unknown(self, id: str) -> str:
        return f"not in this pathway. {document.meant_words(id, self.draft.pathway)}".rstrip()

    # Where one is

    def here(self) -> Sequence[str]:
        """How much there is."""
        found = interview.sections(self.draft.answers, self.draft.pathway)
        return [next(f"{with_capital(each.state_words)}." for each in found if each.id == "notes")]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The lines with their numbers."""
        notes = self.draft.answers.notes
        if not notes:
            return ["The notes are empty."]
        return [f"{number}. {line}" for number, line in enumerate(notes.split("\n"), 1)]


def write_note(section: SectionLines, id: str, words: str) -> None:
    """Write a note on a factor without leaving the tier. Enter alone writes none."""
    kept = CutOff(section.draft.casebook, section.draft.screening.ref)
    note = Resumed(section.state, kept, f"{NOTE}{id}")
    line = words or note.text(
        f"Note on {id}:", f"It is put into the notes after {id} and a colon. Enter writes none."
    )
    if not line.strip():
        return

    def change(answers: Answers) -> Answers:
        notes = answers.notes.rstrip("\n")
        added = f"{id}: {line.strip()}"
        return replies.set_notes(answers, f"{notes}\n{added}" if notes else added)

    section.change(change, "Noted.")


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")
