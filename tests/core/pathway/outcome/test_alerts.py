"""The alerts, word for word, also where a pathway's data has none of its own: nobody can switch them off."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Alert, OutcomeNotice

SET = default_pathway()
SILENT = msgspec.structs.replace(SET, notices=())
DAY = "2026-11-25T11:00"
RED = "999 in danger, else C-SPOC on 01702 215007, else 101"
RED_PHONES = ("999", "01702 215007", "101")


def alerts(pathway: Any = SET, **fields: Any) -> tuple[Alert, ...]:
    given = Answers(pathway=SET.id, locality="southend", **fields)
    return evaluate(given, pathway, parse_at(DAY)).alerts


@pytest.mark.parametrize(
    ("fields", "alert"),
    [
        (
            {"immediate_risk": True},
            Alert(
                key="immediate_risk",
                text=f"The child is at immediate risk. Phone now: {RED}.",
                phones=RED_PHONES,
                fact="The child is at immediate risk.",
                source="added by this software",
            ),
        ),
        (
            {"harm_today": True},
            Alert(
                key="harm",
                text=f"Harm was seen or told of. Phone now: {RED}.",
                phones=RED_PHONES,
                fact="Harm was seen or told of.",
                source="added by this software",
            ),
        ),
        (
            {"harm_today": True, "harm": Harm("2026-11-24", " He hits me ")},
            Alert(
                key="harm",
                text=f"Harm was seen or told of on 24 November 2026. Phone now: {RED}.",
                phones=RED_PHONES,
                fact="Harm was seen or told of on 24 November 2026: “He hits me”.",
                source="added by this software",
            ),
        ),
        (
            {"family_involved": True},
            Alert(
                key="family_involved",
                text="Do not ask or tell the family yet, unless someone needs urgent help. Phone C-SPOC on 01702 "
                "215007 first.",
                phones=("01702 215007",),
                fact="Someone in the family may be involved.",
                source="added by this software",
            ),
        ),
        (
            {"missing_now": True},
            Alert(
                key="missing_now",
                text="The child is missing now: phone 101, or 999 if in danger.",
                phones=("101", "999"),
                fact="The child is missing now.",
                source="added by this software",
            ),
        ),
    ],
)
def test_an_edition_that_says_nothing_of_it_has_the_softwares_own_alert(fields: Any, alert: Alert) -> None:
    assert [each for each in alerts(SILENT, **fields) if each.key == alert.key] == [alert]


@pytest.mark.parametrize("pathway", [SET, SILENT])
def test_nothing_that_was_not_said_yes_to_is_an_alert(pathway: Any) -> None:
    said = dict.fromkeys(("immediate_risk", "harm_today", "family_involved", "missing_now"), False)
    assert alerts(pathway) == ()
    assert alerts(pathway, **said) == ()


def test_where_the_edition_has_words_of_its_own_they_stand_alone() -> None:
    (alert,) = alerts(immediate_risk=True)
    assert alert.text == (
        f"The child is at immediate risk. Phone now: {RED}. The rest of this can be filled in afterwards."
    )


def test_the_advice_for_the_unsure_is_the_documents_and_no_word_on_the_family() -> None:
    given = Answers(pathway=SET.id, locality="southend", decision=Decision("unsure"))
    notices = evaluate(given, SET, parse_at(DAY)).notices
    assert notices[-1] == OutcomeNotice(
        text=SET.decision_advice,
        source="document",
        id="unsure",
        place="result",
        alert="",
        quoted=True,
        on_family=False,
    )
