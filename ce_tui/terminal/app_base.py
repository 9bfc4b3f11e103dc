"""The app class that ce_tui.app.app builds on: Textual's, made fit for a shared terminal.

Nothing leaves by a clipboard, a picture, a shell or a browser, and what is shown no longer is let go of.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, ClassVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.app import App, SuspendNotSupported, SystemCommand
from textual.binding import BindingType
from textual.color import Color
from textual.driver import Driver
from textual.events import DescendantFocus
from textual.filter import LineFilter
from textual.screen import Screen

from ce_tui.terminal.cells import harmless
from ce_tui.terminal.crash import Crash, Folder, columns_of, quieten, record_crash
from ce_tui.terminal.driver import TerminalDriver
from ce_tui.terminal.pace import RestingLoop
from ce_tui.terminal.picture import Picture
from ce_tui.terminal.safety import take_the_reserve
from ce_tui.threads import Threads


def let_go_of_lines() -> None:
    """Have the lines of a screen that was left forgotten with it.

    Two colours of each widget are kept in one cache for all, by what should have been the class (a `cls` without
    `classmethod`): so the last 1,024 widgets' drawn lines were kept with them, some 30 kB each, and words of a case.
    """
    if not isinstance(StylesCache.__dict__["get_inner_outer"], classmethod):
        StylesCache.get_inner_outer = classmethod(StylesCache.get_inner_outer)  # type: ignore[assignment,arg-type]


_PLAIN = Style()


class OutputFilter(LineFilter):
    """Takes control, bidi and invisible characters out of lines. Gives every segment a style.

    Textual's monochrome filter, which comes after it, fails on segments without one.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """`segments` as a terminal may have them."""
        return [
            Segment(harmless(text), style if style is not None else _PLAIN)
            for text, style, control in segments
            if not control
        ]


let_go_of_lines()

_UNTIL_PAINTED = 0.5
"""Seconds from the beginning: nothing of the first screen is garbage yet, so until then none is looked for."""


class TerminalApp(App[Any], inherit_bindings=False):
    """Sends only differences, keeps its secrets, follows the focus with the cursor, ends in order.

    It has no palette, screenshots, selection by mouse, system clipboard, suspend, browser, title or toasts. Subclasses
    override `save_everything()`; `log_folder` is where `crash.log` goes (None: no log).
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []
    log_folder: Folder = None
    takes_over = False
    """Whether another process had the terminal until now and left it silent."""
    hands_on = False
    """Whether another process takes this one's place: the terminal is left silent, so that nothing typed shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crash: Crash | None = None
        self.picture = Picture(self, self.may_be_seen)
        self.animation_level = "none"
        # Neither is ever shown (`notify`; no mouse), and each screen would have a widget for it.
        self._disable_tooltips = self._disable_notifications = True
        self._output_filter = OutputFilter()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line of every widget passes: first what makes it safe."""
        return [self._output_filter, *super().get_line_filters()]

    # -- the clipboard: inside the app only ---------------------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """Keep `text` for pasting in this app. It is never sent to the terminal (OSC 52)."""
        self._clipboard = text

    def forget(self) -> None:
        """Forget what must not outlast a session: the clipboard. Called at lock and sign-out."""
        self._clipboard = ""

    # -- what is not there ----------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None."""
        return ()

    def _not_here(self, *_: Any, **__: Any) -> None:
        """Does nothing."""

    action_command_palette = action_suspend_process = action_help_quit = open_url = _not_here
    # A picture or a text of a case would lie in a folder.
    action_screenshot = deliver_screenshot = deliver_text = deliver_binary = _not_here
    _set_pointer_shape = _not_here  # OSC 22

    def save_screenshot(self, *_: Any, **__: Any) -> str:
        """Not here; returns ""."""
        return ""

    def suspend(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Not here: there is no shell behind the app. Raises SuspendNotSupported."""
        raise SuspendNotSupported("This app does not suspend.")

    # -- messages -----------------------------------------------------------------------------------------------

    def notify(self, message: str, **_: Any) -> None:
        """Say `message` in the screen's status line (its `say(words)`), where it has one: toasts come and go."""
        say = getattr(self.screen, "say", None)
        if callable(say):
            say(harmless(message))

    # -- its beginning and its end -------------------------------------------------------------------------

    @property
    def demo(self) -> bool:
        """Whether it is all made up, and nothing of it is kept."""
        return False

    @property
    def hiding_keys(self) -> frozenset[str]:
        """The keys that hide the screen at once, whatever the app is busy with.

        The app has to reveal it. Asked from the keyboard's thread.
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
