"""The people of a referral: the child, the referrer, what is asked of whom, and consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Recorded, compared_name, done, stands
from ce_tui.core.pathway.actions.follow_up_summary import is_to_police, police_names, tells_police
from ce_tui.core.pathway.actions.rules import is_day_alone as has_no_time
from ce_tui.core.pathway.actions.rules import moment_of, say_at
from ce_tui.core.pathway.answers.danger import QUESTIONS, WITH_CONSENT, is_open, not_checked
from ce_tui.core.pathway.answers.screening import Answers, ContactFamily, Grown, Practitioner, grown
from ce_tui.core.pathway.dates import LONDON, say_date, say_iso
from ce_tui.core.pathway.document.document import Pathway, by_referrer
from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality
from ce_tui.core.pathway.outcome.asks import asks, asks_somebody, situation
from ce_tui.core.pathway.outcome.indication import Cause, before_words, cause, denied_words, family
from ce_tui.core.pathway.outcome.outcome import Contacts, Outcome, OutcomeContact, area_of
from ce_tui.core.pathway.outcome.whom_to_phone import PhoneList, phone_list, to_phone
from ce_tui.core.pathway.words import CONTACT_FAMILY, consent_status, joined, with_capital, with_small
from ce_tui.core.referral.content.follow_up import consent_note
from ce_tui.core.referral.content.shapes import (
    NOT_GIVEN,
    Block,
    Bullets,
    Division,
    ListItem,
    Para,
    Rows,
    Table,
    field,
    is_day_alone,
    yes_or_no,
)
from ce_tui.core.words.actions import NOT_KNOWN_YET, action_result
from ce_tui.core.words.plain import in_short

_INVOLVED = (
    "Someone in the family may be involved: please advise before anyone in the family is asked or told. The exception "
    "to consent may apply: asking them may place the child at further risk."
)
_TOLD_AND_INVOLVED = (
    "The family was told already. Someone in the family may be involved: please advise before anyone contacts them "
    "again."
)
_WHY: dict[Cause, str] = {"refused": "Consent was refused.", "not sought": "Consent was not sought."}
_CONTACT: dict[ContactFamily, str] = {
    "": "Not answered.",
    "yes": "Yes.",
    "no": "No.",
    "not known": "Not known.",
}


def contact_words(answers: Answers, pathway: Pathway) -> str:
    """The answer to whether it is safe to contact the family. A Yes lifts no caution, and says so beside one."""
    words = _CONTACT[answers.contact_family]
    doubtful = answers.contact_family == "yes" and cause(answers, pathway)
    return f"{words} Please advise first all the same." if doubtful else words


def family_warning(answers: Answers, pathway: Pathway) -> str:
    """Why the receiver is to advise before the family hears of it; empty: no cause."""
    why, told = cause(answers, pathway), answers.consent.family_told
    if not why:
        return ""
    if why == "involved":
        involved = f"may be involved{before_words(answers, pathway)}"
        return (_TOLD_AND_INVOLVED if told else _INVOLVED).replace("may be involved", involved, 1)
    please = "Please advise before the family is told."
    if told:
        please = "The family was told already: please advise before anyone contacts them again."
    return " ".join(filter(None, (_who_is_involved(answers, pathway), _WHY.get(why), please)))


def _who_is_involved(answers: Answers, pathway: Pathway) -> str:
    """What was answered: a No as the practitioner's, or as only given; else that nobody answered, or was asked."""
    if given := not_checked(answers, WITH_CONSENT):
        return given
    if not is_open(answers, "family_involved"):
        return " ".join(filter(None, (QUESTIONS["family_involved"].printed_no, denied_words(answers))))
    if answers.family_not_known:
        return "The practitioner does not know whether someone in the family may be involved."
    lacks = "answered" if family(answers, pathway) == "unanswered" else "asked"
    return f"Whether someone in the family may be involved was not {lacks}."


ASKED_OF = "Asked of: "
_BY_REFERRER, _NOT_RECORDED = "The referrer's task", " (not recorded if done)"
_BY_REFERRER_DONE = "The referrer's task (whether it was done stands under “What was done”)"
_FORM_DONE = "From the referrer, not replaced by this, and whether it was sent stands under “What was done”"


