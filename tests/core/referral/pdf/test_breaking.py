"""Where a line may end: addresses, numbers and dates are read out and typed from paper, and stay whole if they can."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from ce_tui.core.pathway.answers.screening import Child, Practitioner
from ce_tui.core.referral.pdf.html import set_apart, typeset
from ce_tui.core.referral.worker import Renderer
from support.documents.poppler import Word, needs_poppler, places_of_words
from support.documents.referrals import answers, made, pages, words

SIDE, FOOT = 11 * 72 / 25.4, 16 * 72 / 25.4  # margins of the page, in points
ADDRESS = "rowan.alexandrina.example-fictitious@children-and-families.made-up-valley.example.org"
ENDLESS = "W" * 100


def pieces(text: str) -> list[str]:
    """What does not break within, in order."""
    joined = Markup("").join(set_apart(text))
    return [
        Markup(each).unescape()
        for each in re.findall(r'<span class="(?:piece|whole)">([^<]+)</span>', joined)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alex.made-up@a-b.example.org", ["alex", ".made-up", "@", "a-b", ".example", ".org"]),
        ("Write (kim@hub.example.org), please.", ["(kim", "@", "hub", ".example", ".org),"]),
        (
            "See https://forms.example.org/essex/a-b. Then go on",
            ["https://forms.example.org/", "essex/", "a-b."],
        ),
        ("www.example.org/a-b", ["www.example.org/", "a-b"]),
        (
            "At (made-up.example.org/essex/a-b%20c), or page_1.example.org/x/: there",
            ["(made-up.example.org/", "essex/", "a-b%20c),", "page_1.example.org/", "x/:"],
        ),
        ("phone 01632 960123 or +44 1632 960 124", ["01632 960123", "+44 1632 960 124"]),
        ("(01632) 960123", ["(01632) 960123"]),
        ("born: 3 April 2010 (aged 16 on 25 November 2026)", ["3 April 2010", "25 November 2026"]),
        ("on 2026-11-25, 03/04/2010", ["2026-11-25", "03/04/2010"]),
        ("Mon–Thu 9am–5:30pm", ["9am–5:30pm"]),
        ("CE-7K3M-2Q, revision 1; C-SPOC", ["CE-7K3M-2Q, revision 1", "C-SPOC"]),
    ],
)
def test_what_stays_whole(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "and/or a stranger/exploiter, well-known",
        "A3, R11 and Y9: 3 of 11",
        "@home at 5 o'clock; a@ b",
        "0" * 80,
        "Зоряна@приклад.укр",
        "a.b.c.d. e",
    ],
)
def test_other_words_are_as_they_were(text: str) -> None:
    assert set_apart(text) == [text]


@pytest.mark.parametrize(
    "typed", ["<b>kim@example.org</b>", "<b>01632 960123</b>", "<b>Зоряна</b>", "<b@a.b>"]
)
def test_what_is_typed_is_never_markup(typed: str) -> None:
    assert not re.search(r"</?b", typeset(typed))
    assert typeset(typed).striptags().replace(" ", "") == typed.replace(" ", "")


def test_nothing_is_lost_or_added() -> None:
    text = f"{ADDRESS}, 01632 960123; 3 April 2010 (www.example.org/a/b). “Kim & co.”"
    assert (
        "".join(Markup(each).striptags() if isinstance(each, Markup) else each for each in set_apart(text))
        == text
    )


def test_a_very_long_word_takes_no_time_to_look_through() -> None:
    for text in ("a." * 50_000, "a@" * 50_000, "a" * 100_000, "a/" * 50_000, "0 " * 50_000, "a-" * 50_000):
        assert "".join(map(str, set_apart(text)))


def test_an_address_breaks_beside_its_at_or_before_a_full_stop_only(renderer: Renderer) -> None:
    given = answers(
        practitioner=Practitioner("Rowan Example", "", "01632 960123", "", ADDRESS),
        child=Child(
            "Aleks Fictional", "2010-04-03", "", "", "alex.made-up.with@a-long-example.example.org", ""
        ),
        notes="\n".join(f"{'x' * length} {ADDRESS}" for length in range(0, 60, 7)),
    )
    lines = "\n".join(pages(renderer.render(made(given)))).split("\n")
    ends = [line for line in lines if line.endswith("@") or re.match(r"[@.]\w", line)]
    assert ends, "it is so long that it breaks"
    assert not [line for line in lines if re.search(r"(made|alexandrina|example|children|and)-$", line)]


def test_a_phone_number_and_a_date_never_break(renderer: Renderer) -> None:
    notes = "\n".join(f"{'x ' * length}phone 01632 960123 on 25 November 2026." for length in range(25, 60))
    text = "\n".join(pages(renderer.render(made(answers(notes=notes)))))
    for whole in ("01632 960123", "25 November 2026"):
        assert len(re.findall(re.escape(whole).replace(r"\ ", r"\s+"), text)) == text.count(whole) > 35


@needs_poppler
def test_the_longest_words_stay_inside_the_page_and_clear_of_its_foot(
    renderer: Renderer, tmp_path: Path
) -> None:
    given = answers(
        "red",
        notes=f"R2 {ENDLESS * 3}",
        practitioner=Practitioner(
            ENDLESS, ENDLESS.lower(), "01632960123" * 9, ENDLESS, f"{'e' * 64}@{'d' * 60}.org"
        ),
        child=Child(ENDLESS, "2010-04-03", ENDLESS, "", f"{'a-' * 50}@example.org", ENDLESS),
    )
    pdf = renderer.render(made(given))
    assert words(pdf).replace(" ", "").count(ENDLESS) >= 6
    file = tmp_path / "made.pdf"
    file.write_bytes(pdf)
    for found in places_of_words(file):
        assert found
        for word in found:
            assert word.left >= SIDE - 1 and word.right <= word.page_width - SIDE + 1, word
            assert not _straddles(word), word


def _straddles(word: Word) -> bool:
    """Whether it is printed partly in the text, partly in the margin below."""
    foot = word.page_height - FOOT
    return word.top < foot - 1 and word.bottom > foot + 2
