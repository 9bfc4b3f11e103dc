"""Each screen has help in plain words, and what it quotes is in the document."""

from __future__ import annotations

import msgspec
import pytest

from ce_tui.core.pathway.document.guidance import as_text
from ce_tui.core.pathway.document.help_texts import help_for, help_lines, help_on, topics
from ce_tui.core.pathway.document.loading import default_pathway, load_pathway
from support.checkout import CHECKOUT

MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"

NEEDED = {
    "start", "yellow", "amber", "red", "notes", "result", "details", "review", "home", "guidance", "contacts",
    "sign_in", "setup", "lock", "goto", "phone", "keys",
}  # fmt: skip


def test_every_screen_and_section_has_help() -> None:
    assert set(topics()) >= NEEDED


@pytest.mark.parametrize("topic", sorted(NEEDED))
def test_what_help_quotes_is_in_the_document(topic: str) -> None:
    document = as_text(default_pathway())
    for entry in help_for(topic).entries:
        assert entry.text
        for quote in entry.quotes:
            assert quote in document


@pytest.mark.parametrize("topic", ["amber", "red"])
def test_what_counts_as_reasonably_believe_is_answered_in_the_documents_words(topic: str) -> None:
    entry = next(
        entry for entry in help_for(topic).entries if entry.heading == "What counts as reasonably believe?"
    )
    assert any("balance of probabilities" in quote for quote in entry.quotes)


@pytest.mark.parametrize("topic", ["yellow", "amber", "red"])
def test_each_tiers_help_says_that_no_flag_never_means_not_known(topic: str) -> None:
    assert "No flag never means that the case is not known." in "\n".join(
        help_lines(topic, default_pathway())
    )


def test_another_partnerships_help_does_not_quote_this_document() -> None:
    quoted = [line for line in help_lines("amber", load_pathway(MADE_UP)) if line.startswith("The document:")]
    assert quoted == []
    assert any(line.startswith("The document:") for line in help_lines("amber", default_pathway()))


def test_a_topic_may_be_written_with_a_hyphen() -> None:
    assert help_for("sign-in") == help_for("sign_in")


def test_an_unknown_topic_has_no_help() -> None:
    with pytest.raises(KeyError, match=r"^'../notices/no_notices'$"):
        help_for("../notices/no-notices")


HELD_UP = (
    "Only two things hold it up: a result of {} without a narrative (unless {} is acted on, or a child under 13 shows "
    "a sexual sign), and a lower decision without a reason."
)
STANDS_FOR = {
    "Yellow": ("Yellow", "Green"),
    "Amber": ("Amber", "Violet"),
    "Red": ("Red", "Black"),
    "yellow": ("yellow", "green"),
    "amber": ("amber", "violet"),
    "red": ("red", "black"),
    "yellow.heading": ("Indicators of vulnerability identified.", "Signs that deserve attention."),
    "amber.heading": (
        "This section explores factors that are strongly linked to exploitation.",
        "Signs that deserve a conversation.",
    ),
    "red.heading": (
        "Indicators of harm present or/and strong evidence of the presence and contact with perpetrators.",
        "Harm.",
    ),
    "vulnerabilities": ("V1 to V6", "W1"),
    "example": ("A3", "H2"),
    "flagged": ("none is", "2 are"),
    "numbering_note": (
        "Numbered by this software. The copy of the pathway that it was built from had lost the document's own IDs, so "
        "those printed in the document may differ: wherever an ID is cited, go by the factor's words.",
        "The IDs are those that the guide prints.",
    ),
    "areas": ("Southend, Essex, Thurrock and Elsewhere", "Northvale and Southvale"),
    "family-involved": ("A8", None),
    "rule": ("There is no score.", "There is no score."),
    "closing": ("Amber and Red", "Violet and Black"),
    "left_open": ("Yellow", "Green"),
    "dash": (", a dash was not asked (first meeting)",) * 2,
    "dashes": (", - is not asked (first meeting), -! that marks of it were set aside",) * 2,
    "held_up": (HELD_UP.format("amber", "red"), HELD_UP.format("violet", "black")),
    "needed": (
        "Where amber factors are marked, before the screening can be completed. ",
        "Where violet factors are marked, before the screening can be completed. ",
    ),
    "yellow.narrative": ("", ""),
    "amber.narrative": (" A mark here needs a narrative in the notes.",) * 2,
    "red.narrative": ("", ""),
    "amber.closed": ("Amber", "Violet"),
    "red.closed": ("Red", "Black"),
    "sharing-nudes-threat-exchange": ("R3", None),
}
"""Each placeholder, with what it stands for in SET's edition and in another partnership's; None: it has none."""


