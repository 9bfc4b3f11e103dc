"""The words that screens, paper and the command line share: each name of the contract has its own, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mypy.api
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from ce_tui.core.pathway import words
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.interview.questions import questions
from ce_tui.core.pathway.outcome.indication import indicated, missing
from ce_tui.core.pathway.outcome.status_words import not_filled_in
from support.documents.made_up import PATHWAY, answers

WHOLE = "a narrative: the child's current context, your professional opinion"
LESS = "your reason for deciding on less than is indicated, in three words or more"


def test_what_is_missing_is_said_to_the_practitioner_and_on_paper() -> None:
    lacking: dict[str, Any] = {
        "known_to_practitioner": None,
        "marks": {"H2": "suspected"},
        "decision": Decision("yellow"),
        "consent": Consent("not sought"),
    }
    given = answers(**lacking)
    names = missing(given, PATHWAY, indicated(given, PATHWAY))
    assert words.missing_words(names) == [
        "whether you know the child already, from working with them",
        WHOLE,
        LESS,
        "why consent was not sought",
    ]
    assert [words.MISSING_ON_PAPER[name] for name in names] == [
        "whether the practitioner knows the child already",
        "the narrative on the child's current context, which the marks need",
        "the reason for deciding on less than is indicated",
        "the reason why consent was not sought",
    ]


def of_what_nobody_gave(given: Answers) -> list[str]:
    return [words.NOT_FILLED_IN_WORDS[name] for name in not_filled_in(given, PATHWAY)]


def test_what_a_receiver_needs_and_nobody_gave_is_said() -> None:
    assert of_what_nobody_gave(answers()) == [
        "child's name",
        "your name",
        "your phone number",
        "what happened",
        "consent",
    ]
    whole = answers(
        notes="seen at the station",
        consent=Consent("refused"),
        practitioner=Practitioner(name="Ash", phone="01632 960123"),
        child=Child(name="Robin"),
    )
    assert of_what_nobody_gave(whole) == []


@pytest.mark.parametrize(
    ("told", "lacks"),
    [(True, []), (None, ["what happened"]), (False, ["what happened"])],
)
def test_what_was_said_of_a_harm_that_was_told_is_what_happened(told: bool | None, lacks: list[str]) -> None:
    given = answers(harm_today=told, harm=Harm("", "He hits me"))
    assert [each for each in of_what_nobody_gave(given) if each == "what happened"] == lacks


OPEN = "Reason, where consent was refused or not sought"


@pytest.mark.parametrize(
    ("status", "reason", "said", "asked"),
    [
        ("", "", "Not recorded", OPEN),
        ("agreed", "", "Agreed, by whom is not recorded", OPEN),
        ("agreed", "by her mother", "Agreed", OPEN),
        ("refused", " ", "Refused, by whom is not recorded", "Reason why consent was refused"),
        ("not sought", "", "Not sought", "Reason why consent was not sought"),
        ("not yet asked", "", "Not yet asked", "Reason why consent was not asked for yet"),
    ],
)
def test_consent_and_its_reason(status: Any, reason: str, said: str, asked: str) -> None:
    assert words.consent_status(status, reason) == said
    found = questions("details", answers(consent=Consent(status, reason)), PATHWAY)
    assert [each.label for each in found if each.id == "consent.reason"] == [asked]


@pytest.mark.parametrize(
    ("name", "url", "service", "said"),
    [
        ("The form", "example.org", "MASH", "The form: example.org."),
        (
            "The form",
            "",
            "MASH",
            "The form. We do not have this web address. Ask MASH or your safeguarding lead for it.",
        ),
        (
            "The form",
            "",
            "",
            "The form. We do not have this web address. Ask the service or your safeguarding lead for it.",
        ),
    ],
)
def test_where_a_link_leads_or_whom_to_ask_for_it(name: str, url: str, service: str, said: str) -> None:
    assert words.leads_to(name, url, service) == said


def test_small_words() -> None:
    assert [words.counted(number, "mark") for number in (0, 1, 2)] == ["no marks", "1 mark", "2 marks"]
    assert [words.counted(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]
    assert [words.joined("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [words.with_capital(said) for said in ("", "an ID", "A14")] == ["", "An ID", "A14"]
    assert [words.with_small(said) for said in ("", "An ID", "C-SPOC")] == ["", "an ID", "c-SPOC"]
    assert [words.ended(said) for said in ("So", "So.", "So!", "So?", "So:", "“So”")] == [
        "So.", "So.", "So!", "So?", "So:", "“So”",
    ]  # fmt: skip
    assert [words.say_source(source) for source in ("document", "a page")] == [
        "the pathway document",
        "a page",
    ]
    assert [words.rank(name) for name in ("", "unsure", "none", "yellow", "amber", "red")] == [
        0,
        0,
        0,
        1,
        2,
        3,
    ]
    assert [words.counted_words(text) for text in ("", "a b-c", "- ...", "在车站", "ab 在车")] == [
        0,
        2,
        0,
        3,
        2,
    ]


def test_what_an_office_is_given_where_it_says_nothing_else() -> None:
    assert words.MARKING == "OFFICIAL-SENSITIVE"
    assert words.NO_ACTION == "No action under this pathway"
    assert list(words.MARK_WORDS.items()) == [
        ("yes", "Yes"),
        ("noted", "Noted"),
        ("suspected", "Suspected"),
        ("reasonably believe", "Reasonably believe"),
    ]


@for_all(st.text("ab -.在车 \n", max_size=30), st.integers(1, 6))
def test_a_text_has_so_many_words_where_so_many_are_counted(text: str, fewest: int) -> None:
    assert words.has_words(text, fewest) == (words.counted_words(text) >= fewest)


def test_another_outcome_or_mark_is_named_where_it_is_not_described_yet(tmp_path: Path) -> None:
    source = Path(words.__file__).read_text("utf-8")
    more = source.replace('"amber", "red"]', '"amber", "red", "black"]').replace(
        '"noted", ', '"noted", "denied", '
    )
    (tmp_path / "words.py").write_text(more, "utf-8")
    said, _, _ = mypy.api.run(["--config-file=", "--strict", "--no-incremental", str(tmp_path / "words.py")])
    never = (
        'Argument 1 to "assert_never" has incompatible type "Literal[\'{}\']"; expected "Never"  [arg-type]'
    )
    found = [line.partition(": error: ")[2] for line in said.splitlines() if ": error: " in line]
    assert found == [never.format("black"), never.format("denied")]
