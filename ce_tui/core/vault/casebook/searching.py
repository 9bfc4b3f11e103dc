"""Which words a screening is found by, and the piece of them that a hit shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import date

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_iso

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


def excerpt(words: str, typed: str, listed: Collection[str] = ()) -> str:
    """The one thing of `words` that most of the typed words stand in, as it reads: a piece of it where it is long.

    Empty where a list that shows the screening says it already: `listed`.
    """
    wanted = [_plain(word) for word in typed.split()]
    best = max(words.split("\n"), key=lambda line: sum(_place(line, word) >= 0 for word in wanted))
    if best in listed:
        return ""
    flat = " ".join(_readable(best).split())
    return _piece(flat, min((place for word in wanted if (place := _place(flat, word)) >= 0), default=0))


def _piece(text: str, at: int) -> str:
    """About 80 characters around a place, cut between words, with dots where it was cut."""
    start = max(0, min(at - _EXCERPT // 4, len(text) - _EXCERPT))
    if start:
        start = text.find(" ", start, at) + 1 or start
    end = start + _EXCERPT
    if end < len(text) and " " in text[at:end]:
        end = text.rfind(" ", at, end)
    return ("... " if start else "") + text[start:end].strip() + (" ..." if end < len(text) else "")


def _place(text: str, word: str) -> int:
    """Where a word begins in a text, or stands in it at all; -1: nowhere."""
    plain = _plain(text)
    begins = f" {plain}".find(f" {word}")
    return begins if begins >= 0 else plain.find(word)


def _readable(line: str) -> str:
    """A line as it is read out: a date once, as people write it."""
    iso = line.partition(" ")[0]
    return say_iso(iso) if line != iso and _said(iso) == line else line


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
