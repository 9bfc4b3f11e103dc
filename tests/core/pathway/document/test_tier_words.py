"""A tier is called what its edition calls it; what the edition does not say is said with that name."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.document.document import EditionNames, Pathway, naming
from ce_tui.core.pathway.document.loading import check_file, default_pathway
from ce_tui.core.pathway.words import OUTCOMES
from support.checkout import CHECKOUT
from support.documents.made_up import PATHWAY
from support.documents.other_colours import COLOURS


@pytest.mark.parametrize(
    ("name", "title", "within", "so_far"),
    [
        ("none", "Nothing marked", "nothing marked", "nothing marked"),
        ("yellow", "Green", "green", "green indicated"),
        ("amber", "Violet", "violet", "violet indicated"),
        ("red", "Black", "black", "black indicated"),
    ],
)
def test_a_tier_has_the_name_of_its_edition(name: Any, title: str, within: str, so_far: str) -> None:
    assert document.tier_title(name, COLOURS) == title
    assert document.in_sentence(name, COLOURS) == within
    assert document.so_far(name, COLOURS) == so_far


@pytest.mark.parametrize(("name", "title"), [("yellow", "Green"), ("amber", "Violet"), ("red", "Black")])
def test_what_an_edition_does_not_say_is_asked_with_the_tiers_name(name: Any, title: str) -> None:
    assert document.asks(name, COLOURS) == (
        f"I ask what is done about {title} of this pathway, and what I am to do."
    )
    assert document.asked(name, COLOURS) == (f"An answer on what is done about {title} of this pathway.",)


def test_without_a_mark_the_first_tier_asks_for_support_in_words_that_name_no_mark() -> None:
    support = ("An answer on which support there is for this child.",)
    assert document.asked("yellow", PATHWAY, marked=False) == support
    assert document.asked("yellow", COLOURS, marked=False) == support
    for name in ("amber", "red"):
        assert document.asked(name, PATHWAY, marked=False) == document.asked(name, PATHWAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "so_far", "asks", "asked"),
    [
        (
            "yellow",
            "vulnerabilities raised",
            "I ask which support in the community there is for this child.",
            ("Support from community-based agencies for the vulnerabilities marked below.",),
        ),
        (
            "amber",
            "early or potential exploitation indicated",
            "I ask for advice, and want to refer this child.",
            ("A consultation about these concerns, and an answer on a referral.",),
        ),
        (
            "red",
            "exploitation or immediate risk indicated",
            "I ask for an immediate response.",
            ("An immediate response.",),
        ),
    ],
)
def test_what_this_partnerships_edition_says(
    name: Any, so_far: str, asks: str, asked: tuple[str, ...]
) -> None:
    pathway = default_pathway()
    assert document.so_far(name, pathway) == so_far
    assert document.asks(name, pathway) == asks
    assert document.asked(name, pathway) == asked


def test_what_the_referrer_does_is_told_apart_from_what_is_asked() -> None:
    for pathway in (default_pathway(), PATHWAY):
        assert [document.by_referrer(name, pathway) for name in OUTCOMES] == [
            "", "", "", "This will also need to be shared with the police.",
        ]  # fmt: skip
    assert document.by_referrer("red", COLOURS) == ""


def test_tiers_are_named_together() -> None:
    assert document.tier_titles(["amber", "red"], COLOURS) == "Violet and Black"


# --------------------------------------------------------------------------------------------- lists


def called(pathway: Pathway, *titles: str) -> Pathway:
    """The pathway with other names for its tiers."""
    tiers = (structs.replace(tier, title=title) for tier, title in zip(pathway.tiers, titles, strict=True))
    return structs.replace(pathway, tiers=tuple(tiers))


def test_a_list_names_each_tier_as_the_edition_of_the_screening_does() -> None:
    found = naming(PATHWAY, [COLOURS])
    assert [found.tier("red", edition) for edition in ("made-up", COLOURS.id)] == ["Red", "Black"]
    assert found.tier("none", COLOURS.id) == "Nothing marked"
    assert found.tier("unsure", COLOURS.id) == "unsure", "what is no tier stays"
    assert found.tier("red", "gone") == "Red", "where the edition is not known, what is at hand"
    assert {area.id for area in found.areas.localities} >= {"northmoor", "northvale", "southvale"}


def test_what_is_pinned_first_counts() -> None:
    later = called(COLOURS, "One", "Two", "Three")
    assert naming(PATHWAY, [COLOURS, later]).tier("amber", COLOURS.id) == "Violet"


def test_nothing_else_at_hand_names_all() -> None:
    assert naming(PATHWAY, []) == EditionNames(PATHWAY, {PATHWAY.id: PATHWAY})
    assert naming(PATHWAY, []).areas is PATHWAY


# --------------------------------------------------------------------------------------------- language


def test_the_language_is_british_english_where_the_edition_names_none() -> None:
    assert PATHWAY.language == "en-GB"
    assert structs.replace(PATHWAY, lang="cy").language == "cy"


@pytest.mark.parametrize(
    ("lang", "sound"), [("en", True), ("en-GB", True), ("cy", False), ("English", False), ("en_GB", False)]
)
def test_the_language_is_checked(lang: str, sound: bool) -> None:
    folder = CHECKOUT / "tests" / "data" / "made-up-pathway"
    text = (folder / "pathway.toml").read_text("utf-8")
    faults = [str(fault) for fault in check_file(f'lang = "{lang}"\n{text}', folder)]
    assert faults == (
        []
        if sound
        else ["lang: is a language that the app's own words are not in; expected en-GB or another English"]
    )
