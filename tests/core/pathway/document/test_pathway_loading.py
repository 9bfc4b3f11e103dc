"""A pathway file is read strictly: every fault on its own, with its place; another partnership's file just works."""

# ruff: noqa: E501 (the tables of faults: one fault a line)

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.guidance import chapters
from ce_tui.core.pathway.document.loading import (
    DEFAULT,
    check_file,
    default_pathway,
    load_pathway,
    pathway_from_source,
    remarks,
)
from ce_tui.core.pathway.document.notices import PLACEHOLDERS
from ce_tui.core.pathway.document.pathways import Pathways
from ce_tui.core.pathway.document.tier_names import PLACEHOLDERS as TIER_NAMES
from ce_tui.core.pathway.faults import InputInvalid
from ce_tui.core.pathway.outcome.contacts import contacts_now
from support.checkout import CHECKOUT

MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway"

Check = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(MADE_UP, tmp_path / "northvale")


@pytest.fixture
def faults_after(folder: Path) -> Check:
    """Replaces words in one file of the made-up pathway and says the faults that this gives."""

    def check(*replacements: tuple[str, str], file: str = "pathway.toml") -> list[str]:
        text = (folder / file).read_text(encoding="utf-8")
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / file).write_text(text, encoding="utf-8")
        content = (folder / "pathway.toml").read_text(encoding="utf-8")
        return [str(fault) for fault in check_file(content, folder)]

    return check


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


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('edition = "January 2027"\n', "", "edition: is missing"),
        ('text = "Left school early"\n', "", "tiers[0].factors[1].text: is missing"),
        (
            'text = "Left school early"\n',
            "text = 7\n",
            "tiers[0].factors[1].text: is a number; expected text",
        ),
        (
            "known_to_authorities = true",
            'known_to_authorities = "yes"',
            "tiers[0].factors[1].known_to_authorities: is text; expected true or false",
        ),
        (
            'key = "left-school"',
            'key = "left-school"\nkye = "x"',
            "tiers[0].factors[1].kye: unknown key; expected key, perhaps",
        ),
        ('marks = ["yes"]', 'marks = ["oui"]', "tiers[0].factors[0].marks[0]: is not one of the words known here; expected one of noted, reasonably believe, suspected, yes"),
        ('marks = ["yes"]', 'marks = ["suspected"]', 'tiers[0].factors[0].marks: do not suit this tier; expected "yes"'),
        ('marks = ["noted"]', 'marks = ["yes"]', 'tiers[0].vulnerabilities[0].marks: do not suit this tier; expected "noted"'),
        ('[[tiers.factors]]\nid = "H2"', '[[tiers.vulnerabilities]]\nid = "H2"', "tiers[1].vulnerabilities: stand outside the yellow tier; expected them in yellow only"),
        ('[[tiers.factors]]\nid = "K1"', '[[tiers.vulnerabilities]]\nid = "K1"', "tiers[2].factors: has no factor; expected one or more"),
        ('id = "G2"', 'id = "G1"', "tiers[0].factors[1].id: the same ID as tiers[0].factors[0].id; expected each ID once"),
        ('id = "H1"', 'id = "G1"', "tiers[1].factors[0].id: the same ID as tiers[0].factors[0].id; expected each ID once"),
        ('id = "G2"', 'id = "g2"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "G2"', 'id = "G100"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "G2"', 'id = "GG2"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('id = "G2"', 'id = "G02"', "tiers[0].factors[1].id: is not a factor's ID; expected a capital letter and a number from 1 to 99"),
        ('printed_id = "1b"', 'printed_id = "1a"', "tiers[0].factors[1].printed_id: the same printed ID as tiers[0].factors[0].printed_id; expected each printed ID once"),
        ('key = "driven-around"', 'key = "left-school"', "tiers[1].factors[0].key: the same key as tiers[0].factors[1].key; expected each key once"),
        ('key = "driven-around"', 'key = "Driven around"', "tiers[1].factors[0].key: is not an id; expected small letters, digits and hyphens"),
        ('text = "Say what you saw."', 'text = "  "', "tiers[1].explanation[0].text: is empty; expected text"),
        ('text = "Say what you saw."', r'text = "Say \u001b[2J"', "tiers[1].explanation[0].text: holds a control character or an invisible mark; expected text that can be shown"),
        ('name = "amber"', 'name = "red"', "tiers: are not the three tiers in their order; expected yellow, amber, red"),
        ('name = "amber"', 'name = "orange"', "tiers[1].name: is not one of the words known here; expected one of amber, red, yellow"),
        ('bold = ["helps you"]', 'bold = ["helps me"]', "document[0].blocks[0].bold[0]: is not in the text; expected words of the text"),
        ('links = ["site"]', 'links = ["page"]', "document[0].blocks[0].links[0]: unknown link; expected the id of one of the links"),
        ('words = "this site"', 'words = "that site"', "document[0].blocks[0].links[0]: the link's words are not in the text; expected words of the text"),
        ('words = "page 4"', 'words = "page 5"', "document[0].blocks[0].pointers[0].words: is not in the text; expected words of the text"),
        ('term = "Cuckooing"', 'term = "Grooming"', "document[0].blocks[1].term: is not the beginning of the text; expected the words that are defined"),
        ('"child.other" = "Other"\n', "", "details.labels.child.other: is missing"),
        ('url = "https://example.org/northvale"', 'url = "javascript:alert(1)"', "links[0].url: is not a web address; expected www.example.org/page or https://…"),
        ('id = "northvale-form"', 'id = "site"', "links[1].id: the same id as links[0].id; expected each id once"),
        ('"localities/southvale.toml"', '"localities/nowhere.toml"', "localities[1]: cannot be read; expected a file, relative to this one"),
        ('"localities/southvale.toml"', "5", "localities[1]: is of the wrong kind; expected a file, relative to this one"),
        ('"localities/southvale.toml"', '"localities/northvale.toml"', "localities/northvale.toml: id: the same id as localities[0].id; expected each id once"),
        ('notices = "notices.toml"', 'notices = "no.toml"', "notices: cannot be read; expected a file, relative to this one"),
        ('id = "northvale-2027"', 'id = "Northvale 2027"', "id: is not an id; expected small letters, digits and hyphens"),
    ],
)  # fmt: skip
def test_a_fault_of_the_pathway_file_has_its_place(
    faults_after: Check, old: str, new: str, fault: str
) -> None:
    assert fault in faults_after((old, new))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('opens = "08:00"', 'opens = "8am"', "contacts[1].opening[0].opens: is not a time of day; expected 00:00 to 24:00, such as 09:00"),
        ('opens = "08:00"', 'opens = "25:00"', "contacts[1].opening[0].opens: is not a time of day; expected 00:00 to 24:00, such as 09:00"),
        ('opens = "08:00"', 'opens = "21:00"', "contacts[1].opening[0].closes: is not after it opens; expected a later time of the same day"),
        ('"mon"', '"monday"', "contacts[1].opening[0].days[0]: is not one of the words known here; expected one of fri, mon, sat, sun, thu, tue, wed"),
        ('hours = "Mon–Sat 8am–8pm"\n', "", "contacts[1].hours: is missing; expected the hours in words"),
        ('when_closed = "door"', 'when_closed = "gate"', "contacts[2].when_closed: unknown contact; expected the id of one of this locality's contacts"),
        ('when_closed = "door"', 'when_closed = "adults"', "contacts[2].when_closed: names a contact without opening hours; expected one with `opening`"),
        ('when_closed = "door"', 'when_closed = "door"\nalways = true', "contacts[2]: says its hours in two ways (always and when_closed); expected one of always, opening, when_closed"),
        ('phone = "01632 960001"', 'phone = "ring us"', "contacts[1].phone: is not a phone number; expected digits and single blanks"),
        ('phone = "01632 960001"', 'email = "door at example"', "contacts[1].email: is not an e-mail address; expected name@example.org"),
        ('phone = "01632 960001"', 'checked = "2026-02-30"', "contacts[1].checked: is not a day; expected a date such as 2026-11-25"),
        ('phone = "01632 960001"', 'alternatives = [{ phone = "01632 960009", source = "x" }]', "contacts[1].disputed: is missing; expected what the sources disagree on, beside the alternatives"),
        ('id = "night"', 'id = "door"', "contacts[2].id: the same id as contacts[1].id; expected each id once"),
        ('role = "emergency"', 'role = "other"', 'contacts: have no emergency number; expected a contact with the role "emergency"'),
        ('contacts = ["door", "night"]', 'contacts = ["door", "day"]', "procedure.red[0].contacts[1]: unknown contact; expected the id of one of this locality's contacts"),
        ('links = ["northvale-form"]', 'links = ["form"]', "procedure.red[0].links[0]: unknown link; expected the id of one of the pathway's links"),
        ('link = "northvale-form"', 'link = "form"', "forms[0].link: unknown link; expected the id of one of the pathway's links"),
        ('outcomes = ["red"]', "outcomes = []", "forms[0].outcomes: is empty; expected the results that need this form"),
        ('text = "Ask the school."', 'text = "Ask."\nprovenance = "rebuilt"', "procedure.yellow[0].confirm: is missing; expected what to confirm, and with whom"),
        ('text = "Ask the school."', 'text = "Ask."\nprovenance = "guessed"', "procedure.yellow[0].provenance: is not one of the words known here; expected one of document, inferred, own, rebuilt"),
        ('[[procedure.yellow]]\ntext = "Ask the school."', "", "procedure.yellow: has no step; expected one or more: what to do for this result"),
        ('links = ["site"]', 'links = ["page"]', "links[0]: unknown link; expected the id of one of the pathway's links"),
        ('intro = "You found:"\n', "", "intro: is missing"),
        ('id = "northvale"', 'id = "North Vale"', "id: is not an id; expected small letters, digits and hyphens"),
        ('text = "Ask the school."', 'text = "Ask {tier:purple}."', f"procedure.yellow[0].text: holds an unknown placeholder; expected one of {', '.join(TIER_NAMES)}"),
        ('id = "northvale"', "id = ", "line 1, column 6: is not TOML: invalid value; expected TOML"),
    ],
)  # fmt: skip
def test_a_fault_of_a_locality_has_its_file_and_its_place(
    faults_after: Check, old: str, new: str, fault: str
) -> None:
    found = faults_after((old, new), file="localities/northvale.toml")
    assert f"localities/northvale.toml: {fault}" in found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('any_marked = ["relatives-take-part"]', 'any_marked = ["H2"]', "notices[0].when.any_marked[0]: unknown factor; expected the key of a factor"),
        ('contact_role = "adult-social-care"', 'contact_role = "adults"', "notices[1].contact_role: unknown role; expected one of emergency, police, front-door, out-of-hours, early-help, adult-social-care, other"),
        ("age_from = 17", 'age_from = "17"', "notices[1].when.age_from: is text; expected a whole number"),
        ("age_from = 17", "age_from = 18", "notices[1].when.age_from: leaves no age; expected less than age_below"),
        ('id = "nearly-adult"', 'id = "relatives"', "notices[1].id: the same id as notices[0].id; expected each id once"),
        ('source = "made up"\n', "", "notices[0].source: is missing"),
        ("[[notices]]", "other = 1\n[[notices]]", "other: unknown key; expected notices"),
        ("{tier:red} steps", "{tier:purple} steps", f"notices[2].text: holds an unknown placeholder; expected one of {', '.join((*PLACEHOLDERS, *TIER_NAMES))}"),
    ],
)  # fmt: skip
def test_a_fault_of_the_notices_has_its_file_and_its_place(
    faults_after: Check, old: str, new: str, fault: str
) -> None:
    assert f"notices.toml: {fault}" in faults_after((old, new), file="notices.toml")


