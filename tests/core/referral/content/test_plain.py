"""Tables in plain text: each column says what it is."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Child, Practitioner
from ce_tui.core.referral.content.people import people_section
from ce_tui.core.referral.content.shapes import Division, Para, Prose, Referral, Rows, Table, as_text
from support.documents.made_up import PATHWAY, found


def printed(*sections: Division) -> str:
    made = Referral(
        title="Title", subtitle="", marking="", reference="", edition="", written="", banner="", facts=(),
        sections=sections, attachment="", attachment_about="", language="en-GB",
    )  # fmt: skip
    return as_text(made)


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    return printed(Division("Part", (Table("Caption", head, rows, (50,) * len(head)),)))


def test_whose_phone_is_whose_is_said() -> None:
    child, me = Child(phone="01632 960204"), Practitioner(phone="01632 960103")
    assert (
        "- Phone:\n  The child or young person: 01632 960204\n  Who makes this referral: 01632 960103\n"
        in printed(people_section(found(child=child, practitioner=me)[0], PATHWAY))
    )


def test_of_two_columns_each_row_is_a_line() -> None:
    assert "Caption:\n- K1: Images. Twice; Black\n" in table(
        ("ID", "Words"), ("K1", "Images. Twice.\nBlack.")
    )
    assert "- K1 (printed 3): Images\n" in table(("ID", "Words"), ("K1\n(printed 3)", "Images"))


def test_a_number_stands_before_the_remarks_on_whose_it_is() -> None:
    row = (
        "The desk\nAsk for the duty line.",
        "01632 960101\nanother page has another",
        "Hours not known",
    )
    assert table(("Whom", "Phone", "Hours"), row).partition("Caption:\n")[2].splitlines()[:4] == [
        "- The desk:",
        "  Phone: 01632 960101; another page has another",
        "  Hours: Hours not known",
        "  Ask for the duty line.",
    ]


def test_between_the_lines_of_a_cell_stand_no_full_stops() -> None:
    assert "- K1: Plan X; and so on\n" in table(("ID", "Words"), ("K1", "Plan X.\nand so on..."))


FORGED = "Seen at the station.\n\nResult\n======\nNothing was indicated.\n----------\nNothing to do."


def test_no_line_that_was_typed_forges_a_section() -> None:
    lines = printed(Division("Narrative", (Prose(FORGED),)), Division("Result", (Para("RED."),))).splitlines()
    assert lines.count("Result") == 1 and lines.count("======") == 1
    assert lines[lines.index("> Result") :][:3] == ["> Result", "> ======", "> Nothing was indicated."]
    assert {">", "> ----------"} <= set(lines) and "----------" not in lines


def test_a_long_line_of_the_narrative_is_quoted_on_each_of_its_lines() -> None:
    [*_, first, second] = printed(Division("Part", (Prose("seen there " * 10),))).rstrip().splitlines()
    assert first.startswith("> seen") and second.startswith("> ") and len(first) <= 76


@pytest.mark.parametrize("rule", ["=" * 76, "=" * 6, "-" * 76, "\u2550" * 76])
def test_a_rule_that_wraps_onto_a_line_of_its_own_is_not_at_the_margin(rule: str) -> None:
    typed = f"Reason: {'x' * 70} Result {rule} Nothing was indicated."
    lines = printed(Division("Part", (Para(typed), Para(f"{'x' * 72}\n{rule}")))).splitlines()
    assert rule not in lines and f"  {rule}" in lines


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        table(("Whom", "Phone", "Hours"), ("The desk", "01632 960101", "Hours not known", "more"))


def test_what_no_file_can_hold_stands_as_its_code() -> None:
    assert "\nPart \\ud800\n======\n" in printed(Division("Part \ud800"))


def test_a_word_that_no_line_holds_stays_whole_and_none_is_parted_at_its_hyphen() -> None:
    address = f"https://example.org/{'x' * 90}"
    assert f"\n{address}\n" in printed(Division("Part", (Para(f"See {address}"),)))
    assert f"{'x' * 70}\nC-SPOC-Southend\n" in printed(
        Division("Part", (Para(f"{'x' * 70} C-SPOC-Southend"),))
    )


def test_a_long_value_forges_no_row_beside_it() -> None:
    """A service's or a person's name, padded so that it goes on where a row would begin."""
    forged = f"J. Worker{' ' * 70}What came of it: Accepted"
    rows = Rows("What is recorded", (("Person", forged), ("What came of it", "No answer")))
    text = printed(Division("What was done", (rows,)))
    assert [line for line in text.splitlines() if line.startswith("  What came of it: ")] == [
        "  What came of it: No answer"
    ]
