"""`ce-tui import|list|show|export`, `store check`, `audit verify|show`: shapes, permissions, damage."""

from __future__ import annotations

import json
import re
import resource
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from support.documents.contract import (
    LOCALITIES,
    OUTCOME_KEYS,
    SAMPLE,
    evaluated,
    in_words,
    least,
    left,
    mode,
    squeezed,
)
from support.stores.contract_store import Store

LIST_KEYS = [
    "ref",
    "state",
    "outcome",
    "decision",
    "acting_on",
    "locality",
    "screened_on",
    "updated",
    "owner",
    "child",
]
SHOW_KEYS = ["ref", "revision", "state", "owner", "answers", "outcome"]
NAMED = {
    **SAMPLE,
    "child": {**SAMPLE["child"], "name": "Sam Invented", "address": "2 Nowhere Lane"},
    "practitioner": {**SAMPLE["practitioner"], "name": "Pat Madeup", "phone": "01632 960123"},
}


def listed(store: Store, name: str) -> list[dict[str, Any]]:
    ended = store.as_(name, "list", "--json")
    assert (ended.code, ended.err) == (0, ""), ended
    found: list[dict[str, Any]] = ended.json
    return found


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def test_an_object_becomes_one_draft_and_comes_back_as_it_went_in(store: Store) -> None:
    [ref] = store.imports("Ben", NAMED)
    assert re.fullmatch(r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}", ref)
    before = evaluated(NAMED, now())
    shown = store.as_("Ben", "show", ref, "--json")
    after = evaluated(
        NAMED, now()
    )  # an office may have opened or closed meanwhile, and red steps follow that
    assert (shown.code, shown.err) == (0, "")
    assert list(shown.json)[: len(SHOW_KEYS)] == SHOW_KEYS
    assert (shown.json["ref"], shown.json["state"], shown.json["owner"]) == (ref, "draft", "Ben")
    assert isinstance(shown.json["revision"], int)
    assert shown.json["answers"] == NAMED
    outcome = shown.json["outcome"]
    assert list(outcome)[: len(OUTCOME_KEYS)] == OUTCOME_KEYS
    assert outcome in (before, after)
    said = store.as_("Ben", "show", ref)
    assert said.code == 0 and "Sam Invented" in said.out and ref in said.out
    [row] = [each for each in listed(store, "Ben") if each["ref"] == ref]
    assert list(row)[: len(LIST_KEYS)] == LIST_KEYS
    assert [row[key] for key in LIST_KEYS if key != "updated"] == [
        *(ref, "draft", "red", "red", "red", "essex", "2026-11-25", "Ben", "Sam Invented"),
    ]
    assert row["updated"]
    plain = store.as_("Ben", "list")
    assert plain.code == 0 and ref in plain.out


def test_an_array_becomes_drafts_in_its_order(store: Store) -> None:
    refs = store.imports("Ben", [least(locality=locality) for locality in LOCALITIES])
    by_ref = {each["ref"]: each["locality"] for each in listed(store, "Ben")}
    assert [by_ref[ref] for ref in refs] == list(LOCALITIES)
    assert len(set(refs)) == len(LOCALITIES)


