#!/usr/bin/env python3
"""Prints how the house stands: floors, circles, the deepest own inheritance, long parameter lists, and what it weighs.

A room is a module or folder directly in `ce_tui`; its floor is one above the highest that it imports from. Imports for
types count. Run it with the development environment: `.venv/bin/python scripts/house.py`.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import io
import pkgutil
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import get_args

import grimp
import msgspec

import ce_tui
from ce_tui.core.pathway.actions.action import ActionKind, CameOfIt, Settles
from ce_tui.core.pathway.document.notices import ALERTS

MOST_PARAMETERS = 6
MOST_LINES = 500
FEWEST_LINES = 60
_LAYOUT = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
)
_READ_AS = re.compile(r"\b(key|kind|id|alerts?|asks?|came_of_it|settles|outcome|acting_on)$")
_CLOSED = {
    "alerts": (re.compile(r"\b(key|alerts?)$"), tuple(ALERTS)),
    "kinds": (re.compile(r"\.kind$"), get_args(ActionKind)),
    "ends": (re.compile(r"\b(came_of_it|settles)$"), get_args(CameOfIt) + get_args(Settles)),
}
"""Closed sets: how their keys are read, and the keys."""


def modules() -> Iterator[ModuleType]:
    """Every module of the product but the door, which would open the app."""
    for found in pkgutil.walk_packages(ce_tui.__path__, "ce_tui."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def circles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups that import each other, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_ones: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        open_ones.append(node)
        for other in sorted(imports[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in open_ones:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            at = open_ones.index(node)
            if len(open_ones) - at > 1:
                found.append(sorted(open_ones[at:]))
            del open_ones[at:]

    for node in sorted(imports):
        if node not in index:
            visit(node)
    return found


def room(module: str) -> str:
    """The room of a module: "core" of "ce_tui.core.vault.errors"."""
    return module.split(".")[1] if "." in module else module


def floors(rooms: Mapping[str, set[str]]) -> dict[int, list[str]]:
    """The rooms of each floor, by number. Only for rooms without a circle."""

    @cache
    def floor(name: str) -> int:
        return 1 + max(map(floor, rooms[name]), default=0)

    by_number: dict[int, list[str]] = defaultdict(list)
    for name in sorted(rooms):
        by_number[floor(name)].append(name)
    return dict(sorted(by_number.items(), reverse=True))


def own_chain(of: type) -> list[str]:
    """The longest chain of own classes from a class up."""
    above = max((own_chain(base) for base in of.__bases__), key=len, default=[])
    return [of.__qualname__, *above] if of.__module__.startswith("ce_tui") else above


def functions_of(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """A module's own functions and methods: neither click's commands nor constructors of plain data nor hooks."""
    for name, what in vars(module).items():
        if getattr(what, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(what):
            yield f"{module.__name__}.{name}", what
        elif inspect.isclass(what) and not (
            dataclasses.is_dataclass(what) or issubclass(what, msgspec.Struct)
        ):
            for member, function in vars(what).items():
                if inspect.isfunction(function) and not _is_hook(what, member):
                    yield f"{module.__name__}.{name}.{member}", function


def _is_hook(of: type, member: str) -> bool:
    """Whether a method takes the place of one that somebody else's class has."""
    others = [each for each in of.__mro__ if not each.__module__.startswith("ce_tui") and each is not object]
    return member != "__init__" and any(member in vars(each) for each in others)


def parameters(function: FunctionType) -> int:
    """How many it takes, besides itself."""
    return sum(name not in ("self", "cls") for name in inspect.signature(function).parameters)


def lines(module: ModuleType) -> int:
    """How long its file is."""
    return len(Path(str(module.__file__)).read_text("utf-8").splitlines())


def shared_names(classes: Iterable[type]) -> Iterator[str]:
    """Names that several modules have given to a class of their own."""
    where: dict[str, list[str]] = defaultdict(list)
    for each in classes:
        if not each.__qualname__.startswith("_"):
            where[each.__qualname__].append(each.__module__)
    for name, modules_of in sorted(where.items()):
        if len(modules_of) > 1:
            yield f"{name}: {', '.join(sorted(modules_of))}"


