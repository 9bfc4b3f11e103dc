"""How the narrative begins on the first page: its first words, whole ones, and that there is more."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.referral.content.evidence import first_words_section
from ce_tui.core.referral.content.shapes import Para, Prose
from support.documents.made_up import found

MORE = Para("All of it stands further down.", "small")


def given(notes: str) -> Answers:
    return found(notes=notes)[0]


@pytest.mark.parametrize("notes", ["", "  \n "])
def test_where_nothing_was_written_that_is_said(notes: str) -> None:
    section = first_words_section(given(notes))
    assert (section.title, section.blocks) == ("What was seen", (Para("Nothing was written in the notes."),))


def test_a_short_one_stands_there_whole() -> None:
    section = first_words_section(given("Seen at the station.\nTwice."))
    assert section.blocks == (Prose("Seen at the station. Twice."),)


def test_where_harm_was_told_in_words_only_that_nothing_else_was_written_is_said() -> None:
    harm = {"harm_today": True, "harm": Harm("2026-11-25", "He hits me")}
    (told,) = first_words_section(found(**harm)[0]).blocks
    assert told == Para("Nothing else was written. What was seen or said of the harm stands above.")
    (not_told,) = first_words_section(found(**{**harm, "harm_today": False})[0]).blocks
    assert not_told == Para("Nothing was written in the notes.")


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ("- she cried\n- she had a bruise", "she cried; she had a bruise"),
        ("On Monday:\n* she cried.\n* 2 bruises", "On Monday: she cried. 2 bruises"),
        ("1. she cried\n2) she had a bruise\nThen she left.", "she cried; she had a bruise Then she left."),
        ("Seen on\n25 November.\n\nA3: -", "Seen on 25 November. A3: -"),
    ],
)
def test_the_entries_of_a_list_do_not_run_together(notes: str, words: str) -> None:
    assert first_words_section(given(notes)).blocks == (Prose(words),)


def test_a_long_one_is_cut_between_words_and_says_that_there_is_more() -> None:
    section = first_words_section(given("word " * 100))
    assert section is not None
    assert section.blocks == (Prose("word " * 64 + "..."), MORE)


@pytest.mark.parametrize(("length", "whole"), [(319, True), (320, True), (321, False)])
def test_three_hundred_and_twenty_characters_stand_whole(length: int, whole: bool) -> None:
    notes = "word " * 63 + "x" * (length - 315)
    blocks = first_words_section(given(notes)).blocks
    assert blocks == ((Prose(notes),) if whole else (Prose("word " * 63 + "..."), MORE))


def test_a_link_that_begins_it_leaves_room_for_what_follows() -> None:
    (first, _) = first_words_section(given(f"https://example.org/{'x' * 400} He is outside in a car.")).blocks
    assert first == Prose("https://example.org/xxxxxxxxxxxxxxxxxxxx[...] He is outside in a car.")


@pytest.mark.parametrize("notes", ["w" * 500, "เด็ก" * 100, "車" * 400])
def test_words_without_spaces_are_cut_where_the_room_ends(notes: str) -> None:
    (first, more) = first_words_section(given(notes)).blocks
    assert isinstance(first, Prose) and more == MORE
    assert 310 < len(first.text.removesuffix(" ...")) <= 320 and notes.startswith(
        first.text.removesuffix(" ...")
    )
