"""Boards of the tiers, and what a person reads off a drawn one: each factor by its place, and what stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.outcomes import Board, board
from ce_tui.widgets.wrapping import Row
from support.documents import made_up, other_colours
from support.documents.made_screenings import marks

SET = default_pathway()
EDITIONS = (SET, made_up.PATHWAY, other_colours.COLOURS)
"""Of 37 factors; of other letters, one numbered 12 after 1; of other titles too."""
Signs = list[tuple[str, str]]


def answered(pathway: Pathway = SET, **fields: object) -> Answers:
    """Answers in the pathway's first area."""
    given = {"pathway": pathway.id, "locality": pathway.localities[0].id, "known_to_practitioner": True}
    return Answers(**(given | fields))  # type: ignore[arg-type]


def board_of(answers: Answers, pathway: Pathway = SET) -> Board:
    """The board of answers, as a screen gets it."""
    return board(answers, evaluate(answers, pathway, made_up.MORNING), pathway)


@st.composite
def some_answers(draw: st.DrawFn) -> tuple[Answers, Pathway]:
    """Of each edition: marks, with a first meeting those that it set aside, tiers looked at or not."""
    pathway = draw(st.sampled_from(EDITIONS))
    known = draw(st.sampled_from([True, None, False]))
    marked = draw(marks(pathway, closed=known is False))
    tiers = st.lists(st.sampled_from(["yellow", "amber", "red"]), unique=True).map(tuple)
    return answered(
        pathway,
        known_to_practitioner=known,
        marks=marked,
        set_aside=draw(marks(pathway)) if known is False else {},
        looked_at=draw(st.none() | tiers),
    ), pathway


def wanted(answers: Answers, pathway: Pathway) -> Signs:
    """Each factor with the sign that it is to have, worked out from the answers alone."""
    letters = {"yes": "Y", "noted": "N", "suspected": "S", "reasonably believe": "B"}
    closed = answers.known_to_practitioner is False
    signs = []
    for tier in pathway.tiers:
        for each in tier.all_factors:
            empty = "-" if closed and tier.needs_relationship else "·"
            aside = letters.get(answers.set_aside.get(each.id, ""), empty).lower()
            signs.append((each.id, letters.get(answers.marks.get(each.id, ""), aside)))
    return signs


def texts(rows: Sequence[Row]) -> list[str]:
    """The rows without their tones."""
    return [row if isinstance(row, str) else "".join(text for text, _ in row) for row in rows]


def read(rows: Sequence[str], pathway: Pathway) -> tuple[Signs, list[str]]:
    """Each factor with its sign, as it is read in its place; what else stands there beside titles and numbers."""
    found: Signs = []
    beside: list[str] = []
    rows = [row for row in rows if not any(row.strip() in tier.title for tier in pathway.tiers)]  # long ones
    for ids, signs, rest in _parts(rows, pathway):
        found += zip(ids, signs, strict=True)
        beside.append(rest.strip())
    order = list(pathway.factors)
    return sorted(found, key=lambda each: order.index(each[0])), [each for each in beside if each]


def _parts(rows: Sequence[str], pathway: Pathway) -> Iterator[tuple[list[str], list[str], str]]:
    pair = re.compile(r"([A-Z]\d+) (\S)(?!\S)")  # not "V2 and V3", which are said beside a tier
    if pair.search(rows[min(1, len(rows) - 1)]):
        for row in rows:
            pairs = pair.findall(row)
            yield [item_id for item_id, _ in pairs], [sign for _, sign in pairs], "" if pairs else row
    elif re.match(r" +1( |$)", rows[0]):
        yield from _below_numbers(rows[0], rows[1:], pathway)
    else:
        yield from _unnumbered(rows, pathway)


def _groups(ids: Sequence[str]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for item_id in ids:
        numbers.setdefault(item_id[0], []).append(int(item_id[1:]))
    return numbers


def _below_numbers(
    ruler: str, rows: Sequence[str], pathway: Pathway
) -> Iterator[tuple[list[str], list[str], str]]:
    at = {match[0]: match.end() - 1 - (len(match[0]) > 2) for match in re.finditer(r"\S+", ruler)}
    wide = 3 if "2" in at else 1
    left = [(tier, letter) for tier in pathway.tiers for letter in _groups([f.id for f in tier.all_factors])]
    for row in rows:
        if not left or not row.startswith((f" {left[0][0].title}", f" {left[0][1]} ")):
            yield [], [], row
            continue
        tier, letter = left.pop(0)
        ids, signs = [], []
        taken = 0
        groups = _groups([factor.id for factor in tier.all_factors])
        letters = [letter]
        while left and left[0][0] is tier and f"{left[0][1]}{groups[left[0][1]][0]}" in at:
            letters.append(left.pop(0)[1])
        for each in letters:
            for number in groups[each]:
                column = at[f"{each}{number}"] if each != letter else at["1"] + (number - 1) * wide
                ids.append(f"{each}{number}")
                signs.append(_in_box(row, column) if wide == 3 else row[column])
                taken = max(taken, column + (wide > 1) + 1)
        yield ids, signs, row[taken:]


def _in_box(row: str, column: int) -> str:
    """A sign: a mark has square brackets, what was set aside round ones, all else none."""
    before, sign, after = row[column - 1 : column + 2].ljust(3)
    edges = "[]" if sign.isupper() else "()" if sign.islower() else "  "
    assert before + after == edges, row
    return sign


def _unnumbered(rows: Sequence[str], pathway: Pathway) -> Iterator[tuple[list[str], list[str], str]]:
    rest, row = list(rows), ""
    for tier in pathway.tiers:
        row = row if tier.title in row else rest.pop(0)
        groups = _groups([factor.id for factor in tier.all_factors])
        title = (
            tier.title if tier.title.startswith(next(iter(groups))) else f"{tier.title} {next(iter(groups))}"
        )
        row = row.partition(title if title in row else next(iter(groups)))[2].lstrip(" ")
        ids, signs = [], []
        for letter, numbers in groups.items():
            ids += [f"{letter}{number}" for number in numbers]
            signs += [row[number - 1] for number in numbers]
            row = row[max(numbers) :]
            row = row[1:] if row.startswith(" ") and letter != list(groups)[-1] else row
        following = [each.title for each in pathway.tiers if each.title in row]
        yield ids, signs, "" if following else row
    for row in rest:
        yield [], [], row
