"""What must be known before anything else is done, each with its numbers in the order of this hour (rule 16)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ce_tui.core.pathway.answers.danger import in_quotes, on_day
from ce_tui.core.pathway.answers.screening import Harm
from ce_tui.core.pathway.document.hours import PhoneOrder
from ce_tui.core.pathway.document.localities import EMERGENCY, Locality
from ce_tui.core.pathway.document.notices import Notice, When
from ce_tui.core.pathway.outcome.calling import red_phones, to_phone, without_number
from ce_tui.core.pathway.outcome.family_caution import ADVISER
from ce_tui.core.pathway.outcome.outcome import Alert, OutcomeContact
from ce_tui.core.pathway.words import ALERTS, OutcomeName, grade, is_ended, with_small

_OWN = "added by this software"
ALWAYS = (
    Notice(
        id="immediate-risk",
        alert="immediate_risk",
        text="The child is at immediate risk. Phone now: {red}.",
        fact="The child is at immediate risk.",
        source=_OWN,
        when=When(immediate_risk=True),
    ),
    Notice(
        id="harm-told",
        alert="harm",
        text="Harm was seen or told of{on}. Phone now: {red}.",
        fact="Harm was seen or told of{on}{words}.",
        source=_OWN,
        when=When(harm_today=True),
    ),
    Notice(
        id="family-said",
        alert="family_involved",
        text="{family} {call_first}",
        fact="Someone in the family may be involved{before}.",
        source=_OWN,
        advice_before_family=True,
    ),
    Notice(
        id="family-open",
        text="{family}",
        source=_OWN,
        when=When(family_unanswered=True),
        advice_before_family=True,
    ),
    Notice(
        id="missing-said",
        alert="missing_now",
        text="The child is missing now: phone {police}.",
        fact="The child is missing now.",
        source=_OWN,
        when=When(missing_now=True),
    ),
)
"""What is said where a pathway's data has no words of its own for it: nobody can switch these off."""


