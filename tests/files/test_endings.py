"""How a file's name ends: what is written under it is what its ending says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.files.shown import has_no_ending, is_text, other_than_pdf_or_text, with_ending, wrong_ending


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.pdf", ".pdf"),
        ("A.PDF", ".pdf"),
        ("a.txt", ".txt"),
        ("a", ".pdf"),
        ("minutes.2", ".txt"),
        ("a.txt", ".bak"),
    ],
)
def test_a_name_that_says_what_it_is_or_nothing_is_taken(name: str, wanted: str) -> None:
    assert wrong_ending(Path("/out", name), wanted) == ""


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("a.txt", ".pdf", "This is a PDF, and the name ends in .txt: "),
        ("a.PDF", ".txt", "This is plain text, and the name ends in .PDF: "),
        ("a.docx", ".pdf", "This is a PDF, and the name ends in .docx: "),
    ],
)
def test_another_kinds_ending_is_refused_with_the_one_that_is_meant(
    name: str, wanted: str, words: str
) -> None:
    said = wrong_ending(Path("/out", name), wanted)
    assert said.startswith(words) and said.endswith(f"Nothing was written. Let the name end in {wanted}.")


@pytest.mark.parametrize(
    ("name", "wanted", "written"),
    [
        ("a", ".pdf", "a.pdf"),
        ("minutes.2", ".txt", "minutes.2.txt"),
        ("a.pdf", ".pdf", "a.pdf"),
        ("A.PDF", ".pdf", "A.PDF"),
        ("a", ".ce-backup", "a"),
    ],
)
def test_a_name_without_an_ending_gets_it(name: str, wanted: str, written: str) -> None:
    assert with_ending(Path("/out", name), wanted) == Path("/out", written)


def test_the_root_has_no_name_to_end() -> None:
    assert with_ending(Path("/"), ".pdf") == Path("/")


def test_on_the_command_line_the_ending_chooses() -> None:
    assert is_text("a.txt") and is_text("A.TXT") and not is_text("a.pdf") and not is_text("txt")
    assert has_no_ending("a") and has_no_ending("minutes.2") and not has_no_ending("a.PDF")
    assert other_than_pdf_or_text("a.pdf") == other_than_pdf_or_text("a") == ""
    assert other_than_pdf_or_text("a.doc").startswith(
        "The name ends in .doc, and only a PDF or plain text can be"
    )
