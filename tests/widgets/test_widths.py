"""How wide text and tables get is said in Python and in the style sheets: both say the same."""

from __future__ import annotations

import re

import pytest

from ce_tui.resources import STYLES
from ce_tui.widgets.item_rows import WIDEST_TABLE
from ce_tui.widgets.wrapping import WIDEST


@pytest.mark.parametrize(
    ("selector", "widest"), [("#body > *", WIDEST), ("#body > #screenings", WIDEST_TABLE)]
)
def test_the_style_sheet_leaves_as_many_cells_as_rows_are_made_for(selector: str, widest: int) -> None:
    sheet = (STYLES / "app.tcss").read_text("utf-8")
    (rule,) = re.findall(rf"^{re.escape(selector)},[^{{]*{{ max-width: (\d+); }}", sheet, re.MULTILINE)
    assert int(rule) == widest
