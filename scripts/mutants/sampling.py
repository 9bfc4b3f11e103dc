"""Small changes of a room's code, by mutmut's operators, drawn by a seed: at most one a line."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

_ONLY_FOR_THE_READER = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)


@dataclass(frozen=True)
class Mutant:
    """One file of the checkout with one change."""

    file: str
    before: str
    after: str

    @property
    def diff(self) -> list[str]:
        """The lines that differ, without their indentation: "- …" as they are, "+ …" as they become."""
        lines = unified_diff(self.before.splitlines(), self.after.splitlines(), n=0, lineterm="")
        return [f"{line[0]} {line[1:].strip()}" for line in list(lines)[2:] if line[0] in "-+"]

    @property
    def line(self) -> int:
        """The first line that differs."""
        pairs = zip(self.before.splitlines(), self.after.splitlines(), strict=False)
        return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)


def sample(checkout: Path, room: str, seed: int) -> Iterator[Mutant]:
    """Mutants of a room ("core/pathway", "cli/keys.py") in an order that the seed draws, the same each time."""
    at = checkout / "ce_tui" / room
    files = [at] if at.is_file() else sorted(at.rglob("*.py"))
    drawing = random.Random(f"{seed} {room}")
    lines = [line for file in files for line in _lines(checkout, file)]
    drawing.shuffle(lines)
    for file, changes in lines:
        drawing.shuffle(changes)
        for old, new in changes:
            mutant = Mutant(file.name, file.module.code, file.module.deep_replace(old, new).code)
            if (
                mutant.before.casefold() != mutant.after.casefold()
            ):  # neither SQL nor an encoding heeds the case
                yield mutant
                break


@dataclass(frozen=True)
class _File:
    name: str
    module: cst.Module


_Change = tuple[cst.CSTNode, cst.CSTNode]


def _lines(checkout: Path, path: Path) -> list[tuple[_File, list[_Change]]]:
    """Each line of a file that can be changed, with its changes."""
    whole = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
    collector = _Collector()
    whole.visit(collector)
    file = _File(path.relative_to(checkout).as_posix(), whole.module)
    return [(file, changes) for _, changes in sorted(collector.found.items())]


class _Collector(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: dict[int, list[_Change]] = defaultdict(list)

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _ONLY_FOR_THE_READER):
            return False
        if isinstance(node, cst.ClassDef):  # not its bases and keywords
            node.body.visit(self)
            return False
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                line = self.get_metadata(PositionProvider, node).start.line
                self.found[line] += [(node, other) for other in operator(node)]
        return True
