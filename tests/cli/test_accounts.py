"""`ce-tui account`: setting up, adding people, passphrases and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.people.cli import ce_tui
from support.people.cli_people import WORDS, Hub, set_up
from support.stores.half_made import half_made
from support.stores.restarting import restart_machine


def test_the_first_set_up_needs_no_question(hub: Hub) -> None:
    recovery = hub.folder / "recovery"
    assert recovery.stat().st_mode & 0o777 == 0o600
    assert (hub.home / "store.db").stat().st_mode & 0o777 == 0o600
    assert hub.home.stat().st_mode & 0o777 == 0o700
    assert [person["roles"] for person in hub.run("Ada", "account", "list", "--json").json] == [
        ["administrator"]
    ]


def test_without_a_role_the_first_account_has_all_three(tmp_path: Path, home: Path) -> None:
    hub = Hub(tmp_path, home)
    ended = ce_tui(
        "account",
        "add",
        "Ada",
        "--passphrase-file",
        hub.words("Ada"),
        "--recovery-file",
        tmp_path / "recovery",
    )
    assert ended.code == 0
    listed = hub.run("Ada", "account", "list", "--json").json
    assert sorted(listed[0]["roles"]) == ["administrator", "lead", "practitioner"]


def test_what_is_to_be_known_of_a_new_store_is_told_at_its_set_up(tmp_path: Path, home: Path) -> None:
    hub, settings = Hub(tmp_path, home), tmp_path / "config.toml"
    settings.write_text('[audit]\nanchors = "nowhere/elsewhere.log"\n')
    ended = ce_tui(
        *("account", "add", "Ada", "--passphrase-file", hub.words("Ada")),
        *("--recovery-file", tmp_path / "recovery"),
        CE_TUI_CONFIG=str(settings),
    )
    assert ended.code == 0
    assert ended.err.count("Where the log stands could not be written to elsewhere.log.") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [("short one", "15"), ("passwordpassword", "guess"), ("", "empty")],
    ids=["short", "common", "empty"],
)
def test_a_weak_passphrase_is_refused_and_no_store_is_left(
    tmp_path: Path, home: Path, words: str, says: str
) -> None:
    file = tmp_path / "words"
    file.write_text(words + "\n")
    ended = ce_tui(
        "account", "add", "Ada", "--passphrase-file", file, "--recovery-file", tmp_path / "recovery"
    )
    assert ended.code == 65
    assert says in ended.err
    assert not (home / "store.db").exists()
    assert not (tmp_path / "recovery").exists()


def test_a_recovery_file_that_exists_is_kept_and_nothing_is_set_up(tmp_path: Path, home: Path) -> None:
    (tmp_path / "recovery").write_text("another store's code")
    hub = Hub(tmp_path, home)
    ended = ce_tui(
        "account",
        "add",
        "Ada",
        "--passphrase-file",
        hub.words("Ada"),
        "--recovery-file",
        tmp_path / "recovery",
    )
    assert ended.code == 73
    assert (tmp_path / "recovery").read_text() == "another store's code"
    assert not (home / "store.db").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--passphrase-file", "words"],
        ["--passphrase-file", "words", "--recovery-file", "code", "--role", "practitioner"],
        ["--passphrase-file", "words", "--recovery-file", "code", "--locality", "atlantis"],
        ["--passphrase-file", "words", "--recovery-file", "code", "--role", "queen"],
        ["--recovery-file", "code"],
        [],
    ],
    ids=[
        "no recovery file",
        "no administrator",
        "no such locality",
        "no such role",
        "no terminal",
        "nothing",
    ],
)
def test_a_set_up_that_cannot_go_through_leaves_nothing(
    tmp_path: Path, home: Path, options: list[str]
) -> None:
    (tmp_path / "words").write_text(WORDS["Ada"])
    ended = ce_tui("account", "add", "Ada", *options, cwd=tmp_path)
    assert ended.code == 2
    assert not home.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["words"]


def test_what_a_set_up_that_was_killed_left_is_in_nobodys_way(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made(home, monkeypatch)
    set_up(tmp_path, home)


def test_a_store_is_not_set_up_twice(hub: Hub) -> None:
    before = (hub.home / "slots.json").read_bytes()
    ended = ce_tui(
        *("account", "add", "Eve", "--role", "administrator"),
        *("--passphrase-file", hub.words("Ben"), "--recovery-file", hub.folder / "second"),
    )
    assert ended.code == 2
    assert "--as" in ended.err
    assert (hub.home / "slots.json").read_bytes() == before


def test_a_further_account_does_exactly_what_its_roles_say(staffed: Hub) -> None:
    ended = staffed.run(
        "Ben", "account", "add", "Eve", "--role", "lead", "--new-passphrase-file", staffed.words("Cy")
    )
    assert ended.code == 77
    assert len(staffed.run("Ada", "account", "list", "--json").json) == 4


def test_the_administrators_role_alone_reads_no_case(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", {"pathway": "set-2026-06", "locality": "essex", "marks": {}})
    ended = staffed.run("Ada", "show", ref)
    assert (ended.code, ended.out) == (77, "")
    assert staffed.run("Ada", "list", "--json").json == []
    assert staffed.run("Ada", "import", "-", stdin="[]").code in (65, 77)


def test_a_name_that_is_taken_is_refused(staffed: Hub) -> None:
    ended = staffed.run(
        "Ada", "account", "add", "Ben", "--role", "lead", "--new-passphrase-file", staffed.words("Cy")
    )
    assert ended.code == 65


def test_a_changed_passphrase_replaces_the_old_one(staffed: Hub) -> None:
    new = staffed.folder / "new"
    new.write_text("a quite different set of words")
    ended = staffed.run("Ben", "account", "passphrase", "--new-passphrase-file", new)
    assert ended.code == 0, ended.err
    assert staffed.run("Ben", "list").code == 77
    assert ce_tui("list", "--as", "Ben", "--passphrase-file", new).code == 0


def test_where_somebody_may_know_the_old_passphrase_the_store_gets_other_keys(staffed: Hub) -> None:
    new = staffed.folder / "new"
    new.write_text("a quite different set of words")
    ended = staffed.run("Ben", "account", "passphrase", "--new-passphrase-file", new, "--seen")
    assert (ended.code, ended.err) == (0, "")
    assert "The store has other keys from now on" in ended.out
    assert ce_tui("list", "--as", "Ben", "--passphrase-file", new).code == 0
    assert staffed.run("Ada", "store", "check").code == 0


def test_a_new_passphrase_that_is_too_short_changes_nothing(staffed: Hub) -> None:
    new = staffed.folder / "new"
    new.write_text("short")
    assert staffed.run("Ben", "account", "passphrase", "--new-passphrase-file", new).code == 65
    assert staffed.run("Ben", "list").code == 0


def test_the_recovery_code_gives_an_account_a_new_passphrase(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", {"pathway": "set-2026-06", "locality": "essex", "marks": {}})
    new = staffed.folder / "new"
    new.write_text("a quite different set of words")
    ended = ce_tui(
        *("account", "recover", "Ben", "--recovery-file", staffed.folder / "recovery"),
        *("--new-passphrase-file", new),
    )
    assert ended.code == 0, ended.err
    listed = ce_tui("list", "--as", "Ben", "--passphrase-file", new, "--json").json
    assert [each["ref"] for each in listed] == [ref]


def test_a_slip_in_the_recovery_code_is_told_apart_from_a_wrong_one(staffed: Hub) -> None:
    code = (staffed.folder / "recovery").read_text().strip()
    slip = staffed.folder / "slip"
    slip.write_text(("2" if code[0] != "2" else "3") + code[1:])
    ended = ce_tui(
        "account", "recover", "Ben", "--recovery-file", slip, "--new-passphrase-file", staffed.words("Cy")
    )
    assert ended.code == 65
    assert "roup 1" in ended.err
    assert code not in ended.err


def test_a_new_recovery_code_replaces_the_old_one(hub: Hub) -> None:
    ended = hub.run("Ada", "account", "recovery-code", "--recovery-file", hub.folder / "second")
    assert ended.code == 0, ended.err
    recover = ("account", "recover", "Ada", "--new-passphrase-file", hub.words("Cy"), "--recovery-file")
    assert ce_tui(*recover, hub.folder / "recovery").code == 77
    assert ce_tui(*recover, hub.folder / "second").code == 0


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_words(staffed: Hub) -> None:
    wrong = ce_tui("list", "--as", "Ben", "--passphrase-file", staffed.words("Cy"))
    nobody = ce_tui("list", "--as", "Nobody", "--passphrase-file", staffed.words("Cy"))
    assert (wrong.code, wrong.err) == (nobody.code, nobody.err)
    assert wrong.code == 77


def test_too_many_tries_make_one_wait_and_say_how_long(staffed: Hub) -> None:
    codes = [ce_tui("list", "--as", "Ben", "--passphrase-file", staffed.words("Cy")).code for _ in range(5)]
    assert codes == [77] * 5
    restart_machine(staffed.home)
    ended = ce_tui("list", "--as", "Ben", "--passphrase-file", staffed.words("Ben"))
    assert ended.code == 75
    assert "second" in ended.err


def test_without_a_store_nothing_is_made(home: Path, tmp_path: Path) -> None:
    ended = ce_tui("list", "--as", "Ben", "--passphrase-file", Hub(tmp_path, home).words("Ben"))
    assert ended.code == 66
    assert not home.exists()


def test_a_passphrase_is_never_asked_of_a_pipe(hub: Hub) -> None:
    ended = ce_tui("list", "--as", "Ada", stdin=WORDS["Ada"] + "\n")
    assert ended.code == 2
    assert "--passphrase-file" in ended.err


def test_a_passphrase_file_may_be_standard_input(hub: Hub) -> None:
    ended = ce_tui("account", "list", "--json", "--as", "Ada", "--passphrase-file", "-", stdin=WORDS["Ada"])
    assert json.loads(ended.out)[0]["name"] == "Ada"
