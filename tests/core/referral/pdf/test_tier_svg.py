"""The tiers at a glance: a drawing for each, so that a page may end between two."""

from __future__ import annotations

from typing import Any

from ce_tui.core.referral.pdf.html import BOX, HEAD, LETTER, WIDTH, Box, Drawing, draw


def tier(boxes: int, words: str, marked: str = "") -> dict[str, Any]:
    cells = [{"id": f"A{n}", "letter": marked, "word": ""} for n in range(1, boxes + 1)]
    return {"name": "amber", "title": "Amber", "words": words, "cells": cells}


def test_each_tier_is_a_drawing_and_all_are_as_wide() -> None:
    drawings = draw([tier(3, "Nothing marked"), tier(40, "Nothing marked")])
    assert drawings[0].width == drawings[1].width > WIDTH
    assert [len(each.boxes) for each in drawings] == [3, 40]
    last = drawings[1].boxes[-1]
    assert last.x + BOX <= drawings[1].width


def test_its_words_stand_beside_the_boxes_where_they_fit_and_else_above() -> None:
    beside, above = draw([tier(11, "1 suspected"), tier(11, "2 reasonably believe, 11 suspected, 3 noted")])
    assert beside.words_x > beside.boxes[-1].x + BOX
    assert beside.words_x + len(beside.words[0]) * LETTER <= beside.width
    assert beside.words_y < beside.height and above.words_y < HEAD == above.head
    assert above.height - beside.height == HEAD - beside.head > 0


def test_a_marked_box_has_its_letter_and_a_colour() -> None:
    [plain], [marked] = (draw([tier(1, "", letter)])[0].boxes for letter in ("", "S"))
    assert (plain.letter, marked.letter) == ("", "S")
    assert plain.fill != marked.fill


def test_where_each_thing_stands_in_units() -> None:
    beside, above = draw([tier(2, "Nothing marked", "S"), tier(40, "x")])
    amber = "#ffab40"
    boxes = (Box(x=100.0, id="A1", letter="S", fill=amber), Box(x=134.0, id="A2", letter="S", fill=amber))
    assert beside == Drawing("Amber", ("Nothing marked",), amber, boxes, 1460.0, 0.5, 172.0, 21.0)
    assert (beside.height, above.height) == (31.5, 48.0)
    assert (above.head, above.words_x, above.words_y) == (17.0, 100.0, 13.0)
    assert draw([tier(2, "x")])[0].width == 661.0


def test_words_that_just_fit_stand_beside() -> None:
    room = int((WIDTH - (100 + 2 * 34 + 4)) // LETTER)
    assert [draw([tier(2, "x" * letters)])[0].words_y for letters in (room, room + 1)] == [21.0, 13.0]


def test_a_long_title_stands_whole_above_the_boxes_in_as_many_rows_as_it_takes() -> None:
    title = "Strong signs of exploitation, " + "or of a contact with somebody who exploits " * 3
    given = {**tier(3, "Nothing marked"), "title": title.strip()}
    [long] = draw([given])
    assert long.title == "" and " ".join(long.words) == f"{title.strip()}: Nothing marked"
    assert len(long.words) > 1 and all(len(row) * LETTER <= long.width for row in long.words)
    assert long.head == HEAD * len(long.words) and long.words_x == 0
    [nine, ten] = draw([{**given, "title": "x" * letters} for letters in (9, 10)])
    assert (nine.title, ten.title, ten.words) == ("x" * 9, "", (f"{'x' * 10}: Nothing marked",))
