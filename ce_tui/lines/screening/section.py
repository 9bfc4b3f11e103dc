"""The base of the eight sections: changing the draft, saying what it comes to, saving and its troubles."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from ce_tui.commands.table import NUMBERS
from ce_tui.core.pathway.answers.danger import QUESTIONS, SAFETY, SafetyName, newly_said
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_time_or_day
from ce_tui.core.pathway.document.document import tier_title
from ce_tui.core.pathway.interview.replies import value
from ce_tui.core.pathway.outcome.status_words import acted_on_words, comes_to_words, status_words
from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import with_capital
from ce_tui.lines.dialogue.asking import LineAsker, Result, taken_off
from ce_tui.lines.dialogue.dialogue import CommandTyped, ConversationEnd
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import SearchResult, State, among, leave_ended
from ce_tui.session.asker import JobResult, at_once
from ce_tui.session.cut_off import CutOffTexts, cut_off_words, gone_on_with
from ce_tui.session.draft import Change, Draft, change
from ce_tui.session.jobs.completing import settle_conflict
from ce_tui.session.words.sections import raised, sections_of
from ce_tui.session.words.sharing import section_title

TO_KEEPING = "Type keeping to go there."
"""The way to Keeping, for jobs that say it."""


class SectionAsker(LineAsker):
    """An asker whose questions `back` and `skip` leave, as Esc does in the full screen: no, nothing, cancelled.

    So a job says itself what did not happen, and what it did before is not lost to sight; `left` says which of both it
    was. A command that leads elsewhere raises CommandTyped, through the job.
    """

    async def text(self, question: str, line: Line) -> str | None:
        """A text; None if it is left. One that a hang-up cuts off is kept, and offered when the same is asked again."""
        draft = self._state.draft
        about = draft.screening.ref if draft is not None else line.about  # the one that is open, or is to be
        texts = CutOffTexts(self._state.signed_in.casebook, about)
        asked = f"{line.label} {line.about}".strip()  # the same only if it is about the same
        cut_off = "" if line.keep or line.secret or line.start else texts.of(asked)
        if cut_off:
            self._state.say(cut_off_words(cut_off))
            line = line._replace(start=cut_off)
        try:
            reply = await super().text(question, line)
        except ConversationEnd:
            begun = gone_on_with(cut_off, taken_off(self._state))
            if begun and line.keep is not None:
                line.keep(begun, True)
            elif begun and not line.secret:
                texts.keep(asked, begun)
            raise
        if cut_off and reply is not None:
            texts.drop(asked)
            reply = gone_on_with(cut_off, reply)[: line.longest]
        return reply

    def _unless_left(self, ask: Callable[[], Result], otherwise: Result) -> Result:
        """The answer to a question; if that is left, remember how, and answer otherwise."""
        self.left = ""
        try:
            return ask()
        except CommandTyped as said:
            if not said.goes_back:
                raise
            self.left = "back" if said.wish.id == "back" else "skip"
            return otherwise


def say_trouble(state: State) -> None:
    """Say once that something is not saved, and why; settle a conflict with somebody else's save."""
    draft = state.open_draft
    state.say(*state.news_of_saving())
    if draft.conflict is not None and not draft.put_off:
        state.say(at_once(settle_conflict(SectionAsker(state), draft)).words)


LAST = "last"
"""Begins at the last question, as one comes back from the section after."""

ASKED_FIRST = "complete?"
"""In Review: completes after a question, whatever else is asked."""
STAYED = "stayed"
"""Begins where one was, because a command led nowhere: nothing is read once more."""


