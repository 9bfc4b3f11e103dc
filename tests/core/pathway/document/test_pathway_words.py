"""The data carries the document's words, all of them and no others. The source text is kept as a fixture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.guidance import as_json
from ce_tui.core.pathway.document.loading import default_pathway
from support.checkout import CHECKOUT

SOURCE = CHECKOUT / "tests" / "data" / "source" / "set-2026-06.txt"


def plain(line: str) -> str:
    """A line without Markdown's and HTML's marks and with single blanks."""
    line = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"</?b>|\*+|^\s*#+\s*|^\s*-\s+", "", line)
    return re.sub(r"\s+", " ", line).strip()


def sentences() -> list[str]:
    found = []
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        for cell in line.split("\t"):
            found += re.split(r"(?<=[.:?]) (?=[A-Z])", plain(cell))
    return [sentence for sentence in found if sentence]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


SENTENCES = sentences()
SAID = "\n".join(texts(as_json(default_pathway())))
# What the copy breaks over lines is one text in the data: the logos, a label and its number.
BROKEN = {
    "SOUTHEND", "Safeguarding", "Children", "Partnership", "E S S E X", "B O A R D", "THURROCK LOCAL",
    "SAFEGUARDING", "CHILDREN", "PARTNERSHIP",
}  # fmt: skip


def test_the_fixture_is_the_whole_document() -> None:
    assert len(SENTENCES) > 180
    assert SENTENCES[0] == "SET Partnership Child Exploitation Pathway"
    assert "Evidenced contact with a known exploiter" in SENTENCES
    assert SENTENCES[-1] == "www.thurrocklscp.org.uk/lscp"


@pytest.mark.parametrize("sentence", dict.fromkeys(SENTENCES))
def test_every_sentence_of_the_document_is_in_the_data(sentence: str) -> None:
    if sentence in BROKEN:
        assert sentence in SAID
    else:
        assert re.search(rf"(?<!\w){re.escape(sentence)}(?!\w)", SAID)


def documents_own(pathway: Pathway) -> Iterator[str]:
    """Every text of the data that claims to be the document's."""
    for section in pathway.document:
        if not section.own:
            yield section.title
        yield from (block.text for block in section.blocks if not block.own)
    for tier in pathway.tiers:
        yield from (tier.heading, tier.result, *tier.printed)
        yield from (block.text for block in tier.explanation if not block.own)
        yield from (factor.text for factor in tier.all_factors)
    details = msgspec.structs.asdict(pathway.details)
    yield from details.pop("labels").values()
    yield from details.values()
    yield pathway.decision_advice
    for locality in pathway.localities:
        yield from locality.printed
        yield from (contact.printed for contact in locality.contacts if contact.printed)
        for outcome in ("none", "yellow", "amber", "red"):
            steps = locality.procedure.steps(outcome)  # type: ignore[arg-type]
            yield from (step.text for step in steps if step.provenance in ("document", "inferred"))
    yield from (notice.text for notice in pathway.notices if notice.quoted)


def test_nothing_in_the_data_is_passed_off_as_the_documents() -> None:
    source = plain(" ".join(plain(line) for line in SOURCE.read_text(encoding="utf-8").splitlines()))
    strays = [text for text in documents_own(default_pathway()) if plain(text) not in source]
    assert strays == []


def test_the_assessment_and_consent_sentences_are_each_areas_own() -> None:
    source = plain(" ".join(plain(line) for line in SOURCE.read_text(encoding="utf-8").splitlines()))
    pathway = default_pathway()
    southend, essex, thurrock = (pathway.locality(each) for each in ("southend", "essex", "thurrock"))
    for locality in (southend, thurrock):
        assert locality.assessment in source
        assert locality.consent in source
    assert southend.assessment != thurrock.assessment
    assert southend.consent != thurrock.consent
    assert "Children & Families' Hub" in essex.assessment
    assert essex.provenance


@pytest.mark.parametrize("outcome", ["yellow", "amber", "red"])
def test_an_area_of_which_one_result_had_to_be_rebuilt_is_not_headed_as_its_page(outcome: str) -> None:
    area = default_pathway().locality("southend")
    steps = getattr(area.procedure, outcome)
    rebuilt = (msgspec.structs.replace(steps[0], provenance="rebuilt"), *steps[1:])
    changed = msgspec.structs.replace(
        area, procedure=msgspec.structs.replace(area.procedure, **{outcome: rebuilt})
    )
    assert (area.headed, changed.headed) == ("Southend CE Procedures", "Southend")


def test_the_factors_are_numbered_as_agreed() -> None:
    ids = list(default_pathway().factors)
    expected = [f"Y{n}" for n in range(1, 10)] + [f"V{n}" for n in range(1, 7)]
    expected += [f"A{n}" for n in range(1, 12)] + [f"R{n}" for n in range(1, 12)]
    assert ids == expected


@pytest.mark.parametrize(
    ("factor_id", "words"),
    [
        ("Y9", "Emotional wellbeing issues"),
        ("V1", "Substance use"),
        ("V6", "Isolation/ lack of role models"),
        ("A2", "Child is going missing"),
        ("A8", "Is there a possibility the young person's family is involved"),
        ("A9", "Child or young person who deems themselves to be in a relationship"),
        ("A10", "Carrying weapons"),
        ("R1", "Arrested in possession of drugs"),
        ("R3", "Sharing nudes/streaming sexual acts"),
        ("R8", "Coercion to commit criminal offences"),
        ("R10", "Reports of STI infections"),
        ("R11", "Evidenced contact with a known exploiter"),
    ],
)
def test_an_id_stands_for_its_words(factor_id: str, words: str) -> None:
    assert default_pathway().factors[factor_id].text.startswith(words)


def test_no_factor_claims_to_be_black_and_no_claim_is_made_from_that() -> None:
    pathway = default_pathway()
    assert not any(factor.known_to_authorities for factor in pathway.factors.values())
    assert 'never means "not known"' in pathway.black_note


def test_each_tier_takes_its_marks_and_says_what_closes_it() -> None:
    yellow, amber, red = default_pathway().tiers
    assert {factor.marks for factor in yellow.factors} == {("yes",)}
    assert {factor.marks for factor in yellow.vulnerabilities} == {("noted",)}
    for tier in (amber, red):
        assert {factor.marks for factor in tier.factors} == {("suspected", "reasonably believe")}
    flags = [(tier.needs_relationship, tier.needs_narrative) for tier in (yellow, amber, red)]
    assert flags == [(False, False), (True, True), (True, False)]


def test_the_sentence_on_suspected_and_believed_explains_amber_and_red() -> None:
    sentence = next(text for text in SENTENCES if "balance of probabilities" in text)
    _, amber, red = default_pathway().tiers
    for tier in (amber, red):
        assert sentence in [block.text for block in tier.explanation]


def test_the_documents_pointers_lead_to_result_and_notes() -> None:
    blocks = [block for section in default_pathway().document for block in section.blocks]
    pointers = {pointer.words: pointer.to for block in blocks for pointer in block.pointers}
    assert pointers["page 10"] == "result"
    assert pointers["section at the end"] == "notes"


def test_every_link_of_the_document_is_a_slot() -> None:
    slots = {slot.words for slot in default_pathway().links}
    targets = re.findall(r"\[([^\]]+)\]\(#\)", SOURCE.read_text(encoding="utf-8"))
    assert set(targets) <= slots
    assert {"SET Procedures", "Directory of Services", "Thurrock CAF Referral Form"} <= slots
