"""The markup of a whole referral, as it goes to be drawn: `tests/data/referral.html`, and which fonts it needs.

After a change of template or drawing: `CE_TUI_RECORD=yes pytest tests/core/referral/pdf/test_markup.py`.
"""

from __future__ import annotations

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.referral.content.content import Imprint, referral
from ce_tui.core.referral.pdf.html import to_html
from support.checkout import CHECKOUT
from support.documents.referrals import answers, made
from support.documents.told import SET, found
from support.recorded import compare


def test_the_markup_is_as_recorded() -> None:
    title = "Red in Essex at night, with everything filled in"
    imprint = Imprint(at=parse_at("2026-11-25T10:42"), ref="CE-7K3M-2Q", revision=2, state="completed")
    markup, needed = to_html(referral(*found(title), SET, imprint))
    assert needed == ()
    lines = (line.strip() for line in markup.splitlines())
    compare("\n".join(filter(None, lines)) + "\n", CHECKOUT / "tests" / "data" / "referral.html")


def test_the_fonts_that_names_need_come_in_their_order() -> None:
    markup, needed = to_html(made(answers("red", child=Child("Зоя सीता Fictional"))))
    assert needed == ("FiraSans-Regular.ttf", "Mukta-Regular.ttf")
    assert "CE Text, FiraSans-Regular.ttf, Mukta-Regular.ttf" in markup
    assert '<a class="script">Зоя सीता </a>Fictional' in markup


def test_what_is_attached_is_not_printed() -> None:
    assert "audit_head" not in to_html(made(answers("red"), audit_head="0f"))[0]
