"""The app itself, as `python -m ce_tui` starts it, but a new key slot costs little: what a test uses that signs in.

cheap.py [ARGUMENTS of ce-tui]
"""

from __future__ import annotations

from functools import partial

from ce_tui.core.vault.casebook import open_store
from ce_tui.core.vault.keys.slots import Argon

open_store.CasebookSettings = partial(
    open_store.CasebookSettings, argon=Argon(memory=8 * 1024, iterations=1, lanes=1)
)  # type: ignore[misc,assignment]

if __name__ == "__main__":
    from ce_tui.__main__ import main

    main()
