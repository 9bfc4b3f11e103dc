"""What the app itself keeps is never where a file is written to, by whatever path: refused in words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ce_tui.files.private_file import NotWritten, check_target
from ce_tui.settings.config import read_config
from ce_tui.settings.fault_log import own_files
from support.checkout import CHECKOUT
from support.people.cli import Ended, answers, ce_tui
from support.people.cli_people import Hub
from support.stores.vault import needs_mount

Way = Callable[[Hub, str], Path | str]


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder and what is in it; but not who was in, nor what each sign-in writes."""
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {str(path.relative_to(folder)): content for path, content in kept.items()}


def blank(target: object, *more: object, cwd: Path | None = None, **env: str) -> Ended:
    return ce_tui("blank", "essex", "-o", target, "--force", *more, cwd=cwd, **env)


def refused(ended: Ended) -> None:
    assert (ended.code, ended.out) == (73, ""), ended
    assert "Nothing was written" in ended.err and "Choose another" in ended.err
    assert "--force" not in ended.err and "Traceback" not in ended.err


@pytest.mark.parametrize(
    "name",
    ["store.db", "slots.json", "anchors.log", "throttle.json", "slots.lock", "sessions.lock", "new.pdf"],
)
def test_no_form_is_written_into_the_folder_of_the_store(hub: Hub, name: str) -> None:
    before = everything_in(hub.home)
    refused(blank(hub.home / name))
    refused(ce_tui("blank", "essex", "-o", hub.home / name))  # nor is --force recommended
    assert everything_in(hub.home) == before


def by_a_linked_folder(hub: Hub, name: str) -> Path:
    (hub.folder / "elsewhere").symlink_to(hub.home)
    return hub.folder / "elsewhere" / name


def by_a_linked_file(hub: Hub, name: str) -> Path:
    (hub.folder / "form.pdf").symlink_to(hub.home / name)
    return hub.folder / "form.pdf"


def by_a_link_to_what_is_not_there_yet(hub: Hub, name: str) -> Path:
    (hub.folder / "form.pdf").symlink_to(hub.home / "not-there-yet")
    return hub.folder / "form.pdf"


def by_dots(hub: Hub, name: str) -> Path:
    (hub.folder / "aside").mkdir()
    return hub.folder / "aside" / ".." / hub.home.name / name


def by_a_hard_link(hub: Hub, name: str) -> Path:
    os.link(hub.home / name, hub.folder / "form.pdf")
    return hub.folder / "form.pdf"


def in_a_folder_of_its_own(hub: Hub, name: str) -> Path:
    return hub.home / "sessions" / name


WAYS = [
    by_a_linked_folder,
    by_a_linked_file,
    by_a_link_to_what_is_not_there_yet,
    by_dots,
    by_a_hard_link,
    in_a_folder_of_its_own,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_by_whatever_path_it_is_reached(hub: Hub, way: Way) -> None:
    target = way(hub, "slots.json")
    before = everything_in(hub.home)
    refused(blank(target))
    assert everything_in(hub.home) == before


def test_from_within_the_folder_too(hub: Hub) -> None:
    before = everything_in(hub.home)
    refused(blank("slots.json", cwd=hub.home))
    refused(blank(f"../{hub.home.name}/slots.json", cwd=hub.home))
    refused(blank(f"{hub.home.name}/slots.json", cwd=hub.folder))
    assert everything_in(hub.home) == before


@pytest.mark.parametrize("bound", ["folder", "sessions", "file"])
@needs_mount
def test_by_a_bind_mount_too(hub: Hub, bound: str) -> None:
    if bound == "file":
        source, at, target = hub.home / "slots.json", hub.folder / "bound", hub.folder / "bound"
        at.touch()
    else:
        source = hub.home if bound == "folder" else hub.home / "sessions"
        at = hub.folder / "bound"
        at.mkdir()
        target = at / "slots.json"
    before = everything_in(hub.home)
    inside = 'mount --bind "$0" "$1"; shift; exec "$@"'
    ended = subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-ec", inside, source, at,
         sys.executable, "-m", "ce_tui", "blank", "essex", "-o", target, "--force"],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    refused(Ended(ended.returncode, ended.stdout, ended.stderr))
    assert everything_in(hub.home) == before