class SectionLines:
    """A section of the open draft. Subclasses ask in `run`; those that `walk` from question to question, in `ask`."""

    section: str = ""
    stays = False  # whether a command led nowhere, and one is at the question at which it was typed
    _at = ""  # the id of the question that is asked

    def __init__(self, state: State) -> None:
        self.topic = self.section
        self.state = state
        self.asker = SectionAsker(state)
        self.draft = state.open_draft

    @property
    def cut_off_texts(self) -> CutOffTexts:
        """The texts about this screening that were cut off."""
        return CutOffTexts(self.draft.casebook, self.draft.screening.ref)

    @property
    def title(self) -> str:
        """The section's title with its number: "4 Yellow"."""
        return section_title(self.section, self.draft.pathway)

    @property
    def state_words(self) -> str:
        """How far the section is, in words."""
        return next(each.state_words for each in sections_of(self.draft) if each.id == self.section)

    def heading(self, at: str) -> str:
        """The title on arriving at a place, with the owner of another's screening."""
        return sentence(self.title_at(at), with_capital(self.draft.owner_words))

    def title_at(self, at: str) -> str:
        """The section's title, wherever in it."""
        return self.title

    def run(self, at: str) -> None:
        """Ask everything from a place on. Raises CommandTyped for a command that leads elsewhere."""

    def ids(self) -> list[str]:
        """The ids of the questions that are asked now."""
        return []

    def ask(self, at: str) -> None:
        """Ask one question until it is answered, or left as it is."""

    def walk(self, at: str) -> None:
        """Ask from one question on to the last. `back` leads to the one before, `skip` to the next."""
        self._at = self.ids()[-1] if at == LAST else at or self.ids()[0]
        while True:
            ids = self.ids()
            number = ids.index(self._at) if self._at in ids else 0
            self._at = ids[number]
            self.draft.keep_place(f"{self.section}:{self._at}")
            try:
                self.ask(self._at)
            except CommandTyped as said:
                if said.wish.id == "back" and number:
                    self._at = ids[number - 1]
                    continue
                if said.wish.id != "skip":
                    raise
            ids = self.ids()
            following = ids.index(self._at) + 1 if self._at in ids else number + 1
            if following >= len(ids):
                return
            self._at = ids[following]

    # Where one is

    def here(self) -> Sequence[str]:
        """Say where one is within the section."""
        return ()

    def where(self) -> Sequence[str]:
        """Say the section and the place in it, the result, and whether all is saved."""
        draft = self.draft
        saved = (
            f"saved {say_time_or_day(draft.screening.updated, draft.clock())}"
            if draft.saved
            else f"NOT SAVED. {draft.trouble}"
        )
        return [
            " ".join([f"{self.title}.", *self.here()]),
            status_words(draft.answers, draft.pathway),
            sentence(f"{opened_words(draft)}, {saved}"),
        ]

    def found(self, words: str) -> SearchResult:
        """Look for the lines that hold all of the words."""
        return among(self.listing(everything=True), words)

    def was_read_whole(self) -> None:
        """Take note that all was read to its end, where a section needs that."""

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the section's content; of a section without any, all sections with their numbers and states."""
        return [
            sentence(f"{NUMBERS[each.id]}. {each.title}: {each.state_words}")
            for each in sections_of(self.draft)
        ]

    def findable(self) -> Sequence[tuple[str, str]]:
        """The lines that a search looks through, each with its place, if any."""
        return [(line, "") for line in self.listing(everything=True)]

    # Changing

    def change(self, wanted: Change, said: str = "") -> bool:
        """Change the answers and save. Says what was taken, what it comes to if that is new, and all trouble."""
        before = self.draft.answers
        result = change(self.draft, wanted)
        if not result.done:
            self.state.say(result.words)
            return False
        self.say_changed(before, said, result.words)
        return True

    def do(self, job: Coroutine[Any, Any, JobResult], *, says_back: Sequence[SafetyName] = ()) -> JobResult:
        """Do a job that changes the answers, and say what it comes to. If it changes nothing, the caller says why.

        What was changed before a command leads away is said too. `says_back`: which answers are said as recorded.
        """
        before = self.draft.answers
        try:
            result = at_once(job)
        except CommandTyped:
            if self.draft.answers != before:
                self.say_changed(before)
            raise
        if result.done:
            self.say_changed(before, *safety_echo(self.draft, before, says_back), result.words)
        return result

    def say_changed(self, before: Answers, *said: str) -> None:
        """Say what was taken, what is new by it, and all trouble.

        Danger that was said just now is not told of here: what to do follows at once, with all its numbers.
        """
        leave_ended(self.state)
        comes_to = comes_to_words(self.draft.answers, self.draft.pathway)
        news = comes_to if comes_to != comes_to_words(before, self.draft.pathway) else ""
        self.state.say(" ".join(filter(None, [*said, news])))
        if not newly_said(before, self.draft.answers):
            self.state.say(*raised(self.draft, before))
        say_trouble(self.state)


def opened_words(draft: Draft) -> str:
    """A draft's reference, its state, and its owner if it is not one's own."""
    screening = draft.screening
    return ", ".join(filter(None, (screening.ref, screening.state, draft.owner_words)))


def tier_words(draft: Draft) -> str:
    """The tier that is acted on, or that nothing is marked: so it is heard which screening was opened."""
    if draft.outcome.grade.is_nothing:
        return with_capital(acted_on_words(draft.answers, draft.pathway))
    return tier_title(draft.outcome.acting_on, draft.pathway)


def safety_echo(draft: Draft, before: Answers, names: Sequence[SafetyName] = SAFETY) -> list[str]:
    """The safety answers that are others than before, in words: "No, I have checked.", "Missing now: not answered".

    A short answer may have been meant otherwise.
    """
    now = draft.answers
    return [
        sentence(draft.shown(name) or f"{with_capital(QUESTIONS[name].open)}: not answered")
        for name in names
        if (getattr(now, name), draft.value(name)) != (getattr(before, name), value(before, name))
    ]
