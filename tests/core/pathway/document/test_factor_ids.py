"""Factor IDs in notes are found as the contract says, explained, completed, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.document.document import (
    beside_ids,
    citation_at,
    citing_sentences,
    complete,
    find,
    letters,
    meant_words,
    nearest_id,
)
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.words import counted_words
from support.documents.made_up import PATHWAY as MADE_UP

SET = default_pathway()


def found(text: str, not_ids: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    return [(citation.id, citation.known) for citation in find(text, SET, not_ids)]


def test_the_letters_are_the_pathways_own() -> None:
    assert sorted(letters(SET)) == ["A", "R", "V", "Y"]
    assert letters(MADE_UP) == ("G", "W", "H", "K")
    assert [citation.id for citation in find("A1 G1 k12", MADE_UP)] == ["G1", "K12"]


@pytest.mark.parametrize(
    "text", ["A3", "a3", "(A3)", "A3:", "see A3.", "A3/", "_A3_", "–A3–", "x A3\ny", "A3's"]
)
def test_an_id_is_found_in_any_case_beside_anything_but_letters_and_digits(text: str) -> None:
    assert found(text) == [("A3", True)]


@pytest.mark.parametrize(
    "text", ["xA3", "A3x", "1A3", "éA3", "A3é", "A345", "A", "A 3", "Ａ3", "A٣", "ſA3", "B3"]
)
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    assert found(text) == []


def test_neighbours_are_found_each_with_its_place() -> None:
    text = "A3,a4/R11 and A14"
    assert [text[c.start : c.end] for c in find(text, SET)] == ["A3", "a4", "R11", "A14"]
    assert found(text) == [("A3", True), ("A4", True), ("R11", True), ("A14", False)]


@pytest.mark.parametrize(
    ("text", "factor_id"), [("A03", "A03"), ("A0", "A0"), ("a14", "A14"), ("V7", "V7"), ("y10", "Y10")]
)
def test_an_id_that_the_pathway_lacks_is_unknown(text: str, factor_id: str) -> None:
    assert found(text) == [(factor_id, False)]


def test_only_an_unknown_one_can_be_said_to_be_no_id() -> None:
    assert found("A12 a13 A14 A3", ("a12", "A13", "A3")) == [("A14", False), ("A3", True)]


@pytest.mark.parametrize(
    ("offset", "factor_id"), [(4, "A3"), (5, "A3"), (6, "A3"), (3, None), (8, "R2"), (10, None)]
)
def test_the_id_under_the_cursor(offset: int, factor_id: str | None) -> None:
    text = "is: A3\nR2 no"
    citation = citation_at(text, offset, SET)
    assert (citation.id if citation else None) == factor_id
    if citation:
        assert text[citation.start : citation.end] == factor_id


def test_before_an_id_on_a_later_line_the_cursor_is_in_none() -> None:
    text = "a line\nand then A3"
    assert [offset for offset in range(len(text) + 1) if citation_at(text, offset, SET)] == [16, 17, 18]


def test_an_id_under_the_cursor_is_read_with_what_stands_beside_it() -> None:
    assert citation_at("xA3", 2, SET) is None


@pytest.mark.parametrize(
    ("prefix", "ids"),
    [
        ("a1", ["A1", "A10", "A11"]),
        ("R11", ["R11"]),
        ("v", ["V1", "V2", "V3", "V4", "V5", "V6"]),
        ("A9", ["A9"]),
        ("A14", []),
        ("", []),
        ("q", []),
    ],
)
def test_what_fits_what_is_typed(prefix: str, ids: list[str]) -> None:
    assert [factor.id for factor in complete(prefix, SET)] == ids


def test_the_sentences_that_cite_a_factor() -> None:
    text = "A3: seen twice. R2 from the school! No one knows\n  a3 again, A3 too\n\nlast A30."
    cited = citing_sentences(text, "a3", SET)
    assert [sentence for _, sentence in cited] == ["A3: seen twice.", "a3 again, A3 too"]
    assert all(text.startswith(sentence, start) for start, sentence in cited)
    assert citing_sentences(text, "R1", SET) == []


@given(st.lists(st.sampled_from([*SET.factors, "a14", "seen", "é", ".", "\n", " ", "A", "7"]), max_size=12))
def test_whatever_stands_in_the_notes_citations_and_sentences_agree(parts: list[str]) -> None:
    text = "".join(parts)
    citations = find(text, SET)
    for citation in citations:
        assert text[citation.start : citation.end].upper() == citation.id
        assert citation_at(text, citation.end, SET) is not None
        sentences = citing_sentences(text, citation.id, SET)
        spans = [(start, start + len(sentence)) for start, sentence in sentences]
        assert sum(start <= citation.start and citation.end <= end for start, end in spans) == 1


@pytest.mark.parametrize("text", ["", " \n\t", "A3", "A3 a4\nR1", "A14", "A3, R2."])
def test_no_word_beside_ids(text: str) -> None:
    assert counted_words(beside_ids(text, SET, ())) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seen", 1),
        ("A3 x", 1),
        ("A3x", 1),
        ("A", 1),
        ("3", 1),
        ("见", 1),
        ("在车站看见", 5),
        ("A3: seen - at home.", 3),
    ],
)
def test_words_beside_ids(text: str, words: int) -> None:
    assert counted_words(beside_ids(text, SET, ())) == words


@pytest.mark.parametrize(
    ("typed", "factor_id"),
    [
        ("R03", "R3"), ("r03", "R3"), ("a011", "A11"), ("R3", ""), ("R0", ""), ("R00", ""), ("A014", ""), ("X03", ""),
        ("", ""), ("3", ""),
    ],
)  # fmt: skip
def test_an_id_with_noughts_stands_for_the_one_without(typed: str, factor_id: str) -> None:
    assert nearest_id(typed, SET) == factor_id
    assert meant_words(typed, SET) == (f"{factor_id} meant?" if factor_id else "")


def test_an_id_with_a_nought_is_unknown_in_a_text_and_completed_as_the_one_that_is_meant() -> None:
    (citation,) = find("Seen with R03 on Monday.", SET)
    assert (citation.id, citation.known) == ("R03", False)
    assert [factor.id for factor in complete("r03", SET)] == ["R3"]
    assert complete("r0", SET) == []
