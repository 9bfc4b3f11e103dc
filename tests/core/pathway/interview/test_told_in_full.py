"""Everything that the interview asks and says of its sections, as one text: `tests/data/interview.txt`.

After a change of words: `CE_TUI_RECORD=yes pytest tests/core/pathway/interview/test_told_in_full.py`, and read what
`git diff` says: it is what practitioners read.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway, load_pathway
from ce_tui.core.pathway.interview.interview import SECTIONS, can_complete, sections
from ce_tui.core.pathway.interview.questions import Question, questions
from ce_tui.core.pathway.interview.replies import shown
from support.checkout import CHECKOUT
from support.recorded import compare

SET = default_pathway()
ANOTHER = load_pathway(CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml")
KEPT = CHECKOUT / "tests" / "data" / "interview.txt"

NEW = Answers(pathway=SET.id, locality="southend", looked_at=())
IN_DANGER = Answers(
    pathway=SET.id,
    locality="elsewhere",
    council="Imaginary Council",
    placed_by="Kent County Council",
    known_to_practitioner=True,
    known_from="work",
    immediate_risk=True,
    harm_today=True,
    harm=Harm("2026-11-24", "He hits me"),
    family_involved=True,
    missing_now=True,
    under_13=True,
    screened_on="2026-11-25",
    marks={"Y1": "yes", "V1": "noted", "A9": "suspected", "A1": "reasonably believe", "R3": "suspected"},
    looked_at=("yellow", "amber"),
    notes="A9 and R2 at the hub, A14 is a road, B2 is none.",
    not_ids=("A14",),
    decision=Decision("amber", "seen by the team"),
    consent=Consent("refused", "does not want it", True, False),
    practitioner=Practitioner("Alex Made-up", "Example School", "01632 960101", "Room 2", "alex@example.org"),
    child=Child(
        "Robin Fictional", "", "01632 960102", "By the school", "robin@example.org", "1 Made-up Road"
    ),
)
FIRST_MEETING = Answers(
    pathway=SET.id,
    locality="essex",
    known_to_practitioner=False,
    immediate_risk=False,
    harm_today=False,
    set_aside={"A1": "suspected", "A2": "suspected", "R1": "suspected"},
    looked_at=("yellow",),
    decision=Decision("none"),
    consent=Consent("not sought"),
)
LESS = Answers(
    pathway=SET.id,
    locality="thurrock",
    known_to_practitioner=True,
    known_from="file",
    harm_today=True,
    marks={"A2": "suspected"},
    decision=Decision("yellow"),
)
LESS_THAN_INDICATED = structs.replace(LESS, harm_today=None)
ELSEWHERE_MET_FIRST = Answers(
    pathway=ANOTHER.id,
    locality="southvale",
    known_to_practitioner=False,
    set_aside={"H1": "suspected"},
)
SITUATIONS: dict[str, tuple[Answers, Pathway]] = {
    "Nothing is answered yet": (NEW, SET),
    "In danger, with nearly everything answered": (IN_DANGER, SET),
    "A first meeting, with marks set aside": (FIRST_MEETING, SET),
    "From a file, harm told": (as_from_file(LESS, "2026-11-24"), SET),
    "A first meeting imported from a file": (as_from_file(FIRST_MEETING, "2026-11-24"), SET),
    "Less is decided than is indicated": (LESS_THAN_INDICATED, SET),
    "Another partnership's edition": (Answers(pathway=ANOTHER.id, locality="northvale"), ANOTHER),
    "Another partnership's edition, a first meeting": (ELSEWHERE_MET_FIRST, ANOTHER),
}


def told(answers: Answers, pathway: Pathway, before: set[str]) -> Iterator[str]:
    for section in sections(answers, pathway):
        state = f"{'done' if section.done else 'not done'}, {'open' if section.open else 'closed'}"
        yield f"\n## {section.title} ({section.id}): {section.state_words}. {state}"
        missing = f"missing: {', '.join(section.missing)}" if section.missing else ""
        yield from filter(None, (section.why_closed, missing))
        for asked in questions(section.id, answers, pathway):
            yield from once(asked, before)
            if (recorded := shown(answers, pathway, asked.id)) and recorded != "Not marked":
                yield f"    {asked.id} now: {recorded}"
    yield "\nHeld up by: " + (" / ".join(can_complete(answers, pathway)) or "nothing")


def once(asked: Question, before: set[str]) -> list[str]:
    """A question in full where it was not told above in the same words."""
    options = " / ".join(f"{option.id}: {option.words}" for option in asked.options)
    heads = [f"[{word}]" for word in (asked.heading, asked.group, asked.source, asked.kind) if word]
    lines = [f"- {asked.id} {' '.join(heads)}", f"    {asked.label}"]
    lines += [f"    {line}" for line in (options, asked.hint) if line]
    known = "\n".join(lines) in before
    before.add("\n".join(lines))
    return [] if known else lines


def test_every_question_and_every_state_is_as_recorded() -> None:
    before: set[str] = set()
    lines = []
    for title, (answers, pathway) in SITUATIONS.items():
        lines += [f"\n# {title}", *told(answers, pathway, before)]
    assert tuple(section.id for section in sections(NEW, SET)) == SECTIONS
    compare("\n".join(lines).lstrip() + "\n", KEPT)
