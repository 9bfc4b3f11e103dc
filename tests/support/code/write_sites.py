"""Every place in the code that makes, fills, moves or removes a file, found in the code itself."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ce_tui

# By the name that is called, whatever it is called on.
_ALWAYS = frozenset(
    {
        "write_text", "write_bytes", "touch", "mkdir", "makedirs", "mkstemp", "mkdtemp", "mkfifo", "mknod", "truncate",
        "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "SpooledTemporaryFile", "rename", "renames",
        "symlink", "symlink_to", "hardlink_to", "unlink", "rmdir", "rmtree", "copyfile", "copy2", "copytree",
        "sendfile", "make_archive", "creat", "FileHandler", "RotatingFileHandler",
    }
)  # fmt: skip
_OF = {
    "shutil": frozenset({"copy", "move", "copyfileobj"}),
    "os": frozenset({"link", "replace", "mknod", "writev"}),
}
_READS = frozenset(
    {"O_RDONLY", "O_PATH", "O_DIRECTORY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "LOOK"}
)


def write_sites() -> Counter[str]:
    """ "module.function" (with its class), each with how many such calls it has."""
    root = Path(ce_tui.__file__).parent
    found: Counter[str] = Counter()
    for file in sorted(root.rglob("*.py")):
        module = ".".join(file.relative_to(root.parent).with_suffix("").parts)
        found.update(_within(ast.parse(file.read_text("utf-8")), module))
    return found


def _within(node: ast.AST, place: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and writes(child):
            yield place
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        yield from _within(child, f"{place}.{child.name}" if named else place)  # type: ignore[attr-defined]


def writes(call: ast.Call) -> bool:
    """Whether a call writes to the disk: by its name, by its mode, by its flags. In doubt it does."""
    on, name = _called(call.func)
    if name in _ALWAYS or name in _OF.get(on, ()):
        return True
    if name == "replace":  # of a path, not of a text or of a value
        return len(call.args) == 1 and not call.keywords
    if name == "open" and on == "os":
        return not _only_reads(call.args[1]) if len(call.args) > 1 else True
    return (
        name == "open"
        and on != "os"
        and _mode_writes(call, first=1 if not on or on in ("io", "codecs", "tokenize") else 0)
    )


def _called(func: ast.expr) -> tuple[str, str]:
    """What it is called on, where that is a plain name, and the name."""
    if isinstance(func, ast.Attribute):
        return (func.value.id if isinstance(func.value, ast.Name) else "?"), func.attr
    return "", func.id if isinstance(func, ast.Name) else ""


def _only_reads(flags: ast.expr) -> bool:
    names = {each.attr for each in ast.walk(flags) if isinstance(each, ast.Attribute)}
    names |= {each.id for each in ast.walk(flags) if isinstance(each, ast.Name)} - {"os"}
    return names <= _READS


def _mode_writes(call: ast.Call, first: int) -> bool:
    """Whether the mode of a file that is opened lets it be written to."""
    mode = next((each.value for each in call.keywords if each.arg == "mode"), None)
    if mode is None and len(call.args) > first:
        mode = call.args[first]
    if mode is None:
        return False
    if not isinstance(mode, ast.Constant):
        return first != 0  # `screening.open(ref)`: no file
    return isinstance(mode.value, str) and len(mode.value) < 5 and bool(set(mode.value) & set("wax+"))
