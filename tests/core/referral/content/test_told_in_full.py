"""Whole referrals, annexes and an empty form, each value that is drawn: `tests/data/referrals.txt`, `empty_form.txt`.

After a change of words or of layout: `CE_TUI_RECORD=yes pytest tests/core/referral/content/test_told_in_full.py`, and
read what `git diff` says: it is what a receiver reads.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import Pathways, load_pathway
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.content.content import ReferralContext, alone, as_text_sent, referral
from ce_tui.core.referral.content.shapes import Block, Division, Referral, as_text
from support.checkout import CHECKOUT
from support.documents.made_up import PATHWAY as MADE_UP
from support.documents.told import SET, SITUATIONS, flat, found
from support.recorded import compare

DATA = CHECKOUT / "tests" / "data"
IMPRINTS = (
    ReferralContext(at=parse_at("2026-11-25T10:42")),
    ReferralContext(
        at=parse_at("2026-11-25T10:42"),
        ref="CE-7K3M-2Q",
        revision=2,
        state="completed",
        audit_head="4f1d",
        marking="SECRET",
    ),
    ReferralContext(at=parse_at("2026-11-25T10:42"), ref="CE-7K3M-2Q", revision=1),
    ReferralContext(at=parse_at("2026-07-01T10:42"), ref="CE-7K3M-2Q", state="reopened"),
)


def written(title: str, imprint: ReferralContext) -> Referral:
    return referral(*found(title), SET, imprint)


def test_the_referrals_are_as_recorded() -> None:
    lines = []
    for title, imprint in zip(SITUATIONS, IMPRINTS, strict=True):
        whole = written(title, imprint)
        annex = alone(whole, found(title)[1], SET)
        lines += ["", f"# {title}", *values(whole), "", f"# {title}: the annex", *values(annex)]
    compare("\n".join(lines).lstrip() + "\n", DATA / "referrals.txt")


def test_a_referral_with_its_annex_is_as_recorded_in_plain_text() -> None:
    title = "Red in Essex at night, with everything filled in"
    sent = as_text_sent(written(title, IMPRINTS[1]), found(title)[1], SET, annex=True)
    compare(as_text(sent), DATA / "referral_as_text.txt")


def test_an_empty_form_is_as_recorded() -> None:
    northvale = load_pathway(DATA / "made-up-pathway" / "pathway.toml")
    linked = Pathways(links={"c-spoc-form": "https://example.org/form"}).current
    lines = ["# Northvale", *values(blank("northvale", northvale)), "", "# Thurrock, as text", ""]
    lines += as_text(blank("thurrock", SET)).splitlines()
    lines += ["", "# Southend, with an address for its form", *about_forms(blank("southend", linked))]
    compare("\n".join(lines) + "\n", DATA / "empty_form.txt")


def test_on_an_empty_form_an_areas_own_form_without_an_address_says_whom_to_ask() -> None:
    assert "Northmoor form, for a result of amber and red. We do not have this web address." in " ".join(
        as_text(blank("northmoor", MADE_UP)).split()
    )


def about_forms(form: Referral) -> list[str]:
    return [line for line in as_text(form).splitlines() if "C-SPOC form" in line or "example.org" in line]


def values(whole: Referral) -> Iterator[str]:
    """Everything in a referral but what is attached to it, a value a line; what is empty is left out."""
    rest = msgspec.structs.replace(whole, sections=(), attachment="")
    yield from flat("", msgspec.to_builtins(rest))
    for section in whole.sections:
        yield from division(section, "##")


def division(part: Division, sign: str) -> Iterator[str]:
    alone = msgspec.to_builtins(msgspec.structs.replace(part, blocks=(), parts=()))
    yield f"{sign} {alone.pop('title')}"
    yield from (f"  {line}" for line in flat("", alone) if not line.endswith(": False"))
    for block in part.blocks:
        yield from drawn(block)
    for inner in part.parts:
        yield from division(inner, f"{sign}#")


def drawn(block: Block) -> Iterator[str]:
    built = msgspec.to_builtins(block)
    yield f"  - {built.pop('type')}"
    yield from (f"    {line}" for line in flat("", built) if not line.endswith(": False"))
