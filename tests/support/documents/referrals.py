"""Made-up referrals, and what the tests read out of a PDF with other code than wrote it. Nobody here exists."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import msgspec
import page
import pypdf

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Practitioner
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.referral.content.content import ReferralContext, alone, referral, with_annex
from ce_tui.core.referral.content.shapes import Referral

AT = datetime(2026, 11, 25, 10, 42, tzinfo=LONDON)
REF = "CE-7K3M-2Q"
LOCALITIES = ("southend", "essex", "thurrock")
OUTCOMES = ("none", "yellow", "amber", "red")
MARKS: dict[str, dict[str, str]] = {
    "none": {},
    "yellow": {"Y1": "yes", "V2": "noted"},
    "amber": {"Y3": "yes", "A3": "suspected", "A7": "reasonably believe"},
    "red": {"V6": "noted", "A2": "suspected", "R2": "reasonably believe", "R5": "suspected"},
}
NOTES = {
    "none": "",
    "yellow": "Quiet since the summer (y1).",
    "amber": "A3: seen twice at the bus station.\nThe A13 is the road.\n\nMy opinion: somebody pays for the trips.",
    "red": "R2 from the school. A3 is not certain yet.",
}


def pathway() -> Pathway:
    return default_pathway()


def answers(outcome: str = "red", locality: str = "essex", **changed: Any) -> Answers:
    """Answers of a made-up screening with that outcome."""
    marks: Any = MARKS[outcome]
    made = Answers(
        pathway=pathway().id,
        locality=locality,
        known_to_practitioner=True,
        screened_on="2026-11-25",
        marks=marks,
        looked_at=("yellow", "amber", "red"),
        notes=NOTES[outcome],
        decision=Decision(outcome),  # type: ignore[arg-type]
        consent=Consent("agreed", "", True, True),
        practitioner=Practitioner(
            "Rowan Example", "Made-up Youth Centre", "01632 960123", "", "rowan@example.org"
        ),
        child=Child("Aleks Fictional", "2010-04-03", "01632 960456", "", "", "1 Invented Street, Nowhere"),
    )
    return msgspec.structs.replace(made, **changed)


def made(given: Answers | None = None, **options: Any) -> Referral:
    """The referral of these answers, completed as revision 1 unless told otherwise. `annex`: with it, or it alone."""
    given = given or answers()
    chosen: dict[str, Any] = {"ref": REF, "revision": 1, "state": "completed", "at": AT, **options}
    of, annex = chosen.pop("pathway", None) or pathway(), chosen.pop("annex", "")
    outcome = evaluate(given, of, chosen["at"])
    written = referral(given, outcome, of, ReferralContext(**chosen))
    return {"": lambda *_: written, "with": with_annex, "alone": alone}[annex](written, outcome, of)


def faults(pdf: bytes) -> list[str]:
    """What a validator says against the PDF as PDF/UA-1 and as PDF/A-3a."""
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in profiles
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def words(pdf: bytes) -> str:
    """The text of all pages with every run of blanks as one space."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return re.sub(r"\s+", " ", " ".join(found.extract_text() for found in reader.pages))


def pages(pdf: bytes) -> list[str]:
    return [found.extract_text() for found in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def font_names(pdf: bytes) -> set[str]:
    """The fonts in the PDF, without the tag of the subset."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {
            str(o.BaseFont) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    return {name.partition("+")[2] for name in names}


def spoken(pdf: bytes) -> list[str]:
    """The texts that the PDF gives beside words of other scripts, for those who listen."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(o.ActualText)
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and "/ActualText" in o
        ]
