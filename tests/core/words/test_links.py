"""A link beside the words that name it already: only its address, or that there is none."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.outcome import OutcomeStep
from ce_tui.core.words.outcomes import is_named, link_name, link_words, links_of, step_words

SET = default_pathway()
NO_ADDRESS = "We do not have this web address. Ask MASH or your safeguarding lead for it."


def step(text: str, *links: str) -> OutcomeStep:
    return OutcomeStep(text=text, provenance="document", links=links)


def test_the_form_of_thurrock_is_named_once() -> None:
    form = step("Complete: Thurrock CAF Referral Form", "thurrock-caf")
    assert step_words(form, SET, service="MASH") == f"Complete: Thurrock CAF Referral Form\n{NO_ADDRESS}"


@pytest.mark.parametrize(
    ("text", "link_id", "named"),
    [
        ("Complete: Thurrock CAF Referral Form", "thurrock-caf", True),
        ("Complete C-SPOC Form.", "c-spoc-form", True),
        ("Look for support in the Directory of Services.", "directory-of-services", True),
        (
            "Tell Essex Police of your concerns, on its website (concerns about a child).",
            "essex-police-child",
            True,
        ),
        ("Tell the police of your concerns about a child.", "essex-police-child", False),
        ("Send form to MASH.", "thurrock-caf", False),
        ("", "thurrock-caf", False),
        ("Complete a Request for Support.", "essex-request-for-support", False),
    ],
)
def test_what_is_named_is_not_named_again(text: str, link_id: str, named: bool) -> None:
    name = link_name(link_id, SET)
    assert is_named(name, text, SET) is named
    assert (name in links_of(step(text, link_id), SET)[0]) is not named


def test_where_the_address_is_known_it_is_said_alone_too() -> None:
    board = "Essex Safeguarding Children Board"
    assert link_words("essex-board", SET, beside=f"Ask the {board}.") == "Web address: www.escb.co.uk."
    assert link_words("essex-board", SET) == f"{board}: www.escb.co.uk."


def test_of_two_links_each_is_named() -> None:
    two = links_of(step("Complete C-SPOC Form. Follow SET Procedures", "c-spoc-form", "set-procedures"), SET)
    assert [words.partition(".")[0] for words in two] == ["Southend: C-SPOC form", "SET Procedures"]


def test_a_warning_stands_wherever_its_link_does() -> None:
    assert link_words("partner-intelligence", SET, beside=link_name("partner-intelligence", SET)).endswith(
        "use Essex Police's page for concerns about a child."
    )
