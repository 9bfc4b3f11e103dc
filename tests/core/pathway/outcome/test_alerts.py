"""The alerts, word for word, also where a pathway's data has none of its own: nobody can switch them off."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import Locality, Role
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.outcome.alerts import alerts as alerts_among
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Alert, OutcomeContact, OutcomeNotice
from ce_tui.core.pathway.outcome.whom_to_phone import contacts_now, to_phone

SET = default_pathway()
SILENT = msgspec.structs.replace(SET, notices=())
DAY = "2026-11-25T11:00"
RED = "999 in danger, else C-SPOC on 01702 215007, else 101"
RED_PHONES = ("999", "01702 215007", "101")


def alerts_of(
    held: list[Notice], locality: Locality, contacts: tuple[OutcomeContact, ...], harm: Harm | None = None
) -> tuple[Alert, ...]:
    answers = Answers(pathway=SET.id, locality=locality.id, harm=harm or Harm())
    return alerts_among(held, answers, SET, locality, to_phone(contacts))


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
                text="The child is at immediate risk. Phone 999 now. Then C-SPOC on 01702 215007, else 101.",
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


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"immediate_risk": True}, ["immediate-risk", "family-open"]),
        ({"harm_today": True}, ["harm-told", "family-open"]),
        ({"harm_today": True, "family_involved": True}, ["harm-told", "family-said"]),
        ({"missing_now": True}, ["missing-said"]),
    ],
)
def test_the_softwares_own_notices_are_known_by_their_ids(fields: Any, ids: list[str]) -> None:
    given = Answers(pathway=SET.id, locality="southend", **fields)
    notices = evaluate(given, SILENT, parse_at(DAY)).notices
    assert [(each.id, each.source) for each in notices] == [
        (factor_id, "added by this software") for factor_id in ids
    ]


def test_where_the_edition_has_words_of_its_own_they_stand_alone() -> None:
    (alert,) = alerts(immediate_risk=True)
    assert alert.text == (
        "The child is at immediate risk. Phone 999 now. Then C-SPOC on 01702 215007, else 101. The rest of this can be "
        "filled in afterwards."
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


NIGHT = "2026-11-25T02:00"
COUNCIL = "children's social care of the council where the child lives"
HUB, MASH = "the Children & Families' Hub", "Thurrock MASH"
POLICE, POLICE_PHONES = "101, or 999 if in danger", ("101", "999")
LINE: tuple[Role, ...] = ("out-of-hours",)
PLACEHOLDERS = ("{red}", "{first}", "{call_first}", "{adviser}", "{police}")


@pytest.mark.parametrize(
    ("area", "at", "without", "said"),
    [
        pytest.param(
            "southend",
            NIGHT,
            (),
            [
                (
                    "999 in danger, else Southend out of hours on 0345 606 1212, else 101",
                    ("999", "0345 606 1212", "101"),
                ),
                ("Southend out of hours on 0345 606 1212", ("0345 606 1212",)),
                ("Phone Southend out of hours on 0345 606 1212 first.", ("0345 606 1212",)),
                ("Southend out of hours", ()),
                (POLICE, POLICE_PHONES),
            ],
            id="the line that answers by night",
        ),
        pytest.param(
            "southend",
            NIGHT,
            LINE,
            [
                ("999 in danger, else 101", ("999", "101")),
                ("101", POLICE_PHONES),
                (f"Phone {POLICE}.", POLICE_PHONES),
                ("C-SPOC", ()),
                (POLICE, POLICE_PHONES),
            ],
            id="an office that is closed, and nobody answers for it",
        ),
        pytest.param(
            "southend",
            NIGHT,
            (*LINE, "police", "emergency"),
            [
                ("999 in danger", ("999",)),
                ("C-SPOC on 01702 215007", ("999",)),
                ("Phone 999.", ("999",)),
                ("C-SPOC", ()),
                ("999", ("999",)),
            ],
            id="an office that is closed, and no other number",
        ),
        pytest.param(
            "essex",
            DAY,
            (),
            [
                (
                    f"999 in danger, else {HUB} on 0345 603 7627 (ask for the Priority Line), else 101",
                    ("999", "0345 603 7627", "101"),
                ),
                (f"{HUB} on 0345 603 7627", ("0345 603 7627",)),
                (f"Phone {HUB} on 0345 603 7627 first.", ("0345 603 7627",)),
                (HUB, ()),
                (POLICE, POLICE_PHONES),
            ],
            id="a name with its article, and what to ask for",
        ),
        pytest.param(
            "thurrock",
            DAY,
            (),
            [
                (
                    f"999 in danger, else {MASH} on 01375 652 802, else 101, else Thurrock emergency out of hours on "
                    "01375 372 468",
                    ("999", "01375 652 802", "101", "01375 372 468"),
                ),
                (f"{MASH} on 01375 652 802", ("01375 652 802",)),
                (f"Phone {MASH} on 01375 652 802 first.", ("01375 652 802",)),
                (MASH, ()),
                (POLICE, POLICE_PHONES),
            ],
            id="hours that nobody knows",
        ),
        pytest.param(
            "elsewhere",
            DAY,
            (),
            [
                ("999 in danger, else 101", ("999", "101")),
                (COUNCIL, POLICE_PHONES),
                (f"Phone {COUNCIL} first. Until you reach it: {POLICE}.", POLICE_PHONES),
                (COUNCIL, ()),
                (POLICE, POLICE_PHONES),
            ],
            id="a council whose number nobody knows",
        ),
    ],
)
def test_each_placeholder_says_whom_to_phone_at_this_hour_and_gives_the_same_numbers(
    area: str, at: str, without: tuple[Role, ...], said: list[tuple[str, tuple[str, ...]]]
) -> None:
    there = SET.locality(area)
    kept = tuple(each for each in there.contacts if each.role not in without)
    locality = msgspec.structs.replace(there, contacts=kept)
    contacts = contacts_now(locality, parse_at(at), "red")
    notices = [Notice(id="one", alert="harm", text=f"Now: {each}", source="") for each in PLACEHOLDERS]
    found = [alerts_of([notice], locality, contacts)[0] for notice in notices]
    assert [(each.text, each.fact, each.phones) for each in found] == [
        (f"Now: {words}", f"Now: {words}", phones) for words, phones in said
    ]


def test_where_an_area_names_neither_a_number_nor_its_service_there_are_words_for_it() -> None:
    nobody = msgspec.structs.replace(SET.locality("southend"), contacts=(), front_door="")
    notice = Notice(
        id="one", alert="harm", text="{first}; {adviser}", fact="A fact{on}{words}.", source="ours"
    )
    assert alerts_of([notice], nobody, (), Harm("", "  ")) == (
        Alert(
            key="harm",
            text="children’s services; the service",
            phones=("999",),
            fact="A fact.",
            source="ours",
        ),
    )


def test_of_two_notices_for_an_alert_the_first_counts_and_alerts_stand_in_their_own_order() -> None:
    kinds = ("missing_now", "harm", "harm", "", "immediate_risk")
    notices = [Notice(id="x", alert=kind, text=f"{at}", source="") for at, kind in enumerate(kinds)]  # type: ignore[arg-type]
    found = alerts_of(notices, SET.locality("southend"), ())
    assert [(each.key, each.text, each.phones) for each in found] == [
        ("immediate_risk", "4", ()),
        ("harm", "1", ()),
        ("missing_now", "0", ()),
    ]


def test_which_alerts_say_whom_to_phone_about_the_child() -> None:
    found = alerts(marks={"R3": "suspected"}, immediate_risk=True, missing_now=True, family_involved=True)
    assert [each.key for each in found if each.phones] == [
        "immediate_risk",
        "family_involved",
        "missing_now",
        "images",
    ]
    assert [each.key for each in found if each.says_whom_to_phone] == [
        "immediate_risk",
        "family_involved",
        "missing_now",
    ]
