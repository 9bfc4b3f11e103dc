"""A section that is a list of questions: Start, and Details. Each reply goes through the interview."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.pathway.answers.danger import SAFETY, no_by_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import NotAccepted
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.lines.dialogue import asking, speech
from ce_tui.lines.dialogue.dialogue import CommandTyped, ConversationEnd, Prompt
from ce_tui.lines.dialogue.speech import now_words, sentence
from ce_tui.lines.screening.section import SectionLines
from ce_tui.session.asker import at_once
from ce_tui.session.cut_off import cut_off_words
from ce_tui.session.jobs.answering import answer
from ce_tui.session.reviewing import kept_text
from ce_tui.session.words.sections import leads_to, read_as
from ce_tui.session.words.sharing import called, question_number

_CLEAR = "clear"
_OPEN = "not answered"
_EMPTY = "empty"


def _yes_or_no(question: Question) -> str:
    """The answers to choose from. A no that says more than no is put whole: "Yes, or no, I have checked?"."""
    yes, no = (option.words for option in question.options[:2])
    if besides := _besides(question):
        return f"Yes, no, or {', '.join(besides)}?"
    more = no.lower().removeprefix("no").lstrip(", ")
    return f"Yes, or no, {no[-len(more) :]}?" if yes == "Yes" and more else "Yes or no?"


def _besides(question: Question) -> list[str]:
    """The answers besides yes and no: "do not know"."""
    return [option.words.lower() for option in question.options[2:]]


class Form(SectionLines):
    """Questions, one after another. `at` is a question's id."""

    _previous: Question | None = None  # the question that was asked before this one

    # What is asked

    def questions(self) -> list[Question]:
        """The questions that are asked now."""
        return self.draft.questions(self.section)

    def before(self, question: Question) -> Sequence[str]:
        """Sentences before a question: a group's title, the document's own."""
        return ()

    def ids(self) -> list[str]:
        """The ids of the questions that are asked now."""
        return [question.id for question in self.questions()]

    def run(self, at: str) -> None:
        """Ask all questions from one on."""
        if not self.draft.editable:
            self.state.say(self.draft.why_closed)
        self.walk(at)

    def ask(self, at: str) -> None:
        """Say what stands before a question, and ask it."""
        question = self.draft.question(at)
        self.state.say(*(self.before(question) if not self.stays else ()))
        self._previous, self.stays = question, False
        self._one(question)

    # One question

    def _one(self, question: Question) -> None:
        """Ask until it is answered, or left as it is."""

        def renew(asked: Prompt) -> None:  # something else may have answered it
            asked.words, asked.again = self._words(question), self._words(question, brief=True)

        asked = Prompt(words="", hint=self._hint(question), text=not question.options, renew=renew)
        renew(asked)
        while True:
            line = self._line(question, asked).strip()
            if not line:
                self.replied(question)
                if question.id in self.draft.screening.unfinished:
                    stands = self._recorded(question) or "none"
                    self.state.say(
                        f"What you typed is kept, but it is not taken: until it is, {stands} stands."
                    )
                return
            if self.reply(question, line):
                return
            asked.words = asked.again = self._words(question, brief=True)

    def replied(self, question: Question) -> None:
        """Note that a question was replied to, or left on purpose as it is."""

    def _line(self, question: Question, asked: Prompt) -> str:
        """A line; a text that a hang-up cuts off is kept as far as it came."""

        def keep(begun: str) -> None:
            if self.draft.editable:
                self._keep_unfinished(question, begun)

        if not asked.text:
            return self.state.ask(asked)
        doubtful = speech.is_number_meant if question.kind == "text" else speech.is_it_meant
        cut_off = kept_text(self.draft, question.id)
        return asking.text_gone_on_with(self.state, asked, cut_off, doubtful, keep)

    def _words(self, question: Question, *, brief: bool = False) -> str:
        """ "Do you know this child already? 1. Yes, from working with them; … 1 to 3? Now: not answered."."""
        label, count = called(question), len(question.options)
        not_taken = self._not_taken(question, brief=brief)
        stands = " ".join(filter(None, (not_taken, now_words(self._now(question)))))
        if question.kind == "yes-no":
            return f"{label} {_yes_or_no(question)} {stands}"
        if not question.options:  # the question mark parts the name from what stands
            return f"{label if label.endswith('?') else label.rstrip('.:') + '?'} {stands}"
        numbers = f"1 {'or' if count == 2 else 'to'} {count}? {stands}"
        if brief:
            return f"{label} {numbers}"
        return "\n".join([label, *speech.numbered(each.words for each in question.options), numbers])

    def _not_taken(self, question: Question, *, brief: bool) -> str:
        """A text that was typed and not taken, and what can be done with it; empty: none."""
        typed = self.draft.screening.unfinished.get(question.id, "")
        if not typed:
            return ""
        if not kept_text(self.draft, question.id):  # half of a date may be another
            return sentence(f"Typed and not taken: “{typed}”")
        return sentence(f"Not taken yet: “{typed}”") if brief else cut_off_words(typed, _CLEAR)

    def _recorded(self, question: Question) -> str:
        """The recorded answer in the question's words, for within a sentence; empty: none."""
        shown = self.draft.shown(question.id)
        if question.kind == "yes-no" and shown[:2] in ("No", "Ye", "Do"):
            return f"{shown[0].lower()}{shown[1:]}"
        return shown

    def _stands(self, question: Question) -> str:
        """The whole answer that stands, or that there is none."""
        return self._recorded(question) or (_OPEN if question.options else _EMPTY)

    def _now(self, question: Question) -> str:
        """The answer that stands now, which Enter leaves as it is. Of a no that says more, the no alone."""
        if question.kind != "yes-no":
            return self._stands(question)
        answered = self.draft.value(question.id)
        return answered or no_by_file(self.draft.answers, question.id) or _OPEN

    def _hint(self, question: Question) -> list[str]:
        told = []
        if question.kind == "yes-no":
            expected = ", or ".join(["y or yes, n or no", *_besides(question)]) + "."
            options = [each.words for each in question.options[:2]]
            told = [each for each in options if each.casefold() not in ("yes", "no")]
        elif question.options:
            expected = "A number, or the beginning of the words."
        elif question.kind == "date":
            expected = "A date: day, month and year."
        else:
            expected = "A line of text."
        leaves, back = "Enter leaves what stands now", "the answer"
        if kept_text(self.draft, question.id):
            leaves, back = "Enter takes what is not taken yet", "that"
        return [
            question.hint,
            f"What a no says: {'; '.join(told)}." if told else "",
            f"{expected} {leaves}; {_CLEAR} takes {back} back.",
        ]

    # One reply

    def reply(self, question: Question, line: str) -> bool:
        """Take a reply, or say what is expected. Whether it was settled."""
        clears = line.casefold() == _CLEAR
        if clears and self._drops_what_is_not_taken(question):
            return False
        value = "" if clears else line
        if self._is_mistyped(question, value):
            return False
        before = self.draft.answers
        taken_back = [name for name in SAFETY if name == question.id and not value]
        result = self.do(answer(self.asker, self.draft, question.id, value), says_back=taken_back)
        if not result.done:
            return self._refused(question, line, result.words)
        self._keep_unfinished(question, "")
        self.replied(question)
        is_chosen = question.kind == "choice" and value
        as_text = "" if question.options or speech.is_it_meant(line) else speech.taken_as_text(line)
        self.state.say(
            sentence(self._stands(question)) if is_chosen else "",
            as_text,
            *replies.remarks(question.id, value),
        )
        asking.read_out(self.state, self.followed(question, before))
        return True

    def _drops_what_is_not_taken(self, question: Question) -> bool:
        """Drop what was typed and not taken, if an answer stands beside it, which stays. Whether that was so."""
        if not (kept := self._kept(question)) or question.id not in self.draft.screening.unfinished:
            return False
        self._keep_unfinished(question, "")
        self.state.say(sentence("What was not taken is dropped", kept))
        return True

    def _is_mistyped(self, question: Question, value: str) -> bool:
        """Whether a reply looks mistyped and was not meant in the place of an answer that does not: that is kept."""
        recorded = self.draft.value(question.id)
        odd = replies.looks_mistyped(question.id, value)
        if not odd or not recorded or replies.looks_mistyped(question.id, recorded):
            return False
        asked = f"{odd} Take it in the place of {recorded}?"
        try:
            meant = at_once(self.asker.confirm(asked, "Take it", "Keep what stands"))
        except (ConversationEnd, CommandTyped):
            self._keep_unfinished(question, value)
            raise
        if not meant:
            self.state.say(self._kept(question))
        return not meant

    def _refused(self, question: Question, line: str, words: str) -> bool:
        """Say why a reply is not taken, what is kept, what to type; keep a date as typed. Whether it was settled."""
        if not words or not self.draft.editable:
            self.state.say(words)
            return True
        expected = question.hint if question.kind == "date" else ""
        self.state.say(sentence(words, self._kept(question), expected))
        self._keep_unfinished(question, line if question.kind == "date" else "")
        return False

    def _kept(self, question: Question) -> str:
        """ "Kept: 3 May 2012.": what stood before a reply that was not taken, and still does; empty: nothing did."""
        if not self.draft.value(question.id):
            return ""
        return sentence(f"Kept: {self._recorded(question)}")

    def followed(self, question: Question, before: Answers) -> Sequence[str]:
        """Sentences on what a reply leads to; none if it goes without saying."""
        read = read_as(self.draft, question.id) if question.kind == "date" else ""
        return [read, *leads_to(self.draft, question.id, before)]

    def _keep_unfinished(self, question: Question, typed: str) -> None:
        """Keep with the draft what is not taken yet, so that it is not lost. It is never printed."""
        try:
            self.draft.keep_unfinished(question.id, typed)
        except NotAccepted as closed:
            self.state.say(closed.words)

    # Where one is

    def here(self) -> Sequence[str]:
        """Say at which question one is: "Question 9.6 of 14: …"."""
        listed = self.listed()
        return [
            f"Question {question_number(self.section, number)}, of {len(listed)}: {self._words(each, brief=True)}"
            for number, each in enumerate(listed, 1)
            if each.id == self._at
        ]

    def listed(self) -> list[Question]:
        """The questions of the list."""
        return self.questions()

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the questions with their answers; those without one only if all are wanted."""
        unfinished = self.draft.screening.unfinished
        lines = []
        for number, question in enumerate(self.listed(), 1):
            if everything or question.id in unfinished or self._recorded(question):
                label, typed = called(question), unfinished.get(question.id)
                named = f"{question_number(self.section, number)} {label}{'' if label.endswith('?') else ':'}"
                not_taken = f"; typed and not taken: “{typed}”" if typed else ""
                lines.append(sentence(f"{named} {self._stands(question)}{not_taken}"))
        return lines or ["Nothing is answered here yet. list all: the questions."]

    def findable(self) -> Sequence[tuple[str, str]]:
        """The questions with their answers, each with its id."""
        ids = [question.id for question in self.listed()]
        unnumbered = [line.partition(" ")[2] for line in self.listing(everything=True)]
        return list(zip(unnumbered, ids, strict=False))
