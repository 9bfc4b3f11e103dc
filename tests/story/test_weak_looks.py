"""What tests/story/test_seeing.py looks for on every screen would be found: weak text, weak lines, a weak focus."""

from __future__ import annotations

import pyte
import pytest

from support.terminal.contrast import TERMINALS, Least, Look, contrast, too_weak

LEAST = Least(text=7.0, line=3.0, block=4.5)
ON_DARK = "48;2;28;28;28"


def weak(written: str) -> list[str]:
    """What is too weak on a dark screen on which something else is written, too."""
    screen = pyte.Screen(40, 5)
    stream = pyte.Stream(screen)
    rows = [f"\x1b[0;38;2;228;228;228;{ON_DARK}m{'Alex Sample':40}"] * 4
    stream.feed("\r\n".join([*rows, f"\x1b[0;38;2;228;228;228;{ON_DARK}m{written}"]))
    return list(too_weak(screen, LEAST))


def test_contrast_is_that_of_the_wcag() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255)), 1) == 21
    grey = Look("brightblack", "default", reversed=False)
    assert all(contrast(*grey.on(each)) < LEAST.text for each in TERMINALS if each.background == "000000")
    assert contrast(*Look("default", "default", reversed=True).on(TERMINALS[0])) > LEAST.text


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("and no more", id="text"),
        pytest.param("\x1b[38;2;255;135;135mRed", id="a tier's word on the background"),
        pytest.param("\x1b[38;2;28;28;28;48;2;255;135;135m Red ", id="a tier's word on a ground of its own"),
        pytest.param("\x1b[38;2;118;118;118m────────", id="a rule"),
        pytest.param("\x1b[38;2;118;118;118m   │   ", id="a line between panes"),
        pytest.param("\x1b[7mYes", id="the focus"),
    ],
)
def test_what_can_be_read_is_not_found(written: str) -> None:
    assert weak(written) == []


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("\x1b[38;2;118;118;118mhint", id="text"),
        pytest.param("\x1b[38;2;118;118;118m─── more below ───", id="a word in a rule"),
        pytest.param("\x1b[38;2;58;58;58m────────", id="a rule"),
        pytest.param("\x1b[38;2;228;228;228;48;2;255;135;135m Red ", id="light text on a light ground"),
        pytest.param("\x1b[38;2;28;28;28;48;2;135;0;0m Red ", id="dark text on a dark ground"),
        pytest.param("\x1b[38;2;88;88;88;7m   ", id="a focus without text"),
    ],
)
def test_what_can_hardly_be_read_is_found(written: str) -> None:
    assert len(weak(written)) == 1
