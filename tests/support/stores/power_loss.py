"""What a disk may hold after a power cut: the writes of a process, recorded by strace, replayed up to any moment.

What was synced is there. Of what was written since to a file, each write may be there, be missing, or be there in
part, a sector (512 bytes) being whole or not there; a file that was made or removed may be so or not until its folder
was synced.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support.checkout import CHECKOUT

SECTOR = 512
KEPT = ("store.db", "store.db-wal", "store.db-journal")
"""What counts of a store's folder; its shared memory is made anew."""

_CALLS = "openat,pwrite64,write,ftruncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2"
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_FILE = re.compile(r"^(\d+)<([^>]*)>")
_TEXT = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Event:
    """One call: "write", "truncate", "sync", "make", "remove" of a file, or "said", what was printed."""

    kind: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass
class File:
    """A file as a disk may hold it: what is safe, and what was done since."""

    safe: bytearray
    since: list[Event] = field(default_factory=list)
    is_there: bool = True
    was_there: bool = True  # as the synced folder has it


def can_trace() -> bool:
    """Whether this machine lets a process be watched."""
    try:
        return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode == 0
    except FileNotFoundError:
        return False


needs_strace = pytest.mark.skipif(
    os.environ.get("CI") != "true" and not can_trace(),
    reason="this machine has no strace, or lets nobody use it",
)


def record(script: str, arguments: Sequence[str | Path], folder: Path, log: Path) -> list[Event]:
    """Run a script and give, in order, what it did to the files of `folder` and what it printed."""
    command = ["strace", "-qq", "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", str(log)]
    environment = os.environ | {"PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'tests'}"}
    subprocess.run(
        [*command, sys.executable, "-c", script, *map(str, arguments)],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        timeout=600,
    )
    with log.open(encoding="ascii") as lines:
        events = [event for line in lines for event in _events(line, str(folder))]
    return [event for event in events if not event.name or event.name in KEPT]


def _events(line: str, folder: str) -> Iterator[Event]:
    match = _LINE.match(line)
    if match is None or int(match[3]) < 0:
        return
    call, arguments = match[1], match[2]
    handle, name = _handle(arguments)
    inside = name.startswith(f"{folder}/") and "/" not in name[len(folder) + 1 :]
    short = name[len(folder) + 1 :]
    if call == "write" and handle == 1:
        yield Event("said", data=_data(arguments))
    elif call in ("fsync", "fdatasync") and name == folder:
        yield Event("sync folder")
    elif call in ("fsync", "fdatasync") and inside:
        yield Event("sync", short)
    elif call == "pwrite64" and inside:
        yield Event("write", short, int(arguments.rsplit(", ", 1)[1]), _data(arguments)[: int(match[3])])
    elif call == "ftruncate" and inside:
        yield Event("truncate", short, int(arguments.rsplit(", ", 1)[1]))
    elif call == "openat" and "O_CREAT" in arguments:
        path = _data(arguments).decode()
        if path.startswith(f"{folder}/"):
            yield Event("make", path[len(folder) + 1 :])
    elif call in ("unlink", "unlinkat"):
        path = _data(arguments).decode()
        if path.startswith(f"{folder}/"):
            yield Event("remove", path[len(folder) + 1 :])


def _handle(arguments: str) -> tuple[int, str]:
    match = _FILE.match(arguments)
    return (int(match[1]), _plain(match[2]).decode("utf-8", "replace")) if match else (-1, "")


def _data(arguments: str) -> bytes:
    match = _TEXT.search(arguments)
    return _plain(match[1]) if match else b""


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


class Disk:
    """What happens to the files of a folder, one call after another. `before` is what was there, safe."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self._files = {name: File(bytearray(content)) for name, content in before.items()}

    def happen(self, event: Event) -> None:
        """One more call."""
        files = self._files
        if event.kind == "sync folder":
            for file in files.values():
                file.was_there = file.is_there
        elif event.kind == "make":
            if event.name not in files or not files[event.name].is_there:
                files[event.name] = File(bytearray(), was_there=False)
        elif event.kind == "remove" and event.name in files:
            files[event.name].is_there = False
        elif event.name in files:
            file = files[event.name]
            if event.kind == "sync":
                for each in file.since:
                    _do(file.safe, each, len(each.data))
                file.since.clear()
            elif event.kind in ("write", "truncate"):
                file.since.append(event)

    def after_power_cut(self, chosen: random.Random) -> dict[str, bytes]:
        """The files as they may be if the power goes now."""
        mood = chosen.choice(("nothing", "everything", "some", "some"))
        left = {}
        for name, file in self._files.items():
            there = {"nothing": file.was_there, "everything": file.is_there}.get(mood)
            if there is None:
                there = file.is_there if file.is_there == file.was_there else chosen.random() < 0.5
            if there:
                left[name] = _content(file, mood, chosen)
        return left


def _content(file: File, mood: str, chosen: random.Random) -> bytes:
    content = bytearray(file.safe)
    for event in file.since:
        length = len(event.data)
        kept = {"nothing": 0, "everything": length}.get(mood)
        if kept is None:
            kept = chosen.choice((0, length, chosen.randint(0, length // SECTOR) * SECTOR))
        if event.kind == "write" and kept:
            _do(content, event, kept)
        elif event.kind == "truncate" and (
            mood == "everything" or (mood == "some" and chosen.random() < 0.5)
        ):
            _do(content, event, 0)
    return bytes(content)


def _do(content: bytearray, event: Event, kept: int) -> None:
    if len(content) < event.offset:
        content.extend(bytes(event.offset - len(content)))
    if event.kind == "truncate":
        del content[event.offset :]
    else:
        content[event.offset : event.offset + kept] = event.data[:kept]
