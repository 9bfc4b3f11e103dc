"""What the eight sections share: changing the draft, saying what it comes to, saving and its troubles."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any, ClassVar

from ce_tui.commands.vocabulary import NUMBERS
from ce_tui.core.pathway.answers.danger import QUESTIONS, SAFETY, SafetyName, newly_said
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_time_or_day
from ce_tui.core.pathway.document.document import tier_title
from ce_tui.core.pathway.interview.replies import shown, value
from ce_tui.core.pathway.outcome.status_words import acted_on_words, comes_to_words, status_words
from ce_tui.core.pathway.words import with_capital
from ce_tui.core.words.plain import STATE_WORDS, Choice
from ce_tui.lines.dialogue import speech
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import Leave, Said
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State, leave_ended
from ce_tui.session.asker import JobResult, Line, at_once
from ce_tui.session.cut_off import CutOff, cut_off_words, gone_on_with
from ce_tui.session.draft import Change, Draft, change
from ce_tui.session.jobs.completing import settle_conflict
from ce_tui.session.words.sections import raised, sections_of
from ce_tui.session.words.sharing import section_title

TO_KEEPING = "Type keeping to go there."
"""The way to Keeping, for jobs that say it."""


class SectionAsker(LineAsker):
    """`back` and `skip` leave a question as Esc does in the full screen: no, nothing, cancelled.

    So a job says itself what did not happen, and what it did before is not lost to sight; `left` says which of both it
    was. A command that leads elsewhere raises Said, through the job.
    """

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; left, it is no."""
        self.left = ""
        try:
            return await super().confirm(question, yes, no, hint=hint)
        except Said as said:
            self._leave(said)
            return False

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; left, nothing is chosen."""
        self.left = ""
        try:
            return await super().choose(question, choices, safe=safe)
        except Said as said:
            self._leave(said)
            return ""

    async def text(self, question: str, line: Line) -> str | None:
        """A text; left, it is cancelled. One that is cut off by a hang-up is kept as far as it came, and offered when
        the same is asked again.
        """
        self.left = ""
        cut_off = "" if line.keep or line.secret or line.start else self._cut_off(line).of(_asked(line))
        if cut_off:
            self._state.say(cut_off_words(cut_off))
            line = line._replace(start=cut_off)
        try:
            reply = await super().text(question, line)
        except Said as said:
            self._leave(said)
            return None
        except Leave:
            self._keep(
                line, gone_on_with(cut_off, speech.answer(self._state.dialogue.console.take_begun()).strip())
            )
            raise
        if cut_off and reply is not None:
            self._cut_off(line).drop(_asked(line))
            reply = gone_on_with(cut_off, reply)[: line.longest]
        return reply

    def _cut_off(self, line: Line) -> CutOff:
        """What was cut off about the open screening; where none is open, about the one that is to be."""
        draft = self._state.draft
        return CutOff(
            self._state.signed_in.casebook, draft.screening.ref if draft is not None else line.about
        )

    def _keep(self, line: Line, begun: str) -> None:
        """Keep what was typed; nothing typed takes nothing back that was kept before."""
        if begun and line.keep is not None:
            line.keep(begun, True)
        elif begun and not line.secret and self._state.session is not None:
            self._cut_off(line).keep(_asked(line), begun)

    def _leave(self, said: Said) -> None:
        """Remember how. Raises Said again where it leads elsewhere."""
        if not said.goes_back:
            raise said
        self.left = "back" if said.wish.id == "back" else "skip"


def _asked(line: Line) -> str:
    """What is asked: the same only where it is about the same."""
    return f"{line.label} {line.about}".strip()


def say_trouble(state: State, draft: Draft) -> None:
    """Say once that something is not saved, and why; settle what somebody else saved meanwhile."""
    state.say(*state.news_of_saving())
    if draft.conflict is not None and not draft.put_off:
        state.say(at_once(settle_conflict(SectionAsker(state), draft)).words)


LAST = "last"
"""Where `run` begins when one comes back from the section after: the last question."""

ASKED_FIRST = "complete?"
"""In Review: completes after a question, whatever else is asked."""
STAYED = "stayed"
"""Where `run` begins when a command led nowhere, and one is where one was: nothing is read once more."""


class SectionLines:
    """A section of the open draft. Subclasses ask in `run`."""

    section: str = ""
    own_topic: ClassVar[str] = ""
    stays = False  # whether a command led nowhere, and one is at the question at which it was typed

    def __init__(self, state: State) -> None:
        self.state = state
        self.asker = SectionAsker(state)
        draft = state.signed_in.draft
        assert draft is not None
        self.draft: Draft = draft

    @property
    def topic(self) -> str:
        """What help is about."""
        return self.own_topic or self.section

    @property
    def title(self) -> str:
        """ "4 Yellow"."""
        return section_title(self.section, lambda: self.draft.pathway)

    def heading(self, at: str) -> str:
        """What is said on arriving at a place: its title, and whose the screening is where it is not one's own."""
        return sentence(self.title_at(at), with_capital(self.draft.owner_words))

    def title_at(self, at: str) -> str:
        """The section's, wherever in it."""
        return self.title

    def run(self, at: str) -> None:
        """Ask everything from a place on. Ends when it is done; raises Said for what leads elsewhere."""

    # Where one is

    def here(self) -> Sequence[str]:
        """Where one is within the section, in sentences."""
        return ()

    def where(self) -> Sequence[str]:
        """The section, the place in it, what it comes to, how it is kept."""
        draft = self.draft
        screening = draft.screening
        at = say_time_or_day(screening.updated, draft.clock())
        saved = f"saved {at}" if draft.saved else f"NOT SAVED. {draft.trouble}"
        return [
            " ".join([f"{self.title}.", *self.here()]),
            status_words(draft.answers, draft.pathway),
            sentence(f"{opened_words(draft)}, {saved}"),
        ]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """All sections with their states, where a section has nothing of its own."""
        return section_lines(self.draft)

    def findable(self) -> Sequence[tuple[str, str]]:
        """What words are looked for in, each line with the place in the section that it leads to; empty: none."""
        return [(line, "") for line in self.listing(everything=True)]

    # Changing

    def change(self, wanted: Change, said: str = "") -> bool:
        """Change the answers and save. Says what was taken, what it comes to where that is new, and all trouble."""
        before = self.draft.answers
        result = change(self.draft, wanted)
        if not result.done:
            self.state.say(result.words)
            return False
        self.say_changed(before, said, result.words)
        return True

    def do(self, job: Coroutine[Any, Any, JobResult], *, says_back: Sequence[SafetyName] = ()) -> JobResult:
        """Do a job that changes the answers, and say what it comes to; why one changes nothing is the caller's to say.

        What was changed before a command leads away is said too. `says_back`: which answers are said as recorded.
        """
        before = self.draft.answers
        try:
            result = at_once(job)
        except Said:
            if self.draft.answers != before:
                self.say_changed(before)
            raise
        if result.done:
            self.say_changed(before, *said_back(self.draft, before, says_back), result.words)
        return result

    def say_changed(self, before: Answers, *said: str) -> None:
        """Say what was taken, what it comes to where that is new, what that raises, and all trouble.

        Danger that was said just now is not told of here: what to do follows at once, with all its numbers.
        """
        leave_ended(self.state)
        comes_to = _so_far(self.draft.answers, self.draft)
        news = comes_to if comes_to != _so_far(before, self.draft) else ""
        self.state.say(" ".join(filter(None, [*said, news])))
        if not newly_said(before, self.draft.answers):
            self.state.say(*raised(self.draft, before))
        say_trouble(self.state, self.draft)


