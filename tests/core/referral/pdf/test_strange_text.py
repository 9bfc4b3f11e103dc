"""Text that breaks things: markup, bidi overrides, NUL, lone surrogates, endless words, names in every script."""

from __future__ import annotations

import io
import unicodedata

import pypdf
import pytest

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.shape import MAX_NOTES
from ce_tui.core.referral.content.shapes import MAX_LINES, as_text
from ce_tui.core.referral.fonts import coverage, fallbacks, font_for, tidy, unprintable
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import answers, faults, font_names, made, pages, spoken, words

NAMES = {
    "Polish": "Żółć Łukaszewska",
    "Romanian": "Ștefan Țintă",
    "Vietnamese": "Nguyễn Thị Hồng Phượng",
    "Cyrillic": "Жанна Їжакевич",
    "Greek": "Ωμέγα Άλφα",
    "Arabic": "محمد علی‌رضا",
    "Hebrew": "שׁוֹשַׁנָּה",
    "Devanagari": "क्षितिज हिन्दी",
    "Bengali": "বাংলা নাম",
    "Thai": "กุลธิดา",
}
UNPRINTED = "letters that this page cannot print; the attached referral.json has them."
# No package brings a static font for these: said before the export, code points on paper.
NOT_BUNDLED = {
    "Gurmukhi": "ਪੰਜਾਬੀ ਨਾਂ",
    "Tamil": "தமிழ்ச்செல்வி",
    "Ethiopic": "አማርኛ ትግርኛ",
    "Georgian": "ქართული",
    "Chinese": "王小明",
}


@pytest.mark.parametrize("script", NOT_BUNDLED)
def test_a_name_in_a_script_without_a_font_is_said_before_and_printed_as_code_points(
    script: str, renderer: Renderer
) -> None:
    name = NOT_BUNDLED[script]
    assert unprintable(name) == list(dict.fromkeys(name.replace(" ", "")))
    pdf = renderer.render(made(answers(child=Child(name=name))))
    assert faults(pdf) == []
    assert f"[U+{ord(name[0]):04X}]" in words(pdf)
    first, *others = pages(pdf)
    assert " ".join(first.split()).count(UNPRINTED) == 1, "on the first page, where the name is met"
    assert f"“[U+{ord(name[0]):04X}]” and the like are {UNPRINTED}" in " ".join(first.split())
    assert UNPRINTED not in " ".join(" ".join(others).split())


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_a_script_with_a_font_is_printed(script: str, renderer: Renderer) -> None:
    name = NAMES[script]
    assert unprintable(name) == []
    pdf = renderer.render(made(answers(child=Child(name=name))))
    assert faults(pdf) == []
    assert len(font_names(pdf)) <= 4
    assert UNPRINTED not in words(pdf)
    if fallbacks(unicodedata.normalize("NFC", name)):
        assert unicodedata.normalize("NFC", name) in " ".join(spoken(pdf))
    else:
        assert name in words(pdf)


def test_a_letter_met_first_with_an_accent_does_not_keep_it(renderer: Renderer) -> None:
    """WeasyPrint gives a glyph the text of the first cluster that it meets it in."""
    text = words(renderer.render(made(answers("red", notes="किताब कमल", child=Child(name="Nguyễn Thê")))))
    assert "कमल" in text
    assert "Thê" in text


@pytest.mark.parametrize("name", list(coverage()))
def test_every_character_that_is_said_to_be_printable_is_printed(name: str, renderer: Renderer) -> None:
    characters = [chr(code) for code in sorted(coverage()[name]) if font_for(chr(code)) == name]
    kept = [character for character in characters if tidy(character) == character]
    assert kept
    assert faults(renderer.render(made(answers("red", notes=" ".join(kept))))) == []


def test_a_character_that_no_font_has_is_named_before_and_on_paper(renderer: Renderer) -> None:
    name = "Sam 😀 한"
    assert unprintable(name) == ["😀", "한"]
    pdf = renderer.render(made(answers(child=Child(name=name))))
    assert faults(pdf) == []
    assert "Sam [U+1F600] [U+D55C]" in words(pdf)
    assert name in as_text(made(answers(child=Child(name=name))))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & <b>not bold</b> &amp; {{ 7 * 7 }} {% raw %}",
        "abc\u202edcba\u202c \u2066x\u2069 \u200f\u200e\ufeff",
        "nul\x00 bell\x07 escape\x1b[31m delete\x7f c1\x9b",
        "lone \ud800 and \udfff surrogates",
        "accents without a letter: \u0301\u0302 and many: e" + "\u0301" * 200,
        "private \ue000 and unassigned \U000e0fff and \uffff",
        "line\r\nends\rof\x0ball\x0ckinds\u2028and\u2029more\x85x",
        "क" * 3 + "\u094d" * 5 + "\u200d" * 5,
    ],
)
def test_strange_text_is_printed_harmlessly(text: str, renderer: Renderer) -> None:
    referral = made(answers("red", notes=text, child=Child(name=text.replace("\n", " "))))
    pdf = renderer.render(referral)
    assert faults(pdf) == []
    as_text(referral).encode("utf-8")
    assert not set(words(pdf)) & set("\x00\x07\x1b\x7f\x9b\u202e\u2066\ufeff")


def test_markup_is_printed_as_it_was_typed(renderer: Renderer) -> None:
    text = "<script>alert(1)</script> {{ 7 * 7 }}"
    assert text in words(renderer.render(made(answers("red", notes=text))))


@pytest.mark.parametrize(
    "notes",
    ["x" * 20_000, "R2 " + "ж" * 20_000, "word " * 19_999, "l\n" * MAX_LINES, "y" * MAX_NOTES],
    ids=[
        "20,000 letters",
        "20,000 Cyrillic letters",
        "100,000 characters",
        "as many lines as are printed",
        "one word of 100,000",
    ],
)
def test_very_long_text_is_printed_whole(notes: str, renderer: Renderer) -> None:
    pdf = renderer.render(made(answers("red", notes=notes)))
    assert faults(pdf) == []
    letter = notes.strip()[-1]
    found = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert found.count(letter) >= notes.count(letter)


def test_longer_text_than_paper_takes_is_cut_and_says_so(renderer: Renderer) -> None:
    referral = made(answers("red", notes="z " * MAX_NOTES, child=Child(name="n" * 5_000)))
    said = f"Cut here after {MAX_NOTES:,} of {2 * MAX_NOTES - 1:,} characters"
    assert said in " ".join(as_text(referral).split())
    pdf = renderer.render(referral)
    assert said in words(pdf)
    assert "[cut here" in words(pdf)
    assert "n" * 5_000 in pypdf.PdfReader(io.BytesIO(pdf)).attachments["referral.json"][0].decode()


def test_more_lines_than_paper_takes_are_cut_and_the_count_is_said(renderer: Renderer) -> None:
    referral = made(answers("red", notes="l\n" * 50_000))
    pdf = renderer.render(referral)
    assert f"Cut here after {2 * MAX_LINES - 1:,} of 99,999 characters" in words(pdf)
    assert faults(pdf) == []
