"""The markup of a whole referral, as it goes to be drawn: `tests/data/referral.html`, and which fonts it needs.

After a change of template or drawing: `CE_TUI_RECORD=yes pytest tests/core/referral/pdf/test_markup.py`.
"""

from __future__ import annotations

import re

import jinja2
import pytest

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.fonts import BODY, BOLD
from ce_tui.core.referral.pdf import html
from ce_tui.core.referral.pdf import pdf as drawing
from ce_tui.core.referral.pdf.html import FAMILY, paragraphs, set_scripts_apart, to_html
from support.checkout import CHECKOUT
from support.documents.referrals import answers, made
from support.documents.told import SET, found
from support.recorded import compare


def test_the_markup_is_as_recorded() -> None:
    title = "Red in Essex at night, with everything filled in"
    imprint = ReferralContext(
        at=parse_at("2026-11-25T10:42"), ref="CE-7K3M-2Q", revision=2, state="completed"
    )
    markup, needed = to_html(referral(*found(title), SET, imprint))
    assert needed == ()
    assert not re.search(r"^[ \t]", markup, re.MULTILINE) and "<ul>\n<li>" in markup, (
        "no gaps of the template's"
    )
    lines = (line.strip() for line in markup.splitlines())
    compare("\n".join(filter(None, lines)) + "\n", CHECKOUT / "tests" / "data" / "referral.html")


def test_the_fonts_that_names_need_come_in_their_order() -> None:
    markup, needed = to_html(made(answers("red", child=Child("Зоя सीता Fictional"))))
    assert needed == ("FiraSans-Regular.ttf", "Mukta-Regular.ttf")
    assert "CE Text, FiraSans-Regular.ttf, Mukta-Regular.ttf" in markup
    assert '<a class="script">Зоя सीता </a>Fictional' in markup


def test_what_is_attached_is_not_printed() -> None:
    assert "audit_head" not in to_html(made(answers("red"), audit_head="0f"))[0]


def test_what_no_font_has_stands_as_code_points_and_markup_as_text() -> None:
    markup, needed = to_html(made(answers("red", child=Child("王小 <b>Fictional</b>\x00"))))
    assert needed == ()
    assert "[U+738B][U+5C0F] &lt;b&gt;Fictional&lt;/b&gt;; born" in markup


def test_each_weight_of_the_body_is_its_own_file() -> None:
    assert drawing._face(FAMILY, BODY) == (
        '@font-face { font-family: "CE Text"; src: url("asset:AtkinsonHyperlegible-Regular.ttf"); font-weight: 400; }'
    )
    assert drawing._face(FAMILY, BOLD, weight=700).endswith('Bold.ttf"); font-weight: 700; }')


def test_what_a_person_wrote_stands_in_paragraphs_of_lines() -> None:
    assert paragraphs("\n\nfirst\nsecond\n \n\nthird  \n") == [["first", "second"], ["third  "]]
    assert paragraphs("") == paragraphs(" \n ") == []
    assert paragraphs("\nX\n") == [["X"]]
    word = "x" * 999
    assert paragraphs(word) == [[word]]
    assert paragraphs(f"a {word}y") == [["a " + "x" * 60, *["x" * 60] * 15, "x" * 39 + "y"]]


def test_words_of_other_scripts_stand_apart_in_one_run() -> None:
    assert set_scripts_apart("plain <b>") == "plain <b>"
    assert set_scripts_apart("naïve <b>") == "naïve &lt;b&gt;"
    assert set_scripts_apart("naïve\nX") == "naïve\nX"
    assert set_scripts_apart("Зоя Їжа and Άλφα <") == (
        '<a class="script">Зоя Їжа </a>and <a class="script">Άλφα </a>&lt;'
    )


def test_a_template_that_asks_for_what_is_not_there_fails() -> None:
    with pytest.raises(jinja2.UndefinedError):
        html._template().environment.from_string("{{ nothing }}").render()
