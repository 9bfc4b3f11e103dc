"""What a header leaves out where the window is narrow, and what it never does."""

from __future__ import annotations

from ce_tui.widgets.room import HeaderPart, in_width
from ce_tui.widgets.wrapping import cells

PARTS = [
    HeaderPart("CE Pathway DEMO", 1, "DEMO"),
    HeaderPart("Essex", 3),
    HeaderPart("draft CE-7K3M-2Q", 4, "CE-7K3M-2Q"),
    HeaderPart("by Lee Example"),
    HeaderPart("saved 10:42", 2),
]


def test_what_counts_least_gives_way_first() -> None:
    widths = (80, 70, 60, 50, 45, 35)
    assert [in_width(PARTS, width) for width in widths] == [
        "CE Pathway DEMO   Essex   draft CE-7K3M-2Q   by Lee Example   saved 10:42",
        "DEMO   Essex   draft CE-7K3M-2Q   by Lee Example   saved 10:42",
        "DEMO   Essex   draft CE-7K3M-2Q   by Lee Example",
        "DEMO   Essex   draft CE-7K3M-2Q   by Lee Example",
        "DEMO   draft CE-7K3M-2Q   by Lee Example",
        "DEMO   CE-7K3M-2Q   by Lee Example",
    ]


def test_what_still_does_not_fit_is_cut_out_of_the_longest() -> None:
    parts = [HeaderPart("CE-7K3M-2Q"), HeaderPart("by Somebody With Many Names"), HeaderPart("NOT SAVED")]
    assert in_width(parts, 43) == "CE-7K3M-2Q   by Somebody Wit...   NOT SAVED"


def test_wide_letters_take_two_cells_and_never_more_than_there_are() -> None:
    parts = [HeaderPart("CE-7K3M-2Q"), HeaderPart("by 李小龙李小龙李小龙"), HeaderPart("NOT SAVED")]
    for width in range(60):
        assert cells(in_width(parts, width)) <= max(width, 25)
    assert in_width([], 10) == in_width([HeaderPart("")], 10) == ""
