"""What is said of letters that no font has: once, below the first block that has them, where a file holds them."""

from __future__ import annotations

from msgspec.structs import replace

from ce_tui.core.referral.content.shapes import Division, Para, Prose, Referral
from ce_tui.core.referral.pdf.html import explained

TOLD = Para(
    "“[U+738B]” and the like are letters that this page cannot print; the attached referral.json has them.",
    "small",
)
PLAIN, CHINESE, LATER = Para("naïve Łódź"), Prose("Sam 王小"), Para("小 again")


def referral(*sections: tuple[Para | Prose, ...]) -> Referral:
    divisions = tuple(Division(f"Part {number}", blocks) for number, blocks in enumerate(sections))
    return Referral(
        title="T", subtitle="S", marking="M", reference="R", edition="E", written="W", sections=divisions,
        attachment="{}",
    )  # fmt: skip


def test_it_stands_once_below_the_first_block_that_has_one() -> None:
    made = referral((PLAIN,), (PLAIN, CHINESE, LATER), (LATER,))
    assert explained(made) == referral((PLAIN,), (PLAIN, CHINESE, TOLD, LATER), (LATER,))


def test_where_all_is_printed_or_nothing_is_attached_nothing_is_said() -> None:
    assert explained(referral((PLAIN,))) == referral((PLAIN,))
    bare = replace(referral((CHINESE,)), attachment="")
    assert explained(bare) == bare
