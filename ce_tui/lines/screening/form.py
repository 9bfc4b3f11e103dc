"""A section that is a list of questions: Start, and Details. Each reply goes through the interview."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any

from ce_tui.core.pathway.answers.danger import SAFETY, no_by_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.interview.question import Question
from ce_tui.lines.dialogue import asking, typed
from ce_tui.lines.dialogue.dialogue import Asked, Leave, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.screening.section import LAST, SectionLines
from ce_tui.session.asker import JobResult
from ce_tui.session.draft import DraftClosed
from ce_tui.session.jobs.answering import answer
from ce_tui.session.unfinished import kept_text
from ce_tui.session.words.answers import leads_to, read_as

CLEAR = "clear"
_OPEN = "not answered"
_EMPTY = "empty"


class Form(SectionLines):
    """Questions, one after another. `at` is a question's id."""

    _at: str = ""

    # What is asked

    def questions(self) -> list[Question]:
        """The questions as they are asked now."""
        return interview.questions(self.section, self.draft.answers, self.draft.pathway)

    def before(self, question: Question, previous: Question | None) -> Sequence[str]:
        """What is said before a question: a group's title, the document's own sentences."""
        return ()

    def run(self, at: str) -> None:
        """All of them from one on."""
        if not self.draft.editable:
            self.state.say(self.draft.why_closed)
        asked = self.questions()
        self._at = asked[-1].id if at == LAST else at or asked[0].id
        previous: Question | None = None
        while True:
            asked = self.questions()
            ids = [question.id for question in asked]
            number = ids.index(self._at) if self._at in ids else 0
            question = asked[number]
            self._at = question.id
            self.draft.keep_place(f"{self.section}:{question.id}")
            self.state.say(*self.before(question, previous))
            previous = question
            try:
                self._one(question)
            except Said as said:
                if said.wish.id == "back" and number:
                    self._at = ids[number - 1]
                    continue
                if said.wish.id != "skip":
                    raise
            ids = [each.id for each in self.questions()]
            following = ids.index(self._at) + 1 if self._at in ids else number + 1
            if following >= len(ids):
                return
            self._at = ids[following]

    # One question

    def _one(self, question: Question) -> None:
        """Ask until it is answered, or left as it is."""
        words = self._words(question)
        asked = Asked(
            words=words,
            again=self._words(question, brief=True),
            hint=self._hint(question),
            text=not question.options,
            renew=lambda asked: self._renew(asked, question),
        )
        while True:
            line = self._line(question, asked).strip()
            line = line or kept_text(self.draft, question.id)
            if not line:
                self.replied(question)
                self._say_what_stands(question)
                return
            if self.reply(question, line):
                return
            asked.words = asked.again = self._words(question, brief=True)

    def replied(self, question: Question) -> None:
        """It was replied to, or left on purpose as it is."""

    def _say_what_stands(self, question: Question) -> None:
        """Left as it is: where what was typed is not valid yet, which answer holds until it is."""
        if question.id not in self.draft.screening.unfinished:
            return
        recorded = interview.shown(self.draft.answers, self.draft.pathway, question.id)
        stands = f"{recorded} stands" if recorded else "none stands"
        self.state.say(f"What you typed is kept, but it is not valid yet: until it is, {stands}.")

    def _renew(self, asked: Asked, question: Question) -> None:
        """What stands in brackets, where something else may have answered it."""
        asked.words, asked.again = self._words(question), self._words(question, brief=True)

    def _line(self, question: Question, asked: Asked) -> str:
        """A line; one that was cut off by a hang-up is kept as far as it came, where a text was asked for."""
        try:
            dialogue = self.state.dialogue
            doubtful = typed.is_number_meant if question.kind == "text" else typed.is_it_meant
            return asking.text_as_meant(dialogue, asked, doubtful) if asked.text else dialogue.ask(asked)
        except Leave:
            begun = typed.answer(self.state.dialogue.console.take_begun()).strip()
            if begun and asked.text and self.draft.editable:
                self.reply(question, begun)
            raise

    def _words(self, question: Question, *, brief: bool = False) -> str:
        """ "Do you know this child already? 1. Yes, from working with them; … 1 to 3? [not answered]"."""
        label = _label(question)
        if question.kind == "yes-no":
            kinds = _yes_or_no(question)
        elif question.options and brief:
            kinds = _numbers(len(question.options))
        elif question.options:
            listed = [f"{number}. {each.words}" for number, each in enumerate(question.options, 1)]
            return "\n".join([label, *listed, f"{_numbers(len(listed))} [{self._in_brackets(question)}]"])
        else:
            kinds = ""
        return " ".join(part for part in (label, kinds, f"[{self._in_brackets(question)}]") if part)

    def _in_brackets(self, question: Question) -> str:
        """What Enter leaves as it is."""
        return self._shown(question)

    def _shown(self, question: Question) -> str:
        """What stands now."""
        unfinished = self.draft.screening.unfinished.get(question.id)
        if unfinished is not None:
            text = question.kind == "text"
            return f"{unfinished}, {'not taken yet, Enter takes it' if text else 'not valid yet'}"
        recorded = interview.value(self.draft.answers, question.id)
        if question.kind == "yes-no":
            return recorded or no_by_file(self.draft.answers, question.id) or _OPEN
        if not recorded:
            return _OPEN if question.options else _EMPTY
        return interview.shown(self.draft.answers, self.draft.pathway, question.id)

    def _hint(self, question: Question) -> list[str]:
        if question.kind == "yes-no":
            expected = "y or yes, n or no."
        elif question.options:
            expected = "A number, or the beginning of the words."
        elif question.kind == "date":
            expected = "A date: day, month and year."
        else:
            expected = "A line of text."
        options = [each.words for each in question.options] if question.kind == "yes-no" else []
        told = [each for each in options if each.casefold() not in ("yes", "no")]
        return [
            question.hint,
            f"What a no says: {'; '.join(told)}." if told else "",
            f"{expected} Enter leaves it as it is in brackets; {CLEAR} takes the answer back.",
        ]

    # One reply

    def reply(self, question: Question, line: str) -> bool:
        """Take a reply, or say what is expected. Whether it was settled."""
        value = "" if line.casefold() == CLEAR else line
        before = self.draft.answers
        taken_back = [name for name in SAFETY if name == question.id and not value]
        result = self.do(self.job(question, value), says_back=taken_back)
        if not result.done:
            return self._refused(question, line, result.words)
        self._keep_unfinished(question, "")
        self.replied(question)
        read_as = sentence(self._shown(question)) if question.kind == "choice" and value else ""
        as_text = "" if question.options or typed.is_it_meant(line) else typed.taken_as_text(line)
        self.state.say(read_as, as_text, *interview.remarks(question.id, value))
        asking.read_out(self.state.dialogue, self.followed(question, before))
        return True

    def job(self, question: Question, value: str) -> Coroutine[Any, Any, JobResult]:
        """What takes the reply."""
        return answer(self.asker, self.draft, question.id, value)

    def _refused(self, question: Question, line: str, words: str) -> bool:
        """What was not taken: say why, and what to type; a date is kept as it was typed. Whether it was settled."""
        if not words or not self.draft.editable:
            self.state.say(words)
            return True
        expected = question.hint if question.kind == "date" else ""
        self.state.say(f"{words}. {expected}".replace("..", ".").strip())
        self._keep_unfinished(question, line if question.kind == "date" else "")
        return False

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """What a reply leads to; nothing where it goes without saying."""
        read = read_as(self.draft, question.id) if question.kind == "date" else ""
        return [read, *leads_to(self.draft, question.id, before)]

    def _keep_unfinished(self, question: Question, typed: str) -> None:
        """What is not valid yet is kept with the draft, so that it is not lost; never printed."""
        try:
            self.draft.keep_unfinished(question.id, typed)
        except DraftClosed as closed:
            self.state.say(closed.words)

    # Where one is

    def here(self) -> Sequence[str]:
        """ "Question 2 of 6: …"."""
        asked = self.questions()
        ids = [question.id for question in asked]
        if self._at not in ids:
            return ()
        number = ids.index(self._at)
        return [f"Question {number + 1} of {len(ids)}: {self._words(asked[number], brief=True)}"]

    def listed(self) -> list[Question]:
        """The questions of the list."""
        return self.questions()

    def _as_recorded(self, question: Question) -> str:
        """What stands now; a no that says more than no, whole."""
        shown = self._shown(question)
        recorded = interview.shown(self.draft.answers, self.draft.pathway, question.id)
        return f"n{recorded[1:]}" if question.kind == "yes-no" and shown == "no" else shown

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The questions with their answers; those without one only if all are wanted."""
        lines = []
        for number, question in enumerate(self.listed(), 1):
            shown = self._as_recorded(question)
            if everything or shown not in (_OPEN, _EMPTY):
                lines.append(f"{number}. {_label(question)} {shown}.")
        return lines or ["Nothing is answered here yet. list all: the questions."]

    def findable(self) -> Sequence[tuple[str, str]]:
        """The questions with their answers."""
        ids = [question.id for question in self.listed()]
        return list(zip(self.listing(everything=True), ids, strict=False))


def _label(question: Question) -> str:
    """Its label, with a sign after it that parts it from its answer."""
    return question.label if question.label[-1:] in "?:." else f"{question.label}:"


def _numbers(count: int) -> str:
    return "1 or 2?" if count == 2 else f"1 to {count}?"


def _yes_or_no(question: Question) -> str:
    """What is asked for. A no that says more than no is put whole: "Yes, or no, I have checked?"."""
    yes, no = (option.words for option in question.options)
    more = no.lower().removeprefix("no").lstrip(", ")
    return f"Yes, or no, {no[-len(more) :]}?" if yes == "Yes" and more else "Yes or no?"
