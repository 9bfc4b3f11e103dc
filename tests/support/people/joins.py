"""Where two things that are said run together: two ends of a sentence, a missing blank, a phrase that is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENDS = (
    re.compile(r"[?!:;,]\.(?!\.)"),  # "met before?."
    re.compile(r"(?<!\.)\.\.(?!\.)"),  # "the school.."
    re.compile(r"(?<!etc)\.[”’)]+\.(?!\.)"),  # "(Source: the document.)."
    re.compile(r"[?!][”’]+\."),
)
_JOINS = (
    *_ENDS,
    re.compile(r"(?<! )[:;,?!.][:;,]"),  # "Your name::", "the school.,"
    re.compile(r"\w (?:[,;:!]|\.(?!\.))(?:\s|$)"),  # "the school ."
    re.compile(r"[a-z][.?!:;,][A-Z][a-z]"),  # "the school.Then"
    re.compile(r"\b(\w+ \w+(?: \w+)*)[.:;,?!]? \1\b"),  # "Follow SET Procedures SET Procedures"
)
_LEFT_OUT = re.compile(r"\S*(?:@|\.\w{2,}/|www\.)\S*|\.{3,}|…")
"""Addresses; the dots for what was left out, or differs from one run to the next."""


def joins(spoken: str) -> list[str]:
    """Every place in what is said where that is so, with what stands around it; `spoken` has a paragraph a line."""
    return _found(spoken, _JOINS)


def double_ends(spoken: str) -> list[str]:
    """Those where a sentence ends twice, whatever was typed into the middle of another."""
    return _found(spoken, _ENDS)


def _found(spoken: str, signs: Iterable[re.Pattern[str]]) -> list[str]:
    found = []
    for line in spoken.splitlines():
        heard = _LEFT_OUT.sub("so on", line)
        for sign in signs:
            found += [heard[max(each.start() - 25, 0) : each.end() + 25] for each in sign.finditer(heard)]
    return found
