"""The app is made of parts: each command that works anywhere is done by one of them."""

from __future__ import annotations

import inspect
from pathlib import Path

from textual.actions import parse
from textual.app import App

from ce_tui.app.app import CeApp
from ce_tui.commands.table import COMMANDS
from ce_tui.settings.config import Config

OF_THE_TERMINAL = {"redraw"}


def test_the_parts_do_what_the_table_of_commands_names_and_nothing_else(tmp_path: Path) -> None:
    app = CeApp(Config(), tmp_path)
    named = {parse(command.action)[1] for command in COMMANDS if parse(command.action)[0] == "app"}
    assert set(app._actions()) == named - OF_THE_TERMINAL
    assert all(callable(getattr(app, f"action_{name}")) for name in named)


def test_what_it_relies_on_in_textual() -> None:
    assert 'getattr(namespace, f"action_{action_name}", None)' in inspect.getsource(App._dispatch_action)
    assert isinstance(App._background_screens, property)
    assert list(inspect.signature(App._refresh_truecolor_filter).parameters) == ["self", "theme"]
    assert "self._keymap = self._normalize_keymap(keymap)" in inspect.getsource(App.set_keymap)
    assert "key_to_bindings" in inspect.getsource(App._check_bindings)
