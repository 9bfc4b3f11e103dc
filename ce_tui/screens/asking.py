"""How a job asks: by dialogs over the screen that it was begun on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TypeVar

from ce_tui.commands.keymap import say_key
from ce_tui.core.pathway.shape import Line
from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.host import Host
from ce_tui.session.asker import Left, Progress
from ce_tui.threads import in_thread
from ce_tui.widgets.dialogs import ChooseDialog, ConfirmDialog, InputDialog, MessageDialog
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.keyed_dialog import ProgressDialog

Result = TypeVar("Result")

_SHOWN_AFTER = 0.5  # seconds: what is done sooner needs no box
_LOOK_AGAIN = 0.2  # seconds, while the window is too small to show what was done


def to_keeping(host: Host) -> str:
    """The way to the screen Keeping, in words."""
    return f"{say_key(host.surroundings.keys.key_of('goto'))}, then Keeping, leads there."


class DialogAsker:
    """Asks by dialogs; its questions wait, so only for workers.

    `at_work` holds while something is being done that nothing may come between.
    """

    left: Left = ""  # Esc cancels, and leads nowhere else

    def __init__(self, host: Host, at_work: Callable[[], AbstractContextManager[None]] = nullcontext) -> None:
        self._host = host
        self._at_work = at_work

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Ask by two answers in words, the safe one first; Esc says no."""
        return await self._host.push_screen_wait(ConfirmDialog(question, yes, no, hint)) == "yes"

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """Ask by a numbered list; Esc chooses nothing."""
        digits = len(str(len(choices)))
        items = [Item(each.id, each.listed, head=f"{n:>{digits}}") for n, each in enumerate(choices, 1)]
        at_once = {each.command: each.id for each in choices if each.command}
        return await self._host.push_screen_wait(ChooseDialog(question, items, safe, at_once)) or ""

    async def text(self, question: str, line: Line) -> str | None:
        """Ask for a line to type; Esc cancels. What "?" says in the line mode stands in the question here."""
        return await self._host.push_screen_wait(InputDialog(question, line))

    async def tell(self, words: str) -> None:
        """Say it in a box that Enter takes away."""
        await self._host.push_screen_wait(MessageDialog(words))

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """Do a job in a thread; if it takes long, the status line says so."""
        with self._at_work():
            result = await self._host.patiently(words, job)
            await self._host.until_unlocked()  # what follows it is seen by whoever waited for it
            return result

    async def steps(
        self, words: str, job: Callable[[Progress], Result], *, only_seen: bool = False
    ) -> Result:
        """Do a job in a thread, under a box that says its steps."""
        if only_seen and self._host.surroundings.for_screen_readers:
            return await self.wait(words, lambda: job(lambda _: None))
        dialog = ProgressDialog(words)
        loop = asyncio.get_running_loop()

        def progress(step: str) -> None:
            with suppress(RuntimeError):  # the app has ended meanwhile: nobody is there to be told
                loop.call_soon_threadsafe(dialog.step, step)

        running = in_thread(lambda: job(progress))
        if only_seen:  # what is done soon needs no box
            with self._at_work():
                await asyncio.wait({running}, timeout=_SHOWN_AFTER)
            if running.done():
                return await running
        await self._host.push_screen(dialog)
        with suppress(VaultError):  # which is raised once the box is gone
            await running
        await self._host.until_unlocked()
        while self._host.screen is not dialog:  # the window is too small
            await asyncio.sleep(_LOOK_AGAIN)
        dialog.dismiss(None)
        return await running
