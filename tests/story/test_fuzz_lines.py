"""The line mode over a store full of what would do harm on a terminal: it writes letters and line ends."""

from __future__ import annotations

from pathlib import Path

from support.people.cli import ce_tui
from support.people.harm import HARM, TYPED
from support.stores.full_store import NAME, PASSPHRASE, fill
from support.terminal.raw_output import strays

SAID = (
    *(NAME, PASSPHRASE, "?", TYPED, "list", "find seafront", "home", HARM.replace("\n", " ")),
    *("open {draft}", "?", "notes", "back", "result", "back", "details", "back", "review", "back", "home"),
    *("open {completed}", "result", "back", "home", "people", "back", "log", "back", "keeping", "back"),
    *("account", "back", "list", "quit", "quit"),
)


def test_nothing_harmful_is_written_line_by_line(tmp_path: Path) -> None:
    store = fill(tmp_path / "home", lambda what: f"{HARM} {what}", names_too=True)
    said = (
        "".join(f"{line}\n" for line in SAID)
        .replace("{draft}", store.draft)
        .replace("{completed}", store.completed)
    )
    ended = ce_tui("lines", stdin=said, CE_TUI_HOME=str(store.home), TERM="dumb")
    assert ended.code == 0, ended.err
    assert "evil" in ended.out and store.draft in ended.out
    assert strays((ended.out + ended.err).encode()) == []
