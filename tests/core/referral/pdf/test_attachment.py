"""The machine-readable referral inside the PDF is the contract's JSON."""

from __future__ import annotations

import io
import json

import msgspec
import pypdf

from ce_tui.core.pathway.answers.answers import dump, read_answers
from ce_tui.core.pathway.document.loading import Pathways
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import AT, REF, answers, made, pathway


def attached(pdf: bytes) -> dict[str, bytes]:
    return {name: files[0] for name, files in pypdf.PdfReader(io.BytesIO(pdf)).attachments.items()}


def test_the_attachment_holds_answers_outcome_reference_revision_and_audit_head(renderer: Renderer) -> None:
    given = answers("red", notes="R2: “quoted”, naïve, 王小明, and\na second line")
    files = attached(renderer.render(made(given, audit_head="0f" * 16, revision=3)))
    assert list(files) == ["referral.json"]
    read = json.loads(files["referral.json"])
    outcome = to_json(evaluate(given, pathway(), AT))
    assert read == {
        "answers": dump(given),
        "outcome": json.loads(msgspec.json.encode(outcome)),
        "ref": REF,
        "revision": 3,
        "audit_head": "0f" * 16,
    }


def test_what_does_not_exist_is_left_out_of_the_attachment(renderer: Renderer) -> None:
    read = json.loads(attached(renderer.render(made(ref="", revision=0)))["referral.json"])
    assert set(read) == {"answers", "outcome"}


def test_answers_from_an_attachment_can_be_read_in_again(renderer: Renderer) -> None:
    given = answers("amber")
    read = json.loads(attached(renderer.render(made(given)))["referral.json"])
    assert read_answers(json.dumps(read["answers"]), Pathways([], {})).one == given


def test_the_attachment_carries_the_moment_of_writing_and_no_other(renderer: Renderer) -> None:
    reader = pypdf.PdfReader(io.BytesIO(renderer.render(made())))
    tree = reader.trailer["/Root"]["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()  # type: ignore[index]
    params = tree["/EF"]["/F"]["/Params"]
    assert str(params["/CreationDate"]).startswith("D:20261125104200")
    assert str(params["/ModDate"]).startswith("D:20261125104200")
    assert tree["/AFRelationship"] == "/Data"
    assert tree["/Desc"] == "The answers and the outcome of this referral, for machines"