def weight(source: str) -> Counter[str]:
    """How much of what a module has: lines of code (no blank, comment, import or docstring), tokens, functions, …"""
    found, used, private = Counter[str](), Counter[str](), list[str]()
    lines_of: dict[str, set[int]] = {"import": set(), "docstring": set(), "code": set()}
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(lineno=first, end_lineno=last) | ast.ImportFrom(lineno=first, end_lineno=last):
                lines_of["import"].update(range(first, (last or first) + 1))
            case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=last):
                lines_of["docstring"].update(range(first, (last or first) + 1))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found["function"] += 1
                private += [name] if name.startswith("_") and not name.endswith("__") else []
            case ast.Name(id=name) | ast.Attribute(attr=name):
                used[name] += 1
            case ast.Compare():
                found.update(compared_keys(node))
    apart = lines_of["import"] | lines_of["docstring"]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _LAYOUT and token.start[0] not in apart:
            found["token"] += 1
            lines_of["code"].update(range(token.start[0], token.end[0] + 1))
    found.update({of: len(numbers) for of, numbers in lines_of.items()})
    found.update({"private": len(private), "once": sum(used[name] == 1 for name in private)})
    return found


def compared_keys(node: ast.Compare) -> Iterator[str]:
    """ "key" for a comparison of a key with a string, then the closed set that both are of, if any."""
    sides = [node.left, *node.comparators]
    names = [ast.unparse(side) for side in sides if isinstance(side, ast.Name | ast.Attribute)]
    inner = [each.value for side in sides for each in ast.walk(side) if isinstance(each, ast.Constant)]
    strings = {each for each in inner if isinstance(each, str) and each}
    if strings and any(map(_READ_AS.search, names)):
        yield "key"
        yield from (
            of
            for of, (read_as, keys) in _CLOSED.items()
            if any(map(read_as.search, names)) and not strings.isdisjoint(keys)
        )


def _heading(words: str, found: Iterable[str]) -> None:
    listed = list(found)
    print(f"{words}: {len(listed)}")
    for each in listed:
        print(f"  {each}")


def main() -> None:
    graph = grimp.build_graph("ce_tui", exclude_type_checking_imports=False)
    imports = {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}
    rooms: dict[str, set[str]] = defaultdict(set)
    for name, others in imports.items():
        if name != "ce_tui":
            rooms[room(name)] |= {room(other) for other in others} - {room(name), "ce_tui"}
    in_circles = circles(rooms)
    if not in_circles:
        print("Floors, from the door down")
        for number, names in floors(rooms).items():
            print(f"  {number}  {', '.join(names)}")
    print(f"Rooms: {len(rooms)}, arrows between them: {sum(map(len, rooms.values()))}")
    _heading("Circles of rooms", map(", ".join, in_circles))
    _heading("Circles of modules", map(", ".join, circles(imports)))

    everything = list(modules())
    classes = {
        what
        for module in everything
        for what in vars(module).values()
        if inspect.isclass(what) and what.__module__ == module.__name__
    }
    deepest = max(map(own_chain, sorted(classes, key=str)), key=len)
    print(f"Deepest inheritance of own classes: {len(deepest)} ({' < '.join(deepest)})")
    _heading("Names of more than one class", shared_names(classes))
    _heading(
        f"Functions of more than {MOST_PARAMETERS} parameters",
        sorted(
            f"{name}: {parameters(function)}"
            for module in everything
            for name, function in functions_of(module)
            if parameters(function) > MOST_PARAMETERS
        ),
    )
    _heading(
        f"Modules of more than {MOST_LINES} lines",
        sorted(f"{module.__name__}: {lines(module)}" for module in everything if lines(module) > MOST_LINES),
    )
    print(f"Lines: {sum(map(lines, everything)):,} in {len(everything)} modules")
    small = [each for each in everything if lines(each) < FEWEST_LINES and not hasattr(each, "__path__")]
    print(f"Modules of fewer than {FEWEST_LINES} lines, without `__init__`: {len(small)}")
    weighs = sum((weight(Path(str(each.__file__)).read_text("utf-8")) for each in everything), Counter[str]())
    print(f"Lines of code: {weighs['code']:,}, {weighs['code'] / weighs['function']:.1f} a function")
    print(f"Lines of imports: {weighs['import']:,}, of docstrings: {weighs['docstring']:,}")
    print(f"Tokens outside imports and docstrings: {weighs['token']:,}")
    print(f"Functions: {weighs['function']:,}")
    print(f"Private functions used once: {weighs['once']:,} of {weighs['private']:,}")
    apart = ", ".join(f"{of} {weighs[of]}" for of in _CLOSED)
    print(f"Keys compared with strings: {weighs['key']} ({apart})")


if __name__ == "__main__":
    main()
