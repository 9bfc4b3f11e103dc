"""What is found at Home is read out as it was written, one thing, and not what the list says already."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people import office
from support.people.conversation import Conversation, talk
from support.people.screens import NAME

WRITTEN = (
    *("new", "", "go details", *[""] * 5, "Made-up Child", "3 4 2010", "go notes"),
    *("Seen at the arcade on Friday.", "Nobody answered at home.", "go home"),
)


@pytest.mark.usefixtures("store")
def test_words_of_the_notes_are_read_out_alone(home: Path) -> None:
    heard = talk(home, *WRITTEN, "find arcade", "find made-up", "find april")
    by_word, by_name, by_day = heard.split("1 screening found.\n")[1:]
    assert "Found in: Seen at the arcade on Friday.\n" in by_word
    assert "Made-up Child" in by_name and "Found in" not in by_name
    assert "Found in: 3 April 2010.\n" in by_day


def test_the_list_and_what_is_found_are_of_now_and_not_of_when_one_came_home(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    with Conversation(home) as talking:
        talking.answer("Your name", office.BEN)
        talking.answer("Passphrase?", office.SECRET)
        talking.hear("Home.")
        talking.type("list")
        talking.hear(ref)
        office.administrator_does(home, office.hand_over_to(NAME))
        talking.type("list")
        talking.hear("No screenings yet.")
        office.administrator_does(home, office.hand_over_to(office.BEN, leaver=NAME))
        talking.type("list")
        talking.hear(ref)
        talking.type("quit")
        assert talking.end() == 0
