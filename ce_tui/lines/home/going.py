"""From place to place: what the commands that lead elsewhere do, wherever they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ce_tui.commands.vocabulary import NO_SUCH_PLACE, NUMBERS, in_their_order
from ce_tui.core.pathway.actions.action import DANGER_FIRST
from ce_tui.core.pathway.actions.due import hour_of
from ce_tui.core.pathway.answers.danger import DANGERS, DangerName
from ce_tui.core.vault.casebook.actions import ToFollowUp
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import NOTHING_DUE, WHAT_IS_DUE, due_words
from ce_tui.core.words.plain import NAMES, Choice, hidden_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import FOUND, LITERALLY, Wish, is_number, reference_of, sentence
from ce_tui.lines.dialogue.state import GoHome, GoTo, State
from ce_tui.lines.home.asides import Asides
from ce_tui.lines.home.asides import say as say_command
from ce_tui.lines.office.accounts import AccountsRoom, account
from ce_tui.lines.office.keeping import AuditRoom, KeepingRoom, stay
from ce_tui.lines.screening import tier
from ce_tui.lines.screening.done import DONE, done, known, record
from ce_tui.lines.screening.phone import phone
from ce_tui.lines.screening.result_lines import red_now, summary
from ce_tui.lines.screening.section import ASKED_FIRST, SectionAsker, SectionLines
from ce_tui.lines.screening.tier import no_such_id
from ce_tui.session.asker import at_once
from ce_tui.session.home_list import Following, following, leading, whose_words
from ce_tui.session.jobs.answering import left_words, say_or_take_back
from ce_tui.session.jobs.completing import take_over
from ce_tui.session.words.known import NOTHING_DUE_NOW, PASSED_ON
from ce_tui.session.words.sections import sections_of

_MORE = ("more", "m")


def due(state: State) -> None:
    """Read what is due by today, then ask. Raises Said, by way of Home, to the screening that was chosen."""
    there = next((place for place in state.places if isinstance(place, DueRoom)), None)
    if there is not None:
        there.read(there.beginning())
        return
    room = DueRoom(state)
    try:
        room.load()
    except VaultError as error:
        state.say(error.words)
        return
    if not room.screenings:
        state.say(NOTHING_DUE)
        return
    with state.at(room):  # a list that is asked for at a pause is this one
        picked = asking.read_list(state.dialogue, room.beginning())
    stay(state, room, picked)


class DueRoom:
    """The numbers that were heard open what they were said of, until the list is heard again."""

    topic = "due"

    def __init__(self, state: State) -> None:
        self._state = state
        self.screenings: list[ToFollowUp] = []
        self._following = Following()
        self._numbered: list[str] = []
        self._told_all = False

    def load(self) -> None:
        """Look what is due now. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._following = self._state.patiently(
            "Looking what is due.", lambda: following(casebook, casebook.index.all())
        )
        found = [*self._following.own, *self._following.hub]
        self.screenings = sorted(found, key=lambda each: not self._is_by_today(each))

    def asked(self) -> Asked:
        """A number."""
        rest = 0 if self._told_all else len(self.screenings) - self._urgent
        more = f", more for the other {rest}" if rest else ""
        return Asked(
            words=f"A number to open it{more}? [back]",
            hint=[
                "A number, or a reference: opens it where what was done is recorded. more: what is due later. "
                "list all: everything again. Enter goes back.",
            ],
            numbered=True,
        )

    def do(self, line: str) -> None:
        """The rest, or a screening by way of Home. Raises Said."""
        if line.casefold() in _MORE:
            rest = self._lines()[self._urgent :]
            self._told_all = True
            self.read(rest or ["That is all."])
            return
        ref = reference_of(line, self._numbered)
        if ref is None:
            self._state.say("Type a number from the list, more, or a reference.")
            return
        self._state.opens_next, self._state.opens_at = ref, f"review:{DONE}"
        raise Said(Wish("home"))

    def read(self, lines: Sequence[str]) -> None:
        """Read them; what was heard can be opened from each pause. Raises Said."""
        if picked := asking.read_list(self._state.dialogue, lines):
            self.do(picked)

    def _is_by_today(self, each: ToFollowUp) -> bool:
        today = hour_of(self._state.clock()).today
        return any(due.overdue or due.is_on(today) for due in each.due)

    @property
    def _urgent(self) -> int:
        """Of how many something is due by today: they stand first."""
        return sum(self._is_by_today(each) for each in self.screenings)

    # What is read

    def where(self) -> Sequence[str]:
        """How much is due."""
        return [by_today_words(self._following, self._state) or NOTHING_DUE_NOW]

    def beginning(self) -> list[str]:
        """How much is due by today, and what."""
        return [*self.where(), *self._lines()[: self._urgent], *self._hidden(), self._whom_to_phone()]

    def _whom_to_phone(self) -> str:
        """Where it is heard, if anybody is to be phoned now."""
        at_once = any(due.at_once for each in self.screenings for due in each.due)
        return f"{DANGER_FIRST} A number opens it, and says whom to phone." if at_once else ""

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What is due by today; with all, the rest too."""
        lines = self._lines()
        return [*(lines if everything else lines[: self._urgent]), *self._hidden()] or [NOTHING_DUE]

    def _hidden(self) -> list[str]:
        shows = self._state.children == NAMES or self._state.draft is not None
        return [] if shows else [hidden_words("names")]

    def _lines(self) -> list[str]:
        """Each with its number, which opens it from now on."""
        self._numbered = [each.summary.ref for each in self.screenings]
        return [f"{number}. {self._line(each)}" for number, each in enumerate(self.screenings, 1)]

    def _line(self, each: ToFollowUp) -> str:
        state, now = self._state, self._state.clock()
        parts = (
            each.summary.ref,
            leading(each.summary, state.pathways.naming),
            whose_words(each.summary, state.children, with_not_done=False),
        )
        said = ", ".join(
            part for part in (*parts, PASSED_ON if each.summary.followed.is_passed_on else "") if part
        )
        return sentence(said, *(due_words(due, now) for due in each.due))


def by_today_words(found: Following, state: State) -> str:
    """How much is overdue and due today, one's own and the hub's; empty: nothing is."""
    now = state.clock()
    own, hub = found.head(now), found.hub_head(now, state.pathways.naming)
    return sentence(f"{WHAT_IS_DUE}: {own}" if own else "", f"In the hub: {hub}" if hub else "")


_PLACES = (
    *DANGERS,
    "contacts",
    "guidance",
    "help",
    "complete",
    "phone",
    "done",
    "known",
    "action.record",
    "take_over",
    "screen",
    "quit",
)
"""Beside all that takes a sign-in."""
_AT_MOST = 5  # places that a name may mean, which are said


class _Target(NamedTuple):
    id: str
    words: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The id of the section or of the command."""
        return self.id.partition(":")[2]

    @property
    def number(self) -> int | None:
        """The one that leads there, fixed for ever; None: none does."""
        return NUMBERS.get(self.name)

    @property
    def listed(self) -> str:
        """ "3. Start: …"; without a number its word stands there: "quit: …"."""
        return f"{self.number}. {self.words}" if self.number else f"{self.names[0]}: {self.words}"


