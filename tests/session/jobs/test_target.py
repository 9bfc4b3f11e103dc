"""Where a file goes: proposed, refused in words, replaced only after asking, and never in the place of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ce_tui.session.jobs.target import Target, ask_for_target
from ce_tui.session.station import Station
from support.people.asker import Answers


async def test_what_is_proposed_is_taken(station: Station, tmp_path: Path) -> None:
    asker = Answers("")
    chosen = await ask_for_target(asker, station, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "made.pdf", replace=False)
    assert asker.asked == ["Where?"]


async def test_a_folder_takes_the_proposed_name(station: Station, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    chosen = await ask_for_target(Answers(str(tmp_path / "out")), station, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "out" / "made.pdf", replace=False)


async def test_who_cancels_gets_no_file(station: Station, tmp_path: Path) -> None:
    assert await ask_for_target(Answers(None), station, "Where?", tmp_path / "made.pdf") is None


async def test_a_file_that_is_there_is_replaced_only_after_asking(station: Station, tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_text("older")
    asker = Answers("", False, str(tmp_path / "other.pdf"))
    chosen = await ask_for_target(asker, station, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "other.pdf", replace=False)
    assert "Replace it?" in asker.asked[1]
    chosen = await ask_for_target(Answers("", True), station, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "made.pdf", replace=True)


async def test_a_path_that_is_refused_is_asked_for_again(station: Station, tmp_path: Path) -> None:
    asker = Answers(str(tmp_path / "zephyrine.pdf"), str(tmp_path / "made.pdf"))
    chosen = await ask_for_target(
        asker,
        station,
        "Where?",
        tmp_path / "proposed.pdf",
        lambda path: "This names the child." if "zephyrine" in path.name else "",
    )
    assert chosen == Target(tmp_path / "made.pdf", replace=False)
    assert asker.told == ["This names the child."]


async def test_the_stores_own_folder_is_refused_in_words(station: Station, tmp_path: Path) -> None:
    asker = Answers(str(tmp_path / "home" / "store.db"), None)
    assert await ask_for_target(asker, station, "Where?", tmp_path / "made.pdf") is None
    assert len(asker.told) == 1
    assert "store" in asker.told[0]


async def test_where_nothing_is_written_nothing_is_asked(station: Station, tmp_path: Path) -> None:
    asker = Answers()
    walking = replace(station, no_files="In the walk nothing is written.")
    assert await ask_for_target(asker, walking, "Where?", tmp_path / "made.pdf") is None
    assert asker.told == ["In the walk nothing is written."]
