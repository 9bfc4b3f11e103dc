"""A name that somebody else chose stands on one line of what the app says, and nothing of it is unseen."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.pathway.shape import Fault
from ce_tui.files.private_file import NotRead, NotWritten
from ce_tui.files.shown import quoted, shown
from ce_tui.settings.config import ConfigInvalid


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a\nb", r"a\nb"),
        ("a\r\tb", r"a\r\tb"),
        ("a\x1b[2Jb", r"a\x1b[2Jb"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("a\u202eb\u200b", r"a\u202eb\u200b"),
        ("a\udcffb", r"a\udcffb"),
        ("a\x85b", r"a\x85b"),
        ("a\u3164b\ufe0f", r"a\u3164b\ufe0f"),
        (Path("/home/Zoë/Müller café/学校.pdf"), "/home/Zoë/Müller café/学校.pdf"),
    ],
)
def test_what_steers_or_hides_stands_as_its_escape_and_letters_as_they_are(name: object, said: str) -> None:
    assert shown(name) == said


@given(st.text())
def test_it_is_one_line_whatever_the_name_is(name: str) -> None:
    assert len(shown(name).splitlines()) <= 1 and "\x1b" not in shown(name)
    assert shlex.split(quoted(name)) == [shown(name)]


def test_a_reason_is_one_line() -> None:
    name = "a\nwrong  The store is gone."
    for words in (
        NotWritten(name).words,
        NotRead(name).words,
        ConfigInvalid(name).words,
        str(Fault(name, name)),
    ):
        assert "\n" not in words and r"a\nwrong" in words
