"""The app class that ce_tui.app.app builds on: Textual's, made fit for a shared terminal."""

from __future__ import annotations

import asyncio
import gc
import sys
from contextlib import suppress
from typing import Any

from rich.console import RenderableType
from textual.driver import Driver
from textual.events import DescendantFocus
from textual.screen import Screen

from ce_tui.terminal.crash import Crash, Folder, columns_of, quieten, record_crash
from ce_tui.terminal.driver import TerminalDriver
from ce_tui.terminal.letting_go import let_go_of_lines
from ce_tui.terminal.picture import Picture
from ce_tui.terminal.resting_loop import RestingLoop
from ce_tui.terminal.restraint import RestrainedApp
from ce_tui.terminal.safety import take_the_reserve
from ce_tui.threads import Threads

let_go_of_lines()

_UNTIL_PAINTED = 0.5
"""Seconds from the beginning: nothing of the first screen is garbage yet, so until then none is looked for."""


class TerminalApp(RestrainedApp, inherit_bindings=False):
    """Sends only differences, keeps its secrets, follows the focus with the cursor, ends in order.

    Subclasses override `save_everything()`; `log_folder` is where `crash.log` goes (None: no log).
    """

    log_folder: Folder = None
    takes_over = False
    """Whether another process had the terminal until now and left it silent."""
    hands_on = False
    """Whether another process takes this one's place: the terminal is left silent, so that nothing typed shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crash: Crash | None = None
        self.picture = Picture(self, self.may_be_seen)

    @property
    def demo(self) -> bool:
        """Whether it is all made up, and nothing of it is kept."""
        return False

    @property
    def hiding_keys(self) -> frozenset[str]:
        """The keys that hide the screen the moment they arrive, whatever the app is busy with; it has to reveal it.

        Asked from the keyboard's thread.
        """
        return frozenset()

    def may_be_seen(self, screen: Screen[Any]) -> bool:
        """Whether a screen may be shown after it was hidden."""
        return True

    def save_everything(self) -> bool | None:
        """Called at a hang-up, a signal to end and a crash, before anything else: keep what is not kept yet.

        Whether all is kept; None: it is. It should be quick (the process ends by force 5 s after a hang-up) and may
        raise.
        """
        return None

    def could_save(self) -> bool:
        """Keep what is not kept yet: whether all is kept. Never raises."""
        try:
            return self.save_everything() is not False
        except Exception:
            return False

    def get_driver_class(self) -> type[Driver]:
        """Our own."""
        return TerminalDriver

    def end_orderly(self, code: int) -> None:
        """Save, then exit with `code`. In the app's thread."""
        try:
            self.save_everything()
        except Exception as error:
            record_crash(error, self.log_folder, saved=False)
        self.exit(return_code=code)

    def came_back(self) -> None:
        """The process was stopped and goes on: show the whole screen again."""
        self.picture.forget()

    def action_redraw(self) -> None:
        """Send the whole screen again."""
        self.picture.forget()

    # -- what is pressed -----------------------------------------------------------------------------------

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """As Textual's. A capital letter does what the small one does: with Caps Lock, or a Shift that was kept.

        No command can have one to itself, and where text is typed none comes here.
        """
        done = await super()._check_bindings(key, priority)
        is_capital = len(key) == 1 and "A" <= key <= "Z"
        if done or priority or not is_capital:
            return done
        return await super()._check_bindings(key.lower())

    # -- what is shown -------------------------------------------------------------------------------------

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if not self.picture.takes(renderable):
            super()._display(screen, renderable)
            return
        try:
            self.picture.paint(screen, renderable)
        except Exception as error:  # as the stock method does: never out of a timer
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _on_descendant_focus(self, event: DescendantFocus) -> None:
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False
        self.picture.show_cursor()

    # -- crashes -------------------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        take_the_reserve()
        if self.crash is None:
            self.crash = record_crash(error, self.log_folder, saved=self.could_save(), demo=self.demo)
        self._return_code = self.crash.code
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """End the app as after a crash; `renderables` are not shown: they may hold values."""
        self._handle_exception(RuntimeError("panic"))

    def _fatal_error(self) -> None:
        self.panic()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self.crash is not None and not self.is_headless and sys.__stderr__ is not None:
            sys.__stderr__.write(self.crash.words(columns_of(sys.__stderr__) or 80))
            sys.__stderr__.flush()


def run_terminal(app: TerminalApp, *, log_folder: Folder = None) -> int:
    """Run `app` on this terminal to its end: its exit code (0; 70 after a fault of ours; 75 where the machine is full;
    128 + n after signal n).

    From then on garbage is looked for, also where it was not before.

    Call `safety.clean_environment()` before Textual is imported, that is before this module is, and
    `safety.harden_process()` at any time before.
    """
    if log_folder is not None:
        app.log_folder = log_folder
    quieten(app.log_folder)
    try:
        _run_to_the_end(app)
    except KeyboardInterrupt:
        return 130
    except BaseException as error:
        if app.crash is None:
            app.crash = record_crash(error, app.log_folder, saved=app.could_save(), demo=app.demo)
            print(app.crash.words(columns_of(sys.__stderr__) or 80), end="", file=sys.__stderr__)
        return app.crash.code
    return app.return_code or 0


def _run_to_the_end(app: TerminalApp) -> None:
    runner = asyncio.Runner(loop_factory=RestingLoop)
    try:
        runner.run(_run(app))
    finally:
        gc.enable()
        with suppress(RuntimeError):  # it waits for the last jobs in a thread of its own, where it gets one
            runner.close()


async def _run(app: TerminalApp) -> None:
    def on_lost_exception(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            app._handle_exception(error)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(on_lost_exception)
    loop.call_later(_UNTIL_PAINTED, gc.enable)
    app.picture.pace.keep(loop)
    loop.set_default_executor(Threads(thread_name_prefix="ce-tui job"))
    await asyncio.to_thread(int)  # the first thread, as long as there is one to be had
    await app.run_async(mouse=False)
