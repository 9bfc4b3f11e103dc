"""Items as rows of a table: columns as wide as what stands in them, and nothing lost that does not say so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Column, Item, ItemRows, ItemTable, item_pieces
from ce_tui.widgets.wrapping import CUT, Piece, cells

COLUMNS = (
    Column("Tier", least=9, wraps=True),
    Column("Decided", gives_up=2),
    Column("Area", least=4, tone="hint"),
    Column("Day", right=True, least=11),
    Column("Child", least=10, wraps=True),
    Column("Changed", right=True, gives_up=1),
)
ROWS = [
    ("Red: harm told", "", "Essex", "3 Apr 2026", "Alex Sample", "10:42"),
    ("Yellow", "Amber", "Southend", "25 Nov 2026", "Robin Example, reopened", "24 Nov"),
]
HEADS = ("Reference", 10)
LEFT = 13  # marker, head and the cell behind it
WORDS = st.text(alphabet="ab é字x%-", max_size=60)


def table(width: int, rows: Sequence[Sequence[str]] = ROWS, above: Sequence[str] = ()) -> ItemTable:
    return ItemTable(COLUMNS, rows, width, heads=HEADS, above=above)


def laid(width: int, rows: Sequence[Sequence[str]] = ROWS) -> list[list[str]]:
    made = table(width, rows)
    return [made.rows(made.text(row)) for row in rows]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[WORDS] * len(COLUMNS)), min_size=1, max_size=6), st.integers(60, 240))
@example([("Red", "", "字" * 9, "3 Apr 2026", "字" * 40, "10:42")], 100)
def test_no_row_is_wider_than_the_list_and_nothing_is_lost_that_does_not_say_so(
    rows: list[tuple[str, ...]], width: int
) -> None:
    made = table(width, rows)
    stand = [COLUMNS[each.at] for each in made._columns]
    for row in rows:
        shown = made.rows(made.text(row))
        assert all(cells(line) <= width - LEFT - 1 for line in shown), shown
        letters = [letter for line in shown for letter in line]
        for column, words in zip(COLUMNS, row, strict=True):
            if column not in stand:
                assert column.gives_up or not any(other[COLUMNS.index(column)] for other in rows)
            elif CUT not in "".join(shown):
                assert all(letters.count(letter) >= words.count(letter) for letter in words.replace(" ", ""))


def test_days_end_in_one_column_and_so_does_their_title() -> None:
    made = table(120)
    ends = {
        row[0].index(day) + len(day)
        for row, day in zip(laid(120), ("3 Apr 2026", "25 Nov 2026"), strict=True)
    }
    titles = made.heads.rows("Drafts: 2")[1]
    assert ends == {titles.index("Day") + len("Day") - LEFT + 1}


def test_a_wide_character_moves_no_other_column() -> None:
    narrow, wide = laid(120, [ROWS[0], ("Red", "", "Essex", "3 Apr 2026", "李 小龙", "10:42")])
    before = wide[0].partition("10:42")[0]
    assert cells(before) == narrow[0].index("10:42")


def test_columns_are_as_wide_as_what_stands_in_them_and_an_empty_one_is_left_out() -> None:
    (row,) = laid(200, [ROWS[0]])
    assert row == ["Red: harm told  Essex  3 Apr 2026  Alex Sample    10:42"]
    assert "Decided" not in table(200, [ROWS[0]]).heads.titles


def test_a_table_grows_no_wider_than_can_be_read_as_one_row() -> None:
    (row,) = laid(240, [("Red", "", "Essex", "3 Apr 2026", "word " * 60, "10:42")])
    assert len(row) > 1 and max(map(len, row)) <= 160 - LEFT


def test_where_there_is_no_room_columns_wrap_and_then_give_up_in_their_order() -> None:
    for width, titles in (
        (100, ["Reference", "Tier", "Decided", "Area", "Day", "Child", "Changed"]),
        (76, ["Reference", "Tier", "Decided", "Area", "Day", "Child", "Changed"]),
        (69, ["Reference", "Tier", "Decided", "Area", "Day", "Child"]),
        (60, ["Reference", "Tier", "Area", "Day", "Child"]),
    ):
        assert table(width).heads.titles.split() == titles, width
    assert [len(row) for row in laid(100)] == [1, 1]
    first, second = laid(76)
    assert [line.split() for line in first] == [
        ["Red:", "harm", "Essex", "3", "Apr", "2026", "Alex", "10:42"],
        ["told", "Sample"],
    ]
    assert " ".join(" ".join(second).split()).endswith("reopened")


def test_fewest_rows_go_on_below() -> None:
    rows = [("Red: harm told", "", "Essex", "3 Apr 2026", "Robin Example", "10:42")] * 9
    rows.append(("Red", "", "Essex", "3 Apr 2026", "A rather long name of a child", "10:42"))
    assert [len(each) for each in laid(80, rows)] == [1] * 9 + [2]


def test_what_cannot_wrap_is_cut_and_says_so() -> None:
    columns = (Column("Roles", least=20), Column("Since", least=11, right=True))
    made = ItemTable(columns, [("word " * 30, "3 Apr 2026")], 80, heads=("Name", 20))
    (row,) = made.rows(made.text(("word " * 30, "3 Apr 2026")))
    assert f"{CUT}  3 Apr 2026" in row and cells(row) <= 80 - 23 - 1


def test_where_even_the_least_has_no_room_what_wraps_gives_way_and_nothing_is_cut() -> None:
    columns = (
        Column("", least=2, gap=1),
        Column("Due", least=7),
        Column("What", least=30, wraps=True),
        Column("Child", least=14, wraps=True),
    )
    row = ("!!", "due now", "Phone now: nobody was phoned yet", "Robin Example-Sample")
    shown = ItemTable(columns, [row], 58, heads=HEADS)
    lines = shown.rows(shown.text(row))
    assert lines[0].startswith("!! due now  Phone now:") and CUT not in "".join(lines)
    assert max(map(cells, lines)) <= 58 - LEFT - 1


def test_a_line_break_in_a_cell_makes_no_row() -> None:
    assert [len(row) for row in laid(200, [("Red", "", "Essex", "", "Alex\nSample", "")])] == [1]


def test_what_stands_below_goes_across_the_columns() -> None:
    made = table(100)
    shown = made.rows(made.text(ROWS[0], "draft: " + "seen at the harbour " * 8))
    assert shown[1].startswith("draft: seen") and len(shown) > 2
    assert all(cells(line) <= 100 - LEFT - 1 for line in shown)


# Heads


def test_titles_stand_in_the_row_of_the_headings_that_leave_room_else_below() -> None:
    made = table(140, above=["Drafts: 2", "The hub's completed: 112"])
    for words in ("Drafts: 2", "The hub's completed: 112"):
        (row,) = made.heads.rows(words)
        assert row.startswith(words) and row.split()[-5:] == ["Decided", "Area", "Day", "Child", "Changed"]
        assert row.index("Area") == LEFT - 1 + laid_with(made).index("Essex")
    long = "Words that are longer than the list is wide, as those of a search may be: " + "seafront " * 12
    *words, titles = table(100).heads.rows(long)
    assert " ".join(words).split() == long.split() and all(len(line) < 100 for line in words)
    assert titles.split()[0] == "Reference"
    assert len(made.heads.rows("Words that were not said to stand in it")) == 2
    assert table(140).heads.rows("Drafts: 2")[0] == "Drafts: 2"


def laid_with(made: ItemTable) -> str:
    return made.rows(made.text(ROWS[0]))[0]


class ListApp(App[None]):
    def __init__(self, items: list[Item]) -> None:
        super().__init__()
        self.list = ItemList(items)

    def compose(self) -> ComposeResult:
        yield self.list


async def test_the_heads_are_never_current_have_no_number_and_are_not_said() -> None:
    made = table(120, above=["Drafts: 2"])
    items = [made.heading("Drafts: 2")]
    items += [Item(str(n), made.text(row), head=f"CE-0000-0{n}", columns=made) for n, row in enumerate(ROWS)]
    app = ListApp(items)
    async with app.run_test(size=(120, 20)) as pilot:
        assert app.list.current is not None and app.list.current.id == "0"
        assert app.list.headings_above() == ["Drafts: 2"]
        await pilot.press("up", "home", "2")
        assert app.list.position == (2, 2)
        rows = [app.list.render_line(y).text.rstrip() for y in range(3)]
        assert rows[0].startswith(" Drafts: 2") and rows[0].endswith("Changed")
        assert rows[0].index("Area") == rows[1].index("Essex") == rows[2].index("Southend")
        assert rows[0].rindex("d") == rows[1].rindex("2") == rows[2].rindex("v")


# Tones


def pieces(item: Item, width: int = 120, within: int = 0) -> list[Piece]:
    rows = ItemRows([item], width)
    return [piece for piece in item_pieces(item, rows.rows[within], rows.head, width, "  ") if all(piece)]


def test_a_column_has_its_tone_on_the_first_row_and_the_tiers_word_the_tiers() -> None:
    made = table(76)
    item = Item("a", made.text(ROWS[0]), head="CE-0000-00", columns=made, tone="red", toned="Red")
    area = made.tones[0][1] - made.tones[0][0]
    assert pieces(item, 76) == [("Red", "red"), ("Essex".ljust(area), "hint")]
    assert pieces(item, 76, 1) == []


def test_a_columns_tone_keeps_to_its_column_beside_wide_characters() -> None:
    rows = [("字字字", "", "Essex", "3 Apr 2026", "", ""), ROWS[1]]
    made = table(120, rows)
    item = Item("a", made.text(rows[0]), head="CE-0000-00", columns=made)
    assert [text.strip() for text, tone in pieces(item) if tone == "hint"] == ["Essex"]


@pytest.mark.parametrize("name", ["Fred Sample", "Redfern Sample", "Red Sample"])
def test_only_the_first_whole_word_has_the_tiers_tone(name: str) -> None:
    item = Item("a", f"Red, {name}. Phone now", tone="red", toned="Red")
    assert pieces(item) == [("Red", "red")]
    assert pieces(Item("a", f"!! Red, {name}", tone="red", toned="Red", also=(("!!", "alert"),))) == [
        ("!!", "alert"),
        ("Red", "red"),
    ]


def test_what_was_searched_for_is_marked_wherever_it_stands_and_in_any_case() -> None:
    made = table(120)
    item = Item(
        "a",
        made.text(ROWS[0], "draft: red shoes, ESSEX"),
        head="CE-0000-00",
        columns=made,
        tone="red",
        toned="Red",
        hits=("red", "essex", "ce-0000"),
    )
    first = [(text.strip(), tone) for text, tone in pieces(item) if text.strip()]
    assert first == [("CE-0000", "hit"), ("Red", "red"), ("Essex", "hit")]
    assert pieces(item, within=1) == [("red", "hit"), ("ESSEX", "hit")]
