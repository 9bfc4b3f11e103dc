"""From place to place: what the commands that lead elsewhere do, wherever they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ce_tui.commands.numbers import NO_SUCH_PLACE, NUMBERS, in_their_order
from ce_tui.core.pathway.answers.danger import DANGERS, DangerName
from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.leading import GoHome, GoTo
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import FOUND, LITERALLY, Wish, is_number
from ce_tui.lines.home.asides import Asides
from ce_tui.lines.home.asides import say as say_command
from ce_tui.lines.home.due import due
from ce_tui.lines.office.account import account
from ce_tui.lines.office.accounts import AccountsRoom
from ce_tui.lines.office.audit import AuditRoom
from ce_tui.lines.office.keeping import KeepingRoom
from ce_tui.lines.office.room import stay
from ce_tui.lines.screening import named
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.lines.screening.done import done, record
from ce_tui.lines.screening.ids import no_such_id
from ce_tui.lines.screening.known import known
from ce_tui.lines.screening.phone import phone
from ce_tui.lines.screening.result_lines import red_now, summary
from ce_tui.lines.screening.section import ASKED_FIRST, SectionLines
from ce_tui.session.asker import at_once
from ce_tui.session.jobs.danger import left_words, say_or_take_back
from ce_tui.session.jobs.taking_over import take_over
from ce_tui.session.sections import sections_of

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
        if named.is_number(where, draft):
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
        questions = named.found(where, draft) if draft is not None else []
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
