"""The caution on the family, word for word: why it stands, what it says once the family was told, where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Consent, Decision
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import questions
from ce_tui.core.pathway.outcome.evaluation import evaluate, say_notices, to_json
from ce_tui.core.pathway.outcome.following import caution_words
from ce_tui.core.pathway.outcome.indication import cause, family_caution
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.referral.content.content import ReferralContext, alone, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.lines.screening.result_lines import alert_lines, step_lines
from ce_tui.screens.screening.result_items import first_page

SET = default_pathway()
DAY, NIGHT = "2026-11-25T11:00", "2026-11-25T02:10"
AMBER, RED, YELLOW = {"A2": "suspected"}, {"R2": "suspected"}, {"Y1": "yes"}
TOLD = Consent("agreed", "", True, True)
ASK = "Ask the service before the family is told"
NOT_YET = "Do not ask or tell the family yet, unless someone needs urgent help."
KNOWS = (
    "The family was told already: say nothing more to them before C-SPOC has advised, unless someone needs urgent "
    "help. When you phone, say that they know."
)
IF_ASKED = "If they know already, say so when you phone."
GIVEN = "Someone in the family involved: no, as given in the answers; whether it was checked is not recorded."
NOT_ANSWERED = "Whether someone in the family may be involved is not answered here."


def answers(**fields: Any) -> Answers:
    return Answers(pathway=SET.id, locality=fields.pop("locality", "southend"), **fields)


def from_a_file(**fields: Any) -> Answers:
    return as_from_file(answers(**fields))


def outcome_of(given: Answers, at: str = DAY) -> Outcome:
    return evaluate(given, SET, parse_at(at))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answers(marks=YELLOW), ""),
        (answers(marks=RED), f"{ASK} (not answered here)."),
        (answers(marks=RED, family_involved=False), ""),
        (from_a_file(marks=RED, family_involved=False), f"{GIVEN} {ASK}."),
        (from_a_file(marks=RED, family_involved=False, missing_now=False), f"{GIVEN} {ASK}."),
        (answers(marks=YELLOW, family_involved=True), NOT_YET),
        (answers(marks=RED, consent=TOLD), f"{KNOWS} {NOT_ANSWERED}"),
        (from_a_file(marks=RED, family_involved=False, consent=TOLD), f"{GIVEN} {KNOWS}"),
        (answers(marks=YELLOW, family_involved=True, consent=TOLD), KNOWS),
        (answers(marks=RED, consent=Consent("agreed")), f"{ASK} (not answered here). {IF_ASKED}"),
        (answers(marks=RED, consent=Consent("agreed", "", True, False)), f"{ASK} (not answered here)."),
        (answers(marks={"A8": "suspected"}, consent=Consent("refused")), f"{NOT_YET} {IF_ASKED}"),
        (answers(marks=RED, consent=Consent("not yet asked")), f"{ASK} (not answered here)."),
        (answers(marks=AMBER, consent=Consent("not sought", "x")), f"{ASK} (consent was not sought)."),
        (answers(marks=AMBER, consent=Consent("refused")), f"{ASK} (consent was refused). {IF_ASKED}"),
        (
            answers(marks=AMBER, consent=Consent("refused", "", False, False)),
            f"{ASK} (consent was refused).",
        ),
        (answers(marks=AMBER, consent=Consent("not sought", "", None, True)), KNOWS),
        (answers(marks=AMBER, consent=Consent("not yet asked")), ""),
        (answers(marks=AMBER, consent=TOLD), ""),
        (
            answers(marks=RED, family_involved=False, consent=Consent("not sought")),
            f"{ASK} (consent was not sought).",
        ),
        (answers(marks=YELLOW, consent=Consent("not sought", "x")), ""),
        (
            answers(marks=YELLOW, consent=Consent("not sought"), decision=Decision("amber")),
            f"{ASK} (consent was not sought).",
        ),
    ],
)
def test_what_the_caution_says(given: Answers, words: str) -> None:
    assert family_caution(given, SET, "C-SPOC") == words
    assert bool(cause(given, SET)) is bool(words)


CAUTIONED = [
    pytest.param(answers(marks=RED), id="red, not answered"),
    pytest.param(from_a_file(marks=RED, family_involved=False), id="red, a No that came in a file"),
    pytest.param(answers(marks=RED, consent=TOLD), id="red, the family was told"),
    pytest.param(answers(marks=AMBER, consent=Consent("not sought", "x")), id="amber, not sought"),
    pytest.param(answers(marks=AMBER, consent=Consent("refused")), id="amber, refused"),
    pytest.param(answers(marks=YELLOW, family_involved=True), id="yellow, the family may be involved"),
    pytest.param(answers(marks=YELLOW, family_involved=True, consent=TOLD), id="yellow, and was told"),
    pytest.param(answers(marks=YELLOW, notes="A8: heard."), id="yellow, A8 is cited"),
]


def places(given: Answers, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Wherever the caution is said to who acts on it, in one line each."""
    at = datetime.fromisoformat("2026-11-25T11:00:00+00:00")
    yield "Result", " ".join(item.said for item in first_page(given, outcome, SET) if item.head == "!!")
    yield (
        "Result, shown",
        " ".join(item.text for item in first_page(given, outcome, SET) if item.head == "!!"),
    )
    yield (
        "line mode",
        " ".join([*alert_lines(outcome), *caution_words(outcome), *step_lines(outcome, SET)]),
    )
    yield (
        "script's steps",
        " ".join(dict(read_on_the_phone(given, outcome, SET))["Your steps (for you, not to be read out)"]),
    )
    yield "list", " ".join(still_to_do(given, outcome, SET))
    annex = alone(referral(given, outcome, SET, ReferralContext(at=at)), outcome, SET)
    yield "annex", " ".join(as_text(annex).split())
    yield (
        "JSON",
        " ".join(each["text"] for each in [*to_json(outcome)["notices"], *to_json(outcome)["steps"]]),
    )


