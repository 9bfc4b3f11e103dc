"""Another partnership's pathway file just works; what cannot be read at all is one fault."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.guidance import chapters
from ce_tui.core.pathway.document.loading import (
    DEFAULT,
    check_file,
    default_pathway,
    files_of,
    load_pathway,
    pathway_from_source,
    remarks,
)
from ce_tui.core.pathway.outcome.whom_to_phone import contacts_now
from ce_tui.core.pathway.shape import Fault, InputInvalid
from support.documents.changed_pathway import MADE_UP, changed, faults_after


def test_the_pathway_that_comes_with_the_app_is_sound() -> None:
    assert check_file(DEFAULT.read_text(encoding="utf-8"), DEFAULT.parent) == []


def test_another_partnerships_pathway_needs_no_code() -> None:
    pathway = load_pathway(MADE_UP / "pathway.toml")
    assert list(pathway.factors) == ["G1", "G2", "W1", "H1", "H2", "K1"]
    assert [factor.id for factor in pathway.factors.values() if factor.known_to_authorities] == ["G2", "K1"]
    assert pathway.heading("amber") == "Talk to the advice line."
    assert [locality.id for locality in pathway.localities] == ["northvale", "southvale"]
    first = contacts_now(pathway.locality("southvale"), parse_at("2027-01-05T10:00"))[0]
    assert first.phone == "01632 960002"


def test_black_factors_say_so_in_words_in_guidance() -> None:
    tiers = {chapter.tier: chapter for chapter in chapters(load_pathway(MADE_UP / "pathway.toml"))}
    lines = [block.text for block in tiers["yellow"].blocks if block.kind == "table-line"]
    assert lines[0] == "1a  Carries a second phone"
    assert lines[1].startswith("1b  Left school early (black: it is likely")


def test_all_faults_are_found_at_once_whatever_their_sort(tmp_path: Path) -> None:
    folder = tmp_path / "northvale"
    changed(folder, ('opens = "08:00"', 'opens = "8"'), file="localities/southvale.toml")
    found = faults_after(
        folder,
        ('edition = "January 2027"\n', ""),
        ('id = "G2"', 'id = "G1"'),
        ('marks = ["noted"]', 'marks = ["yes"]'),
        ('bold = ["helps you"]', 'bold = "helps you"'),
    )
    assert found == [
        "document[0].blocks[0].bold: is text; expected a list",
        "edition: is missing",
        "tiers[0].factors[1].id: the same ID as tiers[0].factors[0].id; expected each ID once",
        'tiers[0].vulnerabilities[0].marks: do not suit this tier; expected "noted"',
        "localities/southvale.toml: contacts[1].opening[0].opens: is not a time of day; "
        "expected 00:00 to 24:00, such as 09:00",
    ]


def test_what_several_files_lack_is_said_of_each(tmp_path: Path) -> None:
    folder = tmp_path / "northvale"
    for file in ("localities/northvale.toml", "notices.toml"):
        changed(folder, ('id = "', "id = "), file=file)
    assert faults_after(folder, ('"localities/southvale.toml"', '""')) == [
        "localities/northvale.toml: line 1, column 6: is not TOML: invalid value; expected TOML",
        "localities[1]: is of the wrong kind; expected a file, relative to this one",
        "notices.toml: line 2, column 6: is not TOML: invalid value; expected TOML",
    ]


def test_a_file_beside_it_that_is_too_large_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "northvale"
    changed(folder)
    with (folder / "notices.toml").open("wb") as out:
        out.truncate(5_000_001)
    assert faults_after(folder) == ["notices.toml: is too large; expected at most 5 MB"]


def test_a_fault_behind_a_locality_that_cannot_be_read_is_still_in_its_own_file(tmp_path: Path) -> None:
    folder = tmp_path / "northvale"
    changed(folder, ('intro = "You found:"\n', ""), file="localities/southvale.toml")
    assert faults_after(folder, ('"localities/northvale.toml"', '"gone.toml"')) == [
        "localities[0]: cannot be read; expected a file, relative to this one",
        "localities/southvale.toml: intro: is missing",
    ]


def test_a_notices_file_that_holds_no_list_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "northvale"
    changed(folder)
    (folder / "notices.toml").write_text("notices = 5", "utf-8")
    assert faults_after(folder) == ["notices.toml: notices: is a number; expected a list"]
    (folder / "notices.toml").write_text("", "utf-8")
    assert faults_after(folder) == []
    assert load_pathway(folder / "pathway.toml").notices == ()


def test_an_empty_file_says_everything_that_is_missing(tmp_path: Path) -> None:
    missing = (
        "id", "title", "edition", "publisher", "attribution", "numbering_note", "black_note", "none_result",
        "document", "tiers", "details",
    )  # fmt: skip
    assert [str(fault) for fault in check_file("", tmp_path)] == [
        "localities: is missing; expected a list of files, relative to this one",
        *(f"{name}: is missing" for name in missing),
        'rule: is missing; expected rule = "highest tier with a mark", and a pathway that is meant so: it counts no '
        "points and has no scales",
    ]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    with file.open("wb") as out:
        out.truncate(6_000_000)
    with pytest.raises(InputInvalid, match="is too large; expected at most 5 MB"):
        load_pathway(file)


def test_a_file_of_five_million_bytes_is_still_read(tmp_path: Path) -> None:
    folder = tmp_path / "northvale"
    file = changed(folder)
    text = file.read_bytes()
    whole = text + b"#" * (5_000_000 - len(text))
    file.write_bytes(whole)
    assert load_pathway(file) == load_pathway(MADE_UP / "pathway.toml")
    assert check_file(whole, folder) == []
    assert [str(fault) for fault in check_file(whole + b"#", folder)] == [
        "the file: is too large; expected at most 5 MB"
    ]


def test_of_the_files_beside_one_that_cannot_be_read_a_thousand_are_named(tmp_path: Path) -> None:
    for number in range(1_100):
        (tmp_path / f"{number}.toml").touch()
    (tmp_path / "p.toml").write_text("id =", "utf-8")
    assert len(files_of(tmp_path / "p.toml")) == 1 + 1_000


def test_a_file_that_is_not_there_is_no_fault_of_its_content(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_pathway(tmp_path / "no.toml")


def test_a_key_is_cleaned_before_it_is_shown(tmp_path: Path) -> None:
    where = [fault.where for fault in check_file('"\\u001b[2Jtitle" = 1', tmp_path)]
    assert "[2Jtitle" in where


def test_remarks_say_what_to_confirm_and_are_no_faults() -> None:
    essex, thurrock = (default_pathway().locality(each) for each in ("essex", "thurrock"))
    unknown = ": no hours known, so the app never calls it open."
    open_links = (
        "set-guidance", "exploitation", "historic-abuse", "bullying", "homelessness", "essex-police-child",
        "partner-intelligence", "c-spoc-form", "set-procedures", "directory-of-services", "thurrock-caf",
    )  # fmt: skip
    no_stages = ": the stages of taking a disagreement further are not filled in; the app makes none up."
    assert remarks(default_pathway()) == [
        "known_to_authorities is set for no factor: which entries the document prints in black is not known here. "
        'No flag never means "not known".',
        *(f"links.{each}: no address known; fill it in by configuration." for each in open_links),
        f"Southend{no_stages}",
        f"Southend, Southend Adult Social Care{unknown}",
        "Essex: Not printed in the copy of the pathway that this software was built from. Confirm with Essex before "
        "relying on it.",
        f"Essex{no_stages}",
        f"Essex, Out of hours Emergency Duty Team: disputed. {essex.contact('emergency-duty-team').disputed}",
        f"Essex, Essex Adult Social Care{unknown}",
        "Thurrock: The copy of the pathway prints this form under the red result only; confirm with Thurrock.",
        f"Thurrock{no_stages}",
        f"Thurrock, Thurrock MASH{unknown}",
        f"Thurrock, Thurrock emergency out of hours{unknown}",
        f"Thurrock, Thurrock Adult Social Care: disputed. {thurrock.contact('adult-social-care').disputed}",
        f"Thurrock, Thurrock Adult Social Care{unknown}",
    ]
    no_police = ": no step of red is with the police alone, so telling them is never due."
    assert remarks(load_pathway(MADE_UP / "pathway.toml")) == [
        "links.northvale-form: no address known; fill it in by configuration.",
        f"Northvale{no_stages}",
        f"Northvale{no_police}",
        f"Northvale, Northvale adult services{unknown}",
        f"Southvale{no_stages}",
        f"Southvale{no_police}",
        f"Southvale, Southvale adult services{unknown}",
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('localities = ["a.toml", 5]\nnotices = "n.toml"', ["p.toml", "a.toml", "n.toml"]),
        ('localities = "a.toml"\nnotices = 5', ["p.toml"]),
        ("", ["p.toml"]),
        ("id =", ["p.toml", "in/within.toml", "beside.toml", "../next/to.toml"]),
    ],
)
def test_the_files_of_a_pathway_are_known_whether_they_are_sound_or_not(
    tmp_path: Path, text: str, named: list[str]
) -> None:
    folder = tmp_path / "here"
    for name in ("in", "../next"):
        (folder / name).resolve().mkdir(parents=True)
    for name in ("in/within.toml", "in/other.txt", "beside.toml", "../next/to.toml", "../up.toml"):
        (folder / name).resolve().write_text("", "utf-8")
    (folder / "p.toml").write_text(text, "utf-8")
    found = [file.resolve() for file in files_of(folder / "p.toml")]
    assert {*found} == {(folder / name).resolve() for name in named}
    assert found[0] == (folder / "p.toml").resolve()


def test_what_is_no_kept_pathway_is_refused() -> None:
    for source in (b'{"id": "x"}', b"\xff"):
        with pytest.raises(InputInvalid) as refused:
            pathway_from_source(source)
        assert refused.value.faults == [Fault("", "is not a pathway that this software kept")]


def test_a_pathway_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        default_pathway().title = "Another"  # type: ignore[misc]
    assert msgspec.structs.replace(default_pathway(), title="Another") != default_pathway()
