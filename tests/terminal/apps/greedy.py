"""The app, in which the key F11 takes all the memory that there is to be had.

greedy.py [ARGUMENTS of ce-tui]
"""

from __future__ import annotations

from ce_tui.terminal.safety import clean_environment

clean_environment()

import cheap  # noqa: E402, F401 - a key slot costs little
from textual import events  # noqa: E402

from ce_tui.app.app import CeApp  # noqa: E402

_taken: list[bytes] = []
_own = CeApp.on_event


async def _greedy(self: CeApp, event: events.Event) -> None:
    while isinstance(event, events.Key) and event.key == "f11":
        _taken.append(b"x" * 100_000)
    await _own(self, event)


CeApp.on_event = _greedy  # type: ignore[method-assign]

if __name__ == "__main__":
    from ce_tui.__main__ import main

    main()
