"""Each screen has help in plain words, and what it quotes is in the document."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.document.guidance import as_text
from ce_tui.core.pathway.document.help_texts import help_for, help_lines, topics
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
        assert entry.text or entry.quotes
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
    assert "No flag never means that the case is not known." in "\n".join(help_lines(topic))


def test_another_partnerships_help_does_not_quote_this_document() -> None:
    quoted = [line for line in help_lines("amber", load_pathway(MADE_UP)) if line.startswith("The document:")]
    assert quoted == []
    assert any(line.startswith("The document:") for line in help_lines("amber", default_pathway()))


def test_a_topic_may_be_written_with_a_hyphen() -> None:
    assert help_for("sign-in") == help_for("sign_in")


def test_an_unknown_topic_has_no_help() -> None:
    with pytest.raises(KeyError):
        help_for("../notices/notices")
