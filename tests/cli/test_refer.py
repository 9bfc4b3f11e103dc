"""`ce-tui refer` and `ce-tui blank`: files that are private, whole, or not there."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from support.people.cli import ANSWERS, Ended, answers, ce_tui

AT = ("--at", "2026-11-25T10:00")


def refer(out: Path, *options: object, given: dict[str, Any] | None = None) -> Ended:
    text = ANSWERS.read_bytes() if given is None else json.dumps(given)
    return ce_tui("refer", "-", "-o", out, *AT, *options, stdin=text)


def text_of(pdf: Path, password: str | None = None) -> str:
    reader = pypdf.PdfReader(BytesIO(pdf.read_bytes()), password=password)
    return "\n".join(page.extract_text() for page in reader.pages)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_without_an_option_the_pdf_opens_with_the_passphrase_printed_once(tmp_path: Path) -> None:
    ended = refer(tmp_path / "out.pdf")
    assert (ended.code, ended.out) == (0, "")
    *said, password = ended.err.splitlines()
    assert " ".join(said).endswith("The hyphens are part of it.")
    assert len(password) <= 32
    assert pypdf.PdfReader(tmp_path / "out.pdf").is_encrypted
    assert "Taylor Fictitious" in text_of(tmp_path / "out.pdf", password)
    assert left_in(tmp_path) == ["out.pdf"]


def test_a_password_file_closes_the_pdf_with_its_first_line(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("short\r\nnot this\n")
    ended = refer(tmp_path / "out.pdf", "--password-file", secret)
    assert (ended.code, ended.out) == (0, "")
    assert "Its passphrase is shown" not in ended.err
    assert "Taylor Fictitious" in text_of(tmp_path / "out.pdf", "short")


def test_a_password_that_some_readers_refuse_is_used_and_it_is_said(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a" * 33)
    ended = refer(tmp_path / "out.pdf", "--password-file", secret)
    assert (ended.code, ended.out) == (0, "")
    assert "longer than 32 bytes: some readers" in " ".join(ended.err.split())
    assert "Taylor Fictitious" in text_of(tmp_path / "out.pdf", "a" * 33)


def test_the_same_answers_and_time_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert refer(tmp_path / name, "--no-password").code == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_name_that_ends_in_txt_is_plain_text(tmp_path: Path) -> None:
    ended = refer(tmp_path / "out.txt")
    assert ended.code == 0 and ended.err.startswith("Still to be done, in order:\n1. ")
    text = (tmp_path / "out.txt").read_text("utf-8")
    assert "Taylor Fictitious" in text and "reasonably believe" in text


def test_the_pages_for_the_referrer_are_in_it_only_where_they_are_asked_for(tmp_path: Path) -> None:
    for name, options in (("a.pdf", ()), ("b.pdf", ("--annex",))):
        assert refer(tmp_path / name, "--no-password", *options).code == 0
        assert ("For the referrer: what to do" in text_of(tmp_path / name)) is (name == "b.pdf")
    for name, options in (("a.txt", ()), ("b.txt", ("--annex",))):
        assert refer(tmp_path / name, *options).code == 0
        text = (tmp_path / name).read_text("utf-8")
        assert ("For the referrer: what to do" in text) is (name == "b.txt")
        assert "Whom to call:" in text.split("About this document")[1], "it ends with whom to phone"


@pytest.mark.parametrize("name", ["out.pdf", "out.txt"])
def test_the_file_is_the_owners_alone(tmp_path: Path, name: str) -> None:
    refer(tmp_path / name)
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_file_that_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("older")
    ended = refer(out)
    assert ended.code == 73
    assert "--force" in ended.err
    assert out.read_text() == "older"
    assert refer(out, "--force").code == 0
    assert "Taylor Fictitious" in out.read_text("utf-8")
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("where", ["no/such/folder/out.txt", "."])
def test_where_no_file_can_be_made_none_is_and_it_is_said(tmp_path: Path, where: str) -> None:
    ended = refer(tmp_path / where, "--force")
    assert ended.code == 73
    assert left_in(tmp_path) == []


def test_a_device_is_never_replaced() -> None:
    assert refer(Path("/dev/null"), "--force").code == 73
    assert Path("/dev/null").is_char_device()


def test_wrong_answers_leave_no_file(tmp_path: Path) -> None:
    ended = refer(tmp_path / "out.pdf", given=answers(locality="atlantis"))
    assert ended.code == 65
    assert ended.err.startswith("locality")
    assert left_in(tmp_path) == []


def test_a_password_file_that_is_empty_or_not_there_leaves_no_pdf(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    assert refer(tmp_path / "out.pdf", "--password-file", empty).code == 65
    assert refer(tmp_path / "out.pdf", "--password-file", tmp_path / "none").code == 66
    assert left_in(tmp_path) == ["empty"]


@pytest.mark.parametrize(
    "options", [("--no-password", "--password-file", "-"), ("--password-file", "-")], ids=["both", "one pipe"]
)
def test_options_that_contradict_each_other_are_wrong_usage(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert refer(tmp_path / "out.pdf", *options).code == 2
    assert left_in(tmp_path) == []


def test_what_is_missing_is_said_and_the_draft_is_written_all_the_same(tmp_path: Path) -> None:
    given = answers(
        marks={"A3": "suspected"},
        notes=" A3 ",
        decision={"outcome": "yellow"},
        consent={"status": "not sought"},
    )
    ended = refer(tmp_path / "out.txt", given=given)
    assert ended.code == 0
    named = [line.split(":")[1].strip() for line in ended.err.splitlines() if line.startswith("missing:")]
    assert named == ["notes", "decision.reason", "consent.reason"]
    assert "DRAFT" in (tmp_path / "out.txt").read_text("utf-8")


def test_what_its_receiver_needs_and_nobody_gave_is_said_and_the_referral_is_written_all_the_same(
    tmp_path: Path,
) -> None:
    given = answers(
        marks={"R2": "suspected"},
        notes="",
        consent={},
        practitioner={"organisation": "Invented Road Surgery"},
        child={"date_of_birth": "2010-04-03"},
    )
    ended = refer(tmp_path / "out.txt", given=given)
    assert ended.code == 0
    assert [line for line in ended.err.splitlines() if line.startswith("not filled in: ")] == [
        "not filled in: child.name: child's name",
        "not filled in: practitioner.name: your name",
        "not filled in: practitioner.phone: your phone number",
        "not filled in: notes: what happened",
        "not filled in: consent: consent",
    ]
    assert "DRAFT" not in (tmp_path / "out.txt").read_text("utf-8")


def test_the_passphrase_is_the_last_line_whatever_is_not_filled_in(tmp_path: Path) -> None:
    ended = refer(tmp_path / "out.pdf", given=answers(child={"date_of_birth": "2010-04-03"}))
    assert "not filled in: child.name: child's name" in ended.err
    assert "Invented Road Surgery" in text_of(tmp_path / "out.pdf", ended.err.splitlines()[-1])


def test_what_is_missing_is_not_also_said_to_be_not_filled_in(tmp_path: Path) -> None:
    amber = answers(marks={"A3": "suspected"}, notes="", decision={"outcome": "amber", "reason": ""})
    ended = refer(tmp_path / "out.txt", given=amber)
    lines = [line for line in ended.err.splitlines() if line.startswith(("missing: ", "not filled in: "))]
    assert len(lines) == 1 and lines[0].startswith("missing: notes: ")


def test_characters_that_no_font_has_are_named_before_the_file_stands(tmp_path: Path) -> None:
    given = answers(child={"name": "Taylor \U00012000", "date_of_birth": "2010-04-03"})
    ended = refer(tmp_path / "out.pdf", "--no-password", given=given)
    assert ended.code == 0
    assert "U+12000" in ended.err


def test_the_configuration_gives_the_marking_and_may_switch_encryption_off(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[referral]\nmarking = "MADE-UP MARKING"\nencrypt = false\n')
    out = tmp_path / "out.pdf"
    ended = ce_tui("refer", ANSWERS, "-o", out, *AT, CE_TUI_CONFIG=str(settings))
    assert ended.code == 0 and "passphrase is shown" not in ended.err
    assert "MADE-UP MARKING" in text_of(out)


@pytest.mark.parametrize("locality", ["southend", "essex", "thurrock", "elsewhere"])
def test_the_empty_form_of_each_locality_can_be_printed(tmp_path: Path, locality: str) -> None:
    out = tmp_path / "form.pdf"
    ended = ce_tui("blank", locality, "-o", out)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert "Sharing nudes" in text_of(out).replace("\n", " ")
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_unknown_locality_has_no_form(tmp_path: Path) -> None:
    assert ce_tui("blank", "atlantis", "-o", tmp_path / "form.pdf").code == 2
    assert left_in(tmp_path) == []


def test_after_the_referral_what_is_still_to_be_done_stands_in_order_and_the_passphrase_last(
    tmp_path: Path,
) -> None:
    ended = refer(tmp_path / "out.pdf")
    lines = ended.err.splitlines()
    assert lines[:2] == ["Still to be done, in order:", "1. Phone 999 if the child is in danger now."]
    assert lines[2].startswith("2. Phone the Children & Families' Hub on 0345 603 7627 now")
    numbers = [line.partition(". ")[0] for line in lines[1:-2]]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert lines[-4].endswith("by another way than the PDF: by phone, never in the same e-mail.")
    assert str(tmp_path / "out.pdf") in lines[-3]
    assert "Taylor Fictitious" in text_of(tmp_path / "out.pdf", lines[-1])


def test_at_another_hour_another_number_comes_first(tmp_path: Path) -> None:
    ended = ce_tui("refer", ANSWERS, "-o", tmp_path / "out.txt", "--at", "2026-11-25T02:00")
    assert "2. Phone the out of hours Emergency Duty Team on 0345 606 1212 now." in ended.err


def test_where_nothing_is_written_nothing_is_said_to_be_done(tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_text("older")
    assert "Still to be done" not in refer(tmp_path / "out.pdf").err


def test_a_name_that_ends_in_neither_kind_is_refused(tmp_path: Path) -> None:
    ended = refer(tmp_path / "out.docx", "--no-password")
    assert ended.code == 2
    assert ended.err == (
        "The name ends in .docx, and only a PDF or plain text can be written. Nothing was written. Let it end in .pdf "
        "or .txt.\n"
    )
    assert ce_tui("blank", "essex", "-o", tmp_path / "form.doc").code == 2
    assert left_in(tmp_path) == []


def test_the_ending_counts_however_it_is_written_and_a_name_without_one_is_a_pdf_and_says_so(
    tmp_path: Path,
) -> None:
    assert refer(tmp_path / "OUT.TXT").code == 0
    assert (tmp_path / "OUT.TXT").read_text("utf-8").startswith("OFFICIAL")
    ended = refer(tmp_path / "out", "--no-password")
    assert ended.code == 0 and (tmp_path / "out").read_bytes().startswith(b"%PDF")
    assert f"{tmp_path / 'out'} is a PDF, though its name does not end in .pdf." in ended.err
