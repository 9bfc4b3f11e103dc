"""A tier, one factor a question, or closed with the reason; and the questions that a number or name leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Factor, Pathway, Tier, citing_sentences, nearest_id
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.interview.replies import as_taken
from ce_tui.core.pathway.outcome.indication import is_tier_open
from ce_tui.core.pathway.outcome.status_words import acted_on_words
from ce_tui.core.pathway.words import MARK_WORDS, MARKS, MarkName, counted, mark_words, with_capital
from ce_tui.core.words.outcomes import factor_words
from ce_tui.lines.dialogue.dialogue import Prompt
from ce_tui.lines.dialogue.speech import now_words, sentence
from ce_tui.lines.dialogue.state import GoTo, State
from ce_tui.lines.reading import guidance
from ce_tui.lines.screening.notes import NOTE, write_note
from ce_tui.lines.screening.section import LAST, SectionLines, say_trouble
from ce_tui.session.draft import Draft, look_at
from ce_tui.session.jobs.answering import ask_now
from ce_tui.session.words.sections import no_sentence_cites
from ce_tui.session.words.sharing import called, closed_tier, question_number, section_name


def no_such_id(line: str, pathway: Pathway) -> str:
    """Words on an ID that is not there: "There is no R03 in this pathway. R3 is there: type R3 to go to it.".

    Empty: the line looks like no ID. Nothing is taken for another ID without being asked.
    """
    typed = line.strip().upper()
    looks = re.fullmatch(r"([A-Z])\d{1,3}", typed, re.ASCII)
    if looks is None or not any(factor.startswith(looks[1]) for factor in pathway.factors):
        return ""
    near = nearest_id(typed, pathway)
    there = f" {near} is there: type {near} to go to it." if near else ""
    return f"There is no {typed} in this pathway.{there}"


_NUMBER = re.compile(r"(\d{1,2})[.,](\d{1,3})", re.ASCII)
_OF_SECTION = re.compile(r"(\D+) (\d{1,3})", re.ASCII)
_WHOSE = re.compile(r"(your|child) ")
_BY_NAME = ("start", "result", "details")
"""The sections whose questions have names. A factor is gone to by its ID."""


class NamedQuestion(NamedTuple):
    """A question with its section, its place in it, its number and its name."""

    section: str
    at: str
    number: str
    name: str

    @property
    def words(self) -> str:
        """ "9.6 Child's name"."""
        return f"{self.number} {self.name}"


def found(where: str, draft: Draft) -> list[NamedQuestion]:
    """The questions that a number ("9.6", "details 6") or a name may mean, or a part of it."""
    wanted = _plain(where)
    asked = [
        NamedQuestion(section, _at(each.id), question_number(section, number), called(each).rstrip("? "))
        for section in SECTIONS
        for number, each in enumerate(draft.questions(section), 1)
    ]
    if number := _number(wanted, draft):
        return [each for each in asked if each.number == number]
    by_name = [each for each in asked if each.section in _BY_NAME]
    # Also without whose it is: two may be called the same then.
    whole = [
        each for each in by_name if wanted in ((name := _plain(each.name)), _WHOSE.sub("", name, count=1))
    ]
    if whole:
        return whole
    if len(wanted) < _ENOUGH:
        return []
    part = re.compile(rf"(?<!\w){re.escape(wanted)}")  # the beginning of a word
    return [each for each in by_name if part.search(_plain(each.name))]


def is_number(where: str, draft: Draft) -> bool:
    """Whether words can only mean the number of a question."""
    return bool(_number(_plain(where), draft))


def _at(question_id: str) -> str:
    """The place at which the section begins with a question."""
    group, _, name = question_id.partition(".")
    if group == "decision":
        return "reason" if name == "reason" else "decision"
    return name if group == "marks" else "" if question_id == "notes" else question_id


def _number(wanted: str, draft: Draft) -> str:
    """The question's number that is meant; empty: none is."""
    if number := _NUMBER.fullmatch(wanted):
        return f"{int(number[1])}.{int(number[2])}"
    if of_section := _OF_SECTION.fullmatch(wanted):
        titles = {_plain(section_name(each, draft.pathway)): each for each in SECTIONS}
        section = titles.get(of_section[1], of_section[1])
        return question_number(section, int(of_section[2])) if section in SECTIONS else ""
    return ""


def _plain(words: str) -> str:
    """Words without what few type: "child name" is the child's name."""
    return " ".join(words.casefold().replace("’", "'").replace("child's", "child").split()).strip("?:. ")


