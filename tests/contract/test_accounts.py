"""`ce-tui account`: set-up without questions, roles, passphrases, wrong credentials, people who leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.documents.contract import in_words, left, mode
from support.people.cli import ce_tui
from support.stores.contract_store import WORDS, Store


def names(store: Store) -> dict[str, list[str]]:
    ended = store.as_("Ada", "account", "list", "--json")
    assert (ended.code, ended.err) == (0, ""), ended
    return {each["name"]: sorted(each["roles"]) for each in ended.json}


def try_(store: Store, name: str, file: Path | str, **options: str) -> int:
    """The code of a command that only needs a sign-in."""
    return store.run("list", "--as", name, "--passphrase-file", file, **options).code


def test_the_store_is_where_the_contract_says_and_private(store: Store) -> None:
    assert {"store.db", "anchors.log"} <= set(left(store.home))
    assert mode(store.home) == 0o700
    for file in store.home.rglob("*"):
        assert mode(file) == (0o700 if file.is_dir() else 0o600), file.name
    assert (store.home / "store.db").read_bytes()[:15] != b"SQLite format 3"
    assert mode(store.folder / "recovery") == 0o600


def test_roles_are_exactly_those_that_were_given(store: Store) -> None:
    found = names(store)
    assert found["Ada"] == ["administrator"]
    assert found["Ben"] == found["Cy"] == ["practitioner"]
    assert found["Lea"] == ["lead"]
    ended = store.as_("Ada", "account", "list")
    assert ended.code == 0 and all(name in ended.out for name in ("Ada", "Ben", "Cy", "Lea"))


def test_only_an_administrator_adds_accounts(store: Store) -> None:
    assert store.as_("Ben", "account", "list").code == 77
    for name in ("Ben", "Lea"):
        ended = store.as_(
            name, "account", "add", "Eve", "--role", "lead", "--new-passphrase-file", store.words("Cy")
        )
        assert (ended.code, ended.out) == (77, "")
    assert "Eve" not in names(store)


def test_a_role_can_be_repeated_and_without_one_or_with_another_it_is_usage(store: Store) -> None:
    new = ("--new-passphrase-file", store.words("Cy"))
    for roles in ((), ("--role", "owner")):
        assert store.as_("Ada", "account", "add", "Dot", *roles, *new).code == 2
    ended = store.as_("Ada", "account", "add", "Dot", "--role", "lead", "--role", "practitioner", *new)
    assert ended.code == 0
    assert names(store)["Dot"] == ["lead", "practitioner"]
    ended = store.as_("Ada", "account", "add", "Dot", "--role", "lead", *new)
    assert ended.code not in (0, 70, 77) and in_words(ended)


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "fourteen chars",
        "passwordpassword",
        "aaaaaaaaaaaaaaa",
        "123456789012345",
    ],
)
def test_a_short_or_common_passphrase_is_65_and_changes_nothing(
    store: Store, tmp_path: Path, passphrase: str
) -> None:
    weak = tmp_path / "weak"
    weak.write_text(passphrase + "\n")
    ended = store.as_("Ada", "account", "add", "Eve", "--role", "lead", "--new-passphrase-file", weak)
    assert (ended.code, ended.out) == (65, "")
    assert not passphrase or passphrase not in in_words(ended)


def test_fifteen_characters_of_any_kind_are_enough(store: Store, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.write_bytes("žluťoučký kůň ú".encode())
    ended = store.as_("Ada", "account", "add", "Fay", "--role", "lead", "--new-passphrase-file", new)
    assert ended.code == 0, ended
    assert try_(store, "Fay", new) == 0


def test_the_first_line_counts_without_its_end(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "words"
    for content in (WORDS["Ben"], WORDS["Ben"] + "\r\nmore\n"):
        file.write_bytes(content.encode())
        assert try_(store, "Ben", file) == 0, repr(content)
    file.write_bytes((WORDS["Ben"] + " \n").encode())
    assert try_(store, "Ben", file) == 77
    assert try_(store, "Ben", "-", stdin=WORDS["Ben"] + "\n") == 0


def test_a_passphrase_file_that_cannot_be_read_is_66_and_one_without_text_65(
    store: Store, tmp_path: Path
) -> None:
    assert try_(store, "Ben", tmp_path / "none") == 66
    assert try_(store, "Ben", tmp_path) == 66
    (tmp_path / "empty").write_text("")
    assert try_(store, "Ben", tmp_path / "empty") == 65
    (tmp_path / "latin").write_bytes(b"caf\xe9 caf\xe9 caf\xe9 caf\xe9\n")
    assert try_(store, "Ben", tmp_path / "latin") == 65


def test_no_account_is_named_or_nothing_can_be_asked(store: Store) -> None:
    assert store.run("list").code == 2
    ended = store.run("list", "--as", "Ben")
    assert (ended.code, ended.out) == (2, "")
    assert "--passphrase-file" in in_words(ended)


def test_a_changed_passphrase_replaces_the_old_one(store: Store, tmp_path: Path) -> None:
    store = store.copy(tmp_path)
    new = tmp_path / "new"
    new.write_text("pebble umbrella sonnet barge\n")
    weak = tmp_path / "weak"
    weak.write_text("short\n")
    assert store.as_("Cy", "account", "passphrase").code == 2, "given a passphrase file nothing is asked"
    assert store.as_("Cy", "account", "passphrase", "--new-passphrase-file", weak).code == 65
    assert store.as_("Cy", "account", "passphrase", "--new-passphrase-file", tmp_path / "none").code == 66
    assert try_(store, "Cy", store.words("Cy")) == 0
    ended = store.as_("Cy", "account", "passphrase", "--new-passphrase-file", new)
    assert (ended.code, ended.err) == (0, "")
    assert try_(store, "Cy", new) == 0
    assert try_(store, "Cy", store.words("Cy")) == 77


def test_the_recovery_code_gives_a_new_passphrase(store: Store, tmp_path: Path) -> None:
    new, weak, wrong = tmp_path / "new", tmp_path / "weak", tmp_path / "wrong"
    new.write_text("ribbon glacier pantry yodel\r\n")
    weak.write_text("short\n")
    wrong.write_text("no code at all\n")
    recovery = store.folder / "recovery"
    store = store.copy(tmp_path)

    def recover(name: str, code: Path, passphrase: Path) -> int:
        ended = store.run(
            *("account", "recover", name, "--recovery-file", code, "--new-passphrase-file", passphrase)
        )
        assert ended.code == 0 or (ended.out == "" and in_words(ended))
        return ended.code

    assert recover("Lea", recovery, weak) == 65
    assert recover("Lea", tmp_path / "none", new) == 66
    assert recover("Lea", wrong, new) in (65, 77)
    assert try_(store, "Lea", store.words("Lea")) == 0
    assert recover("Lea", recovery, new) == 0
    assert try_(store, "Lea", new) == 0
    assert try_(store, "Lea", store.words("Lea")) == 77
    assert store.run("account", "recover", "Lea", "--recovery-file", recovery).code == 2


def test_an_account_is_suspended_resumed_revoked_and_handed_over(store: Store, tmp_path: Path) -> None:
    apart = store.copy(tmp_path)
    [ref] = apart.imports("Ben", {"pathway": "set-2026-06", "locality": "essex", "marks": {}})
    assert apart.as_("Ada", "account", "suspend", "Ben").code == 0
    assert apart.as_("Ben", "list").code == 77
    assert apart.as_("Ada", "account", "resume", "Ben").code == 0
    assert apart.as_("Ben", "list").code == 0
    assert apart.as_("Ben", "account", "revoke", "Cy").code == 77
    assert apart.as_("Ada", "account", "revoke", "Ada").code == 65
    assert apart.as_("Ada", "account", "revoke", "Ben").code == 0
    assert apart.as_("Ben", "list").code == 77
    assert apart.as_("Ada", "account", "hand-over", "Ben", "Cy").code == 0
    assert ref in apart.as_("Cy", "list").out
    listed = apart.as_("Ada", "account", "list", "--json").json
    assert {each["name"]: each["state"] for each in listed}["Ben"] == "revoked"
    assert apart.as_("Lea", "store", "check").code == 0


def test_a_first_set_up_that_cannot_go_through_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "there").write_text("kept")
    words, recovery = ("--passphrase-file", store.words("Ada")), ("--recovery-file", tmp_path / "code")
    for code, options in (
        (2, words),
        (2, recovery),
        (2, (*words, *recovery, "--locality", "atlantis")),
        (2, (*words, *recovery, "--role", "practitioner")),
        (73, (*words, "--recovery-file", tmp_path / "there")),
        (73, (*words, "--recovery-file", tmp_path / "none" / "code")),
        (66, ("--passphrase-file", tmp_path / "none", *recovery)),
    ):
        ended = store.run("account", "add", "Ada", *options)
        assert (ended.code, ended.out) == (code, ""), options
        in_words(ended)
        assert not store.home.exists() and not (tmp_path / "code").exists(), options
    assert (tmp_path / "there").read_text() == "kept"
    store.words("Ada", "password12345678\n")
    ended = store.run("account", "add", "Ada", "--passphrase-file", tmp_path / "Ada.words", *recovery)
    assert ended.code == 65 and not store.home.exists() and not (tmp_path / "code").exists()


def test_without_a_role_the_first_account_gets_all_three_in_the_platforms_data_folder(tmp_path: Path) -> None:
    (tmp_path / "words").write_text(WORDS["Ada"])
    env = {"XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    account = ("--passphrase-file", tmp_path / "words")
    ended = ce_tui("account", "add", "Ada", *account, "--recovery-file", tmp_path / "code", **env)
    assert ended.code == 0, ended
    assert (tmp_path / "data" / "ce-tui" / "store.db").exists()
    listed = ce_tui("account", "list", "--json", "--as", "Ada", *account, **env).json
    assert sorted(listed[0]["roles"]) == ["administrator", "lead", "practitioner"]
    before = left(tmp_path / "data" / "ce-tui")
    again = ce_tui("account", "add", "Eve", *account, "--recovery-file", tmp_path / "code2", **env)
    assert again.code not in (0, 70) and not (tmp_path / "code2").exists()
    assert left(tmp_path / "data" / "ce-tui") == before


def test_without_a_store_it_is_said_and_none_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for arguments in (
        ("list",),
        ("show", "CE-2222-22"),
        ("store", "check"),
        ("audit", "verify"),
        ("import", "-"),
    ):
        ended = store.as_("Ada", *arguments, stdin='{"pathway":"set-2026-06","locality":"essex","marks":{}}')
        assert (ended.code, ended.out) == (66, ""), arguments
        in_words(ended)
    assert not store.home.exists()


def test_a_home_that_cannot_be_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for home in (tmp_path / "file", tmp_path / "file" / "home", Path("/proc/ce-tui-home")):
        store = Store(tmp_path)
        ended = ce_tui(
            *("account", "add", "Ada", "--passphrase-file", store.words("Ada")),
            *("--recovery-file", tmp_path / "code"),
            CE_TUI_HOME=str(home),
        )
        assert (ended.code, ended.out) == (74, ""), home
        in_words(ended)
        assert not (tmp_path / "code").exists()


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_words_and_many_tries_a_wait(
    store: Store, tmp_path: Path
) -> None:
    apart = store.copy(tmp_path)
    apart.words("Ben", "not the passphrase of anyone\n")
    file = tmp_path / "Ben.words"
    wrong = [apart.run("list", "--as", name, "--passphrase-file", file) for name in ("Ben", "Nobody")]
    for ended in wrong:
        assert (ended.code, ended.out) == (77, "")
    assert wrong[0].err == wrong[1].err
    assert "Ben" not in in_words(wrong[0])
    for _ in range(15):  # the wait doubles, so however slow the machine is, a try comes too early
        ended = apart.run("list", "--as", "Ben", "--passphrase-file", file)
        if ended.code != 77:
            break
    assert (ended.code, ended.out) == (75, "")
    assert any(character.isdigit() for character in in_words(ended)), "how long to wait is said"
