"""Names that a person takes for one another, and such as they tell apart."""

from __future__ import annotations

import pytest

from ce_tui.core.vault.keys.passphrases import look_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Ann  Lee"),
        ("Ann Lee", "ann lee"),
        ("Ann Lee", "ANN LEE"),
        ("Ian Lee", "ian lee"),
        ("Ann Lee", "\u0410nn L\u0435e"),  # Cyrillic A and e
        ("Ann Lee", "\u0391nn Lee"),  # Greek Alpha
        ("Alice Lee", "AIice Lee"),  # a capital I
        ("Al Lee", "A1 Lee"),
        ("Carmen Lee", "Carrnen Lee"),
        ("Leo Lee", "Le0 Lee"),
        ("Ann Lee", "Ａｎｎ Ｌｅｅ"),
        ("Ann Lee", "𝐀𝐧𝐧 𝐋𝐞𝐞"),
        ("Ann Lee", "Ann\u3164Lee\ufe0f".replace("\u3164", " ")),
        ("Ann O'Lee", "Ann O’Lee"),
        ("Zoë Lee", "Zoe\u0308 Lee"),
    ],
)
def test_these_look_alike(one: str, other: str) -> None:
    assert look_alike(one, other) and look_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Anne Lee"),
        ("Ann Lee", "Ann Leigh"),
        ("Ann Lee", "Ann J Lee"),
        ("Zoë Lee", "Zoe Lee"),
        ("Ada Example", "Ben Example"),
        ("Олена", "Елена"),
        ("محمد", "محمود"),
        ("Person 1", "Person 2"),
        ("Sam", "Pam"),
    ],
)
def test_these_are_told_apart(one: str, other: str) -> None:
    assert not look_alike(one, other)
