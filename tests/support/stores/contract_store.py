"""A store that the tests of the contract make and use by commands alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.people.cli import Ended, ce_tui

WORDS = {
    "Ada": "imaginary teapot gravel sunrise",
    "Ben": "cardboard violin meadow thimble",
    "Cy": "paper lighthouse mustard canyon",
    "Lea": "feather compass walnut drizzle",
}


@dataclass(frozen=True)
class Store:
    """A store's folder, beside it the files of passphrases and the recovery code."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def words(self, name: str, text: str | None = None) -> Path:
        """A file with someone's passphrase, or with another text."""
        file = self.folder / f"{name}.words"
        file.write_bytes(f"{WORDS[name]}\n".encode() if text is None else text.encode())
        return file

    def run(self, *arguments: object, **options: Any) -> Ended:
        """A command with this store, signed in as nobody."""
        return ce_tui(*arguments, CE_TUI_HOME=str(self.home), **_apart(self.folder), **options)

    def as_(self, name: str, *arguments: object, **options: Any) -> Ended:
        """A command as this person."""
        return self.run(*arguments, "--as", name, "--passphrase-file", self.words(name), **options)

    def imports(self, name: str, given: Any) -> list[str]:
        """Import answers as this person: their references."""
        ended = self.as_(name, "import", "-", stdin=json.dumps(given))
        assert (ended.code, ended.err) == (0, ""), ended
        return ended.out.splitlines()

    def set_up(self, *options: object) -> Ended:
        """`account add Ada`, the first of this store."""
        return self.run(
            *("account", "add", "Ada", "--passphrase-file", self.words("Ada")),
            *("--recovery-file", self.folder / "recovery", *options),
        )

    def copy(self, folder: Path) -> Store:
        """A copy of this store, for a test that damages it or changes its people: the others share this one."""
        shutil.copytree(self.home, folder / "home")
        return Store(folder)


def staffed(folder: Path) -> Store:
    """A store with an administrator, two practitioners and a lead."""
    store = Store(folder)
    ended = store.set_up("--role", "administrator", "--hub", "Imaginary Hub", "--locality", "essex")
    assert ended.code == 0, ended
    for name, role in (("Ben", "practitioner"), ("Cy", "practitioner"), ("Lea", "lead")):
        ended = store.as_(
            "Ada", "account", "add", name, "--role", role, "--new-passphrase-file", store.words(name)
        )
        assert ended.code == 0, ended
    return store


def _apart(folder: Path) -> dict[str, str]:
    """The person's own folders; a fixture of a module runs before those of a test are set."""
    return {
        "HOME": str(folder / "person"),
        "XDG_DATA_HOME": str(folder / "person" / "data"),
        "XDG_CONFIG_HOME": str(folder / "person" / "config"),
        "XDG_STATE_HOME": str(folder / "person" / "state"),
        "XDG_CACHE_HOME": str(folder / "person" / "cache"),
    }
