"""Who in the code writes to the disk. What a person names is written by `private_file` alone, which asks `own_files`.

A new writer fails here until it goes through there, or until it stands in the list: as one of those that write only
where the app itself keeps something.
"""

from __future__ import annotations

import ast

import pytest

from support.code.write_sites import write_sites, writes

PERSON_NAMES_IT = {"files.private_file"}
"""The module that writes where a person says."""

OF_OUR_OWN = {
    # The folder of the store, by the paths of `Home`.
    "core.vault.log.anchors.FileAnchors._open",
    "core.vault.casebook.opening._make_store",
    "core.vault.folder.home.open_to_lock",
    "core.vault.folder.home.clear_half_made",
    "core.vault.folder.home.locked",
    "core.vault.folder.home.prepare",
    "core.vault.folder.home.write_whole",
    "core.vault.keys.throttle.Throttle._write",
    "core.vault.keys.rekeying",
    "core.vault.casebook.backups.put_back",
    "core.vault.casebook.backups._copy_database",
    "core.vault.casebook.opening.restore",
    "core.vault.folder.sessions.Headroom",
    "core.vault.folder.sessions.Sessions",
    "core.vault.folder.sessions._is_held",
    "core.vault.folder.sessions._make",
    # What is thrown away at once: in a folder with a random name, on the disk that a backup goes to.
    "core.vault.casebook.backups.Backups._snapshot",
    "core.vault.casebook.backups._scratch",
    # The renderer's private folder; the demo's.
    "core.referral.worker._Process",
    "core.referral.worker._begun",
    "core.referral.fonts.machines_left_alone",
    "core.referral.fonts.none_of_the_machine",
    "core.referral.worker_process.main",
    "session.demo",
    # The log of faults.
    "settings.fault_log",
    "terminal.crash.note",
    # No files: the terminal, and nothing.
    "cli.options.ask_hidden",
    "cli.options.has_terminal",
    "cli.options.show",
    "cli.running._discard_output",
    "terminal.character_set.open_what_was_closed",
    "terminal.driver.TerminalDriver.hide",
    "terminal.driver._open_again",
    # A recovery code that was just written with `private_file`, and opens nothing.
    "cli.account.hand_over_code",
}


def _is_among(site: str, places: set[str]) -> bool:
    place = site.removeprefix("ce_tui.")
    return any(place == each or place.startswith(f"{each}.") for each in places)


def test_nobody_writes_but_who_is_known_to() -> None:
    unknown = [site for site in write_sites() if not _is_among(site, OF_OUR_OWN | PERSON_NAMES_IT)]
    assert not unknown, f"these write to the disk, and not through private_file: {unknown}"


def test_nobody_stands_in_the_list_who_does_not_write() -> None:
    sites = list(write_sites())
    assert not [place for place in OF_OUR_OWN if not any(_is_among(site, {place}) for site in sites)]


@pytest.mark.parametrize(
    "call",
    [
        "open(path, 'w')", "path.open('wb')", "path.open(mode='x')", "path.write_text('')", "path.write_bytes(b'')",
        "os.open(path, os.O_WRONLY)", "os.open(path, flags)", "os.open(path, os.O_RDWR | os.O_CREAT)",
        "os.replace(a, b)", "a.replace(b)", "a.rename(b)", "os.link(a, b)", "shutil.copy(a, b)", "path.touch()",
        "tempfile.mkstemp(dir=folder)", "path.open('r+b')", "io.open(path, 'a')", "open(path, mode)",
    ],
)  # fmt: skip
def test_a_call_that_writes_is_seen(call: str) -> None:
    assert writes(ast.parse(call, mode="eval").body)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "call",
    ["open(path)", "path.open('rb')", "text.replace('a', 'b')", "os.open(path, os.O_RDONLY | os.O_CLOEXEC)",
     "casebook.open(ref)", "msgspec.structs.replace(value, name=1)", "path.read_text('utf-8')"],
)  # fmt: skip
def test_a_call_that_does_not_is_not(call: str) -> None:
    assert not writes(ast.parse(call, mode="eval").body)  # type: ignore[arg-type]
