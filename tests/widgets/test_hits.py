"""Words that were searched for are marked where they stand, as the search finds them, and nothing else is."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from ce_tui.resources import STYLES
from ce_tui.settings.themes import themes
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item, ItemRow, hits_in, item_pieces
from ce_tui.widgets.text_view import Part, TextView


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("A sudden change in hygiene", ("SUDDEN", "hygiene"), ["sudden", "hygiene"]),
        ("Marriage and age", ("age",), ["age", "age"]),
        ("Children’s home", ("children's",), ["Children’s"]),
        ("Mon–Thu 9am", ("mon-thu",), ["Mon–Thu"]),
        ("Zoë, then ZOE", ("zoe",), ["Zoë", "ZOE"]),
        ("Straße, then a gap", ("strasse", "gap"), ["Straße", "gap"]),
        ("went missing", ("miss", "missing"), ["missing"]),
        ("a+b (c)", ("+b", "(c)"), ["+b", "(c)"]),
        ("nothing of it", ("xylophone",), []),
        ("nothing of it", ("", ), []),
        ("nothing of it", (), []),
    ],
)  # fmt: skip
def test_words_are_found_whatever_their_case_accents_apostrophes_and_dashes(
    text: str, words: tuple[str, ...], marked: list[str]
) -> None:
    assert [text[start:end] for start, end in hits_in(text, words)] == marked


def test_the_words_of_a_tone_are_those_alone_and_not_others_in_another_case() -> None:
    item = Item("a", "RED: said. Red is marked alone.", head="=>", tone="red", toned="RED")
    pieces = item_pieces(item, ItemRow(0, 0, item.text), 3, 60, "  ")
    assert [text for text, tone in pieces if tone == "red"] == ["RED"]
    assert not any(tone == "hit" for _, tone in pieces)


def test_hits_beside_words_of_a_tone_keep_the_look_of_both() -> None:
    item = Item("a", "Red: 1 of 11 marked", tone="red", toned="Red", hits=("mark",))
    pieces = item_pieces(item, ItemRow(0, 0, item.text), 0, 60, "  ")
    assert [(text, tone) for text, tone in pieces if tone in ("red", "hit") and text] == [
        ("Red", "red"),
        ("mark", "hit"),
    ]


class ReaderApp(App[None]):
    CSS_PATH = [STYLES / "tones.tcss"]

    def __init__(self) -> None:
        super().__init__()
        for theme in themes():
            self.register_theme(theme)
        self.theme = "ce-dark"

    def compose(self) -> ComposeResult:
        yield TextView(widget_id="text")
        yield ItemList([Item("a", "Seen at the station", hits=("station",))], widget_id="list")


def bold(widget: TextView | ItemList, y: int) -> list[str]:
    return [each.text for each in widget.render_line(y) if each.style is not None and each.style.bold]


async def test_a_text_and_a_list_draw_hits_in_bold_on_every_row(  # each row is searched by itself
) -> None:
    app = ReaderApp()
    async with app.run_test(size=(40, 12)) as pilot:
        view = app.query_one(TextView)
        parts = [Part("A sudden change in hygiene, and then another sudden one")]
        view.set_parts(parts, hits=("sudden",))
        await pilot.pause()
        assert [bold(view, 0), bold(view, 1)] == [["sudden"], ["sudden"]]
        assert bold(app.query_one(ItemList), 0) == ["station"]
        view.set_parts(parts)
        assert bold(view, 0) == []
