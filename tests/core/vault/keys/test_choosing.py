"""A passphrase is chosen by typing six words back, or one's own twice; what is wrong is said."""

from __future__ import annotations

import pytest

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.keys.passphrases import same_again, six_words, take_own, take_six

OWN = "seven odd lanterns over a harbour"


def test_six_words_are_taken_however_they_are_spaced() -> None:
    words = six_words()
    assert len(words.split()) == 6
    assert take_six(f"  {words.upper().replace(' ', '   ')} ", words) == words


@pytest.mark.parametrize(
    ("typed", "said"), [(" ", "Type the six words."), ("one two", "These are not the six words.")]
)
def test_other_words_are_not(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        take_six(typed, six_words())


def test_ones_own_is_taken_as_it_was_typed() -> None:
    assert take_own(f" {OWN} ") == f" {OWN} "
    same_again(OWN, OWN)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Type a passphrase of 15 characters"), ("too short", "15 characters or more; this has 9"),
     ("passwordpassword", "too easy to guess"), ("Ada Example Ada Example", "too easy to guess")],
)  # fmt: skip
def test_a_poor_one_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        take_own(typed, "Ada Example")


def test_the_hubs_name_and_a_year_are_refused() -> None:
    with pytest.raises(Refused, match="too easy to guess"):
        take_own("marvelthorpe annexe 2026", "Ada Example", "Marvelthorpe Annexe")


@pytest.mark.parametrize(
    ("again", "said"),
    [("", "Type the passphrase once more."), (f"{OWN}!", "not what you typed the first time")],
)
def test_the_second_time_is_as_the_first(again: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        same_again(OWN, again)
