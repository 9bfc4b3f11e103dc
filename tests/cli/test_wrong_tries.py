"""Wrong tries by commands: counted by the client's address over ssh, shown in the log."""

from __future__ import annotations

from pathlib import Path

from support.people.cli import Ended, ce_tui
from support.people.cli_people import Hub

ADDRESS = "192.0.2.7"


def tried(words: Path, address: str, port: int) -> Ended:
    connection = f"{address} {port} 198.51.100.1 22"
    return ce_tui("store", "check", "--as", "Ada", "--passphrase-file", words, SSH_CONNECTION=connection)


def test_a_client_that_connects_again_waits_another_does_not_and_the_log_says_where(hub: Hub) -> None:
    wrong = hub.folder / "wrong"
    wrong.write_text("not the passphrase of anybody\n")
    codes = [tried(wrong, ADDRESS, 50_000 + number).code for number in range(9)]
    assert codes[:5] == [77] * 5 and set(codes[5:]) <= {75, 77} and 75 in codes
    assert tried(hub.words("Ada"), "192.0.2.8", 50_000).code == 0
    shown = hub.run("Ada", "audit", "show", "--kind", "refusal", "--json")
    details = [each["detail"] for each in shown.json]
    assert len(details) == 1
    assert details[0].startswith(
        f"wrong tries: {codes.count(77)} at ssh client {ADDRESS}, in the name of Ada"
    )