class Going:
    """See the module."""

    def __init__(self, state: State, asides: Asides) -> None:
        self._state = state
        self._asides = asides
        self._does: dict[str, Callable[[], None]] = {
            "home": self._home,
            "notes": self._notes,
            "result": self._result,
            "review": self._review,
            "complete": self._complete,
        }
        asides.elsewhere |= {
            "account": self._account,
            "accounts": self._accounts,
            "audit": self._log,
            "keeping": self._keeping,
            "immediate_risk": lambda: self._say_danger("immediate_risk"),
            "harm_today": lambda: self._say_danger("harm_today"),
            "phone": self._phone,
            "done": lambda: done(self._state),
            "action.record": lambda: record(self._state),
            "known": lambda: known(self._state),
            "follow_ups": lambda: due(self._state),
            "take_over": self._take_over,
        }

    def follow(self, wish: Wish) -> None:
        """Do what leads elsewhere. Raises GoTo, GoHome; comes back where it led nowhere else.

        `back`, `skip` and `next` are the business of whoever asks: here they lead nowhere.
        """
        if wish.id == "goto":
            self._go(wish.more)
        elif wish.id == FOUND:
            section, _, at = wish.more.partition(":")
            raise GoTo(section, at)
        elif wish.id in self._does:
            self._does[wish.id]()
        else:
            self._state.say("That leads nowhere from here.")

    # Go

    def _go(self, where: str) -> None:
        """To what is named; without a name everything is listed, and asked."""
        targets = self._targets()
        if not where:
            lines = [each.listed for each in targets]
            self._state.say(*lines)
            asked = Asked(words="Go where? A number, a name, or an ID. [stay]", hint=lines)
            where = self._state.dialogue.ask(asked).strip()
            if not where:
                return
        found = self._found(where, targets)
        if len(found) == 1:
            self._arrive(found[0].id)
        elif found:
            self._state.say(_any_of(where, found))
        elif is_number(where):
            self._state.say(f"{NO_SUCH_PLACE.format(where)} go alone lists what there is.")
        else:
            self._state.say(
                self._none_is(where)
                or f"There is no such place. go alone lists them all; {LITERALLY} before it makes it an answer."
            )

    def _none_is(self, where: str) -> str:
        """Why a number of a question, or what looks like an ID, leads nowhere; empty: it is neither."""
        draft = self._state.draft
        if draft is None:
            return ""
        if tier.is_number(where, draft):
            return f"There is no question {where} now. list all: the questions where you are, with their numbers."
        return no_such_id(where, draft.pathway)

    def _arrive(self, id: str) -> None:
        kind, _, what = id.partition(":")
        if kind == "section":
            raise GoTo(what)
        if kind == "question":
            section, _, at = what.partition(":")
            raise GoTo(section, at)
        if kind == "factor":
            draft = self._state.draft
            assert draft is not None
            raise GoTo(draft.pathway.tier_of[what], what)
        wish = Wish(what)
        if what == "complete":
            raise GoTo("review", ASKED_FIRST)
        if what == "lock":
            self._state.dialogue.lock()
        elif not self._asides.do(wish, Asked(words="")):
            self.follow(wish)

    def _targets(self) -> list[_Target]:
        """What has a number by its number, as the full screen's go-to menu has them; then the rest."""
        draft = self._state.draft
        sections = sections_of(draft) if draft is not None else []
        targets = [
            *(
                _Target(f"section:{each.id}", f"{each.title}: {each.state_words}", (each.id, each.title))
                for each in sections
            ),
            *(
                _Target(f"command:{each.id}", say_command(each), each.typed)
                for each in self._asides.offered()
                if each.id in _PLACES or each.needs_sign_in
            ),
        ]
        return sorted(targets, key=lambda each: in_their_order(each.name))

    def _found(self, where: str, targets: Sequence[_Target]) -> list[_Target]:
        """What is meant: an ID, a place by its number or its whole name; else all that begin so, and the questions
        whose names have it in them.
        """
        draft = self._state.draft
        if draft is not None and where.upper() in draft.pathway.factors:
            return [_Target(f"factor:{where.upper()}", where.upper(), ())]
        wanted = where.casefold()
        if is_number(where):
            return [each for each in targets if each.number == int(where[:6])]
        for each in targets:
            if wanted in [name.casefold() for name in each.names]:
                return [each]
        choices = [Choice(each.id, each.words) for each in targets]
        begun = asking.all_picked(where, choices)
        questions = tier.found(where, draft) if draft is not None else []
        return [
            *(each for each in targets if each.id in begun),
            *(_Target(f"question:{each.section}:{each.at}", each.words, ()) for each in questions),
        ]

    # What is done

    def _home(self) -> None:
        raise GoHome

    def _notes(self) -> None:
        raise GoTo("notes")

    def _result(self) -> None:
        raise GoTo("result")

    def _review(self) -> None:
        raise GoTo("review")

    def _complete(self) -> None:
        raise GoTo("review", "complete")

    def _phone(self) -> None:
        phone(self._state)

    def _take_over(self) -> None:
        """Change a screening here that is only shown, because someone else had it open."""
        draft = self._state.draft
        if draft is not None:
            self._state.say(at_once(take_over(SectionAsker(self._state), draft)).words)

    def _account(self) -> None:
        account(self._state)

    def _accounts(self) -> None:
        stay(self._state, AccountsRoom(self._state))

    def _log(self) -> None:
        stay(self._state, AuditRoom(self._state))

    def _keeping(self) -> None:
        stay(self._state, KeepingRoom(self._state))

    def _say_danger(self, name: DangerName) -> None:
        """Danger is said: whom to phone, at once, then what to do. Or it is taken back: what it comes to.

        A No is said, and leads nowhere. A word that leads elsewhere leaves it as it was, which is said first.
        """
        if self._state.draft is None:
            return
        section = SectionLines(self._state)
        before = getattr(section.draft.answers, name)
        try:
            result = section.do(
                say_or_take_back(section.asker, section.draft, name), says_back=("family_involved",)
            )
        except Said:
            if getattr(section.draft.answers, name) is before and section.draft.editable:
                self._state.say(left_words(section.draft, name))
            raise
        said = getattr(section.draft.answers, name)
        if result.done and said is not False:
            asking.read_out(self._state.dialogue, red_now(section.draft) if said else summary(section.draft))
        elif not result.done:
            self._state.say(result.words)


def _any_of(where: str, found: Sequence[_Target]) -> str:
    """Which ones it may be: "email may be 9.5 Your email, or 9.10 Child's email."."""
    words = [each.words.rstrip(".") for each in found[:_AT_MOST]]
    more = f", or {len(found) - _AT_MOST} more" if len(found) > _AT_MOST else ""
    return f"{where} may be {', or '.join(words)}{more}. Type go and its number, or more of its name."
