"""Who it is about, who makes it, and what is recorded of consent, exact."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Child, Consent, Practitioner
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.interview.questions import DETAIL_FIELDS, questions
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.people import at_a_glance, consent_section, people_section
from ce_tui.core.referral.content.shapes import Para, Rows, Table, as_text
from support.documents.made_up import PATHWAY, found

AREA = Para("Northmoor procedure: “Consent is needed unless it adds to the risk.”", "quote")
NOT_YET = (
    "Someone in the family may be involved: please advise before anyone in the family is asked or told. The exception "
    "to consent may apply: asking them may place the child at further risk."
)
TOLD_ALREADY = (
    "The family was told already. Someone in the family may be involved: please advise before anyone contacts them "
    "again."
)
ADVICE_FIRST = Para(NOT_YET, "warning")


ASKED = "Is it safe to contact the family?"
CONTACT = f"{ASKED} Not answered."
NOBODY = "The practitioner says: nobody in the family or household is known to be involved."
NOT_ASKED = "Whether someone in the family may be involved was not asked."
NOT_ANSWERED = "Whether someone in the family may be involved was not answered."
ADVISE = "Please advise before the family is told."
ADVISE_AGAIN = "The family was told already: please advise before anyone contacts them again."


def people(**fields: Any) -> tuple[tuple[str, ...], ...]:
    (table,) = people_section(found(**fields)[0], PATHWAY).blocks
    assert isinstance(table, Table)
    assert table.caption == "How to reach them"
    assert table.head == ("Detail", "The child or young person", "Who makes this referral")
    return table.rows


def recorded(*consent: Any) -> dict[str, str]:
    blocks = consent_section(found(consent=Consent(*consent))[0], PATHWAY).blocks
    (rows,) = (block for block in blocks if isinstance(block, Rows))
    return dict(rows.rows)


def test_what_was_filled_in_is_printed_whole() -> None:
    child = Child("Sam Example", "2010-04-03", "01632 960101", "", "sam@example.org", "1 Invented Street")
    practitioner = Practitioner(
        "Rowan Example", "Imaginary Hub", "01632 960102", "desk 3", "rowan@example.org"
    )
    assert people(child=child, practitioner=practitioner) == (
        ("Name", "Sam Example", "Rowan Example"),
        ("Phone", "01632 960101", "01632 960102"),
        ("Other", "Not given", "desk 3"),
        ("Email", "sam@example.org", "rowan@example.org"),
    )


def test_every_detail_there_is_is_asked_for_and_reaches_the_receiver() -> None:
    assert {*DETAIL_FIELDS} <= {each.id for each in questions("details", found()[0], PATHWAY)}
    typed = {each: f"Typed-{number}" for number, each in enumerate(DETAIL_FIELDS, 10)}
    typed["child.date_of_birth"] = "2010-04-03"
    filled = {
        who: shape(**{name: typed[f"{who}.{name}"] for name in shape.__struct_fields__})
        for who, shape in (("practitioner", Practitioner), ("child", Child))
    }
    sent = as_text(referral(*found(**filled), PATHWAY, ReferralContext(at=parse_at("2026-11-25T10:42"))))
    typed["child.date_of_birth"] = "3 April 2010"
    assert [each for each, words in typed.items() if words not in sent] == []


@pytest.mark.parametrize("blank", ["", " "])
def test_what_was_left_blank_says_so(blank: str) -> None:
    child, practitioner = Child(phone=blank, address=blank), Practitioner(organisation=blank, email=blank)
    ways = ("Name", "Phone", "Other", "Email")
    assert people(child=child, practitioner=practitioner) == tuple(
        (way, "Not given", "Not given") for way in ways
    )
    rows = glance(locality="elsewhere", child=child, practitioner=practitioner)
    assert rows["Referred by"] == "Name, organisation and phone not given"
    assert rows["The child"] == "Not given; born: not given"
    assert rows["Lives"] == "In another council's area (which council is not recorded); address: not given"


@pytest.mark.parametrize(
    ("born", "screened_on", "words"),
    [
        ("2010-04-03", "", "3 April 2010 (aged 16)"),
        ("2010-11-25", "2026-11-24", "25 November 2010 (aged 15 on 24 November 2026)"),
        ("2026-11-25", "2026-11-25", "25 November 2026 (aged 0 on 25 November 2026)"),
        ("2027-01-01", "", "1 January 2027"),
    ],
)
def test_an_age_is_that_of_the_day_of_the_screening_and_none_is_claimed_of_the_unborn(
    born: str, screened_on: str, words: str
) -> None:
    rows = glance(child=Child(date_of_birth=born), screened_on=screened_on)
    assert rows["The child"] == f"Not given; born: {words}"


def test_an_answer_that_is_too_long_for_paper_is_cut_and_says_so() -> None:
    attached = " [cut here: the whole text is in the attached file referral.json]"
    for length, printed in ((2_000, "a" * 2_000), (2_001, "a" * 2_000 + attached)):
        rows = glance(child=Child(address="a" * length))
        assert rows["Lives"] == f"In Northmoor; address: {printed}"


@pytest.mark.parametrize(
    ("consent", "rows"),
    [
        (
            (),
            {"Consent": "Not recorded", "Told of this": "The child: not recorded; the family: not recorded"},
        ),
        (
            ("agreed", " ", True, False),
            {"Consent": "Agreed, by whom is not recorded", "Told of this": "The child: yes; the family: no"},
        ),
        (
            ("refused", "", False, True),
            {
                "Consent": "Refused, by whom is not recorded",
                "Reason": "Not given",
                "Told of this": "The child: no; the family: yes",
            },
        ),
        (
            ("not sought", " \t"),
            {
                "Consent": "Not sought",
                "Reason": "Not given",
                "Told of this": "The child: not recorded; the family: not recorded",
            },
        ),
        (
            ("not yet asked", " Asked on Monday. "),
            {
                "Consent": "Not yet asked",
                "Reason": "Asked on Monday.",
                "Told of this": "The child: not recorded; the family: not recorded",
            },
        ),
    ],
)
def test_consent_is_recorded_with_its_reason_or_that_it_lacks_one(
    consent: tuple[Any, ...], rows: dict[str, str]
) -> None:
    assert list(recorded(*consent).items()) == [
        *rows.items(),
        ("Safe to contact the family", "Not answered."),
    ]


def test_the_areas_sentence_on_consent_stands_below_it_and_no_notice_for_the_referrer() -> None:
    blocks = consent_section(found(consent=Consent("refused"))[0], PATHWAY).blocks
    assert [block for block in blocks if isinstance(block, Para)] == [AREA]
    areas = tuple(msgspec.structs.replace(area, consent="") for area in PATHWAY.localities)
    without = consent_section(found()[0], msgspec.structs.replace(PATHWAY, localities=areas)).blocks
    assert [block for block in without if isinstance(block, Para)] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"marks": {"H1": "suspected"}},
        {"known_to_practitioner": False, "set_aside": {"H1": "suspected"}},
        {"family_involved": True},
    ],
)
def test_where_the_family_may_be_involved_that_comes_first_and_nothing_prompts_to_tell_it(
    fields: Any,
) -> None:
    blocks = consent_section(found(consent=Consent("refused"), **fields)[0], PATHWAY).blocks
    assert [block for block in blocks if isinstance(block, Para)] == [ADVICE_FIRST, AREA]
    assert blocks[0] == ADVICE_FIRST


def test_where_it_was_not_answered_and_is_asked_that_is_said() -> None:
    blocks = consent_section(found(marks={"K1": "suspected"}, consent=Consent("refused"))[0], PATHWAY).blocks
    unanswered = Para(f"{NOT_ANSWERED} {ADVISE}", "warning")
    assert [block for block in blocks if isinstance(block, Para)] == [unanswered, AREA]
    answered = found(marks={"K1": "suspected"}, family_involved=False, consent=Consent("agreed"))
    blocks = consent_section(answered[0], PATHWAY).blocks
    assert [block for block in blocks if isinstance(block, Para)] == [AREA]


def glance(**fields: Any) -> dict[str, str]:
    (rows,) = at_a_glance(*found(**fields), PATHWAY).blocks
    assert isinstance(rows, Rows)
    return dict(rows.rows)


def test_the_first_page_says_who_phones_back_whom_it_is_about_and_who_knows() -> None:
    child = Child("Sam Example", "2010-04-03", address="1 Invented Street")
    practitioner = Practitioner("Rowan Example", "Imaginary Hub", "01632 960102", "01632 960103")
    told = Consent("agreed", "", True, None)
    rows = glance(
        child=child, practitioner=practitioner, consent=told, screened_on="2026-11-25", family_involved=False
    )
    assert rows == {
        "Referred by": "Rowan Example, Imaginary Hub, phone 01632 960102; other: 01632 960103",
        "The child": "Sam Example; born: 3 April 2010 (aged 16 on 25 November 2026)",
        "Lives": "In Northmoor; address: 1 Invented Street",
        "Consent": "Agreed, by whom is not recorded; child told: yes; family told: not recorded",
        "The family": f"{NOBODY} {CONTACT}",
    }


def test_the_first_page_says_what_was_not_given_and_whether_the_family_may_be_asked() -> None:
    rows = glance(locality="elsewhere", council="Imaginary", family_involved=True)
    assert rows["Referred by"] == "Name, organisation and phone not given"
    assert rows["The child"] == "Not given; born: not given"
    assert rows["Lives"] == "In another council's area (Imaginary); address: not given"
    assert rows["The family"] == f"{NOT_YET} {CONTACT}"
    unsaid = glance(marks={"K1": "suspected"})["The family"]
    assert unsaid == f"{NOT_ANSWERED} {ADVISE} {CONTACT}"
    assert glance()["The family"] == f"{NOT_ASKED} {CONTACT}"


@pytest.mark.parametrize("consent", [Consent(), Consent("agreed", "", True, True), Consent("refused")])
@pytest.mark.parametrize(
    ("contact", "said"),
    [("", CONTACT), ("yes", f"{ASKED} Yes."), ("no", f"{ASKED} No."), ("not known", f"{ASKED} Not known.")],
)
def test_the_first_page_always_says_whether_the_family_may_be_contacted_and_no_more_than_was_answered(
    consent: Consent, contact: Any, said: str
) -> None:
    asks = (
        consent.family_told
        and "The family was told already: please advise before anyone contacts them again."
    )
    advice = f" {asks or ADVISE}" if contact == "no" else ""
    fields: dict[str, Any] = {"consent": consent, "family_involved": False, "contact_family": contact}
    assert glance(**fields)["The family"] == f"{NOBODY}{advice} {said}"


def test_a_yes_to_contact_stands_beside_the_advice_that_is_asked_for_and_lifts_none_of_it() -> None:
    rows = glance(family_involved=True, contact_family="yes")
    assert rows["The family"] == f"{NOT_YET} {ASKED} Yes. Please advise first all the same."


def test_that_the_referrer_does_not_know_who_is_involved_is_said_so() -> None:
    rows = glance(marks={"K1": "suspected"}, family_not_known=True)
    unknown = "The practitioner does not know whether someone in the family may be involved."
    assert rows["The family"] == f"{unknown} {ADVISE} {CONTACT}"


AMBER = {"H2": "suspected"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"marks": AMBER, "consent": Consent("refused")}, f"{NOT_ASKED} Consent was refused. {ADVISE}"),
        (
            {"marks": AMBER, "consent": Consent("not sought", "she is afraid"), "family_involved": False},
            f"{NOBODY} Consent was not sought. {ADVISE}",
        ),
        (
            {"marks": AMBER, "consent": Consent("refused", "", True, True)},
            f"{NOT_ASKED} Consent was refused. {ADVISE_AGAIN}",
        ),
        (
            {"marks": AMBER, "notes": "H1 is what she says.", "consent": Consent("agreed", "", True, True)},
            f"{NOT_ANSWERED} {ADVISE_AGAIN}",
        ),
        ({"marks": {"K1": "suspected"}, "family_involved": False}, NOBODY),
        ({"marks": AMBER}, NOT_ASKED),
    ],
)
def test_what_keeps_the_referrer_from_telling_the_family_asks_the_receiver_for_advice(
    fields: dict[str, Any], said: str
) -> None:
    assert glance(**fields)["The family"] == f"{said} {CONTACT}"
    blocks = consent_section(found(**fields)[0], PATHWAY).blocks
    assert (Para(said, "warning") in blocks) is ("advise" in said)


def test_how_else_the_referrer_can_be_reached_is_not_called_a_phone() -> None:
    me = Practitioner("Rowan Example", "Imaginary Hub", "", "pager 12 via switchboard", "rowan@example.org")
    assert glance(practitioner=me)["Referred by"] == (
        "Rowan Example, Imaginary Hub; phone not given; other: pager 12 via switchboard; e-mail: rowan@example.org"
    )


def test_what_is_missing_of_the_referrer_is_named() -> None:
    assert glance(practitioner=Practitioner("Rowan Example"))["Referred by"] == (
        "Rowan Example; organisation and phone not given"
    )
    assert glance(practitioner=Practitioner("", "Imaginary Hub", "01632 960102"))["Referred by"] == (
        "Imaginary Hub, phone 01632 960102; name not given"
    )


def test_where_the_family_was_told_already_the_service_is_asked_before_anyone_contacts_them_again() -> None:
    fields: dict[str, Any] = {"family_involved": True, "consent": Consent("refused", "", True, True)}
    assert glance(**fields)["The family"] == f"{TOLD_ALREADY} {CONTACT}"
    assert consent_section(found(**fields)[0], PATHWAY).blocks[0] == Para(TOLD_ALREADY, "warning")


def test_why_consent_was_refused_stands_on_the_first_page_shortened_where_it_is_long() -> None:
    why = "Father will move her abroad on Friday if told."
    assert glance(consent=Consent("refused", why, True, False))["Consent"] == (
        "Refused; reason: Father will move her abroad on Friday if told; child told: yes; family told: no"
    )
    long = glance(consent=Consent("not sought", "word " * 100))["Consent"]
    assert (
        long == f"Not sought; reason: {'word ' * 32}...; child told: not recorded; family told: not recorded"
    )


def test_a_no_about_the_family_that_was_only_given_is_said_so() -> None:
    given, outcome = found(marks={"K1": "suspected"}, family_involved=False)
    (rows,) = at_a_glance(as_from_file(given), outcome, PATHWAY).blocks
    assert isinstance(rows, Rows)
    assert dict(rows.rows)["The family"] == (
        "Someone in the family involved: no, as given in the answers; whether it was checked is not recorded. "
        f"{ADVISE} {CONTACT}"
    )


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2010-11-25", "(aged 16)"),
        ("2009-11-25", "(aged 17); nearly 18: Adult Social Care may be told too"),
        ("2008-11-25", "(aged 18); 18 or over: adult services are to be told too"),
        ("2001-11-25", "(aged 25); 18 or over: adult services are to be told too"),
    ],
)
def test_the_first_page_says_that_adult_services_are_to_know(born: str, said: str) -> None:
    assert glance(child=Child(date_of_birth=born))["The child"].endswith(said)


def test_without_a_birth_date_it_says_what_was_answered() -> None:
    assert (
        glance(under_13=True)["The child"] == "Not given; born: not given; under 13, as the practitioner says"
    )


def test_what_the_document_calls_a_detail_stands_on_paper_too() -> None:
    named = {**PATHWAY.details.labels, "child.other": "Social media:", "practitioner.other": "Pager:"}
    details = msgspec.structs.replace(PATHWAY.details, labels={**named, "child.phone": "Mobile"})
    (table,) = people_section(found()[0], msgspec.structs.replace(PATHWAY, details=details)).blocks
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["Name", "Mobile / Phone", "Social media / Pager", "Email"]
