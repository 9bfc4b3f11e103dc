"""The pathway, the key card, doctor, the app without a terminal, the configuration, the environment, broken pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT
from support.documents.contract import LOCALITIES, SAMPLE, in_words, left, squeezed
from support.people.cli import ce_tui

EVERY = (
    "contacts evaluate refer blank pathway account import list show export store audit keys doctor demo lines"
).split()


def test_without_a_terminal_the_app_says_in_one_line_what_to_use() -> None:
    for arguments, env in (((), {}), (("demo",), {}), ((), {"TERM": "dumb"}), ((), {"TERM": "unknown"})):
        ended = ce_tui(*arguments, **env)
        assert (ended.code, ended.out) == (2, "")
        assert len(in_words(ended).splitlines()) == 1
        assert "terminal" in ended.err


def test_help_names_every_command_and_wrong_usage_is_one_line() -> None:
    ended = ce_tui("--help")
    assert ended.code == 0 and all(f"  {name} " in ended.out for name in EVERY)
    for arguments in (("surprise",), ("--surprise",), ("pathway", "surprise"), ("account",), ("store", "x")):
        ended = ce_tui(*arguments)
        assert (ended.code, ended.out) == (2, ""), arguments
        assert in_words(ended)


def test_the_pathway_is_shown_whole_in_words_and_as_json() -> None:
    shown = ce_tui("pathway", "show", "--json")
    assert (shown.code, shown.err) == (0, "")
    pathway = shown.json
    assert pathway["id"] == "set-2026-06"
    assert {each["id"] for each in pathway["localities"]} == set(LOCALITIES)
    said = ce_tui("pathway", "show")
    assert said.code == 0
    for line in (
        "vulnerabilities themselves are not evidence that exploitation is occurring",
        "Indication of CE and/ or immediate risk to child/ young person.",
        "Thurrock MASH: 01375 652 802",
        "Out of hours Emergency Duty Team: 0345 603 1212",
        "Complete: Thurrock CAF Referral Form",
    ):
        assert line in squeezed(said.out), line
        assert line in squeezed(shown.out), line


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A copy of the pathway that comes with the app, with what it refers to."""
    for name in ("pathways", "localities", "notices"):
        (tmp_path / name).mkdir()
        for file in (CHECKOUT / "data" / name).iterdir():
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    return tmp_path / "pathways" / "set-2026-06.toml"


def test_a_sound_pathway_is_said_to_be_sound(sound: Path) -> None:
    ended = ce_tui("pathway", "check", sound)
    assert (ended.code, ended.err) == (0, "")
    assert "sound" in ended.out
    assert ce_tui("pathway", "check", "-", stdin=sound.read_bytes(), cwd=sound.parent).code == 0


def test_every_fault_of_a_pathway_stands_on_its_line_with_its_place(sound: Path) -> None:
    text = sound.read_text("utf-8")
    text = text.replace('id = "Y2"', 'id = "Y1"').replace('id = "A3"', 'id = "A3"\nsurprise = 1')
    sound.write_text(text.replace('edition = "June 2026"', "edition = 6"))
    ended = ce_tui("pathway", "check", sound)
    assert (ended.code, ended.out) == (65, "")
    told = in_words(ended).splitlines()
    assert len(told) >= 3 and all(":" in line for line in told)
    assert any("edition" in line for line in told) and any("surprise" in line for line in told)


def test_a_pathway_that_this_app_cannot_grade_is_refused(sound: Path) -> None:
    """Of one that counts points every tier would be too low: 19 points are "significant", one mark is "moderate"."""
    text = sound.read_text("utf-8")
    for rule in ("", 'rule = "points"\n'):
        sound.write_text(text.replace('rule = "highest tier with a mark"\n', rule))
        ended = ce_tui("pathway", "check", sound)
        assert (ended.code, ended.out) == (65, "")
        (told,) = in_words(ended).splitlines()
        assert "rule: is " in told and told.endswith("it counts no points and has no scales")


def test_a_pathway_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    for content in (b"", b"= 1", b"\xff\xfe", b"a = 1\na = 2\n", b"x = " + b"[" * 50_000):
        ended = ce_tui("pathway", "check", "-", stdin=content, cwd=tmp_path)
        assert (ended.code, ended.out) == (65, ""), content[:20]
        in_words(ended)
    for file in (tmp_path, tmp_path / "none.toml"):
        assert ce_tui("pathway", "check", file).code == 66


def test_the_key_card_holds_the_default_keys_and_those_of_the_configuration(tmp_path: Path) -> None:
    card = ce_tui("keys")
    assert (card.code, card.err) == (0, "")
    for key in (
        "Ctrl+N",
        "Ctrl+P",
        "Ctrl+G",
        "Ctrl+T",
        "Ctrl+O",
        "Ctrl+L",
        "Ctrl+Q",
        "F1",
        "Space",
        "Ctrl+R",
    ):
        assert key in card.out, key
    listed = ce_tui("keys", "--ids").out
    [line] = [line for line in listed.splitlines() if "ctrl+o" in line]
    (tmp_path / "config.toml").write_text(f'[keys]\n"{line.split()[0]}" = "ctrl+y"\n')
    changed = ce_tui("keys", CE_TUI_CONFIG=str(tmp_path / "config.toml"))
    assert changed.code == 0 and "Ctrl+Y" in changed.out and "Ctrl+O" not in changed.out