@pytest.mark.parametrize("given", CAUTIONED)
def test_every_place_says_it_in_the_same_words(given: Answers) -> None:
    words = family_caution(given, SET, "C-SPOC")
    for place, said in places(given, outcome_of(given)):
        first = words.partition(". ")[0]
        assert (first if place == "Result, shown" else words) in said, place
        if given.consent.family_told:
            assert "family yet" not in said and ASK not in said, place


@pytest.mark.parametrize("given", CAUTIONED)
def test_beside_it_nothing_prompts_to_ask_or_to_tell_the_family(given: Answers) -> None:
    outcome = outcome_of(given)
    notices = [*outcome.notices, *say_notices(("consent",), given, outcome, SET)]
    assert not any("tell the child and the carers" in notice.text for notice in notices)
    hint = next(
        each.hint for each in questions.questions("details", given, SET) if each.id == "consent.status"
    )
    assert family_caution(given, SET, "C-SPOC") in hint


def test_a_no_that_was_given_is_not_said_to_be_unanswered_anywhere() -> None:
    given = from_a_file(marks=RED, family_involved=False, immediate_risk=False, harm_today=False)
    for place, said in places(given, outcome_of(given)):
        assert "not answered here" not in said, place
    here = answers(marks=RED, family_involved=False)
    for place, said in places(here, outcome_of(here)):
        assert ASK not in said and "not answered here" not in said, place


def test_result_leads_to_the_question_only_where_it_is_open() -> None:
    def caution(given: Answers) -> tuple[str, str]:
        items = first_page(given, outcome_of(given), SET)
        return next((item.id, item.text) for item in items if ASK in item.text)

    assert caution(answers(marks=RED)) == (
        "unanswered:family_involved",
        f"{ASK} (not answered here). Enter asks who may be involved.",
    )
    assert caution(answers(marks=AMBER, consent=Consent("not sought", "x"))) == (
        "family-caution:caution-0",
        f"{ASK} (consent was not sought).",
    )


def test_at_night_it_names_who_answers_then() -> None:
    outcome = outcome_of(answers(marks=RED, consent=TOLD), NIGHT)
    told = next(notice.text for notice in outcome.notices if notice.on_family and notice.place == "result")
    assert "say nothing more to them before Southend out of hours has advised" in told


def test_elsewhere_it_names_the_council() -> None:
    given = answers(locality="elsewhere", council="Kent", marks=RED, consent=TOLD)
    told = next(notice.text for notice in outcome_of(given).notices if notice.on_family)
    assert "before children's social care of Kent has advised" in told.replace("’", "'")


@pytest.mark.parametrize(
    ("area", "service"),
    [("southend", "C-SPOC"), ("essex", "the Children & Families' Hub"), ("thurrock", "MASH")],
)
def test_the_step_on_their_consent_begins_with_that_it_is_only_for_then(area: str, service: str) -> None:
    given = answers(locality=area, marks=YELLOW, family_involved=True)
    outcome = outcome_of(given)
    caution, advice, consent, *rest = outcome.steps
    assert (caution.label, advice.label) == ("", "For advice")
    assert consent.label == f"Only once {service} has advised"
    assert consent.text == SET.locality(area).procedure.yellow[0].text, "the document's words stay"
    assert not any("has advised" in step.label for step in rest)
    sentence = f"Only once {service} has advised: Seek support from appropriate community-based agencies"
    for place, said in places(given, outcome):
        assert place in ("Result", "Result, shown", "JSON") or sentence in said.replace("’", "'"), place
    plain = outcome_of(answers(locality=area, marks=YELLOW)).steps[0]
    assert plain.label == ""


def test_a_step_that_has_a_label_keeps_it() -> None:
    southend = SET.locality("southend")
    labelled = msgspec.structs.replace(southend.procedure.yellow[0], label="For support")
    procedure = msgspec.structs.replace(southend.procedure, yellow=(labelled,))
    area = msgspec.structs.replace(southend, procedure=procedure)
    pathway = msgspec.structs.replace(SET, localities=(area, *SET.localities[1:]))
    steps = evaluate(answers(marks=YELLOW, family_involved=True), pathway, parse_at(DAY)).steps
    assert steps[-1].label == "Only once C-SPOC has advised: For support"


def test_the_family_question_stays_where_only_consent_is_the_cause() -> None:
    given = answers(marks=AMBER, consent=Consent("not sought", "x"))
    ids = [each.id for each in questions.questions("details", given, SET)]
    assert "consent.family_told" in ids, "so that it can be said that they know"


def test_a_pathway_without_words_of_its_own_has_it_too() -> None:
    without = [notice for notice in SET.notices if not notice.when.family_unanswered]
    pathway = msgspec.structs.replace(SET, notices=tuple(without))
    outcome = evaluate(answers(marks=RED), pathway, parse_at(DAY))
    assert [notice.text for notice in outcome.notices if notice.on_family] == [f"{ASK} (not answered here)."]


def test_the_list_has_the_alert_on_the_family_though_a_step_phones_the_same_number() -> None:
    given = answers(marks={"A8": "suspected"})
    outcome = outcome_of(given)
    assert outcome.steps[0].phones == outcome.alerts[0].phones == ("01702 215007",)
    call, caution = still_to_do(given, outcome, SET)[:2]
    assert "01702 215007" in call and caution.startswith(f"{NOT_YET} Someone in the family may be involved.")
