"""The store is gone from its folder: whoever is at the desk does not get all three roles in another one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from ce_tui.core.vault.errors import StoreMissing, VaultError
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.lines.run import StartOptions, converse
from ce_tui.screens.gate.setup import SetupScreen
from ce_tui.screens.gate.sign_in import KeptOutScreen
from ce_tui.session.opening import Opening
from ce_tui.session.terminal_state import STORE_MOVED
from ce_tui.settings.config import AuditSettings, Config
from support.checkout import CHECKOUT
from support.people.at_the_door import signed_out, until
from support.people.cli import ce_tui
from support.people.conversation import Heard, Script, at_noon
from support.stores.backups import backed_up, restored
from support.stores.vault import ADA, OTHER, PASSPHRASE, entered, set_up_store, with_people
from support.terminal.pty_screen import PtyScreen, ctrl
from support.terminal.streams import Streams

WORDS = StoreMissing().words
ELSEWHERE = Config(audit=AuditSettings(anchors="elsewhere.log"))


def config(folder: Path) -> Config:
    """With anchors that lie elsewhere, in `elsewhere.log` of a folder; the same as a file."""
    (folder / "config.toml").write_text('[audit]\nanchors = "elsewhere.log"\n')
    return Config(audit=AuditSettings(anchors="elsewhere.log"), file=str(folder / "config.toml"))


def kept_out(home: Path, with_config: Config = Config(), after: str = "") -> VaultError | None:  # noqa: B008
    """What keeps everybody out."""
    try:
        Opening(with_config, home).refuse(after)
    except VaultError as why:
        return why
    return None


@pytest.mark.parametrize(
    "left",
    [
        "throttle.json",
        "headroom",
        "pathways.json",
        "slots.json",
        "slots.next.json",
        "store.db-wal",
        "sessions/",
    ],
)
def test_any_other_file_of_ours_without_the_database_is_a_mark(home: Path, left: str) -> None:
    home.mkdir()
    (home / left).mkdir() if left.endswith("/") else (home / left).touch()
    assert isinstance(kept_out(home), StoreMissing)


def test_a_restore_over_what_is_left_says_that_the_store_is_missing_and_not_that_there_is_one(
    home: Path, tmp_path: Path
) -> None:
    ada = with_people(home)
    content = backed_up(ada, tmp_path)
    ada.close()
    (home / "store.db").unlink()
    for take_over in (False, True):
        with pytest.raises(StoreMissing):
            restored(content, home, take_over=take_over)
    home.rename(tmp_path / "left")
    restored(content, home, take_over=True).close()


@pytest.mark.parametrize("content", [b"", b"nothing of ours\n"])
def test_an_empty_folder_and_anchors_without_a_line_are_none(
    home: Path, anchors_file: Path, content: bytes
) -> None:
    home.mkdir()
    anchors_file.write_bytes(content)
    (home / "anchors.log").write_bytes(content)
    assert kept_out(home, config(home.parent)) is None
    assert kept_out(home) is None


def test_what_a_set_up_that_was_cut_short_left_is_none(home: Path) -> None:
    home.mkdir()
    for name in ("setting-up.db", "setting-up.db-wal", "slots.json", "slots.lock", "derive-0.lock"):
        (home / name).touch()
    assert kept_out(home) is None


@pytest.mark.parametrize("beside", [True, False])
def test_the_anchors_of_a_hub_are_a_mark_wherever_they_lie(
    home: Path, elsewhere: FileAnchors, beside: bool
) -> None:
    casebook, _ = set_up_store(home) if beside else set_up_store(home, anchors=elsewhere)
    casebook.close()
    for each in [path for path in home.iterdir() if path.name != "anchors.log"]:
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    assert isinstance(kept_out(home, config(home.parent)), StoreMissing)
    with pytest.raises(StoreMissing):
        set_up_store(home, anchors=elsewhere)
    with pytest.raises(StoreMissing):
        entered(home, anchors=elsewhere)


def test_anchors_that_cannot_be_read_are_taken_for_a_hubs(
    home: Path, anchors_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ce_tui.core.vault.errors import StoreUnreadable

    def unreadable(*_: object) -> None:
        raise StoreUnreadable("The anchors of the log cannot be read.")

    anchors_file.write_bytes(b"something")
    monkeypatch.setattr("ce_tui.core.vault.log.anchors._reading", unreadable)
    assert isinstance(kept_out(home, config(home.parent)), StoreMissing)


def test_every_command_and_the_doctor_end_with_78_and_contacts_stay_open(
    home: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    set_up_store(home, anchors=elsewhere)[0].close()
    shutil.rmtree(home)
    config(tmp_path)
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    place = {"CE_TUI_HOME": str(home), "CE_TUI_CONFIG": str(tmp_path / "config.toml")}
    as_ada = ("--as", ADA, "--passphrase-file", tmp_path / "none")
    for command in (
        ("list", *as_ada),
        ("store", "check", *as_ada),
        ("account", "passphrase", *as_ada, "--new-passphrase-file", tmp_path / "none"),
        (
            "account",
            "recover",
            ADA,
            "--recovery-file",
            tmp_path / "none",
            "--new-passphrase-file",
            tmp_path / "none",
        ),
        ("store", "accept-older", *as_ada, "--reason-file", tmp_path / "words"),
    ):
        ended = ce_tui(*command, **place)
        assert (ended.code, ended.err) == (78, f"{WORDS}\n"), command
    first = ("account", "add", "Nobody Example", "--passphrase-file", tmp_path / "words")
    ended = ce_tui(*first, "--recovery-file", tmp_path / "code", **place)
    assert ended.code == 78 and ended.err.startswith(f"{WORDS}\n") and "--new-hub" in ended.err
    assert not home.exists() and not (tmp_path / "code").exists()
    doctor = ce_tui("doctor", **place)
    assert doctor.code == 78 and f"wrong  {WORDS}" in doctor.out.splitlines()
    assert ce_tui("contacts", "essex", **place).code == 0
    ended = ce_tui("lines", stdin="contacts\nessex\n", **place)
    assert ended.code == 78 and WORDS in ended.out and "999" in ended.out and "Set-up" not in ended.out


def test_a_new_hub_on_purpose_is_logged_and_anchored(
    home: Path, elsewhere: FileAnchors, anchors_file: Path, tmp_path: Path
) -> None:
    set_up_store(home, anchors=elsewhere)[0].close()
    shutil.rmtree(home)
    config(tmp_path)
    (tmp_path / "words").write_text(OTHER + "\n")
    before = anchors_file.read_bytes()
    ended = ce_tui(
        *("account", "add", "Cleo Example", "--new-hub", "--passphrase-file", tmp_path / "words"),
        *("--recovery-file", tmp_path / "code"),
        CE_TUI_HOME=str(home),
        CE_TUI_CONFIG=str(tmp_path / "config.toml"),
    )
    assert ended.code == 0
    assert anchors_file.read_bytes().startswith(before) and anchors_file.read_bytes() != before
    cleo = entered(home, "Cleo Example", OTHER, anchors=elsewhere)
    (first,) = cleo._desk.store.log.find(kinds=("set up",))
    assert "a new hub, where there was another one before" in first.entry.detail.split("; ")
    assert cleo.account.roles == ("practitioner", "lead", "administrator") and cleo.log.verify().sound
    cleo.close()


def test_a_new_hub_is_not_put_among_the_files_of_the_old_one(home: Path) -> None:
    """Whose key file is the only way into its database, should that turn up again."""
    with_people(home).close()
    keys = (home / "slots.json").read_bytes()
    (home / "store.db").unlink()
    with pytest.raises(StoreMissing):
        set_up_store(home, new_hub=True)
    assert (home / "slots.json").read_bytes() == keys and not (home / "store.db").exists()


async def test_the_full_screen_says_it_and_asks_nothing(
    home: Path, elsewhere: FileAnchors, tmp_path: Path
) -> None:
    set_up_store(home, anchors=elsewhere)[0].close()
    shutil.rmtree(home)
    async with signed_out(home, config=config(tmp_path)) as door:
        await until(door, lambda: isinstance(door.app.screen, KeptOutScreen), "why nobody comes in")
        assert WORDS in " ".join(door.text().split()) and not door.app.screen.query("Field")
        await door.press("ctrl+g")
        await until(door, lambda: "Contacts" in door.words(), "the way to the contacts")
    async with signed_out(tmp_path / "fresh") as door:
        await until(door, lambda: isinstance(door.app.screen, SetupScreen), "the set-up of a fresh machine")


def test_the_process_that_follows_a_session_whose_folder_vanished_sets_nothing_up(tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(CHECKOUT), "CE_TUI_HOME": str(tmp_path / "gone")}
    with PtyScreen([sys.executable, "-m", "ce_tui", "--after=store-moved"], env, columns=100) as terminal:
        terminal.wait_for("The store is missing")
        assert "You were signed out." in terminal.text and "Your name" not in terminal.text
        terminal.press(ctrl("b"))
        terminal.wait_for("contacts, guidance or quit?")
        assert "Set-up" not in terminal.text
        terminal.send(b"quit\r")
        assert terminal.wait_for_end() == 78
    assert not (tmp_path / "gone").exists()


def test_so_it_is_in_the_line_mode_until_the_store_is_back(home: Path, tmp_path: Path) -> None:
    with_people(home).close()
    home.rename(tmp_path / "elsewhere")

    class Back(Script):
        """The folder is put back before the empty line is typed."""

        def readline(self) -> str:
            line = super().readline()
            if line == "\n":
                (tmp_path / "elsewhere").rename(home)
            return line

    heard = Heard()
    typed = Back(["nonsense", "", "quit"])
    code = converse(Streams(typed, heard), at_noon(home), StartOptions(after=STORE_MOVED.words))
    assert code == 0 and heard.text.startswith(STORE_MOVED.words)
    assert WORDS in heard.text and heard.text.rindex("Your name?") > heard.text.rindex(WORDS)
    assert "Set-up" not in heard.text


def test_the_last_backup_brings_it_back(home: Path, elsewhere: FileAnchors, tmp_path: Path) -> None:
    ada, _ = set_up_store(home, anchors=elsewhere)
    (tmp_path / "hub.backup").write_bytes(backed_up(ada, tmp_path))
    ada.close()
    shutil.rmtree(home)
    config(tmp_path)
    (tmp_path / "words").write_text(PASSPHRASE + "\n")
    ended = ce_tui(
        *("store", "restore", tmp_path / "hub.backup", "--take-over"),
        *("--as", ADA, "--passphrase-file", tmp_path / "words"),
        CE_TUI_HOME=str(home),
        CE_TUI_CONFIG=str(tmp_path / "config.toml"),
    )
    assert ended.code == 0
    again = entered(home, anchors=elsewhere)
    assert again.log.verify().sound
    again.close()
