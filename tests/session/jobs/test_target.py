"""Where a file goes: proposed, refused in words, replaced only after asking, and never in the place of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.files.private_file import LONGEST_PATH, write_private
from ce_tui.session.jobs.target import Target, ask_for_target
from ce_tui.session.terminal_state import JobContext
from support.people.asker import Answers


async def test_what_is_proposed_is_taken(station: JobContext, tmp_path: Path) -> None:
    asker = Answers("")
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "made.pdf", replace=False)
    assert asker.asked == ["Where?"]


async def test_a_folder_takes_the_proposed_name(station: JobContext, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    chosen = await ask_for_target(
        Answers(str(tmp_path / "out")), station.outlet, "Where?", tmp_path / "made.pdf"
    )
    assert chosen == Target(tmp_path / "out" / "made.pdf", replace=False)


async def test_who_cancels_gets_no_file(station: JobContext, tmp_path: Path) -> None:
    assert await ask_for_target(Answers(None), station.outlet, "Where?", tmp_path / "made.pdf") is None


async def test_a_file_that_is_there_is_replaced_only_after_asking(
    station: JobContext, tmp_path: Path
) -> None:
    write_private(tmp_path / "made.pdf", b"older", station.outlet)
    asker = Answers("", False, str(tmp_path / "other.pdf"))
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "other.pdf", replace=False)
    assert "Replace it?" in asker.asked[1]
    chosen = await ask_for_target(Answers("", True), station.outlet, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "made.pdf", replace=True)


async def test_a_file_that_this_session_did_not_write_is_left_as_it_is(
    station: JobContext, tmp_path: Path
) -> None:
    (tmp_path / "made.pdf").write_text("somebody's")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "made.pdf")
    asker = Answers(str(tmp_path / "made.pdf"), str(tmp_path / "link.pdf"), "")
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(tmp_path / "made-2.pdf", replace=False)
    for name, words in zip(("made.pdf", "link.pdf"), asker.told, strict=True):
        assert words == (
            f"{tmp_path / name} exists already, and was not written in this session. It was left as it is. Choose "
            "another name."
        )


async def test_a_path_that_is_refused_is_asked_for_again(station: JobContext, tmp_path: Path) -> None:
    asker = Answers(str(tmp_path / "zephyrine.pdf"), str(tmp_path / "made.pdf"))
    chosen = await ask_for_target(
        asker,
        station.outlet,
        "Where?",
        tmp_path / "proposed.pdf",
        lambda path: "This names the child." if "zephyrine" in path.name else "",
    )
    assert chosen == Target(tmp_path / "made.pdf", replace=False)
    assert asker.told == ["This names the child."]


async def test_after_a_refusal_what_was_typed_can_be_mended_and_the_first_proposal_is_taken_again(
    station: JobContext, tmp_path: Path
) -> None:
    made, nowhere = tmp_path / "made.pdf", str(tmp_path / "nowhere" / "a.pdf")
    asker = Answers(nowhere, "")
    assert await ask_for_target(asker, station.outlet, "Where?", made) == Target(made, replace=False)
    assert [(each.refused, each.proposed) for each in asker.lines] == [("", str(made)), (nowhere, str(made))]


async def test_a_proposal_that_was_refused_is_not_proposed_again(station: JobContext, tmp_path: Path) -> None:
    asker = Answers("", None)
    assert await ask_for_target(asker, station.outlet, "Where?", tmp_path / "nowhere" / "made.pdf") is None
    assert asker.lines[1].proposed == ""


async def test_a_long_path_is_taken_whole(station: JobContext, tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["x" * 200] * 4)
    folder.mkdir(parents=True)
    asker = Answers(f"{folder}/a.pdf")
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf")
    assert chosen == Target(folder / "a.pdf", replace=False)
    assert asker.lines[0].longest > len(f"{folder}/a.pdf")


async def test_what_a_front_end_leaves_of_a_longer_path_is_refused(
    station: JobContext, tmp_path: Path
) -> None:
    folder = tmp_path
    while len(str(folder)) < LONGEST_PATH - 250:
        folder /= "x" * 200
    folder.mkdir(parents=True)
    typed = f"{folder}/{'z' * 255}"
    asker = Answers(typed[:LONGEST_PATH], None)
    assert await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf") is None
    assert "A file of that name cannot be made." in asker.told[0]


@pytest.mark.parametrize("name", ["store.db", "slots.json", "new.txt"])
async def test_nothing_takes_the_place_of_what_the_app_keeps(
    station: JobContext, tmp_path: Path, name: str
) -> None:
    home = tmp_path / "home"
    before = (home / "slots.json").read_bytes()
    asker = Answers(str(home / name), None)
    assert await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf") is None
    assert len(asker.told) == 1 and f"{name} is in the folder of the store, or leads there." in asker.told[0]
    assert "Nothing was written" in asker.told[0]
    assert (home / "slots.json").read_bytes() == before and not (home / "new.txt").exists()


async def test_of_a_demo_neither_its_own_store_nor_the_real_one_is_replaced(
    station: JobContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "slots.json").write_text("the real one")
    monkeypatch.setenv("CE_TUI_HOME", str(real))
    asker = Answers(str(real / "slots.json"), str(tmp_path / "home" / "slots.json"), None)
    assert await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.pdf") is None
    assert ["is in the folder of the store" in words for words in asker.told] == [True, True]


IMPOSSIBLE = {
    "~nosuchuser/x.txt": "There is no home folder ~nosuchuser",
    "~nosuchuser": "There is no home folder ~nosuchuser",
    "a\0b.txt": "A file of that name cannot be made.",
    "\ud800.txt": "A file of that name cannot be made.",
    "x" * 300: "A file of that name cannot be made.",
    "x" * 300 + "/x.txt": "A file of that name cannot be made.",
    "x/" * 3000: "A file of that name cannot be made.",
    "/dev/full": "is not a file that can be replaced.",
    "nowhere/x.txt": "There is no folder",
}


@pytest.mark.parametrize("typed", IMPOSSIBLE, ids=lambda typed: ascii(typed[:20]))
async def test_whatever_path_is_typed_is_answered_in_words(
    station: JobContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    asker = Answers(typed, None)
    assert await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.txt") is None
    assert IMPOSSIBLE[typed] in asker.told[0] and "Nothing was written." in asker.told[0]


async def test_a_tilde_is_the_persons_own_folder(station: JobContext, tmp_path: Path) -> None:
    Path.home().mkdir(exist_ok=True)
    chosen = await ask_for_target(Answers("~"), station.outlet, "Where?", tmp_path / "made.txt")
    assert chosen == Target(Path.home() / "made.txt", replace=False)


async def test_in_a_folder_that_is_gone_that_is_said(
    station: JobContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    asker = Answers("x", str(tmp_path / "x.txt"))
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "made.txt")
    assert "The folder that the app was started in is gone." in asker.told[0]
    assert chosen == Target(tmp_path / "x.txt", replace=False)


async def test_a_name_of_another_kind_is_refused_before_anything_is_written(
    station: JobContext, tmp_path: Path
) -> None:
    asker = Answers(str(tmp_path / "made.txt"), str(tmp_path / "made.pdf"))
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "proposed.pdf")
    assert chosen == Target(tmp_path / "made.pdf", replace=False)
    assert asker.told == [
        "This is a PDF, and the name ends in .txt: whoever gets the file could not open it. Nothing was written. Let "
        "the name end in .pdf."
    ]
    assert asker.lines[1].refused == str(tmp_path / "made.txt"), "it can be mended"


async def test_a_name_without_an_ending_gets_the_right_one_and_replaces_nothing_unasked(
    station: JobContext, tmp_path: Path
) -> None:
    write_private(tmp_path / "made.pdf", b"older", station.outlet)
    asker = Answers(str(tmp_path / "made"), False, str(tmp_path / "other"))
    chosen = await ask_for_target(asker, station.outlet, "Where?", tmp_path / "proposed.pdf")
    assert chosen == Target(tmp_path / "other.pdf", replace=False)
    assert asker.asked[1] == f"{tmp_path / 'made.pdf'} exists already. Replace it?"
