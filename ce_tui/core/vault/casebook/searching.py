"""Which words a screening is found by, and the piece of them that a hit shows."""

from __future__ import annotations

import unicodedata
from datetime import date

from ce_tui.core.pathway.answers.screening import Answers

_EXCERPT = 80


def searchable(ref: str, answers: Answers) -> str:
    """Everything of a screening that someone may remember of it, one thing a line."""
    child, practitioner = answers.child, answers.practitioner
    lines = [
        ref,
        child.name,
        _said(child.date_of_birth),
        child.phone,
        child.other,
        child.email,
        child.address,
        answers.notes,
        answers.decision.reason,
        answers.consent.reason,
        practitioner.name,
        practitioner.organisation,
        answers.placed_by,
    ]
    return "\n".join(line for line in lines if line)


def excerpt(words: str, typed: str) -> str:
    """About 80 characters of `words` around the first of the typed words, on one line."""
    flat = " ".join(words.split())
    plain = _plain(flat)
    places = [plain.find(_plain(word)) for word in typed.split()]
    start = max(0, min((place for place in places if place >= 0), default=0) - _EXCERPT // 4)
    if start:
        start = flat.find(" ", start) + 1
    piece = flat[start : start + _EXCERPT].rstrip()
    return ("... " if start else "") + piece + (" ..." if start + _EXCERPT < len(flat) else "")


def _said(iso: str) -> str:
    """A date as it is stored and as people write it: both are searched for."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{iso} {day.day} {day:%B %Y} {day:%d/%m/%Y}"


def _plain(text: str) -> str:
    """Without accents and case, letter for letter, as the index has it."""
    if text.isascii():
        return text.lower()
    others = {ord(letter): _base(letter) for letter in set(text) if not letter.isascii()}
    return text.translate(others).lower()


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].casefold()[:1] or letter
