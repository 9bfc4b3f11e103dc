"""Generated answers as JSON, valid by the contract, for any pathway."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ce_tui.core.pathway.document.document import Pathway

DECISIONS = ("", "none", "yellow", "amber", "red", "unsure")
CONSENTS = ("", "agreed", "refused", "not sought", "not yet asked")


def marks(pathway: Pathway, *, closed: bool = False) -> st.SearchStrategy[dict[str, str]]:
    """Marks that the pathway takes; with `closed`, only of the tiers that a first meeting leaves open."""
    optional = {
        factor.id: st.sampled_from(factor.marks)
        for tier in pathway.tiers
        if not (closed and tier.needs_relationship)
        for factor in tier.all_factors
    }
    some = st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True)
    few = some.flatmap(lambda ids: st.fixed_dictionaries({item_id: optional[item_id] for item_id in ids}))
    return few | st.fixed_dictionaries({}, optional=optional)


def notes(pathway: Pathway) -> st.SearchStrategy[str]:
    """Notes that cite known and unknown IDs between words and whatever characters."""
    ids = st.sampled_from(sorted(pathway.factors)) | st.sampled_from(["A14", "a99", "R0", "V10", "y3"])
    parts = st.lists(ids | st.text(max_size=12) | st.sampled_from(["seen", "\n", "; ", "é"]), max_size=8)
    return parts.map(" ".join)


@st.composite
def screenings(draw: st.DrawFn, pathway: Pathway, locality: str | None = None) -> dict[str, Any]:
    """The JSON of answers: every key but the needed ones may be left out."""
    known = draw(st.sampled_from([True, True, False, None]))
    localities = [locality] if locality else [area.id for area in pathway.localities]
    given: dict[str, Any] = {
        "pathway": pathway.id,
        "locality": draw(st.sampled_from(localities)),
        "marks": draw(marks(pathway, closed=known is False)),
    }
    if known is not None:
        given["known_to_practitioner"] = known
    tiers = st.lists(st.sampled_from(["yellow", "amber", "red"]), unique=True)
    text = st.text(max_size=20)
    optional = st.fixed_dictionaries(
        {},
        optional={
            "placed_by": text,
            "immediate_risk": st.booleans(),
            "harm_today": st.booleans(),
            "family_involved": st.booleans() | st.just("not known"),
            "contact_family": st.sampled_from(["yes", "no", "not known", ""]),
            "family_before": st.sampled_from(["2026-09-01", ""]),
            "screened_on": st.sampled_from(["2026-11-25", "2027-04-02", ""]),
            "set_aside": marks(pathway),
            "looked_at": tiers,
            "notes": notes(pathway),
            "not_ids": st.lists(st.sampled_from(["A12", "a14", "A13"]), max_size=2),
            "decision": st.fixed_dictionaries(
                {}, optional={"outcome": st.sampled_from(DECISIONS), "reason": text}
            ),
            "consent": st.fixed_dictionaries(
                {},
                optional={
                    "status": st.sampled_from(CONSENTS),
                    "reason": text,
                    "child_told": st.booleans(),
                    "family_told": st.booleans(),
                },
            ),
            "practitioner": st.fixed_dictionaries({}, optional={"name": text, "phone": text}),
            "child": st.fixed_dictionaries(
                {},
                optional={
                    "name": text,
                    "date_of_birth": st.sampled_from(
                        ["", "2008-11-25", "2009-11-26", "2014-02-28", "2026-11-25"]
                    ),
                },
            ),
        },
    )
    return given | draw(optional)
