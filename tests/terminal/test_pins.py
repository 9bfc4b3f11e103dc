"""The parts of Textual 8.2.8 that are not promised to anyone and that ce_tui.terminal relies on.

When Textual is raised to another version, what fails here has to be looked at in the files named.
"""

from __future__ import annotations

import asyncio
import inspect
from importlib.metadata import version

from textual import constants, reactive
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, InlineUpdate, LayoutUpdate
from textual._queue import Queue
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ce_tui.terminal.app_base import let_go_of_lines


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_the_version_is_the_one_that_was_looked_at() -> None:
    assert version("textual") == "8.2.8"


def test_what_the_display_overrides_and_reads() -> None:
    assert parameters(App._display) == ["self", "screen", "renderable"]
    source = inspect.getsource(App._display)
    for part in ("_batch_count", "_running", "_closed", "is_headless", "is_inline", "post_display_hook"):
        assert part in source
    assert {LayoutUpdate, ChopsUpdate, InlineUpdate} == set(CompositorUpdate.__subclasses__())
    assert parameters(LayoutUpdate) == ["strips", "region"]
    assert parameters(ChopsUpdate) == ["chops", "spans", "chop_ends"]


def test_only_screens_display_and_only_by_this_door() -> None:
    callers = inspect.getsource(Screen._compositor_refresh)
    assert callers.count("_display(") == 2
    assert inspect.getsource(inspect.getmodule(Screen)).count("._display(") == 2  # type: ignore[arg-type]


def test_capital_letters_are_asked_for_where_nothing_else_took_a_key() -> None:
    assert parameters(App._check_bindings) == ["self", "key", "priority"]
    assert "if not (await self._check_bindings(event.key)):" in inspect.getsource(App._on_key)


def test_a_tone_is_worked_out_as_a_component_class_is() -> None:
    assert parameters(DOMNode._attach) == ["self", "parent"]
    assert "virtual_node._attach(node)" in inspect.getsource(Stylesheet._process_component_classes)


def test_what_a_crash_overrides() -> None:
    assert parameters(App._handle_exception) == ["self", "error"]
    assert parameters(App._fatal_error) == ["self"]
    assert parameters(App._print_error_renderables) == ["self"]
    for name in ("_exception_event", "_return_code", "_close_messages_no_wait", "_exit_renderables"):
        assert name in inspect.getsource(App._handle_exception) + inspect.getsource(
            App._fatal_error
        ) + inspect.getsource(App._print_error_renderables)


def test_what_the_restraint_overrides() -> None:
    assert "\\x1b]22" in inspect.getsource(App._set_pointer_shape)
    assert "_clipboard = text" in inspect.getsource(App.copy_to_clipboard)
    assert "_clipboard" in inspect.getsource(App.clipboard.fget)  # type: ignore[attr-defined]


def test_every_escape_sequence_of_the_app_itself_is_one_that_we_replaced() -> None:
    source = inspect.getsource(inspect.getmodule(App))  # type: ignore[arg-type]
    assert source.count("\\x1b]") == 2  # the clipboard and the pointer's shape
    assert source.count("_driver.write(") == 8


def test_what_the_driver_has_to_bring() -> None:
    assert Driver.__abstractmethods__ == {
        "write",
        "start_application_mode",
        "disable_input",
        "stop_application_mode",
    }
    assert parameters(Driver.__init__) == ["self", "app", "debug", "mouse", "size"]
    assert parameters(XTermParser.feed) == ["self", "data"]
    assert parameters(XTermParser.tick) == ["self"]
    assert parameters(Driver.send_message) == ["self", "message"]
    assert "_callbacks" in inspect.getsource(Screen._invoke_and_clear_callbacks)
    assert parameters(MessagePump.call_later) == ["self", "callback", "args", "kwargs"]


def test_which_widgets_place_the_cursor_themselves_and_blink() -> None:
    for widget in (Input, TextArea):
        assert isinstance(widget.cursor_screen_offset, property)
        assert hasattr(widget, "cursor_blink")
    assert "if self.cursor_at_end:\n            offset += 1" in inspect.getsource(Input._cursor_offset.fget)  # type: ignore[attr-defined]


def test_animations_and_the_pace_of_painting_are_chosen_at_import() -> None:
    assert hasattr(constants, "TEXTUAL_ANIMATIONS")
    assert hasattr(constants, "MAX_FPS")


def test_what_the_cropping_compositor_overrides_and_relies_on() -> None:
    assert parameters(Compositor._get_renders) == ["self", "crop"]
    assert "for region, clip, strips in renders:" in inspect.getsource(Compositor._render_chops)
    assert "render_region = intersection(region, clip)" in inspect.getsource(Compositor._render_chops)
    assert "self._compositor = Compositor()" in inspect.getsource(Screen.__init__)
    assert "old_map = self._full_map" in inspect.getsource(Compositor.reflow)
    assert "self._full_map = map" in inspect.getsource(Compositor.full_map.fget)  # type: ignore[attr-defined]
    assert "self._visible_map = map" in inspect.getsource(Compositor.reflow_visible)


