"""Who sits at this terminal, and with what.

What a session works with is imported when it is first asked for: the first screen, which asks for a name, needs none
of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.clock import utc_now
from ce_tui.session.idle import IdleWatch
from ce_tui.session.on_demand import RendererOnDemand
from ce_tui.session.opening import Opening
from ce_tui.settings.config import Config
from ce_tui.terminal.place import place_of
from ce_tui.threads import in_thread

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.pathways import Pathways
    from ce_tui.core.vault.errors import VaultError
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.pinned import Editions
    from ce_tui.session.session import Draft, Session
    from ce_tui.session.station import Station

_INPUT = 0


class Seat:
    """One terminal's state. While it is locked `session` is None, so that whatever asks for one finds nobody signed
    in; `kept_session` is the one that is waiting.
    """

    def __init__(self, config: Config, home: Path, session: Session | None = None) -> None:
        self.config = config
        self.home = home
        self.kept_session = session
        self.clock: Callable[[], datetime] = session.clock if session is not None else utc_now
        self.locked = False
        self.could_begin = False
        """Somebody signed in who can begin screenings with the pathway in use."""
        self.demo = session is not None
        self.kept_out: VaultError | None = None
        """Why nobody could come in here."""
        self.renderer = RendererOnDemand()
        """The process that draws referrals, begun when first asked for."""
        self.idle = IdleWatch(config.lock.times)
        """When it locks by itself."""

    # Who

    @property
    def session(self) -> Session | None:
        """Who is signed in and at work: nobody before the sign-in, and nobody while it is locked."""
        return None if self.locked else self.kept_session

    def sit_down(self, session: Session) -> None:
        """Somebody is signed in from now on."""
        self.kept_session = session
        self.could_begin = not session.pathways.lacks_current

    async def leave(self) -> None:
        """Nobody is signed in any more: what is open is saved and put away, and no referral is drawn."""
        session, self.kept_session = self.kept_session, None
        if session is not None:
            await in_thread(session.close)
        self.renderer.close()

    @property
    def opening(self) -> Opening:
        """The way into the store, for the set-up, the sign-in and the recovery."""
        return Opening(self.config, self.home, place_of(_INPUT), self.clock)

    # With what

    @property
    def open_draft(self) -> Draft | None:
        """The draft that is open, if anybody is signed in and has one open."""
        return self.session.draft if self.session is not None else None

    @property
    def kept_draft(self) -> Draft | None:
        """The draft that is open, locked or not."""
        return self.kept_session.draft if self.kept_session is not None else None

    @property
    def pathways(self) -> Pathways | Editions:
        """The pathways in use, loaded when first needed; once somebody has signed in, as their store pins them."""
        return self.kept_session.pathways if self.kept_session else self.config.readable_pathways()

    @property
    def cannot_begin(self) -> str:
        """Which configured file kept everybody here from beginning a screening; empty: none did, or nobody looked."""
        if self.could_begin or not self.config.looked_at_pathways:
            return ""
        return (
            "\n".join(self.config.pathway_faults()) if self.config.readable_pathways().lacks_current else ""
        )

    @property
    def own_files(self) -> OwnFiles:
        """What the app itself keeps, which no file that is written takes the place of."""
        from ce_tui.settings.kept import own_files

        return own_files(self.config, self.home)

    @property
    def station(self) -> Station | None:
        """What a job works with here; None where nobody is signed in and at work."""
        from ce_tui.session.station import Station

        session = self.session
        if session is None:
            return None
        return Station(session, self.config, self.own_files, self.renderer)
