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
from ce_tui.lines.dialogue.typed import answer, taken_as_text
from ce_tui.lines.screening.section import LAST, SectionLines
from ce_tui.session.words.notes import narrative_prompt

_LINE_END = "\n"
_CHANGE = re.compile(r"(change|delete)\s+(\d{1,6})", re.IGNORECASE | re.ASCII)
_NOT_ID = re.compile(r"not\s+([^\W\d_]\d{1,2})", re.IGNORECASE | re.ASCII)


class Notes(SectionLines):
    """The notes of the open draft. `at`: nothing, or a factor's ID to begin a line with."""

    section = "notes"

    def run(self, at: str) -> None:
        """Say what is asked and how much there is; then take lines until an empty one."""
        details = self.draft.pathway.details
        self.draft.keep_place("notes")
        if at != LAST:
            self.state.say(f"{details.notes_title} {details.notes_hint}", narrative_prompt(self.draft))
        if not self.draft.editable:
            self.state.say(self.draft.why_closed)
        words = f"A line, read, or Enter to go on. [{self._size()}]"
        asked = Asked(
            words=words, again="A line, read, or Enter to go on.", hint=self._hint(), text=True, lines=True
        )
        while True:
            line = self._line(asked)
            if not line.strip():
                return
            self._replied(line)
            asked.words = "Another line?"

    def _line(self, asked: Asked) -> str:
        """A line; one that was cut off by a hang-up is kept as far as it came."""
        try:
            return self.state.dialogue.ask(asked)
        except Leave:
            begun = self.state.dialogue.console.take_begun()
            if begun.strip() and self.draft.editable:
                self._add(answer(begun))
            raise

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
            self._add(line)

    def _add(self, line: str) -> None:
        notes = self.draft.answers.notes.rstrip("\n")
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
            self._take("\n".join(lines[: number - 1] + lines[number:]), "")
            self.state.say(f"Line {number} is deleted. It was: {lines[number - 1]}")
            return
        self.state.say(f"Line {number}: {lines[number - 1]}")
        typed = asking.text(self.state.dialogue, "Type it anew. [as it is]", hint=["Enter leaves the line."])
        if typed.strip():
            self._take("\n".join([*lines[: number - 1], typed, *lines[number:]]), typed)

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
    line = words or asking.text(
        section.state.dialogue,
        f"Note on {id}:",
        hint=[f"It is put into the notes after {id}:. Enter writes none."],
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
