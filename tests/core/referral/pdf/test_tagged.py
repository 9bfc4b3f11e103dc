"""How tables and lists are tagged for who reads the page aloud: what a heading heads, and which lists are numbered."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.worker import Renderer
from support.documents.referrals import answers, made, pathway


def elements(element: pikepdf.Object, within: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """Each element below one: its kind, the kind that it stands in, and what it is said to be."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            kind, given = str(kid["/S"]), kid.get("/A", {})
            part = next((each for each in reversed(within) if each in ("/THead", "/Table")), "")
            said = given.get("/Scope", given.get("/ListNumbering", ""))
            yield kind, part, str(said)
            yield from elements(kid, (*within, kind))


def test_a_heading_of_a_table_is_of_its_column_in_the_head_and_of_its_row_elsewhere(
    renderer: Renderer,
) -> None:
    with pikepdf.open(io.BytesIO(renderer.render(made(answers("red"))))) as pdf:
        found = {each for each in elements(pdf.Root.StructTreeRoot) if each[0] == "/TH"}
    assert found == {("/TH", "/THead", "/Column"), ("/TH", "/Table", "/Row")}


def test_a_running_line_is_no_content_and_is_said_to_be_of_the_page(renderer: Renderer) -> None:
    with pikepdf.open(io.BytesIO(renderer.render(made(answers("red"), annex="with")))) as pdf:
        for page in pdf.pages:
            drawn = list(pikepdf.parse_content_stream(page))
            apart = [
                operands[1]
                for operands, operator in drawn
                if str(operator) == "BDC" and operands[0] == "/Artifact"
            ]
            assert apart, "the page has a running line"
            assert all(dict(each.items()) == {"/Type": "/Pagination"} for each in apart)
            inside = [str(operator) for _, operator in drawn]
            assert inside.count("BDC") + inside.count("BMC") == inside.count("EMC")


def numbering(pdf: bytes) -> Counter[str]:
    """How the lists of a PDF are numbered; one that goes on overleaf is tagged once a page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Counter(said for kind, _, said in elements(opened.Root.StructTreeRoot) if kind == "/L")


def test_lists_whose_order_counts_are_numbered_and_no_others(renderer: Renderer) -> None:
    assert numbering(renderer.render(made(answers("red")))).keys() == {"/Unordered"}
    steps_of_each_result = 4
    form = numbering(renderer.render(blank("essex", pathway())))
    assert form["/Decimal"] >= steps_of_each_result
    assert form.keys() == {"/Decimal", "/Unordered"}


def test_what_is_drawn_is_of_kinds_that_a_reader_knows_and_other_scripts_are_spans(
    renderer: Renderer,
) -> None:
    given = answers("red", child=Child("Зоя सीता Fictional"))
    with pikepdf.open(io.BytesIO(renderer.render(made(given, annex="with")))) as pdf:
        root = pdf.Root.StructTreeRoot
        kinds = {kind for kind, _, _ in elements(root)}
        named = {str(each["/A"]["/O"]) for each in pdf.objects if is_list(each)}
        running = [
            sum(each is None for each in list(of_page)) for of_page in list(root.ParentTree.Nums)[1::2]
        ]
    assert kinds == {
        *("/Document", "/Sect", "/H1", "/H2", "/H3", "/P", "/Span", "/NonStruct", "/Figure", "/Div"),
        *("/L", "/LI", "/Lbl", "/LBody", "/Table", "/Caption", "/THead", "/TBody", "/TR", "/TH", "/TD"),
    }
    assert named == {"/List"}
    assert all(running), "each page has a running line, which is of no element"


def is_list(element: pikepdf.Object) -> bool:
    return isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/L"
