"""What is found at Home is read out as it was written, one thing, and not what the list says already."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people import office
from support.people.conversation import Conversation, talk
from support.people.over_time import reference_in
from support.people.screens import NAME

WRITTEN = (
    *("new", "", "go details", *[""] * 5, "Made-up Child", "3 4 2010", "go notes"),
    *("Seen at the arcade on Friday.", "Nobody answered at home.", "go home"),
)


@pytest.mark.usefixtures("store")
def test_words_of_the_notes_are_read_out_alone(home: Path) -> None:
    heard = talk(home, *WRITTEN, "find arcade", "find made-up", "find april")
    listed = (
        f"1. {reference_in(heard)}, draft, Nothing marked, Essex, Made-up Child, screened 25 November 2026, "
    )
    listed += "changed 25 November 2026 at 12:00."
    assert [line for line in heard.splitlines() if line.startswith("1. CE-")] == [
        f"{listed} Found in: Seen at the arcade on Friday.",
        listed,
        f"{listed} Found in: 3 April 2010.",
    ]


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