def test_doctor_speaks_in_words_and_makes_nothing(tmp_path: Path) -> None:
    ended = ce_tui("doctor", CE_TUI_HOME=str(tmp_path / "home"))
    assert ended.code == 0 and len(ended.out.splitlines()) >= 5
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        *("surprise = 1", "= ", "keys = 3", '[keys]\nsurprise = "ctrl+y"', '[referral]\nencrypt = "no"'),
        '[links]\nx = "ftp"',
    ],
)  # fmt: skip
def test_a_wrong_configuration_is_78_for_whatever_needs_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text + "\n")
    for arguments in (("contacts",), ("evaluate", "-")):
        ended = ce_tui(*arguments, stdin=json.dumps(SAMPLE), CE_TUI_CONFIG=str(tmp_path / "config.toml"))
        assert (ended.code, ended.out) == (78, "")
        assert "config" in in_words(ended)


def test_a_pathway_that_cannot_be_used_is_named_and_leaves_whom_to_call_open(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('pathways = ["none.toml"]\n')
    environment = {"CE_TUI_CONFIG": str(tmp_path / "config.toml")}
    called = ce_tui("contacts", "essex", "--at", "2026-11-25T10:00", **environment)
    assert called.code == 78 and "none.toml" in in_words(called)
    assert called.out == ce_tui("contacts", "essex", "--at", "2026-11-25T10:00").out
    assert "999" in called.out
    for arguments in (("evaluate", "-"), ("blank", "essex", "-o", "form.pdf"), ("pathway", "show")):
        ended = ce_tui(*arguments, stdin=json.dumps(SAMPLE), cwd=tmp_path, **environment)
        assert (ended.code, ended.out) == (78, "")
        assert "none.toml" in in_words(ended)
    assert left(tmp_path) == ["config.toml"]


def test_a_configuration_that_is_named_must_be_readable_text(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'[referral]\nmarking = "\xe9"\n')
    for file in (tmp_path / "none.toml", tmp_path, tmp_path / "latin.toml"):
        ended = ce_tui("contacts", CE_TUI_CONFIG=str(file))
        assert (ended.code, ended.out) == (78, "")
        in_words(ended)


def test_the_configuration_of_the_persons_folder_counts_where_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "ce-tui").mkdir()
    (tmp_path / "ce-tui" / "config.toml").write_text("surprise = 1\n")
    assert ce_tui("contacts", XDG_CONFIG_HOME=str(tmp_path)).code == 78
    (tmp_path / "empty.toml").write_text("")
    ended = ce_tui("contacts", XDG_CONFIG_HOME=str(tmp_path), CE_TUI_CONFIG=str(tmp_path / "empty.toml"))
    assert ended.code == 0


@pytest.mark.parametrize(
    "env",
    [
        *({"_CE_TUI_COMPLETE": "bash_source"}, {"_CE_TUI_COMPLETE": "zsh_complete", "COMP_WORDS": "x"}),
        {"TZ": "Asia/Tokyo", "NO_COLOR": "1", "FORCE_COLOR": "1", "COLUMNS": "20", "TERM": "dumb"},
        {"PAGER": "false", "TEXTUAL": "debug", "CE_TUI_AT": "2020-01-01", "CE_TUI_CONTACTS_AT": "2020-01-01"},
    ],
    ids=["completion's script", "completion", "zone and screen", "others"],
)
def test_no_other_variable_changes_what_a_command_does(env: dict[str, str]) -> None:
    arguments = ("contacts", "southend", "--at", "2026-11-25T10:00")
    plain = ce_tui(*arguments)
    assert plain.code == 0
    assert ce_tui(*arguments, **env) == plain


def test_a_poor_locale_ends_nothing() -> None:
    for env in ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"LC_ALL": "xx_XX.UTF-8"}):
        ended = ce_tui("contacts", "essex", "--at", "2026-11-25", **env)
        assert ended.code == 0 and "0345 603 7627" in ended.out
        ended = ce_tui("evaluate", "-", "--at", "2026-11-25", stdin=json.dumps(SAMPLE), **env)
        assert ended.code == 0 and ended.json["outcome"] == "red"


def test_a_reader_that_has_gone_is_met_without_a_trace() -> None:
    for arguments in (["pathway", "show", "--json"], ["pathway", "show"], ["keys"], ["evaluate", "-"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "ce_tui", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=CHECKOUT,
        )
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(json.dumps(SAMPLE).encode())
        process.stdin.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 0
