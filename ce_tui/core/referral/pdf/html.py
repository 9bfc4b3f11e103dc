"""A referral as HTML: Jinja2 with everything escaped and nothing undefined."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
import msgspec
from markupsafe import Markup

from ce_tui.core.referral.content.shapes import Referral
from ce_tui.core.referral.fonts import BODY, fallbacks, font_for, printable, tidy
from ce_tui.core.referral.pdf.breaking import set_apart
from ce_tui.core.referral.pdf.tier_svg import draw
from ce_tui.core.referral.pdf.unprinted import explained
from ce_tui.resources import DATA

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "referral.html"
FAMILY = "CE Text"
_PIECE = 60  # characters that fit on a line
_ENDLESS = re.compile(r"\S{1000,}")
_KEPT_APART = ("attachment", "attachment_about")  # goes into the PDF as a file, not as words


def to_html(referral: Referral) -> tuple[str, tuple[str, ...]]:
    """The document as HTML, and the fonts that it needs beside the body's: each is a family of its own name."""
    values = msgspec.to_builtins(explained(referral))
    for name in _KEPT_APART:
        values.pop(name)
    values = _printable(values)
    needed = fallbacks(_characters(values))
    families = ", ".join((FAMILY, *needed))
    return _template().render(doc=values, draw=draw, families=families), needed


def paragraphs(text: str) -> list[list[str]]:
    """What a person wrote as paragraphs of lines: an empty line parts two paragraphs."""
    parts = re.split(r"\n[ \n]*\n", _ENDLESS.sub(_break, tidy(text).strip("\n")))
    return [part.split("\n") for part in parts if part.strip()]


def _break(word: re.Match[str]) -> str:
    """A word without an end in lines: laying it out whole takes time by the square of its length."""
    whole = word[0]
    return "\n".join(whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))


def typeset(text: str) -> Markup:
    """The text as it is printed: words of other scripts apart, and addresses, numbers and dates, which break well."""
    return Markup("").join(
        part if isinstance(part, Markup) else set_scripts_apart(part) for part in set_apart(text)
    )


def set_scripts_apart(text: str) -> str | Markup:
    """The text with each run of words of other scripts in an `a` element, for `finish` to give their letters."""
    if text.isascii():
        return text

    runs: list[tuple[bool, list[str]]] = []
    for word in re.split("(?<= )", text):
        other = any(font_for(character) != BODY for character in word if character != "\n")
        if runs and runs[-1][0] == other:
            runs[-1][1].append(word)
        else:
            runs.append((other, [word]))
    apart = Markup('<a class="script">{}</a>')  # format escapes what it puts in
    return Markup("").join(apart.format("".join(words)) if other else "".join(words) for other, words in runs)


@cache
def _template() -> Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(DATA / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["paragraphs"] = paragraphs
    environment.filters["typeset"] = typeset
    return environment.get_template(TEMPLATE)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(inner) for inner in value]
    return value


def _characters(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return set().union(*map(_characters, value))
    return set()
