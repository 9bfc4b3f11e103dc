"""Page one: of whom it is asked at the hour at which it is written, and who was phoned about it so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Recorded, alike, done
from ce_tui.core.pathway.actions.stood import stands
from ce_tui.core.pathway.actions.telling_police import is_to_police, police_names, tells_police
from ce_tui.core.pathway.actions.when import is_day_alone as has_no_time
from ce_tui.core.pathway.actions.when import moment_of, say_at
from ce_tui.core.pathway.dates import LONDON, say_date
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.outcome.calling import to_phone
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact
from ce_tui.core.pathway.words import with_small
from ce_tui.core.referral.content.asked import ASKED_OF
from ce_tui.core.referral.content.shapes import Division, Para
from ce_tui.core.referral.content.wording import is_day_alone
from ce_tui.core.words.actions import CAME_WORDS, NOT_KNOWN_YET
from ce_tui.core.words.short import in_short

NO_CALL = "No call recorded."
NOT_RECORDED_HERE = "Whether anybody was phoned is not recorded here."
_LONGEST = 80  # characters of each thing that is said of a call: the whole stands under what was done
_POLICE_OPEN = "Police: not recorded."
_POLICE: dict[str, str] = {"police": "the police", "emergency": "the police or ambulance, on 999"}


def with_calls(
    asked: Division,
    outcome: Outcome,
    area: Locality,
    at: datetime,
    recorded: Sequence[Recorded] | None,
) -> Division:
    """What is asked, and with it who accepted it, else who answers at this hour; and the last call about it.

    `at` is aware. `recorded`: what was done about the screening; None: nobody here can know. Unchanged where nothing is
    asked of anybody. A fact for the receiver: whom to phone, and on which number, is for the referrer (`annex`).
    """
    of_whom, *others = asked.blocks
    if not isinstance(of_whom, Para):
        return asked
    door = of_whom.text.removeprefix(ASKED_OF).removesuffix(".")
    all_done = done(recorded or ())
    calls = [each.action for each in all_done if _is_call(each.action, outcome.contacts, area)]
    accepted = [each for each in calls if each.came_of_it == "accepted"]
    told = NOT_RECORDED_HERE if recorded is None else NO_CALL
    if calls:
        told = f"Phoned {_call_words((accepted or calls)[-1], at, named=not accepted)}."
    now = stands(outcome)
    if recorded is not None and (now.acting_on == "red" or now.is_reported):
        told = f"{told} {_police_words(all_done, outcome, area, at)}"
    whom = _whom(accepted[-1:], door, outcome, area, at)
    return replace(asked, blocks=(Para(f"{ASKED_OF}{whom}. {told}", "strong"), *others))


def _whom(accepted: Sequence[Action], door: str, outcome: Outcome, area: Locality, at: datetime) -> str:
    """Who accepted, else who answers, as far as that is known; and when the office opens, where that is closed.

    "the Emergency Duty Team (the Hub opens Wednesday 9am)". Of a day without a time no hour is claimed.
    """
    who, has_time = to_phone(outcome.contacts), not is_day_alone(at)
    office = next((each for each in (who.first, who.second) if each and each.role == "front-door"), None)
    asked = office
    if accepted:
        asked = _contact_of(accepted[-1], outcome.contacts, area)
    elif has_time and who.first is not None and who.first.open_now is not False:
        asked = who.first
    whom = door if asked is None or asked is office else _POLICE.get(asked.role, asked.called)
    if office is None or not has_time or office.open_now or (office is asked and office.open_now is None):
        return whom
    return f"{whom} ({_hours('' if office is asked else office.called, office, at)})"


def _hours(named: str, office: OutcomeContact, at: datetime) -> str:
    """When the office opens: "today" is the reader's day on paper."""
    if office.open_now is None:
        return f"whether {named} is open is not known"
    when = office.state.removeprefix("Closed until ").replace(" today", f" on {say_date(_day(at))}")
    return f"{named} opens {when}".strip() if when != office.state else f"{named} is closed".strip()


def _call_words(call: Action, at: datetime, *, named: bool) -> str:
    """ "23:52, Sam Duty, accepted, ref EDT-5512"; of one that nobody accepted, whom it was to."""
    said = (
        _when(call.at, at),
        call.to if named or not call.person else "",
        call.person,
        with_small(CAME_WORDS[call.came_of_it] if call.came_of_it else NOT_KNOWN_YET),
        f"ref {call.reference}" if call.reference else "",
    )
    return ", ".join(in_short(each, _LONGEST) for each in said if each)


def _police_words(recorded: Sequence[Recorded], outcome: Outcome, area: Locality, at: datetime) -> str:
    """When the police were told last, by any of the ways that count (`telling_police`)."""
    names = police_names(outcome.contacts, area.name)
    tried = [each for each in recorded if is_to_police(each.action, names)]
    told = [each for each in tried if tells_police(each.action, names)]
    if told:
        graver = not any(each.answers_to.covers(stands(outcome)) for each in told)
        return f"Police: told {_when(told[-1].action.at, at)}{', before it became more serious' * graver}."
    return f"Police: no answer {_when(tried[-1].action.at, at)}." if tried else _POLICE_OPEN


def _is_call(action: Action, contacts: Sequence[OutcomeContact], area: Locality) -> bool:
    """Whether it was a call to the area's services, 999 or 101: one to 999 is kept as the police told, where they
    answered.
    """
    contact = _contact_of(action, contacts, area)
    on_999 = action.kind == "police" and contact is not None and contact.role == "emergency"
    return on_999 or (action.kind == "phone" and contact is not None)


def _contact_of(action: Action, contacts: Sequence[OutcomeContact], area: Locality) -> OutcomeContact | None:
    """Whom an action was to, by name or by number; None: none of the area's services, nor 999 or 101."""
    to = alike(action.to)
    for each in contacts:
        names = [name for name in (each.name, each.called) if name]
        named = {alike(said) for name in names for said in (name, f"{area.name} {name}")}
        if to and (to in named or (each.phone and to == alike(each.phone))):
            return each
    return None


def _when(done_at: str, at: datetime) -> str:
    """When something was done: the time alone, where that was on the day of writing."""
    if has_no_time(done_at) or moment_of(done_at).date() != _day(at):
        return say_at(done_at)
    return f"{moment_of(done_at):%H:%M}"


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
