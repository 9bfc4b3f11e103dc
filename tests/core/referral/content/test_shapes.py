"""What a referral is made of: what is not said of a part, and how a whole one travels to the process that draws it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.referral.content.shapes import (
    Bullets,
    Cell,
    Division,
    ListItem,
    Para,
    Prose,
    Referral,
    Rows,
    SideBySide,
    Table,
    TierMap,
    TierRow,
    Tone,
    WritingRoom,
    decode,
    encode,
)

TONES: tuple[Tone, ...] = ("plain", "strong", "danger", "warning", "quote", "small", "lead")
PANELS: tuple[Any, ...] = ("", "result", "asked", "who", "details", "consent", "about")
TABLE = Table("Caption", ("One",), (("1",),), (100,))
LEAST = Referral(title="T", subtitle="S", marking="M", reference="R", edition="E", written="W")


@pytest.mark.parametrize(
    ("part", "unsaid"),
    [
        (Para("Text"), {"tone": "plain"}),
        (ListItem("Text"), {"label": "", "remarks": ()}),
        (Bullets(()), {"ordered": False}),
        (TABLE, {"by_hand": False, "caption_in_head": False, "halves": False}),
        (Cell("R1"), {"letter": "", "word": ""}),
        (TierRow("red", "Red", "Words"), {"cells": ()}),
        (WritingRoom(3), {"label": ""}),
        (
            Division("Title"),
            {
                "blocks": (),
                "parts": (),
                "panel": "",
                "tier": "",
                "new_page": False,
                "together": False,
                "close": False,
            },
        ),
        (
            LEAST,
            {
                "banner": "",
                "facts": (),
                "sections": (),
                "attachment": "",
                "attachment_about": "",
                "language": "en-GB",
            },
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_said_of_a_part_is_empty(part: Any, unsaid: dict[str, object]) -> None:
    assert {name: getattr(part, name) for name in unsaid} == unsaid
    assert type(part)(**{name: getattr(part, name) for name in part.__struct_fields__}) == part


def test_a_referral_arrives_as_it_was_sent() -> None:
    tiers = TierMap(
        "Title", ("Words",), (TierRow("red", "Red", "Words", (Cell("R1", "B", "Believe"),)),), "Legend"
    )
    blocks = (
        *(Para("Text", tone) for tone in TONES),
        Prose("One\n\nTwo"),
        Bullets((ListItem("One", "Label", ("Remark",)),), ordered=True),
        Rows("Rows", (("Label", "Value"),)),
        TABLE,
        SideBySide((TABLE, TABLE)),
        tiers,
        WritingRoom(2, "Label"),
    )
    part = Division(
        "Part", blocks, (Division("Within"),), "result", "red", new_page=True, together=True, close=True
    )
    whole = msgspec.structs.replace(
        LEAST,
        sections=(part, *(Division("Part", panel=panel) for panel in PANELS)),
        facts=(("Label", "Value"),),
        attachment="{}",
    )
    assert decode(encode(whole)) == whole


def test_nothing_else_is_taken_for_a_referral() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(msgspec.msgpack.encode({"title": "T"}))