def test_all_faults_are_found_at_once_whatever_their_sort(faults_after: Check, folder: Path) -> None:
    locality = folder / "localities" / "southvale.toml"
    locality.write_text(locality.read_text(encoding="utf-8").replace('opens = "08:00"', 'opens = "8"'))
    found = faults_after(
        ('edition = "January 2027"\n', ""),
        ('id = "G2"', 'id = "G1"'),
        ('marks = ["noted"]', 'marks = ["yes"]'),
        ('bold = ["helps you"]', 'bold = "helps you"'),
    )
    assert sorted(line.split(": ")[0] for line in found) == [
        "document[0].blocks[0].bold",
        "edition",
        "localities/southvale.toml",
        "tiers[0].factors[1].id",
        "tiers[0].vulnerabilities[0].marks",
    ]


def test_an_empty_file_says_everything_that_is_missing(tmp_path: Path) -> None:
    found = {fault.where for fault in check_file("", tmp_path)}
    assert {"id", "title", "edition", "document", "tiers", "details", "localities"} <= found


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("id = \n", "line 1, column 6: is not TOML: invalid value; expected TOML"),
        ('id = "a"\nid = "b"\n', "line 2, column 9: is not TOML: cannot overwrite a value; expected TOML"),
        ('\ntitle = "\0"', "line 2: holds a NUL character; expected text"),
        (b'id = "a"\ntitle = "\xff"\n', "line 2: is not UTF-8 text; expected a file saved as UTF-8"),
        ("a = " + "[" * 3000 + "]" * 3000, "the file: is nested too deeply; expected at most 20 levels"),
        ("a = " + "[" * 40 + "]" * 40, "the file: is nested too deeply; expected at most 20 levels"),
        ("\n" + ".".join(["a"] * 4000) + " = 1\nb = 2\n", "line 2: is nested too deeply; expected at most 20 levels"),
        ("a = 2027-02-30", "line 1, column 5: is not TOML: invalid date or datetime; expected TOML"),
        ('a = "' + "x" * 5_000_001 + '"', "the file: is too large; expected at most 5 MB"),
        ('a = "\ud800"', "the file: holds half of a surrogate pair; expected UTF-8 text"),
        ("a = " + "9" * 5000, "the file: holds a date or a number that cannot be; expected TOML"),
    ],
    ids=["value", "twice", "nul", "bytes", "deep lists", "lists", "deep keys", "date", "large", "surrogate", "number"],
)  # fmt: skip
def test_a_text_that_is_no_toml_is_one_fault_with_its_line(
    content: str | bytes, fault: str, tmp_path: Path
) -> None:
    assert [str(found) for found in check_file(content, tmp_path)] == [fault]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.toml"
    with file.open("wb") as out:
        out.truncate(6_000_000)
    with pytest.raises(InputInvalid, match="is too large; expected at most 5 MB"):
        load_pathway(file)


