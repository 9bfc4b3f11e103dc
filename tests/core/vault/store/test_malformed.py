"""Malformed files of a store, one class of failure each: its words, its exit code, no more memory than it needs."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.people.cli import ce_tui
from support.stores.malforming import Models
from support.stores.vault import ADA, PASSPHRASE

MOST_MEMORY = 300 * 1024  # KiB
CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("malformed.toml").read_text("utf-8"))[
    "case"
]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return Models(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("words") / "Ada.words"
    file.write_text(PASSPHRASE + "\n")
    return file


def as_ada(command: list[str], words: Path) -> list[object]:
    return [*command, "--as", ADA, "--passphrase-file", words]


def test_the_store_that_is_spoiled_is_sound_before(models: Models, words: Path, tmp_path: Path) -> None:
    shutil.copytree(models.sound, tmp_path / "home")
    ended = ce_tui(*as_ada(["store", "check"], words), CE_TUI_HOME=str(tmp_path / "home"))
    assert (ended.code, ended.err) == (0, "")


def test_each_class_of_failure_is_there_once() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert len({(case["file"], str(case["how"])) for case in CASES}) == len(CASES)
    assert {case["file"] for case in CASES} >= {"slots.json", "store.db", "anchors.log"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_malformed_file_is_told_in_words_without_hanging_or_eating_memory(
    models: Models, words: Path, tmp_path: Path, case: dict[str, Any]
) -> None:
    home = tmp_path / "home"
    models.spoiled(home, case["file"], *case["how"])
    ended = ce_tui(*as_ada(case.get("command", ["store", "check"]), words), CE_TUI_HOME=str(home))
    assert ended.code == case["code"], ended
    assert case["says"] in ended.out + ended.err, ended
    assert ended.memory < MOST_MEMORY
    assert "Traceback" not in ended.err
    for name in ("Example", PASSPHRASE, models.key.hex()):
        assert name not in ended.out + ended.err
