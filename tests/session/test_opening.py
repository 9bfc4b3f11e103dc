"""The way into a store, over real ones: what a deployment says holds whichever way one comes in."""

from __future__ import annotations

import io
import shutil
import syslog
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.backups import NotEmpty, check_restore_folder, read_beginning
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover, set_up, sign_in
from ce_tui.core.vault.errors import AlreadySetUp, Damaged, VaultError, WrongCredentials
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.passphrases import NewStore, RecoveryCode, new_recovery_code
from ce_tui.session.jobs.keeping import words_on_entry
from ce_tui.session.opening import Opening
from ce_tui.session.session import Session
from ce_tui.settings.config import AuditSettings, Config, read_config
from support.checkout import CHECKOUT
from support.people.screens import CHEAP, NAME, PASSPHRASE
from support.stores.backups import backed_up
from support.stores.half_made import half_made

OTHER = "quiet gravel under nine bicycles"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SETTINGS = """
pathways = ["pathway.toml"]
[retention.completed]
after = "7 years"
[sharing]
take_over_after = 33
[audit]
anchors = "elsewhere.log"
[keys]
"section.beside" = "b"
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecoveryCode, bytes]:
    """A store with one person, its recovery code, a backup of it."""
    folder, code = tmp_path_factory.mktemp("made"), new_recovery_code()
    casebook, _ = set_up(
        folder / "home", NewStore(name=NAME, passphrase=PASSPHRASE, code=code), CasebookSettings(argon=CHEAP)
    )
    made = backed_up(casebook, folder)
    casebook.close()
    return folder / "home", code, made


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A deployment with a say in everything that a casebook is opened with."""
    folder = tmp_path / "deployment"
    shutil.copytree(CHECKOUT / "tests" / "data" / "made-up-pathway", folder)
    (folder / "config.toml").write_text(SETTINGS)
    return read_config(folder / "config.toml")


@pytest.fixture
def opening(home: Path, config: Config) -> Opening:
    return Opening(config, home, "tty77", lambda: NOW)


Ways = dict[str, Callable[[Opening], Session]]


@pytest.fixture
def ways(home: Path, made: tuple[Path, RecoveryCode, bytes]) -> Ways:
    """Every way in, from an empty machine."""
    store, code, backup = made

    def put_there() -> None:
        shutil.copytree(store, home)

    def signed_in(opening: Opening) -> Session:
        put_there()
        return opening.sign_in(NAME, PASSPHRASE)

    def recovered(opening: Opening) -> Session:
        put_there()
        return opening.recover(NAME, str(code), OTHER)

    def restored(opening: Opening) -> Session:
        opening.restore(read_beginning(io.BytesIO(backup)), NAME, PASSPHRASE)
        return opening.sign_in(NAME, PASSPHRASE)

    return {
        "set up": lambda opening: opening.set_up(NewStore(name=NAME, passphrase=PASSPHRASE, code=code)),
        "signed in": signed_in,
        "recovered": recovered,
        "restored": restored,
    }


@pytest.fixture(params=["set up", "signed in", "recovered", "restored"])
def session(request: pytest.FixtureRequest, ways: Ways, opening: Opening) -> Iterator[Session]:
    """Somebody who came in, each way."""
    session = ways[request.param](opening)
    yield session
    session.close()


def test_what_the_deployment_says_holds_whichever_way_one_comes_in(
    session: Session, home: Path, config: Config, tmp_path: Path
) -> None:
    casebook = session.casebook
    assert casebook.account.name == NAME
    assert casebook.reviews.rules().completed.after == "7 years"
    assert casebook.presence.take_over_after == 33
    assert session.pathways.current.id == config.pathways().current.id == "northvale-2027"
    assert session.clock() == NOW
    assert words_on_entry(session)[-1:] == config.gone, "what is gone and still named is said at the start"
    assert casebook._desk.around.terminal == "tty77"
    before = (home / "anchors.log").read_text() if (home / "anchors.log").exists() else ""
    session.close()
    assert (tmp_path / "deployment" / "elsewhere.log").read_text().strip()
    assert ((home / "anchors.log").read_text() if before else "") == before, "nothing beside the store"


def test_a_set_up_keeps_what_was_answered_and_the_code_that_was_confirmed(
    opening: Opening, home: Path
) -> None:
    code = new_recovery_code()
    answers = NewStore(name=NAME, hub="Imaginary Hub", locality="northvale", passphrase=PASSPHRASE, code=code)
    assert PASSPHRASE not in repr(answers) and str(code) not in repr(answers)
    session = opening.set_up(answers)
    assert session.casebook.account.roles == ("practitioner", "lead", "administrator")
    assert msgspec.structs.astuple(session.casebook.people.hub) == ("Imaginary Hub", "northvale")
    session.close()
    recover(home, NAME, str(code), OTHER).close()
    sign_in(home, NAME, OTHER).close()


def test_the_first_account_has_the_roles_that_it_is_given(opening: Opening) -> None:
    code = new_recovery_code()
    answers = NewStore(name=NAME, passphrase=PASSPHRASE, code=code, roles=("administrator",))
    session = opening.set_up(answers)
    assert session.casebook.account.roles == ("administrator",)
    session.close()