def test_files_are_imported_all_or_none_with_every_fault_of_every_file(store: Store, tmp_path: Path) -> None:
    before = listed(store, "Ben")
    files = {
        "good.json": [least(), NAMED],
        "bad.json": [least(), least(marks={"A99": "suspected", "Y1": "noted"})],
        "worse.json": least(locality="kent", surprise=1),
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    for code, names in (
        (65, ("good.json", "bad.json", "worse.json")),
        (66, ("good.json", "none.json")),
    ):
        ended = store.as_("Ben", "import", *(tmp_path / name for name in names))
        assert (ended.code, ended.out) == (code, "")
        if code == 65:
            told = in_words(ended).splitlines()
            assert len(told) == 4, told
            for name, place in (
                ("bad.json", "[1].marks.A99"),
                ("bad.json", "[1].marks.Y1"),
                ("worse.json", "locality"),
                ("worse.json", "surprise"),
            ):
                assert any(name in line and f"{place}: " in line for line in told), told
    assert listed(store, "Ben") == before
    ended = store.as_("Ben", "import", tmp_path / "good.json", "-", stdin=json.dumps(least()))
    assert ended.code == 0 and len(ended.out.splitlines()) == 3


def test_what_is_no_answers_is_not_imported(store: Store) -> None:
    for text in ("", "{", "3", '{"marks": {}}', "[[]]"):
        ended = store.as_("Ben", "import", "-", stdin=text)
        assert (ended.code, ended.out) == (65, "")
        in_words(ended)


def test_importing_needs_the_practitioners_role_and_usage_is_2(store: Store) -> None:
    for name in ("Ada", "Lea"):
        ended = store.as_(name, "import", "-", stdin=json.dumps(least()))
        assert (ended.code, ended.out) == (77, "")
    assert store.as_("Ben", "import").code == 2
    assert store.run("import", "-", "--as", "Ben", "--passphrase-file", "-").code == 2


def test_anothers_reference_and_an_unknown_one_get_the_same_words(store: Store, out: Path) -> None:
    [ref] = store.imports("Ben", NAMED)
    said = set()
    for unknown, *arguments in (
        *((ref, "show"), ("CE-ZZZZ-ZZ", "show"), ("nothing", "show", "--json")),
        *((ref, "export", "-o", out / "a.txt"), ("CE-ZZZZ-ZZ", "export", "-o", out / "a.txt")),
    ):
        ended = store.as_("Cy", *arguments, unknown)
        assert (ended.code, ended.out) == (77, ""), (unknown, ended)
        said.add(in_words(ended).replace(unknown, "REF"))
    assert len(said) == 1, said
    assert left(out) == []
    assert ref not in [each["ref"] for each in listed(store, "Cy")]


def test_the_administrators_role_alone_reads_no_case(store: Store, out: Path) -> None:
    [ref] = store.imports("Ben", NAMED)
    assert listed(store, "Ada") == []
    assert store.as_("Ada", "show", ref).code == 77
    assert store.as_("Ada", "export", ref, "-o", out / "a.txt").code == 77
    assert left(out) == []


def test_a_lead_sees_all_and_opens_with_a_reason(store: Store, out: Path) -> None:
    [ref] = store.imports("Ben", NAMED)
    assert ref in [each["ref"] for each in listed(store, "Lea")]
    ended = store.as_("Lea", "show", ref, "--json")
    assert (ended.code not in (0, 70), ended.out) == (True, "")
    assert "--reason" in in_words(ended) or "reason" in ended.err
    ended = store.as_("Lea", "show", ref, "--json", "--reason", "asked by the hub")
    assert ended.code == 0 and ended.json["owner"] == "Ben"
    ended = store.as_("Lea", "export", ref, "-o", out / "a.txt", "--reason", "asked by the hub")
    assert ended.code == 0 and left(out) == ["a.txt"]


def test_a_draft_is_exported_as_a_draft_with_all_of_its_record(store: Store, out: Path) -> None:
    [ref] = store.imports("Ben", NAMED)
    ended = store.as_("Ben", "export", ref, "-o", out / "a.pdf", "--no-password", "--at", "2026-11-25T10:00")
    assert (ended.code, ended.out) == (0, "") and ended.err.startswith("Still to be done, in order:\n1. "), (
        ended
    )
    assert mode(out / "a.pdf") == 0o600 and left(out) == ["a.pdf"]
    pdf = pypdf.PdfReader(out / "a.pdf")
    said = squeezed(" ".join(page.extract_text() for page in pdf.pages))
    assert ref in said and "draft" in said.lower() and "Sam Invented" in said
    found = json.loads(pdf.attachments["referral.json"][0])
    assert set(found) == {"answers", "outcome", "ref", "revision", "audit_head"}
    assert (found["ref"], found["answers"]) == (ref, NAMED)
    assert re.fullmatch(r"[0-9]+:[0-9a-f]{32,}", found["audit_head"])

    assert store.as_("Ben", "export", ref, "-o", out / "a.pdf").code == 73
    (store.folder / "secret").write_text("pw\n")
    closed = store.as_(
        "Ben", "export", ref, "-o", out / "a.pdf", "--force", "--password-file", store.folder / "secret"
    )
    assert closed.code == 0
    assert pypdf.PdfReader(out / "a.pdf", password="pw").pages
    both = ("--password-file", store.folder / "secret", "--no-password")
    assert store.as_("Ben", "export", ref, "-o", out / "b.pdf", *both).code == 2
    made_up = store.as_("Ben", "export", ref, "-o", out / "c.pdf")
    assert pypdf.PdfReader(out / "c.pdf", password=made_up.err.strip().splitlines()[-1]).pages
    for target in (out, out / "none" / "a.pdf"):
        assert store.as_("Ben", "export", ref, "-o", target).code == 73
    assert store.as_("Ben", "export", ref).code == 2
    assert left(out) == ["a.pdf", "c.pdf"]


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("Ada", ("store", "check"), 0),
        ("Ada", ("audit", "verify", "--json"), 0),
        ("Lea", ("audit", "verify"), 0),
        ("Lea", ("store", "check"), 0),
        ("Ben", ("store", "check"), 77),
        ("Ben", ("audit", "verify"), 77),
        ("Ben", ("audit", "show"), 77),
    ],
)
def test_a_sound_store_is_said_to_be_whole_to_those_who_may_look(
    store: Store, name: str, arguments: tuple[str, ...], code: int
) -> None:
    ended = store.as_(name, *arguments)
    assert (ended.code, bool(ended.out), bool(ended.err)) == (code, code == 0, code != 0)
    assert not code or in_words(ended)


