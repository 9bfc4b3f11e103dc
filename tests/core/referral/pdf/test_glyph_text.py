"""Which text a glyph stands for: its font's own, unless what was given is the same letter in another form."""

from __future__ import annotations

import pytest

from ce_tui.core.referral.fonts import BODY, BOLD, coverage
from ce_tui.core.referral.pdf.pdf import _file_of, _mended, _texts

OWN = {0x41: "A", 0x20: " ", 0x1F: "ffi"}


@pytest.mark.parametrize(
    ("entry", "mended"),
    [
        (b"<0041> <00410301>", b"<0041> <0041>"),  # it was met first with an accent
        (b"<0041> <>", b"<0041> <0041>"),
        (b"<0020> <00a0>", b"<0020> <00a0>"),  # a no-break space shares the glyph of a space
        (b"<001f> <fb03>", b"<001f> <006600660069>"),
        (b"<0042> <00e9>", b"<0042> <00e9>"),  # of which the font knows nothing
        (b"<0042> <>", b"<0042> <200b>"),
    ],
)
def test_a_glyph_stands_for_what_its_font_says_where_that_is_known(entry: bytes, mended: bytes) -> None:
    assert _mended(entry, lambda: OWN) == mended


@pytest.mark.parametrize(
    ("line", "doubtful"),
    [
        (b"<0041> <0041>", False),
        (b"<0041> <>", True),
        (b"<0041> <00410042>", True),
        (b"<0041> <00e9>", True),
        (b"3 beginbfchar", False),
        (b"<0041> <00e9> ", False),
    ],
)
def test_only_what_is_no_single_letter_of_ascii_is_looked_up(line: bytes, doubtful: bool) -> None:
    assert (_mended(line, lambda: {0x41: "looked up"}) != line) is doubtful


def test_the_file_of_a_font_is_known_by_the_name_that_the_pdf_has_for_it() -> None:
    assert _file_of(b"/VCIIAQ+CE-Text") == BODY
    assert _file_of(b"/VCIIAQ+CE-Text-Bold") == BOLD
    assert _file_of(b"/QPSQFF+Mukta-Regular.ttf-Bold") == "Mukta-Regular.ttf"


def test_of_a_font_every_glyph_is_known_that_a_letter_or_a_substitution_leads_to() -> None:
    found = {name: _texts(name) for name in (*coverage(), BOLD)}
    assert {name: (len(texts), sum(map(len, texts.values()))) for name, texts in found.items()} == {
        BODY: (364, 364),
        "FiraSans-Regular.ttf": (2662, 2677),
        "IBMPlexSansArabic-Regular.ttf": (1651, 1889),
        "Cardo-Regular.ttf": (3819, 3825),
        "Mukta-Regular.ttf": (1355, 2843),
        "HindSiliguri-Regular.ttf": (817, 1777),
        "Sarabun-Regular.ttf": (764, 774),
        BOLD: (364, 364),
    }
    assert {"ff", "ffi", "fi"} < set(found["FiraSans-Regular.ttf"].values())
    assert "क्क" in found["Mukta-Regular.ttf"].values()
    assert _texts("of-the-machine.ttf") == {}
