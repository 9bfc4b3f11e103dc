"""Where a deployment has a folder for exports: each person's files go into a folder of their own in it, and nowhere
else. Nobody's file takes the place of another's; with ssh: `tests/deploy`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.files.private_file import NotWritten, check_target, write_private
from ce_tui.session.exporting import Exporter
from ce_tui.session.jobs.completing import export_text
from ce_tui.session.jobs.target import Target, ask_for_target, back_up
from ce_tui.session.terminal_state import JobContext
from ce_tui.settings.config import BackupSettings, Config, ReferralSettings
from support.people.asker import Answers
from support.people.marking import robin
from support.people.screens import CHEAP, NAME, new_casebook
from support.people.station import station_of

OTHER, PASSPHRASE = "Ben Example", "quiet gravel under nine bicycles"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    for name in ("referrals", "incoming"):
        (tmp_path / name).mkdir()
    return Config(
        referral=ReferralSettings(folder=str(tmp_path / "referrals")),
        backup=BackupSettings(folder=str(tmp_path / "incoming")),
    )


@pytest.fixture
def casebook(home: Path) -> Iterator[Casebook]:
    made = new_casebook(home)
    yield made
    made.close()


@pytest.fixture
def here(casebook: Casebook, home: Path, config: Config) -> JobContext:
    return station_of(casebook, home, config)


def own(station: JobContext) -> Path:
    """The person's own folder."""
    folder = station.outlet.folder
    assert folder is not None
    return folder


async def export(station: JobContext, *answers: str | bool | None) -> tuple[str, Answers]:
    """Export the plain text of a screening. What is said, and what was asked."""
    draft = station.session.draft or station.session.begin("essex")
    draft.apply(robin)
    asker = Answers(*answers)
    return await export_text(asker, station, Exporter(draft, station.renderer, "")), asker


async def test_an_export_goes_into_ones_own_folder_which_names_nobody(
    here: JobContext, tmp_path: Path
) -> None:
    said, asker = await export(here, "")
    (folder,) = (tmp_path / "referrals").iterdir()
    (file,) = folder.iterdir()
    assert str(file) in said
    assert folder == own(here)
    assert folder.name == here.session.casebook.account.id[:12] and not set(NAME.lower().split()) & set(
        str(file).split()
    )
    assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(file.stat().st_mode)) == (0o700, 0o600)
    assert asker.lines[0].hint == [f"It goes into {folder} and nowhere else. Its name names nobody."]


async def test_a_name_alone_is_one_in_that_folder(here: JobContext) -> None:
    said, asker = await export(here, "minutes.txt")
    assert asker.asked == [
        "What should the file be called? It goes into your own folder for exports. Its name carries the reference, "
        "never a name."
    ]
    assert (own(here) / "minutes.txt").is_file() and "Exported" in said


@pytest.mark.parametrize(
    "typed",
    [
        "/tmp/x.txt",
        "../x.txt",
        "{own}/../x.txt",
        "{other}/x.txt",
        "~/x.txt",
        "link/more/x.txt",
        "{base}/x.txt",
    ],
)
async def test_nothing_goes_outside_it(here: JobContext, tmp_path: Path, typed: str) -> None:
    check_target(own(here) / "x", here.outlet)  # which makes it
    (tmp_path / "out" / "more").mkdir(parents=True)
    (own(here) / "link").symlink_to(tmp_path / "out")
    other = tmp_path / "referrals" / ("0" * 32)
    other.mkdir()
    typed = typed.format(own=own(here), other=other, base=tmp_path / "referrals")
    said, asker = await export(here, typed, None)
    assert said == "Nothing was exported."
    assert asker.told == [
        f"On this machine such files go into {own(here)} and nowhere else. Nothing was written. Write a name alone, "
        "without a folder."
    ]
    assert not [file for file in tmp_path.rglob("x.txt")] and not Path("/tmp/x.txt").exists()


async def test_what_is_no_file_is_not_replaced_nor_waited_for(here: JobContext, tmp_path: Path) -> None:
    check_target(own(here) / "x", here.outlet)
    os.mkfifo(own(here) / "pipe.txt")
    (own(here) / "link.txt").symlink_to(tmp_path / "kept")
    (tmp_path / "kept").write_text("kept")
    said, asker = await export(here, "pipe.txt", "link.txt", None)
    assert said == "Nothing was exported."
    assert ["not a file that can be replaced" in asker.told[0], "was not written in this session" in asker.told[1]] == [
        True, True,
    ]  # fmt: skip
    assert (tmp_path / "kept").read_text() == "kept"


