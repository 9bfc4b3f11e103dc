"""Paths that cannot be, wherever a person or a deployment names one: words and the contract's code, never a fault."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.documents.contract import in_words
from support.people.cli import ce_tui


@pytest.mark.parametrize(
    "target", ["~nosuchuser/x.pdf", "~", "x" * 300, "x/" * 3000 + "x.pdf", "\udcff/x.pdf"]
)
def test_an_output_that_cannot_be_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "~").mkdir()  # the shell knows what it means; here it is a name like any other
    ended = ce_tui("blank", "essex", "-o", target, cwd=tmp_path)
    assert (ended.code, ended.out) == (73, "")
    assert "Nothing was written." in in_words(ended)


@pytest.mark.parametrize("given", ["~nosuchuser/x.json", "~", "x" * 300, "\udcff"])
def test_an_input_that_cannot_be_is_said_to_be_unreadable(tmp_path: Path, given: str) -> None:
    for command in (
        ("evaluate", given),
        ("store", "restore", given, "--as", "Ada"),
        ("pathway", "check", given),
    ):
        ended = ce_tui(*command, cwd=tmp_path)
        assert (ended.code, ended.out) == (66, ""), (command, ended)
        in_words(ended)


@pytest.mark.parametrize("variable", ["CE_TUI_HOME", "CE_TUI_CONFIG"])
def test_a_variable_that_leads_nowhere_is_named(tmp_path: Path, variable: str) -> None:
    ended = ce_tui("blank", "essex", "-o", tmp_path / "x.pdf", **{variable: "~nosuchuser/x"})
    assert (ended.code, ended.out) == (78, "")
    assert variable in ended.err and "no home folder" in in_words(ended)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("referral.folder", '[referral]\nfolder = "~nosuchuser/x"'),
        ("audit.anchors", '[audit]\nanchors = "~nosuchuser/x"'),
        ("audit.anchors", '[audit]\nanchors = "a\\u0000b"'),
        ("pathways[0]", 'pathways = ["~nosuchuser/x.toml"]'),
    ],
)
def test_a_setting_that_leads_nowhere_is_named(tmp_path: Path, name: str, settings: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(settings)
    ended = ce_tui("blank", "essex", "-o", tmp_path / "x.pdf", CE_TUI_CONFIG=str(config))
    assert (ended.code, ended.out) == (78, "")
    assert f"{name} is no path that can be" in in_words(ended)


def test_an_account_without_a_home_folder_is_told_which_variable_to_set(tmp_path: Path) -> None:
    """Of an id that the machine does not know, and without HOME, there is no telling where its home is."""
    from ce_tui.settings.config import ConfigInvalid, home

    with pytest.MonkeyPatch.context() as patch, pytest.raises(ConfigInvalid, match="CE_TUI_HOME"):
        for name in ("HOME", "XDG_DATA_HOME"):
            patch.delenv(name, raising=False)
        patch.setattr(os, "getuid", lambda: 4_000_000_000)
        home({})
