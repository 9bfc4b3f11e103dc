"""Where a line of a referral may end. The template asks for each text that it prints.

An e-mail address ends a line only beside its "@" or before ".", a web address only after "/"; a phone number, a date, a
time and a reference do not break at all. What is longer than its line by itself breaks anywhere: nothing leaves the
page.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from ce_tui.core.pathway.dates import MONTHS
from ce_tui.core.referral.fonts import BODY, font_for

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
_PIECE = Markup('<span class="piece">{}</span>')  # format escapes what it puts in
_WHOLE = Markup('<span class="whole">{}</span>')


def set_apart(text: str) -> list[str | Markup]:
    """The text in order: as it was, or marked where its lines may not end as they would."""
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
    return _PIECE.format(Markup("").join(_PIECE.format(piece) for piece in ends.split(words) if piece))
