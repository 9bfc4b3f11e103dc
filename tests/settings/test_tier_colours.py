"""The tiers' colours: told apart by whoever sees colours, whichever of them, and read on whatever they stand on.

Colour blindness as Machado, Oliveira and Fernandes (2009) simulate it, at severity 1.0; how far two colours are apart
as CIEDE2000 has it (support/terminal/colour_sight.py has the sources).
"""

from __future__ import annotations

from itertools import combinations

import pytest
from rich.color import Color
from rich.style import Style
from textual.theme import Theme

from ce_tui.settings.themes import TONES, draws_lines, themes
from ce_tui.terminal.cells import StyleTable
from support.terminal.colour_sight import SIGHTS, Lab, difference, seen_apart
from support.terminal.contrast import contrast, rgb_of

APART, TEXT = 10.0, 7.0
TIERS = TONES[:3]
OWN = {theme.name: theme for theme in themes(with_tones=True) if draws_lines(theme.name)}
FOR_TEXT = [tone for tone in TONES if tone != "rule"]

SHARMA = [
    (50.0, 2.6772, -79.7751, 50.0, 0.0, -82.7485, 2.0425),
    (50.0, 3.1571, -77.2803, 50.0, 0.0, -82.7485, 2.8615),
    (50.0, 2.8361, -74.0200, 50.0, 0.0, -82.7485, 3.4412),
    (50.0, -1.3802, -84.2814, 50.0, 0.0, -82.7485, 1.0000),
    (50.0, -1.1848, -84.8006, 50.0, 0.0, -82.7485, 1.0000),
    (50.0, -0.9009, -85.5211, 50.0, 0.0, -82.7485, 1.0000),
    (50.0, 0.0, 0.0, 50.0, -1.0, 2.0, 2.3669),
    (50.0, -1.0, 2.0, 50.0, 0.0, 0.0, 2.3669),
    (50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0009, 7.1792),
    (50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0010, 7.1792),
    (50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0011, 7.2195),
    (50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0012, 7.2195),
    (50.0, -0.0010, 2.4900, 50.0, 0.0009, -2.4900, 4.8045),
    (50.0, -0.0010, 2.4900, 50.0, 0.0010, -2.4900, 4.8045),
    (50.0, -0.0010, 2.4900, 50.0, 0.0011, -2.4900, 4.7461),
    (50.0, 2.5, 0.0, 50.0, 0.0, -2.5, 4.3065),
    (50.0, 2.5, 0.0, 73.0, 25.0, -18.0, 27.1492),
    (50.0, 2.5, 0.0, 61.0, -5.0, 29.0, 22.8977),
    (50.0, 2.5, 0.0, 56.0, -27.0, -3.0, 31.9030),
    (50.0, 2.5, 0.0, 58.0, 24.0, 15.0, 19.4535),
    (50.0, 2.5, 0.0, 50.0, 3.1736, 0.5854, 1.0000),
    (50.0, 2.5, 0.0, 50.0, 3.2972, 0.0, 1.0000),
    (50.0, 2.5, 0.0, 50.0, 1.8634, 0.5757, 1.0000),
    (50.0, 2.5, 0.0, 50.0, 3.2592, 0.3350, 1.0000),
    (60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644),
    (63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630),
    (61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731),
    (35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645),
    (22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373),
    (36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146),
    (90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441),
    (90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381),
    (6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377),
    (2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082),
]
"""Two colours of CIELAB and their difference: the published test data."""


def grounds(theme: Theme) -> dict[str, str]:
    """What each tone's text stands on: its own ground, and the theme's background."""
    assert theme.background
    return {tone: theme.variables.get(f"{tone}-ground", theme.background) for tone in FOR_TEXT}


def what_tells(theme: Theme) -> list[str]:
    """What tells the tiers apart in a theme: their grounds where each has another, else the colours of their words."""
    behind = [theme.variables[f"{tier}-ground"] for tier in TIERS]
    return behind if len(set(behind)) == len(TIERS) else [theme.variables[tier] for tier in TIERS]


def test_there_are_themes_with_colours_of_their_own() -> None:
    assert {"ce-dark", "ce-light", "ce-contrast"} <= set(OWN)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", OWN.values(), ids=OWN)
def test_the_tiers_are_told_apart_in_every_sight(theme: Theme, sight: str) -> None:
    for one, other in combinations(map(rgb_of, what_tells(theme)), 2):
        assert seen_apart(one, other, sight) >= APART


@pytest.mark.parametrize("theme", OWN.values(), ids=OWN)
def test_every_tone_can_be_read_on_its_ground_and_on_the_background(theme: Theme) -> None:
    assert theme.background
    for tone, ground in grounds(theme).items():
        colour = rgb_of(theme.variables[tone])
        assert contrast(colour, rgb_of(ground)) >= TEXT, tone
        assert contrast(colour, rgb_of(theme.background)) >= TEXT, tone


@pytest.mark.parametrize("theme", OWN.values(), ids=OWN)
def test_every_colour_is_the_same_in_24_bits_and_in_256_colours(theme: Theme) -> None:
    colours = {getattr(theme, part) for part in ("foreground", "background", "surface", "panel", "primary")}
    colours |= {each for each in theme.variables.values() if each.startswith("#")}
    assert len(colours) >= 6
    for colour in colours:
        look = StyleTable("256").of(Style(color=colour, bgcolor=colour))
        for sent, begins in ((look.foreground, "38;5;"), (look.background, "48;5;")):
            number = sent.removeprefix(begins)
            assert number != sent and int(number) >= 16, f"{colour} is left to the terminal: {sent}"
            assert Color.from_ansi(int(number)).get_truecolor().hex == colour


@pytest.mark.parametrize("pair", SHARMA, ids=lambda pair: f"{SHARMA.index(pair) + 1}")
def test_the_difference_is_the_published_one(pair: tuple[float, ...]) -> None:
    one, other = Lab(*pair[:3]), Lab(*pair[3:6])
    assert round(difference(one, other), 4) == pair[6]
    assert round(difference(other, one), 4) == pair[6]


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_sight_sees_grey_as_it_is(sight: str) -> None:
    assert all(abs(sum(row) - 1) < 1e-5 for row in SIGHTS[sight])
    assert seen_apart((135, 135, 135), (135, 135, 135), sight) == 0
    assert seen_apart((0, 0, 0), (255, 255, 255), sight) > 99


def test_colours_that_some_cannot_tell_apart_would_be_found() -> None:
    red, green = (175, 95, 0), (135, 135, 0)
    assert seen_apart(red, green, "normal sight") > 2 * APART
    assert seen_apart(red, green, "deuteranopia") < APART
    assert seen_apart((0, 135, 175), (0, 135, 135), "tritanopia") < APART