def test_no_command_that_writes_a_file_writes_it_there(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    kept = {name: (staffed.home / name).read_bytes() for name in ("store.db", "slots.json")}
    given = staffed.folder / "answers.json"
    given.write_text(json.dumps(answers()))
    for name in ("slots.json", "x.pdf"):
        target = staffed.home / name
        refused(ce_tui("refer", given, "-o", target, "--force", "--no-password"))
        refused(ce_tui("refer", given, "-o", target.with_suffix(".txt"), "--force"))
        refused(staffed.run("Ben", "export", ref, "-o", target, "--force", "--no-password"))
        refused(staffed.run("Ada", "store", "backup", target, "--force"))
        refused(staffed.run("Ada", "account", "recovery-code", "--recovery-file", target))
    assert (staffed.home / "slots.json").read_bytes() == kept["slots.json"]
    assert not list(staffed.home.glob("x.*")) and not list(staffed.home.glob(".ce-tui-*"))
    assert staffed.run("Ada", "store", "check").code == 0


def test_before_there_is_a_store_its_place_is_kept_free(home: Path, tmp_path: Path) -> None:
    refused(blank(home))
    ended = blank(home / "store.db")
    assert ended.code == 73 and not home.exists()
    home.symlink_to(tmp_path / "other-disk")
    refused(blank(home))
    refused(blank(tmp_path / "other-disk"))
    assert home.is_symlink() and not (tmp_path / "other-disk").exists()
    words = tmp_path / "words"
    words.write_text("correct horse battery staple glue\n")
    (tmp_path / "other-disk").mkdir()
    ended = ce_tui(
        *("account", "add", "Ada", "--passphrase-file", words, "--recovery-file", home / "recovery")
    )
    refused(ended)
    assert list((tmp_path / "other-disk").iterdir()) == []


def test_a_link_that_leads_to_the_store_is_not_replaced(hub: Hub, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.symlink_to(hub.home)
    refused(blank(linked, CE_TUI_HOME=str(linked)))
    assert linked.is_symlink()


def deployed(folder: Path) -> dict[str, Path]:
    """A configuration that names other files: all of them."""
    (folder / "etc").mkdir()
    source = CHECKOUT / "tests" / "data" / "made-up-pathway"
    subprocess.run(["cp", "-r", source, folder / "etc" / "pathway"], check=True)
    pathway = next((folder / "etc" / "pathway").glob("*.toml"))
    (folder / "anchors").write_text("")
    (folder / "journal").write_text("")
    return {
        "config": folder / "etc" / "config.toml",
        "anchors": folder / "anchors",
        "pathway": pathway,
    }


@pytest.mark.parametrize("name", ["config", "anchors", "pathway", "locality"])
def test_nor_is_what_the_configuration_names_replaced(hub: Hub, tmp_path: Path, name: str) -> None:
    files = deployed(tmp_path)
    files["config"].write_text(
        f'pathways = ["pathway/{files["pathway"].name}"]\n[audit]\nanchors = "../anchors"\n'
    )
    locality = next(
        path
        for path in files["pathway"].parent.rglob("*.toml")
        if path != files["pathway"] and "localities" in files["pathway"].read_text()
    )
    target = {**files, "locality": locality}[name]
    before = target.read_bytes()
    env = {"CE_TUI_CONFIG": str(files["config"])}
    area = json.loads(ce_tui("pathway", "show", "--json", **env).out)["localities"][0]["id"]
    assert ce_tui("blank", area, "-o", tmp_path / "fine.pdf", **env).code == 0
    refused(ce_tui("blank", area, "-o", target, "--force", **env))
    (tmp_path / "link.pdf").symlink_to(target)
    refused(ce_tui("blank", area, "-o", tmp_path / "link.pdf", "--force", **env))
    assert target.read_bytes() == before


def test_the_usual_place_of_a_configuration_is_kept_free_too(tmp_path: Path) -> None:
    config = Path(os.environ["XDG_CONFIG_HOME"]) / "ce-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    refused(blank(config))
    assert not config.exists()
    assert blank(config.with_name("form.pdf")).code == 0


def test_the_log_of_faults_is_not_replaced(tmp_path: Path) -> None:
    faults = Path(os.environ["XDG_DATA_HOME"]) / "ce-tui-faults"
    faults.mkdir(parents=True)
    (faults / "crash.log").write_text("E-000-000")
    refused(blank(faults / "crash.log"))
    assert (faults / "crash.log").read_text() == "E-000-000"


def test_any_other_plain_file_is_replaced_as_ever(hub: Hub, tmp_path: Path) -> None:
    for name in ("store.db", "home.pdf", "config.toml"):
        (tmp_path / name).write_text("before")
        assert blank(tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes().startswith(b"%PDF-")


def test_nor_is_another_store_on_the_machine(hub: Hub, tmp_path: Path) -> None:
    other = tmp_path / "another hub's"
    subprocess.run(["cp", "-a", hub.home, other], check=True)
    before = everything_in(other)
    refused(blank(other / "slots.json"))
    refused(blank(other / "sessions" / "form.pdf"))
    assert everything_in(other) == before


@pytest.mark.parametrize("what", ["not toml [", None], ids=["broken", "gone"])
def test_the_areas_of_a_pathway_that_cannot_be_read_are_not_replaced(
    tmp_path: Path, what: str | None
) -> None:
    files = deployed(tmp_path)
    files["config"].write_text(f'pathways = ["pathway/{files["pathway"].name}"]\n')
    areas = [path for path in files["pathway"].parent.rglob("*.toml") if path != files["pathway"]]
    if what is None:
        files["pathway"].unlink()
    else:
        files["pathway"].write_text(what)
    own = own_files(read_config(files["config"]), tmp_path / "home")
    assert areas
    for area in areas:
        with pytest.raises(NotWritten, match="a file of the pathway"):
            check_target(area, own, replace=True)


def test_a_link_to_a_device_stays_one(tmp_path: Path) -> None:
    link = tmp_path / "out"
    link.symlink_to("/dev/null")
    ended = blank(link)
    assert ended.code == 73 and "is not a file that can be replaced" in ended.err
    assert link.is_symlink()


def test_what_people_exported_or_backed_up_in_a_deployment_is_not_replaced(tmp_path: Path) -> None:
    config = tmp_path / "etc" / "config.toml"
    config.parent.mkdir()
    config.write_text(
        f'[referral]\nfolder = "{tmp_path / "out"}"\n[backup]\nfolder = "{tmp_path / "incoming"}"\n'
    )
    (tmp_path / "way").symlink_to(tmp_path / "out")
    for folder in (tmp_path / "out" / "a1", tmp_path / "incoming"):
        folder.mkdir(parents=True)
        (folder / "theirs.pdf").write_text("theirs")
    for path in (
        tmp_path / "out" / "a1" / "theirs.pdf",
        tmp_path / "way" / "a1" / "theirs.pdf",
        tmp_path / "etc" / ".." / "incoming" / "theirs.pdf",
    ):
        refused(blank(path, CE_TUI_CONFIG=str(config)))
        assert path.read_text() == "theirs"
    assert blank(tmp_path / "incoming" / "new.pdf", CE_TUI_CONFIG=str(config)).code == 0
