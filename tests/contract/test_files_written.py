"""`ce-tui refer` and `ce-tui blank`: what is written, what is said, and that nothing is left where it failed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from support.documents.contract import AREAS, LOCALITIES, SAMPLE, in_words, least, left, mode, squeezed
from support.people.cli import Ended, ce_tui

AT = ("--at", "2026-11-25T10:00")
NAMED = {
    **SAMPLE,
    "child": {**SAMPLE["child"], "name": "Sam Invented"},
    "practitioner": {**SAMPLE["practitioner"], "name": "Ada Specimen", "phone": "01632 960103"},
}


def refer(out: Path | str, *options: object, given: dict[str, Any] = NAMED, **more: Any) -> Ended:
    return ce_tui("refer", "-", "-o", out, *AT, *options, stdin=json.dumps(given), **more)


def text_of(file: Path, password: str | None = None) -> str:
    return squeezed(" ".join(page.extract_text() for page in pypdf.PdfReader(file, password=password).pages))


def assert_written(ended: Ended) -> None:
    """A referral stands, nothing is missing, and standard error holds nothing but what is still to be done."""
    heading, *steps = ended.err.splitlines()
    assert (ended.code, ended.out, heading) == (0, "", "Still to be done, in order:"), ended
    assert [step.partition(". ")[0] for step in steps] == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) > 1


@pytest.mark.parametrize("locality", AREAS)
def test_the_same_answers_and_time_give_the_same_private_bytes_and_the_answers_inside(
    out: Path, locality: str
) -> None:
    given = {**NAMED, "locality": locality}
    (out.parent / "answers.json").write_text(json.dumps(given))
    from_pipe = refer(out / "a.pdf", "--no-password", given=given)
    from_file = ce_tui(
        "refer", out.parent / "answers.json", "-o", out / "b.pdf", *AT, "--no-password", TZ="Asia/Tokyo"
    )
    assert_written(from_pipe)
    assert_written(from_file)
    assert (out / "a.pdf").read_bytes() == (out / "b.pdf").read_bytes()
    assert mode(out / "a.pdf") == 0o600
    assert left(out) == ["a.pdf", "b.pdf"]

    pdf = pypdf.PdfReader(out / "a.pdf")
    assert not pdf.is_encrypted
    [attached] = pdf.attachments["referral.json"]
    found = json.loads(attached)
    assert set(found) <= {"answers", "outcome", "ref", "revision", "audit_head"}
    assert found["answers"] == given
    evaluated = ce_tui("evaluate", "-", *AT, stdin=json.dumps(given)).json
    # On paper nothing says "open now", so the file may hold null there.
    for each in evaluated["contacts"] + found["outcome"]["contacts"]:
        each.pop("open_now")
    assert found["outcome"]["because"] == evaluated["because"]
    assert found["outcome"]["steps"] == evaluated["steps"]
    assert {each["name"] for each in found["outcome"]["contacts"]} == {
        each["name"] for each in evaluated["contacts"]
    }

    said = text_of(out / "a.pdf")
    assert "Sam Invented" in said and "3 April 2010" in said and "OFFICIAL-SENSITIVE" in said
    assert f"Page 1 of {len(pdf.pages)}" in said
    assert "open now" not in said.lower()


def test_without_an_option_a_passphrase_is_made_up_and_said_once(out: Path) -> None:
    first, second = refer(out / "a.pdf"), refer(out / "b.pdf")
    assert (first.code, first.out) == (second.code, second.out) == (0, "")
    words = [ended.err.strip().splitlines()[-1] for ended in (first, second)]
    assert words[0] != words[1]
    assert first.err.count(words[0]) == 1
    assert pypdf.PdfReader(out / "a.pdf").is_encrypted
    assert pypdf.PdfReader(out / "a.pdf").decrypt("") == 0
    assert "Sam Invented" in text_of(out / "a.pdf", words[0])
    assert b"Invented" not in (out / "a.pdf").read_bytes()
    assert mode(out / "a.pdf") == 0o600


@pytest.mark.parametrize(
    ("content", "password"),
    [(b"x\r\nmore\r\n", "x"), (b"no line end", "no line end"), (b" blanks stay \n", " blanks stay ")],
    ids=["CRLF", "no line end", "blanks"],
)
def test_a_password_is_the_first_line_without_its_end_and_has_no_rule(
    out: Path, content: bytes, password: str
) -> None:
    (out.parent / "secret").write_bytes(content)
    ended = refer(out / "a.pdf", "--password-file", out.parent / "secret")
    assert_written(ended)
    assert "Sam Invented" in text_of(out / "a.pdf", password)


def test_the_password_may_come_from_standard_input_and_the_answers_from_a_file(out: Path) -> None:
    (out.parent / "answers.json").write_text(json.dumps(NAMED))
    ended = ce_tui(
        "refer", out.parent / "answers.json", "-o", out / "a.pdf", *AT, "--password-file", "-", stdin="p\n"
    )
    assert ended.code == 0
    assert "Sam Invented" in text_of(out / "a.pdf", "p")


@pytest.mark.parametrize("locality", LOCALITIES)
def test_a_text_is_the_referral_in_words(out: Path, locality: str) -> None:
    ended = refer(out / "a.txt", given={**NAMED, "locality": locality})
    assert_written(ended)
    assert mode(out / "a.txt") == 0o600
    said = squeezed((out / "a.txt").read_text("utf-8"))
    assert "Sam Invented" in said and "999" in said and "reasonably believe" in said.lower()
    assert "draft" not in said.lower()
    assert "open now" not in said.lower() and "answers now" not in said.lower()


def test_what_is_missing_is_said_and_the_draft_is_written_all_the_same(out: Path) -> None:
    given = least(marks={"A1": "suspected"}, decision={"outcome": "none"}, consent={"status": "not sought"})
    ended = refer(out / "a.txt", given=given)
    assert (ended.code, ended.out) == (0, "")
    assert len(in_words(ended).splitlines()) >= 4
    assert "draft" in (out / "a.txt").read_text("utf-8").lower()
    ended = refer(out / "red.txt", given=least(marks={"A1": "suspected", "R1": "suspected"}))
    assert ended.code == 0


def test_a_first_meetings_referral_says_what_was_not_asked(out: Path) -> None:
    given = least(known_to_practitioner=False, marks={"Y1": "yes"}, looked_at=["yellow"])
    assert refer(out / "a.txt", given=given).code == 0
    assert "Amber and Red not asked (first meeting)" in squeezed((out / "a.txt").read_text("utf-8"))
    assert refer(out / "b.txt", given=least(looked_at=["yellow", "amber"])).code == 0
    assert " Red was not looked at. " in squeezed((out / "b.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_file_that_exists_is_replaced_only_when_forced(out: Path, name: str) -> None:
    target = out / name
    target.write_text("before")
    target.chmod(0o644)
    ended = refer(target, "--no-password")
    assert (ended.code, ended.out) == (73, "")
    assert "--force" in in_words(ended)
    assert target.read_text() == "before" and left(out) == [name]
    assert refer(target, "--no-password", "--force").code == 0
    assert target.read_bytes() != b"before" and mode(target) == 0o600


def test_where_nothing_can_be_made_nothing_is_left(out: Path) -> None:
    (out / "folder").mkdir()
    (out / "file").write_text("")
    before = left(out)
    for target in (
        *(out / "folder", out / "none" / "a.pdf", out / "file" / "a.pdf", "/proc/a.pdf", "/dev/full"),
        *(out / ("x" * 300 + ".pdf"), "", out / "folder" / ""),
    ):
        ended = refer(target, "--no-password", "--force")
        assert (ended.code, ended.out) == (73, ""), (target, ended)
        in_words(ended)
    assert left(out) == before and left(out / "folder") == []


@pytest.mark.parametrize(
    ("code", "options", "text"),
    [
        (65, ("--no-password",), "{"),
        (65, ("--no-password",), json.dumps(least(marks={"A1": "yes"}))),
        (65, ("--no-password",), "[]"),
        (66, ("--password-file", "not there"), json.dumps(NAMED)),
        (66, ("--password-file", "/"), json.dumps(NAMED)),
        (65, ("--password-file", "empty"), json.dumps(NAMED)),
        (65, ("--password-file", "latin"), json.dumps(NAMED)),
        (2, ("--password-file", "empty", "--no-password"), json.dumps(NAMED)),
        (2, ("--password-file", "-"), json.dumps(NAMED)),
        (2, ("--at", "soon"), json.dumps(NAMED)),
        (78, ("--no-password",), json.dumps(NAMED)),
    ],
)
def test_a_failure_leaves_no_file(out: Path, code: int, options: tuple[str, ...], text: str) -> None:
    (out.parent / "empty").write_text("\nsecond line\n")
    (out.parent / "latin").write_bytes(b"caf\xe9\n")
    (out.parent / "wrong.toml").write_text("surprise = 1\n")
    env = {"CE_TUI_CONFIG": str(out.parent / "wrong.toml")} if code == 78 else {}
    ended = ce_tui("refer", "-", "-o", out / "a.pdf", *options, stdin=text, cwd=out.parent, **env)
    assert (ended.code, ended.out) == (code, "")
    assert "Invented" not in in_words(ended)
    assert left(out) == []


def test_a_failure_keeps_what_forced_would_have_replaced(out: Path) -> None:
    (out / "a.pdf").write_text("before")
    assert ce_tui("refer", "-", "-o", out / "a.pdf", "--force", stdin="{").code == 65
    assert (out / "a.pdf").read_text() == "before" and left(out) == ["a.pdf"]


def test_without_an_output_or_an_input_it_is_wrong_usage(out: Path) -> None:
    assert ce_tui("refer", "-", stdin=json.dumps(NAMED)).code == 2
    assert ce_tui("refer", "-o", out / "a.pdf").code == 2
    ended = ce_tui("refer", out / "none.json", "-o", out / "a.pdf")
    assert ended.code == 66 and left(out) == []


def test_no_store_is_made_or_needed(out: Path) -> None:
    assert refer(out / "a.txt", CE_TUI_HOME=str(out / "home")).code == 0
    assert left(out) == ["a.txt"]


@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_empty_form_of_each_area_can_be_printed(out: Path, locality: str) -> None:
    ended = ce_tui("blank", locality, "-o", out / "form.pdf", CE_TUI_HOME=str(out / "home"))
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert left(out) == ["form.pdf"] and mode(out / "form.pdf") == 0o600
    said = text_of(out / "form.pdf")
    assert all(item_id in said for item_id in ("Y1", "Y9", "V6", "A1", "A11", "R1", "R11"))
    own = {"southend": "01702 215007", "essex": "0345 603 7627", "thurrock": "01375 652 802"}
    for area, phone in own.items():
        assert (phone in said) is (area == locality)


def test_the_empty_form_is_refused_in_words(out: Path) -> None:
    (out / "there.pdf").write_text("before")
    for code, arguments in (
        (2, ("atlantis", "-o", out / "a.pdf")),
        (2, ("essex",)),
        (73, ("essex", "-o", out / "there.pdf")),
        (73, ("essex", "-o", out)),
        (73, ("essex", "-o", out / "none" / "a.pdf")),
    ):
        ended = ce_tui("blank", *arguments)
        assert (ended.code, ended.out) == (code, ""), arguments
        in_words(ended)
    assert left(out) == ["there.pdf"] and (out / "there.pdf").read_text() == "before"
