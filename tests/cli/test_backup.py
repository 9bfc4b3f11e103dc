"""`ce-tui store backup|restore` and `audit verify|show`, as a script runs them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from support.people.cli import answers, ce_tui
from support.people.cli_people import Hub


def backed_up(hub: Hub) -> Path:
    file = hub.folder / "made.backup"
    ended = hub.run("Ada", "store", "backup", file)
    assert (ended.code, ended.err) == (0, ""), ended.err
    assert str(file) in ended.out
    return file


def test_a_backup_comes_back_into_a_home_that_does_not_exist_yet(staffed: Hub) -> None:
    refs = staffed.imports("Ben", answers(), answers(notes="more"))
    before = staffed.run("Ben", "list", "--json").json
    file = backed_up(staffed)
    assert file.stat().st_mode & 0o777 == 0o600
    back = {"CE_TUI_HOME": str(staffed.folder / "back")}
    ended = staffed.run("Ada", "store", "restore", file, **back)
    assert ended.code == 0, ended.err
    assert "was found whole" in ended.out and "What was done after that is not in it" in ended.err
    assert staffed.run("Ben", "list", "--json", **back).json == before
    assert {each["ref"] for each in before} == set(refs)
    checked = staffed.run("Ada", "store", "check", **back)
    assert (checked.code, checked.out) == (
        0,
        "The store is whole: its pages, its audit chain and the anchors agree.\n",
    )
    verified = staffed.run("Lea", "audit", "verify", "--json", **back).json
    assert verified["sound"] and "backup was put back" in verified["remarks"][0]
    log = staffed.run("Lea", "audit", "show", "--kind", "backup", "--json", **back).json
    assert [each["detail"].partition(":")[0] for each in log] == ["taken", "restored"]


def test_it_comes_back_from_standard_input(staffed: Hub) -> None:
    content = backed_up(staffed).read_bytes()
    back = {"CE_TUI_HOME": str(staffed.folder / "back")}
    assert staffed.run("Ada", "store", "restore", "-", stdin=content, **back).code == 0
    both = ce_tui("store", "restore", "-", "--as", "Ada", "--passphrase-file", "-", stdin=content, **back)
    assert both.code == 2


def test_who_may_not_and_what_is_in_the_way(staffed: Hub) -> None:
    file = backed_up(staffed)
    content = file.read_bytes()
    assert staffed.run("Lea", "store", "backup", staffed.folder / "other").code == 77
    assert not (staffed.folder / "other").exists()
    again = staffed.run("Ada", "store", "backup", file)
    assert again.code == 73 and "--force" in again.err and file.read_bytes() == content
    assert staffed.run("Ada", "store", "backup", file, "--force").code == 0
    assert file.read_bytes() != content
    assert staffed.run("Ada", "store", "backup", staffed.folder / "no" / "folder").code == 73
    assert staffed.run("Ada", "store", "restore", file).code == 73  # over the store itself
    back = {"CE_TUI_HOME": str(staffed.folder / "back")}
    for name, source, code in (
        ("Ben", file, 77),  # no administrator
        ("Ada", staffed.words("Ada"), 65),  # not a backup
        ("Ada", staffed.folder / "missing", 66),
        ("Ada", staffed.folder, 66),
    ):
        ended = staffed.run(name, "store", "restore", source, **back)
        assert (ended.code, ended.out) == (code, ""), (name, source, ended.err)
        assert ended.err.strip()
        assert not (staffed.folder / "back").exists()


def test_the_log_is_filtered_and_a_slip_is_said(staffed: Hub) -> None:
    ref = staffed.imports("Ben", answers())[0]
    by_ref = staffed.run("Lea", "audit", "show", "--ref", ref, "--json").json
    assert [(each["kind"], each["by"]) for each in by_ref] == [("imported", "Ben")]
    by_person = staffed.run("Lea", "audit", "show", "--person", "ben", "--last", "1", "--json").json
    assert [each["kind"] for each in by_person] == ["sign-out"]
    since = staffed.run("Lea", "audit", "show", "--since", "2000-01-01", "--person", "Ada", "--json").json
    assert len(since) > 3
    said = staffed.run("Lea", "audit", "show", "--ref", ref).out.splitlines()
    assert said[0].split() == ["seq", "at", "by", "kind", "ref", "revision", "version", "detail"]
    assert re.search(rf"^\d+ +\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d  Ben  imported  {ref}", said[1])
    later = staffed.run("Lea", "audit", "show", "--since", "2999-01-01T10:00")
    assert (later.code, later.out) == (0, "Nothing of that stands in the log.\n")
    for slip, code in (
        (("--kind", "gossip"), 2),
        (("--since", "someday"), 2),
        (("--person", "Nobody"), 65),
    ):
        ended = staffed.run("Lea", "audit", "show", *slip)
        assert (ended.code, ended.out) == (code, ""), slip


def test_verify_says_what_is_wrong_and_what_to_do(staffed: Hub) -> None:
    older = (staffed.home / "store.db").read_bytes()
    staffed.imports("Ben", answers())
    (staffed.home / "store.db").write_bytes(older)
    ended = staffed.run("Lea", "audit", "verify")
    assert (ended.code, ended.out) == (65, "")
    assert "Older store: entry" in ended.err and "Find out who did" in ended.err
    checked = staffed.run("Ada", "store", "check")
    assert checked.code == 65 and "Older store" in checked.err


def test_a_configuration_with_anchors_in_syslog_starts_anchors_beside_the_store_and_says_so_until_a_file_is_set(
    hub: Hub,
) -> None:
    config = hub.folder / "config.toml"
    config.write_text('[audit]\nanchors = "syslog"\njournal = "messages"\n')
    before = (hub.home / "anchors.log").read_bytes()
    for _ in range(2):
        ended = hub.run("Ada", "audit", "verify", CE_TUI_CONFIG=str(config))
        assert ended.code == 0 and " ".join(ended.err.split()).startswith(
            "The configuration anchors the log in syslog, which is gone: its anchors lie beside the store, where they "
            "protect less. Set [audit] anchors to a file of another owner. The configuration names [audit] journal, "
            "which is gone. Take that line out."
        )
        assert "confirmed by its anchors" in ended.out
    assert len((hub.home / "anchors.log").read_bytes()) > len(before)
    config.write_text('[audit]\nanchors = "elsewhere.log"\n')
    assert "gone" not in hub.run("Ada", "audit", "verify", CE_TUI_CONFIG=str(config)).err


def test_an_older_copy_that_was_put_back_on_purpose_is_accepted(staffed: Hub) -> None:
    (staffed.folder / "config.toml").write_text('[audit]\nanchors = "elsewhere.log"\n')
    elsewhere = {"CE_TUI_CONFIG": str(staffed.folder / "config.toml")}
    assert staffed.run("Ben", "list", **elsewhere).code == 0
    shutil.copytree(staffed.home, staffed.folder / "snapshot")
    assert staffed.run("Ben", "import", "-", stdin=json.dumps([answers()]), **elsewhere).code == 0
    shutil.rmtree(staffed.home)
    shutil.copytree(staffed.folder / "snapshot", staffed.home)
    refused = staffed.run("Ben", "list", **elsewhere)
    assert refused.code == 65 and "accept-older" not in refused.err, "it is no practitioner's"
    assert staffed.run("Ada", "list", **elsewhere).err.rstrip().endswith("'ce-tui store accept-older'.")
    assert "The store is an older copy." in staffed.run("Lea", "store", "check", **elsewhere).err
    why = staffed.folder / "why"
    why.write_text("the machine was set back to its snapshot\n")
    accept = ("store", "accept-older", "--reason-file", why)
    assert staffed.run("Ben", *accept, **elsewhere).code == 77
    assert staffed.run("Lea", *accept, **elsewhere).code == 77
    without = staffed.run("Ada", "store", "accept-older", **elsewhere)
    assert without.code == 2 and "--reason-file" in without.err
    assert staffed.run("Ben", "list", **elsewhere).code == 65
    ended = staffed.run("Ada", *accept, **elsewhere)
    assert ended.code == 0, ended.err
    assert ended.out.startswith("The older copy is accepted")
    assert "what was done after this copy is lost" in ended.err
    told = staffed.run("Lea", "list", **elsewhere)
    assert told.code == 0
    assert "Ada accepted an older copy of the store" in told.err
    assert "the machine was set back to its snapshot" in told.err
    assert staffed.run("Lea", "audit", "verify", **elsewhere).code == 0
    again = staffed.run("Ada", *accept, **elsewhere)
    assert again.code == 65 and "nothing to accept" in again.err