def section_lines(draft: Draft) -> list[str]:
    """Every section with its number and its state."""
    return [sentence(f"{NUMBERS[each.id]}. {each.title}: {each.state_words}") for each in sections_of(draft)]


def opened_words(draft: Draft) -> str:
    """Its reference, its state, and whose it is where it is not one's own."""
    screening = draft.screening
    parts = (screening.ref, STATE_WORDS[screening.state], draft.owner_words)
    return ", ".join(part for part in parts if part)


def tier_words(draft: Draft) -> str:
    """The tier that is acted on, so that it is heard which screening was opened; or that nothing is marked."""
    if draft.outcome.grade.is_nothing:
        return with_capital(acted_on_words(draft.answers, draft.pathway))
    return tier_title(draft.outcome.acting_on, draft.pathway)


def _so_far(answers: Answers, draft: Draft) -> str:
    """ "So far: vulnerabilities raised." without the tiers that were left out."""
    return comes_to_words(answers, draft.pathway)


def said_back(draft: Draft, before: Answers, names: Sequence[SafetyName] = SAFETY) -> list[str]:
    """Each question with three answers that is answered otherwise than before, as it is now: "No, I have checked.",
    "Missing now: not answered". A short answer may have been meant otherwise.
    """
    now = draft.answers
    changed = [
        name
        for name in names
        if (getattr(now, name), value(now, name)) != (getattr(before, name), value(before, name))
    ]
    return [
        sentence(shown(now, draft.pathway, name) or f"{with_capital(QUESTIONS[name].open)}: not answered")
        for name in changed
    ]
