"""Where `go` leads to within the open screening: its questions, by their numbers and by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.interview.questions import questions
from ce_tui.session.words.screening import called, question_number, section_name

if TYPE_CHECKING:
    from ce_tui.session.draft import Draft

_NUMBER = re.compile(r"(\d{1,2})[.,](\d{1,3})", re.ASCII)
_OF_SECTION = re.compile(r"(\D+) (\d{1,3})", re.ASCII)
_WHOSE = re.compile(r"(your|child) ")
_ENOUGH = 3  # letters of a part of a name
_BY_NAME = ("start", "result", "details")
"""The sections whose questions have names. A factor is gone to by its ID."""


class NamedQuestion(NamedTuple):
    """A question: its section and its place in it, its number and what it is called."""

    section: str
    at: str
    number: str
    name: str

    @property
    def words(self) -> str:
        """ "9.6 Child's name"."""
        return f"{self.number} {self.name}"


def named(draft: Draft) -> list[NamedQuestion]:
    """All that are asked now, in their order."""
    return [each for section in SECTIONS for each in _of(section, draft)]


def found(where: str, draft: Draft) -> list[NamedQuestion]:
    """Those that are meant: by a number ("9.6", "details 6"), a name, or else a part of one that begins a word in it.

    More than one: it may be any of them.
    """
    wanted = _plain(where)
    all_ = named(draft)
    if number := _number(wanted, draft):
        return [each for each in all_ if each.number == number]
    by_name = [each for each in all_ if each.section in _BY_NAME]
    if whole := [each for each in by_name if wanted in _names(each)]:
        return whole
    if len(wanted) < _ENOUGH:
        return []
    part = re.compile(rf"(?<!\w){re.escape(wanted)}")
    return [each for each in by_name if part.search(_plain(each.name))]


def is_asked_for(where: str, draft: Draft) -> bool:
    """Whether it can be meant as a question, though there may be none of that number."""
    return is_number(where, draft) or bool(found(where, draft))


def is_number(where: str, draft: Draft) -> bool:
    """Whether it can only be meant as the number of a question."""
    return bool(_number(_plain(where), draft))


def _of(section: str, draft: Draft) -> Iterator[NamedQuestion]:
    for number, each in enumerate(questions(section, draft.answers, draft.pathway), 1):
        yield NamedQuestion(
            section, _at(each.id), question_number(section, number), called(each).rstrip("? ")
        )


def _at(question_id: str) -> str:
    """Where the section begins with it."""
    group, _, name = question_id.partition(".")
    if group == "decision":
        return "reason" if name == "reason" else "decision"
    return name if group == "marks" else "" if question_id == "notes" else question_id


def _number(wanted: str, draft: Draft) -> str:
    """The question's number that is meant; empty: none is."""
    if number := _NUMBER.fullmatch(wanted):
        return f"{int(number[1])}.{int(number[2])}"
    if of_section := _OF_SECTION.fullmatch(wanted):
        titles = {_plain(section_name(id, lambda: draft.pathway)): id for id in SECTIONS}
        section = titles.get(of_section[1], of_section[1])
        return question_number(section, int(of_section[2])) if section in SECTIONS else ""
    return ""


def _names(each: NamedQuestion) -> tuple[str, ...]:
    """What it is called, also without whose it is: two may be called the same then."""
    name = _plain(each.name)
    return name, _WHOSE.sub("", name, count=1)


def _plain(words: str) -> str:
    """Without what few type: "child name" is the child's name."""
    return " ".join(words.casefold().replace("’", "'").replace("child's", "child").split()).strip("?:. ")
