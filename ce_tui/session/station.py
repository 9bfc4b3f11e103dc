"""Where a job is done: one terminal, with who is signed in at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ce_tui.files.outlet import Outlet, Shelf

if TYPE_CHECKING:
    from ce_tui.core.referral.worker.worker import Renderer
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config

_ENOUGH = 12
"""Hexadecimal digits of an account's id, of 32, that tell a hub's accounts apart; the path fits into a line of 80."""


@dataclass(frozen=True)
class Station:
    """`own`: what no file is written over. `renderer`: the process that draws PDFs, begun when first asked for.
    `files`: what kind of files it writes.
    """

    session: Session
    config: Config
    own: OwnFiles
    renderer: Callable[[], Renderer]
    files: Literal["exports", "backups"] = "exports"

    @property
    def for_backups(self) -> Station:
        """The same, where backups are written."""
        return replace(self, files="backups")

    @property
    def outlet(self) -> Outlet:
        """Where files go: exports into this person's own folder, backups all into one, where a deployment has these.

        The name of a person's folder is how the account's id begins: it tells nobody's name.
        """
        exports, backups = self.config.exports_folder, self.config.backups_folder
        if self.files == "backups" and backups is not None:
            return self._outlet(Shelf(backups))
        own = self.session.casebook.account.id[:_ENOUGH]
        return self._outlet(Shelf(exports, own) if exports is not None else None)

    def _outlet(self, shelf: Shelf | None) -> Outlet:
        return Outlet(self.own, self.session.written, shelf)
