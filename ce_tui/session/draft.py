"""The open screening: changing it, saving it at once, and telling of others who have it open. Knows no screen.

Also what its last changes raised, until that could be read.

Every change is saved at once. Where it cannot be saved (another person saved first, the disk is full), it stays in
memory, `Draft.trouble` says so in words, and the next change or `flush` saves it with the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from math import inf

from msgspec.structs import replace

from ce_tui.core.clock import since_start, utc_now
from ce_tui.core.pathway.answers.screening import Answers, Screening, judged, unjudged
from ce_tui.core.pathway.dates import NotAccepted, local_now, say_time
from ce_tui.core.pathway.document.document import Pathway, in_sentence
from ce_tui.core.pathway.interview import questions, replies
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.comparison import Comparison, ScreenedAnswers
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import TierName
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import Clock
from ce_tui.core.vault.errors import Busy, Conflict, RightEnded, VaultError
from ce_tui.session.asker import JobResult
from ce_tui.session.before import PathwayOf, ScreeningBefore
from ce_tui.session.words.sharing import (
    CLOSED,
    FREE_AGAIN,
    MARKED,
    STORE_READ_ONLY,
    taken_words,
    trouble_of,
    view_only_words,
    words_not_saved,
)


class TypingKeeper:
    """Keeps what is typed beside a draft. `keep` raises VaultError; `error`: why that could not be done."""

    def __init__(self) -> None:
        self.keep: Callable[[], None] = lambda: None
        self.error: VaultError | None = None

    def keep_now(self) -> VaultError | None:
        """Keep what is typed. Why that could not be done; None: it is kept."""
        self.error = None
        try:
            self.keep()
        except VaultError as error:
            self.error = error
        return self.error


ENOUGH_TO_READ = 5.0
"""Seconds that news stands before another change or another section may take it away: on a slow line, and where keys
are typed ahead, it comes on the screen after them."""


class DraftNews:
    """The answers as they were last told of, and as they stood before the last change.

    So news stays while one moves on, and over more than one change of the same factor or field; and what was changed
    and not told of yet is told of wherever one is then. What went by too fast to be read stays beside what comes next.
    What it was opened with is no news. `clock` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = since_start) -> None:
        self._clock = clock
        self._known: Answers | None = None
        self._before: Answers | None = None
        self._section = self._changed = ""
        self._since = -inf
        self.said: dict[str, Sequence[str]] = {}  # the rows that were said last, by what they were said of

    def before(self, section: str, here: str, answers: Answers) -> Answers:
        """The answers before the last thing that was changed. `here`: the factor or field where one is now."""
        now = _told_of(answers)
        was_read = self._clock() - self._since >= ENOUGH_TO_READ
        if self._known is not None and now != self._known:
            if (section, here) != (self._section, self._changed) and was_read:
                self._before = self._known
            self._section, self._changed, self._since = section, here, self._clock()
        elif section != self._section:
            if was_read:
                self._before, self._since = now, -inf
            self._section, self._changed = section, ""
        self._known = now
        return self._before or now

    def tells_all(self, section: str, answers: Answers) -> None:
        """Take all that the answers raise as told, because a section says it by itself."""
        if section != self._section:
            self._known = self._before = _told_of(answers)
            self._since = -inf
            self._section, self._changed = section, ""

    def new_of(self, of: str, rows: Sequence[str]) -> list[str]:
        """The rows that were not said of something yet."""
        return [row for row in rows if row not in self.said.get(of, ())]


def _told_of(answers: Answers) -> Answers:
    """The answers without the tiers that were looked at: those raise nothing, and make nothing old."""
    return replace(answers, looked_at=())


_SOON = timedelta(seconds=2)
"""By then whatever was changed should be saved."""


