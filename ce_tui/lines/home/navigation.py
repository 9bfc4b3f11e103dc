"""Commands that lead elsewhere, wherever they are typed; and what is due, a place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_tui.commands.table import NO_SUCH_PLACE, NUMBERS, sort_number
from ce_tui.core.pathway.actions.action import DANGER_FIRST
from ce_tui.core.pathway.actions.due import hour_of
from ce_tui.core.pathway.answers.danger import DANGERS, DangerName
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.casebook.actions import ToFollowUp
from ce_tui.core.words.actions import NOTHING_DUE, WHAT_IS_DUE, due_words
from ce_tui.core.words.plain import NAMES, hidden_words
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import CommandTyped, Prompt
from ce_tui.lines.dialogue.speech import (
    FOUND,
    LITERALLY,
    CommandLine,
    is_number,
    numbered,
    reference_of,
    sentence,
)
from ce_tui.lines.dialogue.state import GoHome, GoTo, State
from ce_tui.lines.home.returning_commands import ReturningCommands, command_words
from ce_tui.lines.office.accounts import AccountsRoom, account
from ce_tui.lines.office.keeping import AuditRoom, KeepingRoom, Room
from ce_tui.lines.screening import tier
from ce_tui.lines.screening.done import DONE, done, known, record
from ce_tui.lines.screening.phone import phone
from ce_tui.lines.screening.result_lines import danger_lines, summary
from ce_tui.lines.screening.section import ASKED_FIRST, SectionAsker, SectionLines
from ce_tui.lines.screening.tier import no_such_id
from ce_tui.session.asker import at_once
from ce_tui.session.home_list import DueLists, following
from ce_tui.session.jobs.answering import left_words, say_or_take_back
from ce_tui.session.jobs.completing import take_over
from ce_tui.session.words.known import led_by_tier
from ce_tui.session.words.sections import sections_of


def due(state: State) -> None:
    """Read what is due by today, then ask. Raises CommandTyped to go to the chosen screening by way of Home."""
    there = next((place for place in state.places if isinstance(place, DueRoom)), None)
    if there is not None:
        there.read(there.beginning())
        return
    room = DueRoom(state)
    if not room.is_loaded():
        return
    if not room.screenings:
        state.say(NOTHING_DUE)
        return
    with state.at(room):  # a list that is asked for at a pause is this one
        picked = asking.read_list(state, room.beginning())
    room.stay(picked)


class DueRoom(Room):
    """The list of what is due. Numbers that were heard open their screenings until it is heard again."""

    topic = "due"
    screenings: Sequence[ToFollowUp] = ()
    _following = DueLists()
    _numbered: Sequence[str] = ()
    _told_all = False

    def load(self) -> None:
        """Look what is due now. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._following = self._state.patiently(
            "Looking what is due.", lambda: following(casebook, casebook.index.all())
        )
        found = [*self._following.own, *self._following.hub]
        self.screenings = sorted(found, key=lambda each: not self._is_by_today(each))

    def asked(self) -> Prompt:
        """Ask for a number."""
        rest = 0 if self._told_all else len(self.screenings) - self._urgent
        more = f", more for the other {rest}" if rest else ""
        return Prompt(
            words=f"A number to open it{more}? [back]",
            hint=[
                "A number, or a reference: opens it where what was done is recorded. more: what is due later. "
                "list all: everything again. Enter goes back.",
            ],
            numbered=True,
        )

    def do(self, line: str) -> None:
        """Read the rest, or open a screening by way of Home. Raises CommandTyped."""
        if line.casefold() in ("more", "m"):
            rest = self._lines()[self._urgent :]
            self._told_all = True
            self.read(rest or ["That is all."])
        elif (ref := reference_of(line, self._numbered)) is None:
            self._state.say("Type a number from the list, more, or a reference.")
        else:
            self._state.open_from_home(ref, f"review:{DONE}")

    def read(self, lines: Sequence[str]) -> None:
        """Read lines of the list; what was heard can be opened from each pause. Raises CommandTyped."""
        if picked := asking.read_list(self._state, lines):
            self.do(picked)

    def _is_by_today(self, each: ToFollowUp) -> bool:
        today = hour_of(self._state.clock()).today
        return any(due.is_by(today) for due in each.due)

    @property
    def _urgent(self) -> int:
        """Of how many something is due by today: they stand first."""
        return sum(self._is_by_today(each) for each in self.screenings)

    # What is read

    def where(self) -> Sequence[str]:
        """Say how much is due."""
        nothing = "Nothing is overdue, and nothing is due today."
        return [by_today_words(self._following, self._state) or nothing]

    def beginning(self) -> list[str]:
        """Say how much is due by today, and what; and where it is heard if anybody is to be phoned now."""
        at_once = any(due.at_once for each in self.screenings for due in each.due)
        phone = f"{DANGER_FIRST} A number opens it, and says whom to phone." if at_once else ""
        return [*self.where(), *self._lines()[: self._urgent], *self._hidden(), phone]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List what is due by today; with all, the rest too."""
        lines = self._lines()
        return [*(lines if everything else lines[: self._urgent]), *self._hidden()] or [NOTHING_DUE]

    def _hidden(self) -> list[str]:
        shows = self._state.children == NAMES or self._state.draft is not None
        return [] if shows else [hidden_words("names")]

    def _lines(self) -> list[str]:
        """Each with its number, which opens it from now on."""
        self._numbered = [each.summary.ref for each in self.screenings]
        return numbered(map(self._line, self.screenings))

    def _line(self, each: ToFollowUp) -> str:
        state, now = self._state, self._state.clock()
        head = f"{each.summary.ref}, {led_by_tier(each.summary, state.pathways.naming, state.children)}"
        return sentence(head, *(due_words(due, now) for due in each.due))


def by_today_words(found: DueLists, state: State) -> str:
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
    """A place to go to. `to`: where in the open draft; None: it is a command, by its `id`."""

    id: str
    words: str
    names: tuple[str, ...] = ()
    to: GoTo | None = None

    @property
    def number(self) -> int | None:
        """The one that leads there, fixed for ever; None: none does."""
        return NUMBERS.get(self.id)

    @property
    def listed(self) -> str:
        """ "3. Start: …"; without a number its word stands there: "quit: …"."""
        return f"{self.number or self.names[0]}{'.' if self.number else ':'} {self.words}"


class Navigation:
    """Follows the commands that lead elsewhere."""

    def __init__(self, state: State, returning: ReturningCommands) -> None:
        self._state = state
        self._returning = returning
        returning.elsewhere |= {
            "account": lambda: account(state),
            "accounts": lambda: AccountsRoom(state).stay(),
            "audit": lambda: AuditRoom(state).stay(),
            "keeping": lambda: KeepingRoom(state).stay(),
            "immediate_risk": lambda: self._say_danger("immediate_risk"),
            "harm_today": lambda: self._say_danger("harm_today"),
            "phone": lambda: phone(state),
            "done": lambda: done(state),
            "action.record": lambda: record(state),
            "known": lambda: known(state),
            "follow_ups": lambda: due(state),
            # A screening that is only shown, because someone else had it open
            "take_over": lambda: state.say(at_once(take_over(SectionAsker(state), state.open_draft)).words),
        }

    def follow(self, wish: CommandLine) -> None:
        """Do a command that leads elsewhere. Raises GoTo, GoHome; else it led nowhere.

        `back`, `skip` and `next` are the business of whoever asks: here they lead nowhere.
        """
        if wish.id == "goto":
            self._go(wish.more)
        elif wish.id == FOUND:
            section, _, at = wish.more.partition(":")
            raise GoTo(section, at)
        elif wish.id == "home":
            raise GoHome
        elif wish.id in ("notes", "result", "review"):
            raise GoTo(wish.id)
        elif wish.id == "complete":
            raise GoTo("review", "complete")
        else:
            self._state.say("That leads nowhere from here.")

    # Go

    def _go(self, where: str) -> None:
        """Go to what is named; without a name list everything, and ask."""
        targets = self._targets()
        if not where:
            lines = [each.listed for each in targets]
            self._state.say(*lines)
            asked = Prompt(words="Go where? A number, a name, or an ID. [stay]", hint=lines)
            where = self._state.ask(asked).strip()
            if not where:
                return
        found = self._found(where, targets)
        if len(found) == 1:
            self._arrive(found[0])
        elif found:
            words = [each.words.rstrip(".") for each in found[:_AT_MOST]]
            more = f", or {len(found) - _AT_MOST} more" if len(found) > _AT_MOST else ""
            may_be = f"{where} may be {', or '.join(words)}{more}"
            self._state.say(f"{may_be}. Type go and its number, or more of its name.")
        else:
            self._state.say(self._none_is(where))

    def _none_is(self, where: str) -> str:
        """Why a name, or a number of a place or a question, leads nowhere."""
        draft = self._state.draft
        if is_number(where):
            return f"{NO_SUCH_PLACE.format(where)} go alone lists what there is."
        if draft is not None and tier.is_number(where, draft):
            return f"There is no question {where} now. list all: the questions where you are, with their numbers."
        not_one = no_such_id(where, draft.pathway) if draft is not None else ""
        return (
            not_one
            or f"There is no such place. go alone lists them all; {LITERALLY} before it makes it an answer."
        )

    def _arrive(self, target: _Target) -> None:
        if target.to is not None:
            raise target.to
        if target.id == "complete":
            raise GoTo("review", ASKED_FIRST)
        wish = CommandLine(target.id)
        if target.id == "lock":
            self._state.dialogue.lock()
        elif not self._returning.do(wish, Prompt(words="")):
            self.follow(wish)

    def _targets(self) -> list[_Target]:
        """The places by their numbers, as in the full screen's go-to menu; then those without one."""
        draft = self._state.draft
        sections = [
            _Target(each.id, f"{each.title}: {each.state_words}", (each.id, each.title), GoTo(each.id))
            for each in (sections_of(draft) if draft is not None else [])
        ]
        commands = [
            _Target(each.id, command_words(each), each.typed)
            for each in self._returning.offered()
            if each.id in _PLACES or each.needs_sign_in
        ]
        return sorted([*sections, *commands], key=lambda each: sort_number(each.id))

    def _found(self, where: str, targets: Sequence[_Target]) -> list[_Target]:
        """The targets that a name may mean: a factor by its ID, a place by its number or whole name; else all places
        that begin so, and the questions whose names have it in them.
        """
        draft = self._state.draft
        factor = where.upper()
        if draft is not None and factor in draft.pathway.factors:
            return [_Target(factor, factor, to=GoTo(draft.pathway.tier_of[factor], factor))]
        if is_number(where):
            return [each for each in targets if each.number == int(where[:6])]
        for each in targets:
            if where.casefold() in [name.casefold() for name in each.names]:
                return [each]
        begun = asking.possible_ids(where, [Choice(str(at), each.words) for at, each in enumerate(targets)])
        questions = tier.found(where, draft) if draft is not None else []
        return [
            *(targets[int(at)] for at in begun),
            *(_Target("", each.words, to=GoTo(each.section, each.at)) for each in questions),
        ]

    def _say_danger(self, name: DangerName) -> None:
        """Say danger: whom to phone, at once, then what to do. Or take it back: what it comes to.

        A No is said, and leads nowhere. A word that leads elsewhere leaves it as it was, which is said first.
        """
        section = SectionLines(self._state)
        draft = section.draft
        before = getattr(draft.answers, name)
        try:
            result = section.do(say_or_take_back(section.asker, draft, name), says_back=("family_involved",))
        except CommandTyped:
            if getattr(draft.answers, name) is before and draft.editable:
                self._state.say(left_words(draft, name))
            raise
        said = getattr(draft.answers, name)
        if not result.done:
            self._state.say(result.words)
        elif said is not False:
            asking.read_out(self._state, danger_lines(draft) if said else summary(draft))
