"""The process that draws PDFs, for one terminal: begun when it is first asked for, ended with whoever sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ce_tui.core.referral.worker.worker import Renderer


class RendererOnDemand:
    """Called, it gives the renderer, always the same one until it is closed."""

    def __init__(self) -> None:
        self._renderer: Renderer | None = None

    def __call__(self) -> Renderer:
        """The renderer; started when first asked for."""
        if self._renderer is None:
            from ce_tui.core.referral.worker.worker import Renderer

            self._renderer = Renderer()
            self._renderer.start()
        return self._renderer

    def close(self) -> None:
        """Let it go, if it was ever asked for."""
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None