class Draft:
    """The open screening: its answers, what they indicate, whether they are saved.

    `view_only`: why it is only shown here, because someone else has it open to change it or the store is read-only;
    empty where it may be changed. A completed one is only shown too (`editable`). `before`: the screening before.
    """

    def __init__(
        self,
        casebook: Casebook,
        pathway: Pathway,
        screening: Screening,
        clock: Clock = utc_now,
        view_only: str = "",
        pathway_of: PathwayOf | None = None,
    ) -> None:
        self.casebook = casebook
        self.pathway = pathway
        self.screening = screening
        self.clock = clock
        self.view_only = view_only
        self.trouble = ""
        self.conflict: Conflict | None = None  # someone else saved this screening since it was opened
        self.put_off = False  # what becomes of it was asked, and left for later
        self.told = DraftNews()
        self.area_asked = False  # where the child lives was asked just now: not again until Start was left
        self.filled_in = False  # one's own details, as it was begun: to be said where they stand
        self.notes_at: int | None = None  # where the cursor was in the notes
        self.beside = TypingKeeper()
        self._pathway_of = pathway_of or (lambda _: pathway)
        self.before = ScreeningBefore(casebook, screening.ref, self._pathway_of)
        self.place = casebook.preferences.get(self._place_key)  # where the practitioner was: "amber:A3"
        self._place_kept = self.place
        self.left_words = False  # what was typed last is kept beside it, because it was closed
        self._ended = ""
        self.stored = screening
        self._unsaved: datetime | None = None  # since when
        self._outcome: tuple[datetime, Outcome] | None = None  # as of which minute

    # What it says

    @property
    def answers(self) -> Answers:
        """The recorded answers, as they are judged now."""
        return judged(self.screening.answers, self.clock())

    @property
    def ended(self) -> str:
        """Why this account may not go on with it, as of the last act; empty: it may. Cheap."""
        self._ended = self._ended or self.casebook.screenings.ended(self.screening.ref)
        return self._ended

    @property
    def editable(self) -> bool:
        """Whether it may be changed here."""
        return self.screening.state != "completed" and not self.view_only and not self.ended

    @property
    def why_closed(self) -> str:
        """Why it may not be changed here; empty: it may."""
        return self.ended or self.view_only or ("" if self.editable else CLOSED)

    @property
    def saved(self) -> bool:
        """Whether all of it is in the store, and what is typed beside it."""
        return not self._unsaved and self.beside.error is None

    @property
    def saves_late(self) -> bool:
        """Whether something should be in the store by now and is not: it could not be saved, or that takes long."""
        failed = bool(self.trouble or self.beside.error)
        is_late = self._unsaved is not None and self.clock() - self._unsaved > _SOON
        return not self.saved and (failed or is_late)

    @property
    def owner_words(self) -> str:
        """ "by Lee Example", if the screening is another's; else empty."""
        owner = self.screening.owner
        return f"by {owner}" if owner != self.casebook.account.name else ""

    @property
    def outcome(self) -> Outcome:
        """What the answers indicate; whom to call is judged at this minute."""
        minute = self.clock().replace(second=0, microsecond=0)
        if self._outcome is None or self._outcome[0] != minute:
            self._outcome = minute, evaluate(self.answers, self.pathway, minute)
        return self._outcome[1]

    def question(self, question_id: str) -> Question:
        """A question, as it is asked now. Raises KeyError if it is not."""
        return questions.question(question_id, self.answers, self.pathway)

    def value(self, question_id: str) -> str:
        """What is recorded in answer to a question, in a form that a reply takes; empty: nothing."""
        return replies.value(self.answers, question_id)

    def questions(self, section: str) -> list[Question]:
        """The questions of a section, as they are asked now."""
        return questions.questions(section, self.answers, self.pathway)

    def replied(self, answers: Answers, question_id: str, typed: str | Sequence[str]) -> Answers:
        """Some answers with a reply in them, as of today. Raises `NotAccepted`, or KeyError if it is not asked."""
        return replies.answer(answers, self.pathway, question_id, typed, local_now(self.clock).date())

    def shown(self, question_id: str) -> str:
        """What is recorded in answer to a question, in its words. Raises KeyError if it is not asked now."""
        return replies.shown(self.answers, self.pathway, question_id)

    @property
    def comparison(self) -> Comparison | None:
        """The difference from the screening before of the same child; None: there is none."""
        return self.before.compared_with(ScreenedAnswers(self.answers, self.pathway))

    @property
    def saving_words(self) -> str:
        """Why the draft is not saved, or that the disk is nearly full; empty: neither."""
        return f"NOT SAVED: {self.trouble}" if self.trouble else self.casebook.room_words

    # Changing it

    def apply(
        self,
        change: Callable[[Answers], Answers],
        *,
        now: bool = True,
        unfinished: dict[str, str] | None = None,
    ) -> None:
        """Change the answers and save at once, or with `now` false at the next `flush`. Raises NotAccepted.

        `unfinished`: what is typed into fields that do not take it yet, where that is another, too.
        """
        before = self.screening
        screening = replace(
            before,
            answers=unjudged(change(self.answers)),
            unfinished=before.unfinished if unfinished is None else unfinished,
        )
        if screening == before and not self._unsaved:
            return
        if not self.editable:
            raise NotAccepted(self.why_closed)
        if screening != before:
            self.screening = screening
            self._unsaved = self._unsaved or self.clock()
            self._outcome = None
        if now:
            self.flush()

    def keep_unfinished(self, field: str, typed: str, *, now: bool = True) -> None:
        """Keep what was typed into a field that does not take it yet; empty: nothing to keep any more."""
        unfinished = {key: text for key, text in self.screening.unfinished.items() if key != field}
        if typed:
            unfinished[field] = typed
        self.apply(lambda answers: answers, now=now, unfinished=unfinished)

    @property
    def _place_key(self) -> str:
        return f"place.{self.screening.ref}"

    def keep_place(self, place: str) -> None:
        """Remember where the practitioner is: kept at the next `flush`, per account and beside the screening."""
        self.area_asked = self.area_asked and place.partition(":")[0] == "start"
        if self.screening.state != "completed":
            self.place = place

    def type_notes(self, text: str) -> None:
        """Take the notes as they are being typed: kept in memory until `flush`, within a second."""
        self.apply(lambda answers: replace(answers, notes=text), now=False)

    def flush(self, *, wait: bool = True) -> bool:
        """Save what is not saved yet: whether all is saved now. If it can't be, `trouble` says why.

        Without `wait` others who are saving hold this up for a moment alone, and are no trouble: try again soon.
        """
        saved = self._save(wait=wait)
        if (error := self.beside.keep_now()) is not None:
            self.trouble = self.trouble or trouble_of(error)
        elif not self._unsaved:
            self.trouble = ""
        return saved and error is None

    def _save(self, *, wait: bool) -> bool:
        if self._unsaved:
            try:
                moved = self.place != self._place_kept
                preference = (self._place_key, self.place) if moved else None
                self._taken(self.casebook.screenings.save(self.screening, wait=wait, preference=preference))
                self._place_kept = self.place
            except RightEnded:
                return self._leave_words()
            except VaultError as error:
                if isinstance(error, Busy) and not wait:
                    return False
                self.trouble = trouble_of(error)
                self.conflict = error if isinstance(error, Conflict) else None
                return False
        elif self.place != self._place_kept:
            with suppress(VaultError):  # a place is not worth a warning: the next flush tries again
                self.casebook.preferences.set(self._place_key, self.place, wait=wait)
                self._place_kept = self.place
        return True

    def _leave_words(self) -> bool:
        """Keep beside the screening what cannot be saved in it any more: whether that is kept now."""
        words = words_not_saved(self.stored, self.screening, self.pathway)
        try:
            if words:
                self.casebook.words_left.keep(self.screening.ref, words)
        except VaultError as error:
            self.trouble = trouble_of(error)
            return False
        self.left_words = self.left_words or bool(words)
        self._taken(self.screening)
        return True

    def leave_line(self, typed: str) -> None:
        """Keep a line that was being typed, too, if it has ended; a word alone is more likely a command."""
        if self._ended and " " in typed.strip():
            with suppress(VaultError):
                self.casebook.words_left.keep(self.screening.ref, typed.strip())
                self.left_words = True

    def ask_anew(self) -> bool:
        """Whether this account may still go on with it, as of now. If not, what was typed last is kept beside it."""
        with suppress(VaultError):
            self.screening = self.casebook.screenings.owned_as_now(self.screening)
        if self.ended:
            self.flush()
        return not self.ended

    def catch_up(self) -> bool:
        """From time to time: save what could not be saved, keep room back on the disk again. Whether it was tried."""
        if self.trouble and self.conflict is None and (self.editable or self.ended or self.beside.error):
            self.flush()
            return True
        return bool(self.casebook.room_words) and self.casebook.look_for_room()

    def complete(self) -> None:
        """Complete the screening. Raises CannotComplete with what is still needed, VaultError."""
        self.flush()
        self._taken(self.casebook.screenings.complete(self.screening))

    def reopen(self) -> None:
        """Make a completed screening the draft of its next revision. Raises VaultError."""
        self._taken(self.casebook.screenings.reopen(self.screening))

    def reload(self) -> None:
        """Take what the store has, and drop what is unsaved here: only after having asked. Raises VaultError."""
        self._taken(self.casebook.screenings.again(self.screening))
        self.view_only = self._why_held()

    def keep_both(self) -> str:
        """Keep what is here as a new draft, since someone else saved first. Its reference. Raises VaultError.

        What the other person saved stays as it is, under the old reference.
        """
        self._taken(self.casebook.screenings.keep_beside(self.screening))
        self.before = ScreeningBefore(self.casebook, self.screening.ref, self._pathway_of)
        self._place_kept = ""
        self.view_only = ""
        return self.screening.ref

    # Beside others

    def why_view_only(self) -> str:
        """Why it can only be shown as it is opened; empty: it may be changed. Raises VaultError."""
        if self.casebook.read_only:
            return STORE_READ_ONLY
        if self.casebook.keeping.is_marked(self.screening.ref):
            return MARKED
        return self._why_held()

    def _why_held(self, free: str = "") -> str:
        """Why it is only shown, if somebody else has it open; else `free`."""
        is_completed = self.screening.state == "completed"
        holder = None if is_completed else self.casebook.presence.holder(self.screening.ref)
        return view_only_words(holder, self.clock()) if holder is not None else free

    def look(self) -> str:
        """Look what others did: took the screening over, left, changed or passed it on. What to say of it.

        What is not saved here is never given up: it becomes a `conflict`. Nothing is said of what has `ended`: it is
        to be closed. Raises VaultError.
        """
        before = self.screening.owner
        if not self.ask_anew():
            return ""
        owner, passed_on = self.screening.owner, ""
        if owner != before:
            whose = "you" if owner == self.casebook.account.name else owner
            passed_on = f"This screening was passed on to {whose}."
        return f"{passed_on} {self._look_at_others()}".strip()

    def _look_at_others(self) -> str:
        if self.casebook.read_only:
            return ""
        if self.screening.state == "completed":
            return self._changed_by_others()
        if not self.view_only:
            holder = self.casebook.presence.holder(self.screening.ref)
            if holder is None or not self.flush():  # what is not saved: the screen asks what becomes of it
                return ""
            self._taken(self.casebook.screenings.again(self.screening))
            self.view_only = view_only_words(holder, self.clock())
            return taken_words(holder, self.clock())
        if self.casebook.keeping.is_marked(self.screening.ref):
            self.view_only = MARKED
            return ""
        before = self.view_only
        self.view_only = self._why_held(FREE_AGAIN)
        return self._changed_by_others() or (self.view_only if self.view_only != before else "")

    def _changed_by_others(self) -> str:
        newer = self.casebook.screenings.again(self.screening)
        if newer.version == self.screening.version:
            return ""
        self._taken(newer)
        self.view_only = self._why_held("" if newer.state == "completed" else FREE_AGAIN)
        return f"It was changed at {say_time(newer.updated)}. {self.why_closed}"

    def take_over(self) -> None:
        """Change it here from now on. Raises `Busy` where someone else is at work on it, VaultError."""
        self._taken(self.casebook.screenings.take_over(self.screening.ref))
        self.view_only = ""

    def _taken(self, screening: Screening) -> None:
        self.screening = self.stored = screening
        self._unsaved = None
        self.trouble = ""
        self.conflict = None
        self.put_off = False
        self._outcome = None


Change = Callable[[Answers], Answers]


def look_at(draft: Draft, tier: TierName) -> JobResult:
    """Record that a tier was looked at to its end. Done: it may be recorded, and was not yet."""
    if not draft.editable or tier in (draft.answers.looked_at or ()):
        return JobResult(False)
    return change(draft, lambda answers: replies.look_at(answers, tier))


def change(draft: Draft, wanted: Change) -> JobResult:
    """Make a change. Not done: the words say why. Done: they say that it takes a red result away, if it does."""
    before = draft.answers
    try:
        draft.apply(wanted)
    except NotAccepted as refused:
        return JobResult(False, refused.words)
    after, pathway = draft.answers, draft.pathway
    red, words = in_sentence("red", pathway), ""
    if replies.lowers_red(before, after, pathway):  # rule 3 of the design
        words = f"This takes the {red} result away."
    elif replies.keeps_red(before, after, pathway):
        words = f"The result stays {red}: {'harm was told' if after.harm_today else 'you decided so'}."
    return JobResult(True, words)
