"""Which characters a terminal gets, and why: UTF-8, those of its locale's encoding, or ASCII alone.

A terminal of eight bits takes the bytes 80 to 9F for controls, and UTF-8 is full of them: a closing quotation mark
(E2 80 9D) begins a control string, in which all that follows is swallowed. So UTF-8 goes only where the locale or the
terminal says that it is spoken; Python says so of every locale, which is not asked here. Standard library only.
"""

from __future__ import annotations

import locale
import os
import re
import sys
import termios
from collections.abc import Mapping
from typing import NamedTuple

UTF_8, ASCII = "utf-8", "ascii"

_NO_LOCALE = ("", "C", "POSIX")
_ASCII_NAMES = frozenset({"ascii", "us-ascii", "ansi_x3.4-1968", "646"})
_EIGHT_BITS = re.compile(r"vt\d.*|dumb|unknown|")
"""What TERM is on a terminal that does not speak UTF-8, or of which nothing is known."""
_SET_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python itself sets LC_CTYPE to, where there was no locale (PEP 538)."""
_IUTF8 = 0x4000
"""The mode of a terminal that speaks UTF-8 (Linux, macOS): terminals set it, and SSH hands it on (RFC 8160)."""


class CharacterSet(NamedTuple):
    """The encoding of what is written, and why it is this one, as a part of a sentence."""

    encoding: str
    why: str


def character_set(environment: Mapping[str, str] | None = None) -> CharacterSet:
    """What the terminal of this process gets, by its environment (that of the process) and by the terminal's modes.

    The locale counts by its name where it names UTF-8, also where this machine does not have it.
    """
    environment = os.environ if environment is None else environment
    named = _locale_named(environment)
    if is_utf_8(named.partition("@")[0].partition(".")[2]):
        return CharacterSet(UTF_8, f"the locale {named} says so")
    if named in _NO_LOCALE:
        return _without_locale(f"the locale is {named}" if named else "no locale is set", environment)
    encoding = locale.getencoding().lower()
    if encoding in _ASCII_NAMES or _python_set_the_locale(environment):
        return _without_locale(f"this machine does not have the locale {named}", environment)
    return CharacterSet(UTF_8 if is_utf_8(encoding) else encoding, f"the locale {named} says so")


def terminal_encoding() -> str:
    """The encoding of what this process writes for a person to see: "utf-8", "ascii", or that of the locale."""
    return character_set().encoding


def is_utf_8(encoding: str) -> bool:
    """Whether it is a name of UTF-8."""
    return encoding.lower().replace("-", "").replace("_", "") == "utf8"


def without_what_python_set(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment as it was before Python set a locale in it."""
    python_set_it = _python_set_the_locale(environment)
    return {name: value for name, value in environment.items() if name != "LC_CTYPE" or not python_set_it}


def _locale_named(environment: Mapping[str, str]) -> str:
    environment = without_what_python_set(environment)
    return next(filter(None, (environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))), "")


def _python_set_the_locale(environment: Mapping[str, str]) -> bool:
    """Python's UTF-8 mode is on where its start found no locale (PEP 540)."""
    return (
        bool(sys.flags.utf8_mode)
        and not environment.get("LC_ALL")
        and environment.get("LC_CTYPE") in _SET_BY_PYTHON
    )


def _without_locale(why: str, environment: Mapping[str, str]) -> CharacterSet:
    term = environment.get("TERM", "")
    if _EIGHT_BITS.fullmatch(term):
        return CharacterSet(ASCII, f"{why}, and the terminal ({term or 'no TERM'}) may be one of eight bits")
    if _terminal_says_utf_8():
        return CharacterSet(UTF_8, f"{why}, and the terminal ({term}) says so itself")
    return CharacterSet(ASCII, f"{why}, and the terminal ({term}) does not say that it speaks UTF-8")


def _terminal_says_utf_8() -> bool:
    for descriptor in (1, 0, 2):
        try:
            return bool(termios.tcgetattr(descriptor)[0] & _IUTF8)
        except termios.error:
            continue
    return False