def asked_section(
    outcome: Outcome,
    pathway: Pathway,
    answers: Answers,
    *,
    something_done: bool = False,
    police_beside: bool = False,
) -> Division:
    """What the receiver is asked to do, in the app's own words, and apart from it what the referrer does.

    For the alerts first, then what the edition's tier asks. `something_done`: what the referrer did stands further
    down, and it is said where. `police_beside`: whether the police were told stands right above, and is not said here.
    """
    of = situation(answers, outcome, pathway)
    of = of._replace(placed_by=field(of.placed_by) if of.placed_by else "")
    said = tuple(ListItem(words) for ask in asks(of) for words in ask.printed(of))
    blocks: list[Block] = [Bullets(said)]
    if asks_somebody(of):
        area = area_of(outcome, pathway)
        door = field(area.service or f"children's services in {area.name}")
        if area.id == ELSEWHERE and not answers.council.strip():
            door += "; which council that is was not recorded"
        blocks.insert(0, Para(f"{ASKED_OF}{door}.", "strong"))
    # the police are told by the referrer that a child is missing, whoever else is asked
    on = phone_list(outcome).police_words
    reports = [alert.kind.phone_now.report for alert in outcome.alerts if alert.kind.phone_now]
    tasks = [f"{report.task}, on {on}." for report in reports if report]
    if own := " ".join(filter(None, (*tasks, by_referrer(outcome.acting_on, pathway)))):
        lead = _BY_REFERRER if police_beside else f"{_BY_REFERRER}{_NOT_RECORDED}"
        blocks.append(Para(f"{_BY_REFERRER_DONE if something_done else lead}: {own}"))
    if outcome.forms_due:
        due = ((each.name, each.url) for each in outcome.forms_due)
        forms = "; ".join(f"{name} ({url})" if url else name for name, url in due)
        lead = _FORM_DONE if something_done else "Still to come from the referrer, and not replaced by this"
        blocks.append(Para(f"{lead}: {forms}."))
    if something_done and not own and not outcome.forms_due:
        blocks.append(Para("What the referrer did so far stands under “What was done”."))
    return Division("What is asked", tuple(blocks), panel="asked")


_GROWN: dict[Grown, str] = {
    "": "",
    "nearly": "; nearly 18: Adult Social Care may be told too",
    "adult": "; 18 or over: adult services are to be told too",
}
_REASON = 160  # characters of the reason on the first page; all of it stands with the consent


def people_section(answers: Answers, pathway: Pathway) -> Division:
    """How to reach the child and the referrer. What was left blank says so.

    Who they are, the child's age and address stand on the first page, and are not said again.
    """
    child, me, labels = answers.child, answers.practitioner, pathway.details.labels

    def label(name: str) -> str:
        """What the document calls a field that both have; the child's word first where it has two."""
        both = (labels[f"{who}.{name}"].strip().removesuffix(":") for who in ("child", "practitioner"))
        return " / ".join(dict.fromkeys(both))

    rows = (
        ("Name", field(child.name), field(me.name)),
        (label("phone"), field(child.phone), field(me.phone)),
        (label("other"), field(child.other), field(me.other)),
        (label("email"), field(child.email), field(me.email)),
    )
    head = ("Detail", "The child or young person", "Who makes this referral")
    return Division("Details", (Table("How to reach them", head, rows, (17, 38, 45)),), panel="details")


