"""That the family may be involved, as an earlier screening said: it holds with its date until it is answered here."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given

from ce_tui.core.pathway.answers.answers import dump, read_answers
from ce_tui.core.pathway.answers.danger import as_from_file, say_danger
from ce_tui.core.pathway.answers.screening import Answers, Consent
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import questions, replies
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.indication import family_caution
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.shape import InputInvalid
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.strict_json import write_json
from support.documents.made_screenings import screenings
from support.documents.made_up import Registry

SET = default_pathway()
AT = parse_at("2026-11-25T11:00")
WARNS = "Do not ask or tell the family yet, unless someone needs urgent help"
SAID = "on 3 October 2026 it was said that someone in it may be involved"
FACT = "Someone in the family may be involved, as the screening of 3 October 2026 said; not answered anew."


def before(**given: Any) -> Answers:
    return Answers(pathway=SET.id, locality="southend", family_before="2026-10-03", **given)


def test_it_is_an_alert_that_says_when_it_was_said_and_a_question_that_is_open() -> None:
    outcome = evaluate(before(), SET, AT)
    (alert,) = outcome.alerts
    assert (alert.key, alert.fact) == ("family_involved", FACT)
    assert alert.text.startswith(f"{WARNS}: {SAID}. ") and alert.phones
    assert "family_involved" in outcome.not_answered
    question = questions.question("family_involved", before(), SET)
    assert question.label.endswith("be involved (on 3 October 2026: yes)?")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (before(family_involved=True), f"{WARNS}."),
        (before(marks={"A8": "suspected"}), f"{WARNS}."),
        (before(family_involved=False), ""),
        (as_from_file(before(family_involved=False), "2026-11-24"), f"{WARNS}: {SAID}."),
    ],
    ids=["yes", "marked", "no", "a No that only a file says"],
)
def test_an_answer_of_today_takes_its_place(answers: Answers, says: str) -> None:
    assert family_caution(answers, SET).startswith(says) if says else not family_caution(answers, SET)
    assert bool(evaluate(answers, SET, AT).alerts) is bool(says)
    assert SAID in says or SAID not in str(evaluate(answers, SET, AT))


def test_an_answer_that_is_taken_back_leaves_it_as_it_was_before() -> None:
    answered = say_danger(before(), "family_involved", False)
    assert evaluate(say_danger(answered, "family_involved", None), SET, AT) == evaluate(before(), SET, AT)


def test_the_receiver_reads_and_hears_when_it_was_said() -> None:
    told = before(consent=Consent("agreed", "", True, True))
    for answers in (before(), told):
        outcome = evaluate(answers, SET, AT)
        paper = as_text(referral(answers, outcome, SET, ReferralContext(at=AT)))
        assert (
            " ".join(paper.split()).count("as the screening of 3 October 2026 said; not answered anew") >= 2
        )
        heard = str(read_on_the_phone(answers, outcome, SET))
        assert "may be involved, as the screening of 3 October 2026 said; not answered anew. " in heard


def test_a_no_takes_nothing_back_of_what_was_said_before() -> None:
    answers = before(family_involved=False, consent=Consent("agreed", "", True, True))
    outcome = evaluate(answers, SET, AT)
    said = "The screening of 3 October 2026 said that someone in the family may be involved."
    assert said in " ".join(as_text(referral(answers, outcome, SET, ReferralContext(at=AT))).split())
    assert said in str(read_on_the_phone(answers, outcome, SET))
    assert "(on 3 October 2026: yes)" in questions.question("family_involved", answers, SET).label


def test_files_carry_it_along_and_a_day_that_is_none_is_refused() -> None:
    registry = Registry(SET)
    assert read_answers(write_json(dump(before())), registry).one == before()
    assert "family_before" not in dump(msgspec.structs.replace(before(), family_before=""))
    for day in ("2026-02-30", "soon", "2027-01-01"):
        with pytest.raises(InputInvalid) as invalid:
            read_answers(write_json(dump(before()) | {"family_before": day}), registry, AT.date())
        assert [fault.where for fault in invalid.value.faults] == ["family_before"]


@given(screenings(SET))
def test_what_comes_along_is_who_they_are_and_the_day_of_the_family_and_nothing_else(
    given: dict[str, Any],
) -> None:
    earlier = read_answers(write_json(given), Registry(SET)).one
    begun = replies.begin(SET, "essex", "2026-11-25")
    again = replies.begin_again(begun, earlier, SET, "2026-10-03")
    assert msgspec.structs.replace(again, child=begun.child, family_before="") == begun
    assert again.child == earlier.child
    warned = any(alert.key == "family_involved" for alert in evaluate(earlier, SET, AT).alerts)
    assert bool(again.family_before) is warned
    assert any(alert.key == "family_involved" for alert in evaluate(again, SET, AT).alerts) is warned
