"""The empty form of each locality, to print and to complete by hand."""

from __future__ import annotations

import re

import pytest

from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.referral.content.blank import LINES_OF_NOTES, blank, file_name
from ce_tui.core.referral.content.shapes import Table, WritingRoom
from ce_tui.core.referral.worker.worker import Renderer
from support.documents.referrals import LOCALITIES, faults, pages, pathway, words


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_the_empty_form_is_valid_and_holds_every_factor_procedure_and_contact(
    locality: str, renderer: Renderer
) -> None:
    pdf = renderer.render(blank(locality, pathway()))
    assert faults(pdf) == []
    text = words(pdf)
    unspaced = text.replace(" ", "")  # a line may break after a slash
    for id, factor in pathway().factors.items():
        assert f"{id}{factor.text}".replace(" ", "") in unspaced, id
    area = pathway().locality(locality)
    for outcome in OUTCOMES:
        assert pathway().heading(outcome).rstrip(".") in text
        for step in area.procedure.steps(outcome):
            assert re.sub(r"\s+", " ", step.text) in text
    for contact in area.contacts:
        assert contact.name in text
        assert contact.phone in text
    for label in pathway().details.labels.values():
        if "contact details" not in label.lower():
            assert label.rstrip(":") in text
    assert "Numbered by this software" in text


def test_every_mark_has_an_empty_box() -> None:
    form = blank("southend", pathway())
    tables = {
        id: (table, row) for table in tables_of(form) for row in table.rows if (id := row[0].split("\n")[0])
    }
    for tier in pathway().tiers:
        for factor in tier.all_factors:
            table, row = tables[factor.id]
            assert table.by_hand
            assert len(table.head) == 2 + len(factor.marks)
            assert row[2:] == ("",) * len(factor.marks)


def test_there_is_room_for_notes() -> None:
    rooms = [
        block
        for section in blank("essex", pathway()).sections
        for block in section.blocks
        if isinstance(block, WritingRoom)
    ]
    assert [room.lines for room in rooms] == [LINES_OF_NOTES]


def test_each_tier_fits_on_its_page(renderer: Renderer) -> None:
    found = pages(renderer.render(blank("southend", pathway())))
    for tier in pathway().tiers:
        ids = [factor.id for factor in tier.all_factors]
        holding = [page for page in found if all(re.search(rf"\b{id}\b", page) for id in ids)]
        assert len(holding) == 1, tier.name


def test_the_empty_form_holds_no_answers_and_attaches_none(renderer: Renderer) -> None:
    import io

    import pypdf

    pdf = renderer.render(blank("essex", pathway()))
    assert dict(pypdf.PdfReader(io.BytesIO(pdf)).attachments) == {}
    assert "OFFICIAL-SENSITIVE when completed" in words(pdf)
    assert file_name("essex") == "ce-form-essex.pdf"


def tables_of(form: object) -> list[Table]:
    return [block for section in form.sections for block in section.blocks if isinstance(block, Table)]  # type: ignore[attr-defined]