_REPLIES: dict[str, MarkName | Literal[""]] = {
    **{reply: mark.chosen_as for mark in MARKS.values() for reply in mark.typed},
    "n": "", "no": "", "x": "", "clear": "", "none": "", "not marked": "",
}  # fmt: skip
_EXPLAIN, _CITED, _NOTE = ("e", "explain"), ("c", "cited"), "note"


class TierSection(SectionLines):
    """A tier of the open draft. `at` is the ID of a factor."""

    _steps_back = False  # whether the last factor is asked as one comes back to it

    def __init__(self, state: State, tier: str) -> None:
        self.section = tier
        super().__init__(state)

    @property
    def tier(self) -> Tier:
        """The tier, in the words of the draft's edition."""
        return self.draft.pathway.tier(self.section)

    def run(self, at: str) -> None:
        """Ask factor after factor; of a closed tier say why it is closed."""
        if not is_tier_open(self.tier, self.draft.answers):
            self._closed()
            return
        self._steps_back = at == LAST
        tier = self.tier
        self.state.say(self.draft.why_closed)
        if not at:  # what the tier is about, and how many questions it has
            more = f", then {counted(len(tier.vulnerabilities), 'vulnerability', 'vulnerabilities')}"
            count = counted(len(tier.factors), "question") + (more if tier.vulnerabilities else "")
            self.state.say(sentence(tier.heading, count.capitalize()))
        kept = self.cut_off_texts.all()
        self.state.say(
            *(
                f"Your note on {factor} was cut off as you typed it: at {factor}, note goes on with it."
                for factor in self.ids()
                if f"{NOTE}{factor}" in kept
            )
        )
        self.walk(at)
        self.state.say(sentence(f"End of {tier.title}: {self.state_words}"))

    def ids(self) -> list[str]:
        """The IDs of the tier's factors."""
        return [factor.id for factor in self.tier.all_factors]

    def ask(self, at: str) -> None:
        """Ask a factor. The last one was looked at once it is asked; if only stepped back to, once it is
        answered, or left as it is.
        """
        steps_back, self._steps_back = self._steps_back, False
        if at == self.ids()[-1] and not steps_back:
            self.was_read_whole()
        self._one(self.draft.pathway.factors[at])
        if steps_back:
            self.was_read_whole()

    def was_read_whole(self) -> None:
        """Record that the tier was looked at: its last factor is asked, or all were read out (`list all`)."""
        if is_tier_open(self.tier, self.draft.answers) and look_at(self.draft, self.tier.name).done:
            say_trouble(self.state)

    # One factor

    def _one(self, factor: Factor) -> None:
        before = self.draft.before.marks(self.draft.pathway).get(factor.id, "")
        letters = [f"{_LETTERS[mark]}: {MARK_WORDS[mark].lower()}" for mark in factor.marks]
        asked = Prompt(
            words=sentence(self._number(factor), factor_words(factor), before, self._choices(factor)),
            again=f"{factor.id}. {self._choices(factor)}",
            hint=[
                sentence(f"{factor.id}: {factor_words(factor)}"),
                f"{', '.join(letters)}, n: not marked. Enter leaves what stands now.",
                f"explain: {self.tier.title} in the document's words. note: write a note on {factor.id}. cited: what "
                "your notes say of it. An ID goes to that factor.",
            ],
        )
        while True:
            line = " ".join(self.state.ask(asked).split())
            if not line or self._replied(factor, line):
                return
            asked.words = asked.again = f"{factor.id}. {self._choices(factor)}"

    def _number(self, factor: Factor) -> str:
        """ "Y3 of 15"; of a vulnerability "V3, 12 of 15"."""
        factors = self.tier.all_factors
        place = f", {factors.index(factor) + 1}" if factor in self.tier.vulnerabilities else ""
        return f"{factor.id}{place} of {len(factors)}"

    def _choices(self, factor: Factor) -> str:
        """ "Suspected, believe or no? Now: not marked.": a No is nobody's who did not give it."""
        names = [_BRIEF[mark] for mark in factor.marks]
        choices = f"{', '.join(names)} or no?"
        mark = self.draft.answers.marks.get(factor.id)
        return f"{with_capital(choices)} {now_words(_BRIEF[mark] if mark else 'not marked')}"

    def _replied(self, factor: Factor, line: str) -> bool:
        """Take a reply: a mark, an ID to go to, a word. Whether the question is done with."""
        word, target = line.casefold(), line.upper()
        if word in _REPLIES:
            return self._mark(factor, _REPLIES[word])
        if word in _EXPLAIN:
            guidance(self.state, f"tier-{self.section}")
        elif word in _CITED:
            notes, pathway = self.draft.answers.notes, self.draft.pathway
            found = [f"In the notes: {cited}" for _, cited in citing_sentences(notes, factor.id, pathway)]
            none = f"{no_sentence_cites(factor.id)} note writes one."
            self.state.say(*map(sentence, found or [none]))
        elif word.split(" ")[0] == _NOTE:
            write_note(self, factor.id, line[len(_NOTE) :].strip())
        elif target in self.draft.pathway.factors:
            raise GoTo(self.draft.pathway.tier_of[target], target)
        elif (mark := _mark_begun(word)) is not None:
            return self._mark(factor, mark)
        else:
            not_one = no_such_id(line, self.draft.pathway)
            why = f"{not_one} " if not_one else self._kept(factor)
            self.state.say(f"{why}{self._expected(factor)}, or ? for more.")
        return False

    def _expected(self, factor: Factor) -> str:
        return f"Type {', '.join(_LETTERS[mark] for mark in factor.marks)} or n"

    def _kept(self, factor: Factor) -> str:
        """The mark that stood before a reply that was not taken; empty: none."""
        mark = self.draft.answers.marks.get(factor.id)
        return f"Kept: {MARK_WORDS[mark].lower()}. " if mark else ""

    def _mark(self, factor: Factor, value: MarkName | Literal[""]) -> bool:
        """Mark or clear a factor. Whether it takes that mark; if not, say so."""
        value = value and as_taken(factor, value)
        if value and value not in factor.marks:
            takes = " or ".join(MARK_WORDS[mark].lower() for mark in factor.marks)
            self.state.say(f"{factor.id} takes {takes}. {self._kept(factor)}{self._expected(factor)}.")
            return False
        now = self.draft.answers.marks.get(factor.id, "")
        if value == now:
            return True

        def change(answers: Answers) -> Answers:
            return self.draft.replied(answers, f"marks.{factor.id}", value)

        before = self.draft.answers
        if self.change(change, f"{factor.id}: {mark_words(value).lower()}."):
            self.do(ask_now(self.asker, self.draft, before), says_back=("under_13",))
        return True

    # Closed

    def _closed(self) -> None:
        """Say why the tier is closed, and what can still be said."""
        why = " ".join(closed_tier(self.section, self.draft.answers, self.draft.pathway))
        if self.draft.answers.harm_today:
            why += f" {with_capital(acted_on_words(self.draft.answers, self.draft.pathway))}."
        asked = Prompt(
            words=f"{why} harm, known, explain, or go on? [go on]",
            again="harm, known, explain, or go on? [go on]",
            hint=[
                "harm: you saw or were told of harm today. known: to the question how well you know the child. "
                "explain: the tier in the document's words. Enter goes on to the next section."
            ],
        )
        while True:
            word = self.state.ask(asked).strip().casefold()
            if not word:
                return
            if word == "known":
                raise GoTo("start", "known_to_practitioner")
            if word in _EXPLAIN:
                guidance(self.state, f"tier-{self.section}")
            else:
                self.state.say("Type harm, known or explain; Enter goes on.")

    # Where one is

    def here(self) -> Sequence[str]:
        """Say at which factor one is, and what is marked in this tier."""
        factors, marks = self.tier.all_factors, self.draft.answers.marks
        at = [f"{self._number(factor)}." for factor in factors if factor.id == self._at]
        made = [f"{factor.id} {_BRIEF[marks[factor.id]]}" for factor in factors if factor.id in marks]
        if made:
            return [*at, f"Marked: {', '.join(made)}."]
        none = "nothing marked" if is_tier_open(self.tier, self.draft.answers) else self.state_words
        return [*at, f"{with_capital(none)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List what is marked, with its words; the rest too if all are wanted."""
        marks, before = self.draft.answers.marks, self.draft.before.marks(self.draft.pathway)
        lines = [
            f"{factor.id}: {mark_words(marks.get(factor.id))}. "
            f"{sentence(factor_words(factor), before.get(factor.id, ''))}"
            for factor in self.tier.all_factors
            if everything or factor.id in marks
        ]
        return lines or ["Nothing is marked here. list all: the factors."]

    def findable(self) -> Sequence[tuple[str, str]]:
        """The factors with what is marked, each with its ID."""
        return list(zip(self.listing(everything=True), self.ids(), strict=True))


def _mark_begun(word: str) -> MarkName | Literal[""] | None:
    """The mark that three letters or more begin, if they begin one alone; empty: no mark."""
    fitting = {mark for reply, mark in _REPLIES.items() if len(word) >= _ENOUGH and reply.startswith(word)}
    return fitting.pop() if len(fitting) == 1 else None


_ENOUGH = 3
_BRIEF = {name: mark.brief.lower() for name, mark in MARKS.items()}
_LETTERS = {name: mark.typed[0] for name, mark in MARKS.items()}
