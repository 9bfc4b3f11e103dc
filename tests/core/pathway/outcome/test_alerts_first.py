"""What the alerts ask for stands among the steps: their calls first, the caution before what speaks of the family."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import Procedure, Step
from ce_tui.core.pathway.document.notices import ALERTS, Notice, PoliceReport
from ce_tui.core.pathway.outcome.alerts import alerts, questions_in_steps
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeStep
from ce_tui.core.pathway.outcome.status_words import not_answered
from ce_tui.core.pathway.outcome.whom_to_phone import to_phone

SET = default_pathway()
DAY, NIGHT = "2026-11-25T11:00", "2026-11-25T02:10"
CAUTION = "Do not ask or tell the family yet, unless someone needs urgent help."
ASK_FIRST = "Ask the service before the family is told (not answered here)."
MISSING = "Report the child missing: phone 101, or 999 if in danger."
ASIDE = "(marked earlier, then set aside)"


def outcome_of(area: str = "southend", at: str = DAY, pathway: Any = SET, **fields: Any) -> Outcome:
    return evaluate(Answers(pathway=SET.id, locality=area, **fields), pathway, parse_at(at))


def seen(step: OutcomeStep) -> str:
    """A step by its first words and whose they are."""
    return f"{' '.join(step.text.split()[:4])} ({step.provenance})"


CALL, PHONE_999 = "Phone C-SPOC on 01702 (own)", "Phone 999 if the (own)"
ADVICE, CONSENT = "Contact C-SPOC via phone (document)", "Seek support from appropriate (document)"
TELL_NOBODY, ASKS_FIRST = "Do not ask or (own)", "Ask the service before (own)"
ASK_ON_IT = "Ask for advice on (own)"
REPORT, PHONE_NOW = "Report the child missing: (own)", "Phone now: 999 in (own)"


@pytest.mark.parametrize(
    ("answered", "steps"),
    [
        pytest.param({"marks": {"Y1": "yes"}}, [CONSENT], id="nothing else was said"),
        pytest.param(
            {"marks": {"Y1": "yes"}, "family_involved": True},
            [TELL_NOBODY, ADVICE, CONSENT],
            id="the family may be involved",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "set_aside": {"A8": "suspected"}},
            [ASK_ON_IT, ADVICE, TELL_NOBODY, CONSENT],
            id="A8 was set aside",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "notes": "A8: heard it."},
            [ASKS_FIRST, ADVICE, CONSENT],
            id="A8 is cited, and whether the family is involved was not answered",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "notes": "A8: heard it.", "family_involved": False},
            [CONSENT],
            id="A8 is cited, and it was answered",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "family_involved": True, "decision": Decision("unsure")},
            [TELL_NOBODY, ADVICE, CONSENT],
            id="the family may be involved, and who decides is unsure: the advice once",
        ),
        pytest.param({"marks": {"Y1": "yes"}, "missing_now": True}, [REPORT, CONSENT], id="missing now"),
        pytest.param(
            {"marks": {"Y1": "yes"}, "missing_now": True, "family_involved": True},
            [REPORT, TELL_NOBODY, ADVICE, CONSENT],
            id="missing now, and the family may be involved",
        ),
        pytest.param(
            {"marks": {"A9": "suspected"}, "under_13": True},
            [PHONE_NOW, ADVICE, "Complete C-SPOC Form. (document)", "Follow SET Procedures (document)"],
            id="under 13 with a sexual indicator",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "set_aside": {"R3": "suspected"}, "under_13": True, "missing_now": True},
            [PHONE_NOW, REPORT, ASK_ON_IT, ADVICE, ASKS_FIRST, CONSENT],
            id="under 13 with a sexual indicator that was set aside, and missing now",
        ),
        pytest.param(
            {"marks": {"R2": "suspected"}, "missing_now": True, "family_involved": True},
            [PHONE_999, CALL, REPORT, "Send form to C-SPOC (document)", "Tell Essex Police of (own)"],
            id="red: the call of red leads, and no step speaks of the family",
        ),
        pytest.param(
            {"marks": {"R3": "suspected"}, "under_13": True},
            [PHONE_999, CALL, "Send form to C-SPOC (document)", "Tell Essex Police of (own)"],
            id="red and under 13: it has the call already",
        ),
    ],
)
def test_the_steps_of_a_situation(answered: dict[str, Any], steps: list[str]) -> None:
    assert [seen(step) for step in outcome_of(**answered).steps] == steps


def test_the_child_that_is_missing_at_night_is_reported_before_anyone_asks_a_hub_that_is_closed() -> None:
    first, second, *_ = outcome_of("essex", NIGHT, marks={"A2": "suspected"}, missing_now=True).steps
    assert (first.text, first.phones, first.contacts) == (MISSING, ("101", "999"), ("police", "emergency"))
    assert "closed until 9am today" in second.now


@pytest.mark.parametrize(
    ("at", "text", "phones"),
    [
        (
            DAY,
            "Phone now: 999 in danger, else C-SPOC on 01702 215007, else 101.",
            ("999", "01702 215007", "101"),
        ),
        (
            NIGHT,
            "Phone now: 999 in danger, else Southend out of hours on 0345 606 1212, else 101.",
            ("999", "0345 606 1212", "101"),
        ),
    ],
)
def test_under_13_the_first_step_has_the_numbers_of_its_alert_in_their_order(
    at: str, text: str, phones: tuple[str, ...]
) -> None:
    outcome = outcome_of(at=at, marks={"A9": "suspected"}, under_13=True)
    (alert,) = outcome.alerts
    assert (outcome.steps[0].text, outcome.steps[0].phones) == (text, phones)
    assert alert.phones == phones
    assert alert.text.startswith("Under 13 with a sexual indicator (A9): phone now, 999 in danger, else ")
    assert text.removeprefix("Phone now: ") in alert.text


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"family_involved": True}, CAUTION),
        ({"notes": "A8: heard it."}, ASK_FIRST),
    ],
)
def test_before_the_familys_consent_it_is_said_that_the_family_is_not_to_be_asked_yet_and_who_advises(
    area: str, fields: dict[str, Any], words: str
) -> None:
    caution, advice, consent, *_ = outcome_of(area, marks={"Y1": "yes"}, **fields).steps
    printed = SET.locality(area).procedure
    assert (caution.text, caution.provenance, caution.phones) == (words, "own", ())
    assert advice.text == next(step.text for step in printed.amber if step.advice)
    assert advice.phones and advice.now, "whom to ask has a number"
    assert (consent.text, consent.provenance) == (printed.yellow[0].text, printed.yellow[0].provenance)


@pytest.mark.parametrize(
    "words", ["Work with the family.", "Ask a parent, with consent.", "Tell the carers."]
)
def test_any_step_that_speaks_of_the_family_gets_the_caution_and_the_name_of_a_service_does_not(
    words: str,
) -> None:
    southend = SET.locality("southend")
    steps = (Step(text="Ask Team Around the Family."), Step(text=words))
    procedure = msgspec.structs.replace(southend.procedure, yellow=steps)
    area = msgspec.structs.replace(southend, procedure=procedure)
    pathway = msgspec.structs.replace(SET, localities=(area, *SET.localities[1:]))
    told = outcome_of(pathway=pathway, marks={"Y1": "yes"}, family_involved=True).steps
    assert [step.text for step in told][:2] == ["Ask Team Around the Family.", CAUTION]
    assert told[-1].text == words
    assert isinstance(procedure, Procedure)


@pytest.mark.parametrize(
    ("aside", "key", "fact"),
    [
        ("R3", "images", f"Images of the child may have been made or shared {ASIDE}."),
        (
            "A9",
            "under_13",
            f"The child is under 13, and there are signs of a sexual kind {ASIDE}. A child under 13 cannot legally "
            "consent to sexual activity.",
        ),
        ("A8", "family_involved", f"Someone in the family may be involved {ASIDE}."),
    ],
)
def test_an_alert_heeds_a_mark_that_was_set_aside_says_so_and_changes_no_outcome(
    aside: str, key: str, fact: str
) -> None:
    child = Child(date_of_birth="2015-03-01")
    given = {"known_to_practitioner": False, "marks": {"Y1": "yes"}, "child": child}
    outcome = outcome_of(**given, set_aside={aside: "reasonably believe"})
    assert {alert.key: alert.fact for alert in outcome.alerts}[key] == fact
    assert (outcome.outcome, outcome.acting_on, outcome.marks_indicate) == ("yellow", "yellow", "yellow")
    assert not outcome_of(**given).alerts


@pytest.mark.parametrize(
    "fields",
    [
        {"marks": {"A8": "suspected"}},
        {"marks": {"Y1": "yes"}, "family_involved": True, "set_aside": {"A8": "suspected"}},
    ],
)
def test_what_is_marked_or_said_now_was_not_only_set_aside(fields: dict[str, Any]) -> None:
    (alert,) = outcome_of(**fields).alerts
    assert alert.fact == "Someone in the family may be involved."


def test_of_a_sexual_indicator_that_was_set_aside_it_is_asked_whether_the_child_is_under_13() -> None:
    answers = Answers(pathway=SET.id, locality="essex", set_aside={"A9": "suspected"})
    assert "under_13" in not_answered(answers, SET)
    assert "under_13" not in not_answered(
        msgspec.structs.replace(answers, set_aside={"A1": "suspected"}), SET
    )


def test_until_the_question_on_the_family_is_answered_consent_is_said_not_to_be_needed_and_nobody_is_to_be_told() -> (
    None
):
    notices = outcome_of(marks={"R2": "suspected"}, consent=Consent("refused")).notices
    on_consent = [notice.text for notice in notices if notice.place == "consent"]
    assert on_consent == ["Consent is not needed to share information where a child is at risk of harm."]
    assert any(notice.text.startswith(ASK_FIRST) for notice in notices)


@pytest.mark.parametrize(
    ("at", "whom"),
    [
        (DAY, ("emergency", "c-spoc", "police", "southend-out-of-hours")),
        (NIGHT, ("emergency", "southend-out-of-hours", "police", "c-spoc")),
    ],
)
def test_under_13_the_first_step_leads_to_all_whom_red_would_phone_in_their_order(
    at: str, whom: tuple[str, ...]
) -> None:
    first, *_ = outcome_of(at=at, marks={"A9": "suspected"}, under_13=True).steps
    assert first.contacts == whom


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("A mark.", f"A mark {ASIDE}."),
        ("A mark. What it means. Whom it concerns.", f"A mark {ASIDE}. What it means. Whom it concerns."),
    ],
)
def test_that_a_mark_was_set_aside_is_said_with_the_first_sentence_of_its_fact(fact: str, said: str) -> None:
    given = Answers(pathway=SET.id, locality="southend", set_aside={"A9": "suspected"})
    held = [msgspec.structs.replace(each, fact=fact) for each in SET.notices if each.alert == "under_13"]
    held.append(Notice(id="other", text="Other.", source="", alert="images", fact=fact))
    found = alerts(held, given, SET, SET.locality("southend"), to_phone(()))
    assert [(each.key, each.fact) for each in found] == [("under_13", said), ("images", fact)]


def test_each_question_among_the_steps_leads_to_itself_whatever_other_alert_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = ALERTS["missing_now"].phone_now
    assert now is not None
    report = PoliceReport(step="Report the lock: phone", asked="Locked in? Phone", task="report the lock")
    locked_in = msgspec.structs.replace(now, report=report, kept="locked_in")
    row = msgspec.structs.replace(ALERTS["missing_now"], question="under_13", asks=locked_in)
    monkeypatch.setitem(ALERTS, "locked_in", row)
    outcome = outcome_of(marks={"A2": "suspected"})
    missing = "Missing now? Phone 101, or 999 if in danger."
    assert questions_in_steps(outcome) == {"missing_now": missing}
    asked = OutcomeStep(text="Locked in? Phone 101.", provenance="own")
    outcome = msgspec.structs.replace(outcome, steps=(asked, *outcome.steps))
    assert questions_in_steps(outcome) == {"missing_now": missing, "under_13": asked.text}