def test_a_file_that_is_not_there_is_no_fault_of_its_content(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_pathway(tmp_path / "no.toml")


def test_a_key_is_cleaned_before_it_is_shown(tmp_path: Path) -> None:
    where = [fault.where for fault in check_file('"\\u001b[2Jtitle" = 1', tmp_path)]
    assert "[2Jtitle" in where


def test_remarks_say_what_to_confirm_and_are_no_faults() -> None:
    said = "\n".join(remarks(default_pathway()))
    for words in (
        'No flag never means "not known"',
        "links.c-spoc-form: no address known",
        "Confirm with Essex",
        "confirm with Thurrock",
        "0345 603 1212",
        "Thurrock MASH: no hours known",
    ):
        assert words in said
    assert "known_to_authorities" not in "\n".join(remarks(load_pathway(MADE_UP / "pathway.toml")))


def test_without_files_the_apps_own_pathway_is_in_use() -> None:
    pathways = Pathways()
    assert pathways.ids == ("set-2026-06",)
    assert pathways.current is default_pathway()
    with pytest.raises(KeyError):
        pathways.get("northvale-2027")


def test_the_first_file_is_the_current_one_and_the_others_stay_readable() -> None:
    pathways = Pathways([MADE_UP / "pathway.toml", DEFAULT])
    assert pathways.ids == ("northvale-2027", "set-2026-06")
    assert pathways.current.id == "northvale-2027"
    assert pathways.get("set-2026-06").edition == "June 2026"
    assert pathway_from_source(pathways.source("northvale-2027")) == pathways.current


def test_a_deployment_fills_link_slots_in() -> None:
    pathways = Pathways(links={"c-spoc-form": "https://example.org/form"})
    slot = pathways.current.link("c-spoc-form")
    assert slot.url == "https://example.org/form"
    assert "configuration" in slot.source
    assert default_pathway().link("c-spoc-form").url == ""


def test_a_link_that_no_pathway_has_and_an_id_that_comes_twice_are_faults() -> None:
    with pytest.raises(InputInvalid, match=r"links\.cspoc: unknown link"):
        Pathways(links={"cspoc": "https://example.org/form"})
    with pytest.raises(InputInvalid, match=r"pathways\[1\]: the same id"):
        Pathways([DEFAULT, DEFAULT])


def test_with_readable_files_one_that_is_not_there_is_kept_apart_with_its_fault(folder: Path) -> None:
    gone = folder / "gone.toml"
    pathways = Pathways([folder / "pathway.toml", gone], readable=True)
    assert [(each.file, each.id) for each in pathways.unsound] == [(str(gone), "")]
    assert pathways.unsound[0].words == f"{gone}: the file: cannot be read: no such file or directory"
    with pytest.raises(FileNotFoundError):
        Pathways([folder / "pathway.toml", gone])


def test_what_is_no_kept_pathway_is_refused() -> None:
    with pytest.raises(InputInvalid):
        pathway_from_source(b'{"id": "x"}')
    with pytest.raises(InputInvalid):
        pathway_from_source(b"\xff")


def test_a_pathway_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        default_pathway().title = "Another"  # type: ignore[misc]
    assert msgspec.structs.replace(default_pathway(), title="Another") != default_pathway()