async def test_nobodys_export_takes_the_place_of_anothers(
    here: JobContext, home: Path, config: Config
) -> None:
    here.session.casebook.people.add_account(OTHER, PASSPHRASE, ["practitioner"])
    there = station_of(sign_in(home, OTHER, PASSPHRASE, CasebookSettings(argon=CHEAP)), home, config)
    try:
        await export(here, "same.txt")
        mine = (own(here) / "same.txt").read_bytes()
        await export(there, "same.txt")
        assert own(here) != own(there)
        assert (own(here) / "same.txt").read_bytes() == mine != (own(there) / "same.txt").read_bytes()
    finally:
        there.session.close()


async def test_a_file_of_this_session_is_replaced_after_asking(here: JobContext) -> None:
    await export(here, "a.txt")
    (number,) = (file.stat().st_ino for file in own(here).iterdir())
    said, asker = await export(here, "a.txt", True)
    assert "Replace it?" in asker.asked[1] and "Exported" in said
    assert (own(here) / "a.txt").stat().st_ino != number


async def test_one_of_an_earlier_session_is_left_and_another_name_proposed(
    here: JobContext, home: Path, config: Config
) -> None:
    name = Exporter(here.session.begin("essex"), here.renderer, "").file_name("txt")
    await export(here, "")
    first = (own(here) / name).read_bytes()
    later = station_of(here.session.casebook, home, config)
    later.session.draft = here.session.draft
    said, asker = await export(later, name, "")
    assert "exists already, and was not written in this session. It was left as it is." in asker.told[0]
    assert (own(here) / name).read_bytes() == first
    numbered = (own(here) / name).with_stem(f"{Path(name).stem}-2")
    assert asker.lines[0].proposed == str(numbered) and numbered.is_file() and str(numbered) in said


async def test_what_another_has_put_in_its_place_meanwhile_stays(here: JobContext) -> None:
    await export(here, "a.txt")
    target = own(here) / "a.txt"

    def meanwhile() -> None:
        (target.parent / "b").write_text("another's")
        (target.parent / "b").replace(target)

    with pytest.raises(NotWritten, match="not written in this session"):
        write_private(target, b"new", here.outlet, replace=True, before=meanwhile)
    assert target.read_text() == "another's"


async def test_a_backup_goes_into_the_folder_for_backups_and_replaces_none(
    here: JobContext, tmp_path: Path
) -> None:
    asker = Answers(str(tmp_path / "x.backup"), "")
    await back_up(asker, here)
    assert asker.asked[0] == "What should the backup be called? Who looks after this machine moves it on."
    assert f"such files go into {tmp_path / 'incoming'} and nowhere else" in asker.told[0]
    assert [each.name for each in (tmp_path / "incoming").iterdir()] == ["ce-tui-2026-11-25.backup"]
    (tmp_path / "incoming" / "theirs.backup").write_text("another's")
    asker = Answers("theirs.backup", None)
    await back_up(asker, here)
    assert "not written in this session" in asker.told[0]
    assert (tmp_path / "incoming" / "theirs.backup").read_text() == "another's"


async def test_without_a_folder_for_backups_they_go_where_exports_go(
    casebook: Casebook, home: Path, config: Config
) -> None:
    station = station_of(casebook, home, Config(referral=config.referral))
    await back_up(Answers("a.backup"), station)
    assert (own(station) / "a.backup").is_file()


async def test_a_folder_that_is_missing_is_said(here: JobContext, tmp_path: Path) -> None:
    (tmp_path / "referrals").rmdir()
    asker = Answers("", None)
    assert await ask_for_target(asker, here.outlet, "Where?", own(here) / "a.txt") is None
    assert asker.told == [f"There is no folder {own(here)}. Nothing was written."]


async def test_where_no_folder_is_set_up_a_file_goes_where_one_says(
    station: JobContext, tmp_path: Path
) -> None:
    chosen = await ask_for_target(
        Answers(str(tmp_path / "a.txt")), station.outlet, "Where?", tmp_path / "made.txt"
    )
    assert chosen == Target(tmp_path / "a.txt", replace=False)