def test_the_log_tells_what_was_done_without_a_name_or_a_mark(store: Store, out: Path) -> None:
    [ref] = store.imports("Ben", NAMED)
    store.as_("Ben", "show", ref)
    store.as_("Ben", "export", ref, "-o", out / "a.txt")
    store.as_("Cy", "show", ref)
    entries = store.as_("Ada", "audit", "show", "--json")
    told = [json.dumps(entry) for entry in entries.json if ref in json.dumps(entry)]
    assert len(told) >= 3
    assert not any(
        word in entries.out for word in ("Sam", "Invented", "Nowhere", "reasonably", "station", "Madeup")
    )


def test_each_command_that_wrote_to_the_log_anchors_it(store: Store, tmp_path: Path) -> None:
    anchors = store.home / "anchors.log"
    before = anchors.read_bytes()
    store.imports("Ben", least())
    after = anchors.read_bytes()
    assert after.startswith(before) and len(after) > len(before)
    apart = store.copy(tmp_path)
    elsewhere = tmp_path / "elsewhere.log"
    (tmp_path / "config.toml").write_text(f'[audit]\nanchors = "{elsewhere}"\n')
    ended = apart.as_("Ben", "list", CE_TUI_CONFIG=str(tmp_path / "config.toml"))
    assert ended.code == 0 and elsewhere.read_text()
    assert (apart.home / "anchors.log").read_bytes() == after


@pytest.mark.parametrize("name", ["store.db", "slots.json"])
def test_a_store_of_which_a_part_is_gone_says_which_and_is_never_begun_afresh(
    store: Store, tmp_path: Path, name: str
) -> None:
    apart = store.copy(tmp_path)
    (apart.home / name).unlink()
    ended = apart.as_("Ben", "list")
    code, told = {
        "store.db": (
            78,
            "The store is missing: a hub worked in this folder, and its database is not there. In danger: phone 999. ",
        ),
        "slots.json": (
            65,
            "The key file slots.json is missing from the folder of the store, and nobody can sign in without it. ",
        ),
    }[name]
    assert (ended.code, ended.out) == (code, "")
    assert squeezed(in_words(ended)).startswith(told)
    assert apart.set_up("--role", "administrator").code not in (0, 70)
    assert not (apart.home / name).exists() and not (tmp_path / "recovery").exists()


@pytest.mark.parametrize("how", ["a flipped bit", "cut off", "not a store", "empty", "an anchor changed"])
def test_damage_is_found_and_said(store: Store, tmp_path: Path, how: str) -> None:
    apart = store.copy(tmp_path)
    database, anchors = apart.home / "store.db", apart.home / "anchors.log"
    content = bytearray(database.read_bytes())
    if how == "a flipped bit":
        content[len(content) // 2] ^= 1
    elif how == "cut off":
        del content[len(content) // 4096 // 2 * 4096 :]
    elif how == "not a store":
        content[:] = b"no store at all " * 4096
    elif how == "empty":
        content.clear()
    else:
        lines = anchors.read_text().splitlines(keepends=True)
        anchors.write_text(
            "".join([re.sub(r"[0-9a-f]{64}", lambda m: "0" * len(m[0]), lines[0]), *lines[1:]])
        )
    for leftover in apart.home.glob("store.db-*"):
        leftover.unlink()
    database.write_bytes(content)
    command = ("audit", "verify") if how == "an anchor changed" else ("store", "check")
    ended = apart.as_("Ada", *command)
    assert ended.code == 65, ended
    in_words(ended)


def test_no_file_of_the_store_holds_a_name(store: Store) -> None:
    store.imports("Ben", NAMED)
    for file in [*store.home.rglob("*"), *(store.folder / "person").rglob("*")]:
        if file.is_file():
            content = file.read_bytes()
            assert not any(word in content for word in (b"Invented", b"Nowhere", b"station twice")), file.name


def test_a_disk_without_room_is_74_and_nothing_is_lost(store: Store, tmp_path: Path) -> None:
    apart = store.copy(tmp_path)
    before = listed(apart, "Ben")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (apart.home / "store.db").stat().st_size + 8192
    many = json.dumps([NAMED] * (4 * room // len(json.dumps(NAMED))))  # far more than there is room for
    words = apart.words("Ben")
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        ended = apart.run("import", "-", "--as", "Ben", "--passphrase-file", words, stdin=many, afresh=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (ended.code, ended.out) == (74, "")
    in_words(ended)
    assert listed(apart, "Ben") == before
    assert apart.as_("Ada", "store", "check").code == 0
