"""The configuration of a deployment: what it is without a file, what a file changes, and what is refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import astuple

from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.follow_up_rules import LIMITS, FollowUpRules
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.settings import config as configuration
from ce_tui.settings.config import Config, ConfigInvalid, home, load_config, read_config, usual_home
from support.checkout import CHECKOUT


def read(folder: Path, text: str) -> Config:
    (folder / "config.toml").write_text(text, "utf-8")
    return read_config(folder / "config.toml")


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ConfigInvalid) as why:
        read(folder, text)
    assert str(why.value) == why.value.words
    return why.value.words.replace(str(folder / "config.toml"), "FILE")


def test_without_a_file_everything_has_a_value() -> None:
    config = Config()
    assert (config.pathway_files, config.links, config.keys, config.theme) == ((), {}, {}, "")
    assert (config.referral.marking, config.referral.encrypt, config.referral.folder) == (
        "OFFICIAL-SENSITIVE",
        True,
        "",
    )
    assert astuple(config.lock) == (180.0, 30.0, 900.0, 1200.0)
    assert config.sharing.take_over_after == 120
    assert (config.audit.anchors, config.audit.journal, config.file) == ("", "", "")
    assert config.lists.children == "names"
    assert config.anchors() is None
    assert config.retention == Retention()
    assert load_config({}) == config


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    config = read(
        tmp_path,
        "pathways = ['ours.toml']\ntheme = 'ce-light'\n[links]\nform = 'https://example.org/é'\n[keys]\nlock = 'f9'\n"
        "[referral]\nmarking = 'MADE UP'\nencrypt = false\nfolder = '/srv/out'\n[lock]\nidle = 0\nwarn = 20\n"
        "end = 86400\ncall = 240\n[sharing]\ntake_over_after = 10\n[lists]\nchildren = 'references'\n"
        "[retention.drafts]\nafter = '90 days'\n",
    )
    assert (config.pathway_files, config.theme) == (("ours.toml",), "ce-light")
    assert (config.links, config.keys) == ({"form": "https://example.org/é"}, {"lock": "f9"})
    assert (config.referral.marking, config.referral.encrypt, config.referral.folder) == (
        "MADE UP",
        False,
        "/srv/out",
    )
    assert astuple(config.lock) == (0, 20, 86_400, 240)
    assert config.sharing.take_over_after == 10
    assert config.lists.children == "references"
    assert config.retention.drafts == Rule(after="90 days")
    assert config.file == str(tmp_path / "config.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense = 1", "The configuration FILE is not right: Object contains unknown field `nonsense`."),
        ("file = '/x'", "The configuration FILE is not right: Object contains unknown field `file`."),
        (
            "pathway_files = []",
            "The configuration FILE is not right: Object contains unknown field `pathway_files`.",
        ),
        (
            "[lock]\nidle = -1",
            "The configuration FILE is not right: Expected `float` >= 0.0 - at `$.lock.idle`.",
        ),
        (
            "[lock]\nend = 86401",
            "The configuration FILE is not right: Expected `float` <= 86400.0 - at `$.lock.end`.",
        ),
        (
            "[sharing]\ntake_over_after = 9",
            "The configuration FILE is not right: Expected `int` >= 10 - at `$.sharing.take_over_after`.",
        ),
        (
            "[lists]\nchildren = 'nicknames'",
            "The configuration FILE: lists.children is 'nicknames'; expected names, initials or references.",
        ),
        (
            "[lists]\nnames = 'initials'",
            "The configuration FILE is not right: Object contains unknown field `names` - at `$.lists`.",
        ),
        (
            "[follow_up]\nanswer_days = 1",
            "The configuration FILE is not right: Object contains unknown field `answer_days` - at `$.follow_up`.",
        ),
        (
            "[follow_up]\nform_hours = 'a day'",
            "The configuration FILE is not right: Expected `int`, got `str` - at `$.follow_up.form_hours`.",
        ),
        (
            "[keys]\n'no.such' = 'f9'",
            "The configuration FILE gives a key to the command 'no.such', which does not exist: `ce-tui keys --ids` "
            "lists them.",
        ),
        (
            "[keys]\nlock = 'ctrl+q'",
            "The configuration FILE, [keys], 'lock': Ctrl+Q is the key of "
            '"Sign out: all is saved" already (anywhere).',
        ),
        (
            "[links]\nform = 'example.org'",
            "The configuration FILE: links.form is not an address; expected one that begins with https://",
        ),
        (
            "[referral]\nfolder = '~nobody-here/a'",
            "The configuration FILE: referral.folder is no path that can be: there is no home folder of that name.",
        ),
        (
            "pathways = ['a', 'b\\u0000c']".replace("'", '"'),
            "The configuration FILE: pathways[1] is no path that can be: it holds a NUL character.",
        ),
        (
            "[audit]\nanchors = '~nobody-here/a'",
            "The configuration FILE: audit.anchors is no path that can be: there is no home folder of that name.",
        ),
    ],
)
def test_a_slip_is_refused_with_where_it_is(tmp_path: Path, text: str, words: str) -> None:
    assert refused(tmp_path, text) == words


def test_keys_of_what_is_gone_are_passed_over_in_words_and_all_else_holds(tmp_path: Path) -> None:
    config = read(tmp_path, "[keys]\n'section.beside' = 'ctrl+q'\nwalk = 'no key'\nlock = 'f9'\n")
    assert Keys(config.keys).key_of("lock") == "f9"
    assert config.gone == [
        "The configuration gives a key to section.beside, which is gone: what stands beside a section comes by itself. "
        "Take that line out of [keys].",
        "The configuration gives a key to walk, which is gone: the app has no walk any more. Take that line out of "
        "[keys].",
    ]
    assert Config().gone == read(tmp_path, "[keys]\nlock = 'f9'\n").gone == []
    assert "section.beside" not in BY_ID


def test_what_cannot_be_read_at_all_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path, "a =").startswith("The configuration FILE is not TOML: ")
    assert refused(tmp_path, "[retention.drafts]\nafter = 'soon'").startswith(
        "The configuration FILE: Retention, drafts: not a length of time;"
    )
    (tmp_path / "latin.toml").write_bytes(b"theme = '\xe9'")
    for name, words in (
        ("latin.toml", "is not UTF-8 text."),
        ("none.toml", "cannot be read: No such file or directory."),
    ):
        with pytest.raises(ConfigInvalid) as why:
            read_config(tmp_path / name)
        assert why.value.words == f"The configuration {tmp_path / name} {words}"


def test_by_when_things_are_due_is_the_deployments_within_limits(tmp_path: Path) -> None:
    assert Config().follow_up == FollowUpRules()
    for name, (least, most) in LIMITS.items():
        for number in (least, most):
            assert getattr(read(tmp_path, f"[follow_up]\n{name} = {number}").follow_up, name) == number
        for number in (least - 1, most + 1, -1):
            assert refused(tmp_path, f"[follow_up]\n{name} = {number}") == (
                f"The configuration FILE: follow_up.{name} is {number}; expected {least} to {most}. None of these can "
                "be switched off."
            )
    assert set(LIMITS) == {each.name for each in msgspec.structs.fields(FollowUpRules)}


def test_links_may_begin_with_any_of_three(tmp_path: Path) -> None:
    links = {"a": "https://example.org", "b": "http://example.org", "c": "mailto:desk@example.org"}
    lines = "".join(f"{slot} = '{address}'\n" for slot, address in links.items())
    assert read(tmp_path, f"[links]\n{lines}").links == links


def test_the_file_is_the_one_that_is_chosen_else_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ours.toml").write_text("theme = 'ce-light'", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_config({"CE_TUI_CONFIG": "ours.toml"}).file == str(tmp_path / "ours.toml")
    usual = tmp_path / "ce-tui" / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_config({}) == Config()
    usual.parent.mkdir()
    usual.write_text("theme = 'ce-dark'", "utf-8")
    assert load_config({"CE_TUI_CONFIG": ""}).theme == "ce-dark"


def test_the_store_is_where_it_is_said_to_be_else_in_the_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert home({"CE_TUI_HOME": "store"}) == tmp_path / "store"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home({}) == usual_home() == tmp_path / "ce-tui"
    with pytest.raises(ConfigInvalid) as why:
        home({"CE_TUI_HOME": "~nobody-here"})
    assert why.value.words == "CE_TUI_HOME says ~nobody-here: there is no home folder of that name."
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for variable, asked in (("CE_TUI_HOME", home), ("CE_TUI_CONFIG", load_config)):
        with pytest.raises(ConfigInvalid) as why:
            asked({variable: "here"})  # type: ignore[operator]
        assert why.value.words == (
            f"{variable} says here, from a current folder that is gone. Write the whole path, from / on."
        )


def test_an_account_without_a_home_folder_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: Any, **__: Any) -> Path:
        raise RuntimeError

    monkeypatch.setattr(configuration, "user_data_path", none)
    monkeypatch.setattr(configuration, "user_config_path", none)
    with pytest.raises(ConfigInvalid) as why:
        home({})
    assert why.value.words == (
        "This account has no home folder to keep the store in. Say in CE_TUI_HOME which folder is to be used."
    )
    assert load_config({}) == Config()
    assert list(Config().files()) == []


def test_every_file_of_a_deployment_is_named_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "usual"))
    usual = (tmp_path / "usual" / "ce-tui" / "config.toml", "the configuration")
    assert list(Config().files()) == [usual]
    config = read(tmp_path, "pathways = ['p/pathway.toml']\n[audit]\nanchors = 'anchors.log'\n")
    found = dict(config.files())
    assert dict([usual]).items() <= found.items()
    assert found[tmp_path / "config.toml"] == "the configuration"
    assert found[tmp_path / "anchors.log"] == "the anchors of the log"
    assert found[tmp_path / "p" / "pathway.toml"] == "a file of the pathway"
    assert (
        "the anchors of the log" not in dict(read(tmp_path, "[audit]\nanchors = 'syslog'").files()).values()
    )


def test_anchors_lie_in_a_file_beside_the_configuration_or_beside_the_store(tmp_path: Path) -> None:
    there = read(tmp_path, "[audit]\nanchors = 'anchors.log'").anchors()
    assert isinstance(there, FileAnchors) and vars(there) == vars(FileAnchors(tmp_path / "anchors.log"))
    assert read(tmp_path, "").anchors() is None
    syslog = read(tmp_path, "[audit]\nanchors = 'syslog'\njournal = 'journal.log'")
    assert syslog.anchors() is None and [each.partition(", which is gone")[0] for each in syslog.gone] == [
        "The configuration anchors the log in syslog",
        "The configuration names [audit] journal",
    ]
    assert read(tmp_path, "[audit]\nanchors = 'anchors.log'").gone == []


@pytest.mark.parametrize(
    ("audit", "told"),
    [
        ("", False),
        ("anchors = 'anchors.log'", False),
        ("anchors = 'syslog'", True),
        ("anchors = 'syslog'\nwrong_tries = 'off'", False),
        ("anchors = 'anchors.log'\nwrong_tries = 'syslog'", True),
    ],
)
def test_wrong_tries_are_told_to_syslog_where_it_is_said_or_the_anchors_still_are(
    tmp_path: Path, audit: str, told: bool
) -> None:
    assert (read(tmp_path, f"[audit]\n{audit}").wrong_try() is not None) is told


def test_wrong_tries_are_told_nowhere_else(tmp_path: Path) -> None:
    with pytest.raises(ConfigInvalid, match=r"audit\.wrong_tries"):
        read(tmp_path, "[audit]\nwrong_tries = 'mail'")


def test_pathways_are_read_once_and_what_is_wrong_with_them_is_said(tmp_path: Path) -> None:
    made_up = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"
    config = read(tmp_path, f"pathways = ['{made_up}']")
    assert not config.looked_at_pathways
    assert config.pathways() is config.readable_pathways
    assert config.looked_at_pathways
    unsound = read(tmp_path, "pathways = ['none.toml', 'neither.toml']")
    faults = unsound.pathway_faults()
    assert len(faults) == 2
    assert all(each.startswith("A pathway of the configuration cannot be used. ") for each in faults)
    with pytest.raises(ConfigInvalid) as why:
        unsound.pathways()
    assert why.value.words == "\n".join(faults)
