"""Whose screening is open, a line at a time: its owner's account name where it is not one's own."""

from __future__ import annotations

from pathlib import Path

from support.people import office
from support.people.conversation import NAME, PASSPHRASE, Conversation, listen, talk


def test_a_lead_hears_whose_it_is_when_it_is_opened_and_at_each_section(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    heard = talk(home, ref, "Supervision", "where", "next", "next", "go review", "home")
    assert f"{ref}, draft, by {office.BEN}." in heard
    for title in ("3 Start", "4 Yellow", "5 Amber", "10 Review"):
        assert f"{title}. By {office.BEN}." in heard
    assert f"{ref}, draft, by {office.BEN}, saved " in heard
    said = " ".join(heard.split())
    assert f"Before you send it: This screening is by {office.BEN}, not one of your own." in said
    assert office.CHILD not in heard


def test_of_ones_own_nothing_is_said(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    heard = listen(home, office.BEN, office.SECRET, "", "where", "go review", "home")
    assert "3 Start.\n" in heard
    assert f" by {office.BEN}" not in heard and "not one of your own" not in heard


def test_one_that_is_passed_on_while_it_is_open_is_told(home: Path) -> None:
    office.hub(home)
    office.screening_of(home, office.BEN)
    with Conversation(home) as talking:
        talking.answer("Your name", NAME)
        talking.answer("Passphrase?", PASSPHRASE)
        talking.hear("Home.")
        talking.type("1")
        talking.answer("Give your reason", "Supervision")
        talking.hear("3 Start. By Ben Example.")
        office.administrator_does(home, office.hand_over_to(NAME))
        talking.hear("This screening was passed on to you.")
        talking.type("go yellow")
        talking.hear("4 Yellow.\n")
        talking.type("quit")
        assert talking.end() == 0
