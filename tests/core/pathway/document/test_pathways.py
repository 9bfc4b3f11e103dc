"""The pathways in use: which is the current one, which files cannot be used, what stands in for them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.document.document import naming
from ce_tui.core.pathway.document.loading import (
    DEFAULT,
    Pathways,
    UnsoundFile,
    default_pathway,
    load_pathway,
    pathway_from_source,
    pathway_source,
)
from ce_tui.core.pathway.shape import Fault, InputInvalid
from support.documents.changed_pathway import MADE_UP, changed

FILE = MADE_UP / "pathway.toml"


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
    pathways = Pathways([DEFAULT, MADE_UP / "pathway.toml"], {"c-spoc-form": "https://example.org/form"})
    slot = pathways.current.link("c-spoc-form")
    before = default_pathway().link("c-spoc-form")
    assert before.url == ""
    assert slot == msgspec.structs.replace(
        before, url="https://example.org/form", source="this installation's configuration"
    )
    others = [each for each in default_pathway().links if each != before]
    assert [each for each in pathways.current.links if each != slot] == others
    assert pathways.get("northvale-2027") == load_pathway(MADE_UP / "pathway.toml")
    assert pathways.with_links(default_pathway()) == pathways.current


def test_a_link_that_no_pathway_has_is_a_fault() -> None:
    links = {"site": "example.org", "cspoc": "https://example.org/form"}
    fault = Fault("links.cspoc", "unknown link", "the id of a link that a pathway in use has")
    files = [DEFAULT, MADE_UP / "pathway.toml"]
    with pytest.raises(InputInvalid) as refused:
        Pathways(files, links)
    assert refused.value.faults == [fault]
    readable = Pathways(files, links, readable=True)
    assert readable.unsound == (UnsoundFile("[links] of the configuration", "", (fault,)),)
    assert readable.ids == ("set-2026-06", "northvale-2027")
    assert readable.get("northvale-2027").link("site").url == "example.org"


def test_an_id_that_comes_twice_is_a_fault() -> None:
    fault = Fault("pathways[1]", "the same id as pathways[0]", "each id once")
    with pytest.raises(InputInvalid) as refused:
        Pathways([DEFAULT, DEFAULT])
    assert refused.value.faults == [fault]


def test_what_a_pathway_lacks_is_named() -> None:
    pathway = default_pathway()
    area = pathway.locality("southend")
    for find in (
        pathway.tier,
        pathway.locality,
        pathway.link,
        area.contact,
        Pathways().get,
        Pathways().source,
    ):
        with pytest.raises(KeyError, match=r"^'nowhere'$"):
            find("nowhere")


@pytest.mark.parametrize(
    ("content", "own_id", "faults"),
    [
        (None, "", "the file: cannot be read: no such file or directory"),
        ("id = \n", "", "line 1, column 6: is not TOML: invalid value; expected TOML"),
        ("#" * 5_000_001, "", "the file: is too large; expected at most 5 MB"),
        (
            "title = \n \tid\t=  'north-2'",
            "north-2",
            "line 1, column 9: is not TOML: invalid value; expected TOML",
        ),
        ('id = "North"\ntitle = \n', "", "line 2, column 9: is not TOML: invalid value; expected TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_kept_apart_with_its_faults_and_the_id_that_it_gives_itself(
    tmp_path: Path, content: str | None, own_id: str, faults: str
) -> None:
    file = tmp_path / "other.toml"
    if content is not None:
        file.write_text(content, "utf-8")
    pathways = Pathways([FILE, file], readable=True)
    assert [(each.file, each.id, each.words) for each in pathways.unsound] == [
        (str(file), own_id, f"{file}: {faults}")
    ]
    assert pathways.files == {str(FILE): "northvale-2027", str(file): ""}
    assert (pathways.ids, pathways.lacks_current, pathways.stand_in) == (("northvale-2027",), False, "")
    with pytest.raises((InputInvalid, FileNotFoundError)):
        Pathways([FILE, file])


def test_all_that_is_wrong_with_a_file_is_said_in_one_line(tmp_path: Path) -> None:
    file = changed(tmp_path / "northvale", ('edition = "January 2027"\n', ""), ('id = "G2"', 'id = "G1"'))
    (unsound,) = Pathways([file, DEFAULT], readable=True).unsound
    assert unsound.id == "northvale-2027"
    assert unsound.words == (
        f"{file}: edition: is missing; tiers[0].factors[1].id: the same ID as tiers[0].factors[0].id; expected each ID "
        "once"
    )


def test_of_two_files_with_one_id_the_first_is_used() -> None:
    fault = Fault("pathways[1]", "the same id as pathways[0]", "each id once")
    pathways = Pathways([FILE, MADE_UP / ".." / "made-up-pathway" / "pathway.toml"], readable=True)
    assert [(each.id, each.faults) for each in pathways.unsound] == [("northvale-2027", (fault,))]
    assert list(pathways.files.values()) == ["northvale-2027", ""]


@pytest.mark.parametrize(
    ("others", "whose", "stands_in"),
    [
        ((), "the one that comes with this software", default_pathway()),
        ((FILE,), "another one of the configuration", load_pathway(FILE)),
    ],
)
def test_without_the_first_file_it_is_said_what_stands_in_for_it(
    others: tuple[Path, ...], whose: str, stands_in: object
) -> None:
    pathways = Pathways([Path("nowhere/gone.toml"), *others], {"cspoc": "example.org"}, readable=True)
    assert [each.file for each in pathways.unsound] == ["nowhere/gone.toml"], "then no link is called unknown"
    assert pathways.lacks_current
    assert pathways.to_call == pathways.at_hand == stands_in
    assert pathways.stand_in == (
        f"The pathway file gone.toml cannot be used, so contacts and guidance are from {whose}: "
        f"{pathways.to_call.title}, {pathways.to_call.edition}. ce-tui doctor says what is wrong with the file."
    )


def test_what_is_at_hand_and_every_other_pathway_name_what_is_listed() -> None:
    pathways = Pathways([FILE, DEFAULT])
    assert not pathways.lacks_current
    assert pathways.to_call is pathways.at_hand is pathways.current
    assert pathways.naming == naming(load_pathway(FILE), [default_pathway()])
    assert pathways.source("set-2026-06") == pathway_source(default_pathway())
    assert Pathways().files == {}
    assert not Pathways().lacks_current
    assert Pathways().unsound == ()
