"""Sound stores, and what can be done to their files: the operations of `tests/core/vault/store/malformed.toml`."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.store.database import connect
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, answers, entered, new_store, set_up_store

PAGE = 4096
CALL = Action(at="2020-01-01T10:00", kind="phone", to="C-SPOC", came_of_it="no answer")


class Models:
    """Stores to spoil copies of: one that is sound, the same as it was earlier, and another one."""

    def __init__(self, folder: Path) -> None:
        self.sound, self.older, self.another = folder / "sound", folder / "older", folder / "another"
        casebook, _ = new_store(self.sound)
        casebook.people.add_account(BEN, OTHER, ["practitioner"])
        for number in range(6):
            made = casebook.screenings.begin(answers(notes=f"number {number} " + "words " * 600))
            casebook.actions.record(made.ref, CALL)
        casebook.close()
        shutil.copytree(self.sound, self.older)
        casebook = entered(self.sound)
        casebook.people.add_account(CLEO, OTHER, ["administrator"])
        for each in casebook.index.all():
            casebook.screenings.leave(casebook.screenings.complete(casebook.screenings.open(each.ref)))
        casebook.close()
        set_up_store(self.another)[0].close()
        self.key = unlock(Home(self.sound), ADA, PASSPHRASE).database_key

    def spoiled(self, home: Path, file: str, what: str, *given: Any) -> None:
        """A copy of the sound store in `home`, with something done to one of its files."""
        shutil.copytree(self.sound, home)
        OPERATIONS[what](self, home / file, *given)


def _json(change: Callable[..., None]) -> Callable[..., None]:
    def done(_: Models, path: Path, *given: Any) -> None:
        data = json.loads(path.read_bytes())
        change(data, *given)
        text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        path.write_bytes(text.encode() + b"\n")

    return done


def _bytes(change: Callable[..., bytes]) -> Callable[..., None]:
    def done(_: Models, path: Path, *given: Any) -> None:
        before = path.read_bytes() if path.exists() else b""
        after = change(before, *given)
        assert after != before, "nothing was spoiled"
        path.write_bytes(after)

    return done


def _at(data: Any, path: str) -> tuple[Any, Any]:
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        data = data[step]
    return data, last


def _set(data: Any, path: str, value: Any) -> None:
    target, key = _at(data, path)
    assert target.get(key) != value, "nothing was spoiled"
    target[key] = value


def _drop(data: Any, path: str) -> None:
    target, key = _at(data, path)
    del target[key]


def _repeat(data: Any, path: str, times: int) -> None:
    target, key = _at(data, path)
    target[key] = target[key] * times


def _swap(data: Any, one: str, other: str) -> None:
    (first, a), (second, b) = _at(data, one), _at(data, other)
    first[a], second[b] = second[b], first[a]


def _pages(data: bytes, change: Callable[[list[bytes]], None]) -> bytes:
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    change(pages)
    return b"".join(pages)


def _zero_page(data: bytes, number: int) -> bytes:
    return data[: (number - 1) * PAGE] + bytes(PAGE) + data[number * PAGE :]


def _swap_pages(data: bytes, one: int, other: int) -> bytes:
    def change(pages: list[bytes]) -> None:
        pages[one - 1], pages[other - 1] = pages[other - 1], pages[one - 1]

    return _pages(data, change)


def _flip(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def _of(store: str) -> Callable[..., None]:
    def done(models: Models, path: Path, *_: Any) -> None:
        shutil.copyfile(getattr(models, store) / path.name, path)

    return done


def _copied(source: Path, path: Path) -> None:
    shutil.copyfile(source, path)


def _sql(models: Models, path: Path, *statements: str) -> None:
    """What someone who has the key could do to the database."""
    db = connect(path, models.key)
    for statement in statements:
        db.execute(statement)
    db.close()


def _grown(_: Models, path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def _away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _file(_: Models, path: Path) -> None:
    _away(path)
    path.write_text("x")


def _gone(_: Models, path: Path) -> None:
    path.unlink()


def _folder(_: Models, path: Path) -> None:
    _away(path)
    path.mkdir()


def _pipe(_: Models, path: Path) -> None:
    _away(path)
    os.mkfifo(path)


def _link(_: Models, path: Path, target: str) -> None:
    moved = path.with_name(f"{path.name}.moved")
    path.rename(moved)
    path.symlink_to(target or moved.name)


OPERATIONS: dict[str, Callable[..., None]] = {
    "set": _json(_set),
    "drop": _json(_drop),
    "repeat": _json(_repeat),
    "swap": _json(_swap),
    "write": _bytes(lambda _, text, times=1: text.encode() * times),
    "write bytes": _bytes(lambda _, spelled, times=1: bytes.fromhex(spelled) * times),
    "add": _bytes(lambda data, text, times=1: data + text.encode() * times),
    "add bytes": _bytes(lambda data, spelled, times=1: data + bytes.fromhex(spelled) * times),
    "put before": _bytes(lambda data, spelled: bytes.fromhex(spelled) + data),
    "replace": _bytes(lambda data, old, new: data.replace(old.encode(), new.encode(), 1)),
    "replace link": _bytes(lambda data: data[:-65] + b"0" * 64 + b"\n"),
    "cut": _bytes(lambda data, count: data[:-count]),
    "keep": _bytes(lambda data, count: data[:count]),
    "flip": _bytes(_flip),
    "zero page": _bytes(_zero_page),
    "swap pages": _bytes(_swap_pages),
    "older": _of("older"),
    "another": _of("another"),
    "another slots": lambda models, path: _copied(models.another / "slots.json", path),
    "sql": _sql,
    "grow": _grown,
    "gone": _gone,
    "folder": _folder,
    "pipe": _pipe,
    "file": _file,
    "link": _link,
}
