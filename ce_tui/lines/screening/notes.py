"""The notes: lines are added, read by number, changed and deleted. IDs that are cited or unknown are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document import factor_ids
from ce_tui.core.pathway.interview import changes, interview
from ce_tui.core.pathway.words import MARK_WORDS, with_capital
from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Leave
from ce_tui.lines.dialogue.speech import now_words, sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import answer, taken_as_text
from ce_tui.lines.screening.resumed import Resumed
from ce_tui.lines.screening.section import LAST, STAYED, SectionLines
from ce_tui.session.cut_off import CutOff
from ce_tui.session.words.cut_off import TO_GO_ON, goes_on, gone_on_with
from ce_tui.session.words.notes import narrative_prompt

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
        if self.change(lambda answers: changes.set_notes(answers, notes)):
            as_text = "" if _LINE_END in line else taken_as_text(line)
            self.state.say(as_text, *self._cited(line))

    def _cited(self, line: str) -> list[str]:
        """What a new line cites: each factor's first words, or that the pathway has none of that ID."""
        said = []
        for citation in factor_ids.find(line, self.draft.pathway, self.draft.answers.not_ids):
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
        self.change(lambda answers: changes.mark_not_id(answers, id), f"{id} counts as a word, not as an ID.")

    def _ids(self) -> list[str]:
        """Each ID in the notes: its mark and words, or that it is unknown."""
        answers, pathway = self.draft.answers, self.draft.pathway
        said: dict[str, None] = {}
        for citation in factor_ids.find(answers.notes, pathway):
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
        return f"not in this pathway. {factor_ids.meant_words(id, self.draft.pathway)}".rstrip()

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
        return changes.set_notes(answers, f"{notes}\n{added}" if notes else added)

    section.change(change, "Noted.")


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")
