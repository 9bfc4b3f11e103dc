"""How far apart two colours are to the eye, and what they are to eyes that lack one kind of cone.

The difference is CIEDE2000 (CIE 142-2001; G. Sharma, W. Wu and E. Dalal, "The CIEDE2000 color-difference formula:
implementation notes, supplementary test data, and mathematical observations", Color Research and Application 30,
2005). The kinds of colour blindness are those of G. Machado, M. Oliveira and L. Fernandes, "A physiologically-based
model for simulation of color vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15, 2009, at
severity 1.0: their matrices are of linear light.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import NamedTuple

from support.terminal.contrast import Rgb, linear

Light = tuple[float, float, float]
"""Red, green and blue as light, from 0 to 1."""

_SAME = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
SIGHTS: dict[str, tuple[Light, Light, Light]] = {
    "normal sight": _SAME,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""By name: what is seen of a light."""

_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)  # D65


class Lab(NamedTuple):
    """A colour of CIELAB."""

    lightness: float
    a: float
    b: float


def seen_apart(one: Rgb, other: Rgb, sight: str) -> float:
    """How far apart two colours are to a sight, by its name in SIGHTS; 1 can just be told apart side by side."""
    return difference(_lab(_seen(one, sight)), _lab(_seen(other, sight)))


def difference(one: Lab, other: Lab) -> float:
    """CIEDE2000, with each of its weights 1."""
    a_scale = 1 + 0.5 * (1 - _seventh((hypot(one.a, one.b) + hypot(other.a, other.b)) / 2))
    chroma = hypot(one.a * a_scale, one.b), hypot(other.a * a_scale, other.b)
    hue = _hue(one.a * a_scale, one.b), _hue(other.a * a_scale, other.b)
    grey = 0 in chroma

    by_lightness = other.lightness - one.lightness
    by_chroma = chroma[1] - chroma[0]
    turn = 0.0 if grey else (hue[1] - hue[0] + 180) % 360 - 180
    by_hue = 2 * sqrt(chroma[0] * chroma[1]) * sin(radians(turn / 2))

    lightness, mean_chroma = (one.lightness + other.lightness) / 2, sum(chroma) / 2
    mean_hue = sum(hue) if grey else _mean_hue(*hue)
    tint = (
        1
        - 0.17 * cos(radians(mean_hue - 30))
        + 0.24 * cos(radians(2 * mean_hue))
        + 0.32 * cos(radians(3 * mean_hue + 6))
        - 0.20 * cos(radians(4 * mean_hue - 63))
    )
    off_grey = (lightness - 50) ** 2
    l_part = by_lightness / (1 + 0.015 * off_grey / sqrt(20 + off_grey))
    c_part = by_chroma / (1 + 0.045 * mean_chroma)
    h_part = by_hue / (1 + 0.015 * mean_chroma * tint)
    bend = -sin(radians(60 * exp(-(((mean_hue - 275) / 25) ** 2)))) * 2 * _seventh(mean_chroma)
    return sqrt(l_part**2 + c_part**2 + h_part**2 + bend * c_part * h_part)


def _seventh(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25**7))


def _hue(a: float, b: float) -> float:
    return degrees(atan2(b, a)) % 360


def _mean_hue(one: float, other: float) -> float:
    if abs(one - other) <= 180:
        return (one + other) / 2
    return (one + other + (360 if one + other < 360 else -360)) / 2


def _seen(colour: Rgb, sight: str) -> Light:
    light = linear(colour[0] / 255), linear(colour[1] / 255), linear(colour[2] / 255)
    red, green, blue = (min(max(each, 0.0), 1.0) for each in _times(SIGHTS[sight], light))
    return red, green, blue


def _lab(light: Light) -> Lab:
    x, y, z = (_root(each / white) for each, white in zip(_times(_TO_XYZ, light), _WHITE, strict=True))
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def _root(share: float) -> float:
    return share ** (1 / 3) if share > (6 / 29) ** 3 else share * (29 / 6) ** 2 / 3 + 4 / 29


def _times(matrix: tuple[Light, Light, Light], light: Light) -> Light:
    red, green, blue = (sum(weight * each for weight, each in zip(row, light, strict=True)) for row in matrix)
    return red, green, blue
