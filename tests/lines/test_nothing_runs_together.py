"""No two things that are said run together: two ends of a sentence, a name that is said twice, a missing blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Harm, Practitioner
from support.checkout import CHECKOUT
from support.people.conversation import CONFIG, talk
from support.people.joins import double_ends, joins
from support.people.screens import second_terminal

DATA = CHECKOUT / "tests" / "data"
RECORDED = [
    *sorted(each for each in (DATA / "lines").rglob("*") if each.is_file()),
    *(DATA / f"{name}.txt" for name in ("interview", "phone_scripts", "outcomes")),
]
ASKS = "Have you met before?"


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        ("Have you met before?.", True),
        ("The school..", True),
        ("Your name:: Pat", True),
        ("3. For referral: Follow SET Procedures SET Procedures: no address.", True),
        ("The end.Then on", True),
        ("(Source: the document.).", True),
        ("The school .", True),
        ("Sudden ... and so on. See www.example.org/a.b, or pat@example.org.", False),
        ("Not attending appointments (missing school etc.). Yes or no? Now: not marked.", False),
    ],
)
def test_what_runs_together_is_found(said: str, *, joined: bool) -> None:
    assert bool(joins(said)) == joined


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda file: file.stem)
def test_in_what_is_recorded_nothing_runs_together(recorded: Path) -> None:
    lines = recorded.read_text(encoding="utf-8").splitlines()
    assert not joins("\n".join(line for line in lines if not line.startswith(">")))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("text", [ASKS, "Said so.", "“Nobody knows?”", "(not yet)"])
def test_whatever_is_typed_ends_one_sentence(home: Path, text: str) -> None:
    casebook = second_terminal(home)
    answers = Answers(
        pathway=CONFIG.pathways().current.id,
        locality="southend",
        known_to_practitioner=True,
        harm_today=True,
        harm=Harm(on="2026-11-25", words=text),
        placed_by=text,
        marks={"A1": "suspected"},
        notes=text,
        practitioner=Practitioner(*[text] * len(Practitioner.__struct_fields__)),
        child=Child(name=text, phone=text, other=text, email=text, address=text),
        consent=Consent(status="refused", reason=text),
    )
    casebook.screenings.leave(casebook.screenings.begin(answers))
    casebook.close()
    on = [""] * 12
    heard = talk(
        home,
        *(
            "1",
            "list all",
            "where",
            "go details",
            "list all",
            *on,
            "go review",
            "stop",
            "read",
            *on,
            "stop",
            "phone",
        ),
        *(*on, "stop", "go result", *on, "stop"),
        *(
            "record",
            "1",
            "1",
            "2",
            "more",
            "",
            text,
            text,
            text,
            text,
            "",
            "y",
            "list all",
            "record",
            "done",
            *on,
        ),
    )
    assert text in heard
    assert not double_ends(heard)
