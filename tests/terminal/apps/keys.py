"""Shows which key came last and how many there were. `--stuck`: does not come back from the key s."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ce_tui.terminal.safety import clean_environment

clean_environment()

from textual.app import ComposeResult  # noqa: E402
from textual.events import Key, Paste  # noqa: E402
from textual.widgets import Static  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402

FOLDER = next((Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")), None)


class Counter(Static, can_focus=True):
    """Takes letters as text fields do."""

    count = 0

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character is not None and character.isprintable()

    def on_key(self, event: Key) -> None:
        self.count += 1
        self.update(f"{self.count} keys, the last one {event.key} {event.character!r}")
        if event.key == "s" and "--stuck" in sys.argv:
            time.sleep(60)
        if event.key == "c" and FOLDER is not None:
            (FOLDER / "counted.txt").write_text(str(self.count))

    def on_paste(self, event: Paste) -> None:
        self.update(f"pasted {len(event.text)} characters")


class Keys(TerminalApp):
    def compose(self) -> ComposeResult:
        yield Counter("ready", markup=False)

    def save_everything(self) -> None:
        if FOLDER is not None:
            (FOLDER / "saved.txt").write_text(str(self.query_one(Counter).count))


if __name__ == "__main__":
    sys.exit(run_terminal(Keys(), log_folder=FOLDER))
