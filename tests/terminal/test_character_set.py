"""Which characters a terminal gets: by its locale, by its kind, by what it says of itself; and which it sends."""

from __future__ import annotations

import locale
import sys
from types import SimpleNamespace

import pytest

from ce_tui.terminal import character_set
from ce_tui.terminal.character_set import CharacterSet, as_typed
from support.checkout import CHECKOUT
from support.terminal.pty_screen import PtyScreen

COERCED = {"LC_CTYPE": "C.UTF-8"}
"""What Python sets where it finds no locale."""
MAY_BE_OLD = "may be one of eight bits"
SAYS_NOTHING = "does not say that it speaks UTF-8"


def found(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], *, says: bool = False, of_the_locale: str = "ascii"
) -> CharacterSet:
    """`says`: whether the terminal has the mode of UTF-8. Without a locale Python has set its own."""
    monkeypatch.setattr(character_set, "_terminal_says_utf_8", lambda: says)
    monkeypatch.setattr(locale, "getencoding", lambda: of_the_locale)
    monkeypatch.setattr(
        sys, "flags", SimpleNamespace(utf8_mode=of_the_locale == "ascii" or "LC_CTYPE" in env)
    )
    return character_set.character_set(env)


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LANG": "POSIX"} | COERCED, {"LC_ALL": ""}, COERCED])
def test_without_a_locale_it_is_ascii_unless_a_modern_terminal_speaks_utf_8(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str]
) -> None:
    for term in ("vt100", "vt220", "vt320-w", "dumb", "unknown", ""):
        for says in (True, False):
            encoding, why = found(monkeypatch, env | {"TERM": term}, says=says)
            assert encoding == "ascii" and MAY_BE_OLD in why
    for term in ("xterm", "linux", "screen.xterm-256color", "tmux-256color", "vte-256color"):
        encoding, why = found(monkeypatch, env | {"TERM": term})
        assert encoding == "ascii" and SAYS_NOTHING in why
        assert found(monkeypatch, env | {"TERM": term}, says=True).encoding == "utf-8"


@pytest.mark.parametrize(
    ("env", "of_the_locale", "encoding"),
    [
        ({"LANG": "en_GB.UTF-8"}, "utf-8", "utf-8"),
        ({"LC_ALL": "en_GB.utf8"}, "ascii", "utf-8"),  # not on this machine, which the terminal need not know
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8", "LC_ALL": "C.UTF-8"}, "utf-8", "utf-8"),
        ({"LANG": "en_GB"}, "ISO8859-1", "iso8859-1"),
        ({"LANG": "de_DE@euro"}, "ISO8859-15", "iso8859-15"),
        ({"LANG": "en_GB"} | COERCED, "utf-8", "ascii"),  # not on this machine: Python has set its own
        ({"LC_ALL": "en_GB.ISO-8859-1"}, "ANSI_X3.4-1968", "ascii"),
        ({"LANG": "en_GB"}, "UTF-8", "utf-8"),
    ],
)
def test_a_locale_is_believed(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], of_the_locale: str, encoding: str
) -> None:
    assert found(monkeypatch, env | {"TERM": "vt220"}, of_the_locale=of_the_locale).encoding == encoding


def test_a_terminal_without_a_locale_is_asked_for_its_mode() -> None:
    for mode, letters, without in (("iutf8", "9am–5:30pm", "9am-5"), ("-iutf8", "9am-5:30pm", "9am–5")):
        command = f"stty {mode}; exec '{sys.executable}' -m ce_tui contacts southend"
        env: dict[str, str | None] = {"LANG": None, "PYTHONPATH": str(CHECKOUT)}
        with PtyScreen(["/bin/sh", "-c", command], env, rows=100) as terminal:
            assert terminal.wait_for_end() == 0
            assert letters in terminal.text and without not in terminal.text


def test_where_ascii_is_written_utf_8_and_latin_1_are_read() -> None:
    assert as_typed("Zoë Łukasz".encode(), "ascii") == "Zoë Łukasz"
    assert as_typed(b"Zo\xeb \xc9ric\xe9", "ascii") == "Zoë Éricé"
    assert as_typed(b"\xa4", "iso8859-15") == "€"