def with_always(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """A pathway's notices, and those that stand where it has none."""
    there = {_subject(notice) for notice in notices}
    return (*notices, *(notice for notice in ALWAYS if _subject(notice) not in there))


def _subject(notice: Notice) -> tuple[str, bool]:
    """The alert that it is; of others, whether it warns of the family while that is not answered."""
    warns = notice.place == "result" and bool(notice.when.family_unanswered)
    return notice.alert, warns and not notice.alert


def phone_order(acting_on: OutcomeName, holding: Sequence[Notice]) -> PhoneOrder:
    """In which order to phone: as the gravest alert says, whatever the tier, so that list and alert agree.

    Red's for a child under 13 with a sexual indicator too; where the child is missing now the police come first.
    """
    if grade(acting_on).is_red or any("{red}" in notice.text for notice in holding if notice.alert):
        return "red"
    return "missing" if to_be_reported_missing(holding) else "advice"


def to_be_reported_missing(holding: Sequence[Notice]) -> bool:
    """Whether a child is to be reported missing: the police are also phoned for images, and that is another call."""
    return any("{police}" in notice.text for notice in holding if notice.alert == "missing_now")


def alerts(
    holding: Sequence[Notice],
    locality: Locality,
    contacts: Sequence[OutcomeContact],
    harm: Harm,
    *,
    at_risk: bool = False,
) -> tuple[Alert, ...]:
    """The alerts among the notices that hold, in the order in which they stand. One of a kind.

    `at_risk`: it was said that the child is in danger now, so 999 is phoned whatever else is.
    """
    found: dict[str, Alert] = {}
    for notice in holding:
        if notice.alert and notice.alert not in found:
            found[notice.alert] = Alert(
                key=notice.alert,
                text=filled(notice.text, locality, contacts, harm, at_risk=at_risk),
                phones=tuple(_phones(notice.text, contacts, at_risk=at_risk)),
                fact=filled(notice.fact or notice.text, locality, contacts, harm),
                source=notice.source,
            )
    return tuple(found[key] for key in ALERTS if key in found)


def says_whom_to_phone(alert: Alert) -> bool:
    """Whether its numbers are those to phone about the child: the police are phoned for images beside that."""
    return bool(alert.phones) and alert.key != "images"


def filled(
    text: str,
    locality: Locality,
    contacts: Sequence[OutcomeContact],
    harm: Harm,
    *,
    at_risk: bool = False,
) -> str:
    """A notice's words with the numbers of this hour and what is known of the harm. `at_risk`: as of `alerts`."""
    if "{" not in text:
        return text
    if at_risk:  # "Phone 999 now.", and no "Phone now: 999 in danger"
        text = text.replace("hone now: {red}", "hone {red}").replace("hone now, {red}", "hone {red}")
    quoted = f": {in_quotes(harm.words)}" if harm.words.strip() else ""
    words: tuple[tuple[str, Callable[[], str]], ...] = (
        ("{red}", lambda: red_words(contacts, at_risk=at_risk)),
        ("{first}", lambda: first_words(locality, contacts)),
        ("{call_first}", lambda: call_first(locality, contacts, at_risk=at_risk)),
        (ADVISER, lambda: adviser(locality, contacts)),
        ("{police}", lambda: police_words(contacts, at_risk=at_risk)),
        ("{on}", lambda: on_day(harm)),
        ("{words}.", lambda: quoted if is_ended(quoted) else f"{quoted}."),
        ("{words}", lambda: quoted),
    )
    for placeholder, said in words:
        if placeholder in text:
            text = text.replace(placeholder, said())
    return text


def red_words(contacts: Sequence[OutcomeContact], *, at_risk: bool = False) -> str:
    """ "999 in danger, else C-SPOC on 01702 215007, else 101": whoever is closed is left out, what to ask for said.

    `at_risk`: "999 now. Then C-SPOC on 01702 215007, else 101".
    """
    return danger_first(_danger(contacts), _after_danger(contacts), at_risk=at_risk)


def danger_first(danger: str, others: Sequence[str], *, at_risk: bool = False) -> str:
    """The number in danger, then the others, each for when the one before does not answer."""
    if not at_risk:
        return ", else ".join([f"{danger} in danger", *others])
    then = f". Then {', else '.join(others)}" if others else ""
    return f"{danger} now{then}"


def whom_on_red(contacts: Sequence[OutcomeContact], *, at_risk: bool = False) -> str:
    """The same with an office whose number nobody knows here, in its place: it is looked up, and phoned."""
    office, who, others = without_number(contacts), to_phone(contacts), _after_danger(contacts)
    if office is not None and who.first is None:
        after = who.police is None or contacts.index(who.police) < contacts.index(office)
        others.insert(len(others) if after else 0, with_small(office.called))
    return danger_first(_danger(contacts), others, at_risk=at_risk)


def _danger(contacts: Sequence[OutcomeContact]) -> str:
    danger = to_phone(contacts).danger
    return danger.phone if danger else EMERGENCY


def _after_danger(contacts: Sequence[OutcomeContact]) -> list[str]:
    who = to_phone(contacts)
    return [
        each.phone if each is who.police else _on_red(each)
        for each in (who.first, who.police, who.second)
        if each is not None and each.open_now is not False
    ]


def _on_red(contact: OutcomeContact) -> str:
    asked = contact.ask_for_on.get("red")
    return f"{contact.called} on {contact.phone}{f' (ask for {asked})' if asked else ''}"


def first_words(locality: Locality, contacts: Sequence[OutcomeContact]) -> str:
    """Whom to phone first at this hour: "C-SPOC on 01702 215007"; without a number, who it is.

    Where that is closed and nobody answers for it: the police.
    """
    who = to_phone(contacts)
    if who.first is None:
        return locality.service or "children’s services"
    closed = who.first.open_now is False and who.police is not None
    return who.police.phone if closed and who.police else f"{who.first.called} on {who.first.phone}"


def call_first(locality: Locality, contacts: Sequence[OutcomeContact], *, at_risk: bool = False) -> str:
    """The same as sentences. "First" is said only where nobody else is phoned before: of a missing child the police
    are. Where whoever advises cannot be reached by a number, who answers meanwhile (rule 13 of the design).
    """
    who, words = to_phone(contacts), first_words(locality, contacts)
    if who.first is not None and who.first.open_now is False:
        return f"Phone {police_words(contacts, at_risk=at_risk)}."
    police = next((each for each in contacts if each.role in ("police", "front-door", "out-of-hours")), None)
    before = police is not None and police.role == "police"
    said = f"Phone {words} {'before anyone in the family is asked or told' if before else 'first'}."
    return said if who.first else f"{said} Until you reach it: {police_words(contacts, at_risk=at_risk)}."


def adviser(locality: Locality, contacts: Sequence[OutcomeContact]) -> str:
    """Who advises: whoever is phoned first at this hour, within a sentence; without a number, the service."""
    first = to_phone(contacts).first
    return first.called if first else locality.service or "the service"


def police_words(contacts: Sequence[OutcomeContact], *, at_risk: bool = False) -> str:
    """ "101, or 999 if in danger"; `at_risk`: "999 now"."""
    police, danger = to_phone(contacts).police, _danger(contacts)
    if at_risk:
        return f"{danger} now"
    return f"{police.phone}, or {danger} if in danger" if police else danger


def _phones(text: str, contacts: Sequence[OutcomeContact], *, at_risk: bool = False) -> Iterator[str]:
    """The numbers that a text says to ring, in its order."""
    who = to_phone(contacts)
    if "{red}" in text:
        yield from red_phones(contacts)
    elif "{first}" in text or "{call_first}" in text:
        if who.first is not None and who.first.open_now is not False:
            yield who.first.phone
        else:
            yield from _police_phones(contacts, at_risk=at_risk)
    elif "{police}" in text:
        yield from _police_phones(contacts, at_risk=at_risk)


def _police_phones(contacts: Sequence[OutcomeContact], *, at_risk: bool = False) -> Iterator[str]:
    police = to_phone(contacts).police
    yield from (*([police.phone] if police and not at_risk else []), _danger(contacts))
