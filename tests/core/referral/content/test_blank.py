"""The empty form of each locality, to print and to complete by hand."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import structs

from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.referral.content.blank import HOW_TO_MARK, blank, file_name
from ce_tui.core.referral.content.shapes import (
    Bullets,
    ListItem,
    Para,
    Referral,
    SideBySide,
    Table,
    WritingRoom,
    as_text,
)
from ce_tui.core.referral.worker import Renderer
from support.documents.drawn import levels
from support.documents.poppler import read_with_poppler
from support.documents.referrals import LOCALITIES, faults, pages, pathway, words


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_the_empty_form_is_valid_and_holds_every_factor_procedure_and_contact(
    locality: str, renderer: Renderer
) -> None:
    pdf = renderer.render(blank(locality, pathway()))
    assert faults(pdf) == []
    text = words(pdf)
    unspaced = text.replace(" ", "")  # a line may break after a slash
    for factor_id, factor in pathway().factors.items():
        assert f"{factor_id}{factor.text}".replace(" ", "") in unspaced, factor_id
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
        factor_id: (table, row)
        for table in tables_of(form)
        for row in table.rows
        if (factor_id := row[0].split("\n")[0])
    }
    for tier in pathway().tiers:
        for factor in tier.all_factors:
            table, row = tables[factor.id]
            assert table.by_hand
            assert len(table.head) == 2 + len(factor.marks)
            assert row[2:] == ("",) * len(factor.marks)


def test_there_is_room_for_twenty_one_lines_of_notes() -> None:
    rooms = [
        block
        for section in blank("essex", pathway()).sections
        for block in section.blocks
        if isinstance(block, WritingRoom)
    ]
    assert sum(room.lines for room in rooms) == 21


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_each_page_with_lines_for_notes_says_what_they_are_for(locality: str, renderer: Renderer) -> None:
    pdf = renderer.render(blank(locality, pathway()))
    notes = pathway().details.notes_title.rstrip(":")
    for number, page in enumerate(pages(pdf)):
        if sum(line.right - line.left > 180 for line in levels(pdf, number)) >= 8:
            assert notes in page, number
    (first,) = [number for number, page in enumerate(pages(pdf)) if f"{notes}, continued" in page]
    assert notes in pages(pdf)[first - 1]


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_the_steps_of_a_tier_stand_on_one_page(locality: str, renderer: Renderer) -> None:
    found = [re.sub(r"\s+", " ", page) for page in pages(renderer.render(blank(locality, pathway())))]
    for outcome in ("yellow", "amber"):
        first, *others = [
            " ".join(step.text.split())[:40] for step in pathway().locality(locality).procedure.steps(outcome)
        ]
        assert any(first in page and all(step in page for step in others) for page in found), outcome


def test_above_red_it_says_what_is_not_to_be_done_with_images() -> None:
    (red,) = [each for each in blank("essex", pathway()).sections if each.tier == "red"]
    (images,) = [block for block in red.blocks if isinstance(block, Para) and "images" in block.text]
    assert images.text.startswith("R3: do not view, copy or share images: phone 101, or 999 if in danger.")


def test_two_factors_that_speak_of_images_are_named_together() -> None:
    red = pathway().tiers[-1]
    [images] = [each for each in pathway().notices if each.alert == "images"]
    [key] = images.when.any_marked
    of_both = structs.replace(images, when=structs.replace(images.when, any_marked=(key, red.factors[0].key)))
    form = blank("essex", structs.replace(pathway(), notices=(of_both,)))
    [said] = [block for section in form.sections for block in section.blocks if "images" in str(block)]
    assert isinstance(said, Para) and said.text.startswith("R3 and R1: do not view, copy or share images")


def test_what_to_leave_blank_is_a_sentence_before_what_the_details_are_for() -> None:
    details = structs.replace(pathway().details, leave_blank="Leave blank.", details_intro="For a referral:")
    form = blank("essex", structs.replace(pathway(), details=details))
    assert Para("Leave blank. For a referral:") in [each for part in form.sections for each in part.blocks]


def test_where_every_tier_needs_a_relationship_no_factor_is_marked_at_a_first_meeting() -> None:
    tiers = tuple(structs.replace(tier, needs_relationship=True) for tier in pathway().tiers)
    text = " ".join(as_text(blank("essex", structs.replace(pathway(), tiers=tiers))).split())
    assert "have met this child or young person, mark no factor. If you saw" in text


def test_an_edition_without_signs_of_a_sexual_kind_asks_no_age() -> None:
    bare = structs.replace(pathway(), notices=())
    text = " ".join(as_text(blank("essex", bare)).split())
    assert "under 13" not in text and "images" not in text


def test_what_is_to_be_circled_or_written_is_asked_in_these_words() -> None:
    start, decision = [
        table for table in tables_of(blank("essex", pathway())) if table.caption == "Circle or write"
    ]
    assert start.rows == (
        (
            "Is the child at immediate risk?",
            "Yes  /  No     Yes: phone 999 now. The result is red, whatever is marked.",
        ),
        ("Did you see, or were you told of, harm today?", "Yes  /  No     Yes: follow the red steps."),
        ("On which day? What was seen or said, in the child's words?", "\n"),
        (
            "Could someone in the family or household, or a parent's partner, be involved?",
            "Yes  /  No  /  Not known     Yes: do not ask or tell the family yet, unless someone needs urgent help. "
            "Not known: ask the service before the family is told.",
        ),
        ("Is the child missing now?", "Yes  /  No     Yes: phone 101, or 999 if in danger."),
        ("Which other council, if the child lives there or was placed by it?", ""),
        (
            "Is the child under 13?",
            "Yes  /  No     Yes, with A9, R3 or R10: phone now, as in the first red steps.",
        ),
        ("Do you know this child already?", "From working with them  /  From file or team  /  No"),
        ("Date of the screening", ""),
    )
    assert decision.rows == (
        ("Result (the highest section with a mark)", "None  /  Yellow  /  Amber  /  Red"),
        ("Your decision", "None  /  Yellow  /  Amber  /  Red  /  Unsure"),
        ("Reason, where the decision is lower", "\n"),
        ("Is it safe to contact the family?", "Yes  /  No  /  Not known"),
        ("Consent", "Agreed  /  Refused  /  Not sought  /  Not yet asked"),
        ("Reason, where consent was refused or not sought", "\n"),
        ("Told what is shared, and why", "Child: Yes  /  No     Family: Yes  /  No"),
    )
    for table in (start, decision):
        assert (table.head, table.widths, table.by_hand) == (("Question", "Circle or write"), (46, 54), True)


def test_a_point_of_a_list_in_the_document_is_one_in_the_form() -> None:
    yellow, *others = pathway().tiers
    point = document.Block(text="A made-up point.", kind="bullet")
    listing = structs.replace(yellow, explanation=(*yellow.explanation, point))
    form = blank("essex", structs.replace(pathway(), tiers=(listing, *others)))
    section, steps = [each for each in form.sections if each.tier == "yellow"]
    assert Bullets((ListItem("A made-up point."),)) in section.blocks
    assert Para(yellow.explanation[0].text) in section.blocks
    assert steps.title == f"Yellow: {pathway().heading('yellow')}".rstrip("."), "its steps stand after it"


def test_a_form_of_the_area_is_named_with_its_address_where_the_deployment_has_one() -> None:
    [form, *_] = pathway().locality("essex").forms
    there = Pathways(links={form.link: "https://forms.example.org/essex"}).current
    assert "(at https://forms.example.org/essex)." in " ".join(as_text(blank("essex", there)).split())
    assert "https://forms.example.org/essex" not in as_text(blank("essex", pathway()))


def test_without_a_day_it_is_of_the_day_on_which_its_contacts_were_last_checked() -> None:
    checked = max(each.checked for each in pathway().locality("essex").contacts if each.checked)
    assert blank("essex", pathway()).written == f"{checked}T00:00:00+00:00"
    day = "2026-11-25T10:00:00+00:00"
    assert blank("essex", pathway(), written=day).written == day


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_it_takes_six_pages_and_the_first_has_the_numbers_and_the_red_steps(
    locality: str, renderer: Renderer, tmp_path: Path
) -> None:
    pdf = renderer.render(blank(locality, pathway()))
    assert len(pages(pdf)) <= 6
    area = pathway().locality(locality)
    firsts = [pages(pdf)[0]]
    if shutil.which("pdftotext"):
        file = tmp_path / "form.pdf"
        file.write_bytes(pdf)
        firsts.append(read_with_poppler(file, "", "-l", "1"))
    for first in firsts:
        said = re.sub(r"\s+", " ", first)
        assert area.danger in said
        for contact in area.contacts:
            assert contact.phone in said
        for step in area.procedure.red:
            assert all(word in said for word in step.text.split())
    rows = [row for table in tables_of(blank(locality, pathway())) for row in table.rows]
    for contact in area.contacts:
        if contact.phone:
            [(_, number, hours)] = [row for row in rows if row[0] == contact.name]
            assert number == contact.phone
            assert hours.startswith(contact.hours[:1].upper() + contact.hours[1:] or "Hours not known")
            assert contact.name.split()[0] in firsts[0]


@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_red_step_that_says_to_phone_has_every_number_in_it_and_the_polices(locality: str) -> None:
    area = pathway().locality(locality)
    (red,) = blank(locality, pathway()).sections[0].parts
    (steps,) = [block for block in red.blocks if isinstance(block, Bullets)]
    danger, phone, *_ = [entry.text for entry in steps.entries]
    assert "999" in danger
    numbers = [each.phone for each in area.contacts if each.role in ("front-door", "out-of-hours")]
    assert len(numbers) == 2
    places = [phone.index(number) for number in [*numbers, "If nobody answers: 101."]]
    assert places == sorted(places)


def test_a_step_that_has_its_number_in_its_words_says_it_once() -> None:
    (red,) = blank("elsewhere", pathway()).sections[0].parts
    (steps,) = [block for block in red.blocks if isinstance(block, Bullets)]
    assert steps.entries[1].text.count("101") == 1


def test_what_numbers_and_words_are_from_is_said_once(renderer: Renderer) -> None:
    text = words(renderer.render(blank("essex", pathway())))
    area = pathway().locality("essex")
    for once in (area.provenance, area.consent, area.assessment, HOW_TO_MARK, pathway().numbering_note):
        assert text.count(re.sub(r"\s+", " ", once)) == 1, once
    for contact in area.contacts:
        for said in (contact.note, contact.disputed, contact.hours_source, contact.source, contact.email):
            assert said in text or said == "document"


def test_the_head_of_a_table_stands_on_every_page_that_it_goes_on_to(renderer: Renderer) -> None:
    start = [page for page in pages(renderer.render(blank("essex", pathway()))) if "Circle or write" in page]
    assert len(start) > 2, "the first questions go on to a second page"
    *tiers, red = pathway().tiers
    many = tuple(structs.replace(red.factors[0], id=f"R{number}") for number in range(1, 80))
    long = structs.replace(pathway(), tiers=(*tiers, structs.replace(red, factors=many)))
    pdf = renderer.render(blank("essex", long))
    assert faults(pdf) == []
    with_factors = [page for page in pages(pdf) if re.search(r"^R\d+ Arrested", page, re.MULTILINE)]
    assert len(with_factors) > 2
    assert all(re.search(r"ID\s+Factor\s+Suspected\s+Reasonably", page) for page in with_factors)


def test_there_is_room_to_write_by_hand(renderer: Renderer) -> None:
    pdf = renderer.render(blank("essex", pathway()))
    wide = [[line.down for line in levels(pdf, page) if line.right - line.left > 180] for page in range(6)]
    apart = [below - above for downs in wide for above, below in pairwise(downs)]
    assert sum(7 <= each < 7.5 for each in apart) >= 19, "the notes"
    for number, page in enumerate(pages(pdf)):
        boxes = [
            line
            for line in levels(pdf, number)
            if line.right > 195 and 0.27 < line.weight < 0.3 and line.left > 100
        ]
        between = [below.down - above.down for above, below in pairwise(boxes) if below.left == above.left]
        heads = len(re.findall(r"^(?:ID|Question|Detail)\b", page, re.MULTILINE))
        assert sum(each < 7 for each in between) <= heads, number


def test_each_tier_fits_on_its_page(renderer: Renderer) -> None:
    found = pages(renderer.render(blank("southend", pathway())))
    for tier in pathway().tiers:
        ids = [factor.id for factor in tier.all_factors]
        holding = [page for page in found if all(re.search(rf"\b{factor_id}\b", page) for factor_id in ids)]
        assert len(holding) == 1, tier.name


def test_the_empty_form_holds_no_answers_and_attaches_none(renderer: Renderer) -> None:
    import io

    import pypdf

    pdf = renderer.render(blank("essex", pathway()))
    assert dict(pypdf.PdfReader(io.BytesIO(pdf)).attachments) == {}
    assert "OFFICIAL-SENSITIVE when completed" in words(pdf)
    assert file_name("essex") == "ce-form-essex.pdf"


def tables_of(form: Referral) -> list[Table]:
    blocks = [block for section in form.sections for block in section.blocks]
    beside = [table for block in blocks if isinstance(block, SideBySide) for table in block.tables]
    return [*(block for block in blocks if isinstance(block, Table)), *beside]