@pytest.mark.parametrize("way", ["set up", "restored"])
def test_what_a_set_up_that_was_killed_left_is_no_store_and_is_cleared(
    home: Path, opening: Opening, ways: Ways, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    half_made(home, monkeypatch)
    assert not opening.is_set_up
    session = ways[way](opening)
    assert opening.is_set_up
    assert not Home(home).unfinished.exists()
    session.close()


def test_wrong_credentials_open_nothing(opening: Opening, ways: Ways) -> None:
    ways["signed in"](opening).close()
    with pytest.raises(WrongCredentials):
        opening.sign_in(NAME, OTHER)
    with pytest.raises(WrongCredentials):
        opening.recover("Nobody Here", str(new_recovery_code()), OTHER)


def test_a_store_is_never_set_up_or_restored_over(
    opening: Opening, ways: Ways, made: tuple[Path, RecoveryCode, bytes]
) -> None:
    ways["signed in"](opening).close()
    with pytest.raises(AlreadySetUp):
        opening.set_up(NewStore(name=NAME, passphrase=PASSPHRASE, code=new_recovery_code()))
    with pytest.raises(AlreadySetUp):
        check_restore_folder(opening.home)
    with pytest.raises(AlreadySetUp):
        opening.restore(read_beginning(io.BytesIO(made[2])), NAME, PASSPHRASE)


def test_among_other_files_nothing_is_restored(home: Path, opening: Opening) -> None:
    home.mkdir()
    (home / "letter.txt").write_text("mine")
    with pytest.raises(NotEmpty):
        check_restore_folder(opening.home)
    assert not opening.is_set_up


def test_restoring_says_its_steps_and_what_is_to_be_known_and_leaves_nobody_signed_in(
    opening: Opening, home: Path, made: tuple[Path, RecoveryCode, bytes]
) -> None:
    steps: list[str] = []
    told = opening.restore(read_beginning(io.BytesIO(made[2])), NAME, PASSPHRASE, steps.append)
    assert steps == [
        "Opening the backup with the passphrase.",
        "Copying the store out of it.",
        "Looking whether all of it is whole.",
        "Signing in.",
    ]
    assert told[0].startswith("The store is as it was on")
    casebook = opening.sign_in(NAME, PASSPHRASE).casebook
    assert [each.kind for each in casebook.log.entries()][-2:] == ["sign-out", "sign-in"]
    casebook.close()


def test_each_wrong_try_is_told_to_syslog_at_once_where_the_deployment_says_so(
    home: Path, config: Config, ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, str]] = []
    monkeypatch.setattr(syslog, "syslog", lambda level, words: sent.append((level, words)))
    audit = AuditSettings(wrong_tries="off")
    silent = msgspec.structs.replace(config, audit=audit)
    telling = msgspec.structs.replace(config, audit=msgspec.structs.replace(audit, wrong_tries="syslog"))
    ways["signed in"](Opening(config, home)).close()
    for said in (silent, telling):
        opening = Opening(said, home, "ssh client 192.0.2.7")
        for name in (NAME, PASSPHRASE):
            with pytest.raises(WrongCredentials):
                opening.sign_in(name, "not that one")
        with pytest.raises(WrongCredentials):
            opening.recover("Nobody Example", str(new_recovery_code()), OTHER)
        session = opening.sign_in(NAME, PASSPHRASE)
        assert not session.casebook.access.verify("not that one")
        session.close()
    assert sent == [
        (syslog.LOG_WARNING, "wrong name or passphrase at a sign-in: ssh client 192.0.2.7"),
        (syslog.LOG_WARNING, "wrong name or passphrase at a sign-in: ssh client 192.0.2.7"),
        (syslog.LOG_WARNING, "wrong name or recovery code: ssh client 192.0.2.7"),
        (syslog.LOG_WARNING, "wrong passphrase at a lock: ssh client 192.0.2.7"),
    ]


@pytest.mark.parametrize("reads_pathways", [True, False], ids=["a front end", "a command"])
def test_what_the_configuration_names_that_is_gone_is_said_at_each_sign_in(
    home: Path, config: Config, ways: Ways, reads_pathways: bool
) -> None:
    ways["signed in"](Opening(config, home)).close()
    older = msgspec.structs.replace(config, audit=AuditSettings(anchors="syslog", journal="journal.log"))
    for _ in range(2):
        session = Opening(older, home, reads_pathways=reads_pathways).sign_in(NAME, PASSPHRASE)
        assert [*session.casebook.alerts] == older.gone and len(older.gone) == 3
        session.close()


def test_where_the_pathways_of_a_store_cannot_be_read_only_a_command_opens_it(
    home: Path, config: Config, ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command goes on, because such a store can still be verified; whoever would work in it does not come in."""

    def damaged(*_: object) -> None:
        raise Damaged("A made-up damage.")

    closed: list[Casebook] = []
    close = Casebook.close
    monkeypatch.setattr("ce_tui.session.session.Editions", damaged)
    monkeypatch.setattr(Casebook, "close", lambda casebook: (closed.append(casebook), close(casebook)))
    with pytest.raises(Damaged):
        ways["signed in"](Opening(config, home))
    assert len(closed) == 1
    session = Opening(config, home, reads_pathways=False).sign_in(NAME, PASSPHRASE)
    assert session.casebook.log.verify().sound
    with pytest.raises(VaultError):
        _ = session.pathways
    session.close()
