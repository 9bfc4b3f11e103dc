"""What there is to walk through, found in the code itself: every screen, and every line that makes a text field."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

from textual.screen import Screen
from textual.widgets import Input, TextArea

import ce_tui
from ce_tui.widgets.dialogs import InputDialog
from ce_tui.widgets.field import Field

TEXT = (Input, TextArea, Field, InputDialog)


def modules() -> list[ModuleType]:
    """Every module of the app."""
    names = [each.name for each in pkgutil.walk_packages(ce_tui.__path__, "ce_tui.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def _classes(kind: type[Any] | tuple[type[Any], ...]) -> set[type[Any]]:
    found = {each for module in modules() for each in vars(module).values() if inspect.isclass(each)}
    return {each for each in found if issubclass(each, kind)}


def screens() -> set[str]:
    """Every screen and dialog of the app that no other one is built on."""
    ours = {each for each in _classes(Screen) if each.__module__.startswith("ce_tui.")}
    return {each.__name__ for each in ours if not any(other in ours for other in each.__subclasses__())}


def fields() -> dict[str, range]:
    """Every call in the code that makes a text field: "module:line", and the lines that it takes."""
    names = {each.__name__ for each in _classes(TEXT)}
    found = {}
    for module in modules():
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                found[f"{module.__name__}:{node.lineno}"] = range(node.lineno, (node.end_lineno or 0) + 1)
    return found


def not_among(made_at: set[str]) -> list[str]:
    """The calls that make a text field and are not among those seen, which are "module:line"."""
    seen = [place.rpartition(":") for place in made_at]
    return sorted(
        place
        for place, lines in fields().items()
        if not any(module == place.rpartition(":")[0] and int(line) in lines for module, _, line in seen)
    )


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
