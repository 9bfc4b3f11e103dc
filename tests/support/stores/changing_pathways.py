"""A deployment of the made-up pathway, whose file changes under the feet of what was screened with it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ce_tui.settings.config import Config, read_config
from support.checkout import CHECKOUT
from support.people.cli import Ended
from support.people.cli_people import Hub

MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway"
ID = "northvale-2027"
MARKED: dict[str, Any] = {
    "pathway": ID,
    "locality": "southvale",
    "known_to_practitioner": True,
    "screened_on": "2026-11-25",
    "marks": {"G1": "yes", "G2": "yes"},
    "notes": "G1 was seen twice.",
}


@dataclass(frozen=True)
class Deployment:
    """The files of a made-up pathway and a configuration that names them."""

    folder: Path

    @property
    def settings(self) -> Path:
        return self.folder / "config.toml"

    @property
    def config(self) -> Config:
        """As a process that starts now reads it."""
        return read_config(self.settings)

    @property
    def pathway(self) -> Path:
        return self.folder / "pathway.toml"

    def configure(self, *names: str, more: str = "") -> None:
        """Name pathway files; none: the app's own."""
        pathways = f"pathways = {json.dumps(names)}\n" if names else ""
        self.settings.write_text(f"{pathways}{more}\n")

    def change(self, old: str, new: str, file: str = "pathway.toml") -> None:
        """Put other text into a file, everywhere."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def deployed(folder: Path) -> Deployment:
    """The made-up pathway, configured and sound."""
    shutil.copytree(MADE_UP, folder)
    made = Deployment(folder)
    made.configure("pathway.toml")
    return made


@dataclass(frozen=True)
class Desk:
    """Ben at work by commands, where this deployment is configured."""

    hub: Hub
    made: Deployment

    def run(self, *arguments: object, **options: Any) -> Ended:
        return self.hub.run("Ben", *arguments, CE_TUI_CONFIG=str(self.made.settings), **options)

    def imports(self, **changes: Any) -> str:
        """Import a screening: its reference."""
        ended = self.run("import", "-", stdin=json.dumps({**MARKED, **changes}))
        assert ended.code == 0, ended.err
        return ended.out.strip()

    def shown(self, ref: str) -> Any:
        """What `show --json` says a screening comes to."""
        ended = self.run("show", ref, "--json")
        assert (ended.code, ended.err) == (0, ""), ended.err
        return ended.json["outcome"]

    def exported(self, ref: str) -> str:
        """The referral as plain text, as of a fixed moment, but for where the log stands by then."""
        out = self.made.folder / "referral.txt"
        ended = self.run("export", ref, "-o", out, "--force", "--at", "2026-11-25T10:00")
        assert ended.code == 0, ended.err
        return re.sub(r"\d+:[0-9a-f]{32}", "the log's head", out.read_text("utf-8"))


RENUMBERED = ('id = "G2"\n', 'id = "G7"\n')
GIVEN_TO_RED = ('id = "K1"\n', 'id = "G2"\n')


def renumber_into_red(made: Deployment) -> None:
    """G2 is another yellow factor's number no more, but the red one's."""
    made.change(*RENUMBERED)
    made.change(*GIVEN_TO_RED)


def words_of(outcome: Any) -> Any:
    """What of an outcome must never change: what was marked, what it came to, what to do about it, in words."""
    names = (
        "outcome",
        "heading",
        "because",
        "also_marked",
        "acting_on",
        "missing",
        "citations",
        "unknown_ids",
    )
    return {name: outcome[name] for name in names} | {
        "steps": [(step["label"], step["text"], step["provenance"]) for step in outcome["steps"]]
    }