def test_what_the_pace_reads_and_takes_the_place_of() -> None:
    assert "if self.__update_timer is None:" in inspect.getsource(Screen._update_timer.fget)  # type: ignore[attr-defined]
    assert "self._update_timer.resume()" in inspect.getsource(Screen._on_idle)
    flags = (
        "_layout_required",
        "_scroll_required",
        "_repaint_required",
        "_recompose_required",
        "_dirty_widgets",
    )
    for flag in flags:
        assert f"self.{flag}" in inspect.getsource(Screen._on_idle)
        assert f"self.{flag}" in inspect.getsource(Screen._on_timer_update)


def test_who_waits_for_a_message_waits_for_this() -> None:
    assert "await self.ready_event.wait()" in inspect.getsource(Queue.get)
    assert "self._waiters.append(fut)" in inspect.getsource(asyncio.Event.wait)


def test_what_draws_lines_without_asking_for_it_by_messages() -> None:
    assert "self._dirty_widgets.add(widget)" in inspect.getsource(Screen._on_update)
    assert parameters(Widget._set_dirty) == ["self", "regions"]
    assert "self._repaint_regions.update(widget_regions)" in inspect.getsource(Widget._set_dirty)
    assert "node.notify_style_update()" in inspect.getsource(Stylesheet.replace_rules)


def test_what_the_frugal_text_area_overrides_and_relies_on() -> None:
    assert parameters(TextArea.edit) == ["self", "edit"]
    assert "theme.apply_css(self)" in inspect.getsource(TextArea.render_lines)
    assert inspect.getsource(TextArea).count("apply_css(") == 1
    assert "self._line_cache.clear()" in inspect.getsource(TextArea._build_highlight_map)


def test_what_the_sound_text_area_overrides_and_relies_on() -> None:
    assert parameters(TextArea._refresh_size) == ["self"]
    assert parameters(TextArea._rewrap_and_refresh_virtual_size) == ["self"]
    assert parameters(TextArea._delete_via_keyboard) == ["self", "start", "end"]
    assert parameters(TextArea.move_cursor) == ["self", "location", "select", "center", "record_width"]
    assert parameters(TextArea.get_cursor_line_start_location) == ["self", "smart_home"]
    moves = inspect.getsource(TextArea)
    for deleted_to in ("word_left", "line_start", "line_end"):
        assert f"to_location = self.get_cursor_{deleted_to}_location()" in moves
    assert TextArea("")._word_pattern.pattern == r"(?<=\W)(?=\w)|(?<=\w)(?=\W)"
    for change in (TextArea._undo_batch, TextArea._redo_batch):
        source = inspect.getsource(change)
        assert source.index("self._refresh_size()") < source.index("edit.after(self)"), "what it was made for"
    assert "self.scroll_cursor_visible()" in inspect.getsource(TextArea._watch_show_vertical_scrollbar)
    for key in (TextArea.action_undo, TextArea.action_redo):
        assert inspect.getsource(key).rstrip().endswith(("self.undo()", "self.redo()"))


def test_what_is_let_go_of_would_be_held() -> None:
    """By a cache that takes the widget's own for the class; and by a list of who watches the app."""
    let_go_of_lines()
    assert parameters(StylesCache.get_inner_outer) == ["base_background", "background"]
    assert "    @lru_cache(1024)\n    def get_inner_outer(\n        cls," in inspect.getsource(StylesCache)
    assert 'setattr(obj, "__watchers", {})' in inspect.getsource(reactive._watch)
    assert "watcher_list.append((node, callback))" in inspect.getsource(reactive._watch)
    assert 'self.watch(self.app, "theme"' in inspect.getsource(TextArea._on_mount)


def test_what_a_screen_that_is_styled_and_laid_out_once_relies_on() -> None:
    assert "screen = self.get_default_screen()" in inspect.getsource(App._init_mode)
    assert "top_screen._pop_result_callback()" in inspect.getsource(App.switch_screen)
    assert parameters(Screen._push_result_callback) == ["self", "requester", "callback", "future"]
    assert parameters(Screen._screen_resized) == ["self", "size"]
    resumed = inspect.getsource(Screen._on_screen_resume)
    assert "self.stack_updates += 1" in resumed and "if event.refresh_styles:" in resumed
    for switch in ("_disable_tooltips", "_disable_notifications"):
        assert f"if not self.app.{switch}:" in inspect.getsource(Screen._extend_compose)


def test_what_keeps_the_first_screen_from_importing_and_styling_too_much() -> None:
    assert TextArea.__module__ == "textual.widgets._text_area"
    assert 'compact = reactive(False, toggle_class="-textual-compact")' in inspect.getsource(Input)
    assert inspect.getsource(Input).count(".compact") == 1