def at_a_glance(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """Whom it is about, who phones back whom, and what the family may be told: enough for the first call."""
    child, consent, locality = answers.child, answers.consent, pathway.locality(answers.locality)
    # who may be involved, what is asked before contact, and if that is safe
    on_family = family_warning(answers, pathway) or _who_is_involved(answers, pathway)
    lives, address = f"In {locality.name}", field(child.address)
    if locality.id == ELSEWHERE:
        council = field(answers.council) if answers.council.strip() else "which council is not recorded"
        lives = f"In another council's area ({council})"
    # Of consent what was said, why, and who was told: whether one may phone the family stands or falls with it.
    agreed = [consent_status(consent.status, consent.reason)]
    if reason := consent.reason.strip():
        agreed.append(f"reason: {in_short(reason.rstrip('.'), _REASON)}")
    agreed += [f"child told: {_told(consent.child_told)}", f"family told: {_told(consent.family_told)}"]
    rows = (
        ("Referred by", _referrer(answers.practitioner)),
        ("The child", f"{field(child.name)}; born: {_born(answers, outcome)}"),
        ("Lives", f"{lives}; address: {address.lower() if address == NOT_GIVEN else address}"),
        ("Consent", "; ".join(agreed)),
        ("The family", f"{on_family} {CONTACT_FAMILY} {contact_words(answers, pathway)}"),
    )
    return Division("Who", (Rows("At a glance", rows),), panel="who")


def _referrer(me: Practitioner) -> str:
    """Who refers and their phone; what of it was not given is named. Then what else they can be reached by.

    Beside a phone the e-mail stands with the details alone.
    """
    parts = {"name": me.name.strip(), "organisation": me.organisation.strip(), "phone": me.phone.strip()}
    given = [
        f"phone {field(value)}" if name == "phone" else field(value) for name, value in parts.items() if value
    ]
    missing = joined([name for name, value in parts.items() if not value])
    said = (
        ", ".join(given),
        f"{missing} {NOT_GIVEN.lower()}" if missing else "",
        f"other: {field(me.other)}" if me.other.strip() else "",
        f"e-mail: {field(me.email)}" if me.email.strip() and not parts["phone"] else "",
    )
    return with_capital("; ".join(filter(None, said)))


def _told(answer: bool | None) -> str:
    return yes_or_no(answer).lower()


def consent_section(answers: Answers, pathway: Pathway) -> Division:
    """What is recorded of consent; never a reason to hold a referral back."""
    consent, warning = answers.consent, family_warning(answers, pathway)
    blocks: list[Block] = [Para(warning, "warning")] if warning else []
    rows = [("Consent", consent_status(consent.status, consent.reason))]
    if consent.reason.strip():
        rows.append(("Reason", field(consent.reason)))
    elif consent.status in ("refused", "not sought"):
        rows.append(("Reason", NOT_GIVEN))
    told = f"The child: {_told(consent.child_told)}; the family: {_told(consent.family_told)}"
    rows += [("Told of this", told), ("Safe to contact the family", contact_words(answers, pathway))]
    blocks.append(Rows("What is recorded", tuple(rows)))
    blocks += consent_note(pathway.locality(answers.locality))
    return Division("Consent", tuple(blocks), panel="consent")


def _born(answers: Answers, outcome: Outcome) -> str:
    """The birth date and the age, and that adult services are to know; without one, what was answered instead."""
    born = answers.child.date_of_birth
    if not born:
        return f"{NOT_GIVEN.lower()}{'; under 13, as the practitioner says' if answers.under_13 else ''}"
    if outcome.age is None:
        return say_iso(born)
    when = f" on {say_iso(answers.screened_on)}" if answers.screened_on else ""
    return f"{say_iso(born)} (aged {outcome.age}{when}){_GROWN[grown(outcome.age)]}"


NO_CALL = "No call recorded."
NOT_RECORDED_HERE = "Whether anybody was phoned is not recorded here."
_LONGEST = 80  # characters of each thing that is said of a call: the whole stands under what was done
_POLICE: dict[str, str] = {"police": "the police", "emergency": "the police or ambulance, on 999"}


def with_calls(
    asked: Division,
    outcome: Outcome,
    area: Locality,
    at: datetime,
    recorded: Sequence[Recorded] | None,
) -> Division:
    """The section on what is asked, with who accepted it, else who answers now; and the last call about it.

    `at` is aware. `recorded`: what was done about the screening; None: nobody here can know. Unchanged where nothing is
    asked of anybody. A fact for the receiver: whom to phone, and on which number, is for the referrer (`annex`).
    """
    of_whom, *others = asked.blocks
    if not isinstance(of_whom, Para):
        return asked
    all_done = done(recorded or ())
    known = _by_name(outcome.contacts, area)
    calls = [each.action for each in all_done if _is_call(each.action, known)]
    accepted = [each for each in calls if each.end.accepts]
    told = NOT_RECORDED_HERE if recorded is None else NO_CALL
    if calls:
        told = f"Phoned {_call_words((accepted or calls)[-1], at, named=not accepted)}."
    if recorded is not None and stands(outcome).calls_for_police():
        told = f"{told} {_police_words(all_done, outcome, area, at)}"
    door = of_whom.text.removeprefix(ASKED_OF).removesuffix(".")
    to = known[compared_name(accepted[-1].to)] if accepted else None
    whom = _whom(to, door, to_phone(outcome.contacts), at)
    return replace(asked, blocks=(Para(f"{ASKED_OF}{whom}. {told}", "strong"), *others))


def _whom(accepted: OutcomeContact | None, door: str, who: PhoneList, at: datetime) -> str:
    """Who accepted, else who answers, as far as that is known; and when the office opens, where that is closed.

    "the Emergency Duty Team (the Hub opens Wednesday 9am)". Of a day without a time no hour is claimed.
    """
    has_time = not is_day_alone(at)
    office = next((each for each in (who.first, who.second) if each and each.role == "front-door"), None)
    asked = accepted or office
    if not accepted and has_time and who.first is not None and who.first.open_now is not False:
        asked = who.first
    whom = door if asked is None or asked is office else _POLICE.get(asked.role, asked.called)
    if office is None or not has_time or office.open_now or (office is asked and office.open_now is None):
        return whom
    return f"{whom} ({_hours('' if office is asked else office.called, office, at)})"


def _hours(named: str, office: OutcomeContact, at: datetime) -> str:
    """When the office opens: "today" is the reader's day on paper."""
    if office.open_now is None:
        return f"whether {named} is open is not known"
    today = say_date(at.astimezone(LONDON).date())
    when = office.state.removeprefix("Closed until ").replace(" today", f" on {today}")
    return f"{named} opens {when}".strip() if when != office.state else f"{named} is closed".strip()


def _call_words(call: Action, at: datetime, *, named: bool) -> str:
    """ "23:52, Sam Duty, accepted, ref EDT-5512"; of one that nobody accepted, whom it was to."""
    said = (
        _when(call.at, at),
        call.to if named or not call.person else "",
        call.person,
        with_small(action_result(call) or NOT_KNOWN_YET),
        f"ref {call.reference}" if call.reference else "",
    )
    return ", ".join(in_short(each, _LONGEST) for each in said if each)


def _police_words(recorded: Sequence[Recorded], outcome: Outcome, area: Locality, at: datetime) -> str:
    """When the police were told last, by any of the ways that count (`tells_police`)."""
    names = police_names(outcome.contacts, area.name)
    tried = [each for each in recorded if is_to_police(each.action, names)]
    told = [each for each in tried if tells_police(each.action, names)]
    if told:
        graver = not any(each.answers_to.covers(stands(outcome)) for each in told)
        return f"Police: told {_when(told[-1].action.at, at)}{', before it became more serious' * graver}."
    return f"Police: no answer {_when(tried[-1].action.at, at)}." if tried else "Police: not recorded."


def _is_call(action: Action, known: Mapping[str, OutcomeContact]) -> bool:
    """Whether it was a call to the area's services, 999 or 101: one to 999 is kept as the police told, where they
    answered.
    """
    contact = known.get(compared_name(action.to))
    on_999 = action.way.tells_police and contact is not None and contact.role == "emergency"
    return on_999 or (action.way.is_call and contact is not None)


def _by_name(contacts: Contacts, area: Locality) -> dict[str, OutcomeContact]:
    """The area's services, 999 and 101 by each of their names and numbers; the first of a name counts."""
    known: dict[str, OutcomeContact] = {}
    for each in contacts:
        names = [name for name in (each.name, each.called) if name]
        for name in filter(None, (*names, *(f"{area.name} {name}" for name in names), each.phone)):
            known.setdefault(compared_name(name), each)
    return known


def _when(done_at: str, at: datetime) -> str:
    """When something was done: the time alone, where that was on the day of writing."""
    if has_no_time(done_at) or moment_of(done_at).date() != at.astimezone(LONDON).date():
        return say_at(done_at)
    return f"{moment_of(done_at):%H:%M}"
