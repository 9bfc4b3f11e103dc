"""Writes a referral as HTML: Jinja2 with everything escaped and nothing undefined."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import jinja2
import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from ce_tui.core.pathway.dates import MONTHS
from ce_tui.core.pathway.words import grade
from ce_tui.core.referral.content.shapes import Para, Referral
from ce_tui.core.referral.fonts import BODY, fallbacks, font_for, printable, tidy, unprintable
from ce_tui.core.strict_json import with_texts
from ce_tui.resources import DATA

if TYPE_CHECKING:
    from jinja2 import Template


_OPENING, _CLOSING = r"[(“\"]{0,3}", r"[)”\".,;:?!]{0,3}"  # stay beside what they enclose
_OF_MAIL = r"[^\s@,;:()<>“”\"]"
_MAIL = rf"(?<!{_OF_MAIL}){_OPENING}{_OF_MAIL}{{1,200}}@{_OF_MAIL}{{0,200}}\w{_CLOSING}"
_NAMED = r"(?:https?://|www\.)[^\s,;()<>“”\"]{0,500}[\w/]"
_BARE = r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.[a-z]{2,63}(?:/[\w.%-]{1,200})+/?"
_WEB = rf"{_OPENING}(?:{_NAMED}|{_BARE}){_CLOSING}"
_DATE = rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?\b|\b\d{{4}}-\d\d-\d\d\b|\b\d\d?/\d\d?/\d{{2,4}}\b"
_PHONE = r"(?<![\w-])(?:\+\d|\(?0\d)[\d()]{1,12}(?: [\d()]{2,12}){0,4}(?![\d()])"
_TIME = r"\b\d{1,2}(?:[:.]\d\d)?(?:am|pm)?–\d{1,2}(?:[:.]\d\d)?(?:am|pm)\b"
_SIGN = r"\b[A-Z]{1,3}-[A-Z0-9]{2,6}(?:-[A-Z0-9]{2})?\b(?:, revision \d+)?"  # a reference, C-SPOC
_APART = re.compile(
    f"(?P<mail>{_MAIL})|(?P<web>{_WEB})|(?P<whole>{_DATE}|{_TIME}|{_SIGN}|{_PHONE})", re.ASCII
)
_MAIL_ENDS = re.compile(r"(?=@)|(?<=@)|(?=\.\w)")
_WEB_ENDS = re.compile(r"(?<=[^/]/)(?=[^/)”\".,;:?!])")
_PIECE_OF_LINE = Markup('<span class="piece">{}</span>')  # format escapes what it puts in
_WHOLE = Markup('<span class="whole">{}</span>')


def set_apart(text: str) -> list[str | Markup]:
    """The parts of a text in order: plain, or marked where its lines may not end as they would."""
    found: list[str | Markup] = []
    at = 0
    for match in _APART.finditer(text):
        found += [text[at : match.start()], _marked(match)]
        at = match.end()
    return [part for part in (*found, text[at:]) if part]


def _marked(match: re.Match[str]) -> str | Markup:
    words = match[0]
    if not all(font_for(character) == BODY for character in words):
        return words  # of another script, which is set apart for a reason of its own
    if match["whole"]:
        return _WHOLE.format(words)
    ends = _MAIL_ENDS if match["mail"] else _WEB_ENDS
    pieces = (_PIECE_OF_LINE.format(piece) for piece in ends.split(words) if piece)
    return _PIECE_OF_LINE.format(Markup("").join(pieces))


BOX, GAP, LABEL, HEAD = 30.0, 4.0, 100.0, 17.0
LETTER = 9.0  # room for one, on average
NAME = 9  # letters of a title that its own box has room for
WIDTH = 661.0  # as wide as the page: a unit is 0.278 mm


class Box(msgspec.Struct, frozen=True):
    """The box of one factor: where it stands, and what is written in it."""

    x: float
    id: str
    letter: str
    fill: str


class Drawing(msgspec.Struct, frozen=True):
    """The drawing of one tier: its name, its boxes, its words beside them if they fit, else above. Lengths are units.

    A title that is too long for its own box stands before the words, in as many rows as it takes.
    """

    title: str
    words: tuple[str, ...]
    fill: str
    boxes: tuple[Box, ...]
    width: float
    head: float
    words_x: float
    words_y: float

    @property
    def height(self) -> float:
        """The height of all of it, lines included."""
        return self.head + BOX + 1


def draw(tiers: list[dict[str, Any]]) -> list[Drawing]:
    """A drawing for each tier, all as wide as the widest. `tiers` are the `TierRow`s of a referral, as plain values."""
    right = LABEL + max(len(tier["cells"]) for tier in tiers) * (BOX + GAP)
    return [_draw(tier, max(WIDTH, right)) for tier in tiers]


def _draw(tier: dict[str, Any], width: float) -> Drawing:
    fill = grade(tier["name"]).on_paper
    boxes = tuple(
        Box(
            x=LABEL + place * (BOX + GAP),
            id=cell["id"],
            letter=cell["letter"],
            fill=fill if cell["letter"] else "#ffffff",
        )
        for place, cell in enumerate(tier["cells"])
    )
    title, words = tier["title"], tier["words"]
    beside = LABEL + len(boxes) * (BOX + GAP) + GAP
    if len(title) > NAME:
        title, words, left = "", f"{title}: {words}", 0.0
    elif beside + len(words) * LETTER <= width:
        return Drawing(title, (words,), fill, boxes, width, 0.5, beside, 21.0)
    else:
        left = LABEL
    rows = tuple(textwrap.wrap(words, int((width - left) // LETTER)))
    return Drawing(title, rows, fill, boxes, width, HEAD * len(rows), left, 13.0)


def explained(referral: Referral) -> Referral:
    """The referral with a line below the first block that cannot be printed, if something is attached to it."""
    if not referral.attachment:
        return referral
    for section in referral.sections:
        for at, block in enumerate(section.blocks, 1):
            if letters := unprintable(msgspec.json.encode(block).decode()):
                unknown = f"“{printable(letters[0])}” and the like are letters that this page cannot print"
                told = Para(f"{unknown}; the attached referral.json has them.", "small")
                blocks = (*section.blocks[:at], told, *section.blocks[at:])
                changed = replace(section, blocks=blocks)
                sections = tuple(changed if each is section else each for each in referral.sections)
                return replace(referral, sections=sections)
    return referral


TEMPLATE = "referral.html"
FAMILY = "CE Text"
_PIECE = re.compile(r"\S{60}(?=\S)")  # as many characters as fit on a line
_ENDLESS = re.compile(r"\S{1000,}")
_KEPT_APART = ("attachment", "attachment_about")  # goes into the PDF as a file, not as words


def to_html(referral: Referral) -> tuple[str, tuple[str, ...]]:
    """The document as HTML, and the fonts that it needs beside the body's: each is a family of its own name."""
    values = msgspec.to_builtins(explained(referral))
    values = with_texts({name: value for name, value in values.items() if name not in _KEPT_APART}, printable)
    # Every character in it; the signs of JSON itself are the body's.
    needed = fallbacks(msgspec.json.encode(values).decode())
    families = ", ".join((FAMILY, *needed))
    return _template().render(doc=values, draw=draw, families=families), needed


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of what a person wrote, each as its lines: an empty line parts two paragraphs."""
    # a word without an end is broken: laying it out whole takes time by the square of its length
    broken = _ENDLESS.sub(lambda word: _PIECE.sub(r"\g<0>\n", word[0]), tidy(text).strip("\n"))
    return [part.split("\n") for part in re.split(r"\n[ \n]*\n", broken) if part.strip()]


def typeset(text: str) -> Markup:
    """The text as it is printed: words of other scripts apart, and addresses, numbers and dates, which break well."""
    return Markup("").join(
        part if isinstance(part, Markup) else set_scripts_apart(part) for part in set_apart(text)
    )


def set_scripts_apart(text: str) -> str | Markup:
    """The text with each run of words of other scripts in an `a` element.

    `pdf.finish` gives these their letters.
    """
    if text.isascii():
        return text

    def is_other(word: str) -> bool:
        return any(font_for(character) != BODY for character in word if character != "\n")

    apart = Markup('<a class="script">{}</a>')  # format escapes what it puts in
    runs = ((other, "".join(words)) for other, words in groupby(re.split("(?<= )", text), is_other))
    return Markup("").join(apart.format(words) if other else words for other, words in runs)


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
