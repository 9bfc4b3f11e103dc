"""Where a job is done: one terminal, with who is signed in at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ce_tui.core.referral.worker.worker import Renderer
    from ce_tui.files.own_files import OwnFiles
    from ce_tui.session.session import Session
    from ce_tui.settings.config import Config


@dataclass(frozen=True)
class Station:
    """`own`: what no file is written over. `renderer`: the process that draws PDFs, begun when first asked for.

    `no_files`: why no file is written here, in words; empty: files are.
    """

    session: Session
    config: Config
    own: OwnFiles
    renderer: Callable[[], Renderer]
    no_files: str = ""