@pytest.mark.parametrize("topic", topics())
@pytest.mark.parametrize("edition", [0, 1])
def test_help_speaks_of_the_editions_tiers_and_ids(topic: str, edition: int) -> None:
    pathway = (default_pathway(), load_pathway(MADE_UP))[edition]

    def filled(words: str) -> str:
        for name, said in STANDS_FOR.items():
            filled_in = said[edition]
            words = words.replace(f"{{{name}}}", f"{{{name}}}" if filled_in is None else filled_in)
        return words

    shown = help_for(topic)
    assert "{" not in filled(shown.title + shown.summary), "those of every edition alone stand in them"
    lines = [filled(shown.title), "", filled(shown.summary)]
    for entry in shown.entries:
        quotes = [] if edition else [f'The document: "{quote}"' for quote in entry.quotes]
        words = [filled(entry.heading), filled(entry.text)]
        if "{" not in " ".join(words) and STANDS_FOR.get(entry.only_where, ("always",) * 2)[edition]:
            lines += ["", *words, *quotes]
    assert help_lines(topic, pathway) == lines


def test_help_is_silent_on_a_narrative_and_a_first_meeting_where_the_edition_asks_for_neither() -> None:
    pathway = default_pathway()
    plain = tuple(
        msgspec.structs.replace(tier, needs_narrative=False, needs_relationship=False)
        for tier in pathway.tiers
    )
    said = "\n".join(
        line
        for topic in topics()
        for line in help_lines(topic, msgspec.structs.replace(pathway, tiers=plain))
        if not line.startswith("The document: ")
    )
    assert [line for line in said.split("\n") if "first meeting" in line or "narrative" in line] == []
    assert "Only one thing holds it up: a lower decision without a reason." in said
    assert "before the screening can be completed" not in said


def test_help_names_the_tiers_that_ask_for_a_narrative_and_those_that_a_first_meeting_closes() -> None:
    pathway = default_pathway()
    asks = {"yellow": (False, False), "amber": (True, False), "red": (True, True)}
    tiers = tuple(
        msgspec.structs.replace(
            tier, needs_narrative=asks[tier.name][0], needs_relationship=asks[tier.name][1]
        )
        for tier in pathway.tiers
    )
    other = msgspec.structs.replace(pathway, tiers=tiers)
    assert help_on("red", other).summary.endswith(
        "gives a red result. A mark here needs a narrative in the notes."
    )
    assert "Why is this closed?" not in help_lines("amber", other) and "Why is this closed?" in help_lines(
        "red", other
    )
    assert "is needed in Red, so it opens Yellow and Amber alone" in "\n".join(help_lines("start", other))


def test_one_flagged_factor_is_spoken_of_as_one() -> None:
    pathway = load_pathway(MADE_UP)
    tiers = tuple(
        msgspec.structs.replace(
            tier,
            factors=tuple(
                msgspec.structs.replace(factor, known_to_authorities=factor.id == "K1")
                for factor in tier.factors
            ),
        )
        for tier in pathway.tiers
    )
    said = help_lines("amber", msgspec.structs.replace(pathway, tiers=tiers))
    assert "In this pathway 1 is flagged." in "\n".join(said)


@pytest.mark.parametrize(("ids", "said"), [((), None), (("W1",), "W1"), (("W1", "W2", "W3"), "W1 to W3")])
def test_vulnerabilities_are_spoken_of_by_their_first_and_last(
    ids: tuple[str, ...], said: str | None
) -> None:
    pathway = load_pathway(MADE_UP)
    first, *others = pathway.tiers
    (kept,) = first.vulnerabilities
    vulnerabilities = tuple(msgspec.structs.replace(kept, id=factor_id) for factor_id in ids)
    changed = msgspec.structs.replace(first, vulnerabilities=vulnerabilities)
    lines = help_lines("yellow", msgspec.structs.replace(pathway, tiers=(changed, *others)))
    asked = [line for line in lines if line.startswith("What are ")]
    assert asked == ([f"What are {said}?"] if said else [])


def test_help_is_its_title_and_summary_then_each_matter_with_what_the_document_says_of_it() -> None:
    assert help_lines("amber", default_pathway())[:10] == [
        "Amber",
        "",
        "This section explores factors that are strongly linked to exploitation. Each takes one of two marks, "
        "Suspected or Reasonably believe. A mark here needs a narrative in the notes.",
        "",
        "What counts as reasonably believe?",
        "In the document's words:",
        'The document: "In considering these indicators the referrer should state whether the indicator is suspected, '
        "but not confirmed or whether they reasonably believe it to be taking place in the balance of "
        'probabilities."',
        'The document: "While they are important distinctions they are both significant in deciding whether an '
        'individual is at risk."',
        "",
        "Does suspected count less?",
    ]


def test_where_no_tier_needs_a_narrative_the_first_one_gives_the_example() -> None:
    pathway = load_pathway(MADE_UP)
    tiers = tuple(msgspec.structs.replace(tier, needs_narrative=False) for tier in pathway.tiers)
    said = "\n".join(help_lines("notes", msgspec.structs.replace(pathway, tiers=tiers)))
    assert "Type its ID, such as G2, in large" in said
