"""Names at a shared desk, a line at a time: what lists show of children, and the word that shows names for now."""

from __future__ import annotations

from pathlib import Path

from ce_tui.settings.config import Config, ListSettings
from support.people.at_the_door import CHILDREN, fill
from support.people.conversation import NAME, PASSPHRASE, Conversation, talk

BY_INITIALS = Config(lists=ListSettings(children="initials"))
BY_REFERENCE = Config(lists=ListSettings(children="references"))
HIDDEN = "Names are hidden: names shows them."


def names_in(text: str) -> list[str]:
    return [word for name in CHILDREN for word in name.split() if word.casefold() in text.casefold()]


def test_a_list_shows_what_the_deployment_says_and_says_how_to_see_more(home: Path) -> None:
    fill(home)
    heard = talk(home, "list", config=BY_INITIALS)
    assert names_in(heard) == [] and HIDDEN in heard
    assert "draft, Amber, Thurrock, Z. Q., nothing done yet, screened 24 November 2026" in " ".join(
        heard.split()
    )
    heard = talk(home, "list", config=BY_REFERENCE)
    assert names_in(heard) == [] and HIDDEN in heard
    assert "draft, Amber, Thurrock, nothing done yet, screened 24 November 2026" in " ".join(heard.split())


def test_a_search_finds_by_name_and_does_not_read_it_out(home: Path) -> None:
    (first, *_) = fill(home)
    heard = talk(home, "find quillfeather", config=BY_REFERENCE)
    assert "1 screening found." in heard and f"1. {first}, draft" in heard
    assert names_in(heard) == [] and "Found in" not in heard and HIDDEN in heard
    assert "quillfeather" in talk(home, "find quillfeather").casefold().partition("1 screening found.")[2]


def test_home_puts_away_what_was_found_and_hides_the_names_again(home: Path) -> None:
    fill(home)
    heard = talk(home, "find quillfeather", "names", "home", "list", config=BY_REFERENCE)
    again = heard.partition("This is Home. ")[2]
    assert names_in(heard.partition("This is Home. ")[0]) != [], "shown for now"
    assert names_in(again) == [] and HIDDEN in again
    assert "2. CE-" in again, "all of them, not what was found"


def test_a_search_that_finds_nothing_leaves_the_whole_list(home: Path) -> None:
    fill(home)
    heard = talk(home, "find quillfeather", "find zzzz", "list", config=BY_REFERENCE)
    assert "2. CE-" in heard.partition("No screenings found.")[2]


def test_the_word_shows_them_until_the_list_is_left_or_locked(home: Path) -> None:
    fill(home)
    with Conversation(home, BY_REFERENCE) as talking:
        talking.answer("Your name", NAME)
        talking.answer("Passphrase?", PASSPHRASE)
        talking.answer("new, list, find", "names")
        heard = talking.hear("What next?")
        assert "Names are shown until you leave this list or it locks: names hides them." in heard
        assert len(names_in(heard)) == 6 and HIDDEN not in heard
        talking.type("list")
        assert len(names_in(talking.hear("What next?"))) == 6
        talking.type("names")
        assert HIDDEN in talking.hear("What next?")
        for away in ("lock", "contacts", "2"):
            talking.type("names")
            talking.hear("Names are shown until")
            talking.hear("What next?")
            talking.type(away)
            if away == "lock":
                talking.answer("Passphrase?", PASSPHRASE)
            elif away == "contacts":
                talking.answer("Where does the child live?", "back")
            else:
                talking.answer("3 Start.", "home")
            talking.type("list")
            heard = talking.hear(HIDDEN)
            assert names_in(heard) == [], away
        talking.type("quit")
        assert talking.end() == 0


def test_go_leads_to_it_at_home_and_nowhere_else(home: Path) -> None:
    fill(home)
    heard = talk(home, "go names", "1", "go", "home", config=BY_REFERENCE)
    at_home, _, in_a_screening = heard.partition("3 Start.")
    assert len(names_in(at_home)) == 6
    assert "names for now" not in in_a_screening


def test_the_accounts_own_choice_comes_first_holds_at_once_and_is_kept(home: Path) -> None:
    fill(home)
    heard = talk(home, "account", "names", "4", "back", "list")
    assert "Lists show children by:" in heard and "Kept for your account." in heard
    assert names_in(heard) == [] and HIDDEN in heard
    assert names_in(talk(home, "list")) == []
    assert names_in(talk(home, "list", config=BY_INITIALS)) == []
    heard = talk(home, "account", "names", "1", "back", "list", config=BY_INITIALS)
    assert "Z. Q." in heard


def test_where_names_are_shown_the_word_says_so(home: Path) -> None:
    fill(home)
    assert "Lists show names here. account changes that." in talk(home, "names")
